"""OpenDocument spreadsheets: sheets with what is shown on the screen, and dates that the program knows to be dates."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from lxml import etree

from casereview.evidence.chronology.dates import read_date
from casereview.evidence.chronology.reading.cells import AnyCell, CannotRead, Cell, Line, Original, Part
from casereview.evidence.chronology.reading.notes import ERRORS
from casereview.evidence.chronology.reading.word import PARSER

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
DC = "{http://purl.org/dc/elements/1.1/}"
EPOCH = date(1899, 12, 30)
NO_DAY_OF_ITS_OWN = date(1900, 1, 1)
"""A time by itself may be kept as one of the first days of a spreadsheet's calendar."""
MOST_REPEATS = 10_000
"""A filled row or cell repeated more often than this is no work of a person."""


def read_open_document(data: bytes) -> Original:
    """An ODS file's sheets, in order.

    Raises:
        CannotRead: it is damaged, or holds no sheet.
    """
    try:
        content = zipfile.ZipFile(io.BytesIO(data)).read("content.xml")
        root = etree.fromstring(content, etree.XMLParser(**PARSER))
    except (KeyError, etree.XMLSyntaxError, zipfile.BadZipFile, OSError, EOFError):
        raise CannotRead("This spreadsheet is damaged. Save it again and send that.") from None
    hidden = {
        style.get(f"{STYLE}name")
        for style in root.iter(f"{STYLE}style")
        for properties in style.iter(f"{STYLE}table-properties")
        if properties.get(f"{TABLE}display") == "false"
    }
    struck = {
        style.get(f"{STYLE}name")
        for style in root.iter(f"{STYLE}style")
        for properties in style.iter(f"{STYLE}text-properties")
        if properties.get(f"{STYLE}text-line-through-style") not in (None, "none")
    }
    sheets = root.find(f"{OFFICE}body/{OFFICE}spreadsheet")
    if sheets is None:
        raise CannotRead("This is not a spreadsheet, whatever its name says.")
    parts = []
    said: list[str] = []
    for sheet in sheets.findall(f"{TABLE}table"):
        name = sheet.get(f"{TABLE}name") or ""
        lines = list(_lines(sheet, struck, said))
        parts.append(
            Part(
                name,
                lines,
                hidden=sheet.get(f"{TABLE}style-name") in hidden,
                hidden_columns=frozenset(_hidden_columns(sheet)),
                sheet=True,
            )
        )
    pictures = any(True for _ in sheets.iter("{*}frame"))
    shift = _day_shift(sheets)
    return Original(parts=parts, pictures=pictures, said=list(dict.fromkeys(said)), day_shift=shift)


def _day_shift(sheets: Any) -> int:
    """Days from the usual first day of a spreadsheet's calendar to this one's: 1,462 where it counts from 1904."""
    for first in sheets.iter(f"{TABLE}null-date"):
        if found := _date_value(first.get(f"{TABLE}date-value") or "1899-12-30"):
            return (found[0] - EPOCH).days
    return 0


def _repeats(element: Any, what: str) -> int:
    value = element.get(f"{TABLE}number-{what}-repeated")
    return int(value) if value and value.isdecimal() else 1


def _hidden_columns(sheet: Any) -> Iterator[int]:
    number = 1
    for column in sheet.iter(f"{TABLE}table-column"):
        repeats = _repeats(column, "columns")
        if column.get(f"{TABLE}visibility") in ("collapse", "filter"):
            yield from range(number, number + min(repeats, 300))
        number += repeats


def _lines(sheet: Any, struck: set[Any], said: list[str]) -> Iterator[Line]:
    number = 1
    open_above: dict[int, tuple[Cell, int]] = {}
    width = 0
    for row in sheet.iter(f"{TABLE}table-row"):
        if row.getparent().tag != f"{TABLE}table" and not row.getparent().tag.startswith(TABLE):
            continue
        cells, spans = _cells(row, struck)
        repeats = _repeats(row, "rows")
        filled = any(cell if isinstance(cell, str) else True for cell in cells)
        _cover(cells, spans, open_above)
        width = max(width, len(cells))
        across = bool(cells) and spans.get(0, (1, 1))[1] >= max(2, width)
        hidden = row.get(f"{TABLE}visibility") in ("collapse", "filter")
        if filled or open_above:
            if repeats > MOST_REPEATS:
                said.append(
                    f"A row of this file stands there {repeats:,} times, one like the other. {MOST_REPEATS:,} of them were read."
                )
            for _ in range(min(repeats, MOST_REPEATS)):
                yield Line(number, list(cells), across=across, hidden=hidden)
                number += 1
            number += repeats - min(repeats, MOST_REPEATS)
        else:
            number += repeats


