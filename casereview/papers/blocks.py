"""What a paper is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

WHAT_A_REVIEW_IS = (
    "This review is not a public enquiry, a disciplinary process or a grievance hearing. It looks at how agencies worked "
    "together, so that local practice improves. What it says is professional advice and is not legally binding."
)
"""Said by every document that leaves. The writers print it, so that no paper can forget it."""
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Controls other than the tab and the end of a line, halves of characters, and the two that are no characters."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 2 or 3; the paper's title is level 1.

    ``new_page`` where a letter to somebody else begins, so that each can be taken out of the file.
    """

    text: str
    level: int = 2
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some sentences; with a number in the margin where the paper's paragraphs are numbered."""

    text: str
    number: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, with dots or numbers."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption and one row of headings."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class KeyValues:
    """Facts in pairs: what, and what it is."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A box: the decision first, or a warning."""

    text: str
    title: str = ""


Block = Heading | Paragraph | Bullets | Table | KeyValues | Note


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper made from the record.

    Attributes:
        board: who it is from.
        reference: the case's code; never a name.
        made_on: the day, which also dates the file, so that the same paper is the same bytes.
        landscape: for wide tables.
        one_page: it is meant for one page: its type is set smaller where that is needed, as far as it can still be read.
    """

    title: str
    board: str
    reference: str
    made_on: date
    blocks: tuple[Block, ...]
    kind: str = ""
    marking: str = "OFFICIAL-SENSITIVE"
    brand: str = "#10565c"
    landscape: bool = False
    one_page: bool = False
    keywords: tuple[str, ...] = field(default_factory=tuple)


def day(value: date | str | None) -> str:
    """A day as papers write it.

    >>> day("2014-03-03"), day(None)
    ('3 March 2014', 'not known')
    """
    if isinstance(value, str) and value:
        value = date.fromisoformat(value[:10])
    return f"{value.day} {value:%B %Y}" if isinstance(value, date) else "not known"


def printable(text: str) -> str:
    """A text without what no writer can print: controls and halves of characters become a visible mark."""
    return UNPRINTABLE.sub("\ufffd", text)
