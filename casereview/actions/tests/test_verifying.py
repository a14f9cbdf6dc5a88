"""The Learning and Improvement Group verifies from proof; nobody verifies their own; states follow by themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casereview.actions.models import Verification
from casereview.actions.rules import STATES, Facts, state
from casereview.acts.ask import ask
from casereview.acts.registry import AccessDenied, Refused
from casereview.audit.models import Row
from casereview.people.models import Person, Post

DUE = date(2014, 9, 30)
TODAY = date(2014, 6, 1)


def shown(it, day: date) -> str:
    return ask(replace(it.manager, today=day), "action", of=it.case, key="A1")["state"]


@pytest.mark.django_db
def test_the_group_verifies_from_proof_at_a_recorded_meeting(planned):
    it = planned()
    it.proves()
    it.says_done()
    assert shown(it, date(2014, 5, 3)) == "done-by-owner"

    it.verifies()

    assert shown(it, date(2014, 5, 23)) == "in-place"
    assert it.action().verified_on == date(2014, 5, 22)


@pytest.mark.django_db
def test_the_owners_word_is_never_enough(planned):
    it = planned()

    with pytest.raises(Refused, match="There is no proof yet"):
        it.says_done()
    with pytest.raises(Refused, match="proof"):
        it.verifies()

    assert not Verification.rows.exists()
    assert Row.rows.filter(act="verify").last().outcome == "refused"


@pytest.mark.django_db
def test_a_meeting_of_another_body_verifies_nothing(planned):
    it = planned()
    it.proves()

    with pytest.raises(Refused, match="names a meeting that is not here"):
        it.verifies(meeting=it.meets(what="review-team"))


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["manager", "chair", "lead", "owner"])
def test_nobody_outside_the_group_verifies(planned, who):
    it = planned()
    it.proves()

    with pytest.raises(AccessDenied):
        it.verifies(by=getattr(it, who))


@pytest.mark.django_db
def test_az_11_nobody_verifies_an_action_that_they_own(planned, someone):
    it = planned()
    it.proves()
    Post.rows.create(
        person=Person.rows.get(pk__in=it.owner.people),
        board=it.case.board,
        role="learning-group",
        since=date(2014, 1, 1),
    )
    from casereview.cases.actors import actor_of_person

    both = actor_of_person(Person.rows.get(pk__in=it.owner.people), date(2014, 5, 22))
    assert both.holds("learning-group", it.case.place)

    with pytest.raises(Refused, match="that they own"):
        it.verifies(by=both)
    assert not Verification.rows.exists()


@pytest.mark.django_db
def test_az_11_nor_through_a_second_person_of_the_same_account(planned):
    """Persons are compared through the account: a second appointment under another key opens nothing."""
    it = planned()
    it.proves()
    two = replace(it.group, people=it.group.people | it.owner.people)

    with pytest.raises(Refused, match="that they own"):
        it.verifies(by=two)
    assert not Verification.rows.exists()


@pytest.mark.django_db
def test_az_11_nor_an_action_of_their_own_agency(planned, someone):
    it = planned()
    it.proves()
    colleague = someone("learning-group", board=it.case.board, agency="health")

    with pytest.raises(Refused, match="their own agency"):
        it.verifies(by=colleague)

    it.verifies()  # the control: a member from another agency may
    assert Verification.rows.count() == 1


@pytest.mark.django_db
def test_not_yet_says_what_would_be_enough_and_the_action_goes_on(planned):
    it = planned()
    it.proves()
    it.says_done()

    with pytest.raises(Refused):
        it.verifies(verdict="not-yet", seen="Two wards do not use it.")
    it.verifies(
        verdict="not-yet",
        seen="Two wards do not use it.",
        test_next="36 of 40 on every ward, seen by the auditor.",
        back_on="2014-09-01",
    )

    assert shown(it, date(2014, 5, 23)) in ("on-track", "at-risk")
    assert it.action().verified_on is None


@pytest.mark.django_db
def test_only_the_board_drops_an_action_and_only_with_reasons(planned):
    it = planned()
    with pytest.raises(AccessDenied):
        it.on(TODAY, it.owner, "drop-action", action="A1", reasons="Too dear.")

    it.on(TODAY, it.chair, "drop-action", action="A1", because="The ward was closed.")

    assert shown(it, TODAY) == "dropped"


# -- states, from facts alone ------------------------------------------------------------------------------------

days = st.dates(date(2013, 1, 1), date(2015, 12, 31))


@given(
    st.builds(
        Facts,
        due_on=days,
        dropped_on=st.none() | days,
        verified_on=st.none() | days,
        done_said_on=st.none() | days,
        last_report_on=st.none() | days,
        milestones_open=st.lists(days, max_size=3).map(tuple),
    ),
    days,
)
def test_an_action_is_in_exactly_one_state_the_first_that_fits(facts, today):
    missed = any(due < today for due in facts.milestones_open)
    silent = facts.last_report_on is None or facts.last_report_on < today - timedelta(days=56)
    fits = {
        "dropped": facts.dropped_on is not None,
        "in-place": facts.verified_on is not None,
        "done-by-owner": facts.done_said_on is not None,
        "overdue": facts.due_on < today,
        "at-risk": missed or (facts.due_on <= today + timedelta(days=28) and silent),
        "not-started": facts.last_report_on is None,
        "on-track": True,
    }

    assert state(facts, today) == next(name for name in STATES if fits[name])


@pytest.mark.parametrize(
    ("facts", "is_"),
    [
        (Facts(DUE, last_report_on=date(2014, 5, 20)), "on-track"),
        (Facts(DUE), "not-started"),
        (Facts(DUE, last_report_on=date(2014, 5, 20), milestones_open=(date(2014, 5, 31),)), "at-risk"),
        (Facts(date(2014, 6, 29), last_report_on=date(2014, 4, 5)), "at-risk"),
        (Facts(date(2014, 6, 29), last_report_on=date(2014, 4, 6)), "on-track"),
        (Facts(date(2014, 5, 31), last_report_on=date(2014, 5, 30)), "overdue"),
        (Facts(TODAY, last_report_on=date(2014, 5, 30)), "on-track"),
    ],
)
def test_the_edges_of_each_state(facts, is_):
    assert state(facts, TODAY) == is_
