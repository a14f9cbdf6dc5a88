"""To a body outside the board: sent, acknowledged, answered, the author told. Each has its day."""

from __future__ import annotations

from datetime import date

import pytest

from casereview.acts.registry import AccessDenied, Refused
from casereview.cases.models import Case
from casereview.learning.models import Recommendation

pytestmark = pytest.mark.django_db
SENT, BACK, ANSWER, TOLD = (date(2014, 2, 27), date(2014, 2, 28), date(2014, 3, 1), date(2014, 3, 3))


@pytest.fixture
def outside(learnt):
    """A review whose R2 is addressed to a body outside."""
    it = learnt("responding")
    it.recommends(lessons=["L1"], outside_body="The inspectorate")
    return it


def dates() -> tuple[date | None, ...]:
    row = Recommendation.rows.get(number=2)
    return row.sent_on, row.acknowledged_on, row.answered_on, row.author_told_on


def test_its_four_days(does, outside):
    it = outside

    does(it.manager, "send-recommendation", to=it.case, on=SENT, recommendation="R2")
    does(it.manager, "record-outside-reply", to=it.case, on=BACK, recommendation="R2", what="acknowledged")
    does(
        it.manager,
        "record-outside-reply",
        to=it.case,
        on=ANSWER,
        recommendation="R2",
        what="answered",
        text="It is done.",
    )
    does(it.manager, "tell-author", to=it.case, on=TOLD, recommendation="R2")

    assert dates() == (SENT, BACK, ANSWER, TOLD)
    assert Recommendation.rows.get(number=2).outside_answer == "It is done."


def test_what_is_addressed_within_the_board_is_not_sent(does, outside):
    with pytest.raises(Refused, match="addressed within the board"):
        does(outside.manager, "send-recommendation", to=outside.case, recommendation="R1")

    assert Recommendation.rows.get(number=1).sent_on is None


def test_nothing_comes_back_before_it_is_sent(does, outside):
    with pytest.raises(Refused, match=r"It was not sent yet\. Send it first\.") as refused:
        does(
            outside.manager, "record-outside-reply", to=outside.case, recommendation="R2", what="acknowledged"
        )

    assert (refused.value.refusal.clears, dates()) == ("send-recommendation", (None, None, None, None))


def test_a_reply_is_not_older_than_the_letter(does, outside):
    does(outside.manager, "send-recommendation", to=outside.case, on=ANSWER, recommendation="R2")

    with pytest.raises(Refused, match="dated before it was sent"):
        does(
            outside.manager,
            "record-outside-reply",
            to=outside.case,
            on=BACK,
            recommendation="R2",
            what="acknowledged",
        )

    assert dates() == (ANSWER, None, None, None)


def test_an_answer_is_written_down(does, outside):
    does(outside.manager, "send-recommendation", to=outside.case, on=SENT, recommendation="R2")

    with pytest.raises(Refused, match="They answered, but it is not written down") as refused:
        does(
            outside.manager,
            "record-outside-reply",
            to=outside.case,
            recommendation="R2",
            what="answered",
            text=" ",
        )

    assert (refused.value.refusal.field, dates()) == ("text", (SENT, None, None, None))


def test_the_author_is_told_of_an_answer_and_not_before(does, outside):
    does(outside.manager, "send-recommendation", to=outside.case, on=SENT, recommendation="R2")

    with pytest.raises(Refused, match="There is no answer to tell of yet"):
        does(outside.manager, "tell-author", to=outside.case, recommendation="R2")


def test_a_body_outside_may_answer_after_the_review_is_closed(does, outside):
    does(outside.manager, "send-recommendation", to=outside.case, on=SENT, recommendation="R2")
    Case.rows.filter(pk=outside.case.pk).update(phase="closed")

    does(
        outside.manager,
        "record-outside-reply",
        to=outside.case,
        on=BACK,
        recommendation="R2",
        what="acknowledged",
    )

    assert dates() == (SENT, BACK, None, None)


def test_the_author_does_not_send_it_themselves(does, outside):
    with pytest.raises(AccessDenied):
        does(outside.author, "send-recommendation", to=outside.case, recommendation="R2")
