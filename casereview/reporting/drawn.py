"""What of a report is drawn from the record: never retyped, edited only where it lives."""

from __future__ import annotations

from typing import Any

from casereview.acts.prepared import Prepared
from casereview.cases.called import role_called
from casereview.cases.models import Appointment, Case, CaseAgency, Decision, Notification
from casereview.law.frameworks import load
from casereview.learning.queries import record_of
from casereview.papers.blocks import day
from casereview.reporting.models import Section
from casereview.reviews.models import FamilyMember, Meeting, Proceedings, TargetMove, Terms
from casereview.reviews.rules import PROCEEDINGS_WORDS
from casereview.web.templatetags.words import lower_first

FAMILY = {
    "taking-part": "took part",
    "declined": "declined to take part",
    "not-reached": "could not be reached",
    "not-safe": "was not asked, because contact was not safe",
    "not-yet-asked": "had not been asked",
}


def prefilled(case: Case, draws: str) -> str:
    """The first text of a section, as far as the record has it, in Markdown."""
    if draws == "legal-basis":
        return _legal_basis(case)
    if draws == "process":
        return _process(case)
    return ""


def _legal_basis(case: Case) -> str:
    framework = load(case.framework)
    decision = Decision.rows.filter(case=case, withdrawn_on=None).order_by("number").last()
    told = Notification.rows.filter(case=case).select_related("agency").order_by("number").first()
    source = f"by {told.agency.name}" if told and told.agency else "by a partner of the board"
    lines = [
        f"The board was notified on {day(case.notified_on)} {source}. The incident happened on {day(case.incident_on)}.",
        f"The review was held as a {lower_first(framework.title)}.",
    ]
    if decision:
        met = [
            b
            for child in decision.screening.get("children", [])
            for b in child.get("because", [])
            if b.get("result") == "met"
        ]
        if met:
            lines.append(
                "These criteria were met: " + "; ".join(sorted({f"{b['text']} ({b['cite']})" for b in met}))
            )
        lines.append(f"It was decided on {day(case.decided_on)}. The reasons were: {decision.reasons}")
    return "\n\n".join(lines)


def _process(case: Case) -> str:
    terms = Terms.rows.filter(case=case, agreed_on__isnull=False, withdrawn_on=None).order_by("number").last()
    agencies = (
        CaseAgency.rows.filter(case=case, withdrawn_on=None).select_related("agency").order_by("agency__name")
    )
    lines = []
    if terms:
        lines.append(
            f"The review looked at the period from {day(terms.period_from)} to {day(terms.period_to)}. {terms.period_because}".strip()
        )
    if agencies:
        lines.append("These agencies were involved: " + ", ".join(a.agency.name for a in agencies) + ".")
    roles = Appointment.rows.filter(
        case=case, role__in=("lead", "author"), confirmed_on__isnull=False, withdrawn_on=None
    )
    lines += [
        f"The {role_called(case, row.role)} was independent of the board and of the agencies involved."
        for row in roles.order_by("-role")
    ]
    events = Meeting.rows.filter(case=case, what="learning-event", withdrawn_on=None).count()
    if events:
        met = "a learning event" if events == 1 else f"{events} learning events"
        lines.append(f"Practitioners met at {met}.")
    family = FamilyMember.rows.filter(case=case, withdrawn_on=None).order_by("number")
    lines += [
        f"The {row.relation.lower()} {FAMILY[row.state]}. {row.state_because}".strip() for row in family
    ]
    parallel = Proceedings.rows.filter(case=case, withdrawn_on=None)
    lines += [_beside(row) for row in parallel]
    moves = TargetMove.rows.filter(case=case).order_by("number")
    lines += [f"The target date was moved from {day(m.was)} to {day(m.now)}: {m.because}" for m in moves]
    return "\n\n".join(lines)


def _beside(row: Proceedings) -> str:
    """Proceedings that ran beside the review, in a sentence; and what came of them, where that is on record."""
    what = PROCEEDINGS_WORDS[row.what]
    one = what.endswith("proceedings")
    article = "" if one else "an " if what[0] in "aeiou" else "a "
    ended = f" {'They' if one else 'It'} ended on {day(row.ended_on)}." if row.ended_on else ""
    outcome = f" The outcome: {row.outcome.rstrip('.')}." if row.outcome else ""
    return f"There {'were' if one else 'was'} also {article}{what} beside the review.{ended}{outcome}"


def drawn(case: Case, draws: str) -> list[dict[str, Any]]:
    """The findings, lessons or recommendations that a section shows, live from the record."""
    if draws not in ("findings", "lessons", "recommendations"):
        return []
    return list(record_of(case)[draws])


_SECTIONS = Prepared(
    lambda case: Section.rows.filter(case=case, withdrawn_on=None).order_by("paper", "position", "number")
)


def frozen_sections(case: Case) -> list[dict[str, Any]]:
    """Every section with what is drawn into it: what a frozen version holds."""
    record = record_of(case)
    return [
        {
            "key": row.key,
            "paper": row.paper,
            "heading": row.heading,
            "text": row.text,
            "drawn": [{"key": d["key"], "text": d["text"], **_more(d)} for d in record.get(row.draws, [])],
        }
        for row in _SECTIONS(case.pk)
    ]


def _more(thing: dict[str, Any]) -> dict[str, Any]:
    return {name: thing[name] for name in ("why", "to", "reach") if name in thing}
