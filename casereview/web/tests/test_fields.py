"""Questions on a page: everybody can tell what is asked, what is wrong, and get to it; nothing typed becomes markup."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.template.loader import render_to_string
from lxml import html

from casereview.web.widgets import DayField

FORCED = {"required": "Answer this."}


class EveryKind(forms.Form):
    """One question of each kind."""

    owner = forms.CharField(label="Who decided?", help_text="A <b>post</b>.", error_messages=FORCED)
    reasons = forms.CharField(label="Reasons", widget=forms.Textarea({"rows": 5}), error_messages=FORCED)
    section = forms.CharField(
        label="Section", widget=forms.Textarea({"data-markdown": "1"}), error_messages=FORCED
    )
    outcome = forms.ChoiceField(
        label="What was decided?",
        choices=[("review", "Hold a review\nThe criteria are met."), ("none", "Hold none")],
        widget=forms.RadioSelect({"class": "govuk-radios--inline"}),
        help_text="It can be reopened.",
        error_messages=FORCED,
    )
    agencies = forms.MultipleChoiceField(
        label="Which agencies?",
        choices=[("police", "Police"), ("gp", "GP")],
        widget=forms.CheckboxSelectMultiple,
        error_messages=FORCED,
    )
    post = forms.ChoiceField(
        label="Post", choices=[("", "Choose one"), ("a", "A\nhint")], error_messages=FORCED
    )
    day = DayField(label="Day", help_text="Not after today.", error_messages=FORCED)
    letter = forms.FileField(label="The letter", help_text="A scan will do.", error_messages=FORCED)
    password = forms.CharField(label="Password", widget=forms.PasswordInput, error_messages=FORCED)
    read = forms.BooleanField(label="I have read it", help_text="All of it.", error_messages=FORCED)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def page_of(form: forms.Form) -> Any:
    """The error summary and the whole form, as a browser reads them."""
    return html.fromstring(f"<main>{render_to_string('web/error_summary.html', {'form': form})}{form}</main>")


UNASKED, EMPTY = page_of(EveryKind()), page_of(EveryKind({}))
VISIBLE = [name for name in EveryKind().fields if name != "token"]


def ids(page: Any) -> list[str]:
    """Every id on the page."""
    return [str(one) for one in page.xpath("//@id")]


def control(page: Any, name: str) -> Any:
    """The first control of a question."""
    return page.xpath(f"//*[@name='{name}' or @name='{name}_day']")[0]


# -- errors ------------------------------------------------------------------------------------------------


def test_a_form_that_was_not_sent_says_nothing_is_wrong() -> None:
    assert UNASKED.xpath("//*[contains(@class, 'error')]") == []


def test_each_unanswered_question_is_named_once_at_the_top_and_its_link_leads_to_its_first_control() -> None:
    links = EMPTY.xpath("//*[@class='govuk-error-summary__body']//a")
    targets = [link.get("href").lstrip("#") for link in links]

    assert targets == [control(EMPTY, name).get("id") for name in VISIBLE]
    assert links[0].text == "Who decided? Answer this."
    assert links[1].text == "Reasons: Answer this."


def test_each_unanswered_question_says_so_beside_itself() -> None:
    said = [one.text_content().split() for one in EMPTY.xpath("//*[@class='govuk-error-message']")]

    assert said == [["Error:", "Answer", "this."]] * len(VISIBLE)


def test_a_group_without_answers_can_still_be_reached_from_the_summary() -> None:
    class Nothing(forms.Form):
        finding = forms.MultipleChoiceField(choices=[], widget=forms.CheckboxSelectMultiple)

    page = page_of(Nothing({}))

    assert page.xpath("//*[@class='govuk-error-summary__body']//a/@href") == ["#id_finding"]
    assert "id_finding" in ids(page)
    assert page.xpath("//@data-module") == ["govuk-error-summary"]


def test_a_question_asked_several_times_says_which_one_is_wrong() -> None:
    class Rows(forms.Form):
        pass

    form = Rows({})
    form.fields["people-1-name"] = forms.CharField(label="Name", error_messages=FORCED)

    assert page_of(form).xpath("//*[@class='govuk-error-summary__body']//a/text()") == [
        "Name (number 2): Answer this."
    ]


def test_what_is_wrong_with_the_whole_form_stands_at_the_top_and_in_the_form() -> None:
    form = EveryKind({})
    form.add_error(None, "Somebody else was faster.")

    assert page_of(form).text_content().count("Somebody else was faster.") == 2


# -- for whoever hears the page ----------------------------------------------------------------------------


@pytest.mark.parametrize("page", [UNASKED, EMPTY], ids=["not sent", "sent empty"])
def test_every_id_stands_once_and_every_id_that_is_pointed_to_is_there(page: Any) -> None:
    pointed = {
        one for refs in page.xpath("//@aria-describedby | //@for | //@aria-controls") for one in refs.split()
    }

    assert len(ids(page)) == len(set(ids(page)))
    assert pointed - set(ids(page)) == set()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("owner", "id_owner_helptext id_owner_error"),
        ("reasons", "id_reasons_error"),
        ("section", "id_section_markdown id_section_error"),
        ("letter", "id_letter_helptext id_letter_error"),
        ("read", "id_read_helptext id_read_error"),
    ],
)
def test_a_control_is_read_with_its_hint_then_its_error(name: str, told: str) -> None:
    assert control(EMPTY, name).get("aria-describedby") == told


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("outcome", "id_outcome_helptext id_outcome_error"),
        ("agencies", "id_agencies_error"),
        ("day", "id_day_helptext id_day_error"),
    ],
)
def test_a_group_is_read_with_its_hint_and_error_once_not_at_every_answer(name: str, told: str) -> None:
    group = EMPTY.xpath(f"//fieldset[@id='id_{name}']")[0]

    assert group.get("aria-describedby") == told
    assert group.xpath(".//input[contains(@aria-describedby, 'helptext')]") == []


def test_every_control_has_a_label_and_every_group_a_legend() -> None:
    unlabelled = [
        one.get("name")
        for one in UNASKED.xpath("//input[not(@type='hidden')] | //textarea | //select")
        if not UNASKED.xpath(f"//label[@for='{one.get('id')}']")
    ]

    assert unlabelled == []
    assert [one.text for one in UNASKED.xpath("//legend")] == ["What was decided?", "Which agencies?", "Day"]


# -- answers -----------------------------------------------------------------------------------------------


def test_a_label_of_two_lines_is_an_answer_with_its_hint() -> None:
    first = UNASKED.xpath("//fieldset[@id='id_outcome']//div[contains(@class, 'radios__item')]")[0]

    assert first.xpath("label/text()") == ["Hold a review"]
    assert first.xpath("div[@id='id_outcome_0_hint']/text()") == ["The criteria are met."]
    assert first.xpath("input/@aria-describedby") == ["id_outcome_0_hint"]
    assert UNASKED.xpath("//option/text()") == ["Choose one", "A"]


def test_what_was_typed_comes_back_as_typed_save_for_a_password() -> None:
    typed = {
        "owner": "<script>&\"'",
        "outcome": "none",
        "agencies": ["gp"],
        "day_day": "31",
        "day_month": "Feb",
        "day_year": "2014",
        "password": "three odd words",
    }
    page = page_of(EveryKind(typed))

    assert control(page, "owner").get("value") == "<script>&\"'"
    assert page.xpath("//input[@checked]/@value") == ["none", "gp"]
    assert "31" in control(page, "day").get("value")
    assert control(page, "password").get("value") is None


def test_hints_are_words_and_never_markup() -> None:
    assert UNASKED.xpath("//*[@id='id_owner_helptext']/text()") == ["A <b>post</b>."]


def test_a_day_says_how_it_is_written() -> None:
    assert UNASKED.xpath("//*[@id='id_day_helptext']/text()") == ["Not after today. For example, 27 3 2014."]


def test_a_question_that_belongs_to_one_answer_says_so_to_the_page_alone() -> None:
    class Kind(forms.Form):
        kind = forms.CharField(widget=forms.TextInput({"data-shown-when": "outcome=other"}))

    page = page_of(Kind())

    assert page.xpath("//div/@data-shown-when") == ["outcome=other"]
    assert page.xpath("//input/@data-shown-when") == []


def test_a_question_that_need_not_be_answered_may_say_so() -> None:
    form = EveryKind()
    form.fields["owner"].optional = True  # type: ignore[attr-defined]

    assert page_of(form).xpath("//label[@for='id_owner']")[0].text_content() == "Who decided? (optional)"
