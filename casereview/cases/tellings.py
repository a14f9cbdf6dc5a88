"""The days on which a national body was told: the case's own follow from what is on record as sent."""

from __future__ import annotations

from datetime import date

from casereview.acts.registry import Refusal
from casereview.cases.models import Case, Telling

DAYS = {"panel": "panel_notified_on", "national": "told_on"}
"""Where a case keeps the day of each matter that a national body is told."""


def days_told(row: Telling) -> None:
    """Work out anew the case's day for this matter: the first that was sent and not withdrawn, or none."""
    if row.matter not in DAYS:
        return
    sent = Telling.rows.filter(case=row.case_id, matter=row.matter, withdrawn_on=None).order_by("sent_on")
    day = sent.values_list("sent_on", flat=True).first()
    Case.rows.filter(pk=row.case_id).update(**{DAYS[row.matter]: day})


def sent_in_order(row: Telling, field: str, value: object) -> Refusal | None:
    """Nothing was sent before the incident, nor after the day on which it was recorded as sent."""
    if field != "sent_on" or not isinstance(value, date):
        return None
    if value > row.made_on:
        return Refusal("This is after the day on which it was recorded.", "Check the day.", field="now")
    first = row.case.incident_on if row.matter == "panel" else row.case.notified_on
    if first and value < first:
        what = "the incident" if row.matter == "panel" else "the notification"
        return Refusal(f"This is before {what}.", "Check the day.", field="now")
    return None
