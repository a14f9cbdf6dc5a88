"""A family as it was recorded: people, parents, partners, homes; and the days that were typed, read. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from casereview.evidence.chronology.dates import read_date

STILL = "still there"
"""What is typed for the end of a stay that had not ended."""
Days = tuple[date | None, date | None]
"""The first and the last day that a text can mean; both None where it is blank or cannot be read."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody as the genogram draws them.

    Attributes:
        key: how the other things name them.
        name: what stands beside the symbol: the name given outside, or the real one.
        born: in words, or nothing where it is not known.
        sex: female, male, other, not-known.
        died: yes, no, not-known; ``died_when`` in words.
        subject: whether the review is about them.
    """

    key: int
    name: str
    born: str = ""
    sex: str = "not-known"
    died: str = "not-known"
    died_when: str = ""
    subject: bool = False

    @property
    def life(self) -> list[str]:
        """Birth and death in the few words that stand under a name."""
        parts = [f"born {self.born}" if self.born else "birth not known"]
        if self.died == "yes":
            parts.append(f"died {self.died_when}" if self.died_when else "died, day not known")
        return parts


@dataclass(frozen=True, slots=True)
class Parent:
    """Who is whose parent, and whether that is sure."""

    parent: int
    child: int
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Couple:
    """Two partners. ``words`` are the years or days that stand at their line."""

    one: int
    other: int
    words: str = ""
    ended: bool = False
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Stay:
    """Where somebody lived: each end as the first and last day that it can be.

    Attributes:
        begun, ended: ``(None, None)`` where it is not known.
        still: that it had not ended.
    """

    person: int
    place: str
    begun: Days = (None, None)
    ended: Days = (None, None)
    still: bool = False
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Family:
    """Everybody who is drawn, and what holds them together."""

    members: tuple[Member, ...]
    parents: tuple[Parent, ...] = ()
    couples: tuple[Couple, ...] = ()
    stays: tuple[Stay, ...] = field(default_factory=tuple)


def read_days(text: str) -> Days:
    """The days that a typed text can mean.

    >>> read_days("August 2013")
    (datetime.date(2013, 8, 1), datetime.date(2013, 8, 31))
    >>> read_days(""), read_days("still there")
    ((None, None), (None, None))
    """
    if not text.strip() or text.strip().casefold() == STILL:
        return (None, None)
    read = read_date(text)
    return (read.earliest, read.latest)


def upward(person: int, parents: Iterable[tuple[int, int]]) -> set[int]:
    """Somebody and all their ancestors.

    Args:
        parents: pairs of a parent and a child.

    >>> sorted(upward(3, [(1, 2), (2, 3), (2, 4)]))
    [1, 2, 3]
    """
    above: dict[int, list[int]] = defaultdict(list)
    for parent, child in parents:
        above[child].append(parent)
    found: set[int] = set()
    todo = [person]
    while todo:
        one = todo.pop()
        if one not in found:
            found.add(one)
            todo += above[one]
    return found
