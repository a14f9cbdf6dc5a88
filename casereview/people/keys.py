"""Keys for programs: tokens that act as a person, and the address at which a calendar reads a person's dates.

Each is shown once, kept as its digest alone, withdrawn at any time, and worth nothing once its account is switched off.
Installation's own matters, listed in docs/writes.md.
"""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from casereview.audit import trail
from casereview.people.installation import digest_of, give_token
from casereview.people.models import Account, ApiToken, CalendarAddress

MOST = 20
"""So many live tokens has one person: enough for every program, few enough to look through."""


class TooMany(ValueError):
    """Somebody has as many tokens as one person may have."""


def tokens_of(account: Account, today: date) -> list[ApiToken]:
    """The tokens of an account that open something today, the newest first. What they are is not known to anybody."""
    return list(_live(today).filter(account=account).order_by("-pk"))


def make_token(account: Account, name: str, until: date | None, today: date) -> str:
    """A new token, to be shown once.

    Args:
        name: what its owner calls it.
        until: the last day on which it opens anything.

    Raises:
        TooMany: others have to be withdrawn first.
    """
    with transaction.atomic():
        Account.rows.select_for_update().get(pk=account.pk)
        if len(tokens_of(account, today)) >= MOST:
            raise TooMany(f"You have {MOST} tokens. Withdraw one that you do not use.")
        token = give_token(account, until, name)
        _record(account, "make-token")
    return token


def end_token(account: Account, number: int) -> bool:
    """Withdraw one of an account's own tokens; whether it was there."""
    with transaction.atomic():
        found = ApiToken.rows.filter(pk=number, account=account, ended_at=None).update(
            ended_at=timezone.now()
        )
        if found:
            _record(account, "end-token")
    return bool(found)


def account_of_token(token: str, today: date) -> Account | None:
    """Whose live token this is. The day of its use is kept, so that its owner sees which are in use."""
    found = _live(today).filter(digest=digest_of(token)).select_related("account").first()
    return _used(ApiToken, found, today)


def calendar_address_of(account: Account) -> CalendarAddress | None:
    """The calendar address that an account has, if it has one: when it was made and last read."""
    found: CalendarAddress | None = CalendarAddress.rows.filter(account=account, ended_at=None).first()
    return found


def make_calendar_address(account: Account) -> str:
    """The secret of a new calendar address, to be shown once. The one before it is dead."""
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        CalendarAddress.rows.filter(account=account, ended_at=None).update(ended_at=timezone.now())
        CalendarAddress.rows.create(account=account, digest=digest_of(secret))
        _record(account, "make-calendar-address")
    return secret


def end_calendar_address(account: Account) -> bool:
    """Withdraw an account's calendar address; whether it had one."""
    with transaction.atomic():
        found = CalendarAddress.rows.filter(account=account, ended_at=None).update(ended_at=timezone.now())
        if found:
            _record(account, "end-calendar-address")
    return bool(found)


def account_of_calendar(secret: str, today: date) -> Account | None:
    """Whose calendar is read at this address, if it is alive."""
    live = CalendarAddress.rows.filter(digest=digest_of(secret), ended_at=None, account__is_active=True)
    return _used(CalendarAddress, live.select_related("account").first(), today)


def _live(today: date) -> Any:
    in_time = Q(until=None) | Q(until__gte=today)
    return ApiToken.rows.filter(in_time, ended_at=None, account__is_active=True)


def _used(
    table: type[ApiToken | CalendarAddress], found: ApiToken | CalendarAddress | None, today: date
) -> Account | None:
    if found is None:
        return None
    if found.used_on != today:  # written once a day, not with every request
        table.rows.filter(pk=found.pk).update(used_on=today)
    return found.account


def _record(account: Account, what: str) -> None:
    trail.record(f"account:{account.pk}", what, f"account:{account.pk}", {})
