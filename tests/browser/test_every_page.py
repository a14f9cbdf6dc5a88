"""Every page that anybody can reach, for every role: it opens, reads well to whoever hears it, and fits a phone.

All pages are asked for. In the browser axe then looks at the fullest and the emptiest page of each kind, at two widths.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.crawl import Found, crawl
from tests.browser.house import House, furnished_house
from tests.browser.visitor import Visitor, sideways, violations

JOURNALS = sorted((Path(__file__).resolve().parents[2] / "journals" / "invented").glob("*.yaml"))
PEOPLE = [
    "manager",
    "chair",
    "member",
    "notifier",
    "group",
    "legal",
    "lead",
    "author",
    "practitioner",
    "team",
    "police-lead",
    "writer",
]
WIDTHS = (1280, 320)
pytestmark = pytest.mark.xdist_group("every-page")


@pytest.fixture(scope="module")
def board(browser: Any, tmp_path_factory: Any) -> Iterator[tuple[House, dict[str, Visitor]]]:
    """The demo's board with its reviews in every phase, and everybody of it at a browser of their own."""
    house = furnished_house(tmp_path_factory.mktemp("board") / "house", JOURNALS)
    house.serve()
    people = {}
    for who in PEOPLE:
        told = house.people[who]
        people[who] = Visitor(browser, house.base, who).signs_in(told["login"], told["password"])
    yield house, people
    for one in people.values():
        one.leaves()
    house.close()


@pytest.fixture(scope="module")
def reached(board: Any) -> tuple[list[Found], list[str]]:
    """Every page that everybody reached, and what is wrong with its source."""
    house, people = board
    phases = {code: journal for journal, code in house.cases.items()}
    told = [crawl(one, phases) for one in people.values()]
    return [page for one in told for page in one.pages], [fault for one in told for fault in one.faults]


def test_every_link_opens_and_every_page_has_one_heading_and_a_title(reached: Any) -> None:
    pages, faults = reached

    assert not faults, "\n".join(faults)
    for who in PEOPLE:
        assert sum(page.who == who for page in pages) > 5, f"{who} reached hardly anything"


def test_axe_finds_nothing_and_nothing_scrolls_sideways_on_a_phone(board: Any, reached: Any) -> None:
    _, people = board
    faults = []
    for page in fullest_and_emptiest(reached[0]):
        faults += looked_at(people[page.who], page.path)

    assert not faults, "\n".join(faults)
    assert [words for one in people.values() for words in one.complaints] == []


def fullest_and_emptiest(pages: list[Found]) -> list[Found]:
    """Of each kind of page the one with most on it and the one with least; of the form of an act, the fullest alone."""
    kinds: dict[str, list[Found]] = defaultdict(list)
    for page in pages:
        kinds[page.kind.split("?")[0]].append(page)
    chosen = []
    for kind, several in sorted(kinds.items()):
        several.sort(key=lambda page: page.size)
        chosen += [several[-1]] if "/do/" in kind or len(several) == 1 else [several[0], several[-1]]
    return chosen


def looked_at(one: Visitor, path: str) -> list[str]:
    """What is wrong with a page at both widths."""
    faults = []
    one.opens(path)
    for width in WIDTHS:
        one.page.set_viewport_size({"width": width, "height": 900})
        faults += [f"{one.who} {width} {path}: {each}" for each in violations(one.page)]
        if (much := sideways(one.page)) > 0:
            faults.append(f"{one.who} {width} {path}: {much} pixels too wide")
    return faults
