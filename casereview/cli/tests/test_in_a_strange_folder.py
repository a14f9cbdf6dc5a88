"""Where somebody stands when they type a command may be full of files that others sent. None of them is run."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from casereview.cli.tests.typed import ROOT
from casereview.evidence.chronology.reading.apart import read_apart

TRAP = "from pathlib import Path\nPath(__file__).with_name('sprung').touch()\n"
NAMES = ("csv.py", "json.py", "random.py", "typing.py", "casereview.py", "sitecustomize.py", "lxml.py")


@pytest.fixture
def strange(tmp_path):
    for name in NAMES:
        (tmp_path / name).write_text(TRAP, encoding="utf-8")
    (tmp_path / "school.csv").write_bytes(b"Date,Event,Source\n3/4/2012,Seen.,Log\n")
    return tmp_path


def test_the_command_runs_nothing_that_lies_there(strange):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert '/python" -P -m casereview "$$@"' in makefile  # how `make` writes the command
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [
            sys.executable,
            "-P",
            "-m",
            "casereview",
            "chronology",
            "merge",
            "school.csv",
            "--output",
            "out.csv",
        ],
        cwd=strange,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert (strange / "out.csv").exists() and not (strange / "sprung").exists()


def test_a_reader_runs_nothing_that_lies_there(strange, monkeypatch):
    monkeypatch.chdir(strange)
    monkeypatch.setattr(sys, "path", [one for one in sys.path if one])
    assert len(read_apart("school.csv", (strange / "school.csv").read_bytes()).rows) == 1
    assert not (strange / "sprung").exists()
