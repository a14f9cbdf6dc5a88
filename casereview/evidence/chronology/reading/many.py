"""A text file of very many rows as lines ready to be written, and no row kept: what is kept of each is where it stands in time.

The reader of a few thousand rows and this one find the same: each record that is plainly a row goes into its line column by column;
every other is read as a row, by the same code, and written out by the same code.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from casereview.evidence.chronology.dates import ReadDate
from casereview.evidence.chronology.merging import NO_DAY
from casereview.evidence.chronology.reading.columnar import bare, column_of
from casereview.evidence.chronology.reading.exchange import Reading, Wish
from casereview.evidence.chronology.reading.gathering import Gathered
from casereview.evidence.chronology.reading.making import Read
from casereview.evidence.chronology.reading.meanings import Meanings
from casereview.evidence.chronology.reading.text_file import gathered_of
from casereview.evidence.chronology.writing.lines import CsvLines, JsonLines, Lines

if TYPE_CHECKING:
    from casereview.evidence.chronology.writing.room import Laid

MINUTES = 24 * 60 + 1
"""Of a day, and one more for no time at all, which stands before any."""
Span = tuple[int, int, int, int, int]
"""The number of an agency, a first and a last day as ordinals, and of the first row that has them its place and its number."""


@dataclass(slots=True)
class ManyRows:
    """A file of many rows as it was read, its rows in the order of their days and times, then as they stand in it.

    Attributes:
        read: the file without its rows.
        rows: how many there are.
        places: of each row, its day and minute as one number.
        numbers: of each row, its number in the file from 0.
        agencies: of each row, the number of its agency in ``names``; none where all have the same.
        lines: the rows' lines, so many at once (``lines.AT_ONCE``, ``lines.unpacked``); they can be taken once.
        others: the further headings in use; ``ragged`` where some came in use only after the first lines were made.
        spans: of each agency's rows, each pair of first and last day with the first row that has it.
    """

    read: Reading
    rows: int = 0
    places: array[int] = field(default_factory=lambda: array("Q"))
    numbers: array[int] = field(default_factory=lambda: array("I"))
    names: list[str] = field(default_factory=list)
    agencies: array[int] = field(default_factory=lambda: array("H"))
    lines: Iterable[bytes | Laid] = ()
    others: list[str] = field(default_factory=list)
    ragged: bool = False
    spans: list[Span] = field(default_factory=list)


def read_many(name: str, data: bytes, wish: Wish, form: str, meanings: Meanings | None = None) -> ManyRows:
    """Every row of a file as a line of a form. What cannot be read at all comes back ``refused``, as from ``read_file``.

    Args:
        form: ``csv`` or ``json``.
        meanings: what dates mean in files read before: each text is read once for all of them.
    """
    lines: list[Lines] = []

    def kept(reading: Reading, meanings: Meanings) -> Lines:
        lines.append(_lines(form, reading, meanings))
        return lines[0]

    found = gathered_of(name, data, wish, kept, meanings or Meanings())
    if isinstance(found, Reading):
        return ManyRows(found) if found.refused else of_reading(found, form)
    reading, gathered = found
    return _sent(reading, gathered, lines[0])


def of_reading(reading: Reading, form: str) -> ManyRows:
    """A file of another kind, whose rows are at hand, in the same shape."""
    meanings = Meanings()
    lines = _lines(form, reading, meanings)
    gathered = Gathered(lines, meanings)
    for row in reading.rows:
        gathered.one(Read(row, ReadDate(row.earliest, row.latest, row.certainty, row.time)))
    gathered.close()
    reading.rows = []
    return _sent(reading, gathered, lines)


def _sent(reading: Reading, gathered: Gathered, lines: Lines) -> ManyRows:
    places = _places(gathered)
    order = pc.array_sort_indices(places).cast(pa.int64())  # keeps the order of what is alike
    placed = places.take(order)
    several = len(gathered.names) > 1
    agencies = column_of(gathered.agencies, pa.uint16()).take(order) if several else pa.array([], pa.uint16())
    return ManyRows(
        read=reading,
        rows=len(places),
        places=bare(placed, "Q"),
        numbers=bare(order.cast(pa.uint32()), "I"),
        names=gathered.names,
        agencies=bare(agencies, "H"),
        lines=lines.packed(order),
        others=lines.others,
        ragged=lines.ragged,
        spans=_spans(gathered, placed, order, agencies),
    )


def _places(gathered: Gathered) -> Any:
    """Where each row stands: its day and minute as one number."""
    firsts, lasts = (
        pa.array(days, pa.int64()) for days in (gathered.meanings.firsts(), gathered.meanings.lasts())
    )
    known = pc.if_else(pc.greater(firsts, 0), firsts, lasts)
    begin = pc.multiply(pc.if_else(pc.greater(known, 0), known, NO_DAY), MINUTES).take(
        column_of(gathered.dates, pa.int32())
    )
    return pc.add(begin, pc.add(column_of(gathered.minutes, pa.int32()), 1)).cast(pa.uint64())


def _spans(gathered: Gathered, placed: Any, order: Any, agencies: Any) -> list[Span]:
    """Each pair of first and last day with the first row, by its place, that has it.

    Args:
        placed, agencies: of the rows in their order.
    """
    known, spans = gathered.meanings.spans()
    keys = pa.array(spans, pa.int64()).take(column_of(gathered.dates, pa.int32())).take(order)
    if len(agencies):
        keys = pc.add(keys, pc.multiply(agencies.cast(pa.int64()), len(known)))
    different = keys.unique()
    begun = pc.index_in(different, value_set=keys)
    where = zip(placed.take(begun).to_pylist(), order.take(begun).to_pylist(), strict=True)
    return [
        (key // len(known), *span, *first)
        for key, first in zip(different.to_pylist(), where, strict=True)
        if (span := known[key % len(known)]) != (0, 0)
    ]


def _lines(form: str, reading: Reading, meanings: Meanings) -> Lines:
    made: type[Lines] = {"csv": CsvLines, "json": JsonLines}[form]
    return made(reading.file, reading.agency, meanings)
