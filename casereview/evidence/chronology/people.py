"""Who is named in the rows, by the register of the case; and the rows with the names that are given outside. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any

from casereview.evidence.chronology.rows import Problem, Row
from casereview.names.replacing import Names, Outside


def recognise(rows: Iterable[Row], names: Names) -> None:
    """Write into each row whom its words name for certain. Texts stay as typed.

    A surname that several of the register have names nobody.
    """
    for row in rows:
        row.people = names.recognised("\n".join((row.event, row.source, *row.other.values())))


def with_public_names(rows: Iterable[Row], names: Names) -> tuple[list[Row], list[Problem]]:
    """New rows with public names in every text, and what a person should look at before they leave.

    Agencies' and files' names and headings are texts too: a surgery may be called after its doctor. Whom a word may name is
    said by the key of the register, never by the name.
    """
    outside = lru_cache(maxsize=1 << 14)(names.outside)
    problems: list[Problem] = []
    made = []
    for row in rows:
        texts = {
            "agency": outside(row.agency),
            "source_file": outside(row.source_file),
            "date_text": outside(row.date_text),
            "sequence": outside(row.sequence),
            "source": outside(row.source),
            "event": outside(row.event),
        }
        other = [(outside(heading), outside(text)) for heading, text in row.other.items()]
        plain: dict[str, Any] = {name: found.text for name, found in texts.items()}
        new = replace(row, **plain, other=_headed(other))
        for column, found in (*texts.items(), *((heading.text, text) for heading, text in other)):
            problems += [
                Problem(new.source_file, row.source_row, column, doubt.found, doubt.why)
                for doubt in found.doubts
            ]
        made.append(new)
    return made, problems


def _headed(cells: Iterable[tuple[Outside, Outside]]) -> dict[str, str]:
    """Headings that become alike keep a cell each."""
    made: dict[str, str] = {}
    for heading, text in cells:
        name, number = heading.text, 2
        while name in made:
            name, number = f"{heading.text} ({number})", number + 1
        made[name] = text.text
    return made
