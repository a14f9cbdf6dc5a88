"""Every framework that is shipped: well formed, cited, in order of time, and each in a file of its own."""

from __future__ import annotations

import re
from dataclasses import is_dataclass
from datetime import date, timedelta
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from casereview.law import frameworks
from casereview.law.checking import problems
from casereview.law.comparison import as_written
from casereview.law.frameworks import FOLDER, UnknownFramework, every_framework, every_id, load
from casereview.law.model import Framework, Sourced
from casereview.law.reading import shared_facts, shared_notes, with_shared_facts
from casereview.law.strict_yaml import read

NAMED_IN_THE_LAW = [
    "england-cspr-2018",
    "england-cspr-2023",
    "england-dardr-2024",
    "england-dhr-2011",
    "england-dhr-2016",
    "england-sar-2015",
    "england-scr-2006",
    "england-scr-2010",
    "england-scr-2013",
    "england-scr-2015",
    "ni-cmr-2013",
    "scotland-lr-2021",
    "scotland-scr-2007",
    "scotland-scr-2015",
    "wales-cpr-2013",
    "wales-cpr-2016",
    "wales-scr-2006",
    "wales-susr-2024",
]
ROLES = {"notifier", "manager", "chair", "board-member", "lead", "author", "team-member", "agency-lead"}
ROLES |= {"report-writer", "practitioner", "action-owner", "learning-group", "gate-signer"}
each_framework = pytest.mark.parametrize("framework", every_framework(), ids=lambda each: each.id)


def lines_of(thing) -> list[Sourced]:
    """Every line of law in a framework, however deep."""
    if isinstance(thing, (tuple, list)):
        return [line for part in thing for line in lines_of(part)]
    if isinstance(thing, dict):
        return lines_of(list(thing.values()))
    if is_dataclass(thing) and hasattr(thing, "__dict__"):
        own = [thing] if isinstance(thing, Sourced) else []
        return own + lines_of(list(vars(thing).values()))
    return []


def test_a_framework_that_is_not_there_is_refused_with_the_nearest():
    with pytest.raises(UnknownFramework) as problem:
        load("england-scr-2103")

    assert str(problem.value) == (
        "There is no framework 'england-scr-2103'; the nearest is 'england-scr-2013' "
        "('casereview frameworks' lists them)."
    )


@pytest.mark.parametrize("name", ["", "../reference/facts", "england-scr-2013.yaml", "/etc/passwd"])
def test_a_name_that_is_a_path_is_no_framework(name):
    with pytest.raises(UnknownFramework):
        load(name)


def test_the_frameworks_of_the_four_nations_are_here():
    assert list(every_id()) == NAMED_IN_THE_LAW


def test_they_come_by_nation_and_then_by_the_day_they_came_into_force():
    order = [(each.nation, each.in_force_from or date.max) for each in every_framework()]

    assert order == sorted(order)


@each_framework
def test_each_is_well_formed_and_each_criterion_can_be_met_and_can_fail(framework):
    assert problems(read(FOLDER / f"{framework.id}.yaml")) == []


@each_framework
def test_reading_without_the_validator_gives_what_the_validator_gives(framework):
    raw = with_shared_facts(read(FOLDER / f"{framework.id}.yaml"))

    assert as_written(framework) == as_written(TypeAdapter(Framework).validate_python(raw))


@each_framework
def test_each_line_says_where_it_comes_from_and_whether_that_was_read(framework):
    found = lines_of(framework)

    assert len(found) > 6
    assert [line for line in found if not line.cite.strip() or type(line.checked) is not bool] == []


@each_framework
def test_roles_are_the_product_s_own(framework):
    named = {*framework.roles, *framework.decides.roles}
    named |= {other for rule in framework.roles.values() for other in rule.not_roles}

    assert named <= ROLES


@each_framework
def test_a_framework_follows_one_of_its_own_nation_that_ended_before_it(framework):
    if framework.follows is None or framework.in_force_from is None:
        return
    older = load(framework.follows)

    assert older.nation == framework.nation
    assert older.in_force_to is not None
    if older.gives_way is None:
        assert older.in_force_to + timedelta(1) == framework.in_force_from
    else:
        assert older.gives_way.to == framework.id
        assert older.gives_way.earliest == framework.in_force_from <= older.in_force_to


def test_two_of_a_nation_are_in_force_on_one_day_only_where_one_gives_way_to_the_other():
    for one, other in combinations(every_framework(), 2):
        same = one.nation == other.nation and one.occasion == other.occasion
        if not (same and set(one.people) & set(other.people) and one.in_force_from and other.in_force_from):
            continue
        begins = max(one.in_force_from, other.in_force_from)
        if one.in_force_on(begins) and other.in_force_on(begins):
            assert one.gives_way is not None and one.gives_way.to == other.id


def test_there_is_no_day_without_a_framework_for_children_once_a_nation_has_one():
    for nation in ("england", "wales", "scotland", "northern-ireland"):
        own = [each for each in every_framework() if each.nation == nation and "child" in each.people]
        in_turn = [each for each in own if each.occasion == "any" and each.in_force_from]
        for older, newer in pairwise(in_turn):
            assert older.in_force_to and newer.in_force_from
            assert newer.in_force_from <= older.in_force_to + timedelta(1)
        assert in_turn[-1].in_force_to is None


def test_one_that_is_not_in_force_is_never_in_force():
    prospective = load("england-dardr-2024")

    assert (prospective.in_force_from, prospective.in_force_on(date(2034, 1, 1))) == (None, False)


def test_what_was_not_read_in_the_source_says_so():
    unread = {
        "england-scr-2013": ["decision", "complete", "panel-no-review", "on-website"],
        "wales-cpr-2016": [],
        "england-sar-2015": [],
    }

    for name, checked in unread.items():
        assert [clock.id for clock in load(name).clocks if clock.checked] == checked


def test_independence_is_data():
    by_edition = {
        name: (rule.of_board, rule.of_agencies, rule.not_roles)
        for name in ("england-scr-2010", "england-scr-2013", "england-scr-2015")
        for rule in [load(name).roles["author"]]
    }

    assert by_edition == {
        "england-scr-2010": (False, True, ("chair",)),
        "england-scr-2013": (True, True, ()),
        "england-scr-2015": (True, True, ()),
    }


def test_three_partners_sign_where_three_decide():
    assert {each.id for each in every_framework() if each.decides.signatures == 3} == {
        "england-cspr-2018",
        "england-cspr-2023",
    }


def test_every_shared_fact_and_note_is_used():
    named_facts = {fact.id for each in every_framework() for fact in each.facts}
    named_notes = {note.id for each in every_framework() for note in each.notes}

    assert set(shared_facts()) - named_facts == set()
    assert set(shared_notes()) - named_notes == set()


def test_every_other_wording_of_a_fact_is_used():
    said = {
        (fact["id"], fact["wording"])
        for name in every_id()
        for fact in read(FOLDER / f"{name}.yaml").data["facts"]
        if isinstance(fact, dict)
    }

    assert said == {
        (fact, wording) for fact, text in shared_facts().items() for wording in text.get("wordings", {})
    }


def test_questions_are_questions():
    questions = [fact.question for each in every_framework() for fact in each.facts]

    assert [question for question in questions if not question.endswith("?")] == []


def test_no_law_is_in_code():
    law = re.compile(r"(Act|Regulations) (19|20)\d\d|SI \d{4}/")
    code = [file for file in Path(frameworks.__file__).parents[1].rglob("*.py") if "tests" not in file.parts]

    assert len(code) > 15
    assert [file.name for file in code if law.search(file.read_text(encoding="utf-8"))] == []
