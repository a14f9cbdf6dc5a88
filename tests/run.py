"""The whole suite as this machine allows: on SQLite with the browser, then what touches the database on PostgreSQL.

What ``CASEREVIEW_REQUIRE`` names (postgres, browser) must run. The last lines say what was left out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


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
    base = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    status = 0
    if postgres:
        print("PostgreSQL: what touches the database", flush=True)
        again = {**os.environ, "CASEREVIEW_DATABASE": postgres}
        status = subprocess.run(
            [*base, "-n", "2", "-m", "django_db or postgres", "--ignore=tests/browser"],
            env=again,
            check=False,
        ).returncode
    print("SQLite: everything", flush=True)
    for line in left_out:
        print(f"left out: {line}", flush=True)
    first = subprocess.run([*base, "-n", "2"], check=False).returncode
    return status or first


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
