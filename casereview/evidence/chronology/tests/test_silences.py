"""Silences: where an agency that should have known has nothing. Questions, never verdicts."""

from __future__ import annotations

from datetime import date

from casereview.evidence.chronology.silences import gaps
from casereview.evidence.chronology.tests.made import child_m, row, truth


def test_every_planted_gap_is_found_and_no_other():
    found = {
        (gap.rows[0].source_file, gap.first.isoformat(), (gap.last or date.max).isoformat(), gap.days)
        for gap in gaps(child_m())
    }

    planted = {
        (one["file"], one["last_before"], one["first_after"], one["days"]) for one in truth()["silences"]
    }
    assert found == planted


def test_sixty_days_are_no_gap_and_sixty_one_are():
    start, sixty, later = row(first="2012-01-01"), row(first="2012-03-01"), row(first="2012-05-01")

    assert [(gap.first, gap.last, gap.days) for gap in gaps([later, start, sixty])] == [
        (date(2012, 3, 1), date(2012, 5, 1), 61)
    ]
    assert [gap.days for gap in gaps([later, start, sixty], more_than=59)] == [60, 61]


def test_a_row_known_to_the_season_fills_its_season():
    summer = row("seen over the summer", "2012-06-01", "2012-08-31")
    within = row(first="2012-06-10")
    autumn = row(first="2012-11-10")

    (gap,) = gaps([summer, within, autumn])

    assert (gap.first, gap.last, gap.rows) == (date(2012, 8, 31), date(2012, 11, 10), (summer, autumn))


def test_another_agency_does_not_fill_the_gap_and_a_row_without_a_day_does_not():
    rows = [row(first="2012-01-01"), row(first="2012-06-01")]
    others = [row(first="2012-03-01", agency="School"), row(first=None)]

    assert [gap.agency for gap in gaps(rows + others)] == ["Wexmoor Police"]


def test_the_question_says_who_and_how_long():
    (gap,) = gaps([row(first="2012-01-01", number=1), row(first="2012-06-01", number=2)])

    assert gap.as_json() == {
        "kind": "gap",
        "agency": "Wexmoor Police",
        "from": "2012-01-01",
        "to": "2012-06-01",
        "days": 152,
        "rows": [{"file": "Wexmoor Police.csv", "row": 1}, {"file": "Wexmoor Police.csv", "row": 2}],
        "question": "Wexmoor Police has nothing for 152 days. Was there no contact, or is it not recorded?",
    }
