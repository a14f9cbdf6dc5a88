"""What every answer carries, and what no page tells."""

from __future__ import annotations

from datetime import date
from html import unescape

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from casereview.people.models import Account
from casereview.web.models import Draft

pytestmark = pytest.mark.django_db
PASSWORD = "four words of the moor"


def account_of(actor, factor=True):
    account = Account.rows.get(pk=actor.id)
    account.set_password(PASSWORD)
    account.save()
    if factor:
        TOTP.activate(account, generate_totp_secret())
    return account


def browser_of(actor) -> Client:
    """A browser in which this person has come through both doors."""
    client = Client()
    client.force_login(account_of(actor), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def text_of(answer) -> str:
    """What an answer says, with each run of blanks made one."""
    return " ".join(unescape(answer.content.decode()).split())


def code_of(account) -> str:
    import time

    from casereview.people.sign_in import FactorAdapter

    secret = FactorAdapter().decrypt(Authenticator.objects.get(user=account, type="totp").data["secret"])
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def case_pages(code: str) -> list[str]:
    found = []
    for pattern in get_resolver().reverse_dict.lists():
        for name in [pattern[0]]:
            if isinstance(name, str):
                try:
                    found.append(reverse(name, kwargs={"code": code}))
                except NoReverseMatch:  # an address that needs more than a code
                    continue
    return sorted(u for u in found if u.startswith("/cases/"))


def test_wb_1_every_answer_carries_the_protections(a_case, someone):
    case, client = a_case(), browser_of(someone("manager"))
    pages = [
        "/",
        "/search/",
        "/calendar/",
        "/accounts/login/",
        "/nothing/",
        "/static/casereview/casereview.css",
        *case_pages(case.code),
    ]
    assert len(pages) > 15
    for page in pages:
        answer = client.get(page)
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "unsafe-inline" not in policy, page
        assert answer["X-Content-Type-Options"] == "nosniff", page
        assert "frame-ancestors 'none'" in policy, page
        assert answer["Referrer-Policy"] in ("same-origin", "no-referrer"), page
        assert (
            answer["Cross-Origin-Opener-Policy"] == "same-origin"
            and answer["Cross-Origin-Resource-Policy"] == "same-origin"
        ), page
        assert "camera=()" in answer["Permissions-Policy"], page


def test_wb_7_nothing_of_a_case_is_kept_by_a_cache(a_case, someone):
    case, client = a_case(), browser_of(someone("manager"))
    for page in case_pages(case.code):
        assert client.get(page)["Cache-Control"] == "no-store", page


def test_wb_2_a_form_that_did_not_come_from_our_page_changes_nothing(a_case, someone):
    case, manager = a_case(), someone("manager")
    client = Client(enforce_csrf_checks=True)
    client.force_login(account_of(manager), backend="allauth.account.auth_backends.AuthenticationBackend")

    assert client.post(f"/cases/{case.code}/do/add-child/", {"initials": "XX"}).status_code == 403


def test_wb_12_no_error_page_shows_the_inside(a_case, someone, settings):
    settings.DEBUG = False
    client = browser_of(someone("manager"))
    for page in ("/nothing/", "/cases/NOWHERE-1/", "/boards/none/do/notify/"):
        answer = client.get(page)
        assert answer.status_code == 404
        if "text/" not in answer["Content-Type"]:
            continue  # a file: its own tests read it
        text = answer.content.decode()
        assert (
            "Traceback" not in text
            and "casereview/" not in text.replace("/static/casereview/", "")
            and "Django" not in text
        )


def test_az_5_a_page_that_is_not_yours_has_the_same_bytes_as_none(a_case, someone, a_board):
    case = a_case()
    stranger = browser_of(someone("manager", board=a_board("Elsewhere Safeguarding Children Board")))

    there, nowhere = stranger.get(f"/cases/{case.code}/"), stranger.get("/cases/NOWHERE-1/")

    assert (there.status_code, there.content) == (404, nowhere.content)


def test_au_2_without_a_second_factor_there_is_only_the_page_to_set_one_up(a_case, someone):
    case, manager = a_case(), someone("manager")
    client = Client()
    client.force_login(
        account_of(manager, factor=False), backend="allauth.account.auth_backends.AuthenticationBackend"
    )

    for page in ("/", f"/cases/{case.code}/", "/search/"):
        assert client.get(page)["Location"] == "/accounts/2fa/totp/activate/"
    assert (
        client.post(f"/cases/{case.code}/do/add-child/", {"initials": "XX"})["Location"]
        == "/accounts/2fa/totp/activate/"
    )


def test_au_5_the_session_changes_at_both_doors_and_the_old_one_is_dead(someone):
    account = account_of(someone("manager"))
    client = Client()
    client.get("/accounts/login/")
    first = client.post("/accounts/login/", {"login": account.email, "password": PASSWORD})
    assert first["Location"] == "/accounts/2fa/authenticate/"
    between = client.session.session_key
    done = client.post("/accounts/2fa/authenticate/", {"code": code_of(account)})

    assert done.status_code == 302
    assert client.session.session_key != between
    assert not Session.objects.filter(session_key=between).exists()


def test_a_code_is_good_once(someone):
    account = account_of(someone("manager"))
    code = code_of(account)
    for turn in (1, 2):
        client = Client()
        client.post("/accounts/login/", {"login": account.email, "password": PASSWORD})
        answer = client.post("/accounts/2fa/authenticate/", {"code": code})
        assert answer.status_code == (302 if turn == 1 else 200)


def test_au_7_a_cookie_played_again_after_sign_out_opens_nothing(a_case, someone):
    case, client = a_case(), browser_of(someone("manager"))
    cookie = client.cookies["casereview"].value
    assert client.get(f"/cases/{case.code}/").status_code == 200
    client.post("/accounts/logout/")

    again = Client()
    again.cookies["casereview"] = cookie
    answer = again.get(f"/cases/{case.code}/")
    assert answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")


def test_au_8_an_account_that_is_switched_off_is_out_at_once(a_case, someone):
    case, manager = a_case(), someone("manager")
    client = browser_of(manager)
    Account.rows.filter(pk=manager.id).update(is_active=False)

    assert client.get(f"/cases/{case.code}/").status_code in (302, 404)


def test_au_12_cookies_are_kept_from_scripts(someone):
    account = account_of(someone("manager"))
    client = Client()
    client.get("/accounts/login/")
    client.post("/accounts/login/", {"login": account.email, "password": PASSWORD})
    for cookie in client.cookies.values():
        assert cookie["httponly"] and cookie["samesite"] == "Lax", cookie.key


def test_a_session_that_ended_while_somebody_typed_loses_nothing(a_case, someone):
    case, manager = a_case(), someone("manager")
    client = browser_of(manager)
    page = client.get(f"/cases/{case.code}/do/name-in-register/").content.decode()
    owner = page.split('name="owner" value="')[1].split('"')[0]
    client.logout()

    answer = client.post(
        f"/cases/{case.code}/do/name-in-register/", {"owner": owner, "relation": "What I typed"}
    )

    assert answer.status_code == 302
    assert Draft.rows.get(account=manager.id).content["relation"] == "What I typed"
    client.force_login(
        Account.rows.get(pk=manager.id), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    assert "What I typed" in client.get(f"/cases/{case.code}/do/name-in-register/").content.decode()


def test_a_wrong_day_comes_back_as_it_was_typed_and_changes_nothing(a_case, someone):
    case, client = a_case(), browser_of(someone("manager"))
    typed = {
        "what": "What you hold.",
        "agencies": "police",
        "due_on_0": "31",
        "due_on_1": "2",
        "due_on_2": "2014",
    }
    typed |= {"due_on_day": "31", "due_on_month": "2", "due_on_year": "2014"}

    answer = client.post(f"/cases/{case.code}/do/ask-information/", typed)

    text = answer.content.decode()
    assert answer.status_code == 400
    assert "What you hold." in text and "such as" in text


def test_pr_1_no_name_stands_in_an_address_a_title_or_a_mail(a_case, someone, does):
    case, manager = a_case(), someone("manager")
    for number, name in enumerate(["Gwenllian Canary", "Siobhán Canary", "Żaneta Canary", "كناري Canary"]):
        does(manager, "name-in-register", to=case, group="family", name=name, public_name=f"Person {number}")
    client = browser_of(manager)

    for page in case_pages(case.code):
        answer = client.get(page)
        if "text/" not in answer["Content-Type"]:
            continue  # a file: its own tests read it
        text = answer.content.decode()
        title = text.split("<title>")[1].split("</title>")[0] if "<title>" in text else ""
        addresses = " ".join(part.split('"')[0] for part in text.split('href="')[1:])
        assert "Canary" not in title + addresses + str(answer.headers), page
        assert "Canary" not in text or page.endswith("/register/"), page
    assert [m.subject + m.body for m in mail.outbox if "Canary" in m.subject + m.body] == []


def test_the_page_says_what_a_review_is_not(someone):
    text = browser_of(someone("manager")).get("/").content.decode()

    for words in (
        "not a public enquiry",
        "disciplinary process",
        "grievance hearing",
        "professional advice",
        "not legally binding",
    ):
        assert words in text


def test_today_is_the_servers_day(a_case, someone):
    case = a_case()
    client = browser_of(someone("manager"))
    text = client.get(f"/cases/{case.code}/do/add-child/").content.decode()
    assert f'value="{date.today().year}"' in text
