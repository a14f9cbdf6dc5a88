"""What every benchmark shares: timing ours and the peer by turns, and the line that is printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from time import perf_counter
from typing import Any

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Line:
    """One benchmark: a ratio of ours and the peer's, its goal, and whether it holds.

    Attributes:
        name: what was measured, against what, and in which unit ``ours`` and ``peer`` are.
        ratio: ours by the peer's; the peer's by ours where the goal is to be so many times as fast.
    """

    name: str
    ours: float
    peer: float
    ratio: float
    goal: str
    holds: bool

    def as_json(self) -> dict[str, Any]:
        """As it stands in ``bench.json``."""
        return asdict(self)


def at_most(name: str, ours: float, peer: float, times: float) -> Line:
    """A line that holds where ours is at most so many times the peer's."""
    return Line(name, ours, peer, ours / peer, f"at most {times:g}", ours / peer <= times)


def times_as_fast(name: str, ours: float, peer: float, times: float) -> Line:
    """A line that holds where ours is at least so many times as fast as the peer."""
    return Line(name, ours, peer, peer / ours, f"at least {times:g} times as fast", peer / ours >= times)


def seconds(work: Work) -> float:
    """How long one run of something takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


def by_turns(ours: Work, peer: Work, rounds: int) -> tuple[float, float]:
    """The quickest run of each, ours and the peer taken by turns, so that a busy machine slows both alike."""
    found = [(seconds(ours), seconds(peer)) for _ in range(rounds)]
    return min(one for one, _ in found), min(other for _, other in found)
