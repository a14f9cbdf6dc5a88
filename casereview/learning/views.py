"""Pages of the learning: the room, one thing with the walk down and up, lessons alone, one entry."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from casereview.cases.pages import show

ACTS = (
    "open-analysis",
    "record-finding",
    "rest-finding",
    "draw-lesson",
    "recommend",
    "send-early-lesson",
    "send-recommendation",
    "record-outside-reply",
    "tell-author",
    "start-report",
)
OF_ONE = {
    "F": ("draw-lesson", "rest-finding", "correct", "withdraw"),
    "L": ("recommend", "send-early-lesson", "correct", "withdraw"),
    "R": ("send-recommendation", "record-outside-reply", "tell-author", "correct", "withdraw"),
}
"""What can be done with one thing, by the letter of its key."""


def learning(request: HttpRequest, code: str) -> HttpResponse:
    """Findings, lessons and recommendations, each with what it rests on, and what is still missing."""
    pages = ("findings", "lessons", "recommendations")
    return show(
        request, "learning", code, "learning/learning.html", room="learning", acts=ACTS, filters=pages
    )


def learnt(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """One finding, lesson or recommendation: down to what it stands on, up to what rests on it."""
    acts = OF_ONE.get(key[:1], ())
    return show(
        request, "learning", code, "learning/one.html", room="learning", given={"key": key}, acts=acts
    )


def lessons(request: HttpRequest, code: str) -> HttpResponse:
    """Lessons and recommendations alone, for those who follow them through."""
    return show(request, "lessons", code, "learning/lessons.html", room="lessons")


def entry(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """One entry of the chronology, and everything that rests on it."""
    acts = (
        "comment-on-entry",
        "mark-entry",
        "tag-entry",
        "question-agency",
        "record-finding",
        "rest-finding",
        "correct",
        "withdraw",
        "move-out",
    )
    return show(
        request,
        "entry",
        code,
        "learning/entry.html",
        room="chronology",
        given={"key": key},
        filters=("names",),
        acts=acts,
    )
