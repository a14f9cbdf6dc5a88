"""Bad and odd files, from the browser and from the command: each has its sentence, loses nothing and stops no other."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from casereview.cli.chronology import main
from casereview.evidence.models import Entry
from casereview.evidence.tests.bad_files import GOOD, KEPT, REFUSED
from casereview.evidence.tests.conftest import Gathering


def words(page: Any) -> str:
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split()))


def sends(it: Gathering, browser: Any, **named: bytes) -> str:
    sent = [SimpleUploadedFile(name, data) for name, data in named.items()]
    return words(browser.post(f"/cases/{it.case.code}/chronology/import/", {"files": sent}, follow=True))


def merged(folder: Path, capfd: Any, **named: bytes) -> tuple[int, dict[str, Any], list[dict[str, Any]]]:
    """The exit status, the report, and the rows that were written."""
    for name, data in named.items():
        (folder / name).write_bytes(data)
    paths = [str(folder / name) for name in named]
    status = main(["merge", *paths, "--output", str(folder / "out.json"), "--format", "json"])
    report = json.loads(capfd.readouterr().out)
    return status, report, json.loads((folder / "out.json").read_text(encoding="utf-8"))


@pytest.mark.django_db
@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_file_in_the_browser_has_its_sentence_and_the_other_is_imported(
    asked: Gathering, signed_in: Any, name: str
):
    make, sentence = REFUSED[name]
    police = signed_in(asked.police)

    said = sends(asked, police, **{name: make(), "good.csv": GOOD})

    assert name in said and sentence in said
    police.post(f"/cases/{asked.case.code}/chronology/import/", {"accept": "all"})
    assert list(Entry.rows.filter(document__isnull=False).values_list("event", flat=True)) == [
        "Seen at home."
    ]


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_file_by_command_has_its_sentence_and_the_other_is_written(tmp_path, capfd, name: str):
    make, sentence = REFUSED[name]

    status, report, rows = merged(tmp_path, capfd, **{name: make(), "good.csv": GOOD})

    assert status == 1
    refused = {one["file"]: one["refused"] for one in report["files"]}
    assert sentence in refused[name] and refused[name].endswith(".") and refused["good.csv"] is None
    assert [one["event"] for one in rows] == ["Seen at home."]


@pytest.mark.django_db
@pytest.mark.parametrize("name", KEPT)
def test_an_odd_file_in_the_browser_loses_no_row(asked: Gathering, signed_in: Any, name: str):
    make, number = KEPT[name]
    police = signed_in(asked.police)

    sends(asked, police, **{name: make()})
    police.post(f"/cases/{asked.case.code}/chronology/import/", {"accept": "all"})

    kept = Entry.rows.filter(document__isnull=False).order_by("number")
    assert len(kept) == number
    assert "wide" not in name or "Said 296" in kept[0].other.values()


@pytest.mark.parametrize("name", KEPT)
def test_an_odd_file_by_command_loses_no_row(tmp_path, capfd, name: str):
    make, number = KEPT[name]

    status, report, rows = merged(tmp_path, capfd, **{name: make()})

    assert status == 0 and report["rows_read"] == report["rows_written"] == len(rows) == number
    assert "wide" not in name or "Said 296" in rows[0]["other"].values()


@pytest.mark.parametrize("name", ["picture beside.docx", "picture beside.xlsx"])
def test_that_pictures_beside_a_table_were_not_read_is_said(tmp_path, capfd, name: str):
    _, report, _ = merged(tmp_path, capfd, **{name: KEPT[name][0]()})

    assert any("What they show was not read" in one["why"] for one in report["problems"])
