"""The pages of the learning: for whom they are there, and that nothing typed becomes part of the page."""

from __future__ import annotations

import re

import pytest

from casereview.learning.models import Finding

pytestmark = pytest.mark.django_db
HOSTILE = "<img src=x onerror=alert(1)>\"'</script>"


def text_of(response):
    """The words of a page, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def pages(signed_in, learnt):
    """The author's browser at a review with F1, L1 and R1, and the addresses of its pages."""
    it = learnt()
    return it, signed_in(it.author), f"/cases/{it.case.code}/"


def test_the_room_leads_from_each_thing_to_what_it_rests_on(pages):
    it, browser, base = pages
    it.finds(entries=["E2"])

    room = browser.get(f"{base}learning/")

    assert room.status_code == 200
    assert "2 findings, 1 lesson and 1 recommendation" in text_of(room)
    assert "1 finding has no lesson yet." in text_of(room)
    for key in ("R1", "L1", "F1", "F2"):
        assert f'href="{base}learning/{key}/"' in room.content.decode()


@pytest.mark.parametrize("key", ["R1", "L1", "F1"])
def test_the_walk_down_ends_at_the_entry_and_the_entry_leads_up_again(pages, key):
    _, browser, base = pages

    down, up = browser.get(f"{base}learning/{key}/"), browser.get(f"{base}chronology/E1/")

    assert f'href="{base}chronology/E1/"' in down.content.decode()
    assert f'href="{base}learning/{key}/"' in up.content.decode()
    assert down.content.decode().count("<h1") == up.content.decode().count("<h1") == 1


def test_what_was_typed_never_becomes_part_of_the_page(pages):
    it, browser, base = pages
    it.finds(text=HOSTILE, why=HOSTILE, entries=["E1"])
    it.draws(text=HOSTILE, findings=["F2"])
    it.recommends(text=HOSTILE, lessons=["L2"], outside_body=HOSTILE)

    for address in (
        "learning/",
        "learning/F2/",
        "learning/L2/",
        "learning/R2/",
        "chronology/E1/",
        "lessons/",
    ):
        answer = browser.get(base + address).content.decode()
        assert "<img src=x" not in answer, address
        assert "&lt;img src=x onerror=alert(1)&gt;" in answer, address


@pytest.mark.parametrize("act", ["record-finding", "rest-finding", "draw-lesson", "recommend"])
def test_each_form_asks_its_questions(pages, act):
    _, browser, base = pages

    form = browser.get(f"{base}do/{act}/")

    assert form.status_code == 200
    assert form.content.decode().count("<h1") == 1


def test_a_finding_begun_from_an_entry_has_that_entry_chosen(pages):
    _, browser, base = pages

    form = browser.get(f"{base}do/record-finding/?entries=E2").content.decode()

    ticked = re.findall(r"<input[^>]* checked[^>]*>", form)
    assert [re.search(r'value="([^"]*)"', box).group(1) for box in ticked] == ["E2"]


def test_what_was_typed_is_kept_when_a_finding_is_refused(pages):
    _, browser, base = pages

    answer = browser.post(
        f"{base}do/record-finding/", {"text": "It was so & not otherwise.", "why": "", "on": ""}
    )

    assert answer.status_code == 409
    assert "It was so &amp; not otherwise." in answer.content.decode()
    assert "This finding rests on nothing." in text_of(answer)
    assert Finding.rows.count() == 1


def test_a_lesson_is_drawn_from_its_page(pages):
    _, browser, base = pages
    said = {
        "text": "Ask.",
        "reach": "within",
        "agencies": ["school"],
        "findings": ["F1"],
        "themes": ["A1", "E8"],
        "next": f"{base}learning/",
    }

    answer = browser.post(f"{base}do/draw-lesson/", said, follow=True)

    assert answer.redirect_chain == [(f"{base}learning/", 302)]
    assert "Lesson L2 was drawn, within one agency." in text_of(answer)


def test_the_learning_group_sees_lessons_and_not_the_room(signed_in, someone, learnt):
    it = learnt()
    browser = signed_in(someone("learning-group"))
    nothing = browser.get("/cases/NOTHING-0000/learning/")

    lessons, room, entry = (
        browser.get(f"/cases/{it.case.code}/{p}/") for p in ("lessons", "learning", "chronology/E1")
    )

    assert "1 lesson and 1 recommendation" in text_of(lessons)
    assert (room.status_code, entry.status_code, room.content) == (404, 404, nothing.content)


def test_nothing_is_offered_that_would_not_be_there(signed_in, someone, learnt):
    it = learnt(shared=True)
    member, author = (
        signed_in(who).get(f"/cases/{it.case.code}/learning/F1/").content.decode()
        for who in (someone("team-member", case=it.case), it.author)
    )

    assert "/do/" not in member
    assert all(f"/do/{act}/" in author for act in ("correct", "withdraw", "rest-finding", "draw-lesson"))


def test_an_empty_room_says_what_to_do(signed_in, a_case, someone):
    case = a_case("decided")

    room = signed_in(someone("author", case=case)).get(f"/cases/{case.code}/learning/")

    assert "Nothing is found yet" in text_of(room)
    assert "Learning does not wait for the report" in text_of(room)
