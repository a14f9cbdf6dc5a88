"""A corrected chronology comes in: which of its rows were there before, so that what hangs on them stays with them. Pure.

Comments, links, marks and confirmed matches belong to an entry, not to a line of a file. A row that was moved, re-dated or
re-worded is the same entry; only what really is new is new.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from casereview.evidence.chronology.rows import Row
from casereview.names.rules import fold

What = Literal["date", "time", "sequence", "source", "event", "other"]
LOOSE = re.compile(r"[\W_]+")
RARE = 12
"""A word in more rows than this does not help to find a row again."""
NEAR_DAYS = 31
"""The same words on two days further apart than this may be two entries: a person should look."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A row of the last version found again in the new one.

    Attributes:
        before, after: its index in the old list and in the new one.
        changed: which of its cells were typed differently; empty where nothing was.
        sure: False where a person should look whether it is the same entry.
    """

    before: int
    after: int
    changed: tuple[What, ...] = ()
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of each row: every old index is in ``kept`` or ``removed``, every new one in ``kept`` or ``added``, once."""

    kept: tuple[Kept, ...]
    added: tuple[int, ...]
    removed: tuple[int, ...]

    @property
    def changed(self) -> tuple[Kept, ...]:
        """The rows that are the same entry in other words."""
        return tuple(one for one in self.kept if one.changed)


def compared(before: Sequence[Row], after: Sequence[Row]) -> Comparison:
    """Match a corrected version to the last one, row by row, from the surest sign to the least sure.

    First what was typed the same in every cell; then the same words on the same day; then the same words on the nearest day;
    then the likest words, on the same day or between the same neighbours. Where a row stands in its file decides nothing but ties.

    Args:
        before: one agency's rows as they were accepted last, in their order.
        after: the rows of the corrected file, in theirs.
    """
    found = _Search(before, after)
    for key in (_typed, _same_day_and_words, _same_day_and_event):
        found.by_key(key)
    found.by_nearest_day()
    found.by_likeness()
    return found.comparison()


def changes(before: Row, after: Row) -> tuple[What, ...]:
    """Which cells of an entry were typed differently. How a date was understood is not what was typed."""
    said: tuple[tuple[What, bool], ...] = (
        ("date", before.date_text != after.date_text),
        ("time", before.time != after.time),
        ("sequence", before.sequence != after.sequence),
        ("source", before.source != after.source),
        ("event", before.event != after.event),
        ("other", before.other != after.other),
    )
    return tuple(what for what, differs in said if differs)


def _typed(row: Row) -> Hashable:
    other = tuple(sorted(row.other.items()))
    return (row.date_text, row.time, row.sequence, row.source, row.event, other)


def _day(row: Row) -> Hashable:
    return (row.earliest, row.latest) if row.earliest or row.latest else fold(row.date_text)


def _same_day_and_words(row: Row) -> Hashable:
    return (_day(row), row.time, _words(row.source), _words(row.event))


def _same_day_and_event(row: Row) -> Hashable:
    return (_day(row), _words(row.event)) if row.event.strip() else None


def _words(text: str) -> str:
    return LOOSE.sub(" ", fold(text)).strip()


