"""What the page of a long chronology counts, against the same counted entry by entry."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from casereview.cases.models import Case
from casereview.evidence.asrows import row_of
from casereview.evidence.chronology.silences.gaps import gaps
from casereview.evidence.models import Entry
from casereview.evidence.tally import agencies_of, drawn_of, marks_of, silent, tally, years_of
from casereview.people.models import Agency

pytestmark = pytest.mark.django_db


@pytest.fixture(params=range(8))
def entries(request: Any, a_case: Callable[..., Case]) -> list[Entry]:
    """Entries of three agencies over some years: days, spans, ends left open, days not read, sources not given."""
    chance, case = random.Random(request.param), a_case("gathering")  # noqa: S311 - not for a secret
    agencies = list(Agency.rows.filter(board=case.board).order_by("name")[:3])
    made = []
    for number in range(1, 121):
        first = date(2009, 1, 1) + timedelta(days=chance.randrange(1800))
        last = first + timedelta(days=chance.choice((0, 0, 0, 6, 30, 200)))
        made.append(
            Entry(
                case=case,
                number=number,
                made_on=date(2014, 3, 3),
                agency=chance.choice(agencies),
                earliest=first if chance.random() < 0.9 else None,
                latest=last if chance.random() < 0.9 else None,
                certainty=chance.choice(("exact", "approximate", "uncertain", "unknown")),
                source=chance.choice(("", "Record")),
                event="Seen.",
            )
        )
    Entry.rows.bulk_create(made)
    return list(Entry.rows.filter(case=case).select_related("agency"))


def counted(entries: list[Entry]) -> Any:
    return tally(Entry.rows.filter(case=entries[0].case))


def test_each_agency_has_its_entries_those_without_a_source_and_those_in_doubt(entries: list[Entry]) -> None:
    found = {a["name"]: (a["entries"], a["weak"], a["doubtful"]) for a in agencies_of(counted(entries))}

    by_hand = {}
    for name in {entry.agency.name for entry in entries}:
        own = [entry for entry in entries if entry.agency.name == name]
        doubtful = [entry for entry in own if entry.certainty in ("uncertain", "unknown")]
        by_hand[name] = (len(own), sum(not entry.source for entry in own), len(doubtful))
    assert found == by_hand


def test_an_entry_counts_in_the_year_in_which_it_begins_and_in_none_where_that_is_open(
    entries: list[Entry],
) -> None:
    years = Counter(entry.earliest.year for entry in entries if entry.earliest)

    assert years_of(counted(entries)) == [{"year": y, "entries": n} for y, n in sorted(years.items())]


def test_a_silence_found_by_months_is_the_silence_between_the_entries(entries: list[Entry]) -> None:
    months = counted(entries)
    found = silent(months, {a["id"]: a["name"] for a in agencies_of(months)})

    by_hand = [(one.agency, one.first, one.last) for one in gaps(row_of(entry) for entry in entries)]
    assert found and sorted(found) == sorted(by_hand)


def test_a_mark_stands_for_the_entries_of_an_agency_that_begin_in_one_month(entries: list[Entry]) -> None:
    months = counted(entries)
    lanes = {a["id"]: n for n, a in enumerate(agencies_of(months))}
    days: dict[tuple[int, int, int], list[date]] = {}
    for entry in entries:
        if day := entry.earliest or entry.latest:
            days.setdefault((day.year, day.month, lanes[entry.agency_id]), []).append(day)

    marks = marks_of(months, lanes)

    assert [(m.first, m.lane) for m in marks] == sorted((m.first, m.lane) for m in marks)
    assert {(m.first, m.last, m.lane, m.count) for m in marks} == {
        (min(several), max(several), lane, len(several)) for (_, _, lane), several in days.items()
    }


def test_a_chronology_without_an_entry_counts_nothing(a_case: Callable[..., Case]) -> None:
    months = tally(Entry.rows.filter(case=a_case("gathering")))

    assert (agencies_of(months), years_of(months), marks_of(months, {}), silent(months, {})) == (
        [],
        [],
        [],
        [],
    )


def test_near_by_entries_are_counted_by_the_day_and_not_all_on_the_first_of_their_month(
    entries: list[Entry],
) -> None:
    rows = Entry.rows.filter(pk__in=[one.pk for one in entries])
    months = tally(rows)
    days = [one.first for one in months if one.first]
    near = (min(days), min(days) + timedelta(days=30))

    drawn = drawn_of(rows, months, near)

    assert sum(one.entries for one in drawn) == sum(one.entries for one in months)
    assert all(one.first == one.last for one in drawn)
    assert drawn_of(rows, months, (min(days), min(days) + timedelta(days=300))) == months
