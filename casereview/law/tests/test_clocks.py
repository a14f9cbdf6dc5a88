"""Deadlines: counted from the event, never moved by a weekend, extended only by whom the framework says."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereview.law.clocks import BadClock, LocalClock, add, count, from_the_incident, months_after
from casereview.law.frameworks import load

days = st.dates(date(2007, 1, 1), date(2030, 12, 31))


def clock(framework, name, **kept):
    return next(each for each in count(load(framework), **kept) if each.clock == name)


@pytest.mark.parametrize(
    ("kept", "why"),
    [
        ({"events": {"decidd": date(2014, 1, 1)}}, "There is no event 'decidd'; the nearest is 'decided'."),
        (
            {"events": {}, "extended": {"compleet": date(2014, 1, 1)}},
            "'england-scr-2013' has no clock 'compleet'; the nearest is 'complete'.",
        ),
        (
            {"events": {"published": date(2014, 3, 3)}, "extended": {"before-publication": date(2014, 4, 1)}},
            "'before-publication' cannot be extended: nobody may extend it.",
        ),
        (
            {"events": {}, "local": [LocalClock("complete", "notified", 3, "days")]},
            "There are two clocks called 'complete'; give the local one another name.",
        ),
    ],
)
def test_what_does_not_exist_or_may_not_be_is_refused(kept, why):
    with pytest.raises(BadClock) as problem:
        count(load("england-scr-2013"), **kept)
    assert str(problem.value) == why


def test_a_length_that_no_calendar_holds_is_refused():
    for amount, unit in [(99_999, "months"), (-200_000, "weeks"), (10_000_000, "days")]:
        with pytest.raises(BadClock, match="is not a day of any calendar"):
            add(date(2014, 1, 1), amount, unit, "england")
    with pytest.raises(BadClock, match="There is no unit 'fortnights'"):
        add(date(2014, 1, 1), 1, "fortnights", "england")


def test_a_clock_whose_event_has_not_happened_has_no_due_day():
    waiting = clock("england-scr-2013", "complete", events={"notified": date(2014, 2, 10)})

    assert (waiting.from_day, waiting.due) == (None, None)
    assert waiting.working == ("It has not started: it runs from the day on which the decision was made.",)


def test_every_clock_is_listed_in_the_framework_s_order():
    assert [each.clock for each in count(load("england-scr-2013"), {})] == [
        "decision",
        "complete",
        "panel-no-review",
        "before-publication",
        "on-website",
    ]


def test_the_working_shows_each_day_left_out_and_why():
    notify = clock("england-scr-2015", "notify-ofsted", events={"aware": date(2015, 12, 23)})

    assert notify.due == date(2016, 1, 4)
    assert notify.working == (
        "It runs from Wednesday 23 December 2015, the day on which the local authority became aware. "
        "That day is day 0.",
        "Left out: Friday 25 December 2015 (Christmas Day).",
        "Left out: Saturday 26 December 2015 (weekend).",
        "Left out: Sunday 27 December 2015 (weekend).",
        "Left out: Monday 28 December 2015 (Boxing Day (substitute day)).",
        "Left out: Friday 1 January 2016 (New Year's Day).",
        "Left out: Saturday 2 January 2016 (weekend).",
        "Left out: Sunday 3 January 2016 (weekend).",
        "5 working days after it is Monday 4 January 2016.",
    )


def test_the_working_leaves_the_day_itself_out_of_what_it_names():
    # Saturday is day 0; Sunday, and Monday's holiday for New Year's Day, are what lies between it and day 1.
    [clock] = [
        each
        for each in count(load("england-cspr-2018"), {"aware": date(2022, 1, 1)})
        if each.clock == "notify-panel"
    ]
    left_out = [line for line in clock.working if line.startswith("Left out")]

    assert clock.due == date(2022, 1, 10)
    assert [line.partition(":")[2][:26] for line in left_out] == [
        " Sunday 2 January 2022 (we",
        " Monday 3 January 2022 (Ne",
        " Saturday 8 January 2022 (",
        " Sunday 9 January 2022 (we",
    ]


def test_a_clock_that_ends_on_the_first_day_of_the_table_has_no_working_day_before_it_to_show():
    own = LocalClock("own", "incident", 1, "days")

    clock = count(load("england-scr-2006"), {"incident": date(2005, 12, 31)}, local=[own])[-1]

    assert (clock.due, clock.working_day_before) == (date(2006, 1, 1), None)


def test_the_working_counts_back_from_publication():
    before = clock("england-scr-2015", "before-publication", events={"published": date(2016, 4, 5)})

    assert before.due == date(2016, 3, 23)
    assert before.working[1:] == (
        "Left out: Friday 25 March 2016 (Good Friday).",
        "Left out: Saturday 26 March 2016 (weekend).",
        "Left out: Sunday 27 March 2016 (weekend).",
        "Left out: Monday 28 March 2016 (Easter Monday).",
        "Left out: Saturday 2 April 2016 (weekend).",
        "Left out: Sunday 3 April 2016 (weekend).",
        "7 working days before it is Wednesday 23 March 2016.",
    )


def test_the_working_says_why_a_month_ends_where_it_does():
    decision = clock("england-scr-2013", "decision", events={"notified": date(2014, 1, 31)})

    assert decision.working[1:] == (
        "February 2014 has no day 31, so the months end on its last day.",
        "1 month after it is Friday 28 February 2014.",
    )


def test_a_clock_that_ends_on_a_sunday_ends_on_that_sunday():
    complete = clock("england-scr-2013", "complete", events={"decided": date(2014, 3, 7)})

    assert complete.due == date(2014, 9, 7)
    assert complete.working_day_before == date(2014, 9, 5)
    assert complete.working[-1] == (
        "That is no working day, and the clock does not move for it; "
        "the one before is Friday 5 September 2014."
    )


def test_an_extension_moves_the_due_day_and_keeps_the_old_one():
    longer = clock(
        "england-scr-2013",
        "complete",
        events={"decided": date(2014, 3, 3)},
        extended={"complete": date(2014, 12, 1)},
    )

    assert (longer.due, longer.extended_from) == (date(2014, 12, 1), date(2014, 9, 3))
    assert longer.working[-1] == "Extended from Wednesday 3 September 2014 to Monday 1 December 2014."
    assert longer.may_extend == "The board; points for improvement are captured and acted on meanwhile."


def test_an_extension_that_is_no_later_or_too_early_changes_nothing_and_says_so():
    sooner = clock(
        "england-scr-2013",
        "complete",
        events={"decided": date(2014, 3, 3)},
        extended={"complete": date(2014, 9, 3)},
    )
    waiting = clock("england-scr-2013", "complete", events={}, extended={"complete": date(2014, 9, 3)})

    assert (sooner.due, sooner.extended_from) == (date(2014, 9, 3), None)
    assert (
        sooner.working[-1] == "Extended to Wednesday 3 September 2014, which is no later: it stays as it was."
    )
    assert (waiting.due, waiting.extended_from) == (None, None)
    assert (
        waiting.working[-1]
        == "Extended to Wednesday 3 September 2014; that counts once the clock has started."
    )


def test_the_day_that_the_public_is_told_is_shown_beside_the_law_s():
    law = load("england-scr-2013")
    events = {"incident": date(2014, 1, 31), "notified": date(2014, 2, 10)}

    assert from_the_incident(law, events) == {
        "decision": date(2014, 2, 28),
        "complete": date(2014, 7, 31),
        "panel-no-review": date(2014, 2, 14),
    }
    assert clock("england-scr-2013", "decision", events=events).due == date(2014, 3, 10)
    assert from_the_incident(law, {"notified": date(2014, 2, 10)}) == {}


def test_a_board_s_own_clock_counts_by_its_nation_and_is_never_law():
    own = LocalClock("receipt", "notified", 5, "working-days")

    counted = clock("ni-cmr-2013", "receipt", events={"notified": date(2018, 7, 10)}, local=[own])

    assert (counted.due, counted.local, counted.cite, counted.checked) == (
        date(2018, 7, 18),
        True,
        None,
        False,
    )


def test_a_board_s_own_holiday_is_left_out_and_named():
    counted = clock(
        "scotland-lr-2021",
        "looked-after-death",
        events={"aware": date(2022, 9, 16)},
        also_left_out={date(2022, 9, 20): "Autumn holiday"},
    )

    assert counted.due == date(2022, 9, 21)
    assert "Left out: Tuesday 20 September 2022 (Autumn holiday (local))." in counted.working


def test_a_clock_as_other_programs_read_it():
    decision = clock("england-scr-2013", "decision", events={"notified": date(2014, 2, 10)})

    assert decision.as_json() == {
        "clock": "decision",
        "starts": "notified",
        "from": "2014-02-10",
        "due": "2014-03-10",
        "unit": "months",
        "amount": 1,
        "text": "Decide whether to hold a review.",
        "cite": "WT2013 ch4",
        "checked": True,
        "local": False,
        "extended_from": None,
        "may_extend": "The chair, with reasons.",
        "working": [
            "It runs from Monday 10 February 2014, the day on which the body that decides was told. "
            "That day is day 0.",
            "1 month after it is Monday 10 March 2014.",
        ],
        "working_day_before": None,
    }


@given(days, st.integers(-48, 48))
def test_months_end_on_the_same_day_number_or_the_month_s_last(day, months):
    ends = months_after(day, months)

    assert (ends.year * 12 + ends.month) - (day.year * 12 + day.month) == months
    assert ends.day == day.day or (ends.day < day.day and (ends + timedelta(1)).day == 1)


@given(days, days, st.integers(-30, 30), st.sampled_from(["months", "weeks", "days", "working-days"]))
def test_whoever_starts_later_never_ends_earlier(one, other, amount, unit):
    early, late = sorted((one, other))

    assert add(early, amount, unit, "wales") <= add(late, amount, unit, "wales")


@given(days, st.sampled_from(["months", "weeks", "days", "working-days"]))
def test_a_clock_counts_from_its_event_and_the_event_is_day_nought(day, unit):
    assert add(day, 0, unit, "scotland") == day
    assert add(day, 1, unit, "scotland") > day
    assert add(day, -1, unit, "scotland") < day
