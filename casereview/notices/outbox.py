"""The outbox: written in the act's own transaction, sent later, at least once, with a stable Message-ID."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from casereview.acts.perform import NOTICE_WRITERS
from casereview.acts.registry import Notice
from casereview.notices.models import Outbox
from casereview.notices.rules import KINDS, body_of, subject_of

log = logging.getLogger("casereview.notices")
LEASE = timedelta(minutes=5)
WAITS = (1, 5, 15, 60, 240)
"""Minutes to wait before each further try; after the last, every four hours."""


def write(subject: Any, notice: Notice, seq: int) -> None:
    """Put a notice into the outbox, one row for each account; a reminder is a row that is due later."""
    if notice.kind not in KINDS:
        raise ValueError(f"There is no kind of notice called '{notice.kind}'.")
    due = timezone.now()
    if notice.due is not None:
        due = timezone.make_aware(datetime.combine(notice.due, time(7, 0)))
    Outbox.rows.bulk_create(
        Outbox(account=account, kind=notice.kind, code=subject.code, about=notice.about, act_seq=seq, due=due)
        for account in notice.to
        if account
    )


if write not in NOTICE_WRITERS:
    NOTICE_WRITERS.append(write)


def claim(now: datetime, most: int = 10) -> list[Outbox]:
    """Take some notices that are due, so that no other worker takes them until the lease is over."""
    with transaction.atomic():
        free = Q(claimed_until=None) | Q(claimed_until__lt=now)
        rows = Outbox.rows.filter(free, done_at=None, due__lte=now).order_by("due", "pk")
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        found = list(rows[:most])
        Outbox.rows.filter(pk__in=[r.pk for r in found]).update(
            claimed_until=now + LEASE, tries=F("tries") + 1
        )
    return found


def send_due(address_of: Callable[[int], str], now: datetime | None = None) -> int:
    """Send what is due. One refused recipient stops nobody else. Gives the number sent."""
    moment = now or timezone.now()
    sent = 0
    for row in claim(moment):
        try:
            _send(row, address_of(row.account))
        except Exception as problem:
            wait = WAITS[min(row.tries, len(WAITS) - 1)]
            kind = type(problem).__name__
            Outbox.rows.filter(pk=row.pk).update(
                claimed_until=None, due=moment + timedelta(minutes=wait), failed=kind
            )
            log.warning("a notice could not be sent and will be tried again: %s", kind)
        else:
            _done(row)
            sent += 1
    return sent


def take_back_invitation(account: int) -> int:
    """Letters of invitation to an account that have not left never will: another way was found. Gives their number."""
    waiting = Outbox.rows.filter(account=account, kind="invited", done_at=None)
    return waiting.update(done_at=timezone.now(), claimed_until=None, failed="taken back", about="")


def _done(row: Outbox) -> None:
    """A letter that left is kept as sent; the secret of an invitation leaves the store with its letter."""
    about = "" if row.kind == "invited" else row.about
    Outbox.rows.filter(pk=row.pk).update(done_at=timezone.now(), claimed_until=None, failed="", about=about)


def _send(row: Outbox, address: str) -> None:
    if not address:
        return
    base = settings.CASEREVIEW_ADDRESS.rstrip("/")
    link = f"{base}/invited/{row.about}/" if row.kind == "invited" else f"{base}/"
    mail = EmailMessage(
        subject=subject_of(row.kind, row.code),
        body=body_of(
            row.kind, row.code, link, timezone.localtime(row.due).date() if row.kind.endswith("due") else None
        ),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[address],
        headers={
            "Message-ID": f"<notice-{row.pk}-{row.act_seq}@casereview>",
            "Auto-Submitted": "auto-generated",
        },
        connection=get_connection(),
    )
    mail.send()
