"""Dates as people type them: what was understood, how sure it is, and that nothing is filled in."""

from __future__ import annotations

import csv
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casereview.evidence.chronology.dates import (
    NO_HEADING,
    Heading,
    heading_in,
    read_date,
    time_of_cell,
    times,
)
from casereview.evidence.chronology.dates.reader import as_typed, heading_of
from casereview.evidence.chronology.dates.words import MONTHS, plain

DATA = Path(__file__).parent / "data"


def _list(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", ["dates.csv", "dates_more.csv", "dates_edges.csv"])
def test_every_date_of_the_list_is_read_as_the_conventions_say(name):
    wrong = []
    for row in _list(name):
        read = read_date(row["text"])
        found = (
            read.earliest.isoformat() if read.earliest else "",
            read.latest.isoformat() if read.latest else "",
            read.certainty,
            read.problem,
        )
        wanted = (row["earliest"], row["latest"], row["certainty"], row["problem"])
        timed = f"{read.time:%H:%M}" if read.time else ""
        if found != wanted or timed != row.get("time", timed):
            wrong.append((row["text"], found, timed, wanted))
    assert wrong == []


def test_the_lists_cover_every_kind_of_certainty_and_many_rules():
    rows = _list("dates.csv")
    assert len(rows) == 500
    assert {row["certainty"] for row in rows} == {"exact", "approximate", "uncertain", "unknown"}
    rules = {rule.strip() for row in rows for rule in row["rule"].split(",")}
    assert len(rules) >= 28


@pytest.mark.parametrize(
    ("text", "heading", "earliest", "latest"),
    [
        ("12", Heading(2012, 3), date(2012, 3, 12), date(2012, 3, 12)),
        ("Mon 12th", Heading(2012, 3), date(2012, 3, 12), date(2012, 3, 12)),
        ("12-14", Heading(2012, 3), date(2012, 3, 12), date(2012, 3, 14)),
        ("early", Heading(2012, 3), date(2012, 3, 1), date(2012, 3, 10)),
        ("end of month", Heading(2012, 3), date(2012, 3, 21), date(2012, 3, 31)),
        ("night of 3/4", Heading(2012, 3), date(2012, 3, 3), date(2012, 3, 4)),
        ("w/c 5th", Heading(2012, 3), date(2012, 3, 5), date(2012, 3, 11)),
        ("3 April", Heading(2012), date(2012, 4, 3), date(2012, 4, 3)),
        ("03/04", Heading(2012), date(2012, 4, 3), date(2012, 4, 3)),
        ("3-5 April", Heading(2012, 4), date(2012, 4, 3), date(2012, 4, 5)),
        ("Easter", Heading(2012), date(2012, 4, 6), date(2012, 4, 9)),
        ("3 April 2011", Heading(2012), date(2011, 4, 3), date(2011, 4, 3)),
    ],
)
def test_a_heading_gives_the_year_or_the_month_that_a_row_leaves_out(text, heading, earliest, latest):
    read = read_date(text, heading)
    assert (read.earliest, read.latest) == (earliest, latest)


def test_a_point_after_a_day_number_is_no_slip():
    assert [read_date(text, Heading(2012, 3)).problem for text in ("3.", "3rd.", "3:")] == ["", "", ""]


@pytest.mark.parametrize("text", ["3 April", "03/04", "3rd April", "12", "April", "Good Friday", "3-5 April"])
def test_without_a_year_nothing_is_filled_in_from_today(text):
    read = read_date(text)
    assert (read.earliest, read.latest, read.certainty, read.problem) == (None, None, "unknown", "no-year")


@pytest.mark.parametrize(
    "text",
    ["ditto", "same day", "same day, 14:30", "Next day pm", "next day", "two weeks later", "aged 3", '"'],
)
def test_a_date_that_leans_on_another_row_stays_unknown_under_any_heading(text):
    assert read_date(text, Heading(2012, 3)).problem == "relative"
    assert not read_date(text, Heading(2012, 3)).known


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("3/4/12 @ 22:40hrs", time(22, 40)),
        ("3/4/12 c. 2pm", time(14, 0)),
        ("3/4/12 14:00-15:30", time(14, 0)),
        ("27/7/11, 09.20hrs", time(9, 20)),
        ("3 April 2012 1430", time(14, 30)),
        ("2012-04-03T14:20", time(14, 20)),
        ("41153.5", time(12, 0)),
        ("3/4/12 (morning)", None),
        ("3/4/12 25:70", None),
    ],
)
def test_the_time_is_taken_off_and_kept(text, at):
    read = read_date(text)
    assert (read.certainty, read.time) == ("exact", at)


