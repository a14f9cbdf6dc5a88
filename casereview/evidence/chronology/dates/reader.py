"""The reader of dates in every way in which they are typed: one text in, the days it can mean out. Pure.

Words round a date (*about*, *before*, *week commencing*, *night of*, a weekday, a time, a question mark) are taken off one
after another; what is left is a day, a period with a name, a span or alternatives. What cannot be read is unknown: nothing
is filled in from today.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from casereview.evidence.chronology.dates import forms, joined, times
from casereview.evidence.chronology.dates.days import unnamed_day, written_day
from casereview.evidence.chronology.dates.periods import feast_before, named_period
from casereview.evidence.chronology.dates.reading import (
    NO_HEADING,
    NOTHING,
    ONE_DAY,
    RELATIVE,
    Heading,
    ReadDate,
    doubted,
    worse,
)
from casereview.evidence.chronology.dates.relations import is_relation, relation
from casereview.evidence.chronology.dates.words import MONTHS, WEEKDAYS, plain

_MONTH_NAMES = {
    number: name for name, number in MONTHS.items() if len(name) > 4 or name in ("may", "june", "july")
}
MOST_READINGS = 60
"""Of a text and its parts; the longest date in ordinary use costs a fifth of them."""
FOUR_WEEKS = timedelta(days=28)
SATURDAY = 5


class _Tangled(Exception):
    """Too many words of dates in one text: it is not a date that somebody typed."""


@dataclass(slots=True)
class _Left:
    """How many more readings of parts one text may cost, so that no text costs a second."""

    readings: int

    def take(self) -> None:
        self.readings -= 1
        if self.readings < 0:
            raise _Tangled


def as_typed(text: str, heading: Heading) -> ReadDate:
    """Read one date, in whatever way it is typed."""
    words, mistyped = plain(text)
    if not words or len(words) > 200:
        return NOTHING
    if is_relation(words):
        return RELATIVE
    if forms.UNKNOWN.fullmatch(words):
        return NOTHING
    try:
        read = _any(words, heading, _Left(MOST_READINGS))
        if (read is None or not read.known) and "\n" in text.strip():
            # Two dates on two lines of a cell are a list.
            listed, _ = plain(re.sub(r"\s*\n\s*", "; ", text.strip()))
            read = _alternatives(listed, heading, _Left(MOST_READINGS)) or read
    except (_Tangled, ValueError, OverflowError):
        # No date that a person would type; or a day before the first or after the last of a calendar of four figures.
        return NOTHING
    if read is None:
        related = relation(words)
        return ReadDate(problem="relative", time=related[1]) if related else NOTHING
    if mistyped and not read.problem and read.known:
        return replace(read, problem="spelling")
    return read


def _any(words: str, heading: Heading, left: _Left) -> ReadDate | None:
    """As it stands; else with a slip put right; else completed by the heading (*early*, under *March 2012*); else its day alone."""
    read = _read(words, heading, left)
    if read is None and words[0] == "'":
        read = _read(words[1:], heading, left)  # how a spreadsheet is told that what follows is text
    if (
        "?" in words[:-1]
        and not forms.CENTURY.fullmatch(words)
        and not (read and (read.known or read.problem == "no-such-date"))
    ):
        doubtful = _read(words.replace("?", ""), heading, left)
        read = doubted(doubtful) if doubtful and doubtful.known else read
    if read is not None:
        return read
    from casereview.evidence.chronology.dates import slips

    if (put_right := slips.letters_for_figures(words)) and (read := _read(put_right, heading, left)):
        return doubted(read, "spelling")
    if (put_right := slips.month_as_meant(words)) and (read := _read(put_right, heading, left)):
        return replace(read, problem=read.problem or "spelling")
    if heading.year is not None:
        begun = re.sub(r" (?:of )?(?:the )?month$", "", words) if heading.month else words
        completed = f"{begun} {_MONTH_NAMES[heading.month] if heading.month else ''} {heading.year}"
        read = _read(completed.replace("  ", " "), NO_HEADING, left)
    return read or _day_and_words(words, heading, left)


def _day_and_words(words: str, heading: Heading, left: _Left) -> ReadDate | None:
    from casereview.evidence.chronology.dates import slips

    found = slips.day_before_words(words)
    read = _read(found[0], heading, left) if found else None
    return doubted(read) if found and read and found[1] else read


def _read(words: str, heading: Heading, left: _Left) -> ReadDate | None:
    """The days that words can mean; unknown with a problem where they are a date that cannot be; None for anything else."""
    if not words:
        return None
    left.take()
    read = written_day(words, heading)
    if read is None:
        read = named_period(words, heading) or unnamed_day(words)
    if read is not None:
        return read
    for step in _STEPS:
        if (read := step(words, heading, left)) is not None:
            return read
    return None


def _brackets(words: str, heading: Heading, left: _Left) -> ReadDate | None:
    if words[-1] not in '])"':
        return None
    if whole := forms.ALL_IN_BRACKETS.fullmatch(words):
        return _read((whole["round"] or whole["square"] or whole["quoted"]).strip(), heading, left)
    found = forms.BRACKET.fullmatch(words)
    if found is None:
        return None
    inside = found["inside"].strip(" .,")
    if (
        forms.last(forms.DOUBT_LAST, words)
        or forms.last(forms.ABOUT_LAST, words)
        or inside in WEEKDAYS
        or inside == "overnight"
    ):
        return None
    if forms.ANOTHER_DATE.match(inside):
        return _read(f"{found['rest']} {inside}", heading, left)
    if forms.PERHAPS_ANOTHER.match(inside) and (read := _read(f"{found['rest']} or {inside}", heading, left)):
        return read
    read = _read(found["rest"], heading, left)
    if read is not None and read.time is None and times.is_time(inside):
        return replace(read, time=times.clock(re.sub(r"^\D+(?=\d)", "", inside)))
    return read


def _doubt(words: str, heading: Heading, left: _Left) -> ReadDate | None:
    found = forms.DOUBT_FIRST.fullmatch(words) or forms.last(forms.DOUBT_LAST, words)
    if found is None:
        return None
    if forms.CENTURY.fullmatch(words):
        return NOTHING  # 3 April 20??: of the year only the century is known
    read = _read(found["rest"], heading, left)
    return doubted(read) if read else None


def _night(words: str, heading: Heading, left: _Left) -> ReadDate | None:
    found = forms.NIGHT.fullmatch(words) or forms.last(forms.NIGHT_LAST, words)
    if found is None:
        return None
    rest = found["rest"]
    if heading.month and (two := forms.TWO_NIGHTS.fullmatch(rest)) and int(two[2]) == int(two[1]) + 1:
        rest = f"{two[1]} - {two[2]}"  # night of 3/4 under March 2012: no 3 April
    read = _read(rest, heading, left)
    if read is None or read.earliest is None or read.latest is None:
        return read
    if read.earliest == read.latest:
        certainty = worse("approximate", read.certainty)
        return replace(read, latest=read.latest + ONE_DAY, certainty=certainty, unit="")
    # 3/4 May, two nights running, is one night: no doubt between two days.
    if read.latest - read.earliest == ONE_DAY and not read.problem:
        return replace(read, certainty="approximate", unit="")
    return read


def _week(words: str, heading: Heading, left: _Left) -> ReadDate | None:
    found = forms.WEEK.fullmatch(words)
    if found is None:
        return None
    read = _read(found["rest"], heading, left)
    if read is None or read.earliest is None or read.latest is None:
        return read if read is not None and not read.known else None
    if read.latest != read.earliest and read.certainty != "uncertain":
        return None
    six = timedelta(days=6)
    first, last = (read.earliest - six, read.latest) if found["to"] else (read.earliest, read.latest + six)
    certainty = worse("uncertain" if found["of"] else "approximate", read.certainty)
    return ReadDate(first, last, certainty, problem=read.problem)


def _about(words: str, heading: Heading, left: _Left) -> ReadDate | None:
    found = forms.ABOUT_FIRST.fullmatch(words) or forms.last(forms.ABOUT_LAST, words)
    if found is None:
        return None
    read = _read(found["rest"], heading, left)
    if read is None or read.earliest is None or read.latest is None:
        return read
    first, last = read.earliest, read.latest
    if read.unit == "day":
        first, last = first - timedelta(days=7), last + timedelta(days=7)
    elif read.unit == "month":
        first = (first - ONE_DAY).replace(day=1)
        last = (last + timedelta(days=32)).replace(day=1) - ONE_DAY
    elif read.unit == "year":
        first, last = date(first.year - 1, 1, 1), date(last.year + 1, 12, 31)
    return replace(read, earliest=first, latest=last, certainty=worse("approximate", read.certainty), unit="")


def _weekend(words: str, heading: Heading, left: _Left) -> ReadDate | None:
    """Of a Saturday and a Sunday, or of one of them; with another day it is not plain what is meant."""
    found = forms.WEEKEND.fullmatch(words) if "weekend" in words else None
    read = _read(found["rest"], heading, left) if found else None
    if read is None or read.earliest is None or read.latest is None:
        return read
    saturday = read.earliest - timedelta(days=(read.earliest.weekday() - SATURDAY) % 7)
    if read.latest - saturday > ONE_DAY:
        return NOTHING
    return replace(
        read,
        earliest=saturday,
        latest=saturday + ONE_DAY,
        certainty="uncertain" if read.problem else "approximate",
        unit="",
    )


def _after_and_before(words: str, heading: Heading, left: _Left) -> ReadDate | None:
    found = forms.AFTER_AND_BEFORE.fullmatch(words) if words.startswith("after ") else None
    read = _read(f"between {found['first']} and {found['last']}", heading, left) if found else None
    if read is None or read.earliest is None or read.latest is None:
        return read
    return replace(
        read, earliest=read.earliest + ONE_DAY, latest=read.latest - ONE_DAY, certainty="uncertain"
    )


def _before_or_after(words: str, heading: Heading, left: _Left) -> ReadDate | None:
    found = forms.OPEN.fullmatch(words)
    if found is None:
        return None
    read = _read(found["rest"], heading, left)
    if read is None or read.earliest is None or read.latest is None:
        return read
    if found["side"] in ("before", "prior to"):
        first, last = read.earliest - FOUR_WEEKS, read.earliest - ONE_DAY
    elif found["side"] in ("after", "following"):
        first, last = read.latest + ONE_DAY, read.latest + FOUR_WEEKS
    else:
        first, last = read.latest - FOUR_WEEKS + ONE_DAY, read.latest
    return ReadDate(first, last, "uncertain", problem=read.problem)


def _since(words: str, heading: Heading, left: _Left) -> ReadDate | None:
    found = forms.SINCE.fullmatch(words) or forms.last(forms.ONWARDS, words)
    if found is None:
        return None
    read = _read(found["rest"], heading, left)
    if read is None or read.earliest is None:
        return read
    return ReadDate(read.earliest, None, "uncertain", read.time, read.problem)


def _weekday(words: str, heading: Heading, left: _Left) -> ReadDate | None:
    if words[0].isalpha() and (two := forms.TWO_WEEKDAYS.fullmatch(words)):
        read = _read(two["rest"], heading, left)
        if read is None or read.earliest is None or read.latest is None:
            return read
        agrees = (read.earliest.weekday(), read.latest.weekday()) == (WEEKDAYS[two[1]], WEEKDAYS[two[2]])
        return read if agrees else doubted(read, "weekday")
    found = forms.WEEKDAY_FIRST.fullmatch(words) or forms.last(forms.WEEKDAY_LAST, words)
    if found is None:
        return None
    read = _read(found["rest"], heading, left)
    if read is None or not read.known:
        return read
    if read.unit != "day" or read.earliest is None:
        return None
    if read.earliest.weekday() != WEEKDAYS[found[1] if found.re.pattern.startswith("(?:on") else found[2]]:
        return doubted(read, "weekday")
    return read


def _time(words: str, heading: Heading, left: _Left) -> ReadDate | None:
    unread = longer = None
    for rest, at in times.without_time(words):
        read = _read(rest, heading, left)
        if read is not None and read.known:
            timed = replace(read, time=read.time or at)
            if read.unit == "day":
                return timed
            longer = longer or timed  # 2012-04-03 pm is no April with a time of 03 pm
        else:
            unread = unread or read
    if leading := times.without_leading_time(words):
        read = _read(leading[0], heading, left)
        if read is not None and read.known and read.unit not in ("month", "year"):
            return replace(read, time=read.time or leading[1])
        unread = unread or read
    return longer or unread


def _bare_time(words: str, heading: Heading, left: _Left) -> ReadDate | None:
    taken = times.without_bare_time(words)
    if taken is None:
        return None
    read = _read(taken[0], heading, left)
    return replace(read, time=taken[1]) if read is not None and read.unit == "day" else None


def _named_and_dated(words: str, heading: Heading, left: _Left) -> ReadDate | None:
    """A feast with its day: *Christmas Day 25/12/11*; checked like a day of the week."""
    found = feast_before(words) if words[0].isalpha() else None
    read = _read(found[1], heading, left) if found else None
    if found is None or read is None or read.unit != "day" or read.earliest is None:
        return None
    named = named_period(f"{found[0]} {read.earliest.year}", heading)
    agrees = named and named.earliest and named.latest and named.earliest <= read.earliest <= named.latest
    return read if agrees else doubted(read)


def _leading(words: str, heading: Heading, left: _Left) -> ReadDate | None:
    found = forms.LEADING.fullmatch(words)
    if found is None and words[-1].isalpha():
        found = forms.last(forms.DAY_NOT_KNOWN, words)
    return _read(found["rest"], heading, left) if found else None


def _two_of_a_month(words: str, heading: Heading, left: _Left) -> ReadDate | None:
    """The days after the month's name: *March 12 or 13, 2011*."""
    found = forms.TWO_OF_A_MONTH.fullmatch(words) if words[0].isalpha() else None
    return _read(f"{found['days']} {found['month']} {found['year']}", heading, left) if found else None


