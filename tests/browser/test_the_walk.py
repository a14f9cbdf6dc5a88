"""One review in a real browser, from the first notification to the last action in place, on whichever engine this is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.browser.house import ROOT
from tests.browser.visitor import Visitor
from tests.browser.walk_on import WholeWalk

BOARD = ROOT / "journals" / "invented" / "11-monitoring.yaml"


@pytest.fixture
def people(house: Any, visitor: Any) -> Callable[..., WholeWalk]:
    """``people(javascript=False)``: a furnished board without a case, and its people, who sign in when they are needed."""

    def come(*, javascript: bool) -> WholeWalk:
        board = house(journals=[BOARD], acts=False)
        here: dict[str, Visitor] = {}

        def person(who: str) -> Visitor:
            if who not in here:
                one = board.people[who]
                here[who] = visitor(board.base, who, javascript=javascript)
                here[who].name = one["name"]
                here[who].signs_in(one["login"], one["password"])
            return here[who]

        return WholeWalk(person, date.today())

    return come


@pytest.mark.both_engines
@pytest.mark.xdist_group("walk-with-javascript")
def test_a_review_goes_from_the_first_notification_to_the_last_action_in_place(people: Any) -> None:
    walk = people(javascript=True)
    walk.notify()
    walk.screen()
    walk.decide()
    walk.commission()
    walk.hold()
    walk.move_the_target()
    walk.gather()
    walk.meet()
    walk.learn_together()
    walk.family()
    walk.analyse()
    walk.report()
    walk.respond()
    walk.clear_the_gate()
    walk.publish()
    walk.plan()
    walk.follow_through()
    walk.close()

    assert walk.phase().split()[-1] == "Closed"


@pytest.mark.both_engines
@pytest.mark.xdist_group("walk-without-javascript")
def test_without_javascript_a_review_goes_as_far_and_withholding_does_not_stop_its_actions(
    people: Any,
) -> None:
    walk = people(javascript=False)
    walk.notify()
    walk.screen()
    walk.decide()
    walk.commission()
    walk.hold()
    walk.move_the_target()
    walk.gather()
    walk.meet()
    walk.learn_together()
    walk.family()
    walk.analyse()
    walk.report()
    walk.respond()
    walk.clear_the_gate()
    walk.withhold()
    walk.plan()
    walk.follow_through()
    walk.close()

    assert walk.phase().split()[-1] == "Closed"
