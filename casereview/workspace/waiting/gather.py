"""All that waits for somebody, for home and the calendar; and one kind of it whole, a page at a time.

Home counts nothing over all reviews: it costs the same with ten reviews in the store as with ten thousand. It reads a
bounded number of rows of each kind, so that it can say "10 of 37"; how many there are beyond that, the kind's own list says.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from casereview.access.policy import Actor, Reach, reach
from casereview.access.roles import Role
from casereview.acts.prepared import Again
from casereview.reviews.models import Meeting
from casereview.workspace.reaching import room, within
from casereview.workspace.waiting import actions, beginnings, reviews
from casereview.workspace.waiting.kinds import Item, Kind

MOST = 10
"""So many of each kind are on a home page, the most urgent first; its own list has them all."""
COUNTED = 40
"""Home counts a kind up to here; beyond it says "more than"."""
IN_CALENDAR = 500
"""So many dates of each kind are in a calendar, the soonest first."""
PAGE = 50

KINDS: tuple[Kind, ...] = (
    Kind(
        "appointments-to-answer",
        "Appointments for you to answer",
        (Role.APPOINTEE,),
        beginnings.appointments_to_answer,
        beginnings.appointment_to_answer,
    ),
    Kind(
        "decisions",
        "Decisions to take",
        (Role.CHAIR,),
        beginnings.decisions,
        beginnings.decision,
        in_calendar="Decision due",
    ),
    Kind(
        "notifications",
        "New notifications",
        (Role.MANAGER,),
        beginnings.new_notifications,
        beginnings.new_notification,
        in_calendar="Decision due",
    ),
    Kind(
        "appointments-to-confirm",
        "Appointments to confirm",
        (Role.MANAGER, Role.CHAIR),
        beginnings.appointments_to_confirm,
        beginnings.appointment_to_confirm,
    ),
    Kind(
        "silent-agencies",
        "Agencies that have not replied",
        (Role.MANAGER,),
        beginnings.silent_agencies,
        beginnings.silent_agency,
        in_calendar="Answer due",
    ),
    Kind(
        "reports-missing",
        "Reports and chronologies still to come",
        (Role.MANAGER, Role.LEAD),
        reviews.reports_missing,
        reviews.report_missing,
        nearest=reviews.reports_missing_soon,
        in_calendar="Report and chronology due",
    ),
    Kind(
        "questions-to-answer",
        "Questions about your chronology",
        (Role.AGENCY_LEAD, Role.REPORT_WRITER),
        reviews.questions_to_answer,
        reviews.question_to_answer,
        in_calendar="Answer to a question due",
    ),
    Kind(
        "reports-to-write",
        "Reports and chronologies for you to send",
        (Role.AGENCY_LEAD, Role.REPORT_WRITER),
        reviews.reports_to_write,
        reviews.report_to_write,
        in_calendar="Report and chronology due",
    ),
    Kind(
        "submitted-reports",
        "Reports to read",
        (Role.LEAD,),
        reviews.submitted_reports,
        reviews.submitted_report,
    ),
    Kind(
        "submitted-chronologies",
        "Chronologies to read",
        (Role.LEAD,),
        reviews.submitted_chronologies,
        reviews.submitted_chronology,
    ),
    Kind(
        "gaps-in-learning",
        "Findings without a lesson",
        (Role.AUTHOR, Role.LEAD),
        reviews.gaps_in_learning,
        reviews.gap_in_learning,
    ),
    Kind(
        "comments",
        "Comments to answer",
        (Role.AUTHOR,),
        reviews.comments_to_answer,
        reviews.comment_to_answer,
    ),
    Kind(
        "past-target",
        "Reviews past their target date",
        (Role.MANAGER, Role.CHAIR, Role.LEAD),
        reviews.reviews_past_target,
        reviews.review_past_target,
        in_calendar="Target date",
        ahead=reviews.targets,
    ),
    Kind(
        "steps",
        "Steps of plans that are due",
        (Role.MANAGER, Role.LEAD),
        reviews.steps_due,
        reviews.step_due,
        together=reviews.steps_together,
        in_calendar="Step due",
        ahead=reviews.steps_to_do,
    ),
    Kind(
        "tasks",
        "Your tasks from meetings",
        (),
        reviews.tasks,
        reviews.task,
        in_calendar="Task {} due",
    ),
    Kind(
        "own-actions",
        "Your actions",
        (),
        actions.own_actions,
        actions.own_action,
        in_calendar="Action {} due",
    ),
    Kind(
        "actions-overdue",
        "Actions overdue",
        (Role.MANAGER,),
        actions.actions_overdue,
        actions.action_overdue,
        in_calendar="Action {} due",
    ),
    Kind(
        "actions-to-verify",
        "Actions to verify",
        (Role.LEARNING_GROUP,),
        actions.actions_to_verify,
        actions.action_to_verify,
    ),
    Kind(
        "gate",
        "Publication gates to sign",
        (Role.GATE_SIGNER,),
        reviews.publications_to_sign,
        reviews.publication_to_sign,
        in_calendar="Target date",
    ),
)
"""Every kind of thing that waits, with the roles for whom it does; without roles, it is the person's own."""
_ASKED = Again(most=20 * len(KINDS))
"""What home asks for the last twenty people who looked: who somebody is today is all that the questions are made from."""


