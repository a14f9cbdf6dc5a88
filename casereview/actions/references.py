"""How payloads name what is in an action plan."""

from __future__ import annotations

from typing import Any

from casereview.access.policy import Actor
from casereview.access.roles import Role
from casereview.acts.references import referable_rows

FOLLOW = (Role.MANAGER, Role.CHAIR, Role.LEAD, Role.AUTHOR, Role.LEARNING_GROUP)
"""They name every action of a review; an owner names their own alone."""


def _own(rows: Any, actor: Actor, subject: Any) -> Any:
    if any(actor.holds(role, subject.place) for role in FOLLOW):
        return rows
    return rows.filter(owner__in=actor.people)


def _of_own(rows: Any, actor: Actor, subject: Any) -> Any:
    rows = rows.select_related("action")
    if any(actor.holds(role, subject.place) for role in FOLLOW):
        return rows
    return rows.filter(action__owner__in=actor.people)


def _called(row: Any) -> str:
    over = ", dropped" if row.dropped_on else ", in place" if row.verified_on else ""
    return f"{row.text[:90]}{'…' if len(row.text) > 90 else ''}{over}"


referable_rows("action", _called, _own)
referable_rows(
    "milestone",
    lambda row: f"of {row.action.key}, {row.text[:80]}{', reached' if row.done_on else ''}",
    _of_own,
)
