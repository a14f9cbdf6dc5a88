"""Accounts and sessions, tried from outside: who is let in, and when they are out again. Ids are the promises kept."""

from __future__ import annotations

from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.test import Client

from casereview.cases.models import Appointment
from casereview.config import settings as shipped
from casereview.people.entrance import open_account
from casereview.people.installation import give_token, invite
from casereview.people.models import Account, Invitation, Person
from casereview.people.sign_in import has_second_factor
from tests.test_web import PASSWORD, account_of, code_of

pytestmark = pytest.mark.django_db


def signed_in(account: Account) -> Client:
    """A browser that came through the sign-in page and the page of the second factor, as a person does."""
    client = Client()
    first = client.post("/accounts/login/", {"login": account.email, "password": PASSWORD})
    assert first["Location"] == "/accounts/2fa/authenticate/"
    return client


def inside(account: Account) -> Client:
    """The same without the wait for a second code, for tests that need two browsers in one half minute."""
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/").status_code == 200
    return client


def is_out(client: Client, page: str = "/") -> bool:
    answer = client.get(page)
    return answer.status_code == 302 and answer["Location"].startswith("/accounts/")


def test_au_2_the_api_too_is_closed_to_whoever_has_no_second_factor(a_case, someone):
    case, manager = a_case(), someone("manager", today=date.today())
    account = account_of(manager, factor=False)
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert client.get(f"/api/asks/workspace?case={case.code}").status_code == 401, "no cookie opens the API"
    assert is_out(client, f"/cases/{case.code}/")
    for method in ("post", "put", "delete", "head"):
        assert getattr(client, method)(f"/cases/{case.code}/").status_code == 302, method


def test_au_2_the_control_without_its_middleware_the_page_would_show(a_case, someone, settings):
    settings.MIDDLEWARE = [m for m in settings.MIDDLEWARE if not m.endswith("SecondFactor")]
    case, manager = a_case(), someone("manager")
    client = Client()
    client.force_login(
        account_of(manager, factor=False), backend="allauth.account.auth_backends.AuthenticationBackend"
    )

    assert client.get(f"/cases/{case.code}/").status_code == 200


def test_au_5_what_was_noted_before_the_second_factor_opens_nothing_after_it(someone):
    account = account_of(someone("manager"))
    client = signed_in(account)
    noted = client.cookies["casereview"].value
    client.post("/accounts/2fa/authenticate/", {"code": code_of(account)})

    thief = Client()
    thief.cookies["casereview"] = noted
    assert is_out(thief) and not is_out(client)


def test_au_8_a_new_password_ends_every_other_session_at_once(someone):
    account = account_of(someone("manager"))
    here, elsewhere = inside(account), inside(account)

    done = here.post(
        "/accounts/password/change/",
        {
            "oldpassword": PASSWORD,
            "password1": "five other words of heather",
            "password2": "five other words of heather",
        },
    )

    assert done.status_code == 302
    assert is_out(elsewhere) and not is_out(here)


def test_au_8_a_password_that_is_too_short_changes_nothing(someone):
    account = account_of(someone("manager"))
    here = inside(account)
    page = here.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "short", "password2": "short"}
    )

    assert page.status_code == 200 and "12 characters" in page.content.decode()
    assert Account.rows.get(pk=account.pk).check_password(PASSWORD)


def test_au_8_a_second_factor_taken_off_ends_every_other_session_and_this_one_sets_up_another(someone):
    account = account_of(someone("manager"))
    elsewhere = inside(account)
    here = signed_in(account)
    here.post("/accounts/2fa/authenticate/", {"code": code_of(account)})

    answer = here.post("/accounts/2fa/totp/deactivate/")
    if answer["Location"].startswith("/accounts/reauthenticate/"):
        here.post(answer["Location"], {"password": PASSWORD})
        here.post("/accounts/2fa/totp/deactivate/")

    assert not has_second_factor(account)
    assert is_out(elsewhere)
    assert here.get("/")["Location"] == "/accounts/2fa/totp/activate/"


def test_au_8_the_last_appointment_ends_and_its_sessions_with_it(a_case, someone, does):
    case = a_case("decided")
    lead, manager = someone("lead", case=case), someone("manager")
    client = inside(account_of(lead))
    assert client.get(f"/cases/{case.code}/").status_code == 200

    does(
        manager,
        "end-appointment",
        to=case,
        appointment=Appointment.rows.get(role="lead").key,
        because="They leave.",
    )

    assert is_out(client, f"/cases/{case.code}/")
    assert not Session.objects.exists()


