"""From twelve files to one story in a real browser: sent at once, columns and dates put right, pairs confirmed, a corrected file, comments kept."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tests.browser.house import ROOT
from tests.browser.visitor import Visitor, sideways, violations

KEPT = ROOT / "casereview" / "evidence" / "chronology" / "tests" / "quillfeather"
MADE = ROOT / "journals" / "invented" / "files"
SENT = {
    "police.docx": "Larkhaven Police",
    "social-care.xlsx": "Larkhaven Children's Social Care",
    "health-visiting.docx": "Fennimore Community Health Trust",
    "hospital.xlsx": "St Osyth's Infirmary",
    "gp.ods": "Marl Street Surgery",
    "school.csv": "Thistledown Primary School",
    "rich-nursery.csv": "Little Teasels Nursery",
    "rich-mental-health.csv": "Fennimore Mental Health Trust",
    "rich-ambulance.csv": "Wendle Ambulance Service",
    "rich-substance-service.csv": "Turning Leaf Service",
    "housing log.csv": "Larkhaven Homes",
    "probation.csv": "Wendle Valley Probation",
}
"""The twelve files, in five formats, and whose each is."""
HOUSING = """Date,Event,Kuddle
3/4/2012,x,Officers and housing called at the flat after a loud argument.
9/4/2012,x,Neighbour complained of crying at night.
20/4/2012,x,Inspection missed: nobody at home.
"""
PROBATION = """Date,Source,What happened
Monday 3/4/2012,Log,Appointment kept. Said that all was well at home.
4/5/2012,Log,Did not attend. Letter sent.
"""
CORRECTED = HOUSING.replace("crying at night", "crying at night and a child at the window").replace(
    "20/4/2012,x,Inspection missed: nobody at home.\n", ""
)


def twelve(folder: Path) -> list[Path]:
    """The twelve files: six of the product's own six chronologies, four of its invented review, two made here."""
    own = {"housing log.csv": HOUSING, "probation.csv": PROBATION}
    found = []
    for name in SENT:
        path = next((where / name for where in (KEPT, MADE) if (where / name).exists()), folder / name)
        if name in own:
            path.write_text(own[name], encoding="utf-8")
        found.append(path)
    return found


def sends(who: Visitor, base: str, *paths: Path) -> None:
    who.opens(f"{base}import/")
    who.page.set_input_files("input[type=file]", [str(path) for path in paths])
    who.presses("Send")


def is_clean(who: Visitor, *paths: str) -> None:
    """axe finds nothing, and no page is wider than its window, on a desk and on a telephone."""
    for path in paths:
        for width in (1280, 320):
            who.page.set_viewport_size({"width": width, "height": 900})
            who.opens(path)
            assert violations(who.page) == [], f"{path} at {width}"
            assert sideways(who.page) <= 0, f"{path} at {width} goes sideways"
    who.page.set_viewport_size({"width": 1280, "height": 900})


def test_twelve_files_become_one_story_and_a_corrected_one_keeps_the_comments(
    gathering: Any, tmp_path: Path
) -> None:
    manager, base = gathering("manager", javascript=False)
    sends(manager, base, *twelve(tmp_path))
    for name, agency in SENT.items():
        manager.opens(f"{base}import/").follows(name)
        manager.says({"Whose chronology is it?": agency})
        if name == "housing log.csv":
            for heading, means in (("Event", "other"), ("Kuddle", "event")):
                manager.page.get_by_label(f"What {heading} holds", exact=True).select_option(means)
        manager.presses("Read it again so")
        if name == "probation.csv":
            manager.sees("The day of the week does not go with the date in row 1")
            group = manager.page.locator("fieldset").filter(has_text="The day of the week")
            group.get_by_label("date is right").check()
            manager.presses("Read it again so")
    manager.opens(f"{base}import/").sees("Accept the 12 files that are ready")
    manager.presses("Accept the 12 files that are ready")
    manager.opens(base).sees("from 12 agencies")

    lead, _ = gathering("lead")
    lead.opens(f"{base}accounts/").sees("Proposed because")
    waiting = how_many(lead, "Proposed")
    lead.page.get_by_role("button", name=re.compile("^Yes, one event")).first.click()
    lead.page.wait_for_load_state()
    lead.fills("Say whether two entries are one event")
    lead.opens(f"{base}accounts/")
    assert (how_many(lead, "Proposed"), how_many(lead, "One event")) == (waiting - 1, 1)

    lead.opens(f"{base}?agency=housing").sees("Neighbour complained of crying at night.")
    neighbour, missed = (entry_of(lead, words) for words in ("Neighbour complained", "Inspection missed"))
    for entry, words in ((neighbour, "Who was told?"), (missed, "Was it missed?")):
        lead.opens(entry).does(
            "Comment on an entry",
            {"Your comment": words, "Who may read it?": ["Independent Safeguarding Lead"]},
        )

    corrected = tmp_path / "housing log corrected.csv"
    corrected.write_text(CORRECTED, encoding="utf-8")
    sends(manager, base, corrected)
    manager.follows(corrected.name).says({"Whose chronology is it?": "Larkhaven Homes"})
    manager.presses("Read it again so").sees("1 are the same, 1 changed, 0 added, 1 gone")
    manager.page.get_by_label(re.compile("^Yes:")).check()
    manager.presses("Accept this file").sees("1 was changed", "1 was no longer in it and kept")

    lead.opens(neighbour).sees("crying at night and a child at the window", "Who was told?")
    lead.opens(missed).sees("Was it missed?")
    lead.opens(f"{base}?agency=housing&show=gone").sees("Shown: 1 of")

    is_clean(
        lead,
        base,
        f"{base}?view=columns",
        neighbour,
        *(f"{base}{room}/" for room in ("accounts", "silences", "analysis", "family", "questions")),
        f"{base}analysis/?section=missed",
    )
    assert manager.complaints == lead.complaints == []


def entry_of(who: Visitor, words: str) -> str:
    """The address of the entry whose row of the story holds these words."""
    row = who.page.locator("main tr").filter(has_text=words)
    return str(row.first.get_by_role("link").first.get_attribute("href"))


def how_many(who: Visitor, kind: str) -> int:
    """The number that stands behind a kind of pairs."""
    link = who.page.get_by_role("link", name=re.compile(rf"^{kind} \(\d+\)"))
    return int(re.sub(r"\D", "", link.inner_text()))


def test_a_file_on_its_way_in_is_clean_on_a_desk_and_on_a_telephone(gathering: Any, tmp_path: Path) -> None:
    manager, base = gathering("manager")
    sends(manager, base, *twelve(tmp_path))

    is_clean(manager, f"{base}import/", *(f"{base}import/{n}/" for n in (1, 2, 11, 12)))
