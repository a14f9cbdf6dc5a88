"""The clocks of one case: its events as its framework counts them, what meets each clock, and what comes next."""

from __future__ import annotations

from collections.abc import Container
from datetime import date

from casereview.access.roles import Phase
from casereview.cases.called import called
from casereview.cases.models import Case
from casereview.law.clocks import Clock, LocalClock, count
from casereview.law.frameworks import load
from casereview.people.models import Board

KEEPS = ("on-website",)
"""Clocks that say for how long something stays, and not by when something is done: never late."""
WITHOUT_REVIEW = ("panel-no-review",)
"""Clocks of a decision that no review is to be held: they do not run once one is."""
TARGETS = ("complete", "publish")
"""The clocks whose end is the review's target date."""

NEXT: dict[str, str] = {
    Phase.NOTIFIED: "Record what is known of the facts",
    Phase.SCREENING: "Decide whether to hold a review",
    Phase.DECIDED: "Appoint the lead and the author; agree the terms",
    Phase.COMMISSIONED: "Ask the agencies",
    Phase.GATHERING: "Gather reports and chronologies, then open the analysis",
    Phase.ANALYSING: "Find, draw lessons, recommend; then start the report",
    Phase.REPORTING: "Accuracy round, then sign-off by lead and board",
    Phase.RESPONDING: "Answer each recommendation, then publish",
    Phase.PUBLISHED: "Adopt the {plan}",
    Phase.MONITORING: "Verify each action from its evidence",
    Phase.CLOSED: "Nothing is left to do",
}

NEXT_ROOMS: dict[str, tuple[str, ...]] = {
    Phase.NOTIFIED: ("screening",),
    Phase.SCREENING: ("screening", "decision"),
    Phase.DECIDED: ("people-of-case", "timetable"),
    Phase.COMMISSIONED: ("evidence",),
    Phase.GATHERING: ("evidence", "learning"),
    Phase.ANALYSING: ("learning", "report"),
    Phase.REPORTING: ("report",),
    Phase.RESPONDING: ("actions", "publication"),
    Phase.PUBLISHED: ("actions",),
    Phase.MONITORING: ("actions",),
    Phase.CLOSED: (),
}
"""In which rooms of a case its next step is done, in order: their address names."""


def goes_to_the_panel(framework_id: str) -> bool:
    """Whether this framework's *notified* is the day on which the notification went to the national Panel."""
    return any(rule.id == "notify-panel" for rule in load(framework_id).clocks)


def events_of(case: Case) -> dict[str, date]:
    """The days from which this case's clocks count, by the framework's own names. A day that is not known is left out."""
    notified = case.panel_notified_on if goes_to_the_panel(case.framework) else case.notified_on
    days = {
        "incident": case.incident_on,
        "aware": case.aware_on,
        "notified": notified,
        "decided": case.decided_on,
        "published": case.published_on,
    }
    return {event: day for event, day in days.items() if day is not None}


def clocks_of(case: Case, board: Board | None = None, *, applies: Container[str] = ()) -> tuple[Clock, ...]:
    """Every clock of the case with its due day and its working, the board's local clocks included.

    Args:
        applies: the clocks with a condition of their own (the death of a looked-after child) that are known to apply here.
            The others of that kind are left out: a duty that nobody knows to apply is not late.
    """
    framework = load(case.framework)
    extended = {name: date.fromisoformat(day) for name, day in case.extended.items()}
    if case.target_on and case.first_target_on and case.target_on > case.first_target_on:
        extended |= {c.id: case.target_on for c in framework.clocks if c.id in TARGETS}
    local = [LocalClock(**one) for one in (board or case.board).local_clocks]
    conditional = {rule.id for rule in framework.clocks if rule.when is not None}
    left_out = conditional - {name for name in conditional if name in applies}
    if review_is_held(case):
        left_out |= set(WITHOUT_REVIEW)
    found = count(framework, events_of(case), extended=extended, local=local)
    return tuple(clock for clock in found if clock.clock not in left_out)


def review_is_held(case: Case) -> bool:
    """Whether it was decided to hold a review: it has a target or a report, or it goes on after the decision."""
    goes_on = case.decided_on is not None and case.phase not in (Phase.SCREENING, Phase.CLOSED)
    return goes_on or case.target_on is not None or case.published_on is not None


def target_of(case: Case, decided: date) -> date | None:
    """The target date that the framework sets for a review decided on a day; None where it sets none."""
    framework = load(case.framework)
    found = count(framework, {**events_of(case), "decided": decided})
    return next((clock.due for clock in found if clock.clock in TARGETS and clock.due), None)


def decision_clock(case: Case) -> Clock | None:
    """The clock of the decision: one month from notification, or the rapid review's fifteen working days.

    None where it has not started, and for a case that was decided once and reopened: the law gives that no clock of its own.
    """
    if case.first_decided_on:
        return None
    found = {clock.clock: clock for clock in clocks_of(case) if clock.due}
    return found.get("decision") or found.get("rapid-review")


def decision_due(case: Case) -> date | None:
    """The day by which the decision is due, or None."""
    clock = decision_clock(case)
    return clock.due if clock else None


def decision_late(case: Case, on: date) -> date | None:
    """The day by which the decision was due, where a decision on this day is late. A day not published is never late."""
    clock = decision_clock(case)
    if clock is None or clock.due is None or on <= clock.due or about(clock, case):
        return None
    return clock.due


def met_on(clock: Clock, case: Case) -> date | None:
    """The day on which what a clock asks for was done, or None."""
    done = {
        "decision": case.first_decided_on or case.decided_on,
        "rapid-review": case.first_decided_on or case.decided_on,
        "complete": case.completed_on or case.published_on,
        "publish": case.published_on or case.withheld_on,
        "notify-panel": case.panel_notified_on,
        "tell-decision": case.told_on,
        "panel-no-review": case.told_on,
        # The gate lets nothing be published before the notice period is over: what is published gave it.
        "before-publication": clock.due if case.published_on else None,
    }
    return done.get(clock.clock)


def about(clock: Clock, case: Case) -> bool:
    """Whether a clock hangs on a day that was not published, so that it never says late."""
    return clock.starts in case.approximate


def next_step(case: Case) -> str:
    """What comes next in this case, in a sentence."""
    if case.joined_into is not None:
        return "Nothing is left to do here"
    words = NEXT[Phase(case.phase)]
    return words.format(plan=called(case, "plan")) if "{plan}" in words else words


def standing(case: Case) -> str:
    """How a case's own page begins: what comes next, or how it ended."""
    if case.joined_into is not None:
        return f"Joined with {case.joined_into.code}"
    if case.phase != Phase.CLOSED:
        return f"Next: {next_step(case)}"
    return "The review is closed" if review_is_held(case) else "Closed without a review"
