"""What a workbook says of its cells besides their values: what is hidden, struck through, shown only in part, in error or commented on."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

REFERENCE = re.compile(rb'\sr="([A-Z]{1,3})(\d{1,7})"')
_NO_VALUE = re.compile(
    rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]+)(\d+)"[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>\s*|<(?:\w+:)?v></(?:\w+:)?v>\s*)?</(?:\w+:)?c>'
)
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*>")
_COLUMNS = re.compile(rb"<(?:\w+:)?col\s[^>]*>")
_MAY_HIDE = re.compile(rb'\shidden="|\sht="0(?:\.0+)?"|\swidth="0(?:\.0+)?"')
_HIDES = re.compile(rb'\shidden="(?:1|true)"|\sht="0(?:\.0+)?"|\swidth="0(?:\.0+)?"')
"""A row without height or a column without width is hidden by another name."""
_SHARED = re.compile(
    rb'<(?:\w+:)?c\s(?=[^>]*\bt="s")[^>]*?\br="([A-Z]+)(\d+)"[^>]*>\s*<(?:\w+:)?v>(\d+)</(?:\w+:)?v>'
)
_ERROR = re.compile(
    rb'<(?:\w+:)?c\s(?=[^>]*\bt="e")[^>]*?\br="([A-Z]+)(\d+)"[^>]*>(?:\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>))?\s*<(?:\w+:)?v>([^<]*)</(?:\w+:)?v>'
)
_STYLED = re.compile(rb"<(?:\w+:)?c\s[^>]*?>")


@dataclass(slots=True)
class Marks:
    """What a sheet's own part says beyond its values; rows and columns from 1."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    cells: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    shown: dict[tuple[int, int], str] = field(default_factory=dict)

    def aside(self, at: tuple[int, int]) -> dict[str, str]:
        """What stands beside the text of a cell."""
        found = {"comment": self.comments.get(at, ""), "error": self.errors.get(at, "")}
        return {what: text for what, text in found.items() if text}


@dataclass(frozen=True, slots=True)
class Styles:
    """What the styles of a workbook say of cells, by the number of the style or of the shared text.

    Attributes:
        struck: styles whose font is struck through.
        shown: styles in which a date is not shown in full: ``month``, ``year`` or ``no year``.
        struck_texts: shared texts of which words are struck through.
    """

    struck: frozenset[int] = frozenset()
    shown: dict[int, str] = field(default_factory=dict)
    struck_texts: frozenset[int] = frozenset()


