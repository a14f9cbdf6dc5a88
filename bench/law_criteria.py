"""Screenings a second: with their reasons against a decision-table engine, and alone against a chain of ifs.

Both peers have to give the same answers on every row before any time counts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from random import Random
from types import SimpleNamespace

from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.dmn.engine.DMNEngine import DMNEngine
from SpiffWorkflow.dmn.specs.model import (
    DecisionTable,
    HitPolicy,
    Input,
    InputEntry,
    Output,
    OutputEntry,
    Rule,
)

from bench.measure import Line, Work, at_most, by_turns, times_as_fast
from casereview.law.frameworks import load
from casereview.law.model import Framework
from casereview.law.predicates import ANSWERS, CUSTODY_ANSWERS, Atom, atoms, truth_of_atom
from casereview.law.screening import outcome_only, screen
from casereview.law.truth import Truth

FRAMEWORK = "england-scr-2013"
ROWS = 100_000
PEER_ROWS = 400
"""The decision-table engine takes milliseconds a row, so it is timed on fewer and compared by the row."""

Facts = Mapping[str, str]


def made_up_rows(framework: Framework, number: int) -> list[dict[str, str]]:
    """Cases as they come in: mostly children of the area, each other fact answered at random or left out."""
    dice = Random(number)  # noqa: S311 (the same rows every time)
    rows = []
    for _ in range(number):
        facts = {}
        for fact in framework.facts:
            answers = CUSTODY_ANSWERS if fact.id == "custody" else ANSWERS
            if fact.id in ("child", "in_area") and dice.random() < 0.8:
                facts[fact.id] = "yes"
            elif dice.random() < 0.9:
                facts[fact.id] = dice.choice(answers)
        rows.append(facts)
    return rows


# The peer with reasons: the same rules as one decision table, every rule that hits collected.


def as_table(framework: Framework) -> DMNEngine:
    """A row for each criterion that is met, and one for each condition that alone makes it not met."""
    table = DecisionTable("screening", "screening", HitPolicy.COLLECT.value)
    result = Output("result", "result", "result", "string")
    for criterion in framework.criteria:
        parts = list(dict.fromkeys(atoms(criterion.when)))
        table.rules.append(_rule(f'"{criterion.id} met"', [(part, Truth.YES) for part in parts], result))
        for part in parts:
            table.rules.append(_rule(f'"{criterion.id} not-met"', [(part, Truth.NO)], result))
    return DMNEngine(table)


def _rule(text: str, wanted: list[tuple[Atom, Truth]], result: Output) -> Rule:
    rule = Rule(text)
    for atom, truth in wanted:
        answers = CUSTODY_ANSWERS if atom.fact == "custody" else ANSWERS
        hits = tuple(answer for answer in answers if truth_of_atom(atom, answer) is truth)
        entry = InputEntry(atom.fact, Input(atom.fact, atom.fact, atom.fact, atom.fact, "string"))
        entry.lhs.append(f"? in {hits!r}")
        rule.inputEntries.append(entry)
    output = OutputEntry(text, result)
    output.text = text
    rule.outputEntries.append(output)
    return rule


def by_table(engine: DMNEngine, framework: Framework, facts: Facts) -> dict[str, str]:
    """Each criterion's result, as the decision-table engine finds it."""
    data = {fact.id: facts.get(fact.id, "unknown") for fact in framework.facts}
    task = SimpleNamespace(data=data, workflow=SimpleNamespace(script_engine=PythonScriptEngine()))
    found = dict(hit.split(" ") for hit in engine.result(task).get("result", []))
    return {criterion.id: found.get(criterion.id, "not-known") for criterion in framework.criteria}


# The peer for the outcome alone: what a programmer would write by hand for this one framework.


def by_hand(facts: Facts) -> str:  # noqa: C901 (that is the point)
    """The framework of 2013 as a chain of ifs."""
    child, area = facts.get("child", "unknown"), facts.get("in_area", "unknown")
    if child == "no" or area == "no":
        return "need-not"
    sure = child == "yes" and area == "yes"
    died = facts.get("died", "unknown")
    abuse = facts.get("abuse_or_neglect", "unknown")
    harmed = facts.get("seriously_harmed", "unknown")
    concern = facts.get("concern_working_together", "unknown")
    custody = facts.get("custody", "unknown")
    detained = facts.get("detained_mental_health", "unknown")
    is_open = False
    if died != "no":
        if abuse != "no":
            if sure and died == "yes" and abuse != "unknown":
                return "must"
            is_open = True
        if custody != "none":
            if sure and died == "yes" and custody != "unknown":
                return "must"
            is_open = True
        if detained != "no":
            if sure and died == "yes" and detained == "yes":
                return "must"
            is_open = True
    if abuse != "no" and harmed != "no" and concern != "no":
        if sure and abuse != "unknown" and harmed == "yes":
            return "must"
        is_open = True
    if is_open:
        return "cannot-say"
    suicide = facts.get("suspected_suicide", "unknown")
    if died != "no" and suicide != "no":
        return "may" if sure and died == "yes" and suicide == "yes" else "cannot-say"
    return "need-not"


def check(framework: Framework, engine: DMNEngine, rows: list[dict[str, str]]) -> None:
    """Stop unless both peers give the same answers as ours."""
    for facts in rows[:PEER_ROWS]:
        ours = {reason.criterion: reason.result for reason in screen(framework, facts).because}
        if ours != by_table(engine, framework, facts):
            raise AssertionError("The decision-table engine and ours do not give the same answers.")
    if [outcome_only(framework, facts) for facts in rows] != [by_hand(facts) for facts in rows]:
        raise AssertionError("The chain of ifs and ours do not give the same answers.")


def each(work: Callable[[Facts], object], rows: list[dict[str, str]]) -> Work:
    """The same work for every row."""

    def all_rows() -> None:
        for facts in rows:
            work(facts)

    return all_rows


def run() -> list[Line]:
    """Time both, after checking that every answer is the same."""
    framework = load(FRAMEWORK)
    rows = made_up_rows(framework, ROWS)
    few = rows[:PEER_ROWS]
    engine = as_table(framework)
    check(framework, engine, rows)
    traced, tabled = by_turns(
        each(partial(screen, framework), rows), each(partial(by_table, engine, framework), few), rounds=2
    )
    quick, handed = by_turns(each(partial(outcome_only, framework), rows), each(by_hand, rows), rounds=7)
    return [
        times_as_fast(
            "screening with every reason, against SpiffWorkflow's decision tables (seconds a case)",
            traced / ROWS,
            tabled / PEER_ROWS,
            10,
        ),
        at_most(
            "the outcome alone, against a chain of ifs written by hand (seconds a case)",
            quick / ROWS,
            handed / ROWS,
            2,
        ),
    ]
