"""CSV files and tables pasted as text: encoding and delimiter found, said, and open to be set by a person."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from casereview.evidence.chronology.reading.cells import CannotRead, Line, Original, Part
from casereview.evidence.chronology.reading.columns import by_headings

ENCODINGS: tuple[tuple[str, str], ...] = (
    ("utf-8-sig", "UTF-8"),
    ("utf-16", "UTF-16"),
    ("cp1252", "Windows (Western Europe)"),
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
MARK = "\ufeffCasereview chronology"
START = 1 << 18
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
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := file.read(1 << 20):
            if not chunk.isascii() or decoder.getstate()[0]:
                decoder.decode(chunk)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return "cp1252"
    finally:
        file.seek(0)
    return "utf-8-sig"


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
            rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)][:200]
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
    marked = text.startswith(MARK.lstrip("\ufeff"))
    said = []
    errors = "strict"
    if found == "cp1252":
        # Five bytes mean nothing in Windows-1252; each stays, as its own number, instead of stopping the file.
        found, errors = "cp1252", "casereview-keep"
    delimiter = delimiter or delimiter_of(text)
    if found == "cp1252" and not encoding:
        said.append(
            "This file is not in UTF-8. It was read as Windows writes it; look at £ and accented letters."
        )
    reader = io.TextIOWrapper(file, encoding=found, errors=errors, newline="")
    records = _records(reader, delimiter)
    if marked:
        next(records, None)
    return Original(
        parts=[Part("", _lines(records, 2 if marked else 1, marked))],
        said=said,
        encoding=found,
        delimiter=delimiter,
        marked=marked,
    )


def _keep(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(map(chr, error.object[error.start : error.end])), error.end


codecs.register_error("casereview-keep", _keep)


@dataclass(slots=True)
class _Quotes:
    """Hands lines on and counts their quotation marks: an odd number at the end means that one was never closed."""

    file: io.TextIOWrapper
    count: int = field(default=0)

    def __iter__(self) -> Iterator[str]:
        for line in self.file:
            if '"' in line:
                self.count += line.count('"')
            yield line


def _records(file: io.TextIOWrapper, delimiter: str) -> Iterator[list[str]]:
    quotes = _Quotes(file)
    reader = csv.reader(quotes, delimiter=delimiter)
    csv.field_size_limit(LONGEST_CELL)
    record = 0
    try:
        last: list[str] = []
        for record, row in enumerate(reader, 1):
            if record > 1:
                yield last
            last = row
        if quotes.count % 2 and any(cell.count("\n") > 1 for cell in last):
            raise CannotRead(NEVER_CLOSED.format(record=record))
        if record:
            yield last
    except csv.Error:
        if quotes.count % 2:
            raise CannotRead(NEVER_CLOSED.format(record=record + 1)) from None
        raise CannotRead(
            f"A cell in record {record + 1} is longer than a whole report. Shorten it and send the file again."
        ) from None
    except UnicodeDecodeError:
        raise CannotRead(
            f"After record {record}, this file cannot be read in the encoding that was chosen. Choose another."
        ) from None


def _lines(records: Iterator[list[str]], first: int, marked: bool) -> Iterator[Line]:
    for number, row in enumerate(records, first):
        if marked:
            row = [without_guard(cell) for cell in row]
        yield Line(number, row)  # type: ignore[arg-type]  # a list of texts is a list of cells


def without_guard(cell: str) -> str:
    """A cell of our own file, without the apostrophe that keeps a spreadsheet from running it."""
    return (
        cell[1:]
        if len(cell) > 1 and cell[0] == "'" and cell[1] in "=+-@\t\r\uff1d\uff0b\uff0d\uff20'"
        else cell
    )


def read_pasted(text: str) -> Original:
    """A table that was copied from Word or Excel and pasted as text: tabs between cells."""
    return read_delimited(io.BytesIO(text.encode("utf-8-sig")), "utf-8-sig", "\t" if "\t" in text else "")
