"""Rows of one file as bytes, ready to be written when the order of all files' rows is known. Pure.

What depends on the other files is left out: the row's number in the whole, and empty columns that only others have. Lines are
made, kept and sent as a column that a compiled library holds.
"""

from __future__ import annotations

import json
import re
import struct
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import repeat
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import pyarrow as pa
import pyarrow.compute as pc

from casereview.evidence.chronology.reading.columnar import Column, column_of, joined
from casereview.evidence.chronology.reading.texts import first_signs
from casereview.evidence.chronology.rows import Row
from casereview.evidence.chronology.writing.columns import GUARDED, cells, guarded

if TYPE_CHECKING:
    from casereview.evidence.chronology.reading.held import Several
    from casereview.evidence.chronology.reading.meanings import Meanings

FIRSTS = frozenset((*GUARDED, "'"))
QUOTED = re.compile('[",\r\n]')
"""What a cell of CSV cannot hold without quotation marks round it."""
AT_ONCE = 1 << 12
"""Lines that are sent together."""
BYTES = pa.binary()
COUNT = struct.Struct("=q")
PLACE = memoryview(array("i"))
"""How it is told, in what is sent, where each line begins and the last one ends."""


@dataclass(slots=True)
class Lines:
    """The line of each of one file's rows.

    Attributes:
        meanings: what the numbers of dates stand for.
        others: the further headings of which a row holds something, in the order in which they appear.
        ragged: one of them came in use when lines had been made, which are shorter by it.
    """

    file: str
    agency: str
    meanings: Meanings
    others: list[str] = field(default_factory=list)
    ragged: bool = False
    begun: bool = False
    _made: list[Any] = field(default_factory=list)
    _kept: list[int] = field(default_factory=list)
    _apart: dict[int, str] = field(default_factory=dict)
    _many: int = 0

    def add(self, rows: Several) -> None:
        """Lines for rows that follow each other."""
        self.use(heading for heading, texts in rows.others.items() if any(first_signs(texts)))
        self._made.append(self.of_several(rows))
        self._many += len(rows.dates)
        self.begun = True

    def of_several(self, rows: Several) -> Any:
        """The lines of rows that follow each other, as a column."""
        raise NotImplementedError

    def of_row(self, row: Row) -> str:
        """The line of one row."""
        raise NotImplementedError

    def later(self) -> None:
        """Keep the place of a row whose line is made at the end."""
        self._kept.append(self._many)
        self._many += 1

    def put(self, number: int, row: Row) -> None:
        """The line of a row whose place was kept.

        Args:
            number: of the row, from 0.
        """
        self.use(heading for heading, text in row.other.items() if text)
        self._apart[number] = self.of_row(row)
        self.begun = True

    def use(self, headings: Iterable[str]) -> None:
        """Note that these headings hold something."""
        new = [heading for heading in headings if heading not in self.others]
        self.ragged = self.ragged or bool(new and self.begun)
        self.others += new

    def packed(self, order: Any) -> Iterator[bytes]:
        """The lines in this order, a column of their numbers, so many at once."""
        every, places = self._every()
        for at in range(0, len(order), AT_ONCE):
            yield packed(every.take(places.take(order[at : at + AT_ONCE])))

    def _every(self) -> tuple[Any, Any]:
        """All lines, those of rows that were read one by one last, and where among them each row's stands."""
        every = pa.concat_arrays([*self._made, column([self._apart[number] for number in self._kept])])
        made, places = 0, array("q")
        for number, kept in enumerate(self._kept):
            places.extend(range(made, made := kept - number))
            places.append(self._many - len(self._kept) + number)
        places.extend(range(made, self._many - len(self._kept)))
        return every, column_of(places, pa.int64())


def column(texts: Sequence[str]) -> Any:
    """Texts as a column of bytes."""
    try:
        return pa.array(texts, pa.string()).cast(BYTES)
    except UnicodeEncodeError:  # a half of a sign, which JSON can hold
        return pa.array([text.encode("utf-8", "surrogatepass") for text in texts], BYTES)


def packed(lines: Any) -> bytes:
    """A column of lines as bytes: how many, where each begins, and their own.

    >>> unpacked(packed(column(["one", "two"]))).to_pylist(), len(unpacked(packed(column([]))))
    ([b'one', b'two'], 0)
    """
    begins = len(lines) and not lines.offset
    _, offsets, data = (lines if begins else pa.concat_arrays([lines, column([""])])).buffers()
    places = memoryview(offsets).cast("i")[: len(lines) + 1]
    return b"".join((COUNT.pack(len(lines)), places, memoryview(data)[: places[-1]]))


def unpacked(data: bytes) -> Any:
    """The lines that were packed.

    Raises:
        ValueError: these bytes are none.
    """
    (many,) = COUNT.unpack_from(data)
    until = COUNT.size + (many + 1) * PLACE.itemsize
    whole = pa.py_buffer(data)
    places, said = whole.slice(COUNT.size, until - COUNT.size), whole.slice(until)
    lines = pa.Array.from_buffers(BYTES, many, [None, places, said])
    lines.validate(full=True)
    return lines


