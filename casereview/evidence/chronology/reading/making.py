"""Rows out of lines under one row of headings: one at a time, or the plain ones of a text file many at once. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import time, timedelta
from functools import cache
from typing import Protocol

from casereview.evidence.chronology.dates import NO_HEADING, Heading, ReadDate, read_date, time_of_cell
from casereview.evidence.chronology.dates.reading import month_of, year_of
from casereview.evidence.chronology.reading.cells import Cell, Line, Original, Part, text_of
from casereview.evidence.chronology.reading.columns import Columns, unlike
from casereview.evidence.chronology.reading.meanings import Clocks, Days, Meanings, is_date
from casereview.evidence.chronology.reading.notes import any_note, marks_a_note
from casereview.evidence.chronology.reading.split_dates import SplitDates
from casereview.evidence.chronology.reading.texts import different, first_signs, meant
from casereview.evidence.chronology.rows import Place, Row

IN_ROW = ("date", "time", "source", "event", "sequence", "agency")
MIDNIGHT = time(0)


@dataclass(frozen=True, slots=True)
class Block:
    """Records of a text file that are plainly rows and follow each other, column by column.

    Attributes:
        dates: of each row, the number of what its date means.
        minutes: of each row what stands in its column of times, as the minute of the day; -1 where there is none.
    """

    columns: list[Sequence[str]]
    dates: Sequence[int]
    minutes: Sequence[int]

    def first(self, many: int) -> Block:
        """The first of them."""
        if many == len(self.dates):
            return self
        return Block([texts[:many] for texts in self.columns], self.dates[:many], self.minutes[:many])


@cache
def at_minute(minute: int) -> time:
    """The time of day at one of its minutes."""
    return time(minute // 60, minute % 60)


@dataclass(slots=True)
class Read:
    """A row with what reading its date found: what the questions about dates are asked from."""

    row: Row
    date: ReadDate
    under: Heading = NO_HEADING


def perhaps_blank(texts: Sequence[str]) -> bool:
    """Whether a text may be blank: one at least begins with nothing or with a space."""
    return not all(map(str.strip, first_signs(texts)))


class TheTable(Protocol):
    """What a maker needs of the table whose rows it makes."""

    file: str
    agency: str
    original: Original
    heading: Heading
    meanings: Meanings

    def say(self, why: str, row: int | None = None, column: str = "", text: str = "") -> None:
        """Something that a person should look at."""


class Maker:
    """Makes rows out of lines under one row of headings."""

    def __init__(self, table: TheTable, part: Part, columns: Columns) -> None:
        self.table, self.part, self.columns = table, part, columns
        at = {meaning: columns.column(meaning) for meaning in IN_ROW}
        self.date, self.time, self.source = at["date"], at["time"], at["source"]
        self.event, self.sequence, self.agency = at["event"], at["sequence"], at["agency"]
        self.places = {meaning: index + 1 for meaning, index in at.items() if index >= 0}
        taken = {index for index in at.values() if index >= 0}
        self.others = [
            (index, name) for index, name in enumerate(unlike(columns.heads)) if index not in taken
        ]
        self.width = len(columns.heads)
        # Where there is a source there may be a note, and the entry above has to be at hand to take it.
        self.made_alone = 1 if self.source >= 0 else 0
        self.clocks = Clocks()
        self._split = SplitDates.of(self.others)
        self._like_a_date = is_date(columns.heads[self.date])

    def plain(self, rows: Sequence[Sequence[str]]) -> tuple[list[bool], Block | None]:
        """Of each record whether it is plainly a row, and all as a block where all are.

        A record is that if it is as wide as the headings, with a day and an event, and a time that needs no note.
        """
        if self._like_a_date or self._split:
            # A row and the headings repeated cannot be told apart by the date.
            return [False] * len(rows), None
        if set(map(len, rows)) == {self.width} and (block := self.all_plain(list(zip(*rows, strict=True)))):
            return [True] * len(rows), block
        days, clocks = self.table.meanings.under(self.table.heading), self.clocks
        plain = [len(row) == self.width and self._plain(row, days, clocks) for row in rows]
        if self.source >= 0 and any_note([row[self.source] for row in rows if len(row) > self.source]):
            for at, row in enumerate(rows):
                if len(row) > self.source and marks_a_note(row[self.source]):
                    plain[at] = False
        return plain, None

    def block(self, rows: Sequence[Sequence[str]]) -> Block:
        """Records that are as wide as the headings."""
        return self._of_columns(list(zip(*rows, strict=True)))

    def all_plain(self, columns: list[Sequence[str]]) -> Block | None:
        """Records as a block, where they are as wide as the headings and each is plainly a row."""
        if self._like_a_date or self._split or len(columns) != self.width:
            return None
        block = self._of_columns(columns)
        unknown, unread = self.table.meanings.under(self.table.heading).unknown, self.clocks.unread
        plain = (
            (not unknown or unknown.isdisjoint(different(columns[self.date])))
            and (not unread or unread.isdisjoint(different(columns[self.time])))
            and not (perhaps_blank(events := columns[self.event]) and not all(map(str.strip, events)))
            and not (self.source >= 0 and any_note(columns[self.source]))
        )
        return block if plain else None

    def _of_columns(self, columns: list[Sequence[str]]) -> Block:
        dates = meant(columns[self.date], self.table.meanings.under(self.table.heading))
        return Block(
            columns, dates, meant(columns[self.time], self.clocks) if self.time >= 0 else [-1] * len(dates)
        )

    def _plain(self, row: Sequence[str], days: Days, clocks: Clocks) -> bool:
        days[row[self.date]]
        if self.time >= 0:
            clocks[row[self.time]]
        return (
            row[self.date] not in days.unknown
            and (self.time < 0 or row[self.time] not in clocks.unread)
            and bool(row[self.event].strip())
        )

    def read_many(self, rows: Sequence[Sequence[str]], line: int, number: int) -> Iterator[Read]:
        """Records that are plainly rows.

        Args:
            line, number: of the first of them, in the file and among its rows.
        """
        table, under = self.table, self.table.heading
        days, reads, clocks, others, places, part = (
            table.meanings.under(under),
            table.meanings.reads,
            self.clocks,
            self.others,
            self.places,
            self.part.name,
        )
        date_at, time_at, source, event, sequence = (
            self.date,
            self.time,
            self.source,
            self.event,
            self.sequence,
        )
        agency_at, agency, file = self.agency, table.agency, table.file
        for shift, texts in enumerate(rows):
            read = reads[days[texts[date_at]]]
            minute = clocks[texts[time_at]] if time_at >= 0 else -1
            at = None if minute < 0 else at_minute(minute)
            yield Read(
                Row(
                    (texts[agency_at].strip() or agency) if agency_at >= 0 else agency,
                    file,
                    number + shift,
                    texts[date_at],
                    read.earliest,
                    read.latest,
                    read.certainty,
                    None,
                    at or read.time,
                    texts[sequence] if sequence >= 0 else "",
                    texts[source] if source >= 0 else "",
                    texts[event],
                    (),
                    {name: texts[index] for index, name in others if texts[index]},
                    Place(part, line + shift, places),
                ),
                read,
                under,
            )

    def is_note(self, line: Line) -> bool:
        """Whether a line is a note among the rows."""
        return len(line.cells) > self.source >= 0 and marks_a_note(text_of(line.cells[self.source]))

    def read(self, line: Line, number: int) -> Read:
        """One data row."""
        table, cells = self.table, line.cells
        texts: list[str] = []
        special: list[tuple[int, Cell]] = []
        for index, cell in enumerate(cells):
            if type(cell) is str:
                texts.append(cell)
            else:
                texts.append(cell.text)  # type: ignore[union-attr]  # it is a Cell
                special.append((index, cell))  # type: ignore[arg-type]
        if len(texts) < self.width:
            texts += [""] * (self.width - len(texts))
        date_text = texts[self.date]
        under = self._split.heading(texts, table.heading) if self._split else table.heading
        read = read_date(date_text, under)
        if read.problem == "serial" and table.original.day_shift:
            read = _shifted(read, table.original.day_shift)
        if (
            special
            and type(cell := cells[self.date] if self.date < len(cells) else "") is Cell
            and cell.shown
        ):
            read = self._as_shown(cell, read, number)
        at = read.time
        if self.time >= 0 and texts[self.time]:
            at = time_of_cell(texts[self.time]) or at
        row = Row(
            agency=(texts[self.agency].strip() or table.agency) if self.agency >= 0 else table.agency,
            source_file=table.file,
            source_row=number,
            date_text=date_text,
            earliest=read.earliest,
            latest=read.latest,
            certainty=read.certainty,
            time=at,
            sequence=texts[self.sequence] if self.sequence >= 0 else "",
            source=texts[self.source] if self.source >= 0 else "",
            event=texts[self.event],
            other={name: texts[index] for index, name in self.others if texts[index]},
            place=Place(self.part.name, line.number, self.places),
        )
        if len(texts) > self.width:
            self._beyond(row, texts)
        if special:
            self._special(row, special)
        if self.time >= 0 and texts[self.time].strip() and (at is None or texts[self.time] != f"{at:%H:%M}"):
            row.other.setdefault(self.columns.heads[self.time] or "Time", texts[self.time])
        if line.deleted:
            table.say("A tracked change takes this row away. It was read with its words.", number)
        if line.hidden:
            table.say("This row is hidden in the file. It was read.", number)
        return Read(row, read, under)

    def _as_shown(self, cell: Cell, read: ReadDate, number: int) -> ReadDate:
        """Of a date cell that shows a month, what it shows: whoever types *Apr 2012* into a spreadsheet is given the 1st."""
        day = cell.day
        if day is None:
            return read
        if cell.shown == "no year":
            self.table.say(SHOWN["no year"], number, "date", cell.text)
        elif cell.shown == "month" and day.day == 1:
            self.table.say(SHOWN["month"], number, "date", cell.text)
            return month_of(day.year, day.month)
        elif cell.shown == "year" and (day.month, day.day) == (1, 1):
            self.table.say(SHOWN["year"], number, "date", cell.text)
            return year_of(day.year)
        return read

    def _beyond(self, row: Row, texts: Sequence[str]) -> None:
        """Cells to the right of the last heading: kept under the number of their column."""
        for index in range(self.width, len(texts)):
            if texts[index].strip():
                name = f"Column {index + 1}"
                row.other[name] = texts[index]
                self.table.say(
                    "This cell stands under no heading. It was kept.", row.source_row, name, texts[index]
                )

    def _special(self, row: Row, special: Sequence[tuple[int, Cell]]) -> None:
        for index, cell in special:
            head = self.columns.heads[index] if index < self.width else ""
            name = head or f"Column {index + 1}"
            if index == self.date and cell.at and cell.at != MIDNIGHT and row.time is None:
                row.time = cell.at
            if index == self.time and cell.at:
                row.time = cell.at
            for what, text in cell.aside.items():
                row.other[what] = f"{row.other[what]}\n{text}" if what in row.other else text
                if what == "deleted":
                    self.table.say(
                        "A tracked change takes words away here. They are kept beside the row.",
                        row.source_row,
                        name,
                        text,
                    )
            for mark in cell.marks:
                self.table.say(MARKS[mark], row.source_row, name, cell.text)


SHOWN = {
    "month": "This date cell shows a month and no day. It was read as the whole month.",
    "year": "This date cell shows a year and no more. It was read as the whole year.",
    "no year": "This date cell shows no year. Its year may be the one in which it was typed.",
}
MARKS = {
    "error": "A formula here ends in an error instead of a value.",
    "struck": "Words here are struck through. They were read.",
    "hidden": "Words here are hidden in the file. They were read.",
    "no value": "A formula stands here whose result is not in the file. Open it, save it again and send that.",
}


def _shifted(read: ReadDate, days: int) -> ReadDate:
    shift = timedelta(days=days)
    return replace(
        read,
        earliest=read.earliest and read.earliest + shift,
        latest=read.latest and read.latest + shift,
    )
