"""Chronology files: every row becomes an entry; a newer file is matched to the last one, and what hangs on entries stays."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from casereview.access.policy import Actor
from casereview.access.roles import LEARNING
from casereview.acts.payload import Labels, Line, OnBehalf, OptionalLine, Payload, Ref
from casereview.acts.registry import Done, Refusal, act
from casereview.acts.tables import new, next_number
from casereview.cases.acts.information import part_of
from casereview.cases.models import Case, Correction
from casereview.evidence.acts.chronologies import WRITES, seen_from
from casereview.evidence.acts.submitting import OF_FILE, not_its_own
from casereview.evidence.imports import MEANS, Asked, CannotRead, FileRead, read_once, way_of
from casereview.evidence.models import Document, Entry, Reading
from casereview.evidence.remembered import (
    NEWER_FILE,
    TYPED,
    Against,
    born_of,
    remembered,
    resting,
    set_against,
)
from casereview.files.models import Upload
from casereview.files.store import upload
from casereview.people.models import Agency
from casereview.people.references import agency_of, as_one

BATCH = 500
UNDERSTOOD = ("earliest", "latest", "certainty", "at", "sequence", "guess")
"""What the product made of what the agency typed."""


class ColumnMeans(Payload):
    """What one column of a file holds."""

    heading: Line = Field(title="Heading in the file")
    means: Annotated[
        Literal[
            "date",
            "time",
            "source",
            "event",
            "sequence",
            "agency",
            "professional",
            "child_seen",
            "comment",
            "other",
        ],
        Labels(MEANS),
    ] = Field(title="What is it?")


class DateAnswer(Payload):
    """What was said to one question about the dates of a file."""

    question: Line = Field(title="Which question?")
    answer: Line = Field(title="Which answer?")


class ImportChronology(OnBehalf):
    """A file of entries."""

    agency: Annotated[str, Ref("agency")] = Field(title="Whose chronology?")
    file: Annotated[str, Ref("upload")] = Field(
        title="The file", description="CSV, XLSX, ODS or DOCX. Rows whose date cannot be read are kept."
    )
    columns: tuple[ColumnMeans, ...] = Field(
        (), title="Columns", description="Only where the product reads one wrongly."
    )
    answers: tuple[DateAnswer, ...] = Field(
        (), title="Questions about dates", description="The answers to what the file's dates leave open."
    )
    encoding: OptionalLine = Field("", title="Encoding of a CSV file", max_length=40)
    delimiter: OptionalLine = Field("", title="What stands between its cells", max_length=1)
    replaces: bool = Field(
        False,
        title="Does it replace what this agency sent by file before?",
        description="Rows that are found again stay, with what rests on them. Rows that are gone are withdrawn.",
    )
    not_taken: tuple[Line, ...] = Field(
        (),
        title="Changes that are not taken",
        description="Such as changed:E5, removed:E7 or added:12. All others are. apart:E5 says that E5 and the row that was taken for it are two entries.",
    )
    its_days_only: bool = Field(
        False,
        title="Is it a part, that replaces nothing outside its own days?",
        description="Rows before its first day or after its last, and rows without a day, stay as they are.",
    )


def _read(case: Case, said: ImportChronology, sent: Upload, agency: Agency, by: Actor) -> FileRead:
    """The file as it was asked for, with what was remembered of this agency's files.

    Raises:
        CannotRead: with the sentence for whoever sent it.
    """
    known = remembered(agency)
    columns = {**known.columns, **{one.heading: one.means for one in said.columns}}
    answers = {**known.answers, **{one.question: one.answer for one in said.answers}}
    asked = Asked(columns, answers, said.encoding, said.delimiter, born_of(case), by.today)
    return read_once(way_of(sent.digest, sent.file_name, agency.key, asked))


def read_ahead(case: Case, said: ImportChronology, *, by: Actor) -> None:
    """Read the file before the transaction, which then finds it read, or finds its sentence."""
    if (sent := upload(by.id, said.file)) is not None:
        with suppress(CannotRead):
            _read(case, said, sent, agency_of(case, said.agency), by)


@act(by=WRITES, when=LEARNING, ahead=read_ahead)
def import_chronology(case: Case, said: ImportChronology, *, by: Actor, on: date) -> Done | Refusal:
    """Import a chronology.

    Every row of the file becomes an entry; nothing is dropped. The file itself is kept, and each entry says
    which row it was. Of a newer file, rows are found again: comments, marks and findings stay with their entries.
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
        read = _read(case, said, sent, agency, by)
    except CannotRead as why:
        return Refusal(str(why), "Nothing was imported.", field="file")
    part_of(case, agency, on)
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
        submitted_on=seen_from(by, case, agency, on),
    )
    Reading.rows.create(
        document=document,
        columns=read.columns,
        chosen={one.heading: one.means for one in said.columns},
        encoding=read.reading.encoding,
        delimiter=read.reading.delimiter,
        answers={one.question: one.answer for one in said.answers},
    )
    against = set_against(case, agency, read.rows)
    if not said.replaces:
        _enter(against.after, document)
        return Done(_sentence(len(against.after)), made=document)
    not_taken = frozenset(said.not_taken)
    if said.its_days_only:
        not_taken |= {f"removed:{against.before[index].key}" for index in against.outside()}
    return Done(_take(case, against, document, not_taken, on), made=document)


