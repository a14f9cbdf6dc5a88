"""What people type, and what files are called, is never taken for anything else: not by a page, a paper or a header."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import pytest
from django.urls import reverse

from casereview.acts.ask import ask
from casereview.cases.models import Case
from casereview.files.gate import safe_display_name
from casereview.files.store import keep_upload
from tests.test_web import browser_of, case_pages

pytestmark = pytest.mark.django_db
CANARY = "<img src=x onerror=alert(1)>\"'<b>canary</b>{{ 7*7 }}"
RAW = ("<img src=x", "<b>canary")


@pytest.fixture
def typed(a_board, someone, does, a_case):
    """A review in which every text that people typed so far is hostile."""
    manager = someone("manager")
    case = Case.rows.get(
        pk=does(
            manager,
            "notify",
            to=a_board(),
            on=date(2014, 2, 10),
            what_happened=CANARY,
            where_it_happened=CANARY,
            known=CANARY,
            not_known=CANARY,
            others_safe_note=CANARY,
            children=[{"initials": "<b>"}],
            agencies=["police"],
            incident_on="2014-01-31",
        ).made.pk
    )
    does(manager, "name-in-register", to=case, group="family", name=CANARY, public_name=CANARY)
    does(manager, "ask-information", to=case, agencies=["police"], what=CANARY, due_on="2014-03-10")
    facts = {"child": "yes", "in_area": "yes", "abuse_or_neglect": "suspected", "died": "yes"}
    answers = [{"fact": fact, "value": value, "source": CANARY} for fact, value in facts.items()]
    does(manager, "record-facts", to=case, answers=answers)
    chair = someone("chair")
    does(chair, "decide", to=case, outcome="review", reasons=CANARY)
    does(manager, "draft-terms", to=case, **TERMS)
    does(
        chair,
        "record-proceedings",
        to=case,
        what="inquest",
        title=CANARY,
        contact=CANARY,
        opened_on="2014-02-20",
    )
    lead, author = someone("lead", case=case), someone("author", case=case)
    police = someone("agency-lead", agency="police", case=case)
    Case.rows.filter(pk=case.pk).update(phase="gathering")
    does(police, "add-entry", to=case, agency="police", date_text="1/2/13", event=CANARY, source=CANARY)
    does(police, "submit-chronology", to=case, agency="police")
    does(lead, "accept-submission", to=case, submission="chronology:CH1")
    does(lead, "share-submissions", to=case, without_because=CANARY)
    does(author, "record-finding", to=case, text=CANARY, entries=["E1"])
    does(
        author,
        "draw-lesson",
        to=case,
        text=CANARY,
        reach="within",
        agencies=["police"],
        themes=["A2"],
        findings=["F1"],
    )
    does(author, "recommend", to=case, text=CANARY, lessons=["L1"], outside_body=CANARY)
    Case.rows.filter(pk=case.pk).update(phase="reporting")
    does(author, "add-section", to=case, paper="overview", heading=CANARY, text=CANARY)
    return Case.rows.get(pk=case.pk), manager, chair, lead, author


TERMS = {
    "purpose": CANARY,
    "period_from": "2012-01-01",
    "period_to": "2014-01-31",
    "period_because": CANARY,
    "questions": [CANARY],
    "agencies": [{"agency": "police"}],
    "family": CANARY,
    "lead_and_author_apart": True,
}


def test_wb_3_what_was_typed_comes_out_as_text_on_every_page(typed):
    case, *people = typed
    seen = 0
    for person in people:
        client = browser_of(person)
        for page in ["/", "/calendar/", "/calendar/dates.ics", *case_pages(case.code)]:
            answer = client.get(page)
            if answer.status_code != 200 or "text/html" not in answer["Content-Type"]:
                continue
            text = answer.content.decode()
            seen += text.count("&lt;img src=x") + text.count("&lt;b&gt;canary")
            assert not any(raw in text for raw in RAW), page
            assert "49" not in re.findall(r"canary&lt;/b&gt;(\d+)", text), page
    assert seen > 30, "the words must be there to be shown: else nothing was tried"


def test_wb_3_and_in_every_paper_as_page_docx_and_pdf(typed):
    case, manager, *_ = typed
    client = browser_of(manager)
    papers = [paper["name"] for paper in ask(manager, "papers", of=case)["papers"]]
    assert len(papers) >= 5
    found = 0
    for name in papers:
        for ending in ("html", "docx", "pdf"):
            answer = client.get(reverse("paper", kwargs={"code": case.code, "name": name, "ending": ending}))
            assert answer.status_code == 200, (name, ending)
            if ending == "html":
                assert not any(raw in answer.content.decode() for raw in RAW), name
            if ending == "docx":
                with zipfile.ZipFile(io.BytesIO(answer.content)) as parts:
                    words = parts.read("word/document.xml").decode()
                assert not any(raw in words for raw in RAW), name
                found += "&lt;img src=x" in words
            if ending == "pdf":
                assert answer.content.startswith(b"%PDF")
    assert found > 0


NAMES = [
    "../../etc/x.txt",
    "..\\\\x.txt",
    "/abs.txt",
    "C:\\x.txt",
    "a\nSet-Cookie: x=1.txt",
    "a\r\n\r\n<b>.txt",
    "n" * 300 + ".txt",
    "CON.txt",
    "a\u202egnp.txt",
    "e\u0301\u0301\u0301.txt",
    "-rf.txt",
    "%2e%2e%2fx.txt",
    'quo"te;filename=x.txt',
    "Ünïcode 文件.txt",
]


@pytest.mark.parametrize("name", NAMES)
def test_fi_10_a_files_name_is_shown_whole_and_never_used_as_a_path_or_a_header(
    name, a_case, someone, does, settings
):
    case, manager = a_case(), someone("manager")

    key = keep_upload(manager.id, name, b"What we hold.")
    does(
        manager,
        "add-document",
        to=case,
        what="minutes",
        title="Minutes",
        file=key,
        origin="The board",
        marking="official-sensitive",
    )

    stored = [p for p in settings.CASEREVIEW_FILES.rglob("*") if p.is_file()]
    assert len(stored) == 1 and re.fullmatch(r"[0-9a-f]{64}", stored[0].name)
    client = browser_of(manager)
    answer = client.get(reverse("document", kwargs={"code": case.code, "key": "DC1"}))
    assert answer.status_code == 200 and answer.content == b"What we hold."
    header = answer["Content-Disposition"]
    assert header.startswith("attachment") and "\n" not in header and "\r" not in header
    assert "/" not in header and "\\" not in header.replace('\\"', "") and len(header) < 2500
    assert "Set-Cookie" not in answer.headers or "x=1" not in answer.headers["Set-Cookie"]
    page = client.get(reverse("evidence", kwargs={"code": case.code})).content.decode()
    assert "\u202e" not in page and "<b>.txt" not in page


def test_fi_10_an_override_of_direction_is_made_visible():
    assert safe_display_name("a\u202egnp.exe") == "a[U+202E]gnp.exe"
    assert safe_display_name("") == safe_display_name("..") == "file"
