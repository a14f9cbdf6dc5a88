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
from casereview.cases.acts.corrections import IN_USE, MUST_HOLD, SETTLES
from casereview.cases.clocks import goes_to_the_panel
from casereview.cases.codes import new_code
from casereview.cases.models import Case, CaseAgency, Child, Notification, SafetyCheck, Telling
from casereview.cases.reminders import clock_reminders, forget_clocks
from casereview.cases.tellings import days_told
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
        "",
        title="Initials",
        max_length=12,
        description="Two or three letters. Lists show no more of a name than this.",
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
    if (now := board.merged_into) is not None:
        return Refusal(f"This board has merged into {now.name}.", "Notify that board.")
    if refusal := _impossible(said.incident_on, said.aware_on, on) or _born_after(said):
        return refusal
    adult = all(child.adult for child in said.children)
    try:
        framework = governing(
            board.nation, on, person="adult" if adult else "child", partners_from=board.partners_from
        )
    except NoFramework as none:
        return Refusal(
            str(none),
            "So it cannot be made a case here. The law pages say which are known, and from when.",
            field="children",
        )
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


def _impossible(incident: date | None, aware: date | None, notified: date) -> Refusal | None:
    """The order of a beginning: it happened, the authority became aware, the board was told."""
    check = "Check the two days."
    if incident and incident > notified:
        return Refusal("The incident is after the notification.", check, field="incident_on")
    if aware and aware > notified:
        return Refusal("The authority became aware after the notification.", check, field="aware_on")
    if incident and aware and aware < incident:
        return Refusal("The authority became aware before it happened.", check, field="aware_on")
    return None


def _born_after(said: Notify) -> Refusal | None:
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
        **said.model_dump(exclude={"children", "agencies"}),
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
    if case.panel_notified_on:
        return Refusal(
            f"It is on record that it went on {case.panel_notified_on.day} {case.panel_notified_on:%B %Y}.",
            "If the day is wrong, correct it with the reason.",
            clears="correct",
        )
    row = new(
        Telling,
        case,
        made_on=on,
        matter="panel",
        to="The national Panel",
        what="The notification of the incident",
        reference=said.reference,
        sent_on=on,
    )
    days_told(row)
    case.refresh_from_db()
    return Done("The notification went to the national Panel.", made=row, notices=clock_reminders(case, on))


class OthersSafe(Payload):
    """What somebody said of the safety of other children."""

    answer: Annotated[
        Literal["yes", "no", "not-known"],
        Labels((("yes", "Yes, they are safe"), ("no", "No"), ("not-known", "Asked, and not known"))),
    ] = Field(title="Are the other children safe?")
    said_by: Line = Field(
        title="Who said so?", description="A post or an agency, not a name.", max_length=200
    )
    note: OptionalWords = Field("", title="What was done to make them safe, and by whom?")


@act(by={Role.MANAGER}, when=OPEN)
def record_safety(case: Case, said: OthersSafe, *, by: Actor, on: date) -> Done | Refusal:
    """Record whether other children are safe.

    Asked on the first day, and again whenever something changes. Every answer stays on record; the latest stands.
    """
    if said.answer == "no" and not said.note.strip():
        return Refusal("They are not safe.", "Write what is being done, and by whom.", field="note")
    row = new(SafetyCheck, case, made_on=on, **said.model_dump())
    words = {"yes": "they are safe", "no": "they are not safe", "not-known": "not known"}[said.answer]
    return Done(f"It was asked whether other children are safe: {words}.", made=row)


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


def _days_in_order(row: Notification, field: str, value: object) -> Refusal | None:
    """A day of the beginning is not corrected into an order that cannot be."""
    days = {"incident_on": row.incident_on, "aware_on": row.aware_on}
    if field not in days:
        return None
    days[field] = value if isinstance(value, date) else None
    refusal = _impossible(days["incident_on"], days["aware_on"], row.case.notified_on)
    return refusal and Refusal(refusal.because, refusal.cleared_by, field="now")


def _days_of_case(row: Notification) -> None:
    """The case's clocks count from the notification's days as they now stand."""
    first = Notification.rows.filter(case=row.case_id).order_by("number").first()
    if first is not None and first.pk == row.pk:
        Case.rows.filter(pk=row.case_id).update(incident_on=row.incident_on, aware_on=row.aware_on)


def _only_notification(row: Notification) -> str:
    return "The case began with this notification."


def _last_child(row: Child) -> str | None:
    others = Child.rows.filter(case=row.case_id, withdrawn_on=None).exclude(pk=row.pk)
    return None if others.exists() else "This is the only child or adult of the case."


MUST_HOLD[Notification.KIND] = _days_in_order
SETTLES[Notification.KIND] = _days_of_case
IN_USE[Notification.KIND] = _only_notification
IN_USE[Child.KIND] = _last_child
