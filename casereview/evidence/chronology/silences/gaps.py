"""Gaps: a long time in which an agency has nothing at all. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

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
    by_agency: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.earliest or row.latest:
            by_agency[row.agency].append(row)
    found = []
    for agency, own in by_agency.items():
        own.sort(key=span_of)
        before = own[0]
        for row in own[1:]:
            silent = (span_of(row)[0] - span_of(before)[1]).days
            if silent > more_than:
                question = (
                    f"{agency} has nothing for {silent} days. Was there no contact, or is it not recorded?"
                )
                found.append(
                    Silence("gap", agency, span_of(before)[1], span_of(row)[0], (before, row), question)
                )
            if span_of(row)[1] > span_of(before)[1]:
                before = row
    return found
