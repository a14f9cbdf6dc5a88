"""What waits at the beginning of a case: notifications, the facts, the decision, and whom to appoint."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from casereview.access.policy import Actor, Reach
from casereview.access.roles import Phase
from casereview.cases.called import role_called, title_of
from casereview.cases.clocks import decision_due
from casereview.cases.models import Appointment, Case, InformationRequest
from casereview.workspace.reaching import cases_within, doing, room, within
from casereview.workspace.waiting.kinds import Item, Row, chased

UNANSWERED = {"declined_on": None, "until": None, "withdrawn_on": None, "confirmed_on": None}


def appointments_to_answer(actor: Actor, seen: Reach) -> Any:
    """Somebody is asked to take an appointment."""
    rows = Appointment.rows.filter(
        Q(accepted_on=None) | Q(declared_on=None), person__in=actor.people, **UNANSWERED
    )
    return rows.order_by("pk").select_related("case__board")


def appointment_to_answer(row: Appointment) -> Item:
    """Accept it or decline it; then the interests."""
    code, key = row.case.code, row.key
    if row.accepted_on is None:
        act, title = "accept-appointment", f"Say whether you will be {title_of(row.case, row.role)}"
    else:
        act, title = "declare-interests", "Declare your interests"
    return Item(
        code, title, doing(act, code, appointment=key), None, "You see the case once you are confirmed.", key
    )


def decisions(actor: Actor, seen: Reach) -> Any:
    """Cases that are screened and wait for the decision, oldest first."""
    return _undecided(seen, Phase.SCREENING)


def decision(case: Case) -> Item:
    """Decide."""
    title, why = "Decide whether to hold a review", "Screened against the criteria."
    return Item(case.code, title, room("decision", case.code), decision_due(case), why, "decision")


def new_notifications(actor: Actor, seen: Reach) -> Any:
    """Notifications that nobody has screened yet, oldest first."""
    return _undecided(seen, Phase.NOTIFIED)


def new_notification(case: Case) -> Item:
    """Look for a duplicate, then screen."""
    title, why = "Check for a duplicate, then record the facts", "Notified, and not yet screened."
    return Item(case.code, title, room("screening", case.code), decision_due(case), why, "decision")


def _undecided(seen: Reach, phase: str) -> Any:
    rows = Case.rows.filter(cases_within(seen), phase=phase)
    return rows.select_related("board").order_by("notified_on", "pk")


def appointments_to_confirm(actor: Actor, seen: Reach) -> Any:
    """Somebody accepted and declared; the board's agreement is missing."""
    rows = Appointment.rows.filter(
        within(seen), accepted_on__isnull=False, declared_on__isnull=False, conflict=False, **UNANSWERED
    )
    return rows.order_by("declared_on", "pk").select_related("case__board")


def appointment_to_confirm(row: Appointment) -> Item:
    """The board's agreement."""
    href = doing("confirm-appointment", row.case.code, appointment=row.key)
    title = f"Confirm the {role_called(row.case, row.role)}"
    return Item(row.case.code, title, href, None, "Interests declared, no conflict.", row.key)


def silent_agencies(actor: Actor, seen: Reach) -> Any:
    """Agencies that were asked for the screening and have not answered."""
    rows = InformationRequest.rows.filter(
        within(seen), answered_on=None, withdrawn_on=None, case__phase__in=(Phase.NOTIFIED, Phase.SCREENING)
    )
    return rows.order_by("due_on", "pk").values("number", "case__code", "agency__name", "due_on", "chased_on")


def silent_agency(row: Row) -> Item:
    """Chase it."""
    code, key = row["case__code"], f"{InformationRequest.PREFIX}{row['number']}"
    href = doing("chase-information", code, request=key)
    return Item(
        code, f"{row['agency__name']}: no reply yet", href, row["due_on"], chased(len(row["chased_on"])), key
    )
