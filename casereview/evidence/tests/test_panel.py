"""The panel reads the chronology: comments for named roles, marks and themes, questions to one agency, code names, zoom.

AZ-3 and AZ-4 for each of these tables: what is beside an entry stops at the wall with it.
"""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest

from casereview.acts.ask import ask
from casereview.acts.references import REFERABLE
from casereview.acts.registry import AccessDenied, Refused
from casereview.evidence.models import AgencyQuestion, Comment, Significance, Tag
from casereview.evidence.tests.conftest import POLICE, SCHOOL, Gathering, enter, shares, submits
from casereview.evidence.wall import beside_entries, pairings_seen, questions_seen
from casereview.notices.models import Outbox
from casereview.people.models import Agency, Person

pytestmark = pytest.mark.django_db


def in_and_read(it: Gathering, does: Any) -> None:
    """Both agencies have submitted; the lead commented on the police's entry, marked it, tagged it and asked about it."""
    submits(does, it, "police")
    submits(does, it, "school")
    does(it.lead, "comment-on-entry", to=it.case, entry="E1", text="Thin.", seen_by=["author"])
    does(it.lead, "mark-entry", to=it.case, entry="E1", how="turning-point", because="Nobody asked.")
    does(it.lead, "tag-entry", to=it.case, entry="E1", themes=["D1", "A2"])
    does(
        it.lead, "question-agency", to=it.case, agency="police", entry="E1", text="Who was seen?", due_on="2014-03-20",
    )  # fmt: skip
    does(it.lead, "judge-pair", to=it.case, first="E2", second="E1", same=True, question="Which day?")


def beside_of(who: Any, it: Gathering) -> dict[str, Any]:
    """What somebody reads beside each entry that they see."""
    return {e["key"]: e["beside"] for e in ask(who, "chronology", of=it.case)["entries"]}


# -- comments, marks, themes


def test_a_comment_is_read_by_the_roles_that_its_writer_named_and_by_nobody_else(asked: Gathering, does):
    in_and_read(asked, does)
    shares(does, asked)

    readers = {
        name for name, who in asked.everybody.items() if beside_of(who, asked).get("E1", {}).get("comments")
    }

    assert readers == {"lead", "author"}
    assert beside_of(asked.author, asked)["E1"]["comments"][0]["text"] == "Thin."


def test_a_comment_says_by_name_who_may_read_it(asked: Gathering, does, signed_in):
    in_and_read(asked, does)
    names = [Person.rows.get(pk__in=who.people).name for who in (asked.author, asked.lead)]

    (comment,) = beside_of(asked.author, asked)["E1"]["comments"]
    page = signed_in(asked.author).get(f"/cases/{asked.case.code}/chronology/E1/").content.decode()

    assert [one.partition(" (")[2] for one in comment["readers"]] == [f"{name})" for name in names]
    assert comment["by"].startswith(f"{names[1]}, ")
    assert all(name in page for name in names)


def test_a_comment_is_corrected_and_withdrawn_from_the_page_of_its_entry(asked: Gathering, does, signed_in):
    in_and_read(asked, does)
    page = signed_in(asked.lead).get(f"/cases/{asked.case.code}/chronology/E1/").content.decode()
    assert "?thing=entry-comment:CO1" in page

    does(
        asked.lead, "correct", to=asked.case, thing="entry-comment:CO1", field="text", now="Thin?", because="Softer.", seen=1,
    )  # fmt: skip
    assert beside_of(asked.author, asked)["E1"]["comments"][0]["text"] == "Thin?"
    does(asked.author, "withdraw", to=asked.case, thing="entry-comment:CO1", because="Said twice.")
    assert beside_of(asked.lead, asked)["E1"]["comments"] == []


def test_what_was_corrected_in_a_comment_is_read_by_its_readers_alone_and_stays_so(asked: Gathering, does):
    in_and_read(asked, does)
    does(
        asked.lead, "correct", to=asked.case, thing="entry-comment:CO1", field="text", now="Thin?", because="Softer.", seen=1,
    )  # fmt: skip

    def readers() -> set[str]:
        asking = {name: asked.everybody[name] for name in ("manager", "chair", "lead", "author")}
        return {name for name, who in asking.items() if ask(who, "corrections", of=asked.case)["corrections"]}

    assert readers() == {"lead", "author"}
    does(asked.author, "withdraw", to=asked.case, thing="entry-comment:CO1", because="Said twice.")
    assert readers() == {"lead", "author"}


