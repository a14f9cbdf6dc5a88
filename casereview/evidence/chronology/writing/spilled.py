"""Very many rows from several files put in one order and written, without holding them: their lines lie in a file that has no name.

The system deletes that file as soon as this process ends, however it ends, so that no copy of a record stays behind.
"""

from __future__ import annotations

import csv
import io
import mmap
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from casereview.evidence.chronology.merging import NO_DAY
from casereview.evidence.chronology.reading.gathering import MINUTES
from casereview.evidence.chronology.reading.many import ManyRows
from casereview.evidence.chronology.writing.columns import guarded, headings
from casereview.evidence.chronology.writing.lines import quoted

AT_ONCE = 4096
"""Lines that are written together."""
UNDATED = NO_DAY * MINUTES


def order_of(files: Sequence[ManyRows]) -> list[int]:
    """The order of all rows, each by its number through the files one after another: as ``merging.in_order`` puts them."""
    places = [place for one in files for place in one.places]
    if not places:
        return []
    first = min(places)
    last = max((place for place in places if place < UNDATED), default=first) - first + MINUTES
    # small numbers are compared more quickly
    near = [place - first if place < UNDATED else place - UNDATED + last for place in places]
    if _as_they_come(files):
        return sorted(range(len(near)), key=near.__getitem__)
    rank = {name: number for number, name in enumerate(names_of(files))}
    agencies = [rank[one.names[agency]] for one in files for agency in one.agencies]
    numbers = [number for one in files for number in range(one.rows)]
    return sorted(range(len(near)), key=lambda row: (near[row], agencies[row], numbers[row]))


def _as_they_come(files: Sequence[ManyRows]) -> bool:
    """Whether rows of one day and time are in the right order as they come: each file is one agency's, and no other of hers."""
    names = [one.names for one in files if one.rows]
    return all(len(own) == 1 for own in names) and len({own[0] for own in names}) == len(names)


def names_of(files: Iterable[ManyRows]) -> list[str]:
    """The agencies, in the order in which ties are broken."""
    every = list(files)
    return list(
        dict.fromkeys([*(one.read.agency for one in every), *(name for one in every for name in one.names)])
    )


class Spilled:
    """The lines of all files' rows.

    The lines of a file that is put in are no longer held by it.
    """

    def __init__(self, files: Sequence[ManyRows]) -> None:
        self._files = files
        self._spill = tempfile.TemporaryFile()  # noqa: SIM115 (it lives as long as the lines)
        self.others = list(dict.fromkeys(heading for one in files for heading in one.others))
        self.order = order_of(files)
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._of: list[int] = []
        at = 0
        for number, one in enumerate(files):
            self._spill.write(one.lines)
            self._starts += [at + start for start in one.starts]
            self._ends += [at + end for end in one.ends]
            self._of += [number] * one.rows
            at += len(one.lines)
            one.lines = b""
        self._spill.flush()
        self._size = at

    def write(self, form: str, stream: IO[bytes]) -> None:
        """Write every row once, in order.

        Args:
            form: ``csv`` or ``json``.
        """
        if form == "csv":
            heads = io.StringIO()
            csv.writer(heads).writerow([guarded(heading) for heading in headings(self.others)])
            stream.write(("\ufeff" + heads.getvalue()).encode("utf-8", "surrogatepass"))
            lines = self._numbered()
        else:
            lines = self._listed()
        held: list[bytes] = []
        for line in lines:
            held.append(line)
            if len(held) == AT_ONCE:
                stream.write(b"".join(held))
                held.clear()
        stream.write(b"".join(held))

    def _numbered(self) -> Iterator[bytes]:
        """Lines of CSV: each with its number before it, and after it the columns that its file does not have."""
        tails: list[bytes | None] = [self._tail(one) for one in self._files]
        starts, ends, of = self._starts, self._ends, self._of
        with self._mapped() as lines:
            for number, row in enumerate(self.order, 1):
                tail = tails[of[row]]
                line = lines[starts[row] : ends[row]]
                if tail is None:
                    line, tail = self._widened(line, self._files[of[row]]), b"\r\n"
                yield b"%d,%b%b" % (number, line, tail)

    def _tail(self, one: ManyRows) -> bytes | None:
        """What ends each line of a file; None where its cells have to be put under other headings."""
        if one.ragged or one.others != self.others[: len(one.others)]:
            return None
        return b"," * (len(self.others) - len(one.others)) + b"\r\n"

    def _widened(self, line: bytes, one: ManyRows) -> bytes:
        """A line whose further cells stand under the headings of all files."""
        (cells,) = csv.reader(io.StringIO(line.decode("utf-8", "surrogatepass"), newline=""))
        fixed = len(headings(())) - 1
        further = dict(zip(one.others, cells[fixed:], strict=False))
        made = map(quoted, (*cells[:fixed], *(further.get(name, "") for name in self.others)))
        return ",".join(made).encode("utf-8", "surrogatepass")

    def _listed(self) -> Iterator[bytes]:
        """A JSON list, a row on each line."""
        before = b"[\n"
        starts, ends = self._starts, self._ends
        with self._mapped() as lines:
            for row in self.order:
                yield before + lines[starts[row] : ends[row]]
                before = b",\n"
        yield b"[]\n" if before == b"[\n" else b"\n]\n"

    def _mapped(self) -> mmap.mmap:
        if not self._size:
            return mmap.mmap(-1, 1)
        return mmap.mmap(self._spill.fileno(), 0, access=mmap.ACCESS_READ)

    def close(self) -> None:
        """Give the space back now."""
        self._spill.close()
