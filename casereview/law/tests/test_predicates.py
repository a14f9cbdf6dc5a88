"""Conditions on one fact: the law's own words decide what a *suspected* or a *not known* is worth."""

from __future__ import annotations

import pytest

from casereview.law.predicates import (
    ANSWERS,
    CUSTODY_ANSWERS,
    Atom,
    Group,
    facts_in,
    read_predicate,
    truth_of,
    truth_of_atom,
    written,
)
from casereview.law.truth import Truth

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN


@pytest.mark.parametrize(
    ("how", "yes", "suspected", "no", "unknown"),
    [
        ("is", YES, UNKNOWN, NO, UNKNOWN),
        ("not", NO, UNKNOWN, YES, UNKNOWN),
        ("suspected", YES, YES, NO, UNKNOWN),
        ("unless_no", YES, YES, NO, YES),
    ],
)
def test_a_condition_on_one_fact(how, yes, suspected, no, unknown):
    given = [truth_of_atom(Atom("abuse", how), answer) for answer in ANSWERS]

    assert given == [yes, suspected, no, unknown]


def test_a_fact_left_out_is_not_known():
    assert truth_of(Atom("abuse"), {}) is UNKNOWN
    assert truth_of(Atom("abuse", "unless_no"), {}) is YES


def test_custody_of_one_kind():
    police = Atom("custody", "custody", "police")

    given = {answer: truth_of_atom(police, answer) for answer in CUSTODY_ANSWERS}

    assert given == {**dict.fromkeys(CUSTODY_ANSWERS, NO), "police": YES, "unknown": UNKNOWN}


@pytest.mark.parametrize(
    "said",
    [
        "",
        [],
        {},
        {"most": ["a"]},
        {"not": ["a"]},
        {"all": []},
        {"all": "a"},
        {"any": [{}]},
        {"not": "a", "suspected": "b"},
        {"suspected": ""},
    ],
)
def test_nothing_else_may_stand_in_a_condition(said):
    with pytest.raises(ValueError, match=r"a condition is|takes a list"):
        read_predicate(said)


def test_a_kind_of_custody_that_is_none_is_refused_with_those_that_are():
    with pytest.raises(ValueError, match="'custody' takes one of police, remand"):
        read_predicate({"custody": "polis"})


def test_a_condition_is_written_as_it_was_read():
    said = {
        "all": [
            "child",
            {"suspected": "abuse"},
            {"any": ["died", {"not": "adult"}, {"unless_no": "concern"}, {"custody": "remand"}]},
        ]
    }

    assert written(read_predicate(said)) == said


def test_the_facts_of_a_condition_are_each_named_once_in_order():
    when = Group("any", (Atom("died"), Group("all", (Atom("abuse"), Atom("died", "not")))))

    assert facts_in(when) == ("died", "abuse")
