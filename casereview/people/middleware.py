"""Sessions that end when they should, and nobody past the door without a second factor."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from casereview.people.installation import has_a_board
from casereview.people.sign_in import has_second_factor
from casereview.web import drafts

Next = Callable[[HttpRequest], HttpResponse]
IDLE = 30 * 60
ABSOLUTE = 12 * 3600
OPEN = ("/accounts/", "/static/", "/brand/", "/api/", "/first/", "/invited/", "/dates/", "/health")
ENROLMENT = ("/accounts/2fa/", "/accounts/logout/", "/accounts/reauthenticate/", "/static/", "/brand/")


class SessionEnds:
    """Ends a session by idleness, by age, or because its account was switched off. The times are kept in the row."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            first = request.session.setdefault("signed_in_at", now)
            last = request.session.get("seen_at", now)
            if now - last > IDLE or now - first > ABSOLUTE or not request.user.is_active:
                logout(request)
            elif now - last > 30 or "seen_at" not in request.session:
                request.session["seen_at"] = now  # written at most twice a minute
        return self.get_response(request)


class SecondFactor:
    """Sends strangers to sign in, and whoever has no second factor to set one up before anything else.

    A form that was sent after its session ended loses nothing: its text is kept as its owner's draft.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path
        if not request.user.is_authenticated:
            if (path == reverse("account_login") or not path.startswith(OPEN)) and not has_a_board():
                return redirect("first")  # nobody can sign in before there is a board
            if path.startswith(OPEN):
                return self.get_response(request)
            if request.method == "POST":
                _keep_what_was_typed(request)
                return redirect(f"{reverse('account_login')}?next={request.path}")
            return redirect(
                f"{reverse('account_login')}?next={request.get_full_path() if request.method == 'GET' else '/'}"
            )
        if (
            not path.startswith(ENROLMENT)
            and not path.startswith("/api/")
            and not has_second_factor(request.user)
        ):
            return redirect("mfa_activate_totp")
        return self.get_response(request)


def _keep_what_was_typed(request: HttpRequest) -> None:
    owner = drafts.owner_of(request.POST.get("owner", ""))
    if owner is None:
        return
    skip = {"csrfmiddlewaretoken", "token", "owner", "next"}
    typed = {name: value for name, value in request.POST.items() if name not in skip and value}
    drafts.keep(owner[0], owner[1], {name: str(value)[:400_000] for name, value in typed.items()})
