"""In a browser, under the pages' own security policy: nothing typed is lost, and the answer follows what is typed.

No server: the browser asks, and this file answers from the templates and static files.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django import forms
from django.contrib.staticfiles import finders
from django.template import engines
from playwright.sync_api import Page, Route, sync_playwright

from casereview.web.middleware import PAGE_POLICY
from casereview.web.widgets import DayField

BASE = "http://casereview.test"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PAGE = """{% extends "web/page.html" %}{% block content %}<h1>Decide</h1>
<form method="post" novalidate data-draft="decide curlew"><input type="hidden" name="csrfmiddlewaretoken" value="t">
{{ form }}<p class="cr-saved" role="status" data-draft-status></p>
<button class="govuk-button">Decide</button></form>{% endblock %}"""
LIVE = """{% extends "web/page.html" %}{% block content %}<h1>Screen</h1>
<form method="post" data-live="/live/" data-live-panel="answer"><label for="died">Died?</label>
<input id="died" name="died"><button>Work it out</button></form><div id="answer" aria-live="polite">{{ answer }}</div>{% endblock %}"""


class Decision(forms.Form):
    """A form with a text, a closed question, a question that hangs on it, several answers, a day and a secret."""

    reasons = forms.CharField(widget=forms.Textarea)
    outcome = forms.ChoiceField(
        choices=[("review", "Hold one"), ("other", "Another kind")], widget=forms.RadioSelect
    )
    kind = forms.CharField(widget=forms.TextInput({"data-shown-when": "outcome=other"}))
    agencies = forms.MultipleChoiceField(
        choices=[("a", "A"), ("b", "B"), ("c", "C")], widget=forms.CheckboxSelectMultiple
    )
    on = DayField()
    secret = forms.CharField(widget=forms.PasswordInput)
    token = forms.CharField(widget=forms.HiddenInput, initial="once")


class Visit:
    """A page in a browser, what it asked for, and what is answered."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.drafts: list[dict[str, Any]] = []
        self.order: list[str] = []
        self.saves = True
        self.slow = False
        self.held: list[Route] = []
        self.wrong: list[str] = []
        page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.route("**/*", self.answer)

    def answer(self, route: Route) -> None:
        """Answer one request as the product would."""
        asked = route.request
        path = asked.url.removeprefix(BASE).partition("?")[0]
        headers = {"Content-Security-Policy": PAGE_POLICY}
        if path.startswith("/static/"):
            route.fulfill(path=str(finders.find(path.removeprefix("/static/"))), headers=headers)
        elif path == "/drafts/":
            self.drafts.append(json.loads(asked.post_data or "{}"))
            self.held.append(route)
            if not self.slow:
                self.let_go()
        elif path == "/live/":
            said = asked.post_data or ""
            typed = "yes" if "yes" in said else "not known"
            route.fulfill(
                body=drawn(LIVE, answer=f"Died: {typed}"), content_type="text/html", headers=headers
            )
        else:
            if asked.method == "POST":
                self.order.append("act")
            shown = LIVE if path == "/screen/" else PAGE
            body = drawn(shown, form=Decision(), answer="Nothing is known")
            route.fulfill(body=body, content_type="text/html", headers=headers)

    def let_go(self) -> None:
        """Answer the drafts that were sent."""
        while self.held:
            self.order.append("draft")
            self.held.pop(0).fulfill(json={"saved": self.saves, "at": "14:02"})


