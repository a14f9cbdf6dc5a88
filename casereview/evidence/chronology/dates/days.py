"""Days and months written out, in figures and by name, in the order of the United Kingdom; ISO, EDTF, day numbers. Pure."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time, timedelta

from casereview.evidence.chronology.dates.periods import season
from casereview.evidence.chronology.dates.reading import (
    NO_SUCH_DATE,
    NO_YEAR,
    Heading,
    ReadDate,
    doubted,
    full_year,
    month_of,
    one_day,
    period,
    year_of,
)
from casereview.evidence.chronology.dates.words import MONTH, MONTHS, NAMES

_SEP = r"\s?[/.\-, ]\s?"
FIGURES = re.compile(rf"(\d{{1,2}}){_SEP}(\d{{1,2}}){_SEP}(\d{{4}}|'?\d{{2}})")
_ISO = re.compile(
    r"(\d{4})\s?([-/. ])\s?(\d{1,2})\s?\2\s?(\d{1,2})"
    r"(?:(?:t|\s)(\d{2}):(\d{2})(?::\d{2}(?:[.,]\d+)?)?\s?(?:z|[+-]\d{2}:?\d{2})?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:t?(\d{2}):?(\d{2})(?::?\d{2})?z?)?")
_ORDINAL = r"(?:\s?(?:st|nd|rd|th)\b)?"
_DAY_MONTH = re.compile(
    rf"(?:the )?(?P<day>\d{{1,2}}){_ORDINAL}(?: day)?(?:\s?of)?[\s\-./,]*{MONTH}(?:[\s\-./,]*(?P<year>\d{{4}}|'?\d{{2}}))?"
)
_MONTH_DAY = re.compile(
    rf"{MONTH}[\s\-./]*(?:the )?(?P<day>\d{{1,2}})(?P<th>st|nd|rd|th)?(?:[\s\-/,]+(?P<year>\d{{4}}|'?\d{{2}}))?"
)
_MONTH_YEAR = re.compile(rf"(?:the month of )?{MONTH}[\s\-./,]*(?:of )?(?P<year>\d{{4}}|'?\d{{2}})?")
_YEAR_MONTH = re.compile(rf"(?P<year>\d{{4}})[\s\-/,.]*{MONTH}(?:[\s\-/.]*(?P<day>\d{{1,2}}){_ORDINAL})?")
_TWO_NUMBERS = re.compile(r"(\d{1,2})\s?[/.\-]\s?(\d{1,2})")
_MONTH_FIGURES = re.compile(r"(\d{1,2})\s?[/.\- ]\s?(\d{4})")
_ISO_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})")
_DAY_ALONE = re.compile(r"(?:the )?(\d{1,2})(?:st|nd|rd|th)?")
_SERIAL = re.compile(r"(\d{5})(?:\.(\d+))?")
_EDTF_ABOUT = re.compile(r"(\d{4}(?:-\d{2}){0,2})([~%])")
_EDTF_X = re.compile(r"(\d{3}x)|(\d{4})-xx(?:-xx)?|(\d{4})-(\d{2})-xx")
_OPEN = r"(?:\?+|x+|_+|-{1,2})"
_NO_DAY = re.compile(
    rf"(?:{_OPEN}(?:th)?|(?P<day>\d{{1,2}}))\s?[/.\- ]\s?(?:(?P<month>\d{{1,2}})|{_OPEN}|(?P<name>{NAMES}))\s?[/.\- ]\s?(?P<year>\d{{4}}|'?\d{{2}})"
)
FIRST_SERIAL, LAST_SERIAL = 20_000, 55_000
EPOCH = date(1899, 12, 30)


def figures(day: int, month: int, year: int) -> ReadDate:
    """A day in figures; read month first, and doubted, where only that is possible."""
    if month > 12:
        if 1 <= day <= 12:
            return one_day(year, day, month, "uncertain", "month-first")
        return NO_SUCH_DATE
    return one_day(year, month, day)


def serial(number: int, fraction: float = 0.0, epoch: date = EPOCH) -> ReadDate:
    """A spreadsheet's day number, counted from its epoch; the fraction is the time."""
    found = epoch + timedelta(days=number)
    minutes = round(fraction * 1440)
    at = time(minutes // 60 % 24, minutes % 60) if fraction else None
    return ReadDate(found, found, "exact", at, "serial", "day")


def written_day(words: str, heading: Heading) -> ReadDate | None:
    """A day or a month written out; None where the words are nothing of the kind."""
    if found := FIGURES.fullmatch(words):
        return figures(int(found[1]), int(found[2]), full_year(found[3]))
    if words[:1].isdigit():
        return _begins_with_figure(words, heading)
    return _begins_with_month(words, heading)


def _begins_with_figure(words: str, heading: Heading) -> ReadDate | None:
    for reader in (_iso, _day_and_month, _year_first, _numbers, _edtf, _serial):
        if (read := reader(words, heading)) is not None:
            return read
    return None


def _iso(words: str, heading: Heading) -> ReadDate | None:
    if not words[:4].isdigit():
        return None
    if found := _ISO.fullmatch(words):
        return _with_time(one_day(int(found[1]), int(found[3]), int(found[4])), found[5], found[6])
    if (found := _COMPACT.fullmatch(words)) and (len(words) == 8 or 1900 <= int(found[1]) < 2100):
        return _with_time(one_day(int(found[1]), int(found[2]), int(found[3])), found[4], found[5])
    return None


def _with_time(read: ReadDate, hour: str | None, minute: str | None) -> ReadDate:
    if hour is None or minute is None or not read.known or int(hour) > 23 or int(minute) > 59:
        return read
    return replace(read, time=time(int(hour), int(minute)))


def _day_and_month(words: str, heading: Heading) -> ReadDate | None:
    found = _DAY_MONTH.fullmatch(words)
    if found is None:
        return None
    if found["year"]:
        year: int | None = full_year(found["year"])
    else:
        year = heading.year
    if year is None:
        return NO_YEAR if 1 <= int(found["day"]) <= 31 else NO_SUCH_DATE
    return one_day(year, MONTHS[found["month"]], int(found["day"]))


def _year_first(words: str, heading: Heading) -> ReadDate | None:
    found = _YEAR_MONTH.fullmatch(words) if words[:4].isdigit() else None
    if found is None:
        return None
    year, month = int(found["year"]), MONTHS[found["month"]]
    return one_day(year, month, int(found["day"])) if found["day"] else month_of(year, month)


def _numbers(words: str, heading: Heading) -> ReadDate | None:
    if found := _MONTH_FIGURES.fullmatch(words):
        # 12 1430 is no month of the Middle Ages.
        return month_of(int(found[2]), int(found[1])) if 1800 <= int(found[2]) < 2200 else None
    if found := _TWO_NUMBERS.fullmatch(words):
        day, month = int(found[1]), int(found[2])
        if heading.month is not None and (month > 12 or ("-" in words and day < month)):
            return None  # 12-14 under the heading March 2012: two days of March
        if heading.year is not None:
            return figures(day, month, heading.year)
        return NO_YEAR
    if found := _DAY_ALONE.fullmatch(words):
        if heading.year is not None and heading.month is not None:
            return one_day(heading.year, heading.month, int(found[1]))
        return NO_YEAR if 1 <= int(found[1]) <= 31 else None
    return None


def _edtf(words: str, heading: Heading) -> ReadDate | None:
    if found := _EDTF_ABOUT.fullmatch(words):
        inner = _edtf(found[1], heading) or _iso(found[1], heading)
        if inner is None and len(found[1]) == 4:
            inner = year_of(int(found[1]))
        if inner is None or not inner.known:
            return inner
        return replace(inner, certainty="approximate") if found[2] == "~" else doubted(inner)
    if found := _EDTF_X.fullmatch(words):
        if found[1]:
            decade = int(found[1][:3]) * 10
            return period(date(decade, 1, 1), date(decade + 9, 12, 31)) if decade else None
        return year_of(int(found[2])) if found[2] else month_of(int(found[3]), int(found[4]))
    if found := _ISO_MONTH.fullmatch(words):
        year, month = int(found[1]), int(found[2])
        if month == (year + 1) % 100:
            return None  # 2009-10 is a double year
        if 21 <= month <= 24 and "-" in words:
            return season(year, ("spring", "summer", "autumn", "winter")[month - 21])
        if month == 0:
            return NO_SUCH_DATE
        return month_of(year, month) if month <= 12 else None
    return None


def unnamed_day(words: str) -> ReadDate | None:
    """A day, or day and month, that is left open: ``xx/04/2012``; with question marks for it, uncertain."""
    found = _NO_DAY.fullmatch(words)
    if found is None or (found["day"] and (found["month"] or found["name"])):
        return None
    year, month = full_year(found["year"]), MONTHS.get(found["name"] or "") or int(found["month"] or 0)
    read = month_of(year, month) if found["month"] or found["name"] else year_of(year)
    return doubted(read) if "?" in words or found["day"] else read


def _serial(words: str, heading: Heading) -> ReadDate | None:
    found = _SERIAL.fullmatch(words)
    if found is None or not FIRST_SERIAL <= int(found[1]) <= LAST_SERIAL:
        return None
    return serial(int(found[1]), float(f"0.{found[2]}") if found[2] else 0.0)


def _begins_with_month(words: str, heading: Heading) -> ReadDate | None:
    if words.startswith("the "):
        return _day_and_month(words, heading)
    if found := _MONTH_YEAR.fullmatch(words):
        year = full_year(found["year"]) if found["year"] else heading.year
        return NO_YEAR if year is None else month_of(year, MONTHS[found["month"]])
    if found := _MONTH_DAY.fullmatch(words):
        year = full_year(found["year"]) if found["year"] else heading.year
        if year is None:
            return NO_YEAR
        return one_day(year, MONTHS[found["month"]], int(found["day"]))
    return None
