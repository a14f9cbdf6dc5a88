"""The family's room: declined, not reached, not yet asked and not safe are four things, and each stays readable."""

from __future__ import annotations

import pytest

from casereview.acts.ask import ask
from casereview.acts.registry import Refused
from casereview.reviews.models import FamilyMember

pytestmark = pytest.mark.django_db


@pytest.fixture
def mother(a_case, someone, does):
    """A case that is decided, its manager, and the mother, who is not yet asked."""
    case = a_case("decided")
    manager = someone("manager", board=case.board)
    does(manager, "add-family-member", to=case, relation="Mother", safe_way="By her sister", contact=None)
    return case, manager, FamilyMember.rows.get(case=case).key


def test_how_it_stood_before_stays_with_its_reason_and_the_day_until_which_it_was_so(mother, does):
    case, manager, key = mother
    does(
        manager,
        "set-family-state",
        to=case,
        member=key,
        state="not-reached",
        because="Two letters and three calls.",
    )
    does(manager, "set-family-state", to=case, member=key, state="declined", because="She said not now.")

    (told,) = ask(manager, "family", of=case)["members"]

    assert (told["state"], told["state_because"]) == ("declined", "She said not now.")
    assert [(one["state"], one["because"]) for one in told["before"]] == [
        ("not-reached", "Two letters and three calls."),
        ("not-yet-asked", ""),
    ]
    assert {one["until"] for one in told["before"]} == {"2014-03-03"}


def test_the_page_shows_how_it_stood_before(mother, does, signed_in):
    case, manager, key = mother
    browser = signed_in(manager)
    page = browser.get(f"/cases/{case.code}/family/").content.decode()
    assert "How it stood before" not in page

    does(manager, "set-family-state", to=case, member=key, state="not-safe", because="He reads her mail.")
    does(manager, "set-family-state", to=case, member=key, state="taking-part")

    page = browser.get(f"/cases/{case.code}/family/").content.decode()
    assert "How it stood before" in page
    assert "He reads her mail." in page


def test_not_reached_and_not_safe_need_their_reason(mother, does):
    case, manager, key = mother
    for state in ("not-reached", "not-safe"):
        with pytest.raises(Refused, match="needs its reason"):
            does(manager, "set-family-state", to=case, member=key, state=state)
    assert FamilyMember.rows.get(case=case).states == []


def test_each_of_the_family_leads_to_its_correction_and_only_for_those_who_keep_it(
    mother, does, someone, signed_in
):
    case, manager, key = mother
    does(manager, "record-family-contact", to=case, member=key, what="invited", text="A letter went.")
    does(manager, "add-family-question", to=case, member=key, text="Why did nobody come?")

    page = signed_in(manager).get(f"/cases/{case.code}/family/").content.decode()
    others = signed_in(someone("chair")).get(f"/cases/{case.code}/family/").content.decode()

    for thing in (f"family-member:{key}", "family-contact:FC1", "family-question:FQ1"):
        assert f"do/correct/?thing={thing}" in page and f"do/withdraw/?thing={thing}" in page
    assert "?thing=" not in others
