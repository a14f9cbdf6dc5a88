"""The people of a case as pages and papers show them: how far each appointment has come, and what has come to light since."""

from __future__ import annotations

from typing import Any

from casereview.access.policy import Actor
from casereview.cases.acts.appointing import conflict
from casereview.cases.called import title_of
from casereview.cases.clock_lines import iso
from casereview.cases.models import Appointment, Case
from casereview.cases.rules import HANDS_OFF


def appointment_lines(case: Case, by: Actor) -> list[dict[str, Any]]:
    """Every appointment of a case, with what its holder may still answer and what now stands against it."""
    rows = (
        Appointment.rows.filter(case=case, withdrawn_on=None)
        .select_related("person", "agency", "deputy_for__person", "follows__person")
        .order_by("number")
    )
    return [_line(case, row, by) for row in rows]


def state_of(row: Appointment) -> str:
    """How far an appointment has come, in words."""
    if row.declined_on:
        return "declined"
    if row.until:
        return "ended"
    if row.confirmed_on:
        return "confirmed"
    if row.conflict:
        return "conflict declared"
    if row.declared_on and row.accepted_on:
        return "waits to be confirmed"
    return "waits for their interests" if row.accepted_on else "waits for their answer"


def _line(case: Case, row: Appointment, by: Actor) -> dict[str, Any]:
    state = state_of(row)
    live = state not in ("declined", "ended")
    against = conflict(case, row.person, row.role, by.today) if live and row.role in HANDS_OFF else None
    return {
        "key": row.key,
        "name": row.person.name,
        "role": row.role,
        "title": title_of(case, row.role),
        "agency": row.agency.name if row.agency else "",
        "state": state,
        "live": live,
        "own": row.person_id in by.people,
        "against": against.because if against else "",
        "asked_on": iso(row.made_on),
        "accepted_on": iso(row.accepted_on),
        "declared_on": iso(row.declared_on),
        "confirmed_on": iso(row.confirmed_on),
        "ended_on": iso(row.until),
        "agreement": row.agreement,
        "ended_because": row.ended_because,
        "handed_over": row.handed_over,
        "follows": row.follows.person.name if row.follows else "",
        "deputy_for": row.deputy_for.person.name if row.deputy_for else "",
    }
