"""A blank chronology for an agency to fill in, as a text document and as a workbook, with guidance."""

from __future__ import annotations

from pathlib import Path
from typing import Any

GUIDANCE = (
    "One row for each event, in the words of your record. Do not merge cells, and do not leave out a row because the date is not certain.",
    "Date: as your record has it. 12/3/11, March 2012, about 6 May 2011, night of 3–4 May 2012 can all be read.",
    "Source: which record says so. An entry without a source is weak.",
    "Child seen: yes, no, alone, or what your record says of it. Leave it empty where the record says nothing.",
    "Periods without contact are entries too: say from when to when, and that the records were looked through.",
)
GUIDE = "Guidance"
"""The sheet of the workbook that holds it. It is no chronology, and nobody needs to be told so."""
COLUMNS = ("Ref", "Date", "Time", "Source", "Event", "Professional (role)", "Child seen", "Comment")
WIDTHS_CM = (1.4, 3.0, 1.7, 3.2, 8.6, 3.2, 2.2, 3.8)
WIDTHS = (8, 18, 10, 24, 70, 24, 14, 40)
ROWS = 25
HEAD = "DFEAEA"


def blank_document(title: str, path: Path) -> None:
    """Write a blank text document: landscape, its header row on every page."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt

    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.3)
    section.top_margin, section.bottom_margin = Cm(1.4), Cm(1.5)
    normal: Any = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(10)
    document.core_properties.title, document.core_properties.author = title, ""
    heading: Any = document.add_heading(title, level=1)
    for run in heading.runs:
        run.font.name, run.font.size = "Arial", Pt(16)
    for line in GUIDANCE:
        document.add_paragraph(line, style="List Bullet").paragraph_format.space_after = Pt(2)
    _table(document)
    document.save(str(path))


def _table(document: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm

    table = document.add_table(rows=ROWS, cols=len(COLUMNS))
    table.style, table.autofit = "Table Grid", False
    for column, width in zip(table.columns, WIDTHS_CM, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)
    for cell, name in zip(table.rows[0].cells, COLUMNS, strict=True):
        cell.paragraphs[0].add_run(name).bold = True
        shade = OxmlElement("w:shd")
        for key, value in (("val", "clear"), ("color", "auto"), ("fill", HEAD)):
            shade.set(qn(f"w:{key}"), value)
        cell._tc.get_or_add_tcPr().append(shade)
    for number, row in enumerate(table.rows):
        asked = row._tr.get_or_add_trPr()
        asked.append(OxmlElement("w:cantSplit"))
        if not number:
            asked.append(OxmlElement("w:tblHeader"))
        row.height = Cm(0.8)


def blank_workbook(title: str, path: Path) -> None:
    """Write a blank workbook: its cells are texts, and it prints across one page."""
    import openpyxl
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.worksheet.properties import PageSetupProperties

    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "Chronology"
    sheet.append(COLUMNS)
    line = Side(style="thin", color="B9C9CA")
    for number, width in enumerate(WIDTHS):
        column = chr(ord("A") + number)
        sheet.column_dimensions[column].width = width
        sheet[f"{column}1"].font = Font(name="Arial", size=10, bold=True)
        sheet[f"{column}1"].fill = PatternFill("solid", fgColor=HEAD)
        for row in range(1, 201):
            cell = sheet[f"{column}{row}"]
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.border = Border(left=line, right=line, top=line, bottom=line)
            if row > 1:
                # Text, so that no program turns what is typed into another date.
                cell.number_format, cell.font = "@", Font(name="Arial", size=10)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    _guide(book.create_sheet(GUIDE), title)
    book.properties.title, book.properties.creator = title, ""
    book.save(path)


def _guide(sheet: Any, title: str) -> None:
    from openpyxl.styles import Alignment, Font

    sheet.column_dimensions["A"].width = 110
    for number, line in enumerate((title, *GUIDANCE), 1):
        cell = sheet.cell(number, 1, line)
        cell.font = Font(name="Arial", size=10, bold=number == 1)
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def is_guide(name: str, texts: list[str]) -> bool:
    """Whether a sheet is the guidance of a workbook that we made.

    Args:
        name: of the sheet.
        texts: its cells that hold something.
    """
    return name == GUIDE and len(texts) > 1 and texts[1] == GUIDANCE[0]
