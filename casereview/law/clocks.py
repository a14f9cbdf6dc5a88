"""Deadlines, with their working: what starts each, how it is counted, each day left out and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from casereview.law.model import ClockRule, Event, Framework, Unit
from casereview.law.strict_yaml import nearest, shown
from casereview.law.words import amount_words, month_words, said
from casereview.law.working_days import (
    FIRST,
    LAST,
    BeyondTheTable,
    Nation,
    is_working_day,
    left_out,
    working_day_after,
)

EVENTS: tuple[Event, ...] = (
    "incident",
    "aware",
    "notified",
    "decided",
    "published",
    "meeting",
    "requisition",
)
UNITS: tuple[Unit, ...] = ("months", "weeks", "days", "working-days")

EVENT_WORDS: Mapping[str, str] = {
    "incident": "the death or harm happened",
    "aware": "the local authority became aware",
    "notified": "the body that decides was told",
    "decided": "the decision was made",
    "published": "the report is published",
    "meeting": "the panel meets",
    "requisition": "the members asked for a meeting",
}
"""What each event is the day of, to go after "the day on which"."""


class BadClock(ValueError):
    """A clock, an event or a unit that does not exist, or an extension that nobody may give."""


class LocalClock(NamedTuple):
    """A board's own deadline, from its own procedures: never law, but counted by its nation's calendar."""

    name: str
    starts: Event
    amount: int
    unit: Unit


class Clock(NamedTuple):
    """One deadline, counted.

    Attributes:
        from_day: the day of the event that starts it; None while it has not happened.
        due: the last day; None while the event has not happened.
        extended_from: the day it was due before it was extended.
        working: sentences that show the count, each day left out with its reason.
        working_day_before: where the due day is no working day, the last one before it: a kindness, not law.
    """

    clock: str
    starts: Event
    from_day: date | None
    due: date | None
    unit: Unit
    amount: int
    text: str
    cite: str | None
    checked: bool
    local: bool
    extended_from: date | None
    may_extend: str
    working: tuple[str, ...]
    working_day_before: date | None

    def as_json(self) -> dict[str, Any]:
        """The clock as ``casereview clocks`` prints it."""
        return {
            "clock": self.clock,
            "starts": self.starts,
            "from": _iso(self.from_day),
            "due": _iso(self.due),
            "unit": self.unit,
            "amount": self.amount,
            "text": self.text,
            "cite": self.cite,
            "checked": self.checked,
            "local": self.local,
            "extended_from": _iso(self.extended_from),
            "may_extend": self.may_extend,
            "working": list(self.working),
            "working_day_before": _iso(self.working_day_before),
        }


def months_after(day: date, months: int) -> date:
    """The day on which a period of calendar months ends.

    A month ends on the same day of a later month, or on that month's last day where it has no such day.

    Source: the corresponding date rule, Dodds v Walker [1981] 1 WLR 1027 (HL).

    >>> months_after(date(2014, 1, 31), 1)
    datetime.date(2014, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    next_year, next_month = divmod(year * 12 + month + 1, 12)
    last = (date(next_year, next_month + 1, 1) - timedelta(1)).day
    return date(year, month + 1, min(day.day, last))


def add(
    day: date, amount: int, unit: Unit, nation: Nation, also_left_out: Mapping[date, str] | None = None
) -> date:
    """The day that is an amount of time after a day, which is day 0. A negative amount counts back.

    Args:
        nation: whose bank holidays are left out of working days.
        also_left_out: a board's own local holidays, with their names; for working days alone.

    Raises:
        BeyondTheTable: working days outside 2006 to 2035.
        BadClock: there is no such unit, or the calendar ends before the count does.

    >>> add(date(2016, 6, 20), -8, "days", "northern-ireland")
    datetime.date(2016, 6, 12)
    """
    try:
        if unit == "months":
            return months_after(day, amount)
        if unit == "weeks":
            return day + timedelta(weeks=amount)
        if unit == "days":
            return day + timedelta(days=amount)
    except (OverflowError, ValueError):
        raise BadClock(f"{amount} {unit} from {day.isoformat()} is not a day of any calendar.") from None
    if unit == "working-days":
        return working_day_after(day, amount, nation, also_left_out or {})
    raise BadClock(f"There is no unit '{shown(unit)}'{nearest(unit, list(UNITS))}.")


def count(
    framework: Framework,
    events: Mapping[str, date],
    *,
    extended: Mapping[str, date] | None = None,
    local: Sequence[LocalClock] = (),
    also_left_out: Mapping[date, str] | None = None,
) -> tuple[Clock, ...]:
    """Every clock of a framework, and the board's own, from the days on which things happened.

    Args:
        events: the day of each event that has happened.
        extended: by clock, the day that whoever may extend it agreed to.
        local: the board's own clocks.
        also_left_out: the board's local holidays, with their names.

    Raises:
        BadClock: an event or an extended clock does not exist, or nobody may extend it.
        BeyondTheTable: working days outside 2006 to 2035.
    """
    extended = extended or {}
    also_left_out = also_left_out or {}
    for event in events:
        if event not in EVENTS:
            raise BadClock(f"There is no event '{shown(event)}'{nearest(event, list(EVENTS))}.")
    names = [rule.id for rule in framework.clocks] + [clock.name for clock in local]
    for name in extended:
        if name not in names:
            raise BadClock(f"'{framework.id}' has no clock '{shown(name)}'{nearest(name, names)}.")
    counted = [_counted(rule, framework, events, extended, also_left_out) for rule in framework.clocks]
    for own in local:
        if names.count(own.name) > 1:
            raise BadClock(
                f"There are two clocks called '{shown(own.name)}'; give the local one another name."
            )
        counted.append(_counted(own, framework, events, extended, also_left_out))
    return tuple(counted)


def uncounted(
    framework: Framework, events: Mapping[str, date], local: Sequence[LocalClock] = ()
) -> tuple[Event, str] | None:
    """The event from whose day a clock cannot be counted, and why; None where all can be."""
    rules: list[ClockRule | LocalClock] = [*framework.clocks, *local]
    for rule in rules:
        if start := events.get(rule.starts):
            try:
                add(start, rule.amount, rule.unit, framework.counts_by)
            except (BadClock, BeyondTheTable) as problem:
                return rule.starts, str(problem)
    return None


def from_the_incident(framework: Framework, events: Mapping[str, date]) -> dict[str, date]:
    """Where each clock would end if it ran from the death or harm, as the public is sometimes told.

    For information beside the law's own days, never instead of them. Clocks that start there anyway, and
    those that hang on publication or a meeting, are left out.

    Raises:
        BeyondTheTable: working days outside 2006 to 2035.
    """
    incident = events.get("incident")
    if incident is None:
        return {}
    return {
        rule.id: add(incident, rule.amount, rule.unit, framework.counts_by)
        for rule in framework.clocks
        if rule.starts in ("aware", "notified", "decided")
    }


def _counted(
    rule: ClockRule | LocalClock,
    framework: Framework,
    events: Mapping[str, date],
    extended: Mapping[str, date],
    also_left_out: Mapping[date, str],
) -> Clock:
    is_law = isinstance(rule, ClockRule)
    name = rule.id if isinstance(rule, ClockRule) else rule.name
    nation = framework.counts_by
    start = events.get(rule.starts)
    due = add(start, rule.amount, rule.unit, nation, also_left_out) if start else None
    working = _working(rule, start, due, nation, also_left_out)
    later, extension = _extension(rule, name, due, extended.get(name))
    working += extension
    ends = later or due
    return Clock(
        clock=name,
        starts=rule.starts,
        from_day=start,
        due=ends,
        unit=rule.unit,
        amount=rule.amount,
        text=rule.text if isinstance(rule, ClockRule) else f"{name} (this board's own)",
        cite=rule.cite if isinstance(rule, ClockRule) else None,
        checked=rule.checked if isinstance(rule, ClockRule) else False,
        local=not is_law,
        extended_from=due if later else None,
        may_extend=rule.may_extend if isinstance(rule, ClockRule) else "The board: this is its own clock.",
        working=working,
        working_day_before=_working_day_before(ends, nation, also_left_out),
    )


def _extension(
    rule: ClockRule | LocalClock, name: str, due: date | None, later: date | None
) -> tuple[date | None, tuple[str, ...]]:
    """The day to which a clock was extended, and the sentence that says so."""
    if later is None:
        return None, ()
    if isinstance(rule, ClockRule) and not rule.extendable:
        raise BadClock(f"'{name}' cannot be extended: {rule.may_extend[0].lower()}{rule.may_extend[1:]}")
    if due is None:
        return None, (f"Extended to {said(later)}; that counts once the clock has started.",)
    if later <= due:
        return None, (f"Extended to {said(later)}, which is no later: it stays as it was.",)
    return later, (f"Extended from {said(due)} to {said(later)}.",)


def _working_day_before(due: date | None, nation: Nation, also_left_out: Mapping[date, str]) -> date | None:
    if due is None or not FIRST < due <= LAST or is_working_day(due, nation, also_left_out):
        return None
    return working_day_after(due, -1, nation, also_left_out)


def _working(
    rule: ClockRule | LocalClock,
    start: date | None,
    due: date | None,
    nation: Nation,
    also_left_out: Mapping[date, str],
) -> tuple[str, ...]:
    if start is None or due is None:
        return (f"It has not started: it runs from the day on which {EVENT_WORDS[rule.starts]}.",)
    lines = [f"It runs from {said(start)}, the day on which {EVENT_WORDS[rule.starts]}. That day is day 0."]
    how_long = f"{amount_words(rule.amount, rule.unit)} {'before' if rule.amount < 0 else 'after'} it"
    if rule.unit == "working-days":
        first, last = (start + timedelta(1), due) if due > start else (due, start - timedelta(1))
        lines += [
            f"Left out: {said(day)} ({reason})."
            for day, reason in left_out(first, last, nation, also_left_out)
        ]
        lines.append(f"{how_long} is {said(due)}.")
    elif rule.unit == "months" and due.day != start.day:
        lines.append(f"{month_words(due)} has no day {start.day}, so the months end on its last day.")
        lines.append(f"{how_long} is {said(due)}.")
    else:
        lines.append(f"{how_long} is {said(due)}.")
    if (before := _working_day_before(due, nation, also_left_out)) and rule.unit != "working-days":
        lines.append(
            f"That is no working day, and the clock does not move for it; the one before is {said(before)}."
        )
    return tuple(line[0].upper() + line[1:] for line in lines)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
