"""Which rows of two agencies may be of one event: how surprising it would be that they agree by chance. Pure.

Every sign is weighed by how seldom the two agencies use it. That both speak of the mother says nothing where every row does; that
both speak of hair tongs says much. A row that is one of twenty alike is weighed as such, however many words two of them share.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import exp, log

from casereview.evidence.chronology.rows import Row
from casereview.evidence.chronology.wording import Span, Wording, kinds_of, wording

WINDOW = 10
"""Days that two accounts of one event may lie apart: a letter takes a week to be read and filed."""
LONGEST = 92
"""A row known only to a longer span than this, in days, could be of anything: it is not compared."""
SHARED = 0.4
"""How often two accounts of one event share a sign that either has."""
TOLD_TWICE = 0.06
"""How many of an agency's rows tell of what another agency tells too."""
PRIOR = log(TOLD_TWICE)
MOST_BY_DAY = 5.0
"""More than nearness in time and by the clock can ever weigh."""
APART = (0.55, 0.2, 0.08, 0.05, 0.03, 0.03, 0.02, 0.02, 0.01, 0.01, 0.01)
"""How often two accounts of one event lie so many days apart."""
COMMON = 0.1
"""A word in a larger part of an agency's rows does not bring two rows together; it still counts when others have."""


@dataclass(slots=True, eq=False)
class Account:
    """A row with what it speaks of, ready to be compared."""

    number: int
    row: Row
    agency: int
    first: int
    last: int
    said: Wording


