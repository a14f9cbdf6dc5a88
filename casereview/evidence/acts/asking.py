"""Agencies are asked for their chronology and report, and chased."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any

from pydantic import Field

from casereview.access.policy import Actor
from casereview.access.roles import Phase, Role, phases
from casereview.acts.payload import Day, OptionalWords, Payload, Ref
from casereview.acts.registry import Done, Notice, Refusal, act
from casereview.acts.tables import find, new
from casereview.cases.actors import accounts_holding
from casereview.cases.acts.corrections import IN_USE
from casereview.cases.acts.information import part_of
from casereview.cases.models import Appointment, Case
from casereview.evidence.models import AgencyReport, Asked, ChronologyVersion
from casereview.people.references import agency_of, as_one

RUNS = frozenset({Role.MANAGER, Role.LEAD})


class AskAgencies(Payload):
    """Who is asked for what by when."""

    agencies: tuple[Annotated[str, Ref("agency")], ...] = Field(
        min_length=1, title="Which agencies do you ask?"
    )
    chronology: bool = Field(True, title="For a chronology?")
    report: bool = Field(True, title="For a report?")
    due_on: Day = Field(title="By which day?")
    guidance: OptionalWords = Field(
        "", title="Guidance", description="The period, the questions, what a significant event is."
    )


@act(by=RUNS, when=phases(Phase.COMMISSIONED, Phase.ANALYSING), leads_to={Phase.GATHERING})
def ask_agencies(case: Case, said: AskAgencies, *, by: Actor, on: date) -> Done | Refusal:
    """Ask the agencies.

    Each for its chronology and report by a date, on which it is reminded. No agency sees another's before
    the lead shares them all. An agency that is asked again is asked as you say now.
    """
    if said.due_on < on:
        return Refusal("The day is already past.", "Give a day that is still to come.", field="due_on")
    if not (said.chronology or said.report):
        return Refusal("Nothing is asked for.", "Ask for a chronology, a report or both.", field="report")
    asked = {agency_of(case, key) for key in said.agencies}
    for agency in sorted(asked, key=lambda one: one.pk):
        part_of(case, agency, on)
        same = as_one([agency.pk])
        found = Asked.rows.filter(case=case, agency__in=same, withdrawn_on=None).order_by("number").last()
        row = found or new(Asked, case, made_on=on, agency=agency, due_on=said.due_on)
        row.due_on, row.chronology, row.report = said.due_on, said.chronology, said.report
        row.guidance, row.version = said.guidance, row.version + (1 if found else 0)
        row.save()
    to = people_of(case, [agency.pk for agency in asked])
    phase = Phase.GATHERING if case.phase == Phase.COMMISSIONED else None
    words = "One agency was" if len(asked) == 1 else f"{len(asked)} agencies were"
    return Done(
        f"{words} asked for {_what(said)} by {said.due_on.day} {said.due_on:%B %Y}.",
        phase=phase,
        notices=(
            Notice(to, "asked"),
            Notice(to, "asked-due", due=said.due_on),
            Notice(running(case, by.today), "returns-due", due=said.due_on),
        ),
    )


def _what(said: AskAgencies) -> str:
    if said.chronology and said.report:
        return "a chronology and a report"
    return "a chronology" if said.chronology else "a report"


def running(case: Case, today: date) -> tuple[int, ...]:
    """The accounts of those who run this review: its lead and the board's manager."""
    return accounts_holding({Role.LEAD, Role.MANAGER}, board=case.board_id, case=case.pk, today=today)


def people_of(case: Case, agencies: Iterable[int]) -> tuple[int, ...]:
    """The accounts of those who hold these agencies' parts of the case, mergers followed."""
    rows = Appointment.rows.filter(
        case=case,
        agency__in=as_one(agencies),
        role__in=("agency-lead", "report-writer"),
        confirmed_on__isnull=False,
        until=None,
        withdrawn_on=None,
    ).select_related("person")
    return tuple(sorted({row.person.account_id for row in rows if row.person.account_id}))


class ChaseAgency(Payload):
    """Which agency is reminded."""

    asked: Annotated[str, Ref("asked")] = Field(title="Which request?")


@act(by=RUNS, when=phases(Phase.GATHERING, Phase.REPORTING))
def chase_agency(case: Case, said: ChaseAgency, *, by: Actor, on: date) -> Done | Refusal:
    """Remind an agency of what it was asked."""
    row = find(Asked, case, said.asked)
    if not still_owed(row):
        return Refusal(
            "This agency has sent what it was asked for.", "There is nothing to chase.", field="asked"
        )
    row.chased_on, row.version = [*row.chased_on, on.isoformat()], row.version + 1
    row.save()
    return Done(
        "An agency was reminded.", made=row, notices=(Notice(people_of(case, [row.agency_id]), "asked"),)
    )


def still_owed(row: Asked) -> list[str]:
    """What an agency was asked for and has not sent, or must send again: ``report``, ``chronology``."""
    sent = {"case": row.case_id, "agency__in": as_one([row.agency_id]), "withdrawn_on": None}
    wanted: list[tuple[str, bool, Any]] = [
        ("report", row.report, AgencyReport),
        ("chronology", row.chronology, ChronologyVersion),
    ]
    return [
        word
        for word, asked, table in wanted
        if asked and not table.rows.filter(**sent, state__in=("submitted", "accepted")).exists()
    ]


def _answered(row: Any) -> str | None:
    wanted = [word for word, asked in (("report", row.report), ("chronology", row.chronology)) if asked]
    return "The agency has sent something already." if len(still_owed(row)) < len(wanted) else None


IN_USE[Asked.KIND] = _answered
