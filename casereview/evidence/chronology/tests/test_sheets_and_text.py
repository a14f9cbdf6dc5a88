"""What spreadsheets and text files do to dates, times and words on their way from a person to us."""

from __future__ import annotations

import io
import zipfile
from datetime import date, time

import pytest
from openpyxl import Workbook

from casereview.evidence.chronology.reading.file import read_file
from casereview.evidence.chronology.tests.test_quirks import HEADS, bytes_of, said, workbook


def events(read) -> list[str]:
    return [row.event for row in read.rows]


# Cells that show less than they hold


@pytest.mark.parametrize(
    ("form", "first", "last", "certainty"),
    [
        ("mmm-yy", date(2012, 4, 1), date(2012, 4, 30), "approximate"),
        ("mmmm yyyy", date(2012, 4, 1), date(2012, 4, 30), "approximate"),
        ("[$-809]mmm\\ yyyy;@", date(2012, 4, 1), date(2012, 4, 30), "approximate"),
        ("dd/mm/yyyy", date(2012, 4, 1), date(2012, 4, 1), "exact"),
        ("d mmm", date(2012, 4, 1), date(2012, 4, 1), "exact"),
    ],
)
def test_a_date_cell_that_shows_a_month_is_the_month(form, first, last, certainty):
    book, sheet = workbook([date(2012, 4, 1), "Seen.", "Log"])
    sheet["A2"].number_format = form
    (row,) = read_file("a.xlsx", bytes_of(book)).rows
    assert (row.earliest, row.latest, row.certainty) == (first, last, certainty)
    assert row.date_text == "2012-04-01"


def test_a_day_that_was_typed_stays_a_day_whatever_its_cell_shows():
    book, sheet = workbook([date(2012, 4, 10), "Seen.", "Log"])
    sheet["A2"].number_format = "mmm-yy"
    assert read_file("a.xlsx", bytes_of(book)).rows[0].latest == date(2012, 4, 10)


def test_a_date_cell_that_shows_no_year_is_said_for_its_year_may_be_that_of_the_typing():
    book, sheet = workbook([date(2012, 4, 10), "Seen.", "Log"])
    sheet["A2"].number_format = "d mmm"
    assert "shows no year" in said(read_file("a.xlsx", bytes_of(book)))


@pytest.mark.parametrize(
    ("value", "at"),
    [(0.75, time(18)), (14.3, time(14, 30)), (1430, time(14, 30)), ("9.05", time(9, 5)), ("26.5", None)],
)
def test_a_time_without_its_form_is_read_and_stays_as_it_was(value, at):
    book, _ = workbook(["1/4/2012", value, "Seen.", "Log"], heads=["Date", "Time", "Event", "Source"])
    (row,) = read_file("a.xlsx", bytes_of(book)).rows
    assert (row.time, row.other["Time"]) == (at, str(value))


def changed(book: Workbook, *changes: tuple[str, str]) -> bytes:
    """A workbook whose first sheet's part has these words changed, as other programs write them."""
    old, stream = zipfile.ZipFile(io.BytesIO(bytes_of(book))), io.BytesIO()
    with zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name).decode()
            for was, now in changes if name == "xl/worksheets/sheet1.xml" else ():
                assert was in data
                data = data.replace(was, now)
            new.writestr(name, data)
    return stream.getvalue()


def test_a_row_without_height_and_a_column_without_width_are_hidden_too():
    book, sheet = workbook(["1/4/2012", "Seen.", "Log"])
    sheet.column_dimensions["C"].width = 9
    data = changed(book, ('<row r="2"', '<row r="2" ht="0" customHeight="1"'), ('width="9"', 'width="0"'))
    assert {
        "This row is hidden in the file. It was read.",
        "This column is hidden in the file. It was read.",
    } <= {problem.why for problem in read_file("a.xlsx", data).problems}


def test_a_formula_in_error_is_kept_and_said():
    book, _ = workbook(["1/4/2012", "Seen.", 7])
    data = changed(book, ('<c r="C2" t="n"><v>7</v></c>', '<c r="C2" t="e"><f>X9</f><v>#REF!</v></c>'))
    read = read_file("a.xlsx", data)
    assert read.rows[0].other["error"] == "#REF!" and "ends in an error" in said(read)


def test_a_number_of_sixteen_figures_keeps_its_figures():
    book, _ = workbook(["1/4/2012", "Seen.", 1234567890123456])
    assert read_file("a.xlsx", bytes_of(book)).rows[0].source == "1234567890123456"


# Text files


