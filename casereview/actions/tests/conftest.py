"""A review with one lesson and three recommendations, and everybody who has to do with its plan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from casereview.access.policy import Actor
from casereview.actions.models import Action
from casereview.acts.perform import perform
from casereview.acts.registry import Done
from casereview.acts.tables import new
from casereview.cases.models import Case
from casereview.evidence.models import Document
from casereview.people.models import Person
from casereview.reviews.models import Meeting

PLANNED = date(2014, 3, 10)
DUE = date(2014, 9, 30)


@dataclass(frozen=True)
class Plan:
    """A review and its people. R1 is to the health trust, R2 to the board, R3 to a body outside; L1 is under all."""

    case: Case
    manager: Actor
    chair: Actor
    lead: Actor
    group: Actor
    owner: Actor

    def on(self, day: date, actor: Actor, act: str, **said: Any) -> Done:
        """An act on a day by somebody whose today it is."""
        return perform(replace(actor, today=day), act, said, to=self.case, on=day)

    def answers(self, recommendation: str = "R1", answer: str = "accepted", **said: Any) -> Done:
        """The board's answer to a recommendation."""
        first = {"recommendation": recommendation, "answer": answer, "reasons": "The board agrees."}
        return self.on(PLANNED, self.chair, "respond", **{**first, **said})

    def plans(self, **said: Any) -> Done:
        """An action for R1, owned at the health trust, due at the end of September."""
        first: dict[str, Any] = {
            "recommendation": "R1",
            "text": "Every ward uses the discharge checklist.",
            "owner": key_of(self.owner),
            "agency": "health",
            "due_on": DUE.isoformat(),
            "will_show": "An audit of 40 discharges: 36 with the checklist.",
        }
        return self.on(PLANNED, self.manager, "plan-action", **{**first, **said})

    def proves(self, day: date = date(2014, 5, 1), **said: Any) -> Done:
        """Proof from the owner."""
        first = {"action": "A1", "strength": "files", "text": "38 of 40 discharges have the checklist."}
        return self.on(day, self.owner, "add-proof", **{**first, **said})

    def says_done(self, day: date = date(2014, 5, 2)) -> Done:
        """The owner says that it is done."""
        return self.on(day, self.owner, "report-progress", action="A1", text="All wards.", says_done=True)

    def meets(self, day: date = date(2014, 5, 22), what: str = "learning-group") -> str:
        """A meeting is on record; gives its key."""
        return new(Meeting, self.case, made_on=day, what=what, held_on=day).key

    def verifies(self, day: date = date(2014, 5, 22), by: Actor | None = None, **said: Any) -> Done:
        """The group's decision at a meeting of that day."""
        first = {
            "action": "A1",
            "meeting": said.pop("meeting", None) or self.meets(day),
            "verdict": "in-place",
            "seen": "The audit of 40 sets of notes.",
        }
        return self.on(day, by or self.group, "verify", **{**first, **said})

    def action(self, key: str = "A1") -> Action:
        """An action as it stands."""
        found: Action = Action.rows.get(case=self.case, number=int(key[1:]))
        return found


def key_of(actor: Actor) -> str:
    """The key by which payloads name this person."""
    found: str = Person.rows.get(pk__in=actor.people).key
    return found


@pytest.fixture
def plan(
    a_case: Callable[..., Case], someone: Callable[..., Actor], does: Callable[..., Done]
) -> Callable[..., Plan]:
    """``plan()``: the report is accepted and nothing is answered yet. ``plan("monitoring")``: the plan is followed."""

    def make(phase: str = "responding") -> Plan:
        case = a_case("analysing")
        author = someone("author", case=case)
        minutes = {
            "title": "Minutes",
            "what": "minutes",
            "digest": "1" * 64,
            "file_name": "m.docx",
            "size": 1,
        }
        new(Document, case, made_on=PLANNED, **minutes)
        found = "Nobody checked who had seen the child."
        does(author, "record-finding", to=case, text=found, documents=["DC1"])
        does(
            author,
            "draw-lesson",
            to=case,
            text="When each thinks that another has seen the child, nobody has.",
            reach="across",
            agencies=["health", "school"],
            themes=["A2"],
            findings=["F1"],
        )
        for to in ({"agency": "health"}, {"to_board": True}, {"outside_body": "The regional commissioner"}):
            does(author, "recommend", to=case, text="Ask who saw the child, and when.", lessons=["L1"], **to)
        Case.rows.filter(pk=case.pk).update(phase=phase, completed_on=date(2014, 3, 3))
        return Plan(
            case=Case.rows.get(pk=case.pk),
            manager=someone("manager", board=case.board),
            chair=someone("chair", board=case.board),
            lead=someone("lead", case=case),
            group=someone("learning-group", board=case.board, agency="police"),
            owner=someone("action-owner", agency="health", case=case),
        )

    return make


@pytest.fixture
def planned(plan: Callable[..., Plan]) -> Callable[..., Plan]:
    """``planned()``: R1 is accepted and action A1 serves it."""

    def make(phase: str = "responding") -> Plan:
        it = plan("responding")
        it.answers()
        it.plans()
        Case.rows.filter(pk=it.case.pk).update(phase=phase)
        return replace(it, case=Case.rows.get(pk=it.case.pk))

    return make
