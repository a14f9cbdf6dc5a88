"""A corrected chronology comes in: which of its rows were there before, so that what hangs on them stays with them. Pure.

Comments, links, marks and confirmed matches belong to an entry, not to a line of a file. A row that was moved, re-dated or
re-worded is the same entry; only what really is new is new.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from rapidfuzz import fuzz

from casereview.evidence.chronology.rows import Row
from casereview.names.rules import fold

What = Literal["date", "time", "sequence", "source", "event", "other"]
LOOSE = re.compile(r"[\W_]+")
RARE = 12
"""A word in more rows than this does not help to find a row again."""
OWN_WORDS = 5
"""A row of fewer words than this says what many rows say (*no access visit*)."""
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


def compared(before: Sequence[Row], after: Sequence[Row], held: Collection[int] = ()) -> Comparison:
    """Match a corrected version to the last one, row by row, from the surest sign to the least sure.

    First what was typed the same in every cell; then the same words on the same day; then the same words between the same
    neighbours (a whole run of rows whose year was wrong); then the same words on the nearest day; then the likest words, on the
    same day or between the same neighbours. Where a row stands in its file decides nothing else but ties.

    Routine words far from their day are no sign: the same *no access* three years later is another visit.

    Args:
        before: one agency's rows as they were accepted last, in their order.
        after: the rows of the corrected file, in theirs.
        held: which of the old rows something rests on, by their index. Of two that are alike, that one is found again.
    """
    found = _Search(before, after, frozenset(held))
    for key in (_typed, _same_day_and_words, _same_day_and_event):
        found.by_key(key)
    found.by_neighbours()
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

    def __init__(self, before: Sequence[Row], after: Sequence[Row], held: frozenset[int]) -> None:
        self.before, self.after, self.held = before, after, held
        self.to: dict[int, int] = {}
        self.back: dict[int, int] = {}
        self.unsure: set[int] = set()
        self.words_before = [_words(row.event) for row in before]
        self.words_after = [_words(row.event) for row in after]
        self.often = Counter(self.words_before)

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
        """Rows that say the same, in their order where several do. Where fewer are left, those stay on which something rests."""
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        coming: dict[Hashable, list[int]] = defaultdict(list)
        old, new = self.left()
        for i in old:
            waiting[key(self.before[i])].append(i)
        for j in new:
            coming[key(self.after[j])].append(j)
        waiting.pop(None, None)
        for said, mine in waiting.items():
            theirs = coming.get(said, [])
            if 0 < len(theirs) < len(mine):
                mine = sorted(sorted(mine, key=lambda i: (i not in self.held, i))[: len(theirs)])
            for i, j in zip(mine, theirs, strict=False):
                self.match(i, j)

    def by_neighbours(self) -> None:
        """The same words between the same two rows, where that is so in one place of either version alone."""
        places = [
            _alone(_betweens(words, left), words)
            for words, left in zip((self.words_before, self.words_after), self.left(), strict=True)
        ]
        for between, i in places[0].items():
            if (j := places[1].get(between)) is not None:
                self.match(i, j)

    def by_nearest_day(self) -> None:
        """The same words, re-dated: the nearest days first, so that one of many alike keeps its own."""
        old, new = self.left()
        same: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for i in old:
            same[self.words_before[i]][0].append(i)
        for j in new:
            same[self.words_after[j]][1].append(j)
        for words, (mine, theirs) in same.items():
            if not words or not mine or not theirs:
                continue
            for days, _, i, j in sorted(
                (_days_apart(self.before[i], self.after[j]), abs(i - j), i, j) for i in mine for j in theirs
            ):
                if i in self.to or j in self.back:
                    continue
                near = days <= NEAR_DAYS or _mistyped(self.before[i], self.after[j])
                if near or self.own_words(i):
                    self.match(i, j, sure=near)

    def own_words(self, i: int) -> bool:
        """Whether an old row is told in words enough, and in no other row, to be known by them on any day."""
        words = self.words_before[i]
        return self.often[words] == 1 and len(words.split()) >= OWN_WORDS

    def by_likeness(self) -> None:
        """Re-worded rows: the likest first."""
        scored = sorted(self._likely(), key=lambda one: (-one[0], abs(one[1] - one[2]), one[1], one[2]))
        for _, i, j, alike in scored:
            if i not in self.to and j not in self.back:
                self.match(i, j, sure=alike >= 75 and self.near(i, j))

    def near(self, i: int, j: int) -> bool:
        """Whether the day speaks for one entry: near, or what a slip of the fingers makes of it."""
        one, other = self.before[i], self.after[j]
        return _days_apart(one, other) <= NEAR_DAYS or _mistyped(one, other)

    def _likely(self) -> Iterator[tuple[float, int, int, float]]:
        old, new = self.left()
        for i, j in self._candidates(old, new):
            alike = fuzz.ratio(self.words_before[i], self.words_after[j])
            same_day = _day(self.before[i]) == _day(self.after[j])
            beside = self._neighbours(i, j)
            same_number = bool(self.before[i].sequence) and self.before[i].sequence == self.after[j].sequence
            score = alike + 25 * same_day + 15 * beside + 20 * same_number
            if not (beside or same_number or self.near(i, j) or self.rare_in_both(i, j)):
                continue
            if (score >= 80 and (alike >= 30 or (same_day and beside == 2))) or (same_day and beside == 2):
                # Of two rows that are much alike, a word of its own (a log's number) says which.
                yield score + 20 * self.rare_in_both(i, j), i, j, alike

    def rare_in_both(self, i: int, j: int) -> bool:
        """Whether two rows share a word that stands in no other old row."""
        shared = {*self.words_before[i].split()} & {*self.words_after[j].split()}
        return any(self.in_rows[word] == 1 for word in shared if len(word) > 3 and not word.isdigit())

    @cached_property
    def in_rows(self) -> Counter[str]:
        """In how many old rows each word stands."""
        return Counter(word for words in self.words_before for word in set(words.split()))

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


def _betweens(words: Sequence[str], left: Sequence[int]) -> dict[int, tuple[str, str, str]]:
    """The words of each row that is left, with those of the row before and after it."""
    around = ["", *words, ""]
    return {i: (around[i], around[i + 1], around[i + 2]) for i in left}


def _alone(
    places: Mapping[int, tuple[str, str, str]], words: Sequence[str]
) -> dict[tuple[str, str, str], int]:
    """Those that are so in one place alone, among all rows."""
    often = Counter(_betweens(words, range(len(words))).values())
    return {between: i for i, between in places.items() if often[between] == 1 and between[1]}


def _mistyped(before: Row, after: Row) -> bool:
    """Whether two days differ as days do that were typed wrongly: in the year alone, or by day and month taken for each other."""
    one, other = before.earliest or before.latest, after.earliest or after.latest
    if one is None or other is None:
        return False
    swapped = one.year == other.year and (one.day, one.month) == (other.month, other.day)
    return swapped or (one.day, one.month) == (other.day, other.month)


def _days_apart(before: Row, after: Row) -> int:
    first, second = before.earliest or before.latest, after.earliest or after.latest
    if first is None or second is None:
        return 0 if first == second else 10_000
    return abs((first - second).days)
