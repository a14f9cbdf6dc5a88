"""Chronology entries typed in pages, and key practice episodes."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from casereview.access.policy import Actor
from casereview.access.roles import LEARNING, Role
from casereview.acts.payload import (
    Day,
    Line,
    OnBehalf,
    OptionalLine,
    OptionalWords,
    Payload,
    Ref,
    Words,
)
from casereview.acts.registry import Done, Refusal, act
from casereview.acts.tables import new
from casereview.cases.acts.corrections import MUST_HOLD, SETTLES
from casereview.cases.acts.information import part_of
from casereview.cases.models import Case, Correction
from casereview.evidence.acts.submitting import not_its_own
from casereview.evidence.imports import day_of
from casereview.evidence.models import Entry, Key
from casereview.evidence.wall import own_agencies
from casereview.people.models import Agency
from casereview.people.references import agency_of

WRITES = frozenset({Role.AGENCY_LEAD, Role.REPORT_WRITER, Role.MANAGER, Role.LEAD})


class AddEntry(OnBehalf):
    """One row of a chronology."""

    agency: Annotated[str, Ref("agency")] = Field(title="Whose chronology?")
    date_text: Line = Field(
        title="Date", description="As your records have it: 12/3/11, March 2012, about 6 May 2011."
    )
    time_text: OptionalLine = Field("", title="Time", max_length=60)
    source: OptionalWords = Field(
        "", title="Source", description="Which record. An entry without a source is weaker."
    )
    event: Words = Field(title="What happened", description="In your agency's words.")
    professional: OptionalLine = Field(
        "", title="Professional", description="A role, such as HV2, not a name."
    )
    child_seen: OptionalLine = Field("", title="Was the child seen, alone, heard?", max_length=100)
    comment: OptionalWords = Field(
        "", title="Comment", description="Other agencies see it only when the lead has shared."
    )


@act(by=WRITES, when=LEARNING)
def add_entry(case: Case, said: AddEntry, *, by: Actor, on: date) -> Done | Refusal:
    """Add an entry to a chronology.

    What you type as the date is kept; what was understood stands beside it, and how sure it is.
    """
    agency = agency_of(case, said.agency)
    if refusal := not_its_own(by, case, agency, said.on_behalf_of, "chronology"):
        return refusal
    part_of(case, agency, on)
    read = day_of(said.date_text, said.time_text)
    row = new(
        Entry,
        case,
        made_on=on,
        agency=agency,
        **said.model_dump(exclude={"agency", "came_by"}),
        **read,
        submitted_on=seen_from(by, case, agency, on),
    )
    return Done("An entry was added to a chronology.", made=row)


def seen_from(by: Actor, case: Case, agency: Agency, on: date) -> date | None:
    """What an agency's own people enter waits for its submission; what the board's people enter does not."""
    return None if agency.pk in own_agencies(by, case) else on


class Episode(Payload):
    """A span with a title."""

    title: Line = Field(title="What is this episode called?", max_length=200)
    first_on: Day = Field(title="From which day?")
    last_on: Day = Field(title="To which day?")


@act(by={Role.LEAD, Role.AUTHOR, Role.MANAGER}, when=LEARNING)
def add_episode(case: Case, said: Episode, *, by: Actor, on: date) -> Done | Refusal:
    """Mark a key practice episode.

    A span of the chronology that matters, with a title.
    """
    if said.last_on < said.first_on:
        return Refusal("The episode ends before it begins.", "Check the two days.", field="last_on")
    row = new(Key, case, made_on=on, **said.model_dump())
    return Done("A key practice episode was marked.", made=row)


def _ends_after_it_begins(row: Key, field: str, value: Any) -> Refusal | None:
    """A day of an episode is corrected to one that leaves it a span."""
    first, last = (value if field == name else getattr(row, name) for name in ("first_on", "last_on"))
    if field == "title" or first <= last:
        return None
    return Refusal("The episode would end before it begins.", "Correct the other day first.", field="now")


MUST_HOLD[Key.KIND] = _ends_after_it_begins


def _read_anew(row: Entry) -> None:
    """A date or time that was corrected is read anew, and the entry stands where it now belongs. A day guessed before is of no use.

    Only then: a day that a file's heading gave, or an answer to a question, is not read out of the words again.
    """
    last = (
        Correction.rows.filter(case=row.case_id, thing=f"{Entry.KIND}:{row.key}").order_by("-number").first()
    )
    read = day_of(row.date_text, row.time_text)
    stands = Entry.rows.filter(pk=row.pk)
    if last is not None and (last.label, last.now) == (Entry.CORRECTABLE["date_text"], row.date_text):
        stands.update(**read, guess={})
    elif last is not None and (last.label, last.now) == (Entry.CORRECTABLE["time_text"], row.time_text):
        stands.update(at=read["at"])


SETTLES[Entry.KIND] = _read_anew
