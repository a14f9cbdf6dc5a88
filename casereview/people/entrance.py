"""Invitations and the one-time code of a first start. Installation's own matters, listed in docs/writes.md."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from casereview.audit import trail
from casereview.people.installation import digest_of, invite
from casereview.people.models import Account, Invitation

WRONG_CODES = 10
"""How many wrong codes are forgiven at a first start. After that the code is worth nothing, and a new one is needed."""


def new_first_code() -> str:
    """A one-time code for the first start: printed in the terminal, its digest kept beside the store."""
    code = f"{secrets.randbelow(10**8):08d}"
    path = _first_code_file()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.write_text(digest_of(code), encoding="ascii")
    path.chmod(0o600)
    return f"{code[:4]} {code[4:]}"


def first_code_lives() -> bool:
    """Whether there is a code that could still be typed: not one that was spent, or guessed at too often."""
    return _first_code_file().exists()


def first_code_is(code: str) -> bool:
    """Whether this is the code that the terminal shows. A right one is spent; ten wrong ones spend it too."""
    path = _first_code_file()
    try:
        kept, *wrong = path.read_text(encoding="ascii").splitlines()
        if hmac.compare_digest(kept, digest_of("".join(code.split()))):
            path.unlink()
            return True
        if len(wrong) + 1 >= WRONG_CODES:
            path.unlink()
        else:
            path.write_text("\n".join([kept, *wrong, "wrong"]), encoding="ascii")
    except FileNotFoundError:  # spent, by whoever typed it at the same moment
        return False
    return False


def _first_code_file() -> Path:
    return Path(settings.CASEREVIEW_FOLDER) / "first.code"


def waiting_invitation(secret: str, now: datetime) -> Invitation | None:
    """The invitation behind a link, if it is alive."""
    found: Invitation | None = (
        Invitation.rows.filter(digest=digest_of(secret), used_at=None, until__gt=now)
        .select_related("account")
        .first()
    )
    return found


def open_account(invitation: Invitation, password: str) -> None:
    """Spend an invitation: the account has its password and can sign in."""
    with transaction.atomic():
        account = invitation.account
        account.set_password(password)
        account.save()
        Invitation.rows.filter(pk=invitation.pk).update(used_at=timezone.now())
        trail.record(f"account:{account.pk}", "open-account", f"account:{account.pk}", {})


def invited_and_waiting() -> list[Account]:
    """The accounts that a board has invited and that nobody has opened yet, by address."""
    invited = Invitation.rows.values_list("account", flat=True)
    rows = Account.rows.filter(pk__in=invited, is_active=True).order_by("email")
    return [account for account in rows if not account.has_usable_password()]


def invite_again(account: Account) -> str:
    """A new secret for an account that was invited already; those before it are dead. On the trail."""
    with transaction.atomic():
        secret = invite(account)
        trail.record("system:installation", "invite-again", f"account:{account.pk}", {})
    return secret
