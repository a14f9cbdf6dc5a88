"""What the texts in columns of dates and times mean: each read once, under a number that stands for it in every row. Pure."""

from __future__ import annotations

import re
from datetime import date

from casereview.evidence.chronology.dates import NO_HEADING, Heading, ReadDate, read_date, time_of_cell

_FIGURE = re.compile(r"\d|\b[ol]{1,2}\b", re.IGNORECASE)
"""What no date is without, unless a heading gives the year: a figure, or a letter that is read as one."""


class Meanings:
    """What dates mean: what was read of each text, once, under a number that stands for it in every row of every file read with them.

    Attributes:
        texts, reads: of each number what was typed, and what it was read as.
    """

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.reads: list[ReadDate] = []
        self._ordinals: tuple[list[int], list[int], list[int]] = [], [], []
        self._spans: tuple[dict[tuple[int, int], int], list[int]] = {}, []
        self._problems: set[int] = set()
        self._looked_at = 0
        self._under: dict[Heading, Days] = {}

    def under(self, heading: Heading) -> Days:
        """The numbers of texts under a heading."""
        return self._under.get(heading) or self._under.setdefault(heading, Days(self, heading))

    def add(self, text: str, read: ReadDate) -> int:
        """One more; its number."""
        self.texts.append(text)
        self.reads.append(read)
        return len(self.texts) - 1

    def firsts(self) -> list[int]:
        """Of each number its first day as an ordinal; 0 where that end is open or not known."""
        return self._found()[0]

    def lasts(self) -> list[int]:
        """The same of its last day."""
        return self._found()[1]

    def days(self) -> list[int]:
        """Of each number its day as an ordinal; 0 where it is not a single one."""
        return self._found()[2]

    def spans(self) -> tuple[list[tuple[int, int]], list[int]]:
        """Each pair of a first and a last day, an open end closed by the other, and of each number which pair it has."""
        known, numbers = self._spans
        firsts, lasts = self.firsts(), self.lasts()
        for number in range(len(numbers), len(firsts)):
            first, last = firsts[number], lasts[number]
            numbers.append(known.setdefault((first or last, last or first), len(known)))
        return list(known), numbers

    def doubtful(self, today: date, born: date) -> set[int]:
        """The numbers of what was read with a problem, or begins after today, or ends before a birth."""
        firsts, lasts = self.firsts(), self.lasts()
        self._problems |= {
            n for n, read in enumerate(self.reads[self._looked_at :], self._looked_at) if read.problem
        }
        self._looked_at = len(self.reads)
        after, before = today.toordinal(), born.toordinal()
        found = set(self._problems)
        if max(firsts, default=0) > after:
            found.update(number for number, first in enumerate(firsts) if first > after)
        if before > 1:
            found.update(number for number, last in enumerate(lasts) if 0 < last < before)
        return found

    def _found(self) -> tuple[list[int], list[int], list[int]]:
        firsts, lasts, days = self._ordinals
        new = self.reads[len(firsts) :]
        first = [read.earliest.toordinal() if read.earliest else 0 for read in new]
        last = [read.latest.toordinal() if read.latest else 0 for read in new]
        firsts += first
        lasts += last
        days += [
            one if one == other and read.unit == "day" else 0
            for one, other, read in zip(first, last, new, strict=True)
        ]
        return self._ordinals


class Days(dict[str, int]):
    """Under one heading, the number of what each text for a date means; a text that is new is read.

    Attributes:
        unknown: texts in which no day could be read, or only by the heading above: *Date* under *March 2012* is a heading repeated.
        timed: texts that name a time as well.
    """

    def __init__(self, meanings: Meanings, heading: Heading) -> None:
        self.meanings, self.heading = meanings, heading
        self.unknown: set[str] = set()
        self.timed: set[str] = set()

    def __missing__(self, text: str) -> int:
        # Without a heading named, the memory of read_date has less to compare.
        read = read_date(text) if self.heading is NO_HEADING else read_date(text, self.heading)
        number = self[text] = self.meanings.add(text, read)
        if read.certainty == "unknown" or not (self.heading is NO_HEADING or is_date(text)):
            self.unknown.add(text)
        if read.time is not None:
            self.timed.add(text)
        return number


class Clocks(dict[str, int]):
    """What each text of a column of times means: the minute of the day, or -1 for none.

    Attributes:
        unread: the texts that have to be kept beside the time, because they are not as we write one.
    """

    def __init__(self) -> None:
        self.unread: set[str] = set()

    def __missing__(self, text: str) -> int:
        found = time_of_cell(text) if text else None
        if text and (found is None or text != f"{found:%H:%M}"):
            self.unread.add(text)
        minute = self[text] = -1 if found is None else found.hour * 60 + found.minute
        return minute


def is_date(text: str) -> bool:
    """Whether a text is a date by itself, whatever stands above it; or begins as one does."""
    text = text.strip()
    return text[:1].isdigit() or bool(_FIGURE.search(text) and read_date(text).known)
