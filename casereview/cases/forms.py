"""A form that the generated ones do not suit: a correction that knows what stands now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casereview.access.policy import Actor
from casereview.acts.tables import KINDS
from casereview.cases.models import Case
from casereview.web.forms import prefill


@prefill("correct")
def _what_stands(case: Case, actor: Actor, given: Mapping[str, str]) -> Mapping[str, Any]:
    """A correction begins from the words as they stand, and remembers which version that was.

    Only for whoever may correct it: the act's own check is asked, so the form shows nothing that the act would not change.
    """
    kind, _, key = given.get("thing", "").partition(":")
    if kind not in KINDS:
        return {}
    from casereview.cases.acts.corrections import thing_of

    try:
        row = thing_of(case, f"{kind}:{key}", actor)
    except KINDS[kind].DoesNotExist:
        return {}
    field = given.get("field", "")
    now = getattr(row, field) if field in row.CORRECTABLE else ""
    return {
        "seen": row.version,
        "now": "\n".join(now) if isinstance(now, list) else "" if now is None else str(now),
    }
