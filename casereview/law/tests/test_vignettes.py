"""Every made-up case has the answer, the open questions, the criteria met and the days the law gives it."""

from __future__ import annotations

import pytest

from casereview.law.clocks import count
from casereview.law.frameworks import every_framework, load
from casereview.law.screening import screen
from casereview.law.vignettes import clock_vignettes, vignettes, worked_example


@pytest.mark.parametrize("case", vignettes(), ids=lambda case: f"{case.id}-{case.framework}")
def test_a_made_up_case(case):
    answer = screen(load(case.framework), case.facts)

    assert answer.outcome == case.outcome, case.why
    assert frozenset(answer.turns_on) == case.turns_on, case.why
    assert frozenset(each.criterion for each in answer.because if each.result == "met") == case.met
    assert answer.form == case.form, case.why


@pytest.mark.parametrize("case", clock_vignettes(), ids=lambda case: f"{case.id}-{case.framework}")
def test_the_days_of_a_made_up_case(case):
    counted = {clock.clock: clock.due for clock in count(load(case.framework), case.events, local=case.local)}

    assert {clock: counted[clock] for clock in case.due} == case.due, case.why


def test_every_framework_has_a_worked_example():
    assert [each.id for each in every_framework() if worked_example(each) is None] == []


def test_no_two_cases_share_a_name():
    names = [case.id for case in (*vignettes(), *clock_vignettes())]

    assert len(names) == len(set(names))
