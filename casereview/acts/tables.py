"""What every table shares: managers that need an actor, the subject of acts, and the row of a case."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any, ClassVar, Self, TypeVar

from django.db import models

from casereview.access.policy import Place
from casereview.acts.prepared import Prepared


class ActorNeeded(RuntimeError):
    """Somebody reached for case data without saying who asks."""


class NeedsActor(models.Manager[Any]):
    """Raises until an actor is given: case data is asked for with ``ask``, never taken."""

    def get_queryset(self) -> models.QuerySet[Any]:
        raise ActorNeeded(
            "Case data is asked for with ask(actor, …). Use 'rows' only in acts.py and queries.py."
        )


class Table(models.Model):
    """A table whose open manager is called ``rows`` and whose ``objects`` refuses."""

    rows: ClassVar[models.Manager[Any]] = models.Manager()
    objects: ClassVar[models.Manager[Any]] = NeedsActor()

    class Meta:
        abstract = True
        base_manager_name = default_manager_name = "rows"


SUBJECTS: dict[str, type[Subject]] = {}


class Subject(Table):
    """What an act is done to: a case or a board. It has a code, a phase and a version."""

    kind: ClassVar[str] = ""
    WITH: ClassVar[tuple[str, ...]] = ()
    """What is read with it in the same query, because hardly anything can be said of it without."""

    code = models.CharField(max_length=40, unique=True)
    version = models.PositiveIntegerField(default=0)

    class Meta(Table.Meta):
        abstract = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.__dict__.get("kind"):
            SUBJECTS[cls.kind] = cls

    def __str__(self) -> str:
        return str(self.code)

    @property
    def reference(self) -> str:
        """How the trail names it: never by a title."""
        return f"{self.kind}:{self.pk}"

    @property
    def place(self) -> Place:
        """Where it is, for the policy."""
        raise NotImplementedError

    def locked(self) -> Self:
        """The same subject as it stands now, held until the transaction ends."""
        fresh: Self | None = _locked(type(self)).first(self.pk)
        if fresh is None:
            raise type(self).DoesNotExist
        return fresh

    def move_on(self, phase: str | None, *, allowed: frozenset[str]) -> None:
        """Write the next phase. ``perform`` alone calls this."""
        if phase is None:
            return
        if phase not in allowed:
            raise ValueError(f"This act is not registered as leading to '{phase}'.")
        type(self).rows.filter(pk=self.pk).update(phase=phase, version=self.version + 1)

    def day_not_published(self, on: date) -> None:
        """Note that the events which this act dated are only known to be about this day. A board has none."""


@cache
def _locked(table: type[Subject]) -> Prepared:
    rows = table.rows.select_for_update(of=("self",))
    return Prepared(lambda pk: (rows.select_related(*table.WITH) if table.WITH else rows).filter(pk=pk))


KINDS: dict[str, type[CaseRow]] = {}
Row = TypeVar("Row", bound="CaseRow")


class CaseRow(Table):
    """A thing of a case, known inside it by a short key such as ``F3``. Nothing is deleted: it can be withdrawn.

    Class attributes of each table:
        KIND: the word for it ("finding"); PREFIX: the letter of its key.
        CORRECTABLE: the fields that a correction with a reason may change, with their labels.
        KEEPERS: the roles that may correct or withdraw it.
    """

    KIND: ClassVar[str] = ""
    PREFIX: ClassVar[str] = ""
    CORRECTABLE: ClassVar[dict[str, str]] = {}
    KEEPERS: ClassVar[frozenset[str]] = frozenset({"manager", "lead", "author"})

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    made_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta(Table.Meta):
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["case", "number"], name="%(app_label)s_%(class)s_number_in_its_case"
            )
        ]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if kind := cls.__dict__.get("KIND"):
            if kind in KINDS:
                raise ValueError(f"Two tables call their rows '{kind}'.")
            if any(kind != other and cls.PREFIX == table.PREFIX for other, table in KINDS.items()):
                raise ValueError(f"Two tables give their rows keys that begin with '{cls.PREFIX}'.")
            KINDS[kind] = cls

    def __str__(self) -> str:
        return self.key

    @property
    def key(self) -> str:
        """Its name inside the case: what payloads, links and papers call it."""
        return f"{self.PREFIX}{self.number}"


def new(table: type[Row], case: Any, **fields: Any) -> Row:
    """Add a row to a case under the next free number. The case is locked by ``perform``, so no two take the same.

    ``made_on`` must be among the fields: the day on which the act is said to have been done.
    """
    row = table(case=case, number=next_number(table, case), **fields)
    row.save(force_insert=True)
    return row


def next_number(table: type[CaseRow], case: Any) -> int:
    """The next free number of a kind in a case; numbers are never used again."""
    last = _last_number(table).first(case.pk)
    return int(last[0]) + 1 if last else 1


@cache
def _last_number(table: type[CaseRow]) -> Prepared:
    return Prepared(lambda case: table.rows.filter(case=case).order_by("-number").values_list("number")[:1])


@cache
def _numbered(table: type[CaseRow]) -> Prepared:
    return Prepared(lambda case, number: table.rows.filter(case=case, number=number))


def number_of(table: type[CaseRow], key: str) -> int | None:
    """The number in a key, or None where the key is not one of this kind's.

    >>> number_of(CaseRow, "x")
    """
    rest = key.removeprefix(table.PREFIX)
    return int(rest) if key.startswith(table.PREFIX) and rest.isdecimal() and len(rest) < 10 else None


def find(table: type[Row], case: Any, key: str) -> Row:
    """The row of this case with this key. ``perform`` has checked references already, so it is there.

    Raises:
        table.DoesNotExist: the key is not of this case.
    """
    row: Row | None = _numbered(table).first(case.pk, number_of(table, key) or 0)
    if row is None:
        raise table.DoesNotExist
    row.case = case
    return row


def find_all(table: type[Row], case: Any, keys: Any) -> list[Row]:
    """The rows of this case with these keys, in the order given."""
    return [find(table, case, key) for key in keys]
