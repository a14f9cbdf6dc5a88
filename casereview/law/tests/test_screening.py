"""What a chair is told: the outcome, each reason as a sentence, and what holds whatever is decided."""

from __future__ import annotations

from datetime import date

import pytest

from casereview.law.frameworks import load
from casereview.law.screening import BadFacts, answers, outcome_only, screen, sentence

DIED = {"child": "yes", "in_area": "yes", "abuse_or_neglect": "suspected", "died": "yes"}
HARMED = {
    "child": "yes",
    "in_area": "yes",
    "abuse_or_neglect": "yes",
    "died": "no",
    "seriously_harmed": "yes",
    "custody": "none",
}


def reasons(framework, facts):
    return {each.criterion: each for each in screen(load(framework), facts).because}


@pytest.mark.parametrize(
    ("facts", "fact", "why"),
    [
        ({"dide": "yes"}, "dide", "there is no fact 'dide'; the nearest is 'died'."),
        ({"zebra": "yes"}, "zebra", "there is no fact 'zebra'."),
        (
            {"died": "maybe"},
            "died",
            "'maybe' is not an answer to 'died'; it takes yes, suspected, no, unknown.",
        ),
        ({"died": "suspectd"}, "died", "'suspectd' is not an answer to 'died'; the nearest is 'suspected'."),
        (
            {"died": "none"},
            "died",
            "'none' is not an answer to 'died'; it takes yes, suspected, no, unknown.",
        ),
        (
            {"custody": "suspected"},
            "custody",
            "'suspected' is not an answer to 'custody'; it takes none, police, remand, sentenced, "
            "young_offender_institution, secure_training_centre, secure_childrens_home, unknown.",
        ),
        (
            {"child": "yes", "adult": "yes"},
            "adult",
            "'child' and 'adult' are both 'yes'; one person cannot be both.",
        ),
    ],
)
def test_facts_that_do_not_exist_are_refused_with_the_nearest_that_does(facts, fact, why):
    with pytest.raises(BadFacts) as problem:
        screen(load("england-scr-2013"), facts)

    assert (problem.value.fact, str(problem.value)) == (fact, why)


def test_the_quick_way_refuses_an_answer_that_it_rests_on_and_does_not_exist():
    with pytest.raises(BadFacts, match="'maybe' is not an answer to 'child'"):
        outcome_only(load("england-scr-2013"), {"child": "maybe"})


def test_nobody_is_a_child_and_an_adult_even_where_the_framework_does_not_ask():
    with pytest.raises(BadFacts):
        outcome_only(load("england-scr-2013"), {"child": "yes", "adult": "yes"})


def test_a_fact_that_this_framework_does_not_ask_about_changes_nothing():
    law = load("england-cspr-2018")

    assert screen(law, {**DIED, "custody": "police"}).outcome == screen(law, DIED).outcome == "may"


def test_yes_and_no_may_be_booleans_and_a_blank_is_not_known():
    said = answers({"a": True, "b": False, "c": "true", "d": "No", "e": "", "f": "null", "g": "suspected"})

    assert said == {
        "a": "yes",
        "b": "no",
        "c": "yes",
        "d": "no",
        "e": "unknown",
        "f": "unknown",
        "g": "suspected",
    }


def test_nothing_is_known_so_it_cannot_be_said_and_turns_on_where_and_who():
    answer = screen(load("england-scr-2013"), {})

    assert (answer.outcome, answer.turns_on) == ("cannot-say", ("child", "in_area"))


def test_a_power_that_is_met_does_not_hide_an_open_duty_to_review():
    facts = {"child": "yes", "in_area": "yes", "died": "yes", "suspected_suicide": "yes", "custody": "none"}
    facts |= {"detained_mental_health": "no"}

    assert screen(load("england-scr-2013"), facts).outcome == "cannot-say"
    assert screen(load("england-scr-2013"), {**facts, "abuse_or_neglect": "no"}).outcome == "may"


def test_what_it_turns_on_is_named_most_decisive_first():
    facts = {"child": "yes", "in_area": "yes", "died": "yes", "abuse_or_neglect": "no"}
    facts |= {"detained_mental_health": "no", "suspected_suicide": "no"}

    answer = screen(load("england-scr-2013"), facts)
    assert answer.turns_on == ("custody",)
    assert answer.settling[0].share == 1

    open_custody_and_detention = {**facts, "detained_mental_health": "unknown"}
    answer = screen(load("england-scr-2013"), open_custody_and_detention)
    # Six of seven kinds of custody settle it, but only one of two answers about detention.
    assert answer.turns_on == ("custody", "detained_mental_health")
    assert [round(each.share, 3) for each in answer.settling] == [0.857, 0.5]


