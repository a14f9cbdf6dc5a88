"""What can be asked of the learning: the room, one thing of it, and an entry with what rests on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from casereview.access.policy import Actor, Reach, reach
from casereview.access.roles import PHASES, Phase, Role
from casereview.acts.registry import AccessDenied, query
from casereview.acts.tables import CaseRow, number_of
from casereview.cases.clock_lines import iso
from casereview.cases.models import Case
from casereview.evidence.beside import beside
from casereview.evidence.models import Entry
from casereview.evidence.queries import entry_line
from casereview.evidence.switch import switch_for
from casereview.evidence.wall import READERS, seen_by
from casereview.learning.models import Analysis, Finding, Lesson, Recommendation
from casereview.learning.resting import TEAM, Record, bases_of, everything_learnt, findings_on
from casereview.learning.rules import counted, gaps, too_many
from casereview.learning.themes import themes
from casereview.people.models import Agency

PAGE = 50


@query(by=(*TEAM, Role.BOARD_MEMBER))
def learning(
    seen: Reach,
    *,
    of: Case,
    by: Actor,
    key: str = "",
    findings: str = "1",
    lessons: str = "1",
    recommendations: str = "1",
) -> dict[str, Any]:
    """The learning: findings, lessons and recommendations, with their gaps; or one, with what it rests on"""
    record = everything_learnt(of)
    if key:
        return _one(record, key, of, by)
    parts = {
        "findings": _paged(record.findings, findings),
        "lessons": _paged(record.lessons, lessons),
        "recommendations": _paged(record.recommendations, recommendations),
    }
    bases = bases_of(parts["findings"]["rows"], of, by)
    undrawn = [f.key for f in record.findings if not record.lessons_from(f)]
    unused = [one.key for one in record.lessons if not record.recommendations_on(one)]
    return {
        "sentence": _sentence(record),
        "gaps": gaps(len(undrawn), len(unused)),
        "without_lesson": undrawn,
        "without_recommendation": unused,
        "many": too_many(len(record.recommendations)),
        "analysis": _analysis(of),
        "findings": [
            {**finding_line(f, record), "rests_on": bases.get(f.pk, [])} for f in parts["findings"]["rows"]
        ],
        "lessons": [lesson_line(one, record) for one in parts["lessons"]["rows"]],
        "recommendations": [recommendation_line(r, record) for r in parts["recommendations"]["rows"]],
        "pages": {name: {k: v for k, v in part.items() if k != "rows"} for name, part in parts.items()},
    }


def _paged(rows: Sequence[Any], page: str) -> dict[str, Any]:
    pages = max(1, -(-len(rows) // PAGE))
    number = min(max(1, int(page)), pages) if page.isdecimal() and len(page) < 6 else 1
    shown = rows[(number - 1) * PAGE : number * PAGE]
    return {"rows": shown, "page": number, "pages": pages, "total": len(rows)}


def _sentence(record: Record) -> str:
    """The answer on top of the page."""
    if not record.findings and not record.lessons:
        return "Nothing is found yet"
    said = [
        counted(len(record.findings), "finding"),
        counted(len(record.lessons), "lesson"),
        counted(len(record.recommendations), "recommendation"),
    ]
    return f"{said[0]}, {said[1]} and {said[2]}".capitalize()


def _analysis(case: Case) -> dict[str, Any]:
    row = Analysis.rows.filter(case=case, withdrawn_on=None).order_by("number").last()
    if row is None:
        return {}
    names = (
        Agency.rows.filter(board=case.board_id, key__in=row.without)
        .order_by("name")
        .values_list("name", flat=True)
    )
    return {"on": iso(row.made_on), "without": list(names), "because": row.because}


def record_of(case: Case) -> dict[str, list[dict[str, Any]]]:
    """All that was learnt in a case, in plain values: for the report, its papers and the plan."""
    record = everything_learnt(case)
    return {
        "findings": [finding_line(f, record) for f in record.findings],
        "lessons": [lesson_line(one, record) for one in record.lessons],
        "recommendations": [recommendation_line(r, record) for r in record.recommendations],
    }


def finding_line(row: Finding, record: Record) -> dict[str, Any]:
    """One finding as pages, the report and papers show it."""
    return {
        "kind": "finding",
        "key": row.key,
        "text": row.text,
        "why": row.why,
        "on": iso(row.made_on),
        "version": row.version,
        "lessons": [one.key for one in record.lessons_from(row)],
    }


def lesson_line(row: Lesson, record: Record) -> dict[str, Any]:
    """One lesson as pages, the report and papers show it."""
    words = themes()
    return {
        "kind": "lesson",
        "key": row.key,
        "text": row.text,
        "reach": row.reach,
        "agencies": record.agencies_of(row),
        "themes": [{"code": code, "text": words.get(code, "")} for code in row.themes],
        "findings": [f.key for f in record.findings_under(row)],
        "recommendations": [r.key for r in record.recommendations_on(row)],
        "on": iso(row.made_on),
        "version": row.version,
        "sent_early_on": iso(row.sent_early_on),
        "sent_early_to": row.sent_early_to,
    }


def recommendation_line(row: Recommendation, record: Record) -> dict[str, Any]:
    """One recommendation as pages, the report and papers show it."""
    return {
        "kind": "recommendation",
        "key": row.key,
        "text": row.text,
        "to": addressed_to(row),
        "outside": bool(row.outside_body),
        "lessons": [one.key for one in record.lessons_under(row)],
        "on": iso(row.made_on),
        "version": row.version,
        "sent_on": iso(row.sent_on),
        "acknowledged_on": iso(row.acknowledged_on),
        "answered_on": iso(row.answered_on),
        "outside_answer": row.outside_answer,
        "author_told_on": iso(row.author_told_on),
    }


def addressed_to(row: Recommendation) -> str:
    """The body that a recommendation is addressed to."""
    if row.to_board:
        return "the board"
    return row.agency.name if row.agency else row.outside_body


# -- one thing, with what it rests on and what rests on it


def _one(record: Record, key: str, case: Case, by: Actor) -> dict[str, Any]:
    """One finding, lesson or recommendation: the walk down from it, and the walk up."""
    found = next((row for rows in _kinds(record) for row in rows if row.key == key), None)
    if found is None:
        raise AccessDenied("There is nothing here.")
    bases = bases_of(record.findings, case, by)
    more = {"up": _up_from(found, record), "keeps": _keeps(found, case, by)}
    if isinstance(found, Finding):
        return {"one": finding_line(found, record), "down": bases.get(found.pk, []), **more}
    if isinstance(found, Lesson):
        down = [_finding_down(f, bases) for f in record.findings_under(found)]
        return {"one": lesson_line(found, record), "down": down, **more}
    down = [_lesson_down(one, record, bases) for one in record.lessons_under(found)]
    return {"one": recommendation_line(found, record), "down": down, **more}


def _keeps(row: CaseRow, case: Case, by: Actor) -> bool:
    """Whether this person may correct or withdraw a thing: an agency's own people keep their own agency's."""
    within = reach(by, row.KEEPERS)
    return within.whole(case.place) or getattr(row, "agency_id", None) in within.agencies_in(case.pk)


def _kinds(record: Record) -> tuple[Sequence[Any], ...]:
    return record.findings, record.lessons, record.recommendations


def _node(row: Any, nodes: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "kind": row.KIND,
        "key": row.key,
        "label": row.KIND.capitalize(),
        "text": row.text,
        "seen": True,
        "nodes": nodes,
    }


def _finding_down(row: Finding, bases: dict[int, list[dict[str, Any]]]) -> dict[str, Any]:
    return _node(row, bases.get(row.pk, []))


def _lesson_down(row: Lesson, record: Record, bases: dict[int, list[dict[str, Any]]]) -> dict[str, Any]:
    return _node(row, [_finding_down(f, bases) for f in record.findings_under(row)])


def _lesson_up(row: Lesson, record: Record) -> dict[str, Any]:
    return _node(row, [_node(r, []) for r in record.recommendations_on(row)])


def _finding_up(row: Finding, record: Record) -> dict[str, Any]:
    return _node(row, [_lesson_up(one, record) for one in record.lessons_from(row)])


def _up_from(found: Any, record: Record) -> list[dict[str, Any]]:
    if isinstance(found, Finding):
        return [_lesson_up(one, record) for one in record.lessons_from(found)]
    if isinstance(found, Lesson):
        return [_node(r, []) for r in record.recommendations_on(found)]
    return []


@query(by=READERS)
def entry(seen: Reach, *, of: Case, by: Actor, key: str = "", names: str = "") -> dict[str, Any]:
    """One chronology entry, and everything that rests on it"""
    rows = seen_by(by, Entry, of).select_related("agency", "document")
    row = rows.filter(number=number_of(Entry, key) or 0).first()
    if row is None:
        raise AccessDenied("There is nothing here.")
    record = everything_learnt(of) if any(by.holds(role, of.place) for role in TEAM) else None
    document = row.document if row.document and row.document.withdrawn_on is None else None
    switch = switch_for(by, of, names)
    line = switch.line(entry_line(row), row.agency_id)
    return {
        "entry": line,
        "other": line["other"],
        "place": dict(row.place),
        "beside": beside(by, of, [row.pk], switch.text).get(row.pk, {}),
        "may_see_names": switch.may,
        "real": switch.real,
        "source_row": row.source_row,
        "document": document.key if document else "",
        "of_the_team": record is not None,
        "keeps": _keeps(row, of, by),
        "up": [_finding_up(f, record) for f in findings_on(entry=row)] if record else [],
    }


# -- for those who follow the lessons through: no evidence

ANSWERED_FROM = PHASES.index(Phase.RESPONDING)


@query(by=(*TEAM, Role.BOARD_MEMBER, Role.LEARNING_GROUP, Role.ACTION_OWNER, Role.AGENCY_LEAD))
def lessons(seen: Reach, *, of: Case) -> dict[str, Any]:
    """Lessons and recommendations, for those who follow them through"""
    record = everything_learnt(of)
    rows = [{**lesson_line(one, record), "findings": []} for one in record.lessons if _theirs(one, seen, of)]
    shown = {row["key"] for row in rows}
    recommendations = [
        {**line, "lessons": [key for key in line["lessons"] if key in shown]}
        for line in (recommendation_line(r, record) for r in record.recommendations if _to_them(r, seen, of))
    ]
    return {"lessons": rows, "recommendations": recommendations}


def _theirs(row: Lesson, seen: Reach, case: Case) -> bool:
    """An agency's lead sees lessons about their agency once the report is signed off, or if sent early."""
    if seen.whole(case.place):
        return True
    ready = row.sent_early_on is not None or PHASES.index(Phase(case.phase)) >= ANSWERED_FROM
    return ready and any(agency.pk in seen.agencies_in(case.pk) for agency in row.agencies.all())


def _to_them(row: Recommendation, seen: Reach, case: Case) -> bool:
    if seen.whole(case.place):
        return True
    ready = PHASES.index(Phase(case.phase)) >= ANSWERED_FROM
    return ready and row.agency_id in seen.agencies_in(case.pk)
