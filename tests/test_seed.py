"""What a board told the public of serious case reviews in January 2014, line by line: the product does what it says.

The questions and answers of a Suffolk radio station's page of 22 January 2014. Where the page and the law differ,
the law page of the product says so; these tests hold what both say.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import docx
import pytest

from casereview.access.roles import Role
from casereview.actions.models import Action
from casereview.actions.tests import conftest as plans
from casereview.acts.ask import ask
from casereview.acts.registry import ACTS, AccessDenied, Refused
from casereview.cases.clocks import decision_due
from casereview.cases.models import Case
from casereview.law.frameworks import load
from casereview.law.screening import screen
from casereview.people.models import Person
from casereview.reviews.models import Meeting
from tests.test_web import browser_of

plan, planned = plans.plan, plans.planned  # fixtures of the package whose plan this follows
LAW_OF_THE_DAY = "england-scr-2013"
CHILD = {"child": "yes", "in_area": "yes"}


def outcome(**facts: str) -> str:
    return screen(load(LAW_OF_THE_DAY), {**CHILD, **facts}).outcome


# -- what is a serious case review? ------------------------------------------------------------------------------


@pytest.mark.parametrize("abuse", ["yes", "suspected"])
def test_abuse_or_neglect_of_a_child_is_known_or_suspected_and_the_child_has_died(abuse):
    assert outcome(abuse_or_neglect=abuse, died="yes") == "must"
    assert outcome(abuse_or_neglect="no", died="yes", custody="none", detained_mental_health="no") != "must"


@pytest.mark.parametrize("abuse", ["yes", "suspected"])
def test_or_seriously_harmed_and_there_is_cause_for_concern_as_to_how_they_worked_together(abuse):
    harmed = {"abuse_or_neglect": abuse, "died": "no", "seriously_harmed": "yes"}

    assert outcome(**harmed, concern_working_together="yes") == "must"
    assert outcome(**harmed, concern_working_together="no") != "must"
    assert (
        outcome(abuse_or_neglect=abuse, died="no", seriously_harmed="no", concern_working_together="yes")
        != "must"
    )


@pytest.mark.parametrize(
    "custody",
    [
        "police",
        "remand",
        "sentenced",
        "young_offender_institution",
        "secure_training_centre",
        "secure_childrens_home",
    ],
)
def test_always_when_a_child_dies_in_custody_of_each_kind(custody):
    assert outcome(died="yes", abuse_or_neglect="no", custody=custody) == "must"
    assert outcome(died="yes", abuse_or_neglect="no", custody="none", detained_mental_health="no") != "must"


def test_always_where_the_child_was_detained_under_mental_health_law():
    assert outcome(died="yes", abuse_or_neglect="no", custody="none", detained_mental_health="yes") == "must"


def test_it_can_include_a_death_by_suspected_suicide():
    rest = {"died": "yes", "custody": "none", "detained_mental_health": "no", "suspected_suicide": "yes"}

    assert outcome(abuse_or_neglect="no", **rest) == "may"
    assert outcome(abuse_or_neglect="suspected", **rest) == "must"


@pytest.mark.django_db
def test_it_is_not_a_public_enquiry_a_disciplinary_process_or_a_grievance_hearing(a_case, someone, does):
    case, manager = a_case("decided"), someone("manager")
    client = browser_of(manager)
    leaves = [client.get("/").content.decode()]
    for paper in ask(manager, "papers", of=case)["papers"]:
        answer = client.get(f"/cases/{case.code}/papers/{paper['name']}.docx")
        leaves.append("\n".join(p.text for p in docx.Document(io.BytesIO(answer.content)).paragraphs))

    assert len(leaves) >= 4
    for words in leaves:
        said = " ".join(words.split())
        assert "public enquiry" in said and "disciplinary process" in said and "grievance hearing" in said


@pytest.mark.django_db
def test_and_a_grievance_that_is_typed_into_one_is_moved_out(a_case, someone, does):
    case = a_case("gathering")
    lead = someone("lead", case=case)
    police = someone("agency-lead", agency="police", case=case)
    does(
        police,
        "add-entry",
        to=case,
        agency="police",
        date_text="1/2/13",
        event="The sergeant was rude.",
        source="Log",
    )
    does(police, "submit-chronology", to=case, agency="police")

    does(
        lead,
        "move-out",
        to=case,
        thing="entry:E1",
        matter="complaint",
        referred_to="Complaints",
        referred_on="2014-03-01",
    )

    assert ask(lead, "chronology", of=case)["total"] == 0


@pytest.mark.django_db
def test_the_focus_is_on_how_agencies_worked_together(a_case, someone, does):
    """A lesson is about agencies: it says whether it lies within one or across several."""
    case = a_case("analysing")
    author = someone("author", case=case)

    fields = ACTS["draw-lesson"].payload.model_fields
    assert fields["reach"].is_required() and fields["agencies"].is_required()
    assert "worked together" in browser_of(author).get("/").content.decode()


# -- when does it start, and how long does it take? --------------------------------------------------------------


@pytest.mark.django_db
def test_a_decision_is_made_within_one_month(a_case, someone, does):
    """Of the notification, says the law; the page says of the death. The clock shows the law's."""
    case = a_case()
    assert (case.notified_on, decision_due(case)) == (date(2014, 2, 10), date(2014, 3, 10))
    late = someone("chair", today=date(2014, 3, 11))

    with pytest.raises(Refused, match="Say why it is late"):
        does(late, "decide", to=case, on=date(2014, 3, 11), outcome="review", reasons="The criteria are met.")
    does(late, "decide", to=case, on=date(2014, 3, 10), outcome="review", reasons="The criteria are met.")


