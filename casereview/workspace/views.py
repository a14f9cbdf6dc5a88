"""Home, a case's own page, its history, search, and the calendar."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from casereview.acts.ask import ask
from casereview.acts.registry import ACTS, CannotRecord
from casereview.cases.pages import show
from casereview.files.store import NotWhatWasStored, get
from casereview.people.installation import has_a_board
from casereview.workspace.feed import as_calendar
from casereview.workspace.packs import packed


def home(request: HttpRequest) -> HttpResponse:
    """What waits, what is late, what comes next."""
    if not request.user.is_authenticated:
        return redirect("account_login" if has_a_board() else "first")
    answer = ask(request.actor, "home")  # type: ignore[attr-defined]
    return render(request, "workspace/home.html", {"answer": answer})


def waiting(request: HttpRequest, kind: str) -> HttpResponse:
    """Everything of one kind that waits for this person, a page at a time."""
    page = request.GET.get("page", "1")
    answer = ask(request.actor, "waiting", kind=kind, page=page)  # type: ignore[attr-defined]
    return render(request, "workspace/waiting.html", {"answer": answer})


def case(request: HttpRequest, code: str) -> HttpResponse:
    """A case's own page: where it stands, what comes next, and what this person can do."""
    acts = [name for name, act in ACTS.items() if act.on == "case" and act.leads_to]
    beside = ("record-safety", "secure-records", "name-contact", "notify-panel")
    return show(request, "workspace", code, "workspace/case.html", room="case", acts=acts, beside=beside)


def history(request: HttpRequest, code: str) -> HttpResponse:
    """Everything that happened, newest first."""
    return show(request, "history", code, "workspace/history.html", room="history", filters=("before",))


def meeting_pack(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """All papers of a meeting in one file, named by code and key alone. The look is recorded before it is made."""
    answer = ask(request.actor, "meeting-pack", of=code, key=key)  # type: ignore[attr-defined]
    try:
        contents = {one["digest"]: get(one["digest"]) for one in answer["files"]}
    except NotWhatWasStored as spoiled:
        raise CannotRecord(str(spoiled)) from spoiled
    response = HttpResponse(packed(answer, contents), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{code.lower()}-{key.lower()}-papers.zip"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def reviews(request: HttpRequest, code: str) -> HttpResponse:
    """All reviews of a board with their clocks."""
    filters = {name: request.GET[name] for name in ("show", "page") if name in request.GET}
    answer = ask(request.actor, "clocks-of-board", of=code, **filters)  # type: ignore[attr-defined]
    return render(request, "workspace/reviews.html", {"answer": answer, "filters": filters})


def search(request: HttpRequest) -> HttpResponse:
    """Search by POST, so that no word of it stands in an address."""
    words = request.POST.get("words", "")[:200] if request.method == "POST" else ""
    answer = ask(request.actor, "search", words=words)  # type: ignore[attr-defined]
    return render(request, "workspace/search.html", {"answer": answer})


def calendar(request: HttpRequest) -> HttpResponse:
    """The person's dates."""
    answer = ask(request.actor, "calendar")  # type: ignore[attr-defined]
    return render(request, "workspace/calendar.html", {"answer": answer, "feed": reverse("calendar-feed")})


def feed(request: HttpRequest) -> HttpResponse:
    """The same dates for a calendar program: codes only."""
    answer = ask(request.actor, "calendar")  # type: ignore[attr-defined]
    return HttpResponse(as_calendar(answer), content_type="text/calendar; charset=utf-8")
