"""Likely pairs and silences of a case, worked out once for the same entries: proposals, never verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from typing import Any

from casereview.access.policy import Actor
from casereview.cases.models import Case, Child
from casereview.evidence.asrows import rows_of, silence_key, state_of
from casereview.evidence.chronology.differing import differences
from casereview.evidence.chronology.matching import Match, duplicates, pairs
from casereview.evidence.chronology.people import recognise
from casereview.evidence.chronology.rows import Row
from casereview.evidence.chronology.silences import KINDS, silences
from casereview.evidence.models import Entry
from casereview.evidence.switch import Switch
from casereview.evidence.wall import seen_by
from casereview.names.models import RegisterPerson
from casereview.names.replacing import Names


@dataclass(frozen=True)
class Kept:
    """Rows worked on, kept for as long as the entries are in this state. ``state`` alone tells two apart."""

    state: str
    rows: tuple[Row, ...]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Kept) and other.state == self.state

    def __hash__(self) -> int:
        return hash(self.state)


def kept_rows(by: Actor, case: Case, switch: Switch) -> Kept:
    """The entries that a reader sees, as rows in the names that they see.

    Pairs are looked for in code names always, so that what is proposed never tells a real name and does not depend on the switch.
    """
    entries = seen_by(by, Entry, case).select_related("agency").order_by("number")
    names = sha_of(switch)
    return Kept(f"{state_of(entries)} {names}", tuple(rows_of(entries, switch)))


def sha_of(switch: Switch) -> str:
    """A mark of the names that are replaced, so that a change of the register is seen."""
    return "real" if switch.real else str(hash(tuple(switch.names.people.values())))


@lru_cache(maxsize=16)
def likely(rows: Kept) -> tuple[Match, ...]:
    """Accounts by several agencies that may be of one event, then rows that one agency seems to have typed twice."""
    return (*pairs(rows.rows), *duplicates(rows.rows))


def proposals(rows: Kept) -> list[tuple[Row, Row, Match]]:
    """Every likely pair, the likeliest first; a group of three is three pairs."""
    return [(one, other, match) for match in likely(rows) for one, other in combinations(match.rows, 2)]


def why_proposed(rows: Kept) -> dict[frozenset[int], str]:
    """Why each likely pair is proposed, by the numbers of its two entries."""
    return {frozenset((one.source_row, other.source_row)): match.why for one, other, match in proposals(rows)}


def asked_of_the_author(
    rows: Kept, pair: tuple[int, int], children: tuple[str, ...], names: Names, *, real: bool
) -> list[str]:
    """Where two accounts differ, each as a question for the author. Which account is right is never said.

    Args:
        pair: the numbers of the two entries.
        children: what the entries call the children of the case.
        names: of the register, so that whom each account names can be compared.
        real: whether the reader sees real names.
    """
    found = {row.source_row: replace(row) for row in rows.rows if row.source_row in pair}
    if not set(pair) <= found.keys():
        return []
    recognise(found.values(), names)

    def called(key: str) -> str:
        person = names.people[key]
        return (person.name if real else "") or person.public_name

    both = found[pair[0]], found[pair[1]]
    return [one.question for one in differences(*both, called=called, children=children)]


def children_of(case: Case, *, real: bool) -> tuple[str, ...]:
    """What the entries call the children of the case, in the names that are shown."""
    people = Child.rows.filter(case=case, withdrawn_on=None).values("person")
    rows = RegisterPerson.rows.filter(pk__in=people).order_by("number")
    return tuple(row.name if real and row.name else row.public_name for row in rows)


@lru_cache(maxsize=16)
def silent(rows: Kept) -> tuple[Any, ...]:
    """Every silence of these rows, the longest first."""
    return tuple(sorted(silences(rows.rows), key=lambda one: (-(one.days or 0), one.first, one.agency)))


def silence_lines(rows: Kept, agencies: Mapping[str, str]) -> list[dict[str, Any]]:
    """Silences as a page shows them: whose, how long, on which rows each stands, what to ask.

    Args:
        agencies: each agency's name and key.
    """
    return [
        {
            "key": silence_key(one, agencies.get(one.agency, one.agency)),
            "kind": one.kind,
            "words": KINDS.get(one.kind, one.kind),
            "agency": one.agency,
            "agency_key": agencies.get(one.agency, ""),
            "first": one.first.isoformat(),
            "last": one.last.isoformat() if one.last else "",
            "days": one.days or 0,
            "question": one.question,
            "rows": [
                {"key": f"{Entry.PREFIX}{row.source_row}", "agency": row.agency, "event": row.event}
                for row in one.rows
            ],
        }
        for one in silent(rows)
    ]
