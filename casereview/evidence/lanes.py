"""Who recorded what, and when, as a picture: a lane for each agency. Geometry in pixels; the template draws. Pure.

A day that is known is the agency's mark. Some time in a span is a bar as long as the doubt. A day in doubt
is a dashed bar with a question mark. A stretch in which an agency has nothing is shaded: a question, not a verdict.
Marks never cover one another: a lane gets as many rows as it needs. Above ``MOST_MARKS`` entries the lanes show how
many there are instead of each one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from casereview.evidence.axis import DAYS, ticks
from casereview.evidence.shapes import RADIUS, circle, look_of, px, shape, two_lines
from casereview.evidence.window import age_words, birthdays

MOST_MARKS = 400
ROW = 17
BUCKETS = 60
AGES = 24
"""How much room the ages of one child take, in pixels."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One entry as the picture shows it: its lane, from which day to which, and how sure; or many, with their ``count``.

    ``minute`` is the time of its day, where that is known; ``ringed`` says that the panel marked it as significant.
    """

    lane: int
    first: date
    last: date
    sure: str
    count: int = 1
    ringed: bool = False
    minute: int | None = None

    def on_lane(self, lane: int) -> Mark:
        """The same mark on another lane."""
        return self if lane == self.lane else replace(self, lane=lane)

    def cut(self, first: date, last: date) -> Mark:
        """What of it lies in a stretch of days."""
        if self.first >= first and self.last <= last:
            return self
        return replace(self, first=max(self.first, first), last=min(self.last, last))


@dataclass(frozen=True, slots=True)
class Span:
    """A key practice episode above the lanes."""

    title: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch in which the agency of a lane has nothing."""

    lane: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Ages:
    """A child whose age stands along the axis: the name given outside, and the day of birth."""

    name: str
    born: date


@dataclass(frozen=True, slots=True)
class Frame:
    """How a picture lies: time runs across a wide one and down a tall one."""

    tall: bool
    start: float
    length: float
    head: float
    lane: float
    first: date
    days: int

    def at(self, day: date, part: float = 0.0) -> float:
        """Where a moment stands: a day, and how much of it has gone."""
        return self.start + self.length * ((day - self.first).days + part) / self.days

    def box(self, along: float, across: float, long: float, wide: float) -> dict[str, float]:
        """A box given along and across time, as x, y, width and height."""
        x, y, width, height = (across, along, wide, long) if self.tall else (along, across, long, wide)
        return {"x": px(x), "y": px(y), "width": px(width), "height": px(height)}

    def line(self, along: float, first: float, last: float) -> str:
        """A line across time at one moment, as a path."""
        if self.tall:
            return f"M{px(first)} {px(along)}H{px(last)}"
        return f"M{px(along)} {px(first)}V{px(last)}"


def picture(
    marks: Sequence[Mark],
    lanes: Sequence[str],
    episodes: Iterable[Span] = (),
    incident: date | None = None,
    *,
    tall: bool = False,
    looks: Sequence[int] = (),
    gaps: Sequence[Gap] = (),
    ages: Sequence[Ages] = (),
    window: tuple[date, date] | None = None,
) -> dict[str, Any]:
    """One picture: where each thing stands.

    Args:
        marks: the entries that have a day, in any order.
        lanes: the agencies' names; ``Mark.lane`` counts from the first.
        incident: the day of the incident, if it is known.
        tall: for a narrow screen, where time runs down.
        looks: each lane's colour and shape, from 1; counted from the first lane if left out.
        gaps: stretches to shade.
        ages: the children whose ages stand along the axis.
        window: the first and last day that are shown; without it, as far as the marks reach.

    Returns:
        an empty mapping where there are fewer than two marks to set against one another, and no window.
    """
    if not marks or (window is None and len(marks) < 2):
        return {}
    first, last = window or _reach(marks, incident)
    frame = _frame(tall, first, (last - first).days + (1 if window else 0))
    marks = _inside(marks, first, last)
    counted = len(marks) > MOST_MARKS or any(m.count > 1 for m in marks)
    drawn = [_lane(frame, [m for m in marks if m.lane == n], n, counted) for n in range(len(lanes))]
    across, rows = frame.head, []
    for name, lane, look in zip(lanes, drawn, looks or [look_of(n) for n in range(len(lanes))], strict=True):
        shaded = [
            _gap(frame, gap, first, last, across, lane["thick"]) for gap in gaps if gap.lane == lane["number"]
        ]
        rows.append(_placed(frame, name, lane | {"look": look, "gaps": [g for g in shaded if g]}, across))
        across += lane["thick"]
    spans = [
        _episode(frame, span, number, first, last, across)
        for number, span in enumerate(episodes)
        if span.first <= last and span.last >= first
    ]
    axes = [] if tall else [_ages(frame, one, first, last, across + AGES * n) for n, one in enumerate(ages)]
    end = across + AGES * len(axes)
    wide, high = (across + 4, frame.start + frame.length + 14) if tall else (1116, end + 8)
    return {
        "tall": tall,
        "counted": counted,
        "first": first.isoformat(),
        "last": last.isoformat(),
        "width": px(wide),
        "height": px(high),
        "lanes": rows,
        "ticks": [
            _tick(frame, frame.at(t.day, t.part), t.text, t.strong, across) for t in ticks(first, last)
        ],
        "episodes": spans,
        "ages": axes,
        "bottom": px(across),
        "incident": _incident(frame, frame.at(incident), across)
        if incident and first <= incident <= last
        else {},
    }


