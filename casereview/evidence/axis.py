"""The axis of a picture of time: where it is named, from years down to hours. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

DAYS = 9
WEEKS = 62


@dataclass(frozen=True, slots=True)
class Tick:
    """One name on the axis: its day, the part of that day that has gone (0 to 1), its words, and whether it is a strong one."""

    day: date
    part: float
    text: str
    strong: bool


def ticks(first: date, last: date) -> list[Tick]:
    """Where the axis is named: hours of one day, days, weeks, months, quarters, else years.

    >>> [t.text for t in ticks(date(2013, 11, 14), date(2013, 11, 14))][:3]
    ['00:00', '03:00', '06:00']
    >>> [t.text for t in ticks(date(2012, 11, 20), date(2013, 2, 20))]
    ['Dec 2012', 'Jan 2013', 'Feb']
    """
    days = (last - first).days
    if days == 0:
        return [Tick(first, hour / 24, f"{hour:02d}:00", hour == 0) for hour in range(0, 24, 3)]
    if days <= DAYS:
        every = [first + timedelta(days=n) for n in range(days + 1)]
        return [Tick(day, 0.0, f"{day:%a} {day.day} {day:%b}", day.weekday() == 0) for day in every]
    if days <= WEEKS:
        monday = first + timedelta(days=-first.weekday() % 7)
        found = [monday + timedelta(days=7 * n) for n in range(10)]
        return [Tick(day, 0.0, f"{day.day} {day:%b}", day.day <= 7) for day in found if day <= last]
    return _months(first, last, 1 if days <= 460 else 3 if days <= 1500 else 12 if days <= 6000 else 60)


def _months(first: date, last: date, step: int) -> list[Tick]:
    found: list[Tick] = []
    month = date(first.year, first.month, 1)
    while month <= last:
        count = month.year * 12 + month.month - 1
        if month >= first and count % step == 0:
            strong = month.month == 1
            text = f"{month:%b} {month.year}" if strong or not found else f"{month:%b}"
            found.append(Tick(month, 0.0, str(month.year) if step >= 12 else text, strong))
        if month.year == 9999 and month.month == 12:
            return found
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return found
