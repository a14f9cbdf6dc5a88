"""Which SQLite settings keep what was acknowledged."""

from __future__ import annotations

import sqlite3

import pytest
from django.db import connection

from casereview.config.sqlite import journal, pragmas, version, wal_is_safe


@pytest.mark.parametrize(
    "number", [(3, 7, 0), (3, 40, 1), (3, 44, 5), (3, 45, 0), (3, 50, 6), (3, 51, 2), (3, 52, 0)]
)
def test_du_3_a_sqlite_with_the_wal_reset_bug_gets_delete_with_extra(number):
    assert journal(number) == ("DELETE", "EXTRA")
    assert "journal_mode=DELETE; PRAGMA synchronous=EXTRA" in pragmas(number)


@pytest.mark.parametrize("number", [(3, 44, 6), (3, 44, 9), (3, 50, 7), (3, 51, 3), (3, 53, 4), (4, 0, 0)])
def test_du_3_one_with_the_fix_gets_wal_with_full(number):
    assert wal_is_safe(number)
    assert journal(number) == ("WAL", "FULL")


@pytest.mark.parametrize("number", [(3, 40, 1), (3, 53, 4)])
def test_du_3_never_normal_and_never_delete_with_full(number):
    assert journal(number) not in {("DELETE", "FULL"), ("WAL", "NORMAL"), ("DELETE", "NORMAL")}


def test_du_3_what_is_said_is_what_a_new_store_does(tmp_path):
    with sqlite3.connect(tmp_path / "store.sqlite3") as store:
        for pragma in pragmas(version()).split(";"):
            store.execute(pragma)
        mode = store.execute("PRAGMA journal_mode").fetchone()[0].upper()
        synchronous = store.execute("PRAGMA synchronous").fetchone()[0]

    assert (mode, {2: "FULL", 3: "EXTRA"}[synchronous]) == journal(version())


@pytest.mark.django_db
def test_du_3_the_doctor_says_which_and_why(monkeypatch):
    if connection.vendor != "sqlite":
        assert connection.vendor == "postgresql"  # the doctor then speaks of PostgreSQL
        return
    from casereview.cli.doctor import findings
    from casereview.config import sqlite

    monkeypatch.setattr(sqlite, "version", lambda: (3, 40, 1))
    said = next(one for one in findings() if one.what == "SQLite")

    assert "DELETE with EXTRA" in said.says and "WAL-reset bug" in said.says
