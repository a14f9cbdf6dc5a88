"""Findings rest on evidence, lessons on findings, recommendations on lessons."""

from __future__ import annotations

from datetime import date

import pytest

from casereview.acts.ask import ask
from casereview.acts.perform import perform
from casereview.acts.registry import AccessDenied, Refused
from casereview.cases.models import Case
from casereview.learning.models import Basis, Finding, Lesson, Recommendation

pytestmark = pytest.mark.django_db


def test_a_finding_that_rests_on_nothing_is_refused(gathered):
    it = gathered()

    with pytest.raises(
        Refused, match=r"This finding rests on nothing\. Choose at least one thing"
    ) as refused:
        it.finds()

    assert (refused.value.refusal.field, Finding.rows.count(), Basis.rows.count()) == ("entries", 0, 0)


@pytest.mark.parametrize(
    ("said", "column"),
    [
        ({"entries": ["E1"]}, "entry"),
        ({"paragraphs": ["AR1.1"]}, "paragraph"),
        ({"heard": ["HD1"]}, "heard"),
        ({"documents": ["DC1"]}, "document"),
    ],
)
def test_a_finding_rests_on_any_of_four_kinds_of_thing(gathered, said, column):
    it = gathered()

    done = it.finds(why="It was usual here.", **said)

    basis = Basis.rows.get()
    assert getattr(basis, column) is not None
    assert (done.sentence, done.made.why) == (
        "Finding F1 was recorded. It rests on one thing.",
        "It was usual here.",
    )


def test_the_same_thing_named_twice_counts_once(gathered):
    it = gathered()

    done = it.finds(entries=["E1", "E1", "E2"])

    assert (done.sentence, Basis.rows.count()) == ("Finding F1 was recorded. It rests on 2 things.", 2)


def test_a_thing_of_another_case_cannot_be_named(gathered):
    it, other = gathered(), gathered()
    assert (it.case.pk, other.case.board_id) != (other.case.pk, None)
    Basis.rows.all().delete()

    with pytest.raises(Refused, match="names a paragraph that is not here") as refused:
        it.finds(paragraphs=["AR2.1"])

    assert refused.value.refusal.field == "paragraphs.0"
    assert not Finding.rows.exists()


@pytest.mark.parametrize("role", ["chair", "learning-group"])
def test_those_who_run_the_board_do_not_find(does, someone, gathered, role):
    it = gathered()

    with pytest.raises(AccessDenied):
        does(someone(role), "record-finding", to=it.case, text="It was so.", entries=["E1"])


def test_the_author_of_another_case_finds_nothing_here(does, gathered):
    it, other = gathered(), gathered()

    with pytest.raises(AccessDenied):
        does(other.author, "record-finding", to=it.case, text="It was so.", entries=["E1"])


@pytest.mark.parametrize("phase", ["screening", "published", "closed"])
def test_learning_is_open_from_the_decision_to_the_responses_and_no_longer(gathered, phase):
    it = gathered()
    Case.rows.filter(pk=it.case.pk).update(phase=phase)

    with pytest.raises(Refused, match=r"belongs to a review that is decided or .* or responding"):
        it.finds(entries=["E1"])

    assert not Finding.rows.exists()


@pytest.mark.parametrize("phase", ["decided", "gathering", "responding"])
def test_learning_does_not_wait_for_the_report(gathered, phase):
    it = gathered(phase)

    it.finds(entries=["E1"])

    assert Finding.rows.count() == 1


def test_a_finding_rests_on_more_and_more_rests_on_it(does, learnt):
    it = learnt()
    it.finds(text="The history was not read.", entries=["E1"])

    done = does(it.author, "rest-finding", to=it.case, finding="F2", entries=["E1", "E2"], lessons=["L1"])

    assert done.sentence == "Finding F2 rests on one thing more. Lesson L1 rests on finding F2 too."
    assert list(Basis.rows.filter(finding__number=2).values_list("entry__number", flat=True)) == [1, 2]
    assert sorted(f.key for f in Lesson.rows.get().findings.all()) == ["F1", "F2"]


def test_nothing_new_under_a_finding_is_refused(does, learnt):
    it = learnt()

    with pytest.raises(Refused, match="There is nothing new here") as refused:
        does(it.author, "rest-finding", to=it.case, finding="F1", entries=["E1"], lessons=["L1"])

    assert (refused.value.refusal.field, Basis.rows.count()) == ("entries", 2)


