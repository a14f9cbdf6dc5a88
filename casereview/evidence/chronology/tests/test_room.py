"""Lines of very many rows wait in memory or in a file, and are written the same from either."""

from __future__ import annotations

import pytest

from casereview.evidence.chronology.integrating_many import integrate_many
from casereview.evidence.chronology.reading.apart import Sent, read_files_of_many
from casereview.evidence.chronology.reading.exchange import Wish
from casereview.evidence.chronology.reading.frames import many_in, many_out
from casereview.evidence.chronology.reading.many import read_many
from casereview.evidence.chronology.tests.test_many import FILES, tricky
from casereview.evidence.chronology.writing import room, spilled
from casereview.evidence.chronology.writing.lines import column, packed
from casereview.evidence.chronology.writing.room import Laid, Room, lines_of
from casereview.law.strict_yaml import BadInput


def test_lines_that_do_not_fit_lie_in_a_file_and_are_found_again():
    one = Room(most=5)
    laid = [one.lay(data) for data in (b"held", b"too long", b"x", b"and more")]
    assert [isinstance(where, Laid) for where in laid] == [False, True, True, True]
    assert [lines_of(where) for where in reversed(laid)] == [b"and more", b"x", b"too long", b"held"]


def test_many_rows_are_written_alike_from_a_file_and_window_by_window(tmp_path, monkeypatch):
    paths = [tricky(tmp_path, name, heads, seed) for seed, (name, heads) in enumerate(FILES)]
    sent = [Sent(path.name, path) for path in paths]
    integrate_many(read_files_of_many(sent, "csv"), tmp_path / "held.csv", silence=60)
    monkeypatch.setattr(room, "MOST_HELD", 0)
    monkeypatch.setattr(spilled, "STEP", 7)
    monkeypatch.setattr(spilled, "WINDOW", 3)
    read = read_files_of_many(sent, "csv")
    assert all(isinstance(where, Laid) for one in read for where in one.lines)
    integrate_many(read, tmp_path / "laid.csv", silence=60)
    assert (tmp_path / "laid.csv").read_bytes() == (tmp_path / "held.csv").read_bytes()


TWO = b"Date,Event\n1/2/2012,Seen.\n2/2/2012,Not seen.\n"


def test_where_a_line_is_missing_nothing_is_written(tmp_path):
    read = read_many("a.csv", TWO, Wish(), "csv")
    read.lines = [packed(column(["only one"]))]
    out = tmp_path / "out.csv"
    with pytest.raises(BadInput, match="a row was lost"):
        integrate_many([read], out, silence=60)
    assert list(tmp_path.iterdir()) == []


def test_rows_of_which_some_were_not_sent_are_not_taken():
    parts = list(many_out(read_many("a.csv", TWO, Wish(), "csv")))
    assert many_in(iter(parts), Room()).rows == 2
    parts[1] = parts[1][:8]
    with pytest.raises(ValueError, match="not sent"):
        many_in(iter(parts), Room())
