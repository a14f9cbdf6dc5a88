"""Lessons drawn from findings, lessons that go out early, and recommendations that rest on lessons."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from casereview.access.policy import Actor
from casereview.access.roles import LEARNING, Role
from casereview.acts.payload import Labels, Line, OptionalLine, Payload, Ref, Words
from casereview.acts.registry import Done, Refusal, act
from casereview.acts.tables import find, find_all, new
from casereview.cases.models import Case
from casereview.learning.acts.finding import FINDS
from casereview.learning.models import Finding, Lesson, Recommendation
from casereview.learning.rules import agencies_fit, too_many
from casereview.learning.themes import MOST
from casereview.people.models import Agency
from casereview.people.references import agency_of


class DrawLesson(Payload):
    """What findings teach, to whom, under which themes."""

    text: Words = Field(
        title="What does it teach?",
        description=(
            "When … (the situation), … (what tends to happen) because … (why), "
            "so … (what it means for the child). Name nobody."
        ),
    )
    reach: Annotated[
        Literal["within", "across"],
        Labels((("within", "Within one agency"), ("across", "Across agencies: how they worked together"))),
    ] = Field(title="Is it within one agency, or across agencies?")
    agencies: tuple[Annotated[str, Ref("agency")], ...] = Field(
        min_length=1, title="Which agencies is it about?"
    )
    findings: tuple[Annotated[str, Ref("finding")], ...] = Field(
        min_length=1, title="From which findings is it drawn?"
    )
    themes: tuple[Annotated[str, Ref("theme")], ...] = Field(
        min_length=1,
        max_length=MOST,
        title="Themes",
        description="One to three. By these it is found again, here and in later reviews.",
    )


@act(by=FINDS, when=LEARNING)
def draw_lesson(case: Case, said: DrawLesson, *, by: Actor, on: date) -> Done | Refusal:
    """Draw a lesson.

    What the findings teach: within one agency, or across agencies. Its themes say where it belongs, so that a
    board sees when a lesson repeats.
    """
    agencies = _agencies(case, said.agencies)
    if wrong := agencies_fit(said.reach, len(agencies)):
        return Refusal(wrong, "Choose the agencies again, or the other answer above.", field="agencies")
    row = new(
        Lesson, case, made_on=on, text=said.text, reach=said.reach, themes=list(dict.fromkeys(said.themes))
    )
    row.agencies.set(agencies)
    row.findings.set(find_all(Finding, case, said.findings))
    where = "within one agency" if said.reach == "within" else "across agencies"
    return Done(f"Lesson {row.key} was drawn, {where}.", made=row)


def _agencies(case: Case, keys: tuple[str, ...]) -> list[Agency]:
    """The agencies, each once, though two keys may be of one that merged."""
    return list({agency.pk: agency for agency in (agency_of(case, key) for key in keys)}.values())


class SendEarly(Payload):
    """Which lesson goes out before the report, and to whom."""

    lesson: Annotated[str, Ref("lesson")] = Field(title="Which lesson?")
    to: Line = Field(
        title="To whom was it sent?",
        description="Agencies, teams or offices, not names. Check first that the lesson names nobody.",
    )


@act(by={Role.LEAD, Role.MANAGER}, when=LEARNING)
def send_early_lesson(case: Case, said: SendEarly, *, by: Actor, on: date) -> Done | Refusal:
    """Record that a lesson went out early.

    Learning does not wait for the report. The agencies that a lesson is about see it from this day.
    """
    row = find(Lesson, case, said.lesson)
    if row.sent_early_on:
        return Refusal("This lesson went out already.", "There is nothing to do.", field="lesson")
    row.sent_early_on, row.sent_early_to, row.version = on, said.to, row.version + 1
    row.save()
    return Done(f"Lesson {row.key} went out before the report.", made=row)


class Recommend(Payload):
    """What should change, by whom, and why."""

    text: Words = Field(
        title="What should change?",
        description="One thing, that one body can do, and that somebody can later see was done. Name nobody.",
    )
    lessons: tuple[Annotated[str, Ref("lesson")], ...] = Field(
        min_length=1, title="On which lessons does it rest?"
    )
    to_board: bool = Field(False, title="Is it addressed to the board itself?")
    agency: Annotated[str, Ref("agency")] | None = Field(None, title="Or to which agency of the board?")
    outside_body: OptionalLine = Field(
        "",
        title="Or to which body outside the board?",
        description="A department, an inspectorate, another board. Not a name.",
        max_length=200,
    )


@act(by=FINDS, when=LEARNING)
def recommend(case: Case, said: Recommend, *, by: Actor, on: date) -> Done | Refusal:
    """Make a recommendation.

    It rests on lessons and is addressed to one body that can do it. Make few: they are answered one by one,
    and followed until each is in place.
    """
    if refusal := _one_body(said):
        return refusal
    row = new(
        Recommendation,
        case,
        made_on=on,
        text=said.text,
        agency=agency_of(case, said.agency) if said.agency else None,
        to_board=said.to_board,
        outside_body=said.outside_body.strip(),
    )
    row.lessons.set(find_all(Lesson, case, said.lessons))
    warning = too_many(Recommendation.rows.filter(case=case, withdrawn_on=None).count())
    return Done(" ".join(filter(None, [f"Recommendation {row.key} was made.", warning])), made=row)


def _one_body(said: Recommend) -> Refusal | None:
    """Why the bodies it is addressed to are not exactly one, or None."""
    given = {
        "to_board": said.to_board,
        "agency": bool(said.agency),
        "outside_body": bool(said.outside_body.strip()),
    }
    fields = [name for name, there in given.items() if there]
    if not fields:
        return Refusal(
            "It is addressed to nobody.", "Choose the board, one agency, or one body outside.", field="agency"
        )
    if len(fields) > 1:
        return Refusal(
            "It is addressed to two bodies.", "Leave one out, or make two recommendations.", field=fields[-1]
        )
    return None
