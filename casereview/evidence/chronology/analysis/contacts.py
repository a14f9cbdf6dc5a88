"""How many entries and contacts each agency has in each month, each figure with its entries. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from casereview.evidence.chronology.analysis.changes import first_said
from casereview.evidence.chronology.analysis.phrases import in_days, listed
from casereview.evidence.chronology.merging import agencies_of
from casereview.evidence.chronology.rows import Row

MET, TRIED, RECORD = "met", "tried", "record"


@dataclass(slots=True)
class MonthCell:
    """One agency in one month.

    Attributes:
        entries: every entry of the agency known to lie in this month.
        contacts: those of them whose words tell of a contact that came about with the family (a visit, a call, a clinic).
        tried: those that tell of one that did not (no access, not brought, no answer).
    """

    entries: tuple[Row, ...] = ()
    contacts: tuple[Row, ...] = ()
    tried: tuple[Row, ...] = ()


@dataclass(slots=True)
class ContactsByMonth:
    """The months across which the chronology goes, and what each agency has in each of them.

    Attributes:
        months: the first day of each month from the first that holds an entry to the last, none left out.
        agencies: in the order asked for, then as they appear.
        cells: what an agency has in a month; an agency and month without an entry are not among the keys (see ``cell``).
        longer: for each agency, entries known only to a span of more than one month: they are counted in none.
        undated: for each agency, entries without a day, or open at one end.
    """

    months: tuple[date, ...] = ()
    agencies: tuple[str, ...] = ()
    cells: dict[tuple[str, date], MonthCell] = field(default_factory=dict)
    longer: dict[str, tuple[Row, ...]] = field(default_factory=dict)
    undated: dict[str, tuple[Row, ...]] = field(default_factory=dict)

    def cell(self, agency: str, month: date) -> MonthCell:
        """What an agency has in a month, with nothing in it where there is nothing."""
        return self.cells.get((agency, month), MonthCell())


def contacts_by_month(rows: Iterable[Row], agencies: Sequence[str] = ()) -> ContactsByMonth:
    """Entries, contacts and contacts tried, for each agency and month.

    An entry whose first and last day lie in one month is of that month. One that may be of several is of none and stands apart,
    so that no figure is made of a guess; every row that was given is in exactly one place.

    Args:
        agencies: the order of agencies; those it leaves out follow as they appear.
    """
    every = in_days(rows)
    months: dict[tuple[str, date], list[Row]] = {}
    longer: dict[str, list[Row]] = {}
    undated: dict[str, list[Row]] = {}
    for row in every:
        if row.earliest is None or row.latest is None:
            undated.setdefault(row.agency, []).append(row)
        elif (month := row.earliest.replace(day=1)) == row.latest.replace(day=1):
            months.setdefault((row.agency, month), []).append(row)
        else:
            longer.setdefault(row.agency, []).append(row)
    return ContactsByMonth(
        months=tuple(_months({month for _, month in months})),
        agencies=tuple(agencies_of(every, agencies)),
        cells={key: _cell(several) for key, several in months.items()},
        longer={agency: tuple(several) for agency, several in longer.items()},
        undated={agency: tuple(several) for agency, several in undated.items()},
    )


def _cell(rows: list[Row]) -> MonthCell:
    kinds = [contact_in(row.event) for row in rows]
    of = {kind: tuple(row for row, k in zip(rows, kinds, strict=True) if k == kind) for kind in (MET, TRIED)}
    return MonthCell(tuple(rows), of[MET], of[TRIED])


@lru_cache(maxsize=1 << 15)
def contact_in(text: str) -> str:
    """Whether a text tells of a contact with the family that was ``met``, one ``tried``, or is a ``record`` of something else.

    >>> [contact_in(text) for text in ("Home visit, mother seen.", "No access visit.", "Supervision.")]
    ['met', 'tried', 'record']
    """
    if first_said(text, listed("events.txt")) or first_said(text, listed("unanswered.txt")):
        return TRIED
    return MET if first_said(text, listed("contacts.txt")) else RECORD


def _months(held: set[date]) -> list[date]:
    if not held:
        return []
    first, last = min(held), max(held)
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]
