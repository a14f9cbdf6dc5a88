"""Silences other than gaps: no reply, news that does not arrive, named and silent, a visit due, a contact that was to be."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from casereview.evidence.chronology.rows import Row
from casereview.evidence.chronology.silences import KINDS, silences
from casereview.evidence.chronology.silences.due import expected_in, frequency_in
from casereview.evidence.chronology.silences.told import how_said
from casereview.evidence.chronology.tests.made import child_m, known, row

POLICE, CARE, SURGERY, SCHOOL = (
    "Wexmoor Police",
    "Wexmoor Council: children's social care",
    "Larkspur Surgery",
    "Ferncopse Primary School",
)
START = date(2012, 1, 2)


def busy(agency: str, *days: tuple[int, str], every: int = 10, until: int = 240) -> list[Row]:
    """An agency's account that is never silent for long, and what it wrote on some of its days (counted from the first)."""
    told = dict(days)
    filler = {day: f"Record checked, sheet {day}." for day in range(0, until, every) if day not in told}
    return [
        row(text, (START + timedelta(day)).isoformat(), agency=agency, number=number)
        for number, (day, text) in enumerate(sorted({**filler, **told}.items()), 1)
    ]


def kinds(rows: list[Row]) -> list[tuple[str, str]]:
    return [(one.kind, one.agency) for one in silences(rows)]


def test_a_referral_without_a_reply_is_asked_about_with_the_row_it_stands_on():
    rows = [*busy(POLICE, (33, "Referral faxed to social care.")), *busy(CARE)]
    (one,) = silences(rows)
    assert (one.kind, one.agency, one.last) == ("no-reply", CARE, None)
    assert [r.event for r in one.rows] == ["Referral faxed to social care."]
    assert one.question == (
        f"{POLICE} turned to {CARE} on 4 February 2012. Neither account has one."
        " Was there a reply, and where is it recorded?"
    )


def test_a_reply_that_came_late_says_when():
    late = "Duty social worker rang: no further action."
    rows = [*busy(POLICE, (33, "Referred to social care."), (133, late)), *busy(CARE)]
    (one,) = silences(rows)
    assert (one.kind, one.days, [r.event for r in one.rows]) == (
        "no-reply",
        100,
        ["Referred to social care.", late],
    )
    assert "The first that either account has is of 14 May 2012." in one.question


@pytest.mark.parametrize(
    "rows",
    [
        [*busy(POLICE, (33, "Referred to social care.")), *busy(CARE, (40, "Police rang about the flat."))],
        [*busy(POLICE, (33, "No referral to social care.")), *busy(CARE)],
        [*busy(POLICE, (33, "Referred to social care.")), *busy(CARE, until=40)],
        busy(POLICE, (33, "Referred to social care.")),
    ],
    ids=[
        "the other has it",
        "not referred",
        "the other's account ends",
        "no account of the other",
    ],
)
def test_no_reply_is_not_asked_about_where_there_is_one_or_none_could_be_seen(rows):
    assert silences(rows) == []


def test_a_referral_that_was_answered_and_of_which_the_other_has_nothing_is_asked_of_the_other():
    rows = [*busy(POLICE, (33, "Referred to social care."), (50, "Social worker replied.")), *busy(CARE)]
    assert kinds(rows) == [("not-received", CARE)]


@pytest.mark.parametrize(
    "told", ["Letter 3 to GP.", "GP told of the bruise.", "Discussed at GP practice meeting with GP."]
)
def test_what_one_agency_says_that_it_told_another_and_does_not_arrive(told):
    rows = [*busy(CARE, (33, told)), *busy(SURGERY)]
    assert kinds(rows) == [("not-received", SURGERY)]


@pytest.mark.parametrize(
    "filed", ["Letter from social worker filed.", "Told of bruise to cheek in bath, Tuesday."]
)
def test_what_arrives_within_a_fortnight_in_any_words_is_no_silence(filed):
    told = "GP told of bruise to cheek in bath."
    assert kinds([*busy(CARE, (33, told)), *busy(SURGERY, (44, filed))]) == []


@pytest.mark.parametrize(
    "text", ["Letter from GP.", "Told by GP that she was seen.", "GP rang; call from GP."]
)
def test_what_came_from_the_other_is_not_what_was_told_to_it(text):
    assert "not-received" not in [kind for kind, _ in kinds([*busy(CARE, (33, text)), *busy(SURGERY)])]


