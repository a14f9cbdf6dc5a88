"""The family: a named contact, a safe way, their questions, what they were shown."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from casereview.access.policy import Actor
from casereview.access.roles import Phase, Role, phases
from casereview.acts.payload import Labels, Line, OptionalLine, OptionalWords, Payload, Ref, Words
from casereview.acts.registry import Done, Refusal, act
from casereview.acts.tables import find, new
from casereview.cases.acts.corrections import IN_USE
from casereview.cases.models import Case
from casereview.names.models import RegisterPerson
from casereview.people.references import person_of
from casereview.reviews.guards import held, no_hold
from casereview.reviews.models import FamilyContact, FamilyMember, FamilyQuestion
from casereview.reviews.rules import FAMILY_CONTACTS, FAMILY_STATES, SHARES_WITH_FAMILY, words

WITH_FAMILY = phases(Phase.DECIDED, Phase.MONITORING)
KEEPS = frozenset({Role.MANAGER, Role.LEAD})


class AddMember(Payload):
    """Somebody of the family."""

    relation: Line = Field(
        title="Who are they to the child?",
        description="Mother, Father, Grandmother. Not a name.",
        max_length=100,
    )
    person: Annotated[str, Ref("register-person")] | None = Field(None, title="Who is it in the register?")
    contact: Annotated[str, Ref("person")] | None = Field(
        None, title="Who is their named contact at the board?"
    )
    safe_way: OptionalWords = Field("", title="Safe way and time to call")
    never: OptionalWords = Field(
        "", title="Never", description="For example bail conditions: whom and when not to call."
    )
    needs: OptionalLine = Field("", title="Language, interpreter, advocate")


@act(by=KEEPS, when=WITH_FAMILY)
def add_family_member(case: Case, said: AddMember, *, by: Actor, on: date) -> Done | Refusal:
    """Add somebody of the family.

    With a named contact and a safe way to call. They stand as *not yet asked* until you say otherwise.
    """
    person = find(RegisterPerson, case, said.person) if said.person else None
    if person is not None and FamilyMember.rows.filter(case=case, person=person, withdrawn_on=None).exists():
        return Refusal(
            "This person of the register is here already.", "Choose somebody else.", field="person"
        )
    row = new(
        FamilyMember,
        case,
        made_on=on,
        relation=said.relation,
        safe_way=said.safe_way,
        never=said.never,
        needs=said.needs,
        person=person,
        contact=person_of(case, said.contact) if said.contact else None,
    )
    return Done("Somebody of the family was added.", made=row)


class SetState(Payload):
    """Where it stands with somebody of the family."""

    member: Annotated[str, Ref("family-member")] = Field(title="Who?")
    state: Annotated[
        Literal["not-yet-asked", "taking-part", "declined", "not-reached", "not-safe"], Labels(FAMILY_STATES)
    ] = Field(title="How does it stand?")
    because: OptionalWords = Field("", title="Why, or after how many tries?")


@act(by=KEEPS, when=WITH_FAMILY)
def set_family_state(case: Case, said: SetState, *, by: Actor, on: date) -> Done | Refusal:
    """Say how it stands with somebody of the family.

    *Declined*, *not reached*, *not yet asked* and *not safe to ask* are four things. How it stood before
    stays on record.
    """
    if said.state in ("not-reached", "not-safe") and not said.because.strip():
        return Refusal("This needs its reason.", "Say why, or after how many tries.", field="because")
    row = find(FamilyMember, case, said.member)
    if row.state == said.state and row.state_because == said.because:
        return Refusal("It stands so already.", "There is nothing to do.", field="state")
    row.states = [
        *row.states,
        {"on": on.isoformat(), "was": row.state, "was_because": row.state_because, "now": said.state},
    ]
    row.state, row.state_because, row.version = said.state, said.because, row.version + 1
    row.save()
    return Done(
        f"With somebody of the family it stands so: {words(said.state, FAMILY_STATES).lower()}.", made=row
    )


class RecordContact(Payload):
    """A contact with somebody of the family."""

    member: Annotated[str, Ref("family-member")] = Field(title="With whom?")
    what: Annotated[
        Literal["invited", "met", "update", "shown-draft", "told-of-publication", "told-of-change"],
        Labels(FAMILY_CONTACTS),
    ] = Field(title="What happened?")
    how: OptionalLine = Field(
        "", title="How?", description="In person, by letter, through an advocate.", max_length=100
    )
    text: OptionalWords = Field("", title="What was said or asked?")


@act(by=KEEPS, when=WITH_FAMILY)
def record_family_contact(case: Case, said: RecordContact, *, by: Actor, on: date) -> Done | Refusal:
    """Record a contact with the family.

    Who was invited and how, what they were told, what they were shown before publication.
    """
    member = find(FamilyMember, case, said.member)
    if said.what in SHARES_WITH_FAMILY and (refusal := held(case, "sharing-family", "what")):
        return refusal
    if member.state == "not-safe":
        return Refusal(
            "It was recorded that contact is not safe.",
            "Change that first, with the reason.",
            field="member",
            clears="set-family-state",
        )
    row = new(FamilyContact, case, made_on=on, member=member, what=said.what, how=said.how, text=said.text)
    return Done(f"Contact with the family: {words(said.what, FAMILY_CONTACTS).lower()}.", made=row)


class AddQuestion(Payload):
    """A question of the family's, in their words."""

    member: Annotated[str, Ref("family-member")] = Field(title="Whose question?")
    text: Words = Field(title="Their question, in their words")


@act(by=KEEPS, when=WITH_FAMILY)
def add_family_question(case: Case, said: AddQuestion, *, by: Actor, on: date) -> Done:
    """Write down a question of the family's.

    It belongs to the terms of reference, and is answered in plain words at the end.
    """
    row = new(FamilyQuestion, case, made_on=on, member=find(FamilyMember, case, said.member), text=said.text)
    return Done("A question of the family's was written down.", made=row)


class Answer(Payload):
    """The answer to a question of the family's."""

    question: Annotated[str, Ref("family-question")] = Field(title="Which question?")
    answer: Words = Field(title="The answer, in plain words")


@act(by=KEEPS, when=WITH_FAMILY, guards=(no_hold("sharing-family"),))
def answer_family_question(case: Case, said: Answer, *, by: Actor, on: date) -> Done | Refusal:
    """Answer a question of the family's.

    In plain words, as it is given to them.
    """
    row = find(FamilyQuestion, case, said.question)
    if row.answered_on:
        return Refusal(
            "This question has its answer.",
            "Correct the answer, with the reason.",
            field="question",
            clears="correct",
        )
    row.answer, row.answered_on, row.version = said.answer, on, row.version + 1
    row.save()
    return Done("A question of the family's was answered.", made=row)


def _in_touch(row: Any) -> str | None:
    if FamilyContact.rows.filter(member=row, withdrawn_on=None).exists():
        return "Contacts with them are recorded."
    if FamilyQuestion.rows.filter(member=row, withdrawn_on=None).exists():
        return "Questions of theirs are recorded."
    return None


IN_USE[FamilyMember.KIND] = _in_touch
