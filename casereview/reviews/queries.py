"""What can be asked of a review: timetable, meetings, family."""

from __future__ import annotations

from typing import Any

from casereview.access.policy import Actor, Reach
from casereview.access.roles import Phase, Role, phases
from casereview.acts.registry import query
from casereview.cases.clock_lines import iso, lines_of
from casereview.cases.models import Case
from casereview.people.models import Agency
from casereview.reviews.meetings import meeting, meetings
from casereview.reviews.models import (
    FamilyContact,
    FamilyMember,
    FamilyQuestion,
    Hold,
    Proceedings,
    Step,
    TargetMove,
    Terms,
)
from casereview.reviews.rules import CAUSES, FAMILY_CONTACTS, GIVES, HOLD_WORDS, PROCEEDINGS_WORDS, words

__all__ = ["meeting", "meetings"]
GIVES_WORDS = dict(GIVES)
OVER = phases(Phase.PUBLISHED, Phase.CLOSED)
"""From here on the plan of steps has done its work: what nobody ticked is not late."""
TEAM = (Role.MANAGER, Role.CHAIR, Role.LEAD, Role.AUTHOR, Role.TEAM_MEMBER)


@query(by=TEAM)
def timetable(seen: Reach, *, of: Case, by: Actor) -> dict[str, Any]:
    """The timetable: terms, plan of steps, delays, proceedings and holds"""
    names = dict(Agency.rows.filter(board=of.board_id).values_list("key", "name"))
    return {
        "target": {"on": iso(of.target_on), "first": iso(of.first_target_on), "over": of.phase in OVER},
        "clocks": lines_of(of, by),
        "terms": [
            _terms(row, names) for row in Terms.rows.filter(case=of, withdrawn_on=None).order_by("-number")
        ],
        "steps": [
            {
                "key": s.key,
                "title": s.title,
                "due_on": iso(s.due_on),
                "started_on": iso(s.started_on),
                "done_on": iso(s.done_on),
                "late": s.done_on is None and s.due_on < by.today and of.phase not in OVER,
                "over": s.done_on is None and of.phase in OVER,
            }
            for s in Step.rows.filter(case=of, withdrawn_on=None).order_by("due_on", "number")
        ],
        "moves": [
            {
                "was": iso(m.was),
                "now": iso(m.now),
                "cause": m.cause,
                "cause_words": words(m.cause, CAUSES),
                "because": m.because,
                "agreed_by": m.agreed_by,
                "on": iso(m.made_on),
            }
            for m in TargetMove.rows.filter(case=of).order_by("number")
        ],
        "proceedings": [
            _proceedings(p) for p in Proceedings.rows.filter(case=of, withdrawn_on=None).order_by("number")
        ],
    }


def _terms(row: Terms, names: dict[str, str]) -> dict[str, Any]:
    return {
        "key": row.key,
        "number": row.number,
        "on": iso(row.made_on),
        "purpose": row.purpose,
        "period_from": iso(row.period_from),
        "period_to": iso(row.period_to),
        "period_because": row.period_because,
        "questions": list(row.questions),
        "agencies": [
            {"agency": names.get(one["agency"], one["agency"]), "gives": GIVES_WORDS[one["gives"]]}
            for one in row.agencies
        ],
        "family": row.family,
        "practitioners": row.practitioners,
        "method": row.method,
        "experts": row.experts,
        "confidentiality": row.confidentiality,
        "sign_off": row.sign_off,
        "apart": row.lead_and_author_apart,
        "changed_because": row.changed_because,
        "agreed_on": iso(row.agreed_on),
        "agreement": row.agreement,
    }


def _proceedings(row: Proceedings) -> dict[str, Any]:
    holds = Hold.rows.filter(proceedings=row, withdrawn_on=None).order_by("number")
    return {
        "key": row.key,
        "what": row.what,
        "words": PROCEEDINGS_WORDS[row.what],
        "news": list(row.news),
        "title": row.title,
        "contact": row.contact,
        "opened_on": iso(row.opened_on),
        "next_on": iso(row.next_on),
        "ended_on": iso(row.ended_on),
        "outcome": row.outcome,
        "note": row.note,
        "holds": [
            {
                "key": h.key,
                "holds": h.holds,
                "holds_words": HOLD_WORDS[h.holds],
                "because": h.because,
                "asked_by": h.asked_by,
                "on": iso(h.made_on),
                "until_expected": iso(h.until_expected),
                "lifted_on": iso(h.lifted_on),
                "lifted_because": h.lifted_because,
            }
            for h in holds
        ],
    }


@query(by=(Role.MANAGER, Role.CHAIR, Role.LEAD, Role.AUTHOR))
def family(seen: Reach, *, of: Case) -> dict[str, Any]:
    """The family: how it stands with each, contacts, their questions and the answers"""
    rows = (
        FamilyMember.rows.filter(case=of, withdrawn_on=None)
        .select_related("contact", "person")
        .order_by("number")
    )
    return {"members": [_member(row) for row in rows]}


def _member(row: FamilyMember) -> dict[str, Any]:
    return {
        "key": row.key,
        "relation": row.relation,
        "called": row.person.public_name if row.person else "",
        "contact": row.contact.name if row.contact else "",
        "safe_way": row.safe_way,
        "never": row.never,
        "needs": row.needs,
        "state": row.state,
        "state_because": row.state_because,
        "before": [
            {"until": s["on"], "state": s["was"], "because": s["was_because"]} for s in reversed(row.states)
        ],
        "contacts": [
            {
                "key": c.key,
                "on": iso(c.made_on),
                "what": c.what,
                "what_words": words(c.what, FAMILY_CONTACTS),
                "how": c.how,
                "text": c.text,
            }
            for c in FamilyContact.rows.filter(member=row, withdrawn_on=None).order_by("made_on", "number")
        ],
        "questions": [
            {"key": q.key, "text": q.text, "answer": q.answer, "answered_on": iso(q.answered_on)}
            for q in FamilyQuestion.rows.filter(member=row, withdrawn_on=None).order_by("number")
        ],
    }
