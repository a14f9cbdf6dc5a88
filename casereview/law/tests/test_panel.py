"""What the criteria answer, as a chair reads it: reasons with their sources, what it turns on, what would change it."""

from __future__ import annotations

from datetime import date

import pytest

from casereview.law.beside import beside
from casereview.law.criteria import BadFacts
from casereview.law.frameworks import every_framework, load
from casereview.law.panel import Said, Stood, for_the_engine, headline, history, panel, standing, told
from casereview.law.screening import screen
from casereview.law.vignettes import vignettes

SCR = load("england-scr-2013")
A_DEATH = {
    "child": Said("yes", "Birth entry"),
    "in_area": Said("yes", "Birth entry"),
    "died": Said("yes", "Hospital letter", "The hospital", date(2014, 3, 12)),
    "abuse_or_neglect": Said("suspected", "Strategy discussion", "The police"),
}


def met(made):
    return [one["sentence"] for one in made["criteria"] if one["decisive"]]


def test_a_reason_names_where_each_fact_is_known_from():
    [sentence] = met(panel(SCR, A_DEATH))

    assert sentence == (
        "Regulation 5(2)(b)(i) is met: the child was under 18 on the day, it happened in this area or the child "
        "normally lived here (Birth entry), it is suspected that the child was abused or neglected (Strategy "
        "discussion) and the child died (Hospital letter, 12 March 2014)."
    )


def test_a_fact_without_a_source_stands_without_brackets_and_still_counts():
    made = panel(SCR, {fact: Said(said.value) for fact, said in A_DEATH.items()})

    assert made["outcome"] == "must"
    assert "(" not in met(made)[0].partition("is met")[2]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (Said("not-known"), "(asked, and not known)"),
        (Said("refused", by="the GP practice"), "(they refused to say: the GP practice)"),
        (Said("not-asked"), "(not asked yet)"),
        (None, "(not asked yet)"),
    ],
)
def test_three_ways_of_not_knowing_are_one_to_the_engine_and_three_to_a_person(said, words):
    facts = {**A_DEATH, "abuse_or_neglect": said} if said else {**A_DEATH}
    if said is None:
        del facts["abuse_or_neglect"]

    made = panel(SCR, facts)

    assert made["outcome"] == "cannot-say"
    first = next(one for one in made["criteria"] if one["criterion"] == "scr13-death")
    assert f"it is not known whether the child was abused or neglected {words}" in first["sentence"]


def test_unknown_is_never_taken_for_no():
    for way in ("not-known", "not-asked", "refused"):
        assert for_the_engine({"died": Said(way)}) == {"died": "unknown"}


def test_an_answer_that_cannot_be_said_names_what_it_turns_on_and_what_each_answer_would_make_of_it():
    facts = {
        **A_DEATH,
        "abuse_or_neglect": Said("not-known"),
        "custody": Said("none"),
        "detained_mental_health": Said("no"),
        "suspected_suicide": Said("no"),
    }

    [turns] = panel(SCR, facts)["turns_on"]

    assert [q["fact"] for q in turns["questions"]] == ["abuse_or_neglect"]
    assert [(way["answer"], way["outcome"]) for way in turns["ways"]] == [
        ("Yes or suspected", "must"),
        ("No", "need-not"),
    ]


def test_where_two_facts_are_needed_together_the_ways_name_both():
    facts = {"child": Said("yes"), "in_area": Said("yes"), "died": Said("no"), "custody": Said("none")}
    facts |= {"concern_working_together": Said("yes"), "seriously_harmed": Said("yes")}
    several = panel(
        load("england-sar-2015"), {"adult": Said("yes"), "in_area": Said("yes"), "adult_died": Said("no")}
    )["turns_on"]

    assert all(one["ways"] for one in several)
    assert {q["fact"] for one in panel(SCR, facts)["turns_on"] for q in one["questions"]} == {
        "abuse_or_neglect"
    }


def test_what_would_change_it_says_what_is_so_now_and_what_it_would_become():
    changes = {one["fact"]: one for one in panel(SCR, A_DEATH)["changes"]}

    assert changes["abuse_or_neglect"]["now"] == "Suspected"
    assert [(w["answer"], w["outcome"]) for w in changes["abuse_or_neglect"]["ways"]] == [
        ("No", "cannot-say")
    ]
    assert "seriously_harmed" not in changes, "it is open, and no answer to it changes a must"


@pytest.mark.parametrize("case", vignettes(), ids=lambda each: each.id)
def test_what_would_change_it_is_true_of_every_made_up_case(case):
    framework = load(case.framework)
    said = {fact: Said(value) for fact, value in case.facts.items()}
    made = panel(framework, said)
    now = made["outcome"]

    for one in made["changes"]:
        becomes = {way["outcome"] for way in one["ways"]}
        tried = {
            screen(framework, facts).outcome
            for value in framework.fact(one["fact"]).values
            if value != "unknown"
            and not (facts := {**case.facts, one["fact"]: value}).get("child") == facts.get("adult") == "yes"
        }
        assert now not in becomes and becomes <= tried, one["fact"]


@pytest.mark.parametrize("case", vignettes(), ids=lambda each: each.id)
def test_a_page_answers_a_made_up_case_as_the_command_does(case):
    said = {fact: Said(value) for fact, value in case.facts.items()}

    made = panel(load(case.framework), said)

    assert made["outcome"] == case.outcome
    assert {each["fact"] for one in made["turns_on"] for each in one["questions"]} == case.turns_on


def test_that_somebody_is_an_adult_settles_what_another_framework_asks():
    dhr, adult = load("england-dhr-2016"), {"adult": Said("yes"), "in_area": Said("yes")}

    made = panel(dhr, adult | {"death_violence_abuse_neglect_household": Said("yes")})

    assert "adult" not in {fact.id for fact in dhr.facts}
    assert made["outcome"] == "must", "an adult is 16 or over"


