"""What this product wrote is opened again by the same importer as every other file, and holds the same entries."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from casereview.evidence.chronology.merging import in_order
from casereview.evidence.chronology.reading.file import read_file
from casereview.evidence.chronology.reading.ours import CHANGED
from casereview.evidence.chronology.rows import Guess
from casereview.evidence.chronology.tests.made import child_m, row
from casereview.evidence.chronology.writing.files import made


def rows():
    strange = row(
        "=1+1\n- 'quoted'", "2012-03-01", "2012-03-31", typed="March 2012", at="09:30", number=7, sequence="7a",
        other={"Worker": "-", "No.": "x"}, people=("P1", "P2"),
    )  # fmt: skip
    guessed = row("No access.", None, typed="next day", number=8)
    guessed.guess = Guess(strange.earliest, strange.latest, 7)
    return in_order([*child_m(), strange, guessed])


def said(one):
    """An entry as other programs read it. A document and a sheet know one kind of line break alone."""
    return {**one.as_json(), "event": one.event.replace("\r\n", "\n")}


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx", "docx"])
def test_every_entry_comes_back_as_it_went_out(ending):
    wanted = [said(one) for one in rows()]
    found = read_file(f"integrated.{ending}", made(rows(), ending))
    assert found.refused is None
    assert [said(one) for one in found.rows] == wanted


def test_a_workbook_of_ours_that_somebody_changed_is_read_like_any_other_and_says_so():
    book = load_workbook(io.BytesIO(made(rows()[:5], "xlsx")))
    sheet = book.worksheets[0]
    head = next(cell for line in sheet.iter_rows() for cell in line if cell.value == "How sure")
    sheet.cell(head.row + 1, head.column).value = "quite"
    stream = io.BytesIO()
    book.save(stream)
    found = read_file("integrated.xlsx", stream.getvalue())
    assert len(found.rows) == 5
    assert CHANGED in [one.why for one in found.problems]
