"""The first days: information asked of agencies, records secured, who to speak to."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from casereview.access.policy import Actor, reach
from casereview.access.roles import OPEN, Phase, Role, phases
from casereview.acts.payload import Day, Labels, OnBehalf, OptionalLine, OptionalWords, Payload, Ref, Words
from casereview.acts.prepared import Prepared
from casereview.acts.registry import AccessDenied, Done, Notice, Refusal, act
from casereview.acts.tables import find, new
from casereview.cases.actors import accounts_holding
from casereview.cases.models import Case, CaseAgency, InformationRequest
from casereview.people.models import Agency
from casereview.people.references import agency_of

EARLY = phases(Phase.NOTIFIED, Phase.GATHERING)
Replied = Annotated[
    Literal["received", "searched-nothing-held", "refused"],
    Labels(
        (
            ("received", "They sent what they hold"),
            ("searched-nothing-held", "They searched and hold nothing"),
            ("refused", "They refused"),
        )
    ),
]


def own_part(by: Actor, case: Case, agency: Agency, *roles: str) -> bool:
    """Whether the actor acts for this agency: their own part of the case.

    Raises:
        AccessDenied: they act for another agency alone.
    """
    if agency.pk in reach(by, roles or (Role.AGENCY_LEAD, Role.REPORT_WRITER)).agencies_in(case.pk):
        return True
    if reach(by, (Role.MANAGER, Role.LEAD, Role.CHAIR)).whole(case.place):
        return False
    raise AccessDenied("There is nothing here.")


_PART = Prepared(lambda case, agency: CaseAgency.rows.filter(case=case, agency=agency).order_by("pk")[:1])


def part_of(case: Case, agency: Agency, on: date) -> CaseAgency:
    """The agency's part of this case, begun now if it is its first."""
    found: CaseAgency | None = _PART.first(case.pk, agency.pk)
    return found or new(CaseAgency, case, made_on=on, agency=agency)


class AskInformation(Payload):
    """What is asked of which agencies by when."""

    agencies: tuple[Annotated[str, Ref("agency")], ...] = Field(
        min_length=1, title="Which agencies do you ask?"
    )
    what: Words = Field(
        title="What do you ask?",
        description="For example what they hold on the family. No names: they know the code.",
    )
    due_on: Day = Field(title="By which day?")


@act(by={Role.MANAGER}, when=phases(Phase.NOTIFIED, Phase.SCREENING))
def ask_information(case: Case, said: AskInformation, *, by: Actor, on: date) -> Done | Refusal:
    """Ask agencies for information.

    For the screening. *No reply*, *searched, nothing held* and *refused* are three things, and each is kept.
    """
    if said.due_on < on:
        return Refusal("The day is already past.", "Give a day that is still to come.", field="due_on")
    leads: list[int] = []
    for key in said.agencies:
        agency = agency_of(case, key)
        part_of(case, agency, on)
        new(InformationRequest, case, made_on=on, agency=agency, what=said.what, due_on=said.due_on)
    leads += accounts_holding({Role.AGENCY_LEAD}, board=case.board_id, case=case.pk, today=on)
    managers = accounts_holding({Role.MANAGER}, board=case.board_id, today=on)
    words = "One agency was" if len(said.agencies) == 1 else f"{len(said.agencies)} agencies were"
    return Done(
        f"{words} asked for information.",
        notices=(
            Notice(tuple(leads), "information-asked"),
            Notice(managers, "information-due", due=said.due_on),
        ),
    )


class Chase(Payload):
    """Which request is chased."""

    request: Annotated[str, Ref("information-request")] = Field(title="Which request?")


@act(by={Role.MANAGER}, when=phases(Phase.NOTIFIED, Phase.SCREENING))
def chase_information(case: Case, said: Chase, *, by: Actor, on: date) -> Done | Refusal:
    """Chase a request for information."""
    row = find(InformationRequest, case, said.request)
    if row.answered_on:
        return Refusal("This request was answered.", "There is nothing to chase.", field="request")
    row.chased_on = [*row.chased_on, on.isoformat()]
    row.save()
    leads = accounts_holding({Role.AGENCY_LEAD}, board=case.board_id, case=case.pk, today=on)
    return Done(
        "An agency was reminded of what it was asked.",
        made=row,
        notices=(Notice(leads, "information-asked"),),
    )


class Reply(OnBehalf):
    """What an agency answered."""

    request: Annotated[str, Ref("information-request")] = Field(title="Which request?")
    answer: Replied = Field(title="What came back?")
    text: OptionalWords = Field("", title="What they said")


@act(by={Role.MANAGER, Role.AGENCY_LEAD}, when=phases(Phase.NOTIFIED, Phase.SCREENING))
def record_reply(case: Case, said: Reply, *, by: Actor, on: date) -> Done | Refusal:
    """Record an agency's reply."""
    row = find(InformationRequest, case, said.request)
    own = own_part(by, case, row.agency, Role.AGENCY_LEAD)
    if not own and not said.on_behalf_of.strip():
        return Refusal(
            "This is an agency's own reply.", "Say on whose behalf you enter it.", field="on_behalf_of"
        )
    if said.answer == "received" and not said.text.strip():
        return Refusal(
            "They sent something, but it is not written down.", "Write what they said.", field="text"
        )
    row.answer, row.answer_text, row.answered_on = said.answer, said.text, on
    row.version += 1
    row.save()
    return Done("An agency replied to a request for information.", made=row)


class Secured(OnBehalf):
    """That an agency secured its records."""

    agency: Annotated[str, Ref("agency")] = Field(title="Which agency?")


@act(by={Role.MANAGER, Role.AGENCY_LEAD}, when=EARLY)
def secure_records(case: Case, said: Secured, *, by: Actor, on: date) -> Done | Refusal:
    """Record that an agency has secured its records.

    On the first day, so that nothing is added to or taken from them.
    """
    agency = agency_of(case, said.agency)
    if not own_part(by, case, agency, Role.AGENCY_LEAD) and not said.on_behalf_of.strip():
        return Refusal(
            "This is an agency's own word.", "Say on whose behalf you enter it.", field="on_behalf_of"
        )
    part = part_of(case, agency, on)
    if part.records_secured_on:
        day = part.records_secured_on
        return Refusal(
            f"It is on record that they were secured on {day.day} {day:%B %Y}.",
            "If the day is wrong, correct it with the reason.",
            field="agency",
            clears="correct",
        )
    part.records_secured_on, part.version = on, part.version + 1
    part.save()
    return Done("An agency has secured its records.", made=part)


class Contact(Payload):
    """Whom to speak to at an agency."""

    agency: Annotated[str, Ref("agency")] = Field(title="Which agency?")
    contact: OptionalLine = Field("", title="Contact", description="Post and telephone.")
    deputy: OptionalLine = Field("", title="Deputy", description="Post and telephone.")


@act(by={Role.MANAGER, Role.LEAD, Role.AGENCY_LEAD}, when=OPEN)
def name_contact(case: Case, said: Contact, *, by: Actor, on: date) -> Done | Refusal:
    """Say whom to speak to at an agency."""
    if not (said.contact.strip() or said.deputy.strip()):
        return Refusal("Neither a contact nor a deputy is given.", "Give at least one.", field="contact")
    agency = agency_of(case, said.agency)
    own_part(by, case, agency, Role.AGENCY_LEAD)
    part = part_of(case, agency, on)
    part.contact, part.deputy = said.contact or part.contact, said.deputy or part.deputy
    part.version += 1
    part.save()
    return Done("An agency's contact was recorded.", made=part)