@pytest.mark.django_db
def test_the_target_is_to_complete_within_six_months(a_case):
    case = a_case("decided")

    assert (case.decided_on, case.target_on) == (date(2014, 2, 20), date(2014, 8, 20))


@pytest.mark.django_db
def test_it_takes_as_long_as_complexity_and_police_or_criminal_proceedings_need(a_case, someone, does):
    case, chair = a_case("decided"), someone("chair")
    move = {"because": "The trial is in November.", "agreed_by": "The board"}
    with pytest.raises(Exception, match="cause"):
        does(chair, "move-target", to=case, target="2015-02-20", **move)

    for cause, day in (
        ("complexity", "2014-12-20"),
        ("police", "2015-02-20"),
        ("criminal-trial", "2015-05-20"),
    ):
        does(chair, "move-target", to=Case.rows.get(pk=case.pk), target=day, cause=cause, **move)

    moves = ask(chair, "timetable", of=case)["moves"]
    assert [move["cause"] for move in moves] == ["complexity", "police", "criminal-trial"]


# -- who writes it? ----------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_independent_safeguarding_lead_manages_the_process(a_case, someone):
    case = a_case("commissioned")
    lead = someone("lead", case=case)

    managed = {"ask-agencies", "accept-submission", "share-submissions", "open-analysis", "set-timetable"}
    assert all(Role.LEAD in ACTS[name].by for name in managed)
    assert ask(lead, "workspace", of=case)["next"] == "Ask the agencies"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "what",
    ["review-team", "learning-event"],
    ids=["chairs the Review Team", "facilitates the learning events"],
)
def test_the_lead_chairs_meetings_of_the_review_team_and_facilitates_learning_events(
    a_case, someone, does, what
):
    case, manager = a_case("gathering"), someone("manager")
    meeting = {"what": what, "held_on": "2014-03-20", "starts": "10:00", "place": "Board room"}
    with pytest.raises(Refused, match="There is no lead yet"):
        does(manager, "arrange-meeting", to=case, **meeting)

    lead = someone("lead", case=case)
    does(manager, "arrange-meeting", to=case, **meeting)

    assert Meeting.rows.get(case=case).chaired_by_id in lead.people


@pytest.mark.django_db
def test_the_author_writes_the_final_report_and_works_closely_with_the_lead(a_case, someone, does):
    case = a_case("reporting")
    author, lead = someone("author", case=case), someone("lead", case=case)

    does(author, "add-section", to=case, paper="overview", heading="What happened", text="One.")
    with pytest.raises(AccessDenied):
        does(lead, "add-section", to=case, paper="overview", heading="Mine", text="Two.")

    for room in ("report", "learning", "chronology", "meetings", "timetable"):
        assert ask(author, room, of=case) is not None and ask(lead, room, of=case) is not None


# -- what comes of it? -------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_it_identifies_lessons_across_and_within_agencies(planned: Callable, does, someone):
    it = planned()
    author = someone("author", case=it.case)
    Case.rows.filter(pk=it.case.pk).update(phase="analysing")
    lesson = {"text": "One ward knew.", "themes": ["A2"], "findings": ["F1"], "agencies": ["health"]}
    with pytest.raises(Exception, match="reach"):
        does(author, "draw-lesson", to=it.case, **lesson)
    does(author, "draw-lesson", to=it.case, reach="within", **lesson)

    found = ask(it.lead, "lessons", of=it.case)["lessons"]
    assert sorted(one["reach"] for one in found) == ["across", "within"]


@pytest.mark.django_db
def test_the_board_decides_what_actions_are_taken(plan: Callable):
    it = plan()
    with pytest.raises(AccessDenied):
        it.on(plans.PLANNED, it.lead, "respond", recommendation="R1", answer="accepted", reasons="Mine.")
    with pytest.raises(Exception, match=r"answer|accepted"):
        it.plans()

    it.answers()
    it.plans()

    assert Action.rows.get().case_id == it.case.pk


@pytest.mark.django_db
def test_it_is_not_legally_binding_but_professional_advice(a_case, someone):
    case, manager = a_case("decided"), someone("manager")
    client = browser_of(manager)
    letter = docx.Document(io.BytesIO(client.get(f"/cases/{case.code}/papers/decision-letter.docx").content))

    for words in (client.get("/").content.decode(), "\n".join(p.text for p in letter.paragraphs)):
        assert "professional advice" in words and "not legally binding" in words


@pytest.mark.django_db
def test_after_publication_the_response_becomes_an_action_plan(planned: Callable):
    it = planned()
    Case.rows.filter(pk=it.case.pk).update(phase="published", published_on=date(2014, 4, 1))

    shown = ask(it.manager, "action-plan", of=it.case)
    action = next(one for one in shown["actions"] if one["key"] == "A1")
    assert (action["recommendation"], action["agency"], action["due_on"]) == (
        "R1",
        "Marrowdale Community Health Trust",
        "2014-09-30",
    )
    assert action["owner"] == Person.rows.get(pk__in=it.owner.people).name


@pytest.mark.django_db
def test_the_learning_and_improvement_group_monitors_until_all_are_in_place(planned: Callable):
    it = planned("monitoring")
    close = {"agreement": "Minute 12"}
    with pytest.raises(Refused, match="not in place: A1"):
        it.on(date(2014, 5, 20), it.chair, "close", **close)

    it.proves()
    it.says_done()
    with pytest.raises(Refused, match="not in place: A1"):
        it.on(date(2014, 5, 21), it.chair, "close", **close)
    it.verifies()
    it.on(date(2014, 5, 23), it.chair, "close", **close)

    assert Case.rows.get(pk=it.case.pk).phase == "closed"