def drawn(source: str, **context: Any) -> str:
    """A page from a template."""
    return str(engines["django"].from_string(source).render(context))


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A Chromium, where this machine has one."""
    path = next(
        (
            found
            for name in ("chromium", "chromium-browser", "google-chrome")
            if (found := shutil.which(name))
        ),
        None,
    )
    if path is None:
        if "browser" in os.environ.get("CASEREVIEW_REQUIRE", ""):
            pytest.fail("No Chromium on this machine, and CASEREVIEW_REQUIRE asks for a browser.")
        pytest.skip("no Chromium on this machine: what scripts add to the pages was not tried")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def visit(browser: Any) -> Iterator[Callable[[str], Visit]]:
    """``visit("/act/")``: the page, open, with a clock that stands still until it is told to move."""
    context = browser.new_context(viewport={"width": 1000, "height": 800}, timezone_id="UTC")
    opened: list[Visit] = []

    def open_(path: str) -> Visit:
        page = context.new_page()
        page.clock.install()
        opened.append(Visit(page))
        page.goto(BASE + path)
        return opened[-1]

    yield open_
    context.close()
    assert [one.wrong for one in opened] == [[] for _ in opened]


def test_a_draft_is_kept_whole_a_day_as_one_answer_and_no_secret_goes_with_it(
    visit: Callable[[str], Visit],
) -> None:
    here = visit("/act/")
    here.page.fill("#id_reasons", "The criteria are met.")
    here.page.check("#id_agencies_0")
    here.page.check("#id_agencies_2")
    for box, typed in enumerate(("3", "4", "2014")):
        here.page.fill(f"#id_on_{box}", typed)
    here.page.fill("#id_secret", "three odd words")

    here.page.clock.run_for(6000)
    here.page.wait_for_selector("[data-draft-status]:has-text('Saved 14:02')")

    assert here.drafts[-1] == {
        "form": "decide curlew",
        "content": {
            "reasons": "The criteria are met.",
            "kind": "",
            "agencies": ["a", "c"],
            "on": "2014-04-03",
        },
    }


def test_a_day_that_is_no_day_is_kept_as_it_was_typed(visit: Callable[[str], Visit]) -> None:
    here = visit("/act/")
    here.page.fill("#id_on_0", "3")
    here.page.fill("#id_on_1", "May")

    here.page.clock.run_for(6000)
    here.page.wait_for_selector("[data-draft-status]:has-text('Saved')")

    assert here.drafts[-1]["content"]["on"] == "3 May"


def test_somebody_who_types_on_and_on_is_saved_every_five_seconds_and_not_at_every_letter(
    visit: Callable[[str], Visit],
) -> None:
    here = visit("/act/")
    for letter in "abcdefghijklmnopqrstu":
        here.page.type("#id_reasons", letter)
        here.page.clock.run_for(500)

    assert 2 <= len(here.drafts) <= 3


def test_a_draft_that_could_not_be_saved_says_so_and_leaving_asks_first(
    visit: Callable[[str], Visit],
) -> None:
    here = visit("/act/")
    here.saves = False
    here.page.fill("#id_reasons", "Because")
    here.page.clock.run_for(2000)
    here.page.wait_for_selector(".cr-saved--failed:has-text('could not be saved')")
    asked: list[str] = []
    here.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    here.page.goto(BASE + "/screen/")

    assert asked == ["beforeunload"]


def test_a_page_where_nothing_was_typed_lets_people_go(visit: Callable[[str], Visit]) -> None:
    here = visit("/act/")
    asked: list[str] = []
    here.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    here.page.goto(BASE + "/screen/")

    assert (asked, here.drafts) == ([], [])


def test_an_act_waits_for_the_draft_that_is_on_its_way(visit: Callable[[str], Visit]) -> None:
    here = visit("/act/")
    here.slow = True
    here.page.fill("#id_reasons", "Because")
    with here.page.expect_request("**/drafts/"):
        here.page.clock.run_for(1000)
    here.page.click("button:has-text('Decide')")
    assert (len(here.held), here.order) == (1, [])

    with here.page.expect_request(lambda asked: asked.method == "POST" and asked.url == f"{BASE}/act/"):
        here.let_go()
    here.page.wait_for_load_state()
    here.page.clock.run_for(10_000)

    assert here.order == ["draft", "act"]


def test_a_question_of_one_answer_is_asked_when_that_answer_is_given(visit: Callable[[str], Visit]) -> None:
    here = visit("/act/")
    asked = [here.page.is_visible("#id_kind")]
    here.page.check("#id_outcome_1")
    asked.append(here.page.is_visible("#id_kind"))
    here.page.fill("#id_kind", "A learning review")
    here.page.check("#id_outcome_0")
    asked.append(here.page.is_visible("#id_kind"))

    assert asked == [False, True, True], "what was typed stays in sight"


def test_the_answer_follows_what_is_typed_and_what_is_typed_is_in_no_address(
    visit: Callable[[str], Visit],
) -> None:
    here = visit("/screen/")
    asked: list[str] = []
    here.page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    here.page.fill("#died", "yes")
    here.page.clock.run_for(1000)
    here.page.wait_for_selector("#answer:has-text('Died: yes')")

    assert [one for one in asked if "/static/" not in one] == [f"POST {BASE}/live/"]


def test_a_password_can_be_looked_at(visit: Callable[[str], Visit]) -> None:
    here = visit("/act/")
    here.page.fill("#id_secret", "three odd words")
    here.page.click("button:has-text('Show')")

    assert here.page.get_attribute("#id_secret", "type") == "text"
