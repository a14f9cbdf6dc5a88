"""What can be asked of responses and actions: states are computed, for every page and paper alike."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from casereview.access.policy import Actor, Reach
from casereview.access.roles import Role
from casereview.actions.acts.verifying import part_in
from casereview.actions.lines import by_need, lines, lines_by_pk, rows_of, states_of, whole
from casereview.actions.models import Action, DueMove, Response
from casereview.actions.rules import ANSWERS, NEED_FOR_TALK, WORDS
from casereview.acts.registry import AccessDenied, query
from casereview.acts.tables import number_of
from casereview.cases.called import heading
from casereview.cases.clock_lines import iso
from casereview.cases.models import Appointment, Case
from casereview.learning.queries import record_of
from casereview.people.models import Board
from casereview.reviews.models import Meeting

FOLLOWS = (
    Role.MANAGER,
    Role.CHAIR,
    Role.LEAD,
    Role.AUTHOR,
    Role.TEAM_MEMBER,
    Role.LEARNING_GROUP,
    Role.BOARD_MEMBER,
)
"""They see the whole plan of a review."""
READS = (*FOLLOWS, Role.ACTION_OWNER, Role.AGENCY_LEAD)
PAGE = 25
MOST = 100
"""So many of a kind are on one agenda; what is beyond waits for a later one, and the page says so."""
SECTIONS = (
    ("verify", "Proof to verify"),
    ("overdue", "Overdue, oldest first"),
    ("dates", "Dates that were moved"),
    ("effects", "Did it help? Checks due"),
    ("risk", "At risk"),
    ("quiet", "Nothing to discuss"),
)


def counts_of(case: Case, today: date | None = None) -> dict[str, int]:
    """How many actions there are, how many are in place, how many overdue: what a replay and a board paper print."""
    found = [line["state"] for line in lines(list(rows_of(case)), today or timezone.localdate())]
    return {"total": len(found), "in_place": found.count("in-place"), "overdue": found.count("overdue")}


@query(by=READS)
def action_plan(
    seen: Reach, *, of: Case, by: Actor, show: str = "", agency: str = "", page: str = "1"
) -> dict[str, Any]:
    """The responses and the action plan, with the state of each action"""
    rows, wide = list(_rows_seen(seen, of, by)), _wide(of, by)
    every = by_need(lines(rows, by.today))
    chosen = [a for a in every if show in ("", a["state"]) and agency in ("", a["agency_key"])]
    pages = max(1, -(-len(chosen) // PAGE))
    number = min(max(1, int(page)), pages) if page.isdecimal() and len(page) < 6 else 1
    cut = chosen if page == "all" else chosen[(number - 1) * PAGE : number * PAGE]
    by_key = {row.key: row for row in rows}
    counts = {name: sum(1 for a in every if a["state"] == name) for name in NEED_FOR_TALK}
    return {
        "actions": whole([by_key[a["key"]] for a in cut], by.today),
        "chosen": len(chosen),
        "page": number,
        "pages": pages,
        "counts": [{"state": name, "words": WORDS[name], "count": n} for name, n in counts.items() if n],
        "agencies": _agencies(every),
        "in_place": counts["in-place"],
        "overdue": counts["overdue"],
        "waiting": counts["done-by-owner"],
        "total": len(every),
        "called": heading(of, "plan"),
        "show": show,
        "agency": agency,
        "whole_plan": wide,
        "responses": _on_the_way(of, every) if wide else [],
        "others": _serving_none(every) if wide else {},
        "adopted_on": max((a["adopted_on"] for a in every if a["adopted_on"]), default=None),
        "published_on": iso(of.published_on),
        "today": by.today.isoformat(),
    }


def _wide(case: Case, by: Actor) -> bool:
    return any(by.holds(role, case.place) for role in FOLLOWS)


def _rows_seen(seen: Reach, case: Case, by: Actor) -> Any:
    """The whole plan for those who follow it; for others their own actions and those of their own agency's part."""
    rows = rows_of(case)
    if _wide(case, by):
        return rows
    return (rows.filter(owner__in=by.people) | rows.filter(agency__in=seen.agencies_in(case.pk))).distinct()


