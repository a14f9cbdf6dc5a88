"""``casereview screen --batch``: every row is answered in order, or none is and the row is named."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from casereview.cli.tests.test_screen import FACTS


def batch(run, rows: str, *options: str) -> tuple[int, str, str]:
    Path("many.csv").write_text(rows, encoding="utf-8")
    return run(
        None, "--batch", "many.csv", "--framework", "england-scr-2013", "--output", "out.csv", *options
    )


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ("", "many.csv: this file is empty."),
        ("ID,died\n1,yes\n", "many.csv, header: there is no column 'id'; the nearest is 'ID'."),
        (
            "id;died\n1;yes\n",
            "many.csv, header: there is no column 'id'; the cells have to be separated by commas.",
        ),
        ("id,died\n1\0,yes\n", "many.csv: this is not text; it has characters in it that no text has."),
        ("id,dide\n1,yes\n", "many.csv, header: there is no fact 'dide'; the nearest is 'died'."),
        ("id,died,died\n1,yes,no\n", "many.csv, header: the column 'died' is given twice."),
        ("id,died\n1,yes\n2,no,no\n", "many.csv, row 2: it has 3 cells and the header has 2."),
        (
            "id,died\n1,yes\n2,no\n3,maybe\n",
            "many.csv, row 3: 'maybe' is not an answer to 'died'; it takes yes, suspected, no, unknown.",
        ),
        (
            "id,child,adult\n1,yes,yes\n",
            "many.csv, row 1: 'child' and 'adult' are both 'yes'; one person cannot be both.",
        ),
        (
            "id,died\n1," + 12_000 * "y",
            "many.csv: it has a line of more than 10000 characters, which no row has.",
        ),
        (
            "1,yes\n2,no\n",
            "many.csv, header: there is no column 'id'; the first line has to name the columns.",
        ),
        (
            "id,died\n1,yes\x1b[31m\n",
            "many.csv, row 1: 'yes?[31m' is not an answer to 'died'; it takes yes, suspected, no, unknown.",
        ),
        ('id,died\n1,"yes\n', "many.csv, row 1: it cannot be read as CSV (unexpected end of data)."),
    ],
)
def test_a_row_that_cannot_be_read_stops_it_and_nothing_is_written(run, rows, why):
    assert batch(run, rows) == (2, "", why + "\n")
    assert sorted(path.name for path in Path().iterdir()) == ["many.csv"]


def test_a_table_that_is_none_is_one_sentence(run, tmp_path, monkeypatch):
    large, folder, binary = tmp_path / "large.csv", tmp_path / "folder.csv", tmp_path / "binary.csv"
    with large.open("wb") as stream:
        stream.write(b"id,died\n")
        stream.truncate(100_000_000)
    folder.mkdir()
    binary.write_bytes(bytes(range(128, 256)))

    for file, why in (
        (large, ": it has a line of more than 10000 characters, which no row has.\n"),
        (folder, ": this file cannot be read or written (Is a directory).\n"),
        (binary, ", row 1 or soon after: this is not UTF-8 text.\n"),
    ):
        assert batch_of(run, str(file)) == (2, "", f"{file}{why}")
        assert not Path("out.csv").exists()

    def locked(path: Path, *_args: object, **_kinds: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", locked)
    assert (
        batch_of(run, "kept.csv")[2] == "kept.csv: this file cannot be read or written (Permission denied).\n"
    )


def batch_of(run, file: str) -> tuple[int, str, str]:
    return run(None, "--batch", file, "--framework", "england-scr-2013", "--output", "out.csv")


def test_an_answer_from_before_stays_when_a_row_cannot_be_read(run):
    Path("out.csv").write_text("from before")

    batch(run, "id,died\n1,perhaps\n")

    assert Path("out.csv").read_text() == "from before"


def test_a_batch_that_cannot_begin(run):
    many = ["--batch", "many.csv", "--framework", "england-scr-2013"]
    Path("many.csv").write_text("id,died\n")

    assert (
        run(None, *many)[2] == "casereview screen: --output is missing; it names the file for the answers.\n"
    )
    assert run(None, *many, "--output", "many.csv")[2] == (
        "many.csv: the answers would be written over the facts; name another file.\n"
    )
    assert run(None, *many, "--output", "no/such/folder.csv")[2] == (
        "no/such/folder.csv: this file cannot be read or written (No such file or directory).\n"
    )
    assert run(FACTS, *many, "--output", "out.csv")[0] == 2
    assert run(None, "--batch", "none.csv", "--framework", "england-scr-2013", "--output", "out.csv")[2] == (
        "none.csv: this file cannot be read or written (No such file or directory).\n"
    )


def test_each_row_is_answered_in_order_and_as_the_engine_answers_one(run):
    rows = "id,child,in_area,abuse_or_neglect,died,seriously_harmed,custody\n"
    rows += "b-2,yes,yes,suspected,yes,,\n"
    rows += "a-1,yes,yes,,no,,none\n"
    rows += '"c,3",no,,,,,\n'

    status, out, err = batch(run, rows)

    assert (status, out, err) == (0, "3 rows written to out.csv, cannot-say 1, must 1, need-not 1.\n", "")
    with Path("out.csv").open(newline="") as stream:
        assert list(csv.reader(stream)) == [
            ["id", "outcome", "turns_on", "met"],
            ["b-2", "must", "", "scr13-death"],
            ["a-1", "cannot-say", "abuse_or_neglect;seriously_harmed;concern_working_together", ""],
            ["c,3", "need-not", "", ""],
        ]


def test_a_batch_of_none_is_a_header(run):
    assert batch(run, "\ufeffid,died\r\n")[0] == 0
    assert Path("out.csv").read_text() == "id,outcome,turns_on,met\n"


def test_a_batch_tells_a_program_how_many(run):
    _, out, _ = batch(run, "id,child\n1,no\n2,no\n", "--format", "json")

    assert json.loads(out) == {"rows": 2, "output": "out.csv", "outcomes": {"need-not": 2}}
