"""What a silence is: nothing, where something might be expected. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from casereview.evidence.chronology.rows import Row


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing, where something might be expected.

    Attributes:
        kind: ``gap``, or another word of ``KINDS`` for another reason to ask.
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


def span_of(row: Row) -> tuple[date, date]:
    """The first and last day of a row; of one with an open end, the end that it has.

    Raises:
        ValueError: it has no day at all.
    """
    first, last = row.earliest or row.latest, row.latest or row.earliest
    if first is None or last is None:
        raise ValueError("A row without a day has no span.")
    return first, last


def in_words(day: date) -> str:
    """A day as a sentence has it.

    >>> in_words(date(2012, 3, 4))
    '4 March 2012'
    """
    return f"{day.day} {day:%B %Y}"
