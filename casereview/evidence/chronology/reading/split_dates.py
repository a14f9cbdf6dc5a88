"""Year and month in columns of their own beside the date: *2012 | 3 April*, *3 | April | 2012*. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from casereview.evidence.chronology.dates import NO_HEADING, Heading, heading_in

YEAR = frozenset({"year", "yr", "blwyddyn"})
MONTH = frozenset({"month", "mth", "mis"})


@dataclass(slots=True)
class SplitDates:
    """Where year and month stand, by column from 0 or -1, and what the last row said of them."""

    year: int
    month: int
    last: Heading = NO_HEADING

    @classmethod
    def of(cls, columns: Sequence[tuple[int, str]]) -> SplitDates | None:
        """Among columns that mean nothing else, each with its heading; None where neither has one."""
        year, month = (
            next((index for index, name in columns if name.strip().casefold() in words), -1)
            for words in (YEAR, MONTH)
        )
        return cls(year, month) if year >= 0 or month >= 0 else None

    def heading(self, texts: Sequence[str], above: Heading) -> Heading:
        """What a row says of year and month; where a cell is empty, what the row above said."""
        typed_year = texts[self.year].strip() if self.year >= 0 else ""
        typed_month = texts[self.month].strip() if self.month >= 0 else ""
        named_year = heading_in(typed_year) if typed_year else None
        named_month = heading_in(typed_month) if typed_month else None
        year = (
            (named_month.year if named_month else None)
            or (named_year.year if named_year else None)
            or self.last.year
            or above.year
        )
        month = named_month.month if named_month else None
        if month is None and typed_month.isdecimal() and 1 <= int(typed_month) <= 12:
            month = int(typed_month)
        if month is None and not typed_month:
            month = self.last.month or above.month
        self.last = Heading(year, month)
        return self.last
