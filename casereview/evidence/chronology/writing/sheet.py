"""XLSX: real days with the typed text beside them, filters, agency colours with a key, and no formula that came from a cell."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from casereview.evidence.chronology.rows import Row
from casereview.evidence.chronology.writing.columns import MORE, cells, further, headings
from casereview.evidence.chronology.writing.cover import Cover, tints
from casereview.evidence.chronology.writing.table import LINE_POINTS, TALLEST, lines_in
from casereview.papers.blocks import WHAT_A_REVIEW_IS, printable

LONGEST = 32_000
"""A cell takes 32,767 characters; what is longer goes on in a column beside it."""
ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
FIRST_DAY = date(1900, 3, 1)
"""Spreadsheets have no days before, and count the ones until here wrongly."""
WIDTHS = {
    "No.": 6,
    "Agency": 22,
    "Date as typed": 18,
    "From": 12,
    "To": 12,
    "How sure": 12,
    "Time": 8,
    "Sequence": 10,
    "Source": 18,
    "What happened": 70,
    "People": 14,
    "Guessed date": 18,
    "File": 20,
    "Row": 7,
}
FURTHER = 24
"""How wide a further column is, in letters."""
SHORT = 6
"""So many letters stand in one line of any column."""
TOP = Alignment(horizontal="left", vertical="top", wrap_text=True)
LINE = Border(bottom=Side(style="thin", color="B9C9CA"))


def to_xlsx(rows: Sequence[Row], cover: Cover) -> bytes:
    """The chronology as a workbook: its rows on the first sheet, what the columns and colours mean on the second."""
    book = Workbook(write_only=True)
    colours = tints(rows)
    others = further(rows)
    columns = list(_columns(rows, others))
    sheet = book.create_sheet("Chronology")
    _lay_out(sheet, columns, len(rows), cover)
    header = _Styled(sheet, bold=True, fill="10565C", colour="FFFFFF")
    sheet.append([header.text(name) for name, _, _ in columns])
    plain = _Styled(sheet)
    by_agency = {agency: _Styled(sheet, fill=rgb) for agency, (_, rgb) in colours.items()}
    at = [(index, part) for _, index, part in columns]
    for number, row in enumerate(rows, 1):
        values = cells(row, number, others)
        line = [plain.cell(_part(values[index], part)) for index, part in at]
        line[1] = by_agency[row.agency].cell(values[1])
        if (lines := _lines(columns, values)) > 1:
            sheet.row_dimensions[number + 1].height = min(TALLEST, lines * LINE_POINTS)
        sheet.append(line)
    _key(book.create_sheet("Key"), colours, cover)
    _properties(book, cover)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _columns(rows: Sequence[Row], others: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Each column: its heading, which value it shows, and which part of one that is longer than a cell."""
    long: dict[int, int] = {}
    for number, row in enumerate(rows, 1):
        if (
            len(row.event) > LONGEST
            or len(row.source) > LONGEST
            or any(len(t) > LONGEST for t in row.other.values())
        ):
            for index, value in enumerate(cells(row, number, others)):
                if isinstance(value, str) and len(value) > LONGEST:
                    long[index] = max(long.get(index, 0), (len(value) - 1) // LONGEST)
    named = [printable(name) for name in headings(others)]
    for index, name in enumerate(named):
        yield name, index, 0
    for index, name in enumerate(named):
        for part in range(1, long.get(index, 0) + 1):
            yield f"{name}{MORE}", index, part


def _lines(columns: Sequence[tuple[str, int, int]], values: Sequence[Any]) -> int:
    """How many lines the longest cell of a row takes."""
    most = 1
    for name, index, part in columns:
        value = values[index]
        if isinstance(value, str) and (len(value) > SHORT or "\n" in value):
            wide = WIDTHS.get(name, FURTHER)
            most = max(most, lines_in(_part(value, part), wide))
    return most


def _part(value: Any, part: int) -> Any:
    if isinstance(value, str):
        return value[part * LONGEST : (part + 1) * LONGEST]
    return value if part == 0 else ""


class _Styled:
    """Cells of one look. A text is a text, whatever it begins with."""

    def __init__(self, sheet: Any, *, bold: bool = False, fill: str = "", colour: str = "0B0C0C") -> None:
        self.sheet = sheet
        self.font = Font(name="Arial", size=10, bold=bold, color=colour)
        self.fill = PatternFill("solid", fgColor=fill) if fill else None

    def cell(self, value: Any) -> Any:
        if value is None or value == "":
            return None
        if isinstance(value, date) and value >= FIRST_DAY:
            made = WriteOnlyCell(self.sheet, value=datetime.combine(value, time()))
            made.number_format = "dd/mm/yyyy"
            return self._look(made)
        if isinstance(value, int):
            return self._look(WriteOnlyCell(self.sheet, value=value))
        return self.text(value.isoformat() if isinstance(value, date) else value)

    def text(self, words: str) -> Any:
        made = WriteOnlyCell(self.sheet, value=_cell_text(words))
        made.data_type = "s"
        made = self._look(made)
        made.quotePrefix = words[:1] in "=+-@"
        return made

    def _look(self, made: Any) -> Any:
        made.font, made.alignment, made.border = self.font, TOP, LINE
        if self.fill:
            made.fill = self.fill
        return made


@lru_cache(maxsize=4096)
def _cell_text(words: str) -> str:
    """What a sheet can hold, and read back as it was: carriage returns stay, and nothing is taken for an escape."""
    kept = "\r".join(printable(part) for part in words.split("\r"))
    return ESCAPE.sub("_x005F_", kept)


def _lay_out(sheet: Any, columns: Iterable[tuple[str, int, int]], rows: int, cover: Cover) -> None:
    names = [name for name, _, _ in columns]
    for number, name in enumerate(names, 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(name, FURTHER)
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(names))}{rows + 1}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 8
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    sheet.oddFooter.left.text = cover.footer.replace("&", "&&")
    sheet.oddFooter.right.text = "Page &P of &N"


def _key(sheet: Any, colours: dict[str, tuple[str, str]], cover: Cover) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 44, 100
    plain, strong = _Styled(sheet), _Styled(sheet, bold=True)
    sheet.append([strong.cell(cover.title), plain.cell(cover.line)])
    sheet.append([strong.cell("Colour of each agency")])
    for agency, (name, rgb) in colours.items():
        sheet.append([_Styled(sheet, fill=rgb).cell(agency), plain.cell(name)])
    sheet.append([strong.cell("What the columns say")])
    for name, words in MEANS.items():
        sheet.append([plain.cell(name), plain.cell(words)])
    sheet.append([plain.cell("About a review"), plain.cell(WHAT_A_REVIEW_IS)])


MEANS = {
    "Date as typed": "The agency's own words for when it was.",
    "From, To": "The first and the last day that those words can mean. Empty where that end is open or not known.",
    "How sure": "exact: the days were named. approximate: a longer time was named. uncertain: the words can mean several "
    "days, or contradict themselves. unknown: no day can be read; such entries stand at the end.",
    "Guessed date": "A day guessed from a neighbouring entry (same day, next day). It orders nothing.",
    "People": "Who of the register is named, by the register's own number.",
    "File, Row": "Where the entry stands in what the agency sent.",
    "Further columns": "What the agency wrote under headings of its own.",
}


def _properties(book: Any, cover: Cover) -> None:
    """No trace of who made it; the day is the chronology's own, so the same rows make the same file."""
    core = book.properties
    core.title, core.creator, core.lastModifiedBy = cover.title, "", ""
    if cover.made_on:
        core.created = core.modified = datetime.combine(cover.made_on, time(12))
