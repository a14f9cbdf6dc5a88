"""Every paper that the product makes, from the richest invented review, in three forms, readable by whoever hears it.

What leaves says what a review is not, bears the code and never a name in its properties, and has page numbers and its marking.
"""

from __future__ import annotations

import io
from datetime import date
from itertools import pairwise
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import docx
import pdfua
import pikepdf
import pypdfium2
import pytest
from docx.shared import Cm

from casereview.acts.ask import ask
from casereview.cases.actors import actor_of_person
from casereview.cases.models import Case
from casereview.cases.papers import PAPERS
from casereview.cli.journal import Journal
from casereview.papers import (
    WHAT_A_REVIEW_IS,
    Bullets,
    Heading,
    Paper,
    Paragraph,
    Table,
    glyphs,
    to_docx,
    to_page,
    to_pdf,
)
from casereview.people.models import Post

JOURNAL = Path(__file__).resolve().parents[1] / "journals" / "invented" / "walkthrough.yaml"
LEAVES_OPEN = {"overview-report", "executive-summary", "learning-brief", "board-response"}
"""What is published bears no marking once it is."""

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> dict[str, Paper]:
    """Every paper of the richest invented review, made for the board's manager, by name."""
    outcome = Journal(JOURNAL).replay()
    assert not outcome.stopped, outcome.stopped
    case = Case.rows.get(code=outcome.cases[0])
    post = Post.rows.filter(board=case.board, role="manager", until=None).select_related("person").first()
    manager = actor_of_person(post.person, date.today())
    names = [one["name"] for one in ask(manager, "papers", of=case)["papers"]]
    return {name: ask(manager, "papers", of=case, paper=name)["paper"] for name in names}


def test_every_paper_is_tagged_for_whoever_hears_it_and_says_what_a_review_is_not(made: dict[str, Paper]):
    assert set(made) == set(PAPERS), "the richest review has every paper that there is"
    faults = [fault for name, paper in made.items() for fault in faults_of(name, paper)]

    assert faults == []


def faults_of(name: str, paper: Paper) -> list[str]:
    """What is wrong with a paper in any of its three forms."""
    pdf = to_pdf(paper)
    return [f"{name}: {fault}" for fault in (*of_pdf(paper, pdf), *of_docx(name, paper))] + (
        [] if WHAT_A_REVIEW_IS in to_page(paper) else [f"{name}: the page does not say what a review is not"]
    )


def of_pdf(paper: Paper, data: bytes) -> list[str]:
    """What is wrong with a PDF: as PDF/UA-1 counts it, and by what each of its pages must say."""
    faults = [finding.message for finding in checked(data).findings]
    pages = texts(data)
    if one_line(WHAT_A_REVIEW_IS) not in one_line(" ".join(pages)):
        faults.append("the PDF does not say what a review is not")
    for number, page in enumerate(pages, 1):
        if paper.reference not in page or f"{number} of {len(pages)}" not in page:
            faults.append(f"page {number} has no code or no page number")
        if paper.marking and paper.marking not in page:
            faults.append(f"page {number} does not bear its marking")
    with pikepdf.open(io.BytesIO(data)) as file:
        if str(file.docinfo.get("/Author", "")) or not str(file.Root.Lang).startswith("en"):
            faults.append("its properties name an author, or no language")
    return faults


def of_docx(name: str, paper: Paper) -> list[str]:
    """What is wrong with a DOCX: its words, its headings in order, the head and foot of its pages, its tables."""
    document = docx.Document(io.BytesIO(to_docx(paper)))
    faults, section = [], document.sections[0]
    said = " ".join(paragraph.text for paragraph in document.paragraphs)
    if WHAT_A_REVIEW_IS not in said:
        faults.append("the DOCX does not say what a review is not")
    if paper.reference not in section.footer.paragraphs[0].text:
        faults.append("the DOCX has no code at the foot of its pages")
    if section.header.paragraphs[0].text != paper.marking or (not paper.marking and name not in LEAVES_OPEN):
        faults.append("the DOCX does not bear its marking at the head of its pages")
    levels = [int(p.style.name[-1]) for p in document.paragraphs if p.style.name.startswith("Heading")]
    if levels[:1] != [1] or levels.count(1) != 1 or any(b - a > 1 for a, b in pairwise(levels)):
        faults.append(f"the DOCX has headings {levels}")
    if document.core_properties.author or document.core_properties.last_modified_by:
        faults.append("the properties of the DOCX name somebody")
    if any(part.partname.endswith((".jpeg", ".jpg", ".png")) for part in document.part.package.iter_parts()):
        faults.append("the DOCX carries a picture, and no paper has one")
    room = section.page_width - section.left_margin - section.right_margin
    faults += [
        "a table of the DOCX is cut"
        for t in document.tables
        if sum(c.width for c in t.columns) > room + Cm(0.1)
    ]
    return faults


