"""What the tests of the command line share."""

from __future__ import annotations

from pathlib import Path

import pytest

from casereview.cli.screen import main


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