def _cells(row: Any, struck: set[Any]) -> tuple[list[AnyCell], dict[int, tuple[int, int]]]:
    """The cells of a row without the empty ones at its end, and how far those that are merged reach: rows, columns."""
    cells: list[AnyCell] = []
    spans: dict[int, tuple[int, int]] = {}
    empty = 0
    for cell in row:
        if cell.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            continue
        repeats = _repeats(cell, "columns")
        read = _cell(cell, struck)
        if isinstance(read, str) and not read:
            empty += repeats
            continue
        cells += [""] * min(empty, MOST_REPEATS)
        empty = 0
        down, right = cell.get(f"{TABLE}number-rows-spanned"), cell.get(f"{TABLE}number-columns-spanned")
        if down or right:
            spans[len(cells)] = (int(down or 1), int(right or 1))
        cells += [read] * min(repeats, MOST_REPEATS)
    return cells, spans


def _cover(
    cells: list[AnyCell], spans: dict[int, tuple[int, int]], open_above: dict[int, tuple[Cell, int]]
) -> None:
    """Give the text of a cell merged downwards to the rows that it covers."""
    for at in list(open_above):
        above, left = open_above[at]
        if at >= len(cells):
            cells += [""] * (at + 1 - len(cells))
        if cells[at] == "":
            cells[at] = Cell(above.text, above.day, above.at, filled=True, shown=above.shown)
        open_above.pop(at)
        if left > 1:
            open_above[at] = (above, left - 1)
    for at, (down, _) in spans.items():
        cell = cells[at]
        if down > 1:
            open_above[at] = (cell if isinstance(cell, Cell) else Cell(cell), min(down, MOST_REPEATS) - 1)


def _cell(cell: Any, struck: set[Any]) -> AnyCell:
    kind = cell.get(f"{OFFICE}value-type")
    if kind is None and len(cell) == 0:
        return ""
    text = "\n".join(_paragraph(p) for p in _paragraphs(cell))
    if not text and kind == "string":
        text = cell.get(f"{OFFICE}string-value") or ""
    aside = {}
    for note in cell.findall(f"{OFFICE}annotation"):
        aside["comment"] = "\n".join(_paragraph(p) for p in note.iter(f"{TEXT}p"))
    marks = ("struck",) if text and cell.get(f"{TABLE}style-name") in struck else ()
    day, at, shown = None, None, ""
    if kind == "date" and (found := _date_value(cell.get(f"{OFFICE}date-value") or "")):
        day, at = found
        if at and day <= NO_DAY_OF_ITS_OWN:
            day, text = None, f"{at:%H:%M}"
        else:
            shown = _shown(text, day)
            text = day.isoformat()
    elif kind == "time" and (found_at := _time_value(cell.get(f"{OFFICE}time-value") or "")):
        at = found_at
        text = f"{at:%H:%M}"
    elif kind in ("float", "percentage", "currency") and not text:
        text = cell.get(f"{OFFICE}value") or ""
    if text in ERRORS:
        marks = (*marks, "error")
    if cell.get(f"{TABLE}formula") and not text and kind in (None, "string"):
        marks = (*marks, "no value")
    return Cell(text, day, at, aside, marks, shown=shown) if day or at or aside or marks else text


def _paragraphs(cell: Any) -> Iterator[Any]:
    """The paragraphs of a cell, those of its lists too; not of its comments or of what is drawn on it."""
    for child in cell:
        if child.tag == f"{TEXT}p":
            yield child
        elif isinstance(child.tag, str) and child.tag.startswith(TEXT):
            yield from child.iter(f"{TEXT}p")


def _shown(text: str, day: date) -> str:
    """Of what a date cell shows, whether that is only its month or year, or leaves out the year."""
    if not text:
        return ""
    read = read_date(text)
    if read.problem == "no-year":
        return "no year"
    return read.unit if read.unit in ("month", "year") else ""


def _paragraph(element: Any) -> str:
    """A paragraph's text with its spaces, tabs and line breaks."""
    said = [element.text or ""]
    for child in element.iterdescendants():
        if child.tag == f"{TEXT}s":
            said.append(" " * min(int(child.get(f"{TEXT}c") or 1), 1000))
        elif child.tag == f"{TEXT}tab":
            said.append("\t")
        elif child.tag == f"{TEXT}line-break":
            said.append("\n")
        elif child.text:
            said.append(child.text)
        if child.tail:
            said.append(child.tail)
    return "".join(said)


def _date_value(value: str) -> tuple[date, time | None] | None:
    try:
        read = datetime.fromisoformat(value[:19])
    except ValueError:
        return None
    at = read.time().replace(second=0, microsecond=0)
    return read.date(), at if at != time(0) else None


def _time_value(value: str) -> time | None:
    import re

    found = re.match(r"PT(\d+)H(\d+)M", value)
    return time(int(found[1]), int(found[2])) if found and int(found[1]) < 24 and int(found[2]) < 60 else None
