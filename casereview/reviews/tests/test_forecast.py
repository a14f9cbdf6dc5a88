"""When a review is likely to be finished: a range that says what it is."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereview.reviews.forecast import (
    FEWEST,
    Span,
    StepOfPlan,
    backtest,
    by_own_steps,
    forecast,
    middle,
    published_spans,
)

DAY = date(2014, 1, 1)
DOC = Path(__file__).parents[3] / "docs" / "forecast.md"


def spans(*months: float) -> tuple[Span, ...]:
    return tuple(Span(m, own=False) for m in months)


def test_only_reviews_that_ran_as_long_are_compared_with():
    found = forecast(DAY, DAY + timedelta(days=365), spans(3, 6, 9, 14, 16, 18, 20, 22))

    assert (found.published, found.own) == (5, 0)
    assert found.first is not None and found.first >= DAY + timedelta(days=365)


def test_with_too_few_reviews_there_is_no_range():
    found = forecast(DAY, DAY, spans(*range(10, 10 + FEWEST - 1)))

    assert (found.first, found.last) == (None, None)


def test_a_boards_own_reviews_count_beside_the_published():
    found = forecast(DAY, DAY, (*spans(12, 14, 16), Span(10, own=True), Span(11, own=True)))

    assert (found.own, found.published) == (2, 3)


def test_its_own_pace_widens_the_range_and_never_narrows_it():
    plain = forecast(DAY, DAY, spans(10, 12, 14, 16, 18))
    slow = forecast(
        DAY,
        DAY + timedelta(days=100),
        spans(10, 12, 14, 16, 18),
        decided=DAY,
        target=DAY + timedelta(days=400),
        steps=[StepOfPlan(DAY + timedelta(days=30), DAY + timedelta(days=90))],
    )

    assert plain.first == slow.first
    assert slow.by_own_steps is not None and slow.last == slow.by_own_steps > plain.last


@pytest.mark.parametrize(
    ("done_after", "finish_after"),
    [(50, 200), (100, 400), (25, 100)],
    ids=["as planned", "twice as slow", "twice as fast"],
)
def test_what_is_left_of_the_plan_goes_at_the_pace_of_what_is_done(done_after, finish_after):
    steps = [StepOfPlan(DAY + timedelta(days=50), DAY + timedelta(days=done_after))]

    assert by_own_steps(DAY, DAY, DAY + timedelta(days=200), steps) == DAY + timedelta(days=finish_after)


def test_a_step_that_is_overdue_pushes_the_finish():
    target, today = DAY + timedelta(days=200), DAY + timedelta(days=120)
    steps = [
        StepOfPlan(DAY + timedelta(days=50), DAY + timedelta(days=50)),
        StepOfPlan(DAY + timedelta(days=90), None),
    ]

    assert by_own_steps(today, DAY, target, steps) == target + timedelta(days=30)


def test_before_a_step_is_done_its_own_plan_says_nothing():
    assert by_own_steps(DAY, DAY, DAY + timedelta(days=200), [StepOfPlan(DAY, None)]) is None


@given(st.lists(st.floats(0, 100), min_size=1), st.floats(0, 100))
def test_the_middle_lies_within_what_was_seen(months, _):
    low, high = middle(sorted(months))

    assert min(months) <= low <= high <= max(months)


@given(st.integers(0, 900), st.lists(st.integers(1, 60), min_size=FEWEST, max_size=30))
def test_a_finish_is_never_in_the_past(age, months):
    today = DAY + timedelta(days=age)
    found = forecast(DAY, today, spans(*map(float, months)))

    assert found.first is None or today <= found.first <= found.last


def test_the_published_reviews_have_days_and_sources_that_can_be_read():
    assert len(published_spans()) == 15
    assert all(0 < span.months < 120 and not span.own for span in published_spans())


def test_the_documents_backtest_is_what_is_measured_now():
    rows = re.findall(r"^\| (\d+) \| (\d+) \| (\d+) \| ([\d.]+) \|$", DOC.read_text(encoding="utf-8"), re.M)
    measured = [backtest(published_spans(), months) for months in (3, 6, 12, 18, 24)]

    assert rows == [(str(b.months), str(b.tried), str(b.held), f"{b.width:.0f}") for b in measured]
