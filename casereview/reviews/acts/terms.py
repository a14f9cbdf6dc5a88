"""Terms of reference: drafted in versions with reasons, agreed by the board."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from casereview.access.policy import Actor
from casereview.access.roles import Phase, Role, phases
from casereview.acts.payload import Day, Hidden, Labels, OptionalWords, Payload, Ref, Words
from casereview.acts.prepared import Prepared
from casereview.acts.registry import Done, Refusal, act
from casereview.acts.tables import find, new
from casereview.cases.acts.appointing import ALSO_FORBIDDEN
from casereview.cases.acts.corrections import IN_USE
from casereview.cases.acts.information import part_of
from casereview.cases.models import Appointment, Case
from casereview.people.models import Person
from casereview.people.references import agency_of
from casereview.reviews.models import Terms
from casereview.reviews.rules import GIVES

OF_EACH = Annotated[Literal["report-and-chronology", "chronology", "information", "none"], Labels(GIVES)]


class FromAgency(Payload):
    """What one agency gives to the review."""

    agency: Annotated[str, Ref("agency")] = Field(title="Agency")
    gives: OF_EACH = Field("report-and-chronology", title="What does it give?")


class DraftTerms(Payload):
    """A version of the terms."""

    purpose: Words = Field(title="Purpose", description="Why this review is held, and what it is not.")
    period_from: Day | None = Field(None, title="From which day does the review look?")
    period_to: Day | None = Field(None, title="To which day?")
    period_because: OptionalWords = Field("", title="Why this period?", description="A reason for each end.")
    questions: tuple[OptionalWords, ...] = Field(
        min_length=1,
        title="Questions",
        description="Four to eight, one on each line. The family's own questions belong here too.",
    )
    agencies: tuple[FromAgency, ...] = Field((), title="Agencies")
    family: OptionalWords = Field("", title="How is the family asked to take part?")
    practitioners: OptionalWords = Field("", title="How are practitioners asked to take part?")
    method: OptionalWords = Field("", title="Method, and why it is proportionate")
    experts: OptionalWords = Field("", title="Experts, if any, and on what")
    confidentiality: OptionalWords = Field(
        "", title="Confidentiality, naming, records, and what may be said outside"
    )
    sign_off: OptionalWords = Field(
        "", title="Who signs off, and how is a disagreement settled?", description="Before it is needed."
    )
    lead_and_author_apart: bool = Field(True, title="Are the lead and the author two people?")
    changed_because: OptionalWords = Field("", title="If this changes agreed terms, why?")
    seen: Annotated[int, Hidden()] | None = Field(None, ge=0, title="The version from which this was drafted")


DRAFTING = phases(Phase.DECIDED, Phase.ANALYSING)


@act(by={Role.MANAGER, Role.LEAD, Role.CHAIR}, when=DRAFTING)
def draft_terms(case: Case, said: DraftTerms, *, by: Actor, on: date) -> Done | Refusal:
    """Draft the terms of reference.

    Purpose, period, questions, agencies, family. Each draft is a version; agreed terms are changed only
    with a reason.
    """
    questions = [question.strip() for question in said.questions if question.strip()]
    if not questions:
        return Refusal("There is no question.", "Write at least one.", field="questions")
    if said.period_from and said.period_to and said.period_to < said.period_from:
        return Refusal("The period ends before it begins.", "Check the two days.", field="period_to")
    versions = Terms.rows.filter(case=case, withdrawn_on=None).order_by("number")
    latest = versions.last()
    if said.seen is not None and latest is not None and latest.number != said.seen:
        return Refusal(
            "Somebody has drafted another version since you began.",
            "Read it beside your own, then draft again from it.",
            field="purpose",
            theirs=as_text(latest),
        )
    if versions.filter(agreed_on__isnull=False).exists() and not said.changed_because.strip():
        return Refusal("The board has agreed terms already.", "Say why they change.", field="changed_because")
    if twice := _named_twice([one.agency for one in said.agencies]):
        return Refusal("An agency is named twice.", "Name each once.", field=f"agencies.{twice}.agency")
    fields = said.model_dump(exclude={"seen", "questions", "agencies"})
    agencies = [{"agency": one.agency, "gives": one.gives} for one in said.agencies]
    row = new(Terms, case, made_on=on, questions=questions, agencies=agencies, **fields)
    for one in said.agencies:
        part_of(case, agency_of(case, one.agency), on)
    return Done(f"Version {row.number} of the terms of reference was drafted.", made=row)


def _named_twice(keys: list[str]) -> int | None:
    """Where in a list a key stands for the second time."""
    return next((index for index, key in enumerate(keys) if key in keys[:index]), None)


def as_text(row: Terms) -> str:
    """A version in plain lines, to be read beside another."""
    period = f"{row.period_from or 'not given'} to {row.period_to or 'not given'}"
    parts = [
        row.purpose,
        f"Period: {period}. {row.period_because}".strip(),
        *row.questions,
        row.family,
        row.method,
    ]
    return "\n\n".join(part for part in parts if part.strip())


def lead_and_author(case: Case, on: date) -> Refusal | None:
    """A review is not commissioned before its lead and its author are confirmed. Changes do not wait."""
    if case.phase != Phase.DECIDED:
        return None
    for role in ("lead", "author"):
        if not _confirmed(case, role).exists():
            return Refusal(
                f"No {role} is confirmed yet.", "Appoint and confirm them first.", clears="appoint"
            )
    return None


def _confirmed(case: Case, role: str) -> Any:
    return Appointment.rows.filter(
        case=case, role=role, confirmed_on__isnull=False, until=None, withdrawn_on=None
    )


class AgreeTerms(Payload):
    """The board's agreement to the terms."""

    terms: Annotated[str, Ref("terms")] = Field(title="Which version?")
    agreement: Words = Field(title="The board's agreement", description="When and where it is minuted.")


