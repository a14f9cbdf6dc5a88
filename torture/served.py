"""A store of our own with one review in it, served by the product, and calls to its API."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any

from bench.alone import fresh
from bench.store import INVENTED, opened, replayed


@dataclass(frozen=True, slots=True)
class Store:
    """Where a store is, the review in it, and the API tokens of people by their keys."""

    folder: str
    case: str
    tokens: dict[str, str]


def _filled() -> tuple[str, dict[str, str]]:
    from casereview.cases.models import Case
    from casereview.people.installation import account_for, give_token
    from casereview.people.models import Account, Person

    code = replayed([INVENTED / "05-commissioned.yaml"])[0][0]
    people = Person.rows.filter(board=Case.rows.get(code=code).board_id)
    tokens = {person.key: give_token(account_for(person)) for person in people}
    stranger = Account.rows.create(email="stranger@example.org", password="!")  # noqa: S106 - nobody's password
    return code, {**tokens, "stranger": give_token(stranger)}


def store_in(folder: str) -> Store:
    """Make a store in an empty folder."""
    with fresh(opened, folder) as process:
        code, tokens = process.submit(_filled).result()
    return Store(folder, code, tokens)


class Served:
    """The product serving a store on a free port of this machine, until it is stopped or killed."""

    def __init__(self, store: Store) -> None:
        self.store = store
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            self.port = one.getsockname()[1]
        serve = [
            sys.executable,
            "-m",
            "casereview",
            "serve",
            "--data",
            store.folder,
            "--port",
            str(self.port),
        ]
        kept = {name: value for name, value in os.environ.items() if name != "CASEREVIEW_DATABASE"}
        self.process = subprocess.Popen(
            serve, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=kept, start_new_session=True
        )

    def ready(self) -> Served:
        """Wait until it answers."""
        for _ in range(400):
            if self.call("GET", "/api/openapi.json", "manager")[0] == 200:
                return self
            time.sleep(0.05)
        raise AssertionError("The server does not answer.")

    def call(
        self, method: str, path: str, who: str, said: Any = None, headers: dict[str, str] | None = None
    ) -> tuple[int, bytes]:
        """Status and bytes of one call; 0 where no answer came."""
        body = said if isinstance(said, bytes) else None if said is None else json.dumps(said).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            data=body,
            method=method,
            headers={
                "Authorization": f"Bearer {self.store.tokens[who]}",
                "Content-Type": "application/json",
                **(headers or {}),
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()
        except (OSError, HTTPException):  # killed before it answered, or in the middle of its answer
            return 0, b""

    def tell(self, name: str) -> bool:
        """Do one act that bears a name; whether the server said that it is done."""
        path = f"/api/acts/record-telling?case={self.store.case}"
        return (
            self.call("POST", path, "manager", {"to": name, "what": "Told."}, {"Idempotency-Key": name})[0]
            == 200
        )

    def kill(self) -> None:
        """End it at once, as a crash would: the group that we made and nothing else."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """End it in good order."""
        self.process.terminate()
        self.process.wait()


def told(folder: str) -> list[str]:
    """The names of the acts that are in a store, with a whole trail and a whole file, or an AssertionError."""
    with fresh(opened, folder) as process:
        return process.submit(_told).result()


def _told() -> list[str]:
    from django.db import connection

    from casereview.audit.export import verify
    from casereview.audit.models import Row
    from casereview.cases.models import Telling

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        assert cursor.fetchone()[0] == "ok", "the database file is not whole"
    checked = verify()
    assert checked["ok"] and checked["key_checked"], f"the trail does not hold: {checked['broken'][:2]}"
    names = list(Telling.rows.filter(what="Told.").order_by("pk").values_list("to", flat=True))
    written = Row.rows.filter(act="record-telling", outcome="").count()
    assert written >= len(names), "an act is there that the trail does not know"
    return names
