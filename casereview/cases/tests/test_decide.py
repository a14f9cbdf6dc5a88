"""The decision: in writing, with reasons, by whoever decides under the framework, within its clock."""

from __future__ import annotations

from datetime import date

import pytest

from casereview.acts.ask import ask
from casereview.acts.perform import perform
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


@pytest.fixture
def practice_review(does, someone, a_board):
    """A practice review that is screened, its rapid review due on 23 February 2024; the partners; the day they act."""
    board = a_board()

    def make(day):
        partners = [
            _today(someone("chair", board=board, agency=agency), day)
            for agency in ("police", "health", "social-care")
        ]
        manager = _today(someone("manager", board=board), day)
        case = does(
            manager,
            "notify",
            to=board,
            on=date(2024, 2, 1),
            what_happened="A child died.",
            children=[{"initials": "CD"}],
            aware_on="2024-01-30",
        ).made
        does(manager, "notify-panel", to=case, on=date(2024, 2, 2))
        answers = [{"fact": f, "value": "yes"} for f in ("child", "in_area", "abuse_or_neglect", "died")]
        does(manager, "record-facts", to=case, on=date(2024, 2, 3), answers=answers)
        return case, partners

    return make


def test_a_last_signature_after_the_clock_gives_the_reason(does, practice_review):
    case, (first, second, third) = practice_review(date(2024, 2, 27))
    does(first, "decide", to=case, on=date(2024, 2, 20), outcome="review", reasons="Much to learn.")
    does(second, "sign-decision", to=case, on=date(2024, 2, 21), agree="yes")

    with pytest.raises(Refused, match="due on 23 February 2024"):
        does(third, "sign-decision", to=case, on=date(2024, 2, 27), agree="yes")
    does(third, "sign-decision", to=case, on=date(2024, 2, 27), agree="yes", late_because="On leave.")

    assert Decision.rows.get(case=case).late_because == "On leave."
    assert Case.rows.get(pk=case.pk).decided_on == date(2024, 2, 27)


def test_one_agency_does_not_sign_for_two_partners(does, practice_review, someone):
    case, (first, *_) = practice_review(date(2024, 2, 20))
    colleague = _today(someone("chair", agency="police"), date(2024, 2, 20))
    does(first, "decide", to=case, on=date(2024, 2, 20), outcome="review", reasons="Much to learn.")

    with pytest.raises(Refused, match="signed for your agency already"):
        does(colleague, "sign-decision", to=case, on=date(2024, 2, 20), agree="yes")


def test_may_reads_must_be_considered_where_the_law_says_so(practice_review):
    case, (partner, *_) = practice_review(date(2024, 2, 20))

    seen = ask(partner, "screening", of=case)

    assert (seen["outcome"], seen["must_be_considered"]) == ("may", True)


def test_a_decision_that_took_effect_is_not_withdrawn_but_reopened(does, someone, a_case):
    case, chair = a_case("decided"), someone("chair")

    with pytest.raises(Refused, match="taken effect") as refused:
        does(chair, "withdraw", to=case, thing="decision:D1", because="A change of mind.")

    assert refused.value.refusal.clears == "correct"
    assert "Withdraw that first" not in refused.value.refusal.cleared_by, "there is nothing to withdraw first"


def test_a_slip_in_a_decisions_words_is_corrected_and_the_words_before_stay(does, someone, a_case):
    case, chair = a_case("decided"), someone("chair")
    decision = Decision.rows.get(case=case)

    does(
        chair,
        "correct",
        to=case,
        thing="decision:D1",
        field="reasons",
        now="The criteria are met: abuse is suspected and the child died.",
        because="The sentence was cut short.",
        seen=decision.version,
    )

    (said,) = ask(chair, "corrections", of=case)["corrections"]
    assert (said["was"], said["label"]) == ("The criteria are met.", "Reasons")
    assert Decision.rows.get(case=case).reasons.startswith("The criteria are met: abuse")


def test_a_decision_not_to_review_says_that_new_information_reopens_the_case(does, someone, a_case):
    case, chair = a_case(), someone("chair")
    does(
        chair,
        "decide",
        to=case,
        on=date(2014, 2, 20),
        outcome="no-review",
        reasons="One agency's work alone is in question.",
        departs_because="The harm was not serious.",
        instead="The agency learns from it by itself.",
    )
    case.refresh_from_db()

    with pytest.raises(Refused) as refused:
        does(chair, "withdraw", to=case, thing="decision:D1", because="A change of mind.")

    assert "reopen" in refused.value.refusal.cleared_by
    assert refused.value.refusal.clears == "reopen"