@act(by={Role.CHAIR}, when=DRAFTING, leads_to={Phase.COMMISSIONED}, guards=(lead_and_author,))
def agree_terms(case: Case, said: AgreeTerms, *, by: Actor, on: date) -> Done | Refusal:
    """Agree the terms of reference.

    With the board's agreement on record. The review is then commissioned.
    """
    row = find(Terms, case, said.terms)
    if row.agreed_on:
        return Refusal("This version was agreed already.", "There is nothing to do.", field="terms")
    if Terms.rows.filter(
        case=case, number__gt=row.number, agreed_on__isnull=False, withdrawn_on=None
    ).exists():
        return Refusal(
            "The board has agreed a later version.",
            "Draft a new version from it.",
            field="terms",
            clears="draft-terms",
        )
    if on < row.made_on:
        return Refusal(
            "The terms were not drafted yet on that day.", "Check the day of the agreement.", field="on"
        )
    if row.lead_and_author_apart and (same := _same_person(case)):
        return same
    row.agreed_on, row.agreement, row.version = on, said.agreement, row.version + 1
    row.save()
    phase = Phase.COMMISSIONED if case.phase == Phase.DECIDED else None
    return Done(
        f"Version {row.number} of the terms of reference was agreed by the board.", phase=phase, made=row
    )


def _same_person(case: Case) -> Refusal | None:
    leads = set(_confirmed(case, "lead").values_list("person", flat=True))
    if leads & set(_confirmed(case, "author").values_list("person", flat=True)):
        return Refusal(
            "The terms keep lead and author apart, and one person is both.",
            "Appoint another lead or author.",
            clears="appoint",
        )
    return None


_LATEST = Prepared(lambda case: Terms.rows.filter(case=case, withdrawn_on=None).order_by("-number")[:1])


def kept_apart(case: Case, person: Person, role: str) -> Refusal | None:
    """Lead and author are not one person, where the terms keep them apart."""
    other = {"lead": "author", "author": "lead"}.get(role)
    latest = _LATEST.first(case.pk) if other else None
    if latest is None or not latest.lead_and_author_apart:
        return None
    held = Appointment.rows.filter(
        case=case, person=person, role=other, until=None, declined_on=None, withdrawn_on=None
    )
    if not held.exists():
        return None
    return Refusal(
        f"They are the {other}, and the terms keep lead and author apart.",
        "Appoint somebody else.",
        field="person",
    )


def _agreed(row: Any) -> str | None:
    return "The board has agreed these terms." if row.agreed_on else None


ALSO_FORBIDDEN.append(kept_apart)
IN_USE[Terms.KIND] = _agreed
