"""The columns of an integrated chronology. Pure.

What was typed has a column of its own beside what was understood, so that a file that went out and comes back in is not read
anew: its days are the days that left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import Any, get_args

from casereview.evidence.chronology.rows import Certainty, Row

FIXED = (
    "No.",
    "Agency",
    "Date as typed",
    "From",
    "To",
    "How sure",
    "Time",
    "Sequence",
    "Source",
    "What happened",
    "People",
    "Guessed date",
    "File",
    "Row",
)
"""The headings by which the importer knows a file of ours. Agencies' further columns follow under their own."""
OWN = "Agency's column: "
"""Before an agency's heading that would be taken for one of ours."""
MORE = " (continued)"
"""After a heading under which stands what did not fit into the cell of the first."""
GUARDED = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""How a cell begins that a spreadsheet would take for a formula."""


def further(rows: Iterable[Row]) -> list[str]:
    """Every further column of every agency, once, in the order in which they appear."""
    return list(dict.fromkeys(heading for row in rows for heading in row.other))


def headings(others: Iterable[str]) -> list[str]:
    """All headings: ours, then the agencies' further ones."""
    return [*FIXED, *(_outward(heading) for heading in others)]


def cells(row: Row, number: int, others: Sequence[str]) -> list[Any]:
    """One row under those headings; days as days, all else as text."""
    guess = row.guess
    return [
        number,
        row.agency,
        row.date_text,
        row.earliest,
        row.latest,
        row.certainty,
        clock(row.time),
        row.sequence,
        row.source,
        row.event,
        ", ".join(row.people),
        guess and f"{_iso(guess.earliest)} to {_iso(guess.latest)}, from row {guess.from_row}",
        row.source_file,
        row.source_row,
        *(row.other.get(heading, "") for heading in others),
    ]


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe stands before it, and before one that looks guarded.

    >>> guarded("=1+1"), guarded("- no reply"), guarded("'=1"), guarded("'quoted'")
    ("'=1+1", "'- no reply", "''=1", "'quoted'")
    """
    return f"'{text}" if text.lstrip("'").startswith(GUARDED) else text


def clock(at: time | None) -> str:
    """A time as it is written: to the minute, or to the second where there is one."""
    return "" if at is None else at.strftime("%H:%M:%S" if at.second else "%H:%M")


def at_clock(text: str) -> time | None:
    """A time read back."""
    return time.fromisoformat(text) if text else None


def certainty(text: str) -> Certainty:
    """One of the four words for how sure a date is."""
    for word in get_args(Certainty):
        if word == text:
            said: Certainty = word
            return said
    raise ValueError("'How sure' holds none of its four words.")


def _iso(day: date | None) -> str:
    return day.isoformat() if day else "open"


def _outward(heading: str) -> str:
    if heading in FIXED or not heading.strip() or heading.startswith(OWN) or heading.endswith(MORE):
        return f"{OWN}{heading}"
    return heading


OF_PAGE = (
    "No.",
    "Agency",
    "Date as typed",
    "Understood as",
    "Time",
    "Source",
    "What happened",
    "Further columns",
    "File and row",
)
"""The headings of a text document, whose page is too narrow for more."""


def is_ours(first_row: Sequence[Any]) -> bool:
    """Whether a table's first row is that of an integrated chronology that we wrote, in its columns or in those of a text document."""
    said = [str(cell or "").strip() for cell in first_row]
    return said[: len(FIXED)] == list(FIXED) or said[: len(OF_PAGE)] == list(OF_PAGE)
