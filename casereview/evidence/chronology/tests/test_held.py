"""Rows sent column by column from the process that reads are the rows that are read one by one, whatever stands in the file."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from casereview.evidence.chronology.dates import read_date
from casereview.evidence.chronology.reading import apart, tabling
from casereview.evidence.chronology.reading.apart import read_apart
from casereview.evidence.chronology.reading.child import LENGTH, answer
from casereview.evidence.chronology.reading.exchange import Reading, Wish
from casereview.evidence.chronology.reading.file import read_file
from casereview.evidence.chronology.reading.frames import reading_in, wish_out
from casereview.evidence.chronology.reading.making import Maker
from casereview.evidence.chronology.reading.meanings import is_date
from casereview.evidence.chronology.reading.tabling import LOOK_AHEAD
from casereview.evidence.chronology.tests.test_many import DATES, MIXED, TEXTS, TIMES, tricky

HEADS = ("Date", "Time", "Event", "Source", "Agency", "Worker", "Date", "", "Ref", "Year")
CELLS = st.one_of(
    st.sampled_from((*DATES, *TIMES, *TEXTS, "3/4/2012", "5.4.12", "14:30", "Date", "Event")),
    st.text(max_size=6),
)
BANNERS = st.sampled_from((["March 2012"], ["2011"], ["Police chronology"], [], ["", ""]))


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A text file with plain rows, rows of every other kind between them, and headings that change on the way."""
    heads = ["Date", "Event", *draw(st.lists(st.sampled_from(HEADS), max_size=4))]
    plain = st.tuples(
        *(
            st.sampled_from(("3/4/2012", "Mon 2/4/12", "1 May 2012 14:10"))
            if head == "Date"
            else st.sampled_from(("", "09:30"))
            if head == "Time"
            else st.sampled_from(("Seen.", "Seen, well", "=1", 'He said "no"'))
            for head in heads
        )
    )
    note = ["# Author" if head == "Source" else "Look here." if head == "Event" else "" for head in heads]
    lines: list[list[str]] = [draw(BANNERS), heads]
    # More than are looked at for headings.
    lines += [list(draw(plain))] * LOOK_AHEAD
    for _ in range(draw(st.integers(1, 6))):
        lines += map(list, draw(st.lists(plain, max_size=5)))
        lines += draw(
            st.lists(
                st.one_of(
                    st.lists(CELLS, min_size=1, max_size=7),
                    BANNERS,
                    st.just(heads),
                    st.just([*heads[1:], heads[0]]),
                    st.just(note),
                ),
                max_size=2,
            )
        )
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(lines)
    return stream.getvalue().encode("utf-8", "replace")


def sent(name: str, data: bytes, wish: Wish) -> Reading:
    """A file as the process that reads answers, without the process."""
    said = {"name": name, "wish": json.loads(json.dumps(wish_out(wish)))}
    return reading_in(json.loads(json.dumps(answer(said, data))))


@given(files(), st.sampled_from((None, date(2012, 4, 3))))
@settings(deadline=None, max_examples=300)
def test_a_file_is_sent_as_it_is_read(data, born):
    wish = Wish(agency="Ferncopse School", born=born, today=date(2014, 1, 1))
    assert sent("school.csv", data, wish) == read_file("school.csv", data, wish)


def none_plain(_: Maker, rows: list[list[str]]) -> tuple[list[bool], None]:
    return [False] * len(rows), None


@given(files())
@settings(deadline=None, max_examples=200)
def test_rows_that_are_read_together_are_read_as_each_by_itself(data):
    together = read_file("school.csv", data)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(tabling, "AT_ONCE", 3)
        assert read_file("school.csv", data) == together
        patched.setattr(Maker, "plain", none_plain)
        assert read_file("school.csv", data) == together


@pytest.mark.parametrize("between", [b"", b",,\n"], ids=["at once", "after a blank line"])
@pytest.mark.parametrize("before", range(LOOK_AHEAD, LOOK_AHEAD + 6))
def test_a_note_stands_with_the_entry_above_it_wherever_those_read_together_end(before, between, monkeypatch):
    monkeypatch.setattr(tabling, "AT_ONCE", 3)
    rows = b"".join(b"3/3/2012,Entry %d,Log\n" % number for number in range(before))
    after = b"4/3/2012,Seen later.,Log\n" * 7
    read = sent("a.csv", b"Date,Event,Source\n" + rows + between + b",Look here.,# Author\n" + after, Wish())
    assert len(read.rows) == before + 7
    assert [one.event for one in read.rows if one.other] == [f"Entry {before - 1}"]


@pytest.mark.parametrize("head", ["Date", "When", "Dated 2012"])
def test_headings_repeated_under_a_month_are_no_row(head, monkeypatch):
    """The month above would make a date of *Date*."""
    monkeypatch.setattr(tabling, "AT_ONCE", 16)
    headings, rows = head.encode() + b",Event,Source\n", b"3/3/2012,Seen.,Log\n" * LOOK_AHEAD
    read = read_file(
        "a.csv",
        headings + rows + b"March 2012\n" + headings + rows + headings + rows,
        Wish(meanings={head: "date"}),
    )
    assert [one.event for one in read.rows] == ["Seen."] * (3 * LOOK_AHEAD)


