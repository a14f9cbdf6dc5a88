"""The screening of a case: each child's facts as they stand, and what the criteria answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casereview.cases.clocks import events_of
from casereview.cases.models import Case, Child, Fact
from casereview.cases.rules import Outcome, strongest
from casereview.law.frameworks import load
from casereview.law.panel import Said, Stood, for_the_engine
from casereview.law.screening import Answer, screen


@dataclass(frozen=True, slots=True)
class Screened:
    """What the criteria answer for a case: the strongest of its children's answers."""

    outcome: Outcome
    children: tuple[tuple[str, Answer], ...]

    def as_json(self) -> dict[str, Any]:
        """As it is kept with a decision: what was known on the day."""
        return {
            "outcome": self.outcome,
            "children": [{"child": key, **answer.as_json()} for key, answer in self.children],
        }


def clocks_that_apply(case: Case) -> set[str]:
    """The clocks with a condition that is met for one of the children, as far as is known."""
    if all(rule.when is None for rule in load(case.framework).clocks):
        return set()
    return {
        name
        for _, answer in screening_of(case).children
        for name, result in answer.applies.items()
        if result == "met"
    }


def stood(case: Case) -> dict[int, list[Stood]]:
    """Every answer that was ever recorded about each child of a case, with how long it stood. One look at the table."""
    found: dict[int, list[Stood]] = {}
    for fact in Fact.rows.filter(case=case).order_by("number"):
        said = Said(fact.value, fact.source, fact.said_by, fact.said_on)
        one = Stood(fact.fact, said, fact.made_on, fact.withdrawn_on, fact.number)
        found.setdefault(fact.child_id, []).append(one)
    return found


def standing_now(case: Case) -> dict[int, dict[str, Fact]]:
    """The answer that stands for each question about each child: the latest that was not withdrawn."""
    found: dict[int, dict[str, Fact]] = {}
    for fact in Fact.rows.filter(case=case, withdrawn_on=None).order_by("number"):
        found.setdefault(fact.child_id, {})[fact.fact] = fact
    return found


def said_of(facts: Mapping[str, Fact]) -> dict[str, Said]:
    """Answers as the law's sentences take them."""
    return {name: Said(fact.value, fact.source, fact.said_by, fact.said_on) for name, fact in facts.items()}


def children_of(case: Case) -> list[Child]:
    """The children and adults of a case, in the order in which they were told of."""
    return list(Child.rows.filter(case=case, withdrawn_on=None).order_by("number"))


def screening_of(case: Case) -> Screened:
    """Screen a case against its framework, child by child."""
    framework, events, stands = load(case.framework), events_of(case), standing_now(case)
    answers = []
    for child in children_of(case):
        facts = for_the_engine(said_of(stands.get(child.pk, {})), framework)
        answers.append((child.key, screen(framework, facts, events)))
    return Screened(strongest(answer.outcome for _, answer in answers), tuple(answers))
