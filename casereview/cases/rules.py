"""The rules of notification, screening, decision and appointment, on plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Outcome = Literal["must", "may", "need-not", "cannot-say"]
Decided = Literal["review", "other", "no-review"]

STRENGTH: tuple[Outcome, ...] = ("must", "cannot-say", "may", "need-not")
DUPLICATE_DAYS = 60


def strongest(outcomes: Iterable[Outcome]) -> Outcome:
    """The outcome of a case with several children: the strongest of theirs.

    *Cannot say yet* stands above *may*: a child of whom the answer is still open may yet turn out to be a *must*.

    >>> strongest(["need-not", "may"]), strongest(["may", "cannot-say"]), strongest(["cannot-say", "must"])
    ('may', 'cannot-say', 'must')
    """
    return min(outcomes, key=STRENGTH.index, default="cannot-say")


def told_on(body: str, tellings: Iterable[tuple[str, bool, date]]) -> date | None:
    """The day on which a body that the framework names was first told, or None.

    A telling by the body's own name covers that body. One to the national body in words of the board's own, such as
    "Ofsted, the Department and the national panel", covers every body that the framework names.

    Args:
        tellings: to whom; whether it is the national body of the framework and named by none of its bodies' names; when.

    >>> sent = [("The Home Office", False, date(2014, 3, 1)), ("Both of them", True, date(2014, 3, 4))]
    >>> told_on("The Home Office", sent).day, told_on("Ofsted", sent).day, told_on("Ofsted", sent[:1])
    (1, 4, None)
    """
    return min((on for to, all_of_them, on in tellings if all_of_them or to == body), default=None)


def departs(screening: Outcome, decided: Decided) -> bool:
    """Whether a decision departs from its screening, so that whoever decides has to say why.

    *May* and *cannot say* leave the decider free. *Must* and *need not* do not bind either, but a departure is explained.

    Source: Working Together to Safeguard Children (2013), chapter 4: the decision is the chair's, with reasons.

    >>> departs("must", "no-review"), departs("must", "other"), departs("need-not", "review"), departs("may", "no-review")
    (True, True, True, False)
    """
    return (screening == "must" and decided != "review") or (screening == "need-not" and decided == "review")


@dataclass(frozen=True, slots=True)
class Received:
    """What tells two notifications apart: initials and dates of birth of their children, and the day of the incident."""

    code: str
    initials: frozenset[str]
    births: frozenset[date]
    incident_on: date | None


def possible_duplicates(new: Received, earlier: Sequence[Received]) -> list[str]:
    """The codes of earlier notifications that may tell of the same incident: shown to the manager, never joined by itself.

    The same date of birth or the same initials, and incidents within 60 days of each other; where a day is not known
    it does not rule anything out.
    """
    found = []
    for one in earlier:
        near = (
            new.incident_on is None
            or one.incident_on is None
            or abs((new.incident_on - one.incident_on).days) <= DUPLICATE_DAYS
        )
        if near and (new.births & one.births or new.initials & one.initials):
            found.append(one.code)
    return found


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is known of somebody who might be appointed.

    Attributes:
        board_roles: the roles they hold at this board today.
        agency: the agency they work for now, or None.
        worked_at: agency to the last day they worked there (None: they still do).
        responsible: they have or had direct responsibility for this case.
        kin: they are kin of somebody in it.
        other_roles: the roles they hold in this case already.
    """

    board_roles: frozenset[str]
    agency: str | None
    worked_at: Mapping[str, date | None]
    responsible: bool
    kin: bool
    other_roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Independence:
    """What a framework asks of a role: independent of the board, of the agencies involved, not these other roles."""

    of_board: bool
    of_agencies: bool
    not_roles: frozenset[str]
    cite: str
    text: str


OF_THE_BOARD = frozenset({"manager", "chair", "board-member", "learning-group"})


def excluded(
    rule: Independence | None, who: Candidate, involved: frozenset[str], *, role: str, on: date, years: int
) -> str | None:
    """The sentence why somebody cannot be appointed, or None.

    Args:
        rule: the framework's own rule for the role, if it has one.
        involved: the agencies involved in the case.
        years: the board's local rule: nobody as lead or author who was employed at an involved agency within so many years;
            0 switches the local rule off.
    """
    if who.kin:
        return "They are related to somebody in this case."
    if who.responsible and role in HANDS_OFF:
        return "They have or had direct responsibility for this case."
    return (rule and _by_law(rule, who, involved)) or _locally(who, involved, role=role, on=on, years=years)


HANDS_OFF = frozenset({"lead", "author", "team-member", "report-writer"})
"""Roles that nobody holds who had direct responsibility for the case."""
INDEPENDENT = frozenset({"lead", "author"})
"""Roles that a board's local rule keeps apart from the agencies involved, whatever the framework says."""


def _by_law(rule: Independence, who: Candidate, involved: frozenset[str]) -> str | None:
    """Whom the framework's own rule excludes, with its citation."""
    if rule.of_board and who.board_roles & OF_THE_BOARD:
        return f"They hold a post at the board. {rule.text} ({rule.cite})"
    if clash := rule.not_roles & (who.other_roles | who.board_roles):
        return f"They are the {sorted(clash)[0]}. {rule.text} ({rule.cite})"
    if rule.of_agencies and (who.agency in involved or _works_now(who) & involved):
        return f"They work for an agency that is involved. {rule.text} ({rule.cite})"
    return None


def _works_now(who: Candidate) -> frozenset[str]:
    return frozenset(agency for agency, until in who.worked_at.items() if until is None)


def _locally(who: Candidate, involved: frozenset[str], *, role: str, on: date, years: int) -> str | None:
    """Whom the board's local rule excludes: shown as local, with no citation."""
    if role not in INDEPENDENT or years == 0:
        return None
    now = {who.agency} | _works_now(who)
    lately = {
        agency for agency, until in who.worked_at.items() if until and _years_between(until, on) < years
    }
    if not (now | lately) & involved:
        return None
    return (
        f"They work for an agency that is involved, or did within {years} year{'' if years == 1 else 's'}. "
        "This is the board's local rule, not the law."
    )


def _years_between(first: date, last: date) -> int:
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))


def at_risk(start: date, due: date, today: date, begun: bool) -> bool:
    """Whether a clock is at risk: a third of its time or less is left, and nothing towards it has begun.

    Args:
        start: the day from which it counts. due: its last day. begun: whether a step towards it has begun or is done.

    >>> at_risk(date(2014, 1, 1), date(2014, 4, 1), date(2014, 3, 2), False)
    True
    >>> at_risk(date(2014, 1, 1), date(2014, 4, 1), date(2014, 3, 1), False)
    False
    """
    return not begun and today <= due and 3 * (due - today).days <= (due - start).days
