"""The decision: in writing, with reasons, by whoever decides under the framework, within its clock."""

from __future__ import annotations

from datetime import date

import pytest

from casereview.acts.registry import AccessDenied, Refused
from casereview.audit.models import Row
from casereview.cases.models import Case, Decision, Signature

pytestmark = pytest.mark.django_db


def test_there_is_no_decision_without_a_screening(does, someone, a_case):
    case, chair = a_case("notified"), someone("chair")

    with pytest.raises(Refused, match="belongs to a review that is screening"):
        does(chair, "decide", to=case, outcome="review", reasons="It is plain.")

    assert Case.rows.get(pk=case.pk).phase == "notified"
    assert list(Row.rows.filter(act="decide").values_list("act", "outcome")) == [("decide", "refused")]


def test_the_chair_decides_with_reasons_and_the_target_is_six_months_on(does, someone, a_case):
    case, chair = a_case(), someone("chair")

    does(chair, "decide", to=case, outcome="review", reasons="The criteria are met.", on=date(2014, 3, 3))

    case = Case.rows.get(pk=case.pk)
    assert (case.phase, case.decided_on, case.target_on) == ("decided", date(2014, 3, 3), date(2014, 9, 3))
    assert Decision.rows.get(case=case).screening["outcome"] == "must"


def test_the_manager_does_not_decide(does, someone, a_case):
    case, manager = a_case(), someone("manager")

    with pytest.raises(AccessDenied):
        does(manager, "decide", to=case, outcome="review", reasons="The criteria are met.")

    assert not Decision.rows.exists()


def test_a_chair_of_another_board_finds_nothing_here(does, someone, a_case, a_board):
    case, stranger = a_case(), someone("chair", board=a_board("Elsewhere Safeguarding Children Board"))

    with pytest.raises(AccessDenied):
        does(stranger, "decide", to=case, outcome="review", reasons="The criteria are met.")


def test_a_departure_from_the_screening_says_why(does, someone, a_case):
    case, chair = a_case(), someone("chair")

    with pytest.raises(Refused, match="Say why you depart from it") as refused:
        does(
            chair, "decide", to=case, outcome="no-review", reasons="Not needed.", instead="A learning event."
        )

    assert refused.value.refusal.field == "departs_because"
    assert Case.rows.get(pk=case.pk).phase == "screening"


def test_a_late_decision_gives_the_reason_for_the_delay(does, someone, a_case):
    case, chair = a_case(), someone("chair")
    late = date(2014, 3, 11)
    chair_later = type(chair)(**{**{s: getattr(chair, s) for s in chair.__slots__}, "today": late})

    with pytest.raises(Refused, match="The decision was due on 10 March 2014"):
        does(chair_later, "decide", to=case, outcome="review", reasons="The criteria are met.", on=late)

    does(
        chair_later,
        "decide",
        to=case,
        outcome="review",
        reasons="Met.",
        late_because="The chair was ill.",
        on=late,
    )
    assert Case.rows.get(pk=case.pk).phase == "decided"


def test_no_review_says_what_happens_instead_and_can_be_reopened(does, someone, a_case):
    case, chair = a_case(), someone("chair")
    said = {"outcome": "no-review", "reasons": "An accident.", "departs_because": "The pathologist reported."}

    with pytest.raises(Refused, match="Say what happens instead"):
        does(chair, "decide", to=case, **said)
    does(chair, "decide", to=case, instead="A single-agency learning event.", **said)
    assert Case.rows.get(pk=case.pk).phase == "closed"

    does(chair, "reopen", to=case, because="The second post-mortem differs.")

    assert Case.rows.get(pk=case.pk).phase == "screening"
    assert Decision.rows.filter(case=case).count() == 1, "the first decision stays on record"


def test_partners_each_sign_before_a_practice_review_is_decided(does, someone, a_board, a_case):
    board = a_board()
    first, second, third = (_today(someone("chair", board=board), date(2024, 2, 20)) for _ in range(3))
    manager = _today(someone("manager", board=board), date(2024, 2, 20))
    done = does(
        manager,
        "notify",
        to=board,
        on=date(2024, 2, 1),
        what_happened="A child died.",
        children=[{"initials": "CD"}],
        incident_on="2024-01-30",
        aware_on="2024-01-30",
    )
    case = done.made
    does(manager, "notify-panel", to=case, on=date(2024, 2, 2))
    answers = [{"fact": f, "value": "yes"} for f in ("child", "in_area", "abuse_or_neglect", "died")]
    does(manager, "record-facts", to=case, on=date(2024, 2, 3), answers=answers)

    does(first, "decide", to=case, on=date(2024, 2, 20), outcome="review", reasons="There is much to learn.")
    assert Case.rows.get(pk=case.pk).phase == "screening"
    with pytest.raises(Refused, match="You have signed already"):
        does(first, "sign-decision", to=case, on=date(2024, 2, 20), agree="yes")
    does(second, "sign-decision", to=case, on=date(2024, 2, 20), agree="yes")
    does(third, "sign-decision", to=case, on=date(2024, 2, 20), agree="yes")

    assert Case.rows.get(pk=case.pk).phase == "decided"
    assert Signature.rows.count() == 3


def test_nobody_decides_before_the_board_was_notified_nor_tomorrow(does, someone, a_case):
    case, chair = a_case(), someone("chair")

    with pytest.raises(Refused, match="before the board was notified"):
        does(chair, "decide", to=case, outcome="review", reasons="Met.", on=date(2014, 2, 1))
    with pytest.raises(Refused, match="in the future"):
        does(chair, "decide", to=case, outcome="review", reasons="Met.", on=date(2014, 3, 4))


def _today(actor, day):
    return type(actor)(**{**{s: getattr(actor, s) for s in actor.__slots__}, "today": day})
