"""What waits after a report: somebody's own actions, those that are overdue, and those that wait to be verified."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from casereview.access.policy import Actor, Reach
from casereview.actions.models import Action
from casereview.workspace.reaching import within
from casereview.workspace.waiting.kinds import Item, Row

UNDER_WAY = {"verified_on": None, "dropped_on": None, "done_said_on": None, "withdrawn_on": None}


def own_actions(actor: Actor, seen: Reach) -> Any:
    """The actions that somebody owns."""
    rows = Action.rows.filter(owner__in=actor.people, **UNDER_WAY)
    return rows.order_by("due_on", "pk").values("number", "case__code", "due_on")


def own_action(row: Row) -> Item:
    """Report, and send proof."""
    key = _key(row)
    title = f"Action {key}: report and send proof"
    return Item(row["case__code"], title, _at("action", row), row["due_on"], "You own this action.", key)


def actions_overdue(actor: Actor, seen: Reach) -> Any:
    """Actions that are overdue, for those who keep at them."""
    rows = Action.rows.filter(within(seen), due_on__lt=actor.today, **UNDER_WAY)
    return rows.order_by("due_on", "pk").values("number", "case__code", "agency__name", "due_on")


def action_overdue(row: Row) -> Item:
    """Ask its owner."""
    key, why = _key(row), "Nothing shows yet that it was done."
    title = f"Action {key}, {row['agency__name']}"
    return Item(row["case__code"], title, _at("action", row), row["due_on"], why, key)


def actions_to_verify(actor: Actor, seen: Reach) -> Any:
    """Actions whose owners say that they are done: the group looks at the evidence."""
    said = {"verified_on": None, "dropped_on": None, "withdrawn_on": None, "done_said_on__isnull": False}
    rows = Action.rows.filter(within(seen), **said)
    return rows.order_by("done_said_on", "pk").values("number", "case__code", "agency__name")


def action_to_verify(row: Row) -> Item:
    """Look at what shows it."""
    key, why = _key(row), "Its owner says that it is done."
    title = f"Verify action {key}, {row['agency__name']}"
    return Item(row["case__code"], title, _at("verify-action", row), None, why, key)


def _key(row: Row) -> str:
    return f"{Action.PREFIX}{row['number']}"


def _at(name: str, row: Row) -> str:
    return reverse(name, kwargs={"code": row["case__code"], "key": _key(row)})
