"""Which framework a case is under: by nation, person and day of notification, with the reason."""

from __future__ import annotations

from datetime import date

import pytest

from casereview.law.frameworks import load
from casereview.law.governing import NoFramework, governing, not_in_force


@pytest.mark.parametrize(
    ("nation", "person", "on", "framework"),
    [
        ("england", "child", "2006-04-01", "england-scr-2006"),
        ("england", "child", "2009-12-31", "england-scr-2006"),
        ("england", "child", "2010-01-01", "england-scr-2010"),
        ("england", "child", "2013-04-14", "england-scr-2010"),
        ("england", "child", "2013-04-15", "england-scr-2013"),
        ("england", "child", "2015-03-25", "england-scr-2013"),
        ("england", "child", "2015-03-26", "england-scr-2015"),
        ("england", "child", "2018-06-28", "england-scr-2015"),
        ("england", "child", "2019-09-29", "england-cspr-2018"),
        ("england", "child", "2023-12-14", "england-cspr-2018"),
        ("england", "child", "2023-12-15", "england-cspr-2023"),
        ("england", "child", "2026-06-01", "england-cspr-2023"),
        ("england", "adult", "2011-04-13", "england-dhr-2011"),
        ("england", "adult", "2015-03-31", "england-dhr-2011"),
        ("england", "adult", "2015-04-01", "england-sar-2015"),
        ("wales", "child", "2006-10-01", "wales-scr-2006"),
        ("wales", "child", "2016-04-05", "wales-cpr-2013"),
        ("wales", "child", "2024-09-30", "wales-cpr-2016"),
        ("wales", "adult", "2016-12-06", "england-dhr-2011"),
        ("wales", "adult", "2016-12-07", "england-dhr-2016"),
        ("wales", "adult", "2024-09-30", "england-dhr-2016"),
        ("wales", "child", "2012-12-31", "wales-scr-2006"),
        ("wales", "child", "2013-01-01", "wales-cpr-2013"),
        ("wales", "child", "2016-04-06", "wales-cpr-2016"),
        ("wales", "child", "2024-10-01", "wales-susr-2024"),
        ("wales", "adult", "2024-10-01", "wales-susr-2024"),
        ("scotland", "child", "2007-03-01", "scotland-scr-2007"),
        ("scotland", "child", "2015-03-30", "scotland-scr-2007"),
        ("scotland", "child", "2015-03-31", "scotland-scr-2015"),
        ("scotland", "child", "2021-09-01", "scotland-scr-2015"),
        ("scotland", "child", "2021-09-02", "scotland-lr-2021"),
        ("northern-ireland", "child", "2012-09-17", "ni-cmr-2013"),
    ],
)
def test_the_framework_in_force_on_the_day_of_notification(nation, person, on, framework):
    assert governing(nation, date.fromisoformat(on), person=person).framework_id == framework


@pytest.mark.parametrize(
    ("nation", "person", "on", "why"),
    [
        (
            "england",
            "child",
            "2006-03-31",
            "No framework for a child in England is known for Friday 31 March 2006; the earliest is in force "
            "from Saturday 1 April 2006.",
        ),
        (
            "scotland",
            "adult",
            "2020-01-01",
            "No framework is known for an adult in Scotland.",
        ),
        (
            "wales",
            "adult",
            "2011-04-12",
            "No framework for an adult in Wales is known for Tuesday 12 April 2011; the earliest is in "
            "force from Wednesday 13 April 2011.",
        ),
        (
            "northern-ireland",
            "child",
            "2012-09-16",
            "No framework for a child in Northern Ireland is known for Sunday 16 September 2012; the earliest is "
            "in force from Monday 17 September 2012.",
        ),
    ],
)
def test_where_none_is_known_it_says_so_and_guesses_none(nation, person, on, why):
    with pytest.raises(NoFramework) as problem:
        governing(nation, date.fromisoformat(on), person=person)
    assert str(problem.value) == why


def test_an_adult_for_whom_there_is_nothing_else_is_offered_the_review_of_domestic_homicides_and_told_its_bounds():
    assert governing("england", date(2012, 5, 1), person="adult").reason == (
        "Domestic homicide review (2011): in force from Wednesday 13 April 2011 to Tuesday 6 December 2016, and "
        "notified on Tuesday 1 May 2012. It is for a death from domestic abuse alone; no other framework for an "
        "adult in England is known for that day."
    )


