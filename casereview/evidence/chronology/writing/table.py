"""A small table of texts as CSV or XLSX: no cell can be taken for a formula. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from casereview.evidence.chronology.writing.columns import guarded
from casereview.papers.blocks import printable

ENDINGS = ("xlsx", "csv")


def table_file(table: Sequence[Sequence[str]], ending: str, title: str) -> bytes:
    """The table as the bytes of a file; its first line is the head.

    Args:
        ending: xlsx or csv.
        title: what the workbook's sheet is called.
    """
    return _xlsx(table, title) if ending == "xlsx" else _csv(table)


def _csv(table: Sequence[Sequence[str]]) -> bytes:
    stream = io.StringIO(newline="")
    stream.write("\ufeff")
    csv.writer(stream).writerows([guarded(cell) for cell in line] for line in table)
    return stream.getvalue().encode("utf-8", "surrogatepass")


def _xlsx(table: Sequence[Sequence[str]], title: str) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    for number in range(1, max((len(line) for line in table), default=1) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = 24
    sheet.freeze_panes, sheet.print_title_rows = "B2", "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
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
        sheet.append(cells)
    book.properties.creator = ""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
