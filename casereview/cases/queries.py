"""What can be asked of a case's beginning: its screening, decision and people; already limited to what the asker may see."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from casereview.access.policy import Actor, Denied, Reach, allow, reach
from casereview.access.roles import ALL_ROLES, Role
from casereview.acts.listed import page_asked
from casereview.acts.registry import AccessDenied, query
from casereview.cases.acts.deciding import unsigned
from casereview.cases.appointed import appointment_lines
from casereview.cases.choosing import things_kept
from casereview.cases.clock_lines import iso, lines_of
from casereview.cases.clocks import decision_due
from casereview.cases.corrected import corrections
from casereview.cases.first_days import agency_lines, safety_of
from casereview.cases.head import head_of
from casereview.cases.models import (
    Case,
    Child,
    Decision,
    Fact,
    InformationRequest,
    Notification,
    Signature,
    Telling,
)
from casereview.cases.papers import PAPERS
from casereview.cases.rules import Received, possible_duplicates, told_on
from casereview.cases.screened import screening_of
from casereview.cases.screening_room import (
    beside_another,
    case_headline,
    framework_line,
    history_of,
    screened_children,
)
from casereview.law.frameworks import load
from casereview.law.model import Framework
from casereview.law.panel import binds
from casereview.names.models import RegisterPerson
from casereview.people.models import Board

__all__ = ["corrections", "things_kept"]
PAGE = 50
DECIDERS = (Role.MANAGER, Role.CHAIR, Role.LEAD, Role.AUTHOR)
TEAM = (*DECIDERS, Role.TEAM_MEMBER)


@query(by=ALL_ROLES - {Role.NOTIFIER})
def case_head(seen: Reach, *, of: Case, by: Actor) -> dict[str, Any]:
    """The head of a case: its code, phase, next dates and rooms"""
    return head_of(of, by)


@query(by=(*DECIDERS, Role.BOARD_MEMBER))
def screening(seen: Reach, *, of: Case, by: Actor, child: str = "") -> dict[str, Any]:
    """The screening: the facts of each child, what the criteria answer and why"""
    answer, children = screened_children(of)
    governs = framework_line(of)
    return {
        "framework": governs,
        "outcome": answer.outcome,
        "headline": case_headline(of, answer.outcome),
        "must_be_considered": must_be_considered(load(of.framework), answer.outcome),
        "children": children,
        "shown": child or (children[0]["key"] if children else ""),
        "requests": _requests(of),
        "agencies": agency_lines(of),
        "notification": _notification(of),
        "safety": safety_of(of),
        "possible_duplicates": duplicates_of(of),
        "decision_due": iso(decision_due(of)),
        "decided_on": iso(of.decided_on),
        "history": [
            _fact(fact) for fact in Fact.rows.filter(case=of).select_related("child").order_by("number")
        ],
    }


def must_be_considered(framework: Framework, outcome: str) -> bool:
    """Whether *may* reads "must be considered": where the law has no case in which a review must be held."""
    return outcome == "may" and not binds(framework)


@query(by=(*DECIDERS, Role.BOARD_MEMBER))
def screening_history(seen: Reach, *, of: Case) -> dict[str, Any]:
    """The history of a screening: who said what when, and what the answer was on each day"""
    return history_of(of)


@query(by=(*DECIDERS, Role.BOARD_MEMBER))
def screening_beside(seen: Reach, *, of: Case, framework: str = "") -> dict[str, Any]:
    """The same facts under another framework, criterion by criterion"""
    return beside_another(of, framework)


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "key": fact.key,
        "child": fact.child.key,
        "fact": fact.fact,
        "value": fact.value,
        "source": fact.source,
        "said_by": fact.said_by,
        "said_on": iso(fact.said_on),
        "recorded_on": iso(fact.made_on),
        "withdrawn_on": iso(fact.withdrawn_on),
    }


def _requests(case: Case) -> list[dict[str, Any]]:
    found = (
        InformationRequest.rows.filter(case=case, withdrawn_on=None)
        .select_related("agency")
        .order_by("number")
    )
    return [
        {
            "key": row.key,
            "agency": row.agency.name,
            "agency_key": row.agency.key,
            "what": row.what,
            "asked_on": iso(row.made_on),
            "due_on": iso(row.due_on),
            "chased": len(row.chased_on),
            "answer": row.answer,
            "answered_on": iso(row.answered_on),
            "text": row.answer_text,
        }
        for row in found
    ]


def _notification(case: Case) -> dict[str, Any]:
    row = Notification.rows.filter(case=case).select_related("by", "agency").order_by("number").first()
    if row is None:
        return {}
    return {
        "key": row.key,
        "version": row.version,
        "on": iso(row.made_on),
        "by": row.by.name if row.by else "",
        "agency": row.agency.name if row.agency else "",
        "on_behalf_of": row.on_behalf_of,
        "came_by": row.came_by,
        "what_happened": row.what_happened,
        "where": row.where_it_happened,
        "incident_on": iso(row.incident_on),
        "aware_on": iso(row.aware_on),
        "known": row.known,
        "not_known": row.not_known,
        "others_safe": row.others_safe,
        "others_safe_note": row.others_safe_note,
        "kept_apart_because": row.kept_apart_because,
    }


def duplicates_of(case: Case) -> list[str]:
    """Codes of other notifications at this board that may tell of the same incident."""
    if case.phase not in ("notified", "screening"):
        return []
    note = Notification.rows.filter(case=case).first()
    if note is None or note.kept_apart_because:
        return []
    rows = Child.rows.filter(
        case__board=case.board_id, withdrawn_on=None, case__joined_into=None
    ).select_related("case", "person")
    seen: dict[str, tuple[Case, set[str], set[date]]] = {}
    for child in rows:
        _, initials, births = seen.setdefault(child.case.code, (child.case, set(), set()))
        if child.initials.strip():
            initials.add(child.initials.strip().upper())
        if child.person.date_of_birth:
            births.add(child.person.date_of_birth)
    told = {
        code: Received(code, frozenset(initials), frozenset(births), one.incident_on)
        for code, (one, initials, births) in seen.items()
    }
    mine = told.pop(case.code, None)
    return possible_duplicates(mine, sorted(told.values(), key=lambda r: r.code)) if mine else []


@query(by=(*DECIDERS, Role.BOARD_MEMBER))
def decision(seen: Reach, *, of: Case, by: Actor) -> dict[str, Any]:
    """The decision, its reasons, who signed it, and who was told"""
    framework = load(of.framework)
    rows = []
    for row in Decision.rows.filter(case=of).order_by("number"):
        signed = Signature.rows.filter(decision=row).select_related("person").order_by("pk")
        rows.append(
            {
                "key": row.key,
                "on": iso(row.made_on),
                "outcome": row.outcome,
                "kind_of_review": row.kind_of_review,
                "reasons": row.reasons,
                "departs_because": row.departs_because,
                "late_because": row.late_because,
                "instead": row.instead,
                "screening": row.screening,
                "signatures_needed": row.signatures_needed,
                "signatures": [{"name": s.person.name, "on": iso(s.on)} for s in signed],
                "in_effect": row.complete_on is not None and row.withdrawn_on is None,
            }
        )
    return {
        "decisions": rows,
        "waiting": bool(unsigned(of)),
        "must_be_considered": must_be_considered(framework, "may"),
        "decides": framework.decides.by,
        "cite": framework.decides.cite,
        "told": _told(framework, Telling.rows.filter(case=of, withdrawn_on=None), of.decided_on),
        "tellings": [
            {
                "key": t.key,
                "matter": t.matter,
                "to": t.to,
                "what": t.what,
                "reference": t.reference,
                "sent_on": iso(t.sent_on),
            }
            for t in Telling.rows.filter(case=of, withdrawn_on=None).order_by("number")
        ],
        "outcome": screening_of(of).outcome if Child.rows.filter(case=of).exists() else "cannot-say",
        "clocks": lines_of(of, by),
    }


def _told(framework: Framework, sent: Iterable[Telling], decided: date | None) -> list[dict[str, Any]]:
    """Whom the framework names, of what each has to be told, and whether it was told since the decision."""
    bodies = {one.who for one in framework.told}
    since = [
        (row.to, row.matter == "national" and row.to not in bodies, row.sent_on)
        for row in sent
        if decided and row.sent_on >= decided
    ]
    return [
        {
            "who": one.who,
            "what": one.what,
            "cite": one.cite,
            "told_on": iso(day) if (day := told_on(one.who, since)) and one.decision else None,
            "untold": bool(one.decision and decided and not day),
        }
        for one in framework.told
    ]


@query(by=TEAM)
def people_of_case(seen: Reach, *, of: Case, by: Actor) -> dict[str, Any]:
    """The people of a review: who is appointed as what, and each agency's contact"""
    return {
        "appointments": appointment_lines(of, by),
        "agencies": agency_lines(of),
        "may_see_register": not isinstance(allow(by, (Role.MANAGER, Role.LEAD), of.place), Denied),
    }


