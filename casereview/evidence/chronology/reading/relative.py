"""Days guessed from the row above: *same day*, *next day*, *two weeks later*. Shown beside the row, never instead of it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from casereview.evidence.chronology.dates.relations import relation
from casereview.evidence.chronology.dates.words import WEEKDAYS, plain
from casereview.evidence.chronology.reading.making import Read
from casereview.evidence.chronology.rows import Guess, Problem

_NUMBERS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
}
_NUMBERS |= {"nine": 9, "ten": 10, "twelve": 12, "a couple of": 2}
_SAME = re.compile(
    r"as above|ditto|do\.?|\"+|''|,,|same|(?:the )?(?:later (?:the )?)?same (?:day|date|time|morning|afternoon|evening|night)|later (?:that|the same) \w+|(?:that|this) (?:day|morning|afternoon|evening|night)"
)
_NEXT = re.compile(
    r"(?:the )?(?:later (?:the )?)?(?:next|following) (?:day|morning|afternoon|evening|night)|(?:the )?day after"
)
_BEFORE = re.compile(
    r"(?:the )?(?:(?:later (?:the )?)?previous (?:day|morning|afternoon|evening|night)|day before)"
)
_LATER = re.compile(
    r"(?P<about>about |approx\.? |approximately )?(?P<number>\d+|[a-z ]+?)\s?(?P<unit>day|week|fortnight|month|year)s?'? (?P<way>later|after|afterwards|on|earlier|before|ago|previously)"
)
_WEEKDAY = re.compile(
    r"(?P<which>last|next|the following|following|the next|that|this|the same|same|the previous|previous) (?P<day>[a-z]+)"
)
_WEEK = re.compile(r"(?:the )?(?P<which>same|next|following|previous) (?P<unit>week|month)")
HINT = "No day could be read. {near}"


def guess_from(text: str, earliest: date, latest: date) -> tuple[date, date] | None:
    """The day that words of relation point to, from the day of the row above; None where they point to none.

    *Yesterday* and *last week* were said by whoever wrote, on a day that the row above does not tell.

    >>> guess_from("next day", date(2012, 3, 4), date(2012, 3, 4))
    (datetime.date(2012, 3, 5), datetime.date(2012, 3, 5))
    >>> guess_from("same day, 14:30", date(2012, 3, 4), date(2012, 3, 4)) == (date(2012, 3, 4), date(2012, 3, 4))
    True
    """
    found_words = relation(plain(text)[0])
    if found_words is None:
        return None
    words, _ = found_words
    if _SAME.fullmatch(words):
        return earliest, latest
    if _NEXT.fullmatch(words):
        return earliest + timedelta(days=1), latest + timedelta(days=1)
    if _BEFORE.fullmatch(words):
        return earliest - timedelta(days=1), latest - timedelta(days=1)
    if found := _LATER.fullmatch(words):
        number = (
            int(found["number"]) if found["number"].isdecimal() else _NUMBERS.get(found["number"].strip())
        )
        if number is None or number > 1000:
            return None
        back = found["way"] in ("earlier", "before", "ago", "previously")
        step = -number if back else number
        if found["unit"] in ("month", "year"):
            months = step * (12 if found["unit"] == "year" else 1)
            return _months_on(earliest, months), _months_on(latest, months)
        days = timedelta(days=step * {"week": 7, "fortnight": 14}.get(found["unit"], 1))
        return earliest + days, latest + days
    if (found := _WEEKDAY.fullmatch(words)) and found["day"] in WEEKDAYS:
        return _weekday_from(found, earliest, latest)
    if (found := _WEEK.fullmatch(words)) and found["unit"] == "week":
        monday = earliest - timedelta(days=earliest.weekday())
        monday += timedelta(days={"same": 0, "next": 7, "following": 7, "previous": -7}[found["which"]])
        return monday, monday + timedelta(days=6)
    return None


def _weekday_from(found: re.Match[str], earliest: date, latest: date) -> tuple[date, date]:
    ahead = (WEEKDAYS[found["day"]] - latest.weekday()) % 7 or 7
    if found["which"] in ("last", "previous", "the previous"):
        behind = (earliest.weekday() - WEEKDAYS[found["day"]]) % 7 or 7
        day = earliest - timedelta(days=behind)
    elif found["which"] in ("that", "this", "the same", "same") and ahead == 7:
        day = latest
    else:
        day = latest + timedelta(days=ahead)
    return day, day


def _months_on(day: date, months: int) -> date:
    at = day.year * 12 + day.month - 1 + months
    year, month = at // 12, at % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise ValueError("no such month")


def place_by_neighbours(file: str, reads: Sequence[Read]) -> list[Problem]:
    """Give each row of relation its guess, and say of each row without a day between which days it stands."""
    problems = []
    above: tuple[date, date, int] | None = None
    below = _days_below(reads)
    for index, read in enumerate(reads):
        row = read.row
        if row.earliest and row.latest:
            above = (row.earliest, row.latest, row.source_row)
            continue
        if read.date.known:
            continue
        if above and read.date.problem == "relative":
            try:
                found = guess_from(row.date_text, above[0], above[1])
            except (ValueError, OverflowError):
                found = None
            if found:
                row.guess = Guess(*found, from_row=above[2])
        if row.guess and row.guess.earliest and row.guess.latest:
            above = (row.guess.earliest, row.guess.latest, row.source_row)
            why = f"This says when only by the row above; it may be {_said(row.guess.earliest, row.guess.latest)}."
        else:
            why = HINT.format(near=_near(above, below[index]))
        problems.append(Problem(file, row.source_row, "date", row.date_text, why))
    return problems


def _days_below(reads: Sequence[Read]) -> list[tuple[date, int] | None]:
    found: list[tuple[date, int] | None] = []
    below: tuple[date, int] | None = None
    for read in reversed(reads):
        found.append(below)
        if read.row.earliest:
            below = (read.row.earliest, read.row.source_row)
    return found[::-1]


def _near(above: tuple[date, date, int] | None, below: tuple[date, int] | None) -> str:
    if above and below:
        return f"The row stands between {_said(above[0], above[1])} (row {above[2]}) and {_said(below[0], below[0])} (row {below[1]})."
    if above:
        return f"The row stands after {_said(above[0], above[1])} (row {above[2]})."
    if below:
        return f"The row stands before {_said(below[0], below[0])} (row {below[1]})."
    return "No row near it has a day either."


def _said(first: date, last: date) -> str:
    one = f"{first.day} {first:%B} {first.year}"
    return one if first == last else f"{one} to {last.day} {last:%B} {last.year}"
