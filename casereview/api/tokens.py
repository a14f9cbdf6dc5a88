"""Whose token a request bears."""

from __future__ import annotations

import hashlib

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from casereview.access.policy import Actor
from casereview.cases.actors import actor_of_account
from casereview.people.models import ApiToken


def actor_of_request(request: HttpRequest) -> Actor | None:
    """The actor whose live token the request bears, or None. A signed-in browser is no token: no cookie counts here."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        return None
    today = timezone.localdate()
    digest = hashlib.sha256(token.strip().encode()).hexdigest()
    live = ApiToken.rows.filter(Q(until=None) | Q(until__gte=today), digest=digest, account__is_active=True)
    found = live.select_related("account").first()
    return actor_of_account(found.account, today) if found else None
