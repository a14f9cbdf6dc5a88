"""What can be asked of a report: its sections, versions and differences, the accuracy round, the signatures."""

from __future__ import annotations

from typing import Any

from casereview.access.policy import Actor, Reach
from casereview.access.roles import Role
from casereview.acts.registry import AccessDenied, query
from casereview.acts.tables import number_of
from casereview.cases.clock_lines import iso
from casereview.cases.models import Case
from casereview.evidence.rules import paragraphs
from casereview.evidence.wall import own_agencies
from casereview.learning.queries import record_of
from casereview.reporting.acts import current_version
from casereview.reporting.models import Comment, ReportVersion, Section, SectionVersion, SignOff
from casereview.reporting.rules import PAPERS, difference

WHOLE = (Role.MANAGER, Role.CHAIR, Role.LEAD, Role.AUTHOR, Role.BOARD_MEMBER)
READS = (*WHOLE, Role.TEAM_MEMBER, Role.AGENCY_LEAD, Role.REPORT_WRITER)


def _may_read(by: Actor, case: Case) -> bool:
    """Agencies and the Review Team read the draft once it has gone out for accuracy."""
    if any(by.holds(role, case.place) for role in WHOLE):
        return True
    return bool(ReportVersion.rows.filter(case=case, what_for="accuracy").exists())


@query(by=READS)
def report(seen: Reach, *, of: Case, by: Actor, paper: str = "overview") -> dict[str, Any]:
    """The report as it stands: sections, what is drawn in, comments, signatures"""
    whole = any(by.holds(role, of.place) for role in WHOLE)
    base = {
        "papers": [{"key": key, "title": title} for key, (title, _) in PAPERS.items()],
        "paper": paper if paper in PAPERS else "overview",
        "may_write": by.holds(Role.AUTHOR, of.place),
        "started": Section.rows.filter(case=of).exists(),
        "whole": whole,
    }
    if not _may_read(by, of):
        return {**base, "sections": [], "comments": [], "versions": [], "sign_offs": [], "waiting": 0}
    comments = (
        Comment.rows.filter(case=of, withdrawn_on=None)
        .select_related("agency")
        .order_by("section", "paragraph", "number")
    )
    if not whole:
        comments = comments.filter(agency__in=own_agencies(by, of))
    talk = [_comment(c) for c in comments]
    record = record_of(of)
    version = current_version(of)
    sections = Section.rows.filter(case=of, paper=base["paper"], withdrawn_on=None).order_by(
        "position", "number"
    )
    return {
        **base,
        "sections": [_section(row, record, talk, number) for number, row in enumerate(sections, 1)],
        "comments": talk,
        "waiting": sum(1 for c in talk if not c["answered_on"]),
        "versions": [
            {
                "key": v.key,
                "number": v.number,
                "what_for": v.what_for,
                "on": iso(v.made_on),
                "digest": v.digest,
                "due": iso(v.comments_due_on),
            }
            for v in ReportVersion.rows.filter(case=of, withdrawn_on=None).order_by("number")
        ],
        "frozen": version.key if version else "",
        "sign_offs": [
            {"as_what": s.as_what, "name": s.person.name, "on": iso(s.made_on), "version": s.report.key}
            for s in SignOff.rows.filter(case=of, withdrawn_on=None)
            .select_related("person", "report")
            .order_by("number")
        ],
    }


def _section(row: Section, record: dict[str, Any], talk: list[dict[str, Any]], number: int) -> dict[str, Any]:
    return {
        "key": row.key,
        "number": number,
        "heading": row.heading,
        "text": row.text,
        "version": row.version,
        "draws": row.draws,
        "paragraphs": [
            {
                "number": n,
                "text": text,
                "comments": [c for c in talk if c["section"] == row.key and c["paragraph"] == n],
            }
            for n, text in enumerate(paragraphs(row.text), 1)
        ],
        "drawn": record.get(row.draws, []),
    }


def _comment(row: Comment) -> dict[str, Any]:
    return {
        "key": row.key,
        "agency": row.agency.name,
        "section": row.section,
        "paragraph": row.paragraph,
        "text": row.text,
        "on": iso(row.made_on),
        "answer": row.answer,
        "answer_text": row.answer_text,
        "answered_on": iso(row.answered_on),
        "on_behalf_of": row.on_behalf_of,
    }


@query(by=(Role.MANAGER, Role.CHAIR, Role.LEAD, Role.AUTHOR))
def section(seen: Reach, *, of: Case, key: str = "", first: str = "", last: str = "") -> dict[str, Any]:
    """One section with its versions, and the difference between any two of them"""
    row = Section.rows.filter(case=of, number=number_of(Section, key) or 0, withdrawn_on=None).first()
    if row is None:
        raise AccessDenied("There is nothing here.")
    versions = list(SectionVersion.rows.filter(section=row).select_related("person").order_by("version"))
    by_number = {v.version: v for v in versions}
    latest = versions[-1].version if versions else 0
    new = by_number.get(int(last) if last.isdecimal() else latest)
    old = by_number.get(int(first) if first.isdecimal() else latest - 1)
    return {
        "key": row.key,
        "heading": row.heading,
        "text": row.text,
        "version": row.version,
        "paper": row.paper,
        "versions": [
            {
                "version": v.version,
                "on": iso(v.on),
                "by": v.person.name if v.person else "",
                "words": len(v.text.split()),
            }
            for v in versions
        ],
        "first": old.version if old else 0,
        "last": new.version if new else 0,
        "difference": difference(old.text, new.text) if old and new else [],
    }
