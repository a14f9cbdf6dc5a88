"""The integrated chronology: which entries are shown, in which order, and the pictures of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, F, IntegerField, Q, Value, When
from django.db.models.functions import Coalesce

from casereview.evidence.families import read_days
from casereview.evidence.lanes import Ages, Gap, Mark, Span, picture
from casereview.evidence.tally import Month, marks_of
from casereview.evidence.window import Window

SHOWS: tuple[tuple[str, str], ...] = (
    ("", "All entries"),
    ("doubt", "Dates in doubt or not read"),
    ("seen", "Child seen or spoken to"),
    ("weak", "No source given"),
    ("marked", "Marked as significant"),
    ("gone", "No longer in the agency’s newer file"),
)
"""What can be shown of a chronology. Words are searched for on the search page, never in an address."""


def filtered(
    rows: Any,
    *,
    agency: str,
    first: str,
    last: str,
    show: str,
    window: Window,
    beside: Mapping[str, Q],
) -> tuple[Any, Window, list[str]]:
    """The entries that are asked for, the stretch that they are asked for, and a sentence for each filter that cannot be read.

    Args:
        agency: an agency's key, or nothing for all.
        first, last: days as people type them; a month or a year is its first day, or its last. An entry is shown if what was understood of its date reaches into the span.
        show: one of ``SHOWS``.
        window: the stretch of the zoom; given days count before it.
        beside: what ``marked`` and ``gone`` mean for this reader.
    """
    wrong: list[str] = []
    if agency:
        rows = rows.filter(agency__key=agency)
    begins, ends = read_days(first)[0], read_days(last)[1]
    for text, day, word in ((first, begins, "From"), (last, ends, "To")):
        if text and day is None:
            wrong.append(f"'{word}' is not a day. Write it as 27 March 2011. All days are shown.")
    if begins and ends and begins > ends:
        wrong.append("'From' is later than 'To', so no day lies between them. Write the earlier day first.")
    begin, end = begins or window.first, ends or window.last
    if begin is not None:
        rows = rows.filter(Q(latest__gte=begin) | Q(latest=None, earliest__isnull=False))
    if end is not None:
        rows = rows.filter(Q(earliest__lte=end) | Q(earliest=None, latest__isnull=False))
    kinds = {
        "doubt": Q(certainty__in=("uncertain", "unknown")),
        "seen": ~Q(child_seen=""),
        "weak": Q(source=""),
        **beside,
    }
    return rows.filter(kinds.get(show, Q())), Window(window.zoom, begin, end), wrong


def in_order(rows: Any, agencies: Sequence[str] = ()) -> Any:
    """The order of a chronology: the day, the time (none before any), the agency, the agency's own order.

    Args:
        agencies: keys of agencies in the order that a reader set; without it by their names.
    """
    day = Coalesce("earliest", "latest").asc(nulls_last=True)
    if not agencies:
        return rows.order_by(day, F("at").asc(), "agency__name", "number")
    rank = Case(
        *(When(agency__key=key, then=Value(number)) for number, key in enumerate(agencies)),
        default=Value(len(agencies)),
        output_field=IntegerField(),
    )
    return rows.order_by(day, F("at").asc(), rank, "number")


def settled_order(agencies: list[dict[str, Any]], order: str) -> list[dict[str, Any]]:
    """The agencies in the order that a reader set; those left out follow by name. Each keeps its look.

    Each line says how the order reads with this agency one place earlier, for a link.
    """
    wanted = [key for key in order.split(",") if key]
    rank = {key: number for number, key in enumerate(wanted)}
    found = sorted(agencies, key=lambda a: (rank.get(a["key"], len(wanted)), a["name"]))
    keys = [a["key"] for a in found]
    for place, one in enumerate(found):
        earlier = [*keys]
        if place:
            earlier[place - 1], earlier[place] = earlier[place], earlier[place - 1]
        one["earlier"] = ",".join(earlier) if place else ""
    return found


def columns_of(lines: Sequence[Mapping[str, Any]], agencies: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The same entries in a column for each agency: a row for each day or span, in order."""
    used = {line["agency_key"] for line in lines}
    heads = [a for a in agencies if a["key"] in used]
    rows: list[dict[str, Any]] = []
    for line in lines:
        if not rows or rows[-1]["when"] != line["when"]:
            rows.append({"when": line["when"], "cells": {a["key"]: [] for a in heads}})
        rows[-1]["cells"][line["agency_key"]].append(line)
    return {
        "heads": [dict(a) for a in heads],
        "rows": [
            {
                "when": row["when"],
                "cells": [{"agency": a["name"], "entries": row["cells"][a["key"]]} for a in heads],
            }
            for row in rows
        ],
    }


