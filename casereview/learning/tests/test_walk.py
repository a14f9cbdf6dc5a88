"""From any recommendation one walks down to the entries it stands on; from any entry up. The wall stays."""

from __future__ import annotations

import pytest

from casereview.acts.ask import ask
from casereview.acts.registry import AccessDenied, Refused
from casereview.evidence.models import Entry
from casereview.learning.models import Finding, Lesson

pytestmark = pytest.mark.django_db


def keys(nodes):
    """The keys of a tree, as nested lists."""
    return [[node["key"], keys(node.get("nodes", []))] for node in nodes]


def test_down_from_a_recommendation_to_what_it_stands_on(learnt):
    it = learnt()

    answer = ask(it.author, "learning", of=it.case, key="R1")

    assert (answer["one"]["key"], answer["up"]) == ("R1", [])
    assert keys(answer["down"]) == [["L1", [["F1", [["E1", []], ["HD1", []]]]]]]


def test_up_from_an_entry_to_everything_that_rests_on_it(learnt):
    it = learnt()

    answer = ask(it.author, "entry", of=it.case, key="E1")

    assert answer["entry"]["event"] == "A neighbour called at night."
    assert keys(answer["up"]) == [["F1", [["L1", [["R1", []]]]]]]


def test_nothing_rests_on_the_other_entry(learnt):
    it = learnt()

    assert ask(it.author, "entry", of=it.case, key="E2")["up"] == []


def test_up_and_down_from_a_finding_and_a_lesson(learnt):
    it = learnt()

    finding, lesson = (ask(it.author, "learning", of=it.case, key=key) for key in ("F1", "L1"))

    assert (keys(finding["down"]), keys(finding["up"])) == ([["E1", []], ["HD1", []]], [["L1", [["R1", []]]]])
    assert (keys(lesson["down"]), keys(lesson["up"])) == ([["F1", [["E1", []], ["HD1", []]]]], [["R1", []]])


def test_there_is_no_such_thing(learnt):
    it = learnt()

    for key in ("R9", "F9", "X1", "../R1"):
        with pytest.raises(AccessDenied):
            ask(it.author, "learning", of=it.case, key=key)
    with pytest.raises(AccessDenied):
        ask(it.author, "entry", of=it.case, key="E9")


@pytest.mark.parametrize(
    ("thing", "sentence"),
    [
        ("entry:E1", "Finding F1 rests on it."),
        ("heard:HD1", "Finding F1 rests on it."),
        ("finding:F1", "Lesson L1 rests on it."),
        ("lesson:L1", "Recommendation R1 rests on it."),
    ],
)
def test_what_something_rests_on_is_not_withdrawn(does, learnt, thing, sentence):
    it = learnt()

    with pytest.raises(Refused, match=f"^{sentence} Withdraw that first, or correct this with a reason.$"):
        does(it.lead, "withdraw", to=it.case, thing=thing, because="A mistake.")

    assert (Finding.rows.get().withdrawn_on, Lesson.rows.get().withdrawn_on) == (None, None)
    assert Entry.rows.filter(withdrawn_on=None).count() == 2


@pytest.mark.parametrize(
    ("said", "thing"),
    [({"paragraphs": ["AR1.1"]}, "agency-report:AR1"), ({"documents": ["DC1"]}, "document:DC1")],
)
def test_nor_is_a_report_or_a_document(does, gathered, said, thing):
    it = gathered()
    it.finds(**said)

    with pytest.raises(Refused, match="Finding F1 rests on it"):
        does(it.manager, "withdraw", to=it.case, thing=thing, because="A mistake.")


def test_once_the_finding_is_withdrawn_nothing_rests_on_the_entry(does, gathered):
    it = gathered()
    it.finds(entries=["E1"])

    does(it.lead, "withdraw", to=it.case, thing="finding:F1", because="The log was of another night.")
    does(
        it.lead,
        "move-out",
        to=it.case,
        thing="entry:E1",
        matter="complaint",
        referred_to="Complaints office",
        referred_on="2014-03-03",
    )

    assert ask(it.author, "learning", of=it.case)["findings"] == []
    with pytest.raises(AccessDenied):
        ask(it.author, "entry", of=it.case, key="E1")


def test_what_was_withdrawn_shows_in_no_list_and_cannot_be_named(does, learnt):
    it = learnt()
    for thing in ("recommendation:R1", "lesson:L1", "finding:F1"):
        does(it.lead, "withdraw", to=it.case, thing=thing, because="Drawn too soon.")

    answer = ask(it.author, "learning", of=it.case)

    assert (answer["findings"], answer["lessons"], answer["recommendations"]) == ([], [], [])
    assert answer["sentence"] == "Nothing is found yet"
    with pytest.raises(Refused, match="names a finding that is not here"):
        it.draws(findings=["F1"])


