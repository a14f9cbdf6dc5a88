"""The two roles on PostgreSQL, as docs/installing.md sets them up: the one that serves cannot touch the trail."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import ProgrammingError, connection, transaction

from casereview.acts.perform import perform
from casereview.audit.export import verify
from casereview.audit.models import Row
from casereview.cli.worker import send_now

pytestmark = pytest.mark.django_db(transaction=True)
INSTALLING = Path(__file__).resolve().parent.parent / "docs" / "installing.md"
FORBIDDEN = (
    "UPDATE audit_row SET actor = 'account:1'",
    "DELETE FROM audit_row",
    "TRUNCATE audit_row",
    "UPDATE audit_said SET sentence = ''",
    "DELETE FROM audit_said",
    "TRUNCATE audit_said",
    "DELETE FROM audit_head",
    "INSERT INTO audit_head (one, seq, hash, at) VALUES (2, 0, '', '')",
    "ALTER TABLE audit_row DISABLE TRIGGER ALL",
    "DROP TRIGGER audit_row_never_changed ON audit_row",
    "DROP FUNCTION audit_never_changed() CASCADE",
    "CREATE OR REPLACE FUNCTION audit_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
    "DROP TABLE audit_row CASCADE",
    "ALTER TABLE audit_row RENAME TO audit_old",
    "CREATE TABLE audit_other (seq bigint)",
    "SET session_replication_role = replica",
    "INSERT INTO django_migrations (app, name, applied) VALUES ('audit', 'x', now())",
)


def lines_for(role: str) -> list[str]:
    """What the owner of a database says once, with this role in place of ``app``."""
    block = re.search(r"(    CREATE ROLE app LOGIN;\n(?:    .*\n)+)", INSTALLING.read_text(encoding="utf-8"))
    assert block is not None, "docs/installing.md does not say how to make the role"
    return [re.sub(r"\bapp\b", role, line.strip()) for line in block[1].strip().splitlines()]


@pytest.fixture
def as_app() -> Iterator[Callable[[], str]]:
    """``as_app()``: from here on every connection of this test is that of the role which serves; its name."""
    role, owner = f"app_{secrets.token_hex(4)}", connection.settings_dict["USER"]

    def enter() -> str:
        with connection.cursor() as cursor:
            for line in lines_for(role):
                cursor.execute(line)
        connection.close()
        connection.settings_dict["USER"] = role
        return role

    yield enter
    connection.close()
    connection.settings_dict["USER"] = owner
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"DROP OWNED BY {role}")
            cursor.execute(f"DROP ROLE {role}")


def refused(statement: str) -> bool:
    """Whether the database refuses a statement because of whose it is."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except ProgrammingError as why:
        return bool(re.search("permission denied|must be owner", str(why)))
    return False


def test_ad_8_whoever_serves_does_acts_and_looks_and_cannot_touch_the_trail(
    a_case, someone, signed_in, as_app
):
    if connection.vendor != "postgresql":
        assert (
            connection.vendor == "sqlite"
        )  # one file has one owner: there the triggers alone stand, see test_trail
        return
    case, manager = a_case(), someone("manager", today=date.today())
    browser = signed_in(manager)
    role = as_app()

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT session_user, current_user, usesuper FROM pg_user WHERE usename = session_user"
        )
        assert cursor.fetchone() == (role, role, False)
    before = Row.rows.count()
    said = {"to": "A body", "what": "That a case was notified"}
    perform(manager, "record-telling", said, to=case, on=date(2014, 3, 3))
    assert browser.get(f"/cases/{case.code}/").status_code == 200
    assert send_now() == 0
    assert Row.rows.count() == before + 2

    assert [statement for statement in FORBIDDEN if not refused(statement)] == []
    with connection.cursor() as cursor:
        cursor.execute("GRANT UPDATE, DELETE ON audit_row TO PUBLIC")  # PostgreSQL warns, and grants nothing
        cursor.execute("SELECT has_table_privilege('audit_row', 'UPDATE, DELETE')")
        assert cursor.fetchone() == (False,)

    assert Row.rows.count() == before + 2
    assert verify()["ok"]


def test_ad_8_the_control_the_owner_could_take_the_triggers_down(a_case):
    if connection.vendor != "postgresql":
        assert connection.vendor == "sqlite"
        return
    a_case("notified")

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_row DISABLE TRIGGER ALL")
        cursor.execute("UPDATE audit_row SET actor = 'account:999'")
        cursor.execute("ALTER TABLE audit_row ENABLE TRIGGER ALL")

    assert not verify()["ok"], "what an owner changes is found by the chain"