def test_while_areas_change_over_the_board_s_own_day_decides():
    day = date(2019, 3, 1)

    before = governing("england", day, partners_from=date(2019, 4, 1))
    after = governing("england", day, partners_from=date(2019, 3, 1))

    assert (before.framework_id, before.alternatives[0][0]) == ("england-scr-2015", "england-cspr-2018")
    assert (after.framework_id, after.alternatives[0][0]) == ("england-cspr-2018", "england-scr-2015")
    assert before.reason == (
        "Serious case review (Working Together 2015): notified on Friday 1 March 2019; this area changes "
        "over on Monday 1 April 2019."
    )


def test_where_the_board_has_not_said_its_day_it_asks_for_it():
    proposed = governing("england", date(2019, 3, 1))

    assert proposed.framework_id == "england-scr-2015"
    assert proposed.reason == (
        "Serious case review (Working Together 2015): areas changed over one by one, and this board has not "
        "said when its own did; the older one is proposed. Record the day, or choose the other with a reason."
    )


def test_a_day_of_change_that_cannot_be_moves_nothing():
    assert (
        governing("england", date(2018, 6, 1), partners_from=date(2018, 1, 1)).framework_id
        == "england-scr-2015"
    )
    assert (
        governing("england", date(2019, 9, 29), partners_from=date(2030, 1, 1)).framework_id
        == "england-cspr-2018"
    )


def test_just_before_new_guidance_the_new_is_offered_with_its_reason():
    proposed = governing("england", date(2013, 4, 10))

    assert proposed.framework_id == "england-scr-2010"
    assert proposed.alternatives[0] == (
        "england-scr-2013",
        "Notified before the change and decided after it, boards used the new guidance. The chair chooses, "
        "and records why.",
    )


@pytest.mark.parametrize(
    ("on", "offered"),
    [("2013-03-14", False), ("2013-03-15", True), ("2013-04-14", True), ("2013-04-15", False)],
)
def test_the_new_is_offered_from_its_first_day_of_choice_to_the_day_before_it_is_in_force(on, offered):
    alternatives = dict(governing("england", date.fromisoformat(on)).alternatives)

    assert ("england-scr-2013" in alternatives) == offered
    refused = not_in_force(load("england-scr-2013"), {"notified": date.fromisoformat(on)})
    assert (refused is not None) == (on == "2013-03-14")


def test_areas_may_change_over_from_the_first_day_on_and_not_a_day_before():
    first = date(2018, 6, 29)

    assert governing("england", first, partners_from=first).framework_id == "england-cspr-2018"
    assert governing("england", first).framework_id == "england-scr-2015"
    assert "areas changed over one by one" in governing("england", first).reason
    assert "areas changed over" not in governing("england", date(2018, 6, 28)).reason


def test_a_death_from_domestic_abuse_is_offered_beside_and_in_wales_until_the_single_review():
    def offered(nation, on):
        return [name for name, _ in governing(nation, date.fromisoformat(on)).alternatives if "-dhr-" in name]

    assert offered("england", "2014-01-01") == ["england-dhr-2011"]
    assert offered("wales", "2024-09-30") == ["england-dhr-2016"]
    assert offered("wales", "2024-10-01") == []
    assert offered("scotland", "2020-01-01") == []


def test_the_reason_names_framework_and_days():
    assert governing("england", date(2014, 2, 10)).reason == (
        "Serious case review (Working Together 2013): in force from Monday 15 April 2013 to Wednesday 25 "
        "March 2015, and notified on Monday 10 February 2014."
    )


@pytest.mark.parametrize(
    ("framework", "events", "why"),
    [
        ("england-scr-2013", {}, None),
        ("england-scr-2013", {"incident": "2009-01-01", "decided": "2016-01-01"}, None),
        ("england-scr-2013", {"notified": "2014-02-10"}, None),
        ("england-scr-2013", {"notified": "2013-03-20"}, None),
        ("england-scr-2013", {"notified": "2013-02-01", "decided": "2013-04-20"}, None),
        ("england-scr-2010", {"notified": "2009-12-15"}, None),
        (
            "england-scr-2013",
            {"notified": "2016-01-01"},
            "england-scr-2013 was not in force on 2016-01-01; it is in force from 2013-04-15 to 2015-03-25",
        ),
        (
            "england-cspr-2023",
            {"notified": "2023-01-01"},
            "england-cspr-2023 was not in force on 2023-01-01; it is in force from 2023-12-15",
        ),
        (
            "england-dardr-2024",
            {"notified": "2025-01-01"},
            "england-dardr-2024 is not in force on any day yet",
        ),
    ],
)
def test_a_framework_not_in_force_when_the_case_was_notified(framework, events, why):
    days = {event: date.fromisoformat(day) for event, day in events.items()}

    assert not_in_force(load(framework), days) == why
