"""What every page shows around itself: the board's name and brand, the menu, who is signed in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from casereview.access.policy import Actor
from casereview.people.models import Board, Person
from casereview.people.sign_in import current_code


def page(request: HttpRequest) -> dict[str, Any]:
    """The context of the base page. Nothing of a case is in it."""
    actor: Actor | None = getattr(request, "actor", None)
    found: dict[str, Any] = {"demo": settings.CASEREVIEW_DEMO}
    if settings.CASEREVIEW_DEMO:
        found |= _of_the_demo(request)
    people: list[Person] = getattr(request, "people", [])
    if actor is None or not people:
        return found
    person = people[0]
    return found | {
        "signed_in": person.name,
        "board_name": person.board.name,
        "brand": person.board.brand.lstrip("#"),
        "menu": menu(request, actor, person.board),
    }


def menu(request: HttpRequest, actor: Actor, board: Board) -> list[dict[str, Any]]:
    """The menu: what this person may open from anywhere."""
    live = {grant.role for grant in actor.grants if grant.live(actor.today)}
    rows = [("Home", reverse("home"))]
    if live & {"manager", "chair"}:
        rows += [
            ("Reviews", reverse("reviews", kwargs={"code": board.code})),
            ("Board", reverse("board", kwargs={"code": board.code})),
        ]
    if live & {"manager", "chair", "learning-group"}:
        rows.append(("Actions", reverse("actions-of-board", kwargs={"code": board.code})))
    rows += [("Search", reverse("search")), ("Calendar", reverse("calendar")), ("Law", reverse("law"))]
    return [{"text": text, "href": href, "current": request.path == href} for text, href in rows]


def _of_the_demo(request: HttpRequest) -> dict[str, Any]:
    """The demo's logins on its sign-in page, and the code of the second factor on the page that asks for it."""
    if request.path == "/accounts/login/":
        told = Path(settings.CASEREVIEW_FOLDER) / "demo.json"
        return (
            {"demo_people": json.loads(told.read_text(encoding="utf-8"))["people"]} if told.exists() else {}
        )
    if request.path == "/accounts/2fa/authenticate/":
        from allauth.account.internal.stagekit import get_pending_stage

        stage = get_pending_stage(request)
        return {"demo_code": current_code(stage.login.user)} if stage else {}
    if request.path == "/accounts/2fa/reauthenticate/" and request.user.is_authenticated:
        return {"demo_code": current_code(request.user)}
    return {}
