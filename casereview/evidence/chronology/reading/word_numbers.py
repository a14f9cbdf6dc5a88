"""The numbers that Word counts by itself, where nothing else stands in a cell: a column *No.* that nobody typed."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from lxml import etree

from casereview.evidence.chronology.reading.word_words import DEL_TEXT, TR, P, R, T, W

_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def number_empty_paragraphs(body: Any, numbering: Any) -> None:
    """Write the number into each numbered paragraph that has no words of its own, in a row that has some.

    A list in a cell with words keeps its words as they are typed, and an empty row stays empty.

    Args:
        numbering: the root of the document's lists.
    """
    forms = _forms(numbering)
    counts: dict[str, dict[int, int]] = defaultdict(dict)
    for mark in body.iter(f"{W}numPr"):
        paragraph = mark.getparent().getparent() if mark.getparent() is not None else None
        if paragraph is None or paragraph.tag != P:
            continue
        number, level = _value(mark, "numId"), _value(mark, "ilvl") or "0"
        form = forms.get((number, level))
        if form is None or not level.isdecimal():
            continue
        of_list = counts[form.list]
        at = int(level)
        of_list[at] = of_list[at] + 1 if at in of_list else form.start
        for deeper in [other for other in of_list if other > at]:
            del of_list[deeper]
        label = form.label(of_list[at])
        row = next(paragraph.iterancestors(TR), None)
        if label and row is not None and not _says(paragraph) and _says(row):
            run = etree.SubElement(paragraph, R)
            etree.SubElement(run, T).text = label


def _says(element: Any) -> bool:
    return any((text.text or "").strip() for text in element.iter(T, DEL_TEXT))


class _Form:
    """How one level of a list is numbered."""

    def __init__(self, name: str, level: Any) -> None:
        self.list = name
        self.kind = _value(level, "numFmt") or "decimal"
        start = _value(level, "start")
        self.start = int(start) if start.isdecimal() else 1

    def label(self, number: int) -> str:
        """A number in the list's own figures, or nothing for a list without."""
        if self.kind in ("decimal", "decimalZero"):
            return f"{number:02}" if self.kind == "decimalZero" else str(number)
        if self.kind in ("lowerLetter", "upperLetter") and number > 0:
            if number > 26 * 4:
                return ""
            letter = chr(97 + (number - 1) % 26) * (1 + (number - 1) // 26)
            return letter.upper() if self.kind == "upperLetter" else letter
        if self.kind in ("lowerRoman", "upperRoman") and 0 < number < 40:
            roman = ""
            for value, sign in _ROMAN:
                roman += sign * (number // value)
                number %= value
            return roman.upper() if self.kind == "upperRoman" else roman
        return ""


def _forms(numbering: Any) -> dict[tuple[str, str], _Form]:
    levels = {
        (one.get(f"{W}abstractNumId") or "", level.get(f"{W}ilvl") or ""): level
        for one in numbering.iter(f"{W}abstractNum")
        for level in one.findall(f"{W}lvl")
    }
    found = {}
    for number in numbering.iter(f"{W}num"):
        name = _value(number, "abstractNumId")
        for (of, at), level in levels.items():
            if of == name:
                found[number.get(f"{W}numId") or "", at] = _Form(name, level)
    return found


def _value(element: Any, name: str) -> str:
    found = element.find(W + name)
    return (found.get(f"{W}val") or "") if found is not None else ""
