"""What stands: the answer to a recommendation, and the days of an action that follow from what was said of it.

Withdrawn rows do not count, so a verification that is withdrawn takes its action back out of place.
"""

from __future__ import annotations

from datetime import date
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
from casereview.actions.rules import effect_due
from casereview.cases.models import Case
from casereview.learning.models import Recommendation


def answer_to(recommendation: Recommendation) -> Response | None:
    """The board's answer that stands."""
    found: Response | None = (
        Response.rows.filter(recommendation=recommendation, withdrawn_on=None).order_by("number").last()
    )
    return found


def answers(case: Case) -> dict[int, Response]:
    """The board's answers that stand, by the recommendation's number in the store. One query."""
    rows = Response.rows.filter(case=case, withdrawn_on=None).order_by("number")
    return {row.recommendation_id: row for row in rows}


def of_action(table: Any, action: Action) -> Any:
    """What counts of a kind for an action, in the order in which it was said."""
    return table.rows.filter(action=action, withdrawn_on=None).order_by("number")


def settle(action: Action) -> None:
    """Work out anew every day of an action that follows from what was said of it, and keep it."""
    reports = list(of_action(Progress, action))
    verdict: Verification | None = of_action(Verification, action).last()
    drop: Drop | None = of_action(Drop, action).last()
    effect: EffectCheck | None = of_action(EffectCheck, action).last()
    heard = verdict.reports_seen if verdict else 0
    action.done_said_on = max((r.made_on for r in reports if r.says_done and r.number > heard), default=None)
    action.last_report_on = _latest_word(action, reports)
    action.verified_on = verdict.made_on if verdict and verdict.verdict == "in-place" else None
    action.dropped_on = drop.made_on if drop else None
    action.dropped_because = drop.because if drop else ""
    action.checked_for_effect_on = effect.made_on if effect else None
    action.effect_due_on = _effect_due(action, verdict, effect)
    action.due_on = _due(action)
    action.owner_id = _owner(action)
    action.save()


def _latest_word(action: Action, reports: list[Progress]) -> date | None:
    reached = of_action(Milestone, action).filter(done_on__isnull=False).values_list("done_on", flat=True)
    sent = of_action(Proof, action).values_list("made_on", flat=True)
    return max((*(r.made_on for r in reports), *sent, *reached), default=None)


def _effect_due(action: Action, verdict: Verification | None, effect: EffectCheck | None) -> date | None:
    if action.verified_on is None or verdict is None or action.dropped_on is not None:
        return None
    if effect and effect.made_on >= verdict.made_on:
        return effect.again_on
    return effect_due(action.verified_on, verdict.effect_on)


def _due(action: Action) -> date:
    last = of_action(DueMove, action).last()
    return last.now if last else action.first_due_on


def _owner(action: Action) -> int:
    """The owner after every hand-over that counts; where all were withdrawn, whoever had it first."""
    every = Handover.rows.filter(action=action).order_by("number")
    standing = every.filter(withdrawn_on=None).last()
    if standing:
        return int(standing.now_id)
    first = every.first()
    return int(first.was_id if first else action.owner_id)
