"""``casereview doctor``: each setting that matters, good or bad, with what to do."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

EXAMPLE = "Example: casereview doctor --data /srv/casereview --anchors anchors.txt"


@dataclass(frozen=True, slots=True)
class Finding:
    """One setting: what it is, whether it is good, what to do."""

    what: str
    good: bool
    says: str
    do: str = ""


def main(argv: list[str]) -> int:
    """Print the findings; 1 where one is bad."""
    from casereview.cli.store import BadStoreOption, add_store_options, open_store

    parser = argparse.ArgumentParser(prog="casereview doctor", description=__doc__, epilog=EXAMPLE)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    add_store_options(parser)
    args = parser.parse_args(argv)
    try:
        open_store(args)
    except BadStoreOption as bad:
        print(f"casereview doctor: {bad}", file=sys.stderr)
        return 2
    found = list(findings())
    if args.format == "json":
        print(
            json.dumps({"ok": all(f.good for f in found), "findings": [asdict(f) for f in found]}, indent=1)
        )
    else:
        for one in found:
            print(f"{'good' if one.good else 'BAD '}  {one.what}: {one.says}{' ' + one.do if one.do else ''}")
    return 0 if all(f.good for f in found) else 1


def findings() -> Iterator[Finding]:
    """Everything that is looked at."""
    yield from _database()
    yield from _keys()
    yield from _serving()
    yield from _trail()


def _database() -> Iterator[Finding]:
    from django.conf import settings
    from django.db import connection

    from casereview.config.sqlite import journal, version, wal_is_safe

    if connection.vendor != "sqlite":
        yield Finding("database", True, f"PostgreSQL {connection.pg_version // 10000}")  # type: ignore[attr-defined]
        return
    number = version()
    words = ".".join(map(str, number))
    wanted = journal(number)
    why = (
        "has the fix of the WAL-reset bug"
        if wal_is_safe(number)
        else "lacks the fix of the WAL-reset bug, so DELETE with EXTRA is used"
    )
    yield Finding("SQLite", True, f"{words} {why}")
    with connection.cursor() as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0].upper()
        synchronous = {1: "NORMAL", 2: "FULL", 3: "EXTRA"}.get(
            cursor.execute("PRAGMA synchronous").fetchone()[0], "OFF"
        )
        secure = cursor.execute("PRAGMA secure_delete").fetchone()[0]
    good = (mode, synchronous) == wanted
    yield Finding(
        "journal",
        good,
        f"{mode} with {synchronous}",
        "" if good else f"It must be {wanted[0]} with {wanted[1]}.",
    )
    yield Finding(
        "secure delete",
        bool(secure),
        "on" if secure else "off",
        "" if secure else "Deleted rows stay in the file.",
    )
    path = Path(str(settings.DATABASES["default"]["NAME"]))
    private = path.stat().st_mode & 0o077 == 0
    yield Finding(
        "store file",
        private,
        "only its owner can read it" if private else "others can read it",
        "" if private else f"chmod 600 {path.name}",
    )


def _keys() -> Iterator[Finding]:
    from django.conf import settings

    for what, path in (
        ("audit key", Path(settings.CASEREVIEW_AUDIT_KEY)),
        ("signing key", Path(settings.CASEREVIEW_FOLDER) / "secret.key"),
    ):
        there = path.exists()
        private = there and path.stat().st_mode & 0o077 == 0
        says = (
            "in a file that only its owner can read"
            if private
            else "others can read it"
            if there
            else "not there yet"
        )
        yield Finding(
            what, private or not there, says, "" if private or not there else f"chmod 600 {path.name}"
        )


def _serving() -> Iterator[Finding]:
    from django.conf import settings

    yield Finding(
        "debugging",
        not settings.DEBUG,
        "off" if not settings.DEBUG else "on",
        "" if not settings.DEBUG else "Unset CASEREVIEW_DEBUG.",
    )
    wide = "*" in settings.ALLOWED_HOSTS
    yield Finding(
        "host names",
        not wide,
        "every name is allowed" if wide else "only those that were set",
        "Set CASEREVIEW_HOSTS." if wide else "",
    )
    tls = settings.CASEREVIEW_TLS
    local = "127.0.0.1" in settings.CASEREVIEW_ADDRESS or "localhost" in settings.CASEREVIEW_ADDRESS
    says = (
        "cookies are secure"
        if tls
        else "this machine alone"
        if local
        else "people sign in without encryption"
    )
    yield Finding(
        "address",
        tls or local,
        says,
        "" if tls or local else "Put a TLS proxy before it and set CASEREVIEW_ADDRESS to https://…",
    )
    mail = bool(settings.EMAIL_HOST)
    yield Finding(
        "mail",
        mail,
        "a server is set" if mail else "no server is set, so notices wait",
        "" if mail else "Set CASEREVIEW_SMTP_HOST.",
    )
    yield Finding(
        "virus scanner",
        False,
        "none is asked",
        "Files are kept as they came, and never opened by the server's users.",
    )


def _trail() -> Iterator[Finding]:
    from casereview.audit.export import head, verify

    answer = verify()
    seq, _ = head()
    says = f"{seq} rows, the chain holds" if answer["ok"] else f"broken at row {answer['broken'][0]['seq']}"
    yield Finding(
        "audit trail",
        answer["ok"],
        says,
        "" if answer["ok"] else "Stop, keep a copy, and ask whoever looks after the installation.",
    )
