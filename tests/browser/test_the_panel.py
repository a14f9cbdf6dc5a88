"""What the panel makes of the story, in a real browser: marks, themes, comments and who may read them, episodes, questions answered."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.browser.test_twelve_files import entry_of, is_clean, sends

POLICE = """Date,Time,Source,What happened
3/4/2012,22:40,Log 1,Officers called to loud shouting at the flat. A child was asleep.
9/4/2012,,Log 2,A neighbour reported crying at night.
20/5/2012,10:00,Log 3,Strategy discussion held with social care.
"""
AUTHOR = "Overview Report Author"


def test_the_panel_marks_tags_comments_and_asks_and_the_agency_answers(
    gathering: Any, tmp_path: Path
) -> None:
    """The lead's browser runs no script from beginning to end."""
    sent = tmp_path / "police log.csv"
    sent.write_text(POLICE, encoding="utf-8")
    manager, base = gathering("manager")
    sends(manager, base, sent)
    manager.follows(sent.name).says({"Whose chronology is it?": "Larkhaven Police"})
    manager.presses("Read it again so").presses("Accept this file").sees("3 entries were imported")

    lead, _ = gathering("lead", javascript=False)
    lead.opens(base).sees("Officers called to loud shouting")
    entry = entry_of(lead, "Officers called")
    lead.opens(entry)
    lead.does(
        "Mark an entry as significant",
        {"What is it?": "A turning point", "Why?": "Nobody asked who lived there."},
    )
    lead.sees("Turning point", "Nobody asked who lived there.")
    lead.opens(entry).does(
        "Tag an entry with themes", {"Which themes does it show?": ["Information was not shared"]}
    )
    lead.opens(entry).sees("Information was not shared")
    lead.does("Comment on an entry", {"Your comment": "Was the child woken?", "Who may read it?": [AUTHOR]})
    lead.opens(entry).sees("Was the child woken?")

    due = date.today() + timedelta(days=14)
    lead.does(
        "Send a question to an agency",
        {"What do you ask?": "Who was in the flat that night?", "By which day do you need the answer?": due},
    )
    lead.opens(base).does(
        "Mark a key practice episode",
        {
            "What is this episode called?": "The first call",
            "From which day?": date(2012, 4, 3),
            "To which day?": date(2012, 4, 9),
        },
    )
    lead.opens(base).sees("The first call")

    lead.opens(f"{base}analysis/").does(
        "Look for a fact of your own",
        {"By which words would a record speak of it?": "crying at night, shouting"},
    )
    lead.opens(f"{base}analysis/").sees("Crying at night", "Facts of this case that were added")
    assert "crying" not in lead.page.url.lower()

    author, _ = gathering("author")
    author.opens(entry).sees("Was the child woken?", "Turning point", "Information was not shared")
    manager.opens(entry).sees("Turning point").does_not_see("Was the child woken?")
    team, _ = gathering("team")
    team.opens(entry).sees("There is nothing here for you").does_not_see("Turning point", "Officers called")

    police, _ = gathering("police-lead")
    police.opens(entry).sees("Officers called").does_not_see(
        "Was the child woken?", "Nobody asked who lived there.", "Information was not shared"
    )
    police.goes_home().follows("Answer question AQ1 about your chronology").sees(
        "Who was in the flat that night?"
    )
    police.follows("Answer this question").fills(
        "Answer a question about a chronology", {"What do you answer?": "Two adults and one child."}
    )
    other, _ = gathering("social-care-lead")
    other.opens(f"{base}questions/").does_not_see(
        "Who was in the flat that night?", "Two adults and one child."
    )
    lead.opens(f"{base}questions/").sees("Two adults and one child.", "Answered")

    is_clean(author, base, entry, f"{base}questions/", f"{base}analysis/")
    people = (manager, lead, author, team, police, other)
    assert [one.complaints for one in people] == [[]] * len(people)