@dataclass(frozen=True, slots=True)
class Shown:
    """What a picture is made from beside the entries themselves.

    Attributes:
        agencies: those that have a lane, whether or not they have an entry in the stretch that is shown: that they have none
            is what some look for.
        episodes: each with its title in the names that the reader sees.
        born: the children, by the names that the reader sees.
    """

    window: Window
    agencies: Sequence[Mapping[str, Any]]
    episodes: Sequence[tuple[Any, str]]
    incident: date | None
    born: Sequence[tuple[str, date]] = ()
    marked: Collection[int] = frozenset()
    gaps: Sequence[tuple[str, date, date]] = field(default_factory=tuple)


def pictures_of(rows: Any, shown: Shown, counted: Iterable[Month] | None) -> list[dict[str, Any]]:
    """The picture of the entries shown, wide and tall; entries without any day are not in it.

    Args:
        counted: the same entries counted, where there are more than ``MOST_MARKS``: then no entry is read for the picture.
    """
    names = [a["name"] for a in shown.agencies]
    lane = {name: number for number, name in enumerate(names)}
    marks = (
        marks_of(counted, {a["id"]: number for number, a in enumerate(shown.agencies)})
        if counted is not None
        else _each(rows.exclude(earliest=None, latest=None), lane, shown.marked)
    )
    spans = [Span(title, one.first_on, one.last_on) for one, title in shown.episodes]
    shaded = [Gap(lane[agency], first, last) for agency, first, last in shown.gaps if agency in lane]
    first, last = shown.window.first, shown.window.last
    window = (first, last) if first is not None and last is not None and first <= last else None
    found: list[dict[str, Any]] = []
    for tall in (False, True):
        made = picture(
            marks,
            names,
            spans,
            shown.incident,
            tall=tall,
            looks=[one["look"] for one in shown.agencies],
            gaps=shaded,
            ages=[Ages(name, born) for name, born in shown.born],
            window=window,
            counted=found[0]["counted"] if found else None,
        )
        if made:
            found.append(made)
    return found


def _each(dated: Any, lane: Mapping[str, int], marked: Collection[int]) -> list[Mark]:
    values = dated.values_list("agency__name", "earliest", "latest", "certainty", "pk", "at")
    return [
        Mark(
            lane[name],
            earliest or latest,
            latest or earliest,
            certainty if earliest and latest else "uncertain",
            ringed=pk in marked,
            minute=int(at[:2]) * 60 + int(at[3:]) if at else None,
        )
        for name, earliest, latest, certainty, pk, at in values
    ]


def page_of(rows: Sequence[Any], page: str, size: int) -> tuple[int, int, list[Any]]:
    """One page of a list: its number, how many there are, its rows. A number that is none is the first page's.

    >>> page_of("abcde", "2", 2), page_of("abc", "x", 2)
    ((2, 3, ['c', 'd']), (1, 2, ['a', 'b']))
    """
    pages = max(1, -(-len(rows) // size))
    number = min(max(1, int(page)), pages) if page.isdecimal() and len(page) < 9 else 1
    return number, pages, list(rows[(number - 1) * size : number * size])
