"""The history of a case: by the day on which a thing was done, then as it was recorded; a page at a time, whole and once."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from casereview.acts.ask import ask
from casereview.acts.perform import perform
from casereview.acts.registry import Refused
from casereview.workspace.queries import PAGE

pytestmark = pytest.mark.django_db


def tell(manager, case, day):
    """An act as often done as any: the manager notes that a body outside was told."""
    return perform(manager, "record-telling", {"to": "A body", "what": "The decision"}, to=case, on=day)


def test_what_is_entered_late_stands_at_its_own_day(a_case, someone):
    case, manager = a_case("decided"), someone("manager")
    tell(manager, case, date(2014, 3, 1))
    tell(manager, case, date(2014, 2, 25))
    tell(manager, case, date(2014, 3, 1))

    seen = ask(manager, "history", of=case)["happened"]

    days = [one["on"] for one in seen]
    assert days == sorted(days, reverse=True)
    first, second, third = seen[:3]
    assert (first["on"], second["on"], third["on"]) == ("2014-03-01", "2014-03-01", "2014-02-25")
    assert first["seq"] > third["seq"] > second["seq"], "within a day, the last recorded first"


def test_two_hundred_acts_are_all_there_once_over_the_pages(a_case, someone, signed_in):
    case, manager = a_case("decided"), someone("manager")
    for number in range(2 * PAGE + 10):
        day = date(2014, 2, 20) + timedelta(days=number % 9)  # in no order of days
        tell(manager, case, day)
    browser, address, seen = signed_in(manager), f"/cases/{case.code}/history/", []

    while address:
        page = browser.get(address).content.decode()
        seen.append(re.findall(r"Row (\d+) of the trail", page))
        older = re.search(r'href="(\?before=[^"]+)"', page)
        address = f"/cases/{case.code}/history/{older[1]}" if older else ""

    rows = [row for page in seen for row in page]
    assert [len(page) for page in seen[:2]] == [PAGE, PAGE] and len(seen) == 3
    assert len(rows) == len(set(rows)) > 2 * PAGE + 10


@pytest.mark.parametrize(
    "before", ["yesterday", "17", "2014-03-01.", "2014-13-01.4", "2014-03-01." + "9" * 400]
)
def test_a_place_that_is_none_is_the_beginning(a_case, someone, signed_in, before):
    browser, case = signed_in(someone("manager")), a_case("decided")

    answer = browser.get(f"/cases/{case.code}/history/", {"before": before})

    assert answer.status_code == 200


def test_looks_and_refusals_are_not_what_happened(a_case, someone):
    case, manager = a_case("decided"), someone("manager")
    with pytest.raises(Refused):
        tell(manager, case, date(2013, 1, 1))
    before = ask(manager, "history", of=case)["happened"]

    assert ask(manager, "history", of=case)["happened"] == before
    assert "look" not in {one["act"] for one in before}
