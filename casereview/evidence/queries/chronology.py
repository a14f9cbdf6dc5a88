"""The integrated chronology: a page of it with its picture, and the whole as a file."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, TypedDict, Unpack

from django.db.models import Max, Q

from casereview.access.policy import Actor, Reach
from casereview.acts.registry import query
from casereview.cases.clock_lines import iso
from casereview.cases.models import Case, Child
from casereview.evidence.asrows import state_of
from casereview.evidence.beside import beside
from casereview.evidence.integrated import (
    Shown,
    columns_of,
    filtered,
    in_order,
    pictures_of,
    settled_order,
)
from casereview.evidence.lanes import MOST_MARKS
from casereview.evidence.models import Entry, Significance
from casereview.evidence.rules import sure_words, when_words
from casereview.evidence.shapes import look_of
from casereview.evidence.switch import Switch, switch_for
from casereview.evidence.tally import Month, agencies_of, drawn_of, silent, tally, years_of
from casereview.evidence.wall import READERS, beside_entries, episodes_seen, of_panel, own_agencies, seen_by
from casereview.evidence.window import ZOOMS, Window, around, moved, window_of
from casereview.names.models import RegisterPerson
from casereview.people.models import Agency

PAGE = 100
CHILDREN = 6
"""The ages of so many children stand along the axis."""
VERSION = 8
"""So many letters and figures tell two versions of a chronology apart: the same entries are always the same version."""


class Chosen(TypedDict, total=False):
    """What a reader chose to see of the story, as texts of the address; each may be left out."""

    agency: str
    first: str
    last: str
    show: str
    zoom: str
    at: str
    names: str
    order: str


@dataclass(frozen=True, slots=True)
class Story:
    """The entries that a reader chose: all that they may see, those that are shown, and how.

    Attributes:
        every: every entry on the reader's side of the wall.
        months: the same, counted.
        rows: those that are shown, not yet in order.
        agencies: in the order that the reader set, each with its numbers over ``every``.
        window: the stretch of the zoom; ``stretch`` that of the picture, for which given days count before it.
        newest: the day at which a zoom begins: the incident, or the last day known.
        wrong: a sentence for each choice that could not be read.
    """

    every: Any
    months: list[Month]
    rows: Any
    agencies: list[dict[str, Any]]
    newest: Any
    window: Window
    stretch: Window
    switch: Switch
    wrong: list[str]

    @property
    def looks(self) -> dict[str, int]:
        """The colour and shape of each agency, from 0."""
        return {a["name"]: a["look"] - 1 for a in self.agencies}


def _story(by: Actor, case: Case, said: Chosen) -> Story:
    every = seen_by(by, Entry, case)
    months = tally(every)
    agencies = settled_order(agencies_of(months), said.get("order", ""))
    newest = case.incident_on or every.aggregate(day=Max("latest"))["day"]
    window = window_of(said.get("zoom", ""), said.get("at", ""), newest)
    rows, stretch, wrong = filtered(
        every,
        agency=said.get("agency", ""),
        first=said.get("first", ""),
        last=said.get("last", ""),
        show=said.get("show", ""),
        window=window,
        beside=_beside_filter(by, case, said.get("show", "")),
    )
    switch = switch_for(by, case, said.get("names", ""))
    return Story(every, months, rows, agencies, newest, window, stretch, switch, wrong)


@query(by=READERS)
def chronology(
    seen: Reach, *, of: Case, by: Actor, page: str = "1", view: str = "", **said: Unpack[Chosen]
) -> dict[str, Any]:
    """The integrated chronology, as far as you may see it"""
    it = _story(by, of, said)
    rows, agencies, window, switch = it.rows, it.agencies, it.window, it.switch
    filtering = bool(
        {"agency", "first", "last", "show"} & {k for k, v in said.items() if v} or not window.whole
    )
    total = rows.count() if filtering else sum(a["entries"] for a in agencies)
    pages = max(1, -(-total // PAGE))
    number = min(max(1, int(page)), pages) if page.isdecimal() and len(page) < 9 else 1
    shown = _page(rows, [a["key"] for a in agencies] if said.get("order") else [], number)
    extra = beside(by, of, [row.pk for row in shown], switch.text)
    lines = [_shown(row, it.looks, switch, extra) for row in shown]
    episodes = list(episodes_seen(by, of).order_by("first_on"))
    gaps = silent(it.months, {a["id"]: a["name"] for a in agencies})
    counted = None
    if total > MOST_MARKS:
        months = tally(rows) if filtering else it.months
        counted = drawn_of(rows, months, (it.stretch.first, it.stretch.last))
    marked = _marked(by, of) if counted is None else frozenset()
    titled = [(k, switch.text(k.title)) for k in episodes]
    chosen = said.get("agency", "")
    lanes = [a for a in agencies if not chosen or a["key"] == chosen]
    picture = Shown(it.stretch, lanes, titled, of.incident_on, _born(of, switch), marked, gaps)
    return {
        "entries": lines,
        "columns": columns_of(lines, agencies) if view == "columns" else {},
        "total": total,
        "all": sum(a["entries"] for a in agencies),
        "page": number,
        "pages": pages,
        "agencies": agencies,
        "years": years_of(it.months),
        "pictures": pictures_of(rows, picture, counted),
        "zoom": _zooms(window, it.newest),
        "episodes": [
            {
                "key": k.key,
                "title": title,
                "first_on": iso(k.first_on),
                "last_on": iso(k.last_on),
            }
            for k, title in titled
        ],
        "doubtful": sum(a["doubtful"] for a in agencies),
        "weak": sum(a["weak"] for a in agencies),
        "maybe": sum(1 for line in lines if line["maybe"]),
        "may_see_names": switch.may,
        "real": switch.real,
        "panel": of_panel(by, of),
        "wrong": it.wrong,
        "own": [
            {"key": a.key, "name": a.name}
            for a in Agency.rows.filter(pk__in=own_agencies(by, of), merged_into=None)
        ],
    }


def _page(rows: Any, agencies: list[str], number: int) -> list[Entry]:
    """The entries of one page. Their order is found by their numbers alone: far into a long chronology, whole entries would be
    put in order only to be left out."""
    page = in_order(rows, agencies).values("pk")[(number - 1) * PAGE : number * PAGE]
    return list(in_order(rows.filter(pk__in=page).select_related("agency"), agencies))


def _beside_filter(by: Actor, case: Case, show: str) -> dict[str, Q]:
    """What else can be shown: only entries beside which this reader may see something."""
    if show == "marked":
        return {show: Q(pk__in=beside_entries(by, Significance, case).values("entry"))}
    return {"gone": Q(gone_from__isnull=False)}


def _marked(by: Actor, case: Case) -> frozenset[int]:
    return frozenset(beside_entries(by, Significance, case).values_list("entry", flat=True))


def _born(case: Case, switch: Switch) -> list[tuple[str, Any]]:
    """The children of the case with a date of birth: for the ages along the axis, by the name that the reader sees."""
    people = Child.rows.filter(case=case, withdrawn_on=None).values("person")
    rows = RegisterPerson.rows.filter(pk__in=people, date_of_birth__isnull=False).order_by("number")
    return [
        ((row.name if switch.real else "") or row.public_name, row.date_of_birth) for row in rows[:CHILDREN]
    ]


def _zooms(window: Window, newest: Any) -> dict[str, Any]:
    """The links of the zoom: each step with the day on which it begins, and one length earlier and later."""
    return {
        "steps": [
            {
                "zoom": name,
                "text": text,
                "at": iso(around(window, name, newest)) or "",
                "current": name == window.zoom,
            }
            for name, text, _ in ZOOMS
        ],
        "current": window.zoom,
        "first": iso(window.first),
        "last": iso(window.last),
        "earlier": iso(moved(window, -1)),
        "later": iso(moved(window, 1)),
        "words": when_words(window.first, window.last) if not window.whole else "",
    }


def _shown(row: Entry, looks: dict[str, int], switch: Switch, extra: dict[int, Any]) -> dict[str, Any]:
    line = switch.line(entry_line(row, looks), row.agency_id)
    return line | {"beside": extra.get(row.pk, {})}


def entry_line(row: Entry, looks: dict[str, int] | None = None) -> dict[str, Any]:
    """One entry as pages show it: what was typed, what was understood, how sure."""
    return {
        "key": row.key,
        "agency": row.agency.name,
        "agency_key": row.agency.key,
        "date_text": row.date_text,
        "earliest": iso(row.earliest),
        "latest": iso(row.latest),
        "certainty": row.certainty,
        "when": when_words(row.earliest, row.latest),
        "sure": sure_words(row.certainty, row.date_text),
        "guess": row.guess,
        "time": row.time_text,
        "at": row.at,
        "source": row.source,
        "event": row.event,
        "professional": row.professional,
        "child_seen": row.child_seen,
        "comment": row.comment,
        "other": dict(row.other),
        "version": row.version,
        "on_behalf_of": row.on_behalf_of,
        "submitted": row.submitted_on is not None,
        "shared": row.shared_on is not None,
        "gone": row.gone_from_id is not None,
        "look": look_of((looks or {}).get(row.agency.name, 0)),
    }


@query(by=READERS)
def chronology_file(seen: Reach, *, of: Case, by: Actor, **said: Unpack[Chosen]) -> dict[str, Any]:
    """The integrated chronology as a file, as far as you may see it"""
    it = _story(by, of, said)
    looks = it.looks
    keys = [a["key"] for a in it.agencies]
    entries = [
        it.switch.line(
            entry_line(row, looks)
            | {
                "source_row": row.source_row or 0,
                "sequence": row.sequence,
                "source_file": row.document.file_name if row.document else "",
            },
            row.agency_id,
        )
        for row in in_order(it.rows.select_related("agency", "document"), keys)
    ]
    return {
        "entries": entries,
        "agencies": dict(Counter(entry["agency"] for entry in entries)),
        "version": state_of(it.every)[:VERSION],
        "board": of.board.name,
        "order": [a["name"] for a in it.agencies],
        "real": it.switch.real,
    }
