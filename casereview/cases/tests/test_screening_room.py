"""The screening as it is read: the answer with its reasons, its history, another framework beside it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casereview.audit.models import Row
from casereview.cases.models import Case
from tests.test_web import browser_of, text_of

pytestmark = pytest.mark.django_db


def test_the_screening_says_the_outcome_its_reasons_and_what_would_change_it(room):
    case, client, _ = room

    text = text_of(client.get(f"/cases/{case.code}/screening/"))

    assert "A serious case review must be held" in text
    assert "Regulation 5(2)(b)(i) is met: the child was under 18 on the day" in text
    assert "SI 2006/90 reg 5(2)(a),(b)(i); WT2013 ch4 · regulation" in text
    assert "What would change it" in text and "(now: suspected)" in text
    assert "The board may still review a case that meets no criterion." in text
    assert f'href="/law/{case.framework}/"' in text


def test_several_children_have_their_own_answers_and_the_case_the_strongest(room, does, someone):
    case, client, _ = room
    manager = someone("manager")
    does(manager, "add-child", to=case, initials="XY")
    answers = [{"fact": fact, "value": value} for fact, value in {"child": "yes", "in_area": "no"}.items()]
    does(manager, "record-facts", to=case, child="C2", answers=answers)

    text = text_of(client.get(f"/cases/{case.code}/screening/"))

    assert "Child AB: must" in text and "Child XY: need not" in text
    assert "the strongest of what they say of each child" in text
    draft = client.get(f"/cases/{case.code}/screening/C2/facts/").content.decode()
    assert 'data-draft="record-facts' in draft and " C2 0" in draft, "each child's draft is its own"


def test_the_history_says_who_said_what_when_and_what_the_answer_was(room, does, someone):
    case, client, _ = room
    answers = [{"fact": "abuse_or_neglect", "value": "no", "source": "Post-mortem", "said_by": "The coroner"},
               {"fact": "custody", "value": "none"}, {"fact": "detained_mental_health", "value": "no"},
               {"fact": "suspected_suicide", "value": "no"}]  # fmt: skip
    does(someone("manager"), "record-facts", to=case, on=date(2014, 2, 20), answers=answers)

    text = text_of(client.get(f"/cases/{case.code}/screening/history/"))

    assert text.index("20 February 2014: a serious case review need not be held") < text.index(
        "10 February 2014: a serious case review must be held"
    )
    assert "(the answer changed)" in text
    assert "Post-mortem" in text and "The coroner" in text and "Before: suspected" in text


def test_what_only_another_framework_asks_is_kept_and_shown(room, does, someone):
    case, client, _ = room
    answers = [{"fact": "custody", "value": "remand", "source": "Police log"}]
    does(someone("manager"), "record-facts", to=case, answers=answers)
    Case.rows.filter(pk=case.pk).update(framework="england-cspr-2018")

    text = text_of(client.get(f"/cases/{case.code}/screening/history/"))

    assert "Answers to questions that this framework does not ask" in text
    assert "On remand (Police log), recorded 3 March 2014" in text


def test_before_anything_is_known_the_page_says_so_and_what_to_do(a_case, someone):
    case = a_case("notified")

    text = text_of(browser_of(someone("manager")).get(f"/cases/{case.code}/screening/"))

    assert "The criteria cannot say yet" in text and "Nothing is known yet. Begin with any question." in text


def test_another_framework_can_be_set_beside_it(room):
    case, client, _ = room

    text = text_of(client.get(f"/cases/{case.code}/screening/beside/?framework=england-cspr-2018"))

    assert "A serious case review must be held" in text
    assert "A local child safeguarding practice review must be considered" in text
    assert "asks as well" in text
    assert client.get(f"/cases/{case.code}/screening/beside/?framework=nowhere").status_code == 200


@pytest.mark.parametrize("page", ["", "history/", "beside/?framework=england-scr-2015"])
def test_each_page_of_the_screening_is_one_recorded_look(room, page):
    case, client, _ = room
    looks = Row.rows.filter(act="look").count()

    assert client.get(f"/cases/{case.code}/screening/{page}").status_code == 200

    assert Row.rows.filter(act="look").count() == looks + 1


def test_an_author_reads_and_is_offered_nothing_that_is_not_theirs(room, someone):
    case, _, _ = room
    client = browser_of(someone("author", case=case))

    text = text_of(client.get(f"/cases/{case.code}/screening/"))

    assert "A serious case review must be held" in text
    assert "Record what is known" not in text and "screening-note" not in text and "/do/" not in text
    assert client.get(f"/cases/{case.code}/screening/history/").status_code == 200
    assert client.get(f"/cases/{case.code}/screening/C1/facts/").status_code == 404


def test_the_screening_costs_the_same_however_many_children_and_facts_there_are(room, does, someone):
    case, client, facts = room
    pages = [f"/cases/{case.code}/screening/", f"/cases/{case.code}/screening/history/", facts]
    for page in pages:
        client.get(page)
    before = [queries(client, page) for page in pages]
    manager = someone("manager")
    for number in range(2, 6):
        does(manager, "add-child", to=case, initials=f"C{number}")
        for value in ("suspected", "yes"):
            answers = [{"fact": fact, "value": value} for fact in ("child", "in_area", "died")]
            does(manager, "record-facts", to=case, child=f"C{number}", answers=answers)

    assert [queries(client, page) for page in pages] == before


def queries(client, page) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(page).status_code == 200
    return len(seen)
