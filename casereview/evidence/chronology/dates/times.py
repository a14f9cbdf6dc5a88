"""The time of day that stands after a date, or in a column of its own. Pure."""

from __future__ import annotations

import re
from datetime import time

_ABOUT = r"(?:(?:approx(?:imately)?\.?|about|around|circa|c\.?|at|@|~|from|between|by|prior to|before|after|until|just (?:before|after)|approx\.? at|at approx(?:imately)?\.?|at about|at around)\s*)?"
_CLOCK = (
    r"(?:\d{1,2}(?:[:.]\d{2}|:\d{2}:\d{2}(?:\.\d+)?)\s?(?:hrs?|hours|h|[ap]\.?m\b\.?)?"
    r"|\d{3,4}\s?(?:hrs?|hours|h)\b\.?"
    r"|\d{1,2}\s?[ap]\.?m\b\.?"
    r"|\d{1,2}\s?o'?clock)(?:\s?(?:gmt|bst|utc)\b)?"
)
_PART = (
    r"(?:(?:very )?(?:early|mid|late)?[ -]?(?:morning|afternoon|evening)|early hours(?: of the morning)?"
    r"|a\.?m\b\.?|p\.?m\b\.?|midday|mid-day|noon|midnight|lunch ?time|night ?time|(?:late (?:at )?)?night|tea ?time|time (?:not known|unknown|n/k))"
)
_AND = r"\s?(?:-|to|until|till|and|&|or|,|/|;)\s?"
_RANGE = rf"{_CLOCK}(?:{_AND}{_CLOCK})?"
_SHORT_RANGE = (
    r"(?:\d{1,2}(?:[:.]\d{2})?\s?(?:-|to|and)\s?\d{1,2}(?:[:.]\d{2})?\s?[ap]\.?m\b\.?"
    r"|\d{4}\s?(?:-|to)\s?\d{4}\s?(?:hrs?|hours|h)\b\.?)"
)
"""Of two times only the second says of which half of the day, or that it is a time: *2-3pm*, *1400-1530hrs*."""
_ENDS_WITH_CLOCK = re.compile(
    r"(?:[:.]\d{2,}|\d\s?(?:hrs?|hours|h|[ap]\.?m)|o'?clock|gmt|bst|utc|approx(?:imately)?)\.?\)?$"
)
_ENDS_WITH_PART = re.compile(
    r"(?:morning|noon|evening|night|hours|day|[ap]\.?m|time|known|n/k|approx(?:imately)?)\.?\)?$"
)
"""What must stand at the end, seen at a glance, before the whole is looked at."""
_AT_END = tuple(
    re.compile(
        rf"^(?P<rest>.*?)[\s,;:]*(?:-\s)?\s*(?:\b|(?<=[\s,@~-]))(?:in the |during the )?{_ABOUT}(?P<time>{form})(?:\s?\(?approx(?:imately)?\.?\)?)?$"
    )
    for form in (_RANGE, _PART, _CLOCK, rf"(?<=\s){_SHORT_RANGE}", r"(?<=\s)12 (?:noon|midday|midnight)")
)
_FOR_CLOCKS, _FOR_PARTS = (0, 2, 3), (1, 4)
_BARE_AT_END = re.compile(
    r"^(?P<rest>.+?[\d)])[\s,]+(?:at |@\s?)?(?P<time>(?:[01]\d|2[0-3])[0-5]\d)(?:\s?(?:-|to)\s?(?:[01]\d|2[0-3])[0-5]\d)?$"
)
_AT_START = re.compile(
    rf"^{_ABOUT}(?P<time>{_RANGE}|{_SHORT_RANGE}|{_PART})(?:\s?,\s?|\s-\s|\s+of\s+(?:the\s+)?|\s+on\s+|\s+)(?P<rest>.+)$"
)
_DAY_TO_DAY = re.compile(
    r"^(?:from |between )?\d{1,2}\.(?:0?[1-9]|1[0-2])\s?(?:-|to|until|till|and|&|or|,|/)\s?\d{1,2}\.\d{1,2}\b"
)
"""*14.02 - 15.02.12*: two days with points in them, and no time before a day."""
_ALONE = re.compile(rf"^{_ABOUT}(?P<time>{_RANGE}|{_SHORT_RANGE}|{_PART})$")
_BARE = re.compile(r"^(?:[01]?\d|2[0-3])[0-5]\d$")
_HALF_TYPED = re.compile(r"^(?:[1-9]|1\d|2[0-3])\.[0-5]$")
"""14.30 typed into a spreadsheet is the number 14.3."""
_FRACTION = re.compile(r"^0?\.\d+$")
_TWO_HOURS = re.compile(
    r"(?P<first>\d{1,2}(?:[:.]\d{2})?)\s?(?:-|to|and)\s?(?P<last>\d{1,2}(?:[:.]\d{2})?\s?(?P<half>[ap])\.?m\b\.?)"
)
_READ = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?(?:[:.]\d{2}(?:\.\d+)?)?\s?([ap])?")


