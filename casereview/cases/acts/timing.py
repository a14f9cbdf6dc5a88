"""Clocks are extended by whom the framework allows, with reasons; what is late says why."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from casereview.access.policy import Actor
from casereview.access.roles import OPEN, Role
from casereview.acts.payload import Day, Line, Payload, Ref, Words
from casereview.acts.registry import Done, Refusal, act
from casereview.acts.tables import new
from casereview.cases.acts.corrections import SETTLES
from casereview.cases.clocks import TARGETS, about, clocks_of, met_on
from casereview.cases.models import Case, ClockExtension, LateReason
from casereview.cases.reminders import clock_reminders
from casereview.cases.screened import clocks_that_apply
from casereview.law.clocks import Clock
from casereview.law.frameworks import load


def clock_named(case: Case, name: str) -> Clock:
    """The clock of this case with this name. ``perform`` has checked that there is one."""
    return next(clock for clock in clocks_of(case, applies=clocks_that_apply(case)) if clock.clock == name)


class ExtendClock(Payload):
    """Which clock, to which day, why, and who agreed."""

    clock: Annotated[str, Ref("clock")] = Field(title="Which clock?")
    until: Day = Field(title="To which day?")
    because: Words = Field(title="Reasons")
    agreed_by: Line = Field(title="Who agreed?", description="An office or a meeting, not a name.")


@act(by={Role.MANAGER, Role.CHAIR}, when=OPEN)
def extend_clock(case: Case, said: ExtendClock, *, by: Actor, on: date) -> Done | Refusal:
    """Extend a clock.

    A clock is extended only where its framework lets somebody extend it, with the reasons and who agreed. The target date
    has an act of its own, so that every move stands in the delay register.
    """
    if said.clock in TARGETS:
        return Refusal(
            "This clock ends on the target date.",
            "Move the target date, with its cause.",
            field="clock",
            clears="move-target",
        )
    clock = clock_named(case, said.clock)
    rule = next((rule for rule in load(case.framework).clocks if rule.id == said.clock), None)
    if rule is not None and not rule.extendable:
        return Refusal(
            f"The framework lets nobody extend this clock ({rule.may_extend.rstrip('.')}).",
            "Do what it asks as soon as you can, and record why it is late.",
            field="clock",
            clears="explain-late",
        )
    if clock.due is None:
        return Refusal("This clock has not started.", "It can be extended once it has.", field="clock")
    if met_on(clock, case) is not None:
        return Refusal("What this clock asks for is done.", "There is nothing to extend.", field="clock")
    if said.until <= clock.due:
        return Refusal(
            f"This clock ends on {clock.due.day} {clock.due:%B %Y} already.",
            "Give a later day.",
            field="until",
        )
    row = new(ClockExtension, case, made_on=on, **said.model_dump())
    _settle(row)
    return Done(
        f"A clock was extended to {said.until.day} {said.until:%B %Y}, with reasons. Agreed by {said.agreed_by}.",
        made=row,
        notices=clock_reminders(case, on),
    )


def _settle(row: ClockExtension) -> None:
    """Work out anew where the case's clocks end: the latest extension of each that was not withdrawn."""
    rows = ClockExtension.rows.filter(case=row.case_id, withdrawn_on=None).order_by("number")
    Case.rows.filter(pk=row.case_id).update(extended={one.clock: one.until.isoformat() for one in rows})


SETTLES[ClockExtension.KIND] = _settle


class ExplainLate(Payload):
    """Which clock, and why it is late."""

    clock: Annotated[str, Ref("clock")] = Field(title="What is late?")
    because: Words = Field(title="Why is it late?", description="And what was done meanwhile. No names.")


@act(by={Role.MANAGER, Role.CHAIR, Role.LEAD}, when=OPEN)
def explain_late(case: Case, said: ExplainLate, *, by: Actor, on: date) -> Done | Refusal:
    """Record why something is late."""
    clock = clock_named(case, said.clock)
    done = met_on(clock, case)
    if clock.due is None or about(clock, case) or (done or on) <= clock.due:
        return Refusal("This is not late.", "Nothing needs a reason.", field="clock")
    row = new(LateReason, case, made_on=on, **said.model_dump())
    return Done("It was recorded why something is late.", made=row)