def test_for_each_open_fact_it_says_what_each_answer_would_make_it():
    answer = screen(load("england-scr-2013"), {**DIED, "abuse_or_neglect": "unknown", "custody": "none"})

    assert answer.would_become["abuse_or_neglect"] == {"yes": "must", "suspected": "must", "no": "cannot-say"}


def test_what_would_change_a_settled_answer():
    facts = {**DIED, "custody": "none", "detained_mental_health": "no", "suspected_suicide": "no"}

    answer = screen(load("england-scr-2013"), {**facts, "seriously_harmed": "no"})

    assert answer.outcome == "must"
    assert answer.changes["abuse_or_neglect"] == {"no": "need-not"}


def test_a_reason_is_a_sentence_that_names_the_facts_it_rests_on():
    assert reasons("england-scr-2013", DIED)["scr13-death"].sentence == (
        "Regulation 5(2)(b)(i) is met: the child was under 18 on the day, it happened in this area or "
        "the child normally lived here, it is suspected that the child was abused or neglected and the "
        "child died."
    )
    assert reasons("england-scr-2013", HARMED)["scr13-death"].sentence == (
        "Regulation 5(2)(b)(i) is not met: the child is alive."
    )
    assert reasons("england-scr-2013", {**DIED, "abuse_or_neglect": "unknown"})["scr13-death"].sentence == (
        "Regulation 5(2)(b)(i) cannot be said yet: it is not known whether the child was abused or neglected."
    )


def test_a_reason_can_say_where_each_fact_is_known_from():
    law = load("england-scr-2013")
    reason = reasons("england-scr-2013", HARMED | {"concern_working_together": "yes"})["scr13-harm-concern"]

    said = sentence(
        law,
        "(b)(ii)",
        "met",
        {fact: reason.facts[fact] for fact in ("seriously_harmed", "concern_working_together")},
        {"seriously_harmed": "hospital, 12 March"},
    )

    assert said == (
        "(b)(ii) is met: the child was seriously harmed (hospital, 12 March) and there is cause for concern "
        "about how agencies worked together."
    )


def test_a_presumption_says_that_it_is_one():
    reason = reasons("england-scr-2013", HARMED)["scr13-harm-presumption"]

    assert (reason.result, reason.presumed) == ("met", True)
    assert reason.sentence.endswith(
        "it is not clear that there are no concerns about how agencies worked together."
    )
    rebutted = reasons("england-scr-2013", HARMED | {"concern_working_together": "no"})
    assert rebutted["scr13-harm-presumption"].result == "not-met"
    shown = reasons("england-scr-2013", HARMED | {"concern_working_together": "suspected"})
    assert shown["scr13-harm-presumption"].presumed is False


def test_where_nothing_obliges_the_duties_are_printed_all_the_same():
    answer = screen(load("england-cspr-2023"), {**DIED, "looked_after": "no"})

    assert answer.outcome == "may"
    assert [(duty.duty, duty.result) for duty in answer.duties] == [
        ("notify-panel", "met"),
        ("rapid-review", "met"),
        ("consider-review", "met"),
    ]


def test_a_duty_that_turns_on_a_fact_not_known_says_so():
    facts = {"child": "yes", "in_area": "yes", "abuse_or_neglect": "no", "died": "yes"}

    assert [(duty.duty, duty.result) for duty in screen(load("england-scr-2015"), facts).duties] == [
        ("notify", "not-known")
    ]
    assert screen(load("england-scr-2015"), {**facts, "looked_after": "no"}).duties == ()


def test_the_death_of_a_care_leaver_is_told_though_no_review_is_due():
    facts = {"child": "no", "in_area": "yes", "died": "yes"}

    answer = screen(load("england-cspr-2023"), facts)

    assert (answer.outcome, [duty.duty for duty in answer.duties]) == ("need-not", ["care-leaver-death"])


def test_a_power_that_guidance_leaves_in_every_case_changes_no_outcome():
    answer = screen(load("england-scr-2013"), {"child": "no"})

    assert answer.outcome == "need-not"
    assert answer.residual_power and answer.residual_power.cite == "WT2013 ch4"
    assert screen(load("england-scr-2010"), {"child": "no"}).residual_power is None


