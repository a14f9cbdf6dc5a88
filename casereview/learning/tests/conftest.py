"""A review with two agencies' evidence in it, as the acts of gathering would have left it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from casereview.access.policy import Actor
from casereview.acts.registry import Done
from casereview.acts.tables import new
from casereview.cases.models import Case
from casereview.evidence.models import AgencyReport, Document, Entry, Paragraph
from casereview.people.models import Agency
from casereview.reviews.models import Heard, Meeting

DAY = date(2014, 2, 26)


@dataclass(frozen=True)
class Gathered:
    """A case that is analysed, who works on it, and E1 (police), E2 (school), AR1.1, HD1 and DC1 in it."""

    case: Case
    lead: Actor
    author: Actor
    manager: Actor
    does: Callable[..., Done]

    def finds(self, **said: Any) -> Done:
        """The author records a finding."""
        first = {"text": "Each agency thought that another had seen the child."}
        return self.does(self.author, "record-finding", to=self.case, **{**first, **said})

    def draws(self, **said: Any) -> Done:
        """The author draws a lesson across police and school."""
        first = {
            "text": "When each agency thinks that another has seen the child, nobody has.",
            "reach": "across",
            "agencies": ["police", "school"],
            "themes": ["A2", "D4"],
        }
        return self.does(self.author, "draw-lesson", to=self.case, **{**first, **said})

    def recommends(self, **said: Any) -> Done:
        """The author makes a recommendation."""
        return self.does(
            self.author, "recommend", to=self.case, **{"text": "Ask who saw the child, and when.", **said}
        )


@pytest.fixture
def gathered(
    a_case: Callable[..., Case], someone: Callable[..., Actor], does: Callable[..., Done]
) -> Callable[..., Gathered]:
    """``gathered()``: submitted, not yet shared; ``gathered(shared=True)``: every agency sees the others'."""

    def make(phase: str = "analysing", *, shared: bool = False) -> Gathered:
        case = a_case(phase)
        shared_on = DAY if shared else None
        said = (("police", "A neighbour called at night."), ("school", "The child was seen alone."))
        for number, (key, event) in enumerate(said, 1):
            new(
                Entry,
                case,
                made_on=DAY,
                agency=agency(case, key),
                date_text=f"{number} March 2013",
                event=event,
                source="Log",
                submitted_on=DAY,
                shared_on=shared_on,
            )
        report = new(
            AgencyReport,
            case,
            made_on=DAY,
            agency=agency(case, "school"),
            digest="0" * 64,
            shared_on=shared_on,
        )
        Paragraph.rows.create(report=report, number=1, text="Nobody asked who had seen the child.")
        event = new(Meeting, case, made_on=DAY, what="learning-event", held_on=DAY)
        new(Heard, case, made_on=DAY, meeting=event, text="We each thought that another had it.")
        new(
            Document,
            case,
            made_on=DAY,
            title="Minutes of a strategy discussion",
            what="minutes",
            digest="1" * 64,
            file_name="minutes.docx",
            size=1,
        )
        return Gathered(
            case=case,
            lead=someone("lead", case=case),
            author=someone("author", case=case),
            manager=someone("manager", board=case.board),
            does=does,
        )

    return make


def agency(case: Case, key: str) -> Agency:
    """The agency of this case's board with this key."""
    found: Agency = Agency.rows.get(board=case.board, key=key)
    return found


@pytest.fixture
def learnt(gathered: Callable[..., Gathered]) -> Callable[..., Gathered]:
    """``learnt()``: the same, with finding F1 on E1 and HD1, lesson L1 on F1, and R1 to the school on L1."""

    def make(phase: str = "analysing", **how: Any) -> Gathered:
        it = gathered(phase, **how)
        it.finds(entries=["E1"], heard=["HD1"])
        it.draws(findings=["F1"])
        it.recommends(lessons=["L1"], agency="school")
        return it

    return make
