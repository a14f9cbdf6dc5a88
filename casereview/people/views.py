"""Pages of a board's people, of invitations and of the first start."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from casereview.acts.ask import ask
from casereview.law.frameworks import every_framework
from casereview.law.page import nations as known_nations
from casereview.people import installation
from casereview.people.entrance import first_code_is, first_code_lives, open_account, waiting_invitation
from casereview.web.middleware import not_there

BOARD_ACTS = (
    "notify",
    "add-person",
    "add-agency",
    "give-post",
    "end-post",
    "declare-board-interest",
    "correct-board-interest",
    "invite-person",
    "change-person",
    "rename-agency",
    "merge-agency",
    "merge-board",
    "set-board",
)

WRONG_CODE = "This is not the code that the terminal shows. Look again: it is the one printed last."
NO_CODE = (
    "This code is no longer good. Stop Casereview in the terminal and start it again: it prints a new one."
)


def no_such_page(request: HttpRequest, **_: Any) -> HttpResponse:
    """Accounts are made by invitation; nobody makes or resets one by themselves."""
    return not_there()


def board(request: HttpRequest, code: str) -> HttpResponse:
    """A board: its agencies, people and posts."""
    from casereview.people.offers import board_offers

    actor = request.actor  # type: ignore[attr-defined]
    answer = ask(actor, "board", of=code, page=request.GET.get("page", "1"))
    context = {"answer": answer, "no_mail": not settings.EMAIL_HOST, **board_offers(actor, code, BOARD_ACTS)}
    return render(request, "people/board.html", context)


def nations() -> list[tuple[str, str]]:
    """Each nation with what it calls a review today, by its framework in force."""
    today = timezone.localdate()
    return [(nation, f"{name}: {_kinds(nation, today)}") for nation, name in known_nations().items()]


def _kinds(nation: str, today: date) -> str:
    live = [f for f in every_framework() if f.serves(nation, today)]
    live.sort(key=lambda f: (f.occasion != "any", "child" not in f.people))
    kinds = dict.fromkeys(re.sub(r" \(.*\)$", "", f.title).lower() for f in live)
    return ", ".join(kinds) or "no framework is known for today; each case is given one"


class FirstForm(forms.Form):
    """The four answers of a first start."""

    code = forms.CharField(
        label="The code from the terminal",
        help_text="Eight figures, printed in the window where Casereview was started. It works once.",
        error_messages={"required": "Type the code that the terminal shows."},
    )
    name = forms.CharField(
        label="What is your board called?",
        help_text="As it should stand on letters.",
        max_length=200,
        error_messages={"required": "Write the board's name."},
    )
    nation = forms.ChoiceField(
        label="In which nation is it?",
        choices=nations,
        widget=forms.RadioSelect,
        help_text="It says which law a case begins with: the one in force there on the day of its notification. "
        "A case can be given another, with a reason.",
        error_messages={"required": "Choose a nation."},
    )
    manager = forms.CharField(
        label="Who is the board manager?",
        max_length=200,
        error_messages={"required": "Write the manager's name."},
    )
    email = forms.EmailField(
        label="Their e-mail address", error_messages={"required": "Write the manager's e-mail address."}
    )
    password1 = forms.CharField(
        label="Their password",
        widget=forms.PasswordInput,
        help_text="At least 12 characters. Three or four words will do.",
        error_messages={"required": "Choose a password."},
    )

    def clean_password1(self) -> str:
        """The password, judged by the installation's validators."""
        password_validation.validate_password(self.cleaned_data["password1"])
        return str(self.cleaned_data["password1"])


@sensitive_post_parameters()
def first(request: HttpRequest) -> HttpResponse:
    """First start: the board, its nation and its first manager, by a one-time code from the terminal."""
    if installation.has_a_board():
        return not_there()
    form = FirstForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if not first_code_is(form.cleaned_data["code"]):
            form.add_error("code", WRONG_CODE if first_code_lives() else NO_CODE)
        else:
            made = installation.make_board(form.cleaned_data["name"], form.cleaned_data["nation"])
            person = installation.first_manager(
                made, form.cleaned_data["manager"], form.cleaned_data["email"]
            )
            installation.set_password(person, form.cleaned_data["password1"])
            messages.success(request, f"{made.name} is set up. Sign in as its manager.")
            return redirect("account_login")
    return render(request, "people/first.html", {"form": form}, status=400 if form.errors else 200)


class OpenForm(forms.Form):
    """A password for a new account."""

    password1 = forms.CharField(
        label="Choose a password",
        widget=forms.PasswordInput,
        help_text="At least 12 characters. Three or four words will do.",
        error_messages={"required": "Choose a password."},
    )


@sensitive_post_parameters()
def invited(request: HttpRequest, secret: str) -> HttpResponse:
    """Open an account by an invitation. Looking at the page spends nothing; sending the password does."""
    invitation = waiting_invitation(secret, timezone.now())
    if invitation is None:
        return not_there()
    form = OpenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            password_validation.validate_password(form.cleaned_data["password1"], invitation.account)
        except ValidationError as weak:
            form.add_error("password1", weak)
        else:
            open_account(invitation, form.cleaned_data["password1"])
            messages.success(request, "Your account is open. Sign in with your e-mail address.")
            return redirect("account_login")
    return render(request, "people/invited.html", {"form": form}, status=400 if form.errors else 200)
