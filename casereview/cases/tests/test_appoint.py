"""Who leads, who writes, who sits in the team: asked, accepted, declared, confirmed; whom the law or the board keeps out."""

from __future__ import annotations

from datetime import date

import pytest

from casereview.acts.ask import ask
from casereview.acts.registry import AccessDenied, Refused
from casereview.cases.actors import actor_of_person
from casereview.cases.models import Appointment, Case
from casereview.cases.rules import Candidate, Independence, excluded
from casereview.people.models import Agency, Interest, Person, Post

pytestmark = pytest.mark.django_db
DAY = date(2014, 3, 3)
CLEAR = {"interests": "None", "conflict": False}


@pytest.fixture
def person(a_board):
    """``person("fern", agency="police")``: somebody whom the board knows."""

    def make(key, agency=None, *posts):
        board = a_board()
        works_at = Agency.rows.get(board=board, key=agency) if agency else None
        made = Person.rows.create(board=board, key=key, name=f"Made-up {key}", agency=works_at)
        for role in posts:
            Post.rows.create(person=made, board=board, role=role, since=date(2010, 1, 1))
        return made

    return make


@pytest.fixture
def decided(does, someone, a_case):
    """A review decided on 20 February 2014 in which police and school are involved; with manager and chair."""
    case = a_case("decided")
    manager, chair = someone("manager"), someone("chair")
    for agency in ("police", "school"):
        does(manager, "name-contact", to=case, agency=agency, contact="The duty desk")
    return case, manager, chair


def test_a_lead_is_asked_accepts_declares_and_is_confirmed_before_they_see_anything(does, decided, person):
    case, manager, chair = decided
    fern = person("fern")
    does(manager, "appoint", to=case, person="fern", role="lead")
    me = actor_of_person(fern, DAY)

    with pytest.raises(AccessDenied):
        ask(me, "workspace", of=case)
    with pytest.raises(Refused, match="They have not accepted"):
        does(chair, "confirm-appointment", to=case, appointment="AP1", agreement="Board, 3 March.")
    does(me, "accept-appointment", to=case, appointment="AP1")
    with pytest.raises(Refused, match="not declared their interests"):
        does(chair, "confirm-appointment", to=case, appointment="AP1", agreement="Board, 3 March.")
    does(me, "declare-interests", to=case, appointment="AP1", **CLEAR)
    does(chair, "confirm-appointment", to=case, appointment="AP1", agreement="Board, 3 March, item 4.")

    assert ask(actor_of_person(fern, DAY), "workspace", of=case)["people"][0]["name"] == "Made-up fern"
    assert Appointment.rows.get(case=case).agreement == "Board, 3 March, item 4."


def test_a_conflict_that_is_declared_is_not_confirmed(does, decided, person):
    case, manager, chair = decided
    me = actor_of_person(person("fern"), DAY)
    does(manager, "appoint", to=case, person="fern", role="lead")
    me = actor_of_person(Person.rows.get(key="fern"), DAY)
    does(me, "accept-appointment", to=case, appointment="AP1")
    does(me, "declare-interests", to=case, appointment="AP1", interests="I taught the child.", conflict=True)

    with pytest.raises(Refused, match="They declared a conflict"):
        does(chair, "confirm-appointment", to=case, appointment="AP1", agreement="Board.")


@pytest.mark.parametrize(
    ("tie", "words"),
    [("kin", "related to somebody"), ("direct-responsibility", "direct responsibility for this case")],
)
def test_a_tie_to_the_case_is_derived_from_what_was_declared_whatever_else_they_answer(
    does, decided, person, tie, words
):
    case, manager, chair = decided
    person("fern", "police")
    does(manager, "appoint", to=case, person="fern", role="team-member")
    me = actor_of_person(Person.rows.get(key="fern"), DAY)
    does(me, "accept-appointment", to=case, appointment="AP1")
    does(me, "declare-interests", to=case, appointment="AP1", ties=[tie], **CLEAR)

    with pytest.raises(Refused, match=words):
        does(chair, "confirm-appointment", to=case, appointment="AP1", agreement="Board.")


