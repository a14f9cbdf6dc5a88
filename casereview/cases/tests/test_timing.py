"""Clocks are extended by whom the framework allows, with reasons; what is late says why."""

from __future__ import annotations

from datetime import date

import pytest

from casereview.acts.ask import ask
from casereview.acts.registry import AccessDenied, Refused
from casereview.audit.models import Row
from casereview.cases.clocks import decision_due
from casereview.cases.models import Case, ClockExtension, LateReason

AGREED = {"because": "Two agencies are still searching.", "agreed_by": "The chair"}


def clock(answer: dict, name: str) -> dict:
    return next(one for one in answer["clocks"] if one["clock"] == name)


def test_the_chair_extends_the_decision_clock_and_a_decision_inside_it_needs_no_reason(a_case, someone, does):
    case, chair = a_case(), someone("chair")

    does(chair, "extend-clock", to=case, clock="decision", until="2014-03-24", **AGREED)

    case = Case.rows.get(pk=case.pk)
    assert decision_due(case) == date(2014, 3, 24)
    shown = clock(ask(chair, "workspace", of=case), "decision")
    assert (shown["due"], shown["extended_from"]) == ("2014-03-24", "2014-03-10")
    chair_later = someone("chair", today=date(2014, 3, 20))
    does(
        chair_later,
        "decide",
        to=case,
        on=date(2014, 3, 20),
        outcome="review",
        reasons="The criteria are met.",
    )
    assert Case.rows.get(pk=case.pk).phase == "decided"


def test_an_extension_withdrawn_gives_the_clock_its_day_back(a_case, someone, does):
    case, chair = a_case(), someone("chair")
    row = does(chair, "extend-clock", to=case, clock="decision", until="2014-03-24", **AGREED).made

    does(
        chair, "withdraw", to=case, thing=f"clock-extension:{row.key}", because="The agencies have answered."
    )

    assert decision_due(Case.rows.get(pk=case.pk)) == date(2014, 3, 10)


@pytest.mark.parametrize(
    ("name", "until", "says"),
    [
        ("complete", "2014-12-01", "Move the target date"),
        ("panel-no-review", "2014-12-01", "lets nobody extend"),
        ("decision", "2014-03-10", "ends on 10 March 2014 already"),
    ],
)
def test_a_clock_is_not_extended_past_what_its_framework_allows(a_case, someone, does, name, until, says):
    case, chair = a_case(), someone("chair")

    with pytest.raises(Refused, match=says):
        does(chair, "extend-clock", to=case, clock=name, until=until, **AGREED)

    assert not ClockExtension.rows.exists() and Case.rows.get(pk=case.pk).extended == {}
    assert Row.rows.filter(act="extend-clock").values_list("outcome", flat=True).last() == "refused"


def test_nobody_else_extends_a_clock(a_case, someone, does):
    case = a_case()
    for actor in (
        someone("lead", case=case),
        someone("agency-lead", agency="police", case=case),
        someone("notifier"),
    ):
        with pytest.raises(AccessDenied):
            does(actor, "extend-clock", to=case, clock="decision", until="2014-03-24", **AGREED)


def test_what_is_late_says_why_and_the_page_shows_it(a_case, someone, does):
    case, manager = a_case(), someone("manager", today=date(2014, 3, 20))
    late = clock(ask(manager, "workspace", of=case), "decision")
    assert (late["late_days"], late["explain"], late["late_because"]) == (10, True, "")

    does(
        manager, "explain-late", to=case, on=date(2014, 3, 20), clock="decision", because="The chair was ill."
    )

    assert clock(ask(manager, "workspace", of=case), "decision")["late_because"] == "The chair was ill."


def test_what_is_not_late_needs_no_reason(a_case, someone, does):
    case, manager = a_case(), someone("manager")

    with pytest.raises(Refused, match="This is not late"):
        does(manager, "explain-late", to=case, clock="decision", because="To be safe.")

    assert not LateReason.rows.exists()


def test_a_clock_that_the_framework_does_not_have_is_not_there(a_case, someone, does):
    case, manager = a_case(), someone("manager")

    with pytest.raises(Refused, match="names a clock that is not here"):
        does(manager, "explain-late", to=case, clock="rapid-review", because="It is late.")
