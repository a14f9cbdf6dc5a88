"""What an action's owner says and sends; and what changes about an action: its steps, its day, its owner."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from casereview.access.policy import Actor
from casereview.access.roles import Phase, Role, phases
from casereview.actions.models import Action, DueMove, Handover, Milestone, Progress, Proof
from casereview.actions.reminders import forget, group, owner_of, reminders
from casereview.actions.rules import LADDER
from casereview.actions.standing import of_action, settle
from casereview.acts.payload import (
    Day,
    Hidden,
    Labels,
    Line,
    OnBehalf,
    Payload,
    Ref,
    Words,
)
from casereview.acts.registry import AccessDenied, Done, Notice, Refusal, act
from casereview.acts.tables import find, new
from casereview.cases.models import Case
from casereview.evidence.models import Document
from casereview.files.store import upload
from casereview.people.references import person_of, self_at

UNDER_WAY = phases(Phase.DECIDED, Phase.MONITORING)
"""An immediate action is reported as soon as it is started; every other action exists from *responding* on."""
OWNS = frozenset({Role.ACTION_OWNER, Role.AGENCY_LEAD, Role.MANAGER})
"""An owner reaches the case as action owner or as their agency's lead. The manager enters what reached the board otherwise."""
SeenVersion = Annotated[int, Hidden(), Field(ge=0, title="The version that you saw")]


class OfAction(Payload):
    """Which action."""

    action: Annotated[str, Ref("action")] = Field(title="Which action?")


def not_their_own(case: Case, by: Actor, action: Action, behalf: str) -> Refusal | None:
    """An action's own: its owner, or the manager on their behalf.

    Raises:
        AccessDenied: it is somebody else's.
    """
    if action.owner_id in by.people:
        return None
    if not by.holds(Role.MANAGER, case.place):
        raise AccessDenied("There is nothing here.")
    if not behalf.strip():
        return Refusal(
            "This is the owner's own report.", "Say on whose behalf you enter it.", field="on_behalf_of"
        )
    return None


def over(action: Action) -> Refusal | None:
    """Nothing is reported or changed of an action that is in place, or that the board dropped."""
    if action.dropped_on:
        return Refusal("The board dropped this action.", "Choose one that is still open.", field="action")
    if action.verified_on:
        return Refusal("This action is in place.", "Choose one that is still open.", field="action")
    return None


def stale(action: Action, seen: int | None) -> Refusal | None:
    """Somebody has changed the day or the owner since the page was opened."""
    if seen is None or seen == action.version:
        return None
    return Refusal(
        "Somebody has changed this action since you saw it.",
        "Read what it says now, then say what you want.",
        theirs=f"Due {action.due_on.day} {action.due_on:%B %Y}, owned by {action.owner.name}.",
    )


class Report(OnBehalf, OfAction):
    """How an action goes."""

    text: Words = Field(title="What was done?", description="And what is in the way, if something is.")
    says_done: bool = Field(
        False,
        title="Is the action done?",
        description="The group looks at the proof and says whether it is in place.",
    )


@act(by=OWNS, when=UNDER_WAY)
def report_progress(case: Case, said: Report, *, by: Actor, on: date) -> Done | Refusal:
    """Report on an action.

    Its owner says how it goes. That it is done can be said once there is proof; the group then looks at it.
    """
    row = find(Action, case, said.action)
    if refusal := not_their_own(case, by, row, said.on_behalf_of) or over(row):
        return refusal
    if said.says_done and not of_action(Proof, row):
        return Refusal(
            "There is no proof yet.",
            "Send what shows it, then say that it is done.",
            field="says_done",
            clears="add-proof",
        )
    progress = new(
        Progress,
        case,
        made_on=on,
        action=row,
        reporter=self_at(case, by),
        on_behalf_of=said.on_behalf_of,
        text=said.text,
        says_done=said.says_done,
    )
    settle(row)
    if not said.says_done:
        return Done(f"Action {row.key} was reported on.", made=progress)
    forget(case, row)
    return Done(
        f"The owner of action {row.key} says that it is done.",
        made=progress,
        notices=(Notice(group(case, on), "action-done", about=row.key),),
    )


class AddProof(OnBehalf, OfAction):
    """What shows that an action was done."""

    strength: Annotated[
        Literal["said", "sent", "issued", "trained", "known", "files", "outcome", "family"], Labels(LADDER)
    ] = Field(title="How strong is it?", description="From weak to strong.")
    text: Words = Field(
        title="What does it show?", description="Numbers where there are any: n of N, when, who looked."
    )
    file: Annotated[str, Ref("upload")] | None = Field(
        None, title="A file, if there is one", description="No names of children or families in it."
    )


@act(by=OWNS, when=UNDER_WAY)
def add_proof(case: Case, said: AddProof, *, by: Actor, on: date) -> Done | Refusal:
    """Send proof of an action.

    What shows that it was done. A document alone does not show that it is used.
    """
    row = find(Action, case, said.action)
    if refusal := not_their_own(case, by, row, said.on_behalf_of) or over(row):
        return refusal
    document = _document(case, row, said.file, by, on) if said.file else None
    if isinstance(document, Refusal):
        return document
    proof = new(
        Proof,
        case,
        made_on=on,
        action=row,
        sender=self_at(case, by),
        on_behalf_of=said.on_behalf_of,
        strength=said.strength,
        text=said.text,
        document=document,
    )
    settle(row)
    return Done(f"Proof of action {row.key} was sent.", made=proof)


