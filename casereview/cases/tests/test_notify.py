"""A serious incident reaches the board: the code, the clocks, look-alikes, and what can be put right afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from casereview.access.policy import Actor
from casereview.acts.ask import ask
from casereview.acts.registry import AccessDenied, Refused
from casereview.cases.clocks import clocks_of
from casereview.cases.models import Case, Child, Notification, Telling
from casereview.cases.queries import PAGE
from casereview.names.models import RegisterPerson

pytestmark = pytest.mark.django_db

TOLD = {"what_happened": "A child died at home.", "children": [{"initials": "QX"}]}
IN_2024 = date(2024, 2, 20)


@pytest.fixture
def tells(does, a_board):
    """``tells(notifier, incident_on="2014-02-01")``: the case that the notification makes."""

    def tell(by: Actor, on: date = date(2014, 2, 10), **said):
        return Case.rows.get(pk=does(by, "notify", to=a_board(), on=on, **{**TOLD, **said}).made.pk)

    return tell


def due(case: Case) -> dict[str, date | None]:
    return {clock.clock: clock.due for clock in clocks_of(case)}


def test_whoever_notifies_gets_a_code_and_the_month_runs_from_that_day(tells, someone):
    case = tells(someone("notifier"), incident_on="2014-01-31")

    assert case.code and case.phase == "notified"
    assert case.framework == "england-scr-2013"
    assert due(case)["decision"] == date(2014, 3, 10), "from the notification, not from the death"


def test_the_name_stands_in_the_register_and_nowhere_else(tells, someone):
    case = tells(someone("notifier"), children=[{"initials": "QX", "name": "Quill Xanthe"}])

    assert RegisterPerson.rows.get(case=case).name == "Quill Xanthe"
    assert Child.rows.get(case=case).initials == "QX"
    assert "Xanthe" not in case.code


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"incident_on": "2014-02-11"}, "incident_on", "The incident is after the notification"),
        ({"aware_on": "2014-02-11"}, "aware_on", "became aware after the notification"),
        ({"incident_on": "2014-02-05", "aware_on": "2014-02-04"}, "aware_on", "before it happened"),
        (
            {"incident_on": "2014-02-05", "children": [{"date_of_birth": "2014-02-06"}]},
            "children.0.date_of_birth",
            "The date of birth is after the incident",
        ),
        ({"agencies": ["nobody"]}, "agencies.0", "names an agency that is not here"),
    ],
)
def test_an_impossible_order_is_refused_beside_its_question_and_nothing_is_kept(
    tells, someone, said, field, words
):
    with pytest.raises(Refused, match=words) as refused:
        tells(someone("notifier"), **said)

    assert refused.value.refusal.field == field
    assert not Case.rows.exists()


def test_an_adult_before_2015_is_notified_under_the_review_of_domestic_homicides_which_says_its_bounds(
    tells, someone
):
    case = tells(someone("notifier"), children=[{"initials": "QX", "adult": True}])

    assert case.framework == "england-dhr-2011"
    assert "for a death from domestic abuse alone" in case.framework_because


def test_where_no_framework_is_known_nothing_is_made_and_it_says_where_to_read_on(tells, someone):
    with pytest.raises(Refused, match="No framework for an adult in England is known") as refused:
        tells(
            someone("notifier", today=date(2010, 5, 3)),
            date(2010, 5, 3),
            children=[{"initials": "QX", "adult": True}],
        )

    assert refused.value.refusal.cleared_by == (
        "So it cannot be made a case here. The law pages say which are known, and from when."
    )
    assert not Case.rows.exists()


def test_a_practice_review_counts_from_aware_to_the_panel_and_from_the_panel_to_the_rapid_review(
    does, tells, someone
):
    manager = someone("manager", today=IN_2024)
    case = tells(manager, on=date(2024, 2, 1), incident_on="2024-01-30", aware_on="2024-01-31")
    assert due(case)["notify-panel"] == date(2024, 2, 7), "five working days"
    assert due(case)["rapid-review"] is None, "the Panel has not been told"

    does(manager, "notify-panel", to=case, on=date(2024, 2, 2), reference="PR 1")

    case = Case.rows.get(pk=case.pk)
    assert due(case)["rapid-review"] == date(2024, 2, 23), "fifteen working days"
    assert Telling.rows.get(case=case).reference == "PR 1"
    with pytest.raises(Refused, match="on record that it went on 2 February 2024"):
        does(manager, "notify-panel", to=case, on=date(2024, 2, 3))


def test_a_wrong_day_of_the_panel_is_corrected_with_a_reason_and_the_clock_follows(does, tells, someone):
    manager = someone("manager", today=IN_2024)
    case = tells(manager, on=date(2024, 2, 1), incident_on="2024-01-30")
    does(manager, "notify-panel", to=case, on=date(2024, 2, 5))
    wrong = {"thing": "telling:W1", "field": "sent_on", "because": "The form is dated the 2nd.", "seen": 1}

    with pytest.raises(Refused, match="before the incident"):
        does(manager, "correct", to=case, on=IN_2024, now="2024-01-29", **wrong)
    does(manager, "correct", to=case, on=IN_2024, now="2024-02-02", **wrong)

    assert Case.rows.get(pk=case.pk).panel_notified_on == date(2024, 2, 2)
    does(manager, "withdraw", to=case, on=IN_2024, thing="telling:W1", because="It never went.")
    assert Case.rows.get(pk=case.pk).panel_notified_on is None


def test_under_a_serious_case_review_nothing_goes_to_the_panel(does, tells, someone):
    case = tells(someone("manager"))

    with pytest.raises(Refused, match="no notification goes to the Panel"):
        does(someone("manager"), "notify-panel", to=case)


def test_a_wrong_day_of_the_incident_is_corrected_and_no_order_is_made_impossible(does, tells, someone):
    manager = someone("manager")
    case = tells(manager, incident_on="2014-01-31", aware_on="2014-02-01")
    change = {"thing": "notification:N1", "field": "incident_on", "because": "The post-mortem says so."}

    with pytest.raises(Refused, match="became aware before it happened"):
        does(manager, "correct", to=case, now="2014-02-02", seen=1, **change)
    does(manager, "correct", to=case, now="2014-01-30", seen=1, **change)

    assert Case.rows.get(pk=case.pk).incident_on == date(2014, 1, 30)
    before = ask(manager, "corrections", of=case)["corrections"]
    assert [(c["was"], c["now"]) for c in before] == [("2014-01-31", "2014-01-30")]


def test_the_manager_sees_what_may_be_the_same_incident_and_nothing_is_joined_by_itself(tells, someone):
    manager = someone("manager")
    first = tells(manager, incident_on="2014-01-10")
    same = tells(manager, incident_on="2014-02-08", children=[{"initials": " qx "}])
    late = tells(manager, incident_on="2013-11-01")

    assert ask(manager, "screening", of=same)["possible_duplicates"] == [first.code]
    assert ask(manager, "screening", of=late)["possible_duplicates"] == [], "more than 60 days apart"
    assert Case.rows.filter(joined_into=None).count() == 3


def test_joined_or_kept_apart_by_the_manager_with_a_reason(does, tells, someone):
    manager = someone("manager")
    first, second, third = (tells(manager, incident_on="2014-02-01") for _ in range(3))

    does(manager, "join-duplicate", to=second, other=first.code)
    does(manager, "keep-apart", to=third, because="Two children with the same initials.")

    second = Case.rows.get(pk=second.pk)
    assert (second.phase, second.joined_into) == ("closed", first)
    assert ask(manager, "screening", of=third)["possible_duplicates"] == []
    assert Notification.rows.get(case=third).kept_apart_because
    with pytest.raises(Refused, match="no other case with this code"):
        does(manager, "join-duplicate", to=third, other="WREN-0000")


def test_a_notifier_finds_their_notifications_on_a_page_and_home_leads_there(
    tells, someone, a_board, signed_in
):
    mine, other = someone("notifier"), someone("notifier")
    case, theirs = tells(mine), tells(other)
    browser, address = signed_in(mine), f"/boards/{a_board().code}/notifications/"

    assert address in browser.get("/").content.decode()
    page = browser.get(address).content.decode()
    assert case.code in page and theirs.code not in page
    assert signed_in(someone("lead", case=case)).get(address).status_code == 404


def test_the_notifier_sees_their_own_notifications_and_no_others(tells, someone, a_board):
    mine, theirs = someone("notifier"), someone("notifier")
    case = tells(mine)
    tells(theirs)

    seen = ask(mine, "own-notifications", of=a_board())["notifications"]

    assert [row["code"] for row in seen] == [case.code]
    for room in ("workspace", "screening"):
        with pytest.raises(AccessDenied):
            ask(mine, room, of=case)


def test_many_notifications_are_listed_a_page_at_a_time_and_each_is_confirmed(
    tells, someone, signed_in, a_board
):
    mine = someone("notifier")
    cases = [tells(mine) for _ in range(PAGE + 2)]
    browser, address = signed_in(mine), f"/boards/{a_board().code}/notifications/"

    first, second = (browser.get(address + query).content.decode() for query in ("", "?page=2"))

    codes = [case.code for case in reversed(cases)]
    assert [c for c in codes if c in first] == codes[:PAGE]
    assert [c for c in codes if c in second] == codes[PAGE:]
    assert cases[0].code in browser.get(f"/cases/{cases[0].code}/received/").content.decode()
    assert signed_in(someone("notifier")).get(f"/cases/{cases[0].code}/received/").status_code == 404


def test_a_child_put_in_by_mistake_is_withdrawn_but_never_the_only_one(does, tells, someone):
    manager = someone("manager")
    case = tells(manager)
    does(manager, "add-child", to=case, initials="ZZ")

    does(manager, "correct", to=case, thing="child:C1", field="initials", now="QY", because="Slip.", seen=1)
    does(manager, "withdraw", to=case, thing="child:C2", because="A cousin, not harmed.")

    assert Child.rows.get(case=case, number=1).initials == "QY"
    with pytest.raises(Refused, match="the only child or adult of the case"):
        does(manager, "withdraw", to=case, thing="child:C1", because="Slip.")


def test_a_notification_by_telephone_is_entered_on_behalf_of_whoever_rang(tells, someone):
    case = tells(someone("manager"), on_behalf_of="The ward sister", came_by="telephone")

    note = Notification.rows.get(case=case)
    assert (note.on_behalf_of, note.came_by) == ("The ward sister", "telephone")


def test_the_stranger_of_another_board_notifies_nobody_here(does, someone, a_board):
    stranger = someone("notifier", board=a_board("Elsewhere Safeguarding Children Board"))

    with pytest.raises(AccessDenied):
        does(stranger, "notify", to=a_board(), on=date(2014, 2, 10), **TOLD)


def test_whether_other_children_are_safe_is_asked_and_every_answer_stays(does, tells, someone):
    manager = someone("manager")
    case = tells(manager)
    assert ask(manager, "workspace", of=case)["day_one"]["safety"]["answer"] == "not-asked"

    with pytest.raises(Refused, match="Write what is being done"):
        does(manager, "record-safety", to=case, answer="no", said_by="The duty social worker")
    does(
        manager,
        "record-safety",
        to=case,
        answer="no",
        said_by="The duty social worker",
        note="A visit is made tonight.",
    )
    does(manager, "record-safety", to=case, answer="yes", said_by="The duty social worker")

    safety = ask(manager, "workspace", of=case)["day_one"]["safety"]
    assert safety["answer"] == "yes"
    assert [one["answer"] for one in safety["answers"]] == ["no", "yes"]


def test_an_agency_secures_its_records_once_and_a_wrong_day_is_corrected(does, tells, someone):
    manager = someone("manager")
    case = tells(manager, agencies=["police"])
    police = someone("agency-lead", agency="police", case=case)

    with pytest.raises(Refused, match="Say on whose behalf"):
        does(manager, "secure-records", to=case, agency="police")
    does(police, "secure-records", to=case, agency="police")
    with pytest.raises(Refused, match="secured on 3 March 2014"):
        does(police, "secure-records", to=case, agency="police")
    does(
        manager,
        "correct",
        to=case,
        thing="case-agency:G1",
        field="records_secured_on",
        now="2014-02-11",
        because="The police's own note.",
        seen=2,
    )

    assert ask(manager, "workspace", of=case)["day_one"]["agencies"][0]["records_secured_on"] == "2014-02-11"


def test_searched_nothing_held_no_reply_and_refused_are_three_things(does, tells, someone):
    manager = someone("manager")
    case = tells(manager)
    does(
        manager,
        "ask-information",
        to=case,
        agencies=["police", "school", "health"],
        what="What you hold.",
        due_on="2014-03-10",
    )
    sent = {"on_behalf_of": "Its safeguarding lead", "came_by": "mail"}
    does(manager, "record-reply", to=case, request="Q1", answer="searched-nothing-held", **sent)
    does(
        manager, "record-reply", to=case, request="Q2", answer="refused", text="Not without consent.", **sent
    )
    does(manager, "chase-information", to=case, request="Q3")

    asked = {r["key"]: r for r in ask(manager, "screening", of=case)["requests"]}
    assert [asked[k]["answer"] for k in ("Q1", "Q2", "Q3")] == [
        "searched-nothing-held",
        "refused",
        "no-reply",
    ]
    assert asked["Q3"]["chased"] == 1
    with pytest.raises(Refused, match="was answered"):
        does(manager, "chase-information", to=case, request="Q1")


def test_another_agency_does_not_answer_for_the_police(does, tells, someone):
    manager = someone("manager")
    case = tells(manager)
    does(manager, "ask-information", to=case, agencies=["police"], what="What you hold.", due_on="2014-03-10")
    school = someone("agency-lead", agency="school", case=case)

    with pytest.raises(Refused, match="names an information request that is not here"):
        does(school, "record-reply", to=case, request="Q1", answer="refused")
    with pytest.raises(Refused, match="already past"):
        does(manager, "ask-information", to=case, agencies=["police"], what="More.", due_on="2014-03-01")


def test_a_merged_board_takes_no_new_notification_and_keeps_its_cases(does, tells, someone, a_board):
    old, new = a_board(), a_board("Joined Valleys Safeguarding Children Board")
    case = tells(someone("manager", board=old))
    leaving, coming = someone("manager", board=old), someone("chair", board=new)

    with pytest.raises(Refused, match="You run no other board of this name"):
        does(leaving, "merge-board", to=old, into=new.name, agreement="Both boards, 1 March.")
    both = replace(leaving, grants=leaving.grants + coming.grants, people=leaving.people | coming.people)
    does(both, "merge-board", to=old, into=new.name, agreement="Both boards, 1 March.")

    from casereview.cases.actors import actor_of_account
    from casereview.people.models import Account

    chair = actor_of_account(Account.rows.get(pk=coming.id), coming.today)
    assert ask(chair, "workspace", of=case)["next"]
    with pytest.raises(Refused, match="This board has merged into Joined Valleys"):
        tells(someone("notifier", board=old))
