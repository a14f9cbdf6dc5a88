"""Which meetings somebody may see: one function for every list, page, paper and reference."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from casereview.access.policy import Actor
from casereview.access.roles import Role
from casereview.cases.models import Case
from casereview.reviews.models import Attendance, Meeting

RUNS = (Role.MANAGER, Role.CHAIR, Role.LEAD, Role.AUTHOR)
KINDS_FOR: dict[Role, tuple[str, ...]] = {
    Role.TEAM_MEMBER: ("review-team", "learning-event"),
    Role.BOARD_MEMBER: ("screening", "board"),
    Role.LEARNING_GROUP: ("learning-group",),
}
"""Whoever does not run the review sees the meetings of the body they sit in."""
SEES_MEETINGS = (*RUNS, *KINDS_FOR, Role.PRACTITIONER)


def meetings_seen(actor: Actor, case: Case) -> Any:
    """The meetings of a case that an actor may see; a practitioner, the events they are invited to."""
    rows = Meeting.rows.filter(case=case, withdrawn_on=None)
    if any(actor.holds(role, case.place) for role in RUNS):
        return rows
    kinds = {kind for role, of in KINDS_FOR.items() if actor.holds(role, case.place) for kind in of}
    seen = Q(what__in=kinds)
    if actor.holds(Role.PRACTITIONER, case.place):
        invited = Attendance.rows.filter(meeting__case=case, person__in=actor.people).values("meeting")
        seen |= Q(what="learning-event", pk__in=invited)
    return rows.filter(seen)
