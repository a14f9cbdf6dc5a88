"""Pages of the integrated chronology: the story, questions to agencies."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from casereview.access.policy import Denied, allow
from casereview.acts.ask import find_subject
from casereview.acts.registry import ASKS
from casereview.cases.pages import show
from casereview.evidence.integrated import SHOWS
from casereview.evidence.views.files import ANALYSIS_ENDINGS, ENDINGS

ROOMS: tuple[tuple[str, str, str], ...] = (
    ("The story", "chronology", "chronology"),
    ("Send files", "import-files", "import-held"),
    ("Two accounts", "accounts", "accounts"),
    ("Silences", "silences", "silences"),
    ("Quick analyses", "analysis", "analysis"),
    ("Family and homes", "family-tree", "family-tree"),
    ("Questions to agencies", "agency-questions", "agency-questions"),
)
"""The parts of the chronology: how each is called, its address, and the ask without which it is not shown."""
IN_ORDER = frozenset({"chronology", "analysis"})
"""The parts in which agencies stand in the order that the reader set; it goes with them from one to the other."""
FILTERS = ("agency", "first", "last", "show", "page", "zoom", "at", "names", "order", "view")


def rooms(request: HttpRequest, code: str, here: str) -> list[dict[str, Any]]:
    """The parts of the chronology that this person has, as tabs."""
    case = find_subject("case", code)
    actor = request.actor  # type: ignore[attr-defined]
    order = request.GET.get("order", "")
    kept = f"?{urlencode({'order': order})}" if order else ""
    return [
        {
            "text": text,
            "href": reverse(name, kwargs={"code": code}) + (kept if name in IN_ORDER else ""),
            "current": name in (here, f"{here}-files"),
        }
        for text, name, needs in ROOMS
        if case is not None and not isinstance(allow(actor, ASKS[needs].by, case.place), Denied)
    ]


def part(
    request: HttpRequest,
    code: str,
    name: str,
    ask: str,
    acts: tuple[str, ...],
    filters: tuple[str, ...],
    beside: tuple[str, ...] = (),
    **more: Any,
) -> HttpResponse:
    """One part of the chronology, with the tabs to the others."""
    return show(
        request,
        ask,
        code,
        f"evidence/{name.replace('-', '_')}.html",
        room="chronology",
        acts=acts,
        beside=beside,
        filters=filters,
        more={"rooms": rooms(request, code, name), **more},
    )


def chronology(request: HttpRequest, code: str) -> HttpResponse:
    """The integrated chronology: picture and rows."""
    acts = ("add-entry", "submit-chronology", "add-episode", "question-agency")
    kept = ("zoom", "at", "order")
    beside = ("correct", "withdraw")
    return part(
        request,
        code,
        "chronology",
        "chronology",
        acts,
        FILTERS,
        beside,
        shows=SHOWS,
        kept=kept,
        endings=ENDINGS,
    )


def agency_questions(request: HttpRequest, code: str) -> HttpResponse:
    """Questions sent to agencies, and what came back."""
    acts = ("question-agency", "answer-question")
    chosen = ("names", "page", "about")
    return part(request, code, "agency-questions", "agency-questions", acts, chosen)


def analysis(request: HttpRequest, code: str) -> HttpResponse:
    """One quick analysis, and the entries behind one figure of it."""
    chosen = ("section", "line", "column", "page", "names", "order")
    acts = ("look-for-fact",)
    return part(request, code, "analysis", "analysis", acts, chosen, endings=ANALYSIS_ENDINGS)


def family_tree(request: HttpRequest, code: str) -> HttpResponse:
    """The genogram and the strip of homes, and the same in words."""
    acts = ("describe-person", "record-parent", "record-partners", "record-home")
    return part(request, code, "family-tree", "family-tree", acts, ("names",), ("correct", "withdraw"))


def accounts(request: HttpRequest, code: str) -> HttpResponse:
    """Likely pairs side by side, to be confirmed or rejected; and those that were."""
    acts = ("judge-pair", "settle-difference", "question-agency")
    return part(request, code, "accounts", "accounts", acts, ("show", "page", "names"))


def silences(request: HttpRequest, code: str) -> HttpResponse:
    """Times of which an agency says nothing: to be asked about, or not, with a reason."""
    acts = ("dismiss-silence", "question-agency")
    return part(request, code, "silences", "silences", acts, ("show", "agency", "kind", "page", "names"))