@query(by=(Role.MANAGER, Role.LEAD))
def register(seen: Reach, *, of: Case) -> dict[str, Any]:
    """The register: who is who in this case"""
    rows = RegisterPerson.rows.filter(case=of, withdrawn_on=None).order_by("number")
    return {
        "people": [
            {
                "key": row.key,
                "group": row.group,
                "name": row.name,
                "other_names": list(row.other_names),
                "date_of_birth": iso(row.date_of_birth),
                "relation": row.relation,
                "public_name": row.public_name,
                "version": row.version,
            }
            for row in rows
        ]
    }


@query(by=(Role.NOTIFIER, Role.MANAGER), on="board")
def own_notifications(seen: Reach, *, of: Board, page: str = "1", code: str = "") -> dict[str, Any]:
    """The notifications that you sent to this board, and no others

    With a code, that one alone.
    """
    rows = (
        Notification.rows.filter(case__board=of, by__in=seen.people)
        .select_related("case")
        .order_by("-case__notified_on", "-pk")
    )
    rows = rows.filter(case__code=code) if code else rows
    number, pages = page_asked(page, rows.count(), PAGE)
    return {
        "page": number,
        "pages": pages,
        "notifications": [
            {
                "code": row.case.code,
                "notified_on": iso(row.case.notified_on),
                "closed": row.case.phase == "closed",
                "framework": {
                    "id": row.case.framework,
                    "title": load(row.case.framework).title,
                    "because": row.case.framework_because,
                    "decides": load(row.case.framework).decides.by,
                },
            }
            for row in rows[(number - 1) * PAGE : number * PAGE]
        ],
    }


@query(by=ALL_ROLES - {Role.NOTIFIER, Role.APPOINTEE})
def papers(seen: Reach, *, of: Case, by: Actor, paper: str = "", key: str = "") -> dict[str, Any]:
    """The papers that can be made of this case; or one of them"""
    if not paper:
        return {"papers": papers_for(of, by)}
    maker = PAPERS.get(paper)
    if maker is None or isinstance(allow(by, maker.by, of.place), Denied) or not maker.when(of):
        raise AccessDenied("There is nothing here.")
    asker = {"by": by} if maker.wants_actor else {}
    made = maker.make(reach(by, maker.by), of=of, key=key, **asker)
    return {"name": paper, "title": maker.title_in(of), "paper": made}


def papers_for(case: Case, actor: Actor) -> list[dict[str, str]]:
    """The papers that this person may have made of this case now."""
    return [
        {"name": maker.name, "title": maker.title_in(case)}
        for maker in PAPERS.values()
        if not isinstance(allow(actor, maker.by, case.place), Denied) and maker.when(case)
    ]
