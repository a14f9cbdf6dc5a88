"""The screening room: questions in plain words, an answer with its reasons, nothing recorded that was not said."""

from __future__ import annotations

from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casereview.audit.models import Row
from casereview.cases.models import Case, Fact
from casereview.law.frameworks import load
from tests.test_web import browser_of

pytestmark = pytest.mark.django_db
ASKED = [fact.id for fact in load("england-scr-2013").facts]


def text_of(answer) -> str:
    return " ".join(unescape(answer.content.decode()).split())


def form_of(client, address) -> dict[str, str]:
    """What a page's form would send if nobody touched it."""
    from lxml import html

    page = html.fromstring(client.get(address).content.decode())
    [form] = [f for f in page.forms if f.get("data-live")]
    return {name: value for name, value in form.form_values() if name != "work_out"}


@pytest.fixture
def room(a_case, someone):
    """A case in screening, its manager's browser, and the addresses of its first child."""
    case, client = a_case(), browser_of(someone("manager"))
    return case, client, f"/cases/{case.code}/screening/C1/facts/"


def test_the_screening_says_the_outcome_its_reasons_and_what_would_change_it(room):
    case, client, _ = room

    text = text_of(client.get(f"/cases/{case.code}/screening/"))

    assert "A serious case review must be held" in text
    assert "Regulation 5(2)(b)(i) is met: the child was under 18 on the day" in text
    assert "SI 2006/90 reg 5(2)(a),(b)(i); WT2013 ch4 · regulation" in text
    assert "What would change it" in text and "(now: suspected)" in text
    assert "The board may still review a case that meets no criterion." in text
    assert f'href="/law/{case.framework}/"' in text


def test_each_question_is_asked_in_plain_words_with_its_help_and_six_answers(room):
    _, client, facts = room

    text = text_of(client.get(facts))

    for fact in load("england-scr-2013").facts:
        assert fact.question in text and fact.help in text
    for words in ("Suspected", "Not known", "Not asked yet", "They refused to say", "In police custody"):
        assert words in text


def test_only_what_was_changed_is_recorded_with_its_source_and_who_said_it_when(room):
    case, client, facts = room
    before = Fact.rows.filter(case=case).count()
    said = form_of(client, facts) | {
        "value-seriously_harmed": "refused",
        "source-seriously_harmed": "Telephone call",
        "said_by-seriously_harmed": "The hospital",
        "said_on-seriously_harmed_day": "9",
        "said_on-seriously_harmed_month": "2",
        "said_on-seriously_harmed_year": "2014",
    }

    answer = client.post(facts, said)

    assert answer["Location"] == f"/cases/{case.code}/screening/"
    new = Fact.rows.filter(case=case).order_by("number").last()
    assert Fact.rows.filter(case=case).count() == before + 1
    assert (new.fact, new.value, new.source, new.said_by, new.said_on) == (
        "seriously_harmed",
        "refused",
        "Telephone call",
        "The hospital",
        date(2014, 2, 9),
    )


def test_one_question_at_a_time_goes_on_to_the_next_and_then_back(room):
    case, client, _ = room
    address = f"/cases/{case.code}/screening/C1/questions/{{}}/"
    last = len(ASKED)
    text = text_of(client.get(address.format(5)))
    assert f"Question 5 of {last}" in text and "Leave it for now" in text

    answer = client.post(
        address.format(5), form_of(client, address.format(5)) | {"value-seriously_harmed": "no"}
    )
    assert answer["Location"] == address.format(6)
    answer = client.post(
        address.format(last), form_of(client, address.format(last)) | {f"value-{ASKED[-1]}": "no"}
    )
    assert answer["Location"] == f"/cases/{case.code}/screening/"

    assert client.get(address.format(last + 1)).status_code == 404
    assert client.get(f"/cases/{case.code}/screening/C9/facts/").status_code == 404


def test_the_answer_can_be_worked_out_without_javascript_and_nothing_is_recorded(room):
    case, client, facts = room
    before = Fact.rows.filter(case=case).count(), Row.rows.exclude(act="look").count()

    answer = client.post(facts, form_of(client, facts) | {"value-died": "no", "work_out": "1"})

    text = text_of(answer)
    assert answer.status_code == 200
    assert "The criteria cannot say yet" in text and "not yet recorded" in text
    assert (Fact.rows.filter(case=case).count(), Row.rows.exclude(act="look").count()) == before
    assert 'value="no" id="id_value-died_2" checked' in text, "what was typed is still there"


