"""The screening of a case: each child's facts as they stand, and what the criteria answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from casereview.cases.clocks import events_of
from casereview.cases.models import Case, Child, Fact
from casereview.cases.rules import Outcome, for_the_engine, strongest
from casereview.law.frameworks import load
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


def answers_of(child: Child) -> dict[str, Fact]:
    """The answer that stands for each question about this child: the latest that was not withdrawn."""
    found = Fact.rows.filter(child=child, withdrawn_on=None).order_by("number")
    return {fact.fact: fact for fact in found}


def screening_of(case: Case) -> Screened:
    """Screen a case against its framework, child by child."""
    framework, events = load(case.framework), events_of(case)
    known = {fact.id for fact in framework.facts}
    answers = []
    for child in Child.rows.filter(case=case, withdrawn_on=None).order_by("number"):
        facts = {name: fact.value for name, fact in answers_of(child).items() if name in known}
        answers.append((child.key, screen(framework, for_the_engine(facts), events)))
    return Screened(strongest(answer.outcome for _, answer in answers), tuple(answers))
