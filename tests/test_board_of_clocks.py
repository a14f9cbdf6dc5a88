"""The board of clocks: what is due, late and by how much, and what is at risk; and what moves no clock."""

from __future__ import annotations

from datetime import date

import pytest

from casereview.acts.ask import ask
from casereview.cases.clocks import clocks_of
from casereview.cases.models import Case
from casereview.law.frameworks import every_framework

pytestmark = pytest.mark.django_db
IN_JULY = date(2014, 7, 1)


@pytest.fixture
def on_the_board(a_board, someone):
    """``on_the_board(day)``: what the board's page of clocks says on a day, by the case's code."""

    def found(day: date) -> dict[str, dict]:
        manager = someone("manager", today=day)
        return {line["code"]: line for line in ask(manager, "clocks-of-board", of=a_board())["reviews"]}

    return found


def test_it_says_what_is_due_what_is_late_by_how_much_and_what_is_at_risk(on_the_board, a_case):
    undecided, decided = a_case(), a_case("decided")

    in_march, in_july = on_the_board(date(2014, 3, 3)), on_the_board(IN_JULY)

    waits, runs = in_march[undecided.code], in_march[decided.code]
    assert (waits["due"], waits["days_left"], waits["late_days"]) == ("2014-03-10", 7, 0)
    assert (runs["due"], runs["late_days"], runs["at_risk"]) == ("2014-08-20", 0, False)
    late, idle = in_july[undecided.code], in_july[decided.code]
    assert (late["late_days"], late["at_risk"]) == (113, False), "late is more than at risk"
    assert (idle["days_left"], idle["at_risk"]) == (50, True), (
        "a third of the time is left and no step was begun"
    )


def test_where_the_law_sets_no_clock_the_review_s_own_target_is_late_too_until_there_is_a_report(
    on_the_board, a_case
):
    case = a_case("decided")
    Case.rows.filter(pk=case.pk).update(framework="ni-cmr-2013", target_on=date(2014, 6, 20))

    line = on_the_board(date(2014, 7, 1))[case.code]
    assert (line["clock"], line["due"], line["late_days"]) == ("", "2014-06-20", 11)
    assert on_the_board(date(2014, 6, 10))[case.code]["days_left"] == 10

    Case.rows.filter(pk=case.pk).update(completed_on=date(2014, 6, 30))
    line = on_the_board(date(2014, 7, 1))[case.code]
    assert (line["due"], line["late_days"]) == (None, 0)


def test_what_is_closed_stands_apart(on_the_board, a_case, someone, a_board):
    gone, runs = a_case("closed"), a_case("decided")

    assert set(on_the_board(IN_JULY)) == {runs.code}
    closed = ask(someone("manager"), "clocks-of-board", of=a_board(), show="closed")["reviews"]
    assert [line["code"] for line in closed] == [gone.code]


def test_no_framework_has_a_pause_so_a_trial_and_its_hold_move_no_clock(a_case, someone, does):
    case, manager = a_case("decided"), someone("manager")
    before = {clock.clock: clock.due for clock in clocks_of(case)}

    does(manager, "record-proceedings", to=case, what="criminal-trial", contact="Crown prosecutor's office")
    does(manager, "place-hold", to=case, proceedings="J1", holds="publication", because="The trial is live.")

    assert {clock.clock: clock.due for clock in clocks_of(Case.rows.get(pk=case.pk))} == before


def test_a_notice_to_national_bodies_counts_back_from_the_day_of_publication(a_case):
    case = a_case("decided")
    case.published_on = date(2014, 9, 1)

    [notice] = [clock for clock in clocks_of(case) if clock.clock == "before-publication"]

    assert (notice.due, notice.amount, notice.unit) == (date(2014, 8, 25), -1, "weeks")


@pytest.mark.parametrize("framework", every_framework(), ids=lambda each: each.id)
def test_each_clock_says_who_may_extend_it_and_none_that_counts_back_can_be(framework):
    for clock in framework.clocks:
        assert clock.may_extend
        assert clock.extendable == (not clock.may_extend.startswith("Nobody"))
        assert not (clock.amount < 0 and clock.extendable)


def test_what_waits_for_its_decision_comes_before_every_target_on_each_engine(
    a_case, a_board, someone, signed_in
):
    late, soon, undecided = a_case("decided"), a_case("decided"), a_case("screening")
    Case.rows.filter(pk=late.pk).update(target_on=date(2014, 9, 20))
    Case.rows.filter(pk=soon.pk).update(target_on=date(2014, 6, 20))
    twin = a_case("screening")
    in_order = [undecided.code, twin.code, soon.code, late.code]
    manager = someone("manager")

    board = ask(manager, "clocks-of-board", of=a_board())["reviews"]
    home = ask(manager, "home")["reviews"]

    assert [line["code"] for line in board] == in_order
    assert [line["code"] for line in home] == in_order
