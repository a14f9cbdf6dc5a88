"""What comes of a meeting: tasks with their owners, and what was heard, never from whom."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from casereview.access.policy import Actor
from casereview.access.roles import OPEN, Role
from casereview.acts.payload import Day, Line, OptionalWords, Payload, Ref, Words
from casereview.acts.registry import AccessDenied, Done, Notice, Refusal, act
from casereview.acts.tables import find, new
from casereview.cases.models import Case
from casereview.people.references import person_of
from casereview.reviews.acts.meeting import ARRANGES
from casereview.reviews.guards import no_hold
from casereview.reviews.models import Heard, Meeting, Task
from casereview.reviews.rules import LED

OWNS = frozenset({Role.AUTHOR, Role.TEAM_MEMBER, Role.AGENCY_LEAD, Role.REPORT_WRITER})
"""Who else may be given a task, and says that their own is done."""


class AddTask(Payload):
    """Who is asked to do what."""

    meeting: Annotated[str, Ref("meeting")] | None = Field(None, title="From which meeting?")
    text: Line = Field(title="What is to be done?")
    owner: Annotated[str, Ref("person")] = Field(title="By whom?")
    due_on: Day | None = Field(None, title="By which day?")


@act(by=ARRANGES, when=OPEN)
def add_task(case: Case, said: AddTask, *, by: Actor, on: date) -> Done | Refusal:
    """Give somebody a task from a meeting.

    With one owner and a day. They are told at once, and again on the day.
    """
    if said.due_on and said.due_on < on:
        return Refusal("The day is already past.", "Give a day that is still to come.", field="due_on")
    owner = person_of(case, said.owner)
    meeting = find(Meeting, case, said.meeting) if said.meeting else None
    row = new(Task, case, made_on=on, meeting=meeting, text=said.text, owner=owner, due_on=said.due_on)
    to = (owner.account_id,) if owner.account_id else ()
    notices = [Notice(to, "task", about=row.key)]
    if said.due_on:
        notices.append(Notice(to, "task-due", due=said.due_on, about=row.key))
    return Done("A task was given.", made=row, notices=tuple(notices))


class FinishTask(Payload):
    """Which task is done."""

    task: Annotated[str, Ref("task")] = Field(title="Which task?")
    came_of_it: OptionalWords = Field("", title="What came of it?")


@act(by=ARRANGES | OWNS, when=OPEN)
def finish_task(case: Case, said: FinishTask, *, by: Actor, on: date) -> Done | Refusal:
    """Say that a task is done.

    Its owner says so, or whoever runs the meetings.
    """
    row = find(Task, case, said.task)
    if row.owner_id not in by.people and not any(by.holds(role, case.place) for role in ARRANGES):
        raise AccessDenied("There is nothing here.")
    if row.done_on:
        return Refusal("This task is done.", "Choose another.", field="task")
    row.done_on, row.came_of_it, row.version = on, said.came_of_it, row.version + 1
    row.save()
    return Done("A task is done.", made=row)


class RecordHeard(Payload):
    """What was heard, never from whom."""

    meeting: Annotated[str, Ref("meeting")] = Field(title="At which event?")
    text: Words = Field(title="What was heard?", description="Never who said it.")
    changes: OptionalWords = Field("", title="What does it change?")


@act(by={Role.LEAD, Role.MANAGER}, when=OPEN, guards=(no_hold("interviews"),))
def record_heard(case: Case, said: RecordHeard, *, by: Actor, on: date) -> Done | Refusal:
    """Record what was heard at a learning event.

    It is not attributed to anybody. Findings can rest on it.
    """
    row = find(Meeting, case, said.meeting)
    if row.what not in LED:
        return Refusal(
            "This was not a learning event or a Review Team meeting.",
            "Choose another meeting.",
            field="meeting",
        )
    if row.held_on > on:
        return Refusal("The event has not been held yet.", "Record it when it has.", field="meeting")
    heard = new(Heard, case, made_on=on, meeting=row, text=said.text, changes=said.changes)
    return Done("Something that was heard was written down, not attributed.", made=heard)
