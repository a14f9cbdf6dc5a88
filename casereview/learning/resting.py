"""What rests on what: from a recommendation down to the entries it stands on, and from an entry up.

What was withdrawn, or moved out of the review, is not there: neither above nor below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from casereview.access.policy import Actor
from casereview.access.roles import Role
from casereview.acts.prepared import Prepared
from casereview.acts.tables import CaseRow
from casereview.cases.models import Case
from casereview.evidence.models import AgencyReport, Document, Entry, Paragraph
from casereview.evidence.switch import switch_for
from casereview.evidence.wall import seen_by
from casereview.learning.models import Basis, Finding, Lesson, Recommendation
from casereview.learning.rules import rest_on_it
from casereview.reviews.models import Heard

TEAM = (Role.MANAGER, Role.CHAIR, Role.LEAD, Role.AUTHOR, Role.TEAM_MEMBER)
EXTRACT = 240
"""So many characters of what a finding rests on are shown; the whole is one page away."""


@dataclass(frozen=True, slots=True)
class Record:
    """All that was learnt in a case, read once: what pages, the report and its papers draw from.

    Attributes:
        drawn_from: of each lesson, by its number in the store, the findings under it.
        within: of each lesson, the names of the agencies that it is for.
        resting_on: of each recommendation, the lessons under it.
    """

    findings: tuple[Finding, ...]
    lessons: tuple[Lesson, ...]
    recommendations: tuple[Recommendation, ...]
    drawn_from: Mapping[int, frozenset[int]]
    within: Mapping[int, tuple[str, ...]]
    resting_on: Mapping[int, frozenset[int]]

    def lessons_from(self, finding: Finding) -> list[Lesson]:
        """The lessons that were drawn from a finding."""
        return [one for one in self.lessons if finding.pk in self.drawn_from.get(one.pk, ())]

    def findings_under(self, lesson: Lesson) -> list[Finding]:
        """The findings that a lesson was drawn from."""
        return [f for f in self.findings if f.pk in self.drawn_from.get(lesson.pk, ())]

    def recommendations_on(self, lesson: Lesson) -> list[Recommendation]:
        """The recommendations that rest on a lesson."""
        return [r for r in self.recommendations if lesson.pk in self.resting_on.get(r.pk, ())]

    def lessons_under(self, recommendation: Recommendation) -> list[Lesson]:
        """The lessons that a recommendation rests on."""
        return [one for one in self.lessons if one.pk in self.resting_on.get(recommendation.pk, ())]

    def agencies_of(self, lesson: Lesson) -> list[str]:
        """The agencies that a lesson is for, by name."""
        return sorted(self.within.get(lesson.pk, ()))


def everything_learnt(case: Case) -> Record:
    """Every finding, lesson and recommendation of a case that stands. The same six queries for any number."""
    under, agencies, lessons = (_pairs(ties, case) for ties in (_UNDER, _WITHIN, _RESTING))
    return Record(
        findings=_in_order(_FINDINGS(case.pk)),
        lessons=_in_order(_LESSONS(case.pk)),
        recommendations=_in_order(_RECOMMENDATIONS(case.pk)),
        drawn_from={one: frozenset(found) for one, found in under.items()},
        within={one: tuple(found) for one, found in agencies.items()},
        resting_on={one: frozenset(found) for one, found in lessons.items()},
    )


def _in_order(rows: Any) -> tuple[Any, ...]:
    return tuple(sorted(rows, key=lambda row: row.number))


def _ties(through: Any, of: str, what: str) -> Prepared:
    return Prepared(lambda case: through.objects.filter(**{f"{of}__case": case}).values_list(of, what))


_UNDER = _ties(Lesson.findings.through, "lesson", "finding")
_WITHIN = _ties(Lesson.agencies.through, "lesson", "agency__name")
_RESTING = _ties(Recommendation.lessons.through, "recommendation", "lesson")
_FINDINGS = Prepared(lambda case: Finding.rows.filter(case=case, withdrawn_on=None))
_LESSONS = Prepared(lambda case: Lesson.rows.filter(case=case, withdrawn_on=None))
_RECOMMENDATIONS = Prepared(
    lambda case: Recommendation.rows.filter(case=case, withdrawn_on=None).select_related("agency")
)


def _pairs(ties: Prepared, case: Case) -> dict[int, list[Any]]:
    """What a table between two others ties to each of a case's things."""
    found: dict[int, list[Any]] = {}
    for one, tied in ties(case.pk):
        found.setdefault(one, []).append(tied)
    return found


