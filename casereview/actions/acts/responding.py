"""The board answers each recommendation. One answer stands; the ones before stay beside it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from casereview.access.policy import Actor
from casereview.access.roles import Phase, Role, phases
from casereview.actions.models import Response
from casereview.actions.rules import ANSWERS
from casereview.actions.standing import answer_to
from casereview.acts.payload import Labels, OptionalWords, Payload, Ref, Words
from casereview.acts.registry import Done, Refusal, act
from casereview.acts.tables import find, new
from casereview.cases.models import Case
from casereview.learning.models import Recommendation

ANSWERING = phases(Phase.RESPONDING, Phase.MONITORING)


class Respond(Payload):
    """The board's answer to a recommendation."""

    recommendation: Annotated[str, Ref("recommendation")] = Field(title="Which recommendation?")
    answer: Annotated[Literal["accepted", "in-part", "not-accepted"], Labels(ANSWERS)] = Field(
        title="What is the board's answer?"
    )
    reasons: Words = Field(
        title="Reasons",
        description="They are published with the answer. In part: say which part, and why not the rest.",
    )
    changed_because: OptionalWords = Field(
        "",
        title="If the board answered before: why does the answer change?",
        description="The first answer stays on record beside this one.",
    )


@act(by={Role.CHAIR, Role.MANAGER}, when=ANSWERING)
def respond(case: Case, said: Respond, *, by: Actor, on: date) -> Done | Refusal:
    """Record the board's answer to a recommendation.

    Accepted, in part or not accepted, each with reasons. The review's advice is not legally binding: the board decides what
    it does. One answer stands; a later one replaces it with a reason, and both stay on record.
    """
    recommendation = find(Recommendation, case, said.recommendation)
    before = answer_to(recommendation)
    if before is not None and not said.changed_because.strip():
        return Refusal(
            f"The board answered this recommendation on {before.made_on.day} {before.made_on:%B %Y}.",
            "Say why its answer changes, or leave it as it is.",
            field="changed_because",
        )
    if before is not None and on < before.made_on:
        return Refusal("The board's answer that stands is of a later day.", "Check the day.", field="on")
    row = new(
        Response,
        case,
        made_on=on,
        recommendation=recommendation,
        answer=said.answer,
        reasons=said.reasons,
        changed_because=said.changed_because if before is not None else "",
    )
    words = {
        "accepted": "accepted",
        "in-part": "accepted in part",
        "not-accepted": "did not accept",
    }[said.answer]
    changed = " This changes its answer of before." if before is not None else ""
    return Done(f"The board {words} recommendation {said.recommendation}, with reasons.{changed}", made=row)
