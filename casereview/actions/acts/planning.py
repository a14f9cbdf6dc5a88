"""The responses become the Action Plan: who does what by when, and what will show that it was done."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from casereview.access.policy import Actor
from casereview.access.roles import LEARNING, Phase, Role
from casereview.actions.acts.responding import ANSWERING
from casereview.actions.models import Action, Milestone
from casereview.actions.reminders import owner_of, reminders
from casereview.actions.rules import SORTS
from casereview.actions.standing import answer_to, answers
from casereview.acts.payload import Day, Labels, OptionalLine, OptionalWords, Payload, Ref, Words
from casereview.acts.registry import Done, Notice, Refusal, act
from casereview.acts.tables import find, new
from casereview.cases.called import called
from casereview.cases.models import Case
from casereview.learning.models import Lesson, Recommendation
from casereview.people.references import agency_of, person_of


class Step(Payload):
    """One step of an action."""

    text: OptionalLine = Field("", title="Milestone")
    due_on: Day | None = Field(None, title="By which day?")


class ImmediateAction(Payload):
    """Who does what by when."""

    text: Words = Field(title="What will be done?")
    lesson: Annotated[str, Ref("lesson")] | None = Field(None, title="Which lesson does it serve?")
    owner: Annotated[str, Ref("person")] = Field(title="Who owns it?")
    agency: Annotated[str, Ref("agency")] = Field(title="Of which agency?")
    due_on: Day = Field(title="By when?")
    will_show: Words = Field(
        title="What will show that it is done?",
        description="Agreed now, so that nobody argues later: how many of how many, seen by whom.",
    )
    outcome_sought: OptionalWords = Field("", title="What should be different for children?")
    sort: Annotated[
        Literal[
            "",
            "policy",
            "training",
            "audit",
            "commissioning",
            "it",
            "supervision",
            "leadership",
            "national",
        ],
        Labels((("", "Not said"), *SORTS)),
    ] = Field("", title="What kind of action is it?")
    accountable: OptionalLine = Field(
        "", title="Who is accountable for it?", description="A post, such as Director of Nursing."
    )
    start_on: Day | None = Field(None, title="When does it start?")
    milestones: tuple[Step, ...] = Field(
        (), title="Milestones", description="Steps on the way, each by a day."
    )


class PlanAction(ImmediateAction):
    """Who does what by when, and for which recommendation."""

    recommendation: Annotated[str, Ref("recommendation")] | None = Field(
        None, title="Which recommendation does it serve?"
    )


def _wrong_days(said: ImmediateAction, on: date) -> Refusal | None:
    if said.due_on < on:
        return Refusal("It is due before it is planned.", "Give a later day.", field="due_on")
    if said.start_on and said.start_on > said.due_on:
        return Refusal("It starts after it is due.", "Give an earlier day.", field="start_on")
    for index, step in enumerate(said.milestones):
        if not step.text.strip():
            return Refusal(
                f"Milestone {index + 1} has a day and no words.",
                "Write what is reached by then.",
                field=f"milestones.{index}.text",
            )
        if step.due_on and step.due_on > said.due_on:
            return Refusal(
                f"Milestone {index + 1} is due after the action.",
                "Give an earlier day.",
                field=f"milestones.{index}.due_on",
            )
    return None


def _plan(
    case: Case, said: ImmediateAction, on: date, *, for_: str | None, immediate: bool
) -> Done | Refusal:
    if refusal := _wrong_days(said, on):
        return refusal
    row = new(
        Action,
        case,
        made_on=on,
        text=said.text,
        sort=said.sort,
        owner=person_of(case, said.owner),
        agency=agency_of(case, said.agency),
        accountable=said.accountable,
        start_on=said.start_on,
        due_on=said.due_on,
        first_due_on=said.due_on,
        will_show=said.will_show,
        outcome_sought=said.outcome_sought,
        immediate=immediate,
        recommendation=find(Recommendation, case, for_) if for_ else None,
        lesson=find(Lesson, case, said.lesson) if said.lesson else None,
    )
    for step in said.milestones:
        new(Milestone, case, made_on=on, action=row, text=step.text, due_on=step.due_on or said.due_on)
    told = Notice(owner_of(row), "action-planned", about=row.key)
    words = f"Immediate action {row.key} was started." if immediate else f"Action {row.key} was planned."
    return Done(words, made=row, notices=(told, *reminders(row, on)))


@act(by={Role.MANAGER, Role.CHAIR}, when=ANSWERING)
def plan_action(case: Case, said: PlanAction, *, by: Actor, on: date) -> Done | Refusal:
    """Plan an action.

    The board decides what is done so that it is less likely to happen again: what, by whom, by when, and what will show it. Its
    owner is told, and reminded four weeks before the day and on it.
    """
    if not said.recommendation and not said.lesson:
        return Refusal(
            "An action serves a recommendation or a lesson.", "Choose one.", field="recommendation"
        )
    if said.recommendation:
        answer = answer_to(find(Recommendation, case, said.recommendation))
        if answer is None or answer.answer == "not-accepted":
            because = "has not answered" if answer is None else "did not accept"
            return Refusal(
                f"The board {because} this recommendation.",
                "Record that the board accepts it, whole or in part, then plan what is done.",
                field="recommendation",
                clears="respond",
            )
    return _plan(case, said, on, for_=said.recommendation, immediate=False)


@act(by={Role.MANAGER, Role.LEAD, Role.CHAIR}, when=LEARNING)
def take_immediate_action(case: Case, said: ImmediateAction, *, by: Actor, on: date) -> Done | Refusal:
    """Start an immediate action.

    What is plain now does not wait for the report or for a recommendation. It joins the plan when the board adopts it.
    """
    return _plan(case, said, on, for_=None, immediate=True)


def every_accepted_has_an_action(case: Case, on: date) -> Refusal | None:
    """The plan does something about every recommendation that was accepted.

    What was accepted and is addressed outside the board may instead have been sent to whom it is addressed.
    """
    stands = answers(case)
    served = set(
        Action.rows.filter(case=case, withdrawn_on=None, recommendation__isnull=False).values_list(
            "recommendation", flat=True
        )
    )
    rows = Recommendation.rows.filter(case=case, withdrawn_on=None).order_by("number")
    wanted = [r for r in rows if r.pk in stands and stands[r.pk].answer != "not-accepted"]
    bare = [r for r in wanted if r.pk not in served and not (r.outside_body and r.sent_on)]
    if not bare:
        return None
    keys, outside = ", ".join(r.key for r in bare), all(r.outside_body for r in bare)
    words = f"Recommendation {keys} is" if len(bare) == 1 else f"{len(bare)} recommendations are"
    named = "." if len(bare) == 1 else f": {keys}."
    return Refusal(
        f"{words} accepted and no action serves {'it' if len(bare) == 1 else 'them'}{named}",
        "Send it to whom it is addressed, or plan an action." if outside else "Plan an action for each.",
        clears="send-recommendation" if outside else "plan-action",
    )


class AdoptPlan(Payload):
    """The board's agreement to the plan."""

    agreement: Words = Field(title="The board's agreement", description="When and where it is minuted.")


@act(
    by={Role.CHAIR},
    when={Phase.PUBLISHED},
    leads_to={Phase.MONITORING},
    guards=(every_accepted_has_an_action,),
)
def adopt_plan(case: Case, said: AdoptPlan, *, by: Actor, on: date) -> Done:
    """Adopt the action plan.

    With the board's agreement. From now on the Learning and Improvement Group keeps at it until all is in place.
    """
    Action.rows.filter(case=case, adopted_on=None, withdrawn_on=None).update(adopted_on=on)
    return Done(f"The board adopted the {called(case, 'plan')}.", phase=Phase.MONITORING)
