"""The chronology taken away: as a file for a reader's own programs. The look is recorded before the first byte."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from casereview.acts.ask import ask
from casereview.acts.registry import AccessDenied
from casereview.evidence.asrows import row_of_line
from casereview.evidence.chronology.writing.cover import Cover
from casereview.evidence.chronology.writing.files import made
from casereview.evidence.chronology.writing.table import table_file
from casereview.web.middleware import FILE_POLICY

MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
ENDINGS = (("docx", "Word"), ("xlsx", "Excel"), ("pdf", "PDF"), ("csv", "CSV"), ("json", "JSON"))
"""The files that the page offers, and how it calls them."""
ANALYSIS_ENDINGS = (("xlsx", "Excel"), ("csv", "CSV"))
FILTERS = ("agency", "first", "last", "show", "zoom", "at", "names", "order")


def chronology_file(request: HttpRequest, code: str, ending: str) -> HttpResponse:
    """What the page shows, as a file: the same choices, the same order, the same names."""
    if ending not in MEDIA:
        raise AccessDenied("There is nothing here.")
    actor = request.actor  # type: ignore[attr-defined]
    chosen = {name: request.GET[name] for name in FILTERS if name in request.GET}
    answer = ask(actor, "chronology-file", of=code, **chosen)
    cover = Cover(
        code=code,
        version=answer["version"],
        board=answer["board"],
        made_on=actor.today,
        names="Real names" if answer["real"] else "Code names",
    )
    response = HttpResponse(
        made([row_of_line(line) for line in answer["entries"]], ending, cover), content_type=MEDIA[ending]
    )
    whose = "-real-names" if answer["real"] else ""
    response["Content-Disposition"] = f'attachment; filename="{code.lower()}-chronology{whose}.{ending}"'
    response["Content-Security-Policy"] = FILE_POLICY
    return response


def analysis_file(request: HttpRequest, code: str, ending: str) -> HttpResponse:
    """One quick analysis as a file, in the names of the page."""
    if ending not in dict(ANALYSIS_ENDINGS):
        raise AccessDenied("There is nothing here.")
    chosen = {name: request.GET[name] for name in ("section", "names", "order") if name in request.GET}
    answer = ask(request.actor, "analysis", of=code, **chosen)  # type: ignore[attr-defined]
    footer = Cover(answer["title"], code, names="Real names" if answer["real"] else "Code names").footer
    data = table_file(answer["table"], ending, answer["section"].capitalize(), footer)
    response = HttpResponse(data, content_type=MEDIA[ending])
    whose = "-real-names" if answer["real"] else ""
    name = f"{code.lower()}-analysis-{answer['section']}{whose}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = FILE_POLICY
    return response
