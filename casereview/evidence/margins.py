"""What stands round the lanes of a picture: names of the axis, ages, key episodes, the day of the incident. Geometry in pixels. Pure.

Flags that would lie on one another stand in rows, the first of them nearest to the lanes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from casereview.evidence.axis import Tick
from casereview.evidence.frame import FLAGS, Frame
from casereview.evidence.shapes import px
from casereview.evidence.window import age_words, birthdays

INCIDENT = 66
"""How long the flag of the incident is."""
LEAST = 18
"""How long a flag is at least, so that its letter has room."""
AGE = 112
"""How wide the ages of one child stand beside a tall picture."""


@dataclass(frozen=True, slots=True)
class Span:
    """A key practice episode above the lanes."""

    title: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Ages:
    """A child whose age stands along the axis: the name that the reader sees, and the day of birth."""

    name: str
    born: date


@dataclass(frozen=True, slots=True)
class Flag:
    """A flag above the lanes: its row, and where it begins and ends along time."""

    row: int
    start: float
    end: float


def letters(number: int) -> str:
    """The letters of an episode, by its number from 0.

    >>> letters(0), letters(25), letters(26)
    ('A', 'Z', 'AA')
    """
    before = letters(number // 26 - 1) if number >= 26 else ""
    return f"{before}{chr(65 + number % 26)}"


def flags_of(
    frame: Frame, episodes: Sequence[Span], incident: date | None, last: date
) -> tuple[list[Flag | None], Flag | None]:
    """Where the flag of each episode stands, and that of the incident; None for what the picture does not reach.

    The incident has the first row: its line goes down from its own flag.
    """
    ends: list[list[tuple[float, float]]] = [[]]
    marked = None
    if incident and frame.first <= incident <= last:
        place = frame.at(incident)
        start = place - 20 if frame.tall else min(place - INCIDENT / 2, 1050)
        marked = Flag(0, start, start + (20 if frame.tall else INCIDENT))
        if not frame.tall:
            ends[0].append((marked.start, marked.end))
    found: list[Flag | None] = []
    for span in episodes:
        if span.first > last or span.last < frame.first:
            found.append(None)
            continue
        start = frame.at(max(span.first, frame.first))
        end = start + max(frame.at(min(span.last, last)) - start, LEAST)
        row = next((n for n, taken in enumerate(ends) if _free(taken, start, end)), len(ends))
        if row == len(ends):
            ends.append([])
        ends[row].append((start, end))
        found.append(Flag(row, start, end))
    return found, marked


def _free(taken: Iterable[tuple[float, float]], start: float, end: float) -> bool:
    return all(end + 2 <= a or start >= b + 2 for a, b in taken)


def rows_of(found: Iterable[Flag | None], marked: Flag | None, *, tall: bool) -> int:
    """How many rows of flags a picture has. The flag of the incident lies across a tall one and needs none."""
    rows = [flag.row for flag in found if flag]
    if marked and not tall:
        rows.append(0)
    return max(rows, default=-1) + 1


def episode(frame: Frame, span: Span, number: int, flag: Flag, across: float) -> dict[str, Any]:
    """One episode: its flag with its letter, and a tint down the lanes."""
    long = flag.end - flag.start
    at = 2 + (FLAGS - 4) * (frame.flags - 1 - flag.row) if frame.tall else frame.head - 48 - FLAGS * flag.row
    box = frame.box(flag.start, at, long, 16 if frame.tall else 22)
    return {
        "title": span.title,
        "letter": letters(number),
        "flag": box,
        "x": px(box["x"] + box["width"] / 2),
        "y": px(box["y"] + box["height"] / 2 + 5),
        "tint": frame.box(flag.start, frame.head, long, across - frame.head),
    }


def incident_at(frame: Frame, day: date, flag: Flag, across: float) -> dict[str, Any]:
    """The day of the incident: a line over all lanes, with its flag."""
    place = frame.at(day)
    x, y = (frame.head, flag.start) if frame.tall else (flag.start, frame.head - 46)
    return {
        "d": frame.line(place, frame.head - (0 if frame.tall else 26), across),
        "x": px(x),
        "y": px(y),
        "text_x": px(x + INCIDENT / 2),
        "text_y": px(y + 14.5),
    }


def axis_at(frame: Frame, named: Iterable[Tick], across: float) -> list[dict[str, Any]]:
    """The axis: each tick with its line over the lanes, and its name where that neither touches the one before nor is cut."""
    found: list[dict[str, Any]] = []
    free = 0.0
    for tick in named:
        place = frame.at(tick.day, tick.part)
        x, y = (frame.head - 56, place + 4) if frame.tall else (place + 3, frame.head - 6)
        begin = place - 8 if frame.tall else x
        end = place + 8 if frame.tall else x + len(tick.text) * 6.8
        fits = begin >= free and (frame.tall or end <= frame.start + frame.length + 16)
        if fits:
            free = end + (0 if frame.tall else 4)
        found.append(
            {
                "d": frame.line(place, frame.head - (0 if frame.tall else 18), across),
                "text": tick.text if fits else "",
                "strong": tick.strong,
                "x": px(x),
                "y": px(y),
            }
        )
    return found


def ages_at(frame: Frame, child: Ages, first: date, last: date, across: float) -> dict[str, Any]:
    """The ages of one child along the axis, as far apart as their words need; below a wide picture, beside a tall one."""
    found: list[dict[str, Any]] = []
    limit = frame.start + frame.length + 16
    free = frame.start - 10
    for day in birthdays(child.born, first, last):
        place, text = frame.at(day), age_words(child.born, day)
        half = 9 if frame.tall else len(text) * 3.6
        middle = place if frame.tall else max(place, frame.start - 10 + half)
        if middle - half < free or middle + half > limit:
            continue
        tick = f"M{px(across)} {px(place)}h6" if frame.tall else f"M{px(place)} {px(across)}v6"
        x, y = (across + 10, place + 4) if frame.tall else (middle, across + 20)
        found.append({"d": tick, "x": px(x), "y": px(y), "text": text})
        free = middle + half + (2 if frame.tall else 10)
    ends = (frame.start - 10, frame.start + frame.length + 10)
    along = (
        f"M{px(across)} {px(ends[0])}V{px(ends[1])}"
        if frame.tall
        else f"M{px(ends[0])} {px(across)}H{px(ends[1])}"
    )
    x, y = (across + 4, 16) if frame.tall else (8, across + 20)
    return {"name": child.name, "d": along, "x": px(x), "y": px(y), "ticks": found}
