"""A browser in which somebody has come through both doors."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from casereview.access.policy import Actor
from casereview.people.models import Account


@pytest.fixture
def browser_of() -> Callable[[Actor], Client]:
    """``browser_of(lead)``: signed in, with a second factor."""

    def make(actor: Actor) -> Client:
        account = Account.rows.get(pk=actor.id)
        TOTP.activate(account, generate_totp_secret())
        client = Client()
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return make
