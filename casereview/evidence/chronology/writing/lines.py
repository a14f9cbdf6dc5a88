"""Rows of one file as bytes, ready to be written when the order of all files' rows is known. Pure.

What depends on the other files is left out: the row's number in the whole, and empty columns that only others have.
"""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import repeat
from json.encoder import encode_basestring

from casereview.evidence.chronology.dates import ReadDate
from casereview.evidence.chronology.rows import Row
from casereview.evidence.chronology.writing.columns import GUARDED, cells, guarded

FIRSTS = frozenset((*GUARDED, "'"))
QUOTED = re.compile('[",\r\n]')
"""What a cell of CSV cannot hold without quotation marks round it."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """Rows that follow each other, column by column, all of one length.

    Attributes:
        number: of the first, from 1.
        agencies, sequences, sources: None where they are the file's own, or there are none.
        minutes: of the day; -1 where no time is known.
        others: the agencies' further columns, by their headings.
    """

    number: int
    agencies: Sequence[str] | None
    texts: Sequence[str]
    reads: Sequence[ReadDate]
    minutes: Sequence[int]
    sequences: Sequence[str] | None
    sources: Sequence[str] | None
    events: Sequence[str]
    others: dict[str, Sequence[str]]


@dataclass(slots=True)
class Lines:
    """The lines of one file's rows, one after another in ``parts``.

    Attributes:
        starts, ends: of each row, where its line begins and ends in all the parts together.
        others: the further headings of which a row holds something, in the order in which they appear.
        ragged: one of them came in use when lines had been made, which are shorter by it.
    """

    file: str
    agency: str
    parts: list[bytes] = field(default_factory=list)
    starts: array[int] = field(default_factory=lambda: array("Q"))
    ends: array[int] = field(default_factory=lambda: array("Q"))
    others: list[str] = field(default_factory=list)
    ragged: bool = False
    size: int = 0

    def add(self, rows: Encoded) -> None:
        """Lines for rows that follow each other."""
        raise NotImplementedError

    def of_row(self, row: Row) -> bytes:
        """The line of one row."""
        raise NotImplementedError

    def later(self) -> None:
        """Keep the place of a row whose line is made at the end."""
        self.starts.append(0)
        self.ends.append(0)

    def put(self, number: int, row: Row) -> None:
        """The line of a row whose place was kept.

        Args:
            number: of the row, from 0.
        """
        self.use(heading for heading, text in row.other.items() if text)
        line = self.of_row(row)
        self.starts[number], self.ends[number] = self.size, self.size + len(line)
        self.parts.append(line)
        self.size += len(line)

    def use(self, headings: Iterable[str]) -> None:
        """Note that these headings hold something."""
        new = [heading for heading in headings if heading not in self.others]
        self.ragged = self.ragged or bool(new and self.size)
        self.others += new

    def take(self, lines: Sequence[bytes]) -> None:
        """Lines that were made, one after another."""
        for line in lines:
            self.starts.append(self.size)
            self.size += len(line)
            self.ends.append(self.size)
        self.parts.append(b"".join(lines))


class CsvLines(Lines):
    """CSV: the cells after the number, and each further cell under this file's own headings as far as they were known."""

    def add(self, rows: Encoded) -> None:
        """Lines for rows that follow each other."""
        self.use(heading for heading, texts in rows.others.items() if any(texts))
        many = len(rows.texts)
        nothing = [""] * many
        columns: list[Sequence[str]] = [
            [_cell(self.agency)] * many if rows.agencies is None else _cells(rows.agencies),
            _cells(rows.texts),
            [_ISO[read.earliest] for read in rows.reads],
            [_ISO[read.latest] for read in rows.reads],
            [read.certainty for read in rows.reads],
            list(map(_CLOCK.__getitem__, rows.minutes)),
            nothing if rows.sequences is None else _cells(rows.sequences),
            nothing if rows.sources is None else _cells(rows.sources),
            _cells(rows.events),
            nothing,
            nothing,
            [_cell(self.file)] * many,
            list(map(str, range(rows.number, rows.number + many))),
            *(_cells(rows.others[name]) if name in rows.others else nothing for name in self.others),
        ]
        self.take(
            [line.encode("utf-8", "surrogatepass") for line in map(",".join, zip(*columns, strict=True))]
        )

    def of_row(self, row: Row) -> bytes:
        """The line of one row."""
        said = [
            _cell(one) if isinstance(one, str) else "" if one is None else str(one)
            for one in cells(row, 0, self.others)[1:]
        ]
        return ",".join(said).encode("utf-8", "surrogatepass")


class JsonLines(Lines):
    """JSON: each row as an object on a line of its own."""

    def add(self, rows: Encoded) -> None:
        """Lines for rows that follow each other."""
        self.use(heading for heading, texts in rows.others.items() if any(texts))
        many, said = len(rows.texts), encode_basestring
        names = [said(name) for name in rows.others]
        whole = list(zip(*rows.others.values(), strict=True)) if names else list(repeat((), many))
        agencies = rows.agencies or repeat(self.agency, many)
        file = said(self.file)
        lines = [
            f'{{"agency": {said(agency)}, "source_file": {file}, "source_row": {number}, "date_text": {said(text)},'
            f' "earliest": {_json(_ISO[read.earliest])}, "latest": {_json(_ISO[read.latest])}, "certainty": "{read.certainty}", "guess": null,'
            f' "time": {_json(_CLOCK[minute])}, "sequence": {said(sequence)}, "source": {said(source)},'
            f' "event": {said(event)}, "people": [],'
            f' "other": {{{", ".join([f"{n}: {said(t)}" for n, t in zip(names, others, strict=True) if t])}}}}}'
            for number, (agency, text, read, minute, sequence, source, event, others) in enumerate(
                zip(
                    agencies,
                    rows.texts,
                    rows.reads,
                    rows.minutes,
                    rows.sequences or repeat("", many),
                    rows.sources or repeat("", many),
                    rows.events,
                    whole,
                    strict=True,
                ),
                rows.number,
            )
        ]
        self.take([line.encode("utf-8", "surrogatepass") for line in lines])

    def of_row(self, row: Row) -> bytes:
        """The line of one row."""
        return json.dumps(row.as_json(), ensure_ascii=False).encode("utf-8", "surrogatepass")


def _json(text: str) -> str:
    return f'"{text}"' if text else "null"


class _Isos(dict[date | None, str]):
    """Days as they are written, each worked out once."""

    def __missing__(self, day: date | None) -> str:
        said = self[day] = day.isoformat() if day else ""
        return said


_ISO = _Isos()
_CLOCK = {minute: f"{minute // 60:02}:{minute % 60:02}" for minute in range(24 * 60)} | {-1: ""}


def _cells(texts: Sequence[str]) -> Sequence[str]:
    """A column as cells of CSV: quoted where they must be, guarded where a spreadsheet would take them for a formula.

    Where no text of the column needs either, they are the texts themselves.
    """
    plain = FIRSTS.isdisjoint({text[:1] for text in texts})
    guard = texts if plain else [guarded(text) for text in texts]
    together = "\x00".join(guard)
    if not QUOTED.search(together):
        return guard
    return [quoted(text) for text in guard]


def _cell(text: str) -> str:
    return _cells((text,))[0]


def quoted(text: str) -> str:
    """A text as a cell of CSV, in quotation marks where it must be."""
    return '"' + text.replace('"', '""') + '"' if QUOTED.search(text) else text
