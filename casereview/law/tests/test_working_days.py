"""Working days of the four nations, against the library that knows their bank holidays."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereview.law.working_days import (
    FIRST,
    LAST,
    NATIONS,
    BeyondTheTable,
    bank_holidays,
    is_working_day,
    left_out,
    why_not,
    working_day_after,
    working_days_after,
)

SUBDIVISIONS = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern-ireland": "NIR"}
days = st.dates(date(2007, 1, 1), date(2034, 12, 31))
nations = st.sampled_from(NATIONS)


@pytest.mark.parametrize("nation", NATIONS)
def test_the_table_is_that_of_the_library(nation):
    known = holidays.country_holidays(
        "GB", subdiv=SUBDIVISIONS[nation], years=range(FIRST.year, LAST.year + 1)
    )

    assert sorted(bank_holidays(nation)) == sorted(day for day in known if day.weekday() < 5)


@pytest.mark.parametrize("nation", NATIONS)
def test_every_day_in_the_table_says_what_makes_it_one(nation):
    assert [
        day for day, holiday in bank_holidays(nation).items() if not (holiday.name and holiday.cite)
    ] == []


@pytest.mark.parametrize(
    ("day", "nations_that_rest"),
    [
        ("2011-04-29", set(NATIONS)),
        ("2020-05-04", set()),
        ("2020-05-08", set(NATIONS)),
        ("2022-06-02", set(NATIONS)),
        ("2022-09-19", set(NATIONS)),
        ("2023-05-08", set(NATIONS)),
        ("2026-06-15", {"scotland"}),
        ("2024-01-02", {"scotland"}),
        ("2024-04-01", {"england", "wales", "northern-ireland"}),
        ("2024-03-18", {"northern-ireland"}),
        ("2024-07-12", {"northern-ireland"}),
        ("2024-08-05", {"scotland"}),
        ("2023-11-30", {"scotland"}),
        ("2020-12-28", set(NATIONS)),
    ],
)
def test_holidays_that_people_get_wrong(day, nations_that_rest):
    resting = {nation for nation in NATIONS if not is_working_day(date.fromisoformat(day), nation)}

    assert resting == nations_that_rest


def test_a_count_that_leaves_the_years_known_is_refused():
    for day, n in [(date(2005, 12, 31), 1), (date(2035, 12, 31), 5), (date(2006, 1, 2), -5), (LAST, 99_999)]:
        with pytest.raises(BeyondTheTable, match="from 2006 to 2035 only"):
            working_day_after(day, n, "england")
    with pytest.raises(BeyondTheTable):
        working_days_after([date(2014, 1, 1), date(2005, 1, 1)], 3, "england")
    with pytest.raises(BeyondTheTable):
        working_days_after([LAST], 3, "england")


def test_the_first_and_the_last_day_of_the_table_are_in_it():
    assert why_not(date(2006, 1, 1), "england") == "weekend"
    assert is_working_day(date(2035, 12, 31), "england")
    assert working_day_after(date(2006, 1, 4), -1, "england") == date(2006, 1, 3)
    assert working_day_after(date(2035, 12, 28), 1, "england") == date(2035, 12, 31)
    assert working_day_after(date(2006, 1, 1), 0, "england") == date(2006, 1, 1)
    assert working_day_after(date(2035, 12, 31), 0, "england") == date(2035, 12, 31)
    assert working_days_after([date(2006, 1, 1), date(2035, 12, 28)], 1, "england") == [
        date(2006, 1, 3),
        date(2035, 12, 31),
    ]
    assert working_days_after([date(2014, 2, 8), date(2014, 2, 10)], 0, "england") == [
        date(2014, 2, 8),
        date(2014, 2, 10),
    ]


@pytest.mark.parametrize(
    ("day", "n", "reached"),
    [
        (date(2006, 1, 4), -2, 2005),
        (date(2006, 1, 1), -1, 2005),
        (date(2005, 12, 31), 1, 2005),
        (date(2005, 12, 31), 0, 2005),
        (date(2035, 12, 28), 2, 2036),
        (date(2035, 12, 31), 1, 2036),
        (date(2036, 1, 1), -1, 2036),
        (date(2036, 1, 1), 0, 2036),
    ],
)
def test_one_day_further_is_refused_and_named(day, n, reached):
    with pytest.raises(BeyondTheTable, match=f"would reach {reached}"):
        working_day_after(day, n, "england")
    if n > 0:
        with pytest.raises(BeyondTheTable, match=f"would reach {reached}"):
            working_days_after([day], n, "england")
    with pytest.raises(BeyondTheTable):
        why_not(date(reached, 1, 1) if reached == 2036 else date(2005, 12, 31), "england")


def test_there_are_four_nations():
    with pytest.raises(ValueError, match="There is no nation 'cornwall'"):
        bank_holidays("cornwall")


def test_a_count_from_a_weekend_or_a_holiday_begins_with_the_next_working_day():
    assert working_day_after(date(2024, 3, 30), 1, "england") == date(2024, 4, 2)


def test_a_board_may_leave_out_days_of_its_own():
    own = {date(2024, 4, 2): "Council holiday"}

    assert working_day_after(date(2024, 3, 30), 1, "england", own) == date(2024, 4, 3)
    assert working_day_after(date(2024, 4, 3), -1, "england", own) == date(2024, 3, 28)
    assert left_out(date(2024, 4, 2), date(2024, 4, 2), "england", own) == [
        (date(2024, 4, 2), "Council holiday (local)")
    ]


def test_each_day_left_out_is_named_with_its_reason():
    assert left_out(date(2015, 12, 24), date(2015, 12, 28), "england") == [
        (date(2015, 12, 25), "Christmas Day"),
        (date(2015, 12, 26), "weekend"),
        (date(2015, 12, 27), "weekend"),
        (date(2015, 12, 28), "Boxing Day (substitute day)"),
    ]


@given(days, st.integers(1, 60), nations)
def test_working_days_are_those_that_one_would_tick_off_on_a_calendar(day, n, nation):
    ticked, today = 0, day
    while ticked < n:
        today += timedelta(1)
        ticked += is_working_day(today, nation)

    assert working_day_after(day, n, nation) == today


@given(days, st.integers(1, 60), nations)
def test_counting_back_is_ticking_off_backwards(day, n, nation):
    ticked, today = 0, day
    while ticked < n:
        today -= timedelta(1)
        ticked += is_working_day(today, nation)

    assert working_day_after(day, -n, nation) == today


@given(days, days, st.integers(-40, 40), nations)
def test_whoever_starts_later_never_ends_earlier(one, other, n, nation):
    early, late = sorted((one, other))

    assert working_day_after(early, n, nation) <= working_day_after(late, n, nation)


@given(days, days, st.integers(-20, 20), nations, st.sets(days, max_size=10))
def test_nor_where_a_board_leaves_out_days_of_its_own(one, other, n, nation, own):
    early, late = sorted((one, other))
    named = dict.fromkeys(own, "Fair")

    ends = working_day_after(early, n, nation, named)

    assert ends <= working_day_after(late, n, nation, named)
    assert n == 0 or ends not in own


@given(st.lists(days, max_size=20), st.integers(-3, 20), nations)
def test_many_at_once_are_each_on_their_own(several, n, nation):
    assert working_days_after(several, n, nation) == [working_day_after(day, n, nation) for day in several]


@given(days, st.integers(-20, 20), nations)
def test_local_days_that_are_none_change_nothing(day, n, nation):
    a_sunday = {date(2014, 3, 2): "A Sunday"}

    assert working_day_after(day, n, nation, a_sunday) == working_day_after(day, n, nation)
