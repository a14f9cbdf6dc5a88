"""The facts, tested against the framework's criteria."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from casereview.access.policy import Actor
from casereview.access.roles import Phase, Role, phases
from casereview.acts.payload import Day, Line, OptionalLine, Payload, Ref, Words
from casereview.acts.registry import Done, Refusal, act
from casereview.acts.tables import find, new
from casereview.cases.models import Case, Child, Decision, Fact
from casereview.cases.reminders import clock_reminders
from casereview.law.frameworks import UnknownFramework, load
from casereview.law.panel import NOT_SAID


class Answer(Payload):
    """One answer to one question."""

    fact: Annotated[str, Ref("fact-question")] = Field(title="Question")
    value: Line = Field(
        title="Answer",
        description="yes, suspected, no, not-known, not-asked or refused; for custody its kind.",
    )
    source: OptionalLine = Field(
        "", title="Where is it from?", description="A record, a letter, a telephone call."
    )
    said_by: OptionalLine = Field("", title="Who said it?", description="A post or an agency, not a name.")
    said_on: Day | None = Field(None, title="On which day?")


class RecordFacts(Payload):
    """Some facts about one child."""

    child: Annotated[str, Ref("child")] | None = Field(None, title="About which child?")
    answers: tuple[Answer, ...] = Field(min_length=1, title="Fact")


@act(
    by={Role.MANAGER, Role.CHAIR},
    when=phases(Phase.NOTIFIED, Phase.SCREENING),
    leads_to={Phase.SCREENING},
)
def record_facts(case: Case, said: RecordFacts, *, by: Actor, on: date) -> Done | Refusal:
    """Record what is known of the facts.

    One answer for each question, with its source. *Not known*, *not asked* and *refused* are good answers: they are not no.
    """
    child = (
        find(Child, case, said.child)
        if said.child
        else Child.rows.filter(case=case, withdrawn_on=None).order_by("number").first()
    )
    if child is None:
        return Refusal(
            "There is no child in this case yet.", "Add the child first.", field="child", clears="add-child"
        )
    known = {fact.id: fact for fact in load(case.framework).facts}
    for index, answer in enumerate(said.answers):
        allowed = {*known[answer.fact].values, *NOT_SAID} - {"unknown"}
        if answer.value not in allowed:
            return Refusal(
                f"'{answer.fact}' cannot be answered so.",
                f"Answer with one of: {', '.join(sorted(allowed))}.",
                field=f"answers.{index}.value",
            )
        if answer.said_on and answer.said_on > on:
            return Refusal(
                "A fact was said after the day of recording.",
                "Check the day.",
                field=f"answers.{index}.said_on",
            )
    if contradiction := _both(child, said):
        return contradiction
    for answer in said.answers:
        new(Fact, case, made_on=on, child=child, **answer.model_dump())
    count = len(said.answers)
    words = "One fact was" if count == 1 else f"{count} facts were"
    return Done(f"{words} recorded for the screening.", phase=Phase.SCREENING)


def _both(child: Child, said: RecordFacts) -> Refusal | None:
    """Nobody is a child and an adult: the engine would not read it."""
    now = {
        fact.fact: fact.value for fact in Fact.rows.filter(child=child, withdrawn_on=None).order_by("number")
    }
    now |= {answer.fact: answer.value for answer in said.answers}
    if now.get("child") == "yes" and now.get("adult") == "yes":
        return Refusal(
            "Somebody cannot be a child and an adult.", "Answer one of the two with no.", field="answers"
        )
    return None


class ChooseFramework(Payload):
    """Another framework than the one proposed, and why."""

    framework: Annotated[str, Ref("framework")] = Field(title="Which framework governs this case?")
    because: Words = Field(title="Why this one?")


@act(by={Role.MANAGER, Role.CHAIR}, when=phases(Phase.NOTIFIED, Phase.SCREENING))
def choose_framework(case: Case, said: ChooseFramework, *, by: Actor, on: date) -> Done | Refusal:
    """Choose another framework.

    The product proposes the framework in force on the day of notification. Choose another only with a reason; the decision
    then fixes it for good.
    """
    try:
        framework = load(said.framework)
    except UnknownFramework as unknown:
        return Refusal(str(unknown), "Choose one of the list.", field="framework")
    if Decision.rows.filter(case=case).exists():
        return Refusal(
            "A decision was already made under the framework of this case.", "The decision fixed it."
        )
    Case.rows.filter(pk=case.pk).update(framework=framework.id, framework_because=said.because)
    return Done(
        f"The framework was changed to {framework.title}, with reasons.", notices=clock_reminders(case, on)
    )
