"""The plan counted back from the target, proceedings and what they hold, and the register of every delay."""

from __future__ import annotations

from datetime import date

import pytest

from casereview.acts.ask import ask
from casereview.acts.registry import Refused
from casereview.cases.models import Case

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(does, a_case, someone):
    """A review decided on 20 February 2014, its plan made; with its manager."""
    case = a_case("decided")
    manager = someone("manager")
    does(manager, "set-timetable", to=case)
    return Case.rows.get(pk=case.pk), manager


def test_the_steps_are_counted_backwards_and_end_on_the_target(review):
    case, manager = review
    steps = ask(manager, "timetable", of=case)["steps"]

    days = [step["due_on"] for step in steps]
    assert days == sorted(days)
    assert (steps[-1]["title"], steps[-1]["due_on"]) == ("Report complete", "2014-08-20")
    assert all(date.fromisoformat(day).weekday() < 5 for day in days)


def test_every_move_of_the_target_has_its_cause_and_who_agreed_and_open_steps_move_along(does, review):
    case, manager = review
    does(manager, "finish-step", to=case, step="S1")
    moved = {"target": "2014-10-20", "because": "The trial is in September; lessons go out meanwhile."}

    does(manager, "move-target", to=case, cause="criminal-trial", agreed_by="Board, 3 March", **moved)

    seen = ask(manager, "timetable", of=case.code)
    assert seen["target"] == {"on": "2014-10-20", "first": "2014-08-20", "over": False}
    assert [(m["cause_words"], m["agreed_by"]) for m in seen["moves"]] == [
        ("Criminal trial", "Board, 3 March")
    ]
    assert seen["steps"][-1]["due_on"] == "2014-10-20"
    assert next(s for s in seen["steps"] if s["key"] == "S1")["done_on"] == "2014-03-03"


@pytest.mark.parametrize(
    ("target", "words"),
    [("2014-08-20", "the target date already"), ("2014-02-01", "before the decision")],
)
def test_a_move_to_nowhere_or_before_the_decision_is_refused(does, review, target, words):
    case, manager = review

    with pytest.raises(Refused, match=words):
        does(
            manager,
            "move-target",
            to=case,
            target=target,
            cause="other",
            because="A try.",
            agreed_by="Nobody",
        )


def test_a_hold_bites_until_its_lifting_is_recorded_and_not_when_the_trial_ends(does, review):
    case, manager = review
    does(manager, "record-proceedings", to=case, what="criminal-trial", contact="Crown prosecutor's office")
    does(manager, "place-hold", to=case, proceedings="J1", holds="sharing-family", because="A witness.")
    does(manager, "add-family-member", to=case, relation="Mother")
    does(manager, "set-family-state", to=case, member="FM1", state="taking-part")
    shows = {"to": case, "member": "FM1", "what": "shown-draft", "how": "At home"}

    with pytest.raises(
        Refused, match="There is a hold on sharing with the family because of the criminal trial"
    ):
        does(manager, "record-family-contact", **shows)
    does(manager, "end-proceedings", to=case, proceedings="J1", outcome="Convicted.")
    with pytest.raises(Refused, match="There is a hold on sharing"):
        does(manager, "record-family-contact", **shows)
    with pytest.raises(Refused, match="Only its lifting ends it"):
        does(manager, "withdraw", to=case, thing="hold:H1", because="It is over.")
    does(manager, "lift-hold", to=case, hold="H1", because="The prosecutor, in writing.")
    does(manager, "record-family-contact", **shows)


def test_a_new_version_of_the_terms_begins_from_the_latest_and_nothing_is_typed_again(
    does, review, signed_in
):
    case, manager = review
    does(manager, "draft-terms", to=case, purpose="To learn how agencies worked.", questions=["Why?", "How?"])

    page = signed_in(manager).get(f"/cases/{case.code}/do/draft-terms/").content.decode()

    assert "To learn how agencies worked." in page
    assert "Why?\nHow?" in page
    assert 'name="seen" value="1"' in page


def test_once_the_review_is_out_a_step_that_nobody_ticked_is_not_recorded_and_not_late(review, signed_in):
    case, manager = review
    address = f"/cases/{case.code}/timetable/"
    browser = signed_in(manager)
    assert ">Late<" in browser.get(address).content.decode()  # long past 2014

    Case.rows.filter(pk=case.pk).update(phase="published")
    page = browser.get(address).content.decode()

    assert ">Late<" not in page and "Not recorded" in page


def test_a_move_of_the_target_stays_in_the_register_and_is_moved_again_not_withdrawn(does, review):
    case, manager = review
    moved = {"target": "2014-10-20", "because": "The trial is in September.", "agreed_by": "Board"}
    does(manager, "move-target", to=case, cause="criminal-trial", **moved)

    with pytest.raises(Refused, match="keeps every move") as refused:
        does(manager, "withdraw", to=case, thing="target-move:TM1", because="A slip.")

    assert refused.value.refusal.clears == "move-target"
    assert Case.rows.get(pk=case.pk).target_on == date(2014, 10, 20)


def test_proceedings_steps_and_draft_terms_lead_to_their_corrections(does, review, someone, signed_in):
    case, manager = review
    does(manager, "record-proceedings", to=case, what="inquest", title="Larkhaven coroner")
    does(manager, "draft-terms", to=case, purpose="To learn.", questions=["Why?"])
    address = f"/cases/{case.code}/timetable/"

    page = signed_in(manager).get(address).content.decode()
    others = signed_in(someone("chair")).get(address).content.decode()

    for thing in ("proceedings:J1", "step:S1"):
        assert f"do/correct/?thing={thing}" in page and f"do/withdraw/?thing={thing}" in page
    assert "do/withdraw/?thing=terms:T1" in page and "do/correct/?thing=terms:T1" not in page
    assert "?thing=" not in others


def test_agreed_terms_are_changed_by_a_new_version(does, review, someone, signed_in):
    case, manager = review
    someone("lead", case=case)
    someone("author", case=case)
    does(manager, "draft-terms", to=case, purpose="To learn.", questions=["Why?"])
    does(someone("chair"), "agree-terms", to=case, terms="T1", agreement="Board, 3 March 2014")

    page = signed_in(manager).get(f"/cases/{case.code}/timetable/").content.decode()

    assert "thing=terms:T1" not in page and "draft a new version" in page


def test_what_is_closed_is_spoken_of_as_over_and_offers_no_changes_beside_each_step(review, signed_in):
    case, manager = review
    browser, address = signed_in(manager), f"/cases/{case.code}/timetable/"
    assert "The report is due 20 August 2014" in browser.get(address).content.decode()

    Case.rows.filter(pk=case.pk).update(phase="closed")

    page = browser.get(address).content.decode()
    assert "The report was due 20 August 2014" in page and "?thing=" not in page
