"""A text file with its rows gathered and looked at, and none of them made that is plainly a row.

What is found of it is what ``read_file`` finds, from what was kept of each row.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from casereview.evidence.chronology.reading.cells import CannotRead
from casereview.evidence.chronology.reading.exchange import Reading, Wish, agency_in, shown_name
from casereview.evidence.chronology.reading.file import (
    NO_SOURCE,
    NOTHING_SAID,
    OUTSIDE,
    no_source_at_all,
    of_dates,
    read_file,
    set_out,
    table_of,
    taken_apart,
)
from casereview.evidence.chronology.reading.gathering import Gathered
from casereview.evidence.chronology.reading.meanings import Meanings
from casereview.evidence.chronology.reading.ours import rows_as_written
from casereview.evidence.chronology.reading.questions import Known, asked, problems_of
from casereview.evidence.chronology.reading.tabling import Table
from casereview.evidence.chronology.rows import Problem
from casereview.files.gate import ending_of

if TYPE_CHECKING:
    from casereview.evidence.chronology.reading.held import Rows


def gathered_of(
    name: str,
    data: bytes,
    wish: Wish,
    kept: Callable[[Reading, Meanings], Rows],
    meanings: Meanings | None = None,
) -> Reading | tuple[Reading, Gathered]:
    """A text file with its rows gathered, looked at and kept; or any other file, or one that is refused, as ``read_file`` reads it.

    Args:
        kept: makes what takes the rows.
        meanings: what dates mean in files read before, which what takes the rows shares; they may come as columns that a library
            holds then.
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
        table.meanings = meanings or table.meanings
        gathered = Gathered(kept(reading, table.meanings), table.meanings)
        table.many, table.columns_at_once = gathered.many, meanings is not None
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
