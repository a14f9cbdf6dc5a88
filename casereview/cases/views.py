"""Pages of a case's beginning. Each asks once and lays out the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from casereview.acts.ask import ask, find_subject
from casereview.acts.perform import in_the_way, may, require
from casereview.acts.registry import ACTS, AccessDenied
from casereview.cases.facts_form import FactsForm, facts_asked, said_in
from casereview.cases.head import head_of
from casereview.cases.models import Case, CaseAgency, Decision, Notification, Telling
from casereview.cases.pages import keeps, show
from casereview.cases.queries import papers_for
from casereview.cases.screening_room import on_paper
from casereview.cases.things import the_thing
from casereview.law.criteria import BadFacts
from casereview.law.frameworks import every_framework
from casereview.law.page import by_nation
from casereview.law.panel import Said
from casereview.names.models import RegisterPerson
from casereview.papers import to_docx, to_page, to_pdf
from casereview.web.views import act_page

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
    answer = ask(request.actor, "own-notifications", of=case.board, code=code)  # type: ignore[attr-defined]
    if not answer["notifications"]:
        raise AccessDenied("There is nothing here.")
    return render(request, "cases/received.html", {"code": code, "mine": answer["notifications"][0]})


def own_notifications(request: HttpRequest, code: str) -> HttpResponse:
    """What this person has told a board before."""
    page = request.GET.get("page", "1")
    answer = ask(request.actor, "own-notifications", of=code, page=page)  # type: ignore[attr-defined]
    return render(request, "cases/own_notifications.html", {"answer": answer})


def screening(request: HttpRequest, code: str) -> HttpResponse:
    """The screening: what is known, what the criteria answer, what is still asked."""
    return show(
        request,
        "screening",
        code,
        "cases/screening.html",
        room="screening",
        acts=SCREENING_ACTS,
        beside=("record-facts", "record-reply", "chase-information", "correct"),
        filters=("child",),
        more={
            "note": _may_have(request, code, "screening-note"),
            "keeps": keeps(request, code, Notification.KEEPERS),
        },
    )


def facts(request: HttpRequest, code: str, child: str, number: int = 0) -> HttpResponse:
    """The questions about one child: all on one page, or one of them; only what was changed is recorded.

    The button *work out the answer* shows it on what is typed and records nothing; with JavaScript the panel follows by itself.
    """
    case = find_subject("case", code)
    if case is None:
        raise AccessDenied("There is nothing here.")
    actor = request.actor  # type: ignore[attr-defined]
    answer = ask(actor, "screening", of=case, child=child)
    form = FactsForm(request, case, answer, child, number)
    if not form.there:
        raise AccessDenied("There is nothing here.")
    if request.method == "POST" and "work_out" not in request.POST and (done := form.submit()) is not None:
        form.finished(done)
        return redirect(_after(case.code, form))
    context = {
        **head_of(case, actor, "screening"),
        "answer": answer,
        "form": form,
        "child": next(one for one in answer["children"] if one["key"] == child),
        "child_key": child,
        "number": number,
        "last": number == len(form.every),
        "panel": panel_of(case, form.typed),
        "unrecorded": "work_out" in request.POST or form.restored,
        "waiting": [one for one in answer["requests"] if one["answer"] == "no-reply"],
        "in_the_way": form.in_the_way,
    }
    return render(request, "cases/facts.html", context, status=form.status)


def _after(code: str, form: FactsForm) -> str:
    """After one question comes the next; after the last, and after all of them, the screening."""
    if form.number and form.number < len(form.every):
        return reverse("question", kwargs={"code": code, "child": form.child, "number": form.number + 1})
    return reverse("screening", kwargs={"code": code})


def panel_of(case: Case, said: dict[str, Said]) -> dict[str, Any]:
    """What the criteria answer, or the sentence why they cannot."""
    try:
        return on_paper(case, said)
    except BadFacts:
        return {"wrong": "Somebody cannot be a child and an adult: answer one of the two with no."}


def answer_so_far(request: HttpRequest, code: str, child: str) -> HttpResponse:
    """The answer on what is typed, for the page that is open. Nothing is recorded, and nothing of the record is in it."""
    case = find_subject("case", code)
    if case is None or request.method != "POST":
        raise AccessDenied("There is nothing here.")
    require(request.actor, ACTS["record-facts"], case)  # type: ignore[attr-defined]
    said = said_in(request.POST, facts_asked(case))
    context = {"panel": panel_of(case, said), "case": {"code": case.code, "framework": case.framework}}
    return render(request, "cases/answer_panel.html", context | {"unrecorded": True})


def screening_history(request: HttpRequest, code: str) -> HttpResponse:
    """Who said what when, and what the answer was on each day."""
    return show(request, "screening-history", code, "cases/screening_history.html", room="screening")


def screening_beside(request: HttpRequest, code: str) -> HttpResponse:
    """The same facts under another framework."""
    more = {"choices": [(each.id, each.title) for _, group in by_nation(every_framework()) for each in group]}
    return show(
        request,
        "screening-beside",
        code,
        "cases/screening_beside.html",
        room="screening",
        filters=("framework",),
        more=more,
    )


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
        more={
            "letters": [(name, title) for name, title in names.items() if _may_have(request, code, name)],
            "keeps": keeps(request, code, Telling.KEEPERS),
            "keeps_decision": keeps(request, code, Decision.KEEPERS),
        },
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
        more={
            "letters": _may_have(request, code, "appointment-letter"),
            "keeps": keeps(request, code, CaseAgency.KEEPERS),
        },
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
    filters = ("page", "moved", "names")
    return show(request, "corrections", code, "cases/corrections.html", room="history", filters=filters)


def act_on_thing(request: HttpRequest, code: str, act: str) -> HttpResponse:
    """The page of an act about one thing of a case; while none is chosen, the page on which it is chosen.

    Words that are looked for are posted, so that none of them stands in an address.
    """
    case, actor = find_subject("case", code), request.actor  # type: ignore[attr-defined]
    looking = request.method != "POST" or "find" in request.POST
    if (
        case is None
        or not may(actor, act, case.place)
        or not looking
        or any(in_the_way(ACTS[act], case, actor.today))
        or the_thing(case, actor, request.GET.get("thing", ""))
    ):
        return act_page(request, "case", code, act)
    kept = {name: request.GET[name] for name in ("kind", "next") if name in request.GET}
    turned = {"page": request.POST.get("page", "1")} if request.method == "POST" else {}
    return show(
        request,
        "things-kept",
        code,
        "cases/choose_thing.html",
        room="history",
        filters=("kind", "page"),
        given={"act": act, "words": request.POST.get("words", "").strip()[:200], **turned},
        more={"act": ACTS[act], "filters": kept, "next": kept.get("next", "")},
    )


def paper(request: HttpRequest, code: str, name: str, ending: str) -> HttpResponse:
    """One paper as a page, a DOCX or a PDF. The look is recorded before it is made."""
    if ending not in WRITERS:
        raise AccessDenied("There is nothing here.")
    actor = request.actor  # type: ignore[attr-defined]
    made = ask(actor, "papers", of=code, paper=name, key=request.GET.get("key", ""))
    media, write = WRITERS[ending]
    back = {"back": reverse("case", kwargs={"code": code})} if ending == "html" else {}
    body = write(made["paper"], **back)
    response = HttpResponse(body, content_type=media)
    if ending != "html":
        response["Content-Disposition"] = f'attachment; filename="{code.lower()}-{name}.{ending}"'
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
