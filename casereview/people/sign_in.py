"""How sign-in is set: closed to strangers, with second factors kept encrypted, and on the trail."""

from __future__ import annotations

import base64
import hashlib
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import password_changed, user_logged_in
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_removed
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest

from casereview.audit import trail
from casereview.people.sessions import end_for


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come by invitation only."""

    def add_message(self, *_: Any, **__: Any) -> None:
        """Nothing: the page that comes next says that they are in, or out."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: nobody makes their own account."""
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Before a door is changed the password is asked for again; not of whoever has just typed it to set up their
        first second factor.
        """
        return not self._has_just_come_in() and bool(super().is_reauthentication_required(app=app, **kwargs))

    def _has_just_come_in(self) -> bool:
        request = context.request
        since = time.time() - request.session.get("signed_in_at", 0)
        return since < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT and not has_second_factor(request.user)


class FactorAdapter(DefaultMFAAdapter):
    """Second factors: their secrets are encrypted, so that a stolen database signs nobody in."""

    def encrypt(self, text: str) -> str:
        """The secret as it is stored."""
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret as it is checked."""
        return _fernet().decrypt(encrypted_text.encode()).decode()


def _fernet() -> Fernet:
    return Fernet(
        base64.urlsafe_b64encode(hashlib.sha256(b"casereview-factor" + settings.SECRET_KEY.encode()).digest())
    )


def has_second_factor(account: Any) -> bool:
    """Whether an account has set up its second factor."""
    return bool(Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists())


FRESH = 15 * 60
"""So many seconds a second factor counts as just shown."""


def second_factor_is_fresh(request: HttpRequest) -> bool:
    """Whether the second factor was shown in this session within the last quarter of an hour. A password alone does not count."""
    if not request.user.is_authenticated:
        return False
    shown = [one["at"] for one in get_authentication_records(request, request.user) if one["method"] == "mfa"]
    return any(time.time() - at < FRESH for at in shown)


def current_code(account: Any) -> str | None:
    """The code that an account's second factor shows now. The demo's own sign-in page shows it; nothing else calls this."""
    if not settings.CASEREVIEW_DEMO:
        return None
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    found = Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).first()
    if found is None:
        return None
    secret = FactorAdapter().decrypt(found.data["secret"])
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def _signed_in(sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
    trail.record_alone(f"account:{user.pk}", "sign-in", f"account:{user.pk}", {})


def _failed(sender: Any, **_: Any) -> None:
    trail.record_alone("system:sign-in", "sign-in", "account:0", {}, outcome="refused")


def _door_changed(sender: Any, request: HttpRequest, user: Any, **_: Any) -> None:
    """A new password, or a second factor taken off: every other session of this account is over at once."""
    end_for(user.pk, but=request.session.session_key or "")
    trail.record_alone(f"account:{user.pk}", "change-sign-in", f"account:{user.pk}", {})


password_changed.connect(_door_changed, dispatch_uid="casereview-password-changed")
authenticator_removed.connect(_door_changed, dispatch_uid="casereview-factor-removed")
user_logged_in.connect(_signed_in, dispatch_uid="casereview-signed-in")
user_login_failed.connect(_failed, dispatch_uid="casereview-sign-in-failed")
