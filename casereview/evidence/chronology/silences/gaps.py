"""Gaps: a long time in which an agency has nothing at all. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from casereview.evidence.chronology.rows import Row
from casereview.evidence.chronology.silences.silence import Silence, span_of

GAP_DAYS = 60
"""A longer time than this between two rows of an agency is a gap, unless the reader sets another number."""


def gaps(rows: Iterable[Row], more_than: int = GAP_DAYS) -> list[Silence]:
    """Every stretch of more than so many days in which an agency has nothing at all.

    Counted from the greatest ``latest`` so far to the next ``earliest``: a row known to the month fills its month. A row with
    an open end counts by the end that it has; a row without a day fills nothing.

    Args:
        more_than: in days.
    """
    by_agency: dict[str, dict[tuple[date, date], Row]] = defaultdict(dict)
    for row in rows:
        if row.earliest or row.latest:
            by_agency[row.agency].setdefault(span_of(row), row)
    return [
        gap_of(agency, before, after, (own[before], own[after]))
        for agency, own in by_agency.items()
        for before, after in gaps_between(own, more_than)
    ]


def gaps_between(
    spans: Iterable[tuple[date, date]], more_than: int
) -> list[tuple[tuple[date, date], tuple[date, date]]]:
    """Of the spans of an agency's rows, each two with nothing between them for more than so many days."""
    found = []
    every = sorted(spans)
    before = every[0] if every else (date.min, date.min)
    for span in every[1:]:
        if (span[0] - before[1]).days > more_than:
            found.append((before, span))
        if span[1] > before[1]:
            before = span
    return found


def gap_of(
    agency: str, before: tuple[date, date], after: tuple[date, date], rows: tuple[Row, Row]
) -> Silence:
    """A gap as a question."""
    days = (after[0] - before[1]).days
    question = f"{agency} has nothing for {days} days. Was there no contact, or is it not recorded?"
    return Silence("gap", agency, before[1], after[0], rows, question)
