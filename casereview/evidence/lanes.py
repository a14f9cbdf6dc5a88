"""Who recorded what, and when, as a picture: a lane for each agency. Geometry in pixels; the template draws.

A day that is known is the agency's mark. Some time in a span is a bar as long as the doubt. A day in doubt
is a dashed bar with a question mark. Marks never cover one another: a lane gets as many rows as it needs.
Above ``MOST_MARKS`` entries the lanes show how many there are instead of each one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

MOST_MARKS = 400
LOOKS = 8
"""Colours and shapes of agencies; with more agencies they begin again, and each lane still has its name."""
RADIUS = 6.2
ROW = 17
BUCKETS = 60


@dataclass(frozen=True, slots=True)
class Mark:
    """One entry as the picture shows it: its lane, from which day to which, and how sure."""

    lane: int
    first: date
    last: date
    sure: str


@dataclass(frozen=True, slots=True)
class Span:
    """A key practice episode above the lanes."""

    title: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Frame:
    """How a picture lies: time runs across a wide one and down a tall one."""

    tall: bool
    start: float
    length: float
    head: float
    lane: float

    def box(self, along: float, across: float, long: float, wide: float) -> dict[str, float]:
        """A box given along and across time, as x, y, width and height."""
        x, y, width, height = (across, along, wide, long) if self.tall else (along, across, long, wide)
        return {"x": _px(x), "y": _px(y), "width": _px(width), "height": _px(height)}

    def line(self, along: float, first: float, last: float) -> str:
        """A line across time at one moment, as a path."""
        if self.tall:
            return f"M{_px(first)} {_px(along)}H{_px(last)}"
        return f"M{_px(along)} {_px(first)}V{_px(last)}"


def _px(value: float) -> float:
    return round(value, 1)


def look_of(lane: int) -> int:
    """Which colour and shape a lane has, from 1."""
    return lane % LOOKS + 1


def shape(look: int, x: float, y: float, r: float = RADIUS) -> str:
    """The mark of an agency as a path: circle, square, triangle, diamond, pentagon, cross, wedge, hexagon."""
    if look == 1:
        return f"M{_px(x - r)} {_px(y)}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0Z"
    points = {
        2: ((-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)),
        3: ((0, -1.1), (1.1, 0.9), (-1.1, 0.9)),
        4: ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
        5: ((0, -1.1), (1.1, -0.2), (0.7, 1.05), (-0.7, 1.05), (-1.1, -0.2)),
        6: (
            (-0.4, -1.1),
            (0.4, -1.1),
            (0.4, -0.4),
            (1.1, -0.4),
            (1.1, 0.4),
            (0.4, 0.4),
            (0.4, 1.1),
            (-0.4, 1.1),
            (-0.4, 0.4),
            (-1.1, 0.4),
            (-1.1, -0.4),
            (-0.4, -0.4),
        ),
        7: ((-1.1, -0.9), (1.1, -0.9), (0, 1.1)),
        8: ((-0.55, -1), (0.55, -1), (1.1, 0), (0.55, 1), (-0.55, 1), (-1.1, 0)),
    }[look]
    return "M" + "L".join(f"{_px(x + dx * r)} {_px(y + dy * r)}" for dx, dy in points) + "Z"


def picture(
    marks: Sequence[Mark],
    lanes: Sequence[str],
    episodes: Iterable[Span] = (),
    incident: date | None = None,
    *,
    tall: bool = False,
    looks: Sequence[int] = (),
) -> dict[str, Any]:
    """One picture: where each thing stands.

    Args:
        marks: the entries that have a day, in any order.
        lanes: the agencies' names; ``Mark.lane`` counts from the first.
        incident: the day of the incident, if it is known.
        looks: each lane's colour and shape, from 1; counted from the first lane if left out.
        tall: for a narrow screen, where time runs down.

    Returns:
        an empty mapping where there are fewer than two marks to set against one another.
    """
    if len(marks) < 2:
        return {}
    first, last = min(m.first for m in marks), max(m.last for m in marks)
    if incident is not None and first <= incident <= last + timedelta(days=366):
        last = max(last, incident)
    days = max((last - first).days, 1)
    frame = _frame(tall, days)

    def at(day: date) -> float:
        return frame.start + frame.length * (day - first).days / days

    counted = len(marks) > MOST_MARKS
    drawn = [_lane(frame, [m for m in marks if m.lane == n], n, at, counted) for n in range(len(lanes))]
    across, rows = frame.head, []
    for name, lane, look in zip(lanes, drawn, looks or [look_of(n) for n in range(len(lanes))], strict=True):
        rows.append(_placed(frame, name, lane | {"look": look}, across))
        across += lane["thick"]
    spans = [
        _episode(frame, span, at, first, last, across)
        for span in episodes
        if span.first <= last and span.last >= first
    ]
    wide, high = (across + 4, frame.start + frame.length + 14) if tall else (1116, across + 8)
    return {
        "tall": tall,
        "counted": counted,
        "first": first.isoformat(),
        "last": last.isoformat(),
        "width": _px(wide),
        "height": _px(high),
        "lanes": rows,
        "ticks": [
            _tick(frame, day, text, strong, at, across) for day, text, strong in _ticks(first, last, tall)
        ],
        "episodes": spans,
        "incident": _incident(frame, at(incident), across) if incident and first <= incident <= last else {},
    }


def _frame(tall: bool, days: int) -> Frame:
    if tall:
        return Frame(True, 34, float(max(320, min(1500, days * 1.6))), 46, 42)
    return Frame(False, 180, 920, 62, 50)


def _lane(frame: Frame, marks: list[Mark], number: int, at: Any, counted: bool) -> dict[str, Any]:
    """One lane's marks in rows that do not touch, and how thick the lane must be."""
    if counted:
        return {
            "number": number,
            "thick": frame.lane,
            "rows": [],
            "bars": _buckets(frame, marks, at),
            "count": len(marks),
        }
    ends: list[float] = []
    rows: list[tuple[int, Mark, float, float]] = []
    for mark in sorted(marks, key=lambda m: (m.first, m.last)):
        start, end = at(mark.first), at(mark.last)
        if mark.sure != "exact" and end - start < 9:
            end = start + 9
        room = 14 if mark.sure == "uncertain" else 1
        row = next((i for i, free in enumerate(ends) if free <= start - RADIUS), len(ends))
        if row == len(ends):
            ends.append(0)
        ends[row] = end + RADIUS + room
        rows.append((row, mark, start, end))
    return {
        "number": number,
        "thick": max(frame.lane, len(ends) * ROW + 12),
        "rows": rows,
        "bars": [],
        "count": len(marks),
    }


