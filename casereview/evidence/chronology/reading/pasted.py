"""A table that somebody copied and pasted: from Excel, from Word, from a web page, or with strokes or wide gaps between its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from casereview.evidence.chronology.dates import heading_in
from casereview.evidence.chronology.reading.cells import Line, Original, Part
from casereview.evidence.chronology.reading.columns import by_headings
from casereview.evidence.chronology.reading.making import is_date

_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=\t|\n|$)')
_END = re.compile(r"\t|\n|\Z")
_ENDS = re.compile(r"\r\n|\r")
_GAPS = re.compile(r" {2,}|\t")
_RULE = re.compile(r"\s*:?-{2,}:?\s*")
_ROWS = re.compile(r"<t[rdh]\b", re.IGNORECASE)
MOST_SPANNED = 300
LOOK_AHEAD = 60


def read_pasted(text: str) -> Original:
    """A pasted table, with its cells apart."""
    text = _ENDS.sub("\n", text.removeprefix("\ufeff"))
    if "\t" in text:
        rows = list(_whole(list(_cells(text))))
    elif _ROWS.search(text):
        rows = _of_a_page(text)
    elif (by_strokes := _between_strokes(text)) or (by_strokes := _between_gaps(text)):
        rows = by_strokes
    else:
        from casereview.evidence.chronology.reading.delimited import read_delimited_text

        return read_delimited_text(text)
    lines = [Line(number, list(cells)) for number, cells in enumerate(rows, 1)]
    return Original(parts=[Part("", lines)], encoding="utf-8-sig", delimiter="\t")


def _cells(text: str) -> Iterator[list[str]]:
    """The lines of a text with tabs, cell by cell.

    A cell with a line break comes from Excel in quotation marks. Where a cell has none, its marks are somebody's words.
    """
    at, cells = 0, list[str]()
    while at <= len(text):
        found = _QUOTED.match(text, at)
        if found and any(sign in found[1] for sign in ("\n", "\t", '""')):
            cells.append(found[1].replace('""', '"'))
            end = found.end()
        else:
            end = _END.search(text, at).start()  # type: ignore[union-attr]  # a text has an end
            cells.append(text[at:end])
        at = end + 1
        if text[end : end + 1] != "\t":
            yield cells
            cells = []


def _whole(lines: list[list[str]]) -> Iterator[list[str]]:
    """Rows out of lines: from Word a cell of two paragraphs comes as two lines, and its row goes on in the second."""
    row: list[str] | None = None
    headed = next((len(cells) for cells in lines[:LOOK_AHEAD] if by_headings(cells).readable), 0)
    width = headed or max(map(len, lines), default=0)
    blank = 0
    for cells in lines:
        if cells == [""]:
            blank += 1
            continue
        if row is None or not _goes_on(row, cells, width):
            if row is not None:
                yield row
            row, blank = cells, 0
            continue
        row[-1] += "\n" * (blank + 1) + cells[0]
        row += cells[1:]
        blank = 0
    if row is not None:
        yield row


def _goes_on(row: list[str], cells: list[str], width: int) -> bool:
    """Whether a line is the rest of the row above it rather than one of its own."""
    begins = cells[0].strip()
    if len(row) < 2 or (begins and (is_date(begins) or heading_in(begins) is not None)):
        return False
    if len(row) < width:
        return len(row) + len(cells) - 1 <= width and bool(begins)
    return len(cells) == 1 and bool(begins) and bool(width)


def _between_strokes(text: str) -> list[list[str]]:
    """A table with strokes at both sides of its cells; nothing where the text has none."""
    lines = [line.strip() for line in text.strip().split("\n")]
    if not all(line.startswith("|") and line.endswith("|") and len(line) > 1 for line in lines if line):
        return []
    rows = [[cell.strip() for cell in line[1:-1].split("|")] for line in lines if line]
    return [row for row in rows if not all(_RULE.fullmatch(cell) for cell in row)]


def _between_gaps(text: str) -> list[list[str]]:
    """A table with wide gaps between its cells, if its headings can be read so; else nothing."""
    rows = [_GAPS.split(line.strip()) for line in text.strip().split("\n")]
    return rows if by_headings(rows[0]).readable else []


def _of_a_page(text: str) -> list[list[str]]:
    reader = _Page()
    reader.feed(text)
    reader.close()
    return reader.rows


class _Page(HTMLParser):
    """The rows of the tables of a web page, from its source; cells that are merged fill the places they cover."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._cell: list[str] | None = None
        self._right = self._down = 1
        self._below: dict[int, tuple[str, int]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A row or a cell begins, or a line."""
        if tag == "tr":
            self._end_cell()
            self.rows.append([])
        elif tag in ("td", "th"):
            self._end_cell()
            if not self.rows:
                self.rows.append([])
            said = dict(attrs)
            self._right, self._down = (_spanned(said.get(name)) for name in ("colspan", "rowspan"))
            self._cell = []
        elif tag in ("br", "p", "li", "div") and self._cell:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """A row or a cell ends."""
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        """Words; those outside the cells are a line of their own."""
        if self._cell is not None:
            self._cell.append(re.sub(r"\s+", " ", data))
        elif data.strip():
            self.rows.append([data.strip()])

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        row = self.rows[-1]
        while len(row) in self._below:
            above, left = self._below.pop(len(row))
            if left > 1:
                self._below[len(row)] = (above, left - 1)
            row.append(above)
        said = re.sub(r" *\n *", "\n", "".join(self._cell)).strip()
        if self._down > 1:
            self._below[len(row)] = (said, self._down - 1)
        row += [said, *[""] * (self._right - 1)]
        self._cell = None


def _spanned(value: str | None) -> int:
    return min(max(int(value), 1), MOST_SPANNED) if value and value.strip().isdecimal() else 1
