"""Working-day clocks: against ``numpy.busday_offset``, called for each row and for all rows at once.

Called for each row, the peer takes days of the standard library and gives them back, as clocks need them;
vectorised, it is spared that.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from time import perf_counter
from typing import Any

import numpy as np

from casereview.law.working_days import bank_holidays, working_day_after, working_days_after

ROWS = 100_000
AMOUNT = 15


def best_of(times: int, work: Callable[[], object]) -> float:
    """Seconds, the best of several runs."""
    found = []
    for _ in range(times):
        start = perf_counter()
        work()
        found.append(perf_counter() - start)
    return min(found)


def run() -> list[dict[str, Any]]:
    """Time both, after checking that every day is the same."""
    dice = Random(1)  # noqa: S311 (the same days every time)
    days = [date(2008, 1, 1) + timedelta(dice.randrange(9_000)) for _ in range(ROWS)]
    calendar = np.busdaycalendar(holidays=[np.datetime64(day) for day in bank_holidays("england")])
    array = np.array(days, dtype="datetime64[D]")

    def numpy_at_once() -> Any:
        return np.busday_offset(array, AMOUNT, roll="backward", busdaycal=calendar)

    def numpy_each() -> None:
        for day in days:
            np.busday_offset(day, AMOUNT, roll="backward", busdaycal=calendar).item()

    def ours_each() -> None:
        for day in days:
            working_day_after(day, AMOUNT, "england")

    def ours_at_once() -> list[date]:
        return working_days_after(days, AMOUNT, "england")

    expected = [day.item() for day in numpy_at_once()]
    if ours_at_once() != expected or [working_day_after(day, AMOUNT, "england") for day in days] != expected:
        raise AssertionError("numpy's working days and ours are not the same.")

    each, peer_each = best_of(3, ours_each), best_of(2, numpy_each)
    at_once, peer_at_once = best_of(7, ours_at_once), best_of(7, numpy_at_once)
    return [
        {
            "name": "100,000 working-day clocks, against numpy.busday_offset called for each (seconds)",
            "ours": at_once,
            "peer": peer_each,
            "ratio": peer_each / at_once,
            "goal": "at least 20 times as fast",
            "holds": peer_each / at_once >= 20,
        },
        {
            "name": "the same, each clock in a call of its own on both sides (seconds)",
            "ours": each,
            "peer": peer_each,
            "ratio": peer_each / each,
            "goal": "faster",
            "holds": peer_each > each,
        },
        {
            "name": "100,000 working-day clocks, against numpy.busday_offset vectorised (seconds)",
            "ours": at_once,
            "peer": peer_at_once,
            "ratio": at_once / peer_at_once,
            "goal": "at most 3 times as slow",
            "holds": at_once / peer_at_once <= 3,
        },
    ]


if __name__ == "__main__":
    for line in run():
        print(line)