def _enter(rows: list[Entry], document: Document) -> None:
    """Store rows as new entries of a file."""
    number = next_number(Entry, document.case)
    for index, row in enumerate(rows):
        row.number, row.document, row.made_on = number + index, document, document.made_on
        row.on_behalf_of, row.submitted_on = document.on_behalf_of, document.submitted_on
    Entry.rows.bulk_create(rows, batch_size=BATCH)


def _take(case: Case, against: Against, document: Document, not_taken: Collection[str], on: date) -> str:
    """Take over what a newer file changes, save what was chosen to be left as it was. Says what was done."""
    same, changed = [], []
    added = [against.after[i] for i in against.comparison.added]
    removed = [against.before[i] for i in against.comparison.removed]
    for one in against.comparison.kept:
        entry, row = against.before[one.before], against.after[one.after]
        if one.changed and f"apart:{entry.key}" in not_taken:
            removed.append(entry)
            added.append(row)
            continue
        if one.changed and f"changed:{entry.key}" in not_taken:
            continue
        entry.document, entry.source_row, entry.gone_from = document, row.source_row, None
        entry.place, entry.sequence = row.place, row.sequence
        if one.changed and set(one.changed) != {"sequence"}:
            changed.append((entry, row))
        else:
            same.append(entry)
    _note(case, changed, document, on)
    for entry, row in changed:
        for name in (*TYPED, *UNDERSTOOD):
            setattr(entry, name, getattr(row, name))
        entry.version += 1
    fields = [*TYPED, *UNDERSTOOD, "version", "document", "source_row", "place", "gone_from"]
    Entry.rows.bulk_update([*same, *(entry for entry, _ in changed)], fields, batch_size=BATCH)
    added.sort(key=lambda row: row.source_row or 0)
    added = [row for row in added if f"added:{row.source_row}" not in not_taken]
    _enter(added, document)
    removed = [entry for entry in removed if f"removed:{entry.key}" not in not_taken]
    held = resting(removed)
    kept = [entry.pk for entry in removed if entry.pk in held]
    gone = [entry.pk for entry in removed if entry.pk not in held]
    Entry.rows.filter(pk__in=kept).update(gone_from=document)
    Entry.rows.filter(pk__in=gone).update(
        withdrawn_on=on, withdrawn_because="Not in the newer file of the agency"
    )
    return _sentence(len(added), len(same), len(changed), len(gone), len(kept))


def _note(case: Case, changed: list[tuple[Entry, Entry]], document: Document, on: date) -> None:
    """Keep the words before of entries that others may have read: those that were submitted."""
    number = next_number(Correction, case)
    rows: list[Correction] = []
    for entry, row in changed:
        for name, label in Entry.CORRECTABLE.items():
            was, now = getattr(entry, name), getattr(row, name)
            if entry.submitted_on is not None and was != now:
                rows.append(
                    Correction(
                        case=case,
                        number=number + len(rows),
                        made_on=on,
                        thing=f"{Entry.KIND}:{entry.key}",
                        label=label,
                        was=was,
                        now=now,
                        because=f"{NEWER_FILE}, {document.key}",
                    )
                )
    Correction.rows.bulk_create(rows, batch_size=BATCH)


def _sentence(fresh: int, same: int = 0, changed: int = 0, gone: int = 0, kept: int = 0) -> str:
    """What an import did, in a sentence without a name.

    >>> _sentence(2), _sentence(0, 3, 1)
    ('2 entries were imported from a file.', '0 entries were imported from a file; 3 were there already; 1 was changed.')
    """
    said = [f"{fresh} {_was(fresh, 'entry was', 'entries were')} imported from a file"]
    for count, words in (
        (same, "there already"),
        (changed, "changed"),
        (gone, "withdrawn, not being in it any more"),
        (kept, "no longer in it and kept, because something rests on it"),
    ):
        if count:
            said.append(f"{count} {_was(count, 'was', 'were')} {words}")
    return "; ".join(said) + "."


def _was(count: int, one: str, many: str) -> str:
    return one if count == 1 else many
