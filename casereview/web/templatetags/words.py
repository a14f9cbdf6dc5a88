"""Days, counts and small words as people say them. Pure: the same answer on every page, in every cell."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from django.utils import timezone

COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def a_day(value: Any) -> date | None:
    """A date from a date, a moment or an ISO text; None from anything else."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        try:
            return date.fromisoformat(value[:10])
        except ValueError:
            return None
    return None


def day(value: Any) -> str:
    """A day as people say it: "Friday 16 May"; the year in place of the weekday where it is not this one.

    A text that is no day stays as it was typed.

    >>> day("1999-12-31")
    '31 December 1999'
    >>> day("early 2013")
    'early 2013'
    """
    found = a_day(value)
    if found is None:
        return value if isinstance(value, str) else ""
    if found.year == timezone.localdate().year:
        return f"{found:%A} {found.day} {found:%B}"
    return f"{found.day} {found:%B %Y}"


def days_left(due: Any, today: Any = None) -> str:
    """How long is left until a day, or how late it is, in words. Nothing where there is no day.

    >>> days_left("2014-05-23", "2014-05-14"), days_left("2014-05-12", "2014-05-14")
    ('9 days left', '2 days late')
    """
    last, now = a_day(due), a_day(today) or timezone.localdate()
    if last is None:
        return ""
    days = (last - now).days
    if days == 0:
        return "Due today"
    many = "" if abs(days) == 1 else "s"
    return f"{days} day{many} left" if days > 0 else f"{-days} day{many} late"


def times(count: Any) -> str:
    """How often something was: "once", "twice", "3 times".

    >>> times(1), times(2), times("3")
    ('once', 'twice', '3 times')
    """
    number = int(count)
    return {1: "once", 2: "twice"}.get(number) or f"{number} times"


def in_words(count: Any) -> str:
    """A count up to ten in letters, as headings say it; more in figures.

    >>> in_words(3), in_words(23)
    ('three', '23')
    """
    number = int(count)
    return COUNTS[number] if 0 <= number < len(COUNTS) else str(number)


def lower_first(text: str) -> str:
    """A title inside a sentence: "Publish the report" becomes "publish the report"; "GP" stays.

    >>> lower_first("Publish the report"), lower_first("GP records"), lower_first("A review")
    ('publish the report', 'GP records', 'a review')
    """
    return text if text[:2].isalpha() and text[:2].isupper() else text[:1].lower() + text[1:]


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a docstring, each on one line."""
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text or "") if part.strip()]


def leading(label: str) -> str:
    """A label before what is said of it: with a colon, unless it ends in a mark of its own.

    >>> leading("Owner"), leading("Who decided?")
    ('Owner:', 'Who decided?')
    """
    return label if label[-1:] in "?!.:" else f"{label}:"
