"""Sessions end with what they were for."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session


def end_for(account: int, *, but: str = "") -> int:
    """End every session of an account at once, but one. Gives the number that ended."""
    keys = [
        k
        for k in UserSession.objects.filter(user_id=account).values_list("session_key", flat=True)
        if k != but
    ]
    UserSession.objects.filter(user_id=account, session_key__in=keys).delete()
    return int(Session.objects.filter(session_key__in=keys).delete()[0])
