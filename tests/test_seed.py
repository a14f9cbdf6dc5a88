"""What a board published in 2014 of its serious case reviews, a test a line, in its words; each is tried on the product."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from casereview.acts.ask import ask
from casereview.acts.registry import AccessDenied, Refused
from casereview.cases.models import Case

LATE = date(2014, 3, 28)
HERE = {"child": "yes", "in_area": "yes"}
KINDS_OF_CUSTODY = (
    "police",
    "remand",
    "sentenced",
    "young_offender_institution",
    "secure_training_centre",
    "secure_childrens_home",
)
pytestmark = pytest.mark.django_db


@pytest.fixture
def screened(a_case: Any, someone: Any, does: Any) -> Any:
    """``screened(died="yes")``: what the criteria answer of a case with these facts and no others."""

    def say(**facts: str) -> str:
        case, manager = a_case("notified"), someone("manager")
        answers = [{"fact": fact, "value": value} for fact, value in {**HERE, **facts}.items()]
        does(manager, "record-facts", to=case, answers=answers)
        return str(ask(manager, "screening", of=Case.rows.get(pk=case.pk))["outcome"])

    return say


@pytest.mark.parametrize("known", ["yes", "suspected"])
def test_abuse_or_neglect_is_known_or_suspected_and_a_child_has_died(screened: Any, known: str) -> None:
    assert screened(abuse_or_neglect=known, died="yes") == "must"


def test_or_a_child_was_seriously_harmed_with_cause_for_concern_about_working_together(screened: Any) -> None:
    harmed = {"abuse_or_neglect": "yes", "died": "no", "seriously_harmed": "yes", "custody": "none"}
    assert screened(**harmed, concern_working_together="yes") == "must"


@pytest.mark.parametrize("kind", KINDS_OF_CUSTODY)
def test_always_when_a_child_dies_in_custody(screened: Any, kind: str) -> None:
    assert screened(died="yes", abuse_or_neglect="no", custody=kind) == "must"


def test_always_when_a_child_dies_while_detained_under_the_mental_health_act(screened: Any) -> None:
    assert screened(died="yes", abuse_or_neglect="no", detained_mental_health="yes") == "must"


def test_this_can_include_cases_where_a_child_died_by_suspected_suicide(screened: Any) -> None:
    assert screened(died="yes", abuse_or_neglect="suspected", suspected_suicide="yes") == "must"
    known = {
        "abuse_or_neglect": "no",
        "custody": "none",
        "detained_mental_health": "no",
        "seriously_harmed": "no",
    }
    assert screened(died="yes", **known, suspected_suicide="yes") == "may"


def test_a_review_is_not_a_public_enquiry_a_disciplinary_process_or_a_grievance_hearing(client: Any) -> None:
    said = client.get("/accounts/login/").content.decode()
    assert "not a public enquiry, a disciplinary process or a grievance hearing" in said


def test_what_it_says_is_professional_advice_and_not_legally_binding(client: Any) -> None:
    said = client.get("/accounts/login/").content.decode()
    assert "professional advice and is not legally binding" in said


def test_its_focus_is_on_how_agencies_worked_together(client: Any) -> None:
    assert "how agencies worked together" in client.get("/accounts/login/").content.decode()


def test_the_decision_is_made_within_a_month_of_the_notification(
    a_case: Any, someone: Any, does: Any
) -> None:
    case, chair = a_case("screening"), someone("chair", today=LATE)
    with pytest.raises(Refused, match="late"):
        does(chair, "decide", to=case, on=LATE, outcome="review", reasons="The criteria are met.")
    case.refresh_from_db()
    assert case.phase == "screening"
    does(chair, "decide", to=case, on=date(2014, 2, 28), outcome="review", reasons="The criteria are met.")
    case.refresh_from_db()
    assert case.phase == "decided"


def test_the_target_is_six_months_and_it_takes_as_long_as_criminal_proceedings_need(
    a_case: Any, someone: Any, does: Any
) -> None:
    case, manager = a_case("commissioned"), someone("manager")
    does(manager, "set-timetable", to=case)
    case.refresh_from_db()
    assert case.target_on == date(2014, 8, 20)  # six months from the decision of 20 February
    why = {"cause": "criminal-trial", "because": "The trial is in autumn.", "agreed_by": "The board"}
    does(manager, "move-target", to=case, target="2014-12-20", **why)
    case.refresh_from_db()
    assert case.target_on == date(2014, 12, 20)


def test_the_lead_shares_what_came_in_and_nobody_else(a_case: Any, someone: Any, does: Any) -> None:
    case = a_case("gathering")
    for who in ("manager", "chair"):
        with pytest.raises(AccessDenied):
            does(someone(who), "share-submissions", to=case)
    with pytest.raises(Refused):  # it is the lead's to do; there is nothing to share yet
        does(someone("lead", case=case), "share-submissions", to=case)


def test_the_lead_chairs_the_meetings_of_the_review_team(a_case: Any, someone: Any, does: Any) -> None:
    case = a_case("gathering")
    lead, author = someone("lead", case=case), someone("author", case=case)
    does(lead, "arrange-meeting", to=case, what="review-team", held_on="2014-03-03")
    assert ask(lead, "meetings", of=case)["meetings"]
    with pytest.raises(AccessDenied):
        does(author, "arrange-meeting", to=case, what="review-team", held_on="2014-03-03")


def test_the_lead_facilitates_the_learning_events_with_professionals(
    a_case: Any, someone: Any, does: Any
) -> None:
    case = a_case("gathering")
    lead = someone("lead", case=case)
    made = does(lead, "arrange-meeting", to=case, what="learning-event", held_on="2014-03-03").made
    does(lead, "record-heard", to=case, meeting=made.key, text="The screen shows one call at a time.")
    heard = ask(lead, "meeting", of=case, key=made.key)["heard"]
    assert [one["text"] for one in heard] == ["The screen shows one call at a time."]


def test_the_author_writes_the_report_and_the_lead_signs_what_the_author_cannot(
    a_case: Any, someone: Any, does: Any
) -> None:
    case = a_case("reporting")
    lead, author = someone("lead", case=case), someone("author", case=case)
    does(author, "add-section", to=case, heading="What happened", text="Nobody put the calls together.")
    with pytest.raises(AccessDenied):
        does(lead, "add-section", to=case, heading="Mine", text="Not the lead's to write.")
    with pytest.raises(AccessDenied):
        does(author, "sign-off-as-lead", to=case)
