"""Actions in plain values, as pages and papers show them: one shape for every list, few queries for any number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Subquery

from casereview.actions.models import (
    Action,
    DueMove,
    EffectCheck,
    Handover,
    Milestone,
    Progress,
    Proof,
    Verification,
)
from casereview.actions.rules import HELD, SORTS, WORDS, Facts, in_order_of_need, state, strength
from casereview.cases.clock_lines import iso
from casereview.cases.models import Case

DAYS = ("due_on", "dropped_on", "verified_on", "done_said_on", "last_report_on")
"""The days of an action itself from which its state follows."""
RELATED = (
    "case__code",
    "owner__key",
    "owner__name",
    "agency__key",
    "agency__name",
    "recommendation__number",
    "lesson__number",
)
"""What a line says of the things beside an action: of their tables no more is read."""


def with_related(rows: Any, *fields: str) -> Any:
    """Rows with these fields of the things beside them, in the same query: "owner__name" and not all of a person."""
    own = [field.name for field in rows.model._meta.concrete_fields]
    return rows.select_related(*{name.split("__")[0] for name in fields}).only(*own, *fields)


def rows_of(case: Case) -> Any:
    """The actions of a case that count."""
    return with_related(Action.rows.filter(case=case, withdrawn_on=None), *RELATED).order_by("number")


def grouped(table: Any, rows: Sequence[Action], *related: str) -> dict[int, list[Any]]:
    """What counts of a kind, by action, in the order in which it was said. One query."""
    asked = table.rows.filter(action__in=[row.pk for row in rows], withdrawn_on=None)
    found: dict[int, list[Any]] = defaultdict(list)
    for one in sorted(with_related(asked, *related) if related else asked, key=lambda one: one.number):
        found[one.action_id].append(one)
    return found


def facts_of(row: Action, steps: Sequence[Milestone]) -> Facts:
    """What an action's state follows from."""
    return Facts(
        due_on=row.due_on,
        dropped_on=row.dropped_on,
        verified_on=row.verified_on,
        done_said_on=row.done_said_on,
        last_report_on=row.last_report_on,
        milestones_open=tuple(m.due_on for m in steps if m.done_on is None),
    )


def states_of(rows: Any, today: date) -> list[dict[str, Any]]:
    """Of many actions only what they are sorted by, with the number of each in the store. One query for any number.

    Args:
        rows: a query of actions, not yet asked. Only the first open milestone is looked at: it alone can be missed first.
    """
    first_open = Milestone.rows.filter(action=OuterRef("pk"), done_on=None, withdrawn_on=None)
    found = rows.annotate(
        first_open=Subquery(first_open.order_by("due_on").values("due_on")[:1]), code=F("case__code")
    ).values("pk", "code", "number", *DAYS, "first_open")
    return [
        {
            "pk": one["pk"],
            "code": one["code"],
            "key": f"{Action.PREFIX}{one['number']}",
            "due_on": one["due_on"].isoformat(),
            "state": state(
                Facts(
                    **{day: one[day] for day in DAYS},
                    milestones_open=(one["first_open"],) if one["first_open"] else (),
                ),
                today,
            ),
        }
        for one in found
    ]


def lines_by_pk(numbers: Iterable[int], today: date) -> dict[int, dict[str, Any]]:
    """The actions with these numbers in the store, as lists show them. Three queries."""
    rows = list(with_related(Action.rows.filter(pk__in=set(numbers)), *RELATED))
    return {row.pk: line for row, line in zip(rows, lines(rows, today), strict=True)}


def lines(rows: Sequence[Action], today: date) -> list[dict[str, Any]]:
    """Actions as lists show them, states computed. Two queries."""
    steps, proofs = grouped(Milestone, rows), grouped(Proof, rows)
    return [line_of(row, steps[row.pk], len(proofs[row.pk]), today) for row in rows]


