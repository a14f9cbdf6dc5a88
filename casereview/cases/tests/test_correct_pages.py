"""Corrections in a browser: which thing, which part, its words as they stand, and the reason. Without JavaScript."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casereview.acts.tables import KINDS
from casereview.audit.models import Row
from casereview.cases.choosing import PAGE
from casereview.cases.models import Case, Child, Correction, Notification
from casereview.cases.things import CALLED
from casereview.evidence.models import Entry
from casereview.people.models import Person
from conftest import hold

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(a_case, someone, signed_in):
    """A case in screening, its manager's browser, and the addresses of its acts."""
    case, manager = a_case(), someone("manager")
    return case, signed_in(manager), f"/cases/{case.code}/do/"


def fields(page: str) -> dict[str, str]:
    """What the form on a page would send as it stands."""
    found = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = (re.search(rf"\b{part}=\"([^\"]*)\"", tag) for part in ("name", "value"))
        if name and ("radio" not in tag or " checked" in tag):
            found[name[1]] = value[1] if value else ""
    for name, text in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL):
        found[name] = text
    return found


def test_a_correction_begins_from_the_words_as_they_stand(room):
    case, browser, acts = room
    address = f"{acts}correct/?thing=notification:N1&field=what_happened"

    page = browser.get(address).content.decode()
    sends = fields(page)
    assert sends["thing"] == "notification:N1" and sends["field"] == "what_happened"
    assert sends["now"] == "A child died at home."
    answer = browser.post(
        address, {**sends, "now": "A child died in hospital.", "because": "The report says so."}
    )

    assert answer.status_code == 302
    assert Notification.rows.get(case=case).what_happened == "A child died in hospital."
    assert Correction.rows.get(case=case).was == "A child died at home."


def test_paragraphs_stay_paragraphs_when_words_are_corrected(room):
    case, browser, acts = room
    address = f"{acts}correct/?thing=notification:N1&field=what_happened"
    sends = fields(browser.get(address).content.decode())

    browser.post(address, {**sends, "now": "One.\r\n\r\nTwo.", "because": "It was two events."})
    now = fields(browser.get(address).content.decode())["now"]

    assert now == "One.\n\nTwo." == Notification.rows.get(case=case).what_happened


def test_the_history_leads_to_every_kind_of_correction(room):
    case, browser, acts = room

    page = browser.get(f"/cases/{case.code}/history/").content.decode()

    for act in ("correct", "withdraw", "wrong-case", "move-out"):
        assert f'href="{acts}{act}/?next=' in page


def test_where_only_the_thing_is_known_the_page_asks_for_the_part_by_its_name(room):
    _, browser, acts = room

    page = browser.get(f"{acts}correct/?thing=notification:N1").content.decode()

    assert "Which part of it?" in page and "What happened" in page and "Go on" in page
    assert "What should it say?" not in page


def test_where_nothing_is_known_the_page_asks_for_the_kind_and_says_how_many_there_are_of_each(room):
    _, browser, acts = room

    page = browser.get(f"{acts}correct/?next=/cases/").content.decode()

    kinds = re.findall(r'href="[^"]*\?kind=([\w-]+)[^"]*">([^<]+)</a></th><td[^>]*>(\d+)<', page)
    assert ("notification", "Notification", "1") in kinds and ("child", "Child", "1") in kinds
    assert "A child died at home." not in page
    assert "fact" not in {kind for kind, _, _ in kinds}, "no part of a fact can be corrected"


def test_of_one_kind_each_thing_is_a_link_to_its_own_form(room):
    _, browser, acts = room

    page = browser.get(f"{acts}correct/?kind=notification&next=/cases/").content.decode()

    assert "Notification N1: A child died at home." in page and "recorded 10 February 2014" in page
    link = re.search(r'href="([^"]*\?thing=[^"]*)"', page)
    assert link and "next=/cases/" in link[1]
    assert "Which part of it?" in browser.get(link[1].replace("&amp;", "&")).content.decode()


