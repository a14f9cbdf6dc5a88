"""A chronology file as entries: read apart in a limited process, every row with what was typed and what was understood."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from casereview.evidence.chronology.dates import read_date, time_of_cell
from casereview.evidence.chronology.reading.apart import read_apart
from casereview.evidence.chronology.reading.columns import MEANS
from casereview.evidence.chronology.reading.exchange import Reading, Wish
from casereview.evidence.chronology.reading.file import NO_SOURCE, NOTHING_SAID
from casereview.evidence.chronology.reading.tabling import ACROSS
from casereview.evidence.chronology.rows import Row
from casereview.files.store import get
from casereview.papers.blocks import printable

MOST_ROWS = 20_000
ASIDE = {"professional": 300, "child_seen": 100, "comment": 0}
"""What an entry keeps in a field of its own and a row under its heading, with the most characters of that field (0: any)."""


class CannotRead(ValueError):
    """The file cannot be read as a chronology. One sentence for whoever sent it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How a person wants a file read.

    Attributes:
        columns: what a heading means, where the product reads it wrongly.
        answers: what was said to the questions about its dates.
        encoding, delimiter: of a CSV file, where a person set them.
        born: the child's day of birth, against which dates are held.
        today: days after it have not come yet.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    encoding: str = ""
    delimiter: str = ""
    born: date | None = None
    today: date | None = None


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row of a file, with what each of its headings means."""

    row: Row
    agency: str
    columns: Mapping[str, str]

    @property
    def source_row(self) -> int:
        """Its number in the file, from 1."""
        return self.row.source_row

    @property
    def date_text(self) -> str:
        """Its date, as typed."""
        return self.row.date_text

    @property
    def event(self) -> str:
        """What happened, in the agency's words."""
        return self.row.event

    def as_entry(self) -> dict[str, Any]:
        """The row as the fields of an entry. What no store keeps is shown by a mark; the rest is as typed."""
        row, other = self.row, dict(self.row.other)
        at = f"{row.time:%H:%M}" if row.time else ""
        said = {name: self._taken(other, name) for name in ASIDE}
        typed_time = self._taken(other, "time")
        if row.agency != self.agency:
            other.setdefault("Agency", row.agency)
        for name, most in ASIDE.items():
            if most and len(said[name]) > most:
                other.setdefault(name.replace("_", " ").capitalize(), said[name])
                said[name] = said[name][:most]
        guess = row.as_json()["guess"]
        return {
            "date_text": printable(row.date_text),
            "time_text": printable(typed_time or (at if "time" in self.columns.values() else "")),
            "source": printable(row.source),
            "event": printable(row.event),
            **{name: printable(text) for name, text in said.items()},
            "other": {printable(name): printable(text) for name, text in other.items()},
            "sequence": printable(row.sequence)[:60],
            "guess": guess or {},
            "place": {"part": row.place.part, "line": row.place.line, "columns": dict(row.place.columns)},
            "earliest": row.earliest,
            "latest": row.latest,
            "certainty": row.certainty,
            "at": at,
        }

    def _taken(self, other: dict[str, str], meaning: str) -> str:
        """The text of the first column of a meaning, taken out of the further columns. A second one stays there."""
        for heading, means in self.columns.items():
            if means == meaning and heading in other:
                return other.pop(heading)
        return ""

    def doubts_besides(self, said: Collection[str]) -> list[str]:
        """What somebody should look at in this row, in words, and is not said of it already."""
        found = []
        if self.row.certainty == "unknown" and not said:
            found.append("No day could be read.")
        elif self.row.certainty == "uncertain":
            found.append("The day is in doubt.")
        if not self.row.event.strip() and NOTHING_SAID not in said:
            found.append(NOTHING_SAID)
        if not self.row.source.strip() and NO_SOURCE not in said:
            found.append(NO_SOURCE)
        return found


class Refusal(str):
    """Why a file cannot be read, and the columns of a table in it of which a person can say what they hold."""

    columns: Mapping[str, str]
    samples: Mapping[str, list[str]]

    def __new__(cls, why: str, read: Reading) -> Refusal:
        """The sentence, with what the reader saw of the columns."""
        self = super().__new__(cls, why)
        self.columns, self.samples = read.columns, read.samples
        return self


