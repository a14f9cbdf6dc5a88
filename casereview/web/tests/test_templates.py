"""What holds for every template and style sheet: nothing inline, nothing of GOV.UK's own, no class that means nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template.loader import get_template, render_to_string

from casereview.web.templatetags.parts import STATES, squares_key

PACKAGE = Path(__file__).resolve().parent.parent.parent
STATIC = PACKAGE / "web" / "static"
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))
NAMES = [path.as_posix().rpartition("/templates/")[2] for path in TEMPLATES]
STYLES = "\n".join(path.read_text(encoding="utf-8") for path in sorted(STATIC.rglob("*.css")))
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=[\"']|javascript:|<script(?![^>]*\ssrc=)", re.IGNORECASE)
CLASSES = re.compile(r"class=\"([^\"]*)\"")
MARKS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}")
ERRORS = (400, 403, 404, 413, 429, 500, 503)


def test_there_are_templates_to_look_at() -> None:
    assert "web/page.html" in NAMES and len(NAMES) > 50


@pytest.mark.parametrize("path", TEMPLATES, ids=NAMES)
def test_no_page_needs_a_script_or_a_style_of_its_own(path: Path) -> None:
    assert INLINE.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "page",
    ['<p style="color:red">', "<script>go()</script>", '<a onclick="go()">', "<a href='javascript:go()'>"],
)
def test_the_look_for_inline_things_finds_them(page: str) -> None:
    assert INLINE.findall(page) != []


@pytest.mark.parametrize("name", NAMES)
def test_every_template_can_be_read(name: str) -> None:
    assert get_template(name)


@pytest.mark.parametrize("path", TEMPLATES, ids=NAMES)
def test_every_class_of_ours_is_one_that_the_style_sheets_know(path: Path) -> None:
    known = set(re.findall(r"\.(cr-[a-z0-9_-]+)", STYLES))
    text = path.read_text(encoding="utf-8")
    used = {word for found in CLASSES.findall(text) for word in MARKS.sub(" ", found).split()}

    assert {word for word in used if word.startswith("cr-") and not word.endswith("-")} - known == set()


@pytest.mark.parametrize(
    "word", ["@font-face", "GDS Transport", "crest", "crown", "/assets/", "url(http", "url(//", "@import"]
)
def test_the_style_sheets_hold_nothing_that_is_gov_uks_alone_or_comes_from_elsewhere(word: str) -> None:
    assert word not in STYLES


def test_scripts_fetch_nothing_from_elsewhere() -> None:
    scripts = "\n".join(path.read_text(encoding="utf-8") for path in (STATIC / "casereview").glob("*.js"))

    assert "//" not in re.sub(r"^//.*$|\s//\s.*$", "", scripts, flags=re.MULTILINE)


@pytest.mark.parametrize("number", ERRORS)
def test_an_error_page_needs_nobody_and_says_what_to_do(number: int) -> None:
    page = render_to_string(f"web/error_{number}.html")

    assert page == render_to_string(f"web/error_{number}.html")
    assert page.count("<h1") == 1
    assert 'class="cr-lede"' in page
    assert "Sign out" not in page


def test_error_pages_have_seven_different_sentences() -> None:
    pages = [render_to_string(f"web/error_{number}.html") for number in ERRORS]

    assert len({re.search(r'cr-lede">(.*?)</p>', page)[1] for page in pages}) == 7  # type: ignore[index]


def test_the_key_to_the_squares_names_every_state_once() -> None:
    assert [row["words"] for row in squares_key()["rows"]] == [words.lower() for _, words in STATES.values()]
