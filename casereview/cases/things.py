"""The things of a case that somebody may correct or withdraw, as a page offers them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.db.models import DateField

from casereview.access.policy import Actor, reach
from casereview.acts.listed import Listed, Read
from casereview.acts.references import REFERABLE
from casereview.acts.tables import KINDS, CaseRow
from casereview.cases.acts.corrections import CORRECTORS, thing_of
from casereview.cases.models import Case
from casereview.names.queries import names_in
from casereview.papers.blocks import day


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing of a case as a list names it: its kind and key, how a page calls it, and when it was recorded."""

    kind: str
    key: str
    called: str
    on: date

    @property
    def name(self) -> str:
        """How acts name it: "finding:F3"."""
        return f"{self.kind}:{self.key}"


@dataclass(frozen=True, slots=True)
class Kept:
    """The things of one kind that somebody keeps in a case: counted, turned over and searched where they are stored."""

    kind: str
    listed: Listed

    def count(self) -> int:
        """How many there are."""
        return self.listed.count()

    def page(self, number: int, size: int) -> list[Thing]:
        """One page of them, in the order of their keys; nothing else is read."""
        rows = self.listed.rows[(number - 1) * size : number * size]
        return [self._thing(row, self.listed.label(row)) for row in rows]

    def having(self, words: str) -> Iterator[Thing]:
        """Those of which all these words stand in what a page calls them, in the day it shows, or in the day of what happened."""

        def beside(row: CaseRow) -> str:
            return (
                f"{kind_words(self.kind)} {row.made_on:%A} {day(row.made_on)}"  # near days are shown with it
            )

        return (self._thing(row, label) for row, label in self.listed.having(words, beside))

    def _thing(self, row: CaseRow, label: str) -> Thing:
        return Thing(self.kind, row.key, f"{kind_words(self.kind)} {label}", row.made_on)


def kept_by(case: Case, actor: Actor, *, kind: str = "", correctable: bool = False) -> list[Kept]:
    """What this person keeps in a case, kind by kind. Which agency's things are theirs is asked of the store.

    Args:
        kind: things of this kind alone; left out, of every kind.
        correctable: leave out the kinds of which no part can be corrected.
    """
    found = []
    for each, table in sorted(KINDS.items()):
        if each == "correction" or kind not in ("", each) or (correctable and not table.CORRECTABLE):
            continue
        within = reach(actor, table.KEEPERS & CORRECTORS)
        if case.place not in within:
            continue
        listed = _listed(case, actor, each)
        if within.whole(case.place):
            found.append(Kept(each, listed))
        elif hasattr(table, "agency"):
            found.append(Kept(each, listed.only(agency__in=within.agencies_in(case.pk))))
    return found


CALLED = {
    "asked": "What an agency was asked for",
    "case-agency": "Agency's part in the review",
    "chronology": "Chronology as submitted",
    "comment": "Comment on the accuracy of a report",
    "described-person": "Person in the family tree",
    "drop": "Action dropped",
    "due-move": "Move of an action's date",
    "effect-check": "Check whether an action works",
    "entry": "Chronology entry",
    "entry-comment": "Comment on an entry",
    "episode": "Key episode",
    "export": "Taking out of the whole case",
    "fact": "Fact of the screening",
    "gate-line": "Line of the gate list",
    "handover": "Hand-over of an action",
    "heard": "Something heard at an event",
    "pairing": "Two accounts compared",
    "parentage": "Parent and child",
    "progress": "Report on an action",
    "proof": "Evidence of an action",
    "referral": "Matter moved out of the review",
    "register-person": "Person in the register",
    "residence": "Home",
    "safety-check": "Safety of other children",
    "significance": "Mark on an entry",
    "sought-fact": "Fact looked for in the chronology",
    "step": "Step of the plan",
    "tag": "Theme of an entry",
    "telling": "Letter or report sent",
    "terms": "Terms of reference",
}
"""Kinds of which the word alone does not tell somebody of the board what it is."""


def kind_words(kind: str) -> str:
    """A kind of thing as a page calls it.

    >>> kind_words("agency-report"), kind_words("residence")
    ('Agency report', 'Home')
    """
    return CALLED.get(kind) or kind.replace("-", " ").capitalize()


def the_thing(case: Case, actor: Actor, name: str) -> tuple[CaseRow, str] | None:
    """The thing that "finding:F3" names, and how a page calls it; None where there is none that still stands.

    Raises:
        AccessDenied: it is not theirs to correct.
    """
    kind, _, key = name.partition(":")
    if kind not in KINDS:
        return None
    try:
        row = thing_of(case, f"{kind}:{key}", actor)
    except KINDS[kind].DoesNotExist:
        return None
    if row.withdrawn_on is not None:
        return None
    return row, f"{kind_words(kind)} {_listed(case, actor, kind).label(row)}"


def named(thing: str) -> str:
    """A thing by its kind and key, as a page names it without its words.

    >>> named("finding:F2")
    'Finding F2'
    """
    kind, _, key = thing.partition(":")
    return f"{kind_words(kind)} {key}"


def is_day(thing: str, label: str) -> bool:
    """Whether the part of a thing that a correction calls so is a day: "notification:N1", "Day of the incident"."""
    table = KINDS[thing.partition(":")[0]]
    parts = [part for part, said in table.CORRECTABLE.items() if said == label]
    return any(isinstance(table._meta.get_field(part), DateField) for part in parts)


def _listed(case: Case, actor: Actor, kind: str) -> Listed:
    """The things of a kind that this person may see, named as in every list to choose from."""
    if kind in REFERABLE:
        offered = REFERABLE[kind].choices(case, actor)
        if isinstance(offered, Listed):
            return offered
    table = KINDS[kind]
    rows = table.rows.filter(case=case, withdrawn_on=None).order_by("number")
    if hasattr(table, "agency"):
        rows = rows.select_related("agency")
    return Listed(rows, called=_by_its_words, said=cache(lambda: names_in(case)))


def _by_its_words(row: CaseRow, read: Read) -> str:
    """A thing that no list names, by its agency and the first of its words that a correction may change."""
    agency = getattr(row, "agency", None)
    texts = (getattr(row, part) for part in row.CORRECTABLE)
    said = next((text for text in texts if isinstance(text, str) and text.strip()), "")
    words = ": ".join(filter(None, (agency.name if agency else "", read(" ".join(said.split())))))
    return f"{row.key}: {words}" if words else f"{row.key}, of {day(row.made_on)}"
