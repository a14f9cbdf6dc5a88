"""The head of every page of a case: its code, phase, three facts and rooms. A fragment of a page already looked at."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse

from casereview.access.policy import Actor, Denied, allow
from casereview.acts.registry import ASKS
from casereview.cases.models import Case
from casereview.law.clocks import Clock
from casereview.law.frameworks import load
from casereview.law.page import nation_words

ROOMS: tuple[tuple[str, str, str], ...] = (
    ("Overview", "case", "workspace"),
    ("Screening", "screening", "screening"),
    ("Decision", "decision", "decision"),
    ("People", "people-of-case", "people-of-case"),
    ("Timetable", "timetable", "timetable"),
    ("Meetings", "meetings", "meetings"),
    ("Family", "family", "family"),
    ("Evidence", "evidence", "evidence"),
    ("Chronology", "chronology", "chronology"),
    ("Learning", "learning", "learning"),
    ("Report", "report", "report"),
    ("Actions", "actions", "action-plan"),
    ("Publication", "publication", "publication"),
    ("History", "history", "history"),
)
"""The rooms of a case: title, address name, and the ask without which the room is not shown."""


def head_of(case: Case, actor: Actor, current: str = "") -> dict[str, Any]:
    """What ``web/case_page.html`` needs: ``case`` (plain values) and ``case_head``.

    Args:
        current: the address name of the room that is shown.
    """
    framework = load(case.framework)
    return {
        "case": {"code": case.code, "phase": case.phase, "framework": framework.id, "board": case.board_id},
        "vocabulary": framework.vocabulary,
        "case_head": {
            "code": case.code,
            "meta": f"{framework.title} · {nation_words(framework.nation)}",
            "phase": str(case.phase).capitalize(),
            "facts": _facts(case, actor.today),
            "rooms": _rooms(case, actor, current),
        },
    }


def _rooms(case: Case, actor: Actor, current: str) -> list[dict[str, Any]]:
    rooms = []
    for title, name, ask in ROOMS:
        if ask not in ASKS or isinstance(allow(actor, ASKS[ask].by, case.place), Denied):
            continue
        try:
            href = reverse(name, kwargs={"code": case.code})
        except NoReverseMatch:
            continue
        rooms.append({"name": name, "text": title, "href": href, "current": name == current})
    return rooms


def _facts(case: Case, today: date) -> list[dict[str, str]]:
    from casereview.cases.clocks import KEEPS, clocks_of, next_step

    waiting = [
        c for c in clocks_of(case) if c.due is not None and c.clock not in KEEPS and not done_by(c, case)
    ]
    facts = []
    if waiting:
        first = min(waiting, key=lambda c: c.due or date.max)
        facts.append(
            {
                "label": first.text.rstrip("."),
                "value": day(first.due, today),
                "note": left(first.due, today, first.clock in _about(case)),
            }
        )
    facts.append(
        {"label": "Notified", "value": day(case.notified_on, today), "note": "The day the board was told"}
    )
    facts.append({"label": "Next step", "value": next_step(case), "note": ""})
    return facts


def done_by(clock: Clock, case: Case) -> bool:
    """Whether what a clock asks for has been done."""
    from casereview.cases.clocks import met_on

    return met_on(clock, case) is not None


def _about(case: Case) -> set[str]:
    return set(case.approximate)


def day(value: date | None, today: date) -> str:
    """A day as people say it: "Friday 16 May", with the year where it is not this one."""
    if value is None:
        return "Not known"
    words = f"{value:%A} {value.day} {value:%B}"
    return words if value.year == today.year else f"{value.day} {value:%B %Y}"


def left(due: date | None, today: date, approximate: bool = False) -> str:
    """How long is left, in words; a clock that hangs on a day not published never says late."""
    if due is None:
        return ""
    days = (due - today).days
    if approximate:
        return "About: the day it starts from was not published"
    if days < 0:
        return f"{-days} day{'' if days == -1 else 's'} late"
    return "Today" if days == 0 else f"{days} day{'' if days == 1 else 's'} left"