def _reach(marks: Sequence[Mark], incident: date | None) -> tuple[date, date]:
    first, last = min(m.first for m in marks), max(m.last for m in marks)
    if incident is not None and first <= incident <= last + timedelta(days=366):
        last = max(last, incident)
    return first, max(last, first + timedelta(days=1))


def _inside(marks: Sequence[Mark], first: date, last: date) -> list[Mark]:
    """The marks that reach into the picture, cut where they reach out of it."""
    return [m.cut(first, last) for m in marks if m.first <= last and m.last >= first]


def _frame(tall: bool, first: date, days: int) -> Frame:
    days = max(days, 1)
    if tall:
        return Frame(True, 34, float(max(320, min(1500, days * 1.6))), 46, 42, first, days)
    return Frame(False, 206, 894, 62, 50, first, days)


def _ends(frame: Frame, mark: Mark) -> tuple[float, float, bool]:
    """Where a mark begins and ends, and whether it is one point. Near by, a day without a time is as long as the day."""
    exact = mark.sure == "exact" and mark.first == mark.last
    if exact and frame.days <= DAYS and mark.minute is None:
        return frame.at(mark.first), frame.at(mark.first, 1.0), False
    if exact:
        place = frame.at(mark.first, (mark.minute or 0) / 1440 if frame.days <= DAYS else 0.0)
        return place, place, True
    start, end = frame.at(mark.first), frame.at(mark.last, 1.0 if frame.days <= DAYS else 0.0)
    return start, max(end, start + 9), False


def _lane(frame: Frame, marks: list[Mark], number: int, counted: bool) -> dict[str, Any]:
    """One lane's marks in rows that do not touch, and how thick the lane must be."""
    count = sum(m.count for m in marks)
    if counted:
        return {
            "number": number,
            "thick": frame.lane,
            "rows": [],
            "bars": _buckets(frame, marks),
            "count": count,
        }
    ends: list[float] = []
    rows: list[tuple[int, Mark, float, float, bool]] = []
    for mark in sorted(marks, key=lambda m: (m.first, m.minute or 0, m.last)):
        start, end, point = _ends(frame, mark)
        room = 14 if mark.sure == "uncertain" else 1
        row = next((i for i, free in enumerate(ends) if free <= start - RADIUS), len(ends))
        if row == len(ends):
            ends.append(0)
        ends[row] = end + RADIUS + room
        rows.append((row, mark, start, end, point))
    return {
        "number": number,
        "thick": max(frame.lane, len(ends) * ROW + 12),
        "rows": rows,
        "bars": [],
        "count": count,
    }


def _buckets(frame: Frame, marks: list[Mark]) -> list[tuple[float, int]]:
    """How many entries stand in each stretch of the picture: where it begins, and the number."""
    step = frame.length / BUCKETS
    counts = [0] * BUCKETS
    for mark in marks:
        counts[min(BUCKETS - 1, int((frame.at(mark.first) - frame.start) / step))] += mark.count
    return [(frame.start + index * step, count) for index, count in enumerate(counts) if count]


