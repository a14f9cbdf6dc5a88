"""Home by role, a case's page, its history, search and calendar."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from django.db.models import F, Q

from casereview.access.policy import Actor, Reach, reach
from casereview.access.roles import ALL_ROLES, ROLE_TITLES, Phase, Role
from casereview.acts.registry import ACTS, AccessDenied, query
from casereview.audit.models import Row, Said
from casereview.cases.called import title_of
from casereview.cases.clock_lines import iso, lines_of
from casereview.cases.clocks import NEXT_ROOMS, goes_to_the_panel, next_step, standing
from casereview.cases.first_days import agency_lines, safety_of
from casereview.cases.models import Appointment, Case
from casereview.cases.queries import duplicates_of, papers_for
from casereview.people.models import Board, Person
from casereview.reviews.models import Hold, Proceedings, TargetMove
from casereview.workspace.clock_board import (
    as_said,
    board_lines,
    likely_finish,
    review_lines,
    spans_of,
    steps_of,
)
from casereview.workspace.packs import meeting_pack
from casereview.workspace.reaching import cases_within
from casereview.workspace.waiting.gather import IN_CALENDAR, MOST, dates, diary, everything, of_kind
from casereview.workspace.waiting.reviews import SOON

__all__ = ["meeting_pack"]
SEES_CASE = ALL_ROLES - {Role.NOTIFIER, Role.APPOINTEE, Role.LEARNING_GROUP, Role.ACTION_OWNER}
RUNS = (Role.MANAGER, Role.CHAIR, Role.LEAD, Role.AUTHOR)
PAGE = 50
WORDS = [
    "No",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
]


@query(by=ALL_ROLES, on="person")
def home(actor: Actor, *, of: Actor) -> dict[str, Any]:
    """Your home page: what is late, what waits for you, what comes next"""
    today = actor.today
    found, reviews = everything(actor), _reviews(actor)
    items = found.items
    late = [i for i in items if i.due and i.due < today]
    soon = [i for i in items if i.due and today <= i.due <= today + SOON]
    rest = [i for i in items if not i.due or i.due > today + SOON]
    return {
        "heading": heading(len(late), len(soon), len(rest)),
        "late": [i.as_row(today) for i in late],
        "soon": [i.as_row(today) for i in soon],
        "waiting": [i.as_row(today) for i in rest],
        "more": [asdict(one) for one in found.more],
        "diary": diary(actor),
        "reviews": reviews[:MOST],
        "more_reviews": len(reviews) > MOST,
        "boards": _boards(actor),
        "roles": sorted({ROLE_TITLES[g.role] for g in actor.grants if g.live(today)}),
    }


@query(by=ALL_ROLES, on="person")
def waiting(actor: Actor, *, of: Actor, kind: str = "", page: str = "1") -> dict[str, Any]:
    """Everything of one kind that waits for you"""
    found = of_kind(actor, kind, int(page) if page.isdecimal() and len(page) < 8 else 1)
    if found is None:
        raise AccessDenied("There is nothing here.")
    return found


def heading(late: int, soon: int, waiting: int) -> list[str]:
    """The sentences on top: the answer before the lists.

    >>> heading(3, 5, 0)
    ['Three things are late.', 'Five are due in the next seven days.']
    >>> heading(0, 0, 0)
    ['Nothing waits for you today.']
    """
    said = []
    if late:
        said.append("One thing is late." if late == 1 else f"{_number(late)} things are late.")
    if soon:
        said.append(f"{_number(soon)} {'is' if soon == 1 else 'are'} due in the next seven days.")
    if not said and waiting:
        said.append(
            "One thing waits for you." if waiting == 1 else f"{_number(waiting)} things wait for you."
        )
    return said or ["Nothing waits for you today."]


def _number(count: int) -> str:
    return WORDS[count] if count < len(WORDS) else str(count)


SOONEST = (F("target_on").asc(nulls_first=True), "notified_on", "pk")
"""The order of reviews by their clocks: what waits for its decision, and so has no target, before every target.

