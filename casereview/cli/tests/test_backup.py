"""``casereview backup`` and ``restore``: the whole store comes back, or nothing is made and a sentence says why."""

from __future__ import annotations

import shutil
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from casereview.cli import restore
from casereview.cli.tests.typed import casereview, refused


@pytest.fixture(scope="session")
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


@pytest.mark.parametrize("spoiled", ["missing", "text", "cut", "without its digest"])
def test_a_backup_that_is_not_whole_is_refused_before_anything_is_made(spoiled, backup, tmp_path):
    path = tmp_path / "spoiled.zip"
    whole = bytearray(backup.read_bytes())
    if spoiled == "text":
        path.write_text("A shopping list.")
    if spoiled == "cut":
        path.write_bytes(whole[: len(whole) // 2])
    if spoiled == "without its digest":
        with zipfile.ZipFile(backup) as old, zipfile.ZipFile(path, "w") as new:
            new.writestr("rows.jsonl", old.read("rows.jsonl"))

    refused(casereview("restore", path, "--data", tmp_path / "new"), "restore", "not a whole backup")

    assert not (tmp_path / "new").exists()


def test_a_backup_with_one_bit_turned_is_refused_wherever_the_bit_lies(backup, tmp_path, capsys):
    path = tmp_path / "spoiled.zip"
    whole = backup.read_bytes()
    with zipfile.ZipFile(backup) as archive:
        first = archive.infolist()[0]
    start = 30 + sum(struct.unpack("<HH", whole[26:30]))  # after the part's head and name

    for at in [0, *range(start, start + first.compress_size - 8, max(1, first.compress_size // 150))]:
        turned = bytearray(whole)
        turned[at] ^= 1 << (at % 8)
        path.write_bytes(turned)

        assert restore.main([str(path), "--data", str(tmp_path / "new")]) == 2, f"byte {at}"
        assert "not a whole backup" in capsys.readouterr().err
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