def _plain_alternatives(words: str, heading: Heading, left: _Left) -> ReadDate | None:
    if words.startswith(("between ", "on or ")):
        return None
    return joined.alternatives(words, heading, lambda part, under: _read(part, under, left), plainly=True)


def _since_one(words: str, heading: Heading, left: _Left) -> ReadDate | None:
    """From one date on: before the hyphens in it are taken for a span."""
    found = forms.SINCE.fullmatch(words)
    if found is None:
        return None
    read = written_day(found["rest"], heading) or named_period(found["rest"], heading)
    return (
        ReadDate(read.earliest, None, "uncertain", read.time, read.problem)
        if read and read.earliest
        else None
    )


def _span(words: str, heading: Heading, left: _Left) -> ReadDate | None:
    return joined.span(words, heading, lambda part, under: _read(part, under, left))


def _alternatives(words: str, heading: Heading, left: _Left) -> ReadDate | None:
    return joined.alternatives(words, heading, lambda part, under: _read(part, under, left))


_STEPS: tuple[Callable[[str, Heading, _Left], ReadDate | None], ...] = (
    _brackets,
    _doubt,
    _night,
    _week,
    _time,
    _about,
    _weekend,
    _after_and_before,
    _before_or_after,
    _weekday,
    _two_of_a_month,
    _bare_time,
    _named_and_dated,
    _leading,
    _plain_alternatives,
    _since_one,
    _span,
    _since,
    _alternatives,
)


def heading_of(words: str) -> Heading | None:
    """The year, or month and year, that words in their plain form name; None where they name neither."""
    read = written_day(words, NO_HEADING) or named_period(words, NO_HEADING)
    if read is None or read.earliest is None or read.unit not in ("month", "year"):
        return None
    return Heading(read.earliest.year, read.earliest.month if read.unit == "month" else None)
