"""A review that gathers: police and school at work on their parts, neither seeing the other's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from casereview.access.policy import Actor
from casereview.acts.ask import ask
from casereview.acts.registry import Done
from casereview.cases.models import Case
from casereview.files.store import keep_upload

DAY = date(2014, 3, 3)
POLICE = "Officers attended and left."
SCHOOL = "The child was hungry at breakfast club."


@dataclass(frozen=True)
class Gathering:
    """A case that is gathering, and everybody in it."""

    case: Case
    manager: Actor
    chair: Actor
    lead: Actor
    author: Actor
    team: Actor
    police: Actor
    school: Actor

    @property
    def everybody(self) -> dict[str, Actor]:
        """Each of them by what they are."""
        names = ("manager", "chair", "lead", "author", "team", "police", "school")
        return {name: getattr(self, name) for name in names}


@pytest.fixture
def gathering(a_case: Callable[..., Case], someone: Callable[..., Actor]) -> Callable[..., Gathering]:
    """``gathering()``: nobody has written anything yet."""

    def make(phase: str = "gathering") -> Gathering:
        case = a_case(phase)
        return Gathering(
            case,
            manager=someone("manager", board=case.board),
            chair=someone("chair", board=case.board),
            lead=someone("lead", case=case),
            author=someone("author", case=case),
            team=someone("team-member", case=case),
            police=someone("agency-lead", agency="police", case=case),
            school=someone("report-writer", agency="school", case=case),
        )

    return make


@pytest.fixture
def asked(gathering: Callable[..., Gathering], does: Callable[..., Done]) -> Gathering:
    """Police and school were asked by 28 March, and each has written one entry and added one document."""
    it = gathering("commissioned")
    does(it.lead, "ask-agencies", to=it.case, agencies=["police", "school"], due_on="2014-03-28")
    enter(does, it.case, it.police, "police", POLICE)
    enter(does, it.case, it.school, "school", SCHOOL)
    for who, agency in ((it.police, "police"), (it.school, "school")):
        file = sent(who, f"{agency}.txt", f"Notes of the {agency}.".encode())
        does(
            who,
            "add-document",
            to=it.case,
            agency=agency,
            file=file,
            title=f"Notes of {agency}",
            what="other",
        )
    return it


def sent(by: Actor, name: str, data: bytes) -> str:
    """A file that somebody has sent: its key for an act."""
    return keep_upload(by.id, name, data)


def enter(
    does: Any, case: Case, by: Actor, agency: str, event: str, when: str = "12.03.13", **said: Any
) -> Done:
    """An agency's own entry."""
    done: Done = does(
        by, "add-entry", to=case, agency=agency, date_text=when, event=event, source="Record", **said
    )
    return done


def submits(does: Any, it: Gathering, agency: str) -> None:
    """An agency submits its chronology and its report."""
    who = getattr(it, agency)
    does(who, "submit-chronology", to=it.case, agency=agency)
    text = f"What the {agency} did.\n\nWhat the {agency} should have done."
    does(who, "submit-report", to=it.case, agency=agency, text=text, signed_by="The head of service")


def shares(does: Any, it: Gathering) -> None:
    """The lead accepts all that was submitted, and shares it."""
    for name in ("chronology:CH1", "chronology:CH2", "agency-report:AR1", "agency-report:AR2"):
        does(it.lead, "accept-submission", to=it.case, submission=name)
    does(it.lead, "share-submissions", to=it.case)


def events(actor: Any, case: Any) -> set[str]:
    """What somebody reads in the chronology."""
    return {entry["event"] for entry in ask(actor, "chronology", of=case)["entries"]}
