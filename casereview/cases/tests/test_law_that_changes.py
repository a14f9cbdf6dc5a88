"""Law that changes during a review does not change the review."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from casereview.acts.registry import Refused
from casereview.cases.clocks import clocks_of
from casereview.cases.models import Case
from casereview.cases.screened import screening_of
from casereview.law.governing import governing
from tests.test_web import browser_of, text_of

pytestmark = pytest.mark.django_db
LATER = date(2016, 5, 3)
"""By then the guidance of 2015 is in force."""


def days(case: Case) -> dict[str, date | None]:
    return {clock.clock: clock.due for clock in clocks_of(Case.rows.get(pk=case.pk))}


def test_a_review_decided_under_one_edition_goes_on_under_it(a_case, someone, does):
    case, manager = a_case("decided"), replace(someone("manager"), today=LATER)
    before = days(case)
    assert governing("england", LATER).framework_id == "england-scr-2015"

    does(manager, "add-child", to=case, on=LATER, initials="XY")

    after = Case.rows.get(pk=case.pk)
    assert after.framework == "england-scr-2013"
    assert days(after) == before and "notify-ofsted" not in before, "a clock of 2015 does not reach back"
    assert "scr15" not in " ".join(b.criterion for _, a in screening_of(after).children for b in a.because)
    assert "Working Together 2013" in text_of(
        browser_of(someone("manager")).get(f"/cases/{case.code}/screening/")
    )


def test_nobody_moves_a_decided_review_to_the_newer_law(a_case, someone, does):
    case, manager = a_case("decided"), replace(someone("manager"), today=LATER)

    with pytest.raises(Refused):
        does(
            manager,
            "choose-framework",
            to=case,
            on=LATER,
            framework="england-scr-2015",
            because="It is newer.",
        )

    assert Case.rows.get(pk=case.pk).framework == "england-scr-2013"


def test_notified_before_a_change_and_decided_after_it_stays_unless_the_newer_is_chosen_with_a_reason(
    a_case, someone, does
):
    stays, manager, chair = (
        a_case(),
        replace(someone("manager"), today=LATER),
        replace(someone("chair"), today=LATER),
    )
    said = {
        "outcome": "review",
        "reasons": "The criteria are met.",
        "late_because": "The coroner was waited for.",
    }

    does(chair, "decide", to=stays, on=LATER, **said)
    assert Case.rows.get(pk=stays.pk).framework == "england-scr-2013"

    moved = a_case()
    does(
        manager,
        "choose-framework",
        to=moved,
        on=LATER,
        framework="england-scr-2015",
        because="Decided under the new chapter.",
    )
    does(chair, "decide", to=moved, on=LATER, **said)
    moved = Case.rows.get(pk=moved.pk)
    assert (moved.framework, moved.framework_because) == (
        "england-scr-2015",
        "Decided under the new chapter.",
    )
