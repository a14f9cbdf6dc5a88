"""``casereview demo``: a furnished board with reviews at every stage, on this machine only."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

EXAMPLE = "Example: casereview demo --port 8001 --data /tmp/demo"
ROOT = Path(__file__).resolve().parent.parent.parent
JOURNALS = ROOT / "journals"


def main(argv: list[str]) -> int:
    """Fill an empty folder with the demo, or serve the demo that is there."""
    from casereview.cli.store import BadStoreOption, open_store

    parser = argparse.ArgumentParser(prog="casereview demo", description=__doc__, epilog=EXAMPLE)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--data", default=str(ROOT / "demo"))
    parser.add_argument("--fill-only", action="store_true", help="make the demo and stop")
    args = parser.parse_args(argv)
    folder = Path(args.data).absolute()
    if folder.exists() and any(folder.iterdir()) and not (folder / "casereview.sqlite3").exists():
        print(
            "casereview demo: this folder is not empty and holds no demo. Choose another with --data.",
            file=sys.stderr,
        )
        return 2
    os.environ["CASEREVIEW_DEMO"] = "1"
    os.environ.setdefault("CASEREVIEW_ADDRESS", f"http://127.0.0.1:{args.port}")
    os.environ.pop("CASEREVIEW_DATABASE", None)
    try:
        open_store(args, make="demo")
    except BadStoreOption as bad:
        print(f"casereview demo: {bad}", file=sys.stderr)
        return 2
    told = folder / "demo.json"
    if not told.exists() and (status := fill(folder, args.port)) != 0:
        return status
    said = json.loads(told.read_text(encoding="utf-8"))
    said["address"] = f"http://127.0.0.1:{args.port}"
    told.write_text(json.dumps(said, indent=1), encoding="utf-8")
    tell(said)
    if args.fill_only:
        return 0
    from casereview.cli.serve import run

    return run("127.0.0.1", args.port)


def fill(folder: Path, port: int) -> int:
    """Replay every journal into an empty store, and give the invented board's people their logins."""
    from casereview.cli.journal import Journal

    found: dict[str, str] = {}
    journals = [
        *sorted((JOURNALS / "invented").glob("*.yaml")),
        *sorted((JOURNALS / "published").glob("*.yaml")),
    ]
    for path in journals:
        print(f"Replaying {path.stem} …", flush=True)
        outcome = Journal(path).replay()
        if outcome.stopped:
            print(f"casereview demo: {path.name}: {outcome.stopped}", file=sys.stderr)
            return 1
        if path.parent.name == "invented":
            found |= _phases(outcome.cases)
    board, people = _logins()
    said = {"address": f"http://127.0.0.1:{port}", "board": board, "people": people, "cases": found}
    path = folder / "demo.json"
    path.write_text(json.dumps(said, indent=1), encoding="utf-8")
    path.chmod(0o600)
    return 0


def _phases(codes: list[str]) -> dict[str, str]:
    from casereview.cases.models import Case

    return {case.phase: case.code for case in Case.rows.filter(code__in=codes, joined_into=None)}


def _logins() -> tuple[str, list[dict[str, Any]]]:
    """A login, a second factor and a token for one person of each role at the invented board."""
    from casereview.access.roles import ROLE_TITLES
    from casereview.cases.models import Appointment
    from casereview.people.installation import give_demo_login, give_token
    from casereview.people.models import Board, Person, Post

    board = Board.rows.get(name=demo_board())
    people, told = [], set()
    for person in Person.rows.filter(board=board).order_by("pk"):
        roles = set(Post.rows.filter(person=person, until=None).values_list("role", flat=True))
        roles |= set(
            Appointment.rows.filter(
                person=person, confirmed_on__isnull=False, until=None, withdrawn_on=None
            ).values_list("role", flat=True)
        )
        if not roles:
            continue
        login, password, secret = give_demo_login(person)
        token = give_token(person.account, name="Told by the demo")
        for role in sorted(roles, key=list(ROLE_TITLES).index):
            if role in told and role not in ("agency-lead", "report-writer", "chair", "learning-group"):
                continue
            told.add(role)
            people.append(
                {
                    "role": role,
                    "name": person.name,
                    "login": login,
                    "password": password,
                    "second_factor": f"shown on the page after the password; secret {secret}",
                    "token": token,
                }
            )
    return board.code, people


def demo_board() -> str:
    """The name of the invented board: the one that the first journal names."""
    from casereview.law.strict_yaml import read

    return str(read(JOURNALS / "invented" / "walkthrough.yaml").data["board"]["name"])


def tell(said: dict[str, Any]) -> None:
    """Print the address and, for each role, how to sign in."""
    print(f"\nThe demo's board is at {said['address']}/ . Everybody in it is made up.\n")
    for one in said["people"]:
        print(f"  {one['role']:<16} {one['login']:<44} {one['password']:<32} token {one['token']}")
    print(
        "\nAfter the password, the page shows the code of the second factor. All of this is in demo.json beside the store.\n",
        flush=True,
    )
