"""``read_date``: the ways in which most dates, times and headings are typed, read without a look at all others. Pure.

The reader of every other way brings many patterns with it. It is loaded when the first such text is met, so that a process that
reads plain files is at work sooner; what a text means is the same either way.
"""

from __future__ import annotations

import re
from datetime import time
from functools import lru_cache

from casereview.evidence.chronology.dates.reading import NO_HEADING, Heading, ReadDate, full_year, one_day
from casereview.evidence.chronology.dates.words import MONTHS, NAMES, WEEKDAYS, plain

_COMMONEST = re.compile(
    r"(?:([A-Z][a-z]{2,8}) )?(\d{1,2})([/.\- ])(\d{1,2}|[A-Z][a-z]{2,8})\3(\d{4}|\d{2})", re.ASCII
)
_MONTHS = {
    **{name.title(): number for name, number in MONTHS.items()},
    **{form.format(number): number for number in range(1, 13) for form in ("{}", "{:02}")},
}
_CLOCK = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_HEADING = re.compile(
    r"(?:(?:the )?(?:year|month)(?: of)?|calendar year|events?(?: of| in| during)?|chronology(?: for| of)?)[\s:-]*(?P<rest>.+)"
)
_WITH_WORDS = re.compile(
    rf"(?P<begin>(?:(?:{NAMES})\b[\s.,/-]*)?(?:\d{{4}}|'\d{{2}}))(?:\s?[-:;,(\[]+\s?|\s(?=cont))(?P<rest>.+)"
)
_ANOTHER = re.compile(rf"\d{{4}}|\b(?:{NAMES})\b|^\d+\b(?! (?:month|week|day|year))|\d/\d")


@lru_cache(maxsize=1 << 16)
def read_date(text: str, heading: Heading = NO_HEADING) -> ReadDate:
    """Read one date as somebody typed it.

    Args:
        text: the text, in full.
        heading: the year, or month and year, that a heading above the row gives.

    >>> read_date("Mon 4th Sept 2012").certainty, read_date("early March 2012").latest
    ('uncertain', datetime.date(2012, 3, 10))
    >>> read_date("3 April").problem, read_date("3 April", Heading(2012)).earliest
    ('no-year', datetime.date(2012, 4, 3))
    """
    return _commonest(text) or _in_any_way(text, heading)


def _commonest(text: str) -> ReadDate | None:
    """The ways in which most dates are typed, read without a look at all others; what they mean is the same."""
    found = _COMMONEST.fullmatch(text)
    if found is None:
        return None
    weekday, day, _, month, year = found.groups()
    number = _MONTHS.get(month)
    if number is None:
        return None
    read = _one_day(_full_year(year), number, int(day))
    if read.earliest is None or (weekday and WEEKDAYS.get(weekday.lower()) != read.earliest.weekday()):
        return None
    return read


_one_day = lru_cache(maxsize=1 << 14)(one_day)
"""A day is typed in several ways; it is made once."""
_full_year = lru_cache(maxsize=1 << 10)(full_year)


def _in_any_way(text: str, heading: Heading) -> ReadDate:
    from casereview.evidence.chronology.dates.reader import as_typed

    return as_typed(text, heading)


def heading_in(text: str) -> Heading | None:
    """The year, or month and year, that a heading or banner names; None where it names neither.

    >>> heading_in("March 2012"), heading_in("Year: 2012"), heading_in("MARCH"), heading_in("Police chronology")
    (Heading(year=2012, month=3), Heading(year=2012, month=None), Heading(year=None, month=3), None)
    """
    words, _ = plain(text)
    words = words.strip(" -:*()[]")
    if found := _HEADING.fullmatch(words):
        words = found["rest"]
    if words in MONTHS:
        return Heading(None, MONTHS[words])
    if (found := _WITH_WORDS.fullmatch(words)) and not _ANOTHER.search(found["rest"]):
        words = found["begin"]  # April 2012 - aged 3 months
    if not any(map(str.isdigit, words)):
        return None
    from casereview.evidence.chronology.dates.reader import heading_of

    return heading_of(words)


def time_of_cell(text: str) -> time | None:
    """The time in a column of its own, as typed; None for a part of the day or what cannot be read.

    >>> time_of_cell("09:30"), time_of_cell("c. 2pm"), time_of_cell("overnight")
    (datetime.time(9, 30), datetime.time(14, 0), None)
    """
    if _CLOCK.fullmatch(text):
        return time(int(text[:2]), int(text[3:]))
    from casereview.evidence.chronology.dates import times

    return times.time_of_cell(text)