def line_of(row: Action, steps: Sequence[Milestone], proofs: int, today: date) -> dict[str, Any]:
    """One action as a list shows it."""
    now = state(facts_of(row, steps), today)
    return {
        "code": row.case.code,
        "key": row.key,
        "text": row.text,
        "sort": dict(SORTS).get(row.sort, ""),
        "owner": row.owner.name,
        "agency": row.agency.name,
        "agency_key": row.agency.key,
        "accountable": row.accountable,
        "planned_on": iso(row.made_on),
        "start_on": iso(row.start_on),
        "due_on": iso(row.due_on),
        "first_due_on": iso(row.first_due_on),
        "state": now,
        "state_words": WORDS[now],
        "will_show": row.will_show,
        "outcome_sought": row.outcome_sought,
        "immediate": row.immediate,
        "adopted_on": iso(row.adopted_on),
        "recommendation": row.recommendation.key if row.recommendation else "",
        "lesson": row.lesson.key if row.lesson else "",
        "done_said_on": iso(row.done_said_on),
        "last_report_on": iso(row.last_report_on),
        "verified_on": iso(row.verified_on),
        "dropped_on": iso(row.dropped_on),
        "dropped_because": row.dropped_because,
        "effect_due_on": iso(row.effect_due_on),
        "checked_for_effect_on": iso(row.checked_for_effect_on),
        "proofs": proofs,
        "version": row.version,
        "late_days": (today - row.due_on).days if now == "overdue" else 0,
        "milestones": [
            {
                "key": m.key,
                "text": m.text,
                "due_on": iso(m.due_on),
                "done_on": iso(m.done_on),
                "missed": m.done_on is None and m.due_on < today,
            }
            for m in sorted(steps, key=lambda m: (m.due_on, m.number))
        ],
    }


def by_need(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Actions in the order in which the group needs to talk of them."""
    return sorted(found, key=lambda a: (*in_order_of_need(a["state"], a["due_on"], a["key"]), a["code"]))


def whole(rows: Sequence[Action], today: date) -> list[dict[str, Any]]:
    """Actions with their whole story. Seven queries for any number."""
    steps, reports = grouped(Milestone, rows), grouped(Progress, rows, "reporter__name")
    document = ("document__number", "document__withdrawn_on", "document__file_name")
    proof = grouped(Proof, rows, "sender__name", *document)
    said = grouped(Verification, rows, "verifier__name", "meeting__number", "meeting__held_on")
    moves, owners = grouped(DueMove, rows), grouped(Handover, rows, "was__name", "now__name")
    effects = grouped(EffectCheck, rows)
    return [
        {
            **line_of(row, steps[row.pk], len(proof[row.pk]), today),
            "reports": [_report(one) for one in reports[row.pk]],
            "proof": [_proof(one) for one in proof[row.pk]],
            "verifications": [_verdict(one) for one in said[row.pk]],
            "moves": [_move(one) for one in moves[row.pk]],
            "owners": [
                {
                    "key": o.key,
                    "on": iso(o.made_on),
                    "was": o.was.name,
                    "now": o.now.name,
                    "because": o.because,
                }
                for o in owners[row.pk]
            ],
            "effects": [_effect(one) for one in effects[row.pk]],
        }
        for row in rows
    ]


def _report(one: Progress) -> dict[str, Any]:
    return {
        "key": one.key,
        "on": iso(one.made_on),
        "text": one.text,
        "says_done": one.says_done,
        "by": one.reporter.name if one.reporter else "",
        "on_behalf_of": one.on_behalf_of,
    }


def _proof(one: Proof) -> dict[str, Any]:
    return {
        "key": one.key,
        "on": iso(one.made_on),
        "text": one.text,
        "strength": strength(one.strength),
        "by": one.sender.name if one.sender else "",
        "on_behalf_of": one.on_behalf_of,
        "document": one.document.key if one.document and one.document.withdrawn_on is None else "",
        "file_name": one.document.file_name if one.document and one.document.withdrawn_on is None else "",
    }


def _verdict(one: Verification) -> dict[str, Any]:
    return {
        "key": one.key,
        "on": iso(one.made_on),
        "verdict": one.verdict,
        "seen": one.seen,
        "test_next": one.test_next,
        "back_on": iso(one.back_on),
        "by": one.verifier.name,
        "meeting": one.meeting.key,
        "met_on": iso(one.meeting.held_on),
    }


def _move(one: DueMove) -> dict[str, Any]:
    return {
        "key": one.key,
        "on": iso(one.made_on),
        "was": iso(one.was),
        "now": iso(one.now),
        "asked_by": one.asked_by,
        "agreed_by": one.agreed_by,
        "because": one.because,
    }


def _effect(one: EffectCheck) -> dict[str, Any]:
    return {
        "key": one.key,
        "on": iso(one.made_on),
        "held": dict(HELD)[one.held],
        "text": one.text,
        "again_on": iso(one.again_on),
    }