def test_a_comment_is_not_withdrawn_by_one_who_may_not_read_it_nor_offered_to_one_who_keeps_none(
    asked: Gathering, does, signed_in
):
    in_and_read(asked, does)
    shares(does, asked)

    with pytest.raises(AccessDenied):
        does(asked.manager, "withdraw", to=asked.case, thing="entry-comment:CO1", because="Tidying.")
    does(asked.team, "comment-on-entry", to=asked.case, entry="E1", text="I agree.", seen_by=["lead"])
    page = signed_in(asked.team).get(f"/cases/{asked.case.code}/chronology/E1/").content.decode()
    assert "I agree." in page and "/do/withdraw/" not in page


def test_an_entry_is_marked_once_and_the_mark_withdrawn_before_another(asked: Gathering, does):
    in_and_read(asked, does)

    with pytest.raises(Refused, match="marked already, as SG1"):
        does(asked.author, "mark-entry", to=asked.case, entry="E1", how="significant")
    does(asked.lead, "withdraw", to=asked.case, thing="significance:SG1", because="On reflection.")
    does(asked.author, "mark-entry", to=asked.case, entry="E1", how="significant")

    assert beside_of(asked.lead, asked)["E1"]["mark"]["how"] == "significant"
    assert Significance.rows.count() == 2


def test_a_theme_is_put_to_an_entry_once_and_only_one_of_the_taxonomy(asked: Gathering, does):
    in_and_read(asked, does)

    assert [t["theme"] for t in beside_of(asked.lead, asked)["E1"]["tags"]] == ["A2", "D1"]
    with pytest.raises(Refused, match="has these themes already"):
        does(asked.lead, "tag-entry", to=asked.case, entry="E1", themes=["D1"])
    with pytest.raises(Refused, match="theme"):
        does(asked.lead, "tag-entry", to=asked.case, entry="E1", themes=["Z9"])
    assert Tag.rows.count() == 2


def test_marked_entries_can_be_shown_alone(asked: Gathering, does):
    in_and_read(asked, does)

    answer = ask(asked.lead, "chronology", of=asked.case, show="marked")

    assert [e["key"] for e in answer["entries"]] == ["E1"]


# -- AZ-3, AZ-4


@pytest.mark.parametrize("shared", [False, True])
def test_az3_no_agency_reads_what_the_panel_makes_of_entries(asked: Gathering, does, shared):
    in_and_read(asked, does)
    if shared:
        shares(does, asked)

    for who in (asked.police, asked.school):
        said = json.dumps(
            [
                ask(who, name, of=asked.case, **more)
                for name, more in (("chronology", {}), ("chronology-file", {}), ("agency-questions", {}))
            ],
            default=str,
        )
        assert not any(word in said for word in ("Thin.", "Nobody asked.", "turning-point", "Which day?"))
        assert all(list(beside_entries(who, t, asked.case)) == [] for t in (Comment, Significance, Tag))
        assert list(pairings_seen(who, asked.case)) == []
        for kind in ("entry-comment", "significance", "tag", "pairing", "dismissed-silence"):
            assert list(REFERABLE[kind].choices(asked.case, who)) == []


def test_az3_a_question_is_read_by_the_agency_that_is_asked_and_not_by_another(asked: Gathering, does):
    in_and_read(asked, does)

    def texts(who: Any) -> list[str]:
        return [q["text"] for q in ask(who, "agency-questions", of=asked.case)["questions"]]

    assert (texts(asked.police), texts(asked.school)) == (["Who was seen?"], [])
    assert texts(asked.lead) == texts(asked.author) == texts(asked.manager) == ["Who was seen?"]
    assert list(questions_seen(asked.school, asked.case)) == []
    with pytest.raises(AccessDenied):
        ask(asked.team, "agency-questions", of=asked.case)
    with pytest.raises(Refused, match="not here"):
        does(asked.school, "answer-question", to=asked.case, question="AQ1", answer="We did.")


