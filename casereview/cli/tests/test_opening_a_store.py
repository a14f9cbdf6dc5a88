"""Every command that opens a store: what is not there, not ours or not of this version gets one sentence and stays as it was."""

from __future__ import annotations

import pytest

from casereview.cli.tests.typed import STORE, casereview, change, refused

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


def test_a_store_of_an_older_version_is_not_upgraded_by_the_way(data, tmp_path):
    change(data, "DELETE FROM django_migrations WHERE id = (SELECT MAX(id) FROM django_migrations)")

    refused(
        casereview("backup", tmp_path / "never.zip", "--data", data),
        "backup",
        "This store is of an older version.",
    )


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