def test_the_second_decision_of_a_reopened_case_is_not_late_because_the_first_was_in_time(
    does, someone, a_case
):
    case, chair = a_case(), someone("chair")
    does(
        chair,
        "decide",
        to=case,
        on=date(2014, 3, 1),
        outcome="no-review",
        reasons="An accident.",
        departs_because="The pathologist reported.",
        instead="A learning event.",
    )
    later = _today(chair, date(2014, 9, 1))
    does(later, "reopen", to=case, on=date(2014, 8, 1), because="A witness came forward.")
    does(later, "decide", to=case, on=date(2014, 9, 1), outcome="review", reasons="New facts.")

    case = Case.rows.get(pk=case.pk)
    assert (case.first_decided_on, case.decided_on) == (date(2014, 3, 1), date(2014, 9, 1))
    assert case.target_on == date(2015, 3, 1), "six months from the decision that holds the review"
    assert [d["outcome"] for d in ask(later, "decision", of=case)["decisions"]] == ["no-review", "review"]
    clock = next(c for c in ask(later, "decision", of=case)["clocks"] if c["clock"] == "decision")
    assert (clock["met_on"], clock["late_days"]) == ("2014-03-01", 0)


def test_a_day_not_published_elsewhere_does_not_excuse_a_late_decision(does, someone, a_case):
    case, chair = a_case(), _today(someone("chair"), date(2014, 3, 11))
    Case.rows.filter(pk=case.pk).update(approximate=["incident"])

    with pytest.raises(Refused, match="Say why it is late"):
        does(chair, "decide", to=case, on=date(2014, 3, 11), outcome="review", reasons="Met.")


def test_the_national_body_is_told_and_the_day_it_was_sent_is_on_record(does, someone, a_case):
    case, manager = a_case("decided"), someone("manager")

    perform(
        manager,
        "record-telling",
        {"to": "Ofsted", "what": "The decision.", "reference": "OF 12", "national": True},
        to=case,
        on=date(2014, 2, 21),
    )

    assert Case.rows.get(pk=case.pk).told_on == date(2014, 2, 21)
    told = ask(manager, "decision", of=case)["tellings"][0]
    assert (told["to"], told["sent_on"], told["reference"]) == ("Ofsted", "2014-02-21", "OF 12")


def test_nobody_decides_before_the_board_was_notified_nor_tomorrow(does, someone, a_case):
    case, chair = a_case(), someone("chair")

    with pytest.raises(Refused, match="before the board was notified"):
        does(chair, "decide", to=case, outcome="review", reasons="Met.", on=date(2014, 2, 1))
    with pytest.raises(Refused, match="in the future"):
        does(chair, "decide", to=case, outcome="review", reasons="Met.", on=date(2014, 3, 4))


def _today(actor, day):
    return type(actor)(**{**{s: getattr(actor, s) for s in actor.__slots__}, "today": day})


def _sends(manager, case, to: str, *, national: bool = True) -> None:
    said = {"to": to, "what": "The decision.", "national": national}
    perform(manager, "record-telling", said, to=case, on=date(2014, 3, 3))


def _told(manager, case) -> dict[str, tuple[str | None, bool]]:
    return {t["who"]: (t["told_on"], t["untold"]) for t in ask(manager, "decision", of=case.code)["told"]}


def test_each_body_that_must_be_told_is_told_once(someone, a_case, signed_in):
    case, manager = a_case("decided"), someone("manager")
    assert all(untold for _, untold in _told(manager, case).values())

    _sends(manager, case, "Ofsted")

    told = _told(manager, case)
    assert told["Ofsted"] == ("2014-03-03", False)
    assert told["The Department for Education"] == (None, True)
    page = signed_in(manager).get(f"/cases/{case.code}/decision/").content.decode()
    assert "record-telling/?to=Ofsted&amp;" not in page and "Told 3 March 2014" in page
    assert "record-telling/?to=The%20Department%20for%20Education&amp;" in page


def test_a_telling_to_all_of_them_in_the_boards_own_words_covers_everybody_who_must_be_told(
    does, someone, a_case, signed_in
):
    case, manager = a_case("decided"), someone("manager")

    _sends(manager, case, "Ofsted, the Department and the national panel")

    assert set(_told(manager, case).values()) == {("2014-03-03", False)}
    page = signed_in(manager).get(f"/cases/{case.code}/decision/").content.decode()
    assert "Record that the decision was sent" not in page

    does(manager, "withdraw", to=case, thing="telling:W1", because="It came back.")
    assert all(untold for _, untold in _told(manager, case).values())


def test_a_letter_to_somebody_else_or_before_the_decision_tells_no_body_of_it(someone, a_case):
    case, manager = a_case("decided"), someone("manager")
    _sends(manager, case, "The family's solicitor", national=False)
    assert all(untold for _, untold in _told(manager, case).values())

    Case.rows.filter(pk=case.pk).update(decided_on=None)
    assert not any(untold for _, untold in _told(manager, case).values()), "nothing is decided yet"


def test_a_body_that_is_told_of_the_report_alone_is_not_offered_the_decision(someone, a_case):
    case, manager = a_case("decided"), someone("manager")
    Case.rows.filter(pk=case.pk).update(framework="england-cspr-2023")

    assert [who for who, (_, untold) in _told(manager, case).items() if untold] == [
        "The Child Safeguarding Practice Review Panel"
    ]
