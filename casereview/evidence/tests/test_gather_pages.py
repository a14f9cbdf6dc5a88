"""The pages of gathering: who has sent what, and one frozen version, on each side of the wall."""

from __future__ import annotations

import re

import pytest

from casereview.cases.models import Case
from casereview.evidence.models import AgencyReport, Document
from casereview.evidence.queries.gathered import PAGE
from casereview.evidence.tests.conftest import shares, submits

pytestmark = pytest.mark.django_db


def words(response):
    """The words of a page, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.mark.parametrize("role", ["manager", "chair", "lead", "author", "team", "police", "school"])
def test_everybody_who_works_on_the_review_has_a_page_of_evidence(asked, does, signed_in, role):
    submits(does, asked, "police")

    page = signed_in(asked.everybody[role]).get(f"/cases/{asked.case.code}/evidence/")

    assert page.status_code == 200
    assert page.content.decode().count("<h1") == 1


def test_the_page_says_who_has_sent_what_and_who_is_still_owing(asked, does, signed_in):
    submits(does, asked, "police")

    said = words(signed_in(asked.manager).get(f"/cases/{asked.case.code}/evidence/"))

    assert "1 of 2 agencies has sent what it was asked for" in said
    assert "2 submissions wait for the lead reviewer" in said
    assert "Chase Larkrise School" in said
    assert "Chase Marrowdale Police" not in said, "what an agency has sent is not chased"


def test_az_6_a_school_opens_neither_the_police_report_nor_learns_that_it_is_there(asked, does, signed_in):
    submits(does, asked, "police")
    base = f"/cases/{asked.case.code}/evidence/"
    school = signed_in(asked.school)

    theirs, nothing = school.get(f"{base}AR1/"), school.get(f"{base}AR9/")

    assert theirs.status_code == nothing.status_code == 404
    assert theirs.content == nothing.content
    assert "What the police did" not in words(school.get(base))


def test_the_lead_reads_a_report_and_is_offered_to_accept_it_or_to_send_it_back(asked, does, signed_in):
    submits(does, asked, "police")

    page = signed_in(asked.lead).get(f"/cases/{asked.case.code}/evidence/AR1/")

    assert "What the police should have done." in words(page)
    assert "It is what was frozen" in words(page)
    assert "accept-submission/?submission=agency-report:AR1" in page.content.decode()
    assert "send-back/?submission=agency-report:AR1" in page.content.decode()


def test_a_report_that_is_no_longer_what_was_frozen_says_so(asked, does, signed_in):
    submits(does, asked, "police")
    AgencyReport.rows.update(text="Something else.")

    assert "This is not what was frozen" in words(
        signed_in(asked.lead).get(f"/cases/{asked.case.code}/evidence/AR1/")
    )


def test_what_the_lead_shares_the_other_agency_reads_the_same_day(asked, does, signed_in):
    submits(does, asked, "police")
    submits(does, asked, "school")
    shares(does, asked)

    page = signed_in(asked.school).get(f"/cases/{asked.case.code}/evidence/AR1/")

    assert "What the police did." in words(page)
    assert "accept-submission" not in page.content.decode()


def test_looking_at_a_submission_is_on_the_trail(asked, does, signed_in):
    from casereview.audit.models import Row

    submits(does, asked, "police")
    before = Row.rows.filter(act="look").count()
    signed_in(asked.lead).get(f"/cases/{asked.case.code}/evidence/CH1/")

    assert Row.rows.filter(act="look").count() == before + 1


def _documents(case, count):
    """So many documents of the review itself, as its file has after some years."""
    rows = [
        Document(
            case=case, number=100 + n, made_on="2014-03-03", title=f"Letter {n}", what="letter", digest=f"{n:064x}",
            file_name="letter.txt", size=1,
        )
        for n in range(1, count + 1)
    ]  # fmt: skip
    Document.rows.bulk_create(rows)


@pytest.mark.parametrize(("count", "first", "pages"), [(0, 0, 1), (1, 1, 1), (1000, PAGE, 1000 // PAGE)])
def test_documents_are_shown_a_page_at_a_time_when_there_are_none_one_or_a_thousand(
    asked, signed_in, count, first, pages
):
    _documents(asked.case, count)
    address = f"/cases/{asked.case.code}/evidence/"
    browser = signed_in(asked.manager)

    page = browser.get(address).content.decode()

    assert page.count(">Letter ") == first
    assert ("?documents=2" in page) == (pages > 1)
    if count == 0:
        assert "None yet." in page
    if pages > 1:
        last = browser.get(f"{address}?documents={pages}&reports=1").content.decode()
        assert "Letter 1000" in last and "Letter 1<" not in last
        assert f"?reports=1&amp;documents={pages - 1}" in last, "the other lists stay where they are"
        assert 'aria-label="Pages of documents"' in last


def test_a_page_that_there_is_not_is_the_nearest_that_there_is(asked, signed_in):
    _documents(asked.case, PAGE + 1)
    browser = signed_in(asked.manager)

    for number, shown in (("99", f"Letter {PAGE + 1}"), ("0", "Letter 1"), ("x", "Letter 1")):
        assert (
            f">{shown}</a>"
            in browser.get(f"/cases/{asked.case.code}/evidence/?documents={number}").content.decode()
        )


def test_the_pages_call_the_lead_and_the_author_as_the_law_of_the_case_does(asked, does, signed_in):
    """In Wales both are a reviewer; which of them is meant stands behind it."""
    submits(does, asked, "police")
    Case.rows.filter(pk=asked.case.pk).update(framework="wales-cpr-2013")
    manager = signed_in(asked.manager)
    room = f"/cases/{asked.case.code}"

    evidence = manager.get(f"{room}/evidence/").content.decode()
    assert "wait for the reviewer (leads)" in " ".join(re.sub(r"<[^>]+>", "", evidence).split())
    assert "before the reviewer (leads) shares" in evidence
    assert "For the reviewer (writes) (0)" in manager.get(f"{room}/chronology/accounts/").content.decode()
