"""``doctor``, ``worker --once``, ``backup``, ``restore`` and ``audit`` at the terminal, as somebody new types them.

Each is run as a program of its own. Whatever is wrong gets one sentence on standard error, exit status 2, and no traceback.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import sqlite3
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
JOURNAL = ROOT / "journals" / "invented" / "02-notified.yaml"
STORE = "casereview.sqlite3"


def casereview(*args: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in an environment in which nothing of Casereview is set."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CASEREVIEW")}
    clean.pop("DJANGO_SETTINGS_MODULE", None)
    found = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "casereview", *map(str, args)],
        cwd=ROOT,
        env=clean | environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert "Traceback" not in found.stderr, found.stderr
    return found


def refused(found: subprocess.CompletedProcess[str], command: str, words: str) -> None:
    """Exit status 2, nothing on standard output, and one sentence that begins with the command's name."""
    assert (found.returncode, found.stdout) == (2, "")
    assert found.stderr.startswith(f"casereview {command}: ")
    assert words in found.stderr
    assert len(found.stderr.strip().splitlines()) == 1


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A store with one notified case, made once."""
    folder = tmp_path_factory.mktemp("made") / "store"
    assert casereview("replay", JOURNAL, "--data", folder).returncode == 0
    return folder


@pytest.fixture
def data(made, tmp_path) -> Path:
    """The same, for a test to change."""
    return Path(shutil.copytree(made, tmp_path / "store"))


def change(folder: Path, *statements: str) -> None:
    """Do to the file of a store what no part of the program does."""
    connection = sqlite3.connect(folder / STORE)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


OPENS = (
    ("doctor",),
    ("worker", "--once"),
    ("backup", "never.zip"),
    ("audit", "verify"),
)


@pytest.mark.parametrize("command", OPENS, ids=" ".join)
def test_a_folder_that_is_not_there_is_said_and_not_made(command, tmp_path):
    refused(casereview(*command, "--data", tmp_path / "nowhere"), command[0], "There is no store at")

    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("command", OPENS, ids=" ".join)
def test_a_store_of_a_newer_version_is_left_alone(command, data):
    change(
        data,
        "INSERT INTO django_migrations (app, name, applied) VALUES ('cases', '9999_later', '2030-01-01')",
    )
    before = (data / STORE).read_bytes()

    refused(casereview(*command, "--data", data), command[0], "made by a newer version of Casereview")

    assert (data / STORE).read_bytes() == before


def test_a_store_of_an_older_version_is_not_upgraded_by_the_way(data):
    change(data, "DELETE FROM django_migrations WHERE app = 'people' AND name LIKE '0003%'")

    refused(casereview("backup", "never.zip", "--data", data), "backup", "This store is of an older version.")


def test_a_store_that_is_not_there_leaves_no_key_in_its_folder(tmp_path):
    refused(casereview("doctor", "--database", tmp_path / "none"), "doctor", "There is no store at none")

    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_store_is_said(tmp_path):
    (tmp_path / STORE).write_bytes(b"A shopping list, and not a store. " * 100)

    refused(casereview("doctor", "--data", tmp_path), "doctor", "The store cannot be opened")


@pytest.mark.parametrize("url", ["mysql://app@/casereview", "postgres://nobody@127.0.0.1:1/none"])
def test_a_database_that_is_none_is_said(url):
    found = casereview("doctor", "--database", url)

    assert found.returncode == 2 and found.stderr.startswith("casereview doctor: ")


# -- doctor ---------------------------------------------------------------------------------------------


def findings(*args: object, **environment: str) -> dict[str, dict[str, object]]:
    """What the doctor says, by what it looks at."""
    answer = json.loads(casereview("doctor", "--format", "json", *args, **environment).stdout)
    return {one["what"]: one for one in answer["findings"]}


def test_the_doctor_says_what_is_good_and_what_is_not_and_what_to_do(made):
    found = casereview("doctor", "--data", made)

    assert found.returncode == 1, "no mail server is set, and no scanner asked"
    lines = found.stdout.splitlines()
    assert any(line.startswith("good  audit trail: ") and line.endswith("the chain holds") for line in lines)
    assert "BAD   mail: no server is set, so notices wait Set CASEREVIEW_SMTP_HOST." in lines


def test_the_doctor_finds_a_store_that_others_can_read(data):
    (data / STORE).chmod(0o644)
    (data / "audit.key").chmod(0o644)

    found = findings("--data", data)

    assert (found["store file"]["good"], found["store file"]["do"]) == (False, f"chmod 600 {STORE}")
    assert (found["audit key"]["good"], found["audit key"]["do"]) == (False, "chmod 600 audit.key")


def test_the_doctor_finds_what_must_not_be_served(made):
    found = findings(
        "--data",
        made,
        CASEREVIEW_DEBUG="1",
        CASEREVIEW_HOSTS="*",
        CASEREVIEW_ADDRESS="http://reviews.example.org",
        CASEREVIEW_SMTP_HOST="mail.example.org",
    )

    assert {
        name: one["good"]
        for name, one in found.items()
        if name in ("debugging", "host names", "address", "mail")
    } == {
        "debugging": False,
        "host names": False,
        "address": False,
        "mail": True,
    }


def test_the_doctor_finds_a_trail_that_was_changed(data):
    change(data, "DROP TRIGGER audit_row_no_update", "UPDATE audit_row SET actor = 'account:9' WHERE seq = 2")

    assert findings("--data", data)["audit trail"]["says"] == "broken at row 2"


# -- worker ---------------------------------------------------------------------------------------------


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


# -- backup and restore ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def backup(made, tmp_path_factory) -> Path:
    """A backup of the store."""
    to = tmp_path_factory.mktemp("backup") / "today.zip"
    assert casereview("backup", to, "--data", made).returncode == 0
    return to


def test_a_backup_goes_back_whole_and_says_the_same_digest(made, backup, tmp_path):
    back = casereview("restore", backup, "--data", tmp_path / "new")

    with zipfile.ZipFile(backup) as archive:
        assert back.stdout.strip() == archive.read("digest.txt").decode()
    again = casereview("backup", tmp_path / "again.zip", "--data", tmp_path / "new")
    assert (back.returncode, again.returncode, again.stdout) == (0, 0, back.stdout)
    shutil.copy(made / "audit.key", tmp_path / "new" / "audit.key")
    assert casereview("audit", "verify", "--data", tmp_path / "new").returncode == 0


def test_a_backup_holds_no_key_and_only_its_owner_reads_it(made, backup):
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    with zipfile.ZipFile(backup) as archive:
        held = b"".join(archive.read(name) for name in archive.namelist())
    for key in ("audit.key", "secret.key"):
        assert (made / key).read_bytes().strip() not in held


def test_a_backup_is_not_written_over_another_nor_where_there_is_no_folder(made, backup, tmp_path):
    before = backup.read_bytes()

    refused(casereview("backup", backup, "--data", made), "backup", "this file is there already")
    refused(
        casereview("backup", tmp_path / "no" / "x.zip", "--data", made),
        "backup",
        "the file cannot be written",
    )
    assert backup.read_bytes() == before
    assert list(tmp_path.iterdir()) == []


def test_a_backup_that_fails_leaves_nothing_behind(data, tmp_path):
    (tmp_path / "full").mkdir()
    found = casereview("backup", tmp_path / "full", "--data", data)

    refused(found, "backup", "this file is there already")
    assert list((tmp_path / "full").iterdir()) == []


def test_nothing_is_restored_over_a_store_that_holds_anything(data, backup):
    before = casereview("audit", "anchor", "--data", data).stdout

    refused(casereview("restore", backup, "--data", data), "restore", "There is a store here already.")

    assert casereview("audit", "anchor", "--data", data).stdout == before


@pytest.mark.parametrize("spoiled", ["missing", "text", "cut", "without its digest", "a bit turned"])
def test_a_backup_that_is_not_whole_is_refused_before_anything_is_made(spoiled, backup, tmp_path):
    path = tmp_path / "spoiled.zip"
    whole = bytearray(backup.read_bytes())
    if spoiled == "text":
        path.write_text("A shopping list.")
    if spoiled == "cut":
        path.write_bytes(whole[: len(whole) // 2])
    if spoiled == "a bit turned":
        whole[len(whole) // 3] ^= 1
        path.write_bytes(whole)
    if spoiled == "without its digest":
        with zipfile.ZipFile(backup) as old, zipfile.ZipFile(path, "w") as new:
            new.writestr("rows.jsonl", old.read("rows.jsonl"))

    refused(casereview("restore", path, "--data", tmp_path / "new"), "restore", "not a whole backup")

    assert not (tmp_path / "new").exists()


def rewritten(backup: Path, to: Path, row: bytes) -> Path:
    """A backup with one more row."""
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(to, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data + row + b"\n" if name == "rows.jsonl" else data)
    return to


@pytest.mark.parametrize(
    "row",
    [
        b'{"model": "cases.hologram", "pk": 1, "fields": {}}',
        b'{"model": "people.agency", "pk": 900, "fields": {"board": 1, "key": "x", "name": "X", "colour": "red"}}',
        b"not a row",
    ],
)
def test_a_backup_of_a_newer_version_is_refused_and_nothing_of_it_stays(row, backup, tmp_path):
    path = rewritten(backup, tmp_path / "newer.zip", row)

    found = casereview("restore", path, "--data", tmp_path / "new")

    refused(found, "restore", "cannot be read by this version")
    assert casereview("restore", backup, "--data", tmp_path / "new").returncode == 0, (
        "the place is still empty"
    )


def test_a_row_that_was_slipped_in_is_found_by_the_digest(backup, tmp_path):
    row = (
        b'{"model": "people.agency", "pk": 900, "fields": {"board": 1, "key": "slip", "name": "Slipped in"}}'
    )
    path = rewritten(backup, tmp_path / "slipped.zip", row)

    found = casereview("restore", path, "--data", tmp_path / "new")

    assert found.returncode == 1
    assert "what is here now is not what the backup held" in found.stderr


# -- audit ----------------------------------------------------------------------------------------------


def test_the_chain_holds_and_an_anchor_kept_elsewhere_proves_it(made, tmp_path):
    anchor = casereview("audit", "anchor", "--data", made)
    kept = tmp_path / "anchors.txt"
    kept.write_text(anchor.stdout)

    found = casereview("audit", "verify", "--data", made, "--anchors", kept, "--format", "json")

    rows, digest = anchor.stdout.split()
    assert (anchor.returncode, found.returncode) == (0, 0)
    assert json.loads(found.stdout) == {"ok": True, "rows": int(rows), "head": digest, "broken": []}


def test_a_row_that_was_changed_is_named(data):
    change(data, "DROP TRIGGER audit_row_no_update", "UPDATE audit_row SET act = 'publish' WHERE seq = 2")

    found = casereview("audit", "verify", "--data", data)

    assert found.returncode == 1
    assert "the chain is broken" in found.stdout and "  row 2: " in found.stdout


def test_an_end_that_was_cut_off_is_found_by_an_anchor_alone(data, tmp_path):
    kept = tmp_path / "anchors.txt"
    kept.write_text(casereview("audit", "anchor", "--data", data).stdout)
    last = int(kept.read_text().split()[0])
    change(
        data,
        "DROP TRIGGER audit_row_no_delete",
        f"DELETE FROM audit_row WHERE seq = {last}",  # noqa: S608 - a number
        f"UPDATE audit_head SET seq = {last - 1}, hash = (SELECT hash FROM audit_row WHERE seq = {last - 1})",  # noqa: S608 - a number
    )

    found = [casereview("audit", "verify", "--data", data, *more) for more in ((), ("--anchors", kept))]

    assert [one.returncode for one in found] == [0, 1]


def test_without_the_key_it_says_that_the_seals_were_not_checked(data):
    (data / "audit.key").unlink()

    found = casereview("audit", "verify", "--data", data)

    assert found.returncode == 0
    assert "The audit key was not found, so the seals were not checked." in found.stderr


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "cannot be read"),
        ("17\n", "line 1: an anchor is a number and a hash"),
        ("1 " + "a" * 64 + "\nx y\n", "line 2: an anchor is a number and a hash"),
        ("é\n", "cannot be read"),
    ],
)
def test_anchors_that_cannot_be_read_are_said_with_their_place(text, words, made, tmp_path):
    kept = tmp_path / "anchors.txt"
    if text is not None:
        kept.write_text(text, encoding="utf-8")

    found = casereview("audit", "verify", "--data", made, "--anchors", kept)

    refused(found, "audit", words)
    assert "anchors.txt" in found.stderr


def test_the_export_is_a_line_a_row_and_the_payloads_stand_apart(made, tmp_path):
    out, apart = tmp_path / "trail.jsonl", tmp_path / "payloads.jsonl"

    found = casereview("audit", "export", out, "--payloads", apart, "--data", made)
    printed = casereview("audit", "export", "--data", made)

    lines = out.read_text(encoding="utf-8").splitlines()
    assert (found.returncode, printed.stdout.splitlines()) == (0, lines)
    assert [json.loads(line)["seq"] for line in lines] == list(range(1, len(lines) + 1))
    assert "payload" not in json.loads(lines[0]), "only its digest"
    assert len(apart.read_text(encoding="utf-8").splitlines()) == len(lines)
    assert {stat.S_IMODE(path.stat().st_mode) for path in (out, apart)} == {0o600}


def test_an_export_to_where_there_is_no_folder_is_said(made, tmp_path):
    found = casereview("audit", "export", tmp_path / "no" / "trail.jsonl", "--data", made)

    refused(found, "audit", "cannot be written")
