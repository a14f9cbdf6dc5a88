"""Corrections in a browser: which thing, which part, its words as they stand, and the reason. Without JavaScript."""

from __future__ import annotations

import re

import pytest

from casereview.cases.models import Case, Child, Correction, Notification
from casereview.evidence.models import Entry

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


def test_where_nothing_is_known_the_page_lists_what_this_person_keeps(room):
    _, browser, acts = room

    page = browser.get(f"{acts}correct/").content.decode()

    assert "Notification N1, of 10 February 2014" in page and "Child C1: AB" in page
    assert "Go on" in page and "nothing to choose" not in page


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
        assert "Go on" in page and thing not in re.sub(r"<[^>]*>", "", page)


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

    page = signed_in(police).get(f"/cases/{case.code}/do/correct/").content.decode()

    assert "What the police saw." in page
    assert "What the school saw." not in page and "Notification" not in page


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
