"""Standing places at the board: given and ended."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import Field

from casereview.access.policy import Actor
from casereview.access.roles import ROLE_TITLES, Role, an, titled
from casereview.acts.payload import Day, Labels, Payload, Ref, Words
from casereview.acts.registry import Done, Refusal, act
from casereview.people.models import Board, Post
from casereview.people.references import person_of
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
    return Done(f"{an(said.role)} was named at the board.", made=person.key)


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
    return Done(f"The post of {titled(said.role)} ended.", made=person.key)
