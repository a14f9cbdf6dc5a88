"""Excel workbooks: values by calamine, and what it does not say (hidden, struck, comments, formulas without a value) from the parts.

A workbook is only looked through twice where the second look can find something.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from casereview.evidence.chronology.reading.cells import AnyCell, CannotRead, Cell, Line, Original, Part

MOST_CELLS = 20_000_000
"""Cells of one sheet, empty ones among them: what an ordinary machine can hold."""
LONGEST_CELL = 32_767
DAYS_TO_1904 = 1462
DAMAGED = "This workbook is damaged. Save it again from the program that made it and send that."
_REFERENCE = re.compile(rb'\sr="([A-Z]{1,3})(\d{1,7})"')
_NO_VALUE = re.compile(
    rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]+)(\d+)"[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>\s*|<(?:\w+:)?v></(?:\w+:)?v>\s*)?</(?:\w+:)?c>'
)
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*>")
_COLUMNS = re.compile(rb"<(?:\w+:)?col\s[^>]*>")
_STYLED = re.compile(rb"<(?:\w+:)?c\s[^>]*?>")


@dataclass(slots=True)
class _Marks:
    """What a sheet's own part says beyond its values; rows and columns from 1."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    cells: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)


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
    struck = _struck_styles(archive)
    original.parts = [
        _sheet(book, sheet.name, str(sheet.visible), archive, paths.get(sheet.name), struck)
        for sheet in book.sheets_metadata
    ]
    return original


def _sheet(
    book: Any, name: str, visible: str, archive: zipfile.ZipFile, path: str | None, struck: frozenset[int]
) -> Part:
    import python_calamine

    try:
        sheet = book.get_sheet_by_name(name)
        rows = sheet.to_python(skip_empty_area=False)
        merged = sheet.merged_cell_ranges or []
    except (python_calamine.CalamineError, ValueError, OSError):
        # A sheet of charts has no cells.
        return Part(name, [])
    marks = _marks(archive, path, struck) if path else _Marks()
    lines = list(_lines(rows, marks))
    _merge(lines, merged)
    return Part(
        name,
        lines,
        hidden=not visible.endswith("Visible"),
        hidden_columns=frozenset(marks.hidden_columns),
        sheet=True,
    )


def _lines(rows: list[list[Any]], marks: _Marks) -> Iterator[Line]:
    special = {row for row, _ in marks.cells} | {row for row, _ in marks.comments}
    for number, row in enumerate(rows, 1):
        cells = [value if type(value) is str else cell_of(value) for value in row]
        if number in special:
            _mark(cells, number, marks)
        yield Line(number, cells, hidden=number in marks.hidden_rows)


def _mark(cells: list[AnyCell], number: int, marks: _Marks) -> None:
    for index, cell in enumerate(cells):
        at = (number, index + 1)
        if at in marks.cells or at in marks.comments:
            made = cell if isinstance(cell, Cell) else Cell(cell)
            made.marks = tuple(marks.cells.get(at, ()))
            if comment := marks.comments.get(at):
                made.aside["comment"] = comment
            cells[index] = made
    # A comment or a formula to the right of the last value.
    for at in sorted({*marks.cells, *marks.comments}):
        if at[0] == number and at[1] > len(cells):
            cells += [""] * (at[1] - len(cells))
            aside = {"comment": marks.comments[at]} if at in marks.comments else {}
            cells[at[1] - 1] = Cell("", None, None, aside, tuple(marks.cells.get(at, ())))


def cell_of(value: Any) -> AnyCell:
    """A value that is no text, as a cell: a date by its ISO day, a whole number without its point.

    >>> cell_of(40553.0), cell_of(12.5), cell_of(True), cell_of(None)
    ('40553', '12.5', 'TRUE', '')
    >>> cell_of(datetime(2012, 4, 3, 14, 20)).text, cell_of(time(9, 5)).text
    ('2012-04-03', '09:05')
    """
    if isinstance(value, datetime):
        at = value.time().replace(microsecond=0)
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
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
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
                day, at = (None, None) if isinstance(origin, str) else (origin.day, origin.at)
                cells[left] = Cell(text, day, at, filled=True)