def said_by(why: CannotRead) -> str:
    """The sentence of a refusal, with all that it carries."""
    return why.args[0] if why.args and isinstance(why.args[0], str) else str(why)


@dataclass(frozen=True, slots=True)
class FileRead:
    """What was read from a file: its rows, what each heading was taken for, and all that the reader says of it."""

    rows: list[SourceRow]
    columns: dict[str, str]
    reading: Reading

    @property
    def doubtful(self) -> list[tuple[SourceRow, list[str]]]:
        """The rows that somebody should look at, each with all that the reader says of it and no question asks already."""
        asked = {question.ask for question in self.reading.questions}
        said: dict[int, list[str]] = {}
        for one in self.reading.problems:
            if one.row is not None and one.why not in asked and one.why != ACROSS:
                said.setdefault(one.row, []).append(one.why)
        return [
            (row, list(dict.fromkeys(whys)))
            for row in self.rows
            if (whys := [*said.get(row.source_row, ()), *row.doubts_besides(said.get(row.source_row, ()))])
        ]


def day_of(date_text: str, time_text: str = "") -> dict[str, Any]:
    """What was understood of a typed date and time, as an entry's fields: earliest, latest, certainty, at."""
    read = read_date(date_text)
    at = time_of_cell(time_text) if time_text.strip() else read.time
    return {
        "earliest": read.earliest,
        "latest": read.latest,
        "certainty": read.certainty,
        "at": f"{at:%H:%M}" if at else "",
    }


def read_file(name: str, data: bytes, agency: str, asked: Asked | None = None) -> FileRead:
    """Every data row of a chronology file, in its order.

    Args:
        name: the file's name; its ending says what it is.
        agency: the agency's key.

    Raises:
        CannotRead: with the sentence for whoever sent it.
    """
    asked = asked or Asked()
    wish = Wish(
        agency=agency,
        meanings=asked.columns,
        answers=asked.answers,
        encoding=asked.encoding,
        delimiter=asked.delimiter,
        born=asked.born,
        today=asked.today,
    )
    read = read_apart(name, data, wish)
    if read.refused:
        raise CannotRead(Refusal(read.refused, read))
    if len(read.rows) > MOST_ROWS:
        raise CannotRead(f"This file has more than {MOST_ROWS:,} rows. Send it in parts.")
    return FileRead([SourceRow(row, agency, read.columns) for row in read.rows], read.columns, read)


@dataclass(frozen=True, slots=True)
class Way:
    """One way of reading one file of the store: the same way is read once."""

    digest: str
    name: str
    agency: str
    columns: tuple[tuple[str, str], ...]
    answers: tuple[tuple[str, str], ...]
    encoding: str
    delimiter: str
    born: date | None
    today: date | None


def way_of(digest: str, name: str, agency: str, asked: Asked) -> Way:
    """How a person wants a file of the store read, as what can be told apart from any other way."""
    return Way(
        digest,
        name,
        agency,
        tuple(sorted(asked.columns.items())),
        tuple(sorted(asked.answers.items())),
        asked.encoding,
        asked.delimiter,
        asked.born,
        asked.today,
    )


def read_once(way: Way) -> FileRead:
    """A file read as asked, once while nothing changes.

    Pages show how a file is read before it is accepted, so that the act finds it read and holds its transaction for storing alone.

    Raises:
        CannotRead: with the sentence for whoever sent it.
    """
    read = _read(way)
    if isinstance(read, str):
        raise CannotRead(read)
    return read


@lru_cache(maxsize=32)
def _read(way: Way) -> FileRead | str:
    asked = Asked(dict(way.columns), dict(way.answers), way.encoding, way.delimiter, way.born, way.today)
    try:
        return read_file(way.name, get(way.digest), way.agency, asked)
    except CannotRead as why:
        return said_by(why)


__all__ = [
    "MEANS",
    "Asked",
    "CannotRead",
    "FileRead",
    "SourceRow",
    "day_of",
    "read_file",
    "read_once",
    "way_of",
]
