"""Mail leaves by a real SMTP server, holds a code, a link and a day, and only if its act was done."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import date, timedelta
from email import message_from_bytes
from email.message import Message

import pytest
from aiosmtpd.controller import Controller
from django.db import DatabaseError
from django.utils import timezone

from casereview.acts.registry import Notice, Refused
from casereview.audit import trail
from casereview.cases.models import Case
from casereview.cli.worker import send_now
from casereview.notices.models import Outbox
from casereview.notices.outbox import send_due, write
from casereview.notices.rules import KINDS, body_of, subject_of

pytestmark = pytest.mark.django_db
CANARY = "Canary Featherstone"


class Post:
    """A post office that keeps every letter, and can refuse one address."""

    def __init__(self) -> None:
        self.letters: list[Message] = []
        self.refuses = ""

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address == self.refuses:
            return "550 no such box"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.letters.append(message_from_bytes(envelope.content))
        return "250 OK"


@pytest.fixture
def post(settings) -> Iterator[Post]:
    office = Post()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(office, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.CASEREVIEW_ADDRESS = "https://reviews.example.org"
    yield office
    server.stop()


def test_a_notification_is_told_to_the_manager_by_mail(post, a_case, someone):
    manager = someone("manager")
    case = a_case("notified")

    assert send_now() >= 1

    letter = next(one for one in post.letters if one["Subject"] == f"Casereview: {case.code}")
    assert (
        "https://reviews.example.org/" in letter.get_payload()
        and letter["Auto-Submitted"] == "auto-generated"
    )
    assert not Outbox.rows.filter(account=manager.id, done_at=None, due__lte=timezone.now()).exists()


def test_ml_1_no_letter_of_any_kind_holds_more_than_a_code_a_link_and_a_day(post, a_board, someone, does):
    manager = someone("manager")
    case = Case.rows.get(
        pk=does(
            manager,
            "notify",
            to=manager_board(a_board),
            on=date(2014, 2, 10),
            what_happened=CANARY,
            known=CANARY,
            children=[{"initials": "CF", "name": CANARY}],
            incident_on="2014-01-31",
        ).made.pk
    )
    for kind in KINDS:
        write(case, Notice((manager.id,), kind), 0)

    while send_now():
        pass

    kinds = len(KINDS)
    assert len(post.letters) >= kinds
    for letter in post.letters:
        whole = letter.as_string()
        assert "Canary" not in whole and "Featherstone" not in whole and not letter.is_multipart()
        assert letter["Subject"] == f"Casereview: {case.code}"
        lines = [line for line in letter.get_payload().splitlines() if line.strip()]
        assert lines[0] in KINDS.values()
        assert all(line.startswith(("Code: ", "Day: ", "Open: ", "Please do not")) for line in lines[1:])


def manager_board(a_board):
    return a_board()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_ml_1_the_words_of_a_letter_have_no_place_for_anything_else(kind):
    said = subject_of(kind, "CURLEW-1") + body_of(kind, "CURLEW-1", "https://x.example/", date(2014, 3, 1))

    assert "{" not in said and said.count("CURLEW-1") == 2


def test_ml_5_an_act_that_is_refused_sends_nothing(post, a_case, someone, does):
    case, chair = a_case(), someone("chair")
    before = Outbox.rows.count()

    with pytest.raises(Refused):
        does(chair, "decide", to=case, outcome="no-review", reasons="None.")

    assert Outbox.rows.count() == before


def test_ml_5_an_act_that_is_rolled_back_at_its_last_step_sends_nothing(
    post, a_case, someone, does, monkeypatch
):
    someone("manager")
    case, chair = a_case(), someone("chair")
    before = set(Outbox.rows.values_list("pk", flat=True))

    def fails(*_, **__):
        raise DatabaseError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(trail, "record", fails)
        with pytest.raises(DatabaseError):
            does(chair, "decide", to=case, outcome="review", reasons="The criteria are met.")
    assert set(Outbox.rows.values_list("pk", flat=True)) == before

    does(chair, "decide", to=case, outcome="review", reasons="The criteria are met.")  # the control
    assert Outbox.rows.filter(kind="decided").exists()


def test_one_refused_address_stops_nobody_else_and_is_tried_again_later(post, a_case, someone):
    first, second = someone("manager"), someone("manager")
    a_case("notified")
    Outbox.rows.exclude(kind="notified").delete()
    addresses = {first.id: "first@example.org", second.id: "second@example.org"}
    post.refuses = "first@example.org"

    sent = send_due(lambda number: addresses.get(number, ""))

    assert sent >= 1 and "second@example.org" in [letter["To"] for letter in post.letters]
    waits = Outbox.rows.get(account=first.id, kind="notified")
    assert waits.done_at is None and waits.failed and waits.due > timezone.now()


def test_the_same_notice_keeps_its_message_id_when_it_is_sent_again(post, a_case, someone):
    someone("manager")
    a_case("notified")
    Outbox.rows.exclude(kind="notified").delete()
    send_now()
    Outbox.rows.update(done_at=None, claimed_until=None, due=timezone.now() - timedelta(minutes=1))
    send_now()

    ids = [letter["Message-ID"] for letter in post.letters]
    assert len(ids) == 2 * len(set(ids))


def test_the_secret_of_an_invitation_leaves_the_store_with_its_letter(post, a_case, someone):
    manager = someone("manager")
    case = a_case("notified")
    Outbox.rows.all().delete()
    write(case, Notice((manager.id,), "invited", about="a-secret-of-one-use"), 0)

    assert send_now() == 1

    assert "/invited/a-secret-of-one-use/" in post.letters[0].get_payload()
    assert Outbox.rows.get().about == ""
