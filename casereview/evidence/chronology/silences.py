"""Silences: where an agency that should have known has nothing. Each is a question to the agency, never a verdict. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from casereview.evidence.chronology.rows import Row

GAP_DAYS = 60
"""A longer time than this between two rows of an agency is a gap, unless the reader sets another number."""


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing, where something might be expected.

    Attributes:
        kind: ``gap``, or another word for another reason to ask.
        agency: whose silence it is.
        first, last: the day it begins and the day it ends; None where it has not ended.
        rows: the rows that it stands on.
        question: what to ask, in a sentence.
    """

    kind: str
    agency: str
    first: date
    last: date | None
    rows: tuple[Row, ...]
    question: str

    @property
    def days(self) -> int | None:
        """How long it lasted, in days."""
        return (self.last - self.first).days if self.last else None

    def as_json(self) -> dict[str, Any]:
        """The silence in the form that other programs read."""
        return {
            "kind": self.kind,
            "agency": self.agency,
            "from": self.first.isoformat(),
            "to": self.last.isoformat() if self.last else None,
            "days": self.days,
            "rows": [{"file": row.source_file, "row": row.source_row} for row in self.rows],
            "question": self.question,
        }


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
        own.sort(key=_span)
        before = own[0]
        for row in own[1:]:
            silent = (_span(row)[0] - _span(before)[1]).days
            if silent > more_than:
                question = (
                    f"{agency} has nothing for {silent} days. Was there no contact, or is it not recorded?"
                )
                found.append(Silence("gap", agency, _span(before)[1], _span(row)[0], (before, row), question))
            if _span(row)[1] > _span(before)[1]:
                before = row
    return found


def _span(row: Row) -> tuple[date, date]:
    first, last = row.earliest or row.latest, row.latest or row.earliest
    if first is None or last is None:
        raise ValueError("A row without a day has no span.")
    return first, last


def silences(rows: Sequence[Row], more_than: int = GAP_DAYS) -> list[Silence]:
    """Every silence that can be found, the oldest first."""
    return sorted(gaps(rows, more_than), key=lambda silence: (silence.first, silence.agency, silence.kind))
