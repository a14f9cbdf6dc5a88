"""Meetings of every kind: arranged, invited to, attended, minuted."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from casereview.access.policy import Actor
from casereview.access.roles import OPEN, Role
from casereview.acts.payload import (
    Day,
    Hidden,
    Labels,
    OptionalLine,
    OptionalWords,
    Payload,
    Ref,
    TimeOfDay,
    Words,
)
from casereview.acts.registry import AccessDenied, Done, Notice, Refusal, act
from casereview.acts.tables import find, new
from casereview.cases.acts.corrections import IN_USE
from casereview.cases.models import Appointment, Case
from casereview.people.references import agency_of, person_of
from casereview.reviews.guards import held
from casereview.reviews.models import Attendance, Heard, Meeting, Task
from casereview.reviews.rules import LED, MEETING_WORDS

What = Annotated[
    Literal["screening", "review-team", "learning-event", "learning-group", "board"],
    Labels(tuple(MEETING_WORDS.items())),
]
ARRANGES = frozenset({Role.MANAGER, Role.LEAD, Role.CHAIR, Role.LEARNING_GROUP})


class Arrange(Payload):
    """A meeting to come, or one that was."""

    what: What = Field(title="What kind of meeting?")
    title: OptionalLine = Field("", title="Title, if it needs one", max_length=200)
    held_on: Day = Field(title="On which day?")
    starts: TimeOfDay | None = Field(None, title="At what time?")
    place: OptionalLine = Field("", title="Where?")
    chaired_by: Annotated[str, Ref("person")] | None = Field(
        None,
        title="Who chairs?",
        description="The lead chairs the Review Team and facilitates learning events.",
    )
    agenda: tuple[OptionalLine, ...] = Field((), title="Agenda", description="One item on each line.")
    papers: tuple[Annotated[str, Ref("document")], ...] = Field((), title="Papers")
    reports: tuple[Annotated[str, Ref("agency-report")], ...] = Field(
        (), title="Agencies' reports among the papers"
    )


@act(by=ARRANGES, when=OPEN)
def arrange_meeting(case: Case, said: Arrange, *, by: Actor, on: date) -> Done | Refusal:
    """Arrange a meeting.

    The lead chairs the Review Team and facilitates the professionals' learning events.
    """
    if not _runs(by, case) and said.what != "learning-group":
        raise AccessDenied("There is nothing here.")
    chair = person_of(case, said.chaired_by).pk if said.chaired_by else None
    if said.what in LED:
        lead = _lead(case)
        if lead is None:
            return Refusal(
                "There is no lead yet to chair this meeting.",
                "Confirm the lead first.",
                field="what",
                clears="confirm-appointment",
            )
        if chair not in (None, lead):
            return Refusal(
                "The lead chairs the Review Team and facilitates learning events.",
                "Choose the lead, or leave it out.",
                field="chaired_by",
            )
        chair = lead
    row = new(
        Meeting,
        case,
        made_on=on,
        what=said.what,
        title=said.title,
        held_on=said.held_on,
        starts=said.starts,
        place=said.place,
        chaired_by_id=chair,
        agenda=[item.strip() for item in said.agenda if item.strip()],
        papers=[*said.reports, *said.papers],
    )
    return Done(f"A meeting was arranged: {MEETING_WORDS[said.what]}.", made=row)


def _runs(by: Actor, case: Case) -> bool:
    return any(by.holds(role, case.place) for role in (Role.MANAGER, Role.LEAD, Role.CHAIR))


def _lead(case: Case) -> int | None:
    found = Appointment.rows.filter(
        case=case, role="lead", confirmed_on__isnull=False, until=None, withdrawn_on=None
    )
    row = found.order_by("number").last()
    return row.person_id if row else None


class Invitee(Payload):
    """One person or role invited."""

    person: Annotated[str, Ref("person")] | None = Field(None, title="Person")
    as_role: OptionalLine = Field(
        "",
        title="As what",
        description="A role, such as health visitor. At a learning event nobody is named.",
        max_length=200,
    )
    agency: Annotated[str, Ref("agency")] | None = Field(None, title="Agency")
    support: OptionalLine = Field("", title="Support offered", description="Before, on the day and after.")


class Invite(Payload):
    """Who is invited to which meeting."""

    meeting: Annotated[str, Ref("meeting")] = Field(title="Which meeting?")
    invitees: tuple[Invitee, ...] = Field(min_length=1, title="Invited")


@act(by=ARRANGES, when=OPEN)
def send_invitations(case: Case, said: Invite, *, by: Actor, on: date) -> Done | Refusal:
    """Invite people to a meeting.

    Practitioners are invited to a learning event by their role, and offered support. Nobody is invited
    while a hold on interviews with named witnesses is on.
    """
    row = find(Meeting, case, said.meeting)
    if row.held_on < on:
        return Refusal(
            "This meeting was held already.", "Record who came.", field="meeting", clears="record-attendance"
        )
    if row.what == "learning-event" and (refusal := held(case, "interviews", "meeting")):
        return refusal
    accounts: list[int] = []
    for index, one in enumerate(said.invitees):
        if refusal := _unnamed(row, one.person, one.as_role, f"invitees.{index}"):
            return refusal
        person = person_of(case, one.person) if one.person else None
        agency = agency_of(case, one.agency) if one.agency else None
        if _there(row, person, one.as_role, agency):
            return Refusal(
                "Somebody is invited already.", "Leave them out.", field=f"invitees.{index}.as_role"
            )
        Attendance.rows.create(
            meeting=row, person=person, as_role=one.as_role.strip(), support=one.support, agency=agency
        )
        if person and person.account_id:
            accounts.append(person.account_id)
    row.invitation_sent_on, row.version = on, row.version + 1
    row.save()
    words = "One was" if len(said.invitees) == 1 else f"{len(said.invitees)} were"
    return Done(
        f"{words} invited to a meeting.",
        made=row,
        notices=(Notice(tuple(accounts), "meeting", about=row.key),),
    )


def _unnamed(row: Meeting, person: str | None, as_role: str, place: str) -> Refusal | None:
    """Somebody is meant; and at a learning event by their role, never by name alone."""
    if not person and not as_role.strip():
        return Refusal(
            "This row is about nobody.", "Choose a person or write a role.", field=f"{place}.as_role"
        )
    if row.what == "learning-event" and not as_role.strip():
        return Refusal(
            "At a learning event nobody is named.",
            "Write their role, such as health visitor.",
            field=f"{place}.as_role",
        )
    return None


def _there(row: Meeting, person: Any, as_role: str, agency: Any) -> Attendance | None:
    """The row of attendance of this person, or of this role of this agency."""
    rows = Attendance.rows.filter(meeting=row)
    if row.what == "learning-event" or person is None:
        rows = rows.filter(as_role__iexact=as_role.strip())
        rows = rows.filter(agency=agency) if agency else rows
    else:
        rows = rows.filter(person=person)
    return rows.order_by("pk").first()


class Came(Payload):
    """Whether somebody came."""

    person: Annotated[str, Ref("person")] | None = Field(None, title="Person")
    as_role: OptionalLine = Field("", title="As what", max_length=200)
    agency: Annotated[str, Ref("agency")] | None = Field(None, title="Agency")
    came: Annotated[
        Literal["came", "apologies", "absent"],
        Labels((("came", "Came"), ("apologies", "Sent apologies, or could not"), ("absent", "Did not come"))),
    ] = Field("came", title="Did they come?")
    left_for: OptionalLine = Field("", title="Left the room for which item?")


class RecordAttendance(Payload):
    """Who came to a meeting."""

    meeting: Annotated[str, Ref("meeting")] = Field(title="Which meeting?")
    people: tuple[Came, ...] = Field(min_length=1, title="Present and absent")


@act(by=ARRANGES, when=OPEN)
def record_attendance(case: Case, said: RecordAttendance, *, by: Actor, on: date) -> Done | Refusal:
    """Record who came to a meeting.

    And who left the room for which item. At a learning event by role, never by name.
    """
    row = find(Meeting, case, said.meeting)
    if row.held_on > on:
        return Refusal("The meeting has not been held yet.", "Record it when it has.", field="meeting")
    for index, one in enumerate(said.people):
        if refusal := _unnamed(row, one.person, one.as_role, f"people.{index}"):
            return refusal
        person = person_of(case, one.person) if one.person else None
        agency = agency_of(case, one.agency) if one.agency else None
        found = _there(row, person, one.as_role, agency) or Attendance(meeting=row, person=person)
        found.as_role = one.as_role.strip() or found.as_role
        found.agency = agency or found.agency
        found.came, found.left_for = one.came, one.left_for
        found.save()
    return Done("Attendance at a meeting was recorded.", made=row)


class View(Payload):
    """The view of one member, as said."""

    member: OptionalLine = Field("", title="Member", description="Agency or post.")
    view: OptionalWords = Field("", title="Their view")


class Minute(Payload):
    """Minutes of a meeting."""

    meeting: Annotated[str, Ref("meeting")] = Field(title="Which meeting?")
    minutes: Words = Field(
        title="Minutes", description="Disagreement as it was said. No names of the family."
    )
    decisions: tuple[OptionalLine, ...] = Field((), title="Decisions", description="One on each line.")
    views: tuple[View, ...] = Field((), title="Members' views")
    seen: Annotated[int, Hidden()] | None = Field(None, ge=0, title="The version that you saw")


@act(by=ARRANGES, when=OPEN)
def minute_meeting(case: Case, said: Minute, *, by: Actor, on: date) -> Done | Refusal:
    """Minute a meeting.

    What was said and decided, with disagreement as it was said, and each member's view where it is asked.
    """
    row = find(Meeting, case, said.meeting)
    if row.held_on > on:
        return Refusal("The meeting has not been held yet.", "Minute it when it has.", field="meeting")
    if _changed_meanwhile(row, said.seen):
        return Refusal(
            "Somebody has minuted this meeting since you began.",
            "Read both texts, then minute it again.",
            field="minutes",
            theirs=row.minutes,
        )
    row.minutes, row.minuted_on, row.version = said.minutes, on, row.version + 1
    row.decisions = [line.strip() for line in said.decisions if line.strip()]
    row.views = [view.model_dump() for view in said.views if view.member.strip() or view.view.strip()]
    row.save()
    return Done("A meeting was minuted.", made=row)


def _changed_meanwhile(row: Meeting, seen: int | None) -> bool:
    """Minutes are written over only by somebody who has seen them."""
    return bool(row.minutes) if seen is None else seen != row.version


def _has_come_of_it(row: Any) -> str | None:
    if row.minutes:
        return "This meeting is minuted."
    if Task.rows.filter(meeting=row, withdrawn_on=None).exists():
        return "This meeting has given tasks."
    if Heard.rows.filter(meeting=row, withdrawn_on=None).exists():
        return "What was heard there is on record."
    return None


IN_USE[Meeting.KIND] = _has_come_of_it