@given(
    st.lists(
        st.sampled_from(
            (
                "o",
                "l",
                "ol",
                "/",
                ".",
                " ",
                "-",
                "oool",
                "ll",
                "o3",
                "Date",
                "March",
                "open",
                "..",
                "2012",
                "²",
            )
        ),
        max_size=7,
    ).map("".join)
)
@example("Date of contact")
@example("ol/ol/oool")
def test_whether_a_text_is_a_date_by_itself_is_told_without_reading_most_headings(text):
    assert is_date(text) == (text.strip()[:1].isdigit() or read_date(text).known)


def test_a_plain_file_is_read_without_loading_the_patterns_of_rare_dates():
    code = """
import sys
from casereview.evidence.chronology.reading.child import LENGTH, answer
from casereview.evidence.chronology.reading.exchange import Wish
from casereview.evidence.chronology.reading.frames import wish_out
said = answer({"name": "a.csv", "wish": wish_out(Wish())}, b"Date,Time,Event\\n3/3/2012,09:30,Seen.\\n")
assert len(said["blocks"]) == 1 and "casereview.evidence.chronology.dates.reader" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603 (our own words)


@pytest.mark.parametrize(
    "answered",
    [
        {"meanings": [[], [], [], []], "blocks": [[1, 1, "", {}, None, [5], [0], None, None, ["x"], {}]]},
        {"meanings": [["x"], [10**9], [0], ["exact"]], "blocks": []},
        {"meanings": [[], [], [], []], "blocks": [[4]]},
        {"rows": 3},
    ],
    ids=["a number that means nothing", "no such day", "rows that were not sent", "no rows"],
)
def test_a_reader_that_answers_nonsense_is_taken_for_broken(answered, monkeypatch):
    sound = answer({"name": "a.csv", "wish": wish_out(Wish())}, b"Date,Event\n3/3/2012,Seen.\n")
    data = json.dumps({**sound, **answered}).encode()
    code = f"import sys; sys.stdout.buffer.write({LENGTH.pack(len(data)) + data!r})"

    def begin() -> subprocess.Popen[bytes]:
        pipe = subprocess.PIPE
        return subprocess.Popen([sys.executable, "-c", code], stdin=pipe, stdout=pipe)  # noqa: S603 (our own words)

    monkeypatch.setattr(apart, "_begin_ready", begin)
    assert read_apart("a.csv", b"Date,Event\n").refused == apart.BROKEN


def test_plain_rows_are_not_sent_one_by_one():
    rows = b"".join(b"%d/3/2012,Seen.\n" % (number % 27 + 1) for number in range(100))
    said = answer({"name": "a.csv", "wish": wish_out(Wish())}, b"Date,Event\n" + rows)
    assert said["rows"] == [] and sum(len(block[5]) for block in said["blocks"]) == 100


@pytest.mark.parametrize(("name", "heads"), MIXED)
def test_a_long_file_is_sent_as_it_is_read(tmp_path, name, heads):
    data = tricky(tmp_path, name, heads, seed=3, rows=900).read_bytes()
    assert read_apart(name, data) == read_file(name, data)


def test_what_a_person_answered_is_done_before_the_rows_are_sent():
    data = b"Date,Event\nSun 12/3/2012,Seen.\n13/3/2012,Not seen.\n"
    wish = Wish(answers={"weekday": "right"})
    read = sent("a.csv", data, wish)
    assert read == read_file("a.csv", data, wish)
    assert [one.certainty for one in read.rows] == ["exact", "exact"]
    assert sent("a.csv", data, Wish()).rows[0].certainty == "uncertain"


MONTH_FIRST = [
    "1/13/2012",
    "1/20/2012",
    "2/3/2012",
    "2/14/2012",
    "3/1/2012",
    "3/22/2012",
    "4/4/2012",
    "12/5/2012",
]


@pytest.mark.parametrize(
    ("more", "rows"), [([], (3, 5, 8)), (["14/5/2012"], (3, 5, 8)), (["14/5/2012", "15/5/2012"], ())]
)
def test_where_dates_can_only_have_the_month_first_the_others_are_asked_about_too(more, rows):
    lines = [f"{day},Seen on visit {n}.,Log" for n, day in enumerate([*MONTH_FIRST, *more])]
    data = "\n".join(["Date,Event,Source", *lines]).encode()

    read = read_file("a.csv", data)
    asked = {question.id: question for question in read.questions}

    alike = {n for id in ("month-first-too", "swapped") if id in asked for n in asked[id].rows}
    assert alike >= set(rows) and ("month-first-too" in asked) == bool(rows)
    assert sent("a.csv", data, Wish()).questions == read.questions
    swapped = read_file("a.csv", data, Wish(answers={"month-first-too": "swap", "swapped": "swap"}))
    if rows:
        assert swapped.rows[2].earliest == date(2012, 2, 3) and swapped.rows[2].date_text == "2/3/2012"
