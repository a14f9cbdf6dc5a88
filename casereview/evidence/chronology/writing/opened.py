"""Rows read back, exactly as they were, from the columns of an integrated chronology that we wrote. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from casereview.evidence.chronology.rows import Guess, Row
from casereview.evidence.chronology.writing.columns import (
    FIXED,
    GUARDED,
    MORE,
    OF_PAGE,
    OWN,
    at_clock,
    certainty,
    clock,
)
from casereview.evidence.chronology.writing.page import row_of_page


def unguarded(text: str) -> str:
    """What ``guarded`` was given.

    >>> unguarded("'=1+1"), unguarded("''=1"), unguarded("'quoted'")
    ('=1+1', "'=1", "'quoted'")
    """
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(GUARDED) else text


def rows_of_table(
    first_row: Sequence[Any], table: Iterable[Sequence[Any]], *, formulas_guarded: bool = False
) -> Iterator[Row]:
    """The rows of a table that we wrote, as they were.

    Args:
        first_row: its headings; ``is_ours`` of them is true.
        table: its other rows, each a cell for each heading: text, or a day, a number or nothing where the program gave that.
        formulas_guarded: True for CSV, in which apostrophes guard against formulas.

    Raises:
        ValueError: a cell cannot be what we wrote; somebody has changed it.
    """
    if [str(cell or "").strip() for cell in first_row][: len(OF_PAGE)] == list(OF_PAGE):
        yield from (row_of_page([_text(cell) for cell in line]) for line in table)
        return
    named = [str(cell or "") for cell in first_row]
    for line in table:
        found: dict[str, str] = {}
        for heading, cell in zip(named, line, strict=False):
            text = _text(cell)
            if formulas_guarded:
                text = unguarded(text)
            if heading.endswith(MORE) and not heading.startswith(OWN):
                found[heading.removesuffix(MORE)] += text
            else:
                found[heading] = text
        yield _row(found)


def _row(said: Mapping[str, str]) -> Row:
    other = {_inward(name): text for name, text in said.items() if name not in FIXED and text}
    return Row(
        agency=said["Agency"],
        source_file=said["File"],
        source_row=int(float(said["Row"])),
        date_text=said["Date as typed"],
        earliest=_day(said["From"]),
        latest=_day(said["To"]),
        certainty=certainty(said["How sure"]),
        guess=_guess(said["Guessed date"]),
        time=at_clock(said["Time"]),
        sequence=said["Sequence"],
        source=said["Source"],
        event=said["What happened"],
        people=tuple(one for one in said["People"].split(", ") if one),
        other=other,
    )


def row_of_json(said: Mapping[str, Any]) -> Row:
    """A row from the form that other programs read (``Row.as_json``)."""
    guess = said.get("guess")
    return Row(
        agency=str(said["agency"]),
        source_file=str(said["source_file"]),
        source_row=int(said["source_row"]),
        date_text=str(said["date_text"]),
        earliest=_day(said["earliest"]),
        latest=_day(said["latest"]),
        certainty=certainty(said["certainty"]),
        guess=Guess(_day(guess["earliest"]), _day(guess["latest"]), int(guess["from_row"]))
        if guess
        else None,
        time=at_clock(said.get("time") or ""),
        sequence=str(said.get("sequence") or ""),
        source=str(said.get("source") or ""),
        event=str(said["event"]),
        people=tuple(str(person) for person in said.get("people") or ()),
        other={str(name): str(text) for name, text in (said.get("other") or {}).items()},
    )


def _guess(text: str) -> Guess | None:
    if not text:
        return None
    days, _, number = text.partition(", from row ")
    first, _, last = days.partition(" to ")
    return Guess(_day(first), _day(last), int(number))


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value[:10]) if value and value != "open" else None


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, time):
        return clock(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _inward(heading: str) -> str:
    return heading.removeprefix(OWN)
