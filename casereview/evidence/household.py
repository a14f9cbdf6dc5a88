"""Who lived where over time, as a picture: a line for each person, a pattern for each home. Geometry in pixels. Pure.

The part of a stay of which the days are in doubt has a dashed box and a question mark; an end that is not known runs to the edge
of the picture in the same way. Nothing is drawn of a stay of which neither end is known: it stands in the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from casereview.evidence.axis import ticks
from casereview.evidence.families import Family, Stay
from casereview.evidence.shapes import look_of, px

HEAD = 46
BAR = 26


@dataclass(frozen=True, slots=True)
class Size:
    """How a strip lies: names to the left of a wide one, above the bars of a narrow one."""

    narrow: bool
    left: float
    length: float
    row: float

    @property
    def width(self) -> float:
        """The whole picture, in pixels."""
        return self.left + self.length + 8


WIDE = Size(False, 170, 934, 44)
NARROW = Size(True, 2, 276, 56)


def looks_of(stays: Sequence[Stay]) -> dict[str, int]:
    """The pattern of each home, by the order of their codes; with more than twelve they begin again, and each has its words."""
    homes = sorted({stay.place for stay in stays})
    return {place: look_of(number) for number, place in enumerate(homes)}


def strip(family: Family, incident: date | None = None, *, narrow: bool = False) -> dict[str, Any]:
    """The strip: where each bar stands; nothing where no stay has a day.

    Args:
        incident: the day of the incident, if it is known; a stay that had not ended goes up to it.
    """
    size = NARROW if narrow else WIDE
    days = [day for s in family.stays for day in (*s.begun, *s.ended) if day]
    if not days:
        return {}
    first, last = min(days), max([*days, *([incident] if incident else [])])
    if last - first < timedelta(days=30):
        last = first + timedelta(days=30)
    first, last = first - (last - first) / 40, last + (last - first) / 40
    looks = looks_of(family.stays)
    homes = list(looks)
    rows: list[dict[str, Any]] = []
    for member in family.members:
        own = [s for s in family.stays if s.person == member.key and (_known(s) or (s.still and incident))]
        if own:
            top = HEAD + size.row * len(rows)
            bars = [
                _bar(size, s, first, last, incident, top, looks[s.place], homes.index(s.place) + 1)
                for s in sorted(own, key=lambda s: _known(s) or [first])
            ]
            rows.append(
                {
                    "name": member.name,
                    "x": 0,
                    "y": px(top + (15 if narrow else size.row / 2 + 5)),
                    "line": f"M0 {px(top)}H{px(size.width)}",
                    "bars": bars,
                }
            )
    bottom = HEAD + size.row * len(rows)
    return {
        "narrow": narrow,
        "width": px(size.width),
        "height": px(bottom + 2),
        "first": first.isoformat(),
        "last": last.isoformat(),
        "bottom": f"M0 {px(bottom)}H{px(size.width)}",
        "homes": [{"place": place, "look": look} for place, look in looks.items()],
        "rows": rows,
        "ticks": _ticks(size, first, last, bottom),
        "incident": _incident(size, incident, first, last, bottom) if incident else {},
    }


def _known(stay: Stay) -> list[date]:
    return sorted(day for day in (*stay.begun, *stay.ended) if day)


def _at(size: Size, day: date, first: date, last: date) -> float:
    return size.left + size.length * (day - first).days / max(1, (last - first).days)


def _bar(
    size: Size, stay: Stay, first: date, last: date, incident: date | None, top: float, look: int, number: int
) -> dict[str, Any]:
    """One stay: from the earliest that it can have begun to the latest that it can have ended, and what of it is in doubt."""
    known = _known(stay) or [incident or last]
    begin, begun = stay.begun[0] or first, stay.begun[1] or stay.begun[0] or known[0]
    if stay.still:
        ending = end = max(incident or last, begun)
    else:
        ending, end = stay.ended[0] or stay.ended[1] or last, stay.ended[1] or last
        if not any(stay.ended):
            ending = begun
    start, stop = _at(size, begin, first, last), _at(size, max(end, begin), first, last)
    y = top + (22 if size.narrow else (size.row - BAR) / 2)
    doubts = []
    if not stay.sure:
        doubts = [(start, stop)]
    else:
        if begun > begin:
            doubts.append((start, min(_at(size, begun, first, last), stop)))
        if end > ending:
            doubts.append((max(_at(size, ending, first, last), start), stop))
    wide = max(stop - start, 4)
    words = stay.place if wide > len(stay.place) * 7.4 + 8 else ""
    if not words and (short := stay.place.split()[-1]) != stay.place and wide > len(short) * 7.4 + 8:
        words = short
    middle = start + wide / 2
    return {
        "place": stay.place,
        "look": look,
        "number": number,
        "box": {"x": px(start), "y": px(y), "width": px(wide), "height": BAR},
        "doubts": [
            {
                "x": px(a),
                "y": px(y),
                "width": px(max(b - a, 4)),
                "height": BAR,
                "mark": px((a + b) / 2)
                if b - a > 16 and stay.sure and abs((a + b) / 2 - middle) > len(words) * 3.8 + 8
                else "",
                "mark_y": px(y + 18),
            }
            for a, b in doubts
        ],
        "words": words + ("?" if words and not stay.sure else ""),
        "x": px(middle),
        "y": px(y + 18),
        "behind": {
            "x": px(middle - len(words) * 3.8 - 5),
            "y": px(y + 4),
            "width": px(len(words) * 7.6 + 10),
        },
    }


def _ticks(size: Size, first: date, last: date, bottom: float) -> list[dict[str, Any]]:
    """The axis, named as often as there is room; every tick has its line."""
    found: list[dict[str, Any]] = []
    free = size.left
    for tick in ticks(first, last):
        place = _at(size, tick.day, first, last)
        fits = place >= free and place + len(tick.text) * 7.2 < size.width
        found.append(
            {
                "d": f"M{px(place)} {HEAD - 8}V{px(bottom)}",
                "text": tick.text if fits and (tick.strong or not size.narrow) else "",
                "strong": tick.strong,
                "x": px(place + 3),
                "y": HEAD - 10,
            }
        )
        if found[-1]["text"]:
            free = place + len(tick.text) * 7.4 + 6
    return found


def _incident(size: Size, day: date, first: date, last: date, bottom: float) -> dict[str, Any]:
    if not first <= day <= last:
        return {}
    place = _at(size, day, first, last)
    x = min(max(place - 33, 0), size.width - 66)
    return {"d": f"M{px(place)} 20V{px(bottom)}", "x": px(x), "text_x": px(x + 33)}
