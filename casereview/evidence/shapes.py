"""The marks of agencies, and their names in little room: what stays the same in every picture. Pure."""

from __future__ import annotations

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


def lines_of(name: str, most: int = 3) -> list[str]:
    """A name in few lines of seventeen letters, so that it stays beside its lane.

    >>> lines_of("Fennimore Community Health Trust")
    ['Fennimore', 'Community Health', 'Trust']
    """
    words, lines = name.split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) > 16 and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]}…"]
    return [line if len(line) <= 17 else f"{line[:16]}…" for line in lines]
