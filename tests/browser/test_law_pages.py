"""The law and the screening room as somebody sees them: every framework opened, and a screening done with and without scripts."""

from __future__ import annotations

from pathlib import Path

from casereview.law.frameworks import every_framework
from tests.browser.visitor import sideways, violations

SCREENING = Path(__file__).resolve().parents[2] / "journals" / "invented" / "03-screening.yaml"
WIDTHS = (1280, 320)


def looks_well(one, *paths):
    """Each page opens, has one heading, no fault that axe knows, and no sideways scroll on a phone."""
    faults = []
    for width in WIDTHS:
        one.page.set_viewport_size({"width": width, "height": 900})
        for path in paths:
            answer = one.page.goto(one.base + path)
            if answer.status != 200 or one.page.locator("h1").count() != 1:
                faults.append(f"{width} {path}: {answer.status}, {one.page.locator('h1').count()} headings")
            faults += [f"{width} {path}: {each}" for each in violations(one.page)]
            if sideways(one.page) > 0:
                faults.append(f"{width} {path}: {sideways(one.page)} pixels too wide")
    return faults


def test_every_framework_opens_in_a_browser_and_anybody_can_read_it(house, visitor):
    home = house(journals=[SCREENING], acts=False)
    person = home.people["notifier"]
    reader = visitor(home.base, "notifier").signs_in(person["login"], person["password"])
    reader.opens("/law/").sees("England", "Wales", "Scotland", "Northern Ireland")

    for framework in every_framework():
        reader.opens("/law/").page.click(f"main a[href='/law/{framework.id}/']")
        reader.sees(framework.title, framework.decides.by, framework.criteria[0].text, "Worked example")

    assert looks_well(reader, *(f"/law/{framework.id}/" for framework in every_framework())) == []
    pages = [
        "/law/",
        "/law/compare/?first=wales-cpr-2016&second=wales-susr-2024",
        "/law/questions-and-answers-2014/",
    ]
    assert looks_well(reader, *pages) == []
    reader.sees("There is no such Act", "24 March 2014")
    assert reader.complaints == []


def test_a_screening_follows_what_is_said_and_can_be_done_without_scripts(house, visitor):
    home = house(journals=[SCREENING])
    code, person = home.cases["03-screening"], home.people["manager"]
    room = f"/cases/{code}/screening/"
    manager = visitor(home.base, "manager").signs_in(person["login"], person["password"])
    pages = ["", "history/", "beside/?framework=england-scr-2015", "C1/facts/", "C1/questions/1/"]
    assert looks_well(manager, *(room + page for page in pages), f"/cases/{code}/do/choose-framework/") == []

    manager.page.set_viewport_size({"width": 1280, "height": 900})
    manager.opens(room + "C1/facts/")
    word = manager.page.locator("#answer-panel .cr-answer__word")
    before = word.inner_text()
    with manager.page.expect_response(lambda answer: answer.url.endswith("/answer/")):
        manager.says({"Is abuse or neglect of the child known or suspected?": "No"})
    manager.page.wait_for_function(
        "before => document.querySelector('#answer-panel .cr-answer__word').innerText !== before", arg=before
    )
    assert word.inner_text() == "Need not"
    told = manager.page.locator("[data-live-status]").inner_text()
    assert told.endswith("review need not be held."), "whoever hears the page is told once"
    assert "not yet recorded" in manager.page.inner_text("#answer-panel")
    manager.opens(room).does_not_see("need not be held</h1>")

    manager.follows("Record what is known").sees("What do we know")
    manager.says(
        {"Is abuse or neglect of the child known or suspected?": "Suspected"}
    )  # a draft kept the "No"
    manager.says({"Was the child seriously harmed?": "Not known"})
    manager.fills("Record these facts").sees("cannot say yet", "review must be considered")

    plain = visitor(home.base, "manager without scripts", javascript=False)
    plain.context.add_cookies(manager.context.cookies())
    plain.opens(room + "C1/questions/4/").sees("Question 4 of 6")
    plain.says({"Has the child died?": "They refused to say"}).presses("Work out the answer, record nothing")
    plain.sees("Cannot say yet", "they refused to say", "not yet recorded")
    plain.presses("Record it and go on").sees("Question 5 of 6")
    plain.opens(room + "history/").sees("They refused to say", "Before:")
    assert manager.complaints == plain.complaints == []
