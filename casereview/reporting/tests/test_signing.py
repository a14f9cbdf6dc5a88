"""The report: every version kept, agencies answered, signed by lead and board and never by its author."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from casereview.acts.registry import AccessDenied, Refused
from casereview.cases.models import Appointment, Case
from casereview.people.models import Person, Post
from casereview.reporting.models import Section, SectionVersion, SignOff

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(a_case, someone, does):
    """A review that reports: its case, author, lead and chair, and one section with two paragraphs."""
    case = a_case("reporting")
    author, lead = someone("author", case=case), someone("lead", case=case)
    does(author, "add-section", to=case, paper="overview", heading="What happened", text="One.\n\nTwo.")
    return case, author, lead, someone("chair", board=case.board)


def test_a_section_saved_keeps_its_version_before(report, does):
    case, author, *_ = report

    does(author, "save-section", to=case, section="SC1", heading="What happened", text="Other.", seen=1)

    assert list(SectionVersion.rows.order_by("version").values_list("text", flat=True)) == [
        "One.\n\nTwo.",
        "Other.",
    ]


def test_wb_14_two_people_at_once_never_overwrite_each_other(report, does):
    case, author, *_ = report
    does(author, "save-section", to=case, section="SC1", heading="What happened", text="First in.", seen=1)

    with pytest.raises(Refused) as stale:
        does(author, "save-section", to=case, section="SC1", heading="What happened", text="Second.", seen=1)

    assert stale.value.refusal.theirs == "First in."
    assert Section.rows.get(case=case).text == "First in."


@pytest.mark.parametrize("who", ["manager", "chair", "agency-lead", "learning-group"])
def test_nobody_but_the_author_writes_the_report(report, someone, does, who):
    case, *_ = report
    other = (
        someone(who, case=case, agency="police") if who == "agency-lead" else someone(who, board=case.board)
    )

    with pytest.raises(AccessDenied):
        does(other, "save-section", to=case, section="SC1", heading="Mine", text="Mine.", seen=1)


def test_a_comment_on_accuracy_is_answered_before_anybody_signs(report, someone, does):
    case, author, lead, _ = report
    police = someone("agency-lead", agency="police", case=case)
    does(lead, "start-accuracy-round", to=case, comments_due_on="2014-03-20")
    does(
        police,
        "comment-on-accuracy",
        to=case,
        agency="police",
        section="SC1",
        paragraph=2,
        text="It was May.",
    )
    does(author, "freeze-report", to=case)

    with pytest.raises(Refused, match="One comment has no answer yet"):
        does(lead, "sign-off-as-lead", to=case)

    does(author, "answer-comment", to=case, comment="CM1", answer="not-changed", text="The log says April.")
    does(lead, "sign-off-as-lead", to=case)
    assert SignOff.rows.get().as_what == "lead"


def test_the_board_signs_after_the_lead_and_that_moves_the_review_on(report, does):
    case, author, lead, chair = report
    does(author, "freeze-report", to=case)
    with pytest.raises(Refused, match="The lead has not signed"):
        does(chair, "sign-off-as-board", to=case)

    does(lead, "sign-off-as-lead", to=case)
    does(chair, "sign-off-as-board", to=case)

    assert Case.rows.get(pk=case.pk).phase == "responding"


def test_what_is_changed_after_it_was_frozen_is_frozen_again_before_it_is_signed(report, does):
    case, author, lead, _ = report
    does(author, "freeze-report", to=case)
    does(author, "save-section", to=case, section="SC1", heading="What happened", text="Changed.", seen=1)

    with pytest.raises(Refused, match="not frozen, or has changed since"):
        does(lead, "sign-off-as-lead", to=case)


def test_az_11_the_author_does_not_sign_off_their_own_report(report, does):
    """Not as author, and not through a second appointment as the lead."""
    case, author, lead, _ = report
    does(author, "freeze-report", to=case)
    with pytest.raises(AccessDenied):
        does(author, "sign-off-as-lead", to=case)

    person = Person.rows.get(pk__in=author.people)
    Appointment.rows.filter(case=case, role="lead").update(person=person)
    both = replace(author, grants=(*author.grants, *lead.grants))
    with pytest.raises(Refused, match="does not sign off their own report"):
        does(both, "sign-off-as-lead", to=case)
    assert not SignOff.rows.exists()


def test_az_11_nor_as_a_member_of_the_board(report, does):
    case, author, lead, _ = report
    does(author, "freeze-report", to=case)
    does(lead, "sign-off-as-lead", to=case)
    person = Person.rows.get(pk__in=author.people)
    Post.rows.create(person=person, board=case.board, role="chair", since=date(2014, 1, 1))
    from casereview.cases.actors import actor_of_person

    with pytest.raises(Refused, match="does not sign off their own report"):
        does(actor_of_person(person, date(2014, 3, 3)), "sign-off-as-board", to=case)
    assert Case.rows.get(pk=case.pk).phase == "reporting"
