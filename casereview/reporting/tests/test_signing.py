"""The report: every version kept, agencies answered, signed by lead and board and never by its author."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from casereview.acts.ask import ask
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
    assert not ask(chair, "report", of=case)["signed_off"]
    does(chair, "sign-off-as-board", to=case)

    assert Case.rows.get(pk=case.pk).phase == "responding"
    assert ask(chair, "report", of=case)["signed_off"]


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


# -- the accuracy round is about the draft that went out -------------------------------------------------------------


@pytest.fixture
def sent(report, someone, does):
    """The draft has gone out for accuracy; police are asked; the author has written on since."""
    case, author, lead, _ = report
    police = someone("agency-lead", agency="police", case=case)
    does(lead, "start-accuracy-round", to=case, comments_due_on="2014-03-20")
    does(author, "save-section", to=case, section="SC1", heading="What happened", text="Changed.", seen=1)
    return case, author, police


def comments(does, police, case, paragraph: int):
    return does(
        police,
        "comment-on-accuracy",
        to=case,
        agency="police",
        section="SC1",
        paragraph=paragraph,
        text="It was May.",
    )


def read_by(reader, case):
    return ask(reader, "report", of=case)["sections"][0]


def test_an_agency_reads_the_draft_as_it_went_out_and_the_author_the_report_as_it_stands(sent):
    case, author, police = sent

    assert [p["text"] for p in read_by(police, case)["paragraphs"]] == ["One.", "Two."]
    assert [p["text"] for p in read_by(author, case)["paragraphs"]] == ["Changed."]


def test_before_the_draft_goes_out_an_agency_reads_nothing_of_it(report, someone):
    case, *_ = report
    police = someone("agency-lead", agency="police", case=case)

    answer = ask(police, "report", of=case)

    assert not answer["sections"] and not answer["versions"] and not answer["draft"]


def test_a_comment_stays_with_the_words_it_was_about(sent, does):
    case, author, police = sent

    comments(does, police, case, 2)

    said = read_by(author, case)["comments"][0]
    assert (said["paragraph"], said["about"]) == (2, "Two.")


@pytest.mark.parametrize("paragraph", [3, 999])
def test_a_paragraph_that_the_draft_does_not_have_cannot_be_commented_on(sent, does, paragraph):
    case, _, police = sent

    with pytest.raises(Refused, match="has no such paragraph") as no:
        comments(does, police, case, paragraph)

    assert no.value.refusal.field == "paragraph"


def test_az_11_a_second_person_of_the_same_account_does_not_sign_either(report, does):
    """Somebody known at two boards has two persons and one account: neither signs what the other wrote."""
    case, author, lead, _ = report
    does(author, "freeze-report", to=case)
    both = replace(lead, people=lead.people | author.people)

    with pytest.raises(Refused, match="does not sign off their own report"):
        does(both, "sign-off-as-lead", to=case)
