"""Pages and papers of a case speak the words of its own framework, and no other nation's."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from casereview.acts.ask import ask
from casereview.cases.called import title_of
from casereview.cases.models import Case
from casereview.law.frameworks import load
from casereview.papers import to_html
from casereview.people.models import Person
from casereview.publishing.checks import said_where
from tests.test_web import browser_of, text_of

pytestmark = pytest.mark.django_db
FRAMEWORKS = ("wales-cpr-2016", "wales-susr-2024", "scotland-lr-2021", "ni-cmr-2013", "england-sar-2015", "england-dhr-2016",
              "england-cspr-2023")  # fmt: skip
PAGES = ("", "people/", "screening/", "decision/", "report/", "timetable/", "publication/",
         "actions/", "meetings/", "family/", "evidence/", "learning/")  # fmt: skip
FOREIGN = (
    "Independent Safeguarding Lead",
    "Overview Report Author",
    "serious case review",
    "overview report",
    "learning review",
    "child practice review",
    "case management review",
    "domestic homicide review",
    "Safeguarding Adults Review",
)


@pytest.fixture
def told(a_case, someone, does):
    """A case in the reporting phase under a framework, with lead and author: all that its manager can read of it."""

    def make(framework: str) -> tuple[Case, dict[str, str]]:
        case, manager, chair = a_case("notified"), someone("manager"), someone("chair")
        law = load(framework)
        Case.rows.filter(pk=case.pk).update(framework=framework, framework_because="Chosen for this test.")
        case = Case.rows.get(pk=case.pk)
        facts = {fact.id: "yes" if "yes" in fact.values else "none" for fact in law.facts}
        if {"child", "adult"} <= set(facts):
            facts["adult"] = "no"
        answers = [{"fact": fact, "value": value} for fact, value in facts.items()]
        does(manager, "record-facts", to=case, on=date(2014, 2, 10), answers=answers)
        does(
            chair,
            "decide",
            to=case,
            on=date(2014, 2, 11),
            outcome="review",
            reasons="There is much to learn.",
        )
        Case.rows.filter(pk=case.pk).update(phase="reporting")
        case = Case.rows.get(pk=case.pk)
        author = someone("author", case=case)
        someone("lead", case=case)
        does(author, "add-section", to=case, heading="What happened", text="The visitor called twice.")
        client = browser_of(manager)
        pages = {page: client.get(f"/cases/{case.code}/{page}") for page in PAGES}
        read = {f"/{page}": text_of(answer) for page, answer in pages.items() if answer.status_code == 200}
        for paper in ask(manager, "papers", of=case)["papers"]:
            made = ask(manager, "papers", of=case, paper=paper["name"])
            assert made["title"] == paper["title"]
            read[paper["name"]] = " ".join(to_html(made["paper"]).split())
        return case, read

    return make


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_a_case_speaks_the_words_of_its_framework(told, framework):
    words = load(framework).vocabulary

    case, read = told(framework)

    assert {"/", "/people/", "/report/", "overview-report", "appointment-letter"} <= set(read)
    whole = " ".join(read.values()).lower()
    for word in ("review", "lead", "author", "report"):
        assert words[word].lower() in whole, word
    assert title_of(case, "lead") in read["/people/"] and title_of(case, "author") in read["/people/"]
    assert words["report"].lower() in read["/report/"].lower()
    own = " ".join((*words.values(), load(framework).title)).lower()
    strangers = {
        (place, word)
        for place, text in read.items()
        if place != "/screening/"  # it names the framework that was proposed, as it is titled
        for word in FOREIGN
        if word.lower() not in own and word.lower() in text.lower()
    }
    assert strangers == set()


def test_where_one_word_means_two_people_it_is_said_which(told):
    case, read = told("wales-cpr-2016")

    assert (title_of(case, "lead"), title_of(case, "author")) == ("Reviewer (leads)", "Reviewer (writes)")
    assert "Reviewer (leads)" in read["/people/"]


def test_a_board_s_own_titles_come_before_the_law_s(a_case, someone):
    case = a_case("decided")
    case.board.titles = {"lead": "Independent Safeguarding Lead"}
    case.board.save()
    client = browser_of(someone("manager"))

    asked = text_of(client.get(f"/cases/{case.code}/do/appoint/"))

    assert "Independent Safeguarding Lead" in asked and "Report author" in asked


def test_the_sheet_of_the_plan_bears_the_framework_s_word_for_it(told, someone):
    case, _ = told("england-cspr-2023")

    made = browser_of(someone("manager")).get(f"/cases/{case.code}/actions/plan.xlsx")

    book = load_workbook(io.BytesIO(made.content))
    assert book.sheetnames == ["Improvement plan"]
    assert book.properties.title == f"Improvement plan {case.code}"


def test_the_name_check_says_where_a_name_stands_in_the_framework_s_words(a_case):
    case = a_case("decided")
    assert said_where("executive-summary.pdf", case) == "the executive summary (PDF)"
    Case.rows.filter(pk=case.pk).update(framework="scotland-lr-2021")
    case = Case.rows.get(pk=case.pk)

    assert said_where("overview-report.docx", case) == "the learning review report (DOCX)"
    assert said_where("learning-brief.html", case) == "the learning brief (HTML)"
    assert said_where("register", case) == "the register: the name used outside"


def test_who_is_asked_on_their_home_page_is_asked_in_the_framework_s_words(a_case, someone, does):
    case = a_case("decided")
    Case.rows.filter(pk=case.pk).update(framework="scotland-lr-2021")
    member = someone("board-member")
    key = Person.rows.get(account=member.id).key
    does(someone("manager"), "appoint", to=Case.rows.get(pk=case.pk), person=key, role="lead")

    home = text_of(browser_of(member).get("/"))

    assert "Say whether you will be Lead reviewer" in home and "Independent Safeguarding Lead" not in home
