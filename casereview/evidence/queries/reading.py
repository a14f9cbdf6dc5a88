"""The panel's reading: questions to agencies."""

from __future__ import annotations

from typing import Any

from casereview.access.policy import Actor, Reach
from casereview.acts.registry import query
from casereview.cases.clock_lines import iso
from casereview.cases.models import Case
from casereview.evidence.beside import question_line
from casereview.evidence.switch import switch_for
from casereview.evidence.wall import PARTS, WHOLE, questions_seen, sees_whole


@query(by=(*WHOLE, *PARTS))
def agency_questions(seen: Reach, *, of: Case, by: Actor, names: str = "") -> dict[str, Any]:
    """Questions to agencies about their chronologies, and what they answered"""
    switch = switch_for(by, of, names)
    rows = (
        questions_seen(by, of).select_related("agency", "entry").order_by("answered_on", "due_on", "number")
    )
    lines = []
    for row in rows:
        own = row.agency_id in switch.own
        line = question_line(row, str if own else switch.text)
        late = row.answered_on is None and row.due_on < by.today
        lines.append(
            line
            | {
                "agency": row.agency.name,
                "entry": row.entry.key if row.entry else "",
                "late_days": (by.today - row.due_on).days if late else 0,
                "own": own,
                "version": row.version,
                "made_on": iso(row.made_on),
            }
        )
    return {
        "questions": lines,
        "open": sum(1 for line in lines if not line["answered_on"]),
        "whole": sees_whole(by, of),
        "may_see_names": switch.may,
        "real": switch.real,
    }