def test_the_framework_keeps_out_who_works_for_an_agency_involved_and_cites_itself(does, decided, person):
    case, manager, _ = decided
    person("hale", "police")

    with pytest.raises(Refused, match=r"They work for an agency that is involved.*\(WT2013 ch4\)"):
        does(manager, "appoint", to=case, person="hale", role="lead")
    person("moss", "hospital")
    does(manager, "appoint", to=case, person="moss", role="lead")


def test_the_framework_keeps_out_who_holds_a_post_at_the_board(does, decided, person):
    case, manager, _ = decided
    person("chairing", None, "chair")

    with pytest.raises(Refused, match=r"They hold a post at the board.*\(WT2013 ch4\)"):
        does(manager, "appoint", to=case, person="chairing", role="author")


@pytest.mark.parametrize(("until", "kept_out"), [("2009-03-04", True), ("2009-03-03", False)])
def test_the_boards_own_five_years_are_said_to_be_local_and_cite_nothing(
    does, decided, person, until, kept_out
):
    case, manager, _ = decided
    fern = person("fern")
    police = Agency.rows.get(board=case.board, key="police")
    Interest.rows.create(person=fern, agency=police, kind="employed", until=until, declared_on=DAY)

    if not kept_out:
        does(manager, "appoint", to=case, person="fern", role="author")
        return
    with pytest.raises(Refused, match=r"within 5 years\. This is the board's local rule, not the law") as no:
        does(manager, "appoint", to=case, person="fern", role="author")
    assert "(" not in str(no.value), "no citation"


def test_the_local_rule_holds_where_the_framework_has_none_and_can_be_switched_off():
    worked = Candidate(
        board_roles=frozenset(),
        agency=None,
        worked_at={"police": date(2012, 1, 1)},
        responsible=False,
        kin=False,
        other_roles=frozenset(),
    )
    involved = frozenset({"police"})

    assert "local rule" in str(excluded(None, worked, involved, role="lead", on=DAY, years=5))
    assert excluded(None, worked, involved, role="lead", on=DAY, years=0) is None
    assert excluded(None, worked, involved, role="team-member", on=DAY, years=5) is None


def test_in_2010_the_author_is_never_the_boards_chair_but_the_panels_chair_may_be_of_the_board():
    of_2010 = Independence(False, True, frozenset({"chair"}), "WT2010 ch8", "Never the board's chair.")
    chair = Candidate(frozenset({"chair"}), None, {}, False, False, frozenset())

    assert "They are the chair" in str(
        excluded(of_2010, chair, frozenset(), role="author", on=date(2012, 5, 1), years=5)
    )
    lead = Independence(False, True, frozenset(), "WT2010 ch8", "Independent of the agencies.")
    assert excluded(lead, chair, frozenset(), role="lead", on=date(2012, 5, 1), years=5) is None


def test_nobody_is_appointed_lead_before_it_is_decided(does, someone, a_case, person):
    case = a_case("screening")
    person("fern")

    with pytest.raises(Refused, match="There is no decision to hold a review yet"):
        does(someone("manager"), "appoint", to=case, person="fern", role="lead")


def test_lead_and_author_are_two_people_where_the_terms_say_so(does, decided, person):
    case, manager, _ = decided
    person("fern")
    does(manager, "draft-terms", to=case, purpose="To learn.", questions=["What was life like?"])
    does(manager, "appoint", to=case, person="fern", role="lead")

    with pytest.raises(Refused, match="the terms keep lead and author apart"):
        does(manager, "appoint", to=case, person="fern", role="author")
    again = {"purpose": "To learn.", "questions": ["What was life like?"]}
    does(manager, "draft-terms", to=case, lead_and_author_apart=False, **again)
    does(manager, "appoint", to=case, person="fern", role="author")


