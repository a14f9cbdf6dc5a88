"""The clocks of many reviews on one page: due, late, at risk, and when each is likely to be finished."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from casereview.access.roles import Phase
from casereview.cases.clock_lines import clock_line, iso
from casereview.cases.clocks import TARGETS, clocks_of, next_step
from casereview.cases.models import Case
from casereview.people.models import Board
from casereview.reviews.forecast import Forecast, Span, StepOfPlan, forecast, months_between, published_spans
from casereview.reviews.models import Step

DECIDING = ("decision", "rapid-review")
LONGEST = 200
"""Of a board's finished reviews, so many of the latest are compared with."""
UNFINISHED = frozenset(
    {
        Phase.DECIDED,
        Phase.COMMISSIONED,
        Phase.GATHERING,
        Phase.ANALYSING,
        Phase.REPORTING,
        Phase.RESPONDING,
    }
)
"""Phases in which a review's report is still to come."""


def review_lines(cases: Sequence[Case], today: date) -> list[dict[str, Any]]:
    """Reviews in a list: the next clock of each and the next step. One query for all of them."""
    steps = steps_of(cases)
    return [_line(case, today, steps.get(case.pk, [])) for case in cases]


def board_lines(board: Board, cases: Sequence[Case], today: date) -> list[dict[str, Any]]:
    """The same for a board's page of clocks, each with its likely finish. Two queries for all of them."""
    steps, spans = steps_of(cases), spans_of(board)
    return [
        {
            **_line(case, today, steps.get(case.pk, [])),
            "likely": as_said(likely_finish(case, today, steps.get(case.pk, []), spans)),
        }
        for case in cases
    ]


def _line(case: Case, today: date, steps: Sequence[Step]) -> dict[str, Any]:
    begun = any(step.started_on or step.done_on for step in steps)
    clocks = [
        clock_line(clock, case, today, begun if clock.clock in TARGETS else case.phase != Phase.NOTIFIED)
        for clock in clocks_of(case)
    ]
    open_ = sorted((c for c in clocks if c["due"] and not c["met_on"]), key=lambda c: c["due"])
    first = next((c for c in open_ if c["clock"] in (*DECIDING, *TARGETS)), None) or next(iter(open_), None)
    return {
        "code": case.code,
        "phase": case.phase,
        "clock": first["text"] if first else "",
        "from": first["from"] if first else None,
        **({key: first[key] for key in SHOWN} if first else _own_target(case, today)),
        "next": next_step(case),
    }


SHOWN = ("due", "late_days", "at_risk", "days_left", "about")
"""What the page shows of the clock that comes first."""


def _own_target(case: Case, today: date) -> dict[str, Any]:
    """Where the law sets no clock that still runs: the day that the review itself aims for, while it has no report."""
    target = None if case.completed_on or case.published_on or case.withheld_on else case.target_on
    left = (target - today).days if target else None
    return {
        "due": iso(target),
        "late_days": max(0, -left) if left is not None else 0,
        "at_risk": False,
        "days_left": left if left is not None and left >= 0 else None,
        "about": False,
    }


def steps_of(cases: Sequence[Case]) -> dict[int, list[Step]]:
    """The steps of these reviews' plans, by the review's number in the store."""
    found: dict[int, list[Step]] = {}
    rows = Step.rows.filter(case__in=[case.pk for case in cases], withdrawn_on=None)
    for step in rows.only("case", "due_on", "started_on", "done_on"):
        found.setdefault(step.case_id, []).append(step)
    return found


def spans_of(board: Board) -> tuple[Span, ...]:
    """The finished reviews to compare a board's own with: its past ones, and those published elsewhere."""
    rows = Case.rows.filter(board=board, incident_on__isnull=False, published_on__isnull=False)
    days = rows.order_by("-published_on").values_list("incident_on", "published_on")[:LONGEST]
    own = tuple(Span(months_between(first, last), own=True) for first, last in days)
    return own + published_spans()


def likely_finish(case: Case, today: date, steps: Sequence[Step], spans: Sequence[Span]) -> Forecast | None:
    """When a review is likely to be published; None for one whose report is out, or that was never begun."""
    if case.phase not in UNFINISHED:
        return None
    return forecast(
        case.incident_on or case.notified_on,
        today,
        spans,
        decided=case.decided_on,
        target=case.target_on,
        steps=[StepOfPlan(step.due_on, step.done_on) for step in steps],
    )


def as_said(found: Forecast | None) -> dict[str, Any]:
    """A forecast as pages and the API give it."""
    if found is None:
        return {}
    return {
        "first": iso(found.first),
        "last": iso(found.last),
        "by_own_steps": iso(found.by_own_steps),
        "own": found.own,
        "published": found.published,
    }
