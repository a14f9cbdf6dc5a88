"""People whom the board knows: added, corrected, invited to sign in."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.utils.text import slugify
from pydantic import Field

from casereview.access.policy import Actor
from casereview.access.roles import Role
from casereview.acts.payload import Line, OptionalLine, Payload, Ref, Words
from casereview.acts.registry import Done, Notice, Refusal, act
from casereview.people.installation import account_for, invite
from casereview.people.models import Board, Interest, Person
from casereview.people.references import agency_of, person_of

RUNS = frozenset({Role.MANAGER, Role.CHAIR})


class AddPerson(Payload):
    """Somebody whom the board knows."""

    name: Line = Field(title="Name", max_length=200)
    email: OptionalLine = Field("", title="E-mail address", pattern=r"^(|[^@\s]+@[^@\s]+\.[^@\s]+)$")
    agency: Annotated[str, Ref("agency")] | None = Field(None, title="Works for which agency?")


@act(by=RUNS)
def add_person(board: Board, said: AddPerson, *, by: Actor, on: date) -> Done | Refusal:
    """Add a person.

    An office holder, an agency's lead, an author. Nobody of a family: they stand in the register of a case.
    """
    person = Person.rows.create(
        board=board,
        key=free_key(board, said.name),
        name=said.name,
        email=said.email,
        agency=agency_of(board, said.agency) if said.agency else None,
    )
    return Done("A person was added.", made=person.key)


def free_key(board: Board, name: str) -> str:
    """A key made from a name that nobody of this board has yet."""
    base = slugify(name)[:50] or "person"
    key, number = base, 2
    while Person.rows.filter(board=board, key=key).exists():
        key, number = f"{base}-{number}", number + 1
    return key


class ChangePerson(Payload):
    """What is known of somebody now."""

    person: Annotated[str, Ref("person")] = Field(title="Whom?")
    name: OptionalLine = Field("", title="Name, if it changes", max_length=200)
    email: OptionalLine = Field(
        "", title="E-mail address, if it changes", pattern=r"^(|[^@\s]+@[^@\s]+\.[^@\s]+)$"
    )
    agency: Annotated[str, Ref("agency")] | None = Field(None, title="Works for another agency now?")
    because: Words = Field(title="Why?", description="A slip of the pen, a new name, a new employer.")


@act(by=RUNS)
def change_person(board: Board, said: ChangePerson, *, by: Actor, on: date) -> Done | Refusal:
    """Correct what is known of a person.

    Whoever changes employer keeps the old one as an interest, so that independence is still judged from it.
    """
    person = person_of(board, said.person)
    agency = agency_of(board, said.agency) if said.agency else None
    if not (said.name.strip() or said.email.strip() or agency):
        return Refusal("Nothing is to change.", "Write what changes.", field="name")
    if said.email.strip() and person.account_id:
        return Refusal(
            "They sign in with the address that is known.",
            "Whoever looks after the installation changes it.",
            field="email",
        )
    if agency and person.agency_id and person.agency_id != agency.pk:
        Interest.rows.create(person=person, agency=person.agency, kind="employed", until=on, declared_on=on)
    person.name = said.name.strip() or person.name
    person.email = said.email.strip() or person.email
    person.agency = agency or person.agency
    person.save()
    return Done("What is known of a person was corrected, with the reason.", made=person.key)


class InvitePerson(Payload):
    """Whom to invite."""

    person: Annotated[str, Ref("person")] = Field(title="Whom do you invite?")


@act(by=RUNS)
def invite_person(board: Board, said: InvitePerson, *, by: Actor, on: date) -> Done | Refusal:
    """Invite somebody to sign in.

    They get a link that works once, for a day. They choose a password and set up a second factor.
    """
    person = person_of(board, said.person)
    if not person.email:
        return Refusal("No e-mail address is known for them.", "Add it first.", field="person")
    account = account_for(person)
    secret = invite(account)
    return Done(
        "Somebody was invited to sign in.",
        made=person.key,
        notices=(Notice((account.pk,), "invited", about=secret),),
    )
