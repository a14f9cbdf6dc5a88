"""A text file of ordinary size on its way between two processes: its plain rows column by column, no object made of any. Pure.

What is found of it is the same as when each row is made and sent; ``read_file`` does that, and tests hold the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from functools import cache
from itertools import repeat
from typing import TYPE_CHECKING, Any, Protocol

from casereview.evidence.chronology.collecting import uncollected
from casereview.evidence.chronology.rows import Place, Row

if TYPE_CHECKING:
    from casereview.evidence.chronology.reading.meanings import Meanings


@dataclass(frozen=True, slots=True)
class Several:
    """Rows that follow each other, column by column, all of one length.

    Attributes:
        number, line: of the first, among the rows and in the file, from 1.
        part, places: where they stand, as in a ``Place``.
        agencies, sequences, sources: None where they are the file's own, or there are none.
        dates: of each row the number of what its date means.
        minutes: of the day; -1 where no time is known.
        others: the agencies' further columns, by their headings.
    """

    number: int
    line: int
    part: str
    places: dict[str, int]
    agencies: Sequence[str] | None
    dates: Sequence[int]
    minutes: Sequence[int]
    sequences: Sequence[str] | None
    sources: Sequence[str] | None
    events: Sequence[str]
    others: dict[str, Sequence[str]]


class Rows(Protocol):
    """Takes the rows of one file in reading order, plain ones many at once."""

    def add(self, rows: Several) -> None:
        """Rows that follow each other."""

    def later(self) -> None:
        """Keep the place of a row that is put there at the end."""

    def put(self, number: int, row: Row) -> None:
        """A row whose place was kept.

        Args:
            number: of the row, from 0.
        """


@dataclass(slots=True)
class Held:
    """Takes the rows of one file as they are gathered.

    Attributes:
        meanings: what the numbers of dates stand for.
        blocks: plain rows that follow each other.
        apart: every other row.
    """

    meanings: Meanings
    blocks: list[Several] = field(default_factory=list)
    apart: list[Row] = field(default_factory=list)

    def add(self, rows: Several) -> None:
        """Rows that follow each other."""
        self.blocks.append(rows)

    def later(self) -> None:
        """A row that is put here at the end."""

    def put(self, number: int, row: Row) -> None:
        """The row that was read by itself."""
        self.apart.append(row)

    def out(self) -> dict[str, Any]:
        """The plain rows in a form that JSON can hold."""
        meanings = self.meanings
        return {
            "meanings": (
                meanings.texts,
                meanings.firsts(),
                meanings.lasts(),
                [read.certainty for read in meanings.reads],
            ),
            "blocks": [
                (
                    one.number,
                    one.line,
                    one.part,
                    one.places,
                    one.agencies,
                    one.dates,
                    one.minutes,
                    one.sequences,
                    one.sources,
                    one.events,
                    one.others,
                )
                for one in self.blocks
            ],
        }


def every_row(said: dict[str, Any], apart: Sequence[Row]) -> list[Row]:
    """All rows in reading order: the plain ones as they were sent, and between them those that were read one by one."""
    texts, firsts, lasts, certainties = said["meanings"]
    meanings = (texts, list(map(_day, firsts)), list(map(_day, lasts)), certainties)
    found: list[Row] = []
    others = iter(apart)
    with uncollected():
        for block in said["blocks"]:
            while len(found) < block[0] - 1:
                found.append(next(others))
            found += _rows(said["agency"], said["file"], meanings, block)
    return [*found, *others]


def _rows(agency: str, file: str, meanings: Sequence[Sequence[Any]], block: Sequence[Any]) -> Iterable[Row]:
    number, line, part, places, agencies, dates, minutes, sequences, sources, events, others = block
    many = len(dates)
    texts, firsts, lasts, certainties = (map(one.__getitem__, dates) for one in meanings)
    return map(
        Row,
        agencies or repeat(agency),
        repeat(file),
        range(number, number + many),
        texts,
        firsts,
        lasts,
        certainties,
        repeat(None),
        map(_time, minutes),
        sequences or repeat(""),
        sources or repeat(""),
        events,
        repeat(()),
        _others(others, many),
        map(Place, repeat(part), range(line, line + many), repeat(places)),
    )


def _others(columns: dict[str, list[str]], many: int) -> Iterable[dict[str, str]]:
    """The further cells of each row that hold something, by their headings."""
    if len(columns) == 1:
        [(name, texts)] = columns.items()
        return [{name: text} if text else {} for text in texts]
    if not columns:
        return [{} for _ in range(many)]
    return [
        {name: text for name, text in zip(columns, texts, strict=True) if text}
        for texts in zip(*columns.values(), strict=True)
    ]


@cache
def _time(minute: int) -> time | None:
    return time(minute // 60, minute % 60) if minute >= 0 else None


def _day(number: int) -> date | None:
    return date.fromordinal(number) if number else None