@dataclass(frozen=True, slots=True)
class More:
    """Of one kind more waits than a home page shows: so many of so many, or of more than could be counted at once."""

    name: str
    title: str
    shown: int
    of: int
    at_least: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a home page shows of all that waits, and of what there is more."""

    items: list[Item]
    more: list[More]


def everything(actor: Actor, most: int = MOST) -> Waiting:
    """All that waits for somebody, dated things first, soonest first; at most so many of each kind."""
    items: list[Item] = []
    more: list[More] = []
    for kind in KINDS:
        seen = _reached(actor, kind)
        if seen is None:
            continue
        rows, count = _ASKED(
            (kind.name, actor),
            partial(_first, actor, kind, seen),
            None if kind.together else most,
        )
        shown = kind.items(rows, most)
        items += shown
        if count > (COUNTED if kind.together else most):
            more.append(More(kind.name, kind.title, len(shown), min(count, COUNTED), count > COUNTED))
    items.sort(key=lambda item: (item.due is None, item.due or date.max, item.code, item.title))
    return Waiting(items, more)


def _first(actor: Actor, kind: Kind, seen: Reach) -> Any:
    return (kind.nearest or kind.rows)(actor, seen)[: COUNTED + 1]


def dates(actor: Actor) -> list[dict[str, Any]]:
    """Every date that waits for somebody, for their calendar: codes, kinds and keys, and no word that anybody wrote.

    ``thing`` and the code name it for good: when its date moves, they stay.
    """
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for kind in KINDS:
        seen = _reached(actor, kind) if kind.in_calendar else None
        if seen is None:
            continue
        for row in (kind.ahead or kind.rows)(actor, seen)[:IN_CALENDAR]:
            item = kind.item(row)
            if item.due:
                what = kind.in_calendar.format(item.thing)
                where = {"code": item.code, "thing": item.thing, "href": item.href}
                line = {**where, "on": item.due.isoformat(), "what": what}
                found.setdefault((item.code, item.thing), line)
    return sorted(found.values(), key=lambda one: (one["on"], one["code"], one["thing"]))


def of_kind(actor: Actor, name: str, page: int) -> dict[str, Any] | None:
    """One kind whole, a page at a time; None where there is no such kind, or it never waits for this person."""
    kind = next((kind for kind in KINDS if kind.name == name), None)
    seen = _reached(actor, kind) if kind else None
    if kind is None or seen is None:
        return None
    rows = kind.rows(actor, seen)
    total = rows.count()
    pages = max(1, -(-total // PAGE))
    number = min(max(1, page), pages)
    shown = rows[(number - 1) * PAGE : number * PAGE]
    return {
        "kind": kind.name,
        "title": kind.title,
        "total": total,
        "page": number,
        "pages": pages,
        "items": [kind.item(row).as_row(actor.today) for row in shown],
    }


def _reached(actor: Actor, kind: Kind) -> Reach | None:
    """How far a kind's roles take this person; None where the kind is not theirs at all."""
    seen = reach(actor, kind.roles)
    return seen if not kind.roles or seen.boards or seen.cases or seen.parts else None


def diary(actor: Actor, most: int = MOST) -> list[dict[str, Any]]:
    """The meetings that somebody is expected at, for the calendar too: codes only."""
    seen = reach(actor, (Role.MANAGER, Role.LEAD, Role.AUTHOR, Role.TEAM_MEMBER, Role.CHAIR))
    if not (seen.boards or seen.cases):
        return []
    rows = (
        Meeting.rows.filter(within(seen), held_on__gte=actor.today, withdrawn_on=None)
        .order_by("held_on", "starts", "pk")
        .values("number", "case__code", "what", "held_on", "starts")[:most]
    )
    return [
        {
            "code": row["case__code"],
            "key": f"{Meeting.PREFIX}{row['number']}",
            "kind": row["what"],
            "on": row["held_on"].isoformat(),
            "at": row["starts"].strftime("%H:%M") if row["starts"] else "",
            "href": room("meetings", row["case__code"]),
        }
        for row in rows
    ]
