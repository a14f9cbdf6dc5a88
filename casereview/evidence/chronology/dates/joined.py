"""Two dates or more in one text: spans and alternatives. What the first leaves out is taken from the last. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from casereview.evidence.chronology.dates.reading import Heading, ReadDate, doubted, worse
from casereview.evidence.chronology.dates.words import MONTH

Read = Callable[[str, Heading], ReadDate | None]

_FROM = re.compile(r"from (?P<rest>.+)")
_BETWEEN = re.compile(r"between (?P<first>.+) (?:and|&) (?P<last>.+)")
_TO = re.compile(r"\s+(?:to|until|till|through to)\s+|-to-|\s+-\s+|(?<=[^\s])-(?=[^\s])|\s-(?=\S)|(?<=\S)-\s")
_SPACED = re.compile(r"\s+(?:to|until|till|through to)\s+|\s+-\s+")
_EDTF_OPEN = re.compile(r"(?:\.\.|open)/(?P<last>\d{4}\S*)|(?P<first>\d{4}\S*)/(?:\.\.|open)?")
_EDTF_SPAN = re.compile(r"(?P<first>\d{4}(?:-[\dx]{2}){0,2}[~?%]?)/(?P<last>\d{4}(?:-[\dx]{2}){0,2}[~?%]?)")
_LIST = re.compile(r"\s*[,;]\s*(?:or |and |& )?\s*|\s+(?:or|and|and/or)\s+|\s*[&+]\s*|\s+/\s+")
_OR = re.compile(r"\s+(?:or|and|and/or)\s+|\s*[&+;]\s*")
"""What stands between two dates and in none, as a comma, a stroke or a hyphen may."""
_SLASH = re.compile(r"(?<=[^\s])/(?=[^\s])")
_NAMES_MONTH = re.compile(rf"\b{MONTH}")


def span(words: str, heading: Heading, read: Read) -> ReadDate | None:
    """From one date to another: *A – B*, *A to B*, *from A to B*, *between A and B*, ``A/B`` in EDTF."""
    if found := _EDTF_OPEN.fullmatch(words):
        return _open_ended(found, heading, read)
    if (found := _EDTF_SPAN.fullmatch(words)) and (
        joined := _from_to(found["first"], found["last"], heading, read)
    ):
        return joined
    if found := _BETWEEN.fullmatch(words):
        joined = _from_to(found["first"], found["last"], heading, read)
        return (
            replace(joined, certainty=worse("approximate", joined.certainty))
            if joined and joined.known
            else joined
        )
    if found := _FROM.fullmatch(words):
        words = found["rest"]
    for form in (_SPACED, _TO):
        # Of the many hyphens of two dates in figures the one in the middle joins them.
        for place in sorted(form.finditer(words), key=lambda one: abs(one.start() + one.end() - len(words))):
            first, last = words[: place.start()].strip(), words[place.end() :].strip()
            if first and last and (joined := _from_to(first, last, heading, read)) is not None:
                return joined
    return None


def _open_ended(found: re.Match[str], heading: Heading, read: Read) -> ReadDate | None:
    end = read(found["last"] or found["first"], heading)
    if end is None or not end.known:
        return end
    if found["last"]:
        return ReadDate(None, end.latest, "uncertain", problem=end.problem)
    return ReadDate(end.earliest, None, "uncertain", problem=end.problem)


def _from_to(first: str, last: str, heading: Heading, read: Read) -> ReadDate | None:
    end = read(last, heading)
    if end is None or (not end.known and end.problem not in ("no-year", "no-such-date")):
        return None
    start = _earlier(first, last, end, heading, read)
    if start is None or "serial" in (start.problem, end.problem):
        return None  # a day number stands alone
    if start.unit == "day" and start.earliest and end.problem == "no-year":
        # 3/4/12 - 5/4: the year is named once.
        later = read(last, Heading(start.earliest.year))
        end = later if later and later.earliest and later.earliest >= start.earliest else end
    if not start.known or not end.known:
        return (
            start if not start.known and start.problem == "no-such-date" else end if not end.known else start
        )
    if not (start.earliest and start.latest and end.earliest and end.latest):
        return None
    problem = start.problem or end.problem
    if start.earliest > end.latest:
        return ReadDate(end.earliest, start.latest, "uncertain", problem="reversed")
    days = start.unit == end.unit == "day"
    certainty = worse(start.certainty, end.certainty, "exact" if days else "approximate")
    return ReadDate(start.earliest, end.latest, certainty, start.time, problem)


def _earlier(first: str, last: str, end: ReadDate, heading: Heading, read: Read) -> ReadDate | None:
    """The first of two dates, with the month or year that it leaves out taken from the last."""
    alone = read(first, Heading(heading.year))
    if alone is not None and (alone.known or alone.problem == "no-such-date"):
        return alone
    if not end.known or end.earliest is None:
        # 3–5 April with no year anywhere: as little known as its end.
        return (
            end if alone is not None or any(read(one, heading) for one in _completed(first, last)) else None
        )
    for text in _completed(first, last):
        if (found := read(text, heading)) is not None:
            return _in_the_year_before(found, end) if found.known else found
    under = Heading(end.earliest.year, end.earliest.month)
    found = read(first, under)
    return _in_the_year_before(found, end) if found is not None and found.known else found


def _completed(first: str, last: str) -> Iterator[str]:
    """The first text with each possible tail of the last behind it, longest first."""
    words = last.split(" ")
    for at in range(1, len(words)):
        tail = " ".join(words[at:])
        # "28 march" is not completed by "april 2012": one month is enough.
        if not (_NAMES_MONTH.search(first) and _NAMES_MONTH.search(tail)):
            yield f"{first} {tail}"


def _in_the_year_before(start: ReadDate, end: ReadDate) -> ReadDate:
    """28 December to 2 January 2012 began in 2011; 5 to 3 April 2012 is for a person to put right."""
    if not (start.earliest and start.latest and end.earliest):
        return start
    if start.earliest <= end.earliest or start.earliest.month <= end.earliest.month:
        return start
    return replace(start, earliest=_a_year_back(start.earliest), latest=_a_year_back(start.latest))


def _a_year_back(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def alternatives(words: str, heading: Heading, read: Read, *, plainly: bool = False) -> ReadDate | None:
    """One of several dates: from the first to the last, and uncertain.

    Args:
        plainly: only where a word or sign stands between them that stands in no date.
    """
    words = words.removeprefix("either ")
    for form in (_OR,) if plainly else (_LIST, _SLASH):
        parts = [part for part in (one.strip(" ,") for one in form.split(words)) if part]
        if 2 <= len(parts) <= 8 and (found := _one_of(parts, heading, read)) is not None:
            return found
    return None


def _one_of(parts: list[str], heading: Heading, read: Read) -> ReadDate | None:
    last = parts[-1]
    end = read(last, heading)
    if end is None or (not end.known and end.problem not in ("no-year", "no-such-date")):
        return None
    if end.problem == "serial":
        return None
    found = [end]
    for part in reversed(parts[:-1]):
        one = _earlier(part, last, end, heading, read)
        if one is None or one.problem == "serial":
            return None
        found.append(one)
    if unreadable := next((one for one in found if not one.known), None):
        return unreadable
    firsts = [one.earliest for one in found if one.earliest]
    lasts = [one.latest for one in found if one.latest]
    if not firsts or not lasts:
        return None
    problem = next((one.problem for one in found if one.problem), "")
    return doubted(ReadDate(min(firsts), max(lasts), "exact", found[-1].time, problem))
