"""What waits in a review under way: what agencies owe, what the lead reads, what the author answers, the plan's dates, the gate."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from casereview.access.policy import Actor, Reach
from casereview.access.roles import Phase
from casereview.cases.models import Case
from casereview.evidence.models import AgencyQuestion, AgencyReport, Asked, ChronologyVersion
from casereview.learning.models import Finding, Lesson
from casereview.reporting.models import Comment
from casereview.reviews.models import Step, Task
from casereview.workspace.reaching import cases_within, room, within
from casereview.workspace.waiting.kinds import Item, Row, chased

SOON = timedelta(days=7)
REVIEWS = 30
"""For a home page, what agencies owe is looked for in so many reviews."""
OWING = (str(Phase.GATHERING), str(Phase.ANALYSING))
PAST_TARGET = tuple(
    str(p) for p in (Phase.DECIDED, Phase.COMMISSIONED, Phase.GATHERING, Phase.ANALYSING, Phase.REPORTING)
)


def _owed(rows: Any) -> Any:
    sent = {"case": OuterRef("case"), "agency": OuterRef("agency"), "withdrawn_on": None}
    has_report = Exists(AgencyReport.rows.filter(**sent).exclude(state="sent-back"))
    has_chronology = Exists(ChronologyVersion.rows.filter(**sent).exclude(state="sent-back"))
    found = rows.filter(
        Q(report=True) & ~has_report | Q(chronology=True) & ~has_chronology, withdrawn_on=None
    )
    return found.order_by("due_on", "pk").values(
        "number", "case__code", "agency__name", "due_on", "chased_on"
    )


def reports_missing(actor: Actor, seen: Reach) -> Any:
    """Agencies whose chronology or report is still to come, for those who run the review."""
    return _owed(Asked.rows.filter(within(seen), case__phase__in=OWING))


def reports_missing_soon(actor: Actor, seen: Reach) -> Any:
    """The same, looked for in the reviews whose target comes first: as quick with ten thousand reviews as with ten."""
    first = Case.rows.filter(cases_within(seen), phase__in=OWING).order_by("target_on", "pk")
    return _owed(Asked.rows.filter(case__in=first.values("pk")[:REVIEWS]))


def report_missing(row: Row) -> Item:
    """What an agency owes."""
    return Item(
        row["case__code"],
        f"{row['agency__name']}: report and chronology",
        room("evidence", row["case__code"]),
        row["due_on"],
        chased(len(row["chased_on"])),
        f"{Asked.PREFIX}{row['number']}",
    )


def reports_to_write(actor: Actor, seen: Reach) -> Any:
    """What an agency's own people still owe."""
    mine = Q(pk__in=[])
    for case, agency in seen.parts:
        mine |= Q(case=case, agency=agency)
    return _owed(Asked.rows.filter(mine))


def report_to_write(row: Row) -> Item:
    """Write and send it."""
    return Item(
        row["case__code"],
        "Send your chronology and report",
        room("evidence", row["case__code"]),
        row["due_on"],
        row["agency__name"],
        f"{Asked.PREFIX}{row['number']}",
    )


def questions_to_answer(actor: Actor, seen: Reach) -> Any:
    """What an agency's own people were asked about their chronology and have not answered."""
    mine = Q(pk__in=[])
    for case, agency in seen.parts:
        mine |= Q(case=case, agency=agency)
    rows = AgencyQuestion.rows.filter(mine, answered_on=None, withdrawn_on=None)
    return rows.order_by("due_on", "pk").values("number", "case__code", "agency__name", "due_on")


def question_to_answer(row: Row) -> Item:
    """Answer it."""
    code, key = row["case__code"], f"{AgencyQuestion.PREFIX}{row['number']}"
    title = f"Answer question {key} about your chronology"
    return Item(code, title, room("agency-questions", code), row["due_on"], row["agency__name"], key)


def submitted_reports(actor: Actor, seen: Reach) -> Any:
    """Agencies' reports that wait for the lead."""
    return _submitted(AgencyReport, seen)


def submitted_chronologies(actor: Actor, seen: Reach) -> Any:
    """Agencies' chronologies that wait for the lead."""
    return _submitted(ChronologyVersion, seen)


def _submitted(table: Any, seen: Reach) -> Any:
    rows = table.rows.filter(within(seen), state="submitted", withdrawn_on=None)
    return rows.order_by("pk").values("number", "case__code", "agency__name")


def submitted_report(row: Row) -> Item:
    """Read a report."""
    return _to_read(row, AgencyReport.PREFIX, "report")


def submitted_chronology(row: Row) -> Item:
    """Read a chronology."""
    return _to_read(row, ChronologyVersion.PREFIX, "chronology")