@pytest.mark.parametrize(
    ("register", "care", "form"),
    [
        ("no", "no", "concise"),
        ("yes", "no", "extended"),
        ("unknown", "yes", "extended"),
        ("no", "unknown", None),
        ("unknown", "unknown", None),
        ("suspected", "no", None),
    ],
)
def test_the_form_of_a_welsh_review_follows_from_register_and_care(register, care, form):
    facts = {**DIED, "register_past_six_months": register, "care_past_six_months": care}

    for framework in ("wales-cpr-2013", "wales-cpr-2016"):
        assert screen(load(framework), facts).form == form


def test_there_is_no_form_where_it_is_not_certain_that_there_is_a_review():
    facts = {**DIED, "abuse_or_neglect": "no", "register_past_six_months": "yes"}

    assert screen(load("wales-cpr-2013"), facts).form is None


def test_an_adult_is_no_child_and_over_sixteen_and_nothing_follows_from_a_no():
    assert outcome_only(load("england-dhr-2016"), {"adult": "yes", "in_area": "no"}) == "need-not"
    assert screen(load("england-scr-2013"), {"adult": "yes"}).outcome == "need-not"
    assert screen(load("england-sar-2015"), {"child": "yes"}).outcome == "need-not"
    assert screen(load("england-sar-2015"), {"child": "no"}).outcome == "cannot-say"
    known = screen(load("england-dhr-2016"), {"adult": "yes", "aged_16_or_over": "unknown"}).facts
    assert known == {"adult": "yes", "aged_16_or_over": "yes", "child": "no"}


def test_what_was_said_outright_is_not_overruled_by_what_would_follow():
    assert screen(load("england-dhr-2016"), {"adult": "yes", "aged_16_or_over": "no"}).outcome == "need-not"


def test_a_case_notified_under_newer_guidance_is_told_so():
    law = load("england-cspr-2023")

    before = screen(law, DIED, {"notified": date(2026, 3, 17)})
    after = screen(law, DIED, {"notified": date(2026, 3, 18)})

    assert before.notes == ()
    assert [note.cite for note in after.notes] == ["Working Together to Safeguard Children (2026)"]


def test_clocks_are_counted_and_say_whether_they_apply():
    facts = {**DIED, "looked_after": "no"}

    answer = screen(load("england-cspr-2018"), facts, {"aware": date(2020, 5, 1)}).as_json()

    clocks = {clock["clock"]: (clock["due"], clock["applies"]) for clock in answer["clocks"]}
    assert clocks == {
        "notify-panel": ("2020-05-11", "met"),
        "rapid-review": (None, "met"),
        "publish": (None, "met"),
        "before-publication": (None, "met"),
        "on-website": (None, "met"),
        "looked-after-death": ("2020-05-11", "not-met"),
    }


def test_the_answer_as_other_programs_read_it():
    answer = screen(load("england-dhr-2011"), {"in_area": "yes", "aged_16_or_over": "yes"}).as_json()

    assert {key: answer[key] for key in answer if key not in ("because", "duties", "clocks")} == {
        "framework": "england-dhr-2011",
        "outcome": "cannot-say",
        "turns_on": ["death_violence_abuse_neglect_household"],
        "settling": [
            {
                "facts": ["death_violence_abuse_neglect_household"],
                "ways": [
                    {"answers": {"death_violence_abuse_neglect_household": "yes"}, "outcome": "must"},
                    {"answers": {"death_violence_abuse_neglect_household": "no"}, "outcome": "need-not"},
                ],
            }
        ],
        "would_become": {
            "aged_16_or_over": {"yes": "cannot-say", "suspected": "cannot-say", "no": "need-not"},
            "in_area": {"yes": "cannot-say", "suspected": "cannot-say", "no": "need-not"},
            "death_violence_abuse_neglect_household": {"yes": "must", "suspected": "must", "no": "need-not"},
        },
        "residual_power": None,
        "notes": [],
        "form": None,
    }
    assert answer["because"] == [
        {
            "criterion": "dhr11-death",
            "kind": "mandatory",
            "result": "not-known",
            "cite": "Domestic Violence, Crime and Victims Act 2004 s9(1); guidance 2011/2013 s4",
            "text": "The death of a person aged 16 or over has, or appears to have, resulted from violence, "
            "abuse or neglect by a relative, a current or former intimate partner, or a member of the "
            "same household.",
            "force": "statute",
            "checked": True,
            "facts": {"death_violence_abuse_neglect_household": "unknown"},
            "sentence": "Section 9(1) cannot be said yet: it is not known whether the death resulted from "
            "violence, abuse or neglect by a relative, a present or former partner or a member of the "
            "household.",
            "presumed": False,
        }
    ]