# -- lessons


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"reach": "within"}, "A lesson within an agency is about one agency"),
        ({"reach": "across", "agencies": ["police"]}, "A lesson across agencies is about two or more"),
    ],
)
def test_a_lessons_agencies_fit_its_reach(gathered, said, sentence):
    it = gathered()
    it.finds(entries=["E1"])

    with pytest.raises(Refused, match=sentence) as refused:
        it.draws(findings=["F1"], **said)

    assert (refused.value.refusal.field, Lesson.rows.count()) == ("agencies", 0)


@pytest.mark.parametrize("themes", [[], ["A1", "A2", "B1", "B2"]])
def test_a_lesson_has_one_to_three_themes(gathered, themes):
    it = gathered()
    it.finds(entries=["E1"])

    with pytest.raises(ValueError, match="themes"):
        it.draws(findings=["F1"], themes=themes)

    assert not Lesson.rows.exists()


def test_a_theme_that_was_never_ours_is_refused(gathered):
    it = gathered()
    it.finds(entries=["E1"])

    with pytest.raises(Refused, match="names a theme that is not here"):
        it.draws(findings=["F1"], themes=["Z9"])


def test_a_lesson_within_one_agency(gathered):
    it = gathered()
    it.finds(entries=["E1"])

    done = it.draws(findings=["F1"], reach="within", agencies=["school"])

    lesson = Lesson.rows.get()
    assert done.sentence == "Lesson L1 was drawn, within one agency."
    assert (lesson.reach, [a.key for a in lesson.agencies.all()], lesson.themes) == (
        "within",
        ["school"],
        ["A2", "D4"],
    )


def test_a_lesson_goes_out_early_once(learnt):
    it = learnt()

    done = sent_early(it)

    lesson = Lesson.rows.get()
    assert (done.sentence, lesson.sent_early_to) == ("Lesson L1 went out before the report.", "All schools")
    with pytest.raises(Refused, match="went out already"):
        sent_early(it)


def sent_early(it):
    """The lead records that L1 went out. The act asks for ``to``, which is an argument of ``does`` too."""
    return perform(
        it.lead, "send-early-lesson", {"lesson": "L1", "to": "All schools"}, to=it.case, on=date(2014, 3, 3)
    )


# -- recommendations


@pytest.mark.parametrize(
    ("said", "sentence", "field"),
    [
        ({}, "It is addressed to nobody", "agency"),
        ({"to_board": True, "agency": "school"}, "It is addressed to two bodies", "agency"),
        (
            {"agency": "school", "outside_body": "The inspectorate"},
            "It is addressed to two bodies",
            "outside_body",
        ),
    ],
)
def test_a_recommendation_is_addressed_to_one_body(learnt, said, sentence, field):
    it = learnt()

    with pytest.raises(Refused, match=sentence) as refused:
        it.recommends(lessons=["L1"], **said)

    assert (refused.value.refusal.field, Recommendation.rows.count()) == (field, 1)


@pytest.mark.parametrize(
    ("said", "to"),
    [
        ({"to_board": True}, "the board"),
        ({"agency": "school"}, "Larkrise School"),
        ({"outside_body": " The inspectorate "}, "The inspectorate"),
    ],
)
def test_it_is_addressed_to_an_agency_the_board_or_a_body_outside(learnt, said, to):
    it = learnt()

    it.recommends(lessons=["L1"], **said)

    assert ask(it.author, "learning", of=it.case)["recommendations"][-1]["to"] == to


def test_a_recommendation_rests_on_a_lesson(learnt):
    it = learnt()

    with pytest.raises(ValueError, match="lessons"):
        it.recommends(to_board=True, lessons=[])


def test_from_the_eleventh_on_the_author_is_told_that_few_are_better(learnt):
    it = learnt()
    for _ in range(9):
        it.recommends(lessons=["L1"], to_board=True)
    assert ask(it.author, "learning", of=it.case)["many"] == ""

    done = it.recommends(lessons=["L1"], to_board=True)

    warning = "There are now 11 recommendations. A few that are done change more than many that are not."
    assert done.sentence == f"Recommendation R11 was made. {warning}"
    assert ask(it.author, "learning", of=it.case)["many"] == warning
