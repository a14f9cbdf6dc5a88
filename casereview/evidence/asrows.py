"""Entries as rows, for the pure functions that compare chronologies; and rows as entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from hashlib import sha256
from typing import Any

from casereview.evidence.chronology.rows import Guess, Row
from casereview.evidence.chronology.silences import Silence
from casereview.evidence.models import Entry
from casereview.evidence.switch import Switch

ASIDE = ("professional", "child_seen", "comment")
"""Fields of an entry that a row keeps among its further columns."""

HEADED = {"professional": "Professional", "child_seen": "Child seen", "comment": "Comment"}
"""How these fields are headed in a file that leaves: words that people read, and that the importer knows again."""


def row_of(entry: Entry, said: Callable[[str], str] = str) -> Row:
    """An entry as a row. Its number stands as the row's, so that the row leads back to it.

    Args:
        said: how its words are shown (real names or code names).
    """
    other = {name: text for name in ASIDE if (text := getattr(entry, name))} | dict(entry.other)
    return Row(
        agency=entry.agency.name,
        source_file="",
        source_row=entry.number,
        date_text=entry.date_text,
        earliest=entry.earliest,
        latest=entry.latest,
        certainty=entry.certainty,  # type: ignore[arg-type]  # the column holds only these words
        time=at_time(entry.at),
        sequence=entry.sequence,
        source=said(entry.source),
        event=said(entry.event),
        other={name: said(text) for name, text in other.items()},
    )


def at_time(text: str) -> time | None:
    """A time of day from how it is stored.

    >>> at_time("09:30"), at_time("")
    (datetime.time(9, 30), None)
    """
    return time(int(text[:2]), int(text[3:5])) if text else None


def rows_of(entries: Iterable[Entry], switch: Switch) -> list[Row]:
    """Entries as rows in the names that the reader sees."""
    return [row_of(entry, switch.text) for entry in entries]


def state_of(entries: Any) -> str:
    """A mark of exactly these entries in these versions: what was worked out from them holds while it is the same."""
    seen = entries.order_by("pk").values_list("pk", "version", "withdrawn_on")
    return sha256(repr(list(seen)).encode()).hexdigest()


def silence_key(one: Silence, agency: str) -> str:
    """How a silence is known from one look to the next, telling nothing of it.

    A gap is known by its days: a longer one is another question. The others are known by the entries that they stand on, so that what
    was said of them holds when an agency puts a date right or is called otherwise.

    Args:
        agency: the key of the agency that is silent.
    """
    stands_on: tuple[Any, ...] = (one.first, one.last)
    if one.kind != "gap":
        stands_on = (one.rows[0].source_row, one.rows[-1].source_row, len(one.rows))
    told = "\x1f".join(map(str, (one.kind, agency, *stands_on)))
    return f"{one.kind}-{sha256(told.encode()).hexdigest()[:16]}"


def row_of_line(line: Mapping[str, Any]) -> Row:
    """An entry as the ask for a file gave it, as a row that is written out."""
    own = dict(line["other"])
    aside = {HEADED[name] if HEADED[name] not in own else name: line[name] for name in ASIDE if line[name]}
    other = aside | own
    return Row(
        agency=line["agency"],
        source_file=line["source_file"],
        source_row=line["source_row"],
        date_text=line["date_text"],
        earliest=_day(line["earliest"]),
        latest=_day(line["latest"]),
        certainty=line["certainty"],
        time=at_time(line["at"]),
        sequence=line["sequence"],
        source=line["source"],
        event=line["event"],
        guess=guess_of(line["guess"]),
        other=other,
    )


def guess_of(told: Mapping[str, Any]) -> Guess | None:
    """A guessed day from how it is stored."""
    if not told:
        return None
    return Guess(_day(told.get("earliest")), _day(told.get("latest")), int(told.get("from_row", 0)))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
