"""How payloads name what is in a review: only what this person may see of it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from casereview.access.policy import Actor
from casereview.acts.references import referable_rows
from casereview.reviews.rules import FAMILY_STATES, HOLD_WORDS, MEETING_WORDS, PROCEEDINGS_WORDS, words
from casereview.reviews.seen import RUNS, meetings_seen


def _seen_meetings(rows: Any, actor: Actor, subject: Any) -> Any:
    return rows & meetings_seen(actor, subject)


def _at_seen_meetings(rows: Any, actor: Actor, subject: Any) -> Any:
    return rows.filter(meeting__in=meetings_seen(actor, subject).values("pk"))


def _own_tasks_too(rows: Any, actor: Actor, subject: Any) -> Any:
    """Tasks from meetings that they see, and their own; all, for whoever runs the review."""
    if any(actor.holds(role, subject.place) for role in RUNS):
        return rows
    return rows.filter(Q(meeting__in=meetings_seen(actor, subject).values("pk")) | Q(owner__in=actor.people))


def _day(value: Any) -> str:
    return f"{value.day} {value:%B %Y}"


referable_rows(
    "terms",
    lambda row: f"of {_day(row.made_on)}, {'agreed' if row.agreed_on else 'not agreed'}",
)
referable_rows("step", lambda row: f"{row.title}, due {_day(row.due_on)}")
referable_rows("target-move", lambda row: f"to {_day(row.now)}")
referable_rows(
    "proceedings",
    lambda row: (
        PROCEEDINGS_WORDS[row.what]
        + (f", {row.title}" if row.title else "")
        + (", ended" if row.ended_on else "")
    ),
)
referable_rows("hold", lambda row: HOLD_WORDS[row.holds] + (", lifted" if row.lifted_on else ""))
referable_rows("meeting", lambda row: f"{MEETING_WORDS[row.what]}, {_day(row.held_on)}", _seen_meetings)
referable_rows("task", lambda row: row.text[:80] + (", done" if row.done_on else ""), _own_tasks_too)
referable_rows("heard", lambda row: row.text[:80], _at_seen_meetings)
referable_rows("family-member", lambda row: f"{row.relation}, {words(row.state, FAMILY_STATES).lower()}")
referable_rows("family-contact", lambda row: f"{_day(row.made_on)}")
referable_rows("family-question", lambda row: row.text[:80] + (", answered" if row.answered_on else ""))
