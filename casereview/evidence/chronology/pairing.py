"""Which rows of two agencies may be of one event: how surprising it would be that they agree by chance. Pure.

Every sign is weighed by how seldom the two agencies use it. That both speak of the mother says nothing where every row does; that
both speak of hair tongs says much. A row that is one of twenty alike is weighed as such, however many words two of them share.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from math import exp, fsum, log
from operator import and_

from casereview.evidence.chronology.rows import Row
from casereview.evidence.chronology.wording import kinds_of, own_names, wording, works_for

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
SLACK = 1e-6
"""More than sums in another order can differ."""
APART = (0.55, 0.2, 0.08, 0.05, 0.03, 0.03, 0.02, 0.02, 0.01, 0.01, 0.01)
"""How often two accounts of one event lie so many days apart."""
FAMILY = frozenset(
    ("=mother", "=father", "=partner", "=grandmother", "=grandfather", "=aunt", "=child", "=sibling")
)
"""Words for somebody of the family, who may be named by them too."""
ENOUGH = 60
"""So many rows say how often an agency uses a word; fewer do not."""
COMMON = 0.1
"""A word in a larger part of an agency's rows does not bring two rows together; it still counts when others have."""

Shelves = tuple[list[int], ...]


@dataclass(slots=True, eq=False)
class Account:
    """A row with what it speaks of, ready to be compared; its days, and those that its words name, as day numbers.

    Attributes:
        agency, tells: the number of its own agency, and of each of whom it speaks.
    """

    number: int
    row: Row
    agency: int
    first: int
    last: int
    words: frozenset[str]
    names: frozenset[str]
    times: tuple[int, ...]
    days: tuple[tuple[int, int], ...]
    tells: frozenset[int] = frozenset()


@dataclass(slots=True)
class Agency:
    """How one agency writes: how many rows, how often each sign stands in them, and in which.

    Attributes:
        where: for each sign the numbers of the rows that hold it.
    """

    name: str
    number: int
    kinds: frozenset[str]
    rows: int = 0
    first: int = date.max.toordinal()
    last: int = 0
    where: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    tells: Counter[int] = field(default_factory=Counter)
    bits: _Bits = field(init=False)

    def __post_init__(self) -> None:
        self.bits = _Bits(self)

    def count(self, account: Account) -> None:
        """Take in one more row."""
        number, where = self.rows, self.where
        for sign in account.words:
            where[sign].append(number)
        for sign in account.names:
            where[sign].append(number)
        self.rows += 1
        self.first, self.last = min(self.first, account.first), max(self.last, account.first)

    @property
    def rate(self) -> float:
        """Rows a day."""
        return self.rows / max(self.last - self.first, 30)

    def often(self, sign: str) -> int:
        """How often a sign stands in the rows."""
        return len(self.where[sign])

    def holding_all(self, signs: frozenset[str]) -> int:
        """How many rows hold all of these signs."""
        return reduce(and_, map(self.bits.__getitem__, signs)).bit_count()

    def part(self, count: int, elsewhere: float | None = None) -> float:
        """A count as a part of the agency's rows, never nought: what was not seen yet may still come.

        Args:
            elsewhere: how often it stands in other rows, with which a short account is filled up; nothing is where None is given.
        """
        fill = 0 if elsewhere is None else max(0, ENOUGH - self.rows)
        return (count + 0.5 + fill * (elsewhere or 0.0)) / (self.rows + 1.0 + fill)


