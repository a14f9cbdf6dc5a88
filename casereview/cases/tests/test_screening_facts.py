"""The questions of a screening: asked in plain words, at once or one by one; nothing recorded that was not said."""

from __future__ import annotations

from datetime import date

import pytest

from casereview.audit.models import Row
from casereview.cases.models import Case, Fact
from casereview.law.frameworks import load
from tests.test_web import browser_of, text_of

pytestmark = pytest.mark.django_db


ASKED = [fact.id for fact in load("england-scr-2013").facts]


def form_of(client, address) -> dict[str, str]:
    """What a page's form would send if nobody touched it."""
    from lxml import html

    page = html.fromstring(client.get(address).content.decode())
    [form] = [f for f in page.forms if f.get("data-live")]
    return {name: value for name, value in form.form_values() if name != "work_out"}


def test_each_question_is_asked_in_plain_words_with_its_help_and_six_answers(room):
    _, client, facts = room

    text = text_of(client.get(facts))

    for fact in load("england-scr-2013").facts:
        assert fact.question in text and fact.help in text
    for words in ("Suspected", "Not known", "Not asked yet", "They refused to say", "In police custody"):
        assert words in text


def test_only_what_was_changed_is_recorded_with_its_source_and_who_said_it_when(room):
    case, client, facts = room
    before = Fact.rows.filter(case=case).count()
    said = form_of(client, facts) | {
        "value-seriously_harmed": "refused",
        "source-seriously_harmed": "Telephone call",
        "said_by-seriously_harmed": "The hospital",
        "said_on-seriously_harmed_day": "9",
        "said_on-seriously_harmed_month": "2",
        "said_on-seriously_harmed_year": "2014",
    }

    answer = client.post(facts, said)

    assert answer["Location"] == f"/cases/{case.code}/screening/"
    new = Fact.rows.filter(case=case).order_by("number").last()
    assert Fact.rows.filter(case=case).count() == before + 1
    assert (new.fact, new.value, new.source, new.said_by, new.said_on) == (
        "seriously_harmed",
        "refused",
        "Telephone call",
        "The hospital",
        date(2014, 2, 9),
    )


def test_one_question_at_a_time_goes_on_to_the_next_and_then_back(room):
    case, client, _ = room
    address = f"/cases/{case.code}/screening/C1/questions/{{}}/"
    last = len(ASKED)
    text = text_of(client.get(address.format(5)))
    assert f"Question 5 of {last}" in text and "Leave it for now" in text

    answer = client.post(
        address.format(5), form_of(client, address.format(5)) | {"value-seriously_harmed": "no"}
    )
    assert answer["Location"] == address.format(6)
    answer = client.post(
        address.format(last), form_of(client, address.format(last)) | {f"value-{ASKED[-1]}": "no"}
    )
    assert answer["Location"] == f"/cases/{case.code}/screening/"

    assert client.get(address.format(last + 1)).status_code == 404
    assert client.get(f"/cases/{case.code}/screening/C9/facts/").status_code == 404


def test_the_answer_can_be_worked_out_without_javascript_and_nothing_is_recorded(room):
    case, client, facts = room
    before = Fact.rows.filter(case=case).count(), Row.rows.exclude(act="look").count()

    answer = client.post(facts, form_of(client, facts) | {"value-died": "no", "work_out": "1"})

    text = text_of(answer)
    assert answer.status_code == 200
    assert "The criteria cannot say yet" in text and "not yet recorded" in text
    assert (Fact.rows.filter(case=case).count(), Row.rows.exclude(act="look").count()) == before
    assert 'value="no" id="id_value-died_2" checked' in text, "what was typed is still there"


def test_the_panel_that_follows_shows_only_what_was_typed_and_records_nothing(room):
    case, client, _ = room
    live, rows = f"/cases/{case.code}/screening/C1/answer/", Row.rows.count()

    text = text_of(client.post(live, {"value-died": "yes", "value-child": "yes", "also-value-in_area": "yes",
                                      "value-abuse_or_neglect": "yes", "source-died": "A letter"}))  # fmt: skip

    assert "A serious case review must be held" in text and "(A letter)" in text
    assert Row.rows.count() == rows
    assert "cannot say yet" in text_of(client.post(live, {})), "what is recorded is not in it"