def test_a_thousand_things_are_shown_a_page_at_a_time_and_the_kind_stays_in_the_address(room, does, someone):
    case, browser, acts = room
    for number in range(PAGE + 3):
        does(someone("manager"), "add-child", to=case, initials=f"Q{number}")

    first = browser.get(f"{acts}withdraw/?kind=child").content.decode()
    last = browser.get(f"{acts}withdraw/?kind=child&page=2").content.decode()

    assert first.count("?thing=child:") == PAGE and last.count("?thing=child:") == 4
    assert 'href="?kind=child&amp;page=2"' in first
    assert "Child C1:" in first and "Child C1:" not in last
    assert (
        browser.get(f"{acts}withdraw/?kind=child&page=soon").content.decode().count("?thing=child:") == PAGE
    )


def test_a_thing_is_found_by_its_words_or_its_day_and_the_words_stand_in_no_address(room, does, someone):
    case, browser, acts = room
    does(someone("manager"), "add-child", to=case, initials="QQ", on=date(2014, 2, 12))

    by_words = browser.post(f"{acts}withdraw/", {"find": "1", "words": "qq"}).content.decode()
    by_day = browser.post(
        f"{acts}withdraw/", {"find": "1", "words": "qq Wednesday 12 February"}
    ).content.decode()
    nothing = browser.post(f"{acts}withdraw/", {"find": "1", "words": "zebra"})

    for page in (by_words, by_day):
        assert re.findall(r"\?thing=([\w:-]+)", page) == ["child:C2"]
    assert "Nothing that you keep here has these words." in nothing.content.decode()
    assert nothing.status_code == 200 and Child.rows.get(case=case, number=2).withdrawn_on is None


def test_words_that_may_not_be_blank_are_asked_for_again(room):
    case, browser, acts = room
    address = f"{acts}correct/?thing=notification:N1&field=what_happened"
    sends = fields(browser.get(address).content.decode())

    answer = browser.post(address, {**sends, "now": " ", "because": "A slip."})

    assert answer.status_code == 409 and "The new words are blank." in answer.content.decode()
    assert Notification.rows.get(case=case).what_happened == "A child died at home."


def test_who_keeps_nothing_here_is_told_so(a_case, someone, signed_in):
    case = a_case("decided")
    police = signed_in(someone("agency-lead", case=case, agency="police"))

    assert (
        "There is nothing here that you keep."
        in police.get(f"/cases/{case.code}/do/correct/").content.decode()
    )


def test_choosing_is_a_look_and_is_closed_to_whoever_may_not_do_the_act(room, a_case, someone, signed_in):
    _, browser, acts = room
    before = Row.rows.count()
    browser.get(f"{acts}withdraw/")
    assert Row.rows.count() == before + 1

    assert signed_in(someone("notifier")).get(f"{acts}withdraw/").status_code == 404
    assert signed_in(someone("chair")).get(f"{acts}wrong-case/").status_code == 404


def test_a_day_is_corrected_in_three_boxes(room):
    case, browser, acts = room
    address = f"{acts}correct/?thing=notification:N1&field=incident_on"
    page = browser.get(address).content.decode()
    sends = {name: value for name, value in fields(page).items() if name != "now"}

    assert 'name="now_day"' in page and 'name="now"' not in page and "Which day should it be?" in page
    wrong = browser.post(
        address, {**sends, "now_day": "31", "now_month": "2", "now_year": "2014", "because": "A slip."}
    )
    right = browser.post(
        address, {**sends, "now_day": "8", "now_month": "2", "now_year": "2014", "because": "A slip."}
    )

    assert wrong.status_code == 409 and "There is no such day." in wrong.content.decode()
    assert re.search(r'name="now_day" value="31"', wrong.content.decode()), "what was typed is still there"
    assert right.status_code == 302
    assert Notification.rows.get(case=case).incident_on == date(2014, 2, 8)
    corrected = browser.get(f"/cases/{case.code}/corrections/").content.decode()
    assert "8 February 2014" in corrected and "2014-02-08" not in corrected
    assert "Notification N1: day of the incident" in corrected


def test_a_day_that_was_not_known_is_blank_before_and_may_be_blank_again(room):
    case, browser, acts = room
    address = f"{acts}correct/?thing=notification:N1&field=aware_on"
    sends = fields(browser.get(address).content.decode())

    browser.post(
        address,
        {**sends, "now_day": "9", "now_month": "2", "now_year": "2014", "because": "The log says so."},
    )
    assert Notification.rows.get(case=case).aware_on == date(2014, 2, 9)
    sends = fields(browser.get(address).content.decode())
    assert (sends["now_day"], sends["now_month"], sends["now_year"]) == ("9", "2", "2014")
    browser.post(
        address, {**sends, "now_day": "", "now_month": "", "now_year": "", "because": "Not known after all."}
    )

    assert Notification.rows.get(case=case).aware_on is None