def _buckets(frame: Frame, marks: list[Mark], at: Any) -> list[tuple[float, int]]:
    """How many entries stand in each stretch of the picture: where it begins, and the number."""
    step = frame.length / BUCKETS
    counts = [0] * (BUCKETS + 1)
    for mark in marks:
        counts[int((at(mark.first) - frame.start) / step)] += 1
    return [(frame.start + index * step, count) for index, count in enumerate(counts) if count]


def _placed(frame: Frame, name: str, lane: dict[str, Any], across: float) -> dict[str, Any]:
    look = lane["look"]
    middle = across + lane["thick"] / 2
    head = (middle, frame.start - 16) if frame.tall else (21, middle)
    points, bars, doubts = [], [], []
    for row, mark, start, end in lane["rows"]:
        y = across + 6 + ROW * row + ROW / 2
        if mark.sure == "exact" and mark.first == mark.last:
            points.append(shape(look, *((y, start) if frame.tall else (start, y))))
            continue
        box = frame.box(start, y - 6, max(end - start, 9), 12)
        bars.append(box | {"doubt": mark.sure == "uncertain"})
        if mark.sure == "uncertain":
            x, below = (y - 3, end + 12) if frame.tall else (end + 3, y + 5)
            doubts.append({"x": _px(x), "y": _px(below)})
    tallest = max((count for _, count in lane["bars"]), default=1)
    for start, count in lane["bars"]:
        size = (lane["thick"] - 10) * count / tallest
        bars.append(
            frame.box(start, across + lane["thick"] - 4 - size, frame.length / BUCKETS - 1, size)
            | {"doubt": False, "solid": True}
        )
    ground = frame.box(frame.start - 10, across, frame.length + 20, lane["thick"])
    return {
        "name": name,
        "short": _two_lines(name),
        "look": look,
        "even": lane["number"] % 2 == 0,
        "count": lane["count"],
        "ground": ground,
        "head": shape(look, *head),
        "text_y": _px(middle + 5),
        "points": points,
        "bars": bars,
        "doubts": doubts,
    }


def _two_lines(name: str) -> list[str]:
    """An agency's name in at most two lines of twenty letters, so that it stays beside its lane."""
    words, lines = name.split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) > 18 and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) > 2:
        lines = [lines[0], f"{lines[1]}…"]
    return [line if len(line) <= 20 else f"{line[:19]}…" for line in lines]


def _ticks(first: date, last: date, tall: bool) -> list[tuple[date, str, bool]]:
    """Where the axis is named: months in a short picture, quarters in a longer one, else years."""
    days = (last - first).days
    step = 1 if days <= 460 else 3 if days <= 1500 else 12
    found: list[tuple[date, str, bool]] = []
    month = date(first.year, first.month, 1)
    while month <= last:
        if month >= first and (month.month - 1) % step == 0:
            strong = month.month == 1
            text = (
                str(month.year)
                if step == 12
                else f"{month:%b} {month.year}"
                if strong or not found
                else f"{month:%b}"
            )
            found.append((month, text, strong))
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return found


def _tick(frame: Frame, day: date, text: str, strong: bool, at: Any, across: float) -> dict[str, Any]:
    place = at(day)
    x, y = (4, place + 4) if frame.tall else (place + 3, frame.head - 6)
    return {
        "d": frame.line(place, frame.head - (0 if frame.tall else 18), across),
        "text": text,
        "strong": strong,
        "x": _px(x),
        "y": _px(y),
    }


def _episode(frame: Frame, span: Span, at: Any, first: date, last: date, across: float) -> dict[str, Any]:
    start, end = at(max(span.first, first)), at(min(span.last, last))
    long = max(end - start, 14)
    flag = frame.box(start, 2 if frame.tall else 14, long, 12 if frame.tall else 22)
    return {
        "title": span.title,
        "flag": flag,
        "tint": frame.box(start, frame.head, long, across - frame.head),
    }


def _incident(frame: Frame, place: float, across: float) -> dict[str, Any]:
    x, y = (frame.head, place - 4) if frame.tall else (min(place, 1070), 30)
    return {"d": frame.line(place, frame.head - (0 if frame.tall else 26), across), "x": _px(x), "y": _px(y)}
