"""A text file of very many rows as lines ready to be written, and no row kept: what is kept of each is where it stands in time.

The reader of a few thousand rows and this one find the same: each record that is plainly a row goes into its line column by column;
every other is read as a row, by the same code, and written out by the same code.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

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
from casereview.evidence.chronology.reading.gathering import Gathered
from casereview.evidence.chronology.reading.making import Read
from casereview.evidence.chronology.reading.ours import rows_as_written
from casereview.evidence.chronology.reading.questions import Known, asked, problems_of
from casereview.evidence.chronology.reading.relative import place_by_neighbours
from casereview.evidence.chronology.reading.tabling import Table
from casereview.evidence.chronology.rows import Problem
from casereview.evidence.chronology.writing.lines import CsvLines, JsonLines, Lines


@dataclass(slots=True)
class ManyRows:
    """A file of many rows as it was read.

    Attributes:
        read: the file without its rows.
        rows: how many there are.
        places: of each row, its day and minute as one number.
        agencies: of each row, the number of its agency in ``names``.
        starts, ends: of each row, where its line stands in ``lines``.
        others: the further headings in use; ``ragged`` where some came in use only after the first lines were made.
        firsts, lasts: of each row, its first and last day as ordinals; 0 where that end is open or not known.
    """

    read: Reading
    rows: int = 0
    places: array[int] = field(default_factory=lambda: array("Q"))
    names: list[str] = field(default_factory=list)
    agencies: array[int] = field(default_factory=lambda: array("H"))
    starts: array[int] = field(default_factory=lambda: array("Q"))
    ends: array[int] = field(default_factory=lambda: array("Q"))
    lines: bytes = b""
    others: list[str] = field(default_factory=list)
    ragged: bool = False
    firsts: array[int] = field(default_factory=lambda: array("i"))
    lasts: array[int] = field(default_factory=lambda: array("i"))


def read_many(name: str, data: bytes, wish: Wish, form: str) -> ManyRows:
    """Every row of a file as a line of a form. What cannot be read at all comes back ``refused``, as from ``read_file``.

    Args:
        form: ``csv`` or ``json``.
    """
    if ending_of(name) not in (".csv", ".tsv", ".txt"):
        return of_reading(read_file(name, data, wish), form)
    reading = Reading(
        shown_name(name), wish.agency or agency_in(name), digest=hashlib.sha256(data).hexdigest()
    )
    gathered = Gathered(FORMS[form](reading.file, reading.agency))
    try:
        original = taken_apart(name, data, wish)
        if isinstance(original, list) or rows_as_written(original):
            return of_reading(read_file(name, data, wish), form)
        table = table_of(reading, original, wish)
        table.many = gathered.many
        for read in table.rows():
            gathered.one(read)
        set_out(reading, original, table, any_rows=bool(gathered.reads))
    except CannotRead as why:
        reading.refused = str(why)
        return ManyRows(reading)
    _look_at(reading, gathered, table, wish)
    gathered.close()
    return _sent(reading, gathered)


def _look_at(reading: Reading, gathered: Gathered, table: Table, wish: Wish) -> None:
    """What a person should look at, as ``read_file`` finds it, from what was kept of each row."""
    known = Known(wish.today or date.today(), wish.born)
    reading.questions = asked(gathered.doubts(known))
    doubtful = {number for number, read in enumerate(gathered.reads) if read.problem} | set(gathered.apart)
    dates = [
        (number, one) for number in sorted(doubtful) for one in of_dates(reading.file, [gathered.at(number)])
    ]
    dates += [
        (number, Problem(reading.file, number + 1, "date", gathered.texts[number], OUTSIDE))
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
        *place_by_neighbours(reading.file, gathered.neighbourhoods()),
        *weak,
        *sorted((*silent, *nameless), key=lambda one: (one.row or 0, one.column)),
    ]


def of_reading(reading: Reading, form: str) -> ManyRows:
    """A file of another kind, whose rows are at hand, in the same shape."""
    gathered = Gathered(FORMS[form](reading.file, reading.agency))
    for row in reading.rows:
        gathered.one(Read(row, ReadDate(row.earliest, row.latest, row.certainty, row.time)))
    gathered.close()
    reading.rows = []
    return _sent(reading, gathered)


def _sent(reading: Reading, gathered: Gathered) -> ManyRows:
    lines = gathered.lines
    return ManyRows(
        read=reading,
        rows=len(gathered.reads),
        places=gathered.places(),
        names=gathered.names,
        agencies=gathered.agencies,
        starts=lines.starts,
        ends=lines.ends,
        lines=b"".join(lines.parts),
        others=lines.others,
        ragged=lines.ragged,
        firsts=gathered.firsts,
        lasts=gathered.lasts,
    )


FORMS: dict[str, Callable[[str, str], Lines]] = {"csv": CsvLines, "json": JsonLines}
"""What makes the lines of each form."""
