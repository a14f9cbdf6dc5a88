"""Who of a family stands in which generation, and in which order beside one another. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise, permutations

from casereview.evidence.families import Couple, Member, Parent, upward

MOST_TRIED = 6
"""Of so many partners in one group every order is tried; of more, the order in which they were recorded stands."""

Union = frozenset[int]
"""The one or two parents from whom children hang, or two partners."""


def without_circles(parents: Iterable[Parent]) -> list[Parent]:
    """The parents that can be drawn one above the other; one who would be their own ancestor is left out."""
    kept: list[Parent] = []
    for one in parents:
        if one.child not in upward(one.parent, [(p.parent, p.child) for p in kept]):
            kept.append(one)
    return kept


def unions_of(parents: Sequence[Parent]) -> tuple[dict[Union, list[Parent]], list[Parent]]:
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


def rows_of(
    people: Mapping[int, Member], parents: Sequence[Parent], couples: Sequence[Couple]
) -> list[list[int]]:
    """The generations, the oldest first. Partners stand in one row, and so do the children of one parent, unless one descends
    from the other's generation."""
    group = {key: key for key in people}

    def head(key: int) -> int:
        while group[key] != key:
            key = group[key]
        return key

    def descends(one: int, other: int) -> bool:
        ties = [(head(p.parent), head(p.child)) for p in parents]
        return head(one) in upward(head(other), ties) or head(other) in upward(head(one), ties)

    for one, other in _level_pairs(parents, couples):
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


def _level_pairs(parents: Sequence[Parent], couples: Sequence[Couple]) -> list[tuple[int, int]]:
    """Who stands in one row with whom: partners, the parents of one child, the children of one parent."""
    shared: dict[int, list[int]] = defaultdict(list)
    siblings: dict[int, list[int]] = defaultdict(list)
    for tie in parents:
        shared[tie.child].append(tie.parent)
        siblings[tie.parent].append(tie.child)
    found = [(c.one, c.other) for c in couples]
    return found + [pair for of in (*shared.values(), *siblings.values()) for pair in pairwise(of)]


def in_rows(rows: list[list[int]], parents: Sequence[Parent], couples: Sequence[Couple]) -> list[list[int]]:
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
