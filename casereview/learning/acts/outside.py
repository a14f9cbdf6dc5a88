"""Recommendations to bodies outside the board: sent, acknowledged, answered, and the author told."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from casereview.access.policy import Actor
from casereview.access.roles import Phase, Role, phases
from casereview.acts.payload import Labels, OptionalWords, Payload, Ref
from casereview.acts.registry import Done, Refusal, act
from casereview.acts.tables import find
from casereview.cases.models import Case
from casereview.learning.models import Recommendation

AFTERWARDS = phases(Phase.ANALYSING, Phase.CLOSED)
"""A body outside answers when it answers, also after the review is closed."""


class Which(Payload):
    """Which recommendation."""

    recommendation: Annotated[str, Ref("recommendation")] = Field(title="Which recommendation?")


@act(by={Role.MANAGER, Role.CHAIR}, when=AFTERWARDS)
def send_recommendation(case: Case, said: Which, *, by: Actor, on: date) -> Done | Refusal:
    """Record that a recommendation was sent to a body outside.

    What nobody is told of, nobody does. The day is the day on which it was sent.
    """
    row = find(Recommendation, case, said.recommendation)
    if not row.outside_body:
        return Refusal(
            "This one is addressed within the board.", "The board answers it itself.", field="recommendation"
        )
    if row.sent_on:
        return Refusal(
            "It was sent already.",
            "Record what came back.",
            field="recommendation",
            clears="record-outside-reply",
        )
    _mark(row, sent_on=on)
    return Done(f"Recommendation {row.key} was sent to the body that can do it.", made=row)


def _mark(row: Recommendation, **fields: object) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    row.version += 1
    row.save()


class Reply(Which):
    """What came back from a body outside."""

    what: Annotated[
        Literal["acknowledged", "answered"],
        Labels(
            (
                ("acknowledged", "They say that they have it"),
                ("answered", "They say what they will do, or why not"),
            )
        ),
    ] = Field(title="What came back?")
    text: OptionalWords = Field("", title="If they answered, what do they say?")


@act(by={Role.MANAGER, Role.CHAIR}, when=AFTERWARDS)
def record_outside_reply(case: Case, said: Reply, *, by: Actor, on: date) -> Done | Refusal:
    """Record what a body outside replied.

    *They have it* and *they have answered* are two things.
    """
    row = find(Recommendation, case, said.recommendation)
    if refusal := _not_open(row, said, on):
        return refusal
    if said.what == "acknowledged":
        _mark(row, acknowledged_on=on)
        return Done(f"A body outside acknowledged recommendation {row.key}.", made=row)
    _mark(row, answered_on=on, outside_answer=said.text)
    return Done(f"A body outside answered recommendation {row.key}.", made=row)


def _not_open(row: Recommendation, said: Reply, on: date) -> Refusal | None:
    if row.sent_on is None:
        return Refusal(
            "It was not sent yet.", "Send it first.", field="recommendation", clears="send-recommendation"
        )
    if on < row.sent_on:
        return Refusal("The reply is dated before it was sent.", "Check the day.", field="on")
    if row.answered_on:
        return Refusal(
            "It was answered already.",
            "Tell the author, if nobody has.",
            field="recommendation",
            clears="tell-author",
        )
    if said.what == "acknowledged" and row.acknowledged_on:
        return Refusal("It was acknowledged already.", "Record the answer when it comes.", field="what")
    if said.what == "answered" and not said.text.strip():
        return Refusal("They answered, but it is not written down.", "Write what they say.", field="text")
    return None


@act(by={Role.MANAGER, Role.CHAIR}, when=AFTERWARDS)
def tell_author(case: Case, said: Which, *, by: Actor, on: date) -> Done | Refusal:
    """Record that the author was told what a body outside answered.

    Whoever made a recommendation learns what became of it.
    """
    row = find(Recommendation, case, said.recommendation)
    if row.answered_on is None:
        return Refusal(
            "There is no answer to tell of yet.",
            "Record it when it comes.",
            field="recommendation",
            clears="record-outside-reply",
        )
    if row.author_told_on:
        return Refusal("The author was told already.", "There is nothing to do.", field="recommendation")
    _mark(row, author_told_on=on)
    return Done(f"The author was told of the answer to recommendation {row.key}.", made=row)
