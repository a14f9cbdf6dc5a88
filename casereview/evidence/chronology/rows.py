"""A row of a chronology as it was read: what was typed, and beside it what was understood. Nothing stands over what was typed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, Literal

Certainty = Literal["exact", "approximate", "uncertain", "unknown"]


@dataclass(frozen=True, slots=True)
class Guess:
    """A day guessed from a neighbouring row (*same day*, *next day*): shown beside the row, never instead of it.

    Attributes:
        from_row: number of the data row in the same file on which the guess rests.
    """

    earliest: date | None
    latest: date | None
    from_row: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the original a row stands, so that a reader can go and look.

    Attributes:
        part: the sheet's name, or the table's number in a text document ("Table 2"); empty in a CSV file.
        line: the row's own number in that part as the program that made it would count, from 1.
        columns: which cell each meaning was read from, numbered from 1: ``{"date": 1, "event": 3}``.
    """

    part: str = ""
    line: int = 0
    columns: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Row:
    """One entry of one agency's chronology.

    Attributes:
        source_row: the data row's number in its file, from 1, in reading order.
        date_text: as typed; of a date cell, its ISO day.
        earliest, latest: the first and last day that it can mean; None where that end is open or not known.
        sequence: the number that the agency gave to the entry, as typed, or empty.
        people: ids of the register recognised in its words.
        other: every further column by its heading, and what stands aside: ``nested table``, ``footnote``, ``comment``, ``deleted``.
    """

    agency: str
    source_file: str
    source_row: int
    date_text: str = ""
    earliest: date | None = None
    latest: date | None = None
    certainty: Certainty = "unknown"
    guess: Guess | None = None
    time: time | None = None
    sequence: str = ""
    source: str = ""
    event: str = ""
    people: tuple[str, ...] = ()
    other: dict[str, str] = field(default_factory=dict)
    place: Place = field(default_factory=Place)

    def as_json(self) -> dict[str, Any]:
        """The row in the form that other programs read."""
        guess = self.guess
        return {
            "agency": self.agency,
            "source_file": self.source_file,
            "source_row": self.source_row,
            "date_text": self.date_text,
            "earliest": _iso(self.earliest),
            "latest": _iso(self.latest),
            "certainty": self.certainty,
            "guess": guess
            and {"earliest": _iso(guess.earliest), "latest": _iso(guess.latest), "from_row": guess.from_row},
            "time": self.time.strftime("%H:%M") if self.time else None,
            "sequence": self.sequence,
            "source": self.source,
            "event": self.event,
            "people": list(self.people),
            "other": self.other,
        }


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a row or cell that a person should look at. Nothing was changed because of it."""

    file: str
    row: int | None
    column: str
    text: str
    why: str


@dataclass(slots=True)
class ReadFile:
    """One agency's file as it was read.

    Attributes:
        columns: each heading and what it was taken to mean.
        refused: the sentence why the file could not be read at all, or None.
    """

    file: str
    agency: str
    rows: list[Row] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    refused: str | None = None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
