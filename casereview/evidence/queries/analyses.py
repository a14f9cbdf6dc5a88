"""Quick analyses of a case's chronology, each figure with the entries it stands on."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from casereview.access.policy import Actor, Reach
from casereview.acts.registry import query
from casereview.cases.models import Case
from casereview.evidence.accounts import Kept, children_of, kept_rows
from casereview.evidence.chronology.analysis import fact_of
from casereview.evidence.chronology.rows import Row
from casereview.evidence.figures import BY_NAME, SECTIONS, Analysis, Asked, Figure, plain, when_of
from casereview.evidence.integrated import page_of, settled_order
from casereview.evidence.models import Entry
from casereview.evidence.switch import switch_for
from casereview.evidence.tally import agencies_of, tally
from casereview.evidence.wall import SHARED, WHOLE, seen_by, sought_seen

PAGE = 50


@query(by=(*WHOLE, *SHARED))
def analysis(
    seen: Reach,
    *,
    of: Case,
    by: Actor,
    section: str = "",
    line: str = "",
    column: str = "",
    page: str = "1",
    names: str = "",
    order: str = "",
) -> dict[str, Any]:
    """Quick analyses of the chronology: who knew what when, contacts, missed appointments, moves, workers, the child's voice"""
    switch = switch_for(by, of, names)
    chosen = BY_NAME.get(section, SECTIONS[0])
    sought = list(sought_seen(by, of).order_by("number"))
    asked = Asked(
        children_of(of, real=switch.real),
        tuple(one["name"] for one in settled_order(agencies_of(tally(seen_by(by, Entry, of))), order)),
        tuple(fact_of(switch.text(one.words)) for one in sought),
    )
    made = _made(chosen.name, kept_rows(by, of, switch), asked)
    figure = _figure(made, line, column)
    behind = figure.rows if figure else tuple(one.row for one in made.found)
    number, pages, part = page_of(behind, page, PAGE)
    said = {id(one.row): one for one in made.found}
    return {
        "section": chosen.name,
        "title": chosen.title,
        "lede": chosen.lede,
        "sections": [{"name": s.name, "title": s.title} for s in SECTIONS],
        "corner": made.corner,
        "heads": list(made.heads),
        "lines": [
            {"head": one.head, "cells": [_cell(f, n, m) for m, f in enumerate(one.figures, 1)]}
            for n, one in enumerate(made.lines, 1)
        ],
        "sought": [{"key": one.key, "words": switch.text(one.words)} for one in sought],
        "aside": [_cell(one, 0, m) for m, one in enumerate(made.aside, 1)],
        "table": plain(made),
        "figure": _named(made, line, column) if figure else "",
        "entries": [_line(row, said.get(id(row))) for row in part],
        "total": len(behind),
        "page": number,
        "pages": pages,
        "may_see_names": switch.may,
        "real": switch.real,
    }


@lru_cache(maxsize=32)
def _made(name: str, rows: Kept, asked: Asked) -> Analysis:
    """Worked out once for the same entries in the same names."""
    return BY_NAME[name].make(rows.rows, asked)


def _at(made: Analysis, line: str, column: str) -> tuple[int, int] | None:
    """Which figure an address means: its line (0 for what stands aside) and its column, counted from one."""
    if not (line.isdecimal() and column.isdecimal() and len(line) < 6 and len(column) < 6):
        return None
    n, m = int(line), int(column)
    across = made.aside if n == 0 else made.lines[n - 1].figures if n <= len(made.lines) else ()
    return (n, m) if 0 < m <= len(across) else None


def _figure(made: Analysis, line: str, column: str) -> Figure | None:
    at = _at(made, line, column)
    if at is None:
        return None
    return made.aside[at[1] - 1] if at[0] == 0 else made.lines[at[0] - 1].figures[at[1] - 1]


def _named(made: Analysis, line: str, column: str) -> str:
    at = _at(made, line, column)
    if at is None:
        return ""
    if at[0] == 0:
        return made.aside[at[1] - 1].text
    return f"{made.lines[at[0] - 1].head}, {made.heads[at[1] - 1]}"


def _cell(figure: Figure, line: int, column: int) -> dict[str, Any]:
    return {
        "text": figure.text,
        "note": figure.note,
        "entries": len(figure.rows),
        "line": line,
        "column": column,
    }


def _line(row: Row, found: Any) -> dict[str, Any]:
    """One entry behind a figure. Where words of it were found, what stands before and after them is told apart."""
    told = {
        "key": f"{Entry.PREFIX}{row.source_row}",
        "agency": row.agency,
        "when": when_of(row),
        "event": row.event,
    }
    if found is None:
        return told
    end = found.start + len(found.phrase)
    return told | {
        "kind": found.kind,
        "before": row.event[: found.start],
        "words": found.phrase,
        "after": row.event[end:],
        "whom": found.whom,
    }
