"""Working-day clocks: against ``numpy.busday_offset``, called for each row and for all rows at once.

Called for each row, the peer takes days of the standard library and gives them back, as clocks need them;
vectorised, it is spared that.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import numpy as np

from bench.measure import Line, at_most, by_turns, times_as_fast
from casereview.law.working_days import bank_holidays, working_day_after, working_days_after

ROWS = 100_000
AMOUNT = 15


def run() -> list[Line]:
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

    each, peer_each = by_turns(ours_each, numpy_each, rounds=3)
    at_once, peer_at_once = by_turns(ours_at_once, numpy_at_once, rounds=9)
    return [
        times_as_fast(
            "100,000 working-day clocks, against numpy.busday_offset called for each (seconds)",
            at_once,
            peer_each,
            20,
        ),
        times_as_fast(
            "the same, each clock in a call of its own on both sides (seconds)", each, peer_each, 1
        ),
        at_most(
            "100,000 working-day clocks, against numpy.busday_offset vectorised (seconds)",
            at_once,
            peer_at_once,
            3,
        ),
    ]
