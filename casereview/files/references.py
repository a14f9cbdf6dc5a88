"""How a payload names a file: by the key of an upload that the same person sent."""

from __future__ import annotations

from typing import Any

from casereview.access.policy import Actor
from casereview.acts.references import referable
from casereview.files.models import Upload


def _unknown(subject: Any, actor: Actor, keys: set[str]) -> set[str]:
    return keys - set(Upload.rows.filter(account=actor.id, key__in=keys).values_list("key", flat=True))


referable("upload", lambda subject, actor: [], _unknown)