def test_the_panel_that_follows_shows_only_what_was_typed_and_records_nothing(room):
    case, client, _ = room
    live, rows = f"/cases/{case.code}/screening/C1/answer/", Row.rows.count()

    text = text_of(client.post(live, {"value-died": "yes", "value-child": "yes", "also-value-in_area": "yes",
                                      "value-abuse_or_neglect": "yes", "source-died": "A letter"}))  # fmt: skip

    assert "A serious case review must be held" in text and "(A letter)" in text
    assert Row.rows.count() == rows
    assert "cannot say yet" in text_of(client.post(live, {})), "what is recorded is not in it"


def test_az_5_the_panel_that_follows_is_not_there_for_those_who_may_not_record(room, someone, a_board):
    case, client, _ = room
    live = f"/cases/{case.code}/screening/C1/answer/"
    nowhere = client.get("/cases/NOWHERE-1/").content

    for actor in (
        someone("author", case=case),
        someone("manager", board=a_board("Elsewhere Safeguarding Children Board")),
    ):
        answer = browser_of(actor).post(live, {"value-died": "yes"})
        assert (answer.status_code, answer.content) == (404, nowhere)
    assert client.get(live).status_code == 404


def test_two_answers_that_cannot_stand_together_are_said_to_be_so(room):
    case, client, _ = room
    Case.rows.filter(pk=case.pk).update(framework="wales-susr-2024")

    text = text_of(
        client.post(f"/cases/{case.code}/screening/C1/answer/", {"value-child": "yes", "value-adult": "yes"})
    )

    assert "cannot be a child and an adult" in text


def test_what_somebody_else_recorded_meanwhile_is_not_overwritten_by_an_old_page(room, does, someone):
    case, client, facts = room
    old, older = form_of(client, facts), form_of(client, facts)
    answers = [{"fact": "died", "value": "suspected", "source": "The police"}]
    does(someone("manager"), "record-facts", to=case, answers=answers)
    count = Fact.rows.filter(case=case).count()

    untouched = client.post(facts, older | {"value-seriously_harmed": "yes"})
    assert untouched.status_code == 302
    assert Fact.rows.filter(case=case).count() == count + 1, (
        "the old answer to another question is not put back"
    )

    clash = client.post(facts, old | {"value-died": "no"})
    text = text_of(clash)
    assert clash.status_code == 409
    assert "Meanwhile somebody recorded “Suspected” from The police." in text
    assert Fact.rows.filter(case=case).count() == count + 1

    again = client.post(facts, form_values(clash) | {"value-died": "no"})
    assert again.status_code == 302
    assert Fact.rows.filter(case=case, fact="died").order_by("number").last().value == "no"


def form_values(answer) -> dict[str, str]:
    from lxml import html

    page = html.fromstring(answer.content.decode())
    [form] = [f for f in page.forms if f.get("data-live")]
    return {name: value for name, value in form.form_values() if name != "work_out"}


def test_what_was_typed_and_not_recorded_comes_back_and_the_page_says_so(room):
    import json

    case, client, facts = room
    assert "did not record" not in text_of(client.get(facts))
    key = client.get(facts).content.decode().split('data-draft="')[1].split('"')[0]
    content = {"value-abuse_or_neglect": "no", "value-custody": "none", "value-suspected_suicide": "no",
               "value-detained_mental_health": "no", "source-abuse_or_neglect": "Post-mortem"}  # fmt: skip
    client.post("/drafts/", json.dumps({"form": key, "content": content}), content_type="application/json")

    text = text_of(client.get(facts))

    assert "What you typed here before and did not record is on this page again." in text
    assert "A serious case review need not be held" in text, "the panel goes by what is on the page"
    assert "A serious case review must be held" in text_of(client.get(f"/cases/{case.code}/screening/"))


def test_a_day_that_does_not_exist_is_refused_beside_its_question_and_stays_as_typed(room):
    case, client, facts = room
    before = Fact.rows.filter(case=case).count()
    wrong = {"said_on-died_day": "31", "said_on-died_month": "2", "said_on-died_year": "2014"}

    answer = client.post(facts, form_of(client, facts) | {"value-died": "suspected", **wrong})

    text = text_of(answer)
    assert answer.status_code == 400 and "such as" in text
    assert 'href="#id_said_on-died_0"' in text and 'value="31"' in text
    assert Fact.rows.filter(case=case).count() == before


def test_sending_a_page_that_says_nothing_new_says_so(room):
    _, client, facts = room

    answer = client.post(facts, form_of(client, facts))

    assert answer.status_code == 400
    assert "Nothing on this page is new" in text_of(answer)


