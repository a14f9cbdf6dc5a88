"""Keys in payloads: which things of a case or board a key can mean, and the choices that a page offers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel

from casereview.access.policy import Actor
from casereview.acts.listed import AS_TYPED, Choice, Listed, Read, Said
from casereview.acts.payload import references
from casereview.acts.prepared import Prepared
from casereview.acts.registry import Refusal
from casereview.acts.tables import KINDS, Subject, number_of

__all__ = [
    "REFERABLE",
    "Checker",
    "Choice",
    "Lister",
    "Referable",
    "chosen",
    "first_unknown",
    "referable",
    "referable_rows",
    "with_article",
]


Lister = Callable[[Subject, Actor], Iterable[Choice]]
Checker = Callable[[Subject, Actor, set[str]], set[str]]


@dataclass(frozen=True, slots=True)
class Referable:
    """A kind of thing that payloads can name."""

    kind: str
    choices: Lister
    unknown: Checker


REFERABLE: dict[str, Referable] = {}


def referable(kind: str, choices: Lister, unknown: Checker | None = None) -> None:
    """Register how keys of a kind are listed and checked. Without a checker a key must be among the choices."""

    def not_listed(subject: Subject, actor: Actor, keys: set[str]) -> set[str]:
        return keys - {choice.key for choice in choices(subject, actor)}

    REFERABLE[kind] = Referable(kind, choices, unknown or not_listed)


def referable_rows(
    kind: str,
    label: Callable[[Any], str],
    visible: Callable[[Any, Actor, Subject], Any] | None = None,
    said: Callable[[Actor, Subject], Said] | None = None,
    also: Callable[[Any], str] = lambda row: "",
    needs: tuple[str, ...] = (),
) -> None:
    """Register a table of the case as referable: its rows that were not withdrawn and that the actor may see.

    Args:
        label: how a page calls a row.
        visible: narrows the rows to what this actor may see; left out, everybody who may do the act sees them.
        said: in which names this actor reads a label; left out, it is read as it stands.
        also: by what else a row is found, such as its day as pages write it.
        needs: the columns of which label and day are made, where a table has many rows and many more columns.
    """

    standing = Prepared(
        lambda case, *numbers: (
            KINDS[kind].rows.filter(case=case, withdrawn_on=None, number__in=numbers).values_list("number")
        )
    )

    def rows(subject: Subject, actor: Actor) -> Any:
        found = KINDS[kind].rows.filter(case_id=subject.pk, withdrawn_on=None)
        return visible(found, actor, subject) if visible else found

    def choices(subject: Subject, actor: Actor) -> Listed:
        return Listed(
            rows(subject, actor).order_by("number"),
            called=called,
            said=cache(lambda: said(actor, subject) if said else AS_TYPED),
            also=also,
            needs=("number", "made_on", *needs) if needs else (),
        )

    def called(row: Any, read: Read) -> str:
        return f"{row.key}: {read(label(row))}"

    def unknown(subject: Subject, actor: Actor, keys: set[str]) -> set[str]:
        numbers = {number_of(KINDS[kind], key): key for key in keys}
        wanted = sorted(number for number in numbers if number)
        if visible:
            found = rows(subject, actor).filter(number__in=wanted).values_list("number")
        else:
            found = standing(subject.pk, *wanted) if wanted else ()
        there = {number for (number,) in found}
        return {key for number, key in numbers.items() if number not in there}

    REFERABLE[kind] = Referable(kind, choices, unknown)


def chosen(kind: str, subject: Subject, actor: Actor, keys: Collection[str]) -> list[Choice]:
    """Those of the choices of a kind that have these keys, in the order of the list."""
    offered = REFERABLE[kind].choices(subject, actor)
    return offered.of(keys) if isinstance(offered, Listed) else [one for one in offered if one.key in keys]


def with_article(kind: str) -> str:
    """A kind of thing as a sentence names one.

    >>> with_article("agency-report"), with_article("finding")
    ('an agency report', 'a finding')
    """
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind.replace('-', ' ')}"


def first_unknown(said: BaseModel, subject: Subject, actor: Actor) -> Refusal | None:
    """A refusal for the first key that is not of this case or board, or that this person may not see."""
    named: dict[str, dict[str, str]] = {}
    for place, kind, key in references(said):
        named.setdefault(kind, {}).setdefault(key, place)
    for kind, keys in named.items():
        if missing := REFERABLE[kind].unknown(subject, actor, set(keys)):
            place = keys[sorted(missing)[0]]
            return Refusal(
                f"'{place}' names {with_article(kind)} that is not here.",
                "Choose one from the list on this page.",
                field=place,
            )
    return None
