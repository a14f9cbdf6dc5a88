"""``casereview worker``: send what waits in the outbox, and reminders when they are due."""

from __future__ import annotations

import argparse
import contextlib
import logging
import sys
import threading
import time

EXAMPLE = "Example: casereview worker --database postgres://app@/casereview"
PAUSE = 10.0
HOUR = 3600.0
log = logging.getLogger("casereview.worker")


def main(argv: list[str]) -> int:
    """Run the worker until stopped, or once."""
    from casereview.cli.store import BadStoreOption, add_store_options, open_store

    parser = argparse.ArgumentParser(prog="casereview worker", description=__doc__, epilog=EXAMPLE)
    parser.add_argument("--once", action="store_true", help="send what is due now, then stop")
    add_store_options(parser)
    args = parser.parse_args(argv)
    try:
        open_store(args)
    except BadStoreOption as bad:
        print(f"casereview worker: {bad}", file=sys.stderr)
        return 2
    if args.once:
        print(f"{send_now()} sent.")
        return 0
    with contextlib.suppress(KeyboardInterrupt):
        work(threading.Event())
    return 0


def send_now() -> int:
    """Send what is due now. Where no mail server is set, nothing is sent and everything waits."""
    from django.conf import settings

    from casereview.notices.outbox import send_due
    from casereview.people.models import Account

    if not settings.EMAIL_HOST:
        return 0
    return send_due(
        lambda number: str(
            Account.rows.filter(pk=number, is_active=True).values_list("email", flat=True).first() or ""
        )
    )


def count_tables() -> None:
    """Let an embedded store's planner know how full its tables are. PostgreSQL does this by itself."""
    from django.db import connection

    from casereview.config.sqlite import LOOK_AT_EVERY_TABLE

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(LOOK_AT_EVERY_TABLE)


def work(stop: threading.Event) -> None:
    """Send again and again, until told to stop."""
    from django.db import close_old_connections, connection

    counted = -HOUR
    while not stop.is_set():
        try:
            if time.monotonic() - counted > HOUR:
                counted = time.monotonic()
                count_tables()
            send_now()
        except Exception:
            log.exception("the worker could not look into the outbox")
        close_old_connections()
        connection.close()
        stop.wait(PAUSE)
