"""What can be asked of a report: its sections, versions and differences, the accuracy round, the signatures."""

from __future__ import annotations

from typing import Any

from casereview.access.policy import Actor, Reach
from casereview.access.roles import Role
from casereview.acts.registry import AccessDenied, query
from casereview.acts.tables import number_of
from casereview.cases.clock_lines import iso
from casereview.cases.models import Case
from casereview.evidence.rules import under_headings
from casereview.evidence.wall import own_agencies
from casereview.learning.queries import record_of
from casereview.papers.difference import difference
from casereview.reporting.acts import current_version, draft_out, said_in
from casereview.reporting.comparing import compared
from casereview.reporting.drawn import frozen_sections
from casereview.reporting.models import Comment, ReportVersion, Section, SectionVersion, SignOff
from casereview.reporting.rules import PAPERS, digest_of
from casereview.reporting.titles import titles_in

WHOLE = (Role.MANAGER, Role.CHAIR, Role.LEAD, Role.AUTHOR, Role.BOARD_MEMBER)
READS = (*WHOLE, Role.TEAM_MEMBER, Role.AGENCY_LEAD, Role.REPORT_WRITER)


@query(by=READS)
def report(seen: Reach, *, of: Case, by: Actor, paper: str = "overview") -> dict[str, Any]:
    """The report: its author and the board read it as it stands; agencies and the team the draft that went out"""
    whole = any(by.holds(role, of.place) for role in WHOLE)
    asked = paper if paper in PAPERS else "overview"
    draft = draft_out(of)
    base = {
        "papers": [{"key": key, "title": title} for key, title in titles_in(of).items()],
        "paper": asked,
        "may_write": by.holds(Role.AUTHOR, of.place),
        "started": Section.rows.filter(case=of).exists(),
        "whole": whole,
        "draft": _version(draft) if draft else {},
    }
    if not whole and draft is None:
        return {**base, "sections": [], "comments": [], "versions": [], "sign_offs": [], "waiting": 0}
    talk = _talk(by, of, whole)
    version = current_version(of)
    signed = list(
        SignOff.rows.filter(case=of, withdrawn_on=None).select_related("person", "report").order_by("number")
    )
    return {
        **base,
        "sections": _live(of, asked, talk) if whole or draft is None else _as_sent(draft, asked, talk),
        "comments": talk,
        "waiting": sum(1 for c in talk if not c["answered_on"]),
        "versions": [
            _version(v) for v in ReportVersion.rows.filter(case=of, withdrawn_on=None).order_by("number")
        ],
        "frozen": version.key if version else "",
        "signed_off": version is not None
        and {"lead", "board"} <= {s.as_what for s in signed if s.report_id == version.pk},
        "sign_offs": [
            {"as_what": s.as_what, "name": s.person.name, "on": iso(s.made_on), "version": s.report.key}
            for s in signed
        ],
    }


def _version(row: ReportVersion) -> dict[str, Any]:
    return {
        "key": row.key,
        "number": row.number,
        "what_for": row.what_for,
        "on": iso(row.made_on),
        "digest": row.digest,
        "due": iso(row.comments_due_on),
    }


def _live(case: Case, paper: str, talk: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The sections as they stand now, with what is drawn in live."""
    record = record_of(case)
    rows = Section.rows.filter(case=case, paper=paper, withdrawn_on=None).order_by("position", "number")
    return [
        _section(
            {"key": row.key, "heading": row.heading, "text": row.text, "drawn": record.get(row.draws, [])},
            talk,
            number,
        )
        | {"version": row.version, "draws": row.draws}
        for number, row in enumerate(rows, 1)
    ]


def _as_sent(draft: ReportVersion, paper: str, talk: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The sections of the draft as it went out, whatever the author has written since."""
    rows = [one for one in draft.sections if one["paper"] == paper]
    return [_section(one, talk, number) for number, one in enumerate(rows, 1)]


def _section(row: dict[str, Any], talk: list[dict[str, Any]], number: int) -> dict[str, Any]:
    texts = under_headings(row["text"])
    return {
        "key": row["key"],
        "number": number,
        "heading": row["heading"],
        "text": row["text"],
        "paragraphs": [
            {"number": n, "under": under, "text": text} for n, (under, text) in enumerate(texts, 1)
        ],
        "drawn": [{**one, "paragraph": n} for n, one in enumerate(row["drawn"], len(texts) + 1)],
        "comments": [c for c in talk if c["section"] == row["key"]],
    }


def _talk(by: Actor, case: Case, whole: bool) -> list[dict[str, Any]]:
    """The comments on accuracy that a reader sees: an agency's own, or all."""
    rows = (
        Comment.rows.filter(case=case, withdrawn_on=None)
        .select_related("agency", "report")
        .order_by("section", "paragraph", "number")
    )
    if not whole:
        rows = rows.filter(agency__in=own_agencies(by, case))
    return [_comment(row) for row in rows]


def _comment(row: Comment) -> dict[str, Any]:
    return {
        "key": row.key,
        "agency": row.agency.name,
        "section": row.section,
        "paragraph": row.paragraph,
        "about": said_in(row.report, row.section, row.paragraph),
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


@query(by=WHOLE)
def report_versions(seen: Reach, *, of: Case, first: str = "", last: str = "") -> dict[str, Any]:
    """The whole report in any two of its versions, frozen ones and as it stands now, and what differs"""
    rows = list(ReportVersion.rows.filter(case=of, withdrawn_on=None).order_by("number"))
    signed: dict[str, list[str]] = {}
    for one in SignOff.rows.filter(case=of, withdrawn_on=None).select_related("report").order_by("number"):
        signed.setdefault(one.report.key, []).append(one.as_what)
    known = {row.key: row.sections for row in rows} | {NOW: frozen_sections(of)}
    keys = list(known)
    as_frozen = bool(rows) and rows[-1].digest == digest_of(known[NOW])
    new = _chosen(last, known, keys[-2] if as_frozen else NOW)
    old = _chosen(first, known, keys[max(0, keys.index(new) - 1)])
    papers = compared(known[old], known[new], titles_in(of)) if old != new else []
    return {
        "versions": [_version(row) | {"signed": signed.get(row.key, [])} for row in rows],
        "started": Section.rows.filter(case=of).exists(),
        "first": old,
        "last": new,
        "papers": papers,
        "changed": sum(one["changed"] for one in papers),
    }


NOW = "now"
"""How the report as it stands is called beside its frozen versions."""


def _chosen(asked: str, known: dict[str, Any], otherwise: str) -> str:
    if asked and asked not in known:
        raise AccessDenied("There is nothing here.")
    return asked or otherwise
