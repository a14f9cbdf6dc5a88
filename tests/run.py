"""The whole suite as this machine allows: what touches the database and the walk on PostgreSQL, then everything on SQLite.

What ``CASEREVIEW_REQUIRE`` names (postgres, browser) must run. The last lines say what was left out and, in the last of all,
what both runs counted together; the exit status is not 0 if either failed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
COUNTED = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed|xpassed)\b")


def main() -> int:
    """Run the suite; 0 if all passed."""
    required = set(filter(None, os.environ.get("CASEREVIEW_REQUIRE", "").split(",")))
    left_out = []
    postgres = os.environ.get("CASEREVIEW_TEST_DATABASE") or running_postgres()
    if not postgres:
        left_out.append("postgres: no server answers; set CASEREVIEW_TEST_DATABASE")
    if not any(shutil.which(name) for name in BROWSERS):
        left_out.append("browser: no Chromium was found")
    missing = [line for line in left_out if line.split(":")[0] in required]
    if missing:
        print("\n".join(["These must run here and cannot:", *missing]))
        return 1
    base = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "2", "--dist", "loadgroup"]
    status, counted = 0, Counter[str]()
    if postgres:
        print("PostgreSQL: what touches the database, and the walk in a browser", flush=True)
        again = {**os.environ, "CASEREVIEW_DATABASE": postgres}
        status = run([*base, "-m", "django_db or postgres or both_engines"], again, counted)
    print("SQLite: everything", flush=True)
    status = run(base, dict(os.environ), counted) or status
    for line in left_out:
        print(f"left out: {line}")
    print(in_all(counted), flush=True)
    return status


def run(command: list[str], environment: dict[str, str], counted: Counter[str]) -> int:
    """Run pytest, passing on what it prints, and add what its closing line counts. Its exit status."""
    last = ""
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as running:
        for line in running.stdout or ():
            print(line, end="", flush=True)
            last = line if COUNTED.search(line) else last
    for number, what in COUNTED.findall(last):
        counted["error" if what.startswith("error") else what] += int(number)
    if running.returncode and not re.search(r"failed|error", last):
        counted["error"] += 1  # it stopped without saying how many failed
    return running.returncode


def in_all(counted: Counter[str]) -> str:
    """Both runs in one line, as the runner says it.

    >>> in_all(Counter(passed=12, failed=1))
    '12 passed, 1 failed'
    """
    kinds = ("passed", "failed", "error", "skipped", "xfailed", "xpassed")
    return ", ".join(f"{counted[kind]} {kind}" for kind in kinds if counted[kind]) or "0 passed, 1 error"


def running_postgres() -> str:
    """The address of a PostgreSQL that already runs on this machine and lets us in, or nothing."""
    import psycopg

    for address in (
        "postgres://postgres@/postgres?host=/var/run/postgresql",
        "postgres://postgres@127.0.0.1/postgres",
    ):
        try:
            psycopg.connect(address, connect_timeout=2).close()
        except psycopg.OperationalError:
            continue
        return address
    return ""


if __name__ == "__main__":
    sys.exit(main())
