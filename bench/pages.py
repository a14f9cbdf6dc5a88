"""Pages: against a view that has its context ready, and with ten reviews in the store against ten thousand.

The ready view stands behind the same middleware, records the same look and renders the same template; its context was
taken from our own page, so the two answers are the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any

from bench.alone import fresh
from bench.measure import Line, at_most, by_turns, seconds
from bench.store import INVENTED, WALKTHROUGH, a_browser, copied, opened, replayed, with_entries

JOURNALS = (
    "02-notified",
    "03-screening",
    "04-late-decision",
    "05-commissioned",
    "06-gathering",
    "07-analysing",
    "08-reporting",
    "09-held-by-a-trial",
    "11-monitoring",
)
"""Nine reviews beside the walkthrough: ten in all, one at nearly every phase."""
LARGE = 10_000
MANY_ENTRIES = 20_000
ROUNDS = 15
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


@dataclass(frozen=True, slots=True)
class Page:
    """A page to look at: its name, its address, and the look that it records."""

    name: str
    address: str


class Visit:
    """A signed-in manager in the process that has the store open, and the pages to look at."""

    def __init__(self, case: str) -> None:
        board = _board_of(case)
        self.browser = a_browser("manager")
        self.pages = (
            Page("home", "/"),
            Page("workspace", f"/cases/{case}/"),
            Page("chronology", f"/cases/{case}/chronology/"),
            Page("action plan", f"/cases/{case}/actions/"),
            Page("one action", f"/cases/{case}/actions/A1/"),
            Page("the group's agenda", f"/boards/{board}/actions/"),
        )
        _add_ready_view()
        self.ready = {page.name: _made_ready(self.browser, page) for page in self.pages}

    def get(self, address: str) -> bytes:
        """A page's bytes, its form token left out."""
        answer = self.browser.get(address)
        if answer.status_code != 200:
            raise AssertionError(f"{address} answers {answer.status_code}.")
        return TOKEN.sub(b"", b"".join(answer) if answer.streaming else answer.content)


VISIT: list[Visit] = []
READY: dict[str, _Ready] = {}


@dataclass(frozen=True, slots=True)
class _Ready:
    """What a page was made from: its template, its whole context, and the look that it recorded."""

    template: Any
    context: dict[str, Any]
    subject: str
    payload: dict[str, Any]


def _board_of(code: str) -> str:
    from casereview.cases.models import Case

    return str(Case.rows.select_related("board").get(code=code).board.code)


def _add_ready_view() -> None:
    from django.http import HttpRequest, HttpResponse
    from django.template import Context
    from django.urls import path

    from casereview.audit import trail
    from casereview.config.urls import urlpatterns

    def ready(request: HttpRequest, name: str) -> HttpResponse:
        one = READY[name]
        trail.record_alone(str(request.actor), "look", one.subject, one.payload)  # type: ignore[attr-defined]
        return HttpResponse(one.template.render(Context(one.context)))

    urlpatterns.append(path("ready/<str:name>", ready))


def _made_ready(browser: Any, page: Page) -> str:
    """Keep what a page is made from, and give the address of its ready twin."""
    import json

    from django.template import Template

    from casereview.audit.models import Row, Said

    made: list[tuple[Any, dict[str, Any]]] = []
    real = Template.render

    def kept(self: Any, context: Any) -> Any:
        if context.template is None:  # the page itself, and not a part that it includes
            with context.bind_template(self):
                made.append((self, context.flatten()))
        return real(self, context)

    browser.get(page.address)  # what is done once in a process is done now
    before = Row.rows.count()
    Template.render = kept  # type: ignore[method-assign]
    try:
        browser.get(page.address)
    finally:
        Template.render = real  # type: ignore[method-assign]
    looks = list(Row.rows.filter(act="look").order_by("-seq")[: Row.rows.count() - before])
    if len(looks) != 1:
        raise AssertionError(f"{page.address} records {len(looks)} looks and not one.")
    template, context = made[0]
    said = json.loads(Said.rows.get(seq=looks[0].seq).payload)
    READY[page.name] = _Ready(template, context, looks[0].subject, said)
    return f"/ready/{page.name}"


