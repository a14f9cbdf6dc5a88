"""The panel's reading: questions to agencies."""

from __future__ import annotations

from typing import Any

from django.db.models import F

from casereview.access.policy import Actor, Reach
from casereview.acts.registry import query
from casereview.acts.tables import number_of
from casereview.cases.clock_lines import iso
from casereview.cases.models import Case
from casereview.evidence.beside import question_line
from casereview.evidence.integrated import page_of
from casereview.evidence.models import AgencyQuestion
from casereview.evidence.switch import switch_for
from casereview.evidence.wall import PARTS, WHOLE, questions_seen, sees_whole

PAGE = 50
WAITING_FIRST = (F("answered_on").asc(nulls_first=True), "due_on", "number")
"""Said outright, because one engine puts what is blank first and the other last."""


@query(by=(*WHOLE, *PARTS))
def agency_questions(
    seen: Reach, *, of: Case, by: Actor, names: str = "", page: str = "", about: str = ""
) -> dict[str, Any]:
    """Questions to agencies about their chronologies, and what they answered

    Those that wait come first. ``about`` names a question: its page is shown where no other is asked for.
    """
    switch = switch_for(by, of, names)
    every = questions_seen(by, of).order_by(*WAITING_FIRST)
    numbers = list(every.values_list("number", flat=True))
    if not page and (asked := number_of(AgencyQuestion, about)) in numbers:
        page = str(numbers.index(asked) // PAGE + 1)
    number, pages, part = page_of(numbers, page, PAGE)
    lines = []
    for row in every.select_related("agency", "entry").filter(number__in=part):
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
        "open": every.filter(answered_on=None).count(),
        "total": len(numbers),
        "page": number,
        "pages": pages,
        "whole": sees_whole(by, of),
        "may_see_names": switch.may,
        "real": switch.real,
    }
