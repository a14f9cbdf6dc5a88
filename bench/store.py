"""A store for a benchmark: filled from the journals, opened in a process of its own, and copied large row by row.

Everything here runs in the process that has the store open (``bench.alone.fresh(opened, folder)``).
"""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
INVENTED = ROOT / "journals" / "invented"
WALKTHROUGH = INVENTED / "walkthrough.yaml"
APART = 10**7
"""Between a row and its next copy lie so many numbers."""


def opened(folder: str) -> None:
    """Open the store in a folder, making it where there is none. For this process, once and for all."""
    os.environ.pop("CASEREVIEW_DATABASE", None)
    from casereview.cli.store import open_store

    open_store(Namespace(data=folder, database=None, files=None), make="replay")


def replayed(paths: Iterable[Path]) -> list[list[str]]:
    """Replay journals and give the codes of each one's cases."""
    from casereview.cli.journal import Journal

    found = []
    for path in paths:
        outcome = Journal(path).replay()
        if outcome.stopped:
            raise AssertionError(f"{path.name} does not replay: {outcome.stopped}")
        found.append(outcome.cases)
    return found


def a_browser(key: str) -> Any:
    """A browser in which the person with this key at the journals' board is signed in, second factor and all."""
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
    from django.test import Client

    from casereview.people.installation import account_for
    from casereview.people.models import Person
    from casereview.people.sign_in import has_second_factor

    account = account_for(Person.rows.get(key=key, board__name=_board_name()))
    if not has_second_factor(account):
        TOTP.activate(account, generate_totp_secret())
    browser = Client(raise_request_exception=True, headers={"host": "127.0.0.1"})
    browser.force_login(account)
    return browser


def _board_name() -> str:
    from casereview.law.strict_yaml import read

    return str(read(WALKTHROUGH).data["board"]["name"])


def copied(codes: list[str], copies: int) -> int:
    """Copy these cases, with every row of every table that hangs on one, so many times; how many cases there are then.

    The trail is copied too. Its copies are not chained, so this store is for timing alone.
    """
    from django.apps import apps
    from django.db import connection, transaction

    from casereview.cases.models import Case
    from casereview.cli.worker import count_tables

    chosen = ", ".join(str(pk) for pk in Case.rows.filter(code__in=codes).values_list("pk", flat=True))
    tables = _hanging_on(Case, [m for m in apps.get_models(include_auto_created=True) if m._meta.managed])
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys=OFF")
        cursor.execute("PRAGMA synchronous=OFF")  # while it is made; what is timed comes after
        with transaction.atomic():
            cursor.execute("CREATE TEMP TABLE copy(n INTEGER PRIMARY KEY)")
            cursor.executemany("INSERT INTO copy VALUES (%s)", [(n,) for n in range(1, copies + 1)])
            for table in tables:
                _copy(cursor, table, tables, chosen)
            _copy_the_trail(cursor, chosen)
            cursor.execute("DROP TABLE copy")
    connection.close()  # and is opened anew with the settings of the product
    count_tables()  # as the worker does every hour
    return int(Case.rows.count())


def with_entries(code: str, wanted: int) -> int:
    """Copy the chronology entries of a case until it has so many, each copy a day later; how many it has then."""
    from datetime import timedelta

    from casereview.evidence.models import Entry

    rows = list(Entry.rows.filter(case__code=code, withdrawn_on=None).order_by("number"))
    last = (
        Entry.rows.filter(case__code=code).order_by("number").last().number
    )  # withdrawn ones have numbers too
    day = timedelta(days=1)
    made = []
    for n in range(wanted - len(rows)):
        row, later = rows[n % len(rows)], day * (n // len(rows) + 1)
        values = {f.attname: getattr(row, f.attname) for f in Entry._meta.concrete_fields if f.name != "id"}
        values["number"] = last + n + 1
        values["earliest"] = row.earliest + later if row.earliest else None
        values["latest"] = row.latest + later if row.latest else None
        made.append(Entry(**values))
    Entry.rows.bulk_create(made, batch_size=500)
    return int(Entry.rows.filter(case__code=code, withdrawn_on=None).count())


def _copy(cursor: Any, table: Any, tables: list[Any], chosen: str) -> None:
    columns = [_copied_column(field, tables) for field in table._meta.local_fields]
    cursor.execute(
        f"INSERT INTO {table._meta.db_table} ({', '.join(name for name, _ in columns)}) "  # noqa: S608 - our own tables
        f"SELECT {', '.join(value for _, value in columns)} FROM {table._meta.db_table} AS old, copy "
        f"WHERE {_of_chosen(table, tables, chosen, 'old.')} ORDER BY n"
    )


def _of_chosen(table: Any, tables: list[Any], chosen: str, alias: str = "") -> str:
    """The condition that a row is of the cases that are copied, by way of its parents where it does not name its case."""
    if table is tables[0]:
        return f"{alias}id IN ({chosen})"
    ways = [field for field in table._meta.local_fields if field.related_model in tables and not field.null]
    way = next((field for field in ways if field.related_model is tables[0]), ways[0])
    parent = way.related_model
    return (
        f"{alias}{way.column} IN (SELECT id FROM {parent._meta.db_table} "  # noqa: S608 - our own tables
        f"WHERE {_of_chosen(parent, tables, chosen)})"
    )


def _hanging_on(case: Any, models: list[Any]) -> list[Any]:
    """The case's table and all that point to it, also by way of others."""
    found = [case]
    while more := [
        model
        for model in models
        if model not in found and any(field.related_model in found for field in model._meta.local_fields)
    ]:
        found += more
    return found


def _copied_column(field: Any, tables: list[Any]) -> tuple[str, str]:
    """A column, and what stands in it in the n-th copy."""
    name = f'"{field.column}"'
    if field.primary_key or field.related_model in tables:
        return name, f"old.{name} + copy.n * {APART}"
    if field.unique:
        return name, f"old.{name} || '-' || copy.n"
    return name, f"old.{name}"


def _copy_the_trail(cursor: Any, chosen: str) -> None:
    number = f"seq + n * {APART}"
    subjects = ", ".join(f"'case:{pk}'" for pk in chosen.split(", "))
    cursor.execute(
        "INSERT INTO audit_said (seq, nonce, payload, sentence, made, phase, token) "  # noqa: S608 - our own tables
        f"SELECT {number}, nonce, payload, sentence, made, phase, NULL FROM audit_said, copy "
        f"WHERE seq IN (SELECT seq FROM audit_row WHERE subject IN ({subjects})) ORDER BY n, seq"
    )
    cursor.execute(
        'INSERT INTO audit_row (seq, at, "on", actor, act, subject, outcome, payload_digest, prev, hash, mac) '  # noqa: S608
        f"SELECT {number}, at, \"on\", actor, act, 'case:' || (substr(subject, 6) + n * {APART}), outcome, payload_digest, "
        f"printf('%%064d', 2 * ({number})), printf('%%064d', 2 * ({number}) + 1), mac "
        f"FROM audit_row, copy WHERE subject IN ({subjects}) ORDER BY n, seq",
        [],
    )
    cursor.execute("UPDATE audit_head SET seq = (SELECT max(seq) FROM audit_row)")
