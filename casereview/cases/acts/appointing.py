"""People in a case: asked, accepted, declared, confirmed with the board's agreement; and when they leave."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from casereview.access.policy import Actor
from casereview.access.roles import OPEN, PARTS_OF_AGENCIES, ROLE_TITLES, Phase, Role
from casereview.acts.payload import Labels, OnBehalf, OptionalWords, Payload, Ref, Words
from casereview.acts.prepared import Prepared
from casereview.acts.registry import AccessDenied, Done, Notice, Refusal, act
from casereview.acts.tables import find, new
from casereview.cases.actors import end_if_nothing_is_left
from casereview.cases.acts.information import part_of
from casereview.cases.called import an_in, role_called, title_of
from casereview.cases.models import Appointment, Case, CaseAgency
from casereview.cases.rules import Candidate, Independence, excluded
from casereview.law.frameworks import load
from casereview.people.models import Interest, Person, Post
from casereview.people.references import agency_of, person_of, self_at

ALSO_FORBIDDEN: list[Callable[[Case, Person, str], Refusal | None]] = []
"""What a later package forbids of an appointment: the terms may keep lead and author apart."""

APPOINTABLE = (
    "lead",
    "author",
    "team-member",
    "agency-lead",
    "report-writer",
    "practitioner",
    "action-owner",
    "gate-signer",
    "board-member",
    "chair",
    "manager",
)
Role_ = Annotated[
    Literal[
        "lead",
        "author",
        "team-member",
        "agency-lead",
        "report-writer",
        "practitioner",
        "action-owner",
        "gate-signer",
        "board-member",
        "chair",
        "manager",
    ],
    Labels(
        tuple(
            (role, ROLE_TITLES[role] + (" (deputy)" if role in ("chair", "manager") else ""))
            for role in APPOINTABLE
        ),
        here=lambda case: {role: title_of(case, role) for role in ("lead", "author")},
    ),
]


class Appoint(Payload):
    """Whom, as what, for which agency's part."""

    person: Annotated[str, Ref("person")] = Field(title="Whom do you appoint?")
    role: Role_ = Field(title="As what?")
    agency: Annotated[str, Ref("agency")] | None = Field(
        None,
        title="For which agency?",
        description="For an agency lead or a report writer: the agency whose part it is.",
    )
    deputy_for: Annotated[str, Ref("appointment")] | None = Field(
        None, title="As deputy for", description="Only where somebody stands aside."
    )


@act(by={Role.MANAGER, Role.CHAIR}, when=OPEN)
def appoint(case: Case, said: Appoint, *, by: Actor, on: date) -> Done | Refusal:
    """Appoint somebody to this case.

    They accept, declare their interests, and are confirmed with the board's agreement on record. Whom the framework's own rule
    of independence excludes cannot be appointed, nor whom the board's local rule excludes.
    """
    person = person_of(case, said.person)
    agency = agency_of(case, said.agency) if said.agency else None
    if said.role in PARTS_OF_AGENCIES and agency is None:
        return Refusal("This is an agency's own part.", "Say for which agency.", field="agency")
    if _holds(case, person, said.role, said.agency):
        return Refusal("They are already appointed as this.", "There is nothing to do.", field="person")
    if said.role in ("lead", "author") and case.phase in (Phase.NOTIFIED, Phase.SCREENING):
        return Refusal(
            "There is no decision to hold a review yet.", "Decide first.", clears="decide", field="role"
        )
    if refusal := conflict(case, person, said.role, on):
        return refusal
    if agency is not None:
        part_of(case, agency, on)
    instead = find(Appointment, case, said.deputy_for) if said.deputy_for else None
    row = new(Appointment, case, made_on=on, person=person, role=said.role, agency=agency, deputy_for=instead)
    return _asked(person, row)


_HELD = Prepared(
    lambda case, person: Appointment.rows.filter(
        case=case, person=person, until=None, declined_on=None, withdrawn_on=None
    ).values_list("role", "agency__key")
)
"""What somebody is in a case now: each role, and the key of the agency whose part it is."""
_POSTS = Prepared(lambda person: Post.rows.filter(person=person))
_INTERESTS = Prepared(
    lambda person: Interest.rows.filter(person=person, withdrawn_on=None).select_related("agency")
)
_INVOLVED = Prepared(
    lambda case: CaseAgency.rows.filter(case=case, withdrawn_on=None).values_list("agency__key")
)


def _asked(person: Person, row: Appointment) -> Done:
    to = (person.account_id,) if person.account_id else ()
    asked = an_in(row.case, row.role, deputy=row.role in ("chair", "manager"))  # of one case alone: a deputy
    return Done(f"{asked} was asked to take the appointment.", made=row, notices=(Notice(to, "appointed"),))


def _holds(case: Case, person: Person, role: str, agency: str | None) -> bool:
    return any((found, key or None) == (role, agency or None) for found, key in _HELD(case.pk, person.pk))