def test_az3_an_agency_is_asked_about_its_own_entries_alone(asked: Gathering, does):
    submits(does, asked, "police")

    with pytest.raises(Refused, match="another agency's"):
        does(
            asked.lead, "question-agency", to=asked.case, agency="school", entry="E1", text="?", due_on="2014-03-20"
        )  # fmt: skip
    assert not AgencyQuestion.rows.exists()


def test_az4_before_submission_the_panel_cannot_speak_of_an_entry(asked: Gathering, does):
    for act, said in (
        ("comment-on-entry", {"entry": "E1", "text": "x", "seen_by": ["lead"]}),
        ("mark-entry", {"entry": "E1", "how": "significant"}),
        ("tag-entry", {"entry": "E1", "themes": ["D1"]}),
        ("question-agency", {"entry": "E1", "agency": "police", "text": "x", "due_on": "2014-03-20"}),
        ("judge-pair", {"first": "E1", "second": "E2", "same": True}),
    ):
        with pytest.raises(Refused, match="not here"):
            does(asked.lead, act, to=asked.case, **said)


def test_az4_the_team_reads_marks_only_of_what_was_shared(asked: Gathering, does):
    in_and_read(asked, does)
    assert beside_of(asked.team, asked) == {}

    shares(does, asked)

    assert beside_of(asked.team, asked)["E1"]["mark"]["how"] == "turning-point"


# -- questions and answers


def test_an_agency_answers_once_and_those_who_run_the_review_are_told(asked: Gathering, does):
    in_and_read(asked, does)
    before = Outbox.rows.filter(kind="answered").count()

    does(asked.police, "answer-question", to=asked.case, question="AQ1", answer="Two officers.")

    answer = ask(asked.author, "agency-questions", of=asked.case)
    assert (answer["open"], answer["questions"][0]["answer"]) == (0, "Two officers.")
    assert Outbox.rows.filter(kind="answered").count() > before
    with pytest.raises(Refused, match="answered already"):
        does(asked.police, "answer-question", to=asked.case, question="AQ1", answer="Three.")
    with pytest.raises(Refused, match="has answered"):
        does(asked.lead, "withdraw", to=asked.case, thing="agency-question:AQ1", because="x")


def test_an_answer_that_came_by_post_says_for_whom_it_was_entered(asked: Gathering, does):
    in_and_read(asked, does)

    with pytest.raises(Refused, match="on whose behalf"):
        does(asked.manager, "answer-question", to=asked.case, question="AQ1", answer="Two.")
    does(
        asked.manager, "answer-question", to=asked.case, question="AQ1", answer="Two.", on_behalf_of="The police lead"
    )  # fmt: skip


def test_a_late_answer_is_called_late(asked: Gathering, does):
    in_and_read(asked, does)
    AgencyQuestion.rows.update(due_on=date(2014, 2, 20))

    assert ask(asked.lead, "agency-questions", of=asked.case)["questions"][0]["late_days"] == 11


def test_many_questions_are_shown_a_page_at_a_time_those_that_wait_first(asked: Gathering, signed_in):
    police = Agency.rows.get(board=asked.case.board, key="police")
    AgencyQuestion.rows.bulk_create(
        AgencyQuestion(
            case=asked.case, number=n, made_on=date(2014, 3, 1), agency=police, text=f"Question {n}?", due_on=date(2014, 4, 1),
            answered_on=date(2014, 3, 2) if n <= 20 else None,
        )
        for n in range(1, 121)
    )  # fmt: skip
    browser, address = signed_in(asked.police), f"/cases/{asked.case.code}/chronology/questions/"

    def shown(query: str) -> list[int]:
        page = browser.get(address + query).content.decode()
        return [int(n) for n in re.findall(r'<h2 class="govuk-heading-s" id="AQ(\d+)"', page)]

    assert shown("") == list(range(21, 71)) and shown("?page=3") == list(range(1, 21))
    assert shown("?about=AQ100") == list(range(71, 121)) and shown("?about=AQ999") == shown("")
    assert "100 of 120 questions wait for an answer." in browser.get(address).content.decode()


