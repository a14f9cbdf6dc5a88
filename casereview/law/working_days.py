"""Working days of each nation: Monday to Friday, without its bank and public holidays.

No source of these frameworks says what a working day is; this is how boards count. The days are a frozen
table with a citation on each line (``reference/bank_holidays.csv``), so that an upgrade of a library never moves
a deadline that has passed; a test compares the table with the library.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Literal, NamedTuple, get_args

Nation = Literal["england", "wales", "scotland", "northern-ireland"]
NATIONS: tuple[Nation, ...] = get_args(Nation)

FIRST = date(2006, 1, 1)
LAST = date(2035, 12, 31)

_TABLE = Path(__file__).parent / "reference" / "bank_holidays.csv"
_WEEKEND = (5, 6)
_NO_DAYS: Mapping[date, str] = {}


class BeyondTheTable(ValueError):
    """The count would leave the years whose bank holidays are known; better no answer than a wrong one."""

    def __init__(self, day: date) -> None:
        super().__init__(
            f"Working days can be counted from {FIRST.year} to {LAST.year} only, because the bank holidays "
            f"of other years are not known here; this count would reach {day.year}."
        )


class BankHoliday(NamedTuple):
    """One bank or public holiday of a nation, and what makes it one."""

    day: date
    name: str
    cite: str


@cache
def bank_holidays(nation: Nation) -> Mapping[date, BankHoliday]:
    """A nation's bank and public holidays that fall on weekdays, 2006 to 2035, by day."""
    if nation not in NATIONS:
        raise ValueError(f"There is no nation '{nation}'. There are: {', '.join(NATIONS)}.")
    with _TABLE.open(encoding="utf-8", newline="") as rows:
        return {
            (day := date.fromisoformat(row["day"])): BankHoliday(day, row["name"], row["cite"])
            for row in csv.DictReader(rows)
            if nation in row["nations"].split()
        }


class _Calendar(NamedTuple):
    """A nation's working days in order, and for each day of the table how many came on or before it."""

    days: tuple[date, ...]
    so_far: tuple[int, ...]


_FIRST = FIRST.toordinal()
_LAST = LAST.toordinal()


@cache
def _calendar(nation: Nation) -> _Calendar:
    holidays = bank_holidays(nation)
    every = [date.fromordinal(n) for n in range(_FIRST, _LAST + 1)]
    works = [day.weekday() not in _WEEKEND and day not in holidays for day in every]
    return _Calendar(
        tuple(day for day, is_one in zip(every, works, strict=True) if is_one), tuple(accumulate(works))
    )


def is_working_day(day: date, nation: Nation, also_left_out: Mapping[date, str] = _NO_DAYS) -> bool:
    """Whether a day is a working day of a nation.

    Args:
        also_left_out: a board's own local holidays, with their names.

    >>> is_working_day(date(2026, 6, 15), "england"), is_working_day(date(2026, 6, 15), "scotland")
    (True, False)
    """
    return why_not(day, nation, also_left_out) is None


def why_not(day: date, nation: Nation, also_left_out: Mapping[date, str] = _NO_DAYS) -> str | None:
    """Why a day is left out of working days; None for a working day.

    >>> why_not(date(2015, 12, 28), "england")
    'Boxing Day (substitute day)'
    """
    if not FIRST <= day <= LAST:
        raise BeyondTheTable(day)
    if day.weekday() in _WEEKEND:
        return "weekend"
    if holiday := bank_holidays(nation).get(day):
        return holiday.name
    if day in also_left_out:
        return f"{also_left_out[day]} (local)"
    return None


def working_day_after(
    day: date, n: int, nation: Nation, also_left_out: Mapping[date, str] = _NO_DAYS
) -> date:
    """The day that is ``n`` working days after a day; before it where ``n`` is negative.

    The day itself is day 0, whether it is a working day or not. Counting from a weekend or a holiday, the
    next working day is day 1.

    Raises:
        BeyondTheTable: the count leaves 2006 to 2035.

    >>> working_day_after(date(2015, 12, 23), 5, "england")
    datetime.date(2016, 1, 4)
    >>> working_day_after(date(2016, 4, 5), -7, "england")
    datetime.date(2016, 3, 23)
    """
    if also_left_out:
        return _counted_one_by_one(day, n, nation, also_left_out)
    days, so_far = _calendar(nation)
    since = day.toordinal() - _FIRST
    if not 0 <= since < len(so_far):
        raise BeyondTheTable(day)
    # Working days up to and with `day`: what comes next in the list is day 1.
    passed = so_far[since]
    if n > 0:
        position = passed + n - 1
    elif n < 0:
        # Day 0 itself is the last of those passed, if it is a working day at all.
        position = passed + n - (days[passed - 1] == day)
    else:
        return day
    if not 0 <= position < len(days):
        raise BeyondTheTable(LAST + timedelta(1) if n > 0 else FIRST - timedelta(1))
    return days[position]


def working_days_after(days: Iterable[date], n: int, nation: Nation) -> list[date]:
    """``working_day_after`` for many days at once : a board's whole list of clocks.

    Raises:
        BeyondTheTable: a count leaves 2006 to 2035.
    """
    if n < 1:
        return [working_day_after(day, n, nation) for day in days]
    ahead, so_far = _calendar(nation)
    numbers = [*map(date.toordinal, days)]
    if numbers and min(numbers) < _FIRST:
        raise BeyondTheTable(date.fromordinal(min(numbers)))
    # Lifted out of the loop: this is where a board's thousands of clocks spend their time.
    shift = n - 1
    try:
        return [ahead[so_far[number - _FIRST] + shift] for number in numbers]
    except IndexError:
        raise BeyondTheTable(LAST + timedelta(1)) from None


def _counted_one_by_one(day: date, n: int, nation: Nation, also_left_out: Mapping[date, str]) -> date:
    step = timedelta(1 if n > 0 else -1)
    for _ in range(abs(n)):
        day += step
        while not is_working_day(day, nation, also_left_out):
            day += step
    return day


def left_out(
    first: date, last: date, nation: Nation, also_left_out: Mapping[date, str] = _NO_DAYS
) -> list[tuple[date, str]]:
    """Each day from ``first`` to ``last``, both included, that is not a working day, and why.

    >>> left_out(date(2015, 12, 24), date(2015, 12, 25), "england")
    [(datetime.date(2015, 12, 25), 'Christmas Day')]
    """
    days = (first + timedelta(n) for n in range((last - first).days + 1))
    return [(day, reason) for day in days if (reason := why_not(day, nation, also_left_out))]