@pytest.mark.parametrize("framework", every_framework(), ids=lambda each: each.id)
def test_with_nothing_known_every_framework_says_what_it_turns_on(framework):
    made = panel(framework, {})

    assert made["outcome"] == "cannot-say" and made["turns_on"]
    assert all(one["sentence"] and one["cite"] for one in made["criteria"])


def test_the_headline_uses_the_frameworks_own_name_and_does_not_pretend():
    assert headline(SCR, "must") == "A serious case review must be held"
    assert headline(SCR, "may") == "A serious case review may be held"
    assert headline(load("england-cspr-2023"), "may").endswith("must be considered")
    assert headline(load("scotland-lr-2021"), "may") == "A learning review must be considered"


def test_duties_and_the_power_in_every_case_stand_beside_a_need_not():
    made = panel(load("england-cspr-2023"), {"child": Said("yes"), "died": Said("yes"), "looked_after": Said("yes"),
                                             "in_area": Said("yes"), "abuse_or_neglect": Said("no")})  # fmt: skip

    assert made["outcome"] == "need-not"
    assert [duty["duty"] for duty in made["duties"] if duty["result"] == "met"] == ["looked-after-death"]
    assert made["residual_power"]["checked"] is False


def test_a_presumption_says_that_it_is_one():
    facts = {
        "child": Said("yes"),
        "in_area": Said("yes"),
        "died": Said("no"),
        "abuse_or_neglect": Said("yes"),
    }
    made = panel(
        SCR, {**facts, "seriously_harmed": Said("yes"), "concern_working_together": Said("not-known")}
    )

    assert [one["presumed"] for one in made["criteria"] if one["decisive"]] == [True]
    assert {c["fact"] for c in made["changes"]} >= {"concern_working_together"}


def test_the_form_is_named_once_the_review_is_certain():
    wales = load("wales-cpr-2016")
    case = next(each for each in vignettes() if each.framework == wales.id and each.outcome == "must")
    answer = screen(wales, case.facts)

    made = told(wales, answer, {})

    assert (made["form"]["name"] if made["form"] else None) == answer.form


def test_nobody_is_a_child_and_an_adult():
    with pytest.raises(BadFacts):
        panel(load("wales-susr-2024"), {"child": Said("yes"), "adult": Said("yes")})


# -- the history of the facts


def stood(fact, value, day, *, until=None, order=0, source=""):
    return Stood(
        fact, Said(value, source), date(2014, 3, day), date(2014, 3, until) if until else None, order
    )


BASE = [stood(fact, "yes", 3, order=n) for n, fact in enumerate(("child", "in_area", "died"))]
REST = [
    stood("custody", "none", 3, order=4),
    stood("detained_mental_health", "no", 3, order=5),
    stood("suspected_suicide", "no", 3, order=6),
]


def test_the_answer_of_each_day_is_worked_out_from_what_stood_that_evening():
    days = history(
        SCR,
        [
            *BASE,
            *REST,
            stood("abuse_or_neglect", "not-known", 3, order=7),
            stood("abuse_or_neglect", "suspected", 10, order=8, source="Police"),
            stood("abuse_or_neglect", "no", 20, order=9, source="Pathologist"),
        ],
    )

    assert [(day["on"], day["outcome"]) for day in days] == [
        ("2014-03-20", "need-not"),
        ("2014-03-10", "must"),
        ("2014-03-03", "cannot-say"),
    ]
    assert [day.get("changed") for day in days] == [True, True, None]
    assert days[0]["said"][0]["was"] == "Suspected" and days[0]["said"][0]["source"] == "Pathologist"
    assert days[1]["said"][0]["was"] == "Asked, and not known"


def test_a_fact_that_was_withdrawn_stood_until_then():
    days = history(SCR, [*BASE, *REST, stood("abuse_or_neglect", "yes", 4, until=9, order=7)])

    assert [(day["on"], day["outcome"]) for day in days] == [
        ("2014-03-09", "cannot-say"),
        ("2014-03-04", "must"),
        ("2014-03-03", "cannot-say"),
    ]
    assert days[0]["withdrawn"][0]["was"] == "Yes"


def test_of_two_answers_on_one_day_the_later_stands():
    now = standing([stood("died", "yes", 3, order=2), stood("died", "no", 3, order=1)], date(2014, 3, 3))

    assert now["died"].value == "yes"


def test_an_answer_entered_for_an_earlier_day_stands_as_it_does_in_the_screening():
    every = [stood("died", "yes", 10, order=1), stood("died", "no", 5, order=2)]

    assert standing(every, date(2014, 3, 7))["died"].value == "no"
    assert standing(every, date(2014, 3, 10))["died"].value == "no", "what was recorded last"


def test_nothing_is_known_of_the_days_to_come():
    assert standing([stood("died", "yes", 10)], date(2014, 3, 9)) == {}


# -- another framework beside it


def test_the_same_facts_under_two_frameworks_stand_side_by_side():
    made = beside(SCR, load("england-cspr-2018"), A_DEATH)

    assert made["first"]["headline"] == "A serious case review must be held"
    assert made["second"]["headline"].endswith("must be considered")
    assert made["same"] is False
    assert any(row["first"] and row["second"] is None for row in made["rows"])
    assert any("Was the child looked after" in question for question in made["asks_more"])
    assert "Was the child seriously harmed?" in [one["second"] for one in made["worded_otherwise"]]


def test_a_framework_beside_itself_is_the_same_row_by_row():
    made = beside(SCR, SCR, A_DEATH)

    assert made["same"] and all(row["first"] == row["second"] for row in made["rows"])
    assert made["asks_more"] == made["worded_otherwise"] == []
