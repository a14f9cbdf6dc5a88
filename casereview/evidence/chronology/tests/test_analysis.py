"""The quick analyses: who knew what when, contacts by month, missed contacts, moves, changes of worker, the child's voice."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from casereview.evidence.chronology.analysis import (
    Fact,
    changes_of_worker,
    contacts_by_month,
    fact_of,
    missed,
    moves,
    the_childs_voice,
    who_knew_what,
)
from casereview.evidence.chronology.tests.made import child_m, row

BRUISE = Fact("Bruise", ("bruise", "bruising", "black eye"))
POLICE, SCHOOL = "Wexmoor Police", "Ferncopse School"


# Who knew what when


def test_a_fact_is_known_to_an_agency_from_the_first_entry_that_speaks_of_it():
    later = row("Bruises seen on his arm.", "2012-03-14", agency=SCHOOL, number=2)
    first = row("Bruising to cheek.", "2012-03-12", agency=SCHOOL)
    police = row("Officer saw a black eye.", "2012-05-01")
    found = who_knew_what([police, later, first], [BRUISE])
    cell = found.cells["Bruise", SCHOOL]
    assert (cell.first, cell.by, cell.rows) == (date(2012, 3, 12), date(2012, 3, 12), (first, later))
    assert [agency for agency, _ in found.first_to_know("Bruise")] == [SCHOOL, POLICE]


def test_an_entry_known_to_the_month_says_from_when_and_by_when():
    cell = who_knew_what([row("Bruise.", "2012-03-01", "2012-03-31")], [BRUISE]).cells["Bruise", POLICE]
    assert (cell.first, cell.by) == (date(2012, 3, 1), date(2012, 3, 31))


def test_an_entry_without_a_day_shows_that_it_was_known_and_not_when():
    cell = who_knew_what([row("Bruise.", None)], [BRUISE]).cells["Bruise", POLICE]
    assert (cell.first, cell.by, len(cell.rows)) == (None, None, 1)


@pytest.mark.parametrize(
    "text", ["No bruises.", "Examined, no sign of any bruising.", "Mother denied the bruise."]
)
def test_what_an_entry_denies_is_not_known_but_is_shown_as_asked_about(text):
    cell = who_knew_what([row(text)], [BRUISE]).cells["Bruise", POLICE]
    assert (cell.first, cell.rows, len(cell.denied)) == (None, (), 1)


@pytest.mark.parametrize(
    "text", ["Not brought. Bruise seen at home.", "No fracture but bruising.", "HV noted bruise."]
)
def test_a_denial_of_something_else_denies_nothing(text):
    assert who_knew_what([row(text)], [BRUISE]).cells["Bruise", POLICE].denied == ()


def test_a_fact_of_which_nobody_speaks_is_named_and_a_silent_agency_has_no_cell():
    found = who_knew_what([row("Bruise."), row("Late.", agency=SCHOOL)], [BRUISE, fact_of("hair tongs")])
    assert found.unspoken == ("Hair tongs",)
    assert ("Bruise", SCHOOL) not in found.cells
    assert found.agencies == (POLICE, SCHOOL)


def test_a_reader_adds_a_fact_in_their_own_words_and_an_empty_one_is_refused():
    assert fact_of(" hair  tongs , straighteners,") == Fact("Hair tongs", ("hair tongs", "straighteners"))
    with pytest.raises(ValueError, match="at least one word"):
        fact_of(" , ")


def test_of_child_m_the_hospital_knew_of_the_burn_before_the_surgery():
    found = who_knew_what(child_m(), [Fact("Burn", ("burn", "scald"))])
    knew = [(agency, cell.first) for agency, cell in found.first_to_know("Burn")]
    assert knew == [("Tarnwick Infirmary", date(2011, 4, 8)), ("Larkspur Surgery", date(2011, 4, 11))]


@pytest.mark.parametrize(
    ("text", "not_said"),
    [
        ("Strategy discussion, section 47 begun.", "A parent's mental health"),
        ("Slid out of bed onto the mat.", "Hunger, neglect of care"),
    ],
)
def test_words_that_only_look_alike_tell_of_no_fact(text, not_said):
    assert not_said not in [fact.name for fact in who_knew_what([row(text)]).facts]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Rent arrears of 410 pounds.", "Poor housing or money"),
        ("Terrier bit the boy.", "An injury"),
        ("Did not come home last night.", "The child wandering or missing"),
        ("Carries a blade.", "A weapon"),
        ("Joint visit for capacity assessment.", "Mental capacity"),
        ("Skin broken at base of spine.", "Pressure sores"),
        ("Evening tablets given twice.", "Medicine missed or wrong"),
    ],
)
def test_what_housing_care_and_youth_workers_write_is_known_too(text, fact):
    assert [one.name for one in who_knew_what([row(text)]).facts] == [fact]


def test_what_is_asked_about_adults_is_not_missed_in_a_review_about_a_child():
    assert "Falls" not in who_knew_what([row("Drunk.")]).unspoken
    assert "Falls" in who_knew_what([row("Has capacity.")]).unspoken


# Contacts by month


def test_each_entry_is_counted_in_one_place_and_a_span_over_two_months_in_neither():
    rows = [
        row("Home visit, mother seen.", "2012-01-03"),
        row("No access visit.", "2012-01-20", number=2),
        row("Supervision.", "2012-01-01", "2012-01-31", number=3),
        row("Home visit.", "2012-01-25", "2012-02-05", number=4),
        row("Home visit.", None, number=5),
        row("Rang home, no answer.", "2012-03-01", agency=SCHOOL),
    ]
    found = contacts_by_month(rows, [SCHOOL])
    assert found.months == (date(2012, 1, 1), date(2012, 2, 1), date(2012, 3, 1))
    assert found.agencies == (SCHOOL, POLICE)
    january = found.cell(POLICE, date(2012, 1, 1))
    assert [len(january.entries), len(january.contacts), len(january.tried)] == [3, 1, 1]
    assert found.longer[POLICE] == (rows[3],) and found.undated[POLICE] == (rows[4],)
    assert found.cell(POLICE, date(2012, 2, 1)).entries == ()
    assert found.cell(SCHOOL, date(2012, 3, 1)).tried == (rows[5],)


def test_no_row_of_child_m_is_lost_or_counted_twice():
    rows = child_m()
    found = contacts_by_month(rows)
    held = [one for cell in found.cells.values() for one in cell.entries]
    apart = [one for several in (*found.longer.values(), *found.undated.values()) for one in several]
    assert sorted(map(id, held + apart)) == sorted(map(id, rows))


def test_of_nothing_there_are_no_months():
    assert contacts_by_month([]).months == ()


# Missed contacts, moves, changes of worker


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("DNA clinic.", "Did not attend"),
        ("Child WNB to outpatients.", "Not brought"),
        ("Not brought to clinic. Letter to GP.", "Not brought"),
        ("HV could not get in.", "No access"),
        ("Appointment cancelled by mother.", "Cancelled"),
    ],
)
def test_a_missed_contact_and_its_kind(text, kind):
    (one,) = missed([row(text)])
    assert one.kind == kind
    assert text[one.start :].startswith(one.phrase)


@pytest.mark.parametrize(
    "text",
    [
        "DNA sample taken from the knife.",
        "Attended clinic.",
        "Telephone call, no answer.",
        "Did not miss any.",
    ],
)
def test_what_only_looks_like_a_missed_contact_is_none(text):
    assert missed([row(text)]) == []


def test_the_missed_contacts_of_child_m_are_those_that_were_written():
    assert Counter(one.kind for one in missed(child_m())) == {
        "Did not attend": 37,
        "Not brought": 11,
        "No access": 11,
    }


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Family moved to 4 Fern Row.", "Home"),
        ("Mother evicted.", "Home"),
        ("Placed with foster carers.", "Placement"),
        ("He has changed school.", "School"),
        ("Records requested: transferred in from Tarnwick.", "Area"),
    ],
)
def test_a_move_and_its_kind(text, kind):
    assert [one.kind for one in moves([row(text)])] == [kind]


@pytest.mark.parametrize("text", ["Moved to ward 3.", "Team moved to close the case.", "Not moved address."])
def test_what_only_looks_like_a_move_is_none(text):
    assert moves([row(text)]) == []


def test_a_change_of_worker_says_to_whom():
    found = changes_of_worker(
        [row("Case transferred to SW Marlowby."), row("Case unallocated.", "2012-03-13")]
    )
    assert [(one.kind, one.whom) for one in found] == [("Handed over", "SW Marlowby"), ("No worker", "")]


def test_every_handing_over_of_child_m_is_found_and_nothing_else():
    rows = child_m()
    told = [one for one in rows if one.event.startswith("Case transferred")]
    assert sorted(one.row.source_row for one in changes_of_worker(rows)) == sorted(r.source_row for r in told)


# The child's voice


@pytest.mark.parametrize(
    ("text", "seen", "alone", "spoken"),
    [
        ("Home visit; Child M seen, home tidy.", "yes", "not said", "not said"),
        ("Saw the children. Both seen alone.", "yes", "not said", "not said"),
        ("The child was seen alone and said she was hungry.", "yes", "yes", "yes"),
        ("The child was seen, not alone.", "yes", "no", "not said"),
        ("Child asleep upstairs, not seen.", "no", "not said", "not said"),
        ("Spoke to Tansy at school.", "not said", "not said", "yes"),
        ("Child was not spoken to.", "not said", "not said", "no"),
        ("Growth clinic: child not brought.", "no", "not said", "not said"),
    ],
)
def test_what_the_words_say_of_the_child(text, seen, alone, spoken):
    (one,) = the_childs_voice([row(text)], ["Child M", "Tansy"]).sightings
    assert (one.seen, one.alone, one.spoken, one.told_by) == (seen, alone, spoken, "words")


@pytest.mark.parametrize("text", ["Mother seen at home.", "Spoke to mother about the child.", "Supervision."])
def test_what_is_not_said_of_the_child_is_not_made_up(text):
    assert the_childs_voice([row(text)]).sightings == ()


@pytest.mark.parametrize("heading", ["child_seen", "Child seen?"])
def test_the_agencys_own_column_is_believed_before_its_words(heading):
    (one,) = the_childs_voice([row("Child seen.", other={heading: "N"})]).sightings
    assert (one.seen, one.told_by) == ("no", "column")


def test_every_entry_of_an_agency_is_seen_not_seen_or_not_said_once():
    rows = child_m()
    found = the_childs_voice(rows, ["Child M", "Merryn", "Tansy"])
    held = [one for agency in found.agencies for one in (*agency.seen, *agency.not_seen, *agency.not_said)]
    assert sorted(map(id, held)) == sorted(map(id, rows))
    school = next(one for one in found.agencies if one.agency == "Ferncopse Primary School")
    assert len(school.spoken) == sum("said baby cries" in one.event for one in rows)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Called, no one in. Card left.", "No access"),
        ("Daughter sent nurse away.", "No access"),
        ("Appointment of the 14th missed again.", "Did not attend"),
        ("Session cancelled by worker.", "Cancelled"),
        ("He did not come back last night.", None),
        ("She missed her mother.", None),
    ],
)
def test_contacts_are_missed_in_many_words(text, kind):
    assert [one.kind for one in missed([row(text)])] == ([kind] if kind else [])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Dad has left and is at his brother's.", "Home"),
        ("Family in bed and breakfast since the fire.", "Home"),
        ("Moved off roll.", "School"),
        ("Mother wants him moved to her sister.", None),
    ],
)
def test_moves_are_told_in_many_words(text, kind):
    assert [one.kind for one in moves([row(text)])] == ([kind] if kind else [])
