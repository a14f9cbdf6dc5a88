"""What rests on what, so that nothing is withdrawn from under something else; and what follows when something is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from casereview.actions.models import (
    Action,
    Drop,
    DueMove,
    EffectCheck,
    Handover,
    Milestone,
    Progress,
    Proof,
    Response,
    Verification,
)
from casereview.actions.standing import answer_to, of_action, settle
from casereview.cases.acts.corrections import IN_USE, SETTLES
from casereview.learning.models import Lesson, Recommendation


def also(kind: str, why: Callable[[Any], str | None]) -> None:
    """Add a reason why a thing of a kind cannot be withdrawn to those that other capabilities have."""
    before = IN_USE.get(kind)
    IN_USE[kind] = (lambda row: before(row) or why(row)) if before else why


def _served(row: Recommendation | Lesson) -> str | None:
    column = "recommendation" if isinstance(row, Recommendation) else "lesson"
    held = Action.rows.filter(withdrawn_on=None, **{column: row}).count()
    return f"{held} action{'' if held == 1 else 's'} serve{'s' if held == 1 else ''} it." if held else None


def _answered(row: Recommendation) -> str | None:
    return _served(row) or ("The board has answered it." if answer_to(row) else None)


def _answer_used(row: Response) -> str | None:
    """An answer that is public, or on which actions stand, is changed by a new answer and not taken back."""
    if row.case.published_on or row.case.withheld_on:
        return "The board's answers are public with the review. Record a new answer, with why it changes."
    stands = answer_to(row.recommendation)
    return _served(row.recommendation) if stands is not None and stands.pk == row.pk else None


def _action_used(row: Action) -> str | None:
    """The board alone drops what it adopted; and what was said of an action is not left without it."""
    if row.adopted_on:
        return "It stands in the plan that the board adopted: only the board drops it, with reasons."
    if any(of_action(table, row) for table in (Progress, Proof, Verification)):
        return "It was reported on or proof was sent."
    return None


def _proof_used(row: Proof) -> str | None:
    return "The group has verified the action from its proof." if row.action.verified_on else None


def _settle(row: Any) -> None:
    action: Action = Action.rows.get(pk=row.action_id)
    settle(action)


also("recommendation", _answered)
also("lesson", _served)
also("response", _answer_used)
also("action", _action_used)
also("proof", _proof_used)

for _table in (Milestone, Progress, Proof, Verification, DueMove, Handover, Drop, EffectCheck):
    SETTLES[_table.KIND] = _settle
