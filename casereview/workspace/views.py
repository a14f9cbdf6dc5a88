"""Home, a case's own page, its history, search, and the calendar."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from casereview.access.policy import Actor
from casereview.acts.ask import ask
from casereview.acts.registry import ACTS, CannotRecord
from casereview.cases.actors import actor_of_account
from casereview.cases.pages import show
from casereview.files.store import NotWhatWasStored, get
from casereview.people.installation import has_a_board
from casereview.people.keys import account_of_calendar
from casereview.web.middleware import not_there
from casereview.web.templatetags.cr import plainly
from casereview.workspace.feed import as_calendar
from casereview.workspace.packs import packed

ON_A_PAGE = 50


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
    return show(
        request,
        "history",
        code,
        "workspace/history.html",
        room="history",
        filters=("before",),
        acts=("correct", "withdraw", "wrong-case", "move-out"),
    )


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
    """The person's dates, a page at a time."""
    answer = ask(request.actor, "calendar")  # type: ignore[attr-defined]
    meetings = [{**one, "what": plainly(one["kind"])} for one in answer["meetings"]]
    days = sorted([*meetings, *answer["dates"]], key=lambda one: (one["on"], one["code"]))
    page = Paginator(days, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "workspace/calendar.html", {"page": page})


def feed(request: HttpRequest) -> HttpResponse:
    """The same dates as a file: codes only."""
    return _file(request.actor)  # type: ignore[attr-defined]


def calendar_of(request: HttpRequest, secret: str) -> HttpResponse:
    """The same for a calendar program, at the address that its owner made. It opens this and nothing else.

    Dead as soon as it is withdrawn, its account is switched off, or the last thing that its owner held has ended.
    """
    if request.method not in ("GET", "HEAD"):
        return not_there()
    today = timezone.localdate()
    account = account_of_calendar(secret, today)
    actor = actor_of_account(account, today) if account else None
    if actor is None or not actor.holds_anything():
        return not_there()
    return _file(actor)


def _file(actor: Actor) -> HttpResponse:
    return HttpResponse(as_calendar(ask(actor, "calendar")), content_type="text/calendar; charset=utf-8")
