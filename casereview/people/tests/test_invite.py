"""Without a mail server an invitation reaches its person by way of the machine, and never by way of another account."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from casereview.audit.models import Row
from casereview.cli import invite as command
from casereview.notices.models import Outbox
from casereview.people.models import Account, Invitation, Person

pytestmark = pytest.mark.django_db
ADDRESS = "fern@board.example.org"


@pytest.fixture(autouse=True)
def the_store_is_open(monkeypatch):
    monkeypatch.setattr("casereview.cli.store.open_store", lambda args, make="": None)


@pytest.fixture
def fern(a_board, someone, does):
    """Fern was invited by the manager, and no letter has left."""
    person = Person.rows.create(board=a_board(), key="fern", name="Fern Madeup", email=ADDRESS)
    does(someone("manager"), "invite-person", to=person.board, person="fern")
    return person


def printed(capsys, *args: str) -> str:
    assert command.main(list(args)) == 0
    return capsys.readouterr().out.strip()


def test_it_lists_who_waits_and_prints_an_address_that_opens_the_account(fern, capsys, settings):
    assert printed(capsys) == ADDRESS

    link = printed(capsys, "Fern@Board.example.org")
    page = link.removeprefix(settings.CASEREVIEW_ADDRESS.rstrip("/"))
    client = Client()
    assert client.get(page).status_code == 200
    assert client.post(page, {"password1": "five plain words of heather"}).status_code == 302

    assert Account.rows.get(email=ADDRESS).has_usable_password()
    assert client.get(page).status_code == 404, "it works once"
    assert printed(capsys) == "Nobody waits for an invitation."


def test_the_letter_that_waited_never_leaves_with_a_dead_address(fern, capsys):
    printed(capsys, ADDRESS)

    row = Outbox.rows.get(kind="invited")
    assert row.done_at is not None and row.about == ""


def test_a_second_address_ends_the_first_and_one_that_is_over_can_be_had_again(fern, capsys):
    first = json.loads(printed(capsys, ADDRESS, "--format", "json"))["address"]
    Invitation.rows.update(until=timezone.now() - timedelta(hours=1))
    second = json.loads(printed(capsys, ADDRESS, "--format", "json"))["address"]

    codes = [Client().get("/invited/" + link.split("/invited/")[1]).status_code for link in (first, second)]
    assert codes == [404, 200]


def test_it_is_on_the_trail_without_address_or_name(fern, capsys):
    secret = printed(capsys, ADDRESS).split("/")[-2]

    row = Row.rows.order_by("seq").last()
    assert (row.actor, row.act) == ("system:installation", "invite-again")
    assert secret not in str(list(Row.rows.values())) + str(list(Invitation.rows.values()))


def test_nobody_is_invited_whom_no_manager_has_invited(a_board, someone, capsys):
    Person.rows.create(board=a_board(), key="zed", name="Zed Madeup", email="zed@board.example.org")
    chair = Account.rows.get(pk=someone("chair").id)

    for email in ("zed@board.example.org", chair.email, "nobody@board.example.org", "%"):
        assert command.main([email]) == 1
        told = capsys.readouterr()
        assert told.out == "" and "The board manager invites them first" in told.err
    assert not Invitation.rows.exists()


def test_whoever_has_an_account_already_is_not_let_in_a_second_way(fern, capsys):
    account = Account.rows.get(email=ADDRESS)
    account.set_password("five plain words of heather")
    account.save()

    assert command.main([ADDRESS]) == 1
    assert "nobody with this address waits" in capsys.readouterr().err


def test_the_managers_page_says_what_to_do_and_never_the_address(fern, someone, signed_in, settings):
    browser = signed_in(someone("manager"))
    settings.EMAIL_HOST = ""
    waits = Outbox.rows.get(kind="invited").about

    page = browser.get(f"/boards/{fern.board.code}/").content.decode()
    assert "casereview invite" in page and waits not in page
    settings.EMAIL_HOST = "mail.example.org"
    assert "casereview invite" not in browser.get(f"/boards/{fern.board.code}/").content.decode()


def test_a_board_of_many_shows_a_hundred_people_at_a_time(a_board, someone, signed_in):
    board = a_board()
    Person.rows.bulk_create(Person(board=board, key=f"p{n:04}", name=f"Madeup {n:04}") for n in range(250))
    browser = signed_in(someone("manager"))

    first, last = (browser.get(f"/boards/{board.code}/?page={n}").content.decode() for n in (1, 9))

    assert "251: page 1 of 3" in first and "251: page 3 of 3" in last
    assert first.count('data-h="Name"') == 100


def test_an_invitation_fits_the_outbox_on_every_engine_and_cannot_be_guessed(fern):
    waits = Outbox.rows.get(kind="invited")

    assert 32 <= len(waits.about) <= Outbox._meta.get_field("about").max_length