BASE = "Date;Source;Event\r\n3/4/12;Café;She said “no” – and left.\r\n4/4/12;Café;£5 paid.\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_usual_encoding_is_found(encoding):
    read = read_file("a.csv", BASE.encode(encoding))
    assert events(read) == ["She said “no” – and left.", "£5 paid."]
    assert {row.source for row in read.rows} == {"Café"}


def test_a_file_of_an_old_mac_is_read_by_the_ends_of_its_lines():
    assert events(read_file("a.csv", BASE.replace("\r\n", "\r").encode("mac_roman")))[1] == "£5 paid."


def test_the_line_by_which_excel_says_the_delimiter_is_no_heading():
    read = read_file("a.csv", ("sep=;\r\n" + BASE).encode())
    assert list(read.columns) == ["Date", "Source", "Event"] and len(read.rows) == 2


@pytest.mark.parametrize("rows_below", ["", "5/4/12,Log,Below.\n"])
def test_rows_above_their_headings_are_rows(rows_below):
    text = (
        "3/4/12,Log,Sorted with its headings.\n4/4/12,Log,And so was this.\nDate,Source,Event\n" + rows_below
    )
    read = read_file("a.csv", text.encode())
    assert len(read.rows) == 2 + bool(rows_below) and read.rows[0].earliest == date(2012, 4, 3)
    assert "headings stand below" in said(read)


def test_an_apostrophe_that_told_a_spreadsheet_to_take_a_date_as_text_is_no_part_of_it():
    (row,) = read_file("a.csv", b"Date,Event,Source\n'3/4/12,Seen.,Log\n").rows
    assert (row.earliest, row.date_text) == (date(2012, 4, 3), "'3/4/12")


def sheet_of_openoffice(*cells: str, settings: str = "") -> bytes:
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    heads = "".join(f"<table:table-cell><text:p>{head}</text:p></table:table-cell>" for head in HEADS)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f"<office:document-content {names}><office:body><office:spreadsheet>{settings}<table:table table:name='A'>"
            f"<table:table-row>{heads}</table:table-row><table:table-row>{''.join(cells)}</table:table-row>"
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    return stream.getvalue()


def typed(text: str, kind: str = "string", **values: str) -> str:
    said = "".join(f' office:{name.replace("_", "-")}="{value}"' for name, value in values.items())
    paragraph = f"<text:p>{text}</text:p>" if text else ""
    return f'<table:table-cell office:value-type="{kind}"{said}>{paragraph}</table:table-cell>'


def test_a_spreadsheet_of_openoffice_that_counts_from_1904_is_read_so():
    settings = '<table:calculation-settings><table:null-date table:date-value="1904-01-01"/></table:calculation-settings>'
    cells = (typed("39540", "float", value="39540"), typed("Seen."), typed("Log"))
    assert read_file("a.ods", sheet_of_openoffice(*cells, settings=settings)).rows[0].earliest == date(
        2012, 4, 3
    )


def test_a_date_cell_of_openoffice_that_shows_a_month_is_the_month():
    cells = (typed("Apr 2012", "date", date_value="2012-04-01"), typed("Seen."), typed("Log"))
    (row,) = read_file("a.ods", sheet_of_openoffice(*cells)).rows
    assert (row.earliest, row.latest, row.date_text) == (date(2012, 4, 1), date(2012, 4, 30), "2012-04-01")


def test_words_of_a_cell_of_openoffice_that_stand_in_no_paragraph_are_read():
    listed = (
        "<table:table-cell office:value-type='string'><text:list><text:list-item><text:p>Seen.</text:p>"
        "</text:list-item></text:list></table:table-cell>"
    )
    data = sheet_of_openoffice(typed("1/4/2012"), listed, typed("", string_value="Log"))
    (row,) = read_file("a.ods", data).rows
    assert (row.event, row.source) == ("Seen.", "Log")


def test_an_error_where_the_source_should_be_makes_no_note_of_its_row():
    data = sheet_of_openoffice(typed("1/4/2012"), typed("Seen."), typed("#REF!"))
    read = read_file("a.ods", data)
    assert events(read) == ["Seen."] and "ends in an error" in said(read)


def test_a_time_that_openoffice_keeps_as_a_day_of_1899_is_a_time():
    cells = (typed("14:30", "date", date_value="1899-12-31T14:30:00"), typed("Seen."), typed("Log"))
    (row,) = read_file("a.ods", sheet_of_openoffice(*cells)).rows
    assert (row.date_text, row.earliest) == ("14:30", None)
