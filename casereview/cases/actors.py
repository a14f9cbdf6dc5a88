"""Who is asking: an account or a journal's person, with every post and appointment they hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from casereview.access.policy import Actor, Grant
from casereview.access.roles import BOARD_POSTS, Role
from casereview.acts.prepared import Prepared
from casereview.cases.models import Appointment
from casereview.people.models import Account, Interest, Person, Post
from casereview.people.references import merged_with
from casereview.people.sessions import end_for

REACHING = sorted(str(role) for role in BOARD_POSTS)
"""Only these posts give a reach by themselves; every other role reaches a case by appointment."""

_POSTS = Prepared(lambda *people: Post.rows.filter(person__in=people, role__in=REACHING))
_APPOINTMENTS = Prepared(
    lambda *people: Appointment.rows.filter(person__in=people, withdrawn_on=None).select_related("case")
)
_ASIDE = Prepared(
    lambda *people: Interest.rows.filter(
        person__in=people, case_id_aside__isnull=False, withdrawn_on=None
    ).values_list("case_id_aside")
)

_POSTS_AT = Prepared(
    lambda board, *roles: Post.rows.filter(board=board, role__in=roles).select_related("person")
)
_APPOINTED = Prepared(
    lambda case, *roles: Appointment.rows.filter(case=case, role__in=roles, withdrawn_on=None).select_related(
        "person", "case"
    )
)


def people_of(account: Account) -> list[Person]:
    """An account's persons, one for each board that knows it, with their boards; the first known first."""
    return list(Person.rows.filter(account=account).select_related("board").order_by("pk"))


def actor_of_account(account: Account, today: date, people: list[Person] | None = None) -> Actor:
    """The actor that an account is today, at every board that knows its person. Asked anew for every request.

    Args:
        people: the account's persons, by whoever has just asked for them.
    """
    people = people_of(account) if people is None else people
    return _actor(account.pk, people, today, active=account.is_active, administrator=account.administrator)


def actor_of_person(person: Person, today: date) -> Actor:
    """The actor that a journal's person is on the journal's day."""
    return _actor(person.account_id or 0, [person], today, active=True, administrator=False)


def _actor(number: int, people: Iterable[Person], today: date, *, active: bool, administrator: bool) -> Actor:
    people = list(people)
    ids = [person.pk for person in people]
    grants = [*map(_of_post, _POSTS(*ids) if ids else [])]
    appointments = _APPOINTMENTS(*ids) if ids else []
    employers = {person.agency_id for person in people if person.agency_id}
    same = merged_with(employers | {one.agency_id for one in appointments if one.agency_id})
    for one in appointments:
        grants += [*_of_appointment(one, same), *_while_asked(one)]
    return Actor(
        id=number,
        grants=tuple(grants),
        today=today,
        active=active,
        people=frozenset(ids),
        agencies=frozenset().union(*(same[agency] for agency in employers)),
        aside=_stands_aside(ids) if ids else frozenset(),
        administrator=administrator,
        label="account" if number else f"person:{ids[0] if ids else 0}",
    )


def _of_post(post: Post) -> Grant:
    """A post at the board reaches its cases; one held for an agency reaches the board only to notify."""
    return Grant(
        role=post.role,
        board=post.board_id,
        start=post.since,
        until=post.until,
        accepted=post.accepted,
        confirmed=post.confirmed,
        declared=post.declared,
    )


def _of_appointment(one: Appointment, same: Mapping[int, frozenset[int]]) -> list[Grant]:
    """What an appointment gives; of an agency's part, also the parts of what that agency was or became by merging."""
    grant = Grant(
        role=one.role,
        board=one.case.board_id,
        case=one.case_id,
        agency=one.agency_id,
        start=one.made_on,
        until=one.until,
        accepted=one.accepted_on is not None and one.declined_on is None,
        confirmed=one.confirmed_on is not None,
        declared=one.declared_on is not None,
    )
    return [replace(grant, agency=agency) for agency in sorted(same.get(one.agency_id or 0, ()))] or [grant]


def _while_asked(one: Appointment) -> list[Grant]:
    """Until it is confirmed or declined, an appointment lets its person answer it, and no more."""
    if one.confirmed_on is not None or one.declined_on is not None:
        return []
    return [
        Grant(
            role=Role.APPOINTEE, board=one.case.board_id, case=one.case_id, start=one.made_on, until=one.until
        )
    ]


def _stands_aside(people: list[int]) -> frozenset[int]:
    """Cases from which these people stand aside: by their own declaration, or because of kin or responsibility."""
    return frozenset(case for (case,) in _ASIDE(*people))


def accounts_holding(
    roles: Iterable[str], *, board: int, case: int | None = None, today: date
) -> tuple[int, ...]:
    """The accounts whose person holds one of these roles at this board or in this case today: whom a notice goes to."""
    held = _holding(roles, board, case, today)
    return tuple(sorted({person.account_id for _, person in held if person.account_id}))


def names_holding(roles: Iterable[str], *, board: int, case: int, today: date) -> dict[str, list[str]]:
    """Who holds each of these roles at this board or in this case today, by name: who may read what is for a role."""
    found: dict[str, set[str]] = {}
    for role, person in _holding(roles, board, case, today):
        found.setdefault(role, set()).add(person.name)
    return {role: sorted(names) for role, names in found.items()}


def _holding(roles: Iterable[str], board: int, case: int | None, today: date) -> list[tuple[str, Person]]:
    wanted = {str(role) for role in roles}
    standing = sorted(wanted & {str(role) for role in BOARD_POSTS})
    posts = _POSTS_AT(board, *standing) if standing else []
    found = [(str(p.role), p.person) for p in posts if _of_post(p).live(today)]
    if case is not None and wanted:
        ours = _APPOINTED(case, *sorted(wanted))
        found += [(str(a.role), a.person) for a in ours if any(g.live(today) for g in _of_appointment(a, {}))]
    return found


def end_if_nothing_is_left(person: Person, today: date) -> None:
    """Sign somebody out everywhere once the last thing that they held has ended."""
    account = person.account
    if account is not None and not actor_of_account(account, today).holds_anything():
        end_for(account.pk)
