"""The decision: in writing, with reasons, by whoever decides under the framework."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from casereview.access.policy import Actor
from casereview.access.roles import ANY_PHASE, Phase, Role
from casereview.acts.payload import Labels, Line, OptionalLine, OptionalWords, Payload, Words
from casereview.acts.registry import Done, Notice, Refusal, act
from casereview.acts.tables import new
from casereview.cases.actors import accounts_holding
from casereview.cases.acts.corrections import IN_USE, MUST_HOLD, SETTLES
from casereview.cases.clocks import decision_late, target_of
from casereview.cases.models import Case, Decision, Fact, Signature, Telling
from casereview.cases.reminders import clock_reminders
from casereview.cases.rules import departs
from casereview.cases.screened import screening_of
from casereview.cases.tellings import days_told, sent_in_order
from casereview.law.frameworks import load
from casereview.people.references import self_at


def screened(case: Case, on: date) -> Refusal | None:
    """No decision without a screening."""
    if Fact.rows.filter(case=case, withdrawn_on=None).exists():
        return None
    return Refusal(
        "This case has not been screened against the criteria.",
        "Record what is known of the facts, then decide.",
        clears="record-facts",
    )


def nothing_waits_for_signatures(case: Case, on: date) -> Refusal | None:
    """One decision at a time: where several must sign, the first is signed before another is made."""
    waiting = unsigned(case)
    if waiting is None:
        return None
    return Refusal(
        "A decision is waiting for signatures.", "Sign it, or withdraw it.", clears="sign-decision"
    )


def unsigned(case: Case) -> Decision | None:
    """The decision that still waits for signatures, if there is one."""
    latest: Decision | None = Decision.rows.filter(case=case, withdrawn_on=None).order_by("number").last()
    if latest is None or latest.complete_on is not None:
        return None
    return latest


class Decide(Payload):
    """What whoever decides says."""

    outcome: Annotated[
        Literal["review", "other", "no-review"],
        Labels(
            (("review", "Hold this review"), ("other", "Another kind of review"), ("no-review", "No review"))
        ),
    ] = Field(title="What have you decided?")
    kind_of_review: OptionalLine = Field("", title="If another kind, which?")
    reasons: Words = Field(title="Your reasons", description="In your own words. Do not name anyone.")
    departs_because: OptionalWords = Field("", title="If you depart from the screening, why?")
    late_because: OptionalWords = Field("", title="If the decision is late, why?")
    instead: OptionalWords = Field("", title="If there is no review, what happens instead?")


@act(
    by={Role.CHAIR},
    when={Phase.SCREENING},
    leads_to={Phase.DECIDED, Phase.CLOSED},
    guards=(screened, nothing_waits_for_signatures),
)
def decide(case: Case, said: Decide, *, by: Actor, on: date) -> Done | Refusal:
    """Decide whether to hold a review.

    In writing, with reasons. The screening says what the criteria say; you may depart from it, and then say why. A decision
    after its clock gives the reason for the delay. The decision fixes the framework for good.
    """
    person = self_at(case, by)
    if person is None:
        return Refusal("You have no post at this board.", "Somebody who decides at this board must decide.")
    answer = screening_of(case)
    if refusal := _incomplete(case, said, answer.outcome, on):
        return refusal
    needed = load(case.framework).decides.signatures
    decision = new(
        Decision,
        case,
        made_on=on,
        **said.model_dump(),
        screening=answer.as_json(),
        signatures_needed=needed,
        complete_on=on if needed == 1 else None,
    )
    Signature.rows.create(decision=decision, person=person, on=on)
    if needed > 1:
        deciders = accounts_holding({Role.CHAIR}, board=case.board_id, today=on)
        return Done(
            f"A decision was made; {needed - 1} more must sign it.",
            made=decision,
            notices=(Notice(deciders, "decision-to-sign"),),
        )
    return _take_effect(case, decision, on)


def _incomplete(case: Case, said: Decide, outcome: str, on: date) -> Refusal | None:
    if departs(outcome, said.outcome) and not said.departs_because.strip():  # type: ignore[arg-type]
        words = {"must": "must", "need-not": "need not"}[outcome]
        return Refusal(
            f"The screening says that there {words} be a review, and you decided otherwise.",
            "Say why you depart from it.",
            field="departs_because",
        )
    if not said.late_because.strip() and (refusal := _late(case, on)):
        return refusal
    if said.outcome == "no-review" and not said.instead.strip():
        return Refusal("There is to be no review.", "Say what happens instead.", field="instead")
    if said.outcome == "other" and not said.kind_of_review.strip():
        return Refusal("There is to be another kind of review.", "Say which.", field="kind_of_review")
    return None


def _late(case: Case, on: date) -> Refusal | None:
    due = decision_late(case, on)
    if due is None:
        return None
    return Refusal(
        f"The decision was due on {due.day} {due:%B %Y}.", "Say why it is late.", field="late_because"
    )


def _take_effect(case: Case, decision: Decision, on: date) -> Done:
    holds = decision.outcome != "no-review"
    target = target_of(case, on) if holds else None
    closed = None if holds else on
    Case.rows.filter(pk=case.pk).update(
        decided_on=on,
        first_decided_on=case.first_decided_on or on,
        target_on=target,
        first_target_on=target,
        closed_on=closed,
    )
    managers = accounts_holding({Role.MANAGER}, board=case.board_id, today=on)
    said = {
        "review": "It was decided to hold a review, with reasons.",
        "other": "It was decided to hold another kind of review, with reasons.",
        "no-review": "It was decided not to hold a review, with reasons, and what happens instead.",
    }[decision.outcome]
    return Done(
        said,
        phase=Phase.DECIDED if holds else Phase.CLOSED,
        made=decision,
        notices=(Notice(managers, "decided"), *clock_reminders(case, on)),
    )


class Sign(Payload):
    """One partner's signature."""

    agree: Annotated[Literal["yes"], Labels((("yes", "Yes, I have read the decision and sign it"),))] = Field(
        title="Do you sign?"
    )
    late_because: OptionalWords = Field("", title="If yours is the last signature and it comes late, why?")


