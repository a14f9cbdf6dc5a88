"""How a payload names an agency or a person of the board: by its key, and only of this board."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from casereview.access.policy import Actor
from casereview.acts.prepared import Prepared
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

_AGENCY = Prepared(lambda board, key: Agency.rows.select_related("merged_into").filter(board=board, key=key))
_AGENCY_KEYS = Prepared(lambda board, *keys: Agency.rows.filter(board=board, key__in=keys).values_list("key"))
_MERGED = Prepared(
    lambda *numbers: Agency.rows.filter(Q(pk__in=numbers) | Q(merged_into__in=numbers)).values_list(
        "pk", "merged_into"
    )
)
_PERSON = Prepared(lambda board, key: Person.rows.select_related("agency").filter(board=board, key=key))
_PERSON_KEYS = Prepared(lambda board, *keys: Person.rows.filter(board=board, key__in=keys).values_list("key"))
_SELF = Prepared(
    lambda board, *people: (
        Person.rows.select_related("agency").filter(board=board, pk__in=people).order_by("pk")[:1]
    )
)


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
    return keys - {key for (key,) in _AGENCY_KEYS(board_of(subject), *sorted(keys))}


def _unknown_people(subject: Any, actor: Actor, keys: set[str]) -> set[str]:
    return keys - {key for (key,) in _PERSON_KEYS(board_of(subject), *sorted(keys))}


def agency_of(subject: Any, key: str) -> Agency:
    """The agency of this board with this key; of one that merged, its successor."""
    agency: Agency | None = _AGENCY.first(board_of(subject), key)
    if agency is None:
        raise Agency.DoesNotExist
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
    return {pk: into or pk for pk, into in _MERGED(*sorted(numbers))}


def as_one(agencies: Iterable[int]) -> frozenset[int]:
    """These agencies and all that they have merged with, in one set."""
    return frozenset().union(*merged_with(agencies).values())


def person_of(subject: Any, key: str) -> Person:
    """The person of this board with this key."""
    person: Person | None = _PERSON.first(board_of(subject), key)
    if person is None:
        raise Person.DoesNotExist
    return person


def self_at(subject: Any, actor: Actor) -> Person | None:
    """The person of this board that the actor is."""
    found: Person | None = _SELF.first(board_of(subject), *sorted(actor.people)) if actor.people else None
    return found


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
referable("person", _people, _unknown_people)
