"""What is kept of each of very many rows while its line is made: where it stands in time, and what its date was read as. Pure."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from casereview.evidence.chronology.dates import Heading, ReadDate
from casereview.evidence.chronology.reading.file import outside_heading
from casereview.evidence.chronology.reading.held import Rows, Several
from casereview.evidence.chronology.reading.making import Block, Maker, Read, at_minute, perhaps_blank
from casereview.evidence.chronology.reading.meanings import Meanings
from casereview.evidence.chronology.reading.questions import (
    RUN,
    Doubt,
    Known,
    doubts_of_one,
    either_way,
    misfit,
    month_first_throughout,
    perhaps_out,
)
from casereview.evidence.chronology.reading.texts import different
from casereview.evidence.chronology.rows import Row


@dataclass(slots=True)
class Gathered:
    """All rows of one file.

    Attributes:
        kept: takes each row, as it will be written or sent.
        meanings: what the numbers in ``dates`` stand for.
        dates: of each row the number of what its date means.
        minutes: of each row the minute of the day, or -1.
        apart: the rows that were read one by one, by their number from 0.
        agencies: of each row, its number in ``names``.
        no_source, outside: numbers, from 0, of rows that name no source, and of those outside the month above them.
    """

    kept: Rows
    meanings: Meanings
    dates: array[int] = field(default_factory=lambda: array("i"))
    minutes: array[int] = field(default_factory=lambda: array("i"))
    apart: dict[int, Read] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    agencies: array[int] = field(default_factory=lambda: array("H"))
    no_source: list[int] = field(default_factory=list)
    outside: list[int] = field(default_factory=list)

    def many(self, maker: Maker, block: Block, line: int, number: int) -> None:
        """Records that are plainly rows.

        Args:
            line, number: of the first of them, in the file and among its rows.
        """
        columns, dates = block.columns, block.dates
        self._outside(maker.table.heading, dates, number)
        minutes = self._minutes(maker, block)
        self.dates.extend(dates)
        self.minutes.extend(minutes)
        sources = columns[maker.source] if maker.source >= 0 else None
        if sources is not None and perhaps_blank(sources):
            self.no_source += [number - 1 + i for i, source in enumerate(sources) if not source.strip()]
        self.kept.add(
            Several(
                number=number,
                line=line,
                part=maker.part.name,
                places=maker.places,
                agencies=self._agencies(maker, columns, len(dates)),
                dates=dates,
                minutes=minutes,
                sequences=columns[maker.sequence] if maker.sequence >= 0 else None,
                sources=sources,
                events=columns[maker.event],
                others={name: columns[index] for index, name in maker.others},
            )
        )

    def _outside(self, under: Heading, dates: Sequence[int], number: int) -> None:
        if not under.month:
            return
        for place, read in enumerate(map(self.meanings.reads.__getitem__, dates), number - 1):
            if read.unit == "day" and read.earliest and outside_heading(under, read.earliest):
                self.outside.append(place)

    def _minutes(self, maker: Maker, block: Block) -> Sequence[int]:
        """Each row's minute: of its own column, else the one that its date names."""
        timed = self.meanings.under(maker.table.heading).timed
        if not timed or timed.isdisjoint(different(block.columns[maker.date])):
            return block.minutes
        reads = map(self.meanings.reads.__getitem__, block.dates)
        return [
            own if own >= 0 else _minute(read.time) for own, read in zip(block.minutes, reads, strict=True)
        ]

    def _agencies(self, maker: Maker, columns: Sequence[Sequence[str]], many: int) -> Sequence[str] | None:
        """Each row's agency, or None where it is the file's own."""
        if maker.agency < 0:
            self.agencies.extend(array("H", [self._number(maker.table.agency)]) * many)
            return None
        agencies = [text.strip() or maker.table.agency for text in columns[maker.agency]]
        numbers = {name: self._number(name) for name in dict.fromkeys(agencies)}
        self.agencies.extend(map(numbers.__getitem__, agencies))
        return agencies

    def _number(self, agency: str) -> int:
        if agency not in self.names:
            self.names.append(agency)
        return self.names.index(agency)

    def one(self, read: Read) -> None:
        """A row that was read by itself; it is kept at the end, when its guess is known."""
        row = read.row
        self.apart[len(self.dates)] = read
        self.dates.append(self.meanings.add(row.date_text, read.date))
        self.minutes.append(_minute(row.time))
        self.agencies.append(self._number(row.agency))
        if not row.source.strip():
            self.no_source.append(row.source_row - 1)
        self.kept.later()

    def close(self) -> None:
        """Keep the rows that were read one by one."""
        for number, read in self.apart.items():
            self.kept.put(number, read.row)

    def at(self, number: int) -> Read:
        """A row as far as questions about dates need it."""
        if found := self.apart.get(number):
            return found
        meaning, minute = self.dates[number], self.minutes[number]
        read, at = self.meanings.reads[meaning], at_minute(minute) if minute >= 0 else None
        text = self.meanings.texts[meaning]
        row = Row("", "", number + 1, text, read.earliest, read.latest, read.certainty, None, at)
        return Read(row, read)

    def odd(self) -> list[int]:
        """The rows, from 0, reading whose date reported a problem."""
        return self._whose({number for number, read in enumerate(self.meanings.reads) if read.problem})

    def _whose(self, meanings: set[int]) -> list[int]:
        """The rows, from 0, whose date means one of these."""
        return [row for row, meaning in enumerate(self.dates) if meaning in meanings] if meanings else []

    def neighbourhoods(self) -> list[Read]:
        """The rows without a day, each with the nearest row above and below that has one: enough for their guesses."""
        without = [number for number, read in self.apart.items() if not read.date.known]
        if not without:
            return []
        firsts = list(map(self.meanings.firsts().__getitem__, self.dates))
        lasts = list(map(self.meanings.lasts().__getitem__, self.dates))
        wanted: set[int] = set()
        below = len(self.dates)
        for number in reversed(without):
            wanted.add(number)
            wanted.update(_nearest(range(number + 1, below), firsts, firsts))
            below = number + 1
        above = -1
        for number in without:
            wanted.update(_nearest(range(number - 1, above, -1), firsts, lasts))
            above = number
        return [self.at(number) for number in sorted(wanted)]

    def doubts(self, known: Known) -> list[Doubt]:
        """Every doubt about a date, as a look at each row would find it."""
        found: list[tuple[int, int, str]] = []
        for number in self._whose(self.meanings.doubtful(known.today, known.born or date.min)):
            found += [(number, 0, kind) for kind in doubts_of_one(self.at(number), known)]
        misfits = list(self._misfits())
        found += [(number, 1, kind) for number, kind in misfits]
        swapped = {number for number, kind in misfits if kind == "swapped"}
        found += [(number, 2, "month-first-too") for number in self._either_way() if number not in swapped]
        if 0 in self.minutes:
            midnights = [number for number, minute in enumerate(self.minutes) if not minute]
            found += [(n, 3, "midnight") for n in midnights if self.at(n).row.time == time(0)]
        return [(kind, self.at(number)) for number, _, kind in sorted(found, key=lambda one: one[:2])]

    def _either_way(self) -> list[int]:
        """Rows, from 0, whose day and month may have changed places, in a file in which they mostly have."""
        texts, reads = self.meanings.texts, self.meanings.reads
        if not any(read.problem == "month-first" for read in reads):
            return []
        often = Counter(self.dates)
        dates = Counter[tuple[str, ReadDate]]()
        for number, many in often.items():
            dates[texts[number], reads[number]] += many
        if not month_first_throughout(dates):
            return []
        return self._whose({number for number in often if either_way(texts[number], reads[number])})

    def _misfits(self) -> Iterator[tuple[int, str]]:
        """Rows whose day does not fit the run it stands in; only where the order breaks is looked at closely."""
        days = list(map(self.meanings.days().__getitem__, self.dates))
        numbers: Sequence[int] = range(len(days))
        if 0 in days:
            numbers = [number for number, day in enumerate(days) if day]
            days = [day for day in days if day]
        for place in perhaps_out(days):
            begin = max(0, place - RUN)
            around = [self.at(number) for number in numbers[begin : place + RUN + 1]]
            if kind := misfit(around, place - begin):
                yield numbers[place], kind


def _minute(at: time | None) -> int:
    return -1 if at is None else at.hour * 60 + at.minute


def _nearest(numbers: range, firsts: Sequence[int], lasts: Sequence[int]) -> Iterator[int]:
    """The first of these rows that has both days."""
    for number in numbers:
        if firsts[number] and lasts[number]:
            yield number
            return
