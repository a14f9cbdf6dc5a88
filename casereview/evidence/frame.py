"""How a picture of lanes lies: time runs across a wide one and down a tall one. Geometry in pixels. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casereview.evidence.shapes import px

FLAGS = 24
"""How much room one row of flags above the lanes takes."""
WORDS = 60
"""How much room the words of the axis take beside a tall picture."""
FEW = 5
"""So many lanes of a tall picture fit a telephone as wide as they look best; more of them stand closer."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The room of a picture.

    Attributes:
        start, length: where time begins, and how long it is.
        head: what stands before the lanes: names of the axis and flags.
        lane: how thick a lane is at least.
        flags: how many rows of flags there are.
    """

    tall: bool
    start: float
    length: float
    head: float
    lane: float
    first: date
    days: int
    flags: int = 0

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


def frame_of(tall: bool, first: date, days: int, *, flags: int = 0, lanes: int = 1) -> Frame:
    """The room for so many days, with room before the lanes for so many rows of flags.

    >>> frame_of(False, date(2013, 1, 1), 30).head, frame_of(False, date(2013, 1, 1), 30, flags=2).head
    (26, 86)
    """
    days = max(days, 1)
    if tall:
        head = WORDS + (FLAGS - 4) * flags
        length = float(max(320, min(1500, days * 1.6)))
        return Frame(True, 34, length, head, 36 if lanes <= FEW else 31, first, days, flags)
    return Frame(False, 206, 894, 26 + (12 + FLAGS * flags if flags else 0), 50, first, days, flags)
