"""A text file of very many rows as lines ready to be written, and no row kept: what is kept of each is where it stands in time.

The reader of a few thousand rows and this one find the same: each record that is plainly a row goes into its line column by column;
every other is read as a row, by the same code, and written out by the same code.
"""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from operator import gt
from typing import TYPE_CHECKING

from casereview.evidence.chronology.dates import ReadDate
from casereview.evidence.chronology.reading.cells import CannotRead
from casereview.evidence.chronology.reading.exchange import Reading, Wish, agency_in, shown_name
from casereview.evidence.chronology.reading.file import (
    NO_SOURCE,
    NOTHING_SAID,
    OUTSIDE,
    ending_of,
    no_source_at_all,
    of_dates,
    read_file,
    set_out,
    table_of,
    taken_apart,
)
from casereview.evidence.chronology.reading.gathering import MINUTES, Gathered
from casereview.evidence.chronology.reading.making import Meanings, Read
from casereview.evidence.chronology.reading.ours import rows_as_written
from casereview.evidence.chronology.reading.questions import Known, asked, problems_of
from casereview.evidence.chronology.reading.tabling import Table
from casereview.evidence.chronology.rows import Problem

if TYPE_CHECKING:
    from casereview.evidence.chronology.reading.held import Rows
    from casereview.evidence.chronology.writing.lines import Lines
    from casereview.evidence.chronology.writing.room import Laid

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


def read_many(name: str, data: bytes, wish: Wish, form: str) -> ManyRows:
    """Every row of a file as a line of a form. What cannot be read at all comes back ``refused``, as from ``read_file``.

    Args:
        form: ``csv`` or ``json``.
    """
    lines: list[Lines] = []

    def kept(reading: Reading, meanings: Meanings) -> Lines:
        lines.append(_lines(form, reading, meanings))
        return lines[0]

    found = gathered_of(name, data, wish, kept)
    if isinstance(found, Reading):
        return ManyRows(found) if found.refused else of_reading(found, form)
    reading, gathered = found
    return _sent(reading, gathered, lines[0])


def gathered_of(
    name: str, data: bytes, wish: Wish, kept: Callable[[Reading, Meanings], Rows]
) -> Reading | tuple[Reading, Gathered]:
    """A text file with its rows gathered, looked at and kept; or any other file, or one that is refused, as ``read_file`` reads it.

    Args:
        kept: makes what takes the rows.
    """
    if ending_of(name) not in (".csv", ".tsv", ".txt"):
        return read_file(name, data, wish)
    reading = Reading(
        shown_name(name), wish.agency or agency_in(name), digest=hashlib.sha256(data).hexdigest()
    )
    try:
        original = taken_apart(name, data, wish)
        if isinstance(original, list) or rows_as_written(original):
            return read_file(name, data, wish)
        table = table_of(reading, original, wish)
        gathered = Gathered(kept(reading, table.meanings), table.meanings)
        table.many = gathered.many
        for read in table.rows():
            gathered.one(read)
        set_out(reading, original, table, any_rows=bool(gathered.dates))
    except CannotRead as why:
        reading.refused = str(why)
        return reading
    _look_at(reading, gathered, table, wish)
    gathered.close()
    return reading, gathered


def _look_at(reading: Reading, gathered: Gathered, table: Table, wish: Wish) -> None:
    """What a person should look at, as ``read_file`` finds it, from what was kept of each row."""
    known = Known(wish.today or date.today(), wish.born)
    reading.questions = asked(gathered.doubts(known))
    doubtful = {*gathered.odd(), *gathered.apart}
    dates = [
        (number, one) for number in sorted(doubtful) for one in of_dates(reading.file, [gathered.at(number)])
    ]
    dates += [
        (number, Problem(reading.file, number + 1, "date", gathered.at(number).row.date_text, OUTSIDE))
        for number in gathered.outside
    ]
    weak = no_source_at_all(reading.file, table)
    silent = [
        Problem(reading.file, read.row.source_row, "event", "", NOTHING_SAID)
        for read in gathered.apart.values()
        if not read.row.event.strip()
    ]
    nameless = (
        [] if weak else [Problem(reading.file, n + 1, "source", "", NO_SOURCE) for n in gathered.no_source]
    )
    reading.problems = [
        *table.problems,
        *(one for _, one in sorted(dates, key=lambda one: one[0])),
        *problems_of(reading.file, reading.questions, {}),
        *_guessed(reading.file, gathered),
        *weak,
        *sorted((*silent, *nameless), key=lambda one: (one.row or 0, one.column)),
    ]


def _guessed(file: str, gathered: Gathered) -> list[Problem]:
    near = gathered.neighbourhoods()
    if not near:
        return []
    # Most long files have a day in every row.
    from casereview.evidence.chronology.reading.relative import place_by_neighbours

    return place_by_neighbours(file, near)


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
    places = gathered.places()
    order: Sequence[int] = range(len(places))
    if any(map(gt, places, islice(places, 1, None))):
        order = sorted(order, key=places.__getitem__)
    placed = array("Q", map(places.__getitem__, order))
    return ManyRows(
        read=reading,
        rows=len(places),
        places=placed,
        numbers=array("I", order),
        names=gathered.names,
        agencies=array("H", map(gathered.agencies.__getitem__, order) if len(gathered.names) > 1 else ()),
        lines=lines.packed(order),
        others=lines.others,
        ragged=lines.ragged,
        spans=_spans(gathered, placed, order),
    )


def _spans(gathered: Gathered, places: Sequence[int], order: Sequence[int]) -> list[Span]:
    """Each pair of first and last day with the first row, by its place, that has it.

    Args:
        places: of the rows in their order.
    """
    dates, agencies = gathered.dates, gathered.agencies
    firsts, lasts = gathered.meanings.firsts(), gathered.meanings.lasts()
    ending = defaultdict(set)
    for first, last in zip(firsts, lasts, strict=True):
        if first or last:
            ending[first or last].add(last or first)
    found: dict[tuple[int, int, int], tuple[int, int]] = {}
    for day, ends in ending.items():
        began = bisect_left(places, day * MINUTES)
        # Of a note's day there may be no row.
        until = bisect_left(places, (day + 1) * MINUTES, began)
        alike = len(ends) == 1 and len(gathered.names) == 1
        for at in range(began, min(until, began + 1) if alike else until):
            row = order[at]
            found.setdefault((agencies[row], day, lasts[dates[row]] or day), (places[at], row))
    return [(*key, *where) for key, where in found.items()]


def _lines(form: str, reading: Reading, meanings: Meanings) -> Lines:
    """What makes the lines of a form. It is loaded only where rows are to be lines."""
    from casereview.evidence.chronology.writing.lines import CsvLines, JsonLines

    made: type[Lines] = {"csv": CsvLines, "json": JsonLines}[form]
    return made(reading.file, reading.agency, meanings)
