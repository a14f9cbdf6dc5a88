"""The engine, for every framework, against the rule written a second time and worked through by force."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casereview.law.criteria import compiled
from casereview.law.frameworks import every_id, load
from casereview.law.predicates import ANSWERS, CUSTODY_ANSWERS, atoms
from casereview.law.screening import outcome_only, screen
from casereview.law.tests import oracle

WHOLE_TABLE = 5_000
"""Rows. A framework with fewer ways of answering is gone through in full; of others, some are drawn."""
DRAWN = 3_000
GATES = ("child", "in_area", "aged_16_or_over", "adult_care_needs")
"""Facts that criteria have in common. In most of the rows drawn they are so: else nearly every row is need-not."""
LETTERS = {"met": "T", "not-met": "F", "not-known": "U"}


def can_be(facts) -> bool:
    return not facts.get("child") == facts.get("adult") == "yes"


def answers_to(fact: str) -> tuple[str, ...]:
    return CUSTODY_ANSWERS if fact == "custody" else ANSWERS


def rows(framework: str):
    """Every way of answering what the framework reads, or a fair draw from them, the same every time."""
    facts = oracle.read_by(framework)
    ways = [answers_to(fact) for fact in facts]
    size = 1
    for each in ways:
        size *= len(each)
    if size <= WHOLE_TABLE:
        drawn = product(*ways)
    else:
        dice = Random(framework)  # noqa: S311 (the same draw every time is the point)
        drawn = (drawn_by(dice, facts, ways) for _ in range(DRAWN))
    return [found for row in drawn if can_be(found := dict(zip(facts, row, strict=True)))]


def drawn_by(dice: Random, facts: list[str], ways: list[tuple[str, ...]]) -> tuple[str, ...]:
    """One row: what criteria have in common is mostly so, and in half of the rows much else is mostly not."""
    quiet = dice.random() < 0.5
    return tuple(
        "yes"
        if fact in GATES and dice.random() < 0.8
        else ("none" if fact == "custody" else "no")
        if quiet and dice.random() < 0.6
        else dice.choice(each)
        for fact, each in zip(facts, ways, strict=True)
    )


@st.composite
def cases(draw):
    """A framework, and some of its facts answered; more often than not those that every criterion needs."""
    framework = draw(st.sampled_from(every_id()))
    facts = {
        fact: draw(st.sampled_from(answers_to(fact)))
        for fact in oracle.read_by(framework)
        if draw(st.booleans())
    }
    for fact in ("child", "in_area"):
        if draw(st.booleans()):
            facts[fact] = "yes"
    if not can_be(facts):
        del facts["adult"]
    return framework, facts


@pytest.mark.parametrize("framework", every_id())
def test_the_outcome_is_that_of_the_truth_table(framework):
    law = load(framework)

    wrong = [row for row in rows(framework) if outcome_only(law, row) != oracle.outcome(framework, row)]

    assert wrong == []


@pytest.mark.parametrize("framework", every_id())
def test_the_table_has_rows_of_every_outcome_that_the_framework_can_reach(framework):
    kinds = {each["kind"] for each in oracle.criteria(framework)}
    can_reach = {"need-not", "cannot-say"} | {
        {"mandatory": "must", "discretionary": "may"}[kind] for kind in kinds
    }

    assert {oracle.outcome(framework, row) for row in rows(framework)} == can_reach


@pytest.mark.parametrize("framework", every_id())
def test_each_criterion_is_met_not_met_or_not_known_as_in_the_truth_table(framework):
    law = load(framework)

    for row in rows(framework)[::7]:
        given = {each.criterion: LETTERS[each.result] for each in screen(law, row).because}
        assert given == oracle.results(framework, row)


@settings(max_examples=300, deadline=None)
@given(cases())
def test_what_it_turns_on_is_what_trying_everything_finds(case):
    framework, facts = case
    answer = screen(load(framework), facts)

    assert set(answer.turns_on) == oracle.turns_on(framework, facts)
    assert len(answer.turns_on) == len(set(answer.turns_on))
    assert bool(answer.turns_on) == (answer.outcome == "cannot-say")


@settings(max_examples=200, deadline=None)
@given(cases())
def test_the_outcome_alone_and_with_its_reasons_are_one(case):
    framework, facts = case

    assert outcome_only(load(framework), facts) == screen(load(framework), facts).outcome


@settings(max_examples=200, deadline=None)
@given(cases(), st.data())
def test_what_is_known_stays_so_whatever_is_found_out_later(case, data):
    """But for what is only presumed: and that can be undone by a clear no, and says that it is presumed."""
    framework, facts = case
    law = load(framework)
    before = screen(law, facts)
    not_known = [fact for fact in oracle.read_by(framework) if before.facts.get(fact, "unknown") == "unknown"]
    found_out = {
        fact: data.draw(st.sampled_from(answers_to(fact)[:-1]))
        for fact in not_known
        if data.draw(st.booleans())
    }
    if not can_be({**before.facts, **found_out}):
        return

    after = {each.criterion: each.result for each in screen(law, {**before.facts, **found_out}).because}

    for each in before.because:
        if each.result != "not-known" and not each.presumed:
            assert after[each.criterion] == each.result


@settings(max_examples=200, deadline=None)
@given(cases())
def test_what_is_presumed_is_undone_by_a_clear_no_and_by_nothing_else_and_says_so(case):
    framework, facts = case
    law = load(framework)

    for each in screen(law, facts).because:
        asked = next(line for line in law.criteria if line.id == each.criterion)
        presumptions = [atom.fact for atom in atoms(asked.when) if atom.how == "unless_no"]
        undone = [
            {other.criterion: other.result for other in screen(law, {**facts, fact: "no"}).because}[
                each.criterion
            ]
            for fact in presumptions
            if facts.get(fact, "unknown") == "unknown"
        ]
        assert each.presumed == (each.result == "met" and "not-met" in undone)
        assert each.presumed == ("it is not clear that" in each.sentence)


@settings(max_examples=100, deadline=None)
@given(cases())
def test_each_way_of_settling_it_does_settle_it(case):
    framework, facts = case
    law = load(framework)

    for settling in screen(law, facts).settling:
        assert settling.answers
        for answers, outcome in settling.answers:
            assert tuple(answers) == settling.facts
            assert outcome_only(law, {**facts, **answers}) == outcome != "cannot-say"


@settings(max_examples=100, deadline=None)
@given(cases())
def test_what_would_change_it_does(case):
    framework, facts = case
    law = load(framework)
    answer = screen(law, facts)

    for fact, answers in answer.changes.items():
        for said, outcome in answers.items():
            assert oracle.outcome(framework, {**facts, fact: said}) == outcome != answer.outcome


@pytest.mark.parametrize("framework", every_id())
def test_the_compiled_conditions_are_the_plain_reading_of_the_tree(framework):
    from casereview.law.criteria import infer
    from casereview.law.predicates import truth_of

    law = load(framework)
    rules = compiled(law)

    for row in rows(framework)[::11]:
        state = rules.state(row)
        assert [test(state) for test in rules.tests] == [
            truth_of(each.when, infer(row)) for each in law.criteria
        ]