@act(by={Role.CHAIR}, when={Phase.SCREENING}, leads_to={Phase.DECIDED, Phase.CLOSED})
def sign_decision(case: Case, said: Sign, *, by: Actor, on: date) -> Done | Refusal:
    """Sign the decision.

    Where partners decide together, each signature is recorded. The decision takes effect with the last.
    """
    decision, person = unsigned(case), self_at(case, by)
    if decision is None or person is None:
        return Refusal("No decision is waiting for your signature.", "Decide first.", clears="decide")
    if Signature.rows.filter(decision=decision, person=person).exists():
        return Refusal("You have signed already.", "The other partners must sign.")
    if (
        person.agency_id
        and Signature.rows.filter(decision=decision, person__agency=person.agency_id).exists()
    ):
        return Refusal(
            "Somebody has signed for your agency already.", "Each partner signs once: the others must sign."
        )
    last = Signature.rows.filter(decision=decision).count() + 1 >= decision.signatures_needed
    if last and not (decision.late_because + said.late_because).strip() and (refusal := _late(case, on)):
        return refusal
    Signature.rows.create(decision=decision, person=person, on=on)
    missing = decision.signatures_needed - Signature.rows.filter(decision=decision).count()
    if missing > 0:
        return Done(f"The decision was signed; {missing} more must sign.", made=decision)
    decision.complete_on = on
    decision.late_because = decision.late_because or said.late_because
    decision.save()
    return _take_effect(case, decision, on)


class Tell(Payload):
    """Who was told what."""

    to: Line = Field(title="Who was told?", description="A body or an office, not a name.")
    what: Words = Field(title="What were they told?")
    reference: OptionalLine = Field("", title="Their reference, if there is one")
    national: bool = Field(False, title="Is this the national body that the framework names?")


@act(by={Role.MANAGER, Role.CHAIR}, when=ANY_PHASE)
def record_telling(case: Case, said: Tell, *, by: Actor, on: date) -> Done:
    """Record that somebody was told.

    The national body of the decision, a partner, the family's solicitor. The day is the day on which it was sent.
    """
    matter = "national" if said.national else ""
    fields = said.model_dump(exclude={"national"})
    row = new(Telling, case, made_on=on, matter=matter, sent_on=on, **fields)
    days_told(row)
    return Done(
        "The national body was told." if matter else "Somebody outside was told.",
        made=row,
        notices=clock_reminders(case, on) if matter else (),
    )


class Reopen(Payload):
    """What is new."""

    because: Words = Field(
        title="What new information is there?", description="The first decision stays on record."
    )


@act(by={Role.CHAIR, Role.MANAGER}, when={Phase.CLOSED}, leads_to={Phase.SCREENING, Phase.MONITORING})
def reopen(case: Case, said: Reopen, *, by: Actor, on: date) -> Done | Refusal:
    """Reopen this case.

    New information can reopen a decision not to review, or a review that was closed. What was decided first stays on record.
    """
    if case.joined_into_id:
        return Refusal("This notification was joined with another.", "Go on with the other case.")
    first: Decision | None = Decision.rows.filter(case=case, withdrawn_on=None).order_by("number").last()
    Case.rows.filter(pk=case.pk).update(closed_on=None)
    if first is None or first.outcome == "no-review":
        Case.rows.filter(pk=case.pk).update(decided_on=None)
        return Done(
            "The case was reopened: there is new information.",
            phase=Phase.SCREENING,
            notices=clock_reminders(case, on),
        )
    return Done("The review was reopened.", phase=Phase.MONITORING)


def _in_effect(row: Decision) -> Refusal | None:
    """A decision that has taken effect is not taken back: what was decided, on which day and why, stays on record."""
    if row.complete_on is None:
        return None
    taken = "This decision has taken effect. It stays on record."
    if row.case.phase == Phase.CLOSED:
        return Refusal(
            taken,
            "New information can reopen the case, to decide again. A slip in its words is corrected, with the reason.",
            field="thing",
            clears="reopen",
        )
    return Refusal(
        taken,
        "A slip in its words is corrected, with the reason. The review that it began goes on until it is closed.",
        field="thing",
        clears="correct",
    )


IN_USE[Decision.KIND] = _in_effect
SETTLES[Telling.KIND] = days_told
MUST_HOLD[Telling.KIND] = sent_in_order
