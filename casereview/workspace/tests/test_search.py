"""A search says when more was found than it shows, so that nobody takes a short list for the whole."""

from __future__ import annotations

import pytest

from casereview.acts.ask import ask
from casereview.acts.tables import new
from casereview.evidence.tests.conftest import DAY
from casereview.learning.models import Finding
from casereview.workspace.search import EACH

pytestmark = pytest.mark.django_db


def findings(case, many: int) -> None:
    for number in range(many):
        new(Finding, case, made_on=DAY, text=f"Calls were read one by one, {number}.")


@pytest.mark.parametrize(
    ("many", "shown", "more"), [(0, 0, []), (1, 1, []), (EACH, EACH, []), (EACH + 1, EACH, ["findings"])]
)
def test_each_kind_shows_so_many_and_says_that_there_are_more(a_case, someone, many, shown, more):
    manager = someone("manager")
    findings(a_case("analysing"), many)

    answer = ask(manager, "search", words="calls one")

    assert (len(answer["results"]), answer["more"]) == (shown, more)


def test_an_empty_search_finds_nothing_and_says_no_more(someone):
    assert ask(someone("manager"), "search", words="  ")["results"] == []
