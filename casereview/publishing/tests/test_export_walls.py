"""The whole case as a folder holds of an agency what it has submitted, and nothing that it has not."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest

from casereview.audit.models import Row
from casereview.evidence.models import Document, Entry
from casereview.evidence.tests.conftest import POLICE, SCHOOL, asked, enter, gathering, submits
from casereview.files.store import get
from casereview.publishing.models import Export
from casereview.publishing.walled import OWN_ACTS

__all__ = ["asked", "gathering"]
pytestmark = pytest.mark.django_db
SLIP = "Officers atended."
REASON = "An officer's slip of the pen."


@pytest.fixture
def taken(does: Any) -> Any:
    """``taken(it)``: the folder that the manager takes out, its files by name; ``everything`` is all of its words."""

    def take(it: Any) -> dict[str, str]:
        does(it.manager, "export-case", to=it.case, because="A court's order.")
        packed = zipfile.ZipFile(io.BytesIO(get(Export.rows.filter(case=it.case).last().digest)))
        found = {name: packed.read(name).decode("utf-8-sig") for name in packed.namelist()}
        return {**found, "everything": "\n".join(found.values())}

    return take


def corrects(does: Any, it: Any, key: str, now: str, because: str = REASON) -> None:
    """The police correct an entry of theirs."""
    said = {"thing": f"entry:{key}", "field": "event", "now": now, "because": because}
    does(it.police, "correct", to=it.case, seen=Entry.rows.get(case=it.case, number=key[1:]).version, **said)


def test_az_3_before_an_agency_submits_neither_its_words_nor_its_files_nor_what_it_said_are_taken_out(
    asked, does, taken
):
    corrects(does, asked, "E1", "Officers attended at night.")

    out = taken(asked)

    for words in (POLICE, SCHOOL, "Officers attended at night.", REASON, "Notes of"):
        assert words not in out["everything"]
    assert not any(name.startswith("files/DC") for name in out)
    assert "4 things" in out["index.html"]
    lines = [json.loads(line) for line in out["trail.jsonl"].splitlines()]
    assert {"add-entry", "add-document", "correct"} <= {line["act"] for line in lines}, "the lines stay"


def test_what_was_submitted_is_taken_out_as_it_was_submitted_and_nobody_elses(asked, does, taken):
    corrects(does, asked, "E1", SLIP)
    corrects(does, asked, "E1", "Officers attended.")
    submits(does, asked, "police")

    out = taken(asked)

    entries = json.loads(out["entry.json"])
    assert [row["event"] for row in entries] == ["Officers attended."]
    assert "What the police did." in out["everything"] and "files/DC1-police.txt" in out
    for words in (POLICE, SLIP, REASON, SCHOOL, "Notes of the school"):
        assert words not in out["everything"], "words before, and another agency's, stay behind the wall"
    assert "2 things" in out["index.html"]


def test_what_an_agency_corrects_after_it_submitted_is_everybodys_to_read(asked, does, taken):
    submits(does, asked, "police")
    corrects(does, asked, "E1", "Officers attended and stayed.", because="The log says so.")

    out = taken(asked)

    assert "Officers attended and stayed." in out["entry.json"]
    assert POLICE in out["correction.json"] and "The log says so." in out["trail-payloads.jsonl"]


def test_what_an_agency_withdrew_before_it_submitted_never_leaves(asked, does, taken):
    enter(does, asked.case, asked.police, "police", "Officers came back.")
    does(asked.police, "withdraw", to=asked.case, thing="entry:E1", because="Another family.")
    submits(does, asked, "police")

    out = taken(asked)

    assert POLICE not in out["everything"] and "Another family." not in out["everything"]


def test_what_the_board_entered_for_an_agency_is_the_boards_too(asked, does, taken):
    said = {"date_text": "13.03.13", "event": "A call was logged.", "source": "A letter"}
    does(asked.manager, "add-entry", to=asked.case, agency="police", on_behalf_of="The police", **said)

    out = taken(asked)

    assert "A call was logged." in out["entry.json"] and "A call was logged." in out["trail-payloads.jsonl"]


def test_the_papers_that_agencies_hold_back_were_all_made_by_acts_that_the_wall_knows(asked):
    made = Row.rows.filter(act__in=OWN_ACTS, subject=asked.case.reference).count()

    assert made == Entry.rows.count() + Document.rows.count()
