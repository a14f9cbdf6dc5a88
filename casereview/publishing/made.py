"""What would leave: the papers in their three forms, the public page, and the bundle of them all."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from casereview.actions.papers import response_paper
from casereview.actions.queries import responses_of
from casereview.audit.rules import canonical
from casereview.cases.models import Case
from casereview.names.models import RegisterPerson
from casereview.papers import Paper, to_docx, to_page, to_pdf
from casereview.publishing.page import page_of
from casereview.reporting.acts import current_version
from casereview.reporting.drawn import frozen_sections
from casereview.reporting.papers import of_kind

NAMES = {"overview": "overview-report", "summary": "executive-summary", "brief": "learning-brief"}
STYLES = ("govuk-frontend.css", "casereview.css", "forms.css")
STATIC = Path(__file__).resolve().parent.parent / "web" / "static"
SAME_MOMENT = (2000, 1, 1, 0, 0, 0)
"""Folders that are packed carry no time of day, so that the same papers are the same bytes."""


def text_of_report(case: Case) -> str:
    """The digest of the report as it reads now. What was signed of one text does not count for another."""
    return sha256(b"casereview-gate-1\n" + canonical(frozen_sections(case))).hexdigest()


def checked_against(case: Case) -> str:
    """The digest of the texts that would leave and of the register: a name check of others is too old."""
    answers = [[r["key"], r["answer"], r["reasons"]] for r in responses_of(case)]
    register = [
        [row.key, row.name, row.other_names, row.public_name]
        for row in RegisterPerson.rows.filter(case=case, withdrawn_on=None).order_by("number")
    ]
    said = {"report": frozen_sections(case), "answers": answers, "register": register}
    return sha256(b"casereview-name-check-1\n" + canonical(said)).hexdigest()


def leaving(case: Case) -> dict[str, Paper]:
    """The papers that would leave, by file name: the frozen report, its summary and brief, and the board's response."""
    version = current_version(case)
    sections: list[dict[str, Any]] | None = version.sections if version else None
    papers = {name: of_kind(case, kind, sections) for kind, name in NAMES.items()}
    return {**papers, "board-response": response_paper(case)}


def written(case: Case, today: date) -> dict[str, bytes]:
    """Everything that would leave, by file name: each paper as HTML, DOCX and PDF, and the public page."""
    files = {"index.html": page_of(case, today, styles=STYLES).encode()}
    for name, paper in leaving(case).items():
        files[f"{name}.html"] = to_page(paper, STYLES).encode()
        files[f"{name}.docx"] = without_time(to_docx(paper))
        files[f"{name}.pdf"] = to_pdf(paper)
    return files


def without_time(packed: bytes) -> bytes:
    """A DOCX whose parts carry no time of day."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return pack({name: archive.read(name) for name in archive.namelist()})


def pack(files: Mapping[str, bytes]) -> bytes:
    """Files as one folder in a ZIP, in the order given: the same files are the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, SAME_MOMENT)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(info, data)
    return out.getvalue()


def bundle(files: Mapping[str, bytes]) -> bytes:
    """The static bundle for the board's public site. No script is in it, and it asks nothing of any other site."""
    styles = {
        "govuk-frontend.css": STATIC / "vendor" / "govuk-frontend.css",
        "casereview.css": STATIC / "casereview" / "casereview.css",
        "forms.css": STATIC / "casereview" / "forms.css",
    }
    return pack(dict(sorted({**files, **{name: path.read_bytes() for name, path in styles.items()}}.items())))


def with_page(stored: bytes, page: str) -> bytes:
    """A bundle as it was published, with the public page as it reads today."""
    with zipfile.ZipFile(io.BytesIO(stored)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return pack({**files, "index.html": page.encode()})
