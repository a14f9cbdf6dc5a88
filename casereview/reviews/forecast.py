"""When a review is likely to be finished: a range from its own steps and from how long other reviews took. Pure.

A forecast is no deadline. The target date stays the target; this says what became of reviews that had run as long.
Method: a reference class (Kahneman and Tversky, 1979): of the reviews that were still running at this age, when did they end?
The pace of the review's own plan widens that range, and never narrows it. ``docs/forecast.md`` holds the backtest.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

PUBLISHED = Path(__file__).with_name("published_reviews.csv")
FEWEST = 5
"""With fewer reviews that ran as long there is nothing to compare with, and no range."""
INSIDE = 80
"""The middle of the reviews compared with, in hundredths, that the range takes in."""
MONTH = 365.25 / 12
SLOWEST, FASTEST = 3.0, 0.5
"""A pace beyond these says more about one step than about the review."""


@dataclass(frozen=True, slots=True)
class Span:
    """One finished review: months from the death or harm to its publication."""

    months: float
    own: bool


@dataclass(frozen=True, slots=True)
class StepOfPlan:
    """A step of a review's plan: when it is due and when it was done, if it was."""

    due: date
    done: date | None


@dataclass(frozen=True, slots=True)
class Forecast:
    """A likely finish.

    Attributes:
        first, last: the range; None where too few reviews ran as long.
        by_own_steps: the finish that the review's own pace points to; None before a step is done.
        own, published: how many finished reviews of this board, and of those published elsewhere, it was compared with.
    """

    first: date | None
    last: date | None
    by_own_steps: date | None
    own: int
    published: int


@cache
def published_spans() -> tuple[Span, ...]:
    """The finished reviews that other boards published, from their printed days or months."""
    with PUBLISHED.open(newline="", encoding="utf-8") as file:
        return tuple(
            Span(months_between(_day(row["incident"]), _day(row["published"])), own=False)
            for row in csv.DictReader(file)
        )


def _day(text: str) -> date:
    """A printed day; of a printed month its middle."""
    return date.fromisoformat(text if len(text) > 7 else f"{text}-15")


def months_between(first: date, last: date) -> float:
    """Months of average length from one day to another."""
    return (last - first).days / MONTH


def forecast(
    since: date,
    today: date,
    spans: Iterable[Span],
    *,
    decided: date | None = None,
    target: date | None = None,
    steps: Sequence[StepOfPlan] = (),
) -> Forecast:
    """The likely finish of a review that is still running.

    Args:
        since: the day of the death or harm, or where that is not known the day of the notification.
        spans: finished reviews to compare with: this board's own and those published.
        decided, target, steps: the review's own plan, where there is one.
    """
    age = months_between(since, today)
    as_long = [span for span in spans if span.months > age]
    own_pace = by_own_steps(today, decided, target, steps) if decided and target else None
    first = last = None
    if len(as_long) >= FEWEST:
        low, high = middle(sorted(span.months for span in as_long))
        first, last = since + timedelta(days=low * MONTH), since + timedelta(days=high * MONTH)
        if own_pace:
            first, last = min(first, own_pace), max(last, own_pace)
        first = max(first, today)
    return Forecast(
        first=first,
        last=last,
        by_own_steps=own_pace,
        own=sum(1 for span in as_long if span.own),
        published=sum(1 for span in as_long if not span.own),
    )


def middle(months: Sequence[float]) -> tuple[float, float]:
    """Between which two values the next one falls ``INSIDE`` times in a hundred, if it is like these sorted ones.

    Of n values the next falls below the k-th k times in n + 1; between two of them we interpolate.

    >>> middle([10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0])
    (10.0, 90.0)
    """
    rest = (100 - INSIDE) / 200
    return _at(months, rest), _at(months, 1 - rest)


def _at(months: Sequence[float], share: float) -> float:
    place = min(max(share * (len(months) + 1) - 1, 0), len(months) - 1)
    below = int(place)
    above = min(below + 1, len(months) - 1)
    return months[below] + (months[above] - months[below]) * (place - below)


def by_own_steps(today: date, decided: date, target: date, steps: Sequence[StepOfPlan]) -> date | None:
    """The finish to which a review's own pace points: what is left of its plan, at the pace of what is done.

    Args:
        steps: the plan as it stands. A step that is overdue and not done pushes the finish by as many days.

    Returns:
        None before any step is done.
    """
    done = [step for step in steps if step.done is not None]
    if not done:
        return None
    latest = max(done, key=lambda step: step.due)
    ended = max(step.done for step in done if step.done is not None)
    planned = max(1, (latest.due - decided).days)
    pace = min(SLOWEST, max(FASTEST, (ended - decided).days / planned))
    by_pace = ended + timedelta(days=max(0, (target - latest.due).days) * pace)
    waiting = [step.due for step in steps if step.done is None and step.due < today]
    behind = (today - min(waiting)).days if waiting else 0
    return max(by_pace, target + timedelta(days=behind) if behind else by_pace, today)


@dataclass(frozen=True, slots=True)
class Backtest:
    """How often the range held, had it been made at an age of so many months.

    Attributes:
        tried: reviews that were still running at that age and had enough others to compare with.
        held: of these, how many ended inside the range.
        width: the range's median width in months.
    """

    months: int
    tried: int
    held: int
    width: float


def backtest(spans: Sequence[Span], months: int) -> Backtest:
    """Leave one out: make each review's range from all the others, as of an age, and see whether it held."""
    tried, held, widths = 0, 0, []
    for index, one in enumerate(spans):
        others = sorted(s.months for i, s in enumerate(spans) if i != index and s.months > months)
        if one.months <= months or len(others) < FEWEST:
            continue
        low, high = middle(others)
        tried, held = tried + 1, held + (low <= one.months <= high)
        widths.append(high - low)
    widths.sort()
    return Backtest(months, tried, held, widths[len(widths) // 2] if widths else 0.0)
