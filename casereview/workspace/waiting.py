"""What waits for somebody: one small function for each kind of thing, each a bounded list from an index.

Nothing here counts over all reviews: a home page costs the same with ten reviews in the store as with ten thousand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from casereview.access.policy import Actor, Reach, reach
from casereview.access.roles import ROLE_TITLES, Phase, Role
from casereview.actions.models import Action
from casereview.cases.clocks import decision_due
from casereview.cases.models import Appointment, Case, InformationRequest
from casereview.evidence.models import AgencyReport, Asked, ChronologyVersion
from casereview.learning.models import Finding, Lesson
from casereview.reporting.models import Comment
from casereview.reviews.models import Meeting, Step, Task
from casereview.workspace.reaching import cases_within, doing, room, within

MOST = 10
"""So many of each kind are on a home page, the most urgent first; the rest is on the reviews' own pages."""
REVIEWS = 30
"""What is missing in reviews is looked for in so many of them, the soonest target first."""
SOON = timedelta(days=7)
Kind = Callable[[Actor, Reach], Iterator["Item"]]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do: what, where, by when, and one line why."""

    code: str
    title: str
    href: str
    due: date | None
    why: str

    def as_row(self, today: date) -> dict[str, Any]:
        """As a page's queue shows it."""
        late = (today - self.due).days if self.due and self.due < today else 0
        return {
            "code": self.code,
            "title": self.title,
            "href": self.href,
            "due": self.due.isoformat() if self.due else None,
            "late_days": late,
            "why": self.why,
        }


def appointments_to_answer(actor: Actor, seen: Reach) -> Iterator[Item]:
    """Somebody is asked to take an appointment."""
    rows = Appointment.rows.filter(
        person__in=actor.people, declined_on=None, until=None, withdrawn_on=None, confirmed_on=None
    ).select_related("case")[:MOST]
    for row in rows:
        if row.accepted_on is None:
            act, title = "accept-appointment", f"Say whether you will be {ROLE_TITLES[row.role]}"
        elif row.declared_on is None:
            act, title = "declare-interests", "Declare your interests"
        else:
            continue
        yield Item(
            row.case.code,
            title,
            doing(act, row.case.code, appointment=row.key),
            None,
            "You see the case once you are confirmed.",
        )


def decisions(actor: Actor, seen: Reach) -> Iterator[Item]:
    """Cases that are screened and wait for the decision, oldest first."""
    rows = (
        Case.rows.filter(cases_within(seen), phase=Phase.SCREENING)
        .select_related("board")
        .order_by("notified_on")[:MOST]
    )
    for case in rows:
        yield Item(
            case.code,
            "Decide whether to hold a review",
            room("decision", case.code),
            decision_due(case),
            "Screened against the criteria.",
        )


def new_notifications(actor: Actor, seen: Reach) -> Iterator[Item]:
    """Notifications that nobody has screened yet."""
    rows = (
        Case.rows.filter(cases_within(seen), phase=Phase.NOTIFIED)
        .select_related("board")
        .order_by("notified_on")[:MOST]
    )
    for case in rows:
        yield Item(
            case.code,
            "Check for a duplicate, then record the facts",
            room("screening", case.code),
            decision_due(case),
            "Notified, and not yet screened.",
        )


def appointments_to_confirm(actor: Actor, seen: Reach) -> Iterator[Item]:
    """Somebody accepted and declared; the board's agreement is missing."""
    rows = (
        Appointment.rows.filter(
            within(seen),
            accepted_on__isnull=False,
            declared_on__isnull=False,
            confirmed_on=None,
            declined_on=None,
            until=None,
            withdrawn_on=None,
            conflict=False,
        )
        .select_related("case")
        .order_by("declared_on")[:MOST]
    )
    for row in rows:
        yield Item(
            row.case.code,
            f"Confirm the {ROLE_TITLES[row.role]}",
            doing("confirm-appointment", row.case.code, appointment=row.key),
            None,
            "Interests declared, no conflict.",
        )


def silent_agencies(actor: Actor, seen: Reach) -> Iterator[Item]:
    """Agencies that were asked for the screening and have not answered."""
    rows = (
        InformationRequest.rows.filter(
            within(seen),
            answered_on=None,
            withdrawn_on=None,
            case__phase__in=(Phase.NOTIFIED, Phase.SCREENING),
        )
        .select_related("case", "agency")
        .order_by("due_on")[:MOST]
    )
    for row in rows:
        yield Item(
            row.case.code,
            f"{row.agency.name}: no reply yet",
            doing("chase-information", row.case.code, request=row.key),
            row.due_on,
            _chased(len(row.chased_on)),
        )


def _chased(times: int) -> str:
    if times == 0:
        return "Not chased yet."
    return "Chased once." if times == 1 else f"Chased {times} times."