def checked(data: bytes) -> Any:
    """The report of a validator of PDF/UA-1."""
    with NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        return pdfua.validate(file.name)


def texts(data: bytes) -> list[str]:
    """The text of each page."""
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data)]


def one_line(text: str) -> str:
    """Words without the breaks between lines."""
    return " ".join(text.split())


# -- one page ---------------------------------------------------------------------------------------------


def brief(lines: int) -> Paper:
    """A brief with so many lines of learning."""
    learnt = tuple(
        f"Lesson {n}: what is told by telephone is written down the same day." for n in range(lines)
    )
    return Paper(
        title="Learning brief",
        board="Made-up Board",
        reference="HERON-1234",
        made_on=date(2014, 3, 3),
        blocks=(Heading("What we learnt"), Bullets(learnt)),
        one_page=True,
    )


def test_what_is_meant_for_one_page_takes_smaller_type_before_it_takes_a_second_page():
    assert [len(texts(to_pdf(brief(lines)))) for lines in (10, 40, 50)] == [1, 1, 1]
    plain = Paper(**{**{f: getattr(brief(50), f) for f in Paper.__slots__}, "one_page": False})
    assert len(texts(to_pdf(plain))) == 2


def test_a_learning_brief_of_thirty_recommendations_is_one_page_and_says_where_the_others_are(a_case):
    from casereview.reporting.papers import of_kind

    things = [
        {
            "key": f"R{n}",
            "text": "The trust should count missed appointments and act at the third.",
            "to": "A trust",
        }
        for n in range(30)
    ]
    sections = [
        {"paper": "brief", "heading": "Background", "text": "", "drawn": []},
        {"paper": "brief", "heading": "What to do differently", "text": "", "drawn": things},
    ]

    made = of_kind(a_case("reporting"), "brief", sections)

    (page,) = texts(to_pdf(made))
    assert "These are 7 of 30. All are in the report." in one_line(page)
    assert "Background" not in page, "a heading with nothing under it is left out"


# -- tables and letters -----------------------------------------------------------------------------------


def test_the_caption_of_a_table_stays_with_it_and_each_letter_begins_on_a_page_of_its_own():
    table = Table("Actions for R2", ("No.", "State"), (("A1", "in place"),))
    filler = tuple(Paragraph("A sentence that takes a line of the page.") for _ in range(37))
    many = [
        texts(to_pdf(Paper("Plan", "Made-up Board", "HERON-1234", date(2014, 3, 3), (*filler[:n], table))))
        for n in range(28, 38)
    ]
    assert any(len(pages) == 2 for pages in many), "somewhere the table falls on the second page"
    assert all("Actions for R2" not in page or "in place" in page for pages in many for page in pages)

    letters = (Heading("The police"), Paragraph("Please."), Heading("The school", new_page=True))
    assert len(texts(to_pdf(Paper("Request", "Made-up Board", "HERON-1234", date(2014, 3, 3), letters)))) == 2


def test_no_character_that_somebody_typed_keeps_a_paper_from_leaving() -> None:
    words = "Sent \U0001f476\U0001f3fd to Siân, \u6f22\u5b57 \u05d0\u05d1 \u0645\u0631 \ufffe\x00 \u2713"
    blocks = (Heading(words), Paragraph(words), Table("What", ("A",), ((words,),)))
    paper = Paper(words, "Made-up Board", "HERON-1234", date(2014, 3, 3), blocks)

    assert to_pdf(paper) and to_docx(paper)


def test_the_letters_and_marks_that_papers_are_written_in_are_all_in_the_fonts() -> None:
    usual = [chr(number) for number in range(32, 0x2100) if glyphs.USUAL.match(chr(number)) and number != 127]

    assert glyphs.shows("".join(one for one in usual if one.isprintable()))
