"""CSV files and tables pasted as text: encoding and delimiter found, said, and open to be set by a person."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice
from typing import BinaryIO

from casereview.evidence.chronology.reading.cells import CannotRead, Line, Original, Part
from casereview.evidence.chronology.reading.columns import by_headings

ENCODINGS: tuple[tuple[str, str], ...] = (
    ("utf-8-sig", "UTF-8"),
    ("utf-16", "UTF-16"),
    ("cp1252", "Windows (Western Europe)"),
    ("mac_roman", "Macintosh"),
    ("utf-16-le", "UTF-16 without its mark"),
    ("utf-16-be", "UTF-16 without its mark, the other way round"),
)
"""The encodings that a person can choose from."""
DELIMITERS: tuple[tuple[str, str], ...] = (
    (",", "comma"),
    (";", "semicolon"),
    ("\t", "tab"),
    ("|", "upright stroke"),
)
LONGEST_CELL = 1 << 20
"""Characters in one cell; a whole report has fewer."""
START = 1 << 18
_SAID = re.compile(r"\ufeff?sep=([,;\t|])\r?\n?")
"""What Excel writes above a table to say how its cells are divided."""
LOOKED_AT = 200
"""Records by which a delimiter is told."""
NEVER_CLOSED = (
    "A quotation mark is opened in record {record} and never closed, so that the rest of the file would be one cell."
    " Close it, or take it away, and send the file again."
)


def encoding_of(file: BinaryIO) -> str:
    """How the bytes of a text file are to be read: a mark at its beginning, else UTF-8 if it is that throughout, else Windows."""
    start = file.read(4)
    file.seek(0)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if encoding := without_mark(file.read(START)):
        file.seek(0)
        return encoding
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := file.read(1 << 20):
            if not chunk.isascii() or decoder.getstate()[0]:
                decoder.decode(chunk)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        file.seek(0)
        start = file.read(START)
        # Only old Macs end a line so.
        return "mac_roman" if b"\r" in start and b"\n" not in start else "cp1252"
    finally:
        file.seek(0)
    return "utf-8-sig"


def without_mark(start: bytes) -> str:
    """UTF-16 that nothing at its beginning says: every other byte of plain letters is nought.

    >>> without_mark("Date,Event".encode("utf-16-le")), without_mark("Date,Event".encode("utf-16-be")), without_mark(b"Date,Event")
    ('utf-16-le', 'utf-16-be', '')
    """
    begin = start[: len(start) // 2 * 2][:4096]
    half = len(begin) // 2
    for nought, letters, encoding in ((1, 0, "utf-16-le"), (0, 1, "utf-16-be")):
        if half >= 4 and begin[nought::2].count(0) > 0.9 * half and begin[letters::2].count(0) == 0:
            return encoding
    return ""


def delimiter_of(text: str) -> str:
    """The delimiter that gives the most rows of the same width, and best a row of headings that can be read.

    >>> delimiter_of("Date;Event, contact\\n3/4/12;Seen, well\\n"), delimiter_of("Title, with commas\\nDate\\tEvent\\n1/2/12\\tx")
    (';', '\\t')
    """
    best = (",", -1.0)
    for delimiter, _ in DELIMITERS:
        if delimiter not in text:
            continue
        try:
            rows = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), LOOKED_AT))
        except csv.Error:
            continue
        widths = Counter(len(row) for row in rows if len(row) > 1)
        if not widths:
            continue
        same = widths.most_common(1)[0][1] / max(1, sum(1 for row in rows if row))
        headed = any(by_headings(row).readable and not _holds_another(row, delimiter) for row in rows[:30])
        score = same + 2 * headed
        if score > best[1]:
            best = (delimiter, score)
    return best[0]


def _holds_another(headings: list[str], delimiter: str) -> bool:
    """Whether another delimiter stands in a heading: then that one may be meant."""
    return any(other in head for other in ";\t|" if other != delimiter for head in headings)


def read_delimited(file: BinaryIO, encoding: str = "", delimiter: str = "") -> Original:
    """A CSV file, read as it is asked for, row by row.

    Args:
        encoding, delimiter: what a person said; empty to find them.

    Raises:
        CannotRead: it cannot be read in the encoding that was said.
    """
    found = encoding or encoding_of(file)
    start = file.read(START)
    file.seek(0)
    text = codecs.getincrementaldecoder(found)(errors="replace").decode(start)
    said = []
    errors = "strict"
    if found == "cp1252":
        # Five bytes mean nothing in Windows-1252; each stays, as its own number, instead of stopping the file.
        errors = "casereview-keep"
    delimiter = delimiter or delimiter_of(_SAID.sub("", text, count=1))
    if found == "mac_roman" and not encoding:
        said.append(
            "This file is not in UTF-8. It was read as an old Mac writes it; look at £ and accented letters."
        )
    if found == "cp1252" and not encoding:
        said.append(
            "This file is not in UTF-8. It was read as Windows writes it; look at £ and accented letters."
        )
    odd = _quotes(file, found, errors) % 2 == 1
    reader = io.TextIOWrapper(file, encoding=found, errors=errors, newline="")
    if said_by := _SAID.match(text):
        delimiter = said_by[1]
        reader.readline()
    return Original(
        parts=[Part("", Records(reader, delimiter, odd=odd))],
        said=said,
        encoding=found,
        delimiter=delimiter,
    )


def _quotes(file: BinaryIO, encoding: str, errors: str) -> int:
    """How many quotation marks there are: where their number is odd, one was never closed."""
    if encoding.startswith("utf-16"):
        count = file.read().decode(encoding, "replace" if errors == "strict" else errors).count('"')
    else:
        count = sum(chunk.count(b'"') for chunk in iter(lambda: file.read(1 << 20), b""))
    file.seek(0)
    return count


class Records:
    """The records of a text file, one after another as lines, or many at once as bare texts.

    Raises, while they are taken:
        CannotRead: a quotation mark was never closed, a cell has no end, or the encoding is not the file's.
    """

    def __init__(self, file: io.TextIOWrapper, delimiter: str, *, odd: bool) -> None:
        csv.field_size_limit(LONGEST_CELL)
        self._reader = csv.reader(file, delimiter=delimiter)
        self._records: Iterator[list[str]] = self._reader
        self._odd = odd
        self._last: list[str] = []
        self.number = 0

    def __iter__(self) -> Iterator[Line]:
        while rows := self.take(1)[1]:
            yield Line(self.number, rows[0])  # type: ignore[arg-type]  # a list of texts is a list of cells

    def first(self) -> list[str] | None:
        """The first record, which stays where it is; None where there is none."""
        found = self.take(1)[1]
        self.number = 0
        self._records = chain(found, self._reader)
        return found[0] if found else None

    def take(self, many: int) -> tuple[int, list[list[str]]]:
        """The next records, at most so many, and the number of the first of them."""
        first = self.number + 1
        try:
            rows = list(islice(self._records, many))
        except csv.Error:
            if self._odd:
                raise CannotRead(NEVER_CLOSED.format(record=self._reader.line_num)) from None
            raise CannotRead(
                f"A cell near line {self._reader.line_num} is longer than a whole report. Shorten it and send the file again."
            ) from None
        except UnicodeDecodeError:
            raise CannotRead(
                f"After record {self.number}, this file cannot be read in the encoding that was chosen. Choose another."
            ) from None
        self.number += len(rows)
        if rows:
            self._last = rows[-1]
        elif self._odd and any(cell.count("\n") > 1 for cell in self._last):
            raise CannotRead(NEVER_CLOSED.format(record=self.number))
        return first, rows


def _keep(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(map(chr, error.object[error.start : error.end])), error.end


codecs.register_error("casereview-keep", _keep)


def read_pasted(text: str) -> Original:
    """A table that was copied from Word or Excel and pasted as text: tabs between cells."""
    return read_delimited(io.BytesIO(text.encode("utf-8-sig")), "utf-8-sig", "\t" if "\t" in text else "")