def column_number(letters: str) -> int:
    """A column's number from 1.

    >>> column_number("A"), column_number("AA"), column_number("XFD")
    (1, 27, 16384)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def styles_of(archive: zipfile.ZipFile) -> Styles:
    """What the styles of a workbook say of the cells that have them."""
    if "xl/styles.xml" not in archive.namelist():
        return Styles()
    from lxml import etree

    from casereview.evidence.chronology.reading.word import PARSER

    root = etree.fromstring(archive.read("xl/styles.xml"), etree.XMLParser(**PARSER))
    fonts = root.find("{*}fonts")
    struck = {
        number
        for number, font in enumerate(fonts if fonts is not None else ())
        if (strike := font.find("{*}strike")) is not None and strike.get("val") not in ("0", "false")
    }
    codes = {one.get("numFmtId"): one.get("formatCode") or "" for one in root.iter("{*}numFmt")}
    found: set[int] = set()
    shown: dict[int, str] = {}
    formats = root.find("{*}cellXfs")
    for number, form in enumerate(formats if formats is not None else ()):
        if (form.get("fontId") or "").isdecimal() and int(form.get("fontId")) in struck:
            found.add(number)
        code = form.get("numFmtId") or ""
        if what := shown_by(codes.get(code) or USUAL_FORMATS.get(code, "")):
            shown[number] = what
    return Styles(frozenset(found), shown, _struck_texts(archive))


USUAL_FORMATS = {"16": "d-mmm", "17": "mmm-yy"}
"""Forms of dates that have a number of their own and are not shown in full."""
_ASIDE_IN_CODE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\\\.|_.|\*.')


def shown_by(code: str) -> str:
    """What a form of dates shows, where that is not all: ``month``, ``year`` or ``no year``; else nothing.

    >>> shown_by("mmm yyyy"), shown_by("[$-809]mmmm\\\\ yy;@"), shown_by("d mmm"), shown_by("yyyy"), shown_by("dd/mm/yyyy"), shown_by("0.00")
    ('month', 'month', 'no year', 'year', '', '')
    """
    letters = _ASIDE_IN_CODE.sub("", code.split(";")[0]).lower()
    if "h" in letters or "s" in letters or "general" in letters:
        return ""
    day, month, year = ("d" in letters), ("m" in letters), ("y" in letters)
    if year and not day:
        return "month" if month else "year"
    return "no year" if day and month and not year else ""


def _struck_texts(archive: zipfile.ZipFile) -> frozenset[int]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return frozenset()
    data = archive.read("xl/sharedStrings.xml")
    if b"strike" not in data:
        return frozenset()
    from lxml import etree

    from casereview.evidence.chronology.reading.word import PARSER

    root = etree.fromstring(data, etree.XMLParser(**PARSER))
    return frozenset(
        number
        for number, text in enumerate(root.iter("{*}si"))
        if any(strike.get("val") not in ("0", "false") for strike in text.iter("{*}strike"))
    )


def boxed_words(archive: zipfile.ZipFile) -> list[str]:
    """What stands in the text boxes of a workbook, which are no cells."""
    from lxml import etree

    from casereview.evidence.chronology.reading.word import PARSER

    found = []
    for name in archive.namelist():
        if name.startswith("xl/drawings/") and name.endswith(".xml"):
            data = archive.read(name)
            for box in (
                etree.fromstring(data, etree.XMLParser(**PARSER)).iter("{*}txBody")
                if b"txBody" in data
                else ()
            ):
                lines = ["".join(t.text or "" for t in p.iter("{*}t")) for p in box.iter("{*}p")]
                found.append("\n".join(line for line in lines if line.strip()))
    return [text for text in found if text]


def marks_of(archive: zipfile.ZipFile, path: str, styles: Styles) -> Marks:
    """What the part of a sheet says besides its values."""
    data = archive.read(path)
    marks = Marks()
    if _MAY_HIDE.search(data):
        _hidden(data, marks)
    if b"<f" in data or b":f" in data:
        for place, _ in _found(_NO_VALUE, data):
            marks.cells.setdefault(place, []).append("no value")
    if styles.struck or styles.shown:
        _styled(data, styles, marks)
    if styles.struck_texts:
        for place, text in _found(_SHARED, data):
            if int(text) in styles.struck_texts and "struck" not in marks.cells.get(place, ()):
                marks.cells.setdefault(place, []).append("struck")
    if b't="e"' in data:
        for place, text in _found(_ERROR, data):
            marks.errors[place] = text.decode()
            marks.cells.setdefault(place, []).append("error")
    _comments(archive, path, marks)
    return marks


def _found(form: re.Pattern[bytes], data: bytes) -> Iterator[tuple[tuple[int, int], bytes]]:
    for found in form.finditer(data):
        place = (int(found[2]), column_number(found[1].decode()))
        yield place, found[3] if form.groups > 2 else b""


def _hidden(data: bytes, marks: Marks) -> None:
    for tag in _HIDDEN_ROW.findall(data):
        if _HIDES.search(tag) and (number := re.search(rb'\sr="(\d+)"', tag)):
            marks.hidden_rows.add(int(number[1]))
    for tag in _COLUMNS.findall(data):
        if _HIDES.search(tag):
            first, last = re.search(rb'\bmin="(\d+)"', tag), re.search(rb'\bmax="(\d+)"', tag)
            if first and last:
                marks.hidden_columns.update(range(int(first[1]), min(int(last[1]), int(first[1]) + 300) + 1))


def _styled(data: bytes, styles: Styles, marks: Marks) -> None:
    for tag in _STYLED.findall(data):
        style, at = re.search(rb'\bs="(\d+)"', tag), REFERENCE.search(tag)
        if style is None or at is None or tag.endswith(b"/>"):
            continue
        place, number = (int(at[2]), column_number(at[1].decode())), int(style[1])
        if number in styles.struck:
            marks.cells.setdefault(place, []).append("struck")
        if number in styles.shown:
            marks.shown[place] = styles.shown[number]


def _comments(archive: zipfile.ZipFile, path: str, marks: Marks) -> None:
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