Said outright, because one engine puts what is blank first and the other last."""


def _reviews(actor: Actor) -> list[dict[str, Any]]:
    """The reviews that this person works on, the soonest first: as many as are shown, and one by which there are more."""
    seen = reach(actor, SEES_CASE)
    mine = cases_within(seen)
    if seen.parts:
        mine |= Q(pk__in={case for case, _ in seen.parts})
    rows = Case.rows.filter(mine, closed_on=None).select_related("board").order_by(*SOONEST)
    return review_lines(list(rows[: MOST + 1]), actor.today)


def _boards(actor: Actor) -> list[dict[str, Any]]:
    """The boards at which this person holds a post, and what they may do there."""
    found = reach(actor, ALL_ROLES).boards
    rows = Board.rows.filter(pk__in=found).order_by("name")
    return [
        {
            "code": board.code,
            "name": board.name,
            "may_notify": board.pk in reach(actor, ACTS["notify"].by).boards,
            "runs": board.pk in reach(actor, (Role.MANAGER, Role.CHAIR)).boards,
            "follows": board.pk in reach(actor, (Role.MANAGER, Role.CHAIR, Role.LEARNING_GROUP)).boards,
        }
        for board in rows
    ]


@query(by=SEES_CASE)
def workspace(seen: Reach, *, of: Case, by: Actor) -> dict[str, Any]:
    """A case's own page: where it stands, what comes next, what has happened"""
    holds = Hold.rows.filter(case=of, withdrawn_on=None, lifted_on=None).select_related("proceedings")
    people = Appointment.rows.filter(
        case=of, role__in=("lead", "author"), confirmed_on__isnull=False, until=None, withdrawn_on=None
    ).select_related("person")
    whole = seen.whole(of.place)
    return {
        "heading": standing(of),
        "next": next_step(of),
        "next_rooms": [] if of.joined_into_id else list(NEXT_ROOMS[Phase(of.phase)]),
        "clocks": lines_of(of, by),
        "target": {
            "on": iso(of.target_on),
            "first": iso(of.first_target_on),
            "moves": TargetMove.rows.filter(case=of).count(),
        },
        "likely": as_said(likely_finish(of, by.today, steps_of([of]).get(of.pk, []), spans_of(of.board)))
        if whole
        else {},
        "holds": [
            {"what": h.holds, "proceedings": h.proceedings.what, "since": iso(h.made_on)} for h in holds
        ]
        if whole
        else [],
        "proceedings": [
            {
                "what": p.what,
                "title": p.title,
                "ended_on": iso(p.ended_on),
                "next_on": iso(p.next_on),
                "next_is_past": p.next_on is not None and p.next_on < by.today,
            }
            for p in Proceedings.rows.filter(case=of, withdrawn_on=None).order_by("number")
        ]
        if whole
        else [],
        "people": [{"name": p.person.name, "title": title_of(of, p.role)} for p in people],
        "happened": happened(of, limit=8) if whole else [],
        "day_one": _day_one(of) if whole and of.phase in FIRST_DAYS else {},
        "papers": papers_for(of, by),
        "framework": of.framework,
        "joined_into": of.joined_into.code if of.joined_into else "",
    }


FIRST_DAYS = (Phase.NOTIFIED, Phase.SCREENING, Phase.DECIDED)
"""The phases in which a case's own page begins with the first days."""


def _day_one(case: Case) -> dict[str, Any]:
    """What is seen to on the first days: other children, records, whom to speak to, look-alikes."""
    return {
        "safety": safety_of(case),
        "agencies": agency_lines(case),
        "possible_duplicates": duplicates_of(case),
        "panel": {"goes": goes_to_the_panel(case.framework), "sent_on": iso(case.panel_notified_on)},
    }


