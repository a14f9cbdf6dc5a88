"""The parts that pages are laid out from, as plain values: what a table, a clock or a row of squares shows.

Each function returns the context of one small template in ``web/parts/``; ``cr.py`` makes them template tags.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from casereview.web.templatetags.words import a_day, day, days_left

STATES: dict[str, tuple[str, str]] = {
    "in-place": ("done", "In place"),
    "done-by-owner": ("wait", "Done, says the owner"),
    "overdue": ("late", "Overdue"),
    "at-risk": ("wait", "At risk"),
    "on-track": ("plain", "On track"),
    "not-started": ("plain", "Not started"),
    "dropped": ("plain", "Dropped"),
}
"""The states of an action: how each is coloured, and its words. Colour: late, waits or done, nothing else."""
KINDS = ("late", "wait", "done", "plain")
BAR = 132
"""How wide a clock's bar is, in pixels."""
SQUARE = 26
"""How much room one action takes in a row of squares, in pixels."""
NOTHING = "Not recorded"


def state_of(words: str, kind: str = "") -> dict[str, str]:
    """A word with its colour: a state's own, or any words with the kind they are given.

    Args:
        words: a state of an action (``overdue``), or a sentence.
        kind: ``late``, ``wait``, ``done`` or ``plain``, where ``words`` is not a state.

    Raises:
        ValueError: the kind is none of these.
    """
    own, said = STATES.get(words, ("plain", words))
    kind = kind or own
    if kind not in KINDS:
        raise ValueError(f"'{kind}' is not a kind of tag. Choose one of {', '.join(KINDS)}.")
    return {"kind": kind, "words": said}


def table(
    rows: Iterable[Mapping[str, Any]],
    columns: str,
    caption: str,
    empty: str = "",
    hide_caption: bool = False,
    nothing: str = NOTHING,
) -> dict[str, Any]:
    """A table that becomes cards on a phone: each cell says its heading.

    Args:
        rows: plain values. A cell may be a mapping of ``text`` with ``href``, ``note`` and ``kind``.
        columns: ``"agency:Agency; due_on:Due|day; state:Now|state"``: a key, its heading and how it is shown:
            ``day``, ``days_left``, ``state``, ``num``, or as it stands. The first column names the row, and
            links to the row's ``href``.
        caption: what the table answers; read out first.
        empty: the sentence in place of a table without rows.
        nothing: what an empty cell says. Unknown is not a blank.
    """
    read = [_column(one) for one in columns.split(";") if one.strip()]
    body = [
        {
            "cells": [_cell(row, key, heading, shown, nothing) for key, heading, shown in read],
            "href": row.get("href", ""),
        }
        for row in rows or ()
    ]
    heads = [{"text": heading, "num": shown == "num"} for _, heading, shown in read]
    return {"heads": heads, "body": body, "caption": caption, "empty": empty, "hide_caption": hide_caption}


def _column(words: str) -> tuple[str, str, str]:
    key, _, rest = words.strip().partition(":")
    heading, _, shown = rest.partition("|")
    return key.strip(), heading.strip(), shown.strip()


def _cell(row: Mapping[str, Any], key: str, heading: str, shown: str, nothing: str) -> dict[str, Any]:
    found = row.get(key)
    cell = dict(found) if isinstance(found, Mapping) else {"text": found}
    value = cell.get("text")
    if value in (None, ""):
        cell |= {"text": nothing, "kind": "", "blank": True}
    elif shown == "day":
        cell["text"] = day(value)
    elif shown == "days_left":
        cell |= {"text": days_left(value), "kind": "late" if "late" in days_left(value) else ""}
    elif shown == "state":
        state = state_of(str(value), cell.get("kind") or "")
        cell |= {"text": state["words"], "kind": state["kind"]}
    return cell | {"heading": heading, "num": shown == "num"}


def clock(
    start: Any,
    due: Any,
    today: date,
    met_on: Any = None,
    about: bool = False,
    note: str = "",
) -> dict[str, Any]:
    """A clock as a bar and its words. The words alone say all of it.

    Args:
        start, due, met_on: days (dates or ISO texts), or None where they are not known.
        about: the day it hangs on was not published, so it never says late.
        note: what else to say, such as that it was moved.
    """
    first, last, met = a_day(start), a_day(due), a_day(met_on)
    shown: dict[str, Any] = {
        "note": note,
        "kind": "",
        "width": BAR,
        "frame": BAR + 2,
        "used": None,
        "over": 0,
    }
    if last is None:
        return shown | {"words": "Not started"}
    if about:
        return shown | {"words": f"About {day(last)}"}
    until = met or today
    if first is not None and last > first:
        shown |= _bar(first, last, until)
    if met is not None:
        late = (met - last).days
        words = "In time" if late <= 0 else f"Done {late} day{'' if late == 1 else 's'} late"
        return shown | {"words": words, "kind": "done" if late <= 0 else "late"}
    return shown | {"words": days_left(last, today), "kind": "late" if last < today else ""}


def _bar(first: date, last: date, until: date) -> dict[str, int]:
    """How much of the bar is used, and how much of what is used came after the due day."""
    allowed, gone = (last - first).days, max((until - first).days, 0)
    if gone <= allowed:
        return {"used": round(BAR * gone / allowed), "over": 0}
    used = min(round(BAR * allowed / gone), BAR - 3)
    return {"used": used, "over": BAR - used}


def squares(states: Iterable[str]) -> dict[str, Any]:
    """One square for each action, in order. Decoration: the words beside it say the same."""
    row = [
        {"x": 1 + SQUARE * i, "state": state_of(state)["words"], "id": state}
        for i, state in enumerate(states or ())
    ]
    return {"squares": row, "width": SQUARE * len(row) + 2}


def squares_key(states: Sequence[str] = tuple(STATES)) -> dict[str, Any]:
    """What each square means, in words."""
    return {"rows": [{**squares([state]), "words": STATES[state][1].lower()} for state in states]}


def pages(
    number: int, of: int, filters: Mapping[str, Any], name: str = "page", label: str = "this list"
) -> dict[str, Any]:
    """Links to the other pages of a list; what was chosen to be shown stays chosen.

    Args:
        number, of: this page, from 1, and how many there are.
        filters: what was chosen, as the page's own address has it. Filters stand in addresses, never names.
        name: what the address calls the number of this list's page, where a page shows several lists.
        label: what the list is of, for whoever hears the page.
    """
    kept = {each: value for each, value in filters.items() if each != name and value not in (None, "")}
    near = [n for n in range(1, of + 1) if n in (1, of) or abs(n - number) <= 2]
    row: list[dict[str, Any]] = []
    for place, n in enumerate(near):
        if place and n - near[place - 1] > 1:
            row.append({"gap": True})
        row.append({"number": n, "href": _address(kept, name, n), "current": n == number})
    return {
        "row": row,
        "several": of > 1,
        "before": _address(kept, name, number - 1) if number > 1 else "",
        "after": _address(kept, name, number + 1) if number < of else "",
        "number": number,
        "of": of,
        "label": label,
    }


def _address(kept: Mapping[str, Any], name: str, page: int) -> str:
    return "?" + urlencode({**kept, name: page}, doseq=True)
