"""Files as agencies should not send them, each as small as can be: made here, visibly nobody's."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable

import docx
from openpyxl import Workbook
from openpyxl.drawing.image import Image

GOOD = b"Date,Event,Source\n1/2/2012,Seen at home.,Log\n"
HEADS, FIRST, LAST = ["Date", "Event", "Source"], ["1/2/2012", "Seen.", "Log"], ["2/2/2012", "Again.", "Log"]
MILLION = 1_000_000


def _saved(made: object) -> bytes:
    stream = io.BytesIO()
    made.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def picture() -> bytes:
    """A PNG of one white dot."""
    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    dot = zlib.compress(b"\0\xff\xff\xff")
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", dot) + _chunk(b"IEND", b"")


def workbook(*rows: list[str], image: bool = False) -> bytes:
    """A workbook with one sheet."""
    book = Workbook()
    for cells in rows:
        book.active.append(cells)
    if image:
        book.active.add_image(Image(io.BytesIO(picture())), "A9")
    return _saved(book)


def document(*rows: list[str], image: bool = False) -> bytes:
    """A document with one table, or none."""
    made = docx.Document()
    made.add_paragraph("Chronology of an invented agency")
    if image:
        made.add_picture(io.BytesIO(picture()))
    if rows:
        grid = made.add_table(len(rows), len(HEADS))
        for line, cells in zip(grid.rows, rows, strict=True):
            for cell, text in zip(line.cells, cells, strict=True):
                cell.text = text
    return _saved(made)


def changed(data: bytes, name: str, change: Callable[[bytes], bytes], **more: bytes) -> bytes:
    """An archive with one part changed and others put in."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
        for part, content in more.items():
            new.writestr(part, content)
    return stream.getvalue()


def a_million_blank_rows() -> bytes:
    """A workbook with two rows of a chronology, and a million empty ones between them that somebody once coloured."""
    blank = b"".join(b'<row r="%d"><c r="A%d"/></row>' % (n, n) for n in range(3, MILLION))
    return changed(
        workbook(HEADS, FIRST, LAST),
        "xl/worksheets/sheet1.xml",
        lambda sheet: re.sub(
            rb'<row r="3"',
            blank + b'<row r="%d"' % MILLION,
            re.sub(rb'r="([ABC])3"', rb'r="\g<1>1000000"', sheet),
        ),
    )


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "picture of a table.docx": (lambda: document(image=True), "A picture of a table cannot be read"),
    "picture of a table.xlsx": (lambda: workbook(image=True), "A picture of a table cannot be read"),
    "photograph.png": (picture, "A picture of a table cannot be read"),
    "scan.pdf": (lambda: b"%PDF-1.4\n1 0 obj<</Subtype/Image>>\n%%EOF\n", "Send the Word or Excel file"),
    "password.xlsx": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "protected by a password"),
    "truncated.xlsx": (lambda: workbook(HEADS, FIRST)[:2000], "damaged or is not what its name says"),
    "truncated.docx": (lambda: document(HEADS, FIRST)[:2000], "damaged or is not what its name says"),
    "empty.csv": (lambda: b"", "empty"),
    "from an apple.numbers": (lambda: b"PK", "A chronology is a .docx, .xlsx, .ods or .csv file."),
    "photograph.heic": (picture, "A picture of a table cannot be read"),
    "no ending": (lambda: b"Date,Event", "A chronology is a .docx, .xlsx, .ods or .csv file."),
    "mislabelled.docx": (lambda: workbook(HEADS, FIRST), "not what its name says"),
    "mislabelled.csv": (lambda: document(HEADS, FIRST), "not a text file"),
    "macros.docx": (
        lambda: changed(document(HEADS, FIRST), "", bytes, **{"word/vbaProject.bin": b"code"}),
        "has macros",
    ),
    "macros.xlsm": (lambda: workbook(HEADS, FIRST), "cannot be read safely"),
}
"""By the name under which each is sent: what makes it, and words of its sentence."""

KEPT: dict[str, tuple[Callable[[], bytes], int]] = {
    "blank rows.csv": (
        lambda: GOOD + b",,\n" * MILLION + b"2/2/2012,Seen again.,Log\n",
        2,
    ),
    "blank rows.xlsx": (a_million_blank_rows, 2),
    "wide.csv": (
        lambda: "\n".join(
            ",".join([*cells, *(f"{word} {n}" for n in range(297))])
            for cells, word in ((HEADS, "More"), (FIRST, "Said"))
        ).encode(),
        1,
    ),
    "wide.xlsx": (
        lambda: workbook(
            *(
                [*cells, *(f"{word} {n}" for n in range(297))]
                for cells, word in ((HEADS, "More"), (FIRST, "Said"))
            )
        ),
        1,
    ),
    "picture beside.docx": (lambda: document(HEADS, FIRST, image=True), 1),
    "picture beside.xlsx": (lambda: workbook(HEADS, FIRST, image=True), 1),
}
"""Odd, and read: what makes each, and how many rows it has."""
