"""The public page of a review: what was learnt, what was done, whether it is in place, whether it helped."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.template.loader import render_to_string

from casereview.actions.lines import rows_of, whole
from casereview.actions.queries import responses_of
from casereview.cases.called import heading
from casereview.cases.models import Appointment, Case
from casereview.law.frameworks import load
from casereview.learning.queries import record_of
from casereview.papers.blocks import WHAT_A_REVIEW_IS, day

READS = (
    ("overview-report", "The report"),
    ("executive-summary", "The summary"),
    ("learning-brief", "In seven minutes, for your team"),
    ("board-response", "The board's response"),
)
EVERY = tuple(name for name, _ in READS)


def page_of(
    case: Case,
    today: date,
    *,
    styles: tuple[str, ...],
    beside: str = "",
    papers: Collection[str] = EVERY,
) -> str:
    """The public page as HTML: no script, and nothing from any other site.

    Args:
        today: the day on which the page tells how far the plan has come.
        styles: addresses of the style sheets.
        beside: what stands before the addresses of the papers; nothing in a bundle, where they lie beside the page.
        papers: the papers that the page leads to: all of them in a bundle; in a preview those that its reader may open.
    """
    values = {**public_values(case, today), "styles": styles, "beside": beside}
    values["reads"] = [(name, words) for name, words in values["reads"] if name in papers]
    return render_to_string("publishing/public_page.html", values)


def public_values(case: Case, today: date) -> dict[str, Any]:
    """What the page is laid out from. Of a report that is withheld, numbers alone: no lesson, no recommendation."""
    framework = load(case.framework)
    plan = whole(list(rows_of(case)), today)
    counts = {
        "total": len(plan),
        "in_place": sum(1 for a in plan if a["state"] == "in-place"),
        "late": sum(1 for a in plan if a["state"] == "overdue"),
        "dropped": sum(1 for a in plan if a["state"] == "dropped"),
        "looked_at": sum(1 for a in plan if a["effects"]),
    }
    shown = case.withheld_on is None
    responses = responses_of(case) if shown else []
    return {
        "board": case.board.name,
        "brand": case.board.brand,
        "code": case.code,
        "title": framework.title,
        "withheld": not shown,
        "day": day(case.withheld_on or case.published_on) if case.withheld_on or case.published_on else "",
        "year": (case.withheld_on or case.published_on or today).year,
        "keep_until": day(case.keep_until) if case.keep_until and shown else "",
        "lessons": record_of(case)["lessons"] if shown else [],
        "recommendations": [_recommendation(one, plan) for one in responses],
        "others": _others(plan) if shown else "",
        "dropped": [a for a in plan if a["state"] == "dropped"] if shown else [],
        "effects": [{"key": a["key"], **a["effects"][-1]} for a in plan if a["effects"]] if shown else [],
        "counts": counts,
        "asked": len(responses),
        "as_of": _as_of(plan, case),
        "took": _took(case),
        "people": _people(case) if shown else [],
        "reads": READS if shown else (),
        "words": WHAT_A_REVIEW_IS,
    }


def _recommendation(one: dict[str, Any], plan: list[dict[str, Any]]) -> dict[str, str]:
    mine = [a for a in plan if a["recommendation"] == one["key"]]
    return {
        "key": one["key"],
        "text": one["text"],
        "to": one["to"],
        "answer": one["answer_words"] if one["answer"] else "The board has not answered yet",
        "reasons": one["reasons"],
        "state": in_words(mine, one),
    }


def in_words(mine: list[dict[str, Any]], one: dict[str, Any]) -> str:
    """How far the actions for a recommendation have come, as the public reads it."""
    if not mine:
        if one.get("answer") == "not-accepted":
            return "Nothing is done, because the board did not accept it"
        if one.get("outside"):
            return _outside(one)
        return "Not planned yet"
    open_ = [a for a in mine if a["state"] != "dropped"]
    done = [a for a in open_ if a["state"] == "in-place"]
    late = sum(1 for a in open_ if a["state"] == "overdue")
    if not open_:
        return "Dropped by the board, with reasons below"
    if len(done) == len(open_):
        return f"In place, {_month(max(a['verified_on'] for a in done))}"
    words = f"{len(done)} of {len(open_)} in place" if len(open_) > 1 else "Under way"
    lateness = f". {late} {'is' if late == 1 else 'are'} late" if late else ""
    return f"{words}, due {_month(max(a['due_on'] for a in open_))}{lateness}"


def _outside(one: dict[str, Any]) -> str:
    if one.get("answered_on"):
        return f"Answered by {one['to']}, {day(one['answered_on'])}"
    return f"Sent {day(one['sent_on'])}. No answer yet" if one.get("sent_on") else "Not sent yet"


def _others(plan: list[dict[str, Any]]) -> str:
    mine = [a for a in plan if not a["recommendation"]]
    if not mine:
        return ""
    done = sum(1 for a in mine if a["state"] == "in-place")
    return f"{len(mine)} more {'was' if len(mine) == 1 else 'were'} taken at once or for a lesson: {done} in place."


def _month(value: str) -> str:
    return f"{date.fromisoformat(value):%B %Y}"


def _as_of(plan: list[dict[str, Any]], case: Case) -> str:
    """The latest day on which the group or the board said something of the plan."""
    said = [v["on"] for a in plan for v in a["verifications"]] + [
        a["dropped_on"] for a in plan if a["dropped_on"]
    ]
    latest = max(said, default="")
    return day(latest) if latest else ""


def _took(case: Case) -> str:
    if not (case.decided_on and case.completed_on):
        return ""
    months = (
        (case.completed_on.year - case.decided_on.year) * 12 + case.completed_on.month - case.decided_on.month
    )
    months -= case.completed_on.day < case.decided_on.day
    return (
        f"It took {months} month{'' if months == 1 else 's'} from the decision to the report."
        if months
        else ""
    )


def _people(case: Case) -> list[str]:
    """Lead and author, who sign what they wrote. Nobody else is named."""
    rows = Appointment.rows.filter(
        case=case, role__in=("lead", "author"), confirmed_on__isnull=False, withdrawn_on=None
    ).select_related("person")
    return [f"{heading(case, row.role)}: {row.person.name}" for row in rows.order_by("-role", "number")]
