"""Excel workbooks: values by calamine, and what it does not say (hidden, struck, comments, formulas without a value) from the parts.

A workbook is only looked through twice where the second look can find something.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from casereview.evidence.chronology.reading.cells import AnyCell, CannotRead, Cell, Line, Original, Part
from casereview.evidence.chronology.reading.sheet_marks import (
    REFERENCE,
    Marks,
    Styles,
    boxed_words,
    column_number,
    marks_of,
    styles_of,
)

MOST_CELLS = 20_000_000
"""Cells of one sheet, empty ones among them: what an ordinary machine can hold."""
LONGEST_CELL = 32_767
DAYS_TO_1904 = 1462
NO_DAY_OF_ITS_OWN = date(1900, 1, 1)
"""A time by itself is kept as one of the first days of a spreadsheet's calendar."""
DAMAGED = "This workbook is damaged. Save it again from the program that made it and send that."


def read_workbook(data: bytes) -> Original:
    """An XLSX workbook's sheets, in order, hidden ones too.

    Raises:
        CannotRead: it is damaged, or larger than can be held.
    """
    import python_calamine

    archive = zipfile.ZipFile(io.BytesIO(data))
    try:
        paths = _sheet_paths(archive)
        for path in paths.values():
            _not_too_large(archive.read(path))
        book = python_calamine.load_workbook(io.BytesIO(data))
    except (python_calamine.CalamineError, KeyError, ValueError, OSError, zipfile.BadZipFile, EOFError):
        raise CannotRead(DAMAGED) from None
    original = Original(parts=())
    main = archive.read("xl/workbook.xml")
    if re.search(rb'date1904="(?:1|true)"', main):
        original.day_shift = DAYS_TO_1904
        original.said.append(
            "This workbook counts its days from 1904, as old Mac files do. Its dates were read so."
        )
    if any("externalLink" in name for name in archive.namelist()) or b"externalLink" in b"".join(
        archive.read(name) for name in archive.namelist() if name.endswith("workbook.xml.rels")
    ):
        original.said.append(
            "This workbook points to another workbook. Nothing was fetched; the values in it were read."
        )
    original.pictures = any(name.startswith("xl/media/") for name in archive.namelist())
    styles = styles_of(archive)
    original.outside += boxed_words(archive)
    original.parts = [
        _sheet(book, sheet.name, str(sheet.visible), archive, paths.get(sheet.name), styles)
        for sheet in book.sheets_metadata
    ]
    return original


def _sheet(
    book: Any, name: str, visible: str, archive: zipfile.ZipFile, path: str | None, styles: Styles
) -> Part:
    import python_calamine

    try:
        sheet = book.get_sheet_by_name(name)
        rows = sheet.to_python(skip_empty_area=False)
        merged = sheet.merged_cell_ranges or []
    except (python_calamine.CalamineError, ValueError, OSError):
        # A sheet of charts has no cells.
        return Part(name, [])
    marks = marks_of(archive, path, styles) if path else Marks()
    lines = list(_lines(rows, marks))
    _merge(lines, merged)
    return Part(
        name,
        lines,
        hidden=not visible.endswith("Visible"),
        hidden_columns=frozenset(marks.hidden_columns),
        sheet=True,
    )


def _lines(rows: list[list[Any]], marks: Marks) -> Iterator[Line]:
    special = {row for row, _ in {**marks.cells, **marks.comments, **marks.shown}}
    for number, row in enumerate(rows, 1):
        cells = [value if type(value) is str else cell_of(value) for value in row]
        if number in special:
            _mark(cells, number, marks)
        yield Line(number, cells, hidden=number in marks.hidden_rows)


def _mark(cells: list[AnyCell], number: int, marks: Marks) -> None:
    for index, cell in enumerate(cells):
        at = (number, index + 1)
        if at in marks.cells or at in marks.comments or at in marks.shown:
            made = cell if isinstance(cell, Cell) else Cell(cell)
            made.marks = tuple(marks.cells.get(at, ()))
            made.shown = marks.shown.get(at, "")
            made.aside.update(marks.aside(at))
            cells[index] = made
    # A comment or a formula to the right of the last value.
    for at in sorted({*marks.cells, *marks.comments}):
        if at[0] == number and at[1] > len(cells):
            cells += [""] * (at[1] - len(cells))
            cells[at[1] - 1] = Cell("", None, None, marks.aside(at), tuple(marks.cells.get(at, ())))


