"""``casereview backup``: copy the whole store to one file, rows as of one moment and every file."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import zipfile
from pathlib import Path

EXAMPLE = "Example: casereview backup /media/backup/casereview-2026-11-24.zip --data /srv/casereview"


def main(argv: list[str]) -> int:
    """Write the backup and print the digest of what is in it. Keys are not in it."""
    from casereview.cli.store import BadStoreOption, add_store_options, open_store

    parser = argparse.ArgumentParser(prog="casereview backup", description=__doc__, epilog=EXAMPLE)
    parser.add_argument("to", type=Path)
    add_store_options(parser)
    args = parser.parse_args(argv)
    try:
        open_store(args)
    except BadStoreOption as bad:
        print(f"casereview backup: {bad}", file=sys.stderr)
        return 2
    if args.to.exists():
        print("casereview backup: this file is there already. Choose another name.", file=sys.stderr)
        return 2
    try:
        print(write(args.to))
    except OSError as problem:
        print(f"casereview backup: the file cannot be written ({problem.strerror}).", file=sys.stderr)
        return 2
    print(
        "Keys are not in the backup. Keep secret.key and audit.key apart; without audit.key no seal can be checked.",
        file=sys.stderr,
    )
    return 0


def write(to: Path) -> str:
    """Write a backup in one transaction's view of the store; give the digest of it."""
    from django.db import connection, transaction

    from casereview.cli import digest

    handle, name = tempfile.mkstemp(dir=to.parent, prefix=".backup-")
    with (
        os.fdopen(handle, "wb") as raw,
        zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive,
        transaction.atomic(),
    ):
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        with archive.open("rows.jsonl", "w", force_zip64=True) as out:
            for line in digest.rows():
                out.write(line.encode() + b"\n")
        for file, path in digest.files():
            archive.write(path, f"files/{file}")
        found = digest.digest()
        archive.writestr("digest.txt", found)
    Path(name).replace(to)
    to.chmod(0o600)
    return found
