"""Browsers and houses for the tests here; a picture of every open page where a test fails."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.browser.house import ROOT, House, empty_house, furnished_house
from tests.browser.visitor import Visitor, launch

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
JOURNAL = ROOT / "journals" / "invented" / "walkthrough.yaml"
PICTURES = ROOT / "test-output"
REQUIRED = "browser" in os.environ.get("CASEREVIEW_REQUIRE", "").split(",")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A Chromium of this machine's. Without one these tests are left out; where it is required, that is a failure."""
    if not CHROMIUM:
        words = "browser: no Chromium was found (Debian and Ubuntu: the package 'chromium')"
        pytest.fail(words) if REQUIRED else pytest.skip(words)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        one = launch(playwright, CHROMIUM)
        yield one
        one.close()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Callable[..., House]]:
    """``house()``: an installation that nobody has set up, served. ``house(journals=[…])``: a furnished one."""
    made: list[House] = []

    def make(*, journals: Any = (), acts: bool = True, **environment: str) -> House:
        folder = tmp_path / f"house-{len(made)}"
        one = furnished_house(folder, journals, acts=acts) if journals else empty_house(folder)
        made.append(one)
        return one.serve(**environment)

    yield make
    for one in made:
        one.close()


@pytest.fixture
def visitor(browser: Any, request: Any) -> Iterator[Callable[..., Visitor]]:
    """``visitor(base, "chair")``: somebody with a browser of their own. What they see is kept if the test fails."""
    here: list[Visitor] = []

    def come(base: str, who: str = "visitor", *, javascript: bool = True) -> Visitor:
        here.append(Visitor(browser, base, who, javascript=javascript))
        return here[-1]

    yield come
    if getattr(request.node, "failed", False):
        keep_pictures(request.node.name, here)
    for one in here:
        one.leaves()


@pytest.fixture
def gathering(house: Any, visitor: Any, tmp_path: Path) -> Any:
    """``gathering("lead")``: somebody at work on a review whose twelve agencies have been asked and have sent nothing yet."""
    journal = yaml.safe_load(JOURNAL.read_text(encoding="utf-8"))
    first = next(n for n, act in enumerate(journal["acts"]) if act["act"] == "import-chronology")
    journal["acts"] = journal["acts"][:first]
    cut = tmp_path / "asked.yaml"
    cut.write_text(yaml.safe_dump(journal, allow_unicode=True, sort_keys=False), encoding="utf-8")
    made = house(journals=[cut])

    def come(who: str, *, javascript: bool = True) -> tuple[Visitor, str]:
        one = made.people[who]
        here = visitor(made.base, who, javascript=javascript).signs_in(one["login"], one["password"])
        return here, f"/cases/{made.cases['asked']}/chronology/"

    return come


def keep_pictures(test: str, here: list[Visitor]) -> None:
    """What each visitor had before them, as a picture and as its source."""
    PICTURES.mkdir(exist_ok=True)
    for number, one in enumerate(here, 1):
        name = re.sub(r"[^a-z0-9]+", "-", f"{test}-{number}-{one.who}".lower()).strip("-")
        one.page.screenshot(path=str(PICTURES / f"{name}.png"), full_page=True)
        (PICTURES / f"{name}.html").write_text(one.page.content(), encoding="utf-8")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: Any, call: Any) -> Any:
    """Let fixtures know whether their test failed."""
    report = yield
    if report.when == "call" and report.failed:
        item.failed = True
    return report
