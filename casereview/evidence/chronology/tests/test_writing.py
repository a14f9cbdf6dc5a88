"""The chronology as a file: what leaves comes back the same, and no cell of it is a formula."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pypdfium2
import pytest
import python_calamine
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from casereview.evidence.chronology.merging import in_order
from casereview.evidence.chronology.rows import Guess, Row
from casereview.evidence.chronology.tests.made import child_m, row
from casereview.evidence.chronology.writing.columns import is_ours
from casereview.evidence.chronology.writing.cover import Cover
from casereview.evidence.chronology.writing.files import CannotWrite, made, write
from casereview.evidence.chronology.writing.opened import row_of_json, rows_of_table

COVER = Cover(
    code="WX-2012-01", version="3", board="Wexmoor Board", made_on=date(2014, 3, 3), names="public names"
)
DAYS = st.none() | st.dates()
TEXT = st.text(
    st.sampled_from("ab é'\"=+-@;,:|▪\n\r\t_x0041_")
    | st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]),
    max_size=12,
)
ROWS = st.lists(
    st.builds(
        Row,
        agency=TEXT,
        source_file=st.sampled_from(["police.docx", "a (2).csv"]),
        source_row=st.integers(1, 10**6),
        date_text=TEXT,
        earliest=DAYS,
        latest=DAYS,
        certainty=st.sampled_from(["exact", "approximate", "uncertain", "unknown"]),
        guess=st.none() | st.builds(Guess, DAYS, DAYS, st.integers(1, 99)),
        time=st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0)),
        sequence=TEXT,
        source=TEXT,
        event=TEXT,
        people=st.lists(st.sampled_from(["P1", "P2", "P17"]), unique=True).map(tuple),
        other=st.dictionaries(
            st.sampled_from(
                ["Action taken", "Source", "No.", "Child seen?: alone", "People named", "", "x:"]
            ),
            TEXT.filter(bool),
            max_size=3,
        ),
    ),
    max_size=4,
)


def opened(data: bytes, ending: str) -> list[Row]:
    """The rows of a file, by no code of ours but that of the columns."""
    if ending == "json":
        return [row_of_json(one) for one in json.loads(data)]
    if ending == "csv":
        table: list[list[Any]] = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    elif ending == "xlsx":
        sheet = python_calamine.load_workbook(io.BytesIO(data)).get_sheet_by_index(0)
        table = sheet.to_python(skip_empty_area=False)
    else:
        cells = docx.Document(io.BytesIO(data)).tables[0]
        table = [[cell.text for cell in line.cells] for line in cells.rows]
    assert is_ours(table[0])
    return list(rows_of_table(table[0], table[1:], formulas_guarded=ending == "csv"))


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx"])
def test_every_row_comes_back_as_it_left(ending: str):
    rows = in_order(child_m())

    assert opened(made(rows, ending, COVER), ending) == rows


def test_every_row_comes_back_from_a_text_document_but_for_the_kind_of_its_line_ends():
    rows = in_order(child_m())

    found = opened(made(rows, "docx", COVER), "docx")

    for one in rows:
        one.event = one.event.replace("\r\n", "\n")
    assert found == rows


@settings(max_examples=25, deadline=None)
@given(ROWS)
def test_whatever_was_typed_comes_back(rows: list[Row]):
    assert opened(made(rows, "csv"), "csv") == rows
    assert opened(made(rows, "json"), "json") == rows
    assert opened(made(rows, "xlsx"), "xlsx") == rows


@settings(max_examples=30, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(ROWS)
def test_whatever_was_typed_comes_back_from_a_text_document(rows: list[Row]):
    found = opened(made(rows, "docx"), "docx")

    for one in rows:
        for name in ("agency", "date_text", "sequence", "source", "event"):
            setattr(one, name, _one_line_end(getattr(one, name)))
        one.other = {name: _one_line_end(text) for name, text in one.other.items()}
    assert found == rows


def _one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


FORMULAS = ["=1+1", "+44 20", "-", "@SUM(A1)", "\t=1", "'=1", '=HYPERLINK("http://example.org")']


@pytest.mark.parametrize("typed", FORMULAS)
def test_no_cell_of_a_workbook_is_a_formula(typed: str):
    rows = [row(typed, agency=typed, source=typed, typed=typed, other={typed: typed})]

    book = openpyxl.load_workbook(io.BytesIO(made(rows, "xlsx")))

    types = {cell.data_type for sheet in book for line in sheet.iter_rows() for cell in line}
    assert "f" not in types
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(made(rows, "xlsx"))).read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("typed", FORMULAS)
def test_no_cell_of_a_csv_begins_as_a_formula_does(typed: str):
    data = made([row(typed, agency=typed, other={typed: typed})], "csv").decode("utf-8-sig")

    for line in csv.reader(io.StringIO(data, newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in line)


def test_a_workbook_has_real_days_beside_what_was_typed_and_filters():
    book = openpyxl.load_workbook(io.BytesIO(made([row(typed="12.3.12")], "xlsx", COVER)))

    sheet = book["Chronology"]
    assert [sheet.cell(2, column).value for column in (3, 4, 5)] == [
        "12.3.12",
        datetime(2012, 3, 12),
        datetime(2012, 3, 12),
    ]
    assert sheet.cell(2, 4).number_format == "dd/mm/yyyy"
    assert sheet.auto_filter.ref == "A1:N2"
    assert sheet.print_title_rows == "$1:$1"
    assert "WX-2012-01" in sheet.oddFooter.left.text and "version 3" in sheet.oddFooter.left.text
    assert sheet.page_setup.orientation == "landscape"
    assert book.properties.creator in (None, "")


def test_a_text_longer_than_a_cell_goes_on_beside_it_and_comes_back_whole():
    long = "abc " * 20_000
    rows = [row(long, other={"Action": long}), row("short", number=2)]

    assert opened(made(rows, "xlsx"), "xlsx") == rows


def test_a_text_document_is_landscape_repeats_its_header_and_says_code_and_version_under_each_page():
    document = docx.Document(io.BytesIO(made([row(), row(agency="School")], "docx", COVER)))

    section = document.sections[0]
    assert section.page_width > section.page_height
    header, first, second = document.tables[0].rows
    assert header._tr.xpath("./w:trPr/w:tblHeader") and not first._tr.xpath("./w:trPr/w:tblHeader")
    shades = [line.cells[1]._tc.xpath(".//w:shd/@w:fill")[0] for line in (first, second)]
    key = [
        run._r.xpath(".//w:shd/@w:fill")[0] for run in document.paragraphs[2].runs if run._r.xpath(".//w:shd")
    ]
    assert shades == key and len(set(key)) == 2
    footer = section.footer.paragraphs[0].text
    assert footer.startswith(
        "WX-2012-01 · Integrated chronology · version 3 · public names · OFFICIAL-SENSITIVE"
    )
    assert document.core_properties.author == ""


def test_a_row_of_a_text_document_stays_on_one_page_unless_it_is_as_long_as_one():
    document = docx.Document(io.BytesIO(made([row("Seen."), row("word " * 2000)], "docx", COVER)))

    _, short, long = document.tables[0].rows
    assert short._tr.xpath("./w:trPr/w:cantSplit") and not long._tr.xpath("./w:trPr/w:cantSplit")


def test_a_pdf_is_tagged_and_holds_every_word():
    rows = in_order(child_m())[:40]

    data = made(rows, "pdf", COVER)

    document = pypdfium2.PdfDocument(data)
    text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    squeezed = text.replace(" ", "")
    assert all("".join(one.event.split()) in squeezed for one in rows[:8])
    assert "WX-2012-01 · Integrated chronology · version 3" in text
    assert document.get_page(0).get_width() > document.get_page(0).get_height()
    assert b"/StructTreeRoot" in data


def test_the_same_chronology_is_the_same_text_document():
    rows = in_order(child_m())[:5]

    assert made(rows, "pdf", COVER) == made(rows, "pdf", COVER)
    assert made(rows, "csv", COVER) == made(rows, "csv", COVER)


def test_an_empty_chronology_is_a_file_all_the_same():
    for ending in ("xlsx", "docx", "csv", "json"):
        assert opened(made([], ending), ending) == []
    assert made([], "pdf").startswith(b"%PDF")


def test_an_ending_that_is_not_known_is_refused_and_nothing_is_written(tmp_path: Path):
    with pytest.raises(CannotWrite, match="not as 'odt'"):
        write([row()], tmp_path / "out.odt")

    assert list(tmp_path.iterdir()) == []


def test_what_was_there_stays_until_the_new_file_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    place = tmp_path / "out.csv"
    place.write_text("before")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(CannotWrite, match="No space left"):
        write([row()], place)

    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("out.csv", "before")]


def test_a_time_to_the_second_is_kept():
    (found,) = opened(made([row(at="07:40:05")], "csv"), "csv")

    assert found.time == time(7, 40, 5)


ODD = "Sent \U0001f476\U0001f3fd, \u6f22\u5b57 and Si\u00e2n\ufffe \uffff \u200b\u202e \u2028 \x00 \U000e0041"


@pytest.mark.parametrize("ending", ["docx", "xlsx", "pdf", "csv", "json"])
def test_no_character_that_somebody_typed_keeps_the_chronology_from_leaving(ending: str):
    strange = row(ODD, "2012-03-01", "2012-03-01", typed=ODD, other={ODD: ODD}, number=7)
    strange.agency = strange.source = ODD

    assert made([strange], ending, COVER)


def test_a_pdf_says_in_words_what_its_letters_cannot_show():
    data = made([row(ODD, "2012-03-01", "2012-03-01", number=7)], "pdf", COVER)
    words = " ".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data))

    assert "Sent [baby], [Chinese letters] and Siân" in " ".join(words.split())


def test_a_row_of_a_workbook_is_as_high_as_its_words_in_every_program():
    data = made(
        [row("short", number=1), row("one\ntwo\nthree", number=2), row("word " * 900, number=3)], "xlsx"
    )
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    heights = {}
    for line in sheet.iter_rows(min_row=2):
        event = next(str(cell.value) for cell in line if str(cell.value)[:4] in ("shor", "one\n", "word"))
        heights[event[:4]] = sheet.row_dimensions[line[0].row].height

    assert heights["shor"] is None
    assert heights["one\n"] == pytest.approx(3 * 13.2)
    assert 600 > heights["word"] > 300
