"""The genogram: a family as a picture. Geometry in pixels; the template draws. Pure.

By the standard conventions: a square is male, a circle female, a diamond neither or not known; a cross says that somebody has
died; a line below two symbols says that they were partners, two strokes through it that this ended; children hang from it; a
dashed line is in doubt; a double edge is the child whom the review is about. Generations stand one below the other.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from casereview.evidence.families import Couple, Family, Member, Parent
from casereview.evidence.generations import Union, in_rows, rows_of, unions_of, without_circles
from casereview.evidence.shapes import circle, lines_of, px

WIDE = 168
"""From one person to the next in a row, in pixels: the symbol, and the words to its right."""
HALF = 20
"""Half a symbol."""
TOP = 34
LEVEL = 22
"""From one partnership's line to the next below it."""
LEFT = 34
LETTERS = 13
"""So many letters of a name end before the next person."""
SMALL = 20
"""So many letters of what stands under a name do."""
MONTH = re.compile(rf"\b(?:{'|'.join(month_name[1:])})\b")
FOOT = 7
"""How far apart the lines of somebody's partnerships leave their symbol, so that each can be followed."""


def genogram(family: Family) -> dict[str, Any]:
    """Where each symbol and line of the picture stands; nothing where nobody is in it.

    Args:
        family: only whom the parents, couples and members name is drawn; a tie to nobody of them is left out.
    """
    people = {one.key: one for one in family.members}
    if not people:
        return {}
    couples = [c for c in family.couples if {c.one, c.other} <= people.keys()]
    parents = without_circles([p for p in family.parents if {p.parent, p.child} <= people.keys()])
    unions, further = unions_of(parents)
    rows = rows_of(people, parents, couples)
    order = in_rows(rows, parents, couples)
    along = _along(order, unions)
    spans = {
        u: _span(u, along) for u in dict.fromkeys((*unions, *(frozenset((c.one, c.other)) for c in couples)))
    }
    row_of = {key: number for number, row in enumerate(order) for key in row}
    feet = _feet(spans, along)
    levels, deep = _levels(spans, row_of, len(order))
    tops = _tops(deep)
    drawn = [
        _union(
            union,
            levels[union],
            tops,
            row_of,
            along,
            feet,
            _couples_of(union, couples),
            unions.get(union, []),
        )
        for union in spans
    ]
    width = max(along.values()) + WIDE - HALF
    last = tops[-1] + 2 * HALF + (deep[-1] + 1) * LEVEL + 6
    return {
        "width": px(max(width, 420)),
        "height": px(last),
        "people": [_symbol(people[key], along[key], tops[row_of[key]]) for row in order for key in row],
        "unions": drawn,
        "further": [
            {
                "d": f"M{px(along[p.parent])} {px(tops[row_of[p.parent]] + 2 * HALF)}L{px(along[p.child])} {px(tops[row_of[p.child]])}"
            }
            for p in further
        ],
        "generations": len(order),
    }


def _along(order: Sequence[Sequence[int]], unions: Mapping[Union, Sequence[Parent]]) -> dict[int, float]:
    """Where everybody stands across the picture: children below the middle of their parents as far as there is room."""
    at = {key: float(number * WIDE) for row in order for number, key in enumerate(row)}
    for sweep in range(40):
        down = sweep % 2 == 0
        for row in order if down else list(reversed(order)):
            wish = dict.fromkeys(row, 0.0) | {key: at[key] for key in row}
            for union, ties in unions.items():
                children = [t.child for t in ties]
                middle = sum(at[k] for k in union) / len(union)
                low = sum(at[k] for k in children) / len(children)
                shift = middle - low if down else low - middle
                for key in children if down else union:
                    if key in wish:
                        wish[key] = at[key] + shift
            at.update(zip(row, _apart([wish[key] for key in row]), strict=True))
    left = min(at.values())
    return {key: LEFT + value - left for key, value in at.items()}


