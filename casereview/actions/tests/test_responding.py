"""The board answers each recommendation: accepted, in part or not accepted, each with reasons."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from casereview.actions.models import Response
from casereview.actions.queries import responses_of
from casereview.actions.standing import answer_to
from casereview.acts.registry import AccessDenied, Refused
from casereview.learning.models import Recommendation

pytestmark = pytest.mark.django_db


def said(case):
    return [
        (r.recommendation.key, r.answer, r.reasons)
        for r in Response.rows.filter(case=case).order_by("number")
    ]


def test_an_answer_without_reasons_is_none(plan):
    it = plan()

    with pytest.raises(ValidationError, match="cannot be left blank"):
        it.answers(reasons="   ")

    assert said(it.case) == []


def test_only_three_answers_exist(plan):
    it = plan()

    with pytest.raises(ValidationError):
        it.answers(answer="noted")

    assert said(it.case) == []


def test_a_recommendation_of_another_review_is_not_here(plan):
    it = plan()

    with pytest.raises(Refused, match="names a recommendation that is not here"):
        it.answers(recommendation="R9")

    assert said(it.case) == []


@pytest.mark.parametrize("who", ["lead", "group", "owner"])
def test_who_does_not_answer_for_the_board(plan, who):
    it = plan()

    with pytest.raises(AccessDenied):
        it.on(
            date(2014, 3, 10),
            getattr(it, who),
            "respond",
            recommendation="R1",
            answer="accepted",
            reasons="Yes.",
        )

    assert said(it.case) == []


@pytest.mark.parametrize("phase", ["reporting", "closed"])
def test_the_board_answers_once_it_has_accepted_the_report(plan, phase):
    it = plan(phase)

    with pytest.raises(Refused, match=f"This one is {phase}"):
        it.answers()

    assert said(it.case) == []


@pytest.mark.parametrize("answer", ["accepted", "in-part", "not-accepted"])
def test_each_answer_stands_with_its_reasons(plan, answer):
    it = plan()

    done = it.answers(answer=answer, reasons="So the board decided.")

    assert said(it.case) == [("R1", answer, "So the board decided.")]
    assert done.made.key == "RS1"


def test_a_second_answer_says_why_the_first_changes(plan):
    it = plan()
    it.answers(answer="not-accepted")

    with pytest.raises(Refused, match="The board answered this recommendation on 10 March 2014") as refused:
        it.answers(answer="accepted")

    assert refused.value.refusal.field == "changed_because"
    assert answer_to(Recommendation.rows.get(number=1)).answer == "not-accepted"


def test_one_answer_stands_and_the_one_before_stays_beside_it(plan):
    it = plan()
    it.answers(answer="not-accepted", reasons="There is no money.")
    it.answers(answer="accepted", reasons="There is now.", changed_because="The trust found the money.")

    one = responses_of(it.case)[0]

    assert (one["answer"], one["reasons"], one["changed_because"]) == (
        "accepted",
        "There is now.",
        "The trust found the money.",
    )
    assert one["before"] == [
        {"answer_words": "Not accepted", "reasons": "There is no money.", "on": "2014-03-10"}
    ]


def test_an_answer_that_is_withdrawn_gives_way_to_the_one_before(plan):
    it = plan()
    it.answers(answer="not-accepted")
    it.answers(answer="accepted", changed_because="A slip of the pen.")

    it.on(date(2014, 3, 11), it.chair, "withdraw", thing="response:RS2", because="It was R2 that was meant.")

    assert answer_to(Recommendation.rows.get(number=1)).answer == "not-accepted"


def test_an_answer_on_which_actions_stand_is_not_taken_back(planned):
    it = planned()

    with pytest.raises(Refused, match="1 action serves it"):
        it.on(date(2014, 3, 11), it.chair, "withdraw", thing="response:RS1", because="Not so.")

    assert answer_to(Recommendation.rows.get(number=1)).answer == "accepted"


def test_a_recommendation_that_the_board_has_answered_is_not_withdrawn(plan):
    it = plan()
    it.answers()

    with pytest.raises(Refused, match="The board has answered it"):
        it.on(date(2014, 3, 11), it.lead, "withdraw", thing="recommendation:R1", because="Not needed.")

    assert Recommendation.rows.get(number=1).withdrawn_on is None
