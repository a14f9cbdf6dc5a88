"""From lines of cells to rows of a chronology: headings found, banners taken as headings, every data row kept. Pure."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import chain, islice

from casereview.evidence.chronology.blank import is_guide
from casereview.evidence.chronology.dates import NO_HEADING, Heading, heading_in, read_date
from casereview.evidence.chronology.reading.cells import Cell, Line, Original, Part, text_of
from casereview.evidence.chronology.reading.columns import Columns, by_headings, unlike
from casereview.evidence.chronology.reading.delimited import Records
from casereview.evidence.chronology.reading.headings import Headings
from casereview.evidence.chronology.reading.making import Block, Maker, Read
from casereview.evidence.chronology.reading.meanings import Meanings, is_date
from casereview.evidence.chronology.reading.notes import KEPT_ABOVE, KEPT_BELOW, put
from casereview.evidence.chronology.rows import Problem, Row

A_MONTH = timedelta(days=27)
A_MONTHS_NAME = 16
"""Characters: in the column of events more than a month and year is an event."""
ACROSS = "A line across the table, not a row of it."
LOOK_AHEAD = 60
"""Lines among which the headings of a part are looked for."""


AT_ONCE = 1024
"""Records of a text file that are looked at together."""


TakesMany = Callable[[Maker, Block, int, int], None]
"""Takes records that are plainly rows, with what makes them and the line and number of the first, instead of having them made."""


@dataclass(slots=True)
class Table:
    """Takes the parts of one file in turn and gives their rows; what should be looked at gathers in ``problems``.

    Attributes:
        many: where it is set, records of a text file that are plainly rows go there, and only the others are given.
        columns_at_once: they may go there as columns that a library holds.
        unread: of the longest table that could not be read its headings, three texts of each, and how many lines it has.
    """

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
    many: TakesMany | None = None
    columns_at_once: bool = False
    unread: tuple[dict[str, str], dict[str, list[str]], int] = field(default_factory=lambda: ({}, {}, 0))
    meanings: Meanings = field(default_factory=Meanings)
    _above: Row | None = None
    _waiting: list[Read] = field(default_factory=list)

    def rows(self) -> Iterator[Read]:
        """Every data row of every part, in reading order."""
        for part in self.original.parts:
            yield from self._part(part)

    def say(self, why: str, row: int | None = None, column: str = "", text: str = "") -> None:
        """Something that a person should look at."""
        self.problems.append(Problem(self.file, row, column, text, why))

    def _part(self, part: Part) -> Iterator[Read]:
        if part.sheet:
            self.heading = NO_HEADING
            named = heading_in(part.name)
            if named and named.year:
                self.heading = named
        for paragraph in part.before:
            if self._heading(paragraph) is None:
                self._period(paragraph)
        lines = iter(part.lines)
        first = list(islice(lines, LOOK_AHEAD))
        texts = [[text_of(cell) for cell in line.cells] for line in first]
        found = Headings(self.chosen, self.heading, self.before, self.say).find(texts)
        if found is None:
            before = self.number
            for inner in part.nested:
                yield from self._part(inner)
            if self.number > before:
                self._words_of_frame(part.name, first)
            elif any(_filled(line) for line in first) and not _is_guide(part, first):
                self._remember_unread(part.name, first)
            return
        columns, start = found
        if part.hidden:
            self.say(f"{part.name} is a hidden sheet. Its rows were read.")
        self._remember(columns, first[start:])
        for line in first[:start]:
            self._beside(line)
            for cell in line.cells:
                self._heading(text_of(cell))
        self._hidden_columns(part, columns)
        yield from self._lines(part, columns, first[start:], lines)

    def _words_of_frame(self, name: str, lines: Sequence[Line]) -> None:
        """What a table says that was only taken as a frame round those within it."""
        said = [text_of(cell).strip() for line in lines for cell in line.cells]
        if words := " | ".join(text for text in said if text):
            self.say(
                f"{name} was read as a frame round the tables within it. Its own words are no rows.",
                text=words[:1000],
            )

    def _beside(self, line: Line) -> None:
        """What stands beside the words of a line that is no row: a footnote at a heading, a comment at a title."""
        for cell in line.cells:
            if type(cell) is Cell and not cell.filled:
                for what, text in cell.aside.items():
                    self.say(f"A {what} stands here, beside words that are no row.", None, "", text)

    def _remember(self, columns: Columns, lines: Sequence[Line]) -> None:
        self.before = columns
        for index, name in enumerate(unlike(columns.heads)):
            typed = [
                text
                for line in lines
                if index < len(line.cells) and (text := text_of(line.cells[index])).strip()
            ]
            if index not in columns.means and not columns.heads[index] and not typed:
                continue
            self.columns.setdefault(name, columns.means.get(index, "other"))
            texts = self.samples.setdefault(name, [])
            texts += typed[: 3 - len(texts)]

    def _remember_unread(self, name: str, first: Sequence[Line]) -> None:
        """A table in which neither date nor event were found: its columns, for a person to say what they hold."""
        self.say(
            f"{name or 'This file'} has no column for the date and one for the event, so it was not read."
        )
        texts = [[text_of(cell) for cell in line.cells] for line in first]
        filled = [row for row in texts if sum(1 for text in row if text.strip()) > 1]
        if not filled or len(filled) <= self.unread[2]:
            return
        headed = not any(is_date(text) for text in filled[0])
        names = unlike([text.strip() if headed else "" for text in filled[0]])
        samples = {
            name: [row[at] for row in filled[headed:] if at < len(row) and row[at].strip()][:3]
            for at, name in enumerate(names)
        }
        self.unread = (dict.fromkeys(names, "other"), samples, len(filled))

    def _hidden_columns(self, part: Part, columns: Columns) -> None:
        for number in sorted(part.hidden_columns):
            if number <= len(columns.heads):
                name = columns.heads[number - 1] or f"Column {number}"
                self.say("This column is hidden in the file. It was read.", None, name)

    def _heading(self, text: str) -> Heading | None:
        if not 3 <= len(text) <= 60:
            return None
        found = heading_in(text)
        if found is None:
            return None
        self.heading = found if found.year else Heading(self.heading.year, found.month)
        return found

    def _period(self, text: str) -> bool:
        """Whether a line says a period other than a month or year (*April to June 2012*, *2011/12*): what stood above it ends.

        Of the period only the year counts, where it is one.
        """
        if not 3 <= len(text) <= 60:
            return False
        read = read_date(text)
        if read.earliest is None or read.latest is None or read.latest - read.earliest < A_MONTH:
            return False
        same = read.earliest.year == read.latest.year
        self.heading = Heading(read.earliest.year) if same else NO_HEADING
        return True

    def _lines(
        self, part: Part, columns: Columns, first: Sequence[Line], lines: Iterator[Line]
    ) -> Iterator[Read]:
        maker = Maker(self, part, columns)
        self._above = None
        if isinstance(part.lines, Records):
            yield from self._many(part, maker, part.lines, first)
        else:
            for line in chain(first, lines):
                maker, read = self._line(line, part, maker)
                if read is not None:
                    yield read
        yield from self._notes_alone()

    def _many(self, part: Part, maker: Maker, records: Records, begun: Sequence[Line]) -> Iterator[Read]:
        """The records of a text file: those that are plainly rows many at once, every other one alone.

        Args:
            begun: the first of them, which were taken already.
        """
        rows = [list(map(text_of, line.cells)) for line in begun]
        first, rows = (begun[0].number, rows) if begun else records.take(AT_ONCE)
        while rows:
            maker = yield from self._together(part, maker, first, rows)
            while self.columns_at_once and (found := records.columns(maker.width)):
                maker = yield from self._by_columns(part, maker, *found)
            first, rows = records.take(AT_ONCE)

    def _by_columns(
        self, part: Part, maker: Maker, first: int, columns: list[Sequence[str]]
    ) -> Generator[Read, None, Maker]:
        """Records that came column by column, all at once where every one is plainly a row, else fewer at a time."""
        many, alone = len(columns[0]), maker.made_alone
        if (
            many > alone
            and self.many is not None
            and not self._waiting
            and (block := maker.all_plain(columns))
        ):
            self.many(maker, block.first(many - alone), first, self.number + 1)
            self.number += many - alone
            self._above = None
            first, columns = first + many - alone, [texts[many - alone :] for texts in columns]
        elif many > AT_ONCE:
            for at in range(0, many, AT_ONCE):
                some = [texts[at : at + AT_ONCE] for texts in columns]
                maker = yield from self._by_columns(part, maker, first + at, some)
            return maker
        return (yield from self._together(part, maker, first, list(map(list, zip(*columns, strict=True)))))

    def _together(
        self, part: Part, maker: Maker, first: int, rows: list[list[str]]
    ) -> Generator[Read, None, Maker]:
        """Records that follow each other: those that are plainly rows many at once, every other one alone.

        Args:
            first: the number of the first of them.
        """
        at, under, heads, alone = 0, self.heading, maker, maker.made_alone
        plain, block = maker.plain(rows)
        while at < len(rows):
            until = at
            if self.heading is under and maker is heads and not self._waiting:
                until = (plain.index(False, at) if False in plain[at:] else len(rows)) - alone
            if until > at:
                if self.many is not None:
                    together = block.first(until) if block else maker.block(rows[at:until])
                    self.many(maker, together, first + at, self.number + 1)
                else:
                    yield from maker.read_many(rows[at:until], first + at, self.number + 1)
                self.number += until - at
                at, self._above = until, None
                continue
            maker, read = self._line(Line(first + at, list(rows[at])), part, maker)
            at += 1
            if read is not None:
                yield read
        return maker

    def _line(self, line: Line, part: Part, maker: Maker) -> tuple[Maker, Read | None]:
        """One line: a row, or nothing where it is blank, a banner or headings; and what reads the next."""
        if not _filled(line):
            return maker, None
        if (again := self._again(line, maker.columns)) is not None:
            self._beside(line)
            if again is not maker.columns:
                self._remember(again, ())
                maker = Maker(self, part, again)
            return maker, None
        if self._banner(line, maker.columns):
            self._beside(line)
            return maker, None
        if maker.is_note(line):
            self._note(maker.read(line, self.number + (self._above is None)))
            return maker, None
        self.number += 1
        read = maker.read(line, self.number)
        self._above = read.row
        for note in self._waiting:
            self.say(KEPT_BELOW, self.number, "source", note.row.source)
            put(note.row, read.row)
        self._waiting = []
        return maker, read

    def _note(self, note: Read) -> None:
        """A note goes to the entry above it, or waits for the one below where there is none above that is at hand."""
        if self._above is None:
            self._waiting.append(note)
            return
        self.say(KEPT_ABOVE, self._above.source_row, "source", note.row.source)
        put(note.row, self._above)

    def _notes_alone(self) -> Iterator[Read]:
        """Notes that no entry follows: rows like any other."""
        for note in self._waiting:
            self.number += 1
            note.row.source_row = self.number
            yield note
        self._waiting = []

    def _again(self, line: Line, columns: Columns) -> Columns | None:
        """The headings repeated, or other headings from here on; None for any other line."""
        at = columns.column("date")
        text = text_of(line.cells[at]).strip() if at < len(line.cells) else ""
        if text and text == columns.heads[at] and not columns.by_content:
            texts = [text_of(cell).strip() for cell in line.cells]
            if texts[: len(columns.heads)] == columns.heads[: len(texts)]:
                return columns
        if is_date(text):
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
            if self._heading(text) is None and not self._period(text):
                self.say(ACROSS, self.number or None, "", text)
            return True
        event, date_at = columns.column("event"), columns.column("date")
        standing = next(i for i, cell in enumerate(line.cells) if text_of(cell).strip())
        if standing == event and (event > 0 or len(text) > A_MONTHS_NAME or heading_in(text) is None):
            return False
        if self._heading(text) is not None:
            return True
        if standing == date_at and date_at == 0 and not read_date(text).known and _wordy(text):
            self.say(ACROSS, self.number or None, "", text)
            return True
        return False


def _wordy(text: str) -> bool:
    """Whether a text alone in the first column is a title rather than a date that cannot be read."""
    read = read_date(text)
    return not read.problem and len(text.split()) >= 2 and not any(c.isdigit() for c in text)


def _is_guide(part: Part, first: Sequence[Line]) -> bool:
    return is_guide(part.name, [text for line in first for cell in line.cells if (text := text_of(cell))])


def _filled(line: Line) -> bool:
    for cell in line.cells:
        if type(cell) is str:
            if cell and not cell.isspace():
                return True
        elif type(cell) is Cell and not cell.filled and (cell.text.strip() or cell.aside or cell.marks):
            return True
    return False
