"""``casereview invite``: print the address of an invitation where no mail server can carry it.

Nobody is invited here: a manager has invited them on the board's pages, and their letter waits. Whoever can use this command
can read the store's file and its keys anyway; on a page the address would let a manager sign in as the chair.
"""

from __future__ import annotations

import argparse
import json
import sys

EXAMPLE = "Example: casereview invite chair@board.example.org --data /srv/casereview"


def main(argv: list[str]) -> int:
    """List who waits for an invitation, or print the address of one."""
    from casereview.cli.store import BadStoreOption, add_store_options, open_store

    parser = argparse.ArgumentParser(prog="casereview invite", description=__doc__, epilog=EXAMPLE)
    parser.add_argument("email", nargs="?", help="whose; left out: list the addresses that wait")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    add_store_options(parser)
    args = parser.parse_args(argv)
    try:
        open_store(args)
    except BadStoreOption as bad:
        print(f"casereview invite: {bad}", file=sys.stderr)
        return 2
    return _print_one(args.email, args.format) if args.email else _list(args.format)


def _list(form: str) -> int:
    from casereview.people.entrance import invited_and_waiting

    found = [account.email for account in invited_and_waiting()]
    if form == "json":
        print(json.dumps({"waiting": found}))
    else:
        print("\n".join(found) or "Nobody waits for an invitation.")
    return 0


def _print_one(email: str, form: str) -> int:
    from django.conf import settings

    from casereview.notices.outbox import take_back_invitation
    from casereview.people.entrance import invite_again, invited_and_waiting

    account = next((one for one in invited_and_waiting() if one.email.casefold() == email.casefold()), None)
    if account is None:
        print(
            "casereview invite: nobody with this address waits for an invitation. "
            "The board manager invites them first, on the board's page.",
            file=sys.stderr,
        )
        return 1
    secret = invite_again(account)
    take_back_invitation(account.pk)  # the letter that waits would carry an address that is dead
    link = f"{settings.CASEREVIEW_ADDRESS.rstrip('/')}/invited/{secret}/"
    print(json.dumps({"address": link, "hours": 24}) if form == "json" else link)
    if form == "text":
        print(
            "It works once, for a day, and earlier ones are dead. Give it to this person alone, and not by open mail.",
            file=sys.stderr,
        )
    return 0