@dataclass(slots=True)
class Agency:
    """How one agency writes: how many rows, how often each sign stands in them, which rows hold it."""

    name: str
    kinds: frozenset[str]
    rows: int = 0
    rate: float = 0.0
    often: Counter[str] = field(default_factory=Counter)
    where: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    speaks_of: Counter[str] = field(default_factory=Counter)

    def holding_all(self, signs: frozenset[str]) -> int:
        """How many rows hold all of these signs."""
        sets = sorted((self.where[sign] for sign in signs), key=len)
        return len(sets[0].intersection(*sets[1:]))

    def part(self, count: int) -> float:
        """A count as a part of the agency's rows, never nought: what was not seen yet may still come."""
        return (count + 0.5) / (self.rows + 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """Two accounts, how likely they are of one event (as the logarithm of the odds), and what speaks for it."""

    first: Account
    second: Account
    odds: float
    words: tuple[str, ...]
    names: tuple[str, ...]
    apart: int
    said_day: bool
    speak_of_each_other: int

    @property
    def score(self) -> float:
        """From 0 to 1."""
        return 1 / (1 + exp(-self.odds))


class Comparison:
    """All agencies' accounts, and how each of them writes."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.agencies: list[Agency] = []
        self.accounts: list[Account] = []
        self._weights: dict[tuple[int, int, frozenset[str]], float] = {}
        self._told: dict[tuple[int, int, frozenset[str], frozenset[str]], tuple[float, int]] = {}
        numbers: dict[str, int] = {}
        for row in rows:
            first, last = row.earliest or row.latest, row.latest or row.earliest
            if first is None or last is None or (last - first).days > LONGEST:
                continue
            if row.agency not in numbers:
                numbers[row.agency] = len(self.agencies)
                self.agencies.append(Agency(row.agency, kinds_of(row.agency)))
            agency = numbers[row.agency]
            start, end = sorted((first.toordinal(), last.toordinal()))
            account = Account(len(self.accounts), row, agency, start, end, wording(row))
            self.accounts.append(account)
            self._count(self.agencies[agency], account)
        for number, one in enumerate(self.agencies):
            own = [a.first for a in self.accounts if a.agency == number]
            one.rate = one.rows / max(max(own) - min(own), 30)

    @staticmethod
    def _count(agency: Agency, account: Account) -> None:
        agency.rows += 1
        for sign in (*account.said.words, *account.said.names):
            agency.often[sign] += 1
            agency.where[sign].add(account.number)
        agency.speaks_of.update(account.said.speaks_of)

    def likely(self, least: float = 0.0) -> list[Likeness]:
        """The likeliest first: every two accounts of two agencies whose odds are at least these."""
        weighed = (self._weighed(a, b, least) for a, b in self._candidates())
        return sorted(
            (one for one in weighed if one is not None),
            key=lambda one: (-one.odds, one.first.number, one.second.number),
        )

    def _candidates(self) -> Iterator[tuple[Account, Account]]:
        """Accounts near in time that share a sign which at least one of the two agencies uses seldom."""
        rare: dict[str, list[Account]] = defaultdict(list)
        common: dict[str, list[Account]] = defaultdict(list)
        limits = [max(6, COMMON * agency.rows) for agency in self.agencies]
        for account in sorted(self.accounts, key=lambda a: a.first):
            often, limit = self.agencies[account.agency].often, limits[account.agency]
            for sign in (*account.said.words, *account.said.names):
                (rare if often[sign] <= limit else common)[sign].append(account)
        seen: set[int] = set()
        for sign, several in rare.items():
            self._near(several, several, seen)
            if sign in common:
                seldom = [a for a in several if self.agencies[a.agency].often[sign] <= limits[a.agency] / 3]
                self._near(seldom, common[sign], seen)
        total = len(self.accounts)
        for both in seen:
            yield self.accounts[both // total], self.accounts[both % total]

    def _near(self, several: Sequence[Account], others: Sequence[Account], seen: set[int]) -> None:
        """Note every two of different agencies that lie within the window; both lists are in the order of their days."""
        total, begin = len(self.accounts), 0
        widest = max((other.last - other.first for other in others), default=0)
        for number, one in enumerate(several):
            agency, until, since = one.agency, one.last + WINDOW, one.first - WINDOW - widest
            if others is several:
                begin = number + 1
            else:
                while begin < len(others) and others[begin].first < since:
                    begin += 1
            for place in range(begin, len(others)):
                other = others[place]
                if other.first > until:
                    break
                if other.agency != agency and other.last + WINDOW >= one.first:
                    low, high = one.number, other.number
                    seen.add(low * total + high if low < high else high * total + low)

    def _weighed(self, a: Account, b: Account, least: float) -> Likeness | None:
        """How likely it is that these two are of one event; None where it is less than asked."""
        words, names = a.said.words & b.said.words, a.said.names & b.said.names
        odds = (
            PRIOR
            + self._of_words(a.agency, b.agency, words)
            + 0.6 * self._of_words(a.agency, b.agency, names)
        )
        told, each_other = self._of_each_other(a, b)
        odds += told
        if odds + MOST_BY_DAY < least:
            return None
        apart, by_day, said_day = self._days(a, b)
        odds += by_day + _of_times(a, b, apart)
        if odds < least:
            return None
        one, other = self.agencies[a.agency], self.agencies[b.agency]
        by_weight = sorted(words, key=lambda w: (one.often[w] * other.often[w], w))
        return Likeness(a, b, odds, tuple(by_weight), tuple(sorted(names)), apart, said_day, each_other)

    def _of_words(self, one: int, other: int, shared: frozenset[str]) -> float:
        """What shared words weigh: each by its rarity, all together by how many rows hold all of them."""
        if not shared:
            return 0.0
        known = self._weights.get((one, other, shared))
        if known is None:
            known = self._weights[one, other, shared] = self._weigh_words(one, other, shared)
        return known

    def _weigh_words(self, one: int, other: int, shared: frozenset[str]) -> float:
        a, b = self.agencies[one], self.agencies[other]
        each = 0.0
        for sign in shared:
            by_chance = (a.part(a.often[sign]) * b.part(b.often[sign])) ** 0.5
            each += max(0.0, log(SHARED / by_chance))
        together = max(
            0.0, log(SHARED / (a.part(a.holding_all(shared)) * b.part(b.holding_all(shared))) ** 0.5)
        )
        return together + 0.35 * max(0.0, each - together)

    def _days(self, a: Account, b: Account) -> tuple[int, float, bool]:
        """How far apart, what that weighs against how many rows would lie so near by chance, and whether a day is named."""
        apart = max(0, a.first - b.last, b.first - a.last)
        said = _names_day_of(a.said.days, b) or _names_day_of(b.said.days, a)
        rate = max(self.agencies[a.agency].rate, self.agencies[b.agency].rate, 1 / 60)
        days = (a.last - a.first) + (b.last - b.first) + 1 if not apart else 2
        weight = log(APART[0 if said else min(apart, WINDOW)] / (rate * days))
        if said and apart:
            return apart, weight + 0.5, True
        return apart, weight, said

    def _of_each_other(self, a: Account, b: Account) -> tuple[float, int]:
        """Each speaks of the other's agency: who rang whom, who wrote to whom."""
        key = (a.agency, b.agency, a.said.speaks_of, b.said.speaks_of)
        known = self._told.get(key)
        if known is None:
            known = self._told[key] = self._weigh_told(a, b)
        return known

    def _weigh_told(self, a: Account, b: Account) -> tuple[float, int]:
        weight, count = 0.0, 0
        for one, other in ((a, b), (b, a)):
            writes, of = self.agencies[one.agency], self.agencies[other.agency].kinds
            if not of:
                continue
            part = writes.part(sum(writes.speaks_of[kind] for kind in of))
            if one.said.speaks_of & of:
                weight += max(0.0, log(0.5 / part))
                count += 1
            else:
                weight += log(0.5 / max(0.5, 1 - part)) * 0.7
        return weight, count


def _names_day_of(days: Sequence[Span], other: Account) -> bool:
    return other.last - other.first <= 7 and any(
        start.toordinal() <= other.last and end.toordinal() >= other.first for start, end in days
    )


def _of_times(a: Account, b: Account, apart: int) -> float:
    if apart or not a.said.times or not b.said.times or a.last - a.first > 1 or b.last - b.first > 1:
        return 0.0
    minutes = min(abs(x - y) for x in a.said.times for y in b.said.times)
    return 1.5 if minutes <= 60 else 0.0 if minutes <= 240 else -1.0