def without_time(words: str) -> list[tuple[str, time | None]]:
    """A date and the time after it, taken apart in each way that is possible: *15 am* may be a year and half a day.

    >>> without_time("3/4/12 @ 22:40hrs"), without_time("3 april 2012 - evening"), without_time("3 april 2012")
    ([('3/4/12', datetime.time(22, 40))], [('3 april 2012', None)], [])
    >>> without_time("3 apr 12 pm")
    [('3 apr', datetime.time(12, 0)), ('3 apr 12', None)]
    """
    ending, forms = words[-16:], set[int]()
    if _ENDS_WITH_CLOCK.search(ending):
        forms.update(_FOR_CLOCKS)
    if _ENDS_WITH_PART.search(ending):
        forms.update(_FOR_PARTS)
    found = [_AT_END[form].match(words) for form in sorted(forms)]
    apart = [(one["rest"].rstrip(" ,-@("), clock(one["time"])) for one in found if one and one["rest"]]
    return list(dict.fromkeys(apart))


def without_leading_time(words: str) -> tuple[str, time | None] | None:
    """The same where the time stands first: *14:30 on 3/4/12*, *evening of 3 April 2012*."""
    found = _AT_START.match(words)
    if found is None or _DAY_TO_DAY.match(words):
        return None
    return found["rest"], clock(found["time"])


def without_bare_time(words: str) -> tuple[str, time | None] | None:
    """The same for four figures and nothing else, which might have been a year."""
    found = _BARE_AT_END.match(words)
    return (found["rest"], clock(found["time"])) if found else None


def is_time(words: str) -> bool:
    """Whether these words name a time of day and nothing else."""
    return _ALONE.match(words) is not None


def clock(words: str) -> time | None:
    """The first time in words that name one; None for a part of the day.

    >>> clock("9.15am"), clock("2240hrs"), clock("12am"), clock("14:00-15:30"), clock("morning"), clock("25:10")
    (datetime.time(9, 15), datetime.time(22, 40), datetime.time(0, 0), datetime.time(14, 0), None, None)
    >>> clock("2-3pm"), clock("11 to 1pm"), clock("1400-1530hrs"), clock("12 noon"), clock("midnight")
    (datetime.time(14, 0), datetime.time(11, 0), datetime.time(14, 0), datetime.time(12, 0), None)
    """
    part = words.removeprefix("12 ")
    if part in ("noon", "midday", "mid-day", "midnight"):
        return None if part == "midnight" else time(12)  # of a night that may begin or end the day
    if (two := _TWO_HOURS.fullmatch(words)) and (later := clock(two["last"])):
        first = clock(two["first"] + two["half"] + "m")
        return first if first and first <= later else clock(two["first"] + "am")
    figures = re.match(r"\d{3,4}(?!\d)", words)
    if figures:
        hour, minute, half = int(figures[0][:-2]), int(figures[0][-2:]), None
    elif found := _READ.match(words):
        hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    else:
        return None
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def time_of_cell(text: str) -> time | None:
    """The time in a column of its own, as typed; None for a part of the day or what cannot be read.

    >>> time_of_cell("c. 2pm"), time_of_cell("1430"), time_of_cell("17:30:00"), time_of_cell("overnight")
    (datetime.time(14, 0), datetime.time(14, 30), datetime.time(17, 30), None)
    >>> time_of_cell("0.75"), time_of_cell("0.604166667"), time_of_cell("14.3"), time_of_cell("9.30")
    (datetime.time(18, 0), datetime.time(14, 30), datetime.time(14, 30), datetime.time(9, 30))
    """
    words = " ".join(text.lower().replace("–", "-").split())
    if found := _ALONE.match(words):
        return clock(found["time"]) or _part_of_a_day(words)
    if _BARE.match(words):
        return clock(words)
    if _HALF_TYPED.match(words):
        return clock(words + "0")
    return _part_of_a_day(words)


def _part_of_a_day(words: str) -> time | None:
    """A time as a spreadsheet keeps it, without its form: 0.75 is 18:00."""
    if not _FRACTION.match(words):
        return None
    minutes = round(float(words) * 1440)
    return time(minutes // 60, minutes % 60) if minutes < 1440 else None
