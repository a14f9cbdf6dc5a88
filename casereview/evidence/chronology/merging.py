"""One story from the agencies' chronologies: rows in the order of a reader's day, however many there are. Pure.

Uncertain stays uncertain: a row known to the month stands where its month begins, with its span beside it; a row without any
day stands at the end and is never dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time

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
