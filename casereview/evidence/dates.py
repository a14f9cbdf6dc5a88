"""Dates as people type them: what was typed stays, and beside it what was understood and how sure it is. Pure.

Day first, as in the United Kingdom. What cannot be read is kept with no day; nothing is filled in from today.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {
    name[:3]: number
    for number, name in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        1,
    )
}
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
DAY = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?[\s./\-,]+(\d{1,2}|[a-z]{3,9})[\s./\-,]+(\d{4}|\d{2})$")
ISO = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}.*)?$")
MONTH = re.compile(r"^(?:(early|mid|late)[\s-]+)?([a-z]{3,9})[\s./\-,]+(\d{4}|\d{2})$")
YEAR = re.compile(r"^(\d{4})$")
RANGE = re.compile(r"^(.+?)\s*(?:\bto\b|\buntil\b|–|—|-)\s*(.+)$")
ABOUT = re.compile(r"^(?:c\.?|circa|about|abt\.?|approx\.?|approximately|around|on or (?:around|about))\s+")
WEEK = re.compile(r"^(?:w/c|week commencing|week of)\s+")
OPEN = re.compile(r"^(before|by|after|from|since)\s+")
PIVOT = 40
"""A year of two figures up to this one is in this century."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What a typed date means: from the earliest to the latest day, and how sure: exact, approximate, uncertain, unknown."""

    earliest: date | None
    latest: date | None
    certainty: str


NOTHING = Understood(None, None, "unknown")


def understood(text: str) -> Understood:
    """Read one date as it was typed.

    >>> understood("12/3/11"), understood("c. March 2012").certainty, understood("undated").certainty
    (Understood(earliest=datetime.date(2011, 3, 12), latest=datetime.date(2011, 3, 12), certainty='exact'),
    'approximate', 'unknown')
    """
    words = " ".join(text.lower().replace("\u00a0", " ").split()).strip(" .,;:")
    doubt = "?" in words or words.startswith(("poss ", "possibly ", "probably "))
    words = re.sub(r"^(?:poss|possibly|probably)\s+", "", words.replace("?", "").strip())
    found = _read(words)
    if doubt and found.certainty == "exact":
        return Understood(found.earliest, found.latest, "uncertain")
    return found


def _read(words: str) -> Understood:
    if about := ABOUT.match(words):
        inner = _read(words[about.end() :])
        if inner.earliest and inner.earliest == inner.latest:
            return Understood(
                inner.earliest - timedelta(days=7), inner.earliest + timedelta(days=7), "approximate"
            )
        return Understood(inner.earliest, inner.latest, "approximate" if inner.earliest else "unknown")
    if week := WEEK.match(words):
        inner = _read(words[week.end() :])
        if inner.earliest is None:
            return NOTHING
        return Understood(inner.earliest, inner.earliest + timedelta(days=6), "approximate")
    if side := OPEN.match(words):
        inner = _read(words[side.end() :])
        if inner.earliest is None:
            return NOTHING
        if side[1] in ("before", "by"):
            return Understood(None, inner.latest, "approximate")
        return Understood(inner.earliest, None, "approximate")
    return _plain(words)


def _plain(words: str) -> Understood:
    if day := _day(words):
        return day
    if month := MONTH.match(words):
        number, year = MONTHS.get(month[2][:3]), _year(month[3])
        if number:
            last = monthrange(year, number)[1]
            first, end = {"early": (1, 10), "mid": (11, 20), "late": (21, last)}.get(
                month[1] or "", (1, last)
            )
            return Understood(date(year, number, first), date(year, number, end), "approximate")
    if year_only := YEAR.match(words):
        year = int(year_only[1])
        if 1900 <= year <= 2100:
            return Understood(date(year, 1, 1), date(year, 12, 31), "approximate")
    if span := RANGE.match(words):
        return _span(span[1].strip(), span[2].strip())
    return NOTHING


def _span(first: str, last: str) -> Understood:
    end = _plain(last)
    start = _plain(first) if not first.isdecimal() else NOTHING
    if first.isdecimal() and end.earliest and end.earliest == end.latest and 1 <= int(first) <= 31:
        try:
            start_day = end.earliest.replace(day=int(first))
        except ValueError:
            return NOTHING
        start = Understood(start_day, start_day, "exact")
    if start.earliest and end.latest and start.earliest <= end.latest:
        return Understood(start.earliest, end.latest, "approximate")
    return NOTHING


def _day(words: str) -> Understood | None:
    weekday = re.match(r"^([a-z]{3,9})\.?,?\s+(?=\d)", words)
    said = None
    if weekday and any(name.startswith(weekday[1]) for name in WEEKDAYS):
        said = next(i for i, name in enumerate(WEEKDAYS) if name.startswith(weekday[1]))
        words = words[weekday.end() :]
    if iso := ISO.match(words):
        found = _made(int(iso[1]), int(iso[2]), int(iso[3]))
    elif match := DAY.match(words):
        month = MONTHS.get(match[2][:3]) if not match[2].isdecimal() else int(match[2])
        found = _made(_year(match[3]), month or 0, int(match[1]))
        if found is None and month and month > 12:
            swapped = _made(_year(match[3]), int(match[1]), month)
            return Understood(swapped, swapped, "uncertain") if swapped else None
    else:
        return None
    if found is None:
        return NOTHING
    return Understood(found, found, "uncertain" if said is not None and found.weekday() != said else "exact")


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(text: str) -> int:
    number = int(text)
    return number if len(text) == 4 else 2000 + number if number <= PIVOT else 1900 + number
