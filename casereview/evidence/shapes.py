"""The marks of agencies, and their names in little room: what stays the same in every picture. Pure."""

from __future__ import annotations

import re

LOOKS = 12
"""Colours and shapes of agencies; with more agencies they begin again, and each lane still has its name."""
RADIUS = 6.2
POINTS: dict[int, tuple[tuple[float, float], ...]] = {
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
    9: (
        (0, -1.3),
        (0.35, -0.49),
        (1.24, -0.4),
        (0.57, 0.19),
        (0.76, 1.05),
        (0, 0.6),
        (-0.76, 1.05),
        (-0.57, 0.19),
        (-1.24, -0.4),
        (-0.35, -0.49),
    ),
    10: (
        (0.49, -1.06),
        (1.06, -0.49),
        (0.57, 0),
        (1.06, 0.49),
        (0.49, 1.06),
        (0, 0.57),
        (-0.49, 1.06),
        (-1.06, 0.49),
        (-0.57, 0),
        (-1.06, -0.49),
        (-0.49, -1.06),
        (0, -0.57),
    ),
    11: ((-1, -1), (1, -1), (-1, 1), (1, 1)),
    12: ((-0.4, -0.85), (1.3, -0.85), (0.4, 0.85), (-1.3, 0.85)),
}


def px(value: float) -> float:
    """A length as a picture writes it."""
    return round(value, 1)


def look_of(lane: int) -> int:
    """Which colour and shape a lane has, from 1."""
    return lane % LOOKS + 1


def shape(look: int, x: float, y: float, r: float = RADIUS) -> str:
    """The mark of an agency as a path: circle, square, triangle, diamond, pentagon, cross, wedge, hexagon, star, saltire, hourglass, slope."""
    if look == 1:
        return circle(x, y, r)
    return "M" + "L".join(f"{px(x + dx * r)} {px(y + dy * r)}" for dx, dy in POINTS[look]) + "Z"


def circle(x: float, y: float, r: float) -> str:
    """A circle as a path."""
    return f"M{px(x - r)} {px(y)}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0Z"


def lines_of(name: str, most: int = 3, letters: int = 16) -> list[str]:
    """A name in few short lines, so that it stays in its place.

    >>> lines_of("Fennimore Community Health Trust"), lines_of("Maternal grandmother", 2, 14)
    (['Fennimore', 'Community Health', 'Trust'], ['Maternal', 'grandmother'])
    """
    lines = [""]
    for word in _parts(name, letters):
        if lines[-1] and len(lines[-1]) + len(word) > letters:
            lines.append("")
        between = "" if not lines[-1] or lines[-1].endswith("-") else " "
        lines[-1] = f"{lines[-1]}{between}{word}"
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]}…"]
    return [line if len(line) <= letters + 1 else f"{line[:letters]}…" for line in lines]


def _parts(name: str, letters: int) -> list[str]:
    """The words of a name; one that is too long for a line also ends at its hyphens."""
    return [
        part
        for word in name.split()
        for part in (re.findall(r"[^-]+-?|-", word) if len(word) > letters else [word])
    ]
