"""A corrected file comes in: what hangs on entries stays with them, what changed is told and taken whole or by row."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from casereview.acts.ask import ask
from casereview.acts.registry import AccessDenied, Refused
from casereview.cases.models import Correction
from casereview.evidence import imports
from casereview.evidence.models import Document, Entry, Reading
from casereview.evidence.remembered import set_against, told
from casereview.evidence.tests.conftest import Gathering, events, sent, submits
from casereview.people.models import Agency

pytestmark = pytest.mark.django_db

FIRST = """Date,Source,What happened
3/4/2012,Log 1,Officers attended a loud argument at the flat.
9/4/2012,Log 2,Neighbour rang about crying at night.
20/4/2012,Log 3,Mother said that all was well.
2/5/2012,Log 4,Routine patrol passed the school gates.
"""
SECOND = """Date,Source,What happened
3/4/2012,Log 1,Officers attended a loud argument at the flat.
20/4/2012,Log 3,Mother said that all was well and shut the door.
2/5/2012,Log 4,Routine patrol passed the school gates.
7/6/2012,Log 5,Ambulance asked for help at the swimming pool.
"""


def sends(does: Any, it: Gathering, text: str, name: str = "police.csv", **said: Any) -> str:
    """The police send a file: the sentence of what was done."""
    file = sent(it.police, name, text.encode())
    return does(it.police, "import-chronology", to=it.case, agency="police", file=file, **said).sentence


def live() -> dict[str, str]:
    rows = Entry.rows.filter(document__isnull=False, withdrawn_on=None).order_by("source_row")
    return {row.key: row.event for row in rows}


@pytest.fixture
def first_in(asked: Gathering, does: Any) -> Gathering:
    """The first file is in and submitted; the lead has commented on two of its rows."""
    sends(does, asked, FIRST)
    submits(does, asked, "police")
    for key in ("E4", "E5"):
        does(asked.lead, "comment-on-entry", to=asked.case, entry=key, text=f"On {key}.", seen_by=["lead"])
    return asked


def test_rows_found_again_keep_their_entries_and_what_was_said_of_them(first_in: Gathering, does: Any):
    said = sends(does, first_in, SECOND, replaces=True)

    assert said == (
        "1 entry was imported from a file; 2 were there already; 1 was changed; "
        "1 was no longer in it and kept, because something rests on it."
    )
    lines = {e["key"]: e for e in ask(first_in.lead, "chronology", of=first_in.case)["entries"]}
    assert lines["E5"]["event"].endswith("shut the door.")
    assert [c["text"] for c in lines["E5"]["beside"]["comments"]] == ["On E5."]
    assert lines["E4"]["gone"] is True and [c["text"] for c in lines["E4"]["beside"]["comments"]] == [
        "On E4."
    ]


def test_the_words_before_are_kept_where_others_may_have_read_them(first_in: Gathering, does: Any):
    sends(does, first_in, SECOND, replaces=True)

    row = Correction.rows.get()
    assert (row.thing, row.was) == ("entry:E5", "Mother said that all was well.")


def test_a_row_on_which_nothing_rests_goes_with_the_newer_file(asked: Gathering, does: Any):
    sends(does, asked, FIRST)
    sends(does, asked, SECOND, replaces=True)

    assert Entry.rows.get(number=4).withdrawn_because == "Not in the newer file of the agency"
    assert len(live()) == 4 and not Correction.rows.exists()


def test_changes_are_left_out_by_row(first_in: Gathering, does: Any):
    said = sends(does, first_in, SECOND, replaces=True, not_taken=["changed:E5", "removed:E4", "added:4"])

    assert said == "0 entries were imported from a file; 2 were there already."
    assert live() == {
        "E3": "Officers attended a loud argument at the flat.",
        "E4": "Neighbour rang about crying at night.",
        "E5": "Mother said that all was well.",
        "E6": "Routine patrol passed the school gates.",
    }
    assert not Entry.rows.exclude(gone_from=None).exists()


def test_what_would_change_is_told_in_words_before_anything_is(first_in: Gathering):
    from casereview.evidence.imports import read_file

    rows = read_file("police.csv", SECOND.encode(), "police").rows
    against = set_against(first_in.case, Agency.rows.get(key="police"), rows)
    found = told(against)

    assert against.looks_newer
    assert [(c["entry"], c["cells"]) for c in found["changed"]] == [("E5", ["what happened"])]
    assert [r["held"] for r in found["removed"]] == ["Somebody commented on it."]
    assert [a["now"]["date"] for a in found["added"]] == ["7/6/2012"]
    assert len(live()) == 4


def test_a_row_that_comes_back_is_no_longer_flagged(first_in: Gathering, does: Any):
    sends(does, first_in, SECOND, replaces=True)
    sends(does, first_in, FIRST, replaces=True)

    assert Entry.rows.get(number=4).gone_from is None


def test_a_finding_holds_its_row_as_a_comment_does(first_in: Gathering, does: Any):
    does(first_in.author, "record-finding", to=first_in.case, text="They did not ask.", entries=["E6"])
    sends(
        does,
        first_in,
        SECOND.replace("2/5/2012,Log 4,Routine patrol passed the school gates.\n", ""),
        replaces=True,
    )

    assert Entry.rows.get(number=6).gone_from is not None
    assert Entry.rows.get(number=6).withdrawn_on is None


def test_columns_that_a_person_corrected_are_remembered_for_the_agencys_next_file(
    asked: Gathering, does: Any
):
    odd = "Date,Kuddle,Event\n3/4/2012,A loud argument,x\n"
    columns = [{"heading": "Kuddle", "means": "event"}, {"heading": "Event", "means": "other"}]
    sends(does, asked, odd, columns=columns)
    sends(does, asked, odd.replace("3/4", "4/4"), name="two.csv")

    assert set(live().values()) == {"A loud argument"}
    assert Reading.rows.count() == Document.rows.filter(what="chronology").count() == 2


def test_the_same_file_is_not_imported_twice(asked: Gathering, does: Any):
    sends(does, asked, FIRST)

    with pytest.raises(Refused, match="imported already"):
        sends(does, asked, FIRST)
    assert len(live()) == 4


def test_a_file_is_read_before_the_transaction_and_once(asked: Gathering, does: Any, monkeypatch: Any):
    outside, read = len(connection.savepoint_ids), []
    whole = imports.read_file
    monkeypatch.setattr(
        imports, "read_file", lambda *said: read.append(len(connection.savepoint_ids)) or whole(*said)
    )
    key = sent(asked.police, "ahead.csv", b"Date,Event\n5/6/2013,Read ahead of the act.\n")

    does(asked.police, "import-chronology", to=asked.case, agency="police", file=key)

    assert read == [outside], "by the API and by a journal too, nobody waits for a file to be read"
    assert "Read ahead of the act." in events(asked.police, asked.case)


def test_a_bad_file_is_refused_in_the_act_with_its_sentence_and_a_stranger_has_nothing_read(
    asked: Gathering, does: Any, monkeypatch: Any
):
    read = []
    whole = imports.read_file
    monkeypatch.setattr(imports, "read_file", lambda *said: read.append(1) or whole(*said))
    bad = sent(asked.police, "ahead bad.csv", b"Name,Colour\nAda,blue\n")
    with pytest.raises(Refused, match="was not read"):
        does(asked.police, "import-chronology", to=asked.case, agency="police", file=bad)
    assert len(read) == 1

    other = sent(asked.team, "ahead team.csv", b"Date,Event\n5/6/2013,Not theirs.\n")
    with pytest.raises(AccessDenied):
        does(asked.team, "import-chronology", to=asked.case, agency="police", file=other)
    assert len(read) == 1


SAID_TWICE = FIRST + "2/5/2012,Log 4,Routine patrol passed the school gates.\n"


def test_of_two_equal_rows_the_one_that_goes_is_the_one_of_which_nobody_said_anything(
    asked: Gathering, does: Any
):
    sends(does, asked, SAID_TWICE)
    submits(does, asked, "police")
    does(asked.lead, "comment-on-entry", to=asked.case, entry="E7", text="On the second.", seen_by=["lead"])

    said = sends(does, asked, FIRST, replaces=True)

    assert "1 was withdrawn" in said and "kept, because" not in said
    assert set(live()) == {"E3", "E4", "E5", "E7"}
    assert Entry.rows.get(number=7).gone_from is None


def test_a_part_of_the_file_takes_nothing_away_outside_its_own_days(first_in: Gathering, does: Any):
    later = (
        "Date,Source,What happened\n" + "".join(FIRST.splitlines(keepends=True)[3:]) + "9/9/2012,Log 9,New.\n"
    )

    said = sends(does, first_in, later, replaces=True, its_days_only=True)

    assert said == "1 entry was imported from a file; 2 were there already."
    assert set(live()) == {"E3", "E4", "E5", "E6", "E7"}
    assert not Entry.rows.exclude(gone_from=None).exists()


def test_an_agency_is_not_told_what_the_panel_made_of_its_entries(first_in: Gathering):
    rows = imports.read_file("police.csv", SECOND.encode(), "police").rows
    against = set_against(first_in.case, Agency.rows.get(key="police"), rows)

    assert [one["held"] for one in told(against, own=True)["removed"]] == ["The review has used it."]


def test_a_row_taken_for_another_is_said_to_be_a_new_entry(first_in: Gathering, does: Any):
    other = FIRST.replace("Mother said that all was well.", "A lorry blocked the lane all day.")

    said = sends(does, first_in, other, replaces=True, not_taken=["apart:E5"])

    assert said == (
        "1 entry was imported from a file; 3 were there already; "
        "1 was no longer in it and kept, because something rests on it."
    )
    assert live()["E5"] == "Mother said that all was well." and live()["E7"].startswith("A lorry")


def test_a_file_that_does_not_have_what_was_corrected_here_says_so(first_in: Gathering, does: Any):
    words = {"field": "event", "now": "A neighbour rang about crying.", "because": "Misread."}
    does(first_in.police, "correct", to=first_in.case, thing="entry:E4", seen=1, **words)

    rows = imports.read_file("police.csv", FIRST.encode(), "police").rows
    found = told(set_against(first_in.case, Agency.rows.get(key="police"), rows))

    assert [(one["entry"], one["undone"]) for one in found["changed"]] == [("E4", True)]


def test_new_numbers_and_days_typed_another_way_are_no_changes_to_look_through(asked: Gathering, does: Any):
    numbered = "No,Date,Source,Event\n1,3/4/2012,Log,A loud argument.\n2,9/4/2012,Log,Crying at night.\n"
    sends(does, asked, numbered)
    again = "No,Date,Source,Event\n1,1/4/2012,Log,A quiet day.\n2,3 April 2012,Log,A loud argument.\n3,9/4/2012,Log,Crying at night.\n"

    rows = imports.read_file("police.csv", again.encode(), "police").rows
    found = told(set_against(asked.case, Agency.rows.get(key="police"), rows))
    sends(does, asked, again, replaces=True)

    assert found["changed"] == [] and len(found["added"]) == 1
    kept = {row.number: (row.sequence, row.date_text) for row in Entry.rows.filter(document__isnull=False)}
    assert kept == {3: ("2", "3 April 2012"), 4: ("3", "9/4/2012"), 5: ("1", "1/4/2012")}


def test_what_stood_in_a_column_that_the_newer_file_does_not_have_stays(asked: Gathering, does: Any):
    sends(does, asked, "Date,Event,Action taken,Record\n3/4/2012,A loud argument.,Letter sent,Log 1\n")
    moved = "What happened,Date\nA loud argument.,2012-04-03\n"

    rows = imports.read_file("police.csv", moved.encode(), "police").rows
    against = set_against(asked.case, Agency.rows.get(key="police"), rows)
    sends(does, asked, moved, name="police corrected.csv", replaces=True)

    assert set(against.without) == {"Action taken", "Record"} and told(against)["changed"] == []
    row = Entry.rows.get(document__isnull=False)
    assert (row.event, row.source, row.other) == (
        "A loud argument.",
        "Log 1",
        {"Action taken": "Letter sent"},
    )
