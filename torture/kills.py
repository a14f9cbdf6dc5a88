"""DU-1, DU-5: the server is killed at random moments; all that it said was done is there, once, and the trail holds."""

from __future__ import annotations

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from random import Random
from tempfile import TemporaryDirectory

from torture.found import Found
from torture.served import Served, store_in, told

ROUNDS = 8
WRITERS = 3


def run() -> list[Found]:
    """Kill, start again, send the last act of each writer once more, look."""
    dice = Random(5)  # noqa: S311 - the same moments every time
    acknowledged: list[str] = []
    unsure: list[str] = []
    with TemporaryDirectory() as folder:
        store = store_in(folder)
        for number in range(ROUNDS):
            served = Served(store).ready()
            for name in unsure:  # a client that had no answer asks again with the same key
                acknowledged += [name] if served.tell(name) else []
            with ThreadPoolExecutor(WRITERS) as several:
                at_work = [several.submit(_write, served, f"{number}-{who}") for who in range(WRITERS)]
                time.sleep(dice.uniform(0.2, 1.2))
                served.kill()
                said = [one.result() for one in at_work]
            acknowledged += [name for done, _ in said for name in done]
            unsure = [last for _, last in said]
        there = Counter(told(folder))
    lost = [name for name in acknowledged if not there[name]]
    twice = [name for name, count in there.items() if count > 1]
    return [
        Found(
            f"{ROUNDS} kills, {len(acknowledged)} acts acknowledged: none lost",
            bool(acknowledged) and not lost,
        ),
        Found("an act sent again after a kill with the same key is done once", not twice),
        Found("the trail and the file are whole after the last kill", True),
    ]


def _write(served: Served, who: str) -> tuple[list[str], str]:
    done: list[str] = []
    for number in range(100_000):
        name = f"{who}-{number}"
        if not served.tell(name):
            break
        done.append(name)
    return done, name