def conflict(case: Case, person: Person, role: str, on: date) -> Refusal | None:
    """The sentence why this person cannot be this in this case, or None."""
    rule = load(case.framework).roles.get(role)
    independence = rule and Independence(
        rule.of_board, rule.of_agencies, frozenset(rule.not_roles), rule.cite, rule.text
    )
    why = excluded(
        independence or None,
        candidate(case, person, on),
        involved(case),
        role=role,
        on=on,
        years=case.board.employed_within_years,
    )
    if why:
        return Refusal(why, "Appoint somebody else.", field="person")
    return next((r for check in ALSO_FORBIDDEN if (r := check(case, person, role))), None)


def candidate(case: Case, person: Person, on: date) -> Candidate:
    """What is known of somebody who might be appointed, from posts, declared interests and what they already are here."""
    posts = _POSTS(person.pk)
    held = {p.role for p in posts if p.since <= on and (p.until is None or p.until >= on)}
    interests = _INTERESTS(person.pk)
    worked = {i.agency.key: i.until for i in interests if i.kind == "employed" and i.agency}
    here = [i for i in interests if i.case_id_aside == case.pk]
    parties = involved(case)
    responsible = any(
        i.kind in ("direct-responsibility", "managed")
        and (i in here or (i.agency and i.agency.key in parties))
        for i in interests
    )
    return Candidate(
        board_roles=frozenset(held),
        agency=person.agency.key if person.agency else None,
        worked_at=worked,
        responsible=responsible,
        kin=any(i.kind == "kin" for i in here),
        other_roles=frozenset(role for role, _ in _HELD(case.pk, person.pk)),
    )


def involved(case: Case) -> frozenset[str]:
    """The keys of the agencies that are involved in a case."""
    return frozenset(key for (key,) in _INVOLVED(case.pk))


class Accept(OnBehalf):
    """That an appointment is accepted."""

    appointment: Annotated[str, Ref("appointment")] = Field(title="Which appointment?")


def _theirs(case: Case, by: Actor, key: str, behalf: str) -> Appointment | Refusal:
    """An appointment that is the actor's own, or that the manager answers on their behalf."""
    row = find(Appointment, case, key)
    if row.person_id in by.people:
        return row
    if not by.holds(Role.MANAGER, case.place):
        raise AccessDenied("There is nothing here.")
    if not behalf.strip():
        return Refusal(
            "This is the appointed person's own answer.",
            "Say on whose behalf you enter it.",
            field="on_behalf_of",
        )
    return row


@act(by={Role.APPOINTEE, Role.MANAGER}, when=OPEN)
def accept_appointment(case: Case, said: Accept, *, by: Actor, on: date) -> Done | Refusal:
    """Accept an appointment.

    Then declare your interests. You see the case once the board has confirmed you.
    """
    row = _theirs(case, by, said.appointment, said.on_behalf_of)
    if isinstance(row, Refusal):
        return row
    if row.declined_on or row.until:
        return Refusal(
            "This appointment was declined or has ended.",
            "Somebody must be appointed anew.",
            field="appointment",
        )
    row.accepted_on = on
    row.save()
    return Done(f"The {role_called(case, row.role)} accepted.", made=row)


class Decline(Accept):
    """That an appointment is declined."""

    because: OptionalWords = Field("", title="Why? You need not say.")


@act(by={Role.APPOINTEE, Role.MANAGER}, when=OPEN)
def decline_appointment(case: Case, said: Decline, *, by: Actor, on: date) -> Done | Refusal:
    """Decline an appointment."""
    row = _theirs(case, by, said.appointment, said.on_behalf_of)
    if isinstance(row, Refusal):
        return row
    row.declined_on, row.ended_because = on, said.because
    row.save()
    return Done(f"The person asked to be {role_called(case, row.role)} declined.", made=row)


TIE = Annotated[
    Literal["kin", "direct-responsibility", "managed"],
    Labels(
        (
            ("kin", "I am related to, or close to, somebody in this case"),
            ("direct-responsibility", "I have or had direct responsibility for this case"),
            ("managed", "I managed somebody who had"),
        )
    ),
]


class Declare(Accept):
    """The interests of somebody appointed."""

    interests: OptionalWords = Field(
        "",
        title="Your interests",
        description="Work, management, friendship or kin with anybody in the case. Write 'None' if there is none.",
    )
    ties: tuple[TIE, ...] = Field((), title="Is any of these so?")
    conflict: bool = Field(title="Is there a conflict with this appointment?")
    employed_at: tuple[Annotated[str, Ref("agency")], ...] = Field(
        (), title="At which of these agencies do you work, or did you in the last five years?"
    )


