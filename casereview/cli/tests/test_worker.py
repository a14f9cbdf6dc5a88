"""``casereview worker --once``: what is due is sent once; what cannot be sent waits."""

from __future__ import annotations

import socket
import sqlite3
from pathlib import Path

from casereview.cli.tests.typed import STORE, casereview, change


def waiting(folder: Path) -> int:
    connection = sqlite3.connect(folder / STORE)
    count = connection.execute("SELECT count(*) FROM notices_outbox WHERE done_at IS NULL").fetchone()[0]
    connection.close()
    return int(count)


def a_notice(folder: Path) -> None:
    change(
        folder,
        "INSERT INTO people_account (id, password, email, is_active, administrator, made_at) "
        "VALUES (900, '!', 'x@board.example.org', 1, 0, '2026-01-01')",
        "INSERT INTO notices_outbox (account, kind, code, about, act_seq, due, tries, failed) "
        "VALUES (900, 'decided', 'CURLEW-4821', '', 1, '2026-01-01', 0, '')",
    )


def test_without_a_mail_server_the_worker_sends_nothing_and_everything_waits(data):
    a_notice(data)
    before = waiting(data)

    found = casereview("worker", "--once", "--data", data)

    assert (found.returncode, found.stdout) == (0, "0 sent.\n")
    assert waiting(data) == before > 0


def test_a_mail_server_that_does_not_answer_stops_nothing_and_the_notice_waits_on(data):
    a_notice(data)
    before = waiting(data)

    found = casereview(
        "worker", "--once", "--data", data, CASEREVIEW_SMTP_HOST="127.0.0.1", CASEREVIEW_SMTP_PORT="1"
    )

    assert (found.returncode, found.stdout) == (0, "0 sent.\n")
    assert "could not be sent and will be tried again: ConnectionRefusedError" in found.stderr
    assert "board.example.org" not in found.stderr
    assert waiting(data) == before


def test_a_notice_that_is_due_is_sent_once(data):
    from aiosmtpd.controller import Controller
    from aiosmtpd.handlers import Message

    class Kept(Message):
        def __init__(self) -> None:
            super().__init__()
            self.mails = []

        def handle_message(self, message) -> None:
            self.mails.append(message)

    change(data, "UPDATE notices_outbox SET done_at = '2026-01-01'")
    a_notice(data)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    server = Controller(Kept(), hostname="127.0.0.1", port=int(port))
    server.start()
    try:
        mail = {"CASEREVIEW_SMTP_HOST": "127.0.0.1", "CASEREVIEW_SMTP_PORT": port}
        said = [casereview("worker", "--once", "--data", data, **mail).stdout for _ in range(2)]
    finally:
        server.stop()

    assert said == ["1 sent.\n", "0 sent.\n"]
    (one,) = server.handler.mails
    assert (one["To"], one["Subject"]) == ("x@board.example.org", "Casereview: CURLEW-4821")
