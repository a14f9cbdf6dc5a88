"""The entries of a chronology counted by agency and month, in one question to the store, and what follows from that.

However long a chronology is, its page needs how many entries each agency has, how many begin in each year and month, and where
an agency has nothing. Two entries that begin in one month have no silence between them, so months are fine enough for all of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import CharField, Count, Max, Min, Q
from django.db.models.functions import Cast, Coalesce, Substr

from casereview.evidence.chronology.silences.gaps import GAP_DAYS, gaps_between
from casereview.evidence.lanes import BY_DAY, Mark
from casereview.evidence.shapes import look_of
from casereview.people.models import Agency


class Month(NamedTuple):
    """The entries of one agency that begin in one month, or that have no day at all.

    Attributes:
        agency: the number of its row.
        month: as 2011-03; None for entries without any day. Where the earliest day is open, the latest counts.
        begun: how many have an earliest day.
        weak: how many give no source.
        doubtful: of how many the day is in doubt or was not read.
        first, last: the first day on which one of them begins, and the last.
        until: the last day to which one of them may reach.
    """

    agency: int
    month: str | None
    entries: int
    begun: int
    weak: int
    doubtful: int
    first: date | None
    last: date | None
    until: date | None


def tally(rows: Any, *, by_day: bool = False) -> list[Month]:
    """Count entries.

    Args:
        rows: a question for entries, as far as the reader may see them.
        by_day: those of each day together, and not those of each month.
    """
    counted = (
        rows.annotate(day=Coalesce("earliest", "latest"))
        .annotate(month=Substr(Cast("day", CharField()), 1, 10 if by_day else 7))
        .order_by("agency_id", "month")
        .values_list("agency_id", "month")
        .annotate(
            entries=Count("pk"),
            begun=Count("earliest"),
            weak=Count("pk", filter=Q(source="")),
            doubtful=Count("pk", filter=~Q(certainty__in=("exact", "approximate"))),
            first=Min("day"),
            last=Max("day"),
            until=Max(Coalesce("latest", "earliest")),
        )
    )
    return [Month(*row) for row in counted]


def agencies_of(months: Iterable[Month]) -> list[dict[str, Any]]:
    """Each agency by name, with how many entries it has, without a source, and in doubt, and how it is drawn."""
    entries, weak, doubtful = Counter[int](), Counter[int](), Counter[int]()
    for one in months:
        entries[one.agency] += one.entries
        weak[one.agency] += one.weak
        doubtful[one.agency] += one.doubtful
    named = Agency.rows.filter(pk__in=entries).order_by("name").values_list("pk", "key", "name")
    return [
        {
            "id": pk,
            "key": key,
            "name": name,
            "entries": entries[pk],
            "weak": weak[pk],
            "doubtful": doubtful[pk],
            "look": look_of(number),
        }
        for number, (pk, key, name) in enumerate(named)
    ]


def years_of(months: Iterable[Month]) -> list[dict[str, int]]:
    """How many entries begin in each year."""
    years = Counter[int]()
    for one in months:
        if one.first and one.begun:
            years[one.first.year] += one.begun
    return [{"year": year, "entries": entries} for year, entries in sorted(years.items())]


def drawn_of(rows: Any, months: Sequence[Month], window: tuple[date | None, date | None]) -> Sequence[Month]:
    """The entries counted as finely as a picture of them can show it.

    Args:
        rows: the entries that are drawn; ``months`` the same, counted by the month.
        window: the first and the last day of the picture; where there is none, it reaches as far as the entries.
    """
    days = [day for one in months for day in (one.first, one.last) if day]
    first, last = window[0] or min(days, default=None), window[1] or max(days, default=None)
    return tally(rows, by_day=True) if first and last and (last - first).days <= BY_DAY else months


def marks_of(months: Iterable[Month], lanes: Mapping[int, int]) -> list[Mark]:
    """A mark with a count for each agency and month, for a picture of more entries than can be drawn.

    Args:
        lanes: each agency's lane in the picture, by the number of its row.
    """
    marks = [
        Mark(lanes[one.agency], one.first, one.last, "exact", one.entries)
        for one in months
        if one.first and one.last
    ]
    return sorted(marks, key=lambda mark: (mark.first, mark.lane))


def silent(months: Iterable[Month], names: Mapping[int, str]) -> list[tuple[str, date, date]]:
    """Each stretch in which an agency has nothing at all for longer than ``GAP_DAYS``: agency, from, to.

    Args:
        names: each agency's name, by the number of its row.
    """
    spans: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for one in months:
        if one.first and one.until:
            spans[one.agency].append((one.first, one.until))
    return [
        (name, before[1], after[0])
        for agency, name in names.items()
        for before, after in gaps_between(spans[agency], GAP_DAYS)
    ]
