"""What Word can put into a cell besides text: forms, boxes, signs, numbers that it counts by itself."""

from __future__ import annotations

import pytest

from casereview.evidence.chronology.reading.file import read_file
from casereview.evidence.chronology.tests.worded import cell, document, line, paragraph, table, words

HEADS = line("No", "Date", "Source", "Event")


def control(inside: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def read_cell(*runs: str) -> str:
    read = read_file("a.docx", document(table(HEADS, line("1", "1/4/12", "Log", cell(paragraph(*runs))))))
    return read.rows[0].event


def form_field(settings: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{settings}</w:ffData></w:fldChar></w:r>'


VISITS = '<w:listEntry w:val="Home visit"/><w:listEntry w:val="Office visit"/>'


@pytest.mark.parametrize(
    ("run", "said"),
    [
        (form_field(f'<w:ddList><w:result w:val="1"/>{VISITS}</w:ddList>'), "Office visit"),
        (form_field(f'<w:ddList><w:default w:val="1"/>{VISITS}</w:ddList>'), "Office visit"),
        (form_field(f"<w:ddList>{VISITS}</w:ddList>"), "Home visit"),
        (form_field('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>'), "☒"),
        (form_field('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>'), "☐"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "✔"),
        ("<m:oMath><m:r><m:t>37.5</m:t></m:r></m:oMath>", "37.5"),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>over</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>base</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "base",
        ),
    ],
)
def test_what_was_chosen_ticked_or_set_in_a_form_is_read(run, said):
    assert read_cell("Seen: ", run, ".") == f"Seen: {said}."


def test_what_a_form_asks_for_is_not_an_entry():
    asked = [
        cell(paragraph(control(words("Click here to enter a date."), "<w:showingPlcHdr/>"))),
        cell(paragraph(control(words("Choose an item."), "<w:showingPlcHdr/>"))),
        control(cell("Click here to enter text."), "<w:showingPlcHdr/>"),
    ]
    filled = cell(paragraph(control(words("4 April 2012"), '<w:date w:fullDate="2012-04-04T00:00:00Z"/>')))
    rows = table(HEADS, line("", *asked), line("1", filled, "Log", "Called."))
    read = read_file("a.docx", document(rows))
    assert [(row.date_text, row.event) for row in read.rows] == [("4 April 2012", "Called.")]


def numbered(*runs: str) -> str:
    return paragraph(*runs, properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def test_a_number_that_word_counts_by_itself_is_the_agencys_own_number():
    rows = [line(cell(numbered()), f"{day}/4/12", "Log", "Called.") for day in (1, 2)]
    blank = line(cell(numbered()), "", "", "")
    read = read_file("a.docx", document(table(HEADS, *rows, blank), numbering=NUMBERING))
    assert [row.sequence for row in read.rows] == ["1", "2"]


def test_a_list_in_a_cell_keeps_its_words_as_they_are_typed():
    listed = cell(numbered("Seen alone."), numbered("Spoken to."))
    read = read_file(
        "a.docx", document(table(HEADS, line("1", "1/4/12", "Log", listed)), numbering=NUMBERING)
    )
    assert read.rows[0].event == "Seen alone.\nSpoken to."


def test_a_chronology_set_in_a_text_box_is_read_once():
    inner = table(HEADS, line("1", "1/4/12", "Log", "Called."))
    shape = f"<w:drawing><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx></w:drawing>"
    same = f"<w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict>"
    box = f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{shape}</mc:Choice><mc:Fallback>{same}</mc:Fallback></mc:AlternateContent></w:r>"
    read = read_file("a.docx", document(paragraph(box)))
    assert [row.event for row in read.rows] == ["Called."]


def test_a_strict_open_xml_document_is_read_like_any_other():
    rows = table(HEADS, line("1", "1/4/12", "Log", "Called."))
    assert [row.event for row in read_file("a.docx", document(rows, strict=True)).rows] == ["Called."]
