"""People and cases for tests, not rows: three people in every test, the one who may, the one who nearly may, the stranger."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import connection
from django.test import Client

from casereview.access.policy import Actor
from casereview.acts.perform import perform
from casereview.acts.registry import Done
from casereview.cases.actors import actor_of_person
from casereview.cases.models import Appointment, Case
from casereview.people.models import Account, Agency, Board, Person, Post

TODAY = date(2014, 3, 3)
POSTS = {"manager", "chair", "learning-group", "notifier", "board-member", "gate-signer"}


@pytest.fixture(autouse=True)
def _own_store(settings: Any, tmp_path: Any) -> None:
    """Files and keys of a test are its own, and gone with it."""
    settings.CASEREVIEW_FILES = tmp_path / "files"
    settings.CASEREVIEW_AUDIT_KEY = tmp_path / "audit.key"
    settings.CASEREVIEW_FOLDER = tmp_path


@pytest.fixture(autouse=True)
def _trail_may_be_emptied(request: Any) -> Iterator[None]:
    """The database refuses to empty the trail. A test with transactions of its own is cleaned up by emptying all tables,
    so its triggers stand during the test and are taken down after it, to be put up again for the next."""
    marker = request.node.get_closest_marker("django_db")
    if marker is None or not marker.kwargs.get("transaction"):
        yield
        return
    request.getfixturevalue("transactional_db")
    triggers = import_module("casereview.audit.migrations.0002_nothing_in_the_trail_is_changed")
    with connection.schema_editor() as editor:
        triggers.allow(None, editor)
        triggers.forbid(None, editor)
    yield
    with connection.schema_editor() as editor:
        triggers.allow(None, editor)


@pytest.fixture
def a_board(db: Any) -> Callable[..., Board]:
    """``a_board()``: a made-up board in England with police, social care, health, a school and a hospital."""

    def make(name: str = "Marrowdale Safeguarding Children Board", nation: str = "england") -> Board:
        board = Board.rows.filter(name=name).first()
        if board:
            return board
        number = Board.rows.count() + 1
        board = Board.rows.create(code=f"board-{number}", name=name, nation=nation, made_on=date(2006, 4, 1))
        for key, title in AGENCIES.items():
            Agency.rows.create(board=board, key=key, name=title)
        return board

    return make


AGENCIES = {
    "police": "Marrowdale Police",
    "social-care": "Children's Social Care",
    "health": "Marrowdale Community Health Trust",
    "school": "Larkrise School",
    "hospital": "St Brannock's Hospital",
}


@pytest.fixture
def someone(a_board: Callable[..., Board]) -> Callable[..., Actor]:
    """``someone("chair")``: a person holding one role. Roles outside the board's posts are held in ``case``.

    ``someone("agency-lead", agency="police", case=case)`` is confirmed in the police's part of the case.
    """
    made = iter(range(1, 10_000))

    def make(
        role: str,
        *,
        agency: str | None = None,
        case: Case | None = None,
        board: Board | None = None,
        today: date = TODAY,
    ) -> Actor:
        where = case.board if case else board or a_board()
        number = next(made)
        account = Account.rows.create(email=f"{role}{number}-{where.pk}@example.org", password="!")
        works_at = Agency.rows.filter(board=where, key=agency).first() if agency else None
        person = Person.rows.create(
            board=where,
            key=f"{role}-{number}",
            name=f"Made-up {role} {number}",
            account=account,
            agency=works_at,
        )
        if case is not None:
            hold(person, role, case, works_at if role in ("agency-lead", "report-writer") else None)
        elif role in POSTS:
            Post.rows.create(person=person, board=where, role=role, since=date(2006, 4, 1))
        return actor_of_person(person, today)

    return make


def hold(
    person: Person, role: str, case: Case, agency: Agency | None = None, on: date | None = None
) -> Appointment:
    """Somebody's confirmed appointment in a case, as the acts would have left it."""
    from casereview.acts.tables import new

    day = on or case.notified_on
    return new(
        Appointment,
        case,
        made_on=day,
        person=person,
        role=role,
        agency=agency,
        accepted_on=day,
        declared_on=day,
        confirmed_on=day,
        interests="None",
        agreement="Minute 4",
    )


@pytest.fixture
def does() -> Callable[..., Done]:
    """``does(chair, "decide", to=case, outcome="review", reasons="…")``, on 3 March 2014 unless told otherwise."""

    def do(actor: Actor, act: str, /, *, to: Any, on: date = TODAY, **said: Any) -> Done:
        return perform(actor, act, said, to=to, on=on)

    return do


@pytest.fixture
def a_case(
    a_board: Callable[..., Board], someone: Callable[..., Actor], does: Callable[..., Done]
) -> Callable[..., Case]:
    """``a_case("gathering")``: a case that came to this phase by its own acts as far as *decided*, notified on 10 February 2014."""

    def make(
        phase: str = "screening", *, board: Board | None = None, framework_day: date = date(2014, 2, 10)
    ) -> Case:
        where = board or a_board()
        manager, chair = someone("manager", board=where), someone("chair", board=where)
        done = does(
            manager,
            "notify",
            to=where,
            on=framework_day,
            what_happened="A child died at home.",
            children=[{"initials": "AB"}],
            incident_on="2014-01-31",
        )
        case = Case.rows.get(pk=done.made.pk)
        if phase == "notified":
            return case
        facts = {"child": "yes", "in_area": "yes", "abuse_or_neglect": "suspected", "died": "yes"}
        answers = [{"fact": fact, "value": value} for fact, value in facts.items()]
        does(manager, "record-facts", to=case, on=framework_day, answers=answers)
        if phase == "screening":
            return Case.rows.get(pk=case.pk)
        does(
            chair, "decide", to=case, on=date(2014, 2, 20), outcome="review", reasons="The criteria are met."
        )
        if phase != "decided":
            Case.rows.filter(pk=case.pk).update(phase=phase)
        return Case.rows.get(pk=case.pk)

    return make


@pytest.fixture
def signed_in() -> Callable[[Actor], Client]:
    """``signed_in(manager)``: a browser in which this person has signed in with both factors."""

    def enter(actor: Actor) -> Client:
        account = Account.rows.get(pk=actor.id)
        TOTP.activate(account, generate_totp_secret())
        client = Client()
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return enter