def test_az_5_the_panel_that_follows_is_not_there_for_those_who_may_not_record(room, someone, a_board):
    case, client, _ = room
    live = f"/cases/{case.code}/screening/C1/answer/"
    nowhere = client.get("/cases/NOWHERE-1/").content

    for actor in (
        someone("author", case=case),
        someone("manager", board=a_board("Elsewhere Safeguarding Children Board")),
    ):
        answer = browser_of(actor).post(live, {"value-died": "yes"})
        assert (answer.status_code, answer.content) == (404, nowhere)
    assert client.get(live).status_code == 404


def test_two_answers_that_cannot_stand_together_are_said_to_be_so(room):
    case, client, _ = room
    Case.rows.filter(pk=case.pk).update(framework="wales-susr-2024")

    text = text_of(
        client.post(f"/cases/{case.code}/screening/C1/answer/", {"value-child": "yes", "value-adult": "yes"})
    )

    assert "cannot be a child and an adult" in text


def test_what_somebody_else_recorded_meanwhile_is_not_overwritten_by_an_old_page(room, does, someone):
    case, client, facts = room
    old, older = form_of(client, facts), form_of(client, facts)
    answers = [{"fact": "died", "value": "suspected", "source": "The police"}]
    does(someone("manager"), "record-facts", to=case, answers=answers)
    count = Fact.rows.filter(case=case).count()

    untouched = client.post(facts, older | {"value-seriously_harmed": "yes"})
    assert untouched.status_code == 302
    assert Fact.rows.filter(case=case).count() == count + 1, (
        "the old answer to another question is not put back"
    )

    clash = client.post(facts, old | {"value-died": "no"})
    text = text_of(clash)
    assert clash.status_code == 409
    assert "Meanwhile somebody recorded “Suspected” from The police." in text
    assert Fact.rows.filter(case=case).count() == count + 1

    again = client.post(facts, form_values(clash) | {"value-died": "no"})
    assert again.status_code == 302
    assert Fact.rows.filter(case=case, fact="died").order_by("number").last().value == "no"


def form_values(answer) -> dict[str, str]:
    from lxml import html

    page = html.fromstring(answer.content.decode())
    [form] = [f for f in page.forms if f.get("data-live")]
    return {name: value for name, value in form.form_values() if name != "work_out"}


def test_what_was_typed_and_not_recorded_comes_back_and_the_page_says_so(room):
    import json

    case, client, facts = room
    assert "did not record" not in text_of(client.get(facts))
    key = client.get(facts).content.decode().split('data-draft="')[1].split('"')[0]
    content = {"value-abuse_or_neglect": "no", "value-custody": "none", "value-suspected_suicide": "no",
               "value-detained_mental_health": "no", "source-abuse_or_neglect": "Post-mortem"}  # fmt: skip
    client.post("/drafts/", json.dumps({"form": key, "content": content}), content_type="application/json")

    text = text_of(client.get(facts))

    assert "What you typed here before and did not record is on this page again." in text
    assert "A serious case review need not be held" in text, "the panel goes by what is on the page"
    assert "A serious case review must be held" in text_of(client.get(f"/cases/{case.code}/screening/"))


def test_a_day_that_does_not_exist_is_refused_beside_its_question_and_stays_as_typed(room):
    case, client, facts = room
    before = Fact.rows.filter(case=case).count()
    wrong = {"said_on-died_day": "31", "said_on-died_month": "2", "said_on-died_year": "2014"}

    answer = client.post(facts, form_of(client, facts) | {"value-died": "suspected", **wrong})

    text = text_of(answer)
    assert answer.status_code == 400 and "such as" in text
    assert 'href="#id_said_on-died_0"' in text and 'value="31"' in text
    assert Fact.rows.filter(case=case).count() == before


def test_sending_a_page_that_says_nothing_new_says_so(room):
    _, client, facts = room

    answer = client.post(facts, form_of(client, facts))

    assert answer.status_code == 400
    assert "Nothing on this page is new" in text_of(answer)


def test_once_it_is_decided_the_facts_stand_and_the_page_says_why(a_case, someone):
    case, client = a_case("decided"), browser_of(someone("manager"))

    text = text_of(client.get(f"/cases/{case.code}/screening/C1/facts/"))

    assert "What stands in the way" in text or "Why can’t I" in text
    assert '<input type="radio"' not in text
    assert "One question at a time" not in text_of(client.get(f"/cases/{case.code}/screening/"))
