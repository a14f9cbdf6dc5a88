"""Makes the actor: who is asking, on which day."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from casereview.access.policy import Actor
from casereview.cases.actors import actor_of_account

NOBODY = Actor(id=0, active=False, label="nobody")


class WhoAsks:
    """Puts ``request.actor`` on every request: somebody signed in with what they hold today, or nobody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        signed_in = request.user.is_authenticated
        request.actor = actor_of_account(request.user, timezone.localdate()) if signed_in else NOBODY  # type: ignore[attr-defined,arg-type]
        return self.get_response(request)
