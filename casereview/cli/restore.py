"""``casereview restore``: put a backup into an empty place, and print the digest of what is there then."""

from __future__ import annotations

import argparse
import sys
import zipfile
from pathlib import Path

EXAMPLE = "Example: casereview restore casereview-2026-11-24.zip --data /srv/restored"


class CannotRead(ValueError):
    """A backup holds what this version does not know. Nothing was put back."""


def main(argv: list[str]) -> int:
    """Restore, or refuse: never over a store that holds anything."""
    from casereview.cli.store import BadStoreOption, add_store_options, open_store
    from casereview.files.gate import BROKEN_ARCHIVE

    parser = argparse.ArgumentParser(prog="casereview restore", description=__doc__, epilog=EXAMPLE)
    parser.add_argument("source", type=Path, metavar="from")
    add_store_options(parser)
    args = parser.parse_args(argv)
    try:
        with zipfile.ZipFile(args.source) as archive:
            if archive.testzip() is not None or "digest.txt" not in archive.namelist():
                raise zipfile.BadZipFile
    except BROKEN_ARCHIVE:
        print("casereview restore: this file is not a whole backup. Use another.", file=sys.stderr)
        return 2
    try:
        open_store(args, make="serve")
        from casereview.people.models import Board

        if Board.rows.exists():
            raise BadStoreOption("There is a store here already. A backup is restored into an empty place.")
    except BadStoreOption as bad:
        print(f"casereview restore: {bad}", file=sys.stderr)
        return 2
    try:
        found, wanted = put_back(args.source)
    except CannotRead as bad:
        print(f"casereview restore: {bad}", file=sys.stderr)
        return 2
    print(found)
    if found != wanted:
        print("casereview restore: what is here now is not what the backup held.", file=sys.stderr)
        return 1
    return 0


def put_back(source: Path) -> tuple[str, str]:
    """Write every row and file of a backup, or nothing; give the digest of what is here, and the backup's own.

    Raises:
        CannotRead: it holds what this version does not know.
    """
    from django.core import serializers
    from django.core.serializers.base import DeserializationError
    from django.db import DatabaseError, connection, transaction

    from casereview.cli import digest
    from casereview.files.store import put
    from casereview.people.models import Store

    with zipfile.ZipFile(source) as archive:
        try:
            with connection.constraint_checks_disabled(), transaction.atomic():
                Store.rows.all().delete()
                with archive.open("rows.jsonl") as lines:
                    for line in lines:
                        for one in serializers.deserialize("json", b"[" + line.strip() + b"]"):
                            one.save()
                for name in archive.namelist():
                    if name.startswith("files/"):
                        put(archive.read(name))
        except (DeserializationError, DatabaseError) as problem:
            raise CannotRead(
                "this backup cannot be read by this version. Nothing was put back. Use the version that made it."
            ) from problem
        _sequences()
        return digest.digest(), archive.read("digest.txt").decode()


def _sequences() -> None:
    """On PostgreSQL the counters begin after the rows that were put back."""
    from io import StringIO

    from django.apps import apps
    from django.core.management import call_command
    from django.db import connection

    if connection.vendor != "postgresql":
        return
    for app in apps.get_app_configs():
        out = StringIO()
        call_command("sqlsequencereset", app.label, stdout=out, no_color=True)
        if out.getvalue().strip():
            with connection.cursor() as cursor:
                cursor.execute(out.getvalue())
