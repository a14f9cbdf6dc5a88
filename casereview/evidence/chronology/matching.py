"""The same event told twice: by two agencies in their own words, or typed twice by one. Proposed, never joined. Pure.

A person confirms or rejects each proposal; both rows stay as they are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from casereview.evidence.chronology.collecting import uncollected
from casereview.evidence.chronology.pairing import Comparison, Likeness
from casereview.evidence.chronology.rows import Row
from casereview.evidence.chronology.wording import spoken_as, stem
from casereview.names.rules import fold

LEAST_ODDS = 0.0
"""Proposed from even odds on: a person looks at a few that are not so, and misses few that are."""
LOOSE = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Match:
    """Rows that may tell of one event.

    Attributes:
        rows: two or more, in the order of the chronology.
        why: what speaks for it, in a sentence that a reader can check against the rows.
        score: how likely it is, from 0 to 1.
    """

    rows: tuple[Row, ...]
    why: str
    score: float

    def as_json(self, *, scored: bool = True) -> dict[str, Any]:
        """The match in the form that other programs read."""
        said: dict[str, Any] = {
            "rows": [{"file": row.source_file, "row": row.source_row} for row in self.rows],
            "why": self.why,
        }
        return said | {"score": round(self.score, 2)} if scored else said


def duplicates(rows: Iterable[Row]) -> list[Match]:
    """Entries that one agency seems to have typed twice: the same words about the same day, however the day was written.

    Two calls on one day at two times are two calls. Rows without a day count only where the same was typed for the day as well.
    """
    found: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        words = LOOSE.sub(" ", fold(row.event)).strip()
        if words:
            day = (row.earliest, row.latest) if row.earliest or row.latest else fold(row.date_text)
            found[row.agency, words, day].append(row)
    return [
        Match(tuple(group), _why_twice(group), 1.0)
        for same in found.values()
        for group in _by_time(same)
        if len(group) > 1
    ]


def _by_time(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of one day and one text, by their time; those without a time go with the first."""
    groups: dict[object, list[Row]] = {}
    for row in rows:
        if row.time is not None:
            groups.setdefault(row.time, []).append(row)
    untimed = [row for row in rows if row.time is None]
    if not groups:
        return [untimed]
    if len(groups) == 1:
        return [sorted([*rows], key=lambda row: row.source_row)]
    return [*groups.values(), untimed]


def _why_twice(rows: Sequence[Row]) -> str:
    if len({row.date_text for row in rows}) > 1:
        typed = " and ".join(f"'{text}'" for text in dict.fromkeys(row.date_text for row in rows))
        return f"The same words on the same day, which is typed as {typed}."
    return "The same words on the same day."


def pairs(rows: Iterable[Row], least: float = LEAST_ODDS) -> list[Match]:
    """Accounts by two or more agencies that may be of one event, the likeliest first; each group once.

    Within ten days of each other, or where the words of one name the day of the other. A row stands in one group at most with
    each other agency: the likeliest.

    Args:
        least: how likely, as the logarithm of the odds, so that it is worth a person's look.
    """
    taken: set[tuple[int, int]] = set()
    chosen = []
    with uncollected():
        for one in Comparison(rows).likely(least):
            a, b = one.first, one.second
            if (a.number, b.agency) in taken or (b.number, a.agency) in taken:
                continue
            taken |= {(a.number, b.agency), (b.number, a.agency)}
            chosen.append(one)
        return [_match(group) for group in _groups(chosen)]


def _groups(chosen: Sequence[Likeness]) -> list[list[Likeness]]:
    """Pairs of which each goes with each other become one group: three tellings of one meeting."""
    beside: dict[int, dict[int, Likeness]] = defaultdict(dict)
    for one in chosen:
        beside[one.first.number][one.second.number] = one
        beside[one.second.number][one.first.number] = one
    done: set[Likeness] = set()
    groups = []
    for one in chosen:
        if one in done:
            continue
        members = [one.first.number, one.second.number]
        for other in sorted(beside[members[0]], key=lambda n: -beside[one.first.number][n].odds):
            if all(other in beside[member] for member in members):
                members.append(other)
        group = [beside[x][y] for i, x in enumerate(members) for y in members[i + 1 :]]
        done.update(group)
        groups.append(sorted(group, key=lambda pair: -pair.odds))
    return groups


def _match(group: Sequence[Likeness]) -> Match:
    accounts = {a.number: a for one in group for a in (one.first, one.second)}
    rows = sorted(accounts.values(), key=lambda a: (a.first, a.agency, a.number))
    return Match(tuple(a.row for a in rows), _why_one_event(group), min(one.score for one in group))


def _why_one_event(group: Sequence[Likeness]) -> str:
    """What speaks for it, in words: days, what both speak of, whom both name, that they speak of each other."""
    best = group[0]
    apart = max(one.apart for one in group)
    said = ["on the same day" if apart == 0 else f"{apart} day{'s' * (apart > 1)} apart"]
    if apart == 0 and any(a.last > a.first for one in group for a in (one.first, one.second)):
        said = ["their dates overlap"]
    if apart and any(one.said_day for one in group):
        said.append("one account names the day of the other")
    said += _shared(best)
    if best.speak_of_each_other == 2:
        said.append("each speaks of the other agency")
    elif best.speak_of_each_other:
        said.append("one speaks of the other agency")
    told = "; ".join(said)
    return f"{told[:1].upper()}{told[1:]}."


def _shared(best: Likeness) -> list[str]:
    """Whom both name and of what both speak, each in the word that the accounts themselves use."""
    one, other = best.first.row, best.second.row
    said = []
    people = [name for name in best.names if name.startswith("id:")]
    names = [spoken_as(one, name) or spoken_as(other, name) for name in best.names if name not in people]
    if people:
        said.append(
            "both name the same person" if len(people) == 1 else f"both name the same {len(people)} people"
        )
    if names:
        said.append(f"both name {_and(names)}")
    if words := list(dict.fromkeys(filter(None, (_in_both(one, other, word) for word in best.words[:4])))):
        said.append(f"both speak of {_and(words)}")
    return said


def _in_both(one: Row, other: Row, sign: str) -> str:
    """A shared sign as both accounts word it: *palm or hand*."""
    typed = [spoken_as(row, sign).lower() for row in (one, other)]
    if stem(typed[0]) == stem(typed[1]):
        return typed[0]
    return " or ".join(dict.fromkeys(filter(None, typed)))


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