def test_an_agency_that_another_names_and_that_has_nothing_about_that_time():
    school = busy(SCHOOL, every=50)
    (one,) = silences([*busy(POLICE, (70, "Found wandering with the head teacher.")), *school])
    assert (one.kind, one.agency, one.days) == ("named", SCHOOL, 50)
    assert [r.agency for r in one.rows] == [POLICE, SCHOOL, SCHOOL]


def test_a_visit_that_is_late_by_the_agencys_own_word():
    rows = busy(
        CARE,
        (3, "Plan: weekly visits."),
        (9, "Home visit, seen."),
        (17, "No access visit."),
        (40, "Home visit."),
        (45, "Case closed."),
    )
    (one,) = silences(rows)
    assert (one.kind, one.first, one.days) == ("visit-due", START + timedelta(9), 31)
    assert [r.event for r in one.rows] == ["Plan: weekly visits.", "No access visit.", "Home visit."]
    assert (
        "every week. One was due by 18 January 2012, and the next that is recorded is of 11 February 2012."
        in one.question
    )


def test_visits_kept_or_a_day_or_two_late_or_after_closing_are_not_asked_about():
    kept = [(day, "Home visit.") for day in range(8, 60, 8)]
    assert silences(busy(CARE, (1, "Weekly visits agreed."), *kept, (58, "Case closed."))) == []


def test_another_frequency_takes_the_place_of_the_first():
    rows = busy(
        CARE,
        (1, "Weekly visits."),
        (4, "Visits to be monthly."),
        *((d, "Home visit.") for d in range(30, 240, 30)),
    )
    assert silences(rows) == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Weekly visits agreed.", 7),
        ("Fortnightly home visits by SW.", 14),
        ("To be seen every two weeks.", 14),
        ("Visits twice a week.", 4),
        ("Had been visited weekly.", None),
        ("Weekly shop with mother.", None),
        ("Visit cancelled. Weekly meeting of team.", None),
        ("No weekly visits.", None),
    ],
)
def test_how_often_an_entry_says_that_visits_are_to_be(text, days):
    assert frequency_in(text) == days


def test_a_contact_that_was_to_be_and_is_not_recorded():
    (one,) = silences(busy(SURGERY, (31, "Low in mood. To return in 3 weeks.")))
    assert (one.kind, one.first, len(one.rows)) == ("expected", date(2012, 2, 2), 1)
    assert "of a return about 23 February 2012" in one.question


@pytest.mark.parametrize("after", ["Seen by Dr Imre.", "Did not attend.", "Appointment: mood better."])
def test_that_somebody_came_or_did_not_is_recorded_and_no_silence(after):
    assert silences(busy(SURGERY, (31, "To return in 3 weeks."), (55, after))) == []


@pytest.mark.parametrize(
    "text", ["Reviewed 3 weeks ago.", "No review in 3 weeks.", "Close if nothing new in 7 weeks."]
)
def test_what_is_past_denied_or_no_contact_is_not_expected(text):
    assert expected_in(text, START) == []


def test_an_appointment_on_a_day_that_is_named():
    assert expected_in("Appointment booked for 12 May 2012.", START) == [
        ("appointment", date(2012, 5, 12), 7)
    ]
    assert expected_in("Appointment booked for 12 May 2011.", START) == []


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("Referral with photographs faxed to children's social care.", "asked"),
        ("Rang social worker.", "told"),
        ("Report from social worker.", ""),
        ("Home visit with social worker.", "named"),
        ("Mother seen.", ""),
        ("Asked by social care to look in.", ""),
        ("Mother asks for pills, says the social worker worries.", "named"),
    ],
)
def test_how_an_entry_speaks_of_another_agency(text, how):
    assert how_said(text, ("social-care",)) == how


def test_an_agency_whose_name_does_not_say_what_it_is_is_known_by_its_name():
    club = "Bellwether Boxing"
    assert kinds([*busy(POLICE, (33, "Informed Bellwether of the bruise.")), *busy(club)]) == [
        ("not-received", club)
    ]


def test_a_request_that_came_and_waits_is_not_answered():
    waits = "Police referral received. Passed to the team manager."
    rows = [*busy(POLICE, (33, "Referred to social care.")), *busy(CARE, (35, waits))]
    assert kinds(rows) == [("no-reply", CARE)]
    answered = "Police referral received. Assessment begun."
    assert kinds([*busy(POLICE, (33, "Referred to social care.")), *busy(CARE, (35, answered))]) == []


def test_who_writes_asking_for_something_is_owed_a_reply():
    asked = "Wrote to social care asking for a bed."
    assert kinds([*busy(POLICE, (33, asked)), *busy(CARE)]) == [("no-reply", CARE)]


