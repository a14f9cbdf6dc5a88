"""What changed from one framework to the next, and the same facts under two of them."""

from __future__ import annotations

from casereview.law.comparison import as_written, condition_words, differences, public_page, side_by_side
from casereview.law.frameworks import every_framework, load
from casereview.law.reading import build


def test_a_framework_is_no_different_from_itself():
    assert [each.id for each in every_framework() if differences(each, each)] == []


def test_what_the_edition_of_2015_changed():
    changed = differences(load("england-scr-2013"), load("england-scr-2015"))

    assert [
        (each.section, each.what, each.change) for each in changed if each.section in ("criteria", "clocks")
    ] == [
        ("criteria", "harm-presumption", "changed"),
        ("criteria", "detained-mental-health", "changed"),
        ("criteria", "deprived-of-liberty", "added"),
        ("clocks", "panel-no-review", "removed"),
        ("clocks", "before-publication", "changed"),
        ("clocks", "notify-ofsted", "added"),
        ("clocks", "tell-decision", "added"),
    ]
    notice = next(each for each in changed if each.what == "before-publication")
    assert notice.before == (
        "Ofsted, the Department for Education and the national panel hold the report. 1 week before "
        "'published'. Nobody may extend it."
    )
    assert notice.after == (
        "Ofsted, the Department for Education and the national panel hold the report. 7 working days "
        "before 'published'. Nobody may extend it."
    )


def test_every_difference_has_a_source():
    for each in every_framework():
        if each.follows:
            assert [found for found in differences(load(each.follows), each) if not found.cite] == []


def test_a_condition_in_plain_words():
    law = load("england-scr-2013")
    by_id = {each.id: each.when for each in law.criteria}

    assert condition_words(law, by_id["scr13-custody-remand"]) == (
        "the child was under 18 on the day and it happened in this area or the child normally lived here and "
        "the child died and the child was on remand"
    )
    assert condition_words(law, by_id["scr13-harm-presumption"]).endswith(
        "and the child was seriously harmed and unless it is clear that there are no concerns about how "
        "agencies worked together"
    )


def test_the_same_facts_under_two_frameworks():
    facts = {"child": "yes", "in_area": "yes", "died": "yes", "abuse_or_neglect": "no", "custody": "police"}

    both = side_by_side(load("england-scr-2015"), load("england-cspr-2018"), facts)

    assert (both.first.outcome, both.second.outcome) == ("must", "need-not")
    rows = {row.what: (row.first and row.first.result, row.second and row.second.result) for row in both.rows}
    assert rows["custody-police"] == ("met", None)
    assert rows["serious-case-died"] == (None, "not-met")


def test_the_public_page_of_2014_is_set_against_the_law_of_the_day():
    page = public_page()
    verdicts = {claim.id: claim.verdict for claim in page.claims}

    assert load(page.framework).in_force_on(page.published)
    assert verdicts["misnamed-act"] == verdicts["within-one-month"] == "wrong"
    assert [claim.id for claim in page.claims if not (claim.says and claim.law and claim.cite)] == []


def test_a_framework_written_out_can_be_read_back():
    from casereview.law.model import Criterion

    law = load("england-sar-2015")

    again = [build(Criterion, {**each, "checked": "true"}) for each in as_written(law)["criteria"]]

    assert [each.when for each in again] == [each.when for each in law.criteria]
