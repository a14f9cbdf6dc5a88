"""The records of a long text file taken apart column by column by a compiled reader, as long as the file itself proves them right.

Written out again, each cell in quotation marks only where it must be, the records have to give the very bytes that were read: then
whoever reads those bytes record by record finds the same cells. From where they do not, the file is read record by record.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, overload

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow.csv import ConvertOptions, ParseOptions, ReadOptions, open_csv

from casereview.evidence.chronology.reading.texts import Texts

BYTES_AT_ONCE = 1 << 24
"""A record has to find room in so many."""
LONGEST_CELL = 1 << 20
"""Bytes; a cell that is longer is for the reader of records to refuse."""


class Column(Texts):
    """Cells of one column.

    Attributes:
        cells: as they are; ``written`` as their file has them, between its delimiters.
    """

    def __init__(self, cells: Any, written: Any, delimiter: str) -> None:
        self.cells, self.written, self.delimiter = cells, written, delimiter

    def __len__(self) -> int:
        return len(self.cells)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Column: ...
    def __getitem__(self, at: int | slice) -> str | Column:
        if isinstance(at, slice):
            return Column(self.cells[at], self.written[at], self.delimiter)
        said: str = self.cells[at].as_py()
        return said

    def __iter__(self) -> Iterator[str]:
        return iter(self.cells.to_pylist())

    def as_csv(self) -> Any:
        """The cells as they stand between commas."""
        return self.written if self.delimiter == "," else quoted(self.cells, ",")

    def different(self) -> list[str]:
        """Each different text once."""
        found: list[str] = pc.unique(self.cells).to_pylist()
        return found

    def first_signs(self) -> set[str]:
        """The first character of each, and nothing for one that is empty."""
        return set(pc.unique(pc.utf8_slice_codeunits(self.cells, 0, 1)).to_pylist())

    def meant(self, meaning: Mapping[str, int]) -> array[int]:
        """The number that each text stands for; each different text is asked for once."""
        coded = self.cells.dictionary_encode()
        numbers = pa.array(list(map(meaning.__getitem__, coded.dictionary.to_pylist())), pa.int32())
        return bare(numbers.take(coded.indices), "i")


class Columnar:
    """Takes the records of a file from a place on, some ten thousand at once.

    Args:
        data: the file in UTF-8.
        at: the byte at which the next record begins.
        width: cells in each record.
        end: what ends a record.

    Attributes:
        at: the byte at which the records begin that were not taken.
    """

    def __init__(self, data: bytes, at: int, width: int, delimiter: str, end: bytes) -> None:
        self.data, self.at, self.delimiter, self.end = data, at, delimiter, end
        self._whole = pa.py_buffer(data)
        pa.set_cpu_count(1)
        self._batches = self._opened(width)

    def _opened(self, width: int) -> Any:
        names = [str(number) for number in range(width)]
        try:
            return open_csv(
                pa.BufferReader(self._whole.slice(self.at)),
                ReadOptions(use_threads=False, block_size=BYTES_AT_ONCE, column_names=names),
                ParseOptions(delimiter=self.delimiter, newlines_in_values=True, ignore_empty_lines=False),
                ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False),
            )
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
            return None

    def take(self) -> list[Column] | None:
        """The next records, column by column; None where there are none, or where they cannot be proved."""
        found = self._proved() if self._batches else None
        if found is None:
            self._batches = None
        return found

    def _proved(self) -> list[Column] | None:
        try:
            batch = self._batches.read_next_batch()
        except (StopIteration, pa.ArrowInvalid):
            return None
        if not batch.num_rows:
            return self._proved()
        by = self.delimiter
        columns = [Column(cells, quoted(cells, by), by) for cells in batch.columns]
        if any(pc.max(pc.binary_length(one.cells)).as_py() > LONGEST_CELL for one in columns):
            return None
        cells = [one.written for one in columns]
        written = bytes_of(joined([*cells[:-1], joined([cells[-1], self.end])], by))
        size = written.size
        if self.at + size == len(self.data) + len(self.end):
            # The last record of a file need not be ended.
            size -= len(self.end)
        if self.at + size > len(self.data):
            return None
        if not self._whole.slice(self.at, size).equals(written.slice(0, size)):
            return None
        self.at += size
        return columns


def column_of(numbers: Sequence[int], kind: Any) -> Any:
    """Numbers as a column: those of an array are not copied.

    >>> column_of(array("i", (3, 4)), pa.int32()).to_pylist(), column_of([5], pa.int32()).to_pylist()
    ([3, 4], [5])
    """
    if not isinstance(numbers, array):
        return pa.array(numbers, kind)
    return pa.Array.from_buffers(kind, len(numbers), [None, pa.py_buffer(numbers)])


def bare(column: Any, code: str) -> array[int]:
    """The numbers of a column.

    Args:
        code: that of an array whose numbers have as many bytes.
    """
    found: array[int] = array(code)
    size = found.itemsize
    found.frombytes(column.buffers()[1].slice(column.offset * size, len(column) * size))
    return found


def joined(parts: list[Any], between: str = "") -> Any:
    """The cells of several columns, or a text that is the same in every row, as one column."""
    kind = next(part.type for part in parts if isinstance(part, pa.Array))
    same = (part if isinstance(part, pa.Array) else pa.scalar(part, kind) for part in parts)
    return pc.binary_join_element_wise(*same, pa.scalar(between, kind))


def bytes_of(texts: Any) -> Any:
    """All texts of a column, one after the other, as a buffer."""
    first, last = texts.offset, texts.offset + len(texts)
    _, offsets, data = texts.buffers()
    places = memoryview(offsets).cast("i")
    return data.slice(places[first], places[last] - places[first])


def quoted(cells: Any, delimiter: str) -> Any:
    """Cells as a file has them: in quotation marks where they hold a delimiter, a quotation mark or the end of a line."""
    signs = [delimiter, '"', "\n", "\r"]
    held = bytes_of(cells).to_pybytes()
    found = [sign for sign in signs if sign.encode() in held]
    if not found:
        return cells
    odd = pc.match_substring(cells, found[0])
    for sign in found[1:]:
        odd = pc.or_(odd, pc.match_substring(cells, sign))
    inside = pc.replace_substring(cells, '"', '""') if '"' in found else cells
    return pc.if_else(odd, joined(['"', inside, '"']), cells)
