"""States of an action: computed, never typed, the first that fits. And what else follows from dates alone. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from casereview.law.clocks import months_after

STATES = ("dropped", "in-place", "done-by-owner", "overdue", "at-risk", "not-started", "on-track")
"""Every state, in the order in which they are tried."""
WORDS = {
    "dropped": "Dropped by the board",
    "in-place": "In place",
    "done-by-owner": "Done, says the owner",
    "overdue": "Overdue",
    "at-risk": "At risk",
    "not-started": "Not started",
    "on-track": "On track",
}
NEED_FOR_TALK = ("done-by-owner", "overdue", "at-risk", "not-started", "on-track", "in-place", "dropped")
"""The order in which the group talks of actions, and in which lists show them."""
SOON = timedelta(days=28)
SILENT = timedelta(days=56)
EFFECT_MONTHS = 6
"""How long after it is in place an action is looked at again, where the group set no day of its own. A habit, not law."""

ANSWERS = (("accepted", "Accepted"), ("in-part", "Accepted in part"), ("not-accepted", "Not accepted"))
SORTS = (
    ("policy", "Policy or procedure"),
    ("training", "Training"),
    ("audit", "Audit"),
    ("commissioning", "Commissioning"),
    ("it", "Records and IT"),
    ("supervision", "Supervision"),
    ("leadership", "Leadership"),
    ("national", "For a national body"),
)
LADDER = (
    ("said", "Somebody says so"),
    ("sent", "An e-mail was sent"),
    ("issued", "A document was issued"),
    ("trained", "Training was given, with numbers"),
    ("known", "Staff can tell us: a survey"),
    ("files", "Files show it: an audit, n of N"),
    ("outcome", "Outcomes have moved"),
    ("family", "Families or children say so"),
)
"""How strong proof is, from weak to strong."""
HELD = (("held", "Yes, it has held"), ("in-part", "In part"), ("not-held", "No"))


@dataclass(frozen=True, slots=True)
class Facts:
    """What an action's state follows from.

    Attributes:
        due_on: the day by which it is to be done.
        dropped_on: the day on which the board dropped it, if it did.
        verified_on: the day on which the group said that it is in place, if it did.
        done_said_on: the day on which its owner said that it is done, if the group has not looked since.
        last_report_on: the day of the owner's latest report, proof or milestone.
        milestones_open: the due days of milestones that are not reached.
    """

    due_on: date
    dropped_on: date | None = None
    verified_on: date | None = None
    done_said_on: date | None = None
    last_report_on: date | None = None
    milestones_open: tuple[date, ...] = ()


def state(facts: Facts, today: date) -> str:
    """The state of an action on a day: nobody sets it.

    >>> state(Facts(due_on=date(2014, 6, 1)), date(2014, 6, 2))
    'overdue'
    >>> state(Facts(due_on=date(2014, 6, 1), verified_on=date(2014, 5, 22)), date(2014, 6, 2))
    'in-place'
    """
    if facts.dropped_on:
        return "dropped"
    if facts.verified_on:
        return "in-place"
    if facts.done_said_on:
        return "done-by-owner"
    if facts.due_on < today:
        return "overdue"
    missed = any(due < today for due in facts.milestones_open)
    silent = facts.last_report_on is None or facts.last_report_on < today - SILENT
    if missed or (facts.due_on <= today + SOON and silent):
        return "at-risk"
    return "not-started" if facts.last_report_on is None else "on-track"


def effect_due(in_place_on: date, set_on: date | None) -> date:
    """When an action in place is looked at again: the day that the group set, else six months on.

    >>> effect_due(date(2014, 8, 31), None)
    datetime.date(2015, 2, 28)
    """
    return set_on or months_after(in_place_on, EFFECT_MONTHS)


def strength(step: str) -> str:
    """How strong a piece of proof is, in words with its place on the ladder.

    >>> strength("files")
    'Files show it: an audit, n of N (6 of 8)'
    """
    steps = [name for name, _ in LADDER]
    return f"{dict(LADDER)[step]} ({steps.index(step) + 1} of {len(steps)})"


def in_order_of_need(state_name: str, due_on: str, key: str) -> tuple[int, str, int]:
    """A sorting key: what needs talk first, the oldest due day first within it.

    >>> sorted(["on-track", "overdue", "done-by-owner"], key=lambda s: in_order_of_need(s, "2014-06-01", "A1"))
    ['done-by-owner', 'overdue', 'on-track']
    """
    return NEED_FOR_TALK.index(state_name), due_on, int(key.lstrip("A") or 0)
