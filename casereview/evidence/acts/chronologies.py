"""Chronology entries, typed in pages or imported, and key practice episodes."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from casereview.access.policy import Actor
from casereview.access.roles import LEARNING, Role
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
from casereview.acts.registry import Done, Refusal, act
from casereview.acts.tables import new, next_number
from casereview.cases.acts.corrections import IN_USE
from casereview.cases.acts.information import part_of
from casereview.cases.models import Case
from casereview.evidence.acts.submitting import OF_FILE, not_its_own
from casereview.evidence.imports import MEANS, CannotRead, SourceRow, day_of, read_file
from casereview.evidence.models import Document, Entry, Key
from casereview.evidence.wall import own_agencies
from casereview.files.store import get, upload
from casereview.people.models import Agency
from casereview.people.references import agency_of, as_one

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
        submitted_on=_seen_from(by, case, agency, on),
    )
    return Done("An entry was added to a chronology.", made=row)


def _seen_from(by: Actor, case: Case, agency: Agency, on: date) -> date | None:
    """What an agency's own people enter waits for its submission; what the board's people enter does not."""
    return None if agency.pk in own_agencies(by, case) else on


class ColumnMeans(Payload):
    """What one column of a file holds."""

    heading: Line = Field(title="Heading in the file")
    means: Annotated[
        Literal["date", "time", "source", "event", "professional", "child_seen", "comment", "other"],
        Labels(MEANS),
    ] = Field(title="What is it?")


class ImportChronology(OnBehalf):
    """A file of entries."""

    agency: Annotated[str, Ref("agency")] = Field(title="Whose chronology?")
    file: Annotated[str, Ref("upload")] = Field(
        title="The file", description="CSV, XLSX, ODS or DOCX. Rows whose date cannot be read are kept."
    )
    columns: tuple[ColumnMeans, ...] = Field(
        (), title="Columns", description="Only where the product reads one wrongly."
    )
    replaces: bool = Field(
        False,
        title="Does it replace what this agency sent by file before?",
        description="Rows that are the same stay, with what rests on them. Rows that are gone are withdrawn.",
    )


@act(by=WRITES, when=LEARNING)
def import_chronology(case: Case, said: ImportChronology, *, by: Actor, on: date) -> Done | Refusal:
    """Import a chronology.

    Every row of the file becomes an entry; nothing is dropped. The file itself is kept, and each entry says
    which row it was.
    """
    agency = agency_of(case, said.agency)
    if refusal := not_its_own(by, case, agency, said.on_behalf_of, "chronology"):
        return refusal
    sent = upload(by.id, said.file)
    if sent is None:
        return Refusal("The file is not there any more.", "Send it again.", field="file")
    before = Document.rows.filter(
        case=case, agency__in=as_one([agency.pk]), what=OF_FILE, digest=sent.digest, withdrawn_on=None
    ).first()
    if before is not None and not said.replaces:
        return Refusal(
            f"This very file was imported already, as {before.key}.", "There is nothing to do.", field="file"
        )
    try:
        chosen = {one.heading: one.means for one in said.columns}
        rows = read_file(sent.file_name, get(sent.digest), agency.key, chosen).rows
    except CannotRead as why:
        return Refusal(str(why), "Nothing was imported.", field="file")
    part_of(case, agency, on)
    seen_from = _seen_from(by, case, agency, on)
    document = new(
        Document,
        case,
        made_on=on,
        title="Chronology as sent",
        what=OF_FILE,
        agency=agency,
        origin=agency.name,
        on_behalf_of=said.on_behalf_of,
        digest=sent.digest,
        file_name=sent.file_name,
        size=sent.size,
        submitted_on=seen_from,
    )
    kept, gone = _set_against(case, agency, rows, on) if said.replaces else ({}, 0)
    fresh = [row for index, row in enumerate(rows) if index not in kept]
    _enter(case, agency, document, fresh, on, seen_from, said.on_behalf_of)
    return Done(_sentence(len(fresh), len(kept), gone), made=document)


def _enter(
    case: Case,
    agency: Agency,
    document: Document,
    rows: list[SourceRow],
    on: date,
    seen_from: date | None,
    on_behalf_of: str,
) -> None:
    number = next_number(Entry, case)
    Entry.rows.bulk_create(
        (
            Entry(
                case=case,
                number=number + index,
                made_on=on,
                agency=agency,
                document=document,
                source_row=row.source_row,
                on_behalf_of=on_behalf_of,
                submitted_on=seen_from,
                **row.as_entry(),
            )
            for index, row in enumerate(rows)
        ),
        batch_size=500,
    )


def _set_against(case: Case, agency: Agency, rows: list[SourceRow], on: date) -> tuple[dict[int, Entry], int]:
    """Which rows of a new file are entries already, word for word; entries gone from it are withdrawn.

    An entry on which something rests is never withdrawn: it stays beside the new rows, for the lead to look
    at.
    """
    there: dict[tuple[str, ...], list[Entry]] = {}
    imported = Entry.rows.filter(
        case=case, agency__in=as_one([agency.pk]), document__isnull=False, withdrawn_on=None
    )
    for entry in imported.order_by("-number"):
        there.setdefault(_words_of(entry), []).append(entry)
    kept: dict[int, Entry] = {}
    for index, row in enumerate(rows):
        if same := there.get(_words_of(Entry(**row.as_entry()))):
            kept[index] = same.pop()
    rests = IN_USE.get(Entry.KIND, lambda _: None)
    gone = [entry.pk for left in there.values() for entry in left if rests(entry) is None]
    Entry.rows.filter(pk__in=gone).update(
        withdrawn_on=on, withdrawn_because="Not in the newer file of the agency"
    )
    return kept, len(gone)


def _words_of(entry: Entry) -> tuple[str, ...]:
    """What makes two rows the same: every word of them."""
    other = [f"{name}\x1f{text}" for name, text in sorted(entry.other.items())]
    return (
        entry.date_text,
        entry.time_text,
        entry.source,
        entry.event,
        entry.professional,
        entry.child_seen,
        entry.comment,
        *other,
    )


def _sentence(fresh: int, kept: int, gone: int) -> str:
    said = [f"{fresh} {'entry was' if fresh == 1 else 'entries were'} imported from a file"]
    if kept:
        said.append(f"{kept} {'was' if kept == 1 else 'were'} there already")
    if gone:
        said.append(f"{gone} {'was' if gone == 1 else 'were'} withdrawn, not being in it any more")
    return "; ".join(said) + "."


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
