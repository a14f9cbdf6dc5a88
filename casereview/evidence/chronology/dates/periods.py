"""Periods with a name: parts of months and years, seasons, quarters, feasts, terms, double years, decades. Pure."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from casereview.evidence.chronology.dates.reading import (
    NO_YEAR,
    ONE_DAY,
    Heading,
    ReadDate,
    doubted,
    easter,
    full_year,
    month_of,
    months,
    one_day,
    period,
    year_of,
)
from casereview.evidence.chronology.dates.words import MONTH, MONTHS

_Y = r"(?P<year>\d{4}|'?\d{2})"
_YEAR_MAYBE = rf"(?:[\s,]+(?:of |in )?{_Y})?"
_SCHOOL_YEAR_MAYBE = rf"(?:[\s,]+(?:of |in )?{_Y}(?:[/-](?P<next>\d{{4}}|\d{{2}}))?)?"
_PART = r"(?:the )?(?P<part>early|mid|later?|beginning|start|middle|end)(?:[\s-]+(?:of|in)(?: the)?)?[\s-]+"
_PARTS = {"later": "late", "beginning": "early", "start": "early", "middle": "mid", "end": "late"}
_DOUBLE = r"(?P<first>\d{4})\s?[/-]\s?(?P<second>\d{4}|\d{2})"
_KIND = r"(?P<kind>financial year|fy|tax year|academic year|school year)"
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}

Reader = Callable[[re.Match[str], Heading], ReadDate | None]


def _year(found: re.Match[str], heading: Heading) -> int | None:
    return full_year(found["year"]) if found["year"] else heading.year


def _year_of_school(found: re.Match[str], heading: Heading, from_september: bool) -> int | None:
    """The year, of two the one in which a season of the school year stands: *autumn term 2011/12*, *Easter 2011/12*."""
    year = _year(found, heading)
    if year is None or not found["next"]:
        return year
    if not _follows(year, found["next"]):
        raise ValueError("not two years, one after the other")
    return year if from_september else year + 1


def _follows(year: int, following: str) -> bool:
    return int(following) == (year + 1 if len(following) == 4 else (year + 1) % 100)


def _part_of_month(found: re.Match[str], heading: Heading) -> ReadDate | None:
    year, month = _year(found, heading), MONTHS.get(found["month"]) or int(found["month"])
    if year is None:
        return NO_YEAR
    last = monthrange(year, month)[1]
    part = _PARTS.get(found["part"], found["part"])
    first_day, last_day = {"early": (1, 10), "mid": (11, 20), "late": (21, last)}[part]
    return period(date(year, month, first_day), date(year, month, last_day))


def _week_or_half_of_month(found: re.Match[str], heading: Heading) -> ReadDate | None:
    year, month = _year(found, heading), MONTHS[found["month"]]
    if year is None:
        return NO_YEAR
    last = monthrange(year, month)[1]
    which = {"1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth"}.get(
        found["which"], found["which"]
    )
    days = {
        ("week", "first"): (1, 7),
        ("week", "second"): (8, 14),
        ("week", "third"): (15, 21),
        ("week", "fourth"): (22, 28),
        ("week", "last"): (last - 6, last),
        ("half", "first"): (1, 15),
        ("half", "second"): (16, last),
    }.get((found["what"], which))
    return period(date(year, month, days[0]), date(year, month, days[1])) if days else None


def _part_of_year(found: re.Match[str], heading: Heading) -> ReadDate | None:
    first, last = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}[_PARTS.get(found["part"], found["part"])]
    return months(int(found["year"]), first, last)


def _half_of_year(found: re.Match[str], heading: Heading) -> ReadDate | None:
    first = found["which"] in ("first", "1st")
    return months(int(found["year"]), 1 if first else 7, 6 if first else 12)


def _quarter(found: re.Match[str], heading: Heading) -> ReadDate | None:
    year = _year(found, heading)
    last = int(found["q"]) * 3
    return NO_YEAR if year is None else months(year, last - 2, last)


def season(year: int, name: str, part: str = "") -> ReadDate:
    """A season, or its first, second or third month. Winter ends in February of the next year."""
    first = SEASONS[name]
    if part:
        at = first - 1 + {"early": 0, "mid": 1, "late": 2}[part]
        return month_of(year + at // 12, at % 12 + 1)
    begin = date(year, first, 1)
    end = date(year + (first == 12), (first + 2) % 12 or 12, 1)
    return period(begin, end.replace(day=monthrange(end.year, end.month)[1]))


def _season(found: re.Match[str], heading: Heading) -> ReadDate | None:
    year = _year(found, heading)
    if year is None:
        return NO_YEAR
    next_year = found["next"]
    if next_year and (found["season"] != "winter" or not _follows(year, next_year)):
        return None
    part = found["part"] or ""
    return season(year, found["season"], _PARTS.get(part, part))


def _feast(found: re.Match[str], heading: Heading) -> ReadDate | None:
    name = re.sub(r"^(?:over|at|the) ", "", found["feast"].replace("xmas", "christmas").replace("&", "and"))
    name = re.sub(r"new years?(?!')(?= (?:day|eve))", "new year's", name)
    year = _year_of_school(found, heading, name.endswith(_BEFORE_NEW_YEAR))
    if year is None:
        return NO_YEAR
    if name in _DAYS:
        found_day = _DAYS[name](year)
        return one_day(found_day.year, found_day.month, found_day.day)
    first, last = _FEASTS[name.removesuffix("s") if name.endswith("holidays") else name](year)
    return period(first, last)


_BEFORE_NEW_YEAR = (
    *("christmas", "christmas day", "christmas eve", "boxing day", "christmas holiday", "christmas holidays"),
    *("between christmas and new year", "new year's eve"),
)
"""Of two years that are named these stand in the first: *Christmas 2011/12*."""
_DAYS: dict[str, Callable[[int], date]] = {
    "christmas day": lambda year: date(year, 12, 25),
    "christmas eve": lambda year: date(year, 12, 24),
    "boxing day": lambda year: date(year, 12, 26),
    "new year's day": lambda year: date(year, 1, 1),
    "new year's eve": lambda year: date(year, 12, 31),
    "good friday": lambda year: easter(year) - 2 * ONE_DAY,
    "easter sunday": easter,
    "easter monday": lambda year: easter(year) + ONE_DAY,
}
_FEASTS: dict[str, Callable[[int], tuple[date, date]]] = {
    "christmas": lambda year: (date(year, 12, 24), date(year, 12, 26)),
    "new year": lambda year: (date(year - 1, 12, 31), date(year, 1, 2)),
    "easter": lambda year: (easter(year) - 2 * ONE_DAY, easter(year) + ONE_DAY),
    "between christmas and new year": lambda year: (date(year, 12, 27), date(year, 12, 30)),
    "christmas holiday": lambda year: (date(year, 12, 17), date(year + 1, 1, 3)),
    "summer holiday": lambda year: (date(year, 7, 21), date(year, 9, 2)),
    "easter holiday": lambda year: (
        easter(year) - timedelta(days=9),
        easter(year) + timedelta(days=8),
    ),
}
_FEAST = (
    r"(?P<feast>(?:over |at |the )?(?:between (?:christmas|xmas) (?:and|&) new year|(?:christmas|xmas) (?:day|eve)|boxing day"
    r"|new year'?s (?:day|eve)|good friday|easter (?:sunday|monday)|(?:(?:christmas|xmas|summer|easter) holidays?)"
    r"|christmas|xmas|new year|easter))"
)


_FEAST_BEFORE = re.compile(rf"{_FEAST}[\s,:(-]+(?P<rest>.+?)\)?")


def feast_before(words: str) -> tuple[str, str] | None:
    """The name of a feast and what stands after it; None where no feast stands first.

    >>> feast_before("boxing day 26/12/11")
    ('boxing day', '26/12/11')
    """
    found = _FEAST_BEFORE.fullmatch(words)
    return (found["feast"], found["rest"]) if found else None


def _half_term(found: re.Match[str], heading: Heading) -> ReadDate | None:
    month = MONTHS[found["month"]]
    year = _year_of_school(found, heading, month >= 9)
    if year is None:
        return NO_YEAR
    if month == 2:
        return period(date(year, 2, 11), date(year, 2, 20))
    if month in (5, 10):
        return period(date(year, month, 25), date(year, month, 31))
    return None


def _named_term(found: re.Match[str], heading: Heading) -> ReadDate | None:
    year = _year_of_school(found, heading, found["term"] == "autumn")
    first, last = {"autumn": (9, 12), "spring": (1, 3), "summer": (4, 7)}[found["term"]]
    return NO_YEAR if year is None else months(year, first, last)


def _numbered_term(found: re.Match[str], heading: Heading) -> ReadDate | None:
    year = _year_of_school(found, heading, found["number"] in "12")
    if year is None:
        return NO_YEAR
    first, last = {
        "1": (date(year, 9, 1), date(year, 10, 31)),
        "2": (date(year, 11, 1), date(year, 12, 31)),
        "3": (date(year, 1, 1), date(year, 2, 15)),
        "4": (date(year, 2, 16), date(year, 3, 31)),
        "5": (date(year, 4, 1), date(year, 5, 31)),
        "6": (date(year, 6, 1), date(year, 7, 31)),
    }[found["number"]]
    return doubted(period(first, last))


def _double(found: re.Match[str], heading: Heading) -> ReadDate | None:
    year = full_year(found["first"])
    if not _follows(year, found["second"]) or not 1900 <= year <= 2098:
        return None
    kind = found.groupdict().get("kind") or ""
    if kind.startswith(("f", "tax")):
        return period(date(year, 4, 1), date(year + 1, 3, 31))
    if kind:
        return period(date(year, 9, 1), date(year + 1, 8, 31))
    return doubted(period(date(year, 4, 1), date(year + 1, 8, 31)))


def _decade(found: re.Match[str], heading: Heading) -> ReadDate | None:
    figures = found["decade"].lstrip("'")
    first = int(figures) if len(figures) == 4 else full_year(figures)
    first_year, last_year = {"": (0, 9), "early": (0, 3), "mid": (4, 6), "late": (7, 9)}[found["part"] or ""]
    return period(date(first + first_year, 1, 1), date(first + last_year, 12, 31))


def _year_alone(found: re.Match[str], heading: Heading) -> ReadDate | None:
    year = int(found["year"])
    return year_of(year) if 1900 <= year <= 2099 else None


_WRITTEN: tuple[tuple[str, Reader], ...] = (
    (r"(?P<year>\d{4})", _year_alone),
    (_DOUBLE, _double),
    (rf"{_PART}{MONTH}{_YEAR_MAYBE}", _part_of_month),
    (rf"{_PART}(?P<month>0?[1-9]|1[0-2])[/.-](?P<year>\d{{4}})", _part_of_month),
    (
        rf"(?:the )?(?P<which>first|second|third|fourth|last|1st|2nd|3rd|4th) (?P<what>week|half)(?: of| in)? {MONTH}{_YEAR_MAYBE}",
        _week_or_half_of_month,
    ),
    (rf"{_PART}(?P<year>\d{{4}})", _part_of_year),
    (r"(?:the )?(?P<which>first|second|1st|2nd) half(?: of| in)? (?P<year>\d{4})", _half_of_year),
    (
        rf"(?:(?P<part>early|mid(?=s|w)|mid|later?|beginning|start|middle|end)(?: of| in)?(?: the)?(?:[\s-]+|(?<=mid)))?(?:the )?(?P<season>{'|'.join(SEASONS)})"
        r"(?:[\s,]+(?:of )?(?P<year>\d{4}|'?\d{2})(?:[/-](?P<next>\d{4}|\d{2}))?)?",
        _season,
    ),
    (rf"q(?P<q>[1-4]){_YEAR_MAYBE}", _quarter),
    (rf"q(?P<q>[1-4])\s?[/-]\s?{_Y}", _quarter),
    (r"(?P<year>\d{4})\s?q(?P<q>[1-4])", _quarter),
    (rf"{_FEAST}{_SCHOOL_YEAR_MAYBE}", _feast),
    (rf"(?:the )?(?:{MONTH} half[\s-]?term{_SCHOOL_YEAR_MAYBE})", _half_term),
    (rf"(?:the )?half[\s-]?term,? (?:in )?{MONTH}{_SCHOOL_YEAR_MAYBE}", _half_term),
    (rf"(?:the )?(?P<term>autumn|spring|summer) term{_SCHOOL_YEAR_MAYBE}", _named_term),
    (rf"term (?P<number>[1-6]){_SCHOOL_YEAR_MAYBE}", _numbered_term),
    (rf"{_KIND}\s?{_DOUBLE}", _double),
    (rf"{_KIND}\s?(?P<first>\d{{2}})\s?[/-]\s?(?P<second>\d{{2}})", _double),
    (rf"{_DOUBLE} {_KIND}", _double),
    (r"(?:the )?(?:(?P<part>early|mid|late)[\s-]+)?(?:the )?(?P<decade>\d{3}0|'?\d0)'?s", _decade),
)
_FORMS = tuple((re.compile(form), reader) for form, reader in _WRITTEN)
_ANY = re.compile("|".join(f"(?:{re.sub(r'[?]P<[a-z]+>', '?:', form)})" for form, _ in _WRITTEN))
"""Whether words are any of these: most are none, and one look is quicker than a look for each."""


def named_period(words: str, heading: Heading) -> ReadDate | None:
    """A period with a name of its own; None where the words are nothing of the kind.

    Raises nothing: a year outside what a calendar holds is nothing of the kind either.
    """
    if not _ANY.fullmatch(words):
        return None
    for form, reader in _FORMS:
        if found := form.fullmatch(words):
            try:
                return reader(found, heading)
            except ValueError:
                return None
    return None
