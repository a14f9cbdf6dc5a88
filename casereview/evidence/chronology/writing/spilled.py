"""Very many rows from several files put in one order and written, without holding more of them than some thousands at once.

The rows of each file come in their own order. A window of days is taken of all files at a time, so that what is sorted and put
together is small; the lines of later windows wait in their ``Room``.
"""

from __future__ import annotations

import csv
import io
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import repeat
from typing import IO

from casereview.evidence.chronology.reading.many import ManyRows
from casereview.evidence.chronology.writing.columns import guarded, headings
from casereview.evidence.chronology.writing.files import CannotWrite
from casereview.evidence.chronology.writing.lines import quoted, unpacked
from casereview.evidence.chronology.writing.room import lines_of

LOST = "casereview chronology: a row was lost on the way. Nothing was written."
STEP = 256
"""Of each file, every so many-th row's place is looked at to cut the windows."""
WINDOW = 32
"""Of those places a window has so many: it has about ``STEP`` times as many rows."""


def names_of(files: Iterable[ManyRows]) -> list[str]:
    """The agencies, in the order in which ties are broken."""
    every = list(files)
    return list(
        dict.fromkeys([*(one.read.agency for one in every), *(name for one in every for name in one.names)])
    )


class _Taken:
    """The rows of one file, taken from the first to the last."""

    def __init__(self, one: ManyRows) -> None:
        self.one = one
        self.at = 0
        self._packed = iter(one.lines)
        self._next: list[bytes] = []

    def before(self, place: int | None) -> tuple[int, int]:
        """From where to where the rows stand that come next and before this place; None for all that are left."""
        until = self.one.rows if place is None else bisect_left(self.one.places, place, self.at)
        began, self.at = self.at, until
        return began, until

    def lines(self, many: int) -> list[bytes]:
        """The lines of the next rows."""
        while len(self._next) < many:
            packed = next(self._packed, None)
            if packed is None:
                raise CannotWrite(LOST)
            self._next += unpacked(lines_of(packed))
        found, self._next = self._next[:many], self._next[many:]
        return found


class Spilled:
    """The rows of all files in one order, as ``merging.in_order`` puts them. They can be written once."""

    def __init__(self, files: Sequence[ManyRows]) -> None:
        self._files = files
        self.others = list(dict.fromkeys(heading for one in files for heading in one.others))
        self._rank = {name: number for number, name in enumerate(names_of(files))}
        self._as_they_come = _as_they_come(files)

    def write(self, form: str, stream: IO[bytes]) -> int:
        """Write every row once, in order; how many were written.

        Args:
            form: ``csv`` or ``json``.
        """
        return self._csv(stream) if form == "csv" else self._json(stream)

    def _csv(self, stream: IO[bytes]) -> int:
        """CSV: each line with its number before it, and after it the columns that its file does not have."""
        heads = io.StringIO()
        csv.writer(heads, lineterminator="").writerow([guarded(heading) for heading in headings(self.others)])
        stream.write(("\ufeff" + heads.getvalue()).encode("utf-8", "surrogatepass"))
        written = 0
        for lines in self._windows(self._whole):
            until = written + len(lines)
            pieces = [b""] * (2 * len(lines))
            pieces[::2] = map(b"\r\n%d,".__mod__, range(written + 1, until + 1))
            pieces[1::2] = lines
            stream.write(b"".join(pieces))
            written = until
        stream.write(b"\r\n")
        return written

    def _json(self, stream: IO[bytes]) -> int:
        """A JSON list, a row on each line."""
        written = 0
        for lines in self._windows(lambda lines, _: lines):
            stream.write(b",\n" if written else b"[\n")
            stream.write(b",\n".join(lines))
            written += len(lines)
        stream.write(b"\n]\n" if written else b"[]\n")
        return written

    def _windows(self, whole: Callable[[list[bytes], ManyRows], list[bytes]]) -> Iterator[list[bytes]]:
        """The lines in order, some thousands at once.

        Args:
            whole: what is done with the lines of a file before they are put among those of others.
        """
        taken = [_Taken(one) for one in self._files]
        for cut in _cuts(self._files):
            lines: list[bytes] = []
            keys: list[int] = []
            ties: list[tuple[int, int]] = []
            for one in taken:
                began, until = one.before(cut)
                if began < until:
                    lines += whole(one.lines(until - began), one.one)
                    keys += one.one.places[began:until]
                    ties += self._ties(one.one, began, until)
            if not lines:
                continue
            if ties:
                order = sorted(range(len(keys)), key=lambda row: (keys[row], ties[row]))
            else:
                order = sorted(range(len(keys)), key=keys.__getitem__)
            yield list(map(lines.__getitem__, order))

    def _ties(self, one: ManyRows, began: int, until: int) -> Iterable[tuple[int, int]]:
        """What breaks ties between rows of one day and time, where the order in which they come does not."""
        if self._as_they_come:
            return ()
        ranks = [self._rank[name] for name in one.names]
        same = repeat(ranks[0], until - began)
        agencies = map(ranks.__getitem__, one.agencies[began:until]) if len(ranks) > 1 else same
        return zip(agencies, one.numbers[began:until], strict=True)

    def _whole(self, lines: list[bytes], one: ManyRows) -> list[bytes]:
        """Lines of CSV with every column."""
        if one.ragged or one.others != self.others[: len(one.others)]:
            return [self._widened(line, one) for line in lines]
        if missing := b"," * (len(self.others) - len(one.others)):
            return [line + missing for line in lines]
        return lines

    def _widened(self, line: bytes, one: ManyRows) -> bytes:
        """A line whose further cells stand under the headings of all files."""
        (cells,) = csv.reader(io.StringIO(line.decode("utf-8", "surrogatepass"), newline=""))
        fixed = len(headings(())) - 1
        further = dict(zip(one.others, cells[fixed:], strict=False))
        made = map(quoted, (*cells[:fixed], *(further.get(name, "") for name in self.others)))
        return ",".join(made).encode("utf-8", "surrogatepass")


def _cuts(files: Sequence[ManyRows]) -> list[int | None]:
    """Places that cut all rows in windows of some thousands; the last window ends nowhere."""
    seen = sorted(place for one in files for place in one.places[::STEP])
    return [*dict.fromkeys(seen[WINDOW::WINDOW]), None]


def _as_they_come(files: Sequence[ManyRows]) -> bool:
    """Whether rows of one day and time are in the right order as they come: each file is one agency's, and no other of hers."""
    names = [one.names for one in files if one.rows]
    return all(len(own) == 1 for own in names) and len({own[0] for own in names}) == len(names)
