"""Where the headings of a table stand, and what its columns are where it has none. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from casereview.evidence.chronology.dates import Heading, read_date
from casereview.evidence.chronology.reading.columns import (
    Columns,
    as_chosen,
    by_content,
    by_headings,
    with_headings,
)
from casereview.evidence.chronology.reading.making import is_date


@dataclass(frozen=True, slots=True)
class Headings:
    """Looks for the headings of one table.

    Attributes:
        chosen: heading as shown → meaning, where a person put one right.
        heading: the year, or month and year, that stands above the table.
        before: the columns of the table before it.
        say: takes a sentence about the table for a person.
    """

    chosen: Mapping[str, str]
    heading: Heading
    before: Columns | None
    say: Callable[[str], None]

    def find(self, texts: Sequence[Sequence[str]]) -> tuple[Columns, int] | None:
        """The columns, and the number of the line after the headings."""
        for at, row in enumerate(texts):
            columns = by_headings(row, texts[at + 1 : at + 30], self.chosen)
            if columns.readable and (both := self._under_headings(columns, texts, at)):
                return both, at + 2
            if columns.readable:
                return columns, self._rows_above(columns, texts[:at], at + 1)
            if at + 1 < len(texts) and (both := self._on_two_lines(row, texts, at)):
                return both, at + 2
        filled = [row for row in texts if sum(1 for text in row if text.strip()) > 1]
        if not filled:
            return None
        if self.before and self._goes_on(filled, self.before):
            return self.before, 0
        start = next(i for i, row in enumerate(texts) if row is filled[0])
        by_number = as_chosen(Columns({}, [""] * max(map(len, filled))), self.chosen)
        if by_number.readable:
            return by_number, start
        found = by_content(filled)
        if found is None:
            return None
        if not read_date(filled[0][found.column("date")]).known:
            found = with_headings(found, filled[0], self.chosen)
            start += 1
        found = as_chosen(found, self.chosen)
        if not found.readable:
            return None
        self.say(
            "The headings do not say which column is the date and which the event; they were found by what stands in them. Check them."
        )
        return found, start

    def _rows_above(self, columns: Columns, above: Sequence[Sequence[str]], start: int) -> int:
        """Where the rows begin: after the headings, unless rows stand above them, as when a sheet was sorted with its headings."""
        date_at, event_at = columns.column("date"), columns.column("event")
        for at, row in enumerate(above):
            if len(row) <= max(date_at, event_at) or not row[event_at].strip():
                continue
            read = read_date(row[date_at], self.heading)
            if read.known or read.problem == "no-year":
                self.say("The headings stand below rows that belong under them. Those rows were read.")
                return at
        return start

    def _under_headings(self, columns: Columns, texts: Sequence[Sequence[str]], at: int) -> Columns | None:
        """Headings whose second line is needed only here and there: *Event* over two columns, *What happened* and *Action* below."""
        below = [text.strip() for text in texts[at + 1]] if at + 1 < len(texts) else []
        heads = columns.heads + [""] * (len(below) - len(columns.heads))
        filled = [index for index, text in enumerate(below) if text]
        if (
            not any(not heads[index] for index in filled)
            or not any(columns.means.get(index) == "event" for index in filled)
            or any(
                heads[index] not in ("", below[index]) and columns.means.get(index) != "event"
                for index in filled
            )
            or any(len(below[index]) > 40 or is_date(below[index]) for index in filled)
        ):
            return None
        both = [below[index] if index in filled else head for index, head in enumerate(heads)]
        found = by_headings(both, texts[at + 2 : at + 30], self.chosen)
        return found if found.readable else None

    def _goes_on(self, filled: Sequence[Sequence[str]], before: Columns) -> bool:
        """Whether a table without headings goes on with the columns of the one before it: as wide, with dates where it had them."""
        at = before.column("date")
        if any(len(row) != len(before.heads) for row in filled[:1]):
            return False
        typed = [row[at] for row in filled if at < len(row) and row[at].strip()]
        reads = [read_date(text, self.heading) for text in typed]
        dated = sum(read.known or read.problem in ("relative", "no-year", "no-such-date") for read in reads)
        return bool(typed) and any(read.known or read.problem for read in reads) and 2 * dated >= len(typed)

    def _on_two_lines(self, row: Sequence[str], texts: Sequence[Sequence[str]], at: int) -> Columns | None:
        """Headings that run over two lines: *Date of* above *contact*."""
        below = texts[at + 1]
        if not any(text.strip() for text in row) or any(read_date(text).known for text in below):
            return None
        if by_headings(below, texts[at + 2 : at + 30], self.chosen).readable:
            return None  # what stands above it is a title
        width = max(len(row), len(below))
        both = [
            " ".join(
                t
                for t in ((row[i] if i < len(row) else ""), (below[i] if i < len(below) else ""))
                if t.strip()
            )
            for i in range(width)
        ]
        columns = by_headings(both, texts[at + 2 : at + 30], self.chosen)
        one_line = max((len(text) for text in both), default=0) < 40
        return columns if columns.readable and one_line else None
