"""What every kind of file is first turned into: parts with lines of cells, before anybody asks what they mean. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time


class CannotRead(ValueError):
    """The file cannot be read as a chronology. One sentence for whoever sent it; it names no file and repeats no text."""


@dataclass(slots=True)
class Cell:
    """A cell that is more than its text.

    Attributes:
        text: as a reader of the file sees it, tracked changes accepted; of a date cell, its ISO day.
        day, at: of a cell that the program itself knows to be a date or a time.
        aside: what stands beside the text: ``nested table``, ``footnote``, ``comment``, ``deleted``, ``text box``.
        marks: what a person should know of it: ``struck``, ``hidden``, ``no value`` (a formula never reckoned), ``error``.
        shown: of a date that is not shown in full: ``month`` (and year), ``year`` or ``no year``.
        filled: its text stands in another cell, with which it is merged.
    """

    text: str = ""
    day: date | None = None
    at: time | None = None
    aside: dict[str, str] = field(default_factory=dict)
    marks: tuple[str, ...] = ()
    filled: bool = False
    shown: str = ""


AnyCell = str | Cell


@dataclass(slots=True)
class Line:
    """One row of a sheet or table.

    Attributes:
        number: as the program that made the file would count, from 1.
        across: one cell over the whole width, as a banner has.
        deleted: a tracked change takes the row away.
        hidden: the row is hidden.
    """

    number: int
    cells: list[AnyCell]
    across: bool = False
    deleted: bool = False
    hidden: bool = False


@dataclass(slots=True)
class Part:
    """A sheet or a table.

    Attributes:
        before: the paragraphs between the last table and this one; a heading among them may carry the year.
        sheet: a sheet of a workbook: its name may carry the year, and what headed another sheet does not head it.
        hidden_columns: numbers of columns that are hidden, from 1.
        nested: tables within, for when the table is only a frame round them.
    """

    name: str
    lines: Iterable[Line]
    before: tuple[str, ...] = ()
    hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()
    nested: list[Part] = field(default_factory=list)
    sheet: bool = False


@dataclass(slots=True)
class Original:
    """A file taken apart.

    Attributes:
        outside: text that stands in no table.
        said: sentences about the file as a whole that a person should know.
        day_shift: days to add to a bare day number: 1,462 where the workbook counts from 1904.
        encoding, delimiter: how a text file was read.
        pictures: pictures stand in it, which nobody reads here.
    """

    parts: Iterable[Part]
    outside: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    day_shift: int = 0
    encoding: str = ""
    delimiter: str = ""
    pictures: bool = False


def text_of(cell: AnyCell) -> str:
    """What a cell says."""
    return cell if type(cell) is str else cell.text  # type: ignore[union-attr]  # type() is quicker than isinstance here
