"""A reader chooses the days to be shown as they would write them."""

from __future__ import annotations

from typing import Any

import pytest

from casereview.acts.ask import ask
from casereview.evidence.tests.conftest import Gathering, enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def spread(asked: Gathering, does: Any) -> Gathering:
    """The police wrote of 12 March 2013 already; here of a day in May and of a day in the next year too."""
    enter(does, asked.case, asked.police, "police", "May.", "4.5.13")
    enter(does, asked.case, asked.police, "police", "January.", "2.1.14")
    return asked


def shown(it: Gathering, first: str = "", last: str = "") -> tuple[list[str], list[str]]:
    answer = ask(it.police, "chronology", of=it.case, first=first, last=last)
    return [entry["date_text"] for entry in answer["entries"]], answer["wrong"]


@pytest.mark.parametrize("first", ["4 May 2013", "04/05/2013", "2013-05-04", "May 2013", "4.5.13"])
def test_from_a_day_or_a_month_in_any_usual_form(spread: Gathering, first: str) -> None:
    assert shown(spread, first) == (["4.5.13", "2.1.14"], [])


@pytest.mark.parametrize("last", ["2013", "May 2013", "31 December 2013"])
def test_to_a_month_or_a_year_takes_in_all_of_it(spread: Gathering, last: str) -> None:
    assert shown(spread, last=last) == (["12.03.13", "4.5.13"], [])


def test_what_is_no_day_is_said_and_hides_nothing(spread: Gathering) -> None:
    days, wrong = shown(spread, first="last summer perhaps")

    assert len(days) == 3
    assert wrong == ["'From' is not a day. Write it as 27 March 2011. All days are shown."]


def test_the_picture_is_of_the_days_that_were_asked_for_and_not_only_of_those_with_an_entry(
    spread: Gathering,
) -> None:
    picture = ask(spread.police, "chronology", of=spread.case, first="March 2013", last="June 2013")[
        "pictures"
    ][0]

    assert (picture["first"], picture["last"]) == ("2013-03-01", "2013-06-30")


def test_days_that_are_asked_for_the_wrong_way_round_show_nothing_and_break_nothing(
    spread: Gathering,
) -> None:
    answer = ask(spread.police, "chronology", of=spread.case, first="June 2013", last="March 2013")

    assert (answer["entries"], answer["pictures"]) == ([], [])
    assert answer["wrong"] == [
        "'From' is later than 'To', so no day lies between them. Write the earlier day first."
    ]


def test_a_date_that_is_corrected_is_read_anew_and_the_entry_stands_where_it_belongs(
    spread: Gathering, does: Any
) -> None:
    entry = next(
        e for e in ask(spread.police, "chronology", of=spread.case)["entries"] if e["event"] == "May."
    )
    words = {
        "field": "date_text",
        "now": "4.5.14",
        "because": "A slip in the year.",
        "seen": entry["version"],
    }

    does(spread.police, "correct", to=spread.case, thing=f"entry:{entry['key']}", **words)

    assert shown(spread)[0] == ["12.03.13", "2.1.14", "4.5.14"]
    after = {e["key"]: e for e in ask(spread.police, "chronology", of=spread.case)["entries"]}[entry["key"]]
    assert (after["earliest"], after["latest"], after["certainty"]) == ("2014-05-04", "2014-05-04", "exact")
    words = {"field": "time_text", "now": "3pm", "because": "The hour.", "seen": after["version"]}
    does(spread.police, "correct", to=spread.case, thing=f"entry:{entry['key']}", **words)
    after = {e["key"]: e for e in ask(spread.police, "chronology", of=spread.case)["entries"]}[entry["key"]]
    assert (after["earliest"], after["at"]) == ("2014-05-04", "15:00")
    words = {"field": "event", "now": "May, at noon.", "because": "The hour.", "seen": after["version"]}
    does(spread.police, "correct", to=spread.case, thing=f"entry:{entry['key']}", **words)
    assert shown(spread)[0] == ["12.03.13", "2.1.14", "4.5.14"]