def _waiting_asked(rows: Any) -> Any:
    sent = {"case": OuterRef("case"), "agency": OuterRef("agency"), "withdrawn_on": None}
    return rows.annotate(
        has_report=Exists(AgencyReport.rows.filter(**sent).exclude(state="sent-back")),
        has_chronology=Exists(ChronologyVersion.rows.filter(**sent).exclude(state="sent-back")),
    ).filter(Q(report=True, has_report=False) | Q(chronology=True, has_chronology=False))


def reports_missing(actor: Actor, seen: Reach) -> Iterator[Item]:
    """Agencies whose chronology or report is still to come, for those who run the review."""
    open_ = (Phase.GATHERING, Phase.ANALYSING)
    reviews = Case.rows.filter(cases_within(seen), phase__in=open_).order_by("target_on", "pk")
    chosen = list(reviews.values_list("pk", flat=True)[:REVIEWS])
    rows = _waiting_asked(Asked.rows.filter(case__in=chosen, withdrawn_on=None))
    for row in rows.select_related("case", "agency").order_by("due_on")[:MOST]:
        yield Item(
            row.case.code,
            f"{row.agency.name}: report and chronology",
            room("evidence", row.case.code),
            row.due_on,
            _chased(len(row.chased_on)),
        )


def reports_to_write(actor: Actor, seen: Reach) -> Iterator[Item]:
    """What an agency's own people still owe."""
    mine = Q(pk__in=[])
    for case, agency in seen.parts:
        mine |= Q(case=case, agency=agency)
    rows = (
        _waiting_asked(Asked.rows.filter(mine, withdrawn_on=None))
        .select_related("case", "agency")
        .order_by("due_on")[:MOST]
    )
    for row in rows:
        yield Item(
            row.case.code,
            "Send your chronology and report",
            room("evidence", row.case.code),
            row.due_on,
            row.agency.name,
        )


def submissions_to_read(actor: Actor, seen: Reach) -> Iterator[Item]:
    """Reports and chronologies that wait for the lead."""
    for table, word in ((AgencyReport, "report"), (ChronologyVersion, "chronology")):
        rows = table.rows.filter(within(seen), state="submitted", withdrawn_on=None).select_related(
            "case", "agency"
        )[:MOST]
        for row in rows:
            yield Item(
                row.case.code,
                f"{row.agency.name}: read the {word}",
                reverse("submission", kwargs={"code": row.case.code, "key": row.key}),
                None,
                "Accept it, or send it back with comments.",
            )


def gaps_in_learning(actor: Actor, seen: Reach) -> Iterator[Item]:
    """Findings that no lesson is drawn from yet."""
    drawn = Lesson.findings.through.objects.filter(finding=OuterRef("pk"))
    rows = (
        Finding.rows.filter(within(seen), withdrawn_on=None).annotate(drawn=Exists(drawn)).filter(drawn=False)
    )
    for row in rows.select_related("case")[:MOST]:
        yield Item(
            row.case.code,
            f"Finding {row.key} has no lesson yet",
            room("learning", row.case.code),
            None,
            "Draw a lesson, or say why none.",
        )


def comments_to_answer(actor: Actor, seen: Reach) -> Iterator[Item]:
    """Agencies' comments on accuracy that the author has not answered."""
    rows = Comment.rows.filter(within(seen), answered_on=None, withdrawn_on=None).select_related(
        "case", "agency"
    )[:MOST]
    for row in rows:
        yield Item(
            row.case.code,
            f"Answer {row.agency.name}'s comment {row.key}",
            room("report", row.case.code),
            None,
            "The agency will see your answer.",
        )


def reviews_past_target(actor: Actor, seen: Reach) -> Iterator[Item]:
    """Reviews whose target date has passed."""
    open_ = [
        str(p) for p in (Phase.DECIDED, Phase.COMMISSIONED, Phase.GATHERING, Phase.ANALYSING, Phase.REPORTING)
    ]
    rows = Case.rows.filter(cases_within(seen), phase__in=open_, target_on__lt=actor.today).order_by(
        "target_on"
    )[:MOST]
    for case in rows:
        yield Item(
            case.code,
            "The review is past its target date",
            room("timetable", case.code),
            case.target_on,
            "Move the date with its cause, or finish.",
        )


def steps_due(actor: Actor, seen: Reach) -> Iterator[Item]:
    """Steps of the plan that are due soon or late."""
    rows = (
        Step.rows.filter(within(seen), done_on=None, withdrawn_on=None, due_on__lte=actor.today + SOON)
        .exclude(case__phase=Phase.CLOSED)
        .select_related("case")
        .order_by("due_on")[: MOST * 3]
    )
    first: dict[str, list[Step]] = {}
    for row in rows:
        first.setdefault(row.case.code, []).append(row)
    for code, steps in list(first.items())[:MOST]:
        why = "A step of the plan." if len(steps) == 1 else f"A step of the plan, and {len(steps) - 1} more."
        yield Item(code, steps[0].title, room("timetable", code), steps[0].due_on, why)


