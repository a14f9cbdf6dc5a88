"""A blank chronology for an agency to fill in, as a text document and as a workbook, with guidance."""

from __future__ import annotations

from pathlib import Path
from typing import Any

GUIDANCE = (
    "One row for each event, in the words of your record. Do not merge cells, and do not leave out a row because the date is not certain.",
    "Date: as your record has it. 12/3/11, March 2012, about 6 May 2011, night of 3–4 May 2012 can all be read.",
    "Source: which record says so. An entry without a source is weak.",
    "Periods without contact are entries too: say from when to when, and that the records were looked through.",
)
COLUMNS = ("Ref", "Date", "Time", "Source", "Event", "Professional (role)", "Child seen", "Comment")


def blank_document(title: str, path: Path) -> None:
    """Write a blank text document."""
    import docx
    from docx.enum.section import WD_ORIENT

    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    document.core_properties.title, document.core_properties.author = title, ""
    document.add_heading(title, level=1)
    for line in GUIDANCE:
        document.add_paragraph(line, style="List Bullet")
    table = document.add_table(rows=12, cols=len(COLUMNS))
    table.style = "Table Grid"
    for cell, name in zip(table.rows[0].cells, COLUMNS, strict=True):
        cell.paragraphs[0].add_run(name).bold = True
    document.save(str(path))


def blank_workbook(title: str, path: Path) -> None:
    """Write a blank workbook, its cells set to text."""
    import openpyxl
    from openpyxl.styles import Alignment, Font

    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "Chronology"
    sheet.append(COLUMNS)
    for number, width in enumerate((8, 18, 10, 24, 70, 24, 14, 40)):
        column = chr(ord("A") + number)
        sheet.column_dimensions[column].width = width
        sheet[f"{column}1"].font = Font(bold=True)
        for row in range(2, 201):
            # Text, so that no program turns what is typed into another date.
            sheet[f"{column}{row}"].number_format = "@"
            sheet[f"{column}{row}"].alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    guide: Any = book.create_sheet("Guidance")
    guide.column_dimensions["A"].width = 110
    for line in (title, *GUIDANCE):
        guide.append([line])
    book.properties.title = title
    book.save(path)
