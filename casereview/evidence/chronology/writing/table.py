"""A small table of texts as CSV or XLSX: no cell can be taken for a formula. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from casereview.evidence.chronology.writing.columns import guarded
from casereview.papers.blocks import printable

ENDINGS = ("xlsx", "csv")
WIDE = 24
"""How wide a column is, in letters."""
LINE_POINTS, TALLEST = 13.2, 409.0
"""How high a line of a cell is, and how high a row can be, in points."""


def table_file(table: Sequence[Sequence[str]], ending: str, title: str, footer: str = "") -> bytes:
    """The table as the bytes of a file; its first line is the head.

    Args:
        ending: xlsx or csv.
        title: what the workbook's sheet is called.
        footer: what stands under every page that is printed of it.
    """
    return _xlsx(table, title, footer) if ending == "xlsx" else _csv(table)


def lines_in(words: str, wide: int) -> int:
    """How many lines a text takes in a column of so many letters: not every program works out by itself how high a row must be.

    >>> lines_in("Seen", 24), lines_in("one\\ntwo", 24), lines_in("a" * 60, 24)
    (1, 2, 3)
    """
    return sum(1 + int(len(one) / (wide * 1.15)) for one in words.split("\n"))


def _csv(table: Sequence[Sequence[str]]) -> bytes:
    stream = io.StringIO(newline="")
    stream.write("\ufeff")
    csv.writer(stream).writerows([guarded(cell) for cell in line] for line in table)
    return stream.getvalue().encode("utf-8", "surrogatepass")


def _xlsx(table: Sequence[Sequence[str]], title: str, footer: str) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    for number in range(1, max((len(line) for line in table), default=1) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDE
    sheet.freeze_panes, sheet.print_title_rows = "B2", "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = footer.replace("&", "&&"), "Page &P of &N"
    head = PatternFill("solid", fgColor="10565C")
    for number, line in enumerate(table):
        cells = []
        for words in line:
            cell = WriteOnlyCell(sheet, value=printable(words)[:32_000])
            cell.data_type = "s"
            cell.font = Font(name="Arial", size=10, bold=not number, color="0B0C0C" if number else "FFFFFF")
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if not number:
                cell.fill = head
            cells.append(cell)
        if (lines := max((lines_in(words, WIDE) for words in line), default=1)) > 1:
            sheet.row_dimensions[number + 1].height = min(TALLEST, lines * LINE_POINTS)
        sheet.append(cells)
    book.properties.creator = ""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
