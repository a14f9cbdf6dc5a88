"""What an action's owner is reminded of: four weeks before it is due, and on the day. Codes only."""

from __future__ import annotations

from datetime import date

from casereview.access.roles import Role
from casereview.actions.models import Action
from casereview.actions.rules import SOON
from casereview.acts.registry import Notice
from casereview.cases.actors import accounts_holding
from casereview.cases.models import Case
from casereview.notices.models import Outbox

KINDS = ("action-soon", "action-due")


def owner_of(action: Action) -> tuple[int, ...]:
    """The owner's account, where they have one."""
    number = action.owner.account_id
    return (number,) if number else ()


def reminders(action: Action, on: date) -> tuple[Notice, ...]:
    """The owner's reminders that are still to come on a day. A day that is past is not announced."""
    days = {"action-soon": action.due_on - SOON, "action-due": action.due_on}
    return tuple(
        Notice(owner_of(action), kind, due=day, about=action.key) for kind, day in days.items() if day > on
    )


def forget(case: Case, action: Action) -> None:
    """Take back reminders that have not gone: the date has moved, the owner changed, or it is done.

    A reminder that waits is nobody's record; the act that made it stays in the trail.
    """
    Outbox.rows.filter(code=case.code, about=action.key, kind__in=KINDS, done_at=None).delete()


def group(case: Case, on: date) -> tuple[int, ...]:
    """The accounts of the Learning and Improvement Group."""
    return accounts_holding({Role.LEARNING_GROUP}, board=case.board_id, case=case.pk, today=on)
