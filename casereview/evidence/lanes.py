"""Who recorded what, and when, as a picture: a lane for each agency. Geometry in pixels; the template draws. Pure.

A day that is known is the agency's mark. Some time in a span is a bar as long as the doubt. A day in doubt
is a dashed bar with a question mark. A stretch in which an agency has nothing is shaded: a question, not a verdict.
Marks never cover one another: a lane gets as many rows as it needs. Above ``MOST_MARKS`` entries, or where one lane would need
more than ``MOST_ROWS`` rows, or all together more than a page, the lanes show how many entries each month has, or each day near by, all on one scale.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from casereview.evidence.axis import DAYS, ticks
from casereview.evidence.frame import Frame, frame_of
from casereview.evidence.margins import (
    AGE,
    Ages,
    Span,
    ages_at,
    axis_at,
    episode,
    flags_of,
    incident_at,
    rows_of,
)
from casereview.evidence.shapes import RADIUS, circle, lines_of, look_of, px, shape

MOST_MARKS = 400
MOST_ROWS = 12
"""A lane with more rows than these would hide the others."""
A_PAGE, SHALLOW = 1000, 4
"""Lanes that are higher than this together cannot be read on paper; counting helps where one of them is deeper than so many rows."""
BY_DAY = 100
"""In a picture of so many days at most, entries are counted by the day and not by the month."""
NARROW = 3
"""A shaded stretch of fewer pixels than this cannot be seen."""
ROW = 17
LINE = 15
AGES = 24
"""How much room the ages of one child take below a wide picture."""


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

    def cut(self, first: date, last: date) -> Mark:
        """What of it lies in a stretch of days."""
        if self.first >= first and self.last <= last:
            return self
        return replace(self, first=max(self.first, first), last=min(self.last, last))


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch in which the agency of a lane has nothing."""

    lane: int
    first: date
    last: date


def picture(
    marks: Sequence[Mark],
    lanes: Sequence[str],
    episodes: Sequence[Span] = (),
    incident: date | None = None,
    *,
    tall: bool = False,
    looks: Sequence[int] = (),
    gaps: Sequence[Gap] = (),
    ages: Sequence[Ages] = (),
    window: tuple[date, date] | None = None,
    counted: bool | None = None,
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
        counted: whether entries are counted and not drawn one by one; decided here if left out.

    Returns:
        an empty mapping where there are fewer than two marks to set against one another, and no window.
    """
    if window is None and len(marks) < 2:
        return {}
    first, last = window or _reach(marks, incident)
    days = (last - first).days + (1 if window else 0)
    frame = frame_of(tall, first, days, lanes=len(lanes))
    flags, marked = flags_of(frame, episodes, incident, last)
    frame = frame_of(tall, first, days, lanes=len(lanes), flags=rows_of(flags, marked, tall=tall))
    marks = _inside(marks, first, last)
    of = [[m for m in marks if m.lane == n] for n in range(len(lanes))]
    drawn: list[dict[str, Any]] = []
    if counted is None:
        counted = len(marks) > MOST_MARKS or any(m.count > 1 for m in marks)
        if not counted:
            drawn = [_lane(frame, own, n) for n, own in enumerate(of)]
            counted = _too_deep(drawn)
    if counted:
        drawn = [_counts(frame, own, n, last) for n, own in enumerate(of)]
    elif not drawn:
        drawn = [_lane(frame, own, n) for n, own in enumerate(of)]
    most = max((count for lane in drawn for _, _, count in lane["bars"]), default=0)
    across, rows = frame.head, []
    for name, lane, look in zip(lanes, drawn, looks or [look_of(n) for n in range(len(lanes))], strict=True):
        shaded = [
            _gap(frame, gap, first, last, across, lane["thick"]) for gap in gaps if gap.lane == lane["number"]
        ]
        made = lane | {"look": look, "gaps": [g for g in shaded if g], "most": most}
        rows.append(_placed(frame, name, made, across))
        across += lane["thick"]
    each = AGE if tall else AGES
    axes = [ages_at(frame, one, first, last, across + each * n) for n, one in enumerate(ages)]
    end = across + each * len(axes)
    wide, high = (end + 4, frame.start + frame.length + 14) if tall else (1116, end + 8)
    return {
        "tall": tall,
        "counted": counted,
        "most": most,
        "by": "day" if days <= BY_DAY else "month",
        "first": first.isoformat(),
        "last": last.isoformat(),
        "width": px(wide),
        "height": px(high),
        "lanes": rows,
        "ticks": axis_at(frame, ticks(first, last), across),
        "episodes": [
            episode(frame, span, number, flag, across)
            for number, (span, flag) in enumerate(zip(episodes, flags, strict=True))
            if flag
        ],
        "ages": axes,
        "bottom": px(across),
        "incident": incident_at(frame, incident, marked, across) if incident and marked else {},
    }


def _too_deep(drawn: Sequence[dict[str, Any]]) -> bool:
    deepest = max((lane["deep"] for lane in drawn), default=0)
    return deepest > MOST_ROWS or (deepest > SHALLOW and sum(lane["thick"] for lane in drawn) > A_PAGE)


def _reach(marks: Sequence[Mark], incident: date | None) -> tuple[date, date]:
    first, last = min(m.first for m in marks), max(m.last for m in marks)
    if incident is not None and first <= incident <= last + timedelta(days=366):
        last = max(last, incident)
    return first, max(last, first + timedelta(days=1))


def _inside(marks: Sequence[Mark], first: date, last: date) -> list[Mark]:
    """The marks that reach into the picture, cut where they reach out of it."""
    return [m.cut(first, last) for m in marks if m.first <= last and m.last >= first]


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


def _lane(frame: Frame, marks: list[Mark], number: int) -> dict[str, Any]:
    """One lane's marks in rows that do not touch, and how thick the lane must be."""
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
    thick = max(frame.lane, len(ends) * ROW + 12)
    return {
        "number": number,
        "thick": thick,
        "deep": len(ends),
        "rows": rows,
        "bars": [],
        "count": len(marks),
    }


def _counts(frame: Frame, marks: list[Mark], number: int, last: date) -> dict[str, Any]:
    """One lane as numbers: how many entries begin in each month, or on each day near by."""
    found = Counter[date]()
    for mark in marks:
        found[mark.first if frame.days <= BY_DAY else mark.first.replace(day=1)] += mark.count
    bars = []
    for day, count in sorted(found.items()):
        end = day if frame.days <= BY_DAY else day.replace(day=monthrange(day.year, day.month)[1])
        start = frame.at(max(day, frame.first))
        bars.append((start, max(frame.at(min(end, last), 1.0) - start - 1, 2.0), count))
    count = sum(found.values())
    return {"number": number, "thick": frame.lane, "deep": 0, "rows": [], "bars": bars, "count": count}


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
    for start, long, count in lane["bars"]:
        size = max((lane["thick"] - 10) * count / lane["most"], 1.5)
        bars.append(
            frame.box(start, across + lane["thick"] - 4 - size, long, size) | {"doubt": False, "solid": True}
        )
    ground = frame.box(frame.start - 10, across, frame.length + 20, lane["thick"])
    short = lines_of(name)
    return {
        "name": name,
        "short": [
            {"text": text, "y": px(middle + 5 + LINE * (n - (len(short) - 1) / 2))}
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
    if end - start < NARROW:
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


__all__ = ["MOST_MARKS", "Ages", "Gap", "Mark", "Span", "picture"]
