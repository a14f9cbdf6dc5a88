"""The quick analyses as tables in which every figure keeps the entries that it stands on. Pure.

A page leads from each figure to its entries, and a file carries the same words. What the rows do not say is *not said*.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from casereview.evidence.chronology.analysis import (
    FACTS,
    Fact,
    Found,
    MonthCell,
    changes_of_worker,
    contacts_by_month,
    missed,
    moves,
    the_childs_voice,
    who_knew_what,
)
from casereview.evidence.chronology.merging import agencies_of
from casereview.evidence.chronology.rows import Row
from casereview.evidence.rules import when_words

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell: its words, a second line that says what they count, and the entries behind it."""

    text: str
    rows: tuple[Row, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: its head, and a figure for each column."""

    head: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """One quick analysis.

    Attributes:
        corner: what the heads of the lines are; ``heads`` those of the columns.
        aside: what stands in no line, each in a sentence, with its entries.
        found: the entries one by one with the words that say so, where the analysis is a search for them.
    """

    corner: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    aside: tuple[Figure, ...] = ()
    found: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What an analysis is asked with.

    Attributes:
        children: the names of the children, in the names that the reader sees.
        agencies: in the order that the reader set; those left out follow as they appear.
        facts: the case's own facts, looked for before the others.
    """

    children: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()


NOTHING_MORE = Asked()


def knowing(rows: Sequence[Row], asked: Asked = NOTHING_MORE) -> Analysis:
    """Who knew what when: facts down, agencies across, in each cell the first day on which its record speaks of it."""
    told = who_knew_what(rows, (*asked.facts, *FACTS), asked.agencies)
    lines = []
    for fact in told.facts:
        figures = []
        for agency in told.agencies:
            cell = told.cells.get((fact.name, agency))
            if cell is None:
                figures.append(Figure(NOTHING))
            elif not cell.rows:
                figures.append(Figure("Said not", cell.denied, _entries(len(cell.denied))))
            else:
                when = when_words(cell.first, cell.by) if cell.first or cell.by else "Day not known"
                figures.append(
                    Figure(when, (*cell.rows, *cell.denied), _entries(len(cell.rows) + len(cell.denied)))
                )
        lines.append(Line(fact.name, tuple(figures)))
    aside = (Figure(f"No record speaks of: {', '.join(told.unspoken).lower()}."),) if told.unspoken else ()
    return Analysis("Fact", told.agencies, tuple(lines), aside)


def months(rows: Sequence[Row], asked: Asked = NOTHING_MORE) -> Analysis:
    """Contacts with the family in each month; months in which nobody has anything are one line."""
    told = contacts_by_month(rows, asked.agencies)
    lines: list[Line] = []
    empty: list[date] = []
    for month in (*told.months, None):
        cells = [told.cell(agency, month) for agency in told.agencies] if month else []
        if month and not any(cell.entries for cell in cells):
            empty.append(month)
            continue
        if empty:
            head = f"{empty[0]:%B %Y}" + (f" to {empty[-1]:%B %Y}" if len(empty) > 1 else "")
            lines.append(Line(head, tuple(Figure(NOTHING) for _ in told.agencies)))
            empty = []
        if month:
            lines.append(Line(f"{month:%B %Y}", tuple(_contacts(cell) for cell in cells)))
    aside = [
        *_aside(told.longer, "known only to a span of more than one month"),
        *_aside(told.undated, "without a day, or open at one end"),
    ]
    return Analysis("Month", told.agencies, tuple(lines), tuple(aside))


def _contacts(cell: MonthCell) -> Figure:
    if not cell.entries:
        return Figure(NOTHING)
    tried = f", {len(cell.tried)} tried" if cell.tried else ""
    return Figure(str(len(cell.contacts)), cell.entries, f"of {_entries(len(cell.entries))}{tried}")


def _aside(of: dict[str, tuple[Row, ...]], words: str) -> Iterable[Figure]:
    for agency, rows in of.items():
        yield Figure(f"{agency}: {_entries(len(rows))} {words}, counted in no month.", rows)


def missed_contacts(rows: Sequence[Row], asked: Asked = NOTHING_MORE) -> Analysis:
    """Contacts that were arranged or tried and did not come about."""
    return _search(rows, missed, asked)


def moved(rows: Sequence[Row], asked: Asked = NOTHING_MORE) -> Analysis:
    """Moves of home, placement, school or area."""
    return _search(rows, moves, asked)


def workers(rows: Sequence[Row], asked: Asked = NOTHING_MORE) -> Analysis:
    """Workers who came, went or were not there."""
    return _search(rows, changes_of_worker, asked)


def _search(rows: Sequence[Row], find: Callable[[Iterable[Row]], list[Found]], asked: Asked) -> Analysis:
    found = find(rows)
    agencies = agencies_of(rows, asked.agencies)
    kinds = list(dict.fromkeys(one.kind for one in found))
    lines = []
    for kind in sorted(kinds):
        of = [tuple(one.row for one in found if one.kind == kind and one.row.agency == a) for a in agencies]
        lines.append(Line(kind, tuple(Figure(str(len(r)) if r else NOTHING, r) for r in of)))
    return Analysis("Kind", tuple(agencies), tuple(lines), found=tuple(found))


def voice(rows: Sequence[Row], asked: Asked = NOTHING_MORE) -> Analysis:
    """In which entries the child was seen, seen alone, spoken to."""
    told = the_childs_voice(rows, asked.children, asked.agencies)
    heads = ("Seen", "Seen alone", "Spoken to", "Not seen", "Not said")
    lines = [
        Line(
            one.agency,
            tuple(
                Figure(str(len(r)) if r else NOTHING, r)
                for r in (one.seen, one.alone, one.spoken, one.not_seen, one.not_said)
            ),
        )
        for one in told.agencies
    ]
    return Analysis("Agency", heads, tuple(lines))


def _entries(number: int) -> str:
    return f"{number} entr{'y' if number == 1 else 'ies'}"


@dataclass(frozen=True, slots=True)
class Section:
    """One question that readers ask of a chronology: its name in an address, its title, what to know about the answer."""

    name: str
    title: str
    lede: str
    make: Callable[..., Analysis]


SECTIONS: tuple[Section, ...] = (
    Section(
        "knowing",
        "Who knew what, and when?",
        "The first day on which each agency’s own record speaks of a fact. That a record speaks of it does not say that "
        "anybody understood it; that it does not, says only that it was not written down here.",
        knowing,
    ),
    Section(
        "months",
        "Contacts in each month",
        "How many entries of each agency tell of a contact with the family that came about, out of all its entries that month.",
        months,
    ),
    Section(
        "missed",
        "Missed appointments",
        "Contacts that were arranged or tried and did not come about. A child does not miss an appointment: it is not brought.",
        missed_contacts,
    ),
    Section("moves", "Moves", "Entries that speak of a move of home, placement, school or area.", moved),
    Section(
        "workers",
        "Changes of worker",
        "Entries that speak of a worker who came, handed over, or was not there.",
        workers,
    ),
    Section(
        "voice",
        "The child’s voice",
        "Entries in which the child was seen, seen alone, spoken to. To be seen is not to be heard. Where an entry says "
        "nothing of it, that is not said; it is not a no.",
        voice,
    ),
)
BY_NAME = {section.name: section for section in SECTIONS}


def plain(analysis: Analysis) -> list[list[str]]:
    """The table as plain texts with its heads, then each entry that was found: what a file holds.

    A figure with a second line is written as *3 (of 5 entries)*.
    """
    table = [[analysis.corner, *analysis.heads]]
    table += [[line.head, *(_flat(f) for f in line.figures)] for line in analysis.lines]
    table += [[one.text] for one in analysis.aside]
    if analysis.found:
        table += [[], ["Entry", "When", "Agency", "Kind", "The words that say so", "What happened"]]
        table += [
            [f"E{one.row.source_row}", when_of(one.row), one.row.agency, one.kind, one.phrase, one.row.event]
            for one in analysis.found
        ]
    return table


def _flat(figure: Figure) -> str:
    words = "" if figure.text == NOTHING else figure.text
    return f"{words} ({figure.note})" if figure.note else words


def when_of(row: Row) -> str:
    """When an entry was, in words."""
    return when_words(row.earliest, row.latest)