def test_one_of_very_many_questions_is_looked_for_and_answered(asked: Gathering, signed_in):
    agencies = {key: Agency.rows.get(board=asked.case.board, key=key) for key in ("police", "school")}
    AgencyQuestion.rows.bulk_create(
        AgencyQuestion(
            case=asked.case, number=n, made_on=date(2014, 3, 1), agency=agencies["school" if n == 300 else "police"], text="Who?",
            due_on=date(2014, 4, 1) if n < 250 else date(2014, 5, 9),
        )
        for n in range(1, 301)
    )  # fmt: skip
    browser, address = signed_in(asked.police), f"/cases/{asked.case.code}/do/answer-question/"

    def offered(page: str) -> dict[str, bool]:
        found = re.findall(r'<input[^>]*type="radio" name="question" value="(\w*)"([^>]*)>', page)
        return {key: "checked" in rest for key, rest in found}

    assert offered(browser.get(address).content.decode()) == {}
    assert offered(browser.get(f"{address}?question=AQ299").content.decode()) == {"AQ299": True}
    found = browser.post(address, {"look": "question", "question-words": "9 may 2014", "answer": "We."})
    assert list(offered(found.content.decode())) == [f"AQ{n}" for n in range(250, 300)]
    assert "We." in found.content.decode()
    none = browser.post(address, {"look": "question", "question-words": "AQ300"}).content.decode()
    assert offered(none) == {}, "it was asked of another agency"

    sent = {"question": "AQ260", "answer": "We did.", "question-words": "", "question-looked": ""}
    assert browser.post(address, sent).status_code == 302
    assert AgencyQuestion.rows.get(case=asked.case, number=260).answer == "We did."


# -- zoom, order, columns


def test_the_zoom_shows_what_reaches_into_it_and_moves(asked: Gathering, does):
    enter(does, asked.case, asked.police, "police", "In June.", "June 2013")
    submits(does, asked, "police")

    june = ask(asked.lead, "chronology", of=asked.case, zoom="week", at="2013-06-10")

    assert [e["event"] for e in june["entries"]] == ["In June."]
    assert (june["zoom"]["earlier"], june["zoom"]["later"]) == ("2013-06-03", "2013-06-17")
    assert [z["zoom"] for z in june["zoom"]["steps"] if z["current"]] == ["week"]
    assert ask(asked.lead, "chronology", of=asked.case, zoom="day", at="2013-03-12")["total"] == 1
    assert ask(asked.lead, "chronology", of=asked.case, zoom="century", at="x")["total"] == 2


def test_agencies_stand_in_the_order_that_a_reader_sets(asked: Gathering, does):
    submits(does, asked, "police")
    submits(does, asked, "school")

    def order(**more: str) -> list[str]:
        return [e["event"] for e in ask(asked.lead, "chronology", of=asked.case, **more)["entries"]]

    assert order() == [SCHOOL, POLICE]
    assert order(order="police,school") == [POLICE, SCHOOL]


def test_columns_hold_the_same_entries_as_rows(asked: Gathering, does):
    submits(does, asked, "police")
    submits(does, asked, "school")

    columns = ask(asked.lead, "chronology", of=asked.case, view="columns")["columns"]

    assert [h["name"] for h in columns["heads"]] == ["Larkrise School", "Marrowdale Police"]
    assert [[e["event"] for c in row["cells"] for e in c["entries"]] for row in columns["rows"]] == [
        [SCHOOL, POLICE]
    ]


def test_the_page_asks_the_store_as_often_for_a_hundred_entries_as_for_two(
    asked: Gathering, does, django_assert_max_num_queries
):
    from casereview.evidence.models import Entry
    from casereview.people.models import Agency

    submits(does, asked, "police")
    police = Agency.rows.get(key="police")
    Entry.rows.bulk_create(
        Entry(
            case=asked.case, number=100 + n, made_on=date(2014, 3, 3), agency=police, event=f"Call {n}",
            earliest=date(2013, 1, 1), latest=date(2013, 1, 1), certainty="exact", submitted_on=date(2014, 3, 3),
        )
        for n in range(600)
    )  # fmt: skip

    with django_assert_max_num_queries(45):
        answer = ask(asked.lead, "chronology", of=asked.case)

    assert (answer["total"], len(answer["entries"]), answer["pages"]) == (601, 100, 7)
    assert answer["pictures"][0]["counted"] is True
