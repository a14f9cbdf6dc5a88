"""Twenty people at once: every answer is right, every look is on the trail, nobody waits for long."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from tempfile import TemporaryDirectory
from time import perf_counter

from torture.found import Found
from torture.served import Served, store_in, told

PEOPLE = 20
EACH = 25
LONGEST = 10.0
ASKS = ("workspace", "screening", "decision", "timetable")


def run() -> list[Found]:
    """Read and act at once; count what came back."""
    with TemporaryDirectory() as folder:
        store = store_in(folder)
        served = Served(store).ready()
        try:
            with ThreadPoolExecutor(PEOPLE) as several:
                found = [
                    one
                    for many in several.map(lambda who: _person(served, who), range(PEOPLE))
                    for one in many
                ]
        finally:
            served.stop()
        acts = [name for name, status, _ in found if name.startswith("act-") and status == 200]
        there = told(folder)
    wrong = sorted({status for _, status, _ in found if status != 200})
    longest = max(taken for _, _, taken in found)
    return [
        Found(
            f"{len(found)} calls by {PEOPLE} at once all answered 200 (others: {wrong or 'none'})", not wrong
        ),
        Found(f"all {len(acts)} acts among them are in the store, each once", sorted(acts) == sorted(there)),
        Found(f"the longest wait was {longest:.1f} seconds (at most {LONGEST:g})", longest <= LONGEST),
    ]


def _person(served: Served, who: int) -> list[tuple[str, int, float]]:
    found = []
    for number in range(EACH):
        start = perf_counter()
        if number % 5 == 4:
            name = f"act-{who}-{number}"
            status = 200 if served.tell(name) else 0
        else:
            name = ASKS[number % len(ASKS)]
            status, _ = served.call("GET", f"/api/asks/{name}?case={served.store.case}", "manager")
        found.append((name, status, perf_counter() - start))
    return found
