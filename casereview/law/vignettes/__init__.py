"""Made-up cases with the answer that the law gives: each framework's worked example, and what tests walk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from casereview.law.clocks import LocalClock
from casereview.law.model import Framework
from casereview.law.strict_yaml import read

_FOLDER = Path(__file__).parent


class Vignette(NamedTuple):
    """A made-up case, its facts, and what the law says of them.

    Attributes:
        story: what happened, in a sentence or two.
        turns_on: the facts it turns on, in no order.
        met: the criteria that are met.
        form: the form that the review takes; None where it is open, or there is but one.
        why: the reason, for somebody learning the framework.
    """

    id: str
    framework: str
    story: str
    facts: Mapping[str, str]
    outcome: str
    turns_on: frozenset[str]
    met: frozenset[str]
    why: str
    cite: str
    form: str | None = None


class ClockVignette(NamedTuple):
    """The days of a made-up case's events, and the days on which some of its clocks end."""

    id: str
    framework: str
    events: Mapping[str, date]
    local: tuple[LocalClock, ...]
    due: Mapping[str, date | None]
    why: str


@cache
def vignettes() -> tuple[Vignette, ...]:
    """Every made-up case for the criteria: a file for each framework, named as its own is."""
    return tuple(
        Vignette(
            **{
                **each,
                "framework": file.stem,
                "turns_on": frozenset(each.get("turns_on", ())),
                "met": frozenset(each.get("met", ())),
            }
        )
        for file in sorted((_FOLDER / "screening").glob("*.yaml"))
        for each in read(file).data
    )


@cache
def clock_vignettes() -> tuple[ClockVignette, ...]:
    """Every made-up case for the clocks, a file for each framework."""
    return tuple(
        ClockVignette(
            id=each["id"],
            framework=file.stem,
            events={event: date.fromisoformat(day) for event, day in each["events"].items()},
            local=tuple(
                LocalClock(own["name"], own["starts"], int(own["amount"]), own["unit"])
                for own in each.get("local", ())
            ),
            due={clock: date.fromisoformat(day) if day else None for clock, day in each["due"].items()},
            why=each["why"],
        )
        for file in sorted((_FOLDER / "clocks").glob("*.yaml"))
        for each in read(file).data
    )


def worked_example(framework: Framework) -> Vignette | None:
    """A made-up case that shows what this framework's strongest answer rests on; None where there is none."""
    own = [each for each in vignettes() if each.framework == framework.id]
    strongest = [each for outcome in ("must", "may") for each in own if each.outcome == outcome]
    return next(iter(strongest or own), None)