def tasks(actor: Actor, seen: Reach) -> Iterator[Item]:
    """What meetings asked of somebody."""
    rows = (
        Task.rows.filter(owner__in=actor.people, done_on=None, withdrawn_on=None)
        .select_related("case")
        .order_by(F("due_on").asc(nulls_last=True))[:MOST]
    )
    for row in rows:
        yield Item(
            row.case.code,
            f"Task {row.key} from a meeting",
            room("meetings", row.case.code),
            row.due_on,
            "You are its owner.",
        )


def own_actions(actor: Actor, seen: Reach) -> Iterator[Item]:
    """The actions that somebody owns."""
    rows = (
        Action.rows.filter(
            owner__in=actor.people, verified_on=None, dropped_on=None, done_said_on=None, withdrawn_on=None
        )
        .select_related("case")
        .order_by("due_on")[:MOST]
    )
    for row in rows:
        yield Item(
            row.case.code,
            f"Action {row.key}: report and send proof",
            reverse("action", kwargs={"code": row.case.code, "key": row.key}),
            row.due_on,
            "You own this action.",
        )


def actions_overdue(actor: Actor, seen: Reach) -> Iterator[Item]:
    """Actions that are overdue, for those who keep at them."""
    rows = (
        Action.rows.filter(
            within(seen),
            verified_on=None,
            dropped_on=None,
            done_said_on=None,
            withdrawn_on=None,
            due_on__lt=actor.today,
        )
        .select_related("case", "agency")
        .order_by("due_on")[:MOST]
    )
    for row in rows:
        yield Item(
            row.case.code,
            f"Action {row.key}, {row.agency.name}",
            reverse("action", kwargs={"code": row.case.code, "key": row.key}),
            row.due_on,
            "Nothing shows yet that it was done.",
        )


def actions_to_verify(actor: Actor, seen: Reach) -> Iterator[Item]:
    """Actions whose owners say that they are done: the group looks at the evidence."""
    rows = (
        Action.rows.filter(
            within(seen), verified_on=None, dropped_on=None, done_said_on__isnull=False, withdrawn_on=None
        )
        .select_related("case", "agency")
        .order_by("done_said_on")[:MOST]
    )
    for row in rows:
        yield Item(
            row.case.code,
            f"Verify action {row.key}, {row.agency.name}",
            reverse("verify-action", kwargs={"code": row.case.code, "key": row.key}),
            None,
            "Its owner says that it is done.",
        )


def publications_to_sign(actor: Actor, seen: Reach) -> Iterator[Item]:
    """Reviews at the gate before publication."""
    rows = Case.rows.filter(cases_within(seen), phase=Phase.RESPONDING).order_by("target_on")[:MOST]
    for case in rows:
        yield Item(
            case.code,
            "Sign your lines of the publication gate",
            room("publication", case.code),
            case.target_on,
            "One line each, with your name and the day.",
        )


KINDS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    (appointments_to_answer, ()),
    (decisions, (Role.CHAIR,)),
    (new_notifications, (Role.MANAGER,)),
    (appointments_to_confirm, (Role.MANAGER, Role.CHAIR)),
    (silent_agencies, (Role.MANAGER,)),
    (reports_missing, (Role.MANAGER, Role.LEAD)),
    (reports_to_write, (Role.AGENCY_LEAD, Role.REPORT_WRITER)),
    (submissions_to_read, (Role.LEAD,)),
    (gaps_in_learning, (Role.AUTHOR, Role.LEAD)),
    (comments_to_answer, (Role.AUTHOR,)),
    (reviews_past_target, (Role.MANAGER, Role.CHAIR, Role.LEAD)),
    (steps_due, (Role.MANAGER, Role.LEAD)),
    (tasks, ()),
    (own_actions, ()),
    (actions_overdue, (Role.MANAGER,)),
    (actions_to_verify, (Role.LEARNING_GROUP,)),
    (publications_to_sign, (Role.GATE_SIGNER,)),
)
"""Each kind of thing with the roles for whom it waits; without roles, it is the person's own."""


def everything(actor: Actor) -> list[Item]:
    """All that waits for somebody, dated things first, soonest first."""
    found: list[Item] = []
    for kind, roles in KINDS:
        seen = reach(actor, roles)
        if not roles or seen.boards or seen.cases or seen.parts:
            found += kind(actor, seen)
    return sorted(found, key=lambda item: (item.due is None, item.due or date.max, item.code, item.title))


def diary(actor: Actor) -> list[dict[str, Any]]:
    """The meetings that somebody is expected at, for the calendar too: codes only."""
    seen = reach(actor, (Role.MANAGER, Role.LEAD, Role.AUTHOR, Role.TEAM_MEMBER, Role.CHAIR))
    rows = (
        Meeting.rows.filter(within(seen), held_on__gte=actor.today, withdrawn_on=None)
        .select_related("case")
        .order_by("held_on", "starts")[:MOST]
    )
    return [
        {
            "code": row.case.code,
            "key": row.key,
            "kind": row.what,
            "on": row.held_on.isoformat(),
            "at": row.starts.strftime("%H:%M") if row.starts else "",
            "href": room("meetings", row.case.code),
        }
        for row in rows
    ]
