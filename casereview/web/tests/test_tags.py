"""What pages say and show: days as people say them, clocks that never guess, tables that say what is not recorded."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.template import Context, Template
from django.utils import timezone

from casereview.web.templatetags import parts, words

FRIDAY = date(2014, 5, 16)


@pytest.fixture(autouse=True)
def _may_2014(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Wednesday 14 May 2014."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2014, 5, 14))


def shown(source: str, **context: Any) -> str:
    """What a page shows, its spaces set aside."""
    return " ".join(Template("{% load cr %}" + source).render(Context(context)).split())


# -- words -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, ""),
        ("", ""),
        (14, ""),
        ("early 2013", "early 2013"),
        ("2014-02-30", "2014-02-30"),
        (FRIDAY, "Friday 16 May"),
        ("2014-05-16", "Friday 16 May"),
        (date(2013, 6, 10), "10 June 2013"),
        (datetime(2014, 5, 16, 9, 30), "Friday 16 May"),
    ],
)
def test_a_day_is_said_with_its_weekday_or_its_year_and_what_is_no_day_stays_as_typed(
    value: Any, said: str
) -> None:
    assert words.day(value) == said


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (None, ""),
        ("not a day", ""),
        ("2014-05-12", "2 days late"),
        ("2014-05-13", "1 day late"),
        ("2014-05-14", "Due today"),
        ("2014-05-15", "1 day left"),
        ("2014-05-23", "9 days left"),
    ],
)
def test_what_is_left_is_said_in_days_and_nothing_is_late_without_a_day(due: Any, said: str) -> None:
    assert words.days_left(due) == said


def test_counts_are_letters_up_to_ten() -> None:
    assert [words.in_words(n) for n in (0, 1, 10, 11)] == ["no", "one", "ten", "11"]


def test_a_title_goes_into_a_sentence_and_an_abbreviation_stays() -> None:
    assert (words.lower_first("Publish"), words.lower_first("GP notes"), words.lower_first("")) == (
        "publish",
        "GP notes",
        "",
    )


def test_a_question_keeps_its_mark_where_something_follows_it() -> None:
    assert (words.leading("Owner"), words.leading("Who decided?")) == ("Owner:", "Who decided?")


def test_italics_are_made_and_everything_else_is_escaped() -> None:
    assert shown("{{ text|light }}", text="*may* <img src=x>") == "<em>may</em> &lt;img src=x&gt;"


# -- colours -----------------------------------------------------------------------------------------------


def test_a_colour_that_means_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="'green' is not a kind of tag"):
        parts.state_of("Ready", "green")


def test_every_state_of_an_action_has_its_words_and_one_of_four_colours() -> None:
    said = {state: parts.state_of(state) for state in parts.STATES}

    assert said == {
        "in-place": {"kind": "done", "words": "In place"},
        "done-by-owner": {"kind": "wait", "words": "Done, says the owner"},
        "overdue": {"kind": "late", "words": "Overdue"},
        "at-risk": {"kind": "wait", "words": "At risk"},
        "on-track": {"kind": "plain", "words": "On track"},
        "not-started": {"kind": "plain", "words": "Not started"},
        "dropped": {"kind": "plain", "words": "Dropped"},
    }


def test_a_tag_says_its_word_and_escapes_it() -> None:
    assert shown('{% cr_tag "overdue" %}') == '<strong class="govuk-tag cr-tag--late">Overdue</strong>'
    assert shown('{% cr_state said "wait" %}', said="<b>") == '<span class="cr-wait">&lt;b&gt;</span>'


# -- tables ------------------------------------------------------------------------------------------------


def test_a_table_without_rows_is_its_sentence_alone() -> None:
    page = shown('{% cr_table rows "code:Review" "Reviews" empty="No review is open." %}', rows=[])

    assert page == '<p class="cr-empty">No review is open.</p>'


def test_a_cell_without_a_value_says_so_and_nought_is_a_value() -> None:
    rows = [{"code": "Wren", "due": None, "entries": 0}]

    cells = parts.table(rows, "code:Review; due:Due|day; entries:Entries|num", "Reviews")["body"][0]["cells"]

    assert [cell["text"] for cell in cells] == ["Wren", "Not recorded", 0]


def test_each_cell_says_its_heading_and_the_first_names_the_row() -> None:
    rows = [{"code": "Wren", "href": "/cases/wren/", "due": "2014-05-16", "state": "overdue"}]

    page = shown('{% cr_table rows "code:Review; due:Due|day; state:Now|state" "Reviews" %}', rows=rows)

    assert (
        '<th scope="row" class="govuk-table__header"><a class="govuk-link" href="/cases/wren/">Wren</a></th>'
        in page
    )
    assert '<td class="govuk-table__cell" data-h="Due">Friday 16 May</td>' in page
    assert 'data-h="Now"><span class="cr-late">Overdue</span></td>' in page
    assert page.count('scope="col"') == 3


def test_what_somebody_typed_into_a_cell_never_becomes_part_of_the_page() -> None:
    rows = [{"code": "<script>", "note": {"text": "<img>", "note": "\"'", "href": "/x/?a=1&b=2"}}]

    page = shown('{% cr_table rows "code:Review; note:Note" "Reviews" %}', rows=rows)

    assert "<script>" not in page and "<img>" not in page
    assert 'href="/x/?a=1&amp;b=2"' in page


# -- clocks ------------------------------------------------------------------------------------------------

TODAY = date(2014, 5, 14)


def clock(*args: Any, **more: Any) -> tuple[str, str, int | None, int]:
    """What a clock says, its colour, and its bar: used, and used after the due day."""
    made = parts.clock(*args, **{"today": TODAY, **more})
    return made["words"], made["kind"], made["used"], made["over"]


def test_a_clock_that_has_not_started_shows_no_bar_and_is_not_late() -> None:
    assert clock("2014-01-01", None) == ("Not started", "", None, 0)


def test_a_clock_whose_first_day_is_not_known_shows_no_bar() -> None:
    assert clock(None, "2014-05-23") == ("9 days left", "", None, 0)


def test_a_clock_that_hangs_on_a_day_not_published_never_says_late() -> None:
    assert clock("2014-01-01", "2014-02-01", about=True) == ("About Saturday 1 February", "", None, 0)


def test_a_clock_under_way_shows_what_is_used() -> None:
    assert clock("2014-05-04", "2014-05-24") == ("10 days left", "", 66, 0)


def test_a_late_clock_is_full_and_shows_how_much_came_after() -> None:
    assert clock("2014-04-14", "2014-05-04") == ("10 days late", "late", 88, 44)


def test_one_day_late_after_a_year_can_still_be_seen() -> None:
    assert clock("2013-05-13", "2014-05-13") == ("1 day late", "late", 129, 3)


def test_what_was_done_in_time_stays_in_time_for_ever() -> None:
    assert clock("2014-01-01", "2014-02-01", met_on="2014-02-01")[:2] == ("In time", "done")
    assert clock("2014-01-01", "2014-02-01", met_on="2014-02-02")[:2] == ("Done 1 day late", "late")


def test_a_clock_is_drawn_without_a_style_in_the_page() -> None:
    page = shown('{% cr_clock "2014-04-14" "2014-05-04" note="Moved once" %}')

    assert "style" not in page
    assert page.endswith('<span><span class="cr-late">10 days late</span>. Moved once</span></span>')


# -- lists -------------------------------------------------------------------------------------------------


def test_one_page_needs_no_links() -> None:
    assert shown("{% cr_pages 1 1 %}") == ""


def test_other_pages_keep_what_was_chosen_and_carry_nothing_else() -> None:
    made = parts.pages(7, 23, {"agency": "police & co", "page": "7", "show": ""})

    assert made["before"] == "?agency=police+%26+co&page=6"
    assert made["after"] == "?agency=police+%26+co&page=8"
    assert [one.get("number", "…") for one in made["row"]] == [1, "…", 5, 6, 7, 8, 9, "…", 23]


def test_the_first_and_the_last_page_have_nothing_beyond_them() -> None:
    assert (parts.pages(1, 3, {})["before"], parts.pages(3, 3, {})["after"]) == ("", "")


def test_a_queue_without_rows_is_its_sentence_and_a_late_row_says_late() -> None:
    empty = shown('{% cr_queue rows empty="Nothing waits for you." %}', rows=[])
    late = shown("{% cr_queue rows %}", rows=[{"what": "Heron", "when": "2 days late", "late": True}])

    assert empty == '<p class="cr-empty">Nothing waits for you.</p>'
    assert '<li class="is-late">' in late and '<span class="cr-late">2 days late</span>' in late


def test_a_timeline_says_where_a_day_is_not_known() -> None:
    page = shown(
        "{% cr_timeline rows %}", rows=[{"title": "Told", "on": None}, {"title": "Met", "on": "2013-06-10"}]
    )

    assert "Day not known" in page
    assert '<time datetime="2013-06-10">10 June 2013</time>' in page


def test_details_escape_what_was_put_into_them() -> None:
    page = shown("{% cr_details title %}{{ text }}{% endcr_details %}", title="<i>", text="<b>")

    assert "<i>" not in page and "<b>" not in page
    assert "&lt;i&gt;" in page and "&lt;b&gt;" in page


def test_a_square_is_drawn_for_each_action_and_decorates_only() -> None:
    page = shown("{% cr_squares states %}", states=["in-place", "overdue"])

    assert page.count("<g ") == 2
    assert 'aria-hidden="true"' in page
    assert shown("{% cr_squares states %}", states=[]) == ""


def test_an_id_is_read_as_words() -> None:
    assert shown("{{ 'review-team'|plainly }}") == "review team"