class CsvLines(Lines):
    """CSV: the cells after the number, and each further cell under this file's own headings as far as they were known."""

    def of_several(self, rows: Several) -> Any:
        """The lines of rows that follow each other, as a column."""
        numbers = pa.arange(rows.number, rows.number + len(rows.dates))
        return joined(
            [
                _cell(self.agency) if rows.agencies is None else _csv(rows.agencies),
                _DATED.setdefault(self.meanings, _Dated())
                .of(self.meanings)
                .take(column_of(rows.dates, pa.int32())),
                _CLOCKS.take(pc.add(column_of(rows.minutes, pa.int32()), 1)),
                *("" if texts is None else _csv(texts) for texts in (rows.sequences, rows.sources)),
                _csv(rows.events),
                f",,{_cell(self.file)}",
                numbers.cast(pa.string()).cast(BYTES),
                *(_csv(rows.others[name]) if name in rows.others else "" for name in self.others),
            ],
            ",",
        )

    def of_row(self, row: Row) -> str:
        """The line of one row."""
        said = [
            _cell(one) if isinstance(one, str) else "" if one is None else str(one)
            for one in cells(row, 0, self.others)[1:]
        ]
        return ",".join(said)


class _Dated:
    """Of what dates mean, the cells for what was typed, from, to, and how sure: worked out once, whichever file they stand in."""

    def __init__(self) -> None:
        self._cells: list[str] = []
        self._column = column([])

    def of(self, meanings: Meanings) -> Any:
        """Those cells as a column, by the numbers of meanings."""
        if new := len(meanings.reads) - len(self._cells):
            typed = _cells(meanings.texts[-new:])
            self._cells += [
                f"{text},{_iso(read.earliest)},{_iso(read.latest)},{read.certainty}"
                for text, read in zip(typed, meanings.reads[-new:], strict=True)
            ]
            self._column = column(self._cells)
        return self._column


_DATED: WeakKeyDictionary[Meanings, _Dated] = WeakKeyDictionary()


class JsonLines(Lines):
    """JSON: each row as an object on a line of its own."""

    def of_several(self, rows: Several) -> Any:
        """The lines of rows that follow each other, as a column."""
        return column(self._objects(rows))

    def _objects(self, rows: Several) -> list[str]:
        many, said = len(rows.dates), encode_basestring
        names = [said(name) for name in rows.others]
        whole = list(zip(*rows.others.values(), strict=True)) if names else list(repeat((), many))
        agencies = rows.agencies or repeat(self.agency, many)
        file, texts = said(self.file), self.meanings.texts
        reads = map(self.meanings.reads.__getitem__, rows.dates)
        return [
            f'{{"agency": {said(agency)}, "source_file": {file}, "source_row": {number}, "date_text": {said(text)},'
            f' "earliest": {_json(_iso(read.earliest))}, "latest": {_json(_iso(read.latest))}, "certainty": "{read.certainty}", "guess": null,'
            f' "time": {_json(_CLOCK[minute])}, "sequence": {said(sequence)}, "source": {said(source)},'
            f' "event": {said(event)}, "people": [],'
            f' "other": {{{", ".join([f"{n}: {said(t)}" for n, t in zip(names, others, strict=True) if t])}}}}}'
            for number, (agency, text, read, minute, sequence, source, event, others) in enumerate(
                zip(
                    agencies,
                    map(texts.__getitem__, rows.dates),
                    reads,
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

    def of_row(self, row: Row) -> str:
        """The line of one row."""
        return json.dumps(row.as_json(), ensure_ascii=False)


def _json(text: str) -> str:
    return f'"{text}"' if text else "null"


@lru_cache(maxsize=1 << 14)
def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


_CLOCK = {-1: ""} | {minute: f"{minute // 60:02}:{minute % 60:02}" for minute in range(24 * 60)}


_CLOCKS = column(list(_CLOCK.values()))
"""By the minute of the day and one more: what is written where no time is known comes first."""


def _csv(texts: Sequence[str]) -> Any:
    """A column as cells of CSV: of a file that has none to guard, as they stand in it."""
    if isinstance(texts, Column) and FIRSTS.isdisjoint(texts.first_signs()):
        return texts.as_csv().cast(BYTES)
    return column(_cells(list(texts)))


def _cells(texts: Sequence[str]) -> Sequence[str]:
    """A column as cells of CSV: quoted where they must be, guarded where a spreadsheet would take them for a formula.

    Where no text of the column needs either, they are the texts themselves.
    """
    if not FIRSTS.isdisjoint({text[:1] for text in texts}):
        texts = [guarded(text) for text in texts]
    together = "\x00".join(texts)
    if '"' in together or "\n" in together or "\r" in together:
        return [quoted(text) for text in texts]
    if "," in together:
        return [f'"{text}"' if "," in text else text for text in texts]
    return texts


def _cell(text: str) -> str:
    return _cells((text,))[0]


def quoted(text: str) -> str:
    """A text as a cell of CSV, in quotation marks where it must be."""
    return '"' + text.replace('"', '""') + '"' if QUOTED.search(text) else text
