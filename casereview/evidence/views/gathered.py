"""Pages of evidence; files handed out as attachments."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from casereview.acts.ask import ask
from casereview.acts.registry import CannotRecord
from casereview.cases.pages import show
from casereview.files.store import NotWhatWasStored, get
from casereview.web.middleware import FILE_POLICY

ACTS = (
    "ask-agencies",
    "chase-agency",
    "add-entry",
    "import-chronology",
    "submit-chronology",
    "submit-report",
    "accept-submission",
    "send-back",
    "share-submissions",
    "add-document",
    "share-document",
)


def evidence(request: HttpRequest, code: str) -> HttpResponse:
    """Who was asked, what is in, documents."""
    pages = ("agencies", "reports", "chronologies", "documents")
    return show(
        request, "evidence", code, "evidence/evidence.html", room="evidence", acts=ACTS, filters=pages
    )


def submission(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """One version that an agency submitted, as it was frozen, and what the lead says to it."""
    acts = ("accept-submission", "send-back", "submit-report", "submit-chronology")
    return show(
        request,
        "submission",
        code,
        "evidence/submission.html",
        room="evidence",
        acts=acts,
        filters=("names",),
        given={"key": key},
    )


def document(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """A file, always as an attachment. The look is recorded before the first byte."""
    found = ask(request.actor, "document-file", of=code, key=key)  # type: ignore[attr-defined]
    try:
        data = get(found["digest"])
    except NotWhatWasStored as spoiled:
        raise CannotRecord(str(spoiled)) from spoiled
    response = HttpResponse(data, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, found["file_name"]) or "attachment"
    response["Content-Security-Policy"] = FILE_POLICY
    return response