def _to_read(row: Row, prefix: str, word: str) -> Item:
    code, key = row["case__code"], f"{prefix}{row['number']}"
    href = reverse("submission", kwargs={"code": code, "key": key})
    title, why = f"{row['agency__name']}: read the {word}", "Accept it, or send it back with comments."
    return Item(code, title, href, None, why, key)


def gaps_in_learning(actor: Actor, seen: Reach) -> Any:
    """Findings that no lesson is drawn from yet."""
    drawn = Exists(Lesson.findings.through.objects.filter(finding=OuterRef("pk")))
    return (
        Finding.rows.filter(~drawn, within(seen), withdrawn_on=None)
        .order_by("pk")
        .values("number", "case__code")
    )


def gap_in_learning(row: Row) -> Item:
    """Draw a lesson."""
    code, key = row["case__code"], f"{Finding.PREFIX}{row['number']}"
    why = "Draw a lesson, or say why none."
    return Item(code, f"Finding {key} has no lesson yet", room("learning", code), None, why, key)


def comments_to_answer(actor: Actor, seen: Reach) -> Any:
    """Agencies' comments on accuracy that the author has not answered."""
    rows = Comment.rows.filter(within(seen), answered_on=None, withdrawn_on=None)
    return rows.order_by("pk").values("number", "case__code", "agency__name")


def comment_to_answer(row: Row) -> Item:
    """Answer it."""
    code, key = row["case__code"], f"{Comment.PREFIX}{row['number']}"
    title, why = f"Answer {row['agency__name']}'s comment {key}", "The agency will see your answer."
    return Item(code, title, room("report", code), None, why, key)


def reviews_past_target(actor: Actor, seen: Reach) -> Any:
    """Reviews whose target date has passed."""
    return targets(actor, seen).filter(target_on__lt=actor.today)


def targets(actor: Actor, seen: Reach) -> Any:
    """Reviews that have a target date and are not published yet, the soonest first."""
    rows = Case.rows.filter(cases_within(seen), phase__in=PAST_TARGET, target_on__isnull=False)
    return rows.order_by("target_on", "pk").values("code", "target_on")


def review_past_target(row: Row) -> Item:
    """Move the date or finish."""
    why = "Move the date with its cause, or finish."
    return Item(
        row["code"],
        "The review is past its target date",
        room("timetable", row["code"]),
        row["target_on"],
        why,
        "target",
    )


def steps_due(actor: Actor, seen: Reach) -> Any:
    """Steps of the plan that are due soon or late."""
    return steps_to_do(actor, seen).filter(due_on__lte=actor.today + SOON)


def steps_to_do(actor: Actor, seen: Reach) -> Any:
    """Steps of the plan that are not done, whenever they are due."""
    rows = Step.rows.filter(within(seen), done_on=None, withdrawn_on=None)
    return (
        rows.exclude(case__phase=Phase.CLOSED)
        .order_by("due_on", "pk")
        .values("number", "case__code", "title", "due_on")
    )


def step_due(row: Row) -> Item:
    """Do it, or mark it as done."""
    code, key = row["case__code"], f"{Step.PREFIX}{row['number']}"
    return Item(code, row["title"], room("timetable", code), row["due_on"], "A step of the plan.", key)


def steps_together(rows: Iterable[Row]) -> list[Item]:
    """One line for each review: its first step, and how many more there are."""
    first: dict[str, list[Row]] = {}
    for row in rows:
        first.setdefault(row["case__code"], []).append(row)
    found = []
    for steps in first.values():
        one = step_due(steps[0])
        why = one.why if len(steps) == 1 else f"A step of the plan, and {len(steps) - 1} more."
        found.append(Item(one.code, one.title, one.href, one.due, why, one.thing))
    return found


def tasks(actor: Actor, seen: Reach) -> Any:
    """What meetings asked of somebody."""
    rows = Task.rows.filter(owner__in=actor.people, done_on=None, withdrawn_on=None)
    return rows.order_by(F("due_on").asc(nulls_last=True), "pk").values("number", "case__code", "due_on")


def task(row: Row) -> Item:
    """Do it."""
    code, key = row["case__code"], f"{Task.PREFIX}{row['number']}"
    return Item(
        code, f"Task {key} from a meeting", room("meetings", code), row["due_on"], "You are its owner.", key
    )


def publications_to_sign(actor: Actor, seen: Reach) -> Any:
    """Reviews at the gate before publication."""
    rows = Case.rows.filter(cases_within(seen), phase=Phase.RESPONDING)
    return rows.order_by("target_on", "pk").values("code", "target_on")


def publication_to_sign(row: Row) -> Item:
    """Sign."""
    title, why = "Sign your lines of the publication gate", "One line each, with your name and the day."
    return Item(row["code"], title, room("publication", row["code"]), row["target_on"], why, "gate")