def test_nobody_confirms_themselves(does, decided, person, someone):
    case, manager, chair = decided
    mine = Person.rows.get(pk=next(iter(manager.people)))
    does(chair, "appoint", to=case, person=mine.key, role="gate-signer")
    does(manager, "accept-appointment", to=case, appointment="AP1")
    does(manager, "declare-interests", to=case, appointment="AP1", **CLEAR)

    with pytest.raises(Refused, match="Nobody confirms their own appointment"):
        does(manager, "confirm-appointment", to=case, appointment="AP1", agreement="Board.")


def test_an_answer_by_post_is_entered_on_behalf_of_whoever_sent_it(does, decided, person):
    case, manager, _ = decided
    person("fern")
    does(manager, "appoint", to=case, person="fern", role="lead")

    with pytest.raises(Refused, match="Say on whose behalf you enter it"):
        does(manager, "accept-appointment", to=case, appointment="AP1")
    does(manager, "accept-appointment", to=case, appointment="AP1", on_behalf_of="Her letter", came_by="post")


def test_somebody_leaves_and_hands_over_in_one_act(does, decided, person, someone):
    case, manager, chair = decided
    fern = person("fern")
    person("brook")
    person("hale", "police")
    _confirm(does, case, manager, chair, fern, "lead")
    said = {"appointment": "AP1", "because": "She is ill.", "handed_over": "All papers; the family's visit."}

    with pytest.raises(Refused, match="Choose somebody else to take over") as refused:
        does(chair, "end-appointment", to=case, successor="hale", **said)
    assert refused.value.refusal.field == "successor"
    assert Appointment.rows.get(case=case, number=1).until is None, "all of it or nothing"
    does(chair, "end-appointment", to=case, successor="brook", **said)

    with pytest.raises(AccessDenied):
        ask(actor_of_person(fern, DAY), "workspace", of=case)
    lines = {a["name"]: a for a in ask(manager, "people-of-case", of=case)["appointments"]}
    assert lines["Made-up brook"]["follows"] == "Made-up fern"
    assert lines["Made-up fern"]["handed_over"] == said["handed_over"]


def test_an_interest_that_comes_to_light_is_shown_beside_the_appointment(does, decided, person):
    case, manager, chair = decided
    fern = person("fern")
    _confirm(does, case, manager, chair, fern, "lead")
    before = ask(manager, "people-of-case", of=case)["appointments"][0]

    does(
        manager,
        "declare-board-interest",
        to=case.board,
        person="fern",
        kind="employed",
        agency="school",
        until="2012-07-20",
    )

    after = ask(manager, "people-of-case", of=case)["appointments"][0]
    assert before["against"] == ""
    assert "local rule" in after["against"]


def test_a_chair_with_an_interest_stands_aside_and_a_deputy_decides(does, someone, a_case, person):
    case, chair, manager = a_case(), someone("chair"), someone("manager")
    does(chair, "stand-aside", to=case, because="I know the school's head.")
    aside = actor_of_person(Person.rows.get(pk=next(iter(chair.people))), DAY)
    with pytest.raises(AccessDenied):
        ask(aside, "workspace", of=case)
    vale = person("vale")
    does(manager, "appoint", to=case, person="vale", role="chair")
    me = actor_of_person(vale, DAY)
    does(me, "accept-appointment", to=case, appointment="AP1")
    does(me, "declare-interests", to=case, appointment="AP1", **CLEAR)
    does(manager, "confirm-appointment", to=case, appointment="AP1", agreement="The board's vice-chair.")

    does(actor_of_person(vale, DAY), "decide", to=case, outcome="review", reasons="The criteria are met.")

    assert Case.rows.get(pk=case.pk).phase == "decided"


def _confirm(does, case, manager, chair, who, role):
    key = does(manager, "appoint", to=case, person=who.key, role=role).made.key
    me = actor_of_person(who, DAY)
    does(me, "accept-appointment", to=case, appointment=key)
    does(me, "declare-interests", to=case, appointment=key, **CLEAR)
    does(chair, "confirm-appointment", to=case, appointment=key, agreement="Board, 3 March.")
