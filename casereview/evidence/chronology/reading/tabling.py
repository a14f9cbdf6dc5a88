"""From lines of cells to rows of a chronology: headings found, banners taken as headings, every data row kept. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import time, timedelta
from itertools import chain, islice

from casereview.evidence.chronology.dates import (
    NO_HEADING,
    Heading,
    ReadDate,
    heading_in,
    read_date,
    time_of_cell,
)
from casereview.evidence.chronology.reading.cells import AnyCell, Cell, Line, Original, Part, text_of
from casereview.evidence.chronology.reading.columns import Columns, by_content, by_headings
from casereview.evidence.chronology.rows import Place, Problem, Row

LOOK_AHEAD = 60
"""Lines among which the headings of a part are looked for."""
IN_ROW = ("date", "time", "source", "event", "sequence", "agency")
MIDNIGHT = time(0)


@dataclass(slots=True)
class Read:
    """A row with what reading its date found: what the questions about dates are asked from."""

    row: Row
    date: ReadDate
    under: Heading = NO_HEADING


@dataclass(slots=True)
class Table:
    """Takes the parts of one file in turn and gives their rows; what should be looked at gathers in ``problems``."""

    file: str
    agency: str
    original: Original
    chosen: Mapping[str, str] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    samples: dict[str, list[str]] = field(default_factory=dict)
    number: int = 0
    heading: Heading = NO_HEADING
    before: Columns | None = None

    def rows(self) -> Iterator[Read]:
        """Every data row of every part, in reading order."""
        for part in self.original.parts:
            yield from self._part(part)

    def say(self, why: str, row: int | None = None, column: str = "", text: str = "") -> None:
        """Something that a person should look at."""
        self.problems.append(Problem(self.file, row, column, text, why))

    def _part(self, part: Part) -> Iterator[Read]:
        for paragraph in part.before:
            self._heading(paragraph)
        lines = iter(part.lines)
        first = list(islice(lines, LOOK_AHEAD))
        found = self._headings(first)
        if found is None:
            if part.nested:
                for inner in part.nested:
                    yield from self._part(inner)
            elif any(_filled(line) for line in first):
                self.say(
                    f"{part.name or 'This file'} has no column for the date and one for the event, so it was not read."
                )
            return
        columns, start = found
        if part.hidden:
            self.say(f"{part.name} is a hidden sheet. Its rows were read.")
        self._remember(columns, first[start:])
        for line in first[:start]:
            for cell in line.cells:
                self._heading(text_of(cell))
        self._hidden_columns(part, columns)
        yield from self._lines(part, columns, chain(first[start:], lines))

    def _headings(self, first: Sequence[Line]) -> tuple[Columns, int] | None:
        """The columns, and the number of the line after the headings."""
        texts = [[text_of(cell) for cell in line.cells] for line in first]
        for at, row in enumerate(texts):
            columns = by_headings(row, texts[at + 1 : at + 30], self.chosen)
            if columns.readable:
                return columns, at + 1
            if at + 1 < len(texts) and (both := self._on_two_lines(row, texts, at)):
                return both, at + 2
        filled = [row for row in texts if sum(1 for text in row if text.strip()) > 1]
        if not filled:
            return None
        if (
            self.before
            and len(filled[0]) == len(self.before.heads)
            and read_date(filled[0][self.before.column("date")]).known
        ):
            return self.before, 0
        found = by_content(filled)
        if found is None:
            return None
        start = next(i for i, row in enumerate(texts) if row is filled[0])
        if not read_date(filled[0][found.column("date")]).known:
            found.heads = [text.strip() for text in filled[0]]
            start += 1
        self.say(
            "The headings do not say which column is the date and which the event; they were found by what stands in them. Check them."
        )
        return found, start

    def _on_two_lines(self, row: Sequence[str], texts: Sequence[Sequence[str]], at: int) -> Columns | None:
        """Headings that run over two lines: *Date of* above *contact*."""
        below = texts[at + 1]
        if not any(text.strip() for text in row) or any(read_date(text).known for text in below):
            return None
        width = max(len(row), len(below))
        both = [
            " ".join(
                t
                for t in ((row[i] if i < len(row) else ""), (below[i] if i < len(below) else ""))
                if t.strip()
            )
            for i in range(width)
        ]
        columns = by_headings(both, texts[at + 2 : at + 30], self.chosen)
        one_line = max((len(text) for text in both), default=0) < 40
        return columns if columns.readable and one_line else None

    def _remember(self, columns: Columns, lines: Sequence[Line]) -> None:
        self.before = columns
        for index, head in enumerate(columns.heads):
            name = head or f"Column {index + 1}"
            if index not in columns.means and not head:
                continue
            self.columns.setdefault(name, columns.means.get(index, "other"))
            texts = self.samples.setdefault(name, [])
            for line in lines:
                if len(texts) >= 3:
                    break
                if index < len(line.cells) and (text := text_of(line.cells[index])).strip():
                    texts.append(text)

    def _hidden_columns(self, part: Part, columns: Columns) -> None:
        for number in sorted(part.hidden_columns):
            if number <= len(columns.heads):
                name = columns.heads[number - 1] or f"Column {number}"
                self.say("This column is hidden in the file. It was read.", None, name)

    def _heading(self, text: str) -> Heading | None:
        found = heading_in(text) if 3 <= len(text) <= 60 else None
        if found is None:
            return None
        self.heading = found if found.year else Heading(self.heading.year, found.month)
        return found

    def _lines(self, part: Part, columns: Columns, lines: Iterable[Line]) -> Iterator[Read]:
        maker = _Maker(self, part, columns)
        for line in lines:
            if not _filled(line):
                continue
            if (again := self._again(line, maker.columns)) is not None:
                if again is not maker.columns:
                    self._remember(again, ())
                    maker = _Maker(self, part, again)
                continue
            if self._banner(line, maker.columns):
                continue
            self.number += 1
            yield maker.read(line, self.number)

    def _again(self, line: Line, columns: Columns) -> Columns | None:
        """The headings repeated, or other headings from here on; None for any other line."""
        at = columns.column("date")
        text = text_of(line.cells[at]).strip() if at < len(line.cells) else ""
        if text and text == columns.heads[at] and not columns.by_content:
            texts = [text_of(cell).strip() for cell in line.cells]
            if texts[: len(columns.heads)] == columns.heads[: len(texts)]:
                return columns
        if text and text[0].isdigit():
            return None
        texts = [text_of(cell) for cell in line.cells]
        if sum(1 for one in texts if one.strip()) < 2 or any(len(one) > 40 for one in texts):
            return None
        found = by_headings(texts, (), self.chosen)
        strict = [by_headings([one]).means for one in texts if one.strip()]
        return found if found.readable and all(strict[:1]) and len(found.means) >= 2 else None

    def _banner(self, line: Line, columns: Columns) -> bool:
        """A title or a month or year across the table: not a row. What it says is kept: as the heading, or reported."""
        texts = [text_of(cell) for cell in line.cells if not (type(cell) is Cell and cell.filled)]
        filled = [text for text in texts if text.strip()]
        if len(filled) != 1 or line.deleted:
            return False
        text = filled[0].strip()
        if line.across:
            if self._heading(text) is None:
                self.say("A line across the table, not a row of it.", self.number or None, "", text)
            return True
        event, date_at = columns.column("event"), columns.column("date")
        standing = next(i for i, cell in enumerate(line.cells) if text_of(cell).strip())
        if standing == event:
            return False
        if self._heading(text) is not None:
            return True
        if standing == date_at and date_at == 0 and not read_date(text).known and _wordy(text):
            self.say("A line across the table, not a row of it.", self.number or None, "", text)
            return True
        return False


def _wordy(text: str) -> bool:
    """Whether a text alone in the first column is a title rather than a date that cannot be read."""
    read = read_date(text)
    return not read.problem and len(text.split()) >= 2 and not any(c.isdigit() for c in text)


def _filled(line: Line) -> bool:
    for cell in line.cells:
        if type(cell) is str:
            if cell and not cell.isspace():
                return True
        elif type(cell) is Cell and not cell.filled and (cell.text.strip() or cell.aside or cell.marks):
            return True
    return False


class _Maker:
    """Makes rows out of lines under one row of headings."""

    def __init__(self, table: Table, part: Part, columns: Columns) -> None:
        self.table, self.part, self.columns = table, part, columns
        at = {meaning: columns.column(meaning) for meaning in IN_ROW}
        self.date, self.time, self.source = at["date"], at["time"], at["source"]
        self.event, self.sequence, self.agency = at["event"], at["sequence"], at["agency"]
        self.places = {meaning: index + 1 for meaning, index in at.items() if index >= 0}
        taken = {index for index in at.values() if index >= 0}
        self.others = [
            (index, name) for index, name in enumerate(_unlike(columns.heads)) if index not in taken
        ]
        self.width = len(columns.heads)

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
        under = table.heading
        read = read_date(date_text, under)
        if read.problem == "serial" and table.original.day_shift:
            read = _shifted(read, table.original.day_shift)
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


MARKS = {
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


def _unlike(heads: Sequence[str]) -> list[str]:
    """Headings with a number where two are alike, and the column's number where there is none."""
    seen: dict[str, int] = {}
    names = []
    for index, head in enumerate(heads):
        name = head or f"Column {index + 1}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def plain_lines(rows: Iterable[Sequence[AnyCell]], first: int = 1) -> Iterator[Line]:
    """Rows of cells as lines, numbered."""
    for number, row in enumerate(rows, first):
        yield Line(number, list(row))
