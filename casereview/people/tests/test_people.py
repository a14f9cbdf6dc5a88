"""A board's agencies and people: added, corrected with a reason, merged; nobody gives themselves power."""

from __future__ import annotations

import pytest

from casereview.acts.registry import AccessDenied, Refused
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
