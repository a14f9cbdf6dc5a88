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

from casereview.evidence.chronology.dates import joined, times
from casereview.evidence.chronology.dates.days import letters_for_figures, written_day
from casereview.evidence.chronology.dates.periods import named_period
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
from casereview.evidence.chronology.dates.words import MONTHS, WEEKDAY, WEEKDAYS, plain

_NUMBER = (
    r"(?:\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|a few|few|several|some|a couple of)"
)
_UNKNOWN = re.compile(
    r"[?\-./x*\s]*|n\s?[/.]?\s?[ak]\.?|nd|n\.d\.?|not (?:known|recorded|given|stated|dated|clear)|unknown|undated|(?:no|date) (?:date|given|unknown|illegible|not .*)"
    r"|illegible|tbc|tba|t\.b\.c\.?|ongoing|on-going|various|throughout|none|blank"
)
_RELATIVE = re.compile(
    r"as above|ditto|do\.?|\"+|''|,,|(?:the )?(?:same|next|following|previous) (?:day|week|month|year|morning|afternoon|evening|night)"
    rf"|(?:last|next|the following|following|that|this|the previous|previous) {WEEKDAY}"
    rf"|(?:about |approx\.? |approximately )?{_NUMBER}\s?(?:day|week|month|year)s?'? (?:later|after|afterwards|earlier|before|on|ago|previously)"
    r"|(?:the )?day (?:after|before)|later (?:that|the same) \w+|(?:that|this) (?:day|morning|afternoon|evening|night|week|month)"
    r"|yesterday|today|tomorrow|at birth|birth"
    r"|(?:when |at |at age |at the age of )?(?:aged?|[a-z]+ )?\s?\d+\s?(?:/\d+)?\s?(?:days?|weeks?|wks?|months?|mths?|years?|yrs?)?\s?(?:old|of age)"
    r"|(?:when |at )?(?:aged?|the age of)(?: of)?\s?\d+.*|(?:when |at )\d+\s?(?:/52|/12|days?|weeks?|wks?|months?|mths?|years?|yrs?)(?: old)?"
)
_WEEKDAY_FIRST = re.compile(rf"(?:on )?(?:the )?{WEEKDAY}[\s,]*(?P<rest>.+)")
_WEEKDAY_LAST = re.compile(rf"(?P<rest>.+?)[\s,]*\(?\b{WEEKDAY}\)?")
_BRACKET = re.compile(r"(?P<rest>.+?)[\s,;]*[(\[](?P<inside>[^()\[\]]*)[)\]]")
_DOUBT_FIRST = re.compile(
    r"(?:\?+|(?:possibly|probably|poss\b\.?|prob\b\.?|perhaps|maybe|thought to be|believed to be))\s*(?P<rest>.+)"
)
_DOUBT_LAST = re.compile(
    r"(?P<rest>.+?)[\s,]*(?:[(\[]\s?(?:\?+|tbc|possibly|probably)\s?[)\]]|\?+|\btbc|,? possibly|,? probably)"
)
_ABOUT_FIRST = re.compile(
    r"(?:on or (?:about|around)|circa|ca\b\.?|c\.|c(?=[\s\d])|approx(?:imately)?\b\.?|abt\b\.?|about|around|~)\s*(?P<rest>.+)"
)
_ABOUT_LAST = re.compile(r"(?P<rest>.+?)[\s,]*[(\[]?\b(?:approx(?:imately)?\.?|circa|or thereabouts)[)\]]?")
_NIGHT = re.compile(r"(?:on )?(?:the )?(?:night of(?: the)?|overnight(?: on| of)?(?: the)?)\s+(?P<rest>.+)")
_NIGHT_LAST = re.compile(r"(?P<rest>.+?)[\s,]*\(?overnight\)?")
_WEEK = re.compile(
    r"(?:the )?(?:(?P<from>w\s?[/.]?\s?[cb]\b\.?|w(?:ee)?k\s?(?:commencing|beginning|starting)|wk?/?\s?com\b\.?)"
    r"|(?P<to>w\s?[/.]?\s?e\b\.?|w(?:ee)?k\s?ending))[\s:,-]*(?P<rest>.+)"
)
_OPEN = re.compile(
    r"(?:(?:shortly|just|soon|sometime|some time) )?(?P<side>before|prior to|after|following|by)\s+(?P<rest>.+)"
)
_SINCE = re.compile(r"(?:ever )?(?:since|from)\s+(?P<rest>.+?)(?:,? onwards?)?")
_ONWARDS = re.compile(r"(?P<rest>.+?),? onwards?")
_LEADING = re.compile(r"(?:on|in|during|dated?:?|the)\s+(?P<rest>.+)")
_ANOTHER_DATE = re.compile(r"(?:or|and|to|-|&)\s")
_MONTH_NAMES = {
    number: name for name, number in MONTHS.items() if len(name) > 4 or name in ("may", "june", "july")
}
MOST_READINGS = 60
"""Of a text and its parts; the longest date in ordinary use costs a fifth of them."""
FOUR_WEEKS = timedelta(days=28)


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
    if _RELATIVE.fullmatch(words):
        return RELATIVE
    if _UNKNOWN.fullmatch(words):
        return NOTHING
    try:
        read = _any(words, heading, _Left(MOST_READINGS))
    except (_Tangled, ValueError, OverflowError):
        # No date that a person would type; or a day before the first or after the last of a calendar of four figures.
        return NOTHING
    if read is None:
        return NOTHING
    if mistyped and not read.problem and read.known:
        return replace(read, problem="spelling")
    return read


