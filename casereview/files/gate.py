"""The upload gate: by allow-list, ending, first bytes and inner structure, with limits counted while reading.

Everything is checked before any parser sees the file. What is refused has one sentence for a clerk.
"""

from __future__ import annotations

import io
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from xml.parsers import expat

ALLOWED: dict[str, str] = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".csv": "text/csv",
    ".pdf": "application/pdf",
    ".txt": "text/plain",
    ".png": "image/png",
    ".jpg": "image/jpeg",
}
MOST_MEMBERS = 2000
MOST_UNPACKED = 100 * 1024 * 1024
MOST_RATIO = 200
SMALL_MEMBER = 1024 * 1024
DEEPEST = 2000
BLANK = b"\x00 \r\n\t"
LONGEST_TEXT = 1024 * 1024
LONGEST_NAME = 255
MOST_TAGS = 5000
"""Kinds of elements in one part: an office program knows some hundreds."""
MOST_ELEMENTS = 5_000_000
"""In one part: beyond a million empty rows, and no more than is looked through in some seconds."""
NOT_TAKEN = "This kind of file is not taken. Send a .docx, .xlsx, .ods, .csv, .pdf, .txt, .png or .jpg."
TOO_LONG = "One text in this file is longer than a whole report. It is not taken."
UNPACKS = (
    "This file unpacks to far more than an ordinary document. It is not taken."
    " If it has very many empty rows or columns, delete them and send it again."
)
NO_TEXT = (
    "This is not a text file, whatever its name says."
    " Send the file that it was made from, or save it again as CSV UTF-8."
)
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BROKEN_ARCHIVE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)
"""What reading a damaged ZIP archive may raise, by where in it the damage lies."""
MAIN_PART = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml", ".ods": "content.xml"}


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that may be kept and read."""

    ending: str
    media: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """Why a file is not kept, in a sentence for a clerk."""

    why: str


class _Stop(Exception):
    """Reading stopped: the sentence says why."""


def check(data: bytes, name: str, *, limit: int = 50 * 1024 * 1024) -> Accepted | Rejected:
    """Whether a file may come in.

    Args:
        data: the file's bytes.
        name: the name it was sent under; only its ending counts.
        limit: the most bytes, 50 MB unless told otherwise.
    """
    ending = ending_of(name)
    if ending in (".doc", ".xls", ".docm", ".xlsm", ".dotm", ".rtf", ".odt"):
        return Rejected(
            "This kind of file cannot be read safely. Save it as .docx, .xlsx or .csv and send it again."
        )
    if ending not in ALLOWED:
        return Rejected(NOT_TAKEN)
    if not (data[:4096].strip(BLANK) or data.strip(BLANK)):
        return Rejected("This file is empty. Check it on your machine and send it again.")
    if len(data) > limit:
        return Rejected(
            f"This file is larger than {limit // (1024 * 1024)} MB. Split it, or send a smaller copy."
        )
    try:
        _structure(data, ending)
    except _Stop as stop:
        return Rejected(str(stop))
    return Accepted(ending, ALLOWED[ending])


def _structure(data: bytes, ending: str) -> None:
    if data.startswith(OLD_OFFICE):
        raise _Stop(
            "This file is protected by a password or in an old format. Save it without, as .docx or .xlsx."
        )
    if ending in MAIN_PART:
        return _office(data, ending)
    if ending == ".pdf":
        if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-2048:]:
            raise _Stop("This is not a whole PDF. Save it again and send that.")
        if b"/Encrypt" in data[-4096:] or b"/Encrypt" in data[:4096]:
            raise _Stop("This PDF is protected by a password. Save it without one.")
    elif ending == ".png":
        if not data.startswith(b"\x89PNG\r\n\x1a\n"):
            raise _Stop("This is not a PNG picture, whatever its name says.")
        if int.from_bytes(data[16:20]) > 20_000 or int.from_bytes(data[20:24]) > 20_000:
            raise _Stop("This picture is too large in pixels. Send a smaller copy.")
    elif ending == ".jpg":
        if not data.startswith(b"\xff\xd8\xff"):
            raise _Stop("This is not a JPEG picture, whatever its name says.")
    else:
        _text(data, ending)


def _text(data: bytes, ending: str) -> None:
    start = data[:4096]
    if data.startswith((b"PK\x03\x04", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")):
        raise _Stop(NO_TEXT)
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\x00" in start and not marked and not _two_bytes_a_letter(start):
        raise _Stop(NO_TEXT)
    if ending == ".txt" and (b"<script" in start.lower() or b"<html" in start.lower()):
        raise _Stop("This is a web page, whatever its name says. Send the text alone.")


def _two_bytes_a_letter(start: bytes) -> bool:
    """Whether a text without a mark at its beginning is UTF-16, as some databases write it: every other byte is nought."""
    odd, even = start[1::2], start[: len(start) // 2 * 2 : 2]
    return any(
        len(odd) >= 4 and nought.count(0) > 0.9 * len(nought) and letters.count(0) == 0
        for nought, letters in ((odd, even), (even, odd))
    )


def _office(data: bytes, ending: str) -> None:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN_ARCHIVE:
        raise _Stop(
            "This file is damaged or is not what its name says. Save it again and send that."
        ) from None
    members = archive.infolist()
    if len(members) > MOST_MEMBERS:
        raise _Stop("This file has too many parts inside to be an ordinary document.")
    names = [member.filename for member in members]
    if MAIN_PART[ending] not in names and not (ending == ".ods" and "encrypted-package" in names):
        raise _Stop("This file is not what its name says. Save it again from the program that made it.")
    if len({member.header_offset for member in members}) != len(members) or len(set(names)) != len(names):
        raise _Stop("The parts inside this file lie over one another. It was not made by an office program.")
    if ending == ".ods" and _says_it_is_encrypted(archive):
        raise _Stop("This file is protected by a password. Save it without one.")
    unpacked = 0
    for member in members:
        unpacked += _member(archive, member, unpacked)


def _says_it_is_encrypted(archive: zipfile.ZipFile) -> bool:
    """Whether a spreadsheet of OpenDocument has a password: its list of parts says so, and the parts themselves are noise."""
    try:
        with archive.open("META-INF/manifest.xml") as manifest:
            return b"encryption-data" in manifest.read(SMALL_MEMBER)
    except (KeyError, *BROKEN_ARCHIVE):
        return False


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, before: int) -> int:
    """Read one part, counting; its XML is walked without entities. Returns its size in bytes."""
    name = member.filename
    if member.flag_bits & 1:
        raise _Stop("A part of this file is encrypted. Save it without a password.")
    if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name:
        raise _Stop("A part of this file points outside it. It was not made by an office program.")
    if name.lower().endswith("vbaproject.bin"):
        raise _Stop("This file has macros. Save it as .docx or .xlsx, without macros.")
    size, walk = 0, _Walk() if name.endswith((".xml", ".rels")) else None
    try:
        with archive.open(member) as part:
            while chunk := part.read(65536):
                size += len(chunk)
                if before + size > MOST_UNPACKED or (
                    size > SMALL_MEMBER and size > MOST_RATIO * max(1, member.compress_size)
                ):
                    raise _Stop(UNPACKS)
                if walk:
                    walk.feed(chunk)
            if walk:
                walk.feed(b"", True)
    except BROKEN_ARCHIVE:
        raise _Stop("This file is damaged. Save it again and send that.") from None
    return size


class _Walk:
    """Walks XML without building it: refuses a DTD, what is nested too deep, a text too long, macro content types."""

    def __init__(self) -> None:
        self.depth, self.run, self.fed, self.elements = 0, 0, 0, 0
        self.tags: set[str] = set()
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._dtd
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._words

    def feed(self, chunk: bytes, last: bool = False) -> None:
        """Walk on. A piece of markup that does not end is looked at anew from its beginning with every chunk, so it may not be long."""
        try:
            self.parser.Parse(chunk, last)
        except expat.ExpatError:
            raise _Stop("A part of this file is damaged. Save it again and send that.") from None
        self.fed += len(chunk)
        if self.fed - self.parser.CurrentByteIndex > LONGEST_TEXT:
            raise _Stop(TOO_LONG)

    def _dtd(self, *_: object) -> None:
        raise _Stop(
            "This file defines names of its own inside, which no office program does. It is not taken."
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth, self.run = self.depth + 1, 0
        self.tags.add(tag)
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise _Stop(UNPACKS)
        if self.depth > DEEPEST or len(self.tags) > MOST_TAGS:
            raise _Stop("This file is nested too deep, or built too oddly, to be an ordinary document.")
        if any("macroEnabled" in value for value in attributes.values()):
            raise _Stop("This file has macros. Save it as .docx or .xlsx, without macros.")

    def _end(self, tag: str) -> None:
        self.depth, self.run = self.depth - 1, 0

    def _words(self, text: str) -> None:
        self.run += len(text)
        if self.run > LONGEST_TEXT:
            raise _Stop(TOO_LONG)


def ending_of(name: str) -> str:
    """The ending that says what a file is, in small letters: dots and blanks after it do not count, a bare ending does.

    >>> ending_of("Report.JPEG"), ending_of("..\\\\a.csv. "), ending_of(".csv"), ending_of("notes")
    ('.jpg', '.csv', '.csv', '')
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1].rstrip(". ").lower()
    ending = PurePosixPath(f"file{last}" if last.startswith(".") else last).suffix
    return ".jpg" if ending == ".jpeg" else ending


def safe_display_name(name: str) -> str:
    """A file's name as a page may show it: the last part alone, controls and direction overrides made visible.

    Its ending stays, however long it is, and a bare ending gets a name: whoever reads it later must know what it is.

    >>> safe_display_name("../../etc/x"), safe_display_name("a\\u202egpj.exe"), safe_display_name(".csv")
    ('x', 'a[U+202E]gpj.exe', 'file.csv')
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1] or "file"
    shown = "".join(
        f"[U+{ord(c):04X}]" if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") else c
        for c in last
    )
    ending = ending_of(last)
    kept = shown.lstrip("-. ") or "file"
    if ending and f".{kept.rstrip('. ').lower()}" == ending:
        kept = f"file{ending}"
    return kept if len(kept) <= LONGEST_NAME else kept[: LONGEST_NAME - len(ending)] + ending
