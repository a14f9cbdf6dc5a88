"""Notes among the rows, as Chronolator marks them: a source that begins with one of four signs. They go to the entry above. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from casereview.evidence.chronology.reading.texts import first_signs
from casereview.evidence.chronology.rows import Row

SIGNS = frozenset("#^¬~")
ERRORS = frozenset({"#REF!", "#DIV/0!", "#N/A", "#NAME?", "#VALUE!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})
"""How a spreadsheet says that a formula has no result; no sign of anybody's."""
KEPT_ABOVE = "The sign before its source says that this row is a note. It is kept with the entry above it."
KEPT_BELOW = "The sign before its source says that this row is a note. It is kept with the entry below it."
OWN_HEADING = "note"


def marks_a_note(source: str) -> bool:
    """Whether a source says that its row is a note. A number behind the sign is a record's number, not a note.

    >>> marks_a_note("# Author"), marks_a_note("^"), marks_a_note("#20481 custody record"), marks_a_note("Log #3")
    (True, True, False, False)
    >>> marks_a_note("#REF!")
    False
    """
    text = source.lstrip()
    if text.rstrip() in ERRORS:
        return False
    return text[:1] in SIGNS and bool(text) and not text[1:].lstrip()[:1].isdigit()


def any_note(sources: Sequence[str]) -> bool:
    """Whether a note stands among these: quickly, for very many."""
    first = first_signs(sources)
    perhaps = not SIGNS.isdisjoint(first) or any(map(str.isspace, first))
    return perhaps and any(map(marks_a_note, sources))


def words_of(note: Row) -> str:
    """All that a note's row says, its sign and its day included.

    >>> words_of(Row("A", "a.csv", 1, date_text="3/4/12", source="# Author", event="Records missing here.", other={"Seen": "n/a"}))
    '# Author\\n3/4/12\\nRecords missing here.\\nSeen: n/a'
    """
    own = (note.source, note.date_text, note.sequence, note.event)
    others = (f"{head}: {text}" for head, text in note.other.items())
    timed = note.time and "Time" not in note.other and f"{note.time:%H:%M}"
    return "\n".join(text.strip() for text in (*own, timed or "", *others) if text.strip())


def put(note: Row, entry: Row) -> None:
    """Put a note to its entry, after those that it has."""
    entry.other[OWN_HEADING] = "\n\n".join(
        text for text in (entry.other.get(OWN_HEADING, ""), words_of(note)) if text
    )
