"""The board itself: its settings, and its merger into another."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from casereview.access.policy import Actor
from casereview.access.roles import Role
from casereview.acts.payload import Day, Line, Payload, Words
from casereview.acts.registry import Done, Refusal, act
from casereview.people.acts.persons import free_key
from casereview.people.models import Board, Person, Post

RUNS = frozenset({Role.MANAGER, Role.CHAIR})


class MergeBoard(Payload):
    """Which board goes on with this one's cases."""

    into: Line = Field(
        title="In which board does it go on?", description="Its name in full. You must run that board too."
    )
    agreement: Words = Field(title="Who agreed, and from which day?")


@act(by=RUNS)
def merge_board(board: Board, said: MergeBoard, *, by: Actor, on: date) -> Done | Refusal:
    """Record that this board has merged into another.

    Its cases keep their codes, their people and their history. Whoever runs the other board, and its learning group, hold
    the same posts here from now on. New notifications go to the other board.
    """
    into = Board.rows.filter(name=said.into.strip()).exclude(pk=board.pk).first()
    if into is None or not any(by.holds(role, into.place) for role in RUNS):
        return Refusal("You run no other board of this name.", "Check the name.", field="into")
    if board.merged_into_id or into.merged_into_id:
        return Refusal("One of the two has merged already.", "There is nothing to do.", field="into")
    for post in Post.rows.filter(board=into, role__in=GOES_ON, until=None).select_related("person"):
        person = _same_person_here(board, post.person)
        if not Post.rows.filter(person=person, role=post.role, until=None).exists():
            Post.rows.create(person=person, board=board, role=post.role, since=on)
    Board.rows.filter(pk=board.pk).update(merged_into=into)
    Board.rows.filter(merged_into=board).update(merged_into=into)
    return Done("This board merged into another. Its cases stay, and the other board goes on with them.")


GOES_ON = (Role.MANAGER, Role.CHAIR, Role.LEARNING_GROUP)
"""The posts whose holders go on with the cases of a board that merged into theirs."""


def _same_person_here(board: Board, person: Person) -> Person:
    """The person of this board with the same account; made now, if this board does not know them."""
    found: Person | None = None
    if person.account_id:
        found = Person.rows.filter(board=board, account=person.account_id).first()
    return found or Person.rows.create(
        board=board,
        key=free_key(board, person.name),
        name=person.name,
        email=person.email,
        account=person.account,
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
