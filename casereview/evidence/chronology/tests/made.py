"""Rows for tests: made one by one, or the six invented chronologies of Child M with what is planted in them."""

from __future__ import annotations

import json
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Any

from casereview.evidence.chronology.rows import Row

HERE = Path(__file__).parent
Known = frozenset[tuple[str, int]]


def row(
    event: str = "Home visit.",
    first: str | None = "2012-03-12",
    last: str | None = "same",
    *,
    agency: str = "Wexmoor Police",
    number: int = 1,
    at: str | None = None,
    typed: str | None = None,
    source: str = "Log",
    **rest: Any,
) -> Row:
    """One row; its date as ISO days, the second the same as the first unless given."""
    earliest = date.fromisoformat(first) if first else None
    latest = earliest if last == "same" else date.fromisoformat(last) if last else None
    return Row(
        agency=agency,
        source_file=f"{agency}.csv",
        source_row=number,
        date_text=typed if typed is not None else first or "",
        earliest=earliest,
        latest=latest,
        certainty="exact" if earliest and earliest == latest else "approximate",
        time=time.fromisoformat(at) if at else None,
        source=source,
        event=event,
        **rest,
    )


@cache
def truth() -> dict[str, Any]:
    """What is planted in the six chronologies."""
    found: dict[str, Any] = json.loads((HERE / "quillfeather/truth.json").read_text(encoding="utf-8"))
    return found


def child_m() -> list[Row]:
    """Every row of the six chronologies, as a perfect reader would have read it."""
    return [
        Row(
            agency=file["agency"],
            source_file=file["file"],
            source_row=one["source_row"],
            date_text=one["date_text"].removeprefix("(date cell) "),
            earliest=date.fromisoformat(one["earliest"]) if one["earliest"] else None,
            latest=date.fromisoformat(one["latest"]) if one["latest"] else None,
            certainty=one["certainty"],
            time=time.fromisoformat(one["time"]) if one["time"] else None,
            source=one["source"],
            event=one["event"],
        )
        for file in truth()["files"]
        for one in file["rows"]
    ]


def known(what: str, rows: str) -> set[Known]:
    """The planted pairs (``entries``) or duplicates (``rows``), each as the file and row of its entries."""
    return {frozenset((one["file"], one["source_row"]) for one in planted[rows]) for planted in truth()[what]}


def where(rows: Any) -> Known:
    """Which rows these are."""
    return frozenset((one.source_file, one.source_row) for one in rows)
