"""Pages of a review: timetable, meetings, family."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from casereview.cases.pages import show


def timetable(request: HttpRequest, code: str) -> HttpResponse:
    """Terms, steps, delays, proceedings and holds."""
    acts = (
        "draft-terms",
        "agree-terms",
        "set-timetable",
        "move-target",
        "record-proceedings",
        "update-proceedings",
        "end-proceedings",
        "place-hold",
        "lift-hold",
    )
    return show(request, "timetable", code, "reviews/timetable.html", room="timetable", acts=acts)


def meetings(request: HttpRequest, code: str) -> HttpResponse:
    """All meetings, newest first."""
    acts = (
        "arrange-meeting",
        "send-invitations",
        "record-attendance",
        "minute-meeting",
        "add-task",
        "finish-task",
        "record-heard",
    )
    return show(request, "meetings", code, "reviews/meetings.html", room="meetings", acts=acts)


def meeting(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """One meeting."""
    acts = ("send-invitations", "record-attendance", "minute-meeting", "add-task", "record-heard")
    more = {"paper_names": ("agenda", "minutes")}
    return show(
        request,
        "meeting",
        code,
        "reviews/meeting.html",
        room="meetings",
        acts=acts,
        given={"key": key},
        more=more,
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
    return show(request, "family", code, "reviews/family.html", room="family", acts=acts)