def _document(case: Case, row: Action, key: str, by: Actor, on: date) -> Document | Refusal:
    sent = upload(by.id, key)
    if sent is None:
        return Refusal("The file is not there any more.", "Send it again.", field="file")
    return new(
        Document,
        case,
        made_on=on,
        title=f"Proof of {row.key}",
        what="evidence-of-action",
        agency=row.agency,
        origin=row.agency.name,
        digest=sent.digest,
        file_name=sent.file_name,
        size=sent.size,
        submitted_on=on,
    )


class AddMilestone(OfAction):
    """A step of an action."""

    text: Line = Field(title="Which step?")
    due_on: Day = Field(title="By which day?")


@act(by={Role.MANAGER}, when=UNDER_WAY)
def add_milestone(case: Case, said: AddMilestone, *, by: Actor, on: date) -> Done | Refusal:
    """Add a milestone to an action.

    A step on the way, by a day. One that is missed puts the action at risk.
    """
    row = find(Action, case, said.action)
    if refusal := over(row):
        return refusal
    if said.due_on > row.due_on:
        return Refusal(
            f"The action is due on {row.due_on.day} {row.due_on:%B %Y}, before this step.",
            "Give an earlier day, or move the action's date first.",
            field="due_on",
            clears="move-action-date",
        )
    step = new(Milestone, case, made_on=on, action=row, text=said.text, due_on=said.due_on)
    return Done(f"A milestone was added to action {row.key}.", made=step)


class FinishMilestone(OnBehalf):
    """Which step is done."""

    milestone: Annotated[str, Ref("milestone")] = Field(title="Which milestone?")


@act(by=OWNS, when=UNDER_WAY)
def finish_milestone(case: Case, said: FinishMilestone, *, by: Actor, on: date) -> Done | Refusal:
    """Say that a milestone is reached."""
    step = find(Milestone, case, said.milestone)
    row = step.action
    if refusal := not_their_own(case, by, row, said.on_behalf_of) or over(row):
        return Refusal(
            refusal.because, refusal.cleared_by, "milestone" if refusal.field == "action" else refusal.field
        )
    if step.done_on:
        return Refusal("This milestone is reached already.", "Choose another.", field="milestone")
    step.done_on = on
    step.save()
    settle(row)
    return Done(f"A milestone of action {row.key} was reached.", made=step)


class MoveDate(OfAction):
    """Another date for an action."""

    due_on: Day = Field(title="To which day?")
    asked_by: Line = Field(title="Who asked for it?", description="A post, not a name.")
    agreed_by: Line = Field(title="Who agreed?", description="A post or a meeting, not a name.")
    because: Words = Field(title="Why?")
    seen: SeenVersion | None = None


@act(by={Role.MANAGER, Role.LEARNING_GROUP}, when=UNDER_WAY)
def move_action_date(case: Case, said: MoveDate, *, by: Actor, on: date) -> Done | Refusal:
    """Move the date of an action.

    The old date is kept, with who asked, who agreed and why. The plan says how often a date was moved.
    """
    row = find(Action, case, said.action)
    if refusal := over(row) or stale(row, said.seen):
        return refusal
    if said.due_on == row.due_on:
        return Refusal("This is its date already.", "Give another day.", field="due_on")
    if said.due_on < on:
        return Refusal("The new date is past already.", "Give a day that is still to come.", field="due_on")
    move = new(
        DueMove,
        case,
        made_on=on,
        action=row,
        was=row.due_on,
        now=said.due_on,
        asked_by=said.asked_by,
        agreed_by=said.agreed_by,
        because=said.because,
    )
    return _changed(case, row, f"The date of action {row.key} was moved, with its reason.", move, on)


class HandOver(OfAction):
    """A new owner."""

    owner: Annotated[str, Ref("person")] = Field(title="Who owns it now?")
    because: Words = Field(title="Why?", description="For example: the owner has left the post.")
    seen: SeenVersion | None = None


@act(by={Role.MANAGER}, when=UNDER_WAY)
def hand_over_action(case: Case, said: HandOver, *, by: Actor, on: date) -> Done | Refusal:
    """Give an action to a new owner.

    The owner before stays on record. The new one is told, and reminded instead of them.
    """
    row = find(Action, case, said.action)
    if refusal := over(row) or stale(row, said.seen):
        return refusal
    owner = person_of(case, said.owner)
    if owner.pk == row.owner_id:
        return Refusal("This person owns it already.", "Choose somebody else.", field="owner")
    step = new(Handover, case, made_on=on, action=row, was=row.owner, now=owner, because=said.because)
    told = Notice((owner.account_id,) if owner.account_id else (), "action-planned", about=row.key)
    return _changed(case, row, f"Action {row.key} has a new owner.", step, on, told)


def _changed(case: Case, row: Action, words: str, made: object, on: date, *told: Notice) -> Done:
    """The day or the owner has changed: its version moves on, and the reminders follow."""
    row.version += 1
    settle(row)
    row.refresh_from_db()
    forget(case, row)
    still = reminders(row, on) if row.done_said_on is None else ()
    return Done(words, made=made, notices=(*told, *still))


__all__ = ["OfAction", "not_their_own", "over", "owner_of", "stale"]
