"""Pages of a report: as it stands, the editor of a section with preview, versions and their differences."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString

from casereview.acts.ask import ask, find_subject
from casereview.acts.registry import AccessDenied
from casereview.cases.head import head_of
from casereview.cases.pages import show
from casereview.papers.markdown import markdown_to_html
from casereview.web.forms import ActForm

ACTS = (
    "start-report",
    "add-section",
    "start-accuracy-round",
    "comment-on-accuracy",
    "answer-comment",
    "freeze-report",
    "sign-off-as-lead",
    "sign-off-as-board",
)


def report(request: HttpRequest, code: str) -> HttpResponse:
    """The report as it stands."""
    return show(
        request, "report", code, "reporting/report.html", room="report", acts=ACTS, filters=("paper",)
    )


def edit(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Edit a section. The preview button shows how it will read; nothing typed is lost."""
    actor = request.actor  # type: ignore[attr-defined]
    case = find_subject("case", code)
    if case is None:
        raise AccessDenied("There is nothing here.")
    answer = ask(actor, "section", of=case, key=key)
    first = {
        "section": answer["key"],
        "heading": answer["heading"],
        "text": answer["text"],
        "seen": answer["version"],
    }
    form = ActForm(request, "save-section", case, initial=first)
    preview: SafeString | None = None
    if request.method == "POST" and "preview" in request.POST:
        preview = SafeString(markdown_to_html(request.POST.get("text", "")))
    elif request.method == "POST" and form.submit() is not None:
        return form.finished_at(f"{reverse('report', kwargs={'code': code})}?paper={answer['paper']}")
    context = {
        **head_of(case, actor, "report"),
        "answer": answer,
        "form": form,
        "preview": preview,
        "in_the_way": form.in_the_way,
    }
    return render(request, "reporting/edit.html", context, status=form.status)


def versions(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """The versions of a section and the difference between any two."""
    return show(
        request,
        "section",
        code,
        "reporting/versions.html",
        room="report",
        filters=("first", "last"),
        given={"key": key},
    )


def report_versions(request: HttpRequest, code: str) -> HttpResponse:
    """The whole report in two versions beside each other."""
    return show(
        request,
        "report-versions",
        code,
        "reporting/report_versions.html",
        room="report",
        filters=("first", "last"),
    )
