"""Somebody at a browser: signs in with password and second factor, opens pages, looks for what the tools can see."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

AXE = (
    Path(__file__).resolve().parent.parent.parent
    / "casereview"
    / "web"
    / "tests"
    / "vendor"
    / "axe"
    / "axe.min.js"
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


def launch(playwright: Any, path: str) -> Any:
    """A Chromium of this machine's."""
    return playwright.chromium.launch(executable_path=path, args=FLAGS)


def sign_in(page: Any, base: str, login: str, password: str) -> None:
    """Through both doors, as a person would: the demo shows the code of the second factor on its page."""
    page.goto(f"{base}/accounts/login/")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", password)
    page.click("main button:has-text('Sign in')")
    for _ in range(3):
        code = re.search(r"\b(\d{6})\b", page.inner_text("main"))
        assert code, "the demo's page shows no code"
        page.fill("input[name=code]", code[1])
        page.click("main button.govuk-button")
        if "/accounts/" not in page.url:
            return
        page.wait_for_timeout(11_000)  # the code was used already in this half minute
    raise AssertionError("could not sign in")


def violations(page: Any) -> list[str]:
    """What axe finds on the page: each rule with the elements it names."""
    page.add_script_tag(path=str(AXE))
    found = page.evaluate(f"axe.run({{runOnly: {RULES}}})")
    return [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found["violations"]]


def sideways(page: Any) -> int:
    """By how many pixels a page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
