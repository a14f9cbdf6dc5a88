"""What is odd in the files of agencies, each made here: read, kept, and said."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from odf import table as odf_table
from odf.opendocument import OpenDocumentSpreadsheet
from odf.text import P
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from casereview.cli.chronology import main
from casereview.evidence.chronology.reading.exchange import Reading
from casereview.evidence.chronology.reading.file import read_file, read_pasted_text

HEADS = ["Date", "Event", "Source"]


def bytes_of(saves) -> bytes:
    stream = io.BytesIO()
    saves.save(stream)
    return stream.getvalue()


def workbook(*rows, heads=HEADS):
    book = Workbook()
    sheet = book.active
    sheet.title = "Chronology"
    for cells in (heads, *rows):
        sheet.append(list(cells))
    return book, sheet


def said(read: Reading) -> str:
    return " ".join(one.why for one in read.problems)


def test_a_hidden_row_column_and_sheet_are_read_and_said():
    book, sheet = workbook(["1/2/2012", "Seen.", "Log"], ["2/2/2012", "Hidden.", "Log"])
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    other = book.create_sheet("Old")
    for cells in (HEADS, ["3/2/2012", "On a hidden sheet.", "Log"]):
        other.append(cells)
    other.sheet_state = "hidden"
    read = read_file("a.xlsx", bytes_of(book))
    assert [one.event for one in read.rows] == ["Seen.", "Hidden.", "On a hidden sheet."]
    assert "This row is hidden" in said(read) and "This column is hidden" in said(read)
    assert "Old is a hidden sheet" in said(read)


def test_days_of_a_workbook_that_counts_from_1904_are_the_days_that_it_shows():
    book, sheet = workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet.append([datetime(2012, 3, 14), "Seen.", "Log"])
    (one,) = read_file("a.xlsx", bytes_of(book)).rows
    assert one.earliest == date(2012, 3, 14)


def test_struck_words_and_a_comment_are_kept_and_said():
    book, sheet = workbook(["1/2/2012", "Withdrawn.", "Log"])
    sheet["B2"].font = Font(strike=True)
    sheet["B2"].comment = Comment("Check this with the duty desk", "A")
    read = read_file("a.xlsx", bytes_of(book))
    assert read.rows[0].event == "Withdrawn."
    assert "Check this with the duty desk" in read.rows[0].other["comment"]
    assert "struck through" in said(read)


def test_a_date_cell_merged_downwards_in_a_spreadsheet_of_openoffice_is_each_rows_date():
    made = OpenDocumentSpreadsheet()
    sheet = odf_table.Table(name="Chronology")
    lines = [HEADS, ["1/2/2012", "First.", "Log"], [None, "Second.", "Log"]]
    for number, cells in enumerate(lines):
        line = odf_table.TableRow()
        for text in cells:
            if text is None:
                line.addElement(odf_table.CoveredTableCell())
                continue
            span = (
                {"numberrowsspanned": 2, "numbercolumnsspanned": 1}
                if number == 1 and text == "1/2/2012"
                else {}
            )
            cell = odf_table.TableCell(valuetype="string", **span)
            cell.addElement(P(text=text))
            line.addElement(cell)
        sheet.addElement(line)
    made.spreadsheet.addElement(sheet)
    rows = read_file("a.ods", bytes_of(made)).rows
    assert [(one.event, one.earliest) for one in rows] == [
        ("First.", date(2012, 2, 1)),
        ("Second.", date(2012, 2, 1)),
    ]


def document(*rows):
    made = docx.Document()
    grid = made.add_table(len(rows) + 1, len(HEADS))
    for line, cells in zip(grid.rows, (HEADS, *rows), strict=True):
        for cell, text in zip(line.cells, cells, strict=True):
            cell.text = text
    return made, grid


def test_a_nested_table_stands_beside_its_row():
    made, grid = document(["1/2/2012", "Meeting.", "Log"])
    grid.rows[1].cells[1].add_table(1, 2).rows[0].cells[0].text = "Present: four"
    (one,) = read_file("a.docx", bytes_of(made)).rows
    assert one.event.strip() == "Meeting."
    assert "Present: four" in one.other["nested table"]


def test_what_a_tracked_change_takes_away_is_kept_aside_and_what_it_puts_in_is_read():
    made, grid = document(["1/2/2012", "Seen", "Log"])
    paragraph = grid.rows[1].cells[1].paragraphs[0]._p
    paragraph.append(
        parse_xml(
            f'<w:del {nsdecls("w")} w:id="1" w:author="A"><w:r><w:delText> at home</w:delText></w:r></w:del>'
        )
    )
    paragraph.append(
        parse_xml(f'<w:ins {nsdecls("w")} w:id="2" w:author="A"><w:r><w:t> at school.</w:t></w:r></w:ins>')
    )
    read = read_file("a.docx", bytes_of(made))
    assert read.rows[0].event == "Seen at school."
    assert read.rows[0].other["deleted"].strip() == "at home"
    assert "tracked change" in said(read)


def test_a_table_that_was_pasted_is_read_by_its_tabs():
    (one,) = read_pasted_text("Date\tEvent\tSource\n1/2/2012\tSeen, well\tLog\n").rows
    assert (one.event, one.source) == ("Seen, well", "Log")


# What cannot be read stops nothing else


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return stream.getvalue()


GOOD = b"Date,Event,Source\n1/2/2012,Seen.,Log\n"
PICTURE = (
    b"\x89PNG\r\n\x1a\n"
    + b"\x00\x00\x00\rIHDR"
    + b"\x00\x00\x00\x01" * 2
    + b"\x08\x02\x00\x00\x00"
    + b"\x00" * 20
)
BAD = {
    "password.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
    "empty.csv": b"",
    "mislabelled.xlsx": b"%PDF-1.4 not a workbook",
    "macros.docm": zipped(word__document=b"<x/>"),
    "image.pdf": b"%PDF-1.4\n%%EOF\n",
    "photograph.png": PICTURE,
    "unclosed.csv": b'Date,Event\n1/2/2012,"never\n\n\nclosed\n',
    "headings.csv": b"Date,Event\n",
    "nothing-known.csv": b"Name,Colour\nAda,blue\n",
}


def test_one_bad_file_of_each_kind_stops_none_of_the_others(tmp_path: Path, capfd):
    book, _ = workbook(["1/2/2012", "Seen.", "Log"])
    whole = bytes_of(book)
    bad = {**BAD, "truncated.xlsx": whole[: len(whole) // 2]}
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "good.csv").write_bytes(GOOD)
    (tmp_path / "other.xlsx").write_bytes(whole)
    out = tmp_path / "out.csv"
    files = [str(tmp_path / name) for name in ("good.csv", *bad, "other.xlsx")]
    assert main(["merge", *files, "--output", str(out)]) == 1
    shown = capfd.readouterr().out
    assert shown.startswith("2 rows written")
    assert "Traceback" not in shown
    for name in bad:
        line = next(line for line in shown.splitlines() if name in line)
        assert line.rstrip().endswith(".") and len(line) > len(name) + 40, line


def test_three_hundred_columns_are_kept_and_a_hundred_thousand_blank_rows_are_no_rows():
    heads = [*HEADS, *(f"More {n}" for n in range(297))]
    wide = (
        ",".join(heads) + "\n" + ",".join(["1/2/2012", "Seen.", "Log", *map(str, range(297))]) + "\n"
    ).encode()
    read = read_file("wide.csv", wide)
    assert len(read.rows[0].other) == 297
    assert "300 columns" in said(read)
    assert len(read_file("blank.csv", GOOD + b",,\n" * 100_000).rows) == 1


def test_two_files_of_one_agency_are_both_kept(tmp_path: Path, capfd):
    for name in ("one.csv", "two.csv"):
        (tmp_path / name).write_bytes(GOOD)
    files = [f"{tmp_path / name}=Saltmere Police" for name in ("one.csv", "two.csv")]
    assert main(["merge", *files, "--output", str(tmp_path / "out.json")]) == 0
    assert capfd.readouterr().out.startswith("2 rows written")


def test_a_document_saved_as_strict_open_xml_is_read_like_any_other():
    made = docx.Document()
    table = made.add_table(rows=0, cols=3)
    for cells in (HEADS, ["1/2/2012", "Seen.", "Log"]):
        for cell, words in zip(table.add_row().cells, cells, strict=True):
            cell.text = words
    usual = zipfile.ZipFile(io.BytesIO(bytes_of(made)))
    strict = io.BytesIO()
    with zipfile.ZipFile(strict, "w", zipfile.ZIP_DEFLATED) as out:
        for name in usual.namelist():
            words = usual.read(name).replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            out.writestr(name, words)

    assert [one.event for one in read_file("strict.docx", strict.getvalue()).rows] == ["Seen."]


def test_a_row_that_a_spreadsheet_repeats_without_end_is_said_and_never_quietly_cut():
    book = OpenDocumentSpreadsheet()
    sheet = odf_table.Table(name="Chronology")
    for cells, times in ((HEADS, 1), (["1/2/2012", "Seen.", "Log"], 1_048_574)):
        line = odf_table.TableRow(numberrowsrepeated=times)
        for words in cells:
            cell = odf_table.TableCell()
            cell.addElement(P(text=words))
            line.addElement(cell)
        sheet.addElement(line)
    book.spreadsheet.addElement(sheet)

    read = read_file("long.ods", bytes_of(book))

    assert len(read.rows) == 10_000
    assert "stands there 1,048,574 times" in said(read)