def test_several_children_have_their_own_answers_and_the_case_the_strongest(room, does, someone):
    case, client, _ = room
    manager = someone("manager")
    does(manager, "add-child", to=case, initials="XY")
    answers = [{"fact": fact, "value": value} for fact, value in {"child": "yes", "in_area": "no"}.items()]
    does(manager, "record-facts", to=case, child="C2", answers=answers)

    text = text_of(client.get(f"/cases/{case.code}/screening/"))

    assert "Child AB: must" in text and "Child XY: need not" in text
    assert "the strongest of what they say of each child" in text
    draft = client.get(f"/cases/{case.code}/screening/C2/facts/").content.decode()
    assert 'data-draft="record-facts' in draft and " C2 0" in draft, "each child's draft is its own"


def test_once_it_is_decided_the_facts_stand_and_the_page_says_why(a_case, someone):
    case, client = a_case("decided"), browser_of(someone("manager"))

    text = text_of(client.get(f"/cases/{case.code}/screening/C1/facts/"))

    assert "What stands in the way" in text or "Why can’t I" in text
    assert '<input type="radio"' not in text
    assert "One question at a time" not in text_of(client.get(f"/cases/{case.code}/screening/"))


def test_the_history_says_who_said_what_when_and_what_the_answer_was(room, does, someone):
    case, client, _ = room
    answers = [{"fact": "abuse_or_neglect", "value": "no", "source": "Post-mortem", "said_by": "The coroner"},
               {"fact": "custody", "value": "none"}, {"fact": "detained_mental_health", "value": "no"},
               {"fact": "suspected_suicide", "value": "no"}]  # fmt: skip
    does(someone("manager"), "record-facts", to=case, on=date(2014, 2, 20), answers=answers)

    text = text_of(client.get(f"/cases/{case.code}/screening/history/"))

    assert text.index("20 February 2014: a serious case review need not be held") < text.index(
        "10 February 2014: a serious case review must be held"
    )
    assert "(the answer changed)" in text
    assert "Post-mortem" in text and "The coroner" in text and "Before: suspected" in text


def test_what_only_another_framework_asks_is_kept_and_shown(room, does, someone):
    case, client, _ = room
    answers = [{"fact": "custody", "value": "remand", "source": "Police log"}]
    does(someone("manager"), "record-facts", to=case, answers=answers)
    Case.rows.filter(pk=case.pk).update(framework="england-cspr-2018")

    text = text_of(client.get(f"/cases/{case.code}/screening/history/"))

    assert "Answers to questions that this framework does not ask" in text
    assert "On remand (Police log), recorded 3 March 2014" in text


def test_before_anything_is_known_the_page_says_so_and_what_to_do(a_case, someone):
    case = a_case("notified")

    text = text_of(browser_of(someone("manager")).get(f"/cases/{case.code}/screening/"))

    assert "The criteria cannot say yet" in text and "Nothing is known yet. Begin with any question." in text


def test_another_framework_can_be_set_beside_it(room):
    case, client, _ = room

    text = text_of(client.get(f"/cases/{case.code}/screening/beside/?framework=england-cspr-2018"))

    assert "A serious case review must be held" in text
    assert "A local child safeguarding practice review must be considered" in text
    assert "asks as well" in text
    assert client.get(f"/cases/{case.code}/screening/beside/?framework=nowhere").status_code == 200


@pytest.mark.parametrize("page", ["", "history/", "beside/?framework=england-scr-2015"])
def test_each_page_of_the_screening_is_one_recorded_look(room, page):
    case, client, _ = room
    looks = Row.rows.filter(act="look").count()

    assert client.get(f"/cases/{case.code}/screening/{page}").status_code == 200

    assert Row.rows.filter(act="look").count() == looks + 1


def test_an_author_reads_and_is_offered_nothing_that_is_not_theirs(room, someone):
    case, _, _ = room
    client = browser_of(someone("author", case=case))

    text = text_of(client.get(f"/cases/{case.code}/screening/"))

    assert "A serious case review must be held" in text
    assert "Record what is known" not in text and "screening-note" not in text and "/do/" not in text
    assert client.get(f"/cases/{case.code}/screening/history/").status_code == 200
    assert client.get(f"/cases/{case.code}/screening/C1/facts/").status_code == 404


def test_the_screening_costs_the_same_however_many_children_and_facts_there_are(room, does, someone):
    case, client, facts = room
    pages = [f"/cases/{case.code}/screening/", f"/cases/{case.code}/screening/history/", facts]
    for page in pages:
        client.get(page)
    before = [queries(client, page) for page in pages]
    manager = someone("manager")
    for number in range(2, 6):
        does(manager, "add-child", to=case, initials=f"C{number}")
        for value in ("suspected", "yes"):
            answers = [{"fact": fact, "value": value} for fact in ("child", "in_area", "died")]
            does(manager, "record-facts", to=case, child=f"C{number}", answers=answers)

    assert [queries(client, page) for page in pages] == before


def queries(client, page) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(page).status_code == 200
    return len(seen)


# -- the framework that governs


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
