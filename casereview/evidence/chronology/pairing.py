"""Which rows of two agencies may be of one event: how surprising it would be that they agree by chance. Pure.

Every sign is weighed by how seldom the two agencies use it. That both speak of the mother says nothing where every row does; that
both speak of hair tongs says much. A row that is one of twenty alike is weighed as such, however many words two of them share.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from math import exp, fsum, log
from operator import and_

from casereview.evidence.chronology.rows import Row
from casereview.evidence.chronology.wording import Wording, kinds_of, wording

WINDOW = 10
"""Days that two accounts of one event may lie apart: a letter takes a week to be read and filed."""
LONGEST = 92
"""A row known only to a longer span than this, in days, could be of anything: it is not compared."""
SHARED = 0.4
"""How often two accounts of one event share a sign that either has."""
SHARED_LOG = log(SHARED)
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
    """A row with what it speaks of, ready to be compared; its days, and those that its words name, as day numbers."""

    number: int
    row: Row
    agency: int
    first: int
    last: int
    said: Wording
    days: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class Agency:
    """How one agency writes: how many rows, how often each sign stands in them, which rows hold it, as a bit for each."""

    name: str
    kinds: frozenset[str]
    rows: int = 0
    rate: float = 0.0
    often: Counter[str] = field(default_factory=Counter)
    where: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    speaks_of: Counter[str] = field(default_factory=Counter)

    def holding_all(self, signs: frozenset[str]) -> int:
        """How many rows hold all of these signs."""
        return reduce(and_, map(self.where.__getitem__, signs)).bit_count()

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
            said = wording(row)
            days = tuple((one.toordinal(), other.toordinal()) for one, other in said.days)
            account = Account(len(self.accounts), row, agency, start, end, said, days)
            self.accounts.append(account)
            self._count(self.agencies[agency], account)
        for number, one in enumerate(self.agencies):
            own = [a.first for a in self.accounts if a.agency == number]
            one.rate = one.rows / max(max(own) - min(own), 30)
        self._twos = {
            (a, b): _Two(one, other)
            for a, one in enumerate(self.agencies)
            for b, other in enumerate(self.agencies)
            if a != b
        }

    @staticmethod
    def _count(agency: Agency, account: Account) -> None:
        bit = 1 << agency.rows
        agency.rows += 1
        for sign in (*account.said.words, *account.said.names):
            agency.often[sign] += 1
            agency.where[sign] |= bit
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
        two, one_said, other_said = self._twos[a.agency, b.agency], a.said, b.said
        words, names = one_said.words & other_said.words, one_said.names & other_said.names
        told, each_other = two.of_each_other(one_said.speaks_of, other_said.speaks_of)
        odds = PRIOR + told
        if words:
            odds += two.of_words(words)
        if names:
            odds += 0.6 * two.of_words(names)
        if odds + MOST_BY_DAY < least:
            return None
        apart, by_day, said_day = two.of_days(a, b)
        odds += by_day
        if not apart and one_said.times and other_said.times:
            odds += _of_times(a, b)
        if odds < least:
            return None
        one, other = two.one, two.other
        by_weight = sorted(words, key=lambda w: (one.often[w] * other.often[w], w))
        return Likeness(a, b, odds, tuple(by_weight), tuple(sorted(names)), apart, said_day, each_other)


class _Signs(dict[str, float]):
    """What it weighs that two agencies' accounts share a sign: the more, the seldomer either uses it."""

    def __init__(self, one: Agency, other: Agency) -> None:
        super().__init__()
        self.one, self.other = one, other

    def __missing__(self, sign: str) -> float:
        by_chance = self.one.part(self.one.often[sign]) * self.other.part(self.other.often[sign])
        weight = self[sign] = max(0.0, SHARED_LOG - log(by_chance) / 2)
        return weight


class _Two:
    """Two agencies: what each sign that their accounts may share weighs between them, worked out once."""

    def __init__(self, one: Agency, other: Agency) -> None:
        self.one, self.other = one, other
        self.rate = max(one.rate, other.rate, 1 / 60)
        self._by_apart = [log(part / (self.rate * (2 if apart else 1))) for apart, part in enumerate(APART)]
        self._signs = _Signs(one, other)
        self._words: dict[frozenset[str], float] = {}
        self._told: dict[tuple[frozenset[str], frozenset[str]], tuple[float, int]] = {}

    def of_words(self, shared: frozenset[str]) -> float:
        """What shared words weigh: each by its rarity, all together by how many rows hold all of them."""
        known = self._words.get(shared)
        if known is None:
            known = self._words[shared] = self._weigh_words(shared)
        return known

    def _weigh_words(self, shared: frozenset[str]) -> float:
        a, b = self.one, self.other
        each = fsum(map(self._signs.__getitem__, shared))
        by_chance = a.part(a.holding_all(shared)) * b.part(b.holding_all(shared))
        together = max(0.0, SHARED_LOG - log(by_chance) / 2)
        return together + 0.35 * max(0.0, each - together)

    def of_days(self, a: Account, b: Account) -> tuple[int, float, bool]:
        """How far apart, what that weighs against how many rows would lie so near by chance, and whether a day is named."""
        apart = a.first - b.last if a.first > b.last else b.first - a.last if b.first > a.last else 0
        said = (bool(a.days) and _names_day_of(a.days, b)) or (bool(b.days) and _names_day_of(b.days, a))
        if said and apart:
            return apart, self._by_apart[0] - log(2) + 0.5, True
        if apart or (a.first == a.last and b.first == b.last):
            return apart, self._by_apart[apart], said
        days = (a.last - a.first) + (b.last - b.first) + 1
        return apart, self._by_apart[0] - log(days), said

    def of_each_other(self, one_says: frozenset[str], other_says: frozenset[str]) -> tuple[float, int]:
        """Each speaks of the other's agency: who rang whom, who wrote to whom. The weight, and how many do."""
        known = self._told.get((one_says, other_says))
        if known is None:
            known = self._told[one_says, other_says] = self._weigh_told(one_says, other_says)
        return known

    def _weigh_told(self, one_says: frozenset[str], other_says: frozenset[str]) -> tuple[float, int]:
        weight, count = 0.0, 0
        for writes, says, of in (
            (self.one, one_says, self.other.kinds),
            (self.other, other_says, self.one.kinds),
        ):
            if not of:
                continue
            part = writes.part(sum(writes.speaks_of[kind] for kind in of))
            if says & of:
                weight += max(0.0, log(0.5 / part))
                count += 1
            else:
                weight += log(0.5 / max(0.5, 1 - part)) * 0.7
        return weight, count


def _names_day_of(days: Sequence[tuple[int, int]], other: Account) -> bool:
    return other.last - other.first <= 7 and any(
        start <= other.last and end >= other.first for start, end in days
    )


def _of_times(a: Account, b: Account) -> float:
    if a.last - a.first > 1 or b.last - b.first > 1:
        return 0.0
    minutes = min(abs(x - y) for x in a.said.times for y in b.said.times)
    return 1.5 if minutes <= 60 else 0.0 if minutes <= 240 else -1.0
