"""Sessions end with what they were for."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session


def end_for(account: int, *, but: str = "") -> int:
    """End every session of an account at once, but one. Gives the number that ended.

    Each session is asked itself whose it is: a list kept beside them could miss one.
    """
    keys = [
        one.session_key
        for one in Session.objects.all()
        if one.session_key != but and one.get_decoded().get(SESSION_KEY) == str(account)
    ]
    UserSession.objects.filter(user_id=account, session_key__in=keys).delete()
    return int(Session.objects.filter(session_key__in=keys).delete()[0])
