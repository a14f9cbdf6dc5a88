"""A framework's page: every line with its source, what changed computed, an example answered by the engine."""

from __future__ import annotations

from datetime import date

import pytest

from casereview.law.comparison import differences
from casereview.law.frameworks import every_framework, load
from casereview.law.page import (
    by_nation,
    changes,
    counted_both_ways,
    in_force_words,
    page,
    pieces,
    sourced,
)

EVERY = pytest.mark.parametrize("framework", every_framework(), ids=lambda each: each.id)


@EVERY
def test_every_framework_has_a_page_with_all_that_it_says(framework):
    made = page(framework)

    assert [each.line for each in made.criteria] == list(framework.criteria)
    assert [each.fact for each in made.questions] == list(framework.facts)
    assert [each.line for each in made.clocks] == list(framework.clocks)
    assert [each.line for each in made.roles] == list(framework.roles.values())
    assert made.lines == len(list(sourced(framework)))
    assert made.unchecked == sum(not line.checked for line in sourced(framework))
    assert all(each.exactly for each in made.criteria)


@EVERY
def test_its_worked_example_is_answered_by_the_engine_as_the_made_up_case_expects(framework):
    for example in page(framework).examples:
        assert example.answer.outcome == example.case.outcome, example.case.id
        assert {b.criterion for b in example.answer.because if b.result == "met"} == example.case.met
        assert example.facts, example.case.id


def test_the_first_example_shows_the_strongest_answer():
    assert page(load("england-scr-2013")).examples[0].answer.outcome == "must"
    assert page(load("england-cspr-2023")).examples[0].answer.outcome == "may"


@EVERY
def test_where_nobody_wrote_an_example_one_is_made_that_meets_the_first_criterion(framework, monkeypatch):
    monkeypatch.setattr("casereview.law.page.vignettes", lambda: ())
    monkeypatch.setattr("casereview.law.page.worked_example", lambda framework: None)

    [example] = page(framework).examples

    assert framework.criteria[0].id in {b.criterion for b in example.answer.because if b.result == "met"}
    assert example.facts and example.answer.outcome == example.case.outcome


def test_what_changed_is_computed_from_the_two_files():
    before, after = load("england-scr-2013"), load("england-scr-2015")

    shown = [row for _, rows in changes(before, after) for row in rows]

    assert [row.line for row in shown] == list(differences(before, after))
    assert ("What must be done whatever is decided", "added") in {
        (section, row.line.change) for section, rows in changes(before, after) for row in rows
    }


def test_a_framework_beside_itself_says_the_same():
    assert changes(load("wales-cpr-2016"), load("wales-cpr-2016")) == ()


def test_words_that_went_and_words_that_came_are_told_apart():
    told = pieces("1 week before the report", "7 working days before the report")

    assert "".join(p.words for p in told if p.kind != "after") == "1 week before the report"
    assert "".join(p.words for p in told if p.kind != "before") == "7 working days before the report"


def test_a_clock_in_a_comparison_names_the_day_as_people_know_it():
    told = " ".join(
        piece.words
        for _, rows in changes(load("england-scr-2013"), load("england-scr-2015"))
        for row in rows
        for piece in row.pieces
    )
    assert "the day on which the local authority became aware" in told
    assert "'aware'" not in told


def test_the_month_runs_from_the_notification_and_not_from_the_death():
    days = {"incident": date(2014, 1, 31), "notified": date(2014, 2, 24), "decided": date(2014, 3, 21)}

    decision, complete = counted_both_ways(load("england-scr-2013"), days)

    assert (decision.clock.due, decision.from_the_death) == (date(2014, 3, 24), date(2014, 2, 28))
    assert (complete.clock.due, complete.from_the_death) == (date(2014, 9, 21), date(2014, 7, 31))


def test_frameworks_stand_by_nation_and_the_oldest_first():
    nations = by_nation(every_framework())

    assert [nation for nation, _ in nations] == ["England", "Wales", "Scotland", "Northern Ireland"]
    assert sum(len(group) for _, group in nations) == len(every_framework())
    for _, group in nations:
        begins = [each.in_force_from or date.max for each in group]
        assert begins == sorted(begins)


def test_a_framework_that_is_not_in_force_says_so():
    assert in_force_words(load("england-dardr-2024")) == "Not in force on any day yet"
    assert in_force_words(load("england-scr-2013")) == "15 April 2013 to 25 March 2015"
    assert in_force_words(load("england-cspr-2023")) == "From 15 December 2023"
