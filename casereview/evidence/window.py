"""Which stretch of time is shown: from all of it down to one day, by links alone. Pure."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

ZOOMS: tuple[tuple[str, str, int], ...] = (
    ("", "Whole life", 0),
    ("ten-years", "Ten years", 3653),
    ("two-years", "Two years", 731),
    ("year", "Year", 366),
    ("quarter", "Quarter", 92),
    ("month", "Month", 31),
    ("week", "Week", 7),
    ("day", "Day", 1),
)
"""The steps of the zoom: how each is called in an address and on a page, and how many days it shows (0: all)."""
LENGTHS = {name: days for name, _, days in ZOOMS}


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time, both days included. Where a day is None, that side is open."""

    zoom: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def whole(self) -> bool:
        """Whether everything is shown."""
        return self.first is None and self.last is None


def read_day(text: str) -> date | None:
    """A day of an address, or None where it is none.

    >>> read_day("2011-03-27"), read_day("27/3/11")
    (datetime.date(2011, 3, 27), None)
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def window_of(zoom: str, at: str, newest: date | None) -> Window:
    """The stretch that a zoom shows.

    Args:
        zoom: one of ``ZOOMS``; anything else shows all.
        at: its first day; without one the stretch ends on ``newest``, where a review mostly begins to look.

    >>> window_of("week", "2013-11-11", None)
    Window(zoom='week', first=datetime.date(2013, 11, 11), last=datetime.date(2013, 11, 17))
    """
    days = LENGTHS.get(zoom, 0)
    first = read_day(at)
    if first is None and newest is not None and days:
        first = _back(newest, days - 1)
    if first is None or not days:
        return Window()
    return Window(zoom, first, _on(first, days - 1))


def moved(window: Window, steps: int) -> date | None:
    """The first day of the stretch so many lengths later or earlier."""
    if window.first is None or window.last is None:
        return None
    length = (window.last - window.first).days + 1
    return _on(window.first, steps * length) if steps > 0 else _back(window.first, -steps * length)


def around(window: Window, zoom: str, newest: date | None) -> date | None:
    """Where another zoom begins so that the middle of what is shown stays in the middle.

    >>> around(window_of("month", "2013-11-01", None), "week", None)
    datetime.date(2013, 11, 13)
    """
    days = LENGTHS.get(zoom, 0)
    if not days or window.first is None or window.last is None:
        return None
    middle = window.first + (window.last - window.first) // 2
    first = _back(middle, days // 2)
    if newest is not None and days > (window.last - window.first).days and _on(first, days - 1) > newest:
        return _back(newest, days - 1)
    return first


def _on(day: date, days: int) -> date:
    return _ordinal(day.toordinal() + days)


def _back(day: date, days: int) -> date:
    return _ordinal(day.toordinal() - days)


def _ordinal(number: int) -> date:
    return date.fromordinal(max(1, min(number, date.max.toordinal())))


def age_words(born: date, day: date) -> str:
    """How old somebody is on a day, as an axis says it.

    >>> age_words(date(2012, 1, 9), date(2013, 4, 9)), age_words(date(2012, 1, 9), date(2012, 1, 20))
    ('1 year 3 months', '11 days')
    >>> age_words(date(2012, 1, 9), date(2012, 1, 9)), age_words(date(2012, 1, 9), date(2012, 1, 8))
    ('born', 'not yet born')
    """
    if day < born:
        return "not yet born"
    months = (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day)
    if months < 1:
        days = (day - born).days
        if not days:
            return "born"
        return f"{days} day{'' if days == 1 else 's'}"
    years, rest = divmod(months, 12)
    said = [f"{years} year{'' if years == 1 else 's'}"] if years else []
    said += [f"{rest} month{'' if rest == 1 else 's'}"] if rest else []
    return " ".join(said)


def birthdays(born: date, first: date, last: date) -> list[date]:
    """The days in a stretch on which the axis says the child's age: yearly, quarterly, monthly; near by, whenever its words change.

    >>> birthdays(date(2010, 12, 20), date(2012, 4, 1), date(2012, 5, 1))
    [datetime.date(2012, 4, 1), datetime.date(2012, 4, 20)]
    """
    days = (last - first).days
    if days <= 62:
        every = [first + timedelta(days=n) for n in range(days + 1)]
        said = ["", *(age_words(born, day) for day in every)]
        return [day for day, before, now in zip(every, said[:-1], said[1:], strict=True) if now != before]
    months = 1 if days <= 200 else 3 if days <= 800 else 6 if days <= 1600 else 12 if days <= 5000 else 24
    found = [first] if first < born else []
    count = 0
    while True:
        total = born.month - 1 + count
        year, month = born.year + total // 12, total % 12 + 1
        try:
            day = date(year, month, min(born.day, monthrange(year, month)[1]))
        except ValueError:  # beyond the last year that there is
            return found
        if day > last:
            return found
        if day >= first:
            found.append(day)
        count += months
