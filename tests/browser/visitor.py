"""Somebody at a browser: signs in with password and second factor, follows links, answers questions, presses buttons.

A visitor finds things as people do, by the words on the page: a test that passes is a page that can be used.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

AXE = (
    Path(__file__).resolve().parents[2] / "casereview" / "web" / "tests" / "vendor" / "axe" / "axe.min.js"
).read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
HALF_A_MINUTE = 31_000
"""How long the code of a second factor lasts, in milliseconds: one code signs in once."""

DAY = "Day on which this was"


def launch(playwright: Any, path: str) -> Any:
    """A Chromium of this machine's."""
    return playwright.chromium.launch(executable_path=path, args=FLAGS)


class Visitor:
    """One person with a browser of their own.

    Args:
        browser: a Chromium; the visitor's cookies are kept apart from everybody else's.
        base: the address of the installation.
        who: how a failure calls them.
        javascript: whether their browser runs scripts.
    """

    def __init__(self, browser: Any, base: str, who: str = "visitor", *, javascript: bool = True) -> None:
        self.base, self.who, self.name = base, who, who
        self.on: date | None = None  # the day on which what they enter was done, where it is not today
        self.context = browser.new_context(
            java_script_enabled=javascript, viewport={"width": 1280, "height": 900}, locale="en-GB"
        )
        self.context.set_default_timeout(15_000)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(f"{self.page.url}: {error}"))

    def _heard(self, message: Any) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self.complaints.append(f"{self.page.url}: {message.text}")

    def leaves(self) -> None:
        """Close the browser."""
        self.context.close()

    # -- the door ------------------------------------------------------------------------------------------------

    def signs_in(self, login: str, password: str) -> Visitor:
        """Through both doors: the demo shows the code of the second factor on its page."""
        self.page.goto(f"{self.base}/accounts/login/")
        self.says({"Email": login, "Password": password}).presses("Sign in")
        for _ in range(3):
            code = re.search(r"code is now (\d{6})", self.text)
            assert code, f"{self.who}: the demo's page shows no code:\n{self.text}"
            self.says({"Code": code[1]}).presses("Go on")
            if "/accounts/" not in self.page.url:
                return self
            self.page.wait_for_timeout(HALF_A_MINUTE / 3)
            self.page.reload()
        raise AssertionError(f"{self.who} could not sign in:\n{self.text}")

    # -- reading -------------------------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """What the page says, without its head and foot."""
        return str(self.page.inner_text("main"))

    def sees(self, *words: str) -> Visitor:
        """The page says all of this."""
        said = " ".join(self.text.split())
        for one in words:
            assert one in said, f"{self.who} does not see “{one}” at {self.page.url}:\n{self.text[:1500]}"
        return self

    def does_not_see(self, *words: str) -> Visitor:
        """Neither the page's words nor its source hold any of this."""
        source = self.page.content()
        for one in words:
            assert one not in source, f"{self.who} sees “{one}” at {self.page.url}"
        return self

    # -- moving --------------------------------------------------------------------------------------------------

    def opens(self, path: str) -> Visitor:
        """Type an address, as somebody does who was sent a link."""
        self.page.goto(self.base + path)
        return self

    def goes_home(self) -> Visitor:
        """The name of the board leads home from every page."""
        self._goes(self.page.locator("header a").first)
        return self

    def follows(self, *texts: str) -> Visitor:
        """Follow one link after another by what is written on it: in the page itself first, then in its head."""
        for text in texts:
            self._shows_all()
            link = self._first(
                lambda where, exact, text=text: where.get_by_role("link", name=text, exact=exact)
            )
            assert link, f"{self.who} finds no link “{text}” at {self.page.url}:\n{self.text}"
            self._goes(link)
        return self

    def goes_to(self, code: str, *rooms: str) -> Visitor:
        """Home, then the case by its code, then its rooms by their names."""
        self.goes_home()
        link = self.page.locator("main").get_by_role("link", name=re.compile(rf"\b{code}\b"))
        if not link.count():
            self._goes(self.page.locator("header ~ *").get_by_role("link", name="Reviews", exact=True).first)
            link = self.page.locator("main").get_by_role("link", name=re.compile(rf"\b{code}\b"))
        self._goes(link.first)
        for room in rooms:
            self._goes(
                self.page.get_by_label("Rooms of this case").get_by_role("link", name=room, exact=True)
            )
        return self

    def _goes(self, what: Any) -> None:
        """Click what leads to another page, and wait for the page."""
        with self.page.expect_navigation():
            what.click()

    def _first(self, find: Any) -> Any:
        for where in (self.page.locator("main"), self.page):
            for exact in (True, False):
                found = find(where, exact)
                if found.count():
                    return found.first
        return None

    def _shows_all(self) -> None:
        """Open what is folded away, as somebody does who looks for something."""
        folded = self.page.locator("main details:not([open]) > summary:visible")
        while folded.count():
            folded.first.click()

    # -- answering -----------------------------------------------------------------------------------------------

    def says(self, answers: Mapping[str, Any], within: Any = None) -> Visitor:
        """Answer questions by how they read. A list ticks boxes; a date fills three; True and False are Yes and No."""
        self._shows_all()
        for asked, given in answers.items():
            self._answer(asked, given, within or self.page.locator("main"))
        return self

    def _answer(self, asked: str, given: Any, within: Any) -> None:
        group = self._question(asked, within)
        if isinstance(given, date):
            boxes = group.locator("input[type=text]")
            for box, part in zip(boxes.all(), (given.day, given.month, given.year), strict=True):
                box.fill(str(part))
        elif isinstance(given, Path):
            group.locator("input[type=file]").set_input_files(str(given))
        elif isinstance(given, list):
            for one in given:
                self._tick(group, one, asked)
        elif group.locator("input[type=radio]").count():
            self._tick(group, {True: "Yes", False: "No"}.get(given, str(given)), asked)
        elif group.locator("select").count():
            self._select(group.locator("select"), str(given), asked)
        else:
            group.locator("input:not([type=hidden]), textarea").first.fill(str(given))

    def _question(self, asked: str, within: Any) -> Any:
        for exact in (True, False):
            words = re.compile(rf"^\s*{re.escape(asked)}\s*$") if exact else re.compile(re.escape(asked))
            named = self.page.locator("label, legend").filter(has_text=words)
            found = within.locator(".govuk-form-group").filter(has=named)
            if found.count():
                return found.last if exact else found.first
        raise AssertionError(f"{self.who} is not asked “{asked}” at {self.page.url}:\n{self.text}")

    def _tick(self, group: Any, answer: str, asked: str) -> None:
        labels = group.locator("label")
        for words in (re.compile(rf"^\s*{re.escape(answer)}\s*$"), re.compile(re.escape(answer))):
            found = labels.filter(has_text=words)
            if found.count():
                box = found.first.get_attribute("for")
                group.locator(f"[id='{box}']").check()
                return
        raise AssertionError(f"“{asked}” cannot be answered “{answer}”: {labels.all_inner_texts()}")

    def _select(self, box: Any, answer: str, asked: str) -> None:
        offered = box.locator("option").all_inner_texts()
        for one in offered:
            if answer == one.strip() or answer in one:
                box.select_option(label=one.strip())
                return
        raise AssertionError(f"“{asked}” cannot be answered “{answer}”: {offered}")

    def presses(self, button: str) -> Visitor:
        """Press a button by its words."""
        found = self._first(
            lambda where, exact: where.get_by_role("button", name=button, exact=exact).locator("visible=true")
        )
        assert found, f"{self.who} finds no button “{button}” at {self.page.url}:\n{self.text}"
        self._goes(found)
        return self

    def does(
        self, act: str, answers: Mapping[str, Any] | None = None, *, groups: Mapping[str, Any] | None = None
    ) -> Visitor:
        """Find an act by its words, answer what it asks, and press its button. It must be done.

        Args:
            groups: questions that are asked several times: their heading, and the answers for each time.
        """
        self.follows(act)
        return self.fills(act, answers, groups=groups)

    def fills(
        self,
        button: str,
        answers: Mapping[str, Any] | None = None,
        *,
        groups: Mapping[str, Any] | None = None,
    ) -> Visitor:
        """Answer the form that is open and press its button. It must be done."""
        for heading, times in (groups or {}).items():
            self._several(heading, times)
        self.says(answers or {})
        day = self.page.locator("main legend").filter(has_text=DAY)
        if self.on and day.count():
            self._answer(DAY, self.on, self.page.locator("main"))
        self.presses(button)
        wrong = self.page.locator(".govuk-error-summary")
        assert not wrong.count(), f"{self.who}: {button}: {wrong.first.inner_text()}\n{self.page.url}"
        assert self.page.locator(".govuk-notification-banner, [data-done]").count(), (
            f"{self.who}: {button}: nothing says that it was done, at {self.page.url}:\n{self.text}"
        )
        return self

    def _several(self, heading: str, times: list[Mapping[str, Any]]) -> None:
        field = self.page.locator("main fieldset").filter(
            has=self.page.locator("legend", has_text=re.compile(rf"^\s*{re.escape(heading)}"))
        )
        assert field.count(), f"{self.who} is not asked “{heading}”:\n{self.text}"
        for index, answers in enumerate(times):
            if index:
                self._goes(field.last.get_by_role("button", name="Add another"))
            self.says(answers, within=field.last.locator(".cr-group").nth(index))

    def is_refused(self, button: str, answers: Mapping[str, Any], *words: str) -> Visitor:
        """Answer, press, and be told why not, in these words; what was typed is still there."""
        self.says(answers).presses(button)
        wrong = self.page.locator(".govuk-error-summary")
        assert wrong.count(), f"{self.who} was not refused at {self.page.url}:\n{self.text}"
        for one in words:
            assert one in wrong.inner_text(), f"{one!r} is not in {wrong.inner_text()!r}"
        return self


def violations(page: Any) -> list[str]:
    """What axe finds on the page: each rule with the elements it names."""
    page.evaluate(AXE)
    found = page.evaluate(f"axe.run({{runOnly: {RULES}}})")
    return [
        f"{v['id']}: {len(v['nodes'])} × {v['nodes'][0]['html'][:160]} {v['nodes'][0].get('failureSummary', '')[:160]}"
        for v in found["violations"]
    ]


def sideways(page: Any) -> int:
    """By how many pixels a page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
