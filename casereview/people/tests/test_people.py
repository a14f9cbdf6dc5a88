"""A board's agencies and people: added, corrected with a reason, merged; nobody gives themselves power."""

from __future__ import annotations

import pytest

from casereview.acts.ask import ask
from casereview.acts.registry import AccessDenied, Refused
from casereview.cases.acts.appointing import candidate
from casereview.people.models import Agency, Interest, Person, Post

pytestmark = pytest.mark.django_db


@pytest.fixture
def fern(a_board):
    board = a_board()
    police = Agency.rows.get(board=board, key="police")
    return Person.rows.create(board=board, key="fern", name="Fern Madeup", agency=police)


def test_whoever_changes_employer_is_still_judged_by_the_old_one(does, someone, fern):
    does(
        someone("manager"),
        "change-person",
        to=fern.board,
        person="fern",
        agency="school",
        because="A new post.",
    )

    assert Person.rows.get(pk=fern.pk).agency.key == "school"
    old = Interest.rows.get(person=fern)
    assert (old.kind, old.agency.key, str(old.until)) == ("employed", "police", "2014-03-03")


def test_a_name_is_corrected_with_a_reason_and_nothing_to_change_is_refused(does, someone, fern):
    manager = someone("manager")

    with pytest.raises(Refused, match="Nothing is to change"):
        does(manager, "change-person", to=fern.board, person="fern", because="A slip.")
    does(manager, "change-person", to=fern.board, person="fern", name="Fern Made-up", because="A slip.")

    assert Person.rows.get(pk=fern.pk).name == "Fern Made-up"


@pytest.fixture
def interest(does, someone, fern):
    """Fern is said to have worked for the hospital until 2013, by mistake."""
    manager = someone("manager")
    said = {"person": "fern", "kind": "employed", "agency": "hospital", "until": "2013-06-01"}
    does(manager, "declare-board-interest", to=fern.board, **said)
    return manager, Interest.rows.get(person=fern)


def test_a_recorded_interest_is_corrected_and_what_was_recorded_before_stays(does, fern, interest):
    manager, old = interest
    why = "It was the school's staff list."
    does(manager, "correct-board-interest", to=fern.board, interest=str(old.pk), agency="school", because=why)

    before, now = Interest.rows.filter(person=fern).order_by("pk")
    assert (before.agency.key, str(before.withdrawn_on), before.withdrawn_because) == (
        "hospital",
        "2014-03-03",
        why,
    )
    assert (now.agency.key, str(now.until), now.withdrawn_on) == ("school", "2013-06-01", None)
    (shown,) = ask(manager, "board", of=fern.board)["interests"]
    assert shown["words"] == "Worked for an agency: Larkrise School, until 1 June 2013"


def test_an_interest_recorded_by_mistake_no_longer_counts_against_independence(does, a_case, fern, interest):
    manager, old = interest
    case = a_case("decided")
    assert candidate(case, fern, case.decided_on).worked_at == {"hospital": old.until}

    said = {"interest": str(old.pk), "stands": "no", "because": "Another person of that name."}
    does(manager, "correct-board-interest", to=fern.board, **said)

    assert candidate(case, fern, case.decided_on).worked_at == {}
    assert Interest.rows.get(pk=old.pk).withdrawn_because == "Another person of that name."
    with pytest.raises(Refused):
        does(manager, "correct-board-interest", to=fern.board, **said)


def test_nothing_to_change_is_refused_and_nobody_corrects_an_interest_of_their_own(
    does, someone, fern, interest
):
    manager, old = interest
    again = {"interest": str(old.pk), "because": "A slip."}
    with pytest.raises(Refused, match="stands so already"):
        does(manager, "correct-board-interest", to=fern.board, **again, kind="employed")

    own = Person.rows.get(pk__in=manager.people)
    mine = Interest.rows.create(person=own, kind="managed", declared_on="2014-01-01")
    with pytest.raises(Refused, match="of their own"):
        does(
            manager,
            "correct-board-interest",
            to=fern.board,
            interest=str(mine.pk),
            stands="no",
            because="No.",
        )
    assert Interest.rows.get(pk=mine.pk).withdrawn_on is None


def test_a_notifier_corrects_no_interest(does, someone, fern, interest):
    _, old = interest
    with pytest.raises(AccessDenied):
        does(
            someone("notifier"), "correct-board-interest", to=fern.board, interest=str(old.pk), because="No."
        )


def test_an_agency_is_renamed_and_keeps_its_key(does, someone, fern):
    manager = someone("manager")

    does(manager, "rename-agency", to=fern.board, agency="police", name="Dale Police", because="A new name.")

    assert Agency.rows.get(board=fern.board, key="police").name == "Dale Police"
    with pytest.raises(Refused, match="Another agency has this name"):
        does(manager, "rename-agency", to=fern.board, agency="school", name="dale police", because="A slip.")


def test_an_agency_that_merged_answers_by_its_successor(does, someone, a_case):
    case, manager = a_case(), someone("manager")
    does(manager, "merge-agency", to=case.board, agency="school", into="social-care")

    done = does(manager, "name-contact", to=case, agency="school", contact="The duty desk")

    assert done.made.agency.key == "social-care"


def test_nobody_gives_themselves_a_post_that_reaches_cases(does, someone, a_board):
    manager = someone("manager")
    me = Person.rows.get(pk=next(iter(manager.people)))

    with pytest.raises(Refused, match="Nobody gives themselves this post"):
        does(manager, "give-post", to=a_board(), person=me.key, role="chair")


def test_a_post_ends_with_its_reason_and_gives_nothing_from_that_moment(does, someone, a_case):
    from casereview.acts.ask import ask
    from casereview.cases.actors import actor_of_person

    case, chair, manager = a_case(), someone("chair"), someone("manager")
    leaving = Person.rows.get(pk=next(iter(chair.people)))
    does(manager, "end-post", to=case.board, person=leaving.key, role="chair", because="The term is over.")

    assert Post.rows.get(person=leaving, role="chair").until is not None
    with pytest.raises(AccessDenied):
        ask(actor_of_person(leaving, chair.today), "workspace", of=case)


def test_a_notifier_changes_nothing_at_the_board(does, someone, fern):
    with pytest.raises(AccessDenied):
        does(
            someone("notifier"), "change-person", to=fern.board, person="fern", name="Else", because="A slip."
        )
