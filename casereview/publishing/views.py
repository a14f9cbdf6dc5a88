"""Pages of publication, and the two folders that can be taken away."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from casereview.acts.ask import ask
from casereview.acts.registry import CannotRecord
from casereview.cases.pages import show
from casereview.files.store import NotWhatWasStored, get
from casereview.publishing.made import bundle as packed
from casereview.publishing.made import with_page
from casereview.web.middleware import FILE_POLICY

ACTS = (
    "publish",
    "withhold",
    "check-names",
    "sign-gate-line",
    "record-telling",
    "adopt-plan",
    "close",
    "export-case",
)


def publication(request: HttpRequest, code: str) -> HttpResponse:
    """What stands in the way, and what is cleared."""
    return show(request, "publication", code, "publishing/publication.html", room="publication", acts=ACTS)


def public_page(request: HttpRequest, code: str) -> HttpResponse:
    """The public page as it stands, or would stand, on the board's site."""
    return HttpResponse(ask(request.actor, "public-page", of=code)["html"])  # type: ignore[attr-defined]


def bundle(request: HttpRequest, code: str) -> HttpResponse:
    """The bundle to be copied to the public site: what was published, with the page as it reads today."""
    found = ask(request.actor, "bundle-file", of=code)  # type: ignore[attr-defined]
    if found["digest"]:
        return _folder(with_page(_stored(found["digest"]), found["index"]), found["file_name"])
    return _folder(packed({"index.html": found["index"].encode()}), found["file_name"])


def export(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """The whole case as a folder. The look is recorded before the first byte."""
    found = ask(request.actor, "export-file", of=code, key=key)  # type: ignore[attr-defined]
    return _folder(_stored(found["digest"]), found["file_name"])


def _stored(digest: str) -> bytes:
    try:
        return get(digest)
    except NotWhatWasStored as spoiled:
        raise CannotRecord(str(spoiled)) from spoiled


def _folder(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type="application/zip")
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Content-Security-Policy"] = FILE_POLICY
    return response
