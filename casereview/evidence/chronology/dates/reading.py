"""What a typed date was understood to mean, and the small sums that every kind of date needs. Pure."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from casereview.evidence.chronology.rows import Certainty

WHY: dict[str, str] = {
    "weekday": "The day of the week does not go with the date; the date is kept as it was typed.",
    "month-first": "This can only be read with the month first, as in the United States.",
    "no-such-date": "There is no such day.",
    "no-year": "No year is given.",
    "relative": "This says when only by another row or by an age.",
    "reversed": "The second date is before the first; the two were exchanged.",
    "spelling": "A word or figure of the date is mistyped; it was read as meant.",
    "serial": "A spreadsheet's day number was read as a date.",
}
"""Each problem that reading a date can report, in words."""


@dataclass(frozen=True, slots=True)
class ReadDate:
    """What a typed date can mean.

    Attributes:
        earliest, latest: the first and last day it can mean, both inclusive; None where that end is open or not known.
        certainty: exact, approximate, uncertain or unknown.
        time: the time of day that was named, or the first of two.
        problem: a key of ``WHY``, or empty.
        unit: what was named: ``day``, ``month``, ``year``, or ``""`` for any other period.
    """

    earliest: date | None = None
    latest: date | None = None
    certainty: Certainty = "unknown"
    time: time | None = None
    problem: str = ""
    unit: str = ""

    @property
    def known(self) -> bool:
        """Whether any period could be read."""
        return self.certainty != "unknown"


@dataclass(frozen=True, slots=True)
class Heading:
    """What the headings above a row say of its date: the year, perhaps the month."""

    year: int | None = None
    month: int | None = None


NO_HEADING = Heading()
NOTHING = ReadDate()
NO_SUCH_DATE = ReadDate(problem="no-such-date")
NO_YEAR = ReadDate(problem="no-year")
RELATIVE = ReadDate(problem="relative")
ONE_DAY = timedelta(days=1)


def full_year(figures: str) -> int:
    """A year of two figures is 1950–2049.

    >>> full_year("49"), full_year("'50"), full_year("2012")
    (2049, 1950, 2012)
    """
    figures = figures.lstrip("'")
    number = int(figures)
    if len(figures) > 2:
        return number
    return 2000 + number if number < 50 else 1900 + number


def one_day(year: int, month: int, day: int, certainty: Certainty = "exact", problem: str = "") -> ReadDate:
    """A day, or that there is no such day."""
    try:
        found = date(year, month, day)
    except ValueError:
        return NO_SUCH_DATE
    return ReadDate(found, found, certainty, problem=problem, unit="day")


def period(first: date, last: date, unit: str = "", certainty: Certainty = "approximate") -> ReadDate:
    """A period longer than a day was named."""
    return ReadDate(first, last, certainty, unit=unit)


def month_of(year: int, month: int) -> ReadDate:
    """The whole of a month."""
    if not 1 <= month <= 12 or not 1 <= year <= 9998:
        return NO_SUCH_DATE
    return period(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


def year_of(year: int) -> ReadDate:
    """The whole of a year."""
    return period(date(year, 1, 1), date(year, 12, 31), "year")


def months(year: int, first: int, last: int) -> ReadDate:
    """Whole months of one year, from the first to the last."""
    return period(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus's rule).

    >>> easter(2011), easter(2038)
    (datetime.date(2011, 4, 24), datetime.date(2038, 4, 25))
    """
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def doubted(read: ReadDate, problem: str = "") -> ReadDate:
    """The same days, uncertain. What is unknown stays unknown."""
    if not read.known:
        return read
    return replace(read, certainty="uncertain", problem=read.problem or problem)


def worse(*found: Certainty) -> Certainty:
    """The word that wins where several apply: unknown, uncertain, approximate, exact, in this order."""
    order: tuple[Certainty, ...] = ("unknown", "uncertain", "approximate", "exact")
    return min(found, key=order.index)
