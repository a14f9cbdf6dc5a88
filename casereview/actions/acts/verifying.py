"""Whether an action is in place: said by the Learning and Improvement Group from proof, never by the owner's word."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from casereview.access.policy import Actor
from casereview.access.roles import FOLLOWING, Phase, Role, phases
from casereview.actions.acts.owning import OfAction, over
from casereview.actions.models import Action, Drop, EffectCheck, Handover, Progress, Proof, Verification
from casereview.actions.reminders import forget, owner_of, reminders
from casereview.actions.rules import HELD
from casereview.actions.standing import last_of, of_action, settle
from casereview.acts.payload import Day, Labels, OptionalWords, Ref, Words
from casereview.acts.prepared import Prepared
from casereview.acts.registry import AccessDenied, Done, Notice, Refusal, act
from casereview.acts.tables import find, new
from casereview.cases.models import Appointment, Case
from casereview.people.models import Person, Post
from casereview.people.references import as_one, self_at
from casereview.reviews.models import Meeting


class Verify(OfAction):
    """What the group says of an action."""

    meeting: Annotated[str, Ref("meeting")] = Field(title="At which meeting of the group?")
    verdict: Annotated[
        Literal["in-place", "not-yet"],
        Labels((("in-place", "In place\nWe have seen that it is used."), ("not-yet", "Not yet"))),
    ] = Field(title="What does the group decide?")
    seen: Words = Field(
        title="What did the group see?",
        description="The proof itself and what persuaded you, not the owner's word.",
    )
    test_next: OptionalWords = Field(
        "",
        title="If not yet: what would satisfy the group?",
        description="Agreed now: how many of how many, seen by whom.",
    )
    back_on: Day | None = Field(None, title="If not yet: when does it come back?")
    effect_on: Day | None = Field(
        None,
        title="If in place: when does the group look whether it helped?",
        description="Six months on, if you leave this empty.",
    )


@act(by={Role.LEARNING_GROUP}, when=FOLLOWING)
def verify(case: Case, said: Verify, *, by: Actor, on: date) -> Done | Refusal:
    """Verify an action from its proof.

    At a recorded meeting of the group. Nobody verifies an action that they own, that they reported, or that is their own
    agency's: another member does.
    """
    row, meeting, person = (
        find(Action, case, said.action),
        find(Meeting, case, said.meeting),
        self_at(case, by),
    )
    if person is None:
        raise AccessDenied("There is nothing here.")
    refusal = (
        over(row) or part_in(row, by, on) or _meeting(meeting, on) or _unproven(row) or _half_said(said, on)
    )
    if refusal:
        return refusal
    found = new(
        Verification,
        case,
        made_on=on,
        action=row,
        meeting=meeting,
        verifier=person,
        verdict=said.verdict,
        seen=said.seen,
        test_next=said.test_next,
        back_on=said.back_on,
        effect_on=said.effect_on,
        reports_seen=getattr(last_of(Progress, row), "number", 0),
    )
    settle(row)
    told = Notice(owner_of(row), "verified", about=row.key)
    forget(case, row)
    if said.verdict == "in-place":
        return Done(f"The group saw the proof: action {row.key} is in place.", made=found, notices=(told,))
    return Done(
        f"The group looked at action {row.key}: not yet in place. It said what would be enough.",
        made=found,
        notices=(told, *reminders(row, on)),
    )


_OWNED_BEFORE = Prepared(lambda action: Handover.rows.filter(action=action).values_list("was"))
_REPORTERS = Prepared(lambda action: Progress.rows.filter(action=action).values_list("reporter"))
_SENDERS = Prepared(lambda action: Proof.rows.filter(action=action).values_list("sender"))
_EMPLOYERS = Prepared(lambda *people: Person.rows.filter(pk__in=people).values_list("agency"))
_POSTS = Prepared(
    lambda *people: Post.rows.filter(person__in=people, agency__isnull=False).values_list(
        "agency", "since", "until"
    )
)
_PARTS = Prepared(
    lambda case, *people: Appointment.rows.filter(
        case=case, person__in=people, agency__isnull=False, withdrawn_on=None, declined_on=None
    ).values_list("agency", "until")
)


def part_in(row: Action, by: Actor, on: date) -> Refusal | None:
    """Why this person had a part in an action and does not verify it. Persons are compared, not appointments.

    Args:
        by: whoever would verify; every person that their account is counts, so a second appointment opens nothing.
    """
    owners = {row.owner_id, *(was for (was,) in _OWNED_BEFORE(row.pk))}
    if owners & by.people:
        return _not_by("an action that they own or owned", "Another member of the group must verify it.")
    if any(person in by.people for said in (_REPORTERS, _SENDERS) for (person,) in said(row.pk)):
        return _not_by("an action that they reported", "Another member of the group must verify it.")
    if as_one(works_for(by, row.case, on)) & as_one((row.agency_id,)):
        return _not_by("their own agency's action", "A member from another agency must verify it.")
    return None


def _not_by(whose: str, instead: str) -> Refusal:
    return Refusal(f"Nobody verifies {whose}.", instead, field="action")


def works_for(by: Actor, case: Case, on: date) -> set[int]:
    """The agencies that somebody works for: their employer, and those for which they hold a post or a part of this case."""
    if not by.people:
        return set()
    people = sorted(by.people)
    found = {agency for (agency,) in _EMPLOYERS(*people)}
    found |= {
        agency for agency, since, until in _POSTS(*people) if since <= on and (until is None or until >= on)
    }
    found |= {agency for agency, until in _PARTS(case.pk, *people) if until is None or until >= on}
    return {number for number in found if number}


def _meeting(meeting: Meeting, on: date) -> Refusal | None:
    if meeting.what != "learning-group":
        return Refusal(
            "This was not a meeting of the group.",
            "Choose a meeting of the Learning and Improvement Group.",
            field="meeting",
        )
    if meeting.held_on > on:
        return Refusal("The meeting has not been held yet.", "Verify at the meeting.", field="meeting")
    return None


def _unproven(row: Action) -> Refusal | None:
    if of_action(Proof, row):
        return None
    return Refusal(
        "There is no proof of this action.",
        "Its owner sends what shows it; the group looks at that.",
        field="action",
        clears="add-proof",
    )


def _half_said(said: Verify, on: date) -> Refusal | None:
    """Not yet says what would be enough; days that are set are still to come."""
    if said.verdict == "not-yet" and not said.test_next.strip():
        return Refusal(
            "It is not said what would be enough.", "Say what would satisfy the group.", field="test_next"
        )
    for field in ("back_on", "effect_on"):
        day = getattr(said, field)
        if day is not None and day <= on:
            return Refusal("This day is past already.", "Give a day that is still to come.", field=field)
    return None


class DropAction(OfAction):
    """Why an action is given up."""

    because: Words = Field(title="The board's reasons", description="They are published with the plan.")


@act(by={Role.CHAIR}, when=FOLLOWING)
def drop_action(case: Case, said: DropAction, *, by: Actor, on: date) -> Done | Refusal:
    """Drop an action.

    The board alone can, with reasons. It stays on record as dropped.
    """
    row = find(Action, case, said.action)
    if refusal := over(row):
        return refusal
    drop = new(Drop, case, made_on=on, action=row, because=said.because)
    settle(row)
    forget(case, row)
    return Done(f"The board dropped action {row.key}, with reasons.", made=drop)


class CheckEffect(OfAction):
    """Whether it changed anything."""

    held: Annotated[Literal["held", "in-part", "not-held"], Labels(HELD)] = Field(
        title="Has it changed practice, and held?"
    )
    text: Words = Field(
        title="How do you know?", description="From another source than before: an audit, data, families."
    )
    again_on: Day | None = Field(None, title="When does the group look again, if it does?")


@act(by={Role.LEARNING_GROUP, Role.MANAGER}, when=phases(Phase.RESPONDING, Phase.CLOSED))
def check_effect(case: Case, said: CheckEffect, *, by: Actor, on: date) -> Done | Refusal:
    """Check whether an action in place has helped.

    Some months on and from another source: has practice changed, and held? Also after the review was closed.
    """
    row = find(Action, case, said.action)
    if row.verified_on is None or row.dropped_on is not None:
        return Refusal(
            "This action is not in place.", "The group verifies it first.", field="action", clears="verify"
        )
    if on < row.verified_on:
        return Refusal("It was not in place on that day.", "Check the day.", field="on")
    if said.again_on and said.again_on <= on:
        return Refusal("This day is past already.", "Give a day that is still to come.", field="again_on")
    found = new(
        EffectCheck, case, made_on=on, action=row, held=said.held, text=said.text, again_on=said.again_on
    )
    settle(row)
    return Done(f"Action {row.key} was looked at again, for its effect.", made=found)
