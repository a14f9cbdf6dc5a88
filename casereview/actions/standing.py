"""What stands: the answer to a recommendation, and the days of an action that follow from what was said of it.

Withdrawn rows do not count, so a verification that is withdrawn takes its action back out of place.
"""

from __future__ import annotations

from datetime import date
from functools import cache
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
from casereview.acts.prepared import Prepared
from casereview.cases.models import Case
from casereview.learning.models import Recommendation

_ANSWER = Prepared(
    lambda recommendation: Response.rows.filter(recommendation=recommendation, withdrawn_on=None).order_by(
        "-number"
    )[:1]
)
_HANDED_OVER = Prepared(lambda action: Handover.rows.filter(action=action).order_by("number"))


def answer_to(recommendation: Recommendation) -> Response | None:
    """The board's answer that stands."""
    found: Response | None = _ANSWER.first(recommendation.pk)
    return found


def answers(case: Case) -> dict[int, Response]:
    """The board's answers that stand, by the recommendation's number in the store. One query."""
    rows = Response.rows.filter(case=case, withdrawn_on=None).order_by("number")
    return {row.recommendation_id: row for row in rows}


@cache
def _said(table: Any) -> Prepared:
    return Prepared(lambda action: table.rows.filter(action=action, withdrawn_on=None).order_by("number"))


def of_action(table: Any, action: Action) -> list[Any]:
    """What counts of a kind for an action, in the order in which it was said."""
    return _said(table)(action.pk)


def last_of(table: Any, action: Action) -> Any:
    """What was said last, of what counts; None, if nothing was."""
    return next(reversed(of_action(table, action)), None)


def settle(action: Action) -> None:
    """Work out anew every day of an action that follows from what was said of it, and keep it."""
    reports: list[Progress] = of_action(Progress, action)
    verdict: Verification | None = last_of(Verification, action)
    drop: Drop | None = last_of(Drop, action)
    effect: EffectCheck | None = last_of(EffectCheck, action)
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
    reached = [step.done_on for step in of_action(Milestone, action) if step.done_on]
    sent = [proof.made_on for proof in of_action(Proof, action)]
    return max((*(r.made_on for r in reports), *sent, *reached), default=None)


def _effect_due(action: Action, verdict: Verification | None, effect: EffectCheck | None) -> date | None:
    if action.verified_on is None or verdict is None or action.dropped_on is not None:
        return None
    if effect and effect.made_on >= verdict.made_on:
        return effect.again_on
    return effect_due(action.verified_on, verdict.effect_on)


def _due(action: Action) -> date:
    last = last_of(DueMove, action)
    return last.now if last else action.first_due_on


def _owner(action: Action) -> int:
    """The owner after every hand-over that counts; where all were withdrawn, whoever had it first."""
    every = _HANDED_OVER(action.pk)
    standing = [one for one in every if one.withdrawn_on is None]
    if standing:
        return int(standing[-1].now_id)
    return int(every[0].was_id if every else action.owner_id)
