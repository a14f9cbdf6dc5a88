"""The framework that governs a case, chosen with a reason; and the page on which it is decided."""

from __future__ import annotations

from datetime import date

import pytest

from casereview.cases.models import Case, Fact
from tests.test_web import browser_of, text_of

pytestmark = pytest.mark.django_db


def test_the_framework_is_proposed_with_its_reason_from_the_notification_on(a_case, someone):
    case, client = a_case("notified"), browser_of(someone("manager"))

    text = text_of(client.get(f"/cases/{case.code}/screening/"))

    assert "Serious case review (Working Together 2013): in force from Monday 15 April 2013" in text
    assert "Choose another, with a reason" in text


def test_whoever_notified_is_told_which_law_governs_and_why(a_board, someone, does):
    board, notifier = a_board(), someone("notifier")
    case = does(
        notifier, "notify", to=board, what_happened="A child died.", children=[{"initials": "AB"}]
    ).made

    text = text_of(browser_of(notifier).get(f"/cases/{case.code}/received/"))

    assert "Serious case review (Working Together 2013): in force from Monday 15 April 2013" in text
    assert "It is for the chair, for the Local Safeguarding Children Board" in text


def test_another_framework_is_chosen_with_a_reason_and_the_page_says_both(a_case, someone):
    case, client = a_case(), browser_of(someone("manager"))
    page = f"/cases/{case.code}/do/choose-framework/"
    asked = text_of(client.get(page))
    assert "What is proposed" in asked and "Domestic homicide review (2011)" in asked
    assert "Scotland" not in asked.partition("<select")[2], "another nation's law cannot be chosen"

    nothing_said = client.post(page, {"framework": "england-scr-2010", "because": ""})
    assert nothing_said.status_code == 400
    client.post(page, {"framework": "england-scr-2010", "because": "Begun under the older guidance."})

    assert Case.rows.get(pk=case.pk).framework == "england-scr-2010"
    text = text_of(client.get(f"/cases/{case.code}/screening/"))
    assert "Begun under the older guidance." in text and "Another was proposed and not chosen" in text


def test_a_framework_of_another_nation_is_refused(a_case, someone):
    case, client = a_case(), browser_of(someone("manager"))

    answer = client.post(
        f"/cases/{case.code}/do/choose-framework/", {"framework": "scotland-lr-2021", "because": "A reason."}
    )

    assert answer.status_code in (400, 409)
    assert Case.rows.get(pk=case.pk).framework == "england-scr-2013"


def test_where_areas_changed_over_one_by_one_the_other_is_named_with_its_reason(a_case, someone):
    later = date(2019, 6, 3)
    case = a_case("notified", framework_day=date(2014, 2, 10))
    Case.rows.filter(pk=case.pk).update(notified_on=later)

    text = text_of(browser_of(someone("manager")).get(f"/cases/{case.code}/do/choose-framework/"))

    assert "areas changed over one by one" in text
    assert "If the area had changed over by the day of notification." in text


# -- the page of the decision


def test_whoever_decides_has_the_answer_before_them_and_is_asked_only_what_fits(a_case, someone):
    case = a_case()
    Case.rows.filter(pk=case.pk).update(notified_on=date.today(), framework="england-scr-2013")
    client = browser_of(someone("chair"))

    text = text_of(client.get(f"/cases/{case.code}/do/decide/"))

    assert "A serious case review must be held" in text
    assert 'data-shown-when="outcome=no-review other"' in text, "a must is departed from by the other two"
    assert 'data-shown-when="outcome=no-review"' in text and "If the decision is late" not in text


def test_a_late_decision_is_asked_why_and_a_free_one_is_not_asked_to_explain_a_departure(a_case, someone):
    case = a_case()
    Fact.rows.filter(case=case, fact="abuse_or_neglect").update(value="not-known")
    client = browser_of(someone("chair"))
    page = f"/cases/{case.code}/do/decide/"

    text = text_of(client.get(page))

    assert "The criteria cannot say yet" in text and "which has passed" in text
    assert "If the decision is late, why?" in text and "If you depart from the screening" not in text
    refused = client.post(page, {"outcome": "review", "reasons": "There is much to learn."})
    assert refused.status_code == 409 and "Say why it is late" in text_of(refused)
    assert "There is much to learn." in text_of(refused)


def test_once_decided_the_screening_says_so_and_offers_no_other_law(a_case, someone):
    case, client = a_case("decided"), browser_of(someone("manager"))

    text = text_of(client.get(f"/cases/{case.code}/screening/"))

    assert "It was decided on 20 February 2014" in text and "The decision is due" not in text
    assert "The decision fixed it" in text and "Choose another, with a reason" not in text
