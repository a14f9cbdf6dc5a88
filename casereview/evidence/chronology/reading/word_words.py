"""The words of a Word document's cell, paragraph or note: its text, and beside it what tracked changes, notes and boxes say.

Wrappers are read through without recursion, so that no document can be nested too deeply for its reader.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from casereview.evidence.chronology.reading.cells import Cell

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
TBL, TR, TC, P, R, T, DEL_TEXT = (W + name for name in ("tbl", "tr", "tc", "p", "r", "t", "delText"))
SDT = W + "sdt"
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
FALLBACK = MC + "Fallback"
BOXED = frozenset({MC + "AlternateContent", W + "pict", W + "drawing", W + "object"})
"""What a text box can stand in."""
TAKEN_AWAY = frozenset({W + "del", W + "moveFrom"})
MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
SIGNS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "\u00ad",
}


def on(properties: Any, *names: str) -> bool:
    """Whether one of these is switched on in a run's or style's properties."""
    for name in names:
        switch = properties.find(W + name)
        if switch is not None and switch.get(W + "val") not in ("0", "false", "off", "none"):
            return True
    return False


def through(element: Any, wanted: str) -> Iterator[Any]:
    """Children of one kind, also inside content controls and insertions, in order, without recursion."""
    stack = [iter(element)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag == wanted:
            yield child
        elif child.tag in THROUGH and not _asks_only(child):
            stack.append(iter(child))


def _asks_only(element: Any) -> bool:
    """Whether a content control still shows what it asks for (*Click here to enter a date*), and nothing was entered."""
    return element.tag == SDT and element.find(f"{W}sdtPr/{W}showingPlcHdr") is not None


@dataclass(slots=True)
class Words:
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
        for row in through(table, TR):
            texts = []
            for cell in through(row, TC):
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
            return (child.text or "").translate(TYPED_TICKS)
        if tag in SIGNS:
            return SIGNS[tag]
        if tag == W + "sym":
            return _symbol(child)
        if tag == W + "fldChar":
            return _entered(child)
        if tag == W + "ruby":
            return "".join(text.text or "" for base in child.iter(W + "rubyBase") for text in base.iter(T))
        if tag in _REFERENCES:
            what = _REFERENCES[tag]
            if note := self.notes.get(what, {}).get(child.get(W + "id") or ""):
                aside.setdefault("comment" if what == "comment" else "footnote", []).append(note)
        elif tag in BOXED:
            for box in boxes(child):
                read = self.cell(box)
                if boxed := "\n".join(text for text in (read.text, *read.aside.values()) if text.strip()):
                    aside.setdefault("text box", []).append(boxed)
        return ""

    def _dress(self, properties: Any, marks: set[str]) -> None:
        styles = {self.paragraph_style}
        if properties is not None:
            style = properties.find(f"{W}rStyle")
            if style is not None:
                styles.add(style.get(f"{W}val") or "")
            if on(properties, "strike", "dstrike"):
                marks.add("struck")
            if on(properties, "vanish"):
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
        number = int(code, 16)
        return TICKS.get((element.get(W + "font") or "", number & 0xFF)) or chr(number)
    except (ValueError, OverflowError):
        return "\ufffd"


TICKS = {
    ("Wingdings", 0xFC): "✔",
    ("Wingdings", 0xFB): "✘",
    ("Wingdings", 0xFE): "☑",
    ("Wingdings", 0xFD): "☒",
    ("Wingdings", 0xA8): "☐",
    ("Wingdings", 0x6F): "☐",
    ("Wingdings", 0x78): "☒",
    ("Wingdings 2", 0x50): "✓",
    ("Wingdings 2", 0x4F): "✗",
    ("Wingdings 2", 0x52): "☑",
    ("Wingdings 2", 0x51): "☒",
    ("Wingdings 2", 0xA3): "☐",
}
"""Signs that say something in a column such as *Child seen* and have no letter of their own in their font."""
TYPED_TICKS = {0xF000 + number: sign for (font, number), sign in TICKS.items() if font == "Wingdings"}
"""The same where a program wrote them as letters that no font has."""


def _entered(field_mark: Any) -> str:
    """What was chosen in a form field of the older kind, which stands in its settings and not in its text."""
    settings = field_mark.find(f"{W}ffData")
    if settings is None:
        return ""
    if (box := settings.find(f"{W}checkBox")) is not None:
        return "☒" if on(box, "checked") or (box.find(f"{W}checked") is None and on(box, "default")) else "☐"
    if (choice := settings.find(f"{W}ddList")) is not None:
        words = [entry.get(f"{W}val") or "" for entry in choice.findall(f"{W}listEntry")]
        for name in ("result", "default"):
            chosen = choice.find(W + name)
            if chosen is not None and (chosen.get(f"{W}val") or "").isdecimal():
                number = int(chosen.get(f"{W}val"))
                return words[number] if number < len(words) else ""
        return words[0] if words else ""
    return ""


def _as_run(maths: Any) -> Any:
    """A formula as a run of its letters and figures."""
    from lxml import etree

    run = etree.Element(R)
    etree.SubElement(run, T).text = "".join(text.text or "" for text in maths.iter("{*}t"))
    return run


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
        elif (child.tag in THROUGH or child.tag in TAKEN_AWAY) and not _asks_only(child):
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
        elif child.tag == MATHS:
            yield _as_run(child), taken
        elif isinstance(child.tag, str) and child.tag not in (W + "pPr", W + "rPr") and not _asks_only(child):
            stack.append((iter(child), taken or child.tag in TAKEN_AWAY))


def boxes(element: Any) -> Iterator[Any]:
    """Text boxes, each once: of two forms of the same only the first."""
    if element.tag == MC + "AlternateContent":
        choice = element.find(MC + "Choice")
        element = choice if choice is not None else element
    yield from element.iter(W + "txbxContent")
