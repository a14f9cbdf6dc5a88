"""Tables that somebody copied and pasted, as Excel, Word and web pages put them on the clipboard."""

from __future__ import annotations

from datetime import date

import pytest

from casereview.evidence.chronology.reading.file import read_pasted_text


def rows(text: str) -> list[tuple[str, str, str]]:
    return [(row.date_text, row.source, row.event) for row in read_pasted_text(text).rows]


def test_a_cell_of_two_paragraphs_comes_from_word_as_two_lines_and_is_one_cell():
    last = "Date\tSource\tEvent\n3/4/12\tLog\tSeen at home.\nNo concerns.\n4/4/12\tLog\tNext.\n"
    assert rows(last) == [("3/4/12", "Log", "Seen at home.\nNo concerns."), ("4/4/12", "Log", "Next.")]
    within = "Date\tEvent\tSource\n3/4/12\tSeen at home.\n\nNo concerns.\tLog\n4/4/12\tNext.\tLog\n"
    assert rows(within) == [("3/4/12", "Log", "Seen at home.\n\nNo concerns."), ("4/4/12", "Log", "Next.")]


def test_a_month_alone_on_a_line_heads_the_days_below_it_and_is_no_paragraph():
    text = "Date\tSource\tEvent\nMarch 2012\n3\tLog\tSeen.\nApril 2012\n4\tLog\tSeen again.\n"
    assert [row.earliest for row in read_pasted_text(text).rows] == [date(2012, 3, 3), date(2012, 4, 4)]


def test_a_row_typed_short_is_a_row():
    text = "Date\tSource\tEvent\tComment\n3/4/12\tLog\n4/4/12\tLog\tSeen.\n"
    assert rows(text) == [("3/4/12", "Log", ""), ("4/4/12", "Log", "Seen.")]


def test_a_cell_with_a_line_break_comes_from_excel_in_quotation_marks_and_other_marks_are_words():
    text = 'Date\tEvent\tSource\n3/4/12\t"She said ""no"".\nShe left."\tLog\n4/4/12\t"Fine" was his word\t"Log"\n'
    assert rows(text) == [
        ("3/4/12", "Log", 'She said "no".\nShe left.'),
        ("4/4/12", '"Log"', '"Fine" was his word'),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "| Date | Event | Source |\n|------|:-----:|--------|\n| 3/4/12 | Seen, well | Log |\n",
        "Date    Event    Source\n3/4/12    Seen, well    Log\n",
        "Date;Event;Source\n3/4/12;Seen, well;Log\n",
        "<table><tr><th>Date<th>Event<th>Source</tr><tr><td>3/4/12</td><td>Seen,\n well</td><td>Log</td></tr></table>",
    ],
)
def test_a_table_with_strokes_gaps_delimiters_or_tags_is_read(text):
    assert rows(text) == [("3/4/12", "Log", "Seen, well")]


def test_merged_cells_of_a_web_page_fill_the_places_they_cover():
    text = (
        "<table><tr><td>Date</td><td>Source</td><td>Event</td></tr>"
        "<tr><td rowspan=2>3/4/12</td><td>Log</td><td>Called.<br>Left.</td></tr>"
        "<tr><td>Notes</td><td>Called &amp; seen.</td></tr></table>"
    )
    assert rows(text) == [("3/4/12", "Log", "Called.\nLeft."), ("3/4/12", "Notes", "Called & seen.")]


def test_a_pasted_table_whose_first_heading_is_empty_keeps_its_columns():
    assert rows("\tDate\tSource\tEvent\n1\t3/4/12\tLog\tSeen.\n") == [("3/4/12", "Log", "Seen.")]
