"""Furnish a house for browser tests, in a process of its own: a board, its people's logins, and replayed journals.

Example: python -m tests.browser.furnish '{"journals": [...], "acts": true, "told": "told.json"}' --data /tmp/house
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any


def main(argv: list[str]) -> int:
    """Fill an empty store as ``casereview demo`` does, on any engine, and write down who can sign in."""
    from casereview.cli.store import add_store_options, open_store

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wanted", type=json.loads)
    add_store_options(parser)
    args = parser.parse_args(argv)
    open_store(args, make="demo")
    told = furnish([Path(j) for j in args.wanted["journals"]], acts=args.wanted["acts"])
    Path(args.wanted["told"]).write_text(json.dumps(told), encoding="utf-8")
    return 0


def furnish(journals: list[Path], *, acts: bool) -> dict[str, Any]:
    """Make the board of the first journal, replay them all where their acts are wanted, and give everybody a login."""
    from casereview.cli.journal import Journal
    from casereview.people.block import board_from_block
    from casereview.people.installation import give_demo_login
    from casereview.people.models import Person

    board = board_from_block(Journal(journals[0]).block)
    cases: dict[str, str] = {}
    for path in journals if acts else []:
        outcome = Journal(path).replay()
        if outcome.stopped:
            raise SystemExit(f"{path.name}: {outcome.stopped}")
        cases[path.stem] = outcome.cases[0]
    people = {}
    for person in Person.rows.filter(board=board).order_by("pk"):
        login, password, _ = give_demo_login(person)
        people[person.key] = {"name": person.name, "login": login, "password": password}
    return {"board": board.code, "people": people, "cases": cases}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
