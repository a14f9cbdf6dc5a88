"""How a payload names an agency or a person of the board: by its key, and only of this board."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from casereview.access.policy import Actor
from casereview.acts.references import Choice, referable
from casereview.papers.blocks import day
from casereview.people.models import Agency, Interest, Person

INTEREST_KINDS = (
    ("employed", "Worked for an agency"),
    ("managed", "Managed staff of an agency"),
    ("direct-responsibility", "Had direct responsibility for casework at an agency"),
    ("other", "Something else"),
)
"""The kinds of interest that a board records. Kin, and what somebody declares for one case, belong to that case."""


def board_of(subject: Any) -> int:
    """The board of a case or the board itself."""
    return int(getattr(subject, "board_id", None) or subject.pk)


def _agencies(subject: Any, actor: Actor) -> Iterable[Choice]:
    found = Agency.rows.filter(board=board_of(subject), merged_into=None).order_by("name")
    return [Choice(agency.key, agency.name) for agency in found]


def _people(subject: Any, actor: Actor) -> Iterable[Choice]:
    found = Person.rows.filter(board=board_of(subject)).select_related("agency").order_by("name")
    return [Choice(p.key, f"{p.name}, {p.agency.name}" if p.agency else p.name) for p in found]


def _unknown_agencies(subject: Any, actor: Actor, keys: set[str]) -> set[str]:
    """One that merged still answers to its key: ``agency_of`` gives its successor."""
    return keys - set(Agency.rows.filter(board=board_of(subject), key__in=keys).values_list("key", flat=True))


def agency_of(subject: Any, key: str) -> Agency:
    """The agency of this board with this key; of one that merged, its successor."""
    agency: Agency = Agency.rows.select_related("merged_into").get(board=board_of(subject), key=key)
    return agency.merged_into or agency


def merged_with(agencies: Iterable[int]) -> dict[int, frozenset[int]]:
    """Each agency with all that it has merged with: whoever acts for one acts for what it was and what it became.

    Args:
        agencies: agencies' numbers in the store. One query for any number of them; a second where one has merged.
    """
    numbers = frozenset(agencies)
    if not numbers:
        return {}
    goes_on_in = _with_predecessors(numbers)
    if ended := {goes_on_in[pk] for pk in numbers} - numbers:
        goes_on_in |= _with_predecessors(ended)
    of: dict[int, set[int]] = {}
    for pk, into in goes_on_in.items():
        of.setdefault(into, set()).add(pk)
    return {pk: frozenset(of[goes_on_in[pk]]) for pk in numbers}


def _with_predecessors(numbers: Iterable[int]) -> dict[int, int]:
    """These agencies and those that merged into them, each with the one in which it goes on: itself, if it has not merged."""
    rows = Agency.rows.filter(Q(pk__in=numbers) | Q(merged_into__in=numbers))
    return {pk: into or pk for pk, into in rows.values_list("pk", "merged_into")}


def as_one(agencies: Iterable[int]) -> frozenset[int]:
    """These agencies and all that they have merged with, in one set."""
    return frozenset().union(*merged_with(agencies).values())


def person_of(subject: Any, key: str) -> Person:
    """The person of this board with this key."""
    person: Person = Person.rows.select_related("agency").get(board=board_of(subject), key=key)
    return person


def self_at(subject: Any, actor: Actor) -> Person | None:
    """The person of this board that the actor is."""
    return Person.rows.select_related("agency").filter(board=board_of(subject), pk__in=actor.people).first()


def interests_at(board: int) -> Any:
    """The interests that count now and that the board itself recorded, or that came to it with a change of employer."""
    rows = Interest.rows.filter(person__board=board, case_id_aside=None, withdrawn_on=None)
    return rows.select_related("person", "agency").order_by("person__name", "pk")


def interest_of(subject: Any, key: str) -> Interest:
    """The interest of this board's with this number."""
    interest: Interest = interests_at(board_of(subject)).get(pk=int(key))
    return interest


def interest_words(row: Interest) -> str:
    """An interest as a page says it, without whose it is."""
    said = dict(INTEREST_KINDS).get(row.kind, row.kind)
    said += f": {row.agency.name}" if row.agency else ""
    said += f", until {day(row.until)}" if row.until else ""
    return f"{said}. {row.note}" if row.note else said


def _interests(subject: Any, actor: Actor) -> Iterable[Choice]:
    return [
        Choice(str(row.pk), f"{row.person.name}: {interest_words(row)}")
        for row in interests_at(board_of(subject))
    ]


referable("agency", _agencies, _unknown_agencies)
referable("interest", _interests)
referable("person", _people)
