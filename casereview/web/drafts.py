"""Drafts: one table, per person and form, seen by that person alone, gone at the act. Listed in docs/writes.md."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core import signing

from casereview.web.models import Draft

SALT = "casereview.draft"
A_DAY = 12 * 3600


def keep(account: int, form: str, content: Mapping[str, Any]) -> None:
    """Keep what somebody has typed in a form, in place of what was kept before."""
    Draft.rows.update_or_create(account=account, form=form, defaults={"content": dict(content)})


def kept(account: int, form: str) -> dict[str, str]:
    """What this person had typed in this form: nothing, if there is no draft."""
    draft = Draft.rows.filter(account=account, form=form).first()
    return dict(draft.content) if draft else {}


def drop(account: int, form: str) -> None:
    """The act is done, so its draft goes."""
    Draft.rows.filter(account=account, form=form).delete()


def owner_mark(account: int, form: str) -> str:
    """A signed mark in the page that says whose draft its text would be, should the session end meanwhile."""
    return signing.dumps([account, form], salt=SALT)


def owner_of(mark: str) -> tuple[int, str] | None:
    """Whose draft a mark names, if we signed it within the last working day."""
    try:
        account, form = signing.loads(mark, salt=SALT, max_age=A_DAY)
    except signing.BadSignature:
        return None
    return int(account), str(form)
