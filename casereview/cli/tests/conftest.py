"""What the tests of the command line share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from casereview.cli.screen import main
from casereview.cli.tests.typed import JOURNAL, casereview


@pytest.fixture
def run(tmp_path, capsysbinary, monkeypatch):
    """``run(text, "--framework", "…")`` in a folder of its own: status, standard output, standard error."""
    monkeypatch.chdir(tmp_path)

    def run(text: str | None, *options: str) -> tuple[int, str, str]:
        files = [] if text is None else ["facts.yaml"]
        if text is not None:
            Path("facts.yaml").write_text(text, encoding="utf-8")
        status = main([*files, *options])
        printed = capsysbinary.readouterr()
        return status, printed.out.decode(), printed.err.decode()

    return run


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> Path:
    """A store with one notified case, made once."""
    folder = tmp_path_factory.mktemp("made") / "store"
    assert casereview("replay", JOURNAL, "--data", folder).returncode == 0
    return folder


@pytest.fixture
def data(made, tmp_path) -> Path:
    """The same, for a test to change."""
    return Path(shutil.copytree(made, tmp_path / "store"))