def _agencies(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    names = {a["agency_key"]: a["agency"] for a in found}
    return [
        {"key": key, "name": name, "count": sum(1 for a in found if a["agency_key"] == key)}
        for key, name in sorted(names.items(), key=lambda pair: pair[1])
    ]


def responses_of(case: Case) -> list[dict[str, Any]]:
    """Every recommendation with the board's answer that stands, and the answers before it."""
    said: dict[str, list[Response]] = {}
    rows = Response.rows.filter(case=case, withdrawn_on=None).select_related("recommendation")
    for row in rows.order_by("number"):
        said.setdefault(row.recommendation.key, []).append(row)
    return [
        {**recommendation, **_answer(said.get(recommendation["key"], []))}
        for recommendation in record_of(case)["recommendations"]
    ]


def _answer(said: list[Response]) -> dict[str, Any]:
    words = dict(ANSWERS)
    last = said[-1] if said else None
    return {
        "answer": last.answer if last else "",
        "answer_words": words[last.answer] if last else "No answer yet",
        "reasons": last.reasons if last else "",
        "answered_on_by_board": iso(last.made_on) if last else None,
        "changed_because": last.changed_because if last else "",
        "before": [
            {"answer_words": words[r.answer], "reasons": r.reasons, "on": iso(r.made_on)} for r in said[:-1]
        ],
    }


def _on_the_way(case: Case, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each recommendation on the way to "in place": its actions, what is so now, and when somebody looks next."""
    return [
        {**one, **_summed([a for a in found if a["recommendation"] == one["key"]], one)}
        for one in responses_of(case)
    ]


def _serving_none(found: list[dict[str, Any]]) -> dict[str, Any]:
    """Actions that serve no recommendation: immediate ones, and those for a lesson alone."""
    mine = [a for a in found if not a["recommendation"]]
    return _summed(mine, {}) if mine else {}


def _summed(mine: list[dict[str, Any]], one: dict[str, Any]) -> dict[str, Any]:
    states = [a["state"] for a in sorted(mine, key=lambda a: int(a["key"].lstrip("A")))]
    now, kind = _now(mine, one)
    return {
        "keys": [a["key"] for a in mine],
        "states": states,
        "in_place": states.count("in-place"),
        "of": len(states),
        "now": now,
        "now_kind": kind,
        "next_look": min(filter(None, (_next_look(a) for a in mine)), default=None),
        "again": all(a["state"] in ("in-place", "dropped") for a in mine),
    }


def _now(mine: list[dict[str, Any]], one: dict[str, Any]) -> tuple[str, str]:
    """What is so now, in words, and its colour: the first that matters."""
    count = {name: sum(1 for a in mine if a["state"] == name) for name in NEED_FOR_TALK}
    if count["overdue"]:
        days = ", ".join(str(a["late_days"]) for a in mine if a["state"] == "overdue")
        return f"{count['overdue']} overdue: {days} days", "late"
    if count["done-by-owner"]:
        return (
            f"{count['done-by-owner']} wait{'s' if count['done-by-owner'] == 1 else ''} for the group",
            "wait",
        )
    if count["at-risk"]:
        return f"{count['at-risk']} at risk", "wait"
    if not mine:
        return _without_actions(one)
    if count["on-track"]:
        return "On track", "plain"
    if count["not-started"]:
        return "Not started", "plain"
    return ("In place", "done") if count["in-place"] else ("Dropped by the board", "plain")


def _without_actions(one: dict[str, Any]) -> tuple[str, str]:
    if one.get("answer") == "not-accepted":
        return "Not accepted", "plain"
    if one.get("outside"):
        for day, words in (("answered_on", "Answered"), ("sent_on", "Sent, no answer yet")):
            if one.get(day):
                return words, "plain"
    return "No action yet", "wait" if one.get("answer") else "plain"


def _next_look(a: dict[str, Any]) -> str | None:
    if a["state"] == "dropped":
        return None
    return a["effect_due_on"] if a["state"] == "in-place" else a["due_on"]


@query(by=READS)
def action(seen: Reach, *, of: Case, by: Actor, key: str = "") -> dict[str, Any]:
    """One action: its whole story"""
    row = _rows_seen(seen, of, by).filter(number=number_of(Action, key) or 0).first()
    if row is None:
        raise AccessDenied("There is nothing here.")
    own_part = part_in(row, by, by.today) if by.holds(Role.LEARNING_GROUP, of.place) else None
    return {
        **whole([row], by.today)[0],
        "serves": _serves(row) if _wide(of, by) else {},
        "yours": sorted(_yours(row, by, of) - ({"verify"} if own_part else set())),
        "own_part": own_part.because if own_part else "",
        "owner_has_a_way_in": _has_a_way_in(row, by.today),
        "owner_key": row.owner.key,
        "groups_meetings": Meeting.rows.filter(
            case=of, what="learning-group", held_on__lte=by.today, withdrawn_on=None
        ).count(),
        "today": by.today.isoformat(),
    }


def _serves(row: Action) -> dict[str, Any]:
    """The recommendation that an action serves, with the board's answer."""
    shown = ("key", "text", "to", "answer_words", "answered_on_by_board", "lessons")
    for one in responses_of(row.case) if row.recommendation else ():
        if row.recommendation and one["key"] == row.recommendation.key:
            return {name: one[name] for name in shown}
    return {}


def _yours(row: Action, by: Actor, case: Case) -> set[str]:
    """The acts on this very action that are this person's; whether they are open now, the page asks of the acts."""
    found: set[str] = set()
    runs = by.holds(Role.MANAGER, case.place)
    if row.dropped_on is None and row.verified_on is None:
        if runs or row.owner_id in by.people:
            found |= {"report-progress", "add-proof", "finish-milestone"}
        found |= {"add-milestone", "move-action-date", "hand-over-action", "verify", "drop-action"}
        found |= {"correct"} if runs else set()
    elif row.dropped_on is None:
        found |= {"check-effect"}
    return found


def _has_a_way_in(row: Action, today: date) -> bool:
    """Whether the owner can report by themselves: by an appointment that counts today."""
    rows = Appointment.rows.filter(
        case=row.case_id,
        person=row.owner_id,
        role__in=("action-owner", "agency-lead"),
        confirmed_on__isnull=False,
        withdrawn_on=None,
    )
    return bool(rows.exclude(until__lt=today).exists())


@query(by=(Role.MANAGER, Role.CHAIR, Role.LEARNING_GROUP), on="board")
def actions_of_board(seen: Reach, *, of: Board, by: Actor, show: str = "", page: str = "1") -> dict[str, Any]:
    """The Learning and Improvement Group's agenda: actions of all reviews, sorted by need for talk"""
    every = Action.rows.filter(case__board=of, withdrawn_on=None).exclude(case__in=seen.aside)
    open_ = every.filter(verified_on=None, dropped_on=None)
    said = states_of(
        open_.filter(done_said_on__isnull=False).order_by("done_said_on", "pk")[: MOST + 1], by.today
    )
    rest = states_of(open_.filter(done_said_on=None).order_by("due_on", "pk")[: MOST + 1], by.today)
    found = by_need([*said[:MOST], *rest[:MOST]])
    last = _last_meeting(of, seen, by.today)
    dates, effects = _moved(of, seen, last, by.today), _effects_due(every, by.today)
    picked: dict[str, list[Any]] = {
        "verify": [a["pk"] for a in found if a["state"] == "done-by-owner"],
        "overdue": [a["pk"] for a in found if a["state"] == "overdue"],
        "dates": dates[:MOST],
        "effects": effects[:MOST],
        "risk": [a["pk"] for a in found if a["state"] == "at-risk"],
        "quiet": [a["pk"] for a in found if a["state"] in ("not-started", "on-track")],
    }
    beyond = {
        "verify": len(said) > MOST,
        "overdue": len(rest) > MOST and rest[MOST]["state"] == "overdue",
        "dates": len(dates) > MOST,
        "effects": len(effects) > MOST,
    }
    sections = [
        _section(name, title, picked[name], show, page) | {"beyond": beyond.get(name, False)}
        for name, title in SECTIONS
    ]
    _written_out(sections, by.today)
    return {
        "board": {"code": of.code, "name": of.name},
        "today": by.today.isoformat(),
        "last_meeting": iso(last),
        "sections": sections,
        "show": show if show in picked else "",
        "more_later": len(rest) > MOST,
    }


FEW = 10


def _section(name: str, title: str, rows: list[Any], show: str, page: str) -> dict[str, Any]:
    """One item of the agenda: the first few of it, or a page of it where it is the one that is shown."""
    pages = max(1, -(-len(rows) // PAGE))
    number = min(max(1, int(page)), pages) if page.isdecimal() and len(page) < 6 else 1
    if page == "all":
        cut = rows
    elif show == name:
        cut = rows[(number - 1) * PAGE : number * PAGE]
    else:
        cut = rows[:FEW]
    return {
        "name": name,
        "title": title,
        "count": len(rows),
        "rows": cut,
        "more": len(rows) - len(cut),
        "page": number,
        "pages": pages,
    }


def _last_meeting(board: Board, seen: Reach, today: date) -> date | None:
    """The group's last meeting before today: what was moved since is for this one."""
    rows = Meeting.rows.filter(
        case__board=board, what="learning-group", held_on__lt=today, withdrawn_on=None
    ).exclude(case__in=seen.aside)
    found: date | None = rows.order_by("-held_on").values_list("held_on", flat=True).first()
    return found


def _written_out(sections: list[dict[str, Any]], today: date) -> None:
    """Put in place of the numbers of the actions that are shown what is said of each: of those alone, however many wait."""
    shown = [one for section in sections for one in section["rows"]]
    known = lines_by_pk((one.action_id if isinstance(one, DueMove) else one for one in shown), today)
    for section in sections:
        section["rows"] = [
            {**known[one.action_id], **_move(one)} if isinstance(one, DueMove) else known[one]
            for one in section["rows"]
        ]


def _moved(board: Board, seen: Reach, last: date | None, today: date) -> list[DueMove]:
    since = last or today - timedelta(days=92)
    rows = (
        DueMove.rows.filter(
            case__board=board, made_on__gte=since, withdrawn_on=None, action__withdrawn_on=None
        )
        .exclude(case__in=seen.aside)
        .order_by("-made_on", "-pk")
    )
    return list(rows[: MOST + 1])


def _move(move: DueMove) -> dict[str, Any]:
    return {
        "was": iso(move.was),
        "now": iso(move.now),
        "moved_on": iso(move.made_on),
        "asked_by": move.asked_by,
        "agreed_by": move.agreed_by,
        "because": move.because,
    }


def _effects_due(every: Any, today: date) -> list[int]:
    rows = every.filter(effect_due_on__lte=today).order_by("effect_due_on", "pk")
    return list(rows.values_list("pk", flat=True)[: MOST + 1])
