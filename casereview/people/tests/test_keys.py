"""Keys for programs: somebody makes their own with the second factor in hand, sees them once, and takes them back."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.utils import timezone

from casereview.audit.models import Row
from casereview.people.keys import MOST, make_token, tokens_of
from casereview.people.models import Account, ApiToken, CalendarAddress
from tests.test_web import code_of

pytestmark = pytest.mark.django_db
PAGE = "/you/programs/"


@pytest.fixture
def manager(someone):
    return someone("manager", today=timezone.localdate())


@pytest.fixture
def browser(manager) -> Client:
    """Signed in, some time ago: the second factor is not fresh any more."""
    account = Account.rows.get(pk=manager.id)
    TOTP.activate(account, generate_totp_secret())
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def just_shown(browser, manager) -> Client:
    """The same, with the second factor shown a moment ago."""
    code = code_of(Account.rows.get(pk=manager.id))
    assert browser.post("/accounts/2fa/reauthenticate/", {"code": code}).status_code == 302
    return browser


def asked_for(name: str = "Monthly figures", days: int = 30) -> dict[str, str]:
    until = timezone.localdate() + timedelta(days=days)
    day = {"until_day": str(until.day), "until_month": str(until.month), "until_year": str(until.year)}
    return {"do": "make-token", "name": name, **day}


def token_on(page: str) -> str:
    return re.search(r'id="shown" readonly value="([^"]+)"', page)[1]


def call(token: str) -> int:
    return Client(headers={"authorization": f"Bearer {token}"}).get("/api/asks/home").status_code


def test_a_token_is_made_shown_once_and_opens_the_api_in_its_owners_name(just_shown, manager):
    page = just_shown.post(PAGE, asked_for()).content.decode()
    token = token_on(page)

    assert call(token) == 200
    assert Row.rows.order_by("seq").last().actor == f"account:{manager.id}"
    again = just_shown.get(PAGE).content.decode()
    assert token not in again and "Monthly figures" in again
    assert token not in str(list(ApiToken.rows.values()))


def test_the_page_says_when_it_was_last_used(just_shown):
    token = token_on(just_shown.post(PAGE, asked_for()).content.decode())
    assert "Never" in just_shown.get(PAGE).content.decode()

    call(token)

    assert "Never" not in just_shown.get(PAGE).content.decode()
    assert ApiToken.rows.get().used_on == timezone.localdate()


def test_withdrawn_it_opens_nothing_and_is_not_listed(just_shown):
    token = token_on(just_shown.post(PAGE, asked_for()).content.decode())

    just_shown.post(PAGE, {"do": "end-token", "token": ApiToken.rows.get().pk})

    assert call(token) == 401
    assert "Monthly figures" not in just_shown.get(PAGE).content.decode()


def test_making_and_withdrawing_are_on_the_trail_without_the_token(just_shown):
    just_shown.post(PAGE, asked_for())
    just_shown.post(PAGE, {"do": "end-token", "token": ApiToken.rows.get().pk})
    just_shown.post(PAGE, {"do": "make-calendar"})
    just_shown.post(PAGE, {"do": "end-calendar"})

    kept = [row.act for row in Row.rows.order_by("seq") if row.act.startswith(("make-", "end-"))]
    assert kept == ["make-token", "end-token", "make-calendar-address", "end-calendar-address"]


@pytest.mark.parametrize("said", [asked_for(), {"do": "make-calendar"}])
def test_au_4_without_a_fresh_second_factor_nothing_is_made(browser, said):
    answer = browser.post(PAGE, said)

    assert answer["Location"] == "/accounts/2fa/reauthenticate/?next=%2Fyou%2Fprograms%2F"
    assert not ApiToken.rows.exists() and not CalendarAddress.rows.exists()


def test_au_4_the_password_alone_is_not_the_second_factor(browser, manager):
    account = Account.rows.get(pk=manager.id)
    account.set_password("five plain words of heather")
    account.save()
    browser.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    browser.post("/accounts/reauthenticate/", {"password": "five plain words of heather"})

    browser.post(PAGE, asked_for())

    assert not ApiToken.rows.exists()


def test_what_was_typed_is_still_there_after_the_second_factor(browser, manager):
    browser.post(PAGE, asked_for("The monthly figures"))
    browser.post("/accounts/2fa/reauthenticate/", {"code": code_of(Account.rows.get(pk=manager.id))})

    assert 'value="The monthly figures"' in browser.get(PAGE).content.decode()


def test_a_stranger_signs_in_first(a_board):
    a_board()
    assert Client().get(PAGE)["Location"].startswith("/accounts/login/")
    assert Client().post(PAGE, asked_for())["Location"].startswith("/accounts/login/")
    assert not ApiToken.rows.exists()


def test_nobody_withdraws_anothers_token(just_shown, someone):
    other = Account.rows.get(pk=someone("manager").id)
    make_token(other, "Theirs", None, timezone.localdate())

    for number in (ApiToken.rows.get().pk, "x", "", "9" * 40):
        assert just_shown.post(PAGE, {"do": "end-token", "token": number}).status_code == 302

    assert [t.name for t in tokens_of(other, timezone.localdate())] == ["Theirs"]
    assert "Theirs" not in just_shown.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (asked_for(name=""), "Write what it is for."),
        (asked_for(days=-1), "This day is over."),
        (asked_for(days=400), "more than a year from now"),
        ({**asked_for(), "until_month": "13"}, "Give a day such as"),
        ({**asked_for(), "until_day": "", "until_month": "", "until_year": ""}, "Give the last day"),
    ],
)
def test_a_slip_says_what_and_makes_nothing(just_shown, said, words):
    answer = just_shown.post(PAGE, said)

    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert not ApiToken.rows.exists()


def test_there_is_an_end_to_how_many(just_shown, manager):
    account = Account.rows.get(pk=manager.id)
    for number in range(MOST):
        make_token(account, f"Number {number}", None, timezone.localdate())

    answer = just_shown.post(PAGE, asked_for("One more"))

    assert answer.status_code == 409 and f"You have {MOST} tokens" in answer.content.decode()
    assert ApiToken.rows.count() == MOST


def test_it_ends_with_its_day_and_with_its_account(just_shown):
    token = token_on(just_shown.post(PAGE, asked_for()).content.decode())

    ApiToken.rows.update(until=date(2014, 1, 1))
    assert call(token) == 401
    ApiToken.rows.update(until=None)
    assert call(token) == 200
    Account.rows.update(is_active=False)
    assert call(token) == 401


def test_the_calendar_address_is_shown_once_and_can_be_withdrawn(just_shown):
    page = just_shown.post(PAGE, {"do": "make-calendar"}).content.decode()
    path = token_on(page).split("://", 1)[1].partition("/")[2]

    assert Client().get(f"/{path}").status_code == 200
    assert path not in just_shown.get(PAGE).content.decode()
    just_shown.post(PAGE, {"do": "end-calendar"})
    assert Client().get(f"/{path}").status_code == 404


def test_something_else_is_nothing(just_shown):
    assert just_shown.post(PAGE, {"do": "make-king"})["Location"] == PAGE
    assert not ApiToken.rows.exists()
