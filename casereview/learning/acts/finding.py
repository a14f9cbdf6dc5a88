"""Findings, each resting on evidence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

from pydantic import Field

from casereview.access.policy import Actor
from casereview.access.roles import LEARNING, Role
from casereview.acts.payload import OptionalWords, Payload, Ref, Words
from casereview.acts.registry import Done, Refusal, act
from casereview.acts.tables import find, find_all, new
from casereview.cases.acts.corrections import IN_USE
from casereview.cases.models import Case
from casereview.evidence.models import Document, Entry
from casereview.evidence.references import paragraph_of
from casereview.learning.models import Basis, Finding, Lesson
from casereview.learning.resting import RESTED_ON
from casereview.learning.rules import listed
from casereview.reviews.models import Heard

FINDS = frozenset({Role.LEAD, Role.AUTHOR, Role.MANAGER})
"""Who writes findings, lessons and recommendations: the lead and the author, and the manager for them."""

Entries = Annotated[tuple[Annotated[str, Ref("entry")], ...], Field(title="Chronology entries")]
Paragraphs = Annotated[
    tuple[Annotated[str, Ref("paragraph")], ...], Field(title="Paragraphs of agencies' reports")
]
HeardThings = Annotated[
    tuple[Annotated[str, Ref("heard")], ...], Field(title="What was heard at meetings and events")
]
Documents = Annotated[tuple[Annotated[str, Ref("document")], ...], Field(title="Documents")]


class RecordFinding(Payload):
    """What was so, why, and what shows it."""

    text: Words = Field(
        title="What was so?",
        description=(
            "Name nobody: write the part they had, such as 'the health visitor'. What was so, not who failed."
        ),
    )
    why: OptionalWords = Field(
        "",
        title="Why was it so?",
        description=(
            "How it looked to those who were there; what helped and what got in the way; usual, or only here."
        ),
    )
    entries: Entries = ()
    paragraphs: Paragraphs = ()
    heard: HeardThings = ()
    documents: Documents = ()


@act(by=FINDS, when=LEARNING)
def record_finding(case: Case, said: RecordFinding, *, by: Actor, on: date) -> Done | Refusal:
    """Record a finding.

    What was so, and why. It rests on at least one thing that shows it: a chronology entry, a paragraph of an
    agency's report, something heard, or a document. From every recommendation one can then walk down to what
    it stands on.
    """
    bases = list(_bases(case, said))
    if not bases:
        return Refusal(
            "This finding rests on nothing.", "Choose at least one thing that shows it.", field="entries"
        )
    row = new(Finding, case, made_on=on, text=said.text, why=said.why)
    Basis.rows.bulk_create(Basis(finding=row, **{kind: thing}) for kind, thing in bases)
    return Done(f"Finding {row.key} was recorded. It rests on {_things(len(bases))}.", made=row)


def _things(count: int) -> str:
    return "one thing" if count == 1 else f"{count} things"


def _bases(case: Case, said: RecordFinding | RestFinding) -> Iterator[tuple[str, Any]]:
    """Each thing that was named, once, with the column it belongs in."""
    for key in dict.fromkeys(said.entries):
        yield "entry", find(Entry, case, key)
    for key in dict.fromkeys(said.paragraphs):
        yield "paragraph", paragraph_of(case, key)
    for key in dict.fromkeys(said.heard):
        yield "heard", find(Heard, case, key)
    for key in dict.fromkeys(said.documents):
        yield "document", find(Document, case, key)


class RestFinding(Payload):
    """What else a finding rests on, and what else rests on it."""

    finding: Annotated[str, Ref("finding")] = Field(title="Which finding?")
    entries: Entries = ()
    paragraphs: Paragraphs = ()
    heard: HeardThings = ()
    documents: Documents = ()
    lessons: tuple[Annotated[str, Ref("lesson")], ...] = Field(
        (), title="Which lessons that are already drawn rest on this finding too?"
    )


@act(by=FINDS, when=LEARNING)
def rest_finding(case: Case, said: RestFinding, *, by: Actor, on: date) -> Done | Refusal:
    """Rest a finding on more.

    Something else that shows it; or a lesson, already drawn, that rests on it too.
    """
    row = find(Finding, case, said.finding)
    there = {
        (kind, getattr(basis, f"{kind}_id")) for basis in Basis.rows.filter(finding=row) for kind in COLUMNS
    }
    fresh = [(kind, thing) for kind, thing in _bases(case, said) if (kind, thing.pk) not in there]
    lessons = [
        one for one in find_all(Lesson, case, said.lessons) if not one.findings.filter(pk=row.pk).exists()
    ]
    if not fresh and not lessons:
        return Refusal(
            "There is nothing new here.",
            "Choose something that this finding does not rest on yet.",
            field="entries",
        )
    Basis.rows.bulk_create(Basis(finding=row, **{kind: thing}) for kind, thing in fresh)
    for lesson in lessons:
        lesson.findings.add(row)
    return Done(_said(row.key, len(fresh), [one.key for one in lessons]), made=row)


def _said(finding: str, things: int, lessons: list[str]) -> str:
    """What was added, below a finding and above it."""
    said = [f"Finding {finding} rests on {_things(things)} more."] if things else []
    if lessons:
        word = f"Lesson {lessons[0]} rests" if len(lessons) == 1 else f"Lessons {listed(lessons)} rest"
        said.append(f"{word} on finding {finding} too.")
    return " ".join(said)


COLUMNS = ("entry", "paragraph", "heard", "document")
IN_USE.update(RESTED_ON)