def _text(cell: AnyCell) -> str:
    return cell if isinstance(cell, str) else cell.text


def column_number(letters: str) -> int:
    """A column's number from 1.

    >>> column_number("A"), column_number("AA"), column_number("XFD")
    (1, 27, 16384)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _not_too_large(sheet: bytes) -> None:
    """A cell at the far corner must not make millions of empty ones."""
    rows = columns = 0
    for letters, number in _REFERENCE.findall(sheet):
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


def _struck_styles(archive: zipfile.ZipFile) -> frozenset[int]:
    """Numbers of cell styles whose font is struck through."""
    if "xl/styles.xml" not in archive.namelist():
        return frozenset()
    data = archive.read("xl/styles.xml")
    if b"strike" not in data:
        return frozenset()
    from lxml import etree

    from casereview.evidence.chronology.reading.word import PARSER

    root = etree.fromstring(data, etree.XMLParser(**PARSER))
    fonts = root.find("{*}fonts")
    struck = {
        number
        for number, font in enumerate(fonts if fonts is not None else ())
        if (strike := font.find("{*}strike")) is not None and strike.get("val") not in ("0", "false")
    }
    formats = root.find("{*}cellXfs")
    return frozenset(
        number
        for number, form in enumerate(formats if formats is not None else ())
        if (form.get("fontId") or "").isdecimal() and int(form.get("fontId")) in struck
    )


def _marks(archive: zipfile.ZipFile, path: str, struck: frozenset[int]) -> _Marks:
    data = archive.read(path)
    marks = _Marks()
    if b'hidden="' in data:
        for tag in _HIDDEN_ROW.findall(data):
            if re.search(rb'\bhidden="(?:1|true)"', tag) and (number := re.search(rb'\sr="(\d+)"', tag)):
                marks.hidden_rows.add(int(number[1]))
        for tag in _COLUMNS.findall(data):
            if re.search(rb'\bhidden="(?:1|true)"', tag):
                first, last = re.search(rb'\bmin="(\d+)"', tag), re.search(rb'\bmax="(\d+)"', tag)
                if first and last:
                    marks.hidden_columns.update(
                        range(int(first[1]), min(int(last[1]), int(first[1]) + 300) + 1)
                    )
    if b"<f" in data or b":f" in data:
        for letters, number in _NO_VALUE.findall(data):
            marks.cells.setdefault((int(number), column_number(letters.decode())), []).append("no value")
    if struck:
        for tag in _STYLED.findall(data):
            style, at = re.search(rb'\bs="(\d+)"', tag), _REFERENCE.search(tag)
            if style and at and int(style[1]) in struck and not tag.endswith(b"/>"):
                marks.cells.setdefault((int(at[2]), column_number(at[1].decode())), []).append("struck")
    _comments(archive, path, marks)
    return marks


def _comments(archive: zipfile.ZipFile, path: str, marks: _Marks) -> None:
    import posixpath

    folder, name = posixpath.split(path)
    links = f"{folder}/_rels/{name}.rels"
    if links not in archive.namelist() or b"comments" not in archive.read(links):
        return
    from lxml import etree

    from casereview.evidence.chronology.reading.word import PARSER

    for link in etree.fromstring(archive.read(links), etree.XMLParser(**PARSER)):
        if not (link.get("Type") or "").endswith("/comments"):
            continue
        target = link.get("Target") or ""
        part = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        if part not in archive.namelist():
            continue
        for comment in etree.fromstring(archive.read(part), etree.XMLParser(**PARSER)).iter("{*}comment"):
            found = re.fullmatch(r"([A-Z]+)(\d+)", comment.get("ref") or "")
            text = "".join(t.text or "" for t in comment.iter("{*}t"))
            if found and text.strip():
                marks.comments[int(found[2]), column_number(found[1])] = text