def test_something_is_withdrawn_from_its_own_page(room, does, someone):
    case, browser, acts = room
    does(someone("manager"), "add-child", to=case, initials="ZZ")
    address = f"{acts}withdraw/?thing=child:C2"

    sends = fields(browser.get(address).content.decode())
    assert sends["thing"] == "child:C2"
    answer = browser.post(address, {**sends, "because": "A slip of the pen."})

    assert answer.status_code == 302
    assert Child.rows.get(case=case, number=2).withdrawn_on is not None


@pytest.mark.parametrize("act", ["correct", "withdraw", "wrong-case", "move-out"])
def test_what_is_not_here_is_asked_for_and_never_half_a_form(room, act):
    _, browser, acts = room

    for thing in ("finding:F9", "nothing:X1", "finding"):
        page = browser.get(f"{acts}{act}/?thing={thing}").content.decode()
        assert "Or choose its kind" in page and thing not in re.sub(r"<[^>]*>", "", page)


def test_an_agency_is_offered_its_own_things_and_nobody_elses(a_case, someone, does, signed_in):
    case = a_case("decided")
    police = someone("agency-lead", case=case, agency="police")
    school = someone("agency-lead", case=case, agency="school")
    lead = someone("lead", case=case)
    does(lead, "draft-terms", to=case, purpose="To learn.", questions=["Why?"])
    Case.rows.filter(pk=case.pk).update(phase="gathering")
    does(lead, "ask-agencies", to=case, agencies=["police", "school"], due_on="2014-03-28")
    for who, agency in ((police, "police"), (school, "school")):
        said = {"date_text": "12.03.13", "event": f"What the {agency} saw.", "source": "Record"}
        does(who, "add-entry", to=case, agency=agency, **said)
    assert Entry.rows.filter(case=case).count() == 2

    browser = signed_in(police)
    page = browser.get(f"/cases/{case.code}/do/correct/?kind=entry").content.decode()
    kinds = browser.get(f"/cases/{case.code}/do/correct/").content.decode()
    found = browser.post(f"/cases/{case.code}/do/correct/", {"find": "1", "words": "saw"}).content.decode()

    assert "What the police saw." in page
    assert "What the police saw." in found and "1 found." in found
    for shown in (page, kinds, found):
        assert "What the school saw." not in shown and "Notification" not in shown


def test_a_decision_and_a_meeting_lead_to_their_corrections_and_only_those_who_keep_them(
    a_case, someone, does, signed_in
):
    case, manager, chair = a_case("decided"), someone("manager"), someone("chair")
    does(manager, "arrange-meeting", to=case, what="board", held_on="2014-03-20")
    chairs, managers = signed_in(chair), signed_in(manager)
    decision, meeting = f"/cases/{case.code}/decision/", f"/cases/{case.code}/meetings/M1/"

    assert "thing=decision:D1" in chairs.get(decision).content.decode()
    assert "thing=decision:D1" not in managers.get(decision).content.decode()
    page = managers.get(meeting).content.decode()
    link = re.search(r'href="([^"]*/do/withdraw/[^"]*)"', page)
    assert link and "thing=meeting:M1" in link[1]
    opened = managers.get(link[1].replace("&amp;", "&")).content.decode()
    assert fields(opened)["thing"] == "meeting:M1"


def test_only_kinds_that_there_are_have_words_of_their_own():
    assert set(CALLED) <= set(KINDS)


def test_however_many_things_there_are_the_page_asks_the_store_as_often(
    a_case, someone, does, signed_in, django_assert_num_queries
):
    case, manager = a_case("screening"), someone("manager")
    browser, address = signed_in(manager), f"/cases/{case.code}/do/withdraw/"

    def add(count: int) -> None:
        for _ in range(count):
            hold(Person.rows.get(account=someone("board-member").id), "team-member", case)
            does(
                manager,
                "ask-information",
                to=case,
                agencies=["police"],
                what="What is held.",
                due_on="2014-03-20",
            )

    add(1)
    browser.get(address)
    with CaptureQueriesContext(connection) as few:
        browser.get(address)
    add(3)

    with django_assert_num_queries(len(few)):
        browser.get(address)
