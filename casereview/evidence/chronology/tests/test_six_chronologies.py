"""Six agencies' chronologies of one invented case: every row, every date, read as it stands in the files."""

from __future__ import annotations

from pathlib import Path

import pytest

from casereview.evidence.chronology.reading.apart import Sent, read_files
from casereview.evidence.chronology.reading.exchange import Wish
from casereview.evidence.chronology.reading.file import read_file
from casereview.evidence.chronology.tests.made import HERE, child_m, truth

FILES = {one["file"]: one for one in truth()["files"]}
FOLDER = HERE / "quillfeather"


def _sent(name: str) -> Sent:
    return Sent(name, FOLDER / name, wish=Wish(agency=FILES[name]["agency"]))


@pytest.mark.parametrize("name", list(FILES))
def test_every_row_and_every_date_of_a_file_is_read(name):
    read = read_file(name, (FOLDER / name).read_bytes(), Wish(agency=FILES[name]["agency"]))
    cells = {one["source_row"]: one for one in FILES[name]["rows"] if one.get("cell_kind") == "date"}
    wanted = [row for row in child_m() if row.source_file == name]
    assert read.refused is None
    assert len(read.rows) == FILES[name]["row_count"] == len(wanted)
    for row, true in zip(read.rows, wanted, strict=True):
        typed = cells[row.source_row]["earliest"] if row.source_row in cells else true.date_text
        found = (row.date_text, row.earliest, row.latest, row.certainty, row.time, row.source, row.event)
        assert found == (
            typed,
            true.earliest,
            true.latest,
            true.certainty,
            true.time,
            true.source,
            true.event,
        )
        assert row.place.line > 0
        assert row.place.columns["date"] and row.place.columns["event"]


def test_read_in_a_limited_process_they_are_the_same():
    apart = read_files([_sent(name) for name in FILES])
    here = [
        read_file(name, (FOLDER / name).read_bytes(), Wish(agency=FILES[name]["agency"])) for name in FILES
    ]
    assert [(one.rows, one.columns, one.problems, one.questions) for one in apart] == [
        (one.rows, one.columns, one.problems, one.questions) for one in here
    ]


def test_one_bad_file_among_the_others_stops_none_of_them(tmp_path: Path):
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"PK\x03\x04 no document")
    files = [_sent(name) for name in FILES]
    read = read_files([*files[:3], Sent(bad.name, bad), *files[3:]])
    assert [one.refused is None for one in read] == [True, True, True, False, True, True, True]
    assert sum(len(one.rows) for one in read) == 544


def test_footnotes_stand_beside_their_rows_and_not_in_them():
    read = read_file("health-visiting.docx", (FOLDER / "health-visiting.docx").read_bytes())
    noted = [row for row in read.rows if "footnote" in row.other]
    assert len(noted) == 6
    assert all("Footnote" not in row.event for row in read.rows)
