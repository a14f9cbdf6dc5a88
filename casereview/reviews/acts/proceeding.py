"""Proceedings beside the review, and what they hold."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from casereview.access.policy import Actor
from casereview.access.roles import OPEN, Role
from casereview.acts.payload import Day, Labels, OptionalLine, Payload, Ref, Words
from casereview.acts.registry import Done, Notice, Refusal, act
from casereview.acts.tables import find, new
from casereview.cases.actors import accounts_holding
from casereview.cases.acts.corrections import IN_USE
from casereview.cases.models import Case
from casereview.reviews.models import Hold, Proceedings
from casereview.reviews.rules import HOLD_WORDS, PROCEEDINGS_WORDS

WHAT = Annotated[
    Literal["police-investigation", "criminal-trial", "inquest", "family-proceedings", "other"],
    Labels(
        tuple(
            (key, "Something else" if key == "other" else title[0].upper() + title[1:])
            for key, title in PROCEEDINGS_WORDS.items()
        )
    ),
]
RUNS = frozenset({Role.MANAGER, Role.LEAD, Role.CHAIR})


class Record(Payload):
    """Proceedings that run beside the review."""

    what: WHAT = Field(title="What runs beside the review?")
    title: OptionalLine = Field("", title="In a few words", description="No names.")
    contact: OptionalLine = Field(
        "", title="Whom does the board speak to?", description="An office and its telephone."
    )
    opened_on: Day | None = Field(None, title="Since when?")
    next_on: Day | None = Field(None, title="Next date, such as the trial")


@act(by=RUNS, when=OPEN)
def record_proceedings(case: Case, said: Record, *, by: Actor, on: date) -> Done | Refusal:
    """Record proceedings beside the review.

    A police investigation, a trial, an inquest, family proceedings. They hold nothing by themselves: a hold
    is placed by an act of its own.
    """
    if said.opened_on and said.opened_on > on:
        return Refusal("They have not begun yet on that day.", "Check the day.", field="opened_on")
    row = new(Proceedings, case, made_on=on, **said.model_dump())
    return Done("Proceedings beside the review were recorded.", made=row)


class Update(Payload):
    """What is new in proceedings."""

    proceedings: Annotated[str, Ref("proceedings")] = Field(title="Which proceedings?")
    next_on: Day | None = Field(None, title="Next date, if there is a new one")
    note: Words = Field(title="What is new?")


@act(by=RUNS, when=OPEN)
def update_proceedings(case: Case, said: Update, *, by: Actor, on: date) -> Done | Refusal:
    """Record what is new in proceedings.

    What was recorded before stays beside it.
    """
    row = find(Proceedings, case, said.proceedings)
    if row.ended_on:
        return Refusal(
            "These proceedings have ended.", "Record new ones, such as an appeal.", field="proceedings"
        )
    row.next_on, row.note, row.version = said.next_on or row.next_on, said.note, row.version + 1
    row.news = [
        *row.news,
        {
            "on": on.isoformat(),
            "note": said.note,
            "next_on": said.next_on.isoformat() if said.next_on else None,
        },
    ]
    row.save()
    return Done("There is news of the proceedings.", made=row)


class EndOf(Payload):
    """How proceedings ended."""

    proceedings: Annotated[str, Ref("proceedings")] = Field(title="Which proceedings?")
    outcome: Words = Field(title="How did they end?")


@act(by=RUNS, when=OPEN)
def end_proceedings(case: Case, said: EndOf, *, by: Actor, on: date) -> Done | Refusal:
    """Record that proceedings have ended.

    Their holds stay until each is lifted: by whoever asked for it, in an act of its own.
    """
    row = find(Proceedings, case, said.proceedings)
    if row.ended_on:
        return Refusal("They have ended already.", "There is nothing to do.", field="proceedings")
    if row.opened_on and on < row.opened_on:
        return Refusal("They had not begun on that day.", "Check the day.", field="on")
    row.ended_on, row.outcome, row.version = on, said.outcome, row.version + 1
    row.save()
    return Done("Proceedings beside the review have ended.", made=row)


class PlaceHold(Payload):
    """What is held, and why."""

    proceedings: Annotated[str, Ref("proceedings")] = Field(title="Because of which proceedings?")
    holds: Annotated[
        Literal["interviews", "sharing-family", "publication"],
        Labels(tuple((key, words[0].upper() + words[1:]) for key, words in HOLD_WORDS.items())),
    ] = Field(title="What is held?")
    because: Words = Field(title="Why?")
    asked_by: OptionalLine = Field("", title="Who asked for it?", description="An office, not a name.")
    until_expected: Day | None = Field(
        None, title="Until when, as far as known?", description="The hold does not end by itself on that day."
    )


@act(by=RUNS, when=OPEN)
def place_hold(case: Case, said: PlaceHold, *, by: Actor, on: date) -> Done | Refusal:
    """Place a hold.

    What it holds is refused until the hold is lifted. Learning and actions go on.
    """
    row = find(Proceedings, case, said.proceedings)
    if row.ended_on:
        return Refusal(
            "These proceedings have ended.", "Choose others, or record new ones.", field="proceedings"
        )
    if Hold.rows.filter(proceedings=row, holds=said.holds, lifted_on=None, withdrawn_on=None).exists():
        return Refusal("They hold this already.", "There is nothing to do.", field="holds")
    hold = new(Hold, case, made_on=on, proceedings=row, **said.model_dump(exclude={"proceedings"}))
    return Done(
        f"A hold was placed on {HOLD_WORDS[said.holds]}.", made=hold, notices=(_told(case, by, hold.key),)
    )


def _told(case: Case, by: Actor, key: str) -> Notice:
    roles = {Role.MANAGER, Role.CHAIR, Role.LEAD, Role.AUTHOR}
    accounts = accounts_holding(roles, board=case.board_id, case=case.pk, today=by.today)
    return Notice(tuple(a for a in accounts if a != by.id), "hold", about=key)


class LiftHold(Payload):
    """Which hold, and on whose word."""

    hold: Annotated[str, Ref("hold")] = Field(title="Which hold?")
    because: Words = Field(
        title="On whose word, and how?", description="For example: the police, in writing."
    )


@act(by=RUNS, when=OPEN)
def lift_hold(case: Case, said: LiftHold, *, by: Actor, on: date) -> Done | Refusal:
    """Lift a hold.

    On the word of whoever asked for it. This alone ends it.
    """
    row = find(Hold, case, said.hold)
    if row.lifted_on:
        return Refusal("This hold was lifted already.", "There is nothing to do.", field="hold")
    if on < row.made_on:
        return Refusal("The hold was not placed yet on that day.", "Check the day.", field="on")
    row.lifted_on, row.lifted_because, row.version = on, said.because, row.version + 1
    row.save()
    return Done(f"The hold on {HOLD_WORDS[row.holds]} was lifted.", made=row)


def _still_on(row: Any) -> str | None:
    return None if row.lifted_on else "This hold is on. Only its lifting ends it."


def _holds_something(row: Any) -> str | None:
    holds = Hold.rows.filter(proceedings=row, lifted_on=None, withdrawn_on=None).order_by("number")
    keys = ", ".join(hold.key for hold in holds)
    return f"These proceedings hold something: {keys}." if keys else None


IN_USE[Hold.KIND] = _still_on
IN_USE[Proceedings.KIND] = _holds_something
