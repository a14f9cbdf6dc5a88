"""The page on which somebody makes and withdraws their own keys for programs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.debug import sensitive_variables

from casereview.people.keys import (
    TooMany,
    calendar_address_of,
    end_calendar_address,
    end_token,
    make_calendar_address,
    make_token,
    tokens_of,
)
from casereview.people.sign_in import second_factor_is_fresh
from casereview.web.widgets import DateBoxes

TYPED = "token_being_made"


class TokenForm(forms.Form):
    """What a token is called, and how long it lasts."""

    name = forms.CharField(
        label="What is it for?",
        max_length=60,
        help_text="So that you know it again, such as: The monthly figures.",
        error_messages={"required": "Write what it is for."},
    )
    until = forms.DateField(
        label="Until which day?",
        widget=DateBoxes,
        help_text="A year from now at the latest.",
        error_messages={
            "required": "Give the last day on which it opens anything.",
            "invalid": "Give a day such as 27 3 2027.",
        },
    )

    def clean_until(self) -> Any:
        """A day between today and a year from now."""
        until, today = self.cleaned_data["until"], timezone.localdate()
        if until < today:
            raise forms.ValidationError("This day is over. Give one that is still to come.")
        if (until - today).days > 366:
            raise forms.ValidationError("This is more than a year from now. Give an earlier day.")
        return until


@sensitive_variables("shown")
def keys(request: HttpRequest) -> HttpResponse:
    """A person's calendar address and tokens. To make one takes the second factor; what is made is shown this once."""
    if request.method == "POST":
        return _done(request, request.POST.get("do", ""))
    typed = request.session.pop(TYPED, None) if TYPED in request.session else None
    return _page(request, TokenForm(initial={"name": typed} if typed else None))


@sensitive_variables("shown")
def _done(request: HttpRequest, what: str) -> HttpResponse:
    account: Any = request.user
    if what == "end-token":
        number = request.POST.get("token", "")
        if number.isdecimal() and len(number) < 18:
            end_token(account, int(number))
        return redirect("keys")
    if what == "end-calendar":
        end_calendar_address(account)
        return redirect("keys")
    if what not in ("make-token", "make-calendar"):
        return redirect("keys")
    if not second_factor_is_fresh(request):
        request.session[TYPED] = request.POST.get("name", "")[:60]
        return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': reverse('keys')})}")
    if what == "make-calendar":
        path = reverse("calendar-of", kwargs={"secret": make_calendar_address(account)})
        shown = settings.CASEREVIEW_ADDRESS.rstrip("/") + path
        return _page(request, TokenForm(), calendar=shown)
    return _token(request, account)


@sensitive_variables("token")
def _token(request: HttpRequest, account: Any) -> HttpResponse:
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=400)
    said = form.cleaned_data
    try:
        token = make_token(account, said["name"], said["until"], timezone.localdate())
    except TooMany as many:
        form.add_error(None, str(many))
        return _page(request, form, status=409)
    return _page(request, TokenForm(), token=token, token_name=said["name"])


def _page(request: HttpRequest, form: TokenForm, status: int = 200, **shown: str) -> HttpResponse:
    account: Any = request.user
    context = {
        "form": form,
        "tokens": tokens_of(account, timezone.localdate()),
        "address": calendar_address_of(account),
        "shown": shown,
    }
    return render(request, "people/keys.html", context, status=status)
