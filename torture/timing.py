"""AZ-5: what is not there and what is not yours take the same time, as well as the same bytes."""

from __future__ import annotations

from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from torture.found import Found
from torture.served import Served, store_in

EACH = 250
RIGHT_AT_MOST = 0.62
"""A guess between two kinds from one time is right half the time by luck; more than this is a leak."""
PATHS = (
    ("POST", "/api/acts/decide?case={code}", {"outcome": "review", "reasons": "It is plain."}),
    ("GET", "/api/asks/workspace?case={code}", None),
)


def run() -> list[Found]:
    """Ask as a stranger for what is there and for what is not, by turns in a random order."""
    with TemporaryDirectory() as folder:
        store = store_in(folder)
        served = Served(store).ready()
        try:
            return [_one(served, *path) for path in PATHS]
        finally:
            served.stop()


def _one(served: Served, method: str, path: str, said: dict[str, str] | None) -> Found:
    dice = Random(7)  # noqa: S311
    codes = {"there": served.store.case, "nothing": "NOTHING-0000"}
    taken: dict[str, list[float]] = {"there": [], "nothing": []}
    answers = set()
    for number in range(EACH + 20):
        for kind in dice.sample(["there", "nothing"], 2):
            start = perf_counter()
            answers.add(served.call(method, path.format(code=codes[kind]), "stranger", said))
            if number >= 20:
                taken[kind].append(perf_counter() - start)
    right = guessed_right(taken["there"], taken["nothing"])
    middle = {kind: 1000 * median(times) for kind, times in taken.items()}
    return Found(
        f"{method} {path}: one answer for both, and from its time a guess is right {right:.0%} "
        f"(there {middle['there']:.2f} ms, nothing {middle['nothing']:.2f} ms)",
        len(answers) == 1 and {status for status, _ in answers} == {404} and right <= RIGHT_AT_MOST,
    )


def guessed_right(one: list[float], other: list[float]) -> float:
    """How often the best single limit tells the two kinds of times apart: a half is by luck, one is always.

    >>> guessed_right([1.0, 2.0], [3.0, 4.0])
    1.0
    """
    best = 0.5
    for limit in sorted((*one, *other)):
        below = sum(t <= limit for t in one) / len(one) + sum(t > limit for t in other) / len(other)
        best = max(best, below / 2, 1 - below / 2)
    return best
