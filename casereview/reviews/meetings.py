"""What can be asked of meetings: which there are, and one of them whole. ``seen.py`` says which somebody may see."""

from __future__ import annotations

from typing import Any

from casereview.access.policy import Actor, Reach
from casereview.acts.references import REFERABLE, chosen
from casereview.acts.registry import AccessDenied, query
from casereview.acts.tables import number_of
from casereview.cases.clock_lines import iso
from casereview.cases.models import Case
from casereview.reviews.models import Attendance, Heard, Meeting, Task
from casereview.reviews.rules import MEETING_WORDS, PAPER_KINDS
from casereview.reviews.seen import RUNS, SEES_MEETINGS, meetings_seen


def meeting_of(by: Actor, case: Case, key: str) -> Meeting:
    """The meeting with this key, if this person may see it.

    Raises:
        AccessDenied: it is not there, or not theirs to see.
    """
    rows = meetings_seen(by, case).filter(number=number_of(Meeting, key) or 0)
    row: Meeting | None = rows.select_related("chaired_by").first()
    if row is None:
        raise AccessDenied("There is nothing here.")
    return row


@query(by=SEES_MEETINGS)
def meetings(seen: Reach, *, of: Case, by: Actor) -> dict[str, Any]:
    """The meetings of a review, learning events included"""
    rows = meetings_seen(by, of).select_related("chaired_by").order_by("-held_on", "-number")
    to_come: list[dict[str, Any]] = []
    held: list[dict[str, Any]] = []
    for row in rows:
        (to_come if row.held_on >= by.today and not row.minutes else held).append(_line(row))
    return {"meetings": [*to_come, *held], "to_come": to_come[::-1], "held": held}


def _line(row: Meeting) -> dict[str, Any]:
    return {
        "key": row.key,
        "what": row.what,
        "called": called(row),
        "title": row.title,
        "held_on": iso(row.held_on),
        "starts": row.starts.strftime("%H:%M") if row.starts else "",
        "place": row.place,
        "chaired_by": row.chaired_by.name if row.chaired_by else "",
        "invitation_sent_on": iso(row.invitation_sent_on),
        "minuted_on": iso(row.minuted_on),
        "version": row.version,
    }


def called(row: Meeting) -> str:
    """What people call a meeting: its title, or its kind."""
    return row.title or MEETING_WORDS[row.what]


@query(by=SEES_MEETINGS)
def meeting(seen: Reach, *, of: Case, by: Actor, key: str = "") -> dict[str, Any]:
    """One meeting: who came, what was minuted, what is to be done"""
    row = meeting_of(by, of, key)
    runs = any(by.holds(role, of.place) for role in RUNS)
    return {
        **_line(row),
        "agenda": list(row.agenda),
        "papers": papers_of(row, by),
        "minutes": row.minutes,
        "decisions": list(row.decisions),
        "views": list(row.views),
        "held": row.held_on <= by.today,
        "made": [*(["invitation"] if runs else []), "agenda", *(["minutes"] if row.minutes else [])],
        "people": [_attendance(one, row) for one in attendance_of(row)],
        "tasks": [
            {
                "key": t.key,
                "text": t.text,
                "owner": t.owner.name,
                "due_on": iso(t.due_on),
                "done_on": iso(t.done_on),
                "came_of_it": t.came_of_it,
                "theirs": runs or t.owner_id in by.people,
            }
            for t in tasks_of(row)
        ],
        "heard": [{"key": h.key, "text": h.text, "changes": h.changes} for h in heard_at(row)],
    }


def papers_of(row: Meeting, by: Actor) -> list[dict[str, str]]:
    """The papers of a meeting that this person may see, each with its kind, key and what it is called."""
    found = []
    for kind in PAPER_KINDS:
        if kind not in REFERABLE or not row.papers:
            continue
        found += [
            {"kind": kind, "key": choice.key, "label": choice.label.removeprefix(f"{choice.key}: ")}
            for choice in chosen(kind, row.case, by, row.papers)
        ]
    return sorted(found, key=lambda one: row.papers.index(one["key"]))


def attendance_of(row: Meeting) -> Any:
    """Who was invited and who came, in the order in which they were invited."""
    return Attendance.rows.filter(meeting=row).select_related("person", "agency").order_by("pk")


def tasks_of(row: Meeting) -> Any:
    """What a meeting asked people to do."""
    return Task.rows.filter(meeting=row, withdrawn_on=None).select_related("owner").order_by("number")


def heard_at(row: Meeting) -> Any:
    """What was heard there."""
    return Heard.rows.filter(meeting=row, withdrawn_on=None).order_by("number")


def name_of(one: Attendance, row: Meeting) -> str:
    """What somebody at a meeting is called in its minutes: at a learning event by their role, never by name."""
    if row.what == "learning-event":
        return str(one.as_role)
    return str(one.person.name if one.person else one.as_role)


def _attendance(one: Attendance, row: Meeting) -> dict[str, Any]:
    return {
        "who": name_of(one, row),
        "as_role": one.as_role if row.what != "learning-event" and one.person else "",
        "agency": one.agency.name if one.agency else "",
        "came": one.came,
        "support": one.support,
        "left_for": one.left_for,
    }
