"""The screening note: two pages that a chair can sign, made from the record."""

from __future__ import annotations

import io
import re
from datetime import date

import docx
import pytest

from casereview.access.policy import Reach
from casereview.cases.models import Case
from casereview.cases.screening_note import screening_note
from casereview.law.frameworks import load
from casereview.law.governing import governing
from casereview.papers import to_docx, to_html, to_pdf
from casereview.papers.blocks import Bullets, KeyValues, Note, Paragraph, Table
from tests.test_web import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(a_case, does, someone):
    """A case whose every question was answered, with its note."""

    def make(**said):
        case, manager = a_case(), someone("manager")
        facts = {"seriously_harmed": "no", "concern_working_together": "not-known", "custody": "none"}
        facts |= {"detained_mental_health": "no", "suspected_suicide": "refused", **said}
        does(
            manager,
            "record-facts",
            to=case,
            on=date(2014, 2, 24),
            answers=[
                {
                    "fact": fact,
                    "value": value,
                    "source": "Minutes of the screening meeting",
                    "said_by": "Children's social care",
                    "said_on": "2014-02-21",
                }
                for fact, value in facts.items()
            ],
        )
        case = Case.rows.get(pk=case.pk)
        return case, screening_note(Reach(), of=case)

    return make


def of_kind(paper, kind):
    return [block for block in paper.blocks if isinstance(block, kind)]


def test_the_answer_stands_first_with_its_law_and_who_decides(made):
    _, note = made()

    assert of_kind(note, Note)[0].text == "A serious case review must be held."
    facts = dict(of_kind(note, KeyValues)[0].pairs)
    assert facts["Decision due"] == "10 March 2014"
    assert "Serious case review (Working Together 2013)" in facts["Framework"]
    assert facts["Decides"].startswith("The chair")
    assert note.made_on == date(2014, 2, 24), "the day of the newest fact: what was known then"


def test_every_criterion_and_every_fact_stands_in_it_with_its_source(made):
    _, note = made()

    text = to_html(note)

    assert "Regulation 5(2)(b)(i) is met" in text and "SI 2006/90 reg 5(2)(a),(b)(i)" in text
    facts = next(table for table in of_kind(note, Table) if table.caption == "The facts as they stand")
    assert len(facts.rows) == 9
    answers = {question: (answer, number) for question, answer, number in facts.rows}
    assert answers["Could the death have been suicide?"] == ("They refused to say", "2")
    assert answers["Has the child died?"] == ("Yes", "1")
    [sources] = [one.text for one in of_kind(note, Paragraph) if one.text.startswith("Where it is from")]
    assert sources == (
        "Where it is from: (1) No source given. "
        "(2) Minutes of the screening meeting; Children's social care, 21 February 2014."
    )
    others = next(table for table in of_kind(note, Table) if table.caption == "The other criteria")
    assert sum(len(labels.split(" [")[0].split("; ")) for labels, _ in others.rows) == 10
    assert any("not yet checked against the source" in labels for labels, _ in others.rows)


def test_an_open_screening_says_what_it_turns_on(made):
    _, note = made(abuse_or_neglect="not-known", suspected_suicide="no")

    assert of_kind(note, Note)[0].text == "The criteria cannot say yet."
    assert any("Is abuse or neglect of the child known or suspected? Yes or suspected: a serious case review "
               "must be held. No: a serious case review need not be held." in bullets.items
               for bullets in of_kind(note, Bullets))  # fmt: skip


def test_it_leaves_room_for_the_decision_its_reasons_and_each_signature_the_framework_asks_for(made):
    case, note = made()
    assert len(of_kind(note, Table)[-1].rows) == 1
    Case.rows.filter(pk=case.pk).update(framework="england-cspr-2023")

    partners = screening_note(Reach(), of=Case.rows.get(pk=case.pk))

    assert len(of_kind(partners, Table)[-1].rows) == 3, "three partners sign"
    assert "No review" in dict(of_kind(partners, KeyValues)[-1].pairs)["Decided"]


def test_as_a_pdf_it_is_two_pages(made):
    _, note = made()

    assert len(re.findall(rb"/Type\s*/Page\b", to_pdf(note))) == 2


@pytest.mark.parametrize("framework", ["england-scr-2015", "wales-susr-2024"])
def test_with_the_most_questions_and_every_criterion_met_it_is_two_pages_still(
    a_case, does, someone, framework
):
    case = a_case("notified")
    law = load(framework)
    because = governing(law.nation, law.in_force_from).reason
    Case.rows.filter(pk=case.pk).update(framework=framework, framework_because=because)
    special = {"custody": "none", "adult": "no"}
    said = {"source": "Minutes of the screening meeting", "said_by": "Children's social care"}
    answers = [
        {"fact": fact.id, "value": special.get(fact.id, "yes"), "said_on": "2014-02-21", **said}
        for fact in law.facts
    ]
    does(
        someone("manager"),
        "record-facts",
        to=Case.rows.get(pk=case.pk),
        on=date(2014, 2, 24),
        answers=answers,
    )

    note = screening_note(Reach(), of=Case.rows.get(pk=case.pk))

    assert len(re.findall(rb"/Type\s*/Page\b", to_pdf(note))) == 2


def test_as_a_docx_it_says_the_same_and_names_nobody_who_made_it(made):
    _, note = made()

    document = docx.Document(io.BytesIO(to_docx(note)))

    text = "\n".join(p.text for p in document.paragraphs)
    assert "Regulation 5(2)(b)(i) is met" in text and document.core_properties.author == ""
    assert sum(len(table.rows) for table in document.tables) >= 9 + 5


def test_as_a_docx_it_is_as_narrow_as_the_pdf_so_that_it_is_two_pages_too(made):
    _, note = made()

    document = docx.Document(io.BytesIO(to_docx(note)))

    facts = next(table for table in document.tables if table.cell(0, 0).text == "Question")
    wide = [cell.width for cell in facts.rows[1].cells]
    assert wide[0] > 1.3 * wide[1], "a question needs more room than its answer"
    assert {cell.paragraphs[0].style.name for row in facts.rows for cell in row.cells} == {"Cell"}
    assert all(row._tr.trPr.xpath("w:cantSplit") for row in facts.rows), "no row is torn by the end of a page"
    captions = [
        p
        for p in document.paragraphs
        if p.text in ("The facts as they stand", "The other criteria", "Signature")
    ]
    assert len(captions) == 3 and all(p.paragraph_format.keep_with_next for p in captions)


def test_no_name_of_the_family_stands_in_it(made, does, someone):
    case, _ = made()
    does(
        someone("manager"), "add-child", to=case, name="Gwenllian Canary", initials="GC"
    )  # the name goes to the register alone

    text = to_html(screening_note(Reach(), of=case))

    assert "Canary" not in text and "GC" not in text and "Child 2: the criteria cannot say yet" in text


@pytest.mark.parametrize("ending", ["html", "docx", "pdf"])
def test_the_chair_gets_it_as_a_page_a_docx_and_a_pdf(made, someone, ending):
    case, _ = made()

    answer = browser_of(someone("chair")).get(f"/cases/{case.code}/papers/screening-note.{ending}")

    assert answer.status_code == 200 and len(answer.content) > 2000