def test_a_column_of_times_is_read_by_itself():
    typed = ["17:30", "1430", "9.15 am", "approx 2pm", "overnight", "", "99:99"]
    assert [time_of_cell(text) for text in typed] == [
        time(17, 30),
        time(14, 30),
        time(9, 15),
        time(14, 0),
        None,
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("2012", Heading(2012)),
        ("MARCH 2012", Heading(2012, 3)),
        ("Year: 2012", Heading(2012)),
        ("March", Heading(None, 3)),
        ("3 April 2012", None),
        ("Police chronology", None),
        ("April 2012 – aged 3 months", Heading(2012, 4)),
        ("March 2012 (continued)", Heading(2012, 3)),
        ("2012: Year 2 at school", Heading(2012)),
        ("Chronology: March 2012", Heading(2012, 3)),
        ("March 2012 – April 2012", None),
        ("2012 - 14 contacts", None),
        ("2009/10", None),
    ],
)
def test_a_banner_is_a_heading_only_if_it_names_a_month_or_a_year(text, heading):
    assert heading_in(text) == heading


_WORDS = st.lists(
    st.sampled_from(
        [
            "3",
            "12",
            "29",
            "31",
            "/",
            "-",
            ".",
            ",",
            "(",
            ")",
            "?",
            "c.",
            "about",
            "april",
            "february",
            "2012",
            "1999",
            "or",
            "and",
            "to",
            "between",
            "from",
            "before",
            "by",
            "w/c",
            "night",
            "of",
            "mon",
            "pm",
            "14:30",
            "early",
            "half",
            "term",
            "christmas",
            "easter",
            "o",
            "l",
            "th",
            "00",
            "tbc",
            "'",
            "\xa0",
            "–",
            "9999",
            "0001",
            "onwards",
            "either",
            "week",
        ]
    ),
    max_size=14,
).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(st.one_of(_WORDS, st.text(max_size=60)), st.sampled_from([Heading(), Heading(2012), Heading(2012, 2)]))
def test_whatever_is_typed_is_read_or_unknown_and_never_an_error(text, heading):
    read = read_date(text, heading)
    assert (read.certainty == "unknown") == (read.earliest is None and read.latest is None)
    if read.earliest and read.latest:
        assert read.earliest <= read.latest
    if read.certainty == "exact":
        assert read.earliest and read.latest


@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2049, 12, 31)))
def test_a_day_is_read_the_same_in_each_of_the_usual_forms(day):
    month = f"{day:%B}"
    forms = [
        f"{day:%d/%m/%Y}",
        f"{day.day}.{day.month}.{day:%y}",
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.day} {month} {day.year}",
        f"{day:%a} {day.day}th {month[:3]} {day:%y}",
        f"{month} {day.day}, {day.year}",
        f"{day:%A} {day:%d-%b-%y}",
    ]
    assert {(read_date(form).earliest, read_date(form).certainty) for form in forms} == {(day, "exact")}


@given(
    st.dates(date(1900, 1, 1), date(2100, 12, 31)),
    st.sampled_from(
        ["%d/%m/%Y", "%d.%m.%y", "%d-%b-%Y", "%d %B %Y", "%a %d/%m/%Y", "%A %d %b %y", "%d %m %y", "%m/%d/%Y"]
    ),
    st.booleans(),
)
def test_the_commonest_ways_are_read_as_the_whole_reader_reads_them(day, form, short):
    text = day.strftime(form)
    text = text.removeprefix("0") if short else text
    for typed in (text, text.replace("Mon", "Tue"), text.replace("/", ".", 1)):
        assert read_date(typed) == as_typed(typed, NO_HEADING)


