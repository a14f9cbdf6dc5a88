"""What waits: ten of each kind on the home page, which says how many more there are, and every kind whole on its own list."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casereview.acts.ask import ask
from casereview.acts.registry import AccessDenied
from casereview.cases.models import Case
from casereview.people.models import Board
from casereview.reviews.models import Step
from casereview.workspace.waiting.gather import KINDS

pytestmark = pytest.mark.django_db
FIRST = date(2014, 1, 6)


def notified(board: Board, count: int, phase: str = "notified") -> list[Case]:
    """So many cases, notified on following days."""
    return Case.rows.bulk_create(
        Case(
            code=f"{board.code.upper()}-{phase.upper()}-{number:04}",
            board=board,
            framework="england-scr-2013",
            notified_on=FIRST + timedelta(days=number % 50),
            phase=phase,
        )
        for number in range(count)
    )


def test_ten_of_thirty_seven_are_on_the_home_page_and_it_says_so(a_board, someone, signed_in):
    manager = someone("manager")
    notified(a_board(), 37)

    page = signed_in(manager).get("/").content.decode()

    assert page.count("Check for a duplicate, then record the facts") == 10
    assert '<a class="govuk-link" href="/waiting/notifications/">New notifications</a>: 10 of 37' in page


def test_nothing_more_is_said_where_nothing_more_waits(a_board, someone, signed_in):
    manager = someone("manager")
    notified(a_board(), 10)

    page = signed_in(manager).get("/").content.decode()

    assert page.count("Check for a duplicate, then record the facts") == 10
    assert "More than is shown here" not in page


def test_a_thousand_are_not_counted_on_the_home_page_but_on_their_own_list(a_board, someone, signed_in):
    browser = signed_in(someone("manager"))
    notified(a_board(), 1000)

    home, first = browser.get("/").content.decode(), browser.get("/waiting/notifications/").content.decode()
    last = browser.get("/waiting/notifications/?page=20").content.decode()

    assert "10 of more than 40" in home
    assert "New notifications: 1000</h1>" in first
    assert "Page 1 of 20" in first and "Page 20 of 20" in last
    assert first.count("cr-queue__what") == last.count("cr-queue__what") == 50
    assert "?page=2" in first


@pytest.mark.parametrize("page", ["0", "99", "-1", "two", "9" * 400])
def test_a_page_that_is_not_there_is_the_nearest_one(a_board, someone, signed_in, page):
    browser = signed_in(someone("manager"))
    notified(a_board(), 60)

    answer = browser.get("/waiting/notifications/", {"page": page})

    assert answer.status_code == 200
    assert f"Page {'2' if page == '99' else '1'} of 2" in answer.content.decode()


def test_a_list_without_anything_says_so(someone, signed_in):
    page = signed_in(someone("manager")).get("/waiting/actions-overdue/").content.decode()

    assert "Nothing of this kind waits for you." in page


def test_the_list_is_of_ones_own_board_alone(a_board, someone, signed_in):
    neighbour = someone("manager", board=a_board("Hollowmere Safeguarding Children Board"))
    notified(a_board(), 3)

    page = signed_in(neighbour).get("/waiting/notifications/").content.decode()

    assert "New notifications: 0</h1>" in page
    assert "NOTIFIED-" not in page


@pytest.mark.parametrize("role", ["chair", "learning-group", "notifier"])
def test_a_kind_that_waits_for_somebody_else_is_not_there(someone, signed_in, role):
    assert signed_in(someone(role)).get("/waiting/notifications/").status_code == 404


def test_a_kind_that_does_not_exist_is_the_same_nothing(someone, signed_in):
    browser = signed_in(someone("chair"))

    assert browser.get("/waiting/everything/").content == browser.get("/waiting/notifications/").content


def test_every_kind_has_its_list(a_case, someone):
    case = a_case("gathering")
    roles = sorted({role for kind in KINDS for role in kind.roles} - {"appointee"})
    people = [
        someone(role, case=None if role in ("manager", "chair") else case, agency="police") for role in roles
    ]

    for kind in KINDS:
        for actor in people:
            try:
                answer = ask(actor, "waiting", kind=kind.name)
            except AccessDenied:
                continue
            assert answer["title"] == kind.title
            assert answer["total"] >= len(answer["items"])


def test_the_steps_of_one_review_are_one_line_at_home_and_a_line_each_on_their_list(a_case, someone):
    case, manager = a_case("gathering"), someone("manager")
    for number in (1, 2, 3):
        Step.rows.create(
            case=case,
            number=number,
            made_on=FIRST,
            title=f"Step {number}",
            due_on=FIRST + timedelta(days=number),
        )

    home, whole = ask(manager, "home"), ask(manager, "waiting", kind="steps")

    assert [i["why"] for i in home["late"] if i["title"].startswith("Step")] == [
        "A step of the plan, and 2 more."
    ]
    assert [i["title"] for i in whole["items"]] == ["Step 1", "Step 2", "Step 3"]


def test_home_asks_the_same_number_of_questions_however_much_waits(a_board, someone):
    manager = someone("manager")
    notified(a_board(), 1, "decided")
    notified(a_board(), 1)

    def asked() -> int:
        with CaptureQueriesContext(connection) as questions:
            ask(manager, "home")
        return len(questions)

    few = asked()
    Case.rows.bulk_create(
        Case(code=f"MANY-{n}", board=a_board(), framework="england-scr-2013", notified_on=FIRST, phase=phase)
        for n, phase in enumerate(["notified", "screening", "decided"] * 100)
    )

    assert asked() == few


def test_ten_reviews_are_at_home_and_the_rest_on_the_boards_own_list(a_board, someone, signed_in):
    browser = signed_in(someone("manager"))
    notified(a_board(), 10, "decided")
    assert "These are the first ten." not in browser.get("/").content.decode()

    notified(a_board(), 1, "commissioned")
    page = browser.get("/").content.decode()

    assert page.count('<th scope="row"') == 10
    assert '<a class="govuk-link" href="/boards/board-1/reviews/">All reviews of Marrowdale' in page


def test_an_agency_finds_at_home_what_it_was_asked_about_its_chronology_and_no_other_does(
    a_case, someone, does, signed_in
):
    case = a_case("commissioned")
    lead = someone("lead", case=case)
    police = someone("agency-lead", agency="police", case=case)
    school = someone("report-writer", agency="school", case=case)
    does(lead, "ask-agencies", to=case, agencies=["police", "school"], due_on="2014-03-28")
    does(lead, "question-agency", to=case, agency="police", text="Who was told?", due_on="2014-04-04")
    asked = "Answer question AQ1 about your chronology"

    browser = signed_in(police)
    assert asked in browser.get("/").content.decode()
    assert asked not in signed_in(school).get("/").content.decode()
    does(police, "answer-question", to=case, question="AQ1", answer="The duty sergeant.")
    assert asked not in browser.get("/").content.decode()
