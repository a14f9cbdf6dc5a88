"""The pages of a long chronology: one after another they are the whole story in its order."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest

from casereview.acts.ask import ask
from casereview.evidence.models import Entry
from casereview.evidence.queries.chronology import PAGE
from casereview.evidence.tests.conftest import Gathering
from casereview.people.models import Agency

pytestmark = pytest.mark.django_db

SUBMITTED = date(2014, 3, 3)


@pytest.fixture
def long(asked: Gathering) -> Gathering:
    """Two agencies' entries of three pages and a half, many on one day, some with a time, some without any day."""
    chance = random.Random(4)  # noqa: S311 - not for a secret
    agencies = list(Agency.rows.filter(key__in=("police", "school"), board=asked.case.board))
    made = []
    for number in range(100, 100 + 3 * PAGE + PAGE // 2):
        first = date(2013, 1, 1) + timedelta(days=chance.randrange(90)) if chance.random() < 0.9 else None
        last = first if chance.random() < 0.8 else date(2013, 5, 1)
        made.append(
            Entry(
                case=asked.case,
                number=number,
                made_on=SUBMITTED,
                agency=chance.choice(agencies),
                event=f"Call {number}",
                earliest=first,
                latest=last,
                at=chance.choice(("", "", "09:15", "17:40")),
                certainty="exact" if first else "unknown",
                submitted_on=SUBMITTED,
            )
        )
    Entry.rows.bulk_create(made)
    return asked


def read_through(it: Gathering, **chosen: str) -> list[str]:
    """The keys of all entries, page after page."""
    first = ask(it.lead, "chronology", of=it.case, **chosen)
    rest = [
        ask(it.lead, "chronology", of=it.case, page=str(number), **chosen)
        for number in range(2, first["pages"] + 1)
    ]
    assert all(len(answer["entries"]) == PAGE for answer in [first, *rest[:-1]])
    return [line["key"] for answer in [first, *rest] for line in answer["entries"]]


@pytest.mark.parametrize("order", ["", "school,police", "police,school"])
def test_page_after_page_is_the_whole_story_in_the_order_of_days_times_and_agencies(
    long: Gathering, order: str
) -> None:
    def place(entry: Entry) -> tuple[Any, ...]:
        day = entry.earliest or entry.latest
        rank = order.split(",").index(entry.agency.key) if order else entry.agency.name
        return (day is None, day or date.max, entry.at, rank, entry.number)

    every = Entry.rows.filter(case=long.case, submitted_on__isnull=False).select_related("agency")

    assert read_through(long, **({"order": order} if order else {})) == [
        entry.key for entry in sorted(every, key=place)
    ]


def test_of_one_agency_the_pages_hold_its_own_entries_alone_and_each_once(long: Gathering) -> None:
    own = Entry.rows.filter(case=long.case, agency__key="police", submitted_on__isnull=False)

    found = read_through(long, agency="police")

    assert len(found) > PAGE
    assert sorted(found) == sorted(entry.key for entry in own)


def test_a_page_beyond_the_last_is_the_last(long: Gathering) -> None:
    last = ask(long.lead, "chronology", of=long.case, page="4")

    assert last["page"] == last["pages"] == 4
    assert ask(long.lead, "chronology", of=long.case, page="99")["entries"] == last["entries"] != []
