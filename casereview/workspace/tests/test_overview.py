"""A case's own page: where it stands, in which rooms the next step is done, and how it ended."""

from __future__ import annotations

from datetime import date

import pytest

from casereview.acts.ask import ask
from casereview.cases.models import Case

pytestmark = pytest.mark.django_db


def page_of(client, case) -> str:
    return client.get(f"/cases/{case.code}/").content.decode()


def test_the_page_begins_with_the_next_step_and_leads_to_where_it_is_done(a_case, someone, signed_in):
    case = a_case("screening")

    page = page_of(signed_in(someone("manager")), case)

    assert "Next: Decide whether to hold a review" in page
    assert (
        f'Go to <a class="govuk-link" href="/cases/{case.code}/screening/">Screening</a> and '
        f'<a class="govuk-link" href="/cases/{case.code}/decision/">Decision</a>.' in page
    )


def test_nobody_is_led_to_a_room_that_is_not_theirs(a_case, someone, signed_in):
    case = a_case("screening")
    police = someone("agency-lead", case=case, agency="police")

    page = page_of(signed_in(police), case)

    assert "Next: Decide" in page and "Go to" not in page


@pytest.mark.parametrize(
    ("outcome", "heading"), [("no-review", "Closed without a review"), ("review", "The review is closed")]
)
def test_a_closed_case_says_that_it_is_closed_and_asks_for_nothing_next(
    does, a_case, someone, outcome, heading
):
    case, chair = a_case("decided" if outcome == "review" else "screening"), someone("chair")
    if outcome == "no-review":
        does(
            chair,
            "decide",
            to=case,
            outcome=outcome,
            reasons="Agencies worked well.",
            instead="A learning note.",
            departs_because="The one point was met already.",
        )
    else:
        Case.rows.filter(pk=case.pk).update(phase="closed", closed_on=date(2014, 3, 3))

    found = ask(chair, "workspace", of=Case.rows.get(pk=case.pk))

    assert (found["heading"], found["next_rooms"]) == (heading, [])


def test_a_date_of_proceedings_that_is_past_is_not_said_to_come(does, a_case, someone, signed_in):
    case, manager = a_case("decided"), someone("manager")
    does(
        manager,
        "record-proceedings",
        to=case,
        what="criminal-trial",
        title="Trial at the crown court",
        next_on="2014-09-18",
    )

    assert not ask(manager, "workspace", of=case)["proceedings"][0]["next_is_past"]
    assert "Next was 18 September 2014: record what is new" in page_of(signed_in(manager), case)
