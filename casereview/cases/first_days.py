"""The first days of a case, as pages and papers show them: records secured, whom to speak to, whether other children are safe."""

from __future__ import annotations

from datetime import date
from typing import Any

from casereview.cases.clock_lines import iso
from casereview.cases.models import Case, CaseAgency, Notification, SafetyCheck

SAFE_WORDS = {
    "yes": "They are safe",
    "no": "They are not safe",
    "not-known": "Asked, and not known",
    "not-asked": "Not yet asked",
}


def agency_lines(case: Case) -> list[dict[str, Any]]:
    """Each agency's part of a case: whom to speak to, and whether its records are secured."""
    found = (
        CaseAgency.rows.filter(case=case, withdrawn_on=None).select_related("agency").order_by("agency__name")
    )
    return [
        {
            "key": row.key,
            "agency": row.agency.name,
            "agency_key": row.agency.key,
            "contact": row.contact,
            "deputy": row.deputy,
            "records_secured_on": iso(row.records_secured_on),
        }
        for row in found
    ]


def safety_of(case: Case) -> dict[str, Any]:
    """Whether other children are safe: the latest answer, beginning with what the notification said."""
    checks = list(SafetyCheck.rows.filter(case=case, withdrawn_on=None).order_by("number"))
    note = Notification.rows.filter(case=case).order_by("number").first()
    answers = [_line(c.answer, c.note, c.said_by, c.made_on, c.key) for c in checks]
    if note is not None and note.others_safe != "not-asked":
        answers.insert(
            0, _line(note.others_safe, note.others_safe_note, "The notification", note.made_on, "")
        )
    latest = answers[-1] if answers else _line("not-asked", "", "", None, "")
    return {**latest, "answers": answers}


def _line(answer: str, note: str, said_by: str, on: date | None, key: str) -> dict[str, Any]:
    return {
        "answer": answer,
        "words": SAFE_WORDS[answer],
        "note": note,
        "said_by": said_by,
        "on": iso(on),
        "key": key,
    }
