"""The one policy: may they do this here, and where may they do it. Pure, and answered from one table."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that a person holds: at a board (a post), in a case, or in one agency's part of a case.

    All five conditions must hold, on every request: accepted, confirmed, in date, interests declared, account active.
    """

    role: str
    board: int
    case: int | None = None
    agency: int | None = None
    start: date | None = None
    until: date | None = None
    accepted: bool = True
    confirmed: bool = True
    declared: bool = True

    def live(self, today: date) -> bool:
        """Whether the grant counts today. The account is asked of the actor."""
        begun = self.start is None or self.start <= today
        ended = self.until is not None and self.until < today
        return self.accepted and self.confirmed and self.declared and begun and not ended


@dataclass(frozen=True, slots=True)
class Place:
    """Where something happens: a board, or a case of a board."""

    board: int
    case: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who asks or acts, with what they hold today.

    Attributes:
        id: the account's number; 0 for somebody without one (a journal's person before an account, the worker).
        people: the numbers of this account's persons, one for each board that knows them.
        today: the server's date; in a replay the journal's.
        aside: cases from which this person stands aside, because an interest was declared or follows from what is known.
    """

    id: int
    grants: tuple[Grant, ...] = ()
    today: date = date.min
    active: bool = True
    people: frozenset[int] = frozenset()
    agencies: frozenset[int] = frozenset()
    aside: frozenset[int] = frozenset()
    administrator: bool = False
    label: str = "account"

    def __str__(self) -> str:
        return f"{self.label}:{self.id}" if self.label == "account" else self.label

    def holds(self, role: str, place: Place) -> bool:
        """Whether they hold this very role here today."""
        return isinstance(allow(self, (role,), place), Allowed)

    def holds_anything(self) -> bool:
        """Whether anything that they hold counts today."""
        return self.active and any(grant.live(self.today) for grant in self.grants)


@dataclass(frozen=True, slots=True)
class Reach:
    """How far some roles take a person today: whole boards, cases, and agencies' parts of cases."""

    boards: frozenset[int] = frozenset()
    cases: frozenset[int] = frozenset()
    parts: frozenset[tuple[int, int]] = frozenset()
    aside: frozenset[int] = frozenset()
    people: frozenset[int] = field(default_factory=frozenset)

    def __contains__(self, place: Place) -> bool:
        if place.case is None:
            return place.board in self.boards
        if place.case in self.cases:
            return True
        if place.case in self.aside:
            return False
        return place.board in self.boards or any(case == place.case for case, _ in self.parts)

    def whole(self, place: Place) -> bool:
        """Whether they reach the whole of a case and not one agency's part alone."""
        if place.case in self.cases:
            return True
        return place.board in self.boards and place.case not in self.aside

    def agencies_in(self, case: int) -> frozenset[int]:
        """The agencies whose part of this case they reach."""
        return frozenset(agency for of, agency in self.parts if of == case)


@dataclass(frozen=True, slots=True)
class Allowed:
    """They may."""


@dataclass(frozen=True, slots=True)
class Denied:
    """They may not, and whose it is."""

    why: str


def reach(actor: Actor, roles: Collection[str]) -> Reach:
    """Where do these roles take this person today? What lists are made from."""
    live = [g for g in actor.grants if actor.active and g.role in roles and g.live(actor.today)]
    return Reach(
        boards=frozenset(g.board for g in live if g.case is None),
        cases=frozenset(g.case for g in live if g.case is not None and g.agency is None),
        parts=frozenset((g.case, g.agency) for g in live if g.case is not None and g.agency is not None),
        aside=actor.aside,
        people=actor.people,
    )


def allow(actor: Actor, roles: Collection[str], place: Place) -> Allowed | Denied:
    """May they, here, today? Answered from the same reach as lists, so the two cannot disagree."""
    if place in reach(actor, roles):
        return Allowed()
    return Denied(f"This is for the {' or '.join(sorted(roles))}.")
