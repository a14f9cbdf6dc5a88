"""A house to visit: a store made by the product itself, and the product's own server before it, each in its own process.

The store is SQLite, or a database of its own on the PostgreSQL that ``CASEREVIEW_DATABASE`` names.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60
"""Seconds until a server that does not answer counts as broken."""


@dataclass
class House:
    """A running installation.

    Attributes:
        folder: its files; ``database`` the address of its database, empty where it is in the folder.
        people: by key, who can sign in: ``login`` and ``password``.
        cases: the codes of the cases that were replayed into it, by journal.
    """

    folder: Path
    database: str = ""
    people: dict[str, dict[str, str]] = field(default_factory=dict)
    cases: dict[str, str] = field(default_factory=dict)
    board: str = ""
    base: str = ""
    server: Any = None

    @property
    def said(self) -> str:
        """What the server has printed so far."""
        return (self.folder / "server.log").read_text(encoding="utf-8", errors="replace")

    def serve(self, **environment: str) -> House:
        """Start ``casereview serve`` on a free port, and wait until it answers."""
        port = free_port()
        self.base = f"http://127.0.0.1:{port}"
        with (self.folder / "server.log").open("w") as log:
            self.server = subprocess.Popen(
                [sys.executable, "-m", "casereview", "serve", "--port", str(port), *self.options],
                env=self.environment | environment,
                cwd=ROOT,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        for _ in range(PATIENCE * 10):
            if self.server.poll() is not None:
                raise RuntimeError(f"The server stopped at once:\n{self.said}")
            if answers(self.base):
                return self
            time.sleep(0.1)
        raise RuntimeError(f"The server does not answer:\n{self.said}")

    @property
    def environment(self) -> dict[str, str]:
        """This process's environment without what the tests set for themselves; keys lie in the house's own folder."""
        ours = {name: value for name, value in os.environ.items() if not name.startswith("CASEREVIEW_")}
        return ours | {
            "PYTHONPATH": str(ROOT),
            "PYTHONWARNINGS": "ignore",
            "CASEREVIEW_DATA": str(self.folder),
        }

    @property
    def options(self) -> list[str]:
        """How a command finds this store."""
        if not self.database:
            return ["--data", str(self.folder)]
        return ["--database", self.database, "--files", str(self.folder / "files")]

    def close(self) -> None:
        """Stop the server, and drop the database that was made for it."""
        if self.server is not None and self.server.poll() is None:
            os.killpg(self.server.pid, signal.SIGTERM)
            self.server.wait(20)
        if self.database:
            drop_database(self.database)


def empty_house(folder: Path) -> House:
    """A store that nobody has set up: what whoever installs it has before the first start."""
    folder.mkdir(parents=True, exist_ok=True)
    return House(folder=folder, database=own_database())


def furnished_house(folder: Path, journals: Sequence[Path], *, acts: bool = True) -> House:
    """A demo's store with a board, its people's logins, and what the journals say.

    Args:
        acts: without them only the board and its people are made, from the first journal.
    """
    house = empty_house(folder)
    told = folder / "told.json"
    made = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.browser.furnish",
            json.dumps({"journals": [str(j) for j in journals], "acts": acts, "told": str(told)}),
            *house.options,
        ],
        env=house.environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        house.close()
        raise RuntimeError(f"The house could not be furnished:\n{made.stdout}{made.stderr}")
    said = json.loads(told.read_text(encoding="utf-8"))
    house.people, house.cases, house.board = said["people"], said["cases"], said["board"]
    return house


def own_database() -> str:
    """A new database beside the one that the tests were given, or nothing where they run on SQLite."""
    given = os.environ.get("CASEREVIEW_DATABASE", "")
    if not given.startswith("postgres"):
        return ""
    name = f"house_{secrets.token_hex(6)}"
    _at(given, f'CREATE DATABASE "{name}"')
    return re.sub(r"^(\w+://[^/]*/)[^?]*", rf"\g<1>{name}", given)


def drop_database(address: str) -> None:
    """Take a house's database away."""
    name = re.match(r"^\w+://[^/]*/([^?]*)", address)
    if name:
        _at(os.environ["CASEREVIEW_DATABASE"], f'DROP DATABASE IF EXISTS "{name[1]}" WITH (FORCE)')


def _at(address: str, command: str) -> None:
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(command)


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def answers(base: str) -> bool:
    """Whether a server is there and well."""
    door = http.client.HTTPConnection(base.removeprefix("http://"), timeout=5)
    try:
        door.request("GET", "/accounts/login/")
        return door.getresponse().status < 500
    except OSError:
        return False
    finally:
        door.close()
