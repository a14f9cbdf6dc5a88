"""Entries that speak of a missed contact, of a move, or of a change of worker, each with its kind. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from casereview.evidence.chronology.analysis.phrases import Phrases, Said, in_days, listed
from casereview.evidence.chronology.rows import Row

NOT = "not"
"""The line of a list that says which phrases only look like one of the others."""
TO_WHOM = re.compile(r"\s*(?:to|by|is|:)?\s*((?:(?:the|a|new|by)\s+)*[A-Z][\w'’-]*(?:\s+[A-Z][\w'’-]*){0,3})")


@dataclass(frozen=True, slots=True)
class Found:
    """One entry that speaks of what was asked for.

    Attributes:
        row: the entry.
        kind: which sort, in words for a reader (*Not brought*, *Placement*, *Handed over*).
        phrase: the words that say so, as they stand in the entry: what a page marks.
        start: where these words begin in ``row.event``, in characters.
        whom: of a change of worker, the words after it that look like a name or role; empty where there are none.
    """

    row: Row
    kind: str
    phrase: str
    start: int
    whom: str = ""


def missed(rows: Iterable[Row]) -> list[Found]:
    """Contacts that were arranged or tried and did not come about, in the order of their days; one for each entry.

    Kinds: *Not brought* (a child), *Did not attend*, *No access* (a visit), *Cancelled*. A telephone call that nobody answered is
    none of them. Who failed to come is for the reader to see: a child does not miss an appointment, it is not brought.
    """
    return _found(rows, listed("events.txt"))


def moves(rows: Iterable[Row]) -> list[Found]:
    """Entries that speak of a move of *Home*, *Placement*, *School* or *Area*, in the order of their days; one for each entry."""
    return _found(rows, listed("moves.txt"))


def changes_of_worker(rows: Iterable[Row]) -> list[Found]:
    """Entries that speak of a worker who came, went or was not there: *New worker*, *Handed over*, *No worker*."""
    return _found(rows, listed("workers.txt"), whom=True)


def _found(rows: Iterable[Row], phrases: Phrases, *, whom: bool = False) -> list[Found]:
    found = []
    for row in in_days(rows):
        said = first_said(row.event, phrases)
        if said is not None:
            name = _whom(row.event[said.end :]) if whom else ""
            found.append(Found(row, said.of, row.event[said.start : said.end], said.start, name))
    return found


@lru_cache(maxsize=1 << 15)
def first_said(text: str, phrases: Phrases) -> Said | None:
    """The first phrase of a text that is meant: not denied, and not inside one that only looks like it."""
    every = phrases.find(text)
    aside = [one for one in every if one.of == NOT]
    for one in every:
        if one.of == NOT or one.denied or any(a.start <= one.start < a.end for a in aside):
            continue
        return one
    return None


def _whom(after: str) -> str:
    match = TO_WHOM.match(after)
    return match[1] if match else ""
