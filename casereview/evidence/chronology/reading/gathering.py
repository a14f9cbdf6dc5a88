"""What is kept of each of very many rows while its line is made: where it stands in time, and what its date was read as. Pure."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import time

from casereview.evidence.chronology.dates import ReadDate
from casereview.evidence.chronology.merging import NO_DAY
from casereview.evidence.chronology.reading.file import outside_heading
from casereview.evidence.chronology.reading.making import Maker, Read
from casereview.evidence.chronology.reading.questions import (
    RUN,
    Doubt,
    Known,
    doubts_of_one,
    misfit,
    perhaps_out,
)
from casereview.evidence.chronology.rows import Row
from casereview.evidence.chronology.writing.lines import Encoded, Lines

MINUTES = 24 * 60 + 1
"""Of a day, and one more for no time at all, which stands before any."""


@dataclass(slots=True)
class Gathered:
    """All rows of one file.

    Attributes:
        lines: each row as it will be written, without what depends on the other files.
        reads, texts: of each row what was read of its date, and what was typed.
        minutes: of each row the minute of the day, or -1.
        firsts, lasts: of each row its first and last day as ordinals; 0 where that end is open or not known.
        apart: the rows that were read one by one, by their number from 0.
        agencies: of each row, its number in ``names``.
        no_source, outside: numbers, from 0, of rows that name no source, and of those outside the month above them.
    """

    lines: Lines
    reads: list[ReadDate] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    minutes: array[int] = field(default_factory=lambda: array("h"))
    firsts: array[int] = field(default_factory=lambda: array("i"))
    lasts: array[int] = field(default_factory=lambda: array("i"))
    apart: dict[int, Read] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    agencies: array[int] = field(default_factory=lambda: array("H"))
    no_source: list[int] = field(default_factory=list)
    outside: list[int] = field(default_factory=list)

    def many(self, maker: Maker, rows: Sequence[Sequence[str]], number: int) -> None:
        """Records that are plainly rows."""
        columns: list[tuple[str, ...]] = list(zip(*rows, strict=True))
        days, texts = maker.days(maker.table.heading), columns[maker.date]
        reads = list(map(days.__getitem__, texts))
        if (under := maker.table.heading).month:
            self.outside += [
                number - 1 + i
                for i, read in enumerate(reads)
                if read.unit == "day" and read.earliest and outside_heading(under, read.earliest)
            ]
        minutes = self._minutes(maker, columns, reads)
        self.reads += reads
        self.texts += texts
        self.minutes.extend(minutes)
        self.firsts.extend(map(days.firsts.__getitem__, texts))
        self.lasts.extend(map(days.lasts.__getitem__, texts))
        sources = columns[maker.source] if maker.source >= 0 else None
        if sources is not None and not all(map(str.strip, sources)):
            self.no_source += [number - 1 + i for i, source in enumerate(sources) if not source.strip()]
        self.lines.add(
            Encoded(
                number=number,
                agencies=self._agencies(maker, columns, len(rows)),
                texts=texts,
                reads=reads,
                minutes=minutes,
                sequences=columns[maker.sequence] if maker.sequence >= 0 else None,
                sources=sources,
                events=columns[maker.event],
                others={name: columns[index] for index, name in maker.others},
            )
        )

    @staticmethod
    def _minutes(maker: Maker, columns: Sequence[Sequence[str]], reads: Sequence[ReadDate]) -> Sequence[int]:
        """Each row's minute: of its own column, else the one that its date names."""
        timed = maker.days(maker.table.heading).timed
        typed = list(map(maker.clocks.minutes.__getitem__, columns[maker.time])) if maker.time >= 0 else None
        if not timed or timed.isdisjoint(columns[maker.date]):
            return typed or [-1] * len(reads)
        named = [-1 if read.time is None else read.time.hour * 60 + read.time.minute for read in reads]
        return (
            [own if own >= 0 else other for own, other in zip(typed, named, strict=True)] if typed else named
        )

    def _agencies(self, maker: Maker, columns: Sequence[Sequence[str]], many: int) -> Sequence[str] | None:
        """Each row's agency, or None where it is the file's own."""
        if maker.agency < 0:
            self._count([maker.table.agency] * many)
            return None
        agencies = [text.strip() or maker.table.agency for text in columns[maker.agency]]
        self._count(agencies)
        return agencies

    def _count(self, agencies: Sequence[str]) -> None:
        self.names += [name for name in dict.fromkeys(agencies) if name not in self.names]
        numbers = {name: number for number, name in enumerate(self.names)}
        self.agencies.extend(map(numbers.__getitem__, agencies))

    def one(self, read: Read) -> None:
        """A row that was read by itself; it is written at the end, when its guess is known."""
        row = read.row
        self.apart[len(self.reads)] = read
        self.reads.append(read.date)
        self.texts.append(row.date_text)
        self.minutes.append(-1 if row.time is None else row.time.hour * 60 + row.time.minute)
        self.firsts.append(row.earliest.toordinal() if row.earliest else 0)
        self.lasts.append(row.latest.toordinal() if row.latest else 0)
        self._count([row.agency])
        if not row.source.strip():
            self.no_source.append(row.source_row - 1)
        self.lines.later()

    def close(self) -> None:
        """Write the rows that were read one by one."""
        for number, read in self.apart.items():
            self.lines.put(number, read.row)

    def places(self) -> array[int]:
        """Where each row stands: its day and minute as one number."""
        return array(
            "Q",
            [
                (first or last or NO_DAY) * MINUTES + minute + 1
                for first, last, minute in zip(self.firsts, self.lasts, self.minutes, strict=True)
            ],
        )

    def at(self, number: int) -> Read:
        """A row as far as questions about dates need it."""
        if found := self.apart.get(number):
            return found
        read, minute = self.reads[number], self.minutes[number]
        at = time(minute // 60, minute % 60) if minute >= 0 else None
        row = Row(
            "", "", number + 1, self.texts[number], read.earliest, read.latest, read.certainty, None, at
        )
        return Read(row, read)

    def neighbourhoods(self) -> list[Read]:
        """The rows without a day, each with the nearest row above and below that has one: enough for their guesses."""
        wanted: set[int] = set()
        below = len(self.reads)
        without = [number for number, read in self.apart.items() if not read.date.known]
        for number in reversed(without):
            wanted.add(number)
            wanted.update(_nearest(range(number + 1, below), self.firsts, self.firsts))
            below = number + 1
        above = -1
        for number in without:
            wanted.update(_nearest(range(number - 1, above, -1), self.firsts, self.lasts))
            above = number
        return [self.at(number) for number in sorted(wanted)]

    def doubts(self, known: Known) -> list[Doubt]:
        """Every doubt about a date, as a look at each row would find it."""
        found: list[tuple[int, int, str]] = []
        doubtful = {
            id(read)
            for read in {id(read): read for read in self.reads}.values()
            if read.problem
            or (read.earliest and read.earliest > known.today)
            or (known.born and read.latest and read.latest < known.born)
        }
        if doubtful:
            for number, read in enumerate(self.reads):
                if id(read) in doubtful:
                    found += [(number, 0, kind) for kind in doubts_of_one(self.at(number), known)]
        found += [(number, 1, kind) for number, kind in self._misfits()]
        if 0 in self.minutes:
            midnights = [number for number, minute in enumerate(self.minutes) if not minute]
            found += [(n, 2, "midnight") for n in midnights if self.at(n).row.time == time(0)]
        return [(kind, self.at(number)) for number, _, kind in sorted(found, key=lambda one: one[:2])]

    def _misfits(self) -> Iterator[tuple[int, str]]:
        """Rows whose day does not fit the run it stands in; only where the order breaks is looked at closely."""
        numbers = [
            number
            for number, (read, first, last) in enumerate(
                zip(self.reads, self.firsts, self.lasts, strict=True)
            )
            if first == last != 0 and read.unit == "day"
        ]
        for place in perhaps_out([self.firsts[number] for number in numbers]):
            begin = max(0, place - RUN)
            around = [self.at(number) for number in numbers[begin : place + RUN + 1]]
            if kind := misfit(around, place - begin):
                yield numbers[place], kind


def _nearest(numbers: range, firsts: Sequence[int], lasts: Sequence[int]) -> Iterator[int]:
    """The first of these rows that has both days."""
    for number in numbers:
        if firsts[number] and lasts[number]:
            yield number
            return