def test_au_8_who_still_holds_something_stays_signed_in_and_sees_that_alone(a_case, someone, does):
    case, other = a_case("decided"), a_case("decided")
    lead, manager = someone("lead", case=case), someone("manager")
    from conftest import hold

    hold(Person.rows.get(account=lead.id), "lead", other)
    client = inside(account_of(lead))

    does(
        manager,
        "end-appointment",
        to=case,
        appointment=Appointment.rows.get(case=case).key,
        because="Enough.",
    )

    assert client.get(f"/cases/{case.code}/").status_code == 404
    assert client.get(f"/cases/{other.code}/").status_code == 200


def test_au_8_a_post_that_ends_signs_out_at_once(someone, a_board, does):
    board, chair, manager = a_board(), someone("chair"), someone("manager")
    client = inside(account_of(manager))

    does(
        chair,
        "end-post",
        to=board,
        person=Person.rows.get(account=manager.id).key,
        role="manager",
        because="Retired.",
    )

    assert is_out(client)


def test_au_12_behind_tls_every_cookie_is_secure_and_bound_to_this_host(tmp_path):
    import json
    import os
    import subprocess
    import sys

    names = [
        "SESSION_COOKIE_NAME",
        "CSRF_COOKIE_NAME",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SESSION_COOKIE_HTTPONLY",
        "CSRF_COOKIE_HTTPONLY",
        "SESSION_COOKIE_SAMESITE",
        "CSRF_COOKIE_SAMESITE",
        "SECURE_HSTS_SECONDS",
    ]
    code = f"import json; from casereview.config import settings as s; print(json.dumps([getattr(s, n) for n in {names}]))"
    env = {
        **os.environ,
        "CASEREVIEW_ADDRESS": "https://reviews.example.org",
        "CASEREVIEW_DATA": str(tmp_path),
    }
    env.pop("CASEREVIEW_DATABASE", None)
    told = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)

    found = dict(zip(names, json.loads(told.stdout), strict=True))
    assert found.pop("SESSION_COOKIE_NAME").startswith("__Host-")
    assert found.pop("CSRF_COOKIE_NAME").startswith("__Host-")
    assert found.pop("SECURE_HSTS_SECONDS") > 0
    assert {found.pop("SESSION_COOKIE_SAMESITE"), found.pop("CSRF_COOKIE_SAMESITE")} <= {"Lax", "Strict"}
    assert all(found.values())
    assert not shipped.SESSION_COOKIE_SECURE, "on this machine alone it is served without TLS"


def test_an_invitation_works_once_by_post_and_looking_at_it_spends_nothing(someone):
    account = Account.rows.get(pk=someone("manager").id)
    secret, client = invite(account), Client()

    assert (
        client.get(f"/invited/{secret}/").status_code == client.get(f"/invited/{secret}/").status_code == 200
    )
    done = client.post(f"/invited/{secret}/", {"password1": "four words of the moor"})
    again = Client().post(f"/invited/{secret}/", {"password1": "another four of them all"})

    assert (done.status_code, again.status_code) == (302, 404)
    assert Account.rows.get(pk=account.pk).check_password("four words of the moor")


def test_a_later_invitation_kills_the_earlier_and_none_lives_longer_than_a_day(someone):
    account = Account.rows.get(pk=someone("manager").id)
    first, second = invite(account), invite(account)
    assert Client().get(f"/invited/{first}/").status_code == 404
    assert Client().get(f"/invited/{second}/").status_code == 200

    Invitation.rows.update(until="2014-01-01T00:00:00Z")
    assert Client().get(f"/invited/{second}/").status_code == 404


def test_an_invitation_used_for_a_new_password_ends_the_sessions_of_the_old_one(someone):
    account = account_of(someone("manager"))
    client = inside(account)
    invite(account)

    open_account(Invitation.rows.get(account=account, used_at=None), "five other words of heather")

    assert is_out(client)


def test_nobody_makes_or_resets_an_account_by_themselves():
    for page in ("/accounts/signup/", "/accounts/password/reset/", "/accounts/email/"):
        assert Client().get(page).status_code in (302, 404), page
        assert not Account.rows.exists()


def test_a_second_factor_is_not_readable_in_a_stolen_store(someone):
    account = account_of(someone("manager"))

    kept = Authenticator.objects.get(user=account, type="totp").data["secret"]
    assert len(kept) > 60 and kept.startswith("gAAAA")


def test_a_token_is_kept_as_its_digest_alone(someone):
    from casereview.people.models import ApiToken

    account = Account.rows.get(pk=someone("manager").id)
    token = give_token(account)

    assert token not in str(list(ApiToken.rows.values()))
