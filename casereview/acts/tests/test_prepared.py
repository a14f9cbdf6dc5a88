"""A prepared question answers as the same question asked anew: with what stands in the store now, on whichever connection."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.models import Max
from django.test.utils import CaptureQueriesContext

from casereview.acts.prepared import MOST, Again, Prepared
from casereview.acts.tables import find, new, next_number
from casereview.cases.models import Appointment, Case
from casereview.people.models import Agency, Board, Person

BY_KEY = Prepared(lambda board, *keys: Agency.rows.filter(board=board, key__in=keys).order_by("key"))


def test_it_gives_what_stands_now(a_board: Callable[..., Board]) -> None:
    board = a_board()
    (before,) = BY_KEY(board.pk, "police")
    Agency.rows.filter(pk=before.pk).update(name="Marrowdale Police, renamed")
    (after,) = BY_KEY(board.pk, "police")
    assert (before.pk, after.name) == (after.pk, "Marrowdale Police, renamed")
    assert BY_KEY(board.pk, "nobody") == [] and BY_KEY.first(board.pk, "nobody") is None


def test_every_column_is_as_django_reads_it(a_case: Callable[..., Case], someone: Callable[..., Any]) -> None:
    case = a_case()
    someone("manager")
    person = Person.rows.filter(board=case.board).first()
    made = new(Appointment, case, made_on=date(2014, 3, 3), person=person, role="lead")
    one = Prepared(lambda pk: Appointment.rows.select_related("case", "agency").filter(pk=pk))
    found, asked = one.first(made.pk), Appointment.rows.get(pk=made.pk)
    fields = [field.attname for field in Appointment._meta.concrete_fields]
    assert [getattr(found, name) for name in fields] == [getattr(asked, name) for name in fields]
    with CaptureQueriesContext(connection) as more:
        assert (found.case.code, found.agency) == (case.code, None)
    assert not len(more), "what was read beside it is there"


def test_any_number_of_values_can_be_asked_for(a_board: Callable[..., Board]) -> None:
    board = a_board()
    known = sorted(Agency.rows.filter(board=board).values_list("key", flat=True))
    for count in (1, 2, len(known)):
        assert [agency.key for agency in BY_KEY(board.pk, *known[:count])] == known[:count]
    many = [*known, *(f"not-{n}" for n in range(MOST))]
    assert [agency.key for agency in BY_KEY(board.pk, *many)] == known


def test_a_value_that_is_changed_before_it_is_compared_is_a_mistake(db: None) -> None:
    upper = Prepared(lambda key: Agency.rows.filter(key=str(key).upper()))
    with pytest.raises(ValueError, match="as it stands"):
        upper("police")


@pytest.mark.django_db(transaction=True)
def test_another_thread_asks_on_its_own_connection(a_board: Callable[..., Board]) -> None:
    board = a_board()
    assert BY_KEY.first(board.pk, "police")
    found: list[object] = []

    def there() -> None:
        found.append(BY_KEY.first(board.pk, "police").key)
        connection.close()

    thread = threading.Thread(target=there)
    thread.start()
    thread.join()
    assert found == ["police"]


def test_the_next_number_follows_the_last_of_its_case_alone(
    a_case: Callable[..., Case], someone: Callable[..., Any]
) -> None:
    case, other = a_case(), a_case()
    someone("manager")
    person = Person.rows.filter(board=case.board).first()
    for _ in range(2):
        row = new(Appointment, case, made_on=date(2014, 3, 3), person=person, role="lead")
    last = Appointment.rows.filter(case=case).aggregate(last=Max("number"))["last"]
    assert next_number(Appointment, case) == last + 1 == row.number + 1
    elsewhere = Appointment.rows.filter(case=other).count()
    assert next_number(Appointment, other) == elsewhere + 1
    with pytest.raises(Appointment.DoesNotExist):
        find(Appointment, other, row.key)


AGAIN = Again(most=3)


def test_what_is_asked_again_gives_what_stands_now_as_django_gives_it(a_board: Callable[..., Board]) -> None:
    board = a_board()
    shapes: dict[str, Callable[[], Any]] = {
        "rows": lambda: Agency.rows.filter(board=board).order_by("key")[:3],
        "dictionaries": lambda: (
            Agency.rows.filter(board=board).order_by("key").values("name", "board__code", "key")
        ),
        "tuples": lambda: Agency.rows.filter(board=board).order_by("key").values_list("key", "name"),
        "nothing": lambda: Agency.rows.filter(pk__in=[]),
    }
    for change in ("", "Marrowdale Police, renamed"):
        if change:
            Agency.rows.filter(board=board, key="police").update(name=change)
        for about, made in shapes.items():
            assert AGAIN(about, made) == (list(made()), len(made()))
            assert AGAIN(about, made, 1) == (list(made())[:1], len(made()))


def test_what_is_asked_again_is_not_put_together_again(a_board: Callable[..., Board]) -> None:
    board, made = a_board(), []

    def query() -> Any:
        made.append(1)
        return Agency.rows.filter(board=board)

    again = Again(most=2)
    for about in ("one", "one", "two", "one"):
        assert again(about, query)[1]
    assert len(made) == 2
    again("three", query)
    again("one", query)
    assert len(made) == 3, "those that were asked last are kept"
    again("two", query)
    assert len(made) == 4
