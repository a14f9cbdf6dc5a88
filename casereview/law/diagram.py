"""A framework's criteria as a decision diagram: the outcome alone, asking as few facts as it can.

A node asks one fact and has a way on for each answer; at the end of every way stands an outcome. Two ways
that leave the same questions open meet in the same node, so the diagram stays small. It says what
``criteria.Compiled.outcome`` says, only sooner; a test holds the two equal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from casereview.law.model import Framework, Outcome
from casereview.law.predicates import Atom, Predicate, as_group, truth_of_atom
from casereview.law.truth import Truth

Left = Truth | Atom | tuple[str, frozenset["Left"]]
"""What is left of a condition once some facts are answered: settled, one question, or several joined."""
Node = tuple[str, Mapping[str | None, Any]] | tuple[None, Outcome]
"""A fact and the node to go on to for each answer (None: left out); or nothing to ask, and the outcome."""

_YES, _NO, _UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN


def diagram(framework: Framework, known: Mapping[str, tuple[str, ...]]) -> Node:
    """The decision diagram of a framework.

    Args:
        known: the answers that each fact takes.
    """
    must = frozenset(_left(each.when) for each in framework.criteria if each.kind == "mandatory")
    may = frozenset(_left(each.when) for each in framework.criteria if each.kind == "discretionary")
    order = {fact.id: place for place, fact in enumerate(framework.facts)}
    return _Builder(known, order).node(must, may)


class _Builder:
    def __init__(self, known: Mapping[str, tuple[str, ...]], order: Mapping[str, int]) -> None:
        self.known = known
        self.order = order
        self.nodes: dict[tuple[frozenset[Left], frozenset[Left]], Node] = {}

    def node(self, must: frozenset[Left], may: frozenset[Left]) -> Node:
        """The node from which these mandatory and discretionary conditions are still to be settled."""
        must, may = must - {_NO}, may - {_NO}
        if _YES in must:
            return (None, "must")
        if must == {_UNKNOWN} or (not must and may == {_UNKNOWN}):
            return (None, "cannot-say")
        if not must and _YES in may:
            return (None, "may")
        if not must and not may:
            return (None, "need-not")
        if _UNKNOWN in must:
            # It can only become must or stay cannot say: what is discretionary no longer matters.
            may = frozenset()
        key = (must, may)
        if key not in self.nodes:
            self.nodes[key] = self._asking(must, may)
        return self.nodes[key]

    def _asking(self, must: frozenset[Left], may: frozenset[Left]) -> Node:
        fact = self._next(must | may)
        ways: dict[str | None, Node] = {}
        for answer in self.known[fact]:
            left_must = frozenset(_answered(each, fact, answer) for each in must)
            left_may = frozenset(_answered(each, fact, answer) for each in may)
            ways[answer] = self.node(left_must, left_may)
        ways[None] = ways["unknown"]
        return (fact, ways)

    def _next(self, conditions: Iterable[Left]) -> str:
        """The fact that most conditions still wait for; of several, the one the framework asks first."""
        waiting = Counter(fact for each in conditions for fact in _facts(each))
        return min(waiting, key=lambda fact: (-waiting[fact], self.order[fact]))


def _left(when: Predicate) -> Left:
    if isinstance(when, Atom):
        return when
    group = as_group(when)
    return _joined(group.join, [_left(part) for part in group.parts])


def _joined(join: str, parts: Iterable[Left]) -> Left:
    settles, drops = (_NO, _YES) if join == "all" else (_YES, _NO)
    left = frozenset(parts) - {drops}
    if settles in left:
        return settles
    if not left:
        return drops
    [*several] = left
    return several[0] if len(several) == 1 else (join, left)


def _answered(left: Left, fact: str, answer: str) -> Left:
    if isinstance(left, Truth):
        return left
    if isinstance(left, Atom):
        return truth_of_atom(left, answer) if left.fact == fact else left
    join, parts = left
    return _joined(join, [_answered(part, fact, answer) for part in parts])


def _facts(left: Left) -> frozenset[str]:
    if isinstance(left, Truth):
        return frozenset()
    if isinstance(left, Atom):
        return frozenset({left.fact})
    return frozenset().union(*(_facts(part) for part in left[1]))