def test_an_agency_that_was_there_should_have_an_entry_of_that_day():
    there = "Joint visit with health visitor."
    health = "Tarnwick health visiting"
    assert kinds([*busy(CARE, (35, there)), *busy(health)]) == [("named", health)]
    assert kinds([*busy(CARE, (35, there)), *busy(health, (36, "Seen."))]) == []
    assert (
        kinds([*busy(CARE, (35, there)), *busy(health, (44, "Social worker was with me last week."))]) == []
    )


@pytest.mark.parametrize(
    ("text", "what", "day"),
    [
        ("Surveyor to inspect on 14 January 2012.", "inspection", date(2012, 1, 14)),
        ("Appointment on 12/1/12.", "appointment", date(2012, 1, 12)),
        ("Review meeting rearranged for Tues 8 February 2012.", "review", date(2012, 2, 8)),
        ("Appointment offered for 10am on 20 January 2012.", "appointment", date(2012, 1, 20)),
        ("Visit planned for Friday.", "visit", date(2012, 1, 6)),
        ("Will call next week.", "call", date(2012, 1, 9)),
        ("Visit on Friday: tidy.", None, None),
        ("To call on Friday if worse.", None, None),
    ],
)
def test_a_day_on_which_something_is_to_be(text, what, day):
    assert [(one[0], one[1]) for one in expected_in(text, START)] == ([(what, day)] if what else [])


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Dressings twice weekly by the nurse.", 4),
        ("Home visit every other day.", 2),
        ("To be seen once a month.", 31),
        ("Visits three times a week.", 3),
        ("Support calls each week.", 7),
        ("Quarterly contact.", 92),
    ],
)
def test_how_often_is_said_in_many_ways(text, days):
    assert frequency_in(text) == days


# On the six chronologies of Child M


def test_nothing_that_two_agencies_both_recorded_is_called_a_silence():
    """Of the planted accounts, which are known to have arrived, none may be asked about: false rate 0 of 12."""
    arrived = {one for pair in known("pairs", "entries") for one in pair}
    false = [
        one
        for one in silences(child_m())
        if one.kind != "gap" and any((r.source_file, r.source_row) in arrived for r in one.rows)
    ]
    print(f"silences: {len(false)} false of {len(arrived) // 2} planted accounts that did arrive")
    assert false == []


@pytest.mark.parametrize(
    ("asker", "words"),
    [("Tarnwick Infirmary", ("hospital", "infirmary")), ("Tarnwick Community", ("HV", "health vis"))],
)
def test_what_is_asked_about_is_in_no_row_of_the_surgery_near_it(asker, words):
    rows = child_m()
    surgery = [one for one in rows if one.agency == SURGERY and one.earliest]
    asked = [
        one for one in silences(rows) if one.kind == "not-received" and one.rows[0].agency.startswith(asker)
    ]
    assert asked and {one.agency for one in asked} == {SURGERY}
    for told in (its for one in asked for its in one.rows):
        until = told.latest + timedelta(14)
        near = [r.event for r in surgery if told.earliest - timedelta(2) <= r.earliest <= until]
        assert not any(word in text for text in near for word in words)


def test_that_a_worker_of_the_other_agency_rang_is_a_reply():
    doctor = [(day, f"Seen by Dr Tolpuddle, note {day}.") for day in range(1, 60, 9)]
    rows = [*busy(SURGERY, *doctor, (33, "Referred to social care."))]
    assert kinds([*rows, *busy(CARE)]) == [("no-reply", CARE)]
    assert kinds([*rows, *busy(CARE, (36, "Letter from Dr Tolpuddle."))]) == []


def test_what_is_told_again_and_again_in_the_same_words_is_asked_about_once():
    rows = [*busy(CARE, (33, "Letter 3 to GP."), (63, "Letter 4 to GP."), (93, "Letter 7 to GP."))]
    (one,) = silences([*rows, *busy(SURGERY)])
    assert (one.kind, one.agency, [row.event for row in one.rows]) == (
        "not-received",
        SURGERY,
        ["Letter 3 to GP.", "Letter 4 to GP.", "Letter 7 to GP."],
    )
    assert one.question.startswith(
        f"{CARE} says in 3 entries, from 4 February 2012 to 4 April 2012, that it told {SURGERY}."
    )


def test_there_are_few_enough_to_read():
    """One question for each twenty-five rows at most, and each kind has its heading."""
    found = silences(child_m())
    print(f"silences: {len(found)} questions from {len(child_m())} rows")
    assert len(found) <= len(child_m()) / 25
    assert {one.kind for one in found} <= set(KINDS)
    assert len({(one.kind, one.agency, one.first, one.last) for one in found}) == len(found)
