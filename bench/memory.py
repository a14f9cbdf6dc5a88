"""How much memory the web process holds after every kind of page and paper was asked for, by several at once."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import Request, urlopen

from bench.alone import fresh
from bench.measure import Line, at_most
from bench.store import WALKTHROUGH, a_browser, opened, replayed

PORT = 8799
MEGABYTES = 250
ROUNDS = 5
ROOMS = (
    "",
    "screening/",
    "decision/",
    "people/",
    "timetable/",
    "meetings/",
    "family/",
    "evidence/",
    "chronology/",
    "learning/",
    "report/",
    "actions/",
    "actions/plan.xlsx",
    "publication/",
    "history/",
    "papers/where-are-we.docx",
    "papers/where-are-we.pdf",
)


def signed_in() -> tuple[str, str]:
    """Fill the store; the code of its case, and the cookie of its manager's session."""
    code = replayed([WALKTHROUGH])[0][0]
    return code, "; ".join(f"{name}={kept.value}" for name, kept in a_browser("manager").cookies.items())


def held(process: subprocess.Popen[bytes]) -> float:
    """The most memory that a running process has held, in megabytes; on a machine without ``/proc``, what it holds now."""
    status = Path(f"/proc/{process.pid}/status")
    if status.exists():
        line = next(line for line in status.read_text("utf-8").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    shown = subprocess.run(["ps", "-o", "rss=", "-p", str(process.pid)], check=True, capture_output=True)
    return int(shown.stdout) / 1024


def look(address: str, cookie: str) -> int:
    """Ask for a page and read it whole; its size."""
    with urlopen(Request(address, headers={"Cookie": cookie}), timeout=60) as answer:  # noqa: S310 - our own server
        return len(answer.read())


def _until_it_answers(address: str) -> None:
    for _ in range(300):
        try:
            look(f"{address}/accounts/login/", "")
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("The server does not answer.")


def run() -> list[Line]:
    """Serve a store with the walkthrough, ask for everything again and again, and weigh the process."""
    address = f"http://127.0.0.1:{PORT}"
    with TemporaryDirectory() as folder:
        with fresh(opened, folder) as process:
            code, cookie = process.submit(signed_in).result()
        serve = [sys.executable, "-m", "casereview", "serve", "--data", folder, "--port", str(PORT)]
        server = subprocess.Popen(serve, stdout=subprocess.DEVNULL, env=dict(os.environ))
        try:
            _until_it_answers(address)
            pages = [f"{address}/cases/{code}/{room}" for room in ROOMS] + [f"{address}/"]
            with ThreadPoolExecutor(4) as several:
                sizes = list(several.map(lambda page: look(page, cookie), pages * ROUNDS))
            if min(sizes) < 1000:
                raise AssertionError("A page came back empty.")
            most = held(server)
        finally:
            server.terminate()
            server.wait()
    return [at_most("the web process at its largest, against 250 megabytes (megabytes)", most, MEGABYTES, 1)]
