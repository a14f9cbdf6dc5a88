"""The genogram: a family as a picture. Geometry in pixels; the template draws. Pure.

By the standard conventions: a square is male, a circle female, a diamond neither or not known; a cross says that somebody has
died; a line below two symbols says that they were partners, two strokes through it that this ended; children hang from it; a
dashed line is in doubt; a double edge is the child whom the review is about. Generations stand one below the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise, permutations
from typing import Any

from casereview.evidence.families import Couple, Family, Member, Parent, upward
from casereview.evidence.shapes import circle, px

WIDE = 168
"""From one person to the next in a row, in pixels: the symbol, and the words to its right."""
HALF = 20
"""Half a symbol."""
TOP = 34
LEVEL = 22
"""From one partnership's line to the next below it."""
LEFT = 34
MOST_TRIED = 6
"""Of so many partners in one group every order is tried; of more, the order in which they were recorded stands."""

Union = frozenset[int]
"""The one or two parents from whom children hang, or two partners."""


def genogram(family: Family) -> dict[str, Any]:
    """Where each symbol and line of the picture stands; nothing where nobody is in it.

    Args:
        family: only whom the parents, couples and members name is drawn; a tie to nobody of them is left out.
    """
    people = {one.key: one for one in family.members}
    if not people:
        return {}
    couples = [c for c in family.couples if {c.one, c.other} <= people.keys()]
    parents = _without_circles([p for p in family.parents if {p.parent, p.child} <= people.keys()])
    unions, further = _unions(parents)
    rows = _rows(people, parents, couples)
    order = _order(rows, parents, couples)
    along = _along(order, unions)
    spans = {
        u: _span(u, along) for u in dict.fromkeys((*unions, *(frozenset((c.one, c.other)) for c in couples)))
    }
    row_of = {key: number for number, row in enumerate(order) for key in row}
    levels, deep = _levels(spans, row_of, len(order))
    tops = _tops(deep)
    drawn = [
        _union(
            union,
            spans[union],
            levels[union],
            tops,
            row_of,
            along,
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


def _without_circles(parents: Iterable[Parent]) -> list[Parent]:
    """The parents that can be drawn one above the other; one who would be their own ancestor is left out."""
    kept: list[Parent] = []
    for one in parents:
        if one.child not in upward(one.parent, [(p.parent, p.child) for p in kept]):
            kept.append(one)
    return kept


def _unions(parents: Sequence[Parent]) -> tuple[dict[Union, list[Parent]], list[Parent]]:
    """From which parents each child hangs: two at most, the sure ones first; further ones get a line of their own."""
    of: dict[int, list[Parent]] = defaultdict(list)
    for one in parents:
        of[one.child].append(one)
    unions: dict[Union, list[Parent]] = defaultdict(list)
    further: list[Parent] = []
    for ties in of.values():
        ties.sort(key=lambda p: not p.sure)
        union = frozenset(p.parent for p in ties[:2])
        unions[union].append(Parent(min(union), ties[0].child, all(p.sure for p in ties[:2])))
        further += ties[2:]
    return unions, further


def _rows(
    people: Mapping[int, Member], parents: Sequence[Parent], couples: Sequence[Couple]
) -> list[list[int]]:
    """The generations, the oldest first. Partners stand in one row, unless one descends from the other's generation."""
    group = {key: key for key in people}

    def head(key: int) -> int:
        while group[key] != key:
            key = group[key]
        return key

    def descends(one: int, other: int) -> bool:
        ties = [(head(p.parent), head(p.child)) for p in parents]
        return head(one) in upward(head(other), ties) or head(other) in upward(head(one), ties)

    shared: dict[int, list[int]] = defaultdict(list)
    for tie in parents:
        shared[tie.child].append(tie.parent)
    pairs = [(c.one, c.other) for c in couples] + [pair for of in shared.values() for pair in pairwise(of)]
    for one, other in pairs:
        if head(one) != head(other) and not descends(one, other):
            group[head(other)] = head(one)
    depth = dict.fromkeys({head(key) for key in people}, 0)
    for _ in people:
        for tie in parents:
            depth[head(tie.child)] = max(depth[head(tie.child)], depth[head(tie.parent)] + 1)
    lowest = {
        key: min((depth[head(t.child)] for t in parents if head(t.parent) == key), default=depth[key] + 1)
        for key in depth
    }
    children = {head(t.child) for t in parents}
    for key in depth:
        if key not in children:
            depth[key] = max(depth[key], lowest[key] - 1)
    rows: list[list[int]] = [[] for _ in range(max(depth.values()) + 1)]
    for key in people:
        rows[depth[head(key)]].append(key)
    return [row for row in rows if row]


def _order(rows: list[list[int]], parents: Sequence[Parent], couples: Sequence[Couple]) -> list[list[int]]:
    """Each row from left to right: partners side by side, and everybody as near below their parents as can be."""
    ties: dict[int, list[int]] = defaultdict(list)
    for tie in parents:
        ties[tie.child].append(tie.parent)
        ties[tie.parent].append(tie.child)
    beside: dict[int, set[int]] = defaultdict(set)
    shared: dict[int, list[int]] = defaultdict(list)
    for tie in parents:
        shared[tie.child].append(tie.parent)
    for one, other in [(c.one, c.other) for c in couples] + [
        pair for of in shared.values() for pair in pairwise(of)
    ]:
        beside[one].add(other)
        beside[other].add(one)
    place = {key: float(number) for row in rows for number, key in enumerate(row)}
    best, shortest = [list(row) for row in rows], float("inf")
    for sweep in range(8):
        numbers = range(len(rows)) if sweep % 2 == 0 else range(len(rows) - 1, -1, -1)
        for number in numbers:
            near = set(
                rows[number - 1] if sweep % 2 == 0 and number else rows[min(number + 1, len(rows) - 1)]
            )
            rows[number] = _row(rows[number], beside, ties, near, place)
            place.update({key: n - len(rows[number]) / 2 for n, key in enumerate(rows[number])})
        length = sum(abs(place[t.parent] - place[t.child]) for t in parents) + 2 * sum(
            abs(place[a] - place[b]) for a in beside for b in beside[a]
        )
        if length < shortest:
            best, shortest = [list(row) for row in rows], length
    return best


def _row(
    row: Sequence[int],
    beside: Mapping[int, set[int]],
    ties: Mapping[int, Sequence[int]],
    near: set[int],
    place: Mapping[int, float],
) -> list[int]:
    """One row: groups of partners by where their kin stand, and within each group the order with the shortest lines."""
    wanted = {}
    for key in row:
        kin = [place[other] for other in ties.get(key, ()) if other in near]
        wanted[key] = sum(kin) / len(kin) if kin else None
    groups: list[list[int]] = []
    seen: set[int] = set()
    for key in row:
        if key in seen:
            continue
        group, todo = [], [key]
        while todo:
            one = todo.pop(0)
            if one in seen or one not in row:
                continue
            seen.add(one)
            group.append(one)
            todo += sorted(beside.get(one, ()))
        groups.append(_chain(group, beside, wanted))

    def middle(group: Sequence[int]) -> float:
        found = [w for key in group if (w := wanted[key]) is not None]
        return sum(found) / len(found) if found else sum(place[key] for key in group) / len(group)

    return [key for group in sorted(groups, key=middle) for key in group]


def _chain(group: list[int], beside: Mapping[int, set[int]], wanted: Mapping[int, float | None]) -> list[int]:
    if not 2 < len(group) <= MOST_TRIED:
        return (
            sorted(group, key=lambda k: w if (w := wanted[k]) is not None else 0.0)
            if len(group) == 2
            else group
        )

    def cost(order: Iterable[int]) -> float:
        at = {key: n for n, key in enumerate(order)}
        apart = sum(abs(at[a] - at[b]) for a in group for b in beside.get(a, ()) if b in at)
        known = [w for key in at if (w := wanted[key]) is not None]
        return apart + 0.5 * sum(one > other for one, other in pairwise(known))

    return list(min(permutations(group), key=cost))


def _along(order: Sequence[Sequence[int]], unions: Mapping[Union, Sequence[Parent]]) -> dict[int, float]:
    """Where everybody stands across the picture: children below the middle of their parents as far as there is room."""
    at = {key: float(number * WIDE) for row in order for number, key in enumerate(row)}
    for sweep in range(12):
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
    span: tuple[float, float],
    level: int,
    tops: Sequence[float],
    row_of: Mapping[int, int],
    along: Mapping[int, float],
    couples: Sequence[Couple],
    children: Sequence[Parent],
) -> dict[str, Any]:
    """One partnership's line with its words and strokes, and the children that hang from it."""
    row = max(row_of[key] for key in union)
    line = tops[row] + 2 * HALF + LEVEL * (level + 1) - 4
    first, last = span
    ended = bool(couples) and all(c.ended for c in couples)
    middle = (first + last) / 2 + (8 if ended else 0)
    down = [f"M{px(along[key])} {px(tops[row_of[key]] + 2 * HALF)}V{px(line)}" for key in sorted(union)]
    d = " ".join(down) + (f"M{px(first)} {px(line)}H{px(last)}" if len(union) > 1 else "")
    stroke = first + 12
    words = "; ".join(c.words for c in couples if c.words)
    hang = (first + last) / 2 if len(union) > 1 else first
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


def _symbol(one: Member, x: float, top: float) -> dict[str, Any]:
    y = top + HALF
    return {
        "name": one.name,
        "lines": [{"text": text, "y": px(y + 9 + 14 * n)} for n, text in enumerate(_lines(one))],
        "shape": _outline(one.sex, x, y, HALF),
        "inner": _outline(one.sex, x, y, HALF - 5) if one.subject else "",
        "cross": f"M{px(x - HALF)} {px(y - HALF)}L{px(x + HALF)} {px(y + HALF)}M{px(x + HALF)} {px(y - HALF)}L{px(x - HALF)} {px(y + HALF)}"
        if one.died == "yes"
        else "",
        "unknown": one.sex == "not-known",
        "x": px(x),
        "y": px(y + 5),
        "text_x": px(x + HALF + 7),
        "text_y": px(y - 6),
    }


def _lines(one: Member) -> list[str]:
    """What stands under a name, in lines that end before the next person."""
    parts = one.life.split(", ")
    return [part if len(part) <= 20 else f"{part[:19]}…" for part in parts]


def _outline(sex: str, x: float, y: float, r: float) -> str:
    if sex == "female":
        return circle(x, y, r)
    if sex == "male":
        return f"M{px(x - r)} {px(y - r)}h{px(2 * r)}v{px(2 * r)}h{px(-2 * r)}Z"
    return f"M{px(x)} {px(y - r)}L{px(x + r)} {px(y)}L{px(x)} {px(y + r)}L{px(x - r)} {px(y)}Z"
