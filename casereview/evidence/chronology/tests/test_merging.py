"""The integrated chronology: the order of a reader's day, and nothing lost, however many rows there are."""

from __future__ import annotations

import io
import json
from datetime import date, time
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from casereview.evidence.chronology.merging import agencies_of, in_order, place_in_order
from casereview.evidence.chronology.reading.exchange import Reading
from casereview.evidence.chronology.reading.many import of_reading
from casereview.evidence.chronology.rows import Guess, Row
from casereview.evidence.chronology.tests.made import child_m, row
from casereview.evidence.chronology.writing.spilled import Spilled

DAYS = st.none() | st.dates(date(2010, 1, 1), date(2010, 1, 6))
ROWS = st.lists(
    st.builds(
        Row,
        agency=st.sampled_from(["Police", "School", "Surgery"]),
        source_file=st.just("a.csv"),
        source_row=st.integers(1, 5),
        earliest=DAYS,
        latest=DAYS,
        time=st.none() | st.times(),
    )
)


def test_the_day_comes_first_then_the_time_then_the_agency_then_the_row_of_the_file():
    later = row("later", "2012-03-13")
    timed = row("timed", at="00:00")
    school = row("school", agency="School")
    second = row("second", number=2)
    first = row("first", number=1)

    merged = in_order([later, timed, school, second, first], agencies=["Wexmoor Police", "School"])

    assert [one.event for one in merged] == ["first", "second", "school", "timed", "later"]


def test_the_order_of_agencies_can_be_set_and_who_is_not_named_follows():
    rows = [row("p"), row("s", agency="School"), row("g", agency="Surgery")]

    assert [one.event for one in in_order(rows, agencies=["Surgery"])] == ["g", "p", "s"]
    assert agencies_of(rows, ["Surgery"]) == ["Surgery", "Wexmoor Police", "School"]


def test_a_month_stands_where_it_begins_and_an_open_beginning_stands_at_its_end():
    month = row("in March", "2012-03-01", "2012-03-31")
    before = row("before the 3rd", None, "2012-03-02")
    day = row("the 2nd", "2012-03-02", at="09:00")

    assert [one.event for one in in_order([day, before, month])] == ["in March", "before the 3rd", "the 2nd"]


def test_a_row_without_a_day_is_kept_at_the_end_and_a_guess_does_not_move_it():
    guessed = row("next day", None, guess=Guess(date(2012, 3, 1), date(2012, 3, 1), 1))
    last = row("last", "2013-01-01")

    assert [one.event for one in in_order([guessed, last])] == ["last", "next day"]


def test_no_row_is_lost_and_none_is_added():
    rows = child_m()
    Random(1).shuffle(rows)  # noqa: S311 (the same order every time)

    merged = in_order(rows)

    assert len(merged) == 544 == len({(one.source_file, one.source_row) for one in merged})


@given(ROWS)
def test_very_many_rows_are_put_in_the_same_order_as_a_few(rows: list[Row]):
    agencies = agencies_of(rows)
    for number, one in enumerate(rows, 1):
        one.source_row = number
    own = [[one for one in rows if one.agency == agency] for agency in agencies]
    in_files = [one for several in own for one in several]
    held = [Reading("a.csv", agency, several.copy()) for agency, several in zip(agencies, own, strict=True)]

    stream = io.BytesIO()
    written = Spilled([of_reading(one, "json") for one in held]).write("json", stream)

    assert written == len(rows)
    assert json.loads(stream.getvalue()) == [one.as_json() for one in in_order(in_files, agencies)]


def test_a_place_is_compared_by_the_minute_even_at_midnight():
    assert place_in_order(date(2012, 1, 1), None, None, 5, 9) < place_in_order(
        date(2012, 1, 1), None, time(0, 0), 0, 1
    )
