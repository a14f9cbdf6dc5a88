"""The plan of steps, and the register of every delay."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, cast

from pydantic import Field

from casereview.access.policy import Actor
from casereview.access.roles import Phase, Role, phases
from casereview.acts.payload import Day, Labels, Line, Payload, Ref, Words
from casereview.acts.registry import Done, Refusal, act
from casereview.acts.tables import find, new
from casereview.cases.acts.corrections import IN_USE
from casereview.cases.models import Case
from casereview.cases.reminders import clock_reminders
from casereview.law.frameworks import load
from casereview.law.working_days import BeyondTheTable, Nation, is_working_day
from casereview.reviews.models import Step, TargetMove
from casereview.reviews.rules import CAUSES, moved_along, plan

RUNNING = phases(Phase.DECIDED, Phase.RESPONDING)
RUNS = frozenset({Role.MANAGER, Role.LEAD})


class SetTimetable(Payload):
    """From which day the plan is counted."""

    target: Day | None = Field(
        None,
        title="Target date",
        description="Leave it out to take the framework's own, counted from the decision.",
    )


@act(by=RUNS, when=RUNNING)
def set_timetable(case: Case, said: SetTimetable, *, by: Actor, on: date) -> Done | Refusal:
    """Make the plan of steps.

    The steps are counted backwards from the target date. Steps that are done stay; the others are counted
    anew.
    """
    target = said.target or case.target_on
    if target is None:
        return Refusal("This framework sets no target date.", "Give one.", field="target")
    if case.target_on and target != case.target_on:
        return Refusal(
            "The target date is set already.",
            "Move it, with its cause.",
            field="target",
            clears="move-target",
        )
    start = case.decided_on or on
    if target < start:
        return Refusal("The target is before the decision.", "Give a later day.", field="target")
    if case.target_on is None:
        Case.rows.filter(pk=case.pk).update(target_on=target, first_target_on=target)
    steps = Step.rows.filter(case=case, withdrawn_on=None)
    done = set(steps.filter(done_on__isnull=False).values_list("title", flat=True))
    begun = dict(steps.filter(done_on=None, started_on__isnull=False).values_list("title", "started_on"))
    steps.filter(done_on=None).update(withdrawn_on=on, withdrawn_because="The plan was counted anew.")
    for title, day in plan(start, target, lambda one: works(case, one)):
        if title not in done:
            new(Step, case, made_on=on, title=title, due_on=day, started_on=begun.get(title))
    return Done(
        "The plan of steps was made, counted back from the target date.", notices=clock_reminders(case, on)
    )


def works(case: Case, day: date) -> bool:
    """Whether a day is a working day where this case is: any weekday, in years not in the table."""
    try:
        return is_working_day(day, cast(Nation, load(case.framework).nation))
    except BeyondTheTable:
        return day.weekday() < 5


class OneStep(Payload):
    """Which step."""

    step: Annotated[str, Ref("step")] = Field(title="Which step?")


@act(by=RUNS, when=RUNNING)
def start_step(case: Case, said: OneStep, *, by: Actor, on: date) -> Done | Refusal:
    """Say that a step has begun."""
    row = find(Step, case, said.step)
    if row.done_on or row.started_on:
        return Refusal(
            "This step is done." if row.done_on else "This step has begun already.",
            "Choose another.",
            field="step",
        )
    row.started_on, row.version = on, row.version + 1
    row.save()
    return Done(f"A step has begun: {row.title}.", made=row)


@act(by=RUNS, when=RUNNING)
def finish_step(case: Case, said: OneStep, *, by: Actor, on: date) -> Done | Refusal:
    """Say that a step is done."""
    row = find(Step, case, said.step)
    if row.done_on:
        return Refusal("This step is done.", "Choose another.", field="step")
    row.done_on, row.version = on, row.version + 1
    row.save()
    return Done(f"A step is done: {row.title}.", made=row)


class MoveTarget(Payload):
    """A move of the target date, for the delay register."""

    target: Day = Field(title="To which day is the target moved?")
    cause: Annotated[
        Literal[
            "police",
            "criminal-trial",
            "inquest",
            "family-proceedings",
            "complexity",
            "agency-late",
            "people",
            "family",
            "other",
        ],
        Labels(CAUSES),
    ] = Field(title="What is the cause?")
    because: Words = Field(
        title="Reasons", description="And what was done meanwhile so that learning does not wait."
    )
    agreed_by: Line = Field(title="Who agreed?", description="An office or a meeting, not a name.")


@act(by={Role.MANAGER, Role.CHAIR, Role.LEAD}, when=RUNNING)
def move_target(case: Case, said: MoveTarget, *, by: Actor, on: date) -> Done | Refusal:
    """Move the target date.

    A review takes as long as its complexity and police or court proceedings need. Every move has its cause,
    its reasons and who agreed. Steps that are not done move with it. Early lessons and actions do not wait.
    """
    if case.target_on is None:
        return Refusal(
            "There is no target date yet.", "Make the plan of steps first.", clears="set-timetable"
        )
    if said.target == case.target_on:
        return Refusal("This is the target date already.", "Give another day.", field="target")
    if case.decided_on and said.target < case.decided_on:
        return Refusal("This is before the decision.", "Give a later day.", field="target")
    was = case.target_on
    fields = said.model_dump(exclude={"target"})
    row = new(TargetMove, case, made_on=on, was=was, now=said.target, **fields)
    Case.rows.filter(pk=case.pk).update(target_on=said.target)
    for step in Step.rows.filter(case=case, done_on=None, withdrawn_on=None):
        due = moved_along(step.due_on, was, said.target)
        Step.rows.filter(pk=step.pk).update(due_on=due, version=step.version + 1)
    return Done(
        f"The target date was moved to {said.target.day} {said.target:%B %Y}, with its cause.",
        made=row,
        notices=clock_reminders(case, on),
    )


def _in_the_register(row: TargetMove) -> Refusal:
    return Refusal(
        "The delay register keeps every move of the target date.",
        "Move the target date again, with its cause.",
        field="thing",
        clears="move-target",
    )


IN_USE[TargetMove.KIND] = _in_the_register