def _apart(wishes: Sequence[float]) -> list[float]:
    """Places at least ``WIDE`` apart, in order, and as near to the wishes as that allows (least squares).

    >>> _apart([0, 0])
    [-84.0, 84.0]
    """
    blocks: list[tuple[float, int]] = []
    for number, wish in enumerate(wishes):
        blocks.append((wish - number * WIDE, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (b, m), (a, n) = blocks.pop(), blocks.pop()
            blocks.append(((a * n + b * m) / (n + m), n + m))
    flat = [value for value, count in blocks for _ in range(count)]
    return [value + number * WIDE for number, value in enumerate(flat)]


def _span(union: Union, along: Mapping[int, float]) -> tuple[float, float]:
    places = sorted(along[key] for key in union)
    return places[0], places[-1]


def _feet(unions: Iterable[Union], along: Mapping[int, float]) -> dict[tuple[Union, int], float]:
    """Where the line of each partnership leaves each of its people: side by side, in the order in which the others stand."""
    own: dict[int, list[Union]] = defaultdict(list)
    for union in unions:
        for key in union:
            own[key].append(union)
    feet: dict[tuple[Union, int], float] = {}
    for key, several in own.items():
        several.sort(key=lambda union: sum(along[one] for one in union) / len(union))
        for number, union in enumerate(several):
            feet[union, key] = along[key] + FOOT * (number - (len(several) - 1) / 2)
    return feet


def _levels(
    spans: Mapping[Union, tuple[float, float]], row_of: Mapping[int, int], rows: int
) -> tuple[dict[Union, int], list[int]]:
    """How far below its row each partnership's line runs, so that no two lie on one another; and how many each row needs."""
    levels: dict[Union, int] = {}
    deep = [0] * rows
    taken: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
    for union, (first, last) in sorted(spans.items(), key=lambda item: (item[1][1] - item[1][0], item[1])):
        row = max(row_of[key] for key in union)
        level = 0
        while len(union) > 1 and any(first < b + HALF and last > a - HALF for a, b in taken[row, level]):
            level += 1
        if len(union) > 1:
            taken[row, level].append((first, last))
        levels[union] = level
        deep[row] = max(deep[row], level)
    return levels, deep


def _tops(deep: Sequence[int]) -> list[float]:
    tops = [float(TOP)]
    for levels in deep[:-1]:
        tops.append(tops[-1] + 2 * HALF + (levels + 1) * LEVEL + 62)
    return tops


def _couples_of(union: Union, couples: Sequence[Couple]) -> list[Couple]:
    return [c for c in couples if frozenset((c.one, c.other)) == union]


def _union(
    union: Union,
    level: int,
    tops: Sequence[float],
    row_of: Mapping[int, int],
    along: Mapping[int, float],
    feet: Mapping[tuple[Union, int], float],
    couples: Sequence[Couple],
    children: Sequence[Parent],
) -> dict[str, Any]:
    """One partnership's line with its words and strokes, and the children that hang from it."""
    row = max(row_of[key] for key in union)
    line = tops[row] + 2 * HALF + LEVEL * (level + 1) - 4
    left, right = sorted(union, key=along.__getitem__)[0], sorted(union, key=along.__getitem__)[-1]
    first, last = feet[union, left], feet[union, right]
    ended = bool(couples) and all(c.ended for c in couples)
    middle = (first + last) / 2 + (8 if ended else 0)
    down = [
        f"M{px(feet[union, key])} {px(tops[row_of[key]] + 2 * HALF - 2)}V{px(line)}" for key in sorted(union)
    ]
    d = " ".join(down) + (f"M{px(first)} {px(line)}H{px(last)}" if len(union) > 1 else "")
    stroke = first + 12
    words = _short("; ".join(c.words for c in couples if c.words), last - first - (50 if ended else 12))
    hang = (along[left] + along[right]) / 2
    bar = line + 30
    sure: list[str] = []
    doubt: list[str] = []
    for sures, into in ((True, sure), (False, doubt)):
        places = sorted(along[c.child] for c in children if c.sure is sures)
        if not places:
            continue
        tall = bar if sures else bar + 8
        into.append(
            f"M{px(hang)} {px(line)}V{px(tall)}M{px(min(hang, *places))} {px(tall)}H{px(max(hang, *places))}"
        )
        into += [
            f"M{px(along[c.child])} {px(tall)}V{px(tops[row_of[c.child]])}"
            for c in children
            if c.sure is sures
        ]
    return {
        "d": d,
        "dashed": bool(couples) and not any(c.sure for c in couples),
        "partners": bool(couples),
        "strokes": f"M{px(stroke - 5)} {px(line + 8)}L{px(stroke + 3)} {px(line - 8)}M{px(stroke + 2)} {px(line + 8)}L{px(stroke + 10)} {px(line - 8)}"
        if ended
        else "",
        "words": words,
        "x": px(middle),
        "y": px(line - 5),
        "children": " ".join(sure),
        "doubtful": " ".join(doubt),
    }


def _short(words: str, room: float) -> str:
    """Years of a partnership as they fit on its line.

    >>> _short("about 2011 to spring 2013", 180), _short("about 2011 to spring 2013", 120)
    ('about 2011 to spring 2013', 'about 2011–spring 2013')
    """
    return words if len(words) * 6 <= room else words.replace(" to ", "–")


def _symbol(one: Member, x: float, top: float) -> dict[str, Any]:
    y = top + HALF
    name = lines_of(one.name, 2, LETTERS)
    first = y - 6 if len(name) == 1 else y - 14
    below = first + 15 * (len(name) - 1) + (15 if len(name) == 1 else 14)
    return {
        "name": one.name,
        "named": [{"text": text, "y": px(first + 15 * n)} for n, text in enumerate(name)],
        "lines": [{"text": text, "y": px(below + 14 * n)} for n, text in enumerate(_lines(one))],
        "shape": _outline(one.sex, x, y, HALF),
        "inner": _outline(one.sex, x, y, HALF - 5) if one.subject else "",
        "cross": f"M{px(x - HALF)} {px(y - HALF)}L{px(x + HALF)} {px(y + HALF)}M{px(x + HALF)} {px(y - HALF)}L{px(x - HALF)} {px(y + HALF)}"
        if one.died == "yes"
        else "",
        "unknown": one.sex == "not-known",
        "x": px(x),
        "y": px(y + 5),
        "text_x": px(x + HALF + 7),
    }


def _lines(one: Member) -> list[str]:
    """What stands under a name, in lines that end before the next person.

    >>> _lines(Member(1, "Child A", born="20 December 2010"))
    ['born 20 Dec 2010']
    """
    short = [part if len(part) <= SMALL else MONTH.sub(lambda month: month[0][:3], part) for part in one.life]
    return [part if len(part) <= SMALL else f"{part[: SMALL - 1]}…" for part in short]


def _outline(sex: str, x: float, y: float, r: float) -> str:
    if sex == "female":
        return circle(x, y, r)
    if sex == "male":
        return f"M{px(x - r)} {px(y - r)}h{px(2 * r)}v{px(2 * r)}h{px(-2 * r)}Z"
    return f"M{px(x)} {px(y - r)}L{px(x + r)} {px(y)}L{px(x)} {px(y + r)}L{px(x - r)} {px(y)}Z"
