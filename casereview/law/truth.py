"""Three values: a fact is so, is not so, or is not known yet."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Truth(Enum):
    """Whether something is so. *Not known* is not *no*: a board may still find out.

    Source: Kleene's strong logic (Introduction to Metamathematics, 1952, section 64).

    >>> Truth.NO & Truth.UNKNOWN     # no further fact could make both so
    <Truth.NO: 'no'>
    >>> Truth.YES | Truth.UNKNOWN    # and none could undo this
    <Truth.YES: 'yes'>
    """

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    def __and__(self, other: Truth) -> Truth:
        if Truth.NO in (self, other):
            return Truth.NO
        return Truth.UNKNOWN if Truth.UNKNOWN in (self, other) else Truth.YES

    def __or__(self, other: Truth) -> Truth:
        return ~(~self & ~other)

    def __invert__(self) -> Truth:
        return _OPPOSITE[self]

    def __bool__(self) -> bool:
        # `if fact:` is how unknown turns into no unnoticed.
        raise TypeError("A three-valued fact cannot be tested with 'if'. Say 'is Truth.YES'.")


_OPPOSITE = {Truth.YES: Truth.NO, Truth.NO: Truth.YES, Truth.UNKNOWN: Truth.UNKNOWN}


def all_of(parts: Iterable[Truth]) -> Truth:
    """Whether every part is so: no if any is not, not known if any is not known."""
    answer = Truth.YES
    for part in parts:
        answer &= part
    return answer


def any_of(parts: Iterable[Truth]) -> Truth:
    """Whether at least one part is so: not known only if none is so and some are not known."""
    return ~all_of(~part for part in parts)
