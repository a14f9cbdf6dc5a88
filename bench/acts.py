"""Acts: a whole replay against bare transactions on the same file, and the ten-thousandth act against the first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from bench.alone import fresh
from bench.measure import Line, at_most, seconds
from bench.store import WALKTHROUGH, opened

MANY = 10_000
AT_EACH_END = 200


def replay_and_bare() -> tuple[float, float, int]:
    """Seconds to replay the walkthrough, seconds for as many bare one-row transactions, and how many."""
    from django.db import connection

    from casereview.cli.journal import Journal

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, said TEXT)")
        acts = len(Journal(WALKTHROUGH).lines)
        bare = seconds(lambda: [_bare(cursor) for _ in range(acts)])
        ours = seconds(lambda: _replay(Journal(WALKTHROUGH)))
        bare = min(bare, seconds(lambda: [_bare(cursor) for _ in range(acts)]))
        cursor.execute("DROP TABLE bare")
    return ours, bare, acts


def _replay(journal: Any) -> None:
    outcome = journal.replay()
    if outcome.stopped:
        raise AssertionError(f"The walkthrough does not replay: {outcome.stopped}")


def _bare(cursor: Any) -> None:
    cursor.execute("BEGIN IMMEDIATE")
    cursor.execute("INSERT INTO bare (said) VALUES ('It is plain.')")
    cursor.execute("COMMIT")


def first_and_last() -> tuple[float, float]:
    """Seconds for an act when the case has hardly any, and when it has ten thousand: the middle one of many at each end."""
    act = _telling()
    for _ in range(20):
        act()  # what is done once in a process is done now
    first = [seconds(act) for _ in range(AT_EACH_END)]
    for _ in range(MANY - 2 * AT_EACH_END):
        act()
    return median(seconds(act) for _ in range(AT_EACH_END)), median(first)


def _telling() -> Callable[[], object]:
    """An act as often done as any: a case's manager notes that somebody was told."""
    from casereview.acts.perform import perform
    from casereview.cases.actors import actor_of_person
    from casereview.cases.models import Case
    from casereview.people.models import Person

    case = Case.rows.select_related("board").exclude(phase="closed").order_by("pk").first()
    manager = actor_of_person(Person.rows.get(board=case.board, key="manager"), date.today())
    said = {"to": "The national body", "what": "The decision"}
    return lambda: perform(manager, "record-telling", said, to=case, on=date.today())


def run() -> list[Line]:
    """Replay, then act ten thousand times in one case."""
    with TemporaryDirectory() as folder:
        with fresh(opened, f"{folder}/one") as process:
            ours, bare, acts = process.submit(replay_and_bare).result()
        with fresh(opened, f"{folder}/two") as process:
            process.submit(_a_case).result()
            last, first = process.submit(first_and_last).result()
    return [
        at_most(
            f"replaying the walkthrough, against {acts} bare one-row transactions (seconds)", ours, bare, 8
        ),
        at_most("an act on a case that has ten thousand, against the first (seconds)", last, first, 1.3),
    ]


def _a_case() -> None:
    from bench.store import INVENTED, replayed

    replayed([INVENTED / "05-commissioned.yaml"])
