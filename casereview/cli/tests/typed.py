"""Commands as somebody types them: each is a program of its own, in an environment in which nothing is set."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
JOURNAL = ROOT / "journals" / "invented" / "02-notified.yaml"
STORE = "casereview.sqlite3"


def casereview(*args: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in an environment in which nothing of Casereview is set."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CASEREVIEW")}
    clean.pop("DJANGO_SETTINGS_MODULE", None)
    found = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "casereview", *map(str, args)],
        cwd=ROOT,
        env=clean | environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert "Traceback" not in found.stderr, found.stderr
    return found


def refused(found: subprocess.CompletedProcess[str], command: str, words: str) -> None:
    """Exit status 2, nothing on standard output, and one sentence that begins with the command's name."""
    assert (found.returncode, found.stdout) == (2, "")
    assert found.stderr.startswith(f"casereview {command}: ")
    assert words in found.stderr
    assert len(found.stderr.strip().splitlines()) == 1


def change(folder: Path, *statements: str) -> None:
    """Do to the file of a store what no part of the program does."""
    connection = sqlite3.connect(folder / STORE)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
