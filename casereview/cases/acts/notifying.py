"""A serious incident reaches the board."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from casereview.access.policy import Actor
from casereview.access.roles import OPEN, Phase, Role, phases
from casereview.acts.payload import (
    Day,
    Labels,
    Line,
    OnBehalf,
    OptionalLine,
    OptionalWords,
    Payload,
    Ref,
    Words,
)
from casereview.acts.registry import Done, Notice, Refusal, act
from casereview.acts.tables import new
from casereview.cases.actors import accounts_holding
from casereview.cases.clocks import goes_to_the_panel
from casereview.cases.codes import new_code
from casereview.cases.models import Case, CaseAgency, Child, Notification
from casereview.cases.reminders import clock_reminders, forget_clocks
from casereview.law.governing import NoFramework, governing
from casereview.names.models import RegisterPerson
from casereview.people.models import Board
from casereview.people.references import agency_of, self_at

Safe = Annotated[
    Literal["yes", "no", "not-known", "not-asked"],
    Labels(
        (("yes", "Yes"), ("no", "No"), ("not-known", "Asked, and not known"), ("not-asked", "Not yet asked"))
    ),
]


class ChildTold(Payload):
    """A child of whom the board is told. The name goes to the register of the case and nowhere else."""

    initials: OptionalLine = Field(
        "", title="Initials", max_length=12, description="At most: lists never show more."
    )
    name: OptionalLine = Field("", title="Name", description="Kept in the register of the case alone.")
    date_of_birth: Day | None = Field(None, title="Date of birth")
    adult: bool = Field(False, title="Was this person 18 or over?")


class Notify(OnBehalf):
    """What somebody tells the board."""

    what_happened: Words = Field(
        title="What happened?", description="In a few sentences. Use initials, not names."
    )
    incident_on: Day | None = Field(
        None, title="On which day did it happen?", description="Leave it out if it is not known."
    )
    aware_on: Day | None = Field(
        None,
        title="On which day did the local authority become aware of it?",
        description="A practice review's first clock starts on this day.",
    )
    where_it_happened: OptionalLine = Field("", title="Where did it happen?")
    children: tuple[ChildTold, ...] = Field(
        min_length=1, title="Child or adult", description="Each child who died or was harmed."
    )
    agencies: tuple[Annotated[str, Ref("agency")], ...] = Field(
        (), title="Which agencies are known to be involved?"
    )
    known: OptionalWords = Field("", title="What is known?")
    not_known: OptionalWords = Field("", title="What is not known?")
    others_safe: Safe = Field("not-asked", title="Are other children safe now?")
    others_safe_note: OptionalWords = Field("", title="What was done to make them safe, and by whom?")


@act(by={Role.NOTIFIER, Role.MANAGER})
def notify(board: Board, said: Notify, *, by: Actor, on: date) -> Done | Refusal:
    """Notify the board of a serious incident.

    A child has died or been seriously harmed, and abuse or neglect is known or suspected. Tell the board what is known now;
    what is not known can follow. You get a code for the case. Nobody is on trial: the board looks at how agencies worked together.
    """
    if refusal := _impossible(said, on):
        return refusal
    adult = all(child.adult for child in said.children)
    try:
        framework = governing(
            board.nation, on, person="adult" if adult else "child", partners_from=board.partners_from
        )
    except NoFramework as none:
        return Refusal(str(none), "Ask the board manager which framework is meant.", field="children")
    case = Case(
        code=new_code(),
        board=board,
        framework=framework.framework_id,
        framework_because=framework.reason,
        phase=Phase.NOTIFIED,
        incident_on=said.incident_on,
        aware_on=said.aware_on,
        notified_on=on,
    )
    case.save(force_insert=True)
    _write_down(case, said, by, on)
    managers = accounts_holding({Role.MANAGER}, board=board.pk, today=on)
    return Done(
        "The board was notified.",
        made=case,
        notices=(Notice(managers, "notified"), *clock_reminders(case, on)),
    )


def _impossible(said: Notify, on: date) -> Refusal | None:
    if said.incident_on and said.incident_on > on:
        return Refusal("The incident is after the notification.", "Check the two days.", field="incident_on")
    if said.aware_on and said.aware_on > on:
        return Refusal(
            "The authority became aware after the notification.", "Check the two days.", field="aware_on"
        )
    if said.incident_on and said.aware_on and said.aware_on < said.incident_on:
        return Refusal(
            "The authority became aware before it happened.", "Check the two days.", field="aware_on"
        )
    for index, child in enumerate(said.children):
        if child.date_of_birth and said.incident_on and child.date_of_birth > said.incident_on:
            return Refusal(
                "The date of birth is after the incident.",
                "Check the two days.",
                field=f"children.{index}.date_of_birth",
            )
    return None


def _write_down(case: Case, said: Notify, by: Actor, on: date) -> None:
    person = self_at(case, by)
    new(
        Notification,
        case,
        made_on=on,
        by=person,
        agency=person.agency if person else None,
        **said.model_dump(exclude={"children", "agencies", "aware_on"}),
    )
    for number, told in enumerate(said.children, 1):
        _add(case, told, number, on)
    for key in said.agencies:
        new(CaseAgency, case, made_on=on, agency=agency_of(case, key))


def _add(case: Case, told: ChildTold, number: int, on: date) -> Child:
    """Put a child into the register and beside it a row that holds initials at most."""
    word = "Adult" if told.adult else "Child"
    registered = new(
        RegisterPerson,
        case,
        made_on=on,
        group="subject",
        name=told.name,
        date_of_birth=told.date_of_birth,
        initials=told.initials,
        relation="subject of the review",
        public_name=f"{word} {chr(64 + number)}" if number <= 26 else f"{word} {number}",
        is_subject=True,
    )
    return new(Child, case, made_on=on, initials=told.initials, person=registered, adult=told.adult)


class Join(Payload):
    """Which case tells of the same incident."""

    other: Line = Field(title="Code of the case that was there first")


@act(by={Role.MANAGER}, when={Phase.NOTIFIED, Phase.SCREENING}, leads_to={Phase.CLOSED})
def join_duplicate(case: Case, said: Join, *, by: Actor, on: date) -> Done | Refusal:
    """Join this notification with an earlier one.

    The two tell of the same incident. This one is closed and points to the other; nothing of it is lost.
    """
    other = Case.rows.filter(board=case.board_id, code=said.other.strip().upper()).exclude(pk=case.pk).first()
    if other is None:
        return Refusal(
            "There is no other case with this code at this board.", "Check the code.", field="other"
        )
    Case.rows.filter(pk=case.pk).update(joined_into=other, closed_on=on)
    Notification.rows.filter(case=case).update(duplicate_of=other)
    forget_clocks(case)
    return Done(f"Joined with {other.code}: both tell of the same incident.", phase=Phase.CLOSED)


class KeepApart(Payload):
    """Why two notifications are not the same."""

    because: Words = Field(title="Why are they not the same incident?")


@act(by={Role.MANAGER}, when={Phase.NOTIFIED, Phase.SCREENING})
def keep_apart(case: Case, said: KeepApart, *, by: Actor, on: date) -> Done:
    """Keep this notification apart from those that look alike."""
    Notification.rows.filter(case=case).update(kept_apart_because=said.because)
    return Done("Kept apart from notifications that look alike, with reasons.")


class PanelNotified(Payload):
    """That the notification went to the national Panel. The day is the day of the act."""

    reference: OptionalLine = Field("", title="The Panel's reference, if there is one")


@act(by={Role.MANAGER}, when=phases(Phase.NOTIFIED, Phase.DECIDED))
def notify_panel(case: Case, said: PanelNotified, *, by: Actor, on: date) -> Done | Refusal:
    """Record that the notification went to the national Panel.

    For a practice review the rapid review's clock starts on this day.
    """
    if not goes_to_the_panel(case.framework):
        return Refusal(
            "Under this framework no notification goes to the Panel.", "There is nothing to record."
        )
    Case.rows.filter(pk=case.pk).update(panel_notified_on=on)
    return Done("The notification went to the national Panel.", notices=clock_reminders(case, on))


class AddChild(ChildTold):
    """One more child of the same incident."""


@act(by={Role.MANAGER}, when=phases(Phase.NOTIFIED, Phase.COMMISSIONED))
def add_child(case: Case, said: AddChild, *, by: Actor, on: date) -> Done:
    """Add a child to this case.

    Each child has facts of their own. The outcome is the strongest of theirs.
    """
    child = _add(case, said, Child.rows.filter(case=case).count() + 1, on)
    return Done("A child was added to the case.", made=child)


class InRegister(Payload):
    """Who somebody is, and the name they are given outside."""

    group: Annotated[
        Literal["family", "professional", "place", "other"],
        Labels(
            (
                ("family", "Family or household"),
                ("professional", "Professional"),
                ("place", "A place or school"),
                ("other", "Somebody else"),
            )
        ),
    ] = Field(title="Who is it?")
    name: Line = Field(title="Real name", description="Kept in the register of the case alone.")
    other_names: tuple[OptionalLine, ...] = Field(
        (), title="Other names and spellings", description="One on each line."
    )
    date_of_birth: Day | None = Field(None, title="Date of birth")
    relation: OptionalLine = Field(
        "", title="Relation or role", description="Mother, Sibling 1, health visitor …"
    )
    public_name: Line = Field(
        title="Name given outside", max_length=100, description="For example Mother, GP 2, School A."
    )


@act(by={Role.MANAGER, Role.LEAD}, when=OPEN)
def name_in_register(case: Case, said: InRegister, *, by: Actor, on: date) -> Done | Refusal:
    """Add somebody to the register.

    The register is the only place where the people of a case are named. Everywhere else they carry the name given outside.
    """
    if RegisterPerson.rows.filter(
        case=case, public_name__iexact=said.public_name, withdrawn_on=None
    ).exists():
        return Refusal(
            "Somebody else already has this name outside.",
            "Choose another, such as a higher number.",
            field="public_name",
        )
    fields = said.model_dump()
    initials = "".join(word[0] for word in said.name.split())[:12].upper()
    row = new(
        RegisterPerson,
        case,
        made_on=on,
        initials=initials,
        **{**fields, "other_names": [n for n in said.other_names if n.strip()]},
    )
    return Done("Somebody was added to the register.", made=row)
