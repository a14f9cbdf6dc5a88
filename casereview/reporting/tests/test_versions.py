"""The whole report in two of its versions: what was put in, what was taken out, and by which version."""

from __future__ import annotations

from typing import Any

import pytest

from casereview.acts.ask import ask
from casereview.acts.registry import AccessDenied
from casereview.cases.models import Case
from casereview.reporting.comparing import compared

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(a_case, someone, does):
    """A draft went to the agencies; then a section was reworded, another added, and the report frozen for sign-off."""
    case = a_case("reporting")
    author, lead = someone("author", case=case), someone("lead", case=case)
    does(author, "add-section", to=case, heading="What happened", text="The visitor called twice.\n\nRain.")
    does(author, "add-section", to=case, heading="Good practice", text="The school wrote it down.")
    does(lead, "start-accuracy-round", to=case, comments_due_on="2014-03-20")
    does(
        author,
        "save-section",
        to=case,
        section="SC1",
        heading="What happened",
        text="The visitor called three times.\n\nRain.\n\nNobody answered.",
        seen=1,
    )
    does(author, "add-section", to=case, heading="What has changed since", text="There is a new form.")
    does(author, "freeze-report", to=case)
    return case, author, lead


def differs(answer: dict[str, Any]) -> dict[str, str]:
    """Each section of the overview report, with what became of it."""
    return {one["heading"]: one["what"] for one in answer["papers"][0]["sections"]}


def test_two_frozen_versions_are_read_beside_each_other(report):
    case, author, _ = report

    found = ask(author, "report-versions", of=case, first="RV1", last="RV2")

    assert differs(found) == {
        "What happened": "changed",
        "Good practice": "same",
        "What has changed since": "added",
    }
    assert found["changed"] == 2
    first = found["papers"][0]["sections"][0]
    assert first["parts"] == [
        {
            "what": "changed",
            "words": [
                ("same", "The visitor called "),
                ("out", "twice."),
                ("in", "three times."),
            ],
        },
        {"what": "same", "count": 1},
        {"what": "in", "words": [("in", "Nobody answered.")]},
    ]


def test_the_other_way_round_what_was_put_in_is_taken_out(report):
    case, author, _ = report

    found = ask(author, "report-versions", of=case, first="RV2", last="RV1")

    assert differs(found)["What has changed since"] == "taken-out"


def test_the_report_as_it_stands_is_one_of_the_versions_and_is_the_later_unless_told_otherwise(report, does):
    case, author, _ = report
    does(author, "save-section", to=case, section="SC2", heading="What went well", text="", seen=1)

    found = ask(author, "report-versions", of=case)

    assert (found["first"], found["last"]) == ("RV2", "now")
    section = next(one for one in found["papers"][0]["sections"] if one["key"] == "SC2")
    assert (section["was_called"], section["what"]) == ("Good practice", "changed")
    assert section["parts"] == [{"what": "out", "words": [("out", "The school wrote it down.")]}]


def test_what_is_drawn_from_the_record_is_compared_as_it_was_on_each_day():
    before: list[dict[str, Any]] = [
        {
            "key": "SC7",
            "paper": "overview",
            "heading": "Findings",
            "text": "",
            "drawn": [{"key": "F1", "text": "Calls were read one by one.", "why": "Each had its own log."}],
        }
    ]
    after = [{**before[0], "drawn": [{"key": "F1", "text": "Calls were read one by one.", "why": "No log."}]}]

    assert compared(before, before)[0]["changed"] == 0
    (part,) = compared(before, after)[0]["sections"][0]["parts"]
    assert part["what"] == "changed" and ("in", "No ") in part["words"]


def test_the_page_shows_what_changed_and_says_it_to_those_who_do_not_see_it(report, signed_in):
    case, author, _ = report

    page = signed_in(author).get(f"/cases/{case.code}/report/versions/?first=RV1&last=RV2").content.decode()

    assert "Two sections differ" in page and "As before: Good practice." in page
    assert '<del><span class="govuk-visually-hidden">[taken out:</span>twice.' in page
    assert "sent to the agencies for accuracy" in page and "frozen for sign-off" in page


def test_before_a_version_is_frozen_the_page_says_when_there_will_be_one(a_case, someone, does, signed_in):
    case = a_case("reporting")
    author = someone("author", case=case)
    does(author, "add-section", to=case, heading="What happened", text="One.")

    page = signed_in(author).get(f"/cases/{case.code}/report/versions/").content.decode()

    assert "No version of the report is frozen yet" in page


@pytest.mark.parametrize("who", ["agency-lead", "report-writer", "team-member", "learning-group"])
def test_versions_that_did_not_go_out_are_not_for_the_agencies(report, someone, who):
    case, *_ = report
    part = {"agency": "police"} if who in ("agency-lead", "report-writer") else {}
    other = someone(who, case=case, **part) if who != "learning-group" else someone(who)

    with pytest.raises(AccessDenied):
        ask(other, "report-versions", of=case)


@pytest.mark.parametrize("asked", [{"first": "RV9"}, {"last": "../RV1"}, {"first": "SC1"}])
def test_a_version_that_is_not_there_is_not_there(report, asked):
    case, author, _ = report

    with pytest.raises(AccessDenied):
        ask(author, "report-versions", of=case, **asked)


def test_while_the_report_stands_as_it_was_frozen_the_last_two_frozen_versions_are_compared(report):
    case, author, _ = report

    found = ask(author, "report-versions", of=case)

    assert (found["first"], found["last"]) == ("RV1", "RV2")


def test_the_papers_are_called_as_the_framework_calls_them(report):
    case, author, _ = report
    Case.rows.filter(pk=case.pk).update(framework="england-cspr-2023")

    found = ask(author, "report-versions", of=case.code, first="RV1", last="RV2")

    assert [one["title"] for one in found["papers"]] == [
        "Local child safeguarding practice review report",
        "Summary",
        "Learning brief",
    ]