@given(st.from_regex(r"[0-3][0-9]:[0-6][0-9]", fullmatch=True))
def test_a_time_as_we_write_it_is_read_as_the_whole_reader_reads_it(typed):
    assert time_of_cell(typed) == times.time_of_cell(typed)


@given(
    st.lists(
        st.sampled_from(
            [
                *MONTHS,
                "year",
                "month",
                "of",
                "the",
                "early",
                "summer",
                "term",
                "quarter",
                "q",
                "ii",
                "week",
                "christmas",
            ]
        ),
        max_size=4,
    ).map(" ".join)
)
def test_words_without_a_figure_name_no_year(typed):
    words, _ = plain(typed)
    assert words in MONTHS or heading_of(words) is None


FORMS = (
    *(
        "3/4/12",
        "03/04/2012",
        "03.04.12",
        "3.4.2012",
        "03-04-2012",
        "3 4 2012",
        "3 / 4 / 12",
        "2012-04-03",
        "20120403",
    ),
    *(
        "2012/04/03",
        "2012.04.03",
        "3 April 2012",
        "3rd April 2012",
        "3rd Apr 12",
        "3 apr. 2012",
        "April 3rd 2012",
    ),
    *("April 3, 2012", "3rd of April, 2012", "03-Apr-12", "3 APRIL 2012", "3 Apr '12"),
)
LATER = (
    *(
        "5/4/12",
        "05/04/2012",
        "05.04.12",
        "5.4.2012",
        "05-04-2012",
        "5 4 2012",
        "5 / 4 / 12",
        "2012-04-05",
        "20120405",
    ),
    *(
        "2012/04/05",
        "2012.04.05",
        "5 April 2012",
        "5th April 2012",
        "5th Apr 12",
        "5 apr. 2012",
        "April 5th 2012",
    ),
    *("April 5, 2012", "5th of April, 2012", "05-Apr-12", "5 APRIL 2012", "5 Apr '12"),
)
FIRST, LAST = date(2012, 4, 3), date(2012, 4, 5)


@pytest.mark.parametrize(
    ("words", "certainty"),
    [
        ("{} or {}", "uncertain"),
        ("either {} or {}", "uncertain"),
        ("{} & {}", "uncertain"),
        ("{} to {}", "exact"),
        ("{} - {}", "exact"),
        ("from {} to {}", "exact"),
        ("between {} and {}", "approximate"),
    ],
)
def test_two_days_are_read_in_whatever_two_forms_they_are_typed(words, certainty):
    typed = [words.format(one, other) for one in FORMS for other in LATER]
    found = {text: read_date(text) for text in typed}
    assert {
        text: read
        for text, read in found.items()
        if (read.earliest, read.latest, read.certainty, read.problem) != (FIRST, LAST, certainty, "")
    } == {}


@pytest.mark.parametrize("form", FORMS)
def test_a_day_keeps_its_form_under_every_word_before_it(form):
    four_weeks = timedelta(28)
    wanted = {
        "since {}": (FIRST, None),
        "from {} onwards": (FIRST, None),
        "before {}": (FIRST - four_weeks, FIRST - timedelta(1)),
        "after {}": (FIRST + timedelta(1), FIRST + four_weeks),
        "by {}": (FIRST - timedelta(27), FIRST),
        "c. {}": (FIRST - timedelta(7), FIRST + timedelta(7)),
        "w/c {}": (FIRST, FIRST + timedelta(6)),
        "week ending {}": (FIRST - timedelta(6), FIRST),
        "night of {}": (FIRST, FIRST + timedelta(1)),
        "Tues {} pm": (FIRST, FIRST),
        "{} (recorded 5/4/12)": (FIRST, FIRST),
    }
    found = {words: read_date(words.format(form)) for words in wanted}
    assert {words: (read.earliest, read.latest) for words, read in found.items()} == wanted
