"""Days, lengths of time and sources as people say them: on a page, in a document, at a terminal."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from casereview.law.model import Unit

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def said(day: date) -> str:
    """A day as people say it, whatever the machine's language.

    >>> said(date(2014, 3, 3))
    'Monday 3 March 2014'
    """
    return f"{_DAYS[day.weekday()]} {day.day} {month_words(day)}"


def month_words(day: date) -> str:
    """The month of a day.

    >>> month_words(date(2014, 3, 3))
    'March 2014'
    """
    return f"{_MONTHS[day.month - 1]} {day.year}"


def amount_words(amount: int, unit: Unit) -> str:
    """``6 months``, ``1 working day``: an amount as people say it, without its sign.

    >>> amount_words(-7, "working-days")
    '7 working days'
    """
    word = unit.replace("-", " ")
    return f"{abs(amount)} {word[:-1] if abs(amount) == 1 else word}"


def span_words(amount: int, unit: Unit, starts: str) -> str:
    """When a clock ends, by the event that starts it.

    >>> span_words(-1, "weeks", "published")
    "1 week before 'published'"
    """
    return f"{amount_words(amount, unit)} {'before' if amount < 0 else 'after'} '{starts}'"


def source_words(cite: str, checked: bool) -> str:
    """A citation, and that the source's own words were not read where they were not.

    >>> source_words("WT2013 ch4", checked=False)
    'WT2013 ch4; not yet checked against the source'
    """
    return cite if checked else f"{cite}; not yet checked against the source"
