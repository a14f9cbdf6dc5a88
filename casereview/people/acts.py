"""What can happen to a board: its agencies, its people and their posts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Literal

from django.utils.text import slugify
from pydantic import Field

from casereview.access.policy import Actor
from casereview.access.roles import ROLE_TITLES, Role
from casereview.acts.payload import Day, Labels, Line, OptionalLine, Payload, Ref, Words
from casereview.acts.registry import Done, Notice, Refusal, act
from casereview.people.installation import account_for, invite
from casereview.people.models import Agency, Board, Interest, Person, Post
from casereview.people.references import agency_of, person_of
from casereview.people.sessions import end_for

POSTS = (
    "manager",
    "chair",
    "board-member",
    "learning-group",
    "notifier",
    "gate-signer",
    "agency-lead",
    "action-owner",
)
AsPost = Annotated[
    Literal[
        "manager",
        "chair",
        "board-member",
        "learning-group",
        "notifier",
        "gate-signer",
        "agency-lead",
        "action-owner",
    ],
    Labels(tuple((role, ROLE_TITLES[role]) for role in POSTS)),
]
RUNS = frozenset({Role.MANAGER, Role.CHAIR})


class AddAgency(Payload):
    """A partner of the board."""

    name: Line = Field(title="What is the agency called?", max_length=200)


@act(by=RUNS)
def add_agency(board: Board, said: AddAgency, *, by: Actor, on: date) -> Done | Refusal:
    """Add an agency.

    A partner of the board: police, a health trust, a school.
    """
    key = slugify(said.name)[:60]
    if not key or Agency.rows.filter(board=board, key=key).exists():
        return Refusal(
            "There is an agency with this name already.",
            "Use that one, or write the name in full.",
            field="name",
        )
    Agency.rows.create(board=board, key=key, name=said.name)
    return Done("An agency was added.", made=key)


class MergeAgency(Payload):
    """Which agency goes on in which."""

    agency: Annotated[str, Ref("agency")] = Field(title="Which agency ends?")
    into: Annotated[str, Ref("agency")] = Field(title="In which does it go on?")


@act(by=RUNS)
def merge_agency(board: Board, said: MergeAgency, *, by: Actor, on: date) -> Done | Refusal:
    """Record that an agency has merged into another.

    Its cases, reports and actions stay as they are; what comes next goes to its successor.
    """
    ends, into = agency_of(board, said.agency), agency_of(board, said.into)
    if ends.pk == into.pk:
        return Refusal("An agency cannot merge into itself.", "Choose another.", field="into")
    ends.merged_into = into
    ends.save()
    Agency.rows.filter(merged_into=ends).update(merged_into=into)
    return Done("An agency merged into another; its cases stay.")


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
    base = slugify(said.name)[:50] or "person"
    key, number = base, 2
    while Person.rows.filter(board=board, key=key).exists():
        key, number = f"{base}-{number}", number + 1
    person = Person.rows.create(
        board=board,
        key=key,
        name=said.name,
        email=said.email,
        agency=agency_of(board, said.agency) if said.agency else None,
    )
    return Done("A person was added.", made=person.key)


class GivePost(Payload):
    """Who holds which post from when."""

    person: Annotated[str, Ref("person")] = Field(title="Who?")
    role: AsPost = Field(title="Which post?")
    since: Day | None = Field(None, title="From which day?", description="Today, if you leave it out.")


@act(by=RUNS)
def give_post(board: Board, said: GivePost, *, by: Actor, on: date) -> Done | Refusal:
    """Give somebody a post.

    Manager and chair reach the board's cases; notifiers may tell the board of an incident; the learning group sees lessons and
    actions. Everybody else reaches a case by appointment.
    """
    person = person_of(board, said.person)
    if person.pk in by.people and said.role in ("manager", "chair"):
        return Refusal(
            "Nobody gives themselves this post.", "Somebody else of the board must do it.", field="person"
        )
    if Post.rows.filter(person=person, role=said.role, until=None).exists():
        return Refusal("They hold this post already.", "There is nothing to do.", field="role")
    Post.rows.create(person=person, board=board, role=said.role, since=said.since or on, agency=person.agency)
    return Done(f"Somebody was given the post of {ROLE_TITLES[said.role]}.", made=person.key)


class EndPost(Payload):
    """Which post ends."""

    person: Annotated[str, Ref("person")] = Field(title="Who?")
    role: AsPost = Field(title="Which post?")
    because: Words = Field(title="Why, and who takes over?")


@act(by=RUNS)
def end_post(board: Board, said: EndPost, *, by: Actor, on: date) -> Done | Refusal:
    """End somebody's post.

    From this moment they see nothing by it, also where they are still signed in.
    """
    person = person_of(board, said.person)
    ended = Post.rows.filter(person=person, role=said.role, until=None).update(until=on - timedelta(days=1))
    if not ended:
        return Refusal("They do not hold this post.", "Choose another.", field="role")
    if person.account_id:
        end_for(person.account_id)
    return Done(f"The post of {ROLE_TITLES[said.role]} ended.", made=person.key)


class Declared(Payload):
    """An interest of somebody at the board."""

    person: Annotated[str, Ref("person")] = Field(title="Whose interest?")
    kind: Annotated[
        Literal["employed", "managed", "direct-responsibility", "other"],
        Labels(
            (
                ("employed", "Worked for an agency"),
                ("managed", "Managed staff of an agency"),
                ("direct-responsibility", "Had direct responsibility for casework at an agency"),
                ("other", "Something else"),
            )
        ),
    ] = Field(title="Of what kind?")
    agency: Annotated[str, Ref("agency")] | None = Field(None, title="At which agency?")
    until: Day | None = Field(None, title="Until when?", description="Leave it out if it goes on.")
    note: OptionalLine = Field("", title="In a few words")


@act(by=RUNS)
def declare_board_interest(board: Board, said: Declared, *, by: Actor, on: date) -> Done:
    """Record an interest of somebody at the board.

    Independence is derived from it: who worked for an agency lately does not lead or write a review in which it is involved.
    """
    Interest.rows.create(
        person=person_of(board, said.person),
        agency=agency_of(board, said.agency) if said.agency else None,
        kind=said.kind,
        until=said.until,
        note=said.note,
        declared_on=on,
    )
    return Done("An interest was recorded.")


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


class SetBoard(Payload):
    """The board's own settings."""

    employed_within_years: int = Field(
        5, ge=0, le=50, title="For how many years is nobody lead or author where they were employed?"
    )
    partners_from: Day | None = Field(
        None, title="From which day do safeguarding partners act instead of the board?"
    )
    brand: Annotated[str, Field(pattern="^#[0-9a-f]{6}$")] = Field(
        "#10565c", title="The board's colour", description="Such as #10565c."
    )


@act(by=RUNS)
def set_board(board: Board, said: SetBoard, *, by: Actor, on: date) -> Done:
    """Change the board's own settings."""
    Board.rows.filter(pk=board.pk).update(
        employed_within_years=said.employed_within_years, partners_from=said.partners_from, brand=said.brand
    )
    return Done("The board's settings were changed.")