class _Bits(dict[str, int]):
    """The rows that hold a sign as a bit for each: made once, for those signs alone that are asked for."""

    def __init__(self, agency: Agency) -> None:
        super().__init__()
        self.agency = agency

    def __missing__(self, sign: str) -> int:
        bits = bytearray(self.agency.rows // 8 + 1)
        for number in self.agency.where[sign]:
            bits[number >> 3] |= 1 << (number & 7)
        known = self[sign] = int.from_bytes(bits, "little")
        return known


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
        self._numbers: dict[str, int] = {}
        spoken = [kinds for row in rows if (kinds := self._taken_in(row)) is not None]
        tells = {kinds: self._of_kinds(kinds) for kinds in set(spoken)}
        owners = self._owners()
        for account, kinds in zip(self.accounts, spoken, strict=True):
            named = account.names & owners.keys()
            account.tells = tells[kinds] | {owners[name] for name in named} if named else tells[kinds]
            self.agencies[account.agency].tells.update(account.tells)
        self._twos: list[list[_Two]] = []
        for number, one in enumerate(self.agencies):
            before = [twos[number] for twos in self._twos]
            self._twos.append([*before, *(_Two(one, other) for other in self.agencies[number:])])

    def _taken_in(self, row: Row) -> frozenset[str] | None:
        """The kinds of agency of which a row speaks; None where it has no day to compare it by."""
        first, last = row.earliest or row.latest, row.latest or row.earliest
        if first is None or last is None or (last - first).days > LONGEST:
            return None
        number = self._numbers.setdefault(row.agency, len(self.agencies))
        if number == len(self.agencies):
            self.agencies.append(Agency(row.agency, number, kinds_of(row.agency)))
        start, end = sorted((first.toordinal(), last.toordinal()))
        said = wording(row)
        days = tuple((one.toordinal(), other.toordinal()) for one, other in said.days)
        account = Account(
            len(self.accounts), row, number, start, end, said.words, said.names, said.times, days
        )
        self.accounts.append(account)
        self.agencies[number].count(account)
        return said.speaks_of

    def _of_kinds(self, kinds: frozenset[str]) -> frozenset[int]:
        return frozenset(number for number, agency in enumerate(self.agencies) if agency.kinds & kinds)

    def _owners(self) -> dict[str, int]:
        """Names by which an agency is spoken of: its own, and those of its workers."""
        called = [agency.name for agency in self.agencies]
        workers = works_for((called[account.agency], account.names) for account in self.accounts)
        return {name: self._numbers[agency] for name, agency in workers.items()} | own_names(called)

    def likely(self, least: float = 0.0) -> list[Likeness]:
        """The likeliest first: every two accounts of two agencies whose odds are at least these."""
        found: list[Likeness] = []
        for one, others in self._near():
            found += self._weighed(one, others, least)
        return sorted(found, key=lambda one: (-one.odds, one.first.number, one.second.number))

    def _near(self) -> Iterator[tuple[Account, list[Account]]]:
        """Each account, with those that begin no sooner, lie near it, and share a sign which one of the two agencies uses seldom.

        The accounts are gone through from the last day to the first. So what stands on a sign's shelf has come before and begins
        no sooner, and those that lie near are the end of the shelf.
        """
        from_last = sorted(self.accounts, key=lambda a: -a.first)
        begins = [-account.first for account in from_last]
        shelves = _shelves(self.agencies)
        for place, one in enumerate(from_last):
            since = bisect_left(begins, -one.last - WINDOW)
            near: set[int] = set()
            own = shelves[one.agency]
            for sign in (*one.words, *one.names):
                looked_at, put_on = own[sign]
                for shelf in looked_at:
                    if shelf and shelf[-1] >= since:
                        near.update(shelf[bisect_left(shelf, since) :])
                for shelf in put_on:
                    shelf.append(place)
            if near:
                yield one, [from_last[other] for other in near]

    def _weighed(self, one: Account, others: Iterable[Account], least: float) -> Iterator[Likeness]:
        """Those of the others that are likely enough of one event with an account; they begin no sooner than it."""
        agency, own_words, own_names, tells = one.agency, one.words, one.names, one.tells
        twos = self._twos[agency]
        for other in others:
            its = other.agency
            if its == agency:
                continue
            two = twos[its]
            told = its in tells, agency in other.tells
            odds = PRIOR + two.told[told if agency < its else told[::-1]]
            words, names = own_words & other.words, own_names & other.names
            if names and one.row.people and other.row.people:
                words -= FAMILY  # the grandmother whom both name is not also a word that both use
            apart, by_day, said_day = two.of_days(one, other)
            by_time = _of_times(one, other) if not apart and one.times and other.times else 0.0
            by_name = 0.6 * two.of_words(names) if names else 0.0
            by_word = two.of_words(words, least - (odds + by_name + by_day + by_time)) if words else 0.0
            odds = odds + by_word + by_name + by_day + by_time
            if odds >= least:
                first, second = (one, other) if one.number < other.number else (other, one)
                shared = two.by_weight(words)
                yield Likeness(first, second, odds, shared, tuple(sorted(names)), apart, said_day, sum(told))


def _shelves(agencies: Sequence[Agency]) -> list[dict[str, tuple[Shelves, Shelves]]]:
    """For each agency and sign: on which shelves to look for accounts that share it, and on which to put its own.

    A sign that one of two agencies uses often brings two accounts together only if the other uses it very seldom.
    """
    rare: defaultdict[str, list[int]] = defaultdict(list)
    seldom: defaultdict[str, list[int]] = defaultdict(list)
    common: defaultdict[str, list[int]] = defaultdict(list)
    found = []
    for agency in agencies:
        limit = max(6, COMMON * agency.rows)
        own: dict[str, tuple[Shelves, Shelves]] = {}
        for sign, where in agency.where.items():
            if len(where) > limit:
                own[sign] = (seldom[sign],), (common[sign],)
            elif len(where) > limit / 3:
                own[sign] = (rare[sign],), (rare[sign],)
            else:
                own[sign] = (rare[sign], common[sign]), (rare[sign], seldom[sign])
        found.append(own)
    return found


class _Signs(dict[str, float]):
    """What it weighs that two agencies' accounts share a sign: the more, the seldomer either uses it."""

    def __init__(self, one: Agency, other: Agency) -> None:
        super().__init__()
        self.one, self.other = one, other

    def __missing__(self, sign: str) -> float:
        by_chance = _by_chance(self.one, self.one.often(sign), self.other, self.other.often(sign))
        weight = self[sign] = max(0.0, SHARED_LOG - log(by_chance) / 2)
        return weight


class _Two:
    """Two agencies: what each sign that their accounts may share weighs between them, worked out once.

    Attributes:
        told: what it weighs that an account of the first speaks of the second, or does not, and the other way about: who rang whom,
            who wrote to whom.
    """

    def __init__(self, one: Agency, other: Agency) -> None:
        self.one, self.other = one, other
        self.rate = max(one.rate, other.rate, 1 / 60)
        self._by_apart = [log(part / (self.rate * (2 if apart else 1))) for apart, part in enumerate(APART)]
        self._signs = _Signs(one, other)
        self._words: dict[frozenset[str], float] = {}
        self._together_at_most = max(0.0, SHARED_LOG - log(_by_chance(one, 1, other, 1)) / 2)
        (one_silent, one_says), (other_silent, other_says) = _of_telling(one, other), _of_telling(other, one)
        self.told = {
            (False, False): one_silent + other_silent,
            (False, True): one_silent + other_says,
            (True, False): one_says + other_silent,
            (True, True): one_says + other_says,
        }

    def of_words(self, shared: frozenset[str], enough: float = 0.0) -> float:
        """What shared words weigh: each by its rarity, all together by how many rows hold all of them.

        Args:
            enough: where they cannot weigh so much, the answer is more than they weigh and still not enough.
        """
        known = self._words.get(shared)
        if known is not None:
            return known
        each = fsum(map(self._signs.__getitem__, shared))
        at_most = _weight(each, self._together_at_most)
        if at_most < enough - SLACK:
            return at_most
        known = self._words[shared] = _weight(each, self._together(shared))
        return known

    def _together(self, shared: frozenset[str]) -> float:
        one, other = self.one, self.other
        by_chance = _by_chance(one, one.holding_all(shared), other, other.holding_all(shared))
        return max(0.0, SHARED_LOG - log(by_chance) / 2)

    def by_weight(self, shared: frozenset[str]) -> tuple[str, ...]:
        """Shared words, the rarest first."""
        one, other = self.one, self.other
        return tuple(sorted(shared, key=lambda word: (one.often(word) * other.often(word), word)))

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


def _by_chance(one: Agency, its: int, other: Agency, others: int) -> float:
    """How often a row of each would by chance hold what so many of their rows hold.

    In an account of forty rows what stands in one row looks as if it stood in every fortieth. So a short account is filled up to
    ``ENOUGH`` with rows that hold it as often as the rows of both do, but for the two that are being compared.
    """
    elsewhere = max(0, its + others - 2) / (one.rows + other.rows)
    return one.part(its, elsewhere) * other.part(others, elsewhere)


def _weight(each: float, together: float) -> float:
    """The more, the more signs weigh each, and the more they weigh together."""
    return together + 0.35 * max(0.0, each - together)


def _of_telling(writer: Agency, of: Agency) -> tuple[float, float]:
    """What it weighs that an account does not speak of another agency, and that it does."""
    if not of.kinds and not writer.tells[of.number]:
        return 0.0, 0.0
    part = writer.part(writer.tells[of.number])
    return log(0.5 / max(0.5, 1 - part)) * 0.7, max(0.0, log(0.5 / part))


def _names_day_of(days: Sequence[tuple[int, int]], other: Account) -> bool:
    return other.last - other.first <= 7 and any(
        start <= other.last and end >= other.first for start, end in days
    )


def _of_times(a: Account, b: Account) -> float:
    if a.last - a.first > 1 or b.last - b.first > 1:
        return 0.0
    minutes = min(abs(x - y) for x in a.times for y in b.times)
    return 1.5 if minutes <= 60 else 0.0 if minutes <= 240 else -1.0
