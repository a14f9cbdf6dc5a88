"""Whose token a request bears."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from casereview.access.policy import Actor
from casereview.cases.actors import actor_of_account
from casereview.people.keys import account_of_token


def actor_of_request(request: HttpRequest) -> Actor | None:
    """The actor whose live token the request bears, or None. A signed-in browser is no token: no cookie counts here."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        return None
    today = timezone.localdate()
    account = account_of_token(token.strip(), today)
    return actor_of_account(account, today) if account else None
