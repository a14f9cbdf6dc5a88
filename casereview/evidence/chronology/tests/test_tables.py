"""Tables as agencies lay them out: titles, headings on two lines, tables that go on, years apart from their days."""

from __future__ import annotations

from datetime import date

import pytest
from openpyxl import Workbook

from casereview.evidence.chronology.reading.file import read_file
from casereview.evidence.chronology.tests.test_quirks import bytes_of, said
from casereview.evidence.chronology.tests.worded import cell, document, line, paragraph, table

HEADS = line("Date", "Source", "Event", "Comments")
LONG = [
    "Mother attended with the child and appeared low in mood; advice was given.",
    "Telephone call from the nursery about a bruise that was noticed at the door.",
    "Joint visit with the social worker; the child was seen and spoken to alone.",
]


def csv(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def days(read) -> list[date | None]:
    return [row.earliest for row in read.rows]


def test_a_title_above_the_headings_is_no_part_of_them():
    titled = table(line(cell("POLICE CHRONOLOGY", across=4)), HEADS, line("1/4/12", "Log", "Called.", ""))
    assert list(read_file("a.docx", document(titled)).columns) == ["Date", "Source", "Event", "Comments"]
    read = read_file("a.csv", csv("Barchester School,,Ref 12", "Date,Source,Event", "1/4/12,Log,Called."))
    assert list(read.columns) == ["Date", "Source", "Event"]


def test_headings_that_need_a_second_line_only_here_and_there_are_one_row_of_headings():
    read = read_file(
        "a.csv", csv("Date,Source,Event,", ",,What happened,Action taken", "1/4/12,Log,Called.,Advice.")
    )
    (one,) = read.rows
    assert (one.event, one.other) == ("Called.", {"Action taken": "Advice."})


def test_a_second_line_of_headings_repeats_what_is_merged_from_the_first():
    heads = [line("Date", "Source", cell("Event", across=2)), line("", "Source", "What happened", "Action")]
    (one,) = read_file("a.docx", document(table(*heads, line("1/4/12", "Log", "Called.", "Advice.")))).rows
    assert (one.source, one.event, one.other) == ("Log", "Called.", {"Action": "Advice."})


def test_a_table_without_headings_goes_on_with_the_columns_of_the_one_before_it():
    first = table(HEADS, line("1/4/12", "Log", "On the first page.", ""))
    second = table(
        line("not known", "Log", "On the second.", ""), line("3/4/12", "Log", "On the second too.", "")
    )
    read = read_file("a.docx", document(first, "Continued", second))
    assert [row.event for row in read.rows] == ["On the first page.", "On the second.", "On the second too."]
    assert days(read) == [date(2012, 4, 1), None, date(2012, 4, 3)]


def test_a_month_between_two_tables_heads_the_days_of_the_second_which_has_no_headings():
    first = table(HEADS, line("3/3/12", "Log", "In March.", ""))
    second = table(line("4", "Log", "A day of April.", ""))
    read = read_file("a.docx", document(first, paragraph("April 2012"), second))
    assert days(read) == [date(2012, 3, 3), date(2012, 4, 4)]


def test_a_glossary_after_the_chronology_is_not_read_as_a_part_of_it():
    first = table(line("Date", "Event"), line("1/4/12", "Called."))
    read = read_file(
        "a.docx", document(first, table(line("HV", "Health visitor"), line("SW", "Social worker")))
    )
    assert len(read.rows) == 1 and "Table 2 has no column for the date" in said(read)


def test_the_words_of_a_table_that_only_frames_others_are_said():
    inner = table(HEADS, line("1/4/12", "Log", "Called.", ""))
    frame = table(line(cell("Compiled by the named nurse", inner, paragraph(""))))
    read = read_file("a.docx", document(frame))
    assert [row.event for row in read.rows] == ["Called."]
    assert any("Compiled by the named nurse" in problem.text for problem in read.problems)


def test_a_note_at_a_heading_or_a_banner_is_said():
    noted = paragraph("Date", '<w:r><w:footnoteReference w:id="2"/></w:r>')
    rows = table(line(cell(noted), "Source", "Event"), line("1/4/12", "Log", "Called."))
    footnotes = f'<w:footnote w:id="2">{paragraph("Dates are those of the record.")}</w:footnote>'
    read = read_file("a.docx", document(rows, footnotes=footnotes))
    assert any(problem.text == "Dates are those of the record." for problem in read.problems)


@pytest.mark.parametrize(
    "lines",
    [
        ("Year,Date,Source,Event", "2012,3 April,Log,One.", ",4 April,Log,Two.", "2013,5 May,Log,Three."),
        ("Day,Month,Year,Source,Event", "3,April,2012,Log,One.", "4,4,,Log,Two.", "5,May,2013,Log,Three."),
        ("Month,Date,Source,Event", "April 2012,3,Log,One.", ",4th,Log,Two.", "May 2013,5,Log,Three."),
    ],
)
def test_year_and_month_in_columns_of_their_own_complete_the_date(lines):
    read = read_file("a.csv", csv(*lines))
    assert days(read) == [date(2012, 4, 3), date(2012, 4, 4), date(2013, 5, 5)]
    assert "year jumps" not in said(read)


def test_a_sheet_named_after_its_month_heads_its_days_and_no_other_sheet():
    book = Workbook()
    for title, lines in {
        "March 2012": [["Date", "Source", "Event"], [3, "Log", "In March."]],
        "April 2012": [["Event", "Date", "Source"], ["In April.", "4th", "Log"]],
        "Other": [["Event", "Date", "Source"], ["Nobody knows.", "5th", "Log"]],
    }.items():
        sheet = book.create_sheet(title)
        for cells in lines:
            sheet.append(cells)
    read = read_file("a.xlsx", bytes_of(book))
    assert days(read) == [date(2012, 3, 3), date(2012, 4, 4), None]


def test_a_month_alone_in_the_first_column_is_a_heading_also_where_that_is_the_events():
    read = read_file("a.csv", csv("Event,Date,Source", "March 2012,,", "Called.,5th,Log"))
    assert days(read) == [date(2012, 3, 5)]


def test_a_year_that_a_heading_gives_is_not_asked_about_as_though_it_were_typed():
    lines = [f"{day} April,Log,Event {day}." for day in range(1, 7)]
    read = read_file("a.csv", csv("Date,Source,Event", "2011,,", *lines, "2013,,", "3 May,Log,Later."))
    assert days(read)[-1] == date(2013, 5, 3)
    assert "year jumps" not in said(read)


@pytest.mark.parametrize(
    ("banner", "typed", "day"),
    [
        ("April 2012 – aged 3 months", "4th", date(2012, 4, 4)),
        ("April to June 2012", "4 May", date(2012, 5, 4)),
        ("April to June 2012", "4th", None),
        ("2012/13", "4 May", None),
        ("Seen by the health visitor", "4th", date(2012, 3, 4)),
    ],
)
def test_days_are_never_placed_in_a_month_that_another_banner_ended(banner, typed, day):
    rows = table(
        line("Date", "Source", "Event"),
        line(cell("March 2012", across=3)),
        line("3rd", "Log", "In March."),
        line(cell(banner, across=3)),
        line(typed, "Log", "Later."),
    )
    assert days(read_file("a.docx", document(rows))) == [date(2012, 3, 3), day]


# The words of many agencies


def columns(*heads: str, rows: list[list[str]]):
    import csv as written
    import io

    stream = io.StringIO()
    written.writer(stream).writerows([heads, *rows])
    return read_file("a.csv", stream.getvalue().encode()).columns


@pytest.mark.parametrize(
    ("heads", "at"),
    [
        (("No", "Date/Time of Incident", "Incident Type", "OIC", "Circumstances", "Police Action"), 4),
        (("Ref", "Date", "Type of Contact", "Worker", "Significant Information", "Decision"), 4),
        (("Ref", "Diary Date", "Contact method", "Officer", "Tenancy notes", "Outcome"), 4),
        (("Ref", "Contact Date", "Contact Type", "OM", "Contact Notes", "Attended?"), 4),
        (("Ref", "Date", "Document", "Author", "Case Diary Entry", "Child seen"), 4),
        (("Rhif", "Dyddiad", "Ffynhonnell", "Pwy", "Digwyddiad", "Sylwadau"), 4),
    ],
)
def test_the_story_is_found_under_the_words_of_police_care_housing_probation_courts_and_wales(heads, at):
    rows = [[str(n), f"{n}/4/2012", "Home visit", "S Khan", LONG[n - 1], "NFA"] for n in (1, 2, 3)]
    found = columns(*heads, rows=rows)
    assert found[heads[at]] == "event" and found[heads[1]] == "date"


def test_where_content_tells_date_and_event_the_headings_still_tell_the_rest():
    rows = [["1/4/2012", "14:30", "S Khan", LONG[0], "None"], ["2/4/2012", "9am", "T Wood", LONG[1], "None"]]
    found = columns("Day of it", "Time", "Practitioner", "Write-up", "Analysis", rows=rows)
    assert list(found.values()) == ["date", "time", "source", "event", "comment"]


def test_what_a_person_chose_counts_for_a_second_heading_of_the_same_words_and_for_one_without():
    from casereview.evidence.chronology.reading.exchange import Wish

    data = b"Date,Event,,Event\n3/4/12,Seen.,Log,Why it matters.\n"
    read = read_file("a.csv", data, Wish(meanings={"Column 3": "source", "Event (2)": "comment"}))
    assert read.rows[0].source == "Log"
    assert read.columns == {"Date": "date", "Event": "event", "Column 3": "source", "Event (2)": "comment"}


def test_a_table_in_which_nothing_was_found_says_its_columns_for_a_person_to_choose():
    from casereview.evidence.chronology.reading.exchange import Wish

    data = b"Noted,Gist\n3/4/12,Seen.\n4/4/12,Rang.\n"
    read = read_file("a.csv", data)
    assert read.refused and read.samples == {"Noted": ["3/4/12", "4/4/12"], "Gist": ["Seen.", "Rang."]}
    read = read_file("a.csv", data, Wish(meanings={"Noted": "date", "Gist": "event"}))
    assert [row.event for row in read.rows] == ["Seen.", "Rang."]
    bare = b"3/4/12,Seen.\n4/4/12,Rang.\n"
    read = read_file("a.csv", bare, Wish(meanings={"Column 1": "date", "Column 2": "event"}))
    assert [row.event for row in read.rows] == ["Seen.", "Rang."]