def _placed(frame: Frame, name: str, lane: dict[str, Any], across: float) -> dict[str, Any]:
    look = lane["look"]
    middle = across + lane["thick"] / 2
    head = (middle, frame.start - 16) if frame.tall else (21, middle)
    points, bars, doubts, rings = [], [], [], []
    for row, mark, start, end, point in lane["rows"]:
        y = across + 6 + ROW * row + ROW / 2
        spot = (y, start) if frame.tall else (start, y)
        if mark.ringed:
            rings.append(circle(spot[0], spot[1], 9.5))
        if point:
            points.append(shape(look, *spot))
            continue
        box = frame.box(start, y - 6, end - start, 12)
        bars.append(box | {"doubt": mark.sure == "uncertain"})
        if mark.sure == "uncertain":
            x, below = (y - 3, end + 12) if frame.tall else (end + 3, y + 5)
            doubts.append({"x": px(x), "y": px(below)})
    tallest = max((count for _, count in lane["bars"]), default=1)
    for start, count in lane["bars"]:
        size = (lane["thick"] - 10) * count / tallest
        bars.append(
            frame.box(start, across + lane["thick"] - 4 - size, frame.length / BUCKETS - 1, size)
            | {"doubt": False, "solid": True}
        )
    ground = frame.box(frame.start - 10, across, frame.length + 20, lane["thick"])
    short = two_lines(name)
    return {
        "name": name,
        "short": [
            {"text": text, "y": px(middle + 5 + 16 * (n - (len(short) - 1) / 2))}
            for n, text in enumerate(short)
        ],
        "look": look,
        "even": lane["number"] % 2 == 0,
        "count": lane["count"],
        "ground": ground,
        "badge": frame.box(frame.start - 30, middle - 13, 22, 26)
        if frame.tall
        else {"x": 8, "y": px(middle - 11), "width": 26, "height": 22},
        "head": shape(look, *head),
        "backing": circle(head[0], head[1], 9.5),
        "points": " ".join(points),
        "rings": " ".join(rings),
        "bars": bars,
        "doubts": doubts,
        "gaps": lane["gaps"],
    }


def _gap(frame: Frame, gap: Gap, first: date, last: date, across: float, thick: float) -> dict[str, Any]:
    """A shaded stretch, with its length in days where there is room to say it. One too narrow to see is left out."""
    if gap.first >= last or gap.last <= first:
        return {}
    start, end = frame.at(max(gap.first, first)) + RADIUS, frame.at(min(gap.last, last)) - RADIUS
    if end - start < 10:
        return {}
    days = (gap.last - gap.first).days
    text = f"{days} days, nothing" if end - start > 130 else f"{days} days" if end - start > 66 else ""
    if frame.tall:
        text = ""
    middle = (start + end) / 2
    return {
        "box": frame.box(start, across + 4, end - start, thick - 8),
        "days": days,
        "text": text,
        "x": px(middle),
        "y": px(across + thick / 2 + 5),
        "behind": {
            "x": px(middle - len(text) * 3.8),
            "y": px(across + thick / 2 - 11),
            "width": px(len(text) * 7.6),
        },
    }


def _tick(frame: Frame, place: float, text: str, strong: bool, across: float) -> dict[str, Any]:
    x, y = (4, place + 4) if frame.tall else (place + 3, frame.head - 6)
    return {
        "d": frame.line(place, frame.head - (0 if frame.tall else 18), across),
        "text": text,
        "strong": strong,
        "x": px(x),
        "y": px(y),
    }


def _ages(frame: Frame, child: Ages, first: date, last: date, across: float) -> dict[str, Any]:
    """The ages of one child along the axis, as far apart as their words need."""
    found: list[dict[str, Any]] = []
    free = frame.start
    for day in birthdays(child.born, first, last):
        place, text = frame.at(day), age_words(child.born, day)
        half = len(text) * 3.6
        if place - half < free or place + half > frame.start + frame.length + 16:
            continue
        found.append(
            {"d": f"M{px(place)} {px(across)}v6", "x": px(place), "y": px(across + 20), "text": text}
        )
        free = place + half + 10
    return {
        "name": child.name,
        "d": f"M{px(frame.start - 10)} {px(across)}H{px(frame.start + frame.length + 10)}",
        "y": px(across + 20),
        "ticks": found,
    }


def _episode(frame: Frame, span: Span, number: int, first: date, last: date, across: float) -> dict[str, Any]:
    start, end = frame.at(max(span.first, first)), frame.at(min(span.last, last))
    long = max(end - start, 18)
    flag = frame.box(start, 2 if frame.tall else 14, long, 16 if frame.tall else 22)
    return {
        "title": span.title,
        "letter": chr(65 + number) if number < 26 else "…",
        "flag": flag,
        "x": px(flag["x"] + flag["width"] / 2),
        "y": px(flag["y"] + flag["height"] / 2 + 5),
        "tint": frame.box(start, frame.head, long, across - frame.head),
    }


def _incident(frame: Frame, place: float, across: float) -> dict[str, Any]:
    x = frame.head if frame.tall else min(place - 33, 1050)
    y = place - 20 if frame.tall else 16
    return {
        "d": frame.line(place, frame.head - (0 if frame.tall else 26), across),
        "x": px(x),
        "y": px(y),
        "text_x": px(x + 33),
        "text_y": px(y + 14.5),
    }


__all__ = ["MOST_MARKS", "Ages", "Gap", "Mark", "Span", "picture"]
