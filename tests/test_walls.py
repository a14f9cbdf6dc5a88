"""Who may see and do what, tried from outside: each test bears the id of the promise that it keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client

from casereview.access.policy import Actor, Grant
from casereview.acts.ask import ask
from casereview.acts.perform import perform
from casereview.acts.registry import ACTS, ASKS, AccessDenied, Refused
from casereview.audit.models import Row
from casereview.cases.models import Appointment, Case
from casereview.evidence.models import Entry
from casereview.people.installation import give_token
from casereview.people.models import Account, Person

pytestmark = pytest.mark.django_db
BREAKS = {
    "not accepted": {"accepted": False},
    "not confirmed": {"confirmed": False},
    "interests undeclared": {"declared": False},
    "ended": {"until": date(2014, 3, 2)},
    "not begun": {"start": date(2014, 3, 4)},
}


def case_asks() -> list[str]:
    return sorted(
        name for name, one in ASKS.items() if one.on == "case" and not {"key", "paper"} & set(one.filters)
    )


@pytest.mark.parametrize("broken", BREAKS, ids=str)
def test_az_2_a_grant_that_lacks_one_of_its_conditions_reaches_nothing(a_case, someone, broken):
    case = a_case()
    manager = someone("manager")
    spoiled = replace(manager, grants=tuple(replace(g, **BREAKS[broken]) for g in manager.grants))

    assert ask(manager, "case-head", of=case)["case"]["code"] == case.code
    for name in case_asks():
        with pytest.raises(AccessDenied):
            ask(spoiled, name, of=case)
    for name in ("record-facts", "appoint", "add-child"):
        with pytest.raises(AccessDenied):
            perform(spoiled, name, {}, to=case, on=date(2014, 3, 3))


def test_az_2_an_account_that_is_switched_off_reaches_nothing(a_case, someone):
    case, manager = a_case(), replace(someone("manager"), active=False)
    with pytest.raises(AccessDenied):
        ask(manager, "workspace", of=case)


def client_of(actor: Actor) -> Client:
    account = Account.rows.get(pk=actor.id)
    return Client(headers={"authorization": f"Bearer {give_token(account)}"})


@pytest.mark.django_db(transaction=True)
def test_az_5_an_act_sent_to_nothing_is_refused_and_recorded_like_a_strangers(a_case, someone):
    case, stranger = a_case(), someone("board-member")
    client = client_of(stranger)
    answers, written = [], []
    for code in (case.code, "NOTHING-0000"):
        before = Row.rows.count()
        sent = client.post(f"/api/acts/decide?case={code}", "{}", content_type="application/json")
        answers.append((sent.status_code, sent.content))
        written.append(list(Row.rows.filter(seq__gt=before).values_list("act", "outcome")))

    assert answers[0] == answers[1] and answers[0][0] == 404
    assert written == [[("decide", "refused")], [("decide", "refused")]]


def test_az_5_what_is_not_yours_looks_like_what_is_not_there(a_case, someone, a_board):
    case = a_case()
    stranger = client_of(someone("manager", board=a_board("Elsewhere Safeguarding Children Board")))

    there = stranger.get(f"/api/asks/workspace?case={case.code}")
    nowhere = stranger.get("/api/asks/workspace?case=NOWHERE-1")

    assert (
        (there.status_code, there.content) == (nowhere.status_code, nowhere.content) == (404, nowhere.content)
    )
    assert dict(there.headers) == dict(nowhere.headers)


def test_az_6_every_act_answers_a_stranger_with_the_same_404(a_case, someone, a_board):
    case = a_case()
    stranger = client_of(someone("manager", board=a_board("Elsewhere Safeguarding Children Board")))
    for name in sorted(n for n, act in ACTS.items() if act.on == "case"):
        there = stranger.post(
            f"/api/acts/{name}?case={case.code}", data="{}", content_type="application/json"
        )
        nowhere = stranger.post(
            f"/api/acts/{name}?case=NOWHERE-1", data="{}", content_type="application/json"
        )
        assert (there.status_code, there.content) == (404, nowhere.content), name


def test_az_7_a_thing_of_another_case_is_refused_and_nothing_of_it_is_said(a_case, someone):
    case, other, manager = a_case(), a_case(), someone("manager")
    perform(manager, "add-child", {"initials": "CANARY"}, to=other, on=date(2014, 3, 3))

    with pytest.raises(Refused) as refused:
        perform(
            manager,
            "record-facts",
            {"child": "C2", "answers": [{"fact": "died", "value": "yes"}]},
            to=case,
            on=date(2014, 3, 3),
        )

    assert "CANARY" not in str(refused.value)
    assert refused.value.refusal.field == "child"


def test_az_8_an_administrator_sees_no_case(a_case, someone):
    case = a_case()
    administrator = Actor(id=9, grants=(), today=date(2014, 3, 3), administrator=True)

    for name in case_asks():
        with pytest.raises(AccessDenied):
            ask(administrator, name, of=case)
    assert ask(administrator, "search", words=case.code)["results"] == []
    assert case.code not in str(ask(administrator, "home"))


def test_az_9_one_boards_chair_finds_nothing_of_another_board(a_case, someone, a_board):
    case = a_case()
    elsewhere = a_board("Elsewhere Safeguarding Children Board")
    chair = someone("chair", board=elsewhere)

    assert ask(chair, "clocks-of-board", of=elsewhere)["total"] == 0
    assert ask(chair, "search", words=case.code)["results"] == []
    assert ask(chair, "home")["reviews"] == []


def test_az_10_whoever_works_for_an_involved_agency_is_not_appointed(a_case, someone):
    case, manager = a_case("decided"), someone("manager")
    perform(manager, "name-contact", {"agency": "police", "contact": "Desk"}, to=case, on=date(2014, 3, 3))
    officer = Person.rows.get(account=someone("nobody", agency="police").id)
    before = Appointment.rows.count()

    with pytest.raises(Refused, match="They work for an agency that is involved"):
        perform(manager, "appoint", {"person": officer.key, "role": "lead"}, to=case, on=date(2014, 3, 3))

    assert Appointment.rows.count() == before


def test_az_10_who_worked_there_lately_is_refused_by_the_boards_local_rule_without_a_citation(
    a_case, someone
):
    from casereview.people.models import Agency, Interest

    case, manager = a_case("decided"), someone("manager")
    perform(manager, "name-contact", {"agency": "police", "contact": "Desk"}, to=case, on=date(2014, 3, 3))
    former = Person.rows.get(account=someone("nobody").id)
    police = Agency.rows.get(board=case.board, key="police")
    Interest.rows.create(
        person=former, agency=police, kind="employed", until=date(2011, 1, 1), declared_on=date(2014, 1, 1)
    )

    with pytest.raises(Refused, match="local rule, not the law"):
        perform(manager, "appoint", {"person": former.key, "role": "author"}, to=case, on=date(2014, 3, 3))


def test_az_15_the_wrong_phase_is_the_same_sentence_by_every_road(a_case, someone):
    case = a_case("notified")
    chair = someone("chair", today=date.today())
    said = {"outcome": "review", "reasons": "It is plain."}

    with pytest.raises(Refused) as by_door:
        perform(chair, "decide", said, to=case, on=date(2014, 3, 3))
    by_api = client_of(chair).post(
        f"/api/acts/decide?case={case.code}",
        data={**said, "on": "2014-03-03"},
        content_type="application/json",
    )

    assert by_api.status_code == 409
    assert by_api.json()["error"] == str(by_door.value)
    assert Case.rows.get(pk=case.pk).phase == "notified"


def test_the_api_answers_as_it_promises(a_case, someone):
    case = a_case()
    manager = client_of(someone("manager", today=date.today()))

    assert Client().get(f"/api/asks/workspace?case={case.code}").status_code == 401
    assert manager.get(f"/api/asks/workspace?case={case.code}").status_code == 200
    assert manager.get("/api/openapi.json").json()["openapi"].startswith("3.")
    wrong = manager.post(
        f"/api/acts/record-facts?case={case.code}", data={"answers": []}, content_type="application/json"
    )
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (400, "answers")
    forged = manager.post(
        f"/api/acts/record-facts?case={case.code}", data='{"answers": []}', content_type="text/plain"
    )
    assert forged.status_code == 400
    assert (
        manager.post("/api/acts/no-such-act?case=X", data="{}", content_type="application/json").status_code
        == 404
    )


def test_a_look_is_recorded_before_its_answer(a_case, someone):
    case, manager = a_case(), someone("manager")
    before = Row.rows.filter(act="look").count()

    ask(manager, "screening", of=case)

    assert Row.rows.filter(act="look").count() == before + 1


def test_who_ended_yesterday_reads_nothing_today(a_case, someone):
    case = a_case("decided")
    lead = someone("lead", case=case)
    assert ask(lead, "workspace", of=case)["next"]

    ended = replace(lead, grants=tuple(replace(g, until=lead.today - timedelta(days=1)) for g in lead.grants))

    with pytest.raises(AccessDenied):
        ask(ended, "workspace", of=case)


def test_a_person_who_is_only_asked_may_answer_and_sees_no_more(a_case, someone):
    case = a_case("decided")
    asked = Actor(id=1, grants=(Grant("appointee", case.board_id, case.pk),), today=date(2014, 3, 3))

    assert ask(asked, "case-head", of=case)["case_head"]["rooms"] == []
    with pytest.raises(AccessDenied):
        ask(asked, "workspace", of=case)


def test_no_entry_of_one_agency_shows_to_another_before_it_is_shared(a_case, someone, does):
    case = a_case("gathering")
    police, health = (someone("agency-lead", agency=a, case=case) for a in ("police", "health"))
    does(police, "add-entry", to=case, agency="police", date_text="12/3/11", event="CANARY", source="Log")
    does(health, "add-entry", to=case, agency="health", date_text="13/3/11", event="Visit.", source="Record")

    assert Entry.rows.filter(case=case).count() == 2
    seen = ask(health, "chronology", of=case)
    assert seen["total"] == 1 and "CANARY" not in str(seen)
    assert ask(health, "search", words="CANARY")["results"] == []
