"""Chronology files in the browser: twelve at once, a bad one among them, columns put right, a corrected file, and the wall."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from casereview.acts.ask import ask
from casereview.evidence.models import Document, Entry, Reading
from casereview.evidence.tests.conftest import Gathering, submits
from casereview.evidence.tests.test_reimport import FIRST, SECOND
from casereview.people.models import Agency

pytestmark = pytest.mark.django_db

NAMES = ("Ashdown", "Birchwood", "Cedarholm", "Dunlin", "Elmstead", "Fernhill")
ELEVEN = ("police", "school", "health", "hospital", "social-care", *(name.lower() for name in NAMES))


def words(page: Any) -> str:
    """The words of a page, without its tags."""
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split()))


def base(it: Gathering) -> str:
    return f"/cases/{it.case.code}/chronology/import/"


def files(*named: tuple[str, str]) -> dict[str, Any]:
    return {"files": [SimpleUploadedFile(name, text.encode()) for name, text in named]}


def imported() -> list[str]:
    return list(
        Entry.rows.filter(document__isnull=False, withdrawn_on=None)
        .order_by("number")
        .values_list("event", flat=True)
    )


def test_twelve_files_are_held_and_the_one_that_cannot_be_read_stops_no_other(
    asked: Gathering, signed_in: Any
):
    for name in NAMES:
        Agency.rows.create(board=asked.case.board, key=name.lower(), name=f"{name} Trust")
    manager = signed_in(asked.manager)
    sent = [
        (f"{key}.csv", f"Date,Source,Event\n{n}/4/2012,Log,Visit {n}.\n") for n, key in enumerate(ELEVEN, 1)
    ]

    page = manager.post(base(asked), files(*sent, ("hospital scan.pdf", "not a pdf")), follow=True)

    said = words(page)
    assert "hospital scan.pdf" in said and "A PDF cannot be read as a chronology" in said
    assert "Accept the 11 files that are ready" in said
    assert imported() == [], "nothing is recorded before it is accepted"

    page = manager.post(base(asked), {"accept": "all"}, follow=True)

    assert len(imported()) == 11
    assert Document.rows.filter(what="chronology").values("agency").distinct().count() == 11
    assert "hospital scan.pdf" in words(page), "the one that could not be read stays, with its sentence"


def test_a_second_file_of_one_agency_is_never_taken_for_a_newer_one_unasked(asked: Gathering, signed_in: Any):
    police = signed_in(asked.police)
    police.post(base(asked), files(("one.csv", FIRST), ("two.csv", SECOND)))

    page = police.post(base(asked), {"accept": "all"}, follow=True)

    assert "this agency has entries from files already" in words(page)
    assert len(imported()) == 4
    police.post(f"{base(asked)}1/", {"accept": "1", "replaces": "no"})
    assert len(imported()) == 8


def test_a_thirteenth_file_is_not_taken_and_the_page_says_so(asked: Gathering, signed_in: Any):
    sent = [(f"police {n}.csv", f"Date,Event\n1/4/2012,Visit {n}.\n") for n in range(13)]

    page = signed_in(asked.police).post(base(asked), files(*sent), follow=True)

    assert "Not taken: police 12.csv. 12 files are held at once" in words(page)
    assert len(ask(asked.police, "import-held", of=asked.case)["files"]) == 12


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        (".csv", "file.csv"),
        ("police.csv.", "police.csv."),
        ("n" * 300 + ".csv", "n" * 251 + ".csv"),
        ("chronology\u202excod.csv", "chronologyxcod.csv"),
        ("a\u200bb.CSV", "ab.CSV"),
        ("-rf.csv", "rf.csv"),
    ],
)
def test_fi10_a_file_of_any_name_is_read_by_its_ending_and_shown_without_tricks(
    asked: Gathering, signed_in: Any, sent: str, shown: str
):
    page = signed_in(asked.police).post(base(asked), files((sent, FIRST)), follow=True)

    (held,) = ask(asked.police, "import-held", of=asked.case)["files"]
    assert (held["name"], held["refused"]) == (shown, "")
    assert "\u202e" not in page.content.decode()


def test_what_cannot_be_read_is_left_out_at_once_and_the_rest_stays(asked: Gathering, signed_in: Any):
    police = signed_in(asked.police)
    page = police.post(
        base(asked), files(("police.csv", FIRST), ("empty.csv", ""), ("scan.pdf", "no")), follow=True
    )
    assert "Leave out the 2 files that cannot be read" in words(page)

    page = police.post(base(asked), {"drop": "unread"}, follow=True)

    assert "2 files were left out. Nothing of them was recorded." in words(page)
    assert [one["name"] for one in ask(asked.police, "import-held", of=asked.case)["files"]] == ["police.csv"]
    assert imported() == []


def test_what_is_to_be_looked_at_in_the_file_as_a_whole_is_said_in_the_list(asked: Gathering, signed_in: Any):
    page = signed_in(asked.police).post(
        base(asked), files(("police.csv", "Date,Event\n1/4/2012,Seen.\n")), follow=True
    )

    assert "1 row, and the file as a whole" in words(page), "no column says where its entries were found"


def test_a_line_that_was_not_taken_for_a_row_is_shown_with_its_words(asked: Gathering, signed_in: Any):
    police = signed_in(asked.police)
    text = "Date,Event,Source\n1/4/2012,Seen.,Log\nMoved out of area,,\n2/4/2012,Seen.,Log\n"

    listed = words(police.post(base(asked), files(("police.csv", text)), follow=True))

    assert "The file as a whole" in listed
    assert "“Moved out of area”: A line across the table" in words(police.get(f"{base(asked)}1/"))


def test_a_column_is_put_right_by_a_choice_and_remembered(asked: Gathering, signed_in: Any):
    police = signed_in(asked.police)
    odd = "Date,Event,Kuddle\n3/4/2012,x,A loud argument\n4/4/2012,x,Crying at night\n"
    police.post(base(asked), files(("log.csv", odd)))
    page = police.get(f"{base(asked)}1/")
    assert "A loud argument Crying at night" in words(page)

    police.post(f"{base(asked)}1/", {"column-1": "other", "column-2": "event", "look": "1"})
    page = police.post(f"{base(asked)}1/", {"accept": "1"}, follow=True)

    assert "2 entries were imported from a file." in words(page)
    assert imported() == ["A loud argument", "Crying at night"]
    assert Reading.rows.get().chosen == {"Event": "other", "Kuddle": "event"}
    police.post(base(asked), files(("log two.csv", odd.replace("3/4", "5/4").replace("4/4", "6/4"))))
    assert "As it was put right before" in words(police.get(f"{base(asked)}1/"))


def test_a_file_that_is_read_otherwise_is_looked_at_once_more_before_it_is_accepted(
    asked: Gathering, signed_in: Any
):
    police = signed_in(asked.police)
    police.post(base(asked), files(("log.csv", "Date,Event,Kuddle\n3/4/2012,x,A loud argument\n")))

    page = police.post(
        f"{base(asked)}1/", {"column-1": "other", "column-2": "event", "accept": "1"}, follow=True
    )

    assert "Look at it once more" in words(page)
    assert imported() == []


def test_a_corrected_file_says_what_it_changes_and_the_comments_are_where_they_were(
    asked: Gathering, does: Any, signed_in: Any
):
    police = signed_in(asked.police)
    police.post(base(asked), files(("log.csv", FIRST)))
    police.post(f"{base(asked)}1/", {"accept": "1"})
    submits(does, asked, "police")
    does(asked.lead, "comment-on-entry", to=asked.case, entry="E5", text="She was asked.", seen_by=["lead"])

    police.post(base(asked), files(("log corrected.csv", SECOND)))
    said = words(police.get(f"{base(asked)}1/"))

    assert "Yes: 2 are the same, 1 changed, 1 added, 1 gone" in said
    assert "E5: what happened changed" in said
    assert "She was asked" not in said, "the panel's comments stay on the panel's side"
    police.post(f"{base(asked)}1/", {"accept": "1", "replaces": "yes", "take": ["changed:E5", "added:4"]})
    lines = {e["key"]: e for e in ask(asked.lead, "chronology", of=asked.case)["entries"]}
    assert lines["E5"]["event"].endswith("shut the door.")
    assert lines["E5"]["beside"]["comments"][0]["text"] == "She was asked."
    assert "Neighbour rang about crying at night." in imported(), "what was not ticked stays as it was"


def test_the_later_half_alone_is_offered_as_a_part_and_takes_nothing_away(asked: Gathering, signed_in: Any):
    police = signed_in(asked.police)
    police.post(base(asked), files(("log.csv", FIRST)))
    police.post(f"{base(asked)}1/", {"accept": "1"})
    later = "Date,Source,What happened\n" + "".join(FIRST.splitlines(keepends=True)[3:])

    police.post(base(asked), files(("later.csv", later)))
    page = police.get(f"{base(asked)}1/")

    assert "from 20 April 2012 to 2 May 2012: the 2 entries outside it stay as they are" in words(page)
    assert 'value="part" checked' in page.content.decode()
    police.post(f"{base(asked)}1/", {"accept": "1", "replaces": "part", "take": ["removed:E3", "removed:E4"]})
    assert len(imported()) == 4


def test_a_supplement_that_overlaps_a_little_is_offered_as_a_part_and_says_what_would_stand_twice(
    asked: Gathering, signed_in: Any
):
    police = signed_in(asked.police)
    police.post(base(asked), files(("log.csv", FIRST)))
    police.post(f"{base(asked)}1/", {"accept": "1"})
    more = "".join(f"{n}/8/2012,Log 1{n},Bicycle number {n} was stolen.\n" for n in range(1, 20))
    later = "Date,Source,What happened\n" + "".join(FIRST.splitlines(keepends=True)[2:]) + more

    police.post(base(asked), files(("later.csv", later)))
    page = police.get(f"{base(asked)}1/")

    assert "No: it adds to them (3 of its rows are there already and would stand twice)" in words(page)
    assert 'value="part" checked' in page.content.decode()
    police.post(
        f"{base(asked)}1/", {"accept": "1", "replaces": "part", "take": [f"added:{n}" for n in range(4, 23)]}
    )
    assert len(imported()) == 4 + 19


def test_the_words_that_were_changed_are_marked_however_long_the_entry_is(asked: Gathering, signed_in: Any):
    police = signed_in(asked.police)
    long = FIRST.replace("all was well.", "all was well. " + "She went on for a while. " * 30 + "It rained.")
    police.post(base(asked), files(("log.csv", long)))
    police.post(f"{base(asked)}1/", {"accept": "1"})

    police.post(base(asked), files(("log corrected.csv", long.replace("It rained.", "It snowed."))))

    page = police.get(f"{base(asked)}1/").content.decode()
    assert "<del>rained.</del><ins>snowed.</ins>" in page


def test_a_pasted_table_is_read_like_a_file(asked: Gathering, signed_in: Any):
    police = signed_in(asked.police)

    police.post(base(asked), {"pasted": "Date\tSource\tEvent\r\n3/4/2012\tLog\tA loud argument\r\n"})
    police.post(f"{base(asked)}1/", {"accept": "1"})

    assert imported() == ["A loud argument"]


def test_what_is_left_out_leaves_nothing(asked: Gathering, signed_in: Any):
    police = signed_in(asked.police)
    police.post(base(asked), files(("log.csv", FIRST)))

    police.post(f"{base(asked)}1/", {"drop": "1"})

    assert ask(asked.police, "import-held", of=asked.case)["files"] == []
    assert imported() == []


def test_az3_what_somebody_holds_is_theirs_alone_and_goes_to_their_own_agency_alone(
    asked: Gathering, signed_in: Any
):
    police, school = signed_in(asked.police), signed_in(asked.school)
    police.post(base(asked), files(("log.csv", FIRST)))

    assert "log.csv" not in words(school.get(base(asked)))
    assert school.get(f"{base(asked)}1/").status_code == 404
    police.post(f"{base(asked)}1/", {"agency": "school", "accept": "1"})
    assert {e.agency.key for e in Entry.rows.filter(document__isnull=False)} <= {"police"}


def test_az3_nobody_sends_files_who_may_not_import(asked: Gathering, signed_in: Any, someone: Any):
    for who in (asked.author, asked.team, asked.chair, someone("notifier")):
        browser = signed_in(who)
        assert browser.get(base(asked)).status_code == 404
        assert browser.post(base(asked), files(("log.csv", FIRST))).status_code == 404


def test_the_manager_says_whose_a_file_is_and_it_is_entered_on_its_behalf(asked: Gathering, signed_in: Any):
    manager = signed_in(asked.manager)
    manager.post(base(asked), files(("log.csv", FIRST)))
    assert "Say whose it is" in words(manager.get(base(asked)))

    manager.post(f"{base(asked)}1/", {"agency": "police", "look": "1"})
    manager.post(f"{base(asked)}1/", {"accept": "1"})

    assert {e.on_behalf_of for e in Entry.rows.filter(document__isnull=False)} == {"Marrowdale Police"}


def test_a_question_about_dates_is_asked_once_answered_and_remembered(asked: Gathering, signed_in: Any):
    police = signed_in(asked.police)
    typed = "Date,Source,Event\nMonday 3/4/2012,Log,A loud argument\n4/4/2012,Log,Crying at night\n"
    police.post(base(asked), files(("log.csv", typed)))
    page = police.get(f"{base(asked)}1/")
    assert "The day of the week does not go with the date in row 1" in words(page)

    police.post(f"{base(asked)}1/", {"question-0": "right", "look": "1"})
    police.post(f"{base(asked)}1/", {"question-0": "right", "accept": "1"})

    entry = Entry.rows.get(event="A loud argument")
    assert (entry.date_text, entry.certainty) == ("Monday 3/4/2012", "exact")
    assert Reading.rows.get().answers == {"weekday": "right"}
    police.post(base(asked), files(("log two.csv", typed.replace("3/4", "10/4"))))
    assert "Answered as in an earlier file" in words(police.get(f"{base(asked)}1/"))


def test_what_stands_between_the_cells_can_be_changed(asked: Gathering, signed_in: Any):
    police = signed_in(asked.police)
    police.post(base(asked), files(("log.csv", "Date|Source|Event\n3/4/2012|Log|Argument; loud\n")))
    assert ask(asked.police, "import-held", of=asked.case, file="1")["delimiter"] == "|"

    police.post(f"{base(asked)}1/", {"delimiter": ";", "look": "1"})

    assert ask(asked.police, "import-held", of=asked.case, file="1")["refused"]
    police.post(f"{base(asked)}1/", {"delimiter": "|", "look": "1"})
    assert ask(asked.police, "import-held", of=asked.case, file="1")["rows"] == 1


def test_each_entry_says_where_in_its_file_it_stands(asked: Gathering, signed_in: Any):
    police = signed_in(asked.police)
    police.post(base(asked), files(("log.csv", FIRST)))
    police.post(f"{base(asked)}1/", {"accept": "1"})

    entry = Entry.rows.get(source_row=2)
    assert (entry.place["line"], entry.place["columns"]["event"]) == (3, 3)
    said = words(police.get(f"/cases/{asked.case.code}/chronology/{entry.key}/"))
    assert "Row 2 of its file" in said and "line 3, column 3" in said


def test_accepting_a_file_that_was_looked_at_does_not_read_it_a_second_time(
    asked: Gathering, signed_in: Any, monkeypatch: Any
):
    police = signed_in(asked.police)
    police.post(base(asked), files(("log.csv", FIRST)))
    police.get(f"{base(asked)}1/")

    def read(*_: Any) -> None:
        raise AssertionError("the act reads the file inside its transaction")

    monkeypatch.setattr("casereview.evidence.imports.read_file", read)
    police.post(f"{base(asked)}1/", {"accept": "1"})

    assert len(imported()) == 4


def test_fi13_a_file_beyond_the_limit_is_refused_by_its_size_and_never_read(
    asked: Gathering, signed_in: Any, settings: Any
):
    settings.CASEREVIEW_UPLOAD_LIMIT = 1024 * 1024
    sent = files(("police.csv", FIRST), ("large.csv", FIRST + " " * 1024 * 1024))

    page = signed_in(asked.police).post(base(asked), sent, follow=True)

    assert "This file is larger than 1 MB. Split it, or send a smaller copy." in words(page)
    assert [one["ready"] for one in ask(asked.police, "import-held", of=asked.case)["files"]] == [True, False]


def test_what_is_said_of_a_file_and_typed_in_it_is_counted_or_shown_to_the_last(
    asked: Gathering, signed_in: Any
):
    mistyped = "".join(f"Mon {day:02}/04/2012,Log,Visit.\n" for day in (1, 3, 4, 5, 6, 7, 8, 10))
    across = "".join(f"Looked through by {n * 3},,\n3/4/2012,Log,Visit {n}.\n" for n in "abcdefghijklmno")
    police = signed_in(asked.police)
    police.post(base(asked), files(("police.csv", f"Date,Source,Event\n{mistyped}{across}")))

    said = words(police.get(f"{base(asked)}1/"))

    assert "Typed: Mon 01/04/2012" in said and "; and 2 more" in said
    assert "What else is said of this file" in said
    assert "Looked through by aaa" in said and "Looked through by ooo" in said


def test_a_file_without_headings_is_put_right_by_the_number_of_its_columns(asked: Gathering, signed_in: Any):
    police = signed_in(asked.police)
    told = "1/4/2012,CAD 7,Officers attended and spoke to both parents at length.\n"
    police.post(base(asked), files(("police.csv", told + told.replace("1/4", "2/4"))))
    page = police.get(f"{base(asked)}1/")
    assert "Column 2" in words(page) and "CAD 7" in words(page)

    page = police.post(f"{base(asked)}1/", {"column-1": "source", "look": "1"}, follow=True)

    assert "No source is given" not in words(page)
    police.post(f"{base(asked)}1/", {"accept": "1", "replaces": "no"})
    assert set(Entry.rows.filter(document__isnull=False).values_list("source", flat=True)) == {"CAD 7"}


def test_a_file_whose_headings_nobody_knows_is_read_when_somebody_says_what_its_columns_hold(
    asked: Gathering, signed_in: Any
):
    police = signed_in(asked.police)
    police.post(
        base(asked), files(("police.csv", "Noted,Gist,Book\n1/4/2012,Seen.,Log 4\n2/4/2012,Rang.,Log 5\n"))
    )
    page = police.get(f"{base(asked)}1/")
    assert "was not read" in words(page) and "What does each column hold?" in words(page)
    assert "Log 4" in words(page), "three texts of each column are shown"

    said = {"column-0": "date", "column-1": "event", "column-2": "source", "look": "1"}
    page = police.post(f"{base(asked)}1/", said, follow=True)

    assert "2 rows. Nothing is recorded until you accept." in words(page)
    police.post(f"{base(asked)}1/", {"accept": "1", "replaces": "no"})
    assert imported() == ["Seen.", "Rang."]


def test_all_that_is_said_of_a_row_stands_beside_it(asked: Gathering, signed_in: Any):
    text = "Date,Source,Event\n1/4/2012,Log,Seen.\nnext day,Log,Rang.\n31/4/2012,Log,No such day.\n"
    police = signed_in(asked.police)
    police.post(base(asked), files(("police.csv", text)))

    said = words(police.get(f"{base(asked)}1/"))

    assert "This says when only by the row above; it may be 2 April 2012." in said
    assert "There is no such day." in said and "The row stands after 2 April 2012 (row 2)." in said


def test_words_outside_the_table_are_shown_and_belong_to_no_entry(asked: Gathering, signed_in: Any):
    from casereview.evidence.chronology.tests.worded import document, line, table

    rows = table(line("Date", "Source", "Event"), line("1/4/2012", "Log", "Seen."))
    data = document("Entries before 2010 were destroyed when the station was flooded.", rows)
    police = signed_in(asked.police)
    police.post(base(asked), {"files": [SimpleUploadedFile("police.docx", data)]})

    said = words(police.get(f"{base(asked)}1/"))

    assert "destroyed when the station was flooded" in said and "Words stand outside the table" in said
