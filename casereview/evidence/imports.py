"""Reading a chronology file into entries: CSV, XLSX, ODS and DOCX. Nothing of what is read is dropped."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from casereview.evidence.chronology.dates import read_date as understood
from casereview.papers.blocks import printable

MEANS: tuple[tuple[str, str], ...] = (
    ("date", "Date"),
    ("time", "Time"),
    ("source", "Source"),
    ("event", "What happened"),
    ("professional", "Professional"),
    ("child_seen", "Was the child seen"),
    ("comment", "Comment"),
    ("other", "Something else: kept under its own heading"),
)
"""What a column of a chronology can hold."""
MEANINGS: dict[str, tuple[str, ...]] = {
    "date": ("date", "when", "date of contact", "date of event", "start date", "d.o.e."),
    "time": ("time", "start time"),
    "source": ("source", "record", "source of information"),
    "event": ("event", "what happened", "contact", "details", "description", "significant event", "summary"),
    "professional": ("professional", "worker", "professional involved", "staff"),
    "child_seen": (
        "child seen",
        "child seen?",
        "child / adult seen?",
        "child/adult seen",
        "was the child seen",
    ),
    "comment": ("comment", "comments", "analysis", "comment, analysis", "comments and analysis"),
}
MOST_ROWS = 20_000


class CannotRead(ValueError):
    """The file cannot be read as a chronology. One sentence for whoever sent it."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row of a file: what was typed, and beside it what was understood."""

    source_row: int
    date_text: str
    time: str
    source: str
    event: str
    professional: str = ""
    child_seen: str = ""
    comment: str = ""
    other: dict[str, str] = field(default_factory=dict)

    def as_entry(self) -> dict[str, Any]:
        """The row as the fields of an entry. What no store keeps is shown by a mark; the rest is as typed."""
        return {
            "date_text": printable(self.date_text),
            "time_text": printable(self.time),
            "source": printable(self.source),
            "event": printable(self.event),
            "professional": printable(self.professional)[:300],
            "child_seen": printable(self.child_seen)[:100],
            "comment": printable(self.comment),
            "other": {printable(name): printable(text) for name, text in self.other.items()},
            **day_of(self.date_text, self.time),
        }

    @property
    def doubts(self) -> list[str]:
        """What somebody should look at in this row, in words."""
        read = understood(self.date_text)
        found = []
        if read.certainty == "unknown":
            found.append("No day could be read.")
        elif read.certainty == "uncertain":
            found.append("The day is in doubt.")
        if not self.event.strip():
            found.append("Nothing is said of what happened.")
        if not self.source.strip():
            found.append("No source is given.")
        return found


@dataclass(frozen=True, slots=True)
class FileRead:
    """What was read from a file: its rows, and what each heading was taken for."""

    rows: list[SourceRow]
    columns: dict[str, str]


def day_of(date_text: str, time_text: str = "") -> dict[str, Any]:
    """What was understood of a typed date and time, as an entry's fields: earliest, latest, certainty, at."""
    read = understood(date_text)
    return {
        "earliest": read.earliest,
        "latest": read.latest,
        "certainty": read.certainty,
        "at": _clock_time(time_text),
    }


def _clock_time(text: str) -> str:
    """A time as 09:30, for the order of a day; nothing where none can be read.

    >>> _clock_time("9.30am"), _clock_time("1430hrs"), _clock_time("2.15 pm"), _clock_time("overnight")
    ('09:30', '14:30', '14:15', '')
    """
    found = re.match(r"^\D{0,8}?(\d{1,2})[.:]?(\d{2})\s*(am|pm)?", text.lower().strip())
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        return ""
    hour = int(found[1]) % 12 + (12 if found[3] == "pm" else 0) if found[3] else int(found[1])
    return f"{hour:02d}:{found[2]}"


