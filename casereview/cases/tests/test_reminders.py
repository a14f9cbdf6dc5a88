"""What a board is reminded of as its clocks run."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from casereview.cases.models import Case
from casereview.cases.reminders import KINDS
from casereview.notices.models import Outbox


def waiting(case: Case) -> list[tuple[str, str, date]]:
    rows = Outbox.rows.filter(code=case.code, kind__in=KINDS, done_at=None).order_by("due", "about")
    return sorted({(r.kind, r.about, timezone.localtime(r.due).date()) for r in rows})


def test_a_notification_reminds_of_the_decision_with_a_third_of_the_time_left_and_on_the_day(a_case, someone):
    someone("chair")
    case = a_case("notified")

    assert waiting(case) == [
        ("clock-due", "decision", date(2014, 3, 10)),
        ("clock-soon", "decision", date(2014, 3, 1)),
    ]


def test_what_is_decided_reminds_nobody_and_the_target_does(a_case):
    case = a_case("decided")

    assert {about for _, about, _ in waiting(case)} == {"complete"}
    assert ("clock-due", "complete", date(2014, 8, 20)) in waiting(case)


def test_a_target_that_moves_takes_its_reminders_with_it(a_case, someone, does):
    case = a_case("decided")

    does(
        someone("chair"),
        "move-target",
        to=case,
        target="2014-12-01",
        cause="criminal-trial",
        because="The trial is in October.",
        agreed_by="The board",
    )

    assert [day for kind, _, day in waiting(case) if kind == "clock-due"] == [date(2014, 12, 1)]


def test_a_review_that_is_not_to_be_held_is_forgotten(a_case, someone, does):
    case = a_case()
    does(
        someone("chair"),
        "decide",
        to=case,
        outcome="no-review",
        reasons="Agencies worked together.",
        departs_because="Nothing to learn that is not known.",
        instead="A case discussion.",
    )

    assert "decision" not in {about for _, about, _ in waiting(case)}


def test_a_reminder_holds_no_name(a_case):
    case = a_case("notified")

    for row in Outbox.rows.filter(code=case.code, kind__in=KINDS):
        assert (row.about, row.code) == ("decision", case.code)