@act(by={Role.APPOINTEE, Role.MANAGER}, when=OPEN)
def declare_interests(case: Case, said: Declare, *, by: Actor, on: date) -> Done | Refusal:
    """Declare interests."""
    row = _theirs(case, by, said.appointment, said.on_behalf_of)
    if isinstance(row, Refusal):
        return row
    if not said.interests.strip():
        return Refusal("No interests are written.", "Write them, or write 'None'.", field="interests")
    for tie in said.ties:
        Interest.rows.create(person=row.person, kind=tie, case_id_aside=case.pk, declared_on=on)
    for key in said.employed_at:
        Interest.rows.create(person=row.person, agency=agency_of(case, key), kind="employed", declared_on=on)
    row.declared_on, row.interests, row.conflict = on, said.interests, said.conflict
    row.save()
    return Done(f"The {role_called(case, row.role)} declared their interests.", made=row)


class Confirm(Payload):
    """The board's agreement to an appointment."""

    appointment: Annotated[str, Ref("appointment")] = Field(title="Which appointment?")
    agreement: Words = Field(
        title="The board's agreement", description="Who agreed, when and where it is minuted."
    )


@act(by={Role.CHAIR, Role.MANAGER}, when=OPEN)
def confirm_appointment(case: Case, said: Confirm, *, by: Actor, on: date) -> Done | Refusal:
    """Confirm an appointment.

    With the board's agreement on record. Only somebody who has accepted and declared, without a conflict, is confirmed.
    """
    row = find(Appointment, case, said.appointment)
    if row.accepted_on is None or row.declined_on or row.until:
        return Refusal(
            "They have not accepted.",
            "They must accept first.",
            field="appointment",
            clears="accept-appointment",
        )
    if row.declared_on is None:
        return Refusal(
            "They have not declared their interests.",
            "They must declare first.",
            field="appointment",
            clears="declare-interests",
        )
    if row.conflict:
        return Refusal(
            "They declared a conflict.",
            "End this appointment and appoint somebody else.",
            field="appointment",
            clears="end-appointment",
        )
    if refusal := conflict(case, row.person, row.role, on):
        return refusal
    if row.person_id in by.people:
        return Refusal(
            "Nobody confirms their own appointment.",
            "Somebody else of the board must confirm it.",
            field="appointment",
        )
    row.confirmed_on, row.agreement = on, said.agreement
    row.save()
    to = (row.person.account_id,) if row.person.account_id else ()
    return Done(
        f"The {role_called(case, row.role)} was confirmed.", made=row, notices=(Notice(to, "confirmed"),)
    )


class End(Payload):
    """That an appointment ends."""

    appointment: Annotated[str, Ref("appointment")] = Field(title="Which appointment?")
    because: Words = Field(
        title="Why does it end?", description="They leave, or an interest has come to light."
    )
    successor: Annotated[str, Ref("person")] | None = Field(
        None, title="Who takes over?", description="They are asked at once, for the same part."
    )
    handed_over: OptionalWords = Field(
        "", title="What is handed over?", description="Papers, open tasks, what has been promised to whom."
    )


@act(by={Role.MANAGER, Role.CHAIR}, when=OPEN)
def end_appointment(case: Case, said: End, *, by: Actor, on: date) -> Done | Refusal:
    """End an appointment.

    Somebody leaves, or turns out to have an interest. From this moment they see nothing of the case. Whoever takes over
    is asked in the same act; what is handed over stays on record.
    """
    row = find(Appointment, case, said.appointment)
    if row.until is not None:
        return Refusal("This appointment has ended already.", "There is nothing to do.", field="appointment")
    next_ = person_of(case, said.successor) if said.successor else None
    if next_ is not None and next_.pk == row.person_id:
        return Refusal("They hold it now.", "Choose somebody else to take over.", field="successor")
    row.until, row.ended_because = date.fromordinal(on.toordinal() - 1), said.because
    row.handed_over = said.handed_over
    row.save()
    end_if_nothing_is_left(row.person, by.today)
    ended = f"The {role_called(case, row.role)}'s appointment ended, with its reason."
    if next_ is None:
        return Done(ended, made=row)
    if _holds(case, next_, row.role, row.agency.key if row.agency else None):
        return Refusal("They are already appointed as this.", "Choose somebody else.", field="successor")
    if refusal := conflict(case, next_, row.role, on):
        return Refusal(refusal.because, "Choose somebody else to take over.", field="successor")
    follower = new(Appointment, case, made_on=on, person=next_, role=row.role, agency=row.agency, follows=row)
    asked = _asked(next_, follower)
    return Done(f"{ended} {asked.sentence}", made=follower, notices=asked.notices)


class Aside(Payload):
    """Why somebody with a post at the board stands aside."""

    because: Words = Field(title="Your interest in this case")


@act(by={Role.CHAIR, Role.MANAGER}, when=OPEN)
def stand_aside(case: Case, said: Aside, *, by: Actor, on: date) -> Done | Refusal:
    """Stand aside from this case.

    You hold a post at the board and have an interest in this case. From now on you see nothing of it; a deputy is appointed.
    """
    person = self_at(case, by)
    if person is None:
        return Refusal("You hold no post at this board.", "There is nothing to stand aside from.")
    Interest.rows.create(
        person=person, kind="other", note=said.because, case_id_aside=case.pk, declared_on=on
    )
    return Done("Somebody with a post at the board stands aside from this case.")
