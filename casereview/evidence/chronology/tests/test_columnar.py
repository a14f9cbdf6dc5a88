"""A long text file taken apart column by column gives what it gives record by record, and goes on so where it is not regular."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from casereview.evidence.chronology.reading import columnar, delimited, tabling
from casereview.evidence.chronology.reading.columnar import Columnar
from casereview.evidence.chronology.reading.delimited import Records, read_delimited
from casereview.evidence.chronology.reading.exchange import Wish
from casereview.evidence.chronology.reading.frames import reading_out
from casereview.evidence.chronology.reading.many import read_many
from casereview.evidence.chronology.reading.meanings import Meanings
from casereview.evidence.chronology.tests.test_held import files
from casereview.evidence.chronology.writing.spilled import Spilled

HEADS = ["Date", "Time", "Source", "Event", "Worker"]
PLAIN = ["3/4/2012", "09:30", "Log", "Seen, and well.", "A. Marlowby"]
MANY = 400
"""Rows before and after what is odd: more than are looked at for headings."""


def read(data: bytes, form: str = "csv", **wish: Any) -> tuple[Any, ...]:
    """All that is found of a file, and what is written of it."""
    many = read_many("a.csv", data, Wish(**wish), form, Meanings())
    numbers = [list(one) for one in (many.places, many.numbers, many.agencies)]
    written = io.BytesIO()
    Spilled([many]).write(form, written)
    return (
        reading_out(many.read),
        many.rows,
        written.getvalue(),
        many.names,
        set(many.others),
        many.spans,
        numbers,
    )


def by_columns(patched: pytest.MonkeyPatch, bytes_at_once: int = 1 << 12) -> list[int]:
    """Have every file taken apart by columns as far as that can be proved; how many records came so, as they come."""
    came: list[int] = []
    take = Columnar.take

    def counted(self: Columnar) -> Any:
        found = take(self)
        came.append(len(found[0]) if found else 0)
        return found

    patched.setattr(delimited, "WORTH_COLUMNS", 1)
    patched.setattr(columnar, "BYTES_AT_ONCE", bytes_at_once)
    patched.setattr(tabling, "AT_ONCE", 16)
    patched.setattr(Columnar, "take", counted)
    return came


def as_csv(rows: list[list[str]], **how: Any) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, **how).writerows(rows)
    return stream.getvalue().encode("utf-8", "replace")


def with_odd(odd: bytes) -> bytes:
    """A regular file with something odd in the middle."""
    return as_csv([HEADS, *[PLAIN] * MANY]) + odd + as_csv([PLAIN] * MANY)


@given(files(), st.sampled_from(("csv", "json")))
@settings(deadline=None, max_examples=150)
def test_what_is_found_by_columns_is_what_is_found_record_by_record(data, form):
    alone = read(data, form)
    with pytest.MonkeyPatch.context() as patched:
        by_columns(patched)
        assert read(data, form) == alone


CELL = st.one_of(
    st.sampled_from(
        ("", "=1", '"', '""', ",", ";", "\r", "\n", "\r\n", " ", "'", "# Author", "\u2028", "\x00")
    ),
    st.text(max_size=5),
)


@given(
    st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=12),
    st.sampled_from((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
    st.sampled_from(("\r\n", "\n", "\r")),
    st.sampled_from((",", ";", "\t", "|")),
)
@example([('a"b', "", "x")], csv.QUOTE_MINIMAL, "\r\n", ",")
@settings(deadline=None, max_examples=200)
def test_whatever_stands_in_cells_is_found_alike(cells, quoting, end, delimiter):
    rows = [
        HEADS,
        *[PLAIN] * 70,
        *(["4/4/2012", "", source, event, worker] for source, event, worker in cells),
    ]
    data = as_csv(rows, quoting=quoting, lineterminator=end, delimiter=delimiter)
    alone = read(data, delimiter=delimiter)
    with pytest.MonkeyPatch.context() as patched:
        by_columns(patched)
        assert read(data, delimiter=delimiter) == alone


ODD = {
    "quotation marks where none must be": b'4/4/2012,,"Log","Seen.",B\r\n',
    "a quotation mark inside a cell": b'4/4/2012,,Log,She said "no".,B\r\n',
    "a cell too few": b"4/4/2012,,Log,Seen.\r\n",
    "a cell too many": b"4/4/2012,,Log,Seen.,B,more\r\n",
    "a blank line": b"\r\n",
    "the end of a line of another system": b"4/4/2012,,Log,Seen.,B\n",
    "a month across": b"April 2012,,,,\r\n",
    "headings again": b"Date,Time,Source,Event,Worker\r\n",
    "other headings": b"Event,Date,Source,Time,Worker\r\nSeen.,4/4/2012,Log,,B\r\n",
    "a note": b",,# Author,Look here.,\r\n",
    "a day that nobody knows": b"?,,Log,Seen.,B\r\n",
    "what a spreadsheet takes for a formula": b"4/4/2012,,Log,=1+1,B\r\n",
    "no source": b"4/4/2012,,,Seen.,B\r\n",
    "a cell longer than a report": b"4/4/2012,,Log," + b"x" * 3000 + b",B\r\n",
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_something_odd_in_the_middle_of_a_regular_file_loses_nothing(odd, monkeypatch):
    monkeypatch.setattr(columnar, "LONGEST_CELL", 2000)
    data = with_odd(odd)
    alone = read(data)
    came = by_columns(monkeypatch)
    assert read(data) == alone
    assert sum(came) > MANY / 2  # what comes before it at least came by columns
    assert alone[1] >= 2 * MANY


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + as_csv([HEADS, *[PLAIN] * MANY]),
        as_csv([HEADS, *[PLAIN] * MANY], lineterminator="\n"),
        as_csv([HEADS, *[PLAIN] * MANY]).removesuffix(b"\r\n"),
        as_csv([HEADS, *[PLAIN] * MANY]).decode().replace("well", "£ and \u201cwell\u201d").encode("cp1252"),
        as_csv([HEADS, *[PLAIN] * MANY]).decode().encode("utf-16"),
        as_csv([["Chronology of an agency"], [], HEADS, *[PLAIN] * MANY], delimiter=";"),
        as_csv([["Chronology", "", "", "", ""], HEADS, *[PLAIN] * MANY], delimiter="\t"),
    ],
    ids=["a mark", "lines of Unix", "no end", "Windows", "UTF-16", "semicolons and a title", "tabs"],
)
def test_a_regular_file_comes_by_columns_however_it_was_saved(data, monkeypatch):
    alone = read(data)
    came = by_columns(monkeypatch)
    assert read(data) == alone
    assert alone[1] == MANY and sum(came) > MANY - 100


def test_a_file_of_another_shape_is_read_record_by_record(monkeypatch):
    came = by_columns(monkeypatch)
    data = as_csv([HEADS, *[PLAIN] * MANY], quoting=csv.QUOTE_ALL)
    assert read(data)[1] == MANY and sum(came) == 0


def test_a_mark_never_closed_is_refused_with_the_record_where_it_begins(monkeypatch):
    opened, plain = b'4/4/2012,,Log,"Seen.,B\r\n', b"4/4/2012,,Log,Seen.,B\r\n"
    data = as_csv([HEADS, *[PLAIN] * MANY]) + opened + 3 * plain
    alone = read(data)
    by_columns(monkeypatch)
    assert read(data) == alone and "never closed" in alone[0]["refused"]


def test_what_comes_after_columns_is_counted_from_where_they_end(monkeypatch):
    monkeypatch.setattr(delimited, "LONGEST_CELL", 2000)
    monkeypatch.setattr(columnar, "LONGEST_CELL", 2000)
    data = with_odd(ODD["a cell longer than a report"])
    alone = read(data)[0]["refused"]
    by_columns(monkeypatch)
    assert read(data)[0]["refused"] == alone and f"near line {MANY + 2}" in alone


def test_a_short_file_loads_no_library_of_columns():
    records: Records = read_delimited(io.BytesIO(as_csv([HEADS, *[PLAIN] * MANY]))).parts[0].lines  # type: ignore[assignment]
    records.take(60)
    assert records.columns(len(HEADS)) is None and records.take(1)[0] == 61
