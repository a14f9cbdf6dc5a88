"""One story from the agencies' chronologies: rows in the order of a reader's day, however many there are. Pure.

Uncertain stays uncertain: a row known to the month stands where its month begins, with its span beside it; a row without any
day stands at the end and is never dropped.
"""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import IO

from casereview.evidence.chronology.rows import Row

NO_DAY = 4_000_000
"""Beyond every day that there is: rows without a day come last."""


def agencies_of(rows: Iterable[Row], first: Sequence[str] = ()) -> list[str]:
    """The agencies in the order in which ties are broken: those named first, then the others as they appear.

    Args:
        first: the order a person set; it may leave agencies out.
    """
    return list(dict.fromkeys([*first, *(row.agency for row in rows)]))


def place_in_order(
    earliest: date | None, latest: date | None, at: time | None, agency: int, source_row: int
) -> tuple[int, int, int, int]:
    """Where a row stands: its first day, its time (none before any), its agency's rank, its place in its file.

    A row whose beginning is open stands at its end (*before 3 May* comes with 2 May); a row with neither, after all others.

    >>> place_in_order(None, date(2012, 5, 2), None, 0, 7) < place_in_order(date(2012, 5, 2), None, time(0), 0, 1)
    True
    """
    day = earliest or latest
    minute = at.hour * 60 + at.minute if at else -1
    return (day.toordinal() if day else NO_DAY, minute, agency, source_row)


def in_order(rows: Iterable[Row], agencies: Sequence[str] = ()) -> list[Row]:
    """The integrated chronology: every row of every agency, once, in one order.

    By the first day that a row can mean, then its time (none before any), then the order of agencies, then the row's place
    in its file. A day guessed from a neighbouring row orders nothing.

    Args:
        agencies: the order of agencies on the same day and time; those it leaves out follow as they appear.
    """
    every = list(rows)
    rank = {agency: number for number, agency in enumerate(agencies_of(every, agencies))}
    return sorted(
        every, key=lambda r: place_in_order(r.earliest, r.latest, r.time, rank[r.agency], r.source_row)
    )


@dataclass(slots=True)
class Spill:
    """Puts a million rows in order without holding them: their places in memory, their bytes in a file that has no name.

    The file is deleted by the system as soon as this process ends, however it ends, so no copy of a record stays behind.

    >>> spill = Spill()
    >>> for day, line in ((date(2012, 3, 2), b"second"), (date(2012, 3, 1), b"first")):
    ...     spill.add(spill.place(day, None, None, 0), line)
    >>> list(spill.in_order())
    [b'first', b'second']
    """

    buffer: int = 1 << 20
    _places: list[int] = field(default_factory=list)
    _ends: array[int] = field(default_factory=lambda: array("Q", [0]))
    _file: IO[bytes] | None = None

    @staticmethod
    def place(earliest: date | None, latest: date | None, at: time | None, agency: int) -> int:
        """The order of ``place_in_order`` as one number; rows of one agency are to be added in the order of their files."""
        day = earliest or latest
        minute = at.hour * 60 + at.minute + 1 if at else 0
        return ((day.toordinal() if day else NO_DAY) << 27) | (minute << 16) | agency

    def add(self, place: int, row: bytes) -> None:
        """Keep a row, in the form in which it will be written."""
        if self._file is None:
            self._file = tempfile.TemporaryFile(buffering=self.buffer)  # noqa: SIM115 (it lives as long as the rows)
        self._file.write(row)
        self._places.append((place << 32) | len(self._places))
        self._ends.append(self._ends[-1] + len(row))

    def __len__(self) -> int:
        return len(self._places)

    def in_order(self) -> Iterator[bytes]:
        """Every row that was added, once, in order."""
        if self._file is None:
            return
        self._file.flush()
        self._places.sort()
        ends, descriptor, mask = self._ends, self._file, (1 << 32) - 1
        for place in self._places:
            number = place & mask
            start = ends[number]
            descriptor.seek(start)
            yield descriptor.read(ends[number + 1] - start)

    def close(self) -> None:
        """Give the space back now."""
        if self._file is not None:
            self._file.close()
            self._file = None