def _any(words: str, heading: Heading, left: _Left) -> ReadDate | None:
    """As it stands; else with a letter read as a figure; else completed by the heading (*early*, under *March 2012*)."""
    if (read := _read(words, heading, left)) is not None:
        return read
    if put_right := letters_for_figures(words):
        read = _read(put_right, heading, left)
        return doubted(read, "spelling") if read else None
    if heading.year is None:
        return None
    return _read(
        f"{words} {_MONTH_NAMES[heading.month] if heading.month else ''} {heading.year}".replace("  ", " "),
        NO_HEADING,
        left,
    )


def _read(words: str, heading: Heading, left: _Left) -> ReadDate | None:
    """The days that words can mean; unknown with a problem where they are a date that cannot be; None for anything else."""
    if not words:
        return None
    left.take()
    read = written_day(words, heading)
    if read is None:
        read = named_period(words, heading)
    if read is not None:
        return read
    for step in _STEPS:
        if (read := step(words, heading, left)) is not None:
            return read
    return None


def _brackets(words: str, heading: Heading, left: _Left) -> ReadDate | None:
    found = _BRACKET.fullmatch(words)
    if found is None:
        return None
    inside = found["inside"].strip(" .,")
    if (
        _DOUBT_LAST.fullmatch(words)
        or _ABOUT_LAST.fullmatch(words)
        or inside in WEEKDAYS
        or inside == "overnight"
    ):
        return None
    if _ANOTHER_DATE.match(inside):
        return _read(f"{found['rest']} {inside}", heading, left)
    read = _read(found["rest"], heading, left)
    if read is not None and read.time is None and times.is_time(inside):
        return replace(read, time=times.clock(re.sub(r"^\D+(?=\d)", "", inside)))
    return read


def _doubt(words: str, heading: Heading, left: _Left) -> ReadDate | None:
    found = _DOUBT_FIRST.fullmatch(words) or _DOUBT_LAST.fullmatch(words)
    if found is None:
        return None
    read = _read(found["rest"], heading, left)
    return doubted(read) if read else None


def _night(words: str, heading: Heading, left: _Left) -> ReadDate | None:
    found = _NIGHT.fullmatch(words) or _NIGHT_LAST.fullmatch(words)
    if found is None:
        return None
    read = _read(found["rest"], heading, left)
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
    found = _WEEK.fullmatch(words)
    if found is None:
        return None
    read = _read(found["rest"], heading, left)
    if read is None or read.earliest is None or read.latest != read.earliest:
        return read if read is not None and not read.known else None
    six = timedelta(days=6)
    first, last = (
        (read.earliest, read.earliest + six) if found["from"] else (read.earliest - six, read.earliest)
    )
    return ReadDate(first, last, worse("approximate", read.certainty), problem=read.problem)


def _about(words: str, heading: Heading, left: _Left) -> ReadDate | None:
    found = _ABOUT_FIRST.fullmatch(words) or _ABOUT_LAST.fullmatch(words)
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


def _before_or_after(words: str, heading: Heading, left: _Left) -> ReadDate | None:
    found = _OPEN.fullmatch(words)
    if found is None:
        return None
    read = _read(found["rest"], heading, left)
    if read is None or read.earliest is None or read.latest is None:
        return read
    if found["side"] in ("before", "prior to"):
        first, last = read.earliest - FOUR_WEEKS, read.earliest - ONE_DAY
    elif found["side"] == "by":
        first, last = read.latest - FOUR_WEEKS + ONE_DAY, read.latest
    else:
        first, last = read.latest + ONE_DAY, read.latest + FOUR_WEEKS
    return ReadDate(first, last, "uncertain", problem=read.problem)


def _since(words: str, heading: Heading, left: _Left) -> ReadDate | None:
    found = _SINCE.fullmatch(words) or _ONWARDS.fullmatch(words)
    if found is None:
        return None
    read = _read(found["rest"], heading, left)
    if read is None or read.earliest is None:
        return read
    return ReadDate(read.earliest, None, "uncertain", read.time, read.problem)


def _weekday(words: str, heading: Heading, left: _Left) -> ReadDate | None:
    found = _WEEKDAY_FIRST.fullmatch(words) or _WEEKDAY_LAST.fullmatch(words)
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
    leading = times.without_leading_time(words)
    unread = None
    for rest, at in [*times.without_time(words), *([leading] if leading else [])]:
        read = _read(rest, heading, left)
        if read is not None and read.known:
            return replace(read, time=read.time or at)
        unread = unread or read
    return unread


def _bare_time(words: str, heading: Heading, left: _Left) -> ReadDate | None:
    taken = times.without_bare_time(words)
    if taken is None:
        return None
    read = _read(taken[0], heading, left)
    return replace(read, time=taken[1]) if read is not None and read.unit == "day" else None


def _leading(words: str, heading: Heading, left: _Left) -> ReadDate | None:
    found = _LEADING.fullmatch(words)
    return _read(found["rest"], heading, left) if found else None


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
    _before_or_after,
    _weekday,
    _span,
    _since,
    _alternatives,
    _bare_time,
    _leading,
)


def heading_of(words: str) -> Heading | None:
    """The year, or month and year, that words in their plain form name; None where they name neither."""
    read = written_day(words, NO_HEADING) or named_period(words, NO_HEADING)
    if read is None or read.earliest is None or read.unit not in ("month", "year"):
        return None
    return Heading(read.earliest.year, read.earliest.month if read.unit == "month" else None)