def happened(case: Case, *, limit: int, before: tuple[str, int] | None = None) -> list[dict[str, Any]]:
    """What happened in a case, the newest day first: from the trail itself, refusals and looks left out.

    What is entered late stands at the day on which it was done; within a day, in the order in which it was recorded.

    Args:
        before: the day and the row of the last one that was shown.
    """
    found = Row.rows.filter(subject=case.reference, on__gt="").exclude(act="look").exclude(outcome="refused")
    if before:
        day, seq = before
        found = found.filter(Q(on__lt=day) | Q(on=day, seq__lt=seq))
    found = found.order_by("-on", "-seq")
    rows = list(found[:limit])
    said = {s.seq: s for s in Said.rows.filter(seq__in=[row.seq for row in rows])}
    who = _who(row.actor for row in rows)
    return [
        {
            "seq": row.seq,
            "act": row.act,
            "title": ACTS[row.act].title if row.act in ACTS else row.act,
            "on": row.on,
            "at": row.at,
            "recorded_on": row.at[:10],
            "by": who.get(row.actor, ""),
            "sentence": said[row.seq].sentence if row.seq in said else "",
            "made": said[row.seq].made if row.seq in said else "",
        }
        for row in rows
    ]


def _who(actors: Any) -> dict[str, str]:
    """The names of office holders behind the trail's numbers."""
    found = set(actors)
    numbers = {int(a.split(":")[1]) for a in found if a.startswith("account:")}
    people = {int(a.split(":")[1]) for a in found if a.startswith("person:")}
    names = {f"account:{p.account_id}": p.name for p in Person.rows.filter(account__in=numbers)}
    return names | {f"person:{p.pk}": p.name for p in Person.rows.filter(pk__in=people)}


@query(by=RUNS)
def history(seen: Reach, *, of: Case, before: str = "") -> dict[str, Any]:
    """The history of a case: every act, who did it, for which day and when it was recorded"""
    rows = happened(of, limit=PAGE + 1, before=_place(before))
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return {"happened": rows[:PAGE], "older": f"{last['on']}.{last['seq']}" if last else None}


def _place(before: str) -> tuple[str, int] | None:
    """A place in the history, as its address has it: the day and the row.

    >>> _place("2014-03-03.17"), _place("yesterday")
    (('2014-03-03', 17), None)
    """
    day, _, seq = before.partition(".")
    try:
        return date.fromisoformat(day).isoformat(), int(seq) if len(seq) < 18 else 0
    except ValueError:
        return None


@query(by=(Role.MANAGER, Role.CHAIR), on="board")
def clocks_of_board(
    seen: Reach, *, of: Board, by: Actor, show: str = "open", page: str = "1"
) -> dict[str, Any]:
    """All reviews of the board with their clocks, soonest first"""
    rows = Case.rows.filter(board=of).exclude(pk__in=seen.aside).select_related("board")
    rows = rows.filter(phase=Phase.CLOSED) if show == "closed" else rows.exclude(phase=Phase.CLOSED)
    number = max(1, int(page)) if page.isdecimal() else 1
    total = rows.count()
    shown = list(rows.order_by(*SOONEST)[(number - 1) * PAGE : number * PAGE])
    return {
        "reviews": board_lines(of, shown, by.today),
        "total": total,
        "page": number,
        "pages": max(1, -(-total // PAGE)),
        "show": show,
        "board": {"code": of.code, "name": of.name},
    }


@query(by=ALL_ROLES, on="person")
def search(actor: Actor, *, of: Actor, words: str = "") -> dict[str, Any]:
    """Search within what you may see"""
    from casereview.workspace.search import EACH, found

    results, more = found(actor, words)
    return {"words": words, "results": results, "more": more, "each": EACH}


@query(by=ALL_ROLES, on="person")
def calendar(actor: Actor, *, of: Actor) -> dict[str, Any]:
    """Your dates: codes and kinds only, no names"""
    return {"dates": dates(actor), "meetings": diary(actor, IN_CALENDAR)}
