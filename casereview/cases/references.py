"""How payloads name what is in a case."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from casereview.access.policy import Actor
from casereview.access.roles import Role
from casereview.acts.references import Choice, referable, referable_rows
from casereview.acts.tables import KINDS, number_of
from casereview.cases.called import title_of
from casereview.cases.clocks import clocks_of
from casereview.cases.screened import clocks_that_apply
from casereview.law.frameworks import every_framework, load
from casereview.law.page import in_force_words


def _visible_appointments(rows: Any, actor: Actor, subject: Any) -> Any:
    """The board sees every appointment; somebody asked sees their own."""
    rows = rows.select_related("person", "case__board")
    if actor.holds(Role.MANAGER, subject.place) or actor.holds(Role.CHAIR, subject.place):
        return rows
    return rows.filter(person__in=actor.people)


def _visible_requests(rows: Any, actor: Actor, subject: Any) -> Any:
    """The manager sees every request; an agency its own."""
    rows = rows.select_related("agency")
    if actor.holds(Role.MANAGER, subject.place):
        return rows
    from casereview.access.policy import reach

    return rows.filter(agency__in=reach(actor, (Role.AGENCY_LEAD,)).agencies_in(subject.pk))


def _questions(subject: Any, actor: Actor) -> Iterable[Choice]:
    return [Choice(fact.id, fact.question) for fact in load(subject.framework).facts]


def _frameworks(subject: Any, actor: Actor) -> Iterable[Choice]:
    """The frameworks by which boards of this nation have ever gone; all of them for a nation that has none of its own."""
    nation = subject.board.nation
    own = [f for f in every_framework() if nation == f.nation or nation in {also.nation for also in f.also}]
    return [Choice(f.id, f"{f.title}, {in_force_words(f)}") for f in own or every_framework()]


def _clocks(subject: Any, actor: Actor) -> Iterable[Choice]:
    return [
        Choice(clock.clock, clock.text) for clock in clocks_of(subject, applies=clocks_that_apply(subject))
    ]


def _no_things(subject: Any, actor: Actor) -> Iterable[Choice]:
    return []


def _unknown_things(subject: Any, actor: Actor, keys: set[str]) -> set[str]:
    """Which of these names, such as "finding:F3", are of no thing of this case."""
    missing = set()
    for name in keys:
        kind, _, key = name.partition(":")
        number = number_of(KINDS[kind], key) if kind in KINDS else None
        if not number or not KINDS[kind].rows.filter(case_id=subject.pk, number=number).exists():
            missing.add(name)
    return missing


referable_rows("child", lambda row: row.initials or "initials not given")
referable_rows("register-person", lambda row: row.public_name)
referable_rows("information-request", lambda row: row.agency.name, _visible_requests)
referable_rows(
    "appointment", lambda row: f"{title_of(row.case, row.role)}, {row.person.name}", _visible_appointments
)
referable("fact-question", _questions)
referable("framework", _frameworks)
referable("clock", _clocks)
referable("thing", _no_things, _unknown_things)
