"""Pages of a review: timetable, meetings, family."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from casereview.acts.ask import find_subject
from casereview.acts.perform import may
from casereview.cases.pages import keeps, show
from casereview.reviews.models import TEAM, Meeting
from casereview.reviews.rules import MEETING_WORDS


def timetable(request: HttpRequest, code: str) -> HttpResponse:
    """Terms, steps, delays, proceedings and holds."""
    acts = (
        "draft-terms",
        "agree-terms",
        "set-timetable",
        "move-target",
        "record-proceedings",
    )
    beside = (
        "start-step",
        "finish-step",
        "update-proceedings",
        "end-proceedings",
        "place-hold",
        "lift-hold",
        "correct",
        "withdraw",
    )
    return show(
        request,
        "timetable",
        code,
        "reviews/timetable.html",
        room="timetable",
        acts=acts,
        beside=beside,
        more={"keeps": keeps(request, code, TEAM)},
    )


def meetings(request: HttpRequest, code: str) -> HttpResponse:
    """All meetings: those to come, then those held."""
    actor = request.actor  # type: ignore[attr-defined]
    case = find_subject("case", code)
    more = {
        "arrange": case is not None and may(actor, "arrange-meeting", case.place),
        "kinds": tuple(MEETING_WORDS.items()),
    }
    return show(
        request,
        "meetings",
        code,
        "reviews/meetings.html",
        room="meetings",
        acts=("arrange-meeting", "add-task", "finish-task"),
        more=more,
    )


def meeting(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """One meeting. What is done from its page is done about this meeting."""
    return show(
        request,
        "meeting",
        code,
        "reviews/meeting.html",
        room="meetings",
        acts=(
            "send-invitations",
            "record-attendance",
            "minute-meeting",
            "add-task",
            "record-heard",
            *(("correct", "withdraw") if keeps(request, code, Meeting.KEEPERS) else ()),
        ),
        given={"key": key},
        more={"about": f"meeting={key}&thing=meeting:{key}"},
    )


def family(request: HttpRequest, code: str) -> HttpResponse:
    """How it stands with each of the family."""
    acts = (
        "add-family-member",
        "set-family-state",
        "record-family-contact",
        "add-family-question",
        "answer-family-question",
    )
    return show(
        request,
        "family",
        code,
        "reviews/family.html",
        room="family",
        acts=acts,
        beside=("correct", "withdraw"),
        more={"keeps": keeps(request, code, TEAM)},
    )
