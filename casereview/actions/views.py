"""Pages of actions, the plan as a sheet, and the group's agenda."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import HiddenInput
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from casereview.access.roles import Role
from casereview.actions.papers import agenda_paper
from casereview.actions.sheet import sheet
from casereview.acts.ask import ask, find_subject
from casereview.acts.registry import AccessDenied
from casereview.cases.head import head_of
from casereview.cases.pages import show
from casereview.papers import to_docx, to_page, to_pdf
from casereview.web.forms import ActForm
from casereview.web.middleware import FILE_POLICY

OF_PLAN = ("respond", "plan-action", "take-immediate-action", "adopt-plan", "arrange-meeting", "close")
OF_ONE = (
    "verify",
    "report-progress",
    "add-proof",
    "finish-milestone",
    "move-action-date",
    "add-milestone",
    "hand-over-action",
    "check-effect",
    "drop-action",
    "correct",
)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WRITERS: dict[str, tuple[str, Callable[..., Any]]] = {
    "html": ("text/html; charset=utf-8", to_page),
    "docx": (DOCX, to_docx),
    "pdf": ("application/pdf", to_pdf),
}


def plan(request: HttpRequest, code: str) -> HttpResponse:
    """Responses and the action plan."""
    return show(
        request,
        "action-plan",
        code,
        "actions/plan.html",
        room="actions",
        acts=OF_PLAN,
        filters=("show", "agency", "page"),
    )


def plan_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """The plan as a sheet, as much of it as this person sees. The look is recorded before it is made."""
    answer = ask(request.actor, "action-plan", of=code, page="all")  # type: ignore[attr-defined]
    return _attached(sheet(answer, code), XLSX, f"{code.lower()}-action-plan.xlsx")


def action(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """One action's whole story."""
    return show(
        request, "action", code, "actions/action.html", room="actions", acts=OF_ONE, given={"key": key}
    )


def verify(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """What was agreed before, what was sent since, and the group's decision, on one page."""
    case, actor = find_subject("case", code), request.actor  # type: ignore[attr-defined]
    if case is None or not actor.holds(Role.LEARNING_GROUP, case.place):
        raise AccessDenied("There is nothing here.")
    answer = ask(actor, "action", of=case, key=key)
    form = ActForm(request, "verify", case, {"action": key})
    form.fields["action"].widget = HiddenInput()  # the page is about this one
    if request.method == "POST" and (done := form.submit()) is not None:
        return form.finished(done)
    context = {
        **head_of(case, actor, "actions"),
        "answer": answer,
        "form": form,
        "in_the_way": form.in_the_way,
        "back": request.GET.get("next") or reverse("action", kwargs={"code": code, "key": key}),
        "no_meeting": not form.fields["meeting"].choices,  # type: ignore[attr-defined] # a choice field
        "submit_label": "Record what the group decided",
    }
    return render(request, "actions/verify.html", context, status=form.status)


def agenda(request: HttpRequest, code: str) -> HttpResponse:
    """The group's agenda over all reviews of a board."""
    chosen = {name: request.GET[name] for name in ("show", "page") if name in request.GET}
    answer = ask(request.actor, "actions-of-board", of=code, **chosen)  # type: ignore[attr-defined]
    return render(request, "actions/agenda.html", {"answer": answer, "filters": chosen})


def agenda_as(request: HttpRequest, code: str, ending: str) -> HttpResponse:
    """The agenda as a page, a DOCX or a PDF. The look is recorded before it is made."""
    if ending not in WRITERS:
        raise AccessDenied("There is nothing here.")
    answer = ask(request.actor, "actions-of-board", of=code, page="all")  # type: ignore[attr-defined]
    media, write = WRITERS[ending]
    made = write(agenda_paper(answer, find_subject("board", code).brand))
    if ending == "html":
        return HttpResponse(made, content_type=media)
    return _attached(made, media, f"{code.lower()}-agenda-{answer['today']}.{ending}")


def _attached(data: bytes, media: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=media)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = FILE_POLICY
    return response
