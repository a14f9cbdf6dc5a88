"""Where two accounts of one event differ, laid side by side as questions for the author."""

from __future__ import annotations

import re

import pytest

from casereview.evidence.chronology.differing import differences, differences_of
from casereview.evidence.chronology.matching import pairs
from casereview.evidence.chronology.tests.made import child_m, row

HOSPITAL, POLICE = "Tarnwick Infirmary", "Wexmoor Police"


def hospital(
    event: str = "Attended.", first: str | None = "2012-03-14", last: str | None = "same", **rest: object
):
    return row(event, first, last, agency=HOSPITAL, **rest)


def test_two_days_and_a_time_become_one_question():
    (one,) = differences(hospital(at="10:20"), row(first="2012-03-15"))
    assert one.aspect == "date"
    assert one.question == (
        "Tarnwick Infirmary has 14 March 2012 at 10:20; Wexmoor Police has 15 March 2012. Which is right?"
    )


def test_where_one_names_the_day_of_the_other_it_is_asked_whether_its_date_is_that_of_writing():
    (one,) = differences(hospital(), row("Told of attendance yesterday.", "2012-03-15"))
    assert one.question == (
        "Tarnwick Infirmary has 14 March 2012; Wexmoor Police has 15 March 2012, and the words of Wexmoor Police name the"
        " other's day. Is the date that Wexmoor Police gives the day on which it was written down?"
    )


@pytest.mark.parametrize(
    ("first", "last"),
    [("2012-03-01", "2012-03-31"), ("2012-03-01", None), (None, "2012-03-20"), (None, None)],
)
def test_a_date_known_to_a_span_fits_each_day_of_it_and_is_no_question(first, last):
    assert differences(hospital(), row("Attended.", first, last)) == []


def test_an_open_end_that_does_not_fit_is_asked_about_in_words():
    (one,) = differences(hospital(), row("Attended.", "2012-03-20", None))
    assert one.other == "on or after 20 March 2012"


def test_two_times_on_one_day_are_asked_about_and_a_quarter_of_an_hour_is_not():
    (one,) = differences(hospital(at="10:20"), row(first="2012-03-14", at="14:00"))
    assert (one.aspect, one.one, one.other) == ("time", "10:20", "14:00")
    assert differences(hospital(at="10:20"), row(first="2012-03-14", at="10:35")) == []
    assert differences(hospital("Brought at 10:20."), row("Rang.", "2012-03-14")) == []


def test_the_only_time_that_the_words_name_counts_and_of_two_none_does():
    (one,) = differences(hospital("Brought at 18:40."), row("Called out at 21:00.", "2012-03-14"))
    assert (one.one, one.other) == ("18:40", "21:00")
    assert differences(hospital("At 18:40, home 19:30."), row("Called at 21:00.", "2012-03-14")) == []


def test_two_professionals_and_people_whom_one_account_alone_names():
    one = hospital(other={"professional": "Dr Feld"}, people=("A", "B"))
    other = row("Attended.", "2012-03-14", other={"professional": "DC Penhallow"}, people=("A", "C"))
    names = {"A": "Child M", "B": "Mother", "C": "MGM"}
    worker, people = differences(one, other, called=names.__getitem__)
    assert (
        worker.question
        == "Tarnwick Infirmary names Dr Feld; Wexmoor Police names DC Penhallow. Were both there?"
    )
    assert people.question == (
        "Tarnwick Infirmary alone names Mother; Wexmoor Police alone names MGM. Who was there?"
    )


def test_without_names_for_them_no_id_of_the_register_is_shown():
    found = differences(hospital(people=("P-17",)), row("Attended.", "2012-03-14", people=("P-18",)))
    assert found == []


@pytest.mark.parametrize(
    ("event", "theirs", "one", "other"),
    [
        ("Mother present.", "Mum was out, gran let us in.", "that the mother was there", "that the mother was not"),
        ("Mr Pottlesby had left.", "Mr Pottlesby present.", "that Mr Pottlesby was not there", "that Mr Pottlesby was"),
        ("Present: SW, mother, father.", "Father did not attend.", "that the father was there", "that the father was not"),
    ],
)  # fmt: skip
def test_somebody_who_was_there_by_one_account_and_not_by_the_other(event, theirs, one, other):
    (found,) = differences(hospital(event), row(theirs, "2012-03-14"))
    assert (found.aspect, found.one, found.other) == ("who was there", one, other)