def cell_of(value: Any) -> AnyCell:
    """A value that is no text, as a cell: a date by its ISO day, a whole number without its point.

    >>> cell_of(40553.0), cell_of(12.5), cell_of(True), cell_of(None)
    ('40553', '12.5', 'TRUE', '')
    >>> cell_of(datetime(2012, 4, 3, 14, 20)).text, cell_of(time(9, 5)).text
    ('2012-04-03', '09:05')
    >>> cell_of(datetime(1899, 12, 31, 14, 30)).text
    '14:30'
    """
    if isinstance(value, datetime):
        at = value.time().replace(microsecond=0)
        if value.date() <= NO_DAY_OF_ITS_OWN and at != time(0):
            return Cell(f"{at:%H:%M}", None, at.replace(second=0))
        return Cell(value.date().isoformat(), value.date(), at if at != time(0) else None)
    if isinstance(value, date):
        return Cell(value.isoformat(), value)
    if isinstance(value, time):
        return Cell(f"{value:%H:%M}", None, value.replace(second=0, microsecond=0))
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds() // 60)
        clock = time(minutes // 60, minutes % 60) if 0 <= minutes < 1440 else None
        return Cell(f"{clock:%H:%M}" if clock else str(value), None, clock)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e18 else repr(value)
    return "" if value is None else str(value)


def _merge(lines: list[Line], merged: Any) -> None:
    """Give the text of cells merged downwards to every row that they cover, and know a banner across the sheet."""
    used = max(
        (
            len(line.cells)
            - next((i for i, c in enumerate(reversed(line.cells)) if c != ""), len(line.cells))
            for line in lines
        ),
        default=0,
    )
    for (top, left), (bottom, right) in merged:
        if top >= len(lines) or bottom - top > 10_000:
            continue
        first = lines[top].cells
        if left >= len(first):
            continue
        origin = first[left]
        if bottom == top and left == 0 and right + 1 >= max(2, used):
            lines[top].across = True
        text = origin if isinstance(origin, str) else origin.text
        for row in range(top + 1, min(bottom + 1, len(lines))):
            cells = lines[row].cells
            if left < len(cells) and text and not _text(cells[left]):
                made = Cell(text) if isinstance(origin, str) else origin
                cells[left] = Cell(text, made.day, made.at, filled=True, shown=made.shown)


def _text(cell: AnyCell) -> str:
    return cell if isinstance(cell, str) else cell.text


def _not_too_large(sheet: bytes) -> None:
    """A cell at the far corner must not make millions of empty ones."""
    rows = columns = 0
    for letters, number in REFERENCE.findall(sheet):
        rows = max(rows, int(number))
        if len(letters) > 1 or columns < 26:
            columns = max(columns, column_number(letters.decode()))
    if rows * columns > MOST_CELLS:
        raise CannotRead(
            f"A sheet of this workbook reaches to row {rows:,} and column {columns:,}, mostly empty."
            " Delete the empty rows and columns at its end and send it again."
        )


def _sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    """Each sheet's name and the part that holds it."""
    import posixpath

    from lxml import etree

    from casereview.evidence.chronology.reading.word import PARSER

    try:
        book = etree.fromstring(archive.read("xl/workbook.xml"), etree.XMLParser(**PARSER))
        links = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), etree.XMLParser(**PARSER))
    except etree.XMLSyntaxError:
        raise CannotRead(DAMAGED) from None
    targets = {link.get("Id"): link.get("Target") or "" for link in links}
    names = set(archive.namelist())
    found = {}
    for sheet in book.iter("{*}sheet"):
        target = next(
            (targets.get(value) for name, value in sheet.attrib.items() if name.endswith("}id")), None
        )
        if target:
            path = (
                posixpath.normpath(posixpath.join("xl", target)) if not target.startswith("/") else target[1:]
            )
            if path in names:
                found[sheet.get("name") or ""] = path
    return found
