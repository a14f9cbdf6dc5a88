"""Makes the actor: who is asking, on which day."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from casereview.access.policy import Actor
from casereview.cases.actors import actor_of_account, people_of

NOBODY = Actor(id=0, active=False, label="nobody")


class WhoAsks:
    """Puts ``request.actor`` on every request: somebody signed in with what they hold today, or nobody.

    ``request.people`` are the signed-in account's persons, for the head of the page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user: Any = request.user
        people = people_of(user) if user.is_authenticated else []
        actor = actor_of_account(user, timezone.localdate(), people) if user.is_authenticated else NOBODY
        request.people, request.actor = people, actor  # type: ignore[attr-defined]
        return self.get_response(request)
