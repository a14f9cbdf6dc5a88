"""Pages of a case's beginning. Each asks once and lays out the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from casereview.acts.ask import ask, find_subject
from casereview.acts.registry import AccessDenied
from casereview.cases.forms import FactsForm
from casereview.cases.head import head_of
from casereview.cases.pages import show
from casereview.cases.queries import papers_for
from casereview.names.models import RegisterPerson
from casereview.papers import to_docx, to_page, to_pdf

WRITERS: dict[str, tuple[str, Callable[..., Any]]] = {
    "html": ("text/html; charset=utf-8", to_page),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", to_docx),
    "pdf": ("application/pdf", to_pdf),
}
SCREENING_ACTS = (
    "ask-information",
    "name-contact",
    "secure-records",
    "add-child",
    "choose-framework",
    "notify-panel",
    "join-duplicate",
    "keep-apart",
    "decide",
)


def received(request: HttpRequest, code: str) -> HttpResponse:
    """Tell whoever notified that it has arrived: the code, and what happens next."""
    case = find_subject("case", code)
    if case is None:
        raise AccessDenied("There is nothing here.")
    answer = ask(request.actor, "own-notifications", of=case.board)  # type: ignore[attr-defined]
    if not any(row["code"] == code for row in answer["notifications"]):
        raise AccessDenied("There is nothing here.")
    return render(request, "cases/received.html", {"code": code, "answer": answer})


def screening(request: HttpRequest, code: str) -> HttpResponse:
    """The screening: what is known, what the criteria answer, what is still asked."""
    child = {"child": request.GET["child"]} if "child" in request.GET else {}
    return show(
        request,
        "screening",
        code,
        "cases/screening.html",
        room="screening",
        acts=SCREENING_ACTS,
        filters=tuple(child),
    )


def facts(request: HttpRequest, code: str, child: str) -> HttpResponse:
    """All questions about one child on one page; only what was changed is recorded."""
    case = find_subject("case", code)
    if case is None:
        raise AccessDenied("There is nothing here.")
    actor = request.actor  # type: ignore[attr-defined]
    answer = ask(actor, "screening", of=case, child=child)
    form = FactsForm(request, case, answer, child)
    if request.method == "POST" and (done := form.submit()) is not None:
        return form.finished(done)
    context = {
        **head_of(case, actor, "screening"),
        "answer": answer,
        "form": form,
        "child": child,
        "in_the_way": form.in_the_way,
    }
    return render(request, "cases/facts.html", context, status=form.status)


def decision(request: HttpRequest, code: str) -> HttpResponse:
    """The decision, its clock, who signed and who was told."""
    names = {"decision-letter": "decision letter", "national-letter": "letter to the national body"}
    return show(
        request,
        "decision",
        code,
        "cases/decision.html",
        room="decision",
        acts=("decide", "sign-decision", "record-telling", "reopen"),
        beside=("correct",),
        more={"letters": [(name, title) for name, title in names.items() if _may_have(request, code, name)]},
    )


def people_of_case(request: HttpRequest, code: str) -> HttpResponse:
    """Who is appointed, who must still answer, and whom to speak to at each agency."""
    answers = ("confirm-appointment", "accept-appointment", "declare-interests", "decline-appointment")
    return show(
        request,
        "people-of-case",
        code,
        "cases/people_of_case.html",
        room="people-of-case",
        acts=("appoint", "stand-aside", "name-contact"),
        beside=(*answers, "end-appointment", "secure-records", "correct"),
        more={"letters": _may_have(request, code, "appointment-letter")},
    )


def _may_have(request: HttpRequest, code: str, name: str) -> bool:
    """Whether this paper may be made for whoever looks; for links alone, never instead of the ask."""
    case, actor = find_subject("case", code), request.actor  # type: ignore[attr-defined]
    return case is not None and any(one["name"] == name for one in papers_for(case, actor))


def register(request: HttpRequest, code: str) -> HttpResponse:
    """The register: the only page that shows real names."""
    more = {"corrections_of_person": list(RegisterPerson.CORRECTABLE.items())}
    return show(
        request,
        "register",
        code,
        "cases/register.html",
        room="people-of-case",
        acts=("name-in-register",),
        more=more,
    )


def corrections(request: HttpRequest, code: str) -> HttpResponse:
    """What was corrected, with the words before."""
    return show(request, "corrections", code, "cases/corrections.html", room="history")


def paper(request: HttpRequest, code: str, name: str, ending: str) -> HttpResponse:
    """One paper as a page, a DOCX or a PDF. The look is recorded before it is made."""
    if ending not in WRITERS:
        raise AccessDenied("There is nothing here.")
    actor = request.actor  # type: ignore[attr-defined]
    made = ask(actor, "papers", of=code, paper=name, key=request.GET.get("key", ""))
    media, write = WRITERS[ending]
    body = write(made["paper"])
    response = HttpResponse(body, content_type=media)
    if ending != "html":
        response["Content-Disposition"] = f'attachment; filename="{code.lower()}-{name}.{ending}"'
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
