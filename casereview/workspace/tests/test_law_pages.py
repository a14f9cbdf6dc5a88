"""The law as anybody signed in may read it: in full, with its sources, and with nothing of a case."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from casereview.audit.models import Row
from casereview.law.frameworks import every_framework, every_id
from casereview.law.page import sourced
from tests.test_web import browser_of, text_of

pytestmark = pytest.mark.django_db
PAGES = [
    "/law/",
    "/law/compare/",
    "/law/questions-and-answers-2014/",
    *(f"/law/{each}/" for each in every_id()),
]


@pytest.mark.parametrize("framework", every_framework(), ids=lambda each: each.id)
def test_every_line_of_a_framework_stands_on_its_page_with_its_source(framework, someone):
    text = text_of(browser_of(someone("manager")).get(f"/law/{framework.id}/"))

    assert framework.title in text and framework.source in text
    for line in sourced(framework):
        assert line.cite in text
        for words in (getattr(line, name, "") for name in ("text", "by", "who", "what")):
            assert words in text
    for fact in framework.facts:
        assert fact.question in text and fact.help in text
    for called in framework.vocabulary.values():
        assert called in text


def test_a_line_whose_source_was_not_read_says_so_and_no_other_does(someone):
    client = browser_of(someone("manager"))
    for framework in every_framework():
        unread = sum(not line.checked for line in sourced(framework))
        said = text_of(client.get(f"/law/{framework.id}/")).count("not yet checked against the source")
        assert said == unread + (1 if unread else 0), framework.id  # once more where they are counted


@pytest.mark.parametrize("role", ["manager", "chair", "notifier", "learning-group", "board-member"])
def test_anybody_signed_in_reads_every_page_and_no_look_is_written(role, someone):
    client = browser_of(someone(role))
    before = Row.rows.count()

    assert {page: client.get(page).status_code for page in PAGES} == dict.fromkeys(PAGES, 200)
    assert Row.rows.count() == before


def test_a_stranger_is_sent_to_sign_in_and_comes_back_to_the_page_they_wanted(db, a_board):
    a_board()
    answer = Client().get("/law/england-scr-2013/")

    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/law/england-scr-2013/")


def test_a_framework_that_is_not_there_is_like_any_page_that_is_not_there(someone):
    client = browser_of(someone("manager"))

    there, nowhere = client.get("/law/england-scr-1999/"), client.get("/cases/NOWHERE-1/")

    assert (there.status_code, there.content) == (404, nowhere.content)


def test_the_menu_and_the_foot_of_every_page_lead_to_the_law(someone):
    text = browser_of(someone("notifier")).get("/").content.decode()

    assert text.count(f'href="{reverse("law")}"') == 2


def test_two_frameworks_side_by_side_show_what_is_not_the_same(someone):
    text = text_of(
        browser_of(someone("manager")).get("/law/compare/?first=england-scr-2013&second=england-scr-2015")
    )

    assert "Deprived of liberty</strong> <span" in text and "(new)" in text and "(gone)" in text
    assert "<del>1 week </del>" in text and "<ins>7 working days </ins>" in text


def test_the_newest_change_of_law_is_the_one_that_is_offered_for_comparison(someone):
    text = text_of(browser_of(someone("manager")).get("/law/"))

    assert (
        '<option value="wales-cpr-2016" selected>' in text
        and '<option value="wales-susr-2024" selected>' in text
    )


def test_a_framework_that_does_not_exist_cannot_be_compared_and_the_page_asks_again(someone):
    answer = browser_of(someone("manager")).get("/law/compare/?first=england-scr-2013&second=nowhere")

    assert answer.status_code == 400
    assert "Choose two frameworks" in text_of(answer)


def test_the_page_of_2014_is_set_against_the_law_line_by_line(someone):
    text = text_of(browser_of(someone("manager")).get("/law/questions-and-answers-2014/"))

    assert "Mental Health Act 2005" in text and "There is no such Act" in text
    assert "Within one month of the notification of the incident to the board" in text
    assert "24 March 2014" in text and "28 February 2014" in text


def which(client, **said):
    day, month, year = said.pop("day")
    return client.post("/law/", {**said, "day_day": day, "day_month": month, "day_year": year})


def test_the_framework_of_a_day_is_proposed_with_its_reason_and_the_others(someone):
    client = browser_of(someone("manager"))

    answer = text_of(which(client, nation="england", person="child", day=("2", "5", "2019")))

    assert "areas changed over one by one" in answer
    assert "/law/england-scr-2015/" in answer and "/law/england-cspr-2018/" in answer


def test_where_no_framework_is_known_the_page_says_so(someone):
    client = browser_of(someone("manager"))

    answer = which(client, nation="scotland", person="adult", day=("2", "5", "2019"))

    assert answer.status_code == 200
    assert "No framework is known for an adult in Scotland" in text_of(answer)


def test_a_day_that_does_not_exist_comes_back_as_it_was_typed(someone):
    answer = which(browser_of(someone("manager")), nation="wales", person="child", day=("31", "2", "2014"))

    assert answer.status_code == 400
    assert 'value="31"' in text_of(answer) and "Give a day that exists" in text_of(answer)


def test_the_law_is_read_from_files_so_its_pages_ask_the_database_no_more_than_any_page(
    someone, django_assert_max_num_queries
):
    client = browser_of(someone("manager"))
    client.get("/law/")
    for page in (
        "/law/",
        "/law/england-scr-2013/",
        "/law/compare/?first=wales-cpr-2013&second=wales-cpr-2016",
    ):
        with django_assert_max_num_queries(12):
            client.get(page)
