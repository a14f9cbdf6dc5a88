"""The things of a case that somebody may correct or withdraw, as a page offers them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import DateField

from casereview.access.policy import Actor, Reach, reach
from casereview.acts.references import REFERABLE
from casereview.acts.tables import KINDS, CaseRow
from casereview.cases.acts.corrections import CORRECTORS, thing_of
from casereview.cases.models import Case
from casereview.papers.blocks import day

MOST = 2000
"""The longest list of one kind of thing."""
LABEL = 100
"""The most characters of how a thing is called: enough to know it by."""


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

    def matches(self, words: str) -> bool:
        """Whether all of these words stand in what it is called or in its day.

        >>> bruise = Thing("entry", "E4", "Entry E4: 12.03.13: A bruise was seen", date(2014, 2, 10))
        >>> bruise.matches("Bruise"), bruise.matches("10 february"), bruise.matches("bruise march")
        (True, True, False)
        """
        said = f"{self.called} {day(self.on)}".casefold()
        return all(word in said for word in words.casefold().split())


def things_of(case: Case, actor: Actor, *, kind: str = "", correctable: bool = False) -> list[Thing]:
    """What this person keeps in a case, in the order of kinds and of keys.

    Args:
        kind: things of this kind alone; left out, of every kind.
        correctable: leave out the kinds of which no part can be corrected.
    """
    found: list[Thing] = []
    for each, table in sorted(KINDS.items()):
        if each == "correction" or kind not in ("", each) or (correctable and not table.CORRECTABLE):
            continue
        within = reach(actor, table.KEEPERS & CORRECTORS)
        if case.place in within and (rows := _kept(case, table, within)):
            names = _names(case, actor, each)
            found += [
                Thing(each, row.key, _called(row, names), row.made_on)
                for row in rows
                if names is None or row.key in names
            ]
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
    """The thing that "finding:F3" names, and how a page calls it; None where there is none.

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
    return row, _called(row, _names(case, actor, kind) or {})


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


def _kept(case: Case, table: type[CaseRow], within: Reach) -> list[CaseRow]:
    """The rows of one kind that somebody keeps; an agency's people their own agency's alone."""
    rows = table.rows.filter(case=case, withdrawn_on=None).order_by("number")
    if hasattr(table, "agency"):
        rows = rows.select_related("agency")
    if within.whole(case.place):
        return list(rows[:MOST])
    own = within.agencies_in(case.pk)
    return [row for row in rows[:MOST] if getattr(row, "agency_id", None) in own]


def _names(case: Case, actor: Actor, kind: str) -> dict[str, str] | None:
    """How this person's lists call the things of a kind that they may see; None for a kind that no list shows."""
    if kind not in REFERABLE:
        return None
    return {choice.key: choice.label for choice in REFERABLE[kind].choices(case, actor)}


def _called(row: CaseRow, names: dict[str, str] | None) -> str:
    return f"{kind_words(row.KIND)} {(names or {}).get(row.key) or _by_its_words(row)}"


def _by_its_words(row: CaseRow) -> str:
    """A thing that no list names, by its agency and the first of its words that a correction may change."""
    agency = getattr(row, "agency", None)
    texts = (getattr(row, part) for part in row.CORRECTABLE)
    said = next((text for text in texts if isinstance(text, str) and text.strip()), "")
    words = ": ".join(filter(None, (agency.name if agency else "", " ".join(said.split())[:LABEL])))
    return f"{row.key}: {words}" if words else f"{row.key}, of {day(row.made_on)}"
