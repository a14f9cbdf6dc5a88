"""Word documents, part by part: tables with all that can stand in them, read with lxml and nothing else.

Tracked changes are read as accepted; what they take away is kept beside the cell. Merged cells, nested tables, footnotes,
endnotes, comments, text boxes, struck and hidden text all keep their words.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from casereview.evidence.chronology.dates import heading_in
from casereview.evidence.chronology.reading.cells import AnyCell, CannotRead, Cell, Line, Original, Part

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
TBL, TR, TC, P, R, T, DEL_TEXT = (W + name for name in ("tbl", "tr", "tc", "p", "r", "t", "delText"))
THROUGH = frozenset(
    W + name
    for name in (
        "sdt",
        "sdtContent",
        "ins",
        "moveTo",
        "customXml",
        "smartTag",
        "hyperlink",
        "fldSimple",
        "dir",
        "bdo",
    )
)
"""Wrappers whose contents are read as though they were not there."""
TAKEN_AWAY = frozenset({W + "del", W + "moveFrom"})
SIGNS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "\u00ad",
}
NOTES = {"footnote": "footnotes", "endnote": "endnotes", "comment": "comments"}
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
    words = _Words(
        {name: _notes(archive, f"word/{part}.xml", name) for name, part in NOTES.items()},
        *_dressed_styles(archive),
    )
    outside: list[str] = []
    original = Original(parts=(), outside=outside)
    original.parts = list(_parts(body, words, outside))
    if not original.parts:
        raise CannotRead(_no_table(archive))
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
        return etree.fromstring(archive.read(name), etree.XMLParser(**PARSER))
    except KeyError:
        return None
    except (etree.XMLSyntaxError, zipfile.BadZipFile, OSError, EOFError, NotImplementedError):
        raise CannotRead("This document is damaged. Save it again from Word and send that.") from None


def _notes(archive: zipfile.ZipFile, part: str, name: str) -> dict[str, str]:
    root = _part(archive, part)
    if root is None:
        return {}
    plain = _Words({})
    found: dict[str, str] = {}
    for note in root.iter(f"{W}{name}"):
        if note.get(f"{W}type") in ("separator", "continuationSeparator", "continuationNotice"):
            continue
        cell = plain.cell(note)
        text = "\n".join(text for text in (cell.text, *cell.aside.values()) if text)
        found[note.get(f"{W}id") or ""] = text.strip()
    return found


def _on(properties: Any, *names: str) -> bool:
    """Whether one of these is switched on in a run's or style's properties."""
    for name in names:
        switch = properties.find(W + name)
        if switch is not None and switch.get(W + "val") not in ("0", "false", "off", "none"):
            return True
    return False


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
            if _on(properties, "strike", "dstrike"):
                struck.add(name)
            if _on(properties, "vanish"):
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


def _through(element: Any, wanted: str) -> Iterator[Any]:
    """Children of one kind, also inside content controls and insertions, in order, without recursion."""
    stack = [iter(element)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag == wanted:
            yield child
        elif child.tag in THROUGH:
            stack.append(iter(child))


def _parts(body: Any, words: _Words, outside: list[str]) -> Iterator[Part]:
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
            cell = words.cell(child)
            if cell.text.strip():
                before.append(cell.text)
                if heading_in(cell.text) is None:
                    outside.append(cell.text)
            outside += [text for text in cell.aside.values() if text]
        elif child.tag in THROUGH:
            stack.append(iter(child))


def _table(table: Any, name: str, before: tuple[str, ...], words: _Words) -> Part:
    open_above: dict[int, Cell] = {}
    lines = []
    nested: list[Part] = []
    rows = list(_through(table, TR))
    width = max((_width(row) for row in rows), default=0)
    for number, row in enumerate(rows, 1):
        lines.append(_line(row, number, width, open_above, words))
    for number, inner in enumerate(_nested(rows), 1):
        nested.append(_table(inner, f"{name}, table {number} within", (), words))
    return Part(name, lines, before, nested=nested)


def _nested(rows: list[Any]) -> Iterator[Any]:
    for row in rows:
        for cell in _through(row, TC):
            yield from _through(cell, TBL)


def _number(properties: Any, name: str) -> int:
    found = properties.find(W + name) if properties is not None else None
    value = found.get(W + "val") if found is not None else None
    return min(int(value), 1000) if value and value.isdecimal() else 0


def _width(row: Any) -> int:
    return sum(max(1, _number(cell.find(f"{W}tcPr"), "gridSpan")) for cell in _through(row, TC))


def _line(row: Any, number: int, width: int, open_above: dict[int, Cell], words: _Words) -> Line:
    properties = row.find(f"{W}trPr")
    deleted = properties is not None and properties.find(f"{W}del") is not None
    cells: list[AnyCell] = [""] * _number(properties, "gridBefore")
    single = 0
    for cell in _through(row, TC):
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
    hidden = properties is not None and _on(properties, "hidden")
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


@dataclass(slots=True)
class _Words:
    """Reads the words of a cell, paragraph or note."""

    notes: dict[str, dict[str, str]]
    struck: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    paragraph_style: str = field(default="", init=False)

    def cell(self, element: Any, deleted_row: bool = False) -> Cell:
        """Everything an element says: its text, and beside it what stands aside."""
        if element.tag != P and len(element) <= 2 and (plain := _plain(element)) is not None:
            return Cell(plain)
        said: list[str] = []
        aside: dict[str, list[str]] = {}
        marks: set[str] = set()
        first = True
        for block, gone in _blocks(element):
            if block.tag == TBL:
                aside.setdefault("nested table", []).append(self._flat(block))
                continue
            text: list[str] = []
            self._paragraph(block, text, aside, marks, gone and not deleted_row, deleted_row)
            if not first:
                said.append("\n")
            said += text
            first = False
        found = {
            what: ("" if what == "deleted" else "\n").join(texts)
            for what, texts in aside.items()
            if "".join(texts)
        }
        return Cell("".join(said), None, None, found, tuple(sorted(marks)))

    def _flat(self, table: Any) -> str:
        rows = []
        for row in _through(table, TR):
            texts = []
            for cell in _through(row, TC):
                read = self.cell(cell)
                texts.append(" ".join(text for text in (read.text, *read.aside.values()) if text))
            rows.append("\t".join(texts))
        return "\n".join(rows)

    def _paragraph(
        self,
        paragraph: Any,
        text: list[str],
        aside: dict[str, list[str]],
        marks: set[str],
        gone: bool,
        deleted_row: bool,
    ) -> None:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        self.paragraph_style = style.get(f"{W}val") or "" if style is not None else ""
        for run, taken in _runs(paragraph, gone):
            if run.tag in TAKEN_AWAY:
                continue
            self._run(run, text, aside, marks, taken and not deleted_row)

    def _run(
        self, run: Any, text: list[str], aside: dict[str, list[str]], marks: set[str], gone: bool
    ) -> None:
        properties = run.find(f"{W}rPr")
        said = "".join(self._said(child, aside) for child in run)
        if not said:
            return
        if gone:
            aside.setdefault("deleted", []).append(said)
            return
        text.append(said)
        if said.strip():
            self._dress(properties, marks)

    def _said(self, child: Any, aside: dict[str, list[str]]) -> str:
        """What one thing in a run says; what it points to is put aside."""
        tag = child.tag
        if tag in (T, DEL_TEXT):
            return child.text or ""
        if tag in SIGNS:
            return SIGNS[tag]
        if tag == W + "sym":
            return _symbol(child)
        if tag in _REFERENCES:
            what = _REFERENCES[tag]
            if note := self.notes.get(what, {}).get(child.get(W + "id") or ""):
                aside.setdefault("comment" if what == "comment" else "footnote", []).append(note)
        elif tag in (MC + "AlternateContent", W + "pict", W + "drawing", W + "object"):
            for box in _boxes(child):
                if boxed := self.cell(box).text:
                    aside.setdefault("text box", []).append(boxed)
        return ""

    def _dress(self, properties: Any, marks: set[str]) -> None:
        styles = {self.paragraph_style}
        if properties is not None:
            style = properties.find(f"{W}rStyle")
            if style is not None:
                styles.add(style.get(f"{W}val") or "")
            if _on(properties, "strike", "dstrike"):
                marks.add("struck")
            if _on(properties, "vanish"):
                marks.add("hidden")
        if self.struck & styles:
            marks.add("struck")
        if self.hidden & styles:
            marks.add("hidden")


_REFERENCES = {
    W + "footnoteReference": "footnote",
    W + "endnoteReference": "endnote",
    W + "commentReference": "comment",
}


def _plain(cell: Any) -> str | None:
    """The text of the commonest cell there is: one paragraph with one plain run; None for any other."""
    paragraph = cell[-1] if len(cell) else None
    if paragraph is None or paragraph.tag != P or (len(cell) == 2 and cell[0].tag != W + "tcPr"):
        return None
    if len(paragraph) != 1 or paragraph[0].tag != R:
        return "" if len(paragraph) == 0 else None
    run = paragraph[0]
    if len(run) == 1 and run[0].tag == T:
        return run[0].text or ""
    return None


def _symbol(element: Any) -> str:
    code = element.get(W + "char") or ""
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return "\ufffd"


def _blocks(element: Any) -> Iterator[tuple[Any, bool]]:
    """Paragraphs and tables of a cell, and whether a tracked change takes them away whole; without recursion."""
    if element.tag == P:
        yield element, False
        return
    stack = [(iter(element), False)]
    while stack:
        children, gone = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
        elif child.tag in (P, TBL):
            yield child, gone
        elif child.tag in THROUGH or child.tag in TAKEN_AWAY:
            stack.append((iter(child), gone or child.tag in TAKEN_AWAY))


def _runs(paragraph: Any, gone: bool) -> Iterator[tuple[Any, bool]]:
    """Runs in order, and whether a tracked change takes them away; whatever wraps them."""
    stack = [(iter(paragraph), gone)]
    while stack:
        children, taken = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
        elif child.tag == R:
            yield child, taken
        elif isinstance(child.tag, str) and child.tag not in (W + "pPr", W + "rPr"):
            stack.append((iter(child), taken or child.tag in TAKEN_AWAY))


def _boxes(element: Any) -> Iterator[Any]:
    """Text boxes, each once: of two forms of the same only the first."""
    if element.tag == MC + "AlternateContent":
        choice = element.find(MC + "Choice")
        element = choice if choice is not None else element
    yield from element.iter(W + "txbxContent")