def read_file(name: str, data: bytes, agency: str, columns: Mapping[str, str] | None = None) -> FileRead:
    """Every data row of a chronology file, in its order.

    Args:
        name: the file's name; its ending says what it is.
        agency: the agency's key, for a file that does not say.
        columns: what somebody said that a heading means, where the product reads it wrongly.

    Raises:
        CannotRead: no table with a date and an event column was found, or there are too many rows.
    """
    ending = name.lower().rsplit(".", 1)[-1]
    if ending == "csv":
        tables: Iterator[list[list[str]]] = iter([_csv(data)])
    elif ending in ("xlsx", "ods"):
        tables = _sheets(data)
    elif ending == "docx":
        tables = _word(data)
    else:
        raise CannotRead("A chronology is a .csv, .xlsx, .ods or .docx file.")
    rows: list[SourceRow] = []
    understood_as: dict[str, str] = {}
    for table in tables:
        rows += _rows(table, len(rows), dict(columns or {}), understood_as)
        if len(rows) > MOST_ROWS:
            raise CannotRead(f"This file has more than {MOST_ROWS:,} rows. Send it in parts.")
    if not rows:
        raise CannotRead("No table with a column for the date and one for the event was found.")
    return FileRead(rows, understood_as)


def _rows(
    table: list[list[str]], before: int, chosen: dict[str, str], understood_as: dict[str, str]
) -> list[SourceRow]:
    header = next(
        (i for i, row in enumerate(table) if {"date", "event"} <= set(_columns(row, chosen).values())), None
    )
    if header is None:
        return []
    columns, heads = _columns(table[header], chosen), table[header]
    for index, head in enumerate(heads):
        if head.strip():
            understood_as.setdefault(head.strip(), columns.get(index, "other"))
    found: list[SourceRow] = []
    for row in table[header + 1 :]:
        if not any(cell.strip() for cell in row) or row == heads:
            continue
        found.append(_row(row, heads, columns, before + len(found) + 1))
    return found


def _row(row: list[str], heads: list[str], columns: dict[int, str], number: int) -> SourceRow:
    said = {meaning: "" for meaning, _ in MEANS if meaning != "other"}
    other: dict[str, str] = {}
    for index, cell in enumerate(row):
        meaning = columns.get(index)
        if meaning and not said[meaning]:
            said[meaning] = cell
        elif cell.strip():
            other[heads[index] if index < len(heads) and heads[index].strip() else f"Column {index + 1}"] = (
                cell
            )
    return SourceRow(number, said.pop("date"), other=other, **said)


def _columns(row: list[str], chosen: dict[str, str]) -> dict[int, str]:
    found: dict[int, str] = {}
    for index, cell in enumerate(row):
        if (meaning := chosen.get(cell.strip())) and meaning != "other":
            found[index] = meaning
    for index, cell in enumerate(row):
        words = " ".join(cell.lower().split()).strip(" :")
        for meaning, names in MEANINGS.items():
            if words in names and meaning not in found.values() and cell.strip() not in chosen:
                found[index] = meaning
    return found


def _csv(data: bytes) -> list[list[str]]:
    for encoding in (
        "utf-8-sig",
        "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1252",
        "latin-1",
    ):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    text = text.replace("\x00", "")
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t|", key=first.count)
    try:
        return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error:
        raise CannotRead(
            "This CSV file cannot be read: a cell is too long or a quotation mark is never closed."
        ) from None


def _sheets(data: bytes) -> Iterator[list[list[str]]]:
    import python_calamine

    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        for name in book.sheet_names:
            yield [[_cell(value) for value in row] for row in book.get_sheet_by_name(name).to_python()]
    except (python_calamine.CalamineError, ValueError, OSError):
        raise CannotRead("This workbook cannot be read. Save it again and send that.") from None


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return (
            value.date().isoformat()
            if value.time() == datetime.min.time()
            else value.isoformat(sep=" ", timespec="minutes")
        )
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _word(data: bytes) -> Iterator[list[list[str]]]:
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
    except Exception:
        raise CannotRead("This document cannot be read. Save it again and send that.") from None
    for table in document.tables:
        yield [[cell.text for cell in row.cells] for row in table.rows]
