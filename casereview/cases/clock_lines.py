"""Clocks as pages, papers and the API show them."""

from __future__ import annotations

from datetime import date
from typing import Any

from casereview.access.policy import Actor
from casereview.acts.perform import may
from casereview.acts.registry import ACTS
from casereview.cases.clocks import KEEPS, TARGETS, about, clocks_of, met_on
from casereview.cases.models import Case, LateReason
from casereview.cases.rules import at_risk
from casereview.cases.screened import clocks_that_apply
from casereview.law.clocks import Clock
from casereview.law.frameworks import load


def iso(value: date | None) -> str | None:
    """A day as every ask gives it."""
    return value.isoformat() if value else None


def clock_line(clock: Clock, case: Case, today: date, begun: bool = True) -> dict[str, Any]:
    """One clock: due, whether met, late by how much, at risk, how it was counted.

    Args:
        begun: whether anything towards it has begun; what has not, with a third of the time left, is at risk.
    """
    met, vague = met_on(clock, case), about(clock, case)
    late_days, risk = 0, False
    if clock.due and not vague and clock.clock not in KEEPS:
        late_days = max(0, ((met or today) - clock.due).days)
        risk = not met and clock.from_day is not None and at_risk(clock.from_day, clock.due, today, begun)
    return {
        **clock.as_json(),
        "met_on": iso(met),
        "about": vague,
        "late_days": late_days,
        "at_risk": risk,
        "days_left": (clock.due - today).days if clock.due and not met else None,
        "keeps": clock.clock in KEEPS,
    }


def lines_of(case: Case, by: Actor) -> list[dict[str, Any]]:
    """Every clock that applies to a case: why it is late, and what this person can do about it."""
    reasons = dict(
        LateReason.rows.filter(case=case, withdrawn_on=None)
        .order_by("number")
        .values_list("clock", "because")
    )
    extendable = {rule.id for rule in load(case.framework).clocks if rule.extendable}
    may_extend, may_explain = (_may(by, act, case) for act in ("extend-clock", "explain-late"))
    lines = []
    for clock in clocks_of(case, applies=clocks_that_apply(case)):
        line = clock_line(clock, case, by.today)
        waits = line["due"] is not None and line["met_on"] is None and clock.clock not in TARGETS
        lines.append(
            {
                **line,
                "late_because": reasons.get(clock.clock, ""),
                "extend": may_extend and waits and (clock.local or clock.clock in extendable),
                "explain": may_explain and line["late_days"] > 0,
            }
        )
    return lines


def _may(by: Actor, act: str, case: Case) -> bool:
    return case.phase in ACTS[act].when and may(by, act, case.place)
