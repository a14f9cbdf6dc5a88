"""The integrated chronology: which entries are shown, in which order, and the pictures of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce, ExtractYear

from casereview.evidence.lanes import Mark, Span, picture

SHOWS: tuple[tuple[str, str], ...] = (
    ("", "All entries"),
    ("doubt", "Dates in doubt or not read"),
    ("seen", "Child seen or spoken to"),
    ("weak", "No source given"),
)
"""What can be shown of a chronology. Words are searched for on the search page, never in an address."""


def filtered(rows: Any, *, agency: str, first: str, last: str, show: str) -> tuple[Any, list[str]]:
    """The entries that are asked for, and a sentence for each filter that cannot be read.

    Args:
        agency: an agency's key, or nothing for all.
        first, last: ISO days. An entry is shown if what was understood of its date reaches into the span.
        show: one of ``SHOWS``.
    """
    wrong: list[str] = []
    if agency:
        rows = rows.filter(agency__key=agency)
    for text, word, wanted in (
        (first, "From", lambda day: Q(latest__gte=day) | Q(latest=None, earliest__isnull=False)),
        (last, "To", lambda day: Q(earliest__lte=day) | Q(earliest=None, latest__isnull=False)),
    ):
        day = _day(text)
        if day is not None:
            rows = rows.filter(wanted(day))
        elif text:
            wrong.append(f"'{word}' is not a day. Write it as 2011-03-27. All days are shown.")
    kinds = {
        "doubt": Q(certainty__in=("uncertain", "unknown")),
        "seen": ~Q(child_seen=""),
        "weak": Q(source=""),
    }
    return rows.filter(kinds.get(show, Q())), wrong


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def in_order(rows: Any) -> Any:
    """The order of a chronology: the day, the time (none before any), the agency, the agency's own order."""
    day = Coalesce("earliest", "latest").asc(nulls_last=True)
    return rows.order_by(day, F("at").asc(), "agency__name", "number")


def years_of(rows: Any) -> list[dict[str, int]]:
    """How many entries begin in each year."""
    found = rows.exclude(earliest=None).annotate(year=ExtractYear("earliest")).values_list("year")
    return [
        {"year": year, "entries": entries} for year, entries in found.annotate(Count("pk")).order_by("year")
    ]


def lanes_of(
    rows: Any, agencies: Sequence[str], episodes: Sequence[Any], incident: date | None
) -> list[dict[str, Any]]:
    """The picture of the entries shown, wide and tall; entries without any day are not in it."""
    dated = rows.exclude(earliest=None, latest=None).values_list(
        "agency__name", "earliest", "latest", "certainty"
    )
    lane = {name: number for number, name in enumerate(agencies)}
    marks = [
        Mark(
            lane[name],
            earliest or latest,
            latest or earliest,
            certainty if earliest and latest else "uncertain",
        )
        for name, earliest, latest, certainty in dated
    ]
    used = sorted({mark.lane for mark in marks})
    marks = [Mark(used.index(m.lane), m.first, m.last, m.sure) for m in marks]
    spans = [Span(one.title, one.first_on, one.last_on) for one in episodes]
    names = [agencies[number] for number in used]
    looks = [number % 8 + 1 for number in used]
    found = [picture(marks, names, spans, incident, tall=tall, looks=looks) for tall in (False, True)]
    return [one for one in found if one]
