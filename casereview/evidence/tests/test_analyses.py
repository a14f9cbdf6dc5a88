"""Quick analyses: each figure leads to its entries, in code names, for the panel alone; and as a file no cell of which is a formula."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

import pytest
from lxml import html
from openpyxl import load_workbook

from casereview.acts.ask import ask
from casereview.acts.registry import AccessDenied, Refused
from casereview.acts.tables import new
from casereview.evidence.chronology.rows import Row
from casereview.evidence.chronology.writing.table import table_file
from casereview.evidence.figures import NOTHING, SECTIONS, months, plain
from casereview.evidence.tests.conftest import DAY, enter, shares, submits
from casereview.names.models import RegisterPerson


@pytest.fixture
def told(asked, does):
    """Police and school have submitted: a missed appointment, bruises, a visit, and a child who was seen alone."""
    for agency, event, when in (
        ("police", "Officers saw bruises on the arm of Ottoline Wrenfield.", "12/3/13"),
        ("school", "Mother missed her appointment. Child seen alone and spoken to.", "14/3/13"),
        (
            "school",
            "Home visit. Bruising noted. The family moved house. A new social worker is allocated.",
            "2 April 2013",
        ),
    ):
        enter(does, asked.case, getattr(asked, agency), agency, event, when)
    for agency in ("police", "school"):
        submits(does, asked, agency)
    new(
        RegisterPerson,
        asked.case,
        made_on=DAY,
        group="family",
        name="Ottoline Wrenfield",
        public_name="Mother",
    )
    return asked


def cells(answer):
    """What a table says, by line and column."""
    return {
        (one["head"], head): cell["text"]
        for one in answer["lines"]
        for head, cell in zip(answer["heads"], one["cells"], strict=True)
    }


pytestmark = pytest.mark.django_db


def test_who_knew_what_when_says_the_first_day_of_each_agency_and_a_figure_leads_to_its_entries(told):
    answer = ask(told.lead, "analysis", of=told.case)

    said = cells(answer)
    assert said["An injury", "Marrowdale Police"] == "12 March 2013"
    assert said["An injury", "Larkrise School"] == "2 April 2013"
    at = {one["head"]: n for n, one in enumerate(answer["lines"], 1)}["An injury"]
    column = answer["heads"].index("Marrowdale Police") + 1
    behind = ask(told.lead, "analysis", of=told.case, line=str(at), column=str(column))
    assert behind["figure"] == "An injury, Marrowdale Police"
    assert [e["event"] for e in behind["entries"]] == ["Officers saw bruises on the arm of Mother."]


def test_missed_appointments_show_the_words_that_say_so(told):
    (one,) = ask(told.author, "analysis", of=told.case, section="missed")["entries"]

    assert (one["kind"], one["words"]) == ("Did not attend", "missed her appointment")
    assert one["before"] + one["words"] + one["after"] == one["event"]


def test_the_childs_voice_keeps_not_said_apart_from_no(told):
    said = cells(ask(told.team, "analysis", of=told.case, section="voice"))
    assert set(said.values()) == set(), "the team sees what was shared, and nothing was shared yet"

    said = cells(ask(told.lead, "analysis", of=told.case, section="voice"))
    assert said["Larkrise School", "Seen alone"] == "1"
    assert said["Larkrise School", "Not said"] == "2"
    assert said["Larkrise School", "Not seen"] == NOTHING


@pytest.mark.parametrize("who", ["police", "school"])
def test_no_agency_reads_what_the_others_knew(told, who):
    with pytest.raises(AccessDenied):
        ask(getattr(told, who), "analysis", of=told.case)


@pytest.mark.parametrize("section", [section.name for section in SECTIONS])
def test_every_section_is_a_page_and_two_files_in_code_names(told, signed_in, section):
    lead = signed_in(told.lead)
    base = f"/cases/{told.case.code}/chronology/analysis"

    page = lead.get(f"{base}/?section={section}")
    table = lead.get(f"{base}.csv?section={section}")
    book = lead.get(f"{base}.xlsx?section={section}")

    assert page.status_code == table.status_code == book.status_code == 200
    for made in (page, table):
        assert "Wrenfield" not in made.content.decode()
    assert load_workbook(io.BytesIO(book.content)).active["A1"].value in page.content.decode()
    assert "Wrenfield" not in book["Content-Disposition"] + table["Content-Disposition"]


@pytest.mark.parametrize(
    "asked_for", ["line=9999&column=1", "line=1&column=0", "line=x&column=1", "section=no"]
)
def test_a_figure_that_is_not_there_shows_the_whole_table(told, signed_in, asked_for):
    page = signed_in(told.lead).get(f"/cases/{told.case.code}/chronology/analysis/?{asked_for}")

    assert page.status_code == 200 and "Back to the whole table" not in page.content.decode()


def test_a_cell_that_begins_like_a_formula_is_a_text():
    table = [["Kind", "=1+1"], ["@SUM(A1)", "-2"]]

    (head, line) = csv.reader(io.StringIO(table_file(table, "csv", "Moves").decode("utf-8-sig")))
    sheet = load_workbook(io.BytesIO(table_file(table, "xlsx", "Moves"))).active

    assert head == ["Kind", "'=1+1"] and line == ["'@SUM(A1)", "'-2"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}


def test_a_workbook_says_on_each_page_whose_it_is_and_its_rows_are_as_high_as_their_words():
    table = [["Kind", "What happened"], ["Moved", "word " * 40]]

    sheet = load_workbook(io.BytesIO(table_file(table, "xlsx", "Moves", "WX-2012-01 · Code names"))).active

    assert sheet.oddFooter.left.text == "WX-2012-01 · Code names"
    assert sheet.row_dimensions[2].height > 60


def test_months_in_which_nobody_has_anything_are_one_line_and_spans_stand_aside():
    def row(first, last, number):
        return Row("Police", "", number, earliest=first, latest=last, event="Home visit, mother seen.")

    rows = [
        row(date(2013, 1, 5), date(2013, 1, 5), 1),
        row(date(2013, 5, 6), date(2013, 5, 6), 2),
        row(date(2013, 1, 20), date(2013, 2, 3), 3),
        row(None, None, 4),
    ]
    made = months(rows)

    assert [(one.head, one.figures[0].text) for one in made.lines] == [
        ("January 2013", "1"),
        ("February 2013 to April 2013", NOTHING),
        ("May 2013", "1"),
    ]
    counted = [r for one in made.lines for f in one.figures for r in f.rows] + [
        r for f in made.aside for r in f.rows
    ]
    assert sorted(r.source_row for r in counted) == [1, 2, 3, 4], "each entry is in exactly one place"
    assert plain(made)[1] == ["January 2013", "1 (of 1 entry)"]


def test_a_fact_of_the_case_is_looked_for_in_every_record_and_stands_first(told, does):
    does(told.lead, "look-for-fact", to=told.case, words="arm of mother, moved house")

    answer = ask(told.author, "analysis", of=told.case)

    assert answer["lines"][0]["head"] == "Arm of mother"
    said = cells(answer)
    assert [said["Arm of mother", head] for head in answer["heads"]] == ["2 April 2013", "12 March 2013"]
    assert answer["sought"] == [{"key": "LF1", "words": "arm of mother, moved house"}]


def test_a_fact_typed_with_a_real_name_is_found_and_shown_in_code_names(told, does):
    does(told.lead, "look-for-fact", to=told.case, words="Ottoline Wrenfield")

    answer = ask(told.author, "analysis", of=told.case)

    assert answer["lines"][0]["head"] == "Mother"
    assert "Wrenfield" not in str(answer)


@pytest.mark.parametrize("words", [", ,", "?!", " "])
def test_a_fact_without_a_word_is_refused(told, does, words):
    with pytest.raises((Refused, ValueError)):
        does(told.lead, "look-for-fact", to=told.case, words=words)

    assert ask(told.lead, "analysis", of=told.case)["sought"] == []


def test_a_fact_of_the_same_name_is_refused_until_the_first_is_withdrawn(told, does):
    does(told.lead, "look-for-fact", to=told.case, words="hair tongs, straighteners")
    with pytest.raises(Refused, match="looked for already"):
        does(told.lead, "look-for-fact", to=told.case, words="Hair  tongs")

    does(told.lead, "withdraw", to=told.case, thing="sought-fact:LF1", because="Not the right words.")
    does(told.lead, "look-for-fact", to=told.case, words="Hair tongs")
    assert [one["key"] for one in ask(told.lead, "analysis", of=told.case)["sought"]] == ["LF2"]


def test_the_review_team_reads_it_from_the_day_of_sharing_and_an_agency_never(told, does):
    does(told.lead, "look-for-fact", to=told.case, words="hair tongs")

    assert ask(told.team, "analysis", of=told.case)["sought"] == []
    shares(does, told)
    assert len(ask(told.team, "analysis", of=told.case)["sought"]) == 1
    with pytest.raises(AccessDenied):
        does(told.police, "look-for-fact", to=told.case, words="hair tongs")


def test_a_fact_is_sent_in_a_form_and_stands_in_no_address(told, signed_in):
    browser = signed_in(told.lead)
    base = f"/cases/{told.case.code}/chronology/analysis/"
    assert "Look for a fact of your own" in browser.get(base).content.decode()

    act = f"/cases/{told.case.code}/do/look-for-fact/"
    [form] = [
        one
        for one in html.fromstring(browser.get(act).content.decode()).forms
        if one.method == "POST" and "look-for-fact" in (one.action or act)
    ]
    page = browser.post(act, dict(form.form_values()) | {"words": "moved house"})

    assert page.status_code == 302 and "moved" not in page["Location"]
    page = browser.get(base).content.decode()
    assert "Moved house" in page
    assert not [one for one in re.findall(r'href="([^"]*)"', page) if "moved" in one.casefold()]


def test_agencies_stand_by_name_or_in_the_order_that_the_reader_set(told, signed_in):
    names = ask(told.lead, "analysis", of=told.case)["heads"]
    assert names == sorted(names)
    for section in ("knowing", "months", "moves"):
        answer = ask(told.lead, "analysis", of=told.case, section=section, order="police,school")
        assert answer["heads"] == names[::-1], section
    voice = ask(told.lead, "analysis", of=told.case, section="voice", order="police,school")
    assert [one["head"] for one in voice["lines"]] == names[::-1]
    page = signed_in(told.lead).get(f"/cases/{told.case.code}/chronology/?order=police,school")
    assert "analysis/?order=police%2Cschool" in page.content.decode()
