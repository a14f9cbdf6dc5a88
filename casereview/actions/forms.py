"""What forms of actions show at first: the version that somebody sees, so that nobody overwrites another unseen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casereview.access.policy import Actor
from casereview.actions.models import Action
from casereview.acts.references import REFERABLE
from casereview.acts.tables import find
from casereview.cases.models import Case
from casereview.web.forms import prefill


@prefill("move-action-date")
def move(case: Case, actor: Actor, chosen: Mapping[str, str]) -> dict[str, Any]:
    """The date that stands, and its version."""
    row = _chosen(case, actor, chosen)
    return {"due_on": row.due_on, "seen": row.version} if row else {}


@prefill("hand-over-action")
def hand_over(case: Case, actor: Actor, chosen: Mapping[str, str]) -> dict[str, Any]:
    """The version that stands."""
    row = _chosen(case, actor, chosen)
    return {"seen": row.version} if row else {}


def _chosen(case: Case, actor: Actor, chosen: Mapping[str, str]) -> Action | None:
    """The action that the address names, if this person may name it."""
    key = chosen.get("action", "")
    if not key or REFERABLE["action"].unknown(case, actor, {key}):
        return None
    return find(Action, case, key)
