"""Which accounts are compared, and that no short way to the likely ones gives another answer than the long way."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta

import pytest

from casereview.evidence.chronology.pairing import Comparison, Likeness
from casereview.evidence.chronology.rows import Row
from casereview.evidence.chronology.tests.made import child_m, row
from casereview.evidence.chronology.wording import wording

WORDS = tuple(
    word
    for line in (
        "bruise burn cough fever clinic letter rang police nursery visit tidy cold Tansy Merryn Pottlesby",
        "kettle stairs asleep neighbour social worker school rent weight yesterday health visitor Monday",
    )
    for word in line.split()
)
AGENCIES = ("Wexmoor Police", "Larkspur Surgery", "Oddlington Housing", "Harkaway School")


def _made_up(seed: int, each: int = 60) -> list[Row]:
    """Rows of four agencies, most on a day and some in a span, in whatever order they come."""
    rnd = random.Random(seed)  # noqa: S311 - not for a secret
    made = []
    for number in range(each * len(AGENCIES)):
        first = date(2012, 1, 1) + timedelta(rnd.randrange(120))
        last = first + timedelta(rnd.choice((0, 0, 0, 0, 3, 31, 92, 93)))
        event = " ".join(rnd.choice(WORDS) for _ in range(rnd.randrange(2, 9)))
        event += f" lane{rnd.randrange(300)} flat{rnd.randrange(300)}"
        if made and rnd.random() < 0.2:  # told once more
            event, first = f"{made[-1].event} {event}", made[-1].earliest
            last = first
        at = f"{rnd.randrange(8, 20):02}:15" if rnd.random() < 0.4 else None
        one = row(
            event, str(first), str(last), agency=rnd.choice(AGENCIES), number=number, at=at, source="Log"
        )
        one.people = tuple(rnd.sample(("1", "2", "3"), rnd.randrange(2)))
        made.append(one)
    return made


def _told(one: Likeness) -> tuple[object, ...]:
    """All that is said of two accounts, and last how likely."""
    said = one.words, one.names, one.apart, one.said_day, one.speak_of_each_other
    return (one.first.number, one.second.number, *said, one.odds)


def _compared(rows: list[Row]) -> set[tuple[int, int]]:
    """The long way: every two rows of two agencies that lie near and share a sign that one of the agencies uses seldom."""
    rows = [one for one in rows if (one.latest - one.earliest).days <= 92]
    signs = [(*wording(one).words, *wording(one).names) for one in rows]
    many = Counter(one.agency for one in rows)
    often = Counter((one.agency, sign) for one, several in zip(rows, signs, strict=True) for sign in several)
    found = set()
    for a, one in enumerate(rows):
        for b, other in enumerate(rows[:a]):
            apart = max(one.earliest - other.latest, other.earliest - one.latest)
            if one.agency == other.agency or apart > timedelta(10):
                continue
            for sign in {*signs[a]} & {*signs[b]}:
                parts = sorted(
                    often[agency, sign] / max(6, 0.1 * many[agency]) for agency in (one.agency, other.agency)
                )
                if parts[1] <= 1 or parts[0] <= 1 / 3:
                    found.add((other.source_row, one.source_row))
    return found


@pytest.mark.parametrize("seed", range(4))
def test_every_two_near_accounts_that_share_a_seldom_sign_are_compared_and_no_others(seed):
    rows = _made_up(seed)

    found = [(one.first.row.source_row, one.second.row.source_row) for one in Comparison(rows).likely(-99)]

    assert len(found) == len(set(found)) > 50
    assert set(found) == _compared(rows)


@pytest.mark.parametrize("rows", [child_m(), *(_made_up(seed) for seed in range(4))])
def test_those_that_are_likely_enough_are_the_same_however_many_are_passed_over(rows):
    every = [_told(one) for one in Comparison(rows).likely(-99)]

    for least in (-3.0, 0.0, 1.0):
        enough = [_told(one) for one in Comparison(rows).likely(least)]
        assert enough == [one for one in every if one[-1] >= least]
        assert 0 < len(enough) < len(every)


def test_in_whatever_order_the_agencies_come_their_accounts_are_as_likely():
    rows = _made_up(7)

    def likely(rows):
        return {
            frozenset((one.first.row.source_row, one.second.row.source_row)): one.odds
            for one in Comparison(rows).likely()
        }

    assert likely(rows) == likely(rows[::-1])
    assert likely(rows)


def test_a_worker_s_name_stands_for_the_agency_and_a_childs_for_none():
    surgery, care = "Larkspur Surgery", "Wexmoor Council: children's social care"
    rows = [
        *(row(f"Seen by Dr Tolpuddle, note {n}, Wilf well.", f"2012-01-{n:02}", agency=surgery, number=n) for n in range(1, 6)),
        *(row(f"Core group {n}, with Wilf.", f"2012-02-{n:02}", agency=care, number=n) for n in range(1, 6)),
        row("Letter from Dr Tolpuddle about Wilf.", "2012-02-09", agency=care, number=6),
    ]  # fmt: skip

    accounts = Comparison(rows).accounts

    assert [one.tells for one in accounts if one.agency == 1] == [frozenset()] * 5 + [frozenset({0})]