def test_a_team_member_sees_what_was_shared_and_no_more(someone, learnt):
    it, shared = learnt(), learnt(shared=True)

    before, after = (
        ask(someone("team-member", case=one.case), "learning", of=one.case, key="F1")["down"]
        for one in (it, shared)
    )

    hidden = {"kind": "entry", "key": "", "label": "Not yet shared with you", "text": "", "seen": False}
    assert before[0] == hidden
    assert (after[0]["key"], after[0]["text"]) == ("E1", "A neighbour called at night.")


def test_an_agency_sees_its_own_entry_and_not_what_rests_on_it(someone, learnt):
    it = learnt()
    police, school = (someone("agency-lead", agency=key, case=it.case) for key in ("police", "school"))

    answer = ask(police, "entry", of=it.case, key="E1")

    assert (answer["of_the_team"], answer["up"]) == (False, [])
    with pytest.raises(AccessDenied):
        ask(school, "entry", of=it.case, key="E1")
    with pytest.raises(AccessDenied):
        ask(police, "learning", of=it.case)


# -- what is missing


def test_the_room_says_what_is_missing(learnt):
    it = learnt()
    it.finds(entries=["E2"])
    it.finds(entries=["E2"])
    it.draws(findings=["F2"])

    answer = ask(it.author, "learning", of=it.case)

    assert answer["sentence"] == "3 findings, 2 lessons and 1 recommendation"
    assert answer["gaps"] == [
        "1 finding has no lesson yet.",
        "1 lesson has no recommendation. That may be right: not each needs one.",
    ]
    assert (answer["without_lesson"], answer["without_recommendation"]) == (["F3"], ["L2"])


def test_a_long_list_is_shown_in_pages(gathered):
    it = gathered()
    for _ in range(51):
        it.finds(entries=["E1"])

    first, second, beyond = (
        ask(it.author, "learning", of=it.case, findings=page) for page in ("1", "2", "99")
    )

    assert ([f["key"] for f in second["findings"]], first["pages"]["findings"]) == (
        ["F51"],
        {"page": 1, "pages": 2, "total": 51},
    )
    assert beyond["pages"]["findings"]["page"] == 2


def test_the_room_asks_the_same_few_questions_of_the_store_however_much_was_learnt(
    gathered, django_assert_max_num_queries, django_assert_num_queries
):
    it = gathered()
    it.finds(entries=["E1"], heard=["HD1"], documents=["DC1"], paragraphs=["AR1.1"])
    it.draws(findings=["F1"])
    it.recommends(lessons=["L1"], to_board=True)
    with django_assert_max_num_queries(40) as few:
        ask(it.author, "learning", of=it.case)
    for number in range(2, 12):
        it.finds(entries=["E1", "E2"], heard=["HD1"], documents=["DC1"], paragraphs=["AR1.1"])
        it.draws(findings=[f"F{number}"])
        it.recommends(lessons=[f"L{number}"], to_board=True)

    with django_assert_num_queries(len(few.captured_queries)):
        ask(it.author, "learning", of=it.case)


# -- those who follow the lessons through


@pytest.mark.parametrize("role", ["learning-group", "action-owner"])
def test_they_see_lessons_and_recommendations_and_nothing_else(someone, learnt, role):
    it = learnt()
    who = someone(role) if role == "learning-group" else someone(role, case=it.case)

    answer = ask(who, "lessons", of=it.case)

    assert [one["key"] for one in answer["lessons"]] == ["L1"]
    assert [(r["key"], r["lessons"]) for r in answer["recommendations"]] == [("R1", ["L1"])]
    assert "F1" not in str(answer) and "E1" not in str(answer)
    for other in ("learning", "entry"):
        with pytest.raises(AccessDenied):
            ask(who, other, of=it.case, **({"key": "E1"} if other == "entry" else {}))


def test_an_agency_sees_its_own_lessons_once_the_report_is_signed_off(someone, learnt):
    draft, signed = learnt("analysing"), learnt("responding")

    before, own, other = (
        ask(someone("agency-lead", agency=key, case=it.case), "lessons", of=it.case)
        for it, key in ((draft, "school"), (signed, "school"), (signed, "health"))
    )

    assert (before, other) == ({"lessons": [], "recommendations": []},) * 2
    assert ([one["key"] for one in own["lessons"]], [r["key"] for r in own["recommendations"]]) == (
        ["L1"],
        ["R1"],
    )