def bases_of(findings: Iterable[Finding], case: Case, by: Actor) -> dict[int, list[dict[str, Any]]]:
    """What each finding rests on, as this person may see it.

    What stands on the other side of the wall between agencies is counted, and neither named nor shown.

    Returns:
        for each finding's number in the store, its bases: kind, key, label, text, and whether it may be seen.
    """
    rows = list(
        Basis.rows.filter(finding__in=[f.pk for f in findings])
        .select_related("entry__agency", "paragraph__report__agency", "heard", "document")
        .order_by("pk")
    )
    sides = _sides(rows, case, by)
    switch = switch_for(by, case)
    found: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        kind, thing, label, text = _told(row)
        said = switch.said(
            thing.report.agency_id if isinstance(thing, Paragraph) else getattr(thing, "agency_id", None)
        )
        if _standing(thing):
            found.setdefault(row.finding_id, []).append(_line(kind, thing, said(label), said(text), sides))
    return found


def _sides(rows: list[Basis], case: Case, by: Actor) -> dict[str, set[int]]:
    """Of each kind, what is on this person's side of the wall. One query a kind, however many rows."""
    wanted: dict[str, list[int]] = {
        "entry": [r.entry_id for r in rows if r.entry_id],
        "document": [r.document_id for r in rows if r.document_id],
        "paragraph": [r.paragraph.report_id for r in rows if r.paragraph],
    }
    tables = {"entry": Entry, "document": Document, "paragraph": AgencyReport}
    sides = {
        kind: set(seen_by(by, tables[kind], case).filter(pk__in=keys).values_list("pk", flat=True))
        for kind, keys in wanted.items()
    }
    of_the_team = any(by.holds(role, case.place) for role in TEAM)
    return sides | {"heard": {r.heard_id for r in rows if r.heard_id} if of_the_team else set()}


def _told(row: Basis) -> tuple[str, Any, str, str]:
    """Which of the four kinds a basis is: the kind, the thing, how it is called, its words."""
    if row.entry is not None:
        return "entry", row.entry, f"{row.entry.agency.name}, {row.entry.date_text}", row.entry.event
    if row.paragraph is not None:
        label = f"{row.paragraph.report.agency.name}, report, paragraph {row.paragraph.number}"
        return "paragraph", row.paragraph, label, row.paragraph.text
    if row.heard is not None:
        return "heard", row.heard, "Heard at a meeting", row.heard.text
    return "document", row.document, "Document", row.document.title if row.document else ""


def _standing(thing: Any) -> bool:
    return (thing.report if isinstance(thing, Paragraph) else thing).withdrawn_on is None


def _line(kind: str, thing: Any, label: str, text: str, sides: dict[str, set[int]]) -> dict[str, Any]:
    paragraph = isinstance(thing, Paragraph)
    if (thing.report_id if paragraph else thing.pk) not in sides[kind]:
        return {"kind": kind, "key": "", "label": "Not yet shared with you", "text": "", "seen": False}
    key = f"{thing.report.key}.{thing.number}" if paragraph else thing.key
    short = text if len(text) <= EXTRACT else f"{text[:EXTRACT]}…"
    return {"kind": kind, "key": key, "label": label, "text": short, "seen": True}


def findings_on(**thing: CaseRow) -> Iterator[Finding]:
    """The findings that rest on one thing: ``findings_on(entry=row)``. Withdrawn findings do not count."""
    rows = Finding.rows.filter(pk__in=Basis.rows.filter(**thing).values("finding"), withdrawn_on=None)
    return iter(rows.order_by("number"))


def _held(word: str, rows: Callable[[Any], Any]) -> Callable[[Any], str | None]:
    """What says that something rests on a thing, so that it cannot be withdrawn."""

    def in_use(row: Any) -> str | None:
        return rest_on_it(word, [one.key for one in rows(row)])

    return in_use


RESTED_ON: dict[str, Callable[[Any], str | None]] = {
    Entry.KIND: _held("finding", lambda row: findings_on(entry=row)),
    Heard.KIND: _held("finding", lambda row: findings_on(heard=row)),
    Document.KIND: _held("finding", lambda row: findings_on(document=row)),
    AgencyReport.KIND: _held("finding", lambda row: findings_on(paragraph__report=row)),
    Finding.KIND: _held(
        "lesson", lambda row: Lesson.rows.filter(findings=row, withdrawn_on=None).order_by("number")
    ),
    Lesson.KIND: _held(
        "recommendation",
        lambda row: Recommendation.rows.filter(lessons=row, withdrawn_on=None).order_by("number"),
    ),
}
"""For each kind of thing, what says which part of the learning rests on it."""
