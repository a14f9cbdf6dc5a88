"""No import loses a row or a character, and no broken file does more than be refused in a sentence."""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odf import table as odf_table
from odf import text as odf_text
from odf.opendocument import OpenDocumentSpreadsheet
from odf.teletype import addTextToElement
from openpyxl import Workbook

from casereview.evidence.chronology.reading.exchange import Reading
from casereview.evidence.chronology.reading.file import read_file, read_pasted_text
from casereview.evidence.chronology.tests.made import HERE

FOLDER = HERE / "quillfeather"
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp")),
    min_size=1,
    max_size=40,
)
"""Words of an event; a letter before and after keeps a program from trimming or reckoning them."""
EVENTS = st.lists(WORDS.map(lambda said: f"a{said}z"), min_size=1, max_size=8)
HEADS = ["Date", "Event", "Source", "Worker"]


def table(events: list[str]) -> list[list[str]]:
    return [HEADS, *([f"{n % 27 + 1}/3/2012", said, f"Log {said}", said] for n, said in enumerate(events))]


def kept(read: Reading, events: list[str]) -> None:
    assert read.refused is None
    assert [one.event for one in read.rows] == events
    assert [one.source for one in read.rows] == [f"Log {said}" for said in events]
    assert [one.other["Worker"] for one in read.rows] == events


@given(EVENTS, st.sampled_from([",", ";", "\t", "|"]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
@settings(deadline=None, max_examples=60)
def test_csv_with_any_delimiter_and_encoding(events, delimiter, encoding):
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(table(events))
    kept(read_file("a.csv", stream.getvalue().encode(encoding)), events)


@given(EVENTS)
@settings(deadline=None, max_examples=40)
def test_a_pasted_table(events):
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter="\t").writerows(table(events))
    kept(read_pasted_text(stream.getvalue()), events)


@given(EVENTS)
@settings(deadline=None, max_examples=25)
def test_a_workbook(events):
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Chronology")
    for cells in table(events):
        sheet.append(cells)
    stream = io.BytesIO()
    book.save(stream)
    kept(read_file("a.xlsx", stream.getvalue()), events)


@given(EVENTS)
@settings(deadline=None, max_examples=20)
def test_a_workbook_of_openoffice(events):
    """Its format writes a second space in a row as a tag; ``addTextToElement`` does as the program would."""
    made = OpenDocumentSpreadsheet()
    sheet = odf_table.Table(name="Chronology")
    for cells in table(events):
        line = odf_table.TableRow()
        for text in cells:
            cell, paragraph = odf_table.TableCell(valuetype="string"), odf_text.P()
            addTextToElement(paragraph, text)
            cell.addElement(paragraph)
            line.addElement(cell)
        sheet.addElement(line)
    made.spreadsheet.addElement(sheet)
    stream = io.BytesIO()
    made.save(stream)
    kept(read_file("a.ods", stream.getvalue()), events)


@given(EVENTS)
@settings(deadline=None, max_examples=15)
def test_a_document(events):
    made = docx.Document()
    rows = table(events)
    grid = made.add_table(len(rows), len(HEADS))
    for line, cells in zip(grid.rows, rows, strict=True):
        for cell, text in zip(line.cells, cells, strict=True):
            cell.text = text
    stream = io.BytesIO()
    made.save(stream)
    kept(read_file("a.docx", stream.getvalue()), events)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.*[!n]")), ids=lambda path: path.name)
def test_a_file_with_bytes_changed_is_read_or_refused_in_a_sentence(path: Path):
    """Twenty of each: a byte changed, a piece cut out, the end missing. Whatever is read must be whole rows."""
    rnd = random.Random(path.name)  # noqa: S311 - not for a secret
    whole = path.read_bytes()
    for _ in range(20):
        data = bytearray(whole)
        at = rnd.randrange(len(data))
        kind = rnd.randrange(3)
        if kind == 0:
            data[at] ^= 1 << rnd.randrange(8)
        elif kind == 1:
            del data[at : at + rnd.randrange(1, 400)]
        else:
            del data[at:]
        read = read_file(path.name, bytes(data))
        if read.refused is not None:
            assert read.rows == [] and read.refused.endswith(".")
        else:
            assert [one.source_row for one in read.rows] == list(range(1, len(read.rows) + 1))
