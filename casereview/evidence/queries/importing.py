"""Chronology files before they are accepted: as they were read, and what they would change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from casereview.access.policy import Actor, Reach
from casereview.acts.registry import AccessDenied, query
from casereview.cases.clock_lines import iso
from casereview.cases.models import Case
from casereview.evidence.acts.chronologies import WRITES
from casereview.evidence.chronology.reading.delimited import DELIMITERS, ENCODINGS
from casereview.evidence.chronology.reading.tabling import ACROSS
from casereview.evidence.held import Held, agencies_for, held_by, read_held
from casereview.evidence.imports import MEANS, FileRead, Refusal
from casereview.evidence.remembered import Known, remembered, set_against, told
from casereview.evidence.switch import switch_for
from casereview.papers.difference import difference
from casereview.people.models import Agency

SHOWN = 40
LINE = 300
"""Rows with a doubt that are shown one by one; the others are counted."""
BY_ROW = 300
"""Changes that are offered one by one; a file that changes more is taken as a whole."""
FIRST = 100
"""So many of each kind are shown of a file that is taken as a whole."""
TYPED = 6
"""Of what a question is about, so many texts are shown as they were typed; the others are counted."""
SAID = 12
"""So many things that are said of a file are shown at once, the others on a press."""
MARKED = 300
"""In so many changed rows the words that differ are marked."""


@query(by=WRITES)
def import_held(seen: Reach, *, of: Case, by: Actor, file: str = "", names: str = "") -> dict[str, Any]:
    """Chronology files that you have sent and not yet accepted"""
    files = held_by(by, of)
    agencies = {agency.key: agency for agency in agencies_for(by, of)}
    if not file:
        return {
            "files": [_line(of, by, one, number, agencies) for number, one in enumerate(files, 1)],
            "agencies": [{"key": key, "name": agency.name} for key, agency in agencies.items()],
        }
    number = int(file) if file.isdecimal() and len(file) < 4 else 0
    if not 1 <= number <= len(files):
        raise AccessDenied("There is nothing here.")
    one = files[number - 1]
    switch = switch_for(by, of, names)
    agency = agencies.get(one.agency)
    own = agency.pk in switch.own if agency else bool(switch.own)
    return _line(of, by, one, number, agencies) | {
        "agencies": [{"key": key, "name": agency.name} for key, agency in agencies.items()],
        "means": MEANS,
        **_marked(_in_names(_whole(of, by, one, agency, own=own), str if own else switch.text)),
        "may_see_names": switch.may and not own,
        "real": switch.real,
    }


WORDS = frozenset(
    {"samples", "texts", "event", "date", "date_text", "source", "further", "ask", "said", "text"}
)
"""What of a file, as its page shows it, is words that somebody typed."""


def _in_names(shown: dict[str, Any], said: Callable[[str], str]) -> dict[str, Any]:
    """What a page shows of a file, its typed words in the names that the reader sees."""

    def turned(value: Any, words: bool) -> Any:
        if isinstance(value, str):
            return said(value) if words else value
        if isinstance(value, list | tuple):
            return [turned(one, words) for one in value]
        if isinstance(value, dict):
            return {name: turned(one, words or name in WORDS) for name, one in value.items()}
        return value

    return {name: turned(value, name in WORDS) for name, value in shown.items()}


def _known(agency: Agency | None) -> Known:
    return remembered(agency) if agency else Known({}, {})


def _line(of: Case, by: Actor, one: Held, number: int, agencies: dict[str, Agency]) -> dict[str, Any]:
    """A held file in a list: whose it is, how many rows, what should be looked at."""
    agency = agencies.get(one.agency)
    read = read_held(by, of, one, _known(agency))
    doubts = 0 if isinstance(read, str) else len(read.doubtful)
    return {
        "number": number,
        "name": one.name,
        "agency": agency.name if agency else "",
        "agency_key": one.agency,
        "refused": read if isinstance(read, str) else "",
        "rows": 0 if isinstance(read, str) else len(read.rows),
        "doubts": doubts,
        "whole": not isinstance(read, str) and bool(_of_the_whole(read)),
        "ready": bool(agency) and not isinstance(read, str),
    }


def _of_the_whole(read: FileRead) -> list[str]:
    """What is said of a file and of no row of it, with the words that are meant: a line not taken for a row, a note at a heading."""
    return [
        f"“{shortened(one.text)}”: {one.why}" if one.text.strip() else one.why
        for one in read.reading.problems
        if one.row is None or one.why == ACROSS
    ]


def shortened(text: str) -> str:
    """Words as far as a line of a page holds them."""
    return text if len(text) <= LINE else f"{text[:LINE]} …"


def _marked(shown: dict[str, Any]) -> dict[str, Any]:
    """Of each changed row what was typed otherwise, word by word: worked out on the words that the reader sees."""
    for one in shown["changes"].get("changed", [])[:MARKED]:
        one["words"] = difference(one["was"]["event"], one["now"]["event"])
    return shown


def _whole(of: Case, by: Actor, one: Held, agency: Agency | None, *, own: bool) -> dict[str, Any]:
    """All that a page shows of one held file: its columns with samples, its doubts, what it would change."""
    known = _known(agency)
    read = read_held(by, of, one, known)
    csv = one.name.lower().endswith((".csv", ".txt"))
    shown = {
        "csv": csv,
        "encodings": ENCODINGS,
        "delimiters": [(sign, words) for sign, words in DELIMITERS],
        "encoding": one.encoding,
        "delimiter": one.delimiter,
    }
    if isinstance(read, str):
        return {
            "columns": _columns(read.columns, read.samples, one, known) if isinstance(read, Refusal) else [],
            "doubtful": [],
            "more": 0,
            "before": 0,
            "changes": {},
            "questions": [],
            **shown,
        }
    shown |= {
        "encoding": one.encoding or read.reading.encoding,
        "delimiter": one.delimiter or read.reading.delimiter,
    }
    doubtful = [
        {"row": row.source_row, "date_text": row.date_text, "event": row.event, "doubts": doubts}
        for row, doubts in read.doubtful
    ]
    return {
        "columns": _columns(read.columns, read.reading.samples, one, known),
        **shown,
        "questions": [
            {
                "id": q.id,
                "number": number,
                "ask": q.ask,
                "texts": list(dict.fromkeys(q.texts))[:TYPED],
                "more_texts": max(0, len(set(q.texts)) - TYPED),
                "choices": [
                    {
                        "id": key,
                        "text": text,
                        "chosen": key == {**known.answers, **one.answers}.get(q.id, ""),
                    }
                    for key, text in q.choices
                ],
                "remembered": q.id in known.answers and q.id not in one.answers,
            }
            for number, q in enumerate(read.reading.questions)
        ],
        "said": _of_the_whole(read),
        "said_first": SAID,
        "doubtful": doubtful[:SHOWN],
        "more": max(0, len(doubtful) - SHOWN),
        **_against(of, agency, read, own=own),
    }


def _columns(
    columns: Mapping[str, str], samples: Mapping[str, list[str]], one: Held, known: Known
) -> list[dict[str, Any]]:
    """Each heading with what it was taken for, and three texts below it."""
    return [
        {
            "number": number,
            "heading": heading,
            "meaning": meaning,
            "remembered": heading in known.columns and heading not in one.meanings,
            "samples": samples.get(heading, []),
        }
        for number, (heading, meaning) in enumerate(columns.items())
    ]


def _against(of: Case, agency: Agency | None, read: FileRead, *, own: bool) -> dict[str, Any]:
    if agency is None:
        return {"before": 0, "changes": {}}
    against = set_against(of, agency, read.rows)
    if not against.before:
        return {"before": 0, "changes": {}}
    changes = told(against, own=own)
    retyped = sum(1 for one in against.comparison.changed if against.retyped(one))
    counts = {kind: len(found) for kind, found in changes.items()}
    by_row = sum(counts.values()) <= BY_ROW
    days = against.days()
    return {
        "before": len(against.before),
        "newer": against.looks_newer,
        "part": against.looks_a_part,
        "outside": len(against.outside()),
        "days": {"first": iso(days[0]), "last": iso(days[1])} if days else {},
        "same": len(against.comparison.kept) - counts["changed"],
        "retyped": retyped,
        "without": list(against.without),
        "counts": counts,
        "undone": [one["key"] for one in changes["changed"] if one["undone"]],
        "changes": changes if by_row else {kind: found[:FIRST] for kind, found in changes.items()},
        "by_row": by_row,
    }
