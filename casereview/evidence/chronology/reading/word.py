"""Word documents, part by part: tables with all that can stand in them, read with lxml and nothing else.

Tracked changes are read as accepted; what they take away is kept beside the cell. Merged cells, nested tables, footnotes,
endnotes, comments, text boxes, struck and hidden text all keep their words.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from casereview.evidence.chronology.dates import heading_in
from casereview.evidence.chronology.reading.cells import AnyCell, CannotRead, Cell, Line, Original, Part
from casereview.evidence.chronology.reading.word_numbers import number_empty_paragraphs
from casereview.evidence.chronology.reading.word_words import (
    FALLBACK,
    TBL,
    TC,
    THROUGH,
    TR,
    P,
    W,
    Words,
    on,
    through,
)

NOTES = {"footnote": "footnotes", "endnote": "endnotes", "comment": "comments"}
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
"""How a document calls its parts that was saved as *Strict Open XML*; else it is like any other."""
USUAL = W.strip("{}").encode()
PARSER = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_pis": True,
}


def read_word(data: bytes) -> Original:
    """A document's tables, with the paragraphs between them.

    Raises:
        CannotRead: it has no readable main part.
    """
    archive = zipfile.ZipFile(io.BytesIO(data))
    root = _part(archive, "word/document.xml")
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise CannotRead("This document is damaged. Save it again from Word and send that.")
    lists = _part(archive, "word/numbering.xml")
    if lists is not None:
        number_empty_paragraphs(body, lists)
    words = Words(
        {name: _notes(archive, f"word/{part}.xml", name) for name, part in NOTES.items()},
        *_dressed_styles(archive),
    )
    outside: list[str] = []
    original = Original(parts=(), outside=outside)
    original.parts = list(_parts(body, words, outside))
    if not original.parts:
        raise CannotRead(_no_table(archive))
    original.pictures = any(True for _ in body.iter("{*}blip"))
    if _linked_from_elsewhere(archive):
        original.said.append(
            "This document points to something outside it, such as a template or a picture. Nothing was fetched."
        )
    return original


def _no_table(archive: zipfile.ZipFile) -> str:
    pictures = any(name.startswith("word/media/") for name in archive.namelist())
    if pictures:
        return "This document has pictures and no table. A picture of a table cannot be read: send the table itself, as text."
    return "This document has no table. A chronology is a table with a column for the date and one for the event."


def _part(archive: zipfile.ZipFile, name: str) -> Any:
    try:
        data = archive.read(name).replace(STRICT, USUAL)
        return etree.fromstring(data, etree.XMLParser(**PARSER))
    except KeyError:
        return None
    except (etree.XMLSyntaxError, zipfile.BadZipFile, OSError, EOFError, NotImplementedError):
        raise CannotRead("This document is damaged. Save it again from Word and send that.") from None


def _notes(archive: zipfile.ZipFile, part: str, name: str) -> dict[str, str]:
    root = _part(archive, part)
    if root is None:
        return {}
    plain = Words({})
    found: dict[str, str] = {}
    for note in root.iter(f"{W}{name}"):
        if note.get(f"{W}type") in ("separator", "continuationSeparator", "continuationNotice"):
            continue
        cell = plain.cell(note)
        text = "\n".join(text for text in (cell.text, *cell.aside.values()) if text)
        found[note.get(f"{W}id") or ""] = text.strip()
    return found


def _dressed_styles(archive: zipfile.ZipFile) -> tuple[frozenset[str], frozenset[str]]:
    """Ids of styles that strike text through, and of those that hide it."""
    if "word/styles.xml" not in archive.namelist():
        return frozenset(), frozenset()
    data = archive.read("word/styles.xml")
    if b"strike" not in data and b"vanish" not in data:
        return frozenset(), frozenset()
    root = _part(archive, "word/styles.xml")
    struck, hidden = set(), set()
    for style in root.iter(f"{W}style"):
        properties = style.find(f"{W}rPr")
        if properties is not None:
            name = style.get(f"{W}styleId") or ""
            if on(properties, "strike", "dstrike"):
                struck.add(name)
            if on(properties, "vanish"):
                hidden.add(name)
    return frozenset(struck), frozenset(hidden)


def _linked_from_elsewhere(archive: zipfile.ZipFile) -> bool:
    for name in archive.namelist():
        if name.endswith(".rels"):
            root = _part(archive, name)
            for link in root if root is not None else ():
                if link.get("TargetMode") == "External" and not (link.get("Type") or "").endswith(
                    "/hyperlink"
                ):
                    return True
    return False


def _parts(body: Any, words: Words, outside: list[str]) -> Iterator[Part]:
    before: list[str] = []
    number = 0
    stack = [iter(body)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag == TBL:
            number += 1
            yield _table(child, f"Table {number}", tuple(before), words)
            before = []
        elif child.tag == P:
            for table in _boxed_tables(child):
                number += 1
                yield _table(table, f"Table {number}", tuple(before), words)
                before = []
            cell = words.cell(child)
            if cell.text.strip():
                before.append(cell.text)
                if heading_in(cell.text) is None:
                    outside.append(cell.text)
            outside += [text for text in cell.aside.values() if text]
        elif child.tag in THROUGH:
            stack.append(iter(child))


def _boxed_tables(paragraph: Any) -> Iterator[Any]:
    """Tables in the text boxes of a paragraph: somebody set the whole chronology in a box."""
    for box in paragraph.iter(W + "txbxContent"):
        if next(box.iterancestors(FALLBACK), None) is None:
            yield from through(box, TBL)


def _table(table: Any, name: str, before: tuple[str, ...], words: Words) -> Part:
    open_above: dict[int, Cell] = {}
    lines = []
    nested: list[Part] = []
    rows = list(through(table, TR))
    width = max((_width(row) for row in rows), default=0)
    for number, row in enumerate(rows, 1):
        lines.append(_line(row, number, width, open_above, words))
    for number, inner in enumerate(_nested(rows), 1):
        nested.append(_table(inner, f"{name}, table {number} within", (), words))
    return Part(name, lines, before, nested=nested)


def _nested(rows: list[Any]) -> Iterator[Any]:
    for row in rows:
        for cell in through(row, TC):
            yield from through(cell, TBL)


def _number(properties: Any, name: str) -> int:
    found = properties.find(W + name) if properties is not None else None
    value = found.get(W + "val") if found is not None else None
    return min(int(value), 1000) if value and value.isdecimal() else 0


def _width(row: Any) -> int:
    return sum(max(1, _number(cell.find(f"{W}tcPr"), "gridSpan")) for cell in through(row, TC))


def _line(row: Any, number: int, width: int, open_above: dict[int, Cell], words: Words) -> Line:
    properties = row.find(f"{W}trPr")
    deleted = properties is not None and properties.find(f"{W}del") is not None
    cells: list[AnyCell] = [""] * _number(properties, "gridBefore")
    single = 0
    for cell in through(row, TC):
        cell_properties = cell.find(f"{W}tcPr")
        span = max(1, _number(cell_properties, "gridSpan"))
        single += 1
        at = len(cells)
        merge = cell_properties.find(f"{W}vMerge") if cell_properties is not None else None
        read = words.cell(cell, deleted)
        if (
            merge is not None
            and merge.get(f"{W}val") != "restart"
            and at in open_above
            and not read.text.strip()
        ):
            above = open_above[at]
            read = Cell(above.text, above.day, above.at, read.aside, read.marks, filled=True)
        if merge is None:
            open_above.pop(at, None)
        elif merge.get(f"{W}val") == "restart" or at not in open_above:
            open_above[at] = read
        plain = not (read.aside or read.marks or read.filled)
        cells.append(read.text if plain else read)
        cells += [""] * (span - 1)
    hidden = properties is not None and on(properties, "hidden")
    all_deleted = not deleted and _only_deleted(cells)
    if all_deleted:
        cells = [_restored(cell) for cell in cells]
    return Line(number, cells, single == 1 and width > 1, deleted or all_deleted, hidden)


def _only_deleted(cells: list[AnyCell]) -> bool:
    """Whether tracked changes take away every word of a row, though not the row itself."""
    deleted = False
    for cell in cells:
        if isinstance(cell, str):
            if cell.strip():
                return False
        elif not cell.filled:
            if cell.text.strip():
                return False
            deleted = deleted or "deleted" in cell.aside
    return deleted


def _restored(cell: AnyCell) -> AnyCell:
    if isinstance(cell, str) or "deleted" not in cell.aside:
        return cell
    rest = {what: text for what, text in cell.aside.items() if what != "deleted"}
    return Cell(cell.aside["deleted"], None, None, rest, cell.marks)