def filled() -> list[str]:
    """Fill the store with ten reviews; the codes of their cases, the walkthrough's last."""
    paths = [*(INVENTED / f"{name}.yaml" for name in JOURNALS), WALKTHROUGH]
    return [code for codes in replayed(paths) for code in codes]


def begin(case: str) -> list[str]:
    """Sign in and get ready; the pages' names."""
    VISIT.append(Visit(case))
    return [page.name for page in VISIT[0].pages]


def against_ready(number: int) -> tuple[float, float]:
    """Seconds for a page and for its ready twin, after comparing the two."""
    visit = VISIT[0]
    page = visit.pages[number]
    twin = visit.ready[page.name]
    if visit.get(page.address) != visit.get(twin):
        raise AssertionError(f"{page.name}: the ready view does not give the same page.")
    return by_turns(lambda: visit.get(page.address), lambda: visit.get(twin), ROUNDS)


def one_visit(number: int) -> float:
    """Seconds for one look at a page."""
    visit = VISIT[0]
    return seconds(lambda: visit.get(visit.pages[number].address))


def queries(number: int) -> int:
    """How many questions a page puts to the database."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    visit = VISIT[0]
    with CaptureQueriesContext(connection) as asked:
        visit.get(visit.pages[number].address)
    return len(asked)


def run() -> list[Line]:
    """Fill a store, copy it, time the pages in it, make the copy large, and time the pages in both by turns."""
    with TemporaryDirectory() as folder:
        small_folder, large_folder = f"{folder}/small", f"{folder}/large"
        with fresh(opened, small_folder) as filler:
            cases = filler.submit(filled).result()
        copytree(small_folder, large_folder)
        copytree(small_folder, f"{folder}/long")
        with fresh(opened, f"{folder}/long") as long:
            many = _long_line(long, cases[-1])
        with fresh(opened, small_folder) as small, fresh(opened, large_folder) as large:
            names = small.submit(begin, cases[-1]).result()
            return [*_ready_lines(small, names), many, *_large_lines(small, large, names, cases)]


def _long_line(long: Any, case: str) -> Line:
    """The page of a chronology of twenty thousand entries, against a view that gives the same bytes."""
    if long.submit(with_entries, case, MANY_ENTRIES).result() != MANY_ENTRIES:
        raise AssertionError("The long chronology is not as long as it was to be.")
    names = long.submit(begin, case).result()
    ours, peer = long.submit(against_ready, names.index("chronology")).result()
    return at_most(f"chronology of {MANY_ENTRIES:,} entries, against its ready view (seconds)", ours, peer, 3)


def _ready_lines(small: Any, names: list[str]) -> Iterator[Line]:
    for number, name in enumerate(names):
        ours, peer = small.submit(against_ready, number).result()
        yield at_most(f"{name}, against its ready view (seconds)", ours, peer, 3)


def _large_lines(small: Any, large: Any, names: list[str], cases: list[str]) -> Iterator[Line]:
    reviews = large.submit(copied, cases[:-1], -(-LARGE // (len(cases) - 1))).result()
    if reviews < LARGE:
        raise AssertionError(f"The large store has {reviews} reviews.")
    large.submit(begin, cases[-1]).result()
    for number, name in enumerate(names):
        yield from _of_both(small, large, number, name)


def _of_both(small: Any, large: Any, number: int, name: str) -> list[Line]:
    times = [
        (large.submit(one_visit, number).result(), small.submit(one_visit, number).result())
        for _ in range(ROUNDS)
    ]
    many, few = min(one for one, _ in times), min(other for _, other in times)
    asked = large.submit(queries, number).result(), small.submit(queries, number).result()
    return [
        at_most(f"{name}, with 10,000 reviews in the store against 10 (seconds)", many, few, 1.3),
        at_most(f"{name}, the same: questions to the database", *asked, 1),
    ]