class _Search:
    """The rows not matched yet, and the matches so far."""

    def __init__(self, before: Sequence[Row], after: Sequence[Row]) -> None:
        self.before, self.after = before, after
        self.to: dict[int, int] = {}
        self.back: dict[int, int] = {}
        self.unsure: set[int] = set()
        self.words_before = [_words(row.event) for row in before]
        self.words_after = [_words(row.event) for row in after]

    def left(self) -> tuple[list[int], list[int]]:
        return (
            [i for i in range(len(self.before)) if i not in self.to],
            [j for j in range(len(self.after)) if j not in self.back],
        )

    def match(self, i: int, j: int, *, sure: bool = True) -> None:
        self.to[i], self.back[j] = j, i
        if not sure:
            self.unsure.add(i)

    def by_key(self, key: Callable[[Row], Hashable]) -> None:
        """Rows that say the same, in their order where several do."""
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        old, new = self.left()
        for i in reversed(old):
            waiting[key(self.before[i])].append(i)
        waiting.pop(None, None)
        for j in new:
            if same := waiting.get(key(self.after[j])):
                self.match(same.pop(), j)

    def by_nearest_day(self) -> None:
        """The same words, re-dated: the nearest days first, so that one of many alike keeps its own."""
        old, new = self.left()
        same: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for i in old:
            same[self.words_before[i]][0].append(i)
        for j in new:
            same[self.words_after[j]][1].append(j)
        often = Counter(self.words_before)
        for words, (mine, theirs) in same.items():
            if not words or not mine or not theirs:
                continue
            for days, _, i, j in sorted(
                (_days_apart(self.before[i], self.after[j]), abs(i - j), i, j) for i in mine for j in theirs
            ):
                if i not in self.to and j not in self.back:
                    self.match(i, j, sure=days <= NEAR_DAYS or often[words] == 1)

    def by_likeness(self) -> None:
        """Re-worded rows: the likest first."""
        scored = sorted(self._likely(), key=lambda one: (-one[0], abs(one[1] - one[2]), one[1], one[2]))
        for _, i, j, alike in scored:
            if i not in self.to and j not in self.back:
                self.match(i, j, sure=alike >= 75)

    def _likely(self) -> Iterator[tuple[float, int, int, float]]:
        old, new = self.left()
        for i, j in self._candidates(old, new):
            alike = fuzz.ratio(self.words_before[i], self.words_after[j])
            same_day = _day(self.before[i]) == _day(self.after[j])
            beside = self._neighbours(i, j)
            same_number = bool(self.before[i].sequence) and self.before[i].sequence == self.after[j].sequence
            score = alike + 25 * same_day + 15 * beside + 20 * same_number
            if (score >= 80 and (alike >= 30 or (same_day and beside == 2))) or (same_day and beside == 2):
                yield score, i, j, alike

    def _neighbours(self, i: int, j: int) -> int:
        """How many of the rows before and after are the same in both versions."""
        found = 0
        for step in (-1, 1):
            a, b = i + step, j + step
            edge = (a < 0 or a == len(self.before)) and (b < 0 or b == len(self.after))
            found += edge or self.to.get(a, -2) == b
        return found

    def _candidates(self, old: Sequence[int], new: Sequence[int]) -> set[tuple[int, int]]:
        """Pairs worth a look: of one day, of one number, in one place, or with a rare word in common."""
        found: set[tuple[int, int]] = set()
        places: dict[Hashable, list[int]] = defaultdict(list)
        for i in old:
            row = self.before[i]
            for sign in (("day", _day(row)), ("number", row.sequence), *self._rare(self.words_before[i])):
                places[sign].append(i)
            for step in (-1, 1):
                beside = self.to.get(i + step)
                if beside is not None:
                    places["place", beside - step].append(i)
        for j in new:
            row = self.after[j]
            signs = (("day", _day(row)), ("number", row.sequence), *self._rare(self.words_after[j]))
            for sign in (*signs, ("place", j)):
                if sign != ("number", "") and len(places.get(sign, ())) <= RARE * 4:
                    found.update((i, j) for i in places.get(sign, ()))
        return found

    @staticmethod
    def _rare(words: str) -> list[tuple[str, str]]:
        return [("word", word) for word in set(words.split()) if len(word) > 3]

    def comparison(self) -> Comparison:
        old, new = self.left()
        kept = tuple(
            Kept(i, j, changes(self.before[i], self.after[j]), i not in self.unsure)
            for i, j in sorted(self.to.items())
        )
        return Comparison(kept, tuple(new), tuple(old))


def _days_apart(before: Row, after: Row) -> int:
    first, second = before.earliest or before.latest, after.earliest or after.latest
    if first is None or second is None:
        return 0 if first == second else 10_000
    return abs((first - second).days)