def test_who_is_not_spoken_of_is_not_said_to_have_been_away():
    assert differences(hospital("Mother present."), row("Father present.", "2012-03-14")) == []


def test_the_child_seen_by_one_and_not_by_the_other():
    (one,) = differences(hospital("The child was seen."), row("Child asleep, not seen.", "2012-03-14"))
    assert (one.aspect, one.one, one.other) == (
        "the child",
        "that the child was seen",
        "that the child was not seen",
    )


@pytest.mark.parametrize(
    ("event", "theirs", "one", "other"),
    [
        ("Bruise to cheek.", "Burn to cheek.", "a bruise", "a burn or scald"),
        ("Burn to hand.", "Burn to leg.", "the hand", "the leg"),
        ("Burn to left palm.", "Burn to right hand.", "the left", "the right"),
        ("Agreed single agency.", "Joint enquiry agreed.", "one agency alone", "a joint enquiry"),
        ("Mother: he fell.", "Said he was hit.", "that it was an accident", "that it was not an accident"),
        ("Took 10 tablets.", "Took 24 tablets.", "10 tablets", "24 tablets"),
        ("No fracture.", "Fracture of arm.", "that there was not a fracture", "a fracture"),
        ("Two children in bed.", "3 children in bed.", "2 children", "3 children"),
        ("Consented to the plan.", "Refused the plan.", "that it was agreed to", "that it was refused"),
    ],
)
def test_what_was_said_where_the_two_cannot_both_be_so(event, theirs, one, other):
    found = differences(hospital(event), row(theirs, "2012-03-14"))
    assert (one, other) in [(d.one, d.other) for d in found]
    assert all(d.aspect == "what was said" and d.question.endswith("?") for d in found)


@pytest.mark.parametrize(
    ("event", "theirs"),
    [
        ("Bruise and burn.", "Burn."),
        ("Bruise.", "Attended."),
        ("Left the ward. Right hand.", "Right arm."),
        ("2 children, 3 adults.", "2 children."),
    ],
)
def test_what_one_leaves_out_the_other_does_not_contradict(event, theirs):
    assert [
        d for d in differences(hospital(event), row(theirs, "2012-03-14")) if "body" not in d.question
    ] == []


def test_three_accounts_are_compared_two_by_two_and_two_of_one_agency_by_their_order():
    rows = [hospital(), row(first="2012-03-15"), row(first="2012-03-16", number=2)]
    questions = [one.question for one in differences_of(rows)]
    assert len(questions) == 3
    assert questions[2].startswith(
        "Wexmoor Police, first entry has 15 March 2012; Wexmoor Police, second entry has"
    )


def test_the_planted_accounts_of_child_m_that_lie_days_apart_are_asked_about_and_no_other():
    found = [[d.aspect for d in differences_of(match.rows)] for match in pairs(child_m())]
    assert sorted(found) == [[]] * 7 + [["date"]] * 5


def test_why_two_rows_may_be_one_event_is_told_in_words_that_stand_in_them():
    for match in pairs(child_m()):
        text = " ".join(" ".join(f"{r.event} {r.source}".split()) for r in match.rows).lower()
        for told in re.findall(r"both (?:speak of|name) ([^;.]+)", match.why):
            for word in re.split(r", | and | or ", told.lower()):
                assert word in text, match.why


def test_why_never_prints_an_id_of_the_register_or_a_word_run_together():
    one = hospital("Burn to palm, no access.", people=("P-17", "P-18"))
    other = row("Scald to hand; could not get in.", "2012-03-14", people=("P-17", "P-18"))
    (match,) = pairs([one, other], least=-99)
    assert "both name the same 2 people" in match.why
    assert "P-1" not in match.why and "noaccess" not in match.why
    assert "no access or could not get in" in match.why
