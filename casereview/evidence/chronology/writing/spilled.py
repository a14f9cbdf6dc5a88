"""Very many rows from several files put in one order and written, without holding more of them than some thousands at once.

The rows of each file come in their own order. A window of days is taken of all files at a time, so that what is sorted and put
together is small; the lines of later windows wait in their ``Room``.
"""

from __future__ import annotations

import csv
import io
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import IO, Any

import pyarrow as pa
import pyarrow.compute as pc

from casereview.evidence.chronology.reading.columnar import bytes_of, column_of, joined
from casereview.evidence.chronology.reading.many import ManyRows
from casereview.evidence.chronology.writing.columns import guarded, headings
from casereview.evidence.chronology.writing.files import CannotWrite
from casereview.evidence.chronology.writing.lines import BYTES, quoted, unpacked
from casereview.evidence.chronology.writing.room import lines_of

LOST = "casereview chronology: a row was lost on the way. Nothing was written."
STEP = 256
"""Of each file, every so many-th row's place is looked at to cut the windows."""
WINDOW = 64
"""Of those places a window has so many: it has about ``STEP`` times as many rows."""


def names_of(files: Iterable[ManyRows]) -> list[str]:
    """The agencies, in the order in which ties are broken."""
    every = list(files)
    return list(
        dict.fromkeys([*(one.read.agency for one in every), *(name for one in every for name in one.names)])
    )


AHEAD = 2
"""So many windows are put in order at once."""
Part = tuple[ManyRows, int, int, Any]
"""Of a file, from where to where its rows stand, and their lines."""


class _Taken:
    """The rows of one file, taken from the first to the last."""

    def __init__(self, one: ManyRows) -> None:
        self.one = one
        self.at = 0
        # What is written is no longer held.
        self._packed, one.lines = deque(one.lines), ()
        self._next = pa.array([], BYTES)

    def before(self, place: int | None) -> tuple[int, int]:
        """From where to where the rows stand that come next and before this place; None for all that are left."""
        until = self.one.rows if place is None else bisect_left(self.one.places, place, self.at)
        began, self.at = self.at, until
        return began, until

    def lines(self, many: int) -> Any:
        """The lines of the next rows, as a column."""
        parts, there = [self._next], len(self._next)
        while there < many:
            if not self._packed:
                raise CannotWrite(LOST)
            parts.append(unpacked(lines_of(self._packed.popleft())))
            there += len(parts[-1])
        found = pa.concat_arrays(parts) if len(parts) > 1 else parts[0]
        self._next = found[many:]
        return found[:many]


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
        for lines in self._in_order(_numbered, self._whole):
            stream.write(bytes_of(lines))
            written += len(lines)
        stream.write(b"\r\n")
        return written

    def _json(self, stream: IO[bytes]) -> int:
        """A JSON list, a row on each line."""
        written = 0
        for lines in self._in_order(lambda lines, _: lines):
            stream.write(b",\n" if written else b"[\n")
            stream.write(b",\n".join(lines.to_pylist()))
            written += len(lines)
        stream.write(b"\n]\n" if written else b"[]\n")
        return written

    def _in_order(
        self, made: Callable[[Any, int], Any], whole: Callable[[Any, ManyRows], Any] | None = None
    ) -> Iterator[Any]:
        """The lines in order, some ten thousand at once; while some are written, the next are put in order.

        Args:
            made: what is done with lines that are in order, and with the number of the first, from 1.
            whole: what is done with the lines of a file before they are put among those of others.
        """
        waiting: deque[Future[Any]] = deque()
        with ThreadPoolExecutor(AHEAD) as workers:
            for number, parts in self._windows():
                waiting.append(workers.submit(self._ordered, number, parts, made, whole))
                if len(waiting) > AHEAD:
                    yield waiting.popleft().result()
            for one in waiting:
                yield one.result()

    def _windows(self) -> Iterator[tuple[int, list[Part]]]:
        """The rows of each file that belong together, and the number of the first in the whole."""
        taken = [_Taken(one) for one in self._files]
        number = 1
        for cut in _cuts(self._files):
            parts = []
            for one in taken:
                began, until = one.before(cut)
                if began < until:
                    parts.append((one.one, began, until, one.lines(until - began)))
            if parts:
                yield number, parts
                number += sum(until - began for _, began, until, _ in parts)

    def _ordered(
        self,
        number: int,
        parts: list[Part],
        made: Callable[[Any, int], Any],
        whole: Callable[[Any, ManyRows], Any] | None,
    ) -> Any:
        keys = pa.concat_tables([self._keys(one, began, until) for one, began, until, _ in parts])
        order = pc.sort_indices(keys, [(name, "ascending") for name in keys.column_names])
        lines = pa.concat_arrays([whole(some, one) if whole else some for one, _, _, some in parts])
        return made(lines.take(order), number)

    def _keys(self, one: ManyRows, began: int, until: int) -> Any:
        """By what rows are sorted: their places, and what breaks ties where the order in which they come does not."""
        keys = {"place": column_of(one.places, pa.uint64())[began:until]}
        if not self._as_they_come:
            ranks = pa.array([self._rank[name] for name in one.names], pa.int64())
            several = len(one.names) > 1
            whose = column_of(one.agencies, pa.uint16())[began:until] if several else [0] * (until - began)
            keys |= {
                "agency": ranks.take(pa.array(whose)),
                "number": column_of(one.numbers, pa.uint32())[began:until],
            }
        return pa.table(keys)

    def _whole(self, lines: Any, one: ManyRows) -> Any:
        """Lines of CSV with every column."""
        if one.ragged or one.others != self.others[: len(one.others)]:
            return pa.array([self._widened(line, one) for line in lines.to_pylist()], BYTES)
        missing = "," * (len(self.others) - len(one.others))
        return joined([lines, missing]) if missing else lines

    def _widened(self, line: bytes, one: ManyRows) -> bytes:
        """A line whose further cells stand under the headings of all files."""
        (cells,) = csv.reader(io.StringIO(line.decode("utf-8", "surrogatepass"), newline=""))
        fixed = len(headings(())) - 1
        further = dict(zip(one.others, cells[fixed:], strict=False))
        made = map(quoted, (*cells[:fixed], *(further.get(name, "") for name in self.others)))
        return ",".join(made).encode("utf-8", "surrogatepass")


def _numbered(lines: Any, number: int) -> Any:
    """Lines of CSV behind their numbers, each after the end of the one before."""
    numbers = pa.arange(number, number + len(lines)).cast(pa.string()).cast(BYTES)
    return joined(["\r\n", numbers, ",", lines])


def _cuts(files: Sequence[ManyRows]) -> list[int | None]:
    """Places that cut all rows in windows of some thousands; the last window ends nowhere."""
    seen = sorted(place for one in files for place in one.places[::STEP])
    return [*dict.fromkeys(seen[WINDOW::WINDOW]), None]


def _as_they_come(files: Sequence[ManyRows]) -> bool:
    """Whether rows of one day and time are in the right order as they come: each file is one agency's, and no other of hers."""
    names = [one.names for one in files if one.rows]
    return all(len(own) == 1 for own in names) and len({own[0] for own in names}) == len(names)
