"""CSV files and tables pasted as text: encoding and delimiter found, said, and open to be set by a person."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, BinaryIO

from casereview.evidence.chronology.reading.cells import CannotRead, Line, Original, Part
from casereview.evidence.chronology.reading.columns import by_headings

if TYPE_CHECKING:
    from casereview.evidence.chronology.reading.columnar import Columnar

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
MOST_BEGUN = 200
"""Records that are read before what takes the others column by column can begin."""
WORTH_COLUMNS = 1 << 16
"""Bytes from which on a file is worth that."""
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


def read_delimited(file: io.BytesIO, encoding: str = "", delimiter: str = "") -> Original:
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
        parts=[Part("", Records(reader, delimiter, odd=odd, whole=lambda: _in_utf8(file, found, errors)))],
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


def _in_utf8(file: io.BytesIO, encoding: str, errors: str) -> bytes:
    data = file.getvalue()
    if encoding == "utf-8-sig":
        return data.removeprefix(codecs.BOM_UTF8)
    return data.decode(encoding, errors).encode("utf-8")


class Records:
    """The records of a text file: one after another as lines, many at once as bare texts, or very many column by column.

    Args:
        odd: the number of its quotation marks is.
        whole: gives the file in UTF-8.

    Raises, while they are taken:
        CannotRead: a quotation mark was never closed, a cell has no end, or the encoding is not the file's.
    """

    def __init__(
        self, file: io.TextIOWrapper, delimiter: str, *, odd: bool, whole: Callable[[], bytes]
    ) -> None:
        csv.field_size_limit(LONGEST_CELL)
        self._reader = csv.reader(file, delimiter=delimiter)
        self._records: Iterator[list[str]] = self._reader
        self._delimiter, self._odd, self._whole = delimiter, odd, whole
        self._last: list[str] = []
        self._begun: list[list[str]] | None = []
        self._columns: Columnar | None = None
        self._before = b""
        self.number = 0

    def __iter__(self) -> Iterator[Line]:
        while rows := self.take(1)[1]:
            yield Line(self.number, rows[0])  # type: ignore[arg-type]  # a list of texts is a list of cells

    def first(self) -> list[str] | None:
        """The first record, which stays where it is; None where there is none."""
        found = self.take(1)[1]
        self.number, self._begun = 0, []
        self._records = chain(found, self._reader)
        return found[0] if found else None

    def take(self, many: int) -> tuple[int, list[list[str]]]:
        """The next records, at most so many, and the number of the first of them."""
        first = self.number + 1
        try:
            rows = list(islice(self._records, many))
        except csv.Error:
            if self._odd:
                raise CannotRead(NEVER_CLOSED.format(record=self._line)) from None
            raise CannotRead(
                f"A cell near line {self._line} is longer than a whole report. Shorten it and send the file again."
            ) from None
        except UnicodeDecodeError:
            raise CannotRead(
                f"After record {self.number}, this file cannot be read in the encoding that was chosen. Choose another."
            ) from None
        self.number += len(rows)
        if self._begun is not None and self.number <= MOST_BEGUN:
            self._begun += rows
        else:
            self._begun = None
        if rows:
            self._last = rows[-1]
        elif self._odd and any(cell.count("\n") > 1 for cell in self._last):
            raise CannotRead(NEVER_CLOSED.format(record=self.number))
        return first, rows

    @property
    def _line(self) -> int:
        return self._before.count(b"\n") + self._reader.line_num

    def columns(self, width: int) -> tuple[int, list[Sequence[str]]] | None:
        """The next records column by column, some ten thousand, and the number of the first of them.

        None where there are none, or where they cannot be had so: they are to be taken as bare texts.

        Args:
            width: cells in each record.
        """
        begun, self._begun = self._begun, None
        if begun is not None and not self._odd:
            self._columns = _columnar(self._whole, begun, width, self._delimiter)
        if self._columns is None:
            return None
        first = self.number + 1
        if found := self._columns.take():
            self.number += len(found[0])
            return first, list(found)
        self._go_on(self._columns.data, self._columns.at)
        return None

    def _go_on(self, data: bytes, at: int) -> None:
        """Read what is left record by record."""
        left = io.TextIOWrapper(io.BytesIO(data[at:]), encoding="utf-8", newline="")
        self._records = self._reader = csv.reader(left, delimiter=self._delimiter)
        self._before = data[:at]
        self._columns = None


def _columnar(
    whole: Callable[[], bytes], begun: list[list[str]], width: int, delimiter: str
) -> Columnar | None:
    """What takes the records after the first ones column by column, where the file begins as those are written."""
    try:
        data = whole()
    except UnicodeError:
        return None
    end = "\r\n" if b"\r\n" in data[:START] else "\n"
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, lineterminator=end).writerows(begun)
    start = written.getvalue().encode("utf-8", "surrogatepass")
    if not data.startswith(start) or len(data) - len(start) < WORTH_COLUMNS:
        return None
    # Most text files are too short for what this loads.
    from casereview.evidence.chronology.reading.columnar import Columnar

    return Columnar(data, len(start), width, delimiter, end.encode())


def _keep(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(map(chr, error.object[error.start : error.end])), error.end


codecs.register_error("casereview-keep", _keep)


def read_delimited_text(text: str) -> Original:
    """A text with commas or other delimiters between its cells, as it was pasted."""
    return read_delimited(io.BytesIO(text.encode("utf-8-sig")), "utf-8-sig")
