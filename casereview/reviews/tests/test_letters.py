"""Letters and papers that a unit sends: what each must hold, for whom it is made, in all three forms."""

from __future__ import annotations

import io
from datetime import date

import docx
import pikepdf
import pytest

from casereview.acts.ask import ask
from casereview.acts.registry import AccessDenied
from casereview.cases.models import Case
from casereview.papers import WHAT_A_REVIEW_IS, to_docx, to_page, to_pdf

pytestmark = pytest.mark.django_db


def words_of(actor, case, paper, key=""):
    """The words of a paper as its DOCX holds them, tables included."""
    made = ask(actor, "papers", of=case, paper=paper, key=key)["paper"]
    document = docx.Document(io.BytesIO(to_docx(made)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([p.text for p in document.paragraphs] + cells)


@pytest.fixture
def beginning(does, someone, a_case):
    """A case that is decided, as far as its letters need: agencies asked, one silent; a meeting with its views."""
    case = a_case("screening")
    manager, chair = someone("manager"), someone("chair")
    does(
        manager,
        "ask-information",
        to=case,
        on=date(2014, 2, 11),
        agencies=["police", "school"],
        what="What you hold on the child.",
        due_on="2014-02-18",
    )
    does(
        manager,
        "record-reply",
        to=case,
        on=date(2014, 2, 17),
        request="Q1",
        answer="searched-nothing-held",
        on_behalf_of="The police's safeguarding lead",
    )
    done = does(
        manager, "arrange-meeting", to=case, on=date(2014, 2, 11), what="screening", held_on="2014-02-19"
    )
    does(
        manager,
        "minute-meeting",
        to=case,
        on=date(2014, 2, 19),
        meeting=done.made.key,
        minutes="The criteria were gone through.",
        views=[{"member": "Larkrise School", "view": "A review is needed."}],
        seen=done.made.version,
    )
    does(
        chair, "decide", to=case, on=date(2014, 2, 20), outcome="review", reasons="Two referrals were closed."
    )
    does(
        manager,
        "draft-terms",
        to=case,
        on=date(2014, 2, 24),
        purpose="To learn how agencies worked together.",
        period_from="2012-01-06",
        period_to="2014-01-31",
        period_because="From the birth to the death.",
        questions=["What was life like for the child?", "How was information shared?"],
        agencies=[{"agency": "police", "gives": "chronology"}],
        sign_off="The lead signs, then the board; the chair settles a disagreement.",
    )
    return Case.rows.get(pk=case.pk), manager, chair


def test_the_acknowledgement_has_the_code_what_is_asked_today_and_who_decides_by_when(beginning):
    case, manager, _ = beginning

    said = words_of(manager, case, "acknowledgement")

    assert case.code in said
    assert "Secure your agency's records" in said
    assert "any other child may not be safe" in said
    assert "WT2013 ch4" in said


def test_the_decision_letter_gives_decision_reasons_criteria_what_was_considered_and_how_to_disagree(
    beginning,
):
    case, manager, _ = beginning

    said = words_of(manager, case, "decision-letter")

    assert "There will be a serious case review. Decided on 20 February 2014" in said
    assert "It was due by 10 March 2014." in said
    assert "Two referrals were closed." in said
    assert "reg 5(2)" in said and "Facts relied on" in said
    assert "Marrowdale Police, asked on 11 February 2014: searched, nothing held on 17 February 2014." in said
    assert "Larkrise School, asked on 11 February 2014: no reply yet." in said
    assert "Larkrise School: A review is needed." in said, "the members' views"
    assert "20 August 2014" in said, "the target"
    assert "Ofsted" in said and "New information can reopen this decision" in said
    assert said.count(WHAT_A_REVIEW_IS) >= 1


def test_the_first_decision_still_has_its_letter_after_a_second(does, someone, a_case):
    case, chair, manager = a_case(), someone("chair"), someone("manager")
    said = {"reasons": "An accident.", "departs_because": "The pathologist.", "instead": "A learning event."}
    does(chair, "decide", to=case, outcome="no-review", **said)
    does(chair, "reopen", to=case, because="A witness came forward.")
    does(chair, "decide", to=case, outcome="review", reasons="New facts.")

    assert "There will be no serious case review" in words_of(manager, case, "decision-letter", "D1")
    assert "A learning event." in words_of(manager, case, "decision-letter", "D1")
    assert "There will be a serious case review" in words_of(manager, case, "decision-letter")


def test_the_national_body_is_told_the_decision_and_under_which_duty(beginning):
    case, manager, _ = beginning

    said = words_of(manager, case, "national-letter")

    assert "To: Ofsted; The Department for Education" in said
    assert "Two referrals were closed." in said
    assert "31 January 2014" in said, "the day of the incident"
    assert "WT2013 ch4" in said


def test_the_terms_have_a_reason_for_each_end_and_say_how_a_disagreement_is_settled(beginning):
    case, manager, _ = beginning

    said = words_of(manager, case, "terms-of-reference")

    assert "a draft that the board has not agreed" in said
    assert "6 January 2012 to 31 January 2014. From the birth to the death." in said
    assert "What was life like for the child?" in said
    assert "Marrowdale Police" in said and "A chronology" in said
    assert "the chair settles a disagreement" in said
    assert "On these facts a serious case review must be held." in said


def test_one_agency_gets_its_own_request_and_not_what_others_answered(beginning):
    case, manager, _ = beginning

    police, every = (words_of(manager, case, "information-request", key) for key in ("Q1", ""))

    assert "To: the safeguarding lead, Marrowdale Police" in police
    assert "18 February 2014" in police
    assert "Larkrise" not in police
    assert "1 of 2 agencies have answered." in every and "Searched, nothing held" in every


def test_an_agencys_lead_has_their_own_letter_and_not_the_neighbours(beginning, does, someone):
    case, manager, _ = beginning
    Case.rows.filter(pk=case.pk).update(phase="commissioned")
    does(manager, "ask-agencies", to=case, agencies=["police", "school"], due_on="2014-04-01")
    school = someone("agency-lead", agency="school", case=case)

    mine = words_of(school, case, "agency-request")

    assert "Larkrise School" in mine and "1 April 2014" in mine and "Source of information" in mine
    assert "Marrowdale Police" not in mine
    with pytest.raises(AccessDenied):
        ask(school, "papers", of=case, paper="agency-request", key="AK1")
    with pytest.raises(AccessDenied):
        ask(school, "papers", of=case, paper="decision-letter")


def test_an_appointment_letter_says_what_is_asked_and_both_rules_of_independence(beginning, does, a_board):
    from casereview.people.models import Person

    case, manager, _ = beginning
    board = a_board()
    board.titles = {"lead": "Independent Safeguarding Lead"}
    board.save()
    Person.rows.create(board=board, key="fern", name="Fern Made-up")
    does(manager, "appoint", to=case, person="fern", role="lead")

    said = words_of(manager, case, "appointment-letter", "AP1")

    assert "To: Fern Made-up" in said
    assert "Chair the meetings of the Review Team." in said
    assert "(in the law's words: lead reviewer)" in said
    assert "WT2013 ch4" in said and "By the board's own rule, not the law" in said
    assert "waits for their answer" in words_of(manager, case, "appointment-letter").lower()


def test_where_are_we_says_first_what_comes_next_and_what_the_board_is_asked(beginning):
    case, manager, _ = beginning

    said = words_of(manager, case, "where-are-we")

    assert "Agree version 1 of the terms of reference." in said
    assert "Not appointed" in said
    assert "10 March 2014" in said


@pytest.mark.parametrize(
    "paper",
    [
        "acknowledgement",
        "decision-letter",
        "national-letter",
        "terms-of-reference",
        "screening-note",
        "where-are-we",
    ],
)
def test_every_paper_is_made_in_all_three_forms_and_says_what_a_review_is_not(beginning, paper):
    case, manager, _ = beginning
    made = ask(manager, "papers", of=case, paper=paper)["paper"]

    pdf = pikepdf.open(io.BytesIO(to_pdf(made)))

    assert WHAT_A_REVIEW_IS in to_page(made)
    assert pdf.Root.MarkInfo.Marked, "tagged, for those who listen to it"
    assert not str(pdf.docinfo.get("/Author", ""))
    assert to_docx(made)[:2] == b"PK"


def test_the_papers_of_a_case_are_not_there_for_a_stranger(beginning, someone, a_board):
    case, *_ = beginning
    stranger = someone("manager", board=a_board("Elsewhere Safeguarding Children Board"))

    with pytest.raises(AccessDenied):
        ask(stranger, "papers", of=case, paper="decision-letter")
