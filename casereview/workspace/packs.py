"""The papers of a meeting in one file: agenda, last minutes, reports and documents, as far as the asker may see them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from casereview.access.policy import Actor, Reach
from casereview.acts.registry import query
from casereview.cases.models import Case
from casereview.evidence.models import AgencyReport, Document, Paragraph
from casereview.evidence.wall import seen_by
from casereview.papers import Paper, to_pdf
from casereview.papers.blocks import Block, Heading, KeyValues, day
from casereview.papers.blocks import Paragraph as Words
from casereview.reviews.meetings import called, meeting_of
from casereview.reviews.models import Meeting
from casereview.reviews.papers import agenda_blocks, minutes_blocks, when_and_where
from casereview.reviews.seen import SEES_MEETINGS, meetings_seen


@query(by=SEES_MEETINGS)
def meeting_pack(seen: Reach, *, of: Case, by: Actor, key: str = "") -> dict[str, Any]:
    """All papers of a meeting: one to read through, and the files that were sent"""
    row = meeting_of(by, of, key)
    reports = [
        one
        for one in seen_by(by, AgencyReport, of).select_related("agency", "document").order_by("agency__name")
        if one.key in row.papers
    ]
    sent = {one.document_id for one in reports if one.document_id}
    files = [
        {"key": one.key, "digest": one.digest, "ending": PurePosixPath(one.file_name).suffix.lower()}
        for one in seen_by(by, Document, of).order_by("number")
        if one.key in row.papers or one.pk in sent
    ]
    return {"meeting": row.key, "paper": _to_read(row, reports, by), "files": files}


def _to_read(row: Meeting, reports: list[AgencyReport], by: Actor) -> Paper:
    case = row.case
    blocks: list[Block] = [when_and_where(row), *agenda_blocks(row, by)]
    last = (
        meetings_seen(by, case)
        .filter(what=row.what, held_on__lt=row.held_on)
        .exclude(minutes="")
        .order_by("-held_on", "-number")
        .first()
    )
    if last is not None:
        blocks += [Heading(f"Minutes of the last meeting, {day(last.held_on)}"), *minutes_blocks(last)[1:]]
    for report in reports:
        blocks += _report(report)
    return Paper(
        title=f"Papers: {called(row)}",
        board=case.board.name,
        reference=case.code,
        made_on=row.made_on,
        blocks=tuple(blocks),
        brand=case.board.brand,
    )


def _report(report: AgencyReport) -> list[Block]:
    """An agency's report with its numbered paragraphs; one that was sent as a file stands beside, under its key."""
    told: list[Block] = [
        Heading(f"Report of {report.agency.name}"),
        KeyValues(
            (
                ("Version", f"{report.key}, {day(report.made_on)}"),
                ("Signed off by", report.signed_by or "not given"),
            )
        ),
    ]
    rows = Paragraph.rows.filter(report=report).order_by("number")
    told += [Words(one.text, number=str(one.number)) for one in rows]
    if not report.text and report.document:
        told.append(
            Words(f"This report was sent as a file. It lies beside this paper as {report.document.key}.")
        )
    return told


def packed(answer: Mapping[str, Any], contents: Mapping[str, bytes]) -> bytes:
    """The file: what is to be read first, then each document under its number and key. No name of anybody is in it.

    Args:
        contents: the documents' bytes by digest.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("00-agenda-and-papers.pdf", to_pdf(answer["paper"]))
        for number, one in enumerate(answer["files"], 1):
            archive.writestr(f"{number:02d}-{one['key']}{one['ending']}", contents[one["digest"]])
    return out.getvalue()
