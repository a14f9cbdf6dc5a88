"""A Chronolator file: note rows among the entries, numbers in order or anew each day, marks of doubt and of weight."""

from __future__ import annotations

import csv
import io
from datetime import date

import docx
import pytest
from openpyxl import Workbook

from casereview.evidence.chronology.reading.file import Reading, read_file

HEADS = [
    "Event Ref",
    "Start Date",
    "Start Time",
    "End Date",
    "Source of Information",
    "Significant event",
    "Flag",
]
ROWS = [
    ["", "01/01/0100", "", "", "# Author", "This chronology covers two years.", ""],
    ["1", "12/03/2012", "09:30", "", "GP record", "Seen by Practitioner A.", "Key"],
    ["", "", "", "", "~", "The page after this one is missing.", ""],
    ["", "13/03/2012", "", "", "^ Author", "No contact is recorded until April.", "n/a"],
    ["2", "? 22 may 2012", "", "24/05/2012", "#20481 custody record", "Held overnight.", ""],
    ["1", "23/05/2012", "?14:30", "", "Duty log", "Released.", ""],
    ["", "23/05/2012", "", "", "¬ Reviewer", "Ask who fetched her.", ""],
]  # fmt: skip


def as_csv(rows) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode()


def as_workbook(rows) -> bytes:
    book, stream = Workbook(), io.BytesIO()
    for cells in rows:
        book.active.append(cells)
    book.save(stream)
    return stream.getvalue()


def as_document(rows) -> bytes:
    made, stream = docx.Document(), io.BytesIO()
    grid = made.add_table(len(rows), len(HEADS))
    for line, cells in zip(grid.rows, rows, strict=True):
        for cell, text in zip(line.cells, cells, strict=True):
            cell.text = text
    made.save(stream)
    return stream.getvalue()


KINDS = {"csv": as_csv, "xlsx": as_workbook, "docx": as_document}


def read_as(kind: str, rows=ROWS) -> Reading:
    read = read_file(f"Larkspur Surgery.{kind}", KINDS[kind]([HEADS, *rows]))
    assert read.refused is None
    return read


@pytest.mark.parametrize("kind", KINDS)
def test_a_note_row_goes_to_the_entry_above_with_all_its_words(kind):
    first, held, released = read_as(kind).rows
    assert first.other["note"].split("\n\n") == [
        "# Author\n01/01/0100\nThis chronology covers two years.",
        "~\nThe page after this one is missing.",
        "^ Author\n13/03/2012\nNo contact is recorded until April.\nFlag: n/a",
    ]
    assert "note" not in held.other
    assert released.other["note"] == "¬ Reviewer\n23/05/2012\nAsk who fetched her."


@pytest.mark.parametrize("kind", KINDS)
def test_each_note_is_said_with_where_it_is_kept(kind):
    said = [(one.row, one.text) for one in read_as(kind).problems if "is a note" in one.why]
    assert said == [(1, "# Author"), (1, "~"), (1, "^ Author"), (3, "¬ Reviewer")]


@pytest.mark.parametrize("kind", KINDS)
def test_numbers_marks_and_doubts_stay_as_typed(kind):
    rows = read_as(kind).rows
    assert [one.sequence for one in rows] == ["1", "2", "1"]
    assert [one.source_row for one in rows] == [1, 2, 3]
    assert rows[0].other["Flag"] == "Key" and rows[1].other["End Date"] == "24/05/2012"
    assert rows[1].certainty == "uncertain" and rows[1].earliest == date(2012, 5, 22)
    assert rows[2].other["Start Time"] == "?14:30"


def test_a_number_behind_the_sign_is_a_records_number_and_its_row_an_entry():
    assert [one.source for one in read_as("csv").rows][1] == "#20481 custody record"


@pytest.mark.parametrize("kind", KINDS)
def test_notes_without_any_entry_are_rows_like_others(kind):
    notes = [row for row in ROWS if row[4] == "~" or row[4].endswith("Author")]
    rows = read_as(kind, notes).rows
    assert [one.event for one in rows] == [row[5] for row in notes]
    assert [one.source_row for one in rows] == [1, 2, 3]


def test_a_note_among_very_many_rows_is_kept_whole_wherever_it_stands():
    """Also where the entry above it was already sent on with the thousands before it."""
    rows = [
        ["", f"{n % 27 + 1}/3/2012", "", "", "Log", f"Entry {n}.", ""]
        if n % 1000 and n != 4095
        else ["", "", "", "", "# Author", f"Note {n}.", ""]
        for n in range(9000)
    ]
    read = read_as("csv", rows)
    assert len(read.rows) == sum(row[4] == "Log" for row in rows)
    kept = "\n".join(one.other.get("note", "") for one in read.rows)
    assert [line for line in kept.splitlines() if line.startswith("Note")] == [
        row[5] for row in rows if row[4] != "Log"
    ]
