"""Two accounts of one event, and silences: what is proposed, and what a person said of it."""

from __future__ import annotations

from typing import Any

from casereview.access.policy import Actor, Reach
from casereview.acts.registry import query
from casereview.cases.called import role_called
from casereview.cases.clock_lines import iso
from casereview.cases.models import Case
from casereview.evidence.accounts import (
    asked_of_the_author,
    children_of,
    kept_rows,
    proposals,
    silence_lines,
    why_proposed,
)
from casereview.evidence.chronology.silences import KINDS
from casereview.evidence.integrated import page_of
from casereview.evidence.models import Entry, Pairing
from casereview.evidence.queries.chronology import entry_line
from casereview.evidence.sidebyside import differences, side_by_side
from casereview.evidence.switch import Switch, switch_for
from casereview.evidence.wall import (
    SHARED,
    WHOLE,
    dismissed_seen,
    pairings_seen,
    questions_seen,
    seen_by,
)
from casereview.names.queries import names_in

PAGE = 20


@query(by=(*WHOLE, *SHARED))
def accounts(
    seen: Reach, *, of: Case, by: Actor, show: str = "", page: str = "1", names: str = ""
) -> dict[str, Any]:
    """Two accounts of one event: proposed, and judged"""
    judged = list(pairings_seen(by, of).select_related("first", "second").order_by("number"))
    done = {frozenset((pair.first.number, pair.second.number)) for pair in judged}
    proposed = kept_rows(by, of, switch_for(by, of))
    fresh = [
        (one.source_row, other.source_row, match.why, match.score)
        for one, other, match in proposals(proposed)
        if frozenset((one.source_row, other.source_row)) not in done
    ]
    kinds: dict[str, list[Any]] = {
        "": fresh,
        "same": [pair for pair in judged if pair.same],
        "open": [pair for pair in judged if pair.same and pair.question and not pair.answered_on],
        "two": [pair for pair in judged if not pair.same],
    }
    chosen = kinds.get(show, fresh)
    number, pages, part = page_of(chosen, page, PAGE)
    switch = switch_for(by, of, names)
    lines = _entries(by, of, part, switch)
    shown = kept_rows(by, of, switch) if switch.real else proposed
    children = children_of(of, real=switch.real)
    register = names_in(of)
    why = why_proposed(proposed)
    return {
        "pairs": [
            _pair(one, lines, switch, why)
            | {"questions": asked_of_the_author(shown, _numbers(one), children, register, real=switch.real)}
            for one in part
        ],
        "counts": {name or "fresh": len(found) for name, found in kinds.items()},
        "author": role_called(of, "author"),
        "total": len(chosen),
        "page": number,
        "pages": pages,
        "may_see_names": switch.may,
        "real": switch.real,
    }


def _numbers(one: Any) -> tuple[int, int]:
    return (one.first.number, one.second.number) if isinstance(one, Pairing) else (one[0], one[1])


def _entries(by: Actor, of: Case, part: list[Any], switch: Switch) -> dict[int, dict[str, Any]]:
    """The entries of these pairs as lines, in one query."""
    wanted = {number for one in part for number in _numbers(one)}
    rows = seen_by(by, Entry, of).select_related("agency").filter(number__in=wanted)
    return {row.number: switch.line(entry_line(row), row.agency_id) for row in rows}


def _pair(
    one: Any, lines: dict[int, dict[str, Any]], switch: Switch, why: dict[frozenset[int], str]
) -> dict[str, Any]:
    first, second = (lines[number] for number in _numbers(one))
    aspects = side_by_side(first, second)
    said: dict[str, Any] = {"one": first, "other": second, "aspects": aspects, "differ": differences(aspects)}
    if isinstance(one, Pairing):
        return said | {
            "key": one.key,
            "same": one.same,
            "why": switch.text(one.why or why.get(frozenset(_numbers(one)), "")),
            "question": switch.text(one.question),
            "answer": switch.text(one.answer),
            "answered_on": iso(one.answered_on),
            "on": iso(one.made_on),
        }
    return said | {"key": "", "why": one[2], "score": round(one[3], 2)}


@query(by=WHOLE)
def silences(
    seen: Reach,
    *,
    of: Case,
    by: Actor,
    show: str = "",
    agency: str = "",
    kind: str = "",
    page: str = "1",
    names: str = "",
) -> dict[str, Any]:
    """Silences: times of which an agency says nothing, each a question"""
    switch = switch_for(by, of, names)
    every = seen_by(by, Entry, of)
    agencies = dict(every.values_list("agency__name", "agency__key").distinct())
    # What is asked does not depend on the switch: silences are looked for in code names always, as pairs are.
    lines = silence_lines(kept_rows(by, of, switch_for(by, of)), agencies)
    asked = {q.silence: q for q in questions_seen(by, of).exclude(silence="")}
    looked = {d.silence: d for d in dismissed_seen(by, of)}
    for line in lines:
        line["asked"] = asked[line["key"]].key if line["key"] in asked else ""
        line["because"] = switch.text(looked[line["key"]].because) if line["key"] in looked else ""
        line["dismissed"] = looked[line["key"]].key if line["key"] in looked else ""
        line["state"] = "asked" if line["asked"] else "dismissed" if line["dismissed"] else "open"
    counts = {
        state: sum(1 for line in lines if line["state"] == state) for state in ("open", "asked", "dismissed")
    }
    wanted = show if show in counts else "open"
    chosen = [
        line
        for line in lines
        if line["state"] == wanted
        and (not agency or line["agency_key"] == agency)
        and (not kind or line["kind"] == kind)
    ]
    number, pages, part = page_of(chosen, page, PAGE)
    if switch.real:
        part = _as_typed(part, every)
    return {
        "may_see_names": switch.may,
        "real": switch.real,
        "silences": part,
        "counts": counts,
        "show": wanted,
        "kinds": [{"key": key, "name": name} for key, name in KINDS.items()],
        "agencies": [{"key": key, "name": name} for name, key in sorted(agencies.items())],
        "total": len(chosen),
        "page": number,
        "pages": pages,
    }


def _as_typed(lines: list[dict[str, Any]], every: Any) -> list[dict[str, Any]]:
    """The silences of a page with the entries that they stand on as their agencies typed them."""
    keys = {row["key"] for line in lines for row in line["rows"]}
    numbers = [int(key.removeprefix(Entry.PREFIX)) for key in keys]
    typed = {
        f"{Entry.PREFIX}{number}": event
        for number, event in every.filter(number__in=numbers).values_list("number", "event")
    }
    return [
        line | {"rows": [row | {"event": typed.get(row["key"], row["event"])} for row in line["rows"]]}
        for line in lines
    ]
