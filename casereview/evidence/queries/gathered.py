"""What was asked of agencies, what is in, documents and files."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count

from casereview.access.policy import Actor, Reach
from casereview.acts.registry import AccessDenied, query
from casereview.acts.tables import number_of
from casereview.cases.called import role_called
from casereview.cases.clock_lines import iso
from casereview.cases.models import Case
from casereview.evidence.integrated import page_of
from casereview.evidence.models import AgencyReport, Asked, ChronologyVersion, Document, Entry, Paragraph
from casereview.evidence.rules import digest, frozen_text, report_content
from casereview.evidence.switch import Switch, switch_for
from casereview.evidence.wall import FOLLOWERS, READERS, own_agencies, seen_by, sees_whole
from casereview.people.models import Agency
from casereview.people.references import merged_with

PAGE = 50
OF_SUBMISSIONS = ("agency-report", "chronology")
"""Documents that came with a submission and are read there."""


@query(by=READERS)
def evidence(
    seen: Reach,
    *,
    of: Case,
    by: Actor,
    agencies: str = "1",
    reports: str = "1",
    chronologies: str = "1",
    documents: str = "1",
) -> dict[str, Any]:
    """The evidence: who was asked, what is in, documents"""
    whole, own = sees_whole(by, of), own_agencies(by, of)
    asked = Asked.rows.filter(case=of, withdrawn_on=None).select_related("agency").order_by("agency__name")
    rows = list(asked if whole else asked.filter(agency__in=own))
    all_reports = list(_versions(by, AgencyReport, of))
    all_chronologies = list(_versions(by, ChronologyVersion, of))
    every = [*all_reports, *all_chronologies]
    same = merged_with({row.agency_id for row in rows})
    lines = [_asked(row, same[row.agency_id], all_reports, all_chronologies, by.today) for row in rows]
    papers = list(seen_by(by, Document, of).select_related("agency").order_by("number"))
    parts = {
        "agencies": page_of(lines, agencies, PAGE),
        "reports": page_of(all_reports, reports, PAGE),
        "chronologies": page_of(all_chronologies, chronologies, PAGE),
        "documents": page_of([row for row in papers if row.what not in OF_SUBMISSIONS], documents, PAGE),
    }
    paragraphs = _paragraphs_in(parts["reports"][2])
    return {
        "whole": whole,
        "lead": role_called(of, "lead"),
        "asked": parts["agencies"][2],
        "asked_of": len(lines),
        "in": sum(1 for line in lines if not line["owes"]),
        "late": sum(1 for line in lines if line["late_days"]),
        "reports": [_report(row, whole, own, paragraphs.get(row.pk, 0)) for row in parts["reports"][2]],
        "chronologies": [_chronology(row, whole, own) for row in parts["chronologies"][2]],
        "documents": [_document(row) for row in parts["documents"][2]],
        "pages": {name: {"page": page, "pages": pages} for name, (page, pages, _) in parts.items()},
        "files": {row.pk: row.key for row in papers},
        "shared_on": iso(max((row.shared_on for row in every if row.shared_on), default=None)),
        "to_read": sum(1 for row in every if row.state == "submitted") if whole else 0,
        "own": [
            {"key": a.key, "name": a.name}
            for a in Agency.rows.filter(pk__in=own, merged_into=None).order_by("name")
        ],
    }


def _versions(by: Actor, table: Any, case: Case) -> Any:
    return seen_by(by, table, case).select_related("agency").order_by("agency__name", "number")


def _asked(
    row: Asked, same: frozenset[int], reports: list[Any], chronologies: list[Any], today: date
) -> dict[str, Any]:
    """How far one agency has come with what it was asked."""
    now = {
        "report": _latest(reports, same) if row.report else "not asked",
        "chronology": _latest(chronologies, same) if row.chronology else "not asked",
    }
    owes = [word for word, state in now.items() if state in ("not in", "sent-back")]
    return {
        "key": row.key,
        "agency": row.agency.name,
        "agency_key": row.agency.key,
        "asked_on": iso(row.made_on),
        "due_on": iso(row.due_on),
        "guidance": row.guidance,
        "chased": len(row.chased_on),
        "chased_on": row.chased_on[-1] if row.chased_on else None,
        "owes": owes,
        "late_days": max(0, (today - row.due_on).days) if owes else 0,
        **now,
    }


def _latest(versions: list[Any], same: frozenset[int]) -> str:
    found = [one.state for one in versions if one.agency_id in same]
    return found[-1] if found else "not in"


def _line(row: Any, whole: bool, own: frozenset[int]) -> dict[str, Any]:
    """What is said of every submitted version. What the lead wrote to an agency stays between the two."""
    mine = row.agency_id in own
    return {
        "key": row.key,
        "kind": row.KIND,
        "agency": row.agency.name,
        "on": iso(row.made_on),
        "state": row.state,
        "digest": row.digest,
        "comments": row.comments if whole or mine else "",
        "shared_on": iso(row.shared_on),
        "on_behalf_of": row.on_behalf_of,
        "own": mine,
    }


def _paragraphs_in(reports: list[Any]) -> dict[int, int]:
    """How many numbered paragraphs each report has, in one query."""
    rows = Paragraph.rows.filter(report__in=[row.pk for row in reports]).values_list("report")
    return dict(rows.annotate(Count("pk")))


def _report(row: Any, whole: bool, own: frozenset[int], paragraphs: int) -> dict[str, Any]:
    return _line(row, whole, own) | {
        "signed_by": row.signed_by,
        "paragraphs": paragraphs,
        "document": row.document_id or 0,
    }


def _chronology(row: Any, whole: bool, own: frozenset[int]) -> dict[str, Any]:
    return _line(row, whole, own) | {"entries": row.entries}


def _document(row: Document) -> dict[str, Any]:
    return {
        "key": row.key,
        "title": row.title,
        "what": row.what,
        "dated_on": iso(row.dated_on),
        "origin": row.origin,
        "marking": row.marking,
        "agency": row.agency.name if row.agency else "",
        "file_name": row.file_name,
        "size": row.size,
        "shared_on": iso(row.shared_on),
        "submitted": row.agency is None or row.submitted_on is not None,
    }


@query(by=READERS)
def submission(seen: Reach, *, of: Case, by: Actor, key: str = "", names: str = "") -> dict[str, Any]:
    """One version that an agency submitted, and whether it is still what was frozen"""
    whole, own = sees_whole(by, of), own_agencies(by, of)
    lead = {"lead": role_called(of, "lead")}
    if key.startswith(AgencyReport.PREFIX):
        switch = switch_for(by, of, names)
        return _one_report(_of_key(by, AgencyReport, of, key), whole, own, switch) | lead
    return _one_chronology(_of_key(by, ChronologyVersion, of, key), whole, own) | lead


def _of_key(by: Actor, table: Any, case: Case, key: str) -> Any:
    rows = seen_by(by, table, case).select_related("agency").filter(number=number_of(table, key) or 0)
    if table is AgencyReport:
        rows = rows.select_related("document")
    row = rows.first()
    if row is None:
        raise AccessDenied("There is nothing here.")
    return row


def _one_report(row: Any, whole: bool, own: frozenset[int], switch: Switch) -> dict[str, Any]:
    file = row.document.digest if row.document else None
    now = digest(frozen_text(report_content(row.text, file, row.signed_by)))
    said = switch.said(row.agency_id)
    numbered = Paragraph.rows.filter(report=row).order_by("number")
    return _report(row, whole, own, len(numbered)) | {
        "as_frozen": now == row.digest,
        "file": {"key": row.document.key, "name": row.document.file_name} if row.document else {},
        "numbered": [
            {"key": f"{row.key}.{p.number}", "number": p.number, "text": said(p.text)} for p in numbered
        ],
        "may_see_names": switch.may and row.agency_id not in switch.own,
        "real": switch.real,
    }


def _one_chronology(row: Any, whole: bool, own: frozenset[int]) -> dict[str, Any]:
    changed = Entry.rows.filter(
        submission__agency=row.agency_id, case=row.case_id, submission__number__lte=row.number, version__gt=1
    )
    return _chronology(row, whole, own) | {
        "as_frozen": digest(row.content) == row.digest,
        "agency_key": row.agency.key,
        "corrected_since": changed.count(),
    }


@query(by=(*READERS, *FOLLOWERS))
def document_file(seen: Reach, *, of: Case, by: Actor, key: str = "") -> dict[str, Any]:
    """A document's file, to be handed out as an attachment"""
    row = seen_by(by, Document, of).filter(number=number_of(Document, key) or 0).first()
    if row is None:
        raise AccessDenied("There is nothing here.")
    return {"digest": row.digest, "file_name": row.file_name, "key": row.key}
