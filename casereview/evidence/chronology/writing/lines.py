"""Rows of one file as bytes, ready to be written when the order of all files' rows is known. Pure.

What depends on the other files is left out: the row's number in the whole, and empty columns that only others have.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import repeat
from json.encoder import encode_basestring
from typing import TYPE_CHECKING

from casereview.evidence.chronology.rows import Row
from casereview.evidence.chronology.writing.columns import GUARDED, cells, guarded

if TYPE_CHECKING:
    from casereview.evidence.chronology.reading.held import Several
    from casereview.evidence.chronology.reading.making import Meanings

FIRSTS = frozenset((*GUARDED, "'"))
QUOTED = re.compile('[",\r\n]')
"""What a cell of CSV cannot hold without quotation marks round it."""
AT_ONCE = 1024
"""Lines that are packed together: few enough that what is done with them next finds them in the processor's own memory."""


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
    lines: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    ragged: bool = False
    begun: bool = False

    def add(self, rows: Several) -> None:
        """Lines for rows that follow each other."""
        self.use(heading for heading, texts in rows.others.items() if any(texts))
        self.lines += self.of_several(rows)
        self.begun = True

    def of_several(self, rows: Several) -> Iterable[str]:
        """The lines of rows that follow each other."""
        raise NotImplementedError

    def of_row(self, row: Row) -> str:
        """The line of one row."""
        raise NotImplementedError

    def later(self) -> None:
        """Keep the place of a row whose line is made at the end."""
        self.lines.append("")

    def put(self, number: int, row: Row) -> None:
        """The line of a row whose place was kept.

        Args:
            number: of the row, from 0.
        """
        self.use(heading for heading, text in row.other.items() if text)
        self.lines[number] = self.of_row(row)
        self.begun = True

    def use(self, headings: Iterable[str]) -> None:
        """Note that these headings hold something."""
        new = [heading for heading in headings if heading not in self.others]
        self.ragged = self.ragged or bool(new and self.begun)
        self.others += new

    def packed(self, order: Sequence[int]) -> Iterator[bytes]:
        """The lines in this order, so many at once."""
        for at in range(0, len(order), AT_ONCE):
            yield packed([self.lines[number] for number in order[at : at + AT_ONCE]])


def packed(lines: Sequence[str]) -> bytes:
    """Lines as bytes, each after a byte that none of them has.

    >>> unpacked(packed(["one", "two"])), unpacked(packed([chr(0), ""]))
    ([b'one', b'two'], [b'\\x00', b''])
    """
    text = "\x00".join(("", *lines))
    if text.count("\x00") == len(lines):
        return text.encode("utf-8", "surrogatepass")
    # Text in UTF-8 never has this byte.
    return b"\xff".join((b"", *(line.encode("utf-8", "surrogatepass") for line in lines)))


def unpacked(data: bytes) -> list[bytes]:
    """The lines that were packed."""
    return data.split(data[:1])[1:]


class CsvLines(Lines):
    """CSV: the cells after the number, and each further cell under this file's own headings as far as they were known."""

    dated: _Dated
    own: _Dated
    """Behind the file's own agency."""

    def __init__(self, file: str, agency: str, meanings: Meanings) -> None:
        super().__init__(file, agency, meanings)
        self.dated = _Dated(meanings, "")
        self.own = _Dated(meanings, f"{_cell(agency)},")

    def of_several(self, rows: Several) -> Iterable[str]:
        """The lines of rows that follow each other."""
        many = len(rows.dates)
        columns: list[Iterable[str]] = [
            *([] if rows.agencies is None else [_cells(rows.agencies)]),
            map((self.own if rows.agencies is None else self.dated).__getitem__, rows.dates),
            map(_CLOCK.__getitem__, rows.minutes),
            repeat("", many) if rows.sequences is None else _cells(rows.sequences),
            repeat("", many) if rows.sources is None else _cells(rows.sources),
            _cells(rows.events),
            repeat(f",,{_cell(self.file)}", many),
            map(str, range(rows.number, rows.number + many)),
            *(_cells(rows.others[name]) if name in rows.others else repeat("", many) for name in self.others),
        ]
        return map(",".join, zip(*columns, strict=True))

    def of_row(self, row: Row) -> str:
        """The line of one row."""
        said = [
            _cell(one) if isinstance(one, str) else "" if one is None else str(one)
            for one in cells(row, 0, self.others)[1:]
        ]
        return ",".join(said)


class _Dated(dict[int, str]):
    """Of what dates mean, the cells for what was typed, from, to, and how sure, behind the same text; each worked out once."""

    def __init__(self, meanings: Meanings, before: str) -> None:
        self.meanings, self.before = meanings, before

    def __missing__(self, number: int) -> str:
        read = self.meanings.reads[number]
        typed = _cell(self.meanings.texts[number])
        said = self[number] = (
            f"{self.before}{typed},{_iso(read.earliest)},{_iso(read.latest)},{read.certainty}"
        )
        return said


class JsonLines(Lines):
    """JSON: each row as an object on a line of its own."""

    def of_several(self, rows: Several) -> Iterable[str]:
        """The lines of rows that follow each other."""
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


_CLOCK = {minute: f"{minute // 60:02}:{minute % 60:02}" for minute in range(24 * 60)} | {-1: ""}


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
