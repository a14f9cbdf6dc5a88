"""The police send their Word chronology again as a workbook: other headings, another order, a column fewer, rows gone. All stays where it was."""

from __future__ import annotations

import io
from datetime import datetime, time
from typing import Any

import pytest
from openpyxl import Workbook

from casereview.acts.ask import ask
from casereview.evidence import imports
from casereview.evidence.chronology.tests.made import HERE, truth
from casereview.evidence.models import Entry
from casereview.evidence.remembered import set_against, told
from casereview.evidence.tests.conftest import Gathering, sent, submits
from casereview.people.models import Agency

pytestmark = pytest.mark.django_db

WORD = (HERE / "quillfeather/police.docx").read_bytes()
ROWS = next(one["rows"] for one in truth()["files"] if one["file"] == "police.docx")
GONE = range(10, 17)
HELD = {
    10: "Somebody commented on it.",
    11: "It is marked as significant.",
    12: "It is tagged with a theme.",
    13: "A question was asked about it.",
    14: "It was judged with another account.",
    15: "Finding F1 rests on it.",
    16: "",
}


def workbook() -> bytes:
    """The same chronology, its second half first, days as date cells, without the column of action taken and without seven rows."""
    book = Workbook()
    sheet = book.active
    for line in (["Police chronology, corrected"], [], ["What happened", "Record", "Date of event", "Time"]):
        sheet.append(line)
    for number in [*range(60, 118), *range(60)]:
        row = ROWS[number]
        if number in GONE:
            continue
        known = row["earliest"] and row["earliest"] == row["latest"]
        day = datetime.fromisoformat(row["earliest"]) if known else row["date_text"]
        at = time.fromisoformat(row["time"]) if row["time"] else None
        more = " Officers left at once." if number == 20 else ""
        sheet.append([row["event"] + more, row["source"], day, at])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


@pytest.fixture
def used(asked: Gathering, does: Any) -> tuple[Gathering, list[str]]:
    """The Word file is in, and the review has used six of its entries, each in another way."""
    does(
        asked.police,
        "import-chronology",
        to=asked.case,
        agency="police",
        file=sent(asked.police, "police.docx", WORD),
    )
    for agency in ("police", "school"):
        submits(does, asked, agency)
    keys = [row.key for row in Entry.rows.filter(document__isnull=False).order_by("number")]
    other = Entry.rows.get(agency__key="school").key
    to = asked.case
    does(asked.lead, "comment-on-entry", to=to, entry=keys[10], text="Why?", seen_by=["lead"])
    does(asked.lead, "mark-entry", to=to, entry=keys[11], how="turning-point")
    does(asked.lead, "tag-entry", to=to, entry=keys[12], themes=["D1"])
    does(
        asked.lead,
        "question-agency",
        to=to,
        agency="police",
        entry=keys[13],
        text="Who came?",
        due_on="2014-04-20",
    )
    does(asked.lead, "judge-pair", to=to, first=keys[14], second=other, same=True)
    does(asked.author, "record-finding", to=to, text="They did not ask.", entries=[keys[15]])
    does(asked.lead, "comment-on-entry", to=to, entry=keys[20], text="Left?", seen_by=["lead"])
    return asked, keys


def test_what_the_review_has_used_stays_and_what_is_the_same_is_not_called_changed(used: Any, does: Any):
    it, keys = used
    book = workbook()
    against = set_against(
        it.case, Agency.rows.get(key="police"), imports.read_file("police.xlsx", book, "police").rows
    )
    found = told(against)

    assert against.looks_newer and not against.looks_a_part
    assert against.without == ("Action taken",)
    assert found["added"] == []
    assert [(one["entry"], one["held"]) for one in found["removed"]] == [(keys[n], HELD[n]) for n in GONE]
    reworded = [one for one in found["changed"] if "what happened" in one["cells"]]
    assert [(one["entry"], one["sure"]) for one in reworded] == [(keys[20], True)]
    assert len(found["changed"]) < 15, "days that were typed with a question mark are days in the workbook"

    said = does(
        it.police,
        "import-chronology",
        to=it.case,
        agency="police",
        file=sent(it.police, "police.xlsx", book),
        replaces=True,
    ).sentence

    assert "1 was withdrawn" in said and "6 were no longer in it and kept" in said
    lines = {one["key"]: one for one in ask(it.lead, "chronology", of=it.case)["entries"]}
    assert [n for n in GONE if lines.get(keys[n], {}).get("gone")] == [*range(10, 16)]
    assert lines[keys[20]]["beside"]["comments"][0]["text"] == "Left?"
    for number, row in enumerate(ROWS):
        if number not in GONE:
            entry = Entry.rows.get(number=int(keys[number][1:]))
            assert entry.event.startswith(row["event"]) and entry.withdrawn_on is None
