"""Interests that the board records of its people: where they worked, whom they managed. Corrected, never deleted."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from casereview.access.policy import Actor
from casereview.access.roles import Role
from casereview.acts.payload import Day, Labels, OptionalLine, Payload, Ref, Words
from casereview.acts.registry import Done, Refusal, act
from casereview.people.models import Board, Interest
from casereview.people.references import INTEREST_KINDS, agency_of, interest_of, person_of

RUNS = frozenset({Role.MANAGER, Role.CHAIR})
OfKind = Annotated[Literal["employed", "managed", "direct-responsibility", "other"], Labels(INTEREST_KINDS)]


class Declared(Payload):
    """An interest of somebody at the board."""

    person: Annotated[str, Ref("person")] = Field(title="Whose interest?")
    kind: OfKind = Field(title="Of what kind?")
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


class CorrectInterest(Payload):
    """Which interest is put right, how, and why. What is left out stays as it was."""

    interest: Annotated[str, Ref("interest")] = Field(title="Which interest?")
    stands: Annotated[
        Literal["yes", "no"],
        Labels((("yes", "Yes, but not as it was recorded"), ("no", "No, it was recorded by mistake"))),
    ] = Field("yes", title="Is there such an interest?")
    kind: OfKind | None = Field(None, title="Of what kind is it?", description="Only if it changes.")
    agency: Annotated[str, Ref("agency")] | None = Field(
        None, title="At which agency?", description="Only if it changes."
    )
    until: Day | None = Field(None, title="Until when?", description="Only if it changes.")
    note: OptionalLine = Field("", title="In a few words", description="Only if they change.")
    because: Words = Field(title="Why?")


@act(by=RUNS)
def correct_board_interest(board: Board, said: CorrectInterest, *, by: Actor, on: date) -> Done | Refusal:
    """Correct an interest that was recorded of somebody at the board.

    What was recorded before stays on record with your reason, and no longer counts. Nobody corrects their own.
    """
    old = interest_of(board, said.interest)
    if old.person_id in by.people:
        return Refusal(
            "Nobody corrects an interest of their own.",
            "Somebody else of the board does it.",
            field="interest",
        )
    changed = {
        "kind": said.kind or old.kind,
        "agency_id": agency_of(board, said.agency).pk if said.agency else old.agency_id,
        "until": said.until or old.until,
        "note": said.note.strip() or old.note,
    }
    if said.stands == "yes" and all(getattr(old, name) == value for name, value in changed.items()):
        return Refusal(
            "It stands so already.", "Write what changes, or say that it was a mistake.", field="kind"
        )
    Interest.rows.filter(pk=old.pk).update(withdrawn_on=on, withdrawn_because=said.because)
    if said.stands == "yes":
        Interest.rows.create(person=old.person, since=old.since, declared_on=on, **changed)
    return Done("An interest was corrected, with the reason.", made=old.person.key)
