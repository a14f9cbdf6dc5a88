"""A newer file of an agency set against what stands: which entry each row is, and what would change. Nothing is written here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from casereview.cases.acts.corrections import IN_USE
from casereview.cases.models import Case, Child, Correction
from casereview.evidence.asrows import row_of
from casereview.evidence.chronology.remembering import Comparison, Kept, changes, compared
from casereview.evidence.imports import SourceRow
from casereview.evidence.models import AgencyQuestion, Comment, Entry, Pairing, Reading, Significance, Tag
from casereview.names.models import RegisterPerson
from casereview.people.models import Agency
from casereview.people.references import as_one

TYPED: tuple[str, ...] = (
    "date_text",
    "time_text",
    "source",
    "event",
    "professional",
    "child_seen",
    "comment",
    "other",
)
"""What of an entry the agency typed: what a newer file can change."""
SAME = 3
"""So many rows that are there word for word are no chance: added to what stands, they would stand twice."""
PART = 5
"""A file that leaves a fifth of what stands outside its days is likely to be a part, not a whole."""
NEWER_FILE = "The agency's newer file"
"""How the reason begins of a correction that a newer file made."""
STAYS = ("source", "professional", "child_seen", "comment")
"""What an entry keeps in a field of its own, and keeps where a newer file has no column for it."""
CELLS = {
    "date": "the date",
    "time": "the time",
    "sequence": "the number",
    "source": "the source",
    "event": "what happened",
    "other": "further columns",
}


@dataclass(frozen=True, slots=True)
class Against:
    """A file's rows set against the agency's imported entries.

    Attributes:
        before: the entries that stand, in their order; after: the file's rows as entries not yet stored.
        comparison: which is which, by the place in these two lists.
        without: headings of the earlier file that this one does not have at all. What stood under them stays.
    """

    before: list[Entry]
    after: list[Entry]
    comparison: Comparison
    without: tuple[str, ...] = ()

    @property
    def looks_newer(self) -> bool:
        """Whether the file seems to be a newer version of what stands: most of it is found again, or some of it word for word."""
        sure = [one for one in self.comparison.kept if one.sure]
        same = sum(1 for one in sure if not one.changed)
        return bool(self.before) and (len(sure) * 2 >= min(len(self.before), len(self.after)) or same >= SAME)

    @property
    def looks_a_part(self) -> bool:
        """Whether the file seems to be a newer version of a part alone: much of what stands lies outside its days."""
        return self.looks_newer and len(self.outside()) * PART >= len(self.before)

    def days(self) -> tuple[date, date] | None:
        """The first and the last day of which the file tells."""
        days = [day for row in self.after for day in (row.earliest, row.latest) if day]
        return (min(days), max(days)) if days else None

    def outside(self) -> list[int]:
        """Of the entries that the file does not have, those of no day between its first and its last, by their index."""
        days = self.days()
        return [index for index in self.comparison.removed if not _within(self.before[index], days)]

    def retyped(self, one: Kept) -> bool:
        """Whether a row is the same but for its number in the file, or for how its day is typed: the day is understood alike."""
        before, after = self.before[one.before], self.after[one.after]
        day = all(
            getattr(before, name) == getattr(after, name) for name in ("earliest", "latest", "certainty")
        )
        return bool(one.changed) and set(one.changed) <= ({"sequence", "date"} if day else {"sequence"})


def _within(entry: Entry, days: tuple[date, date] | None) -> bool:
    first, last = entry.earliest or entry.latest, entry.latest or entry.earliest
    return (
        days is not None and first is not None and last is not None and first <= days[1] and last >= days[0]
    )


def set_against(case: Case, agency: Agency, rows: Sequence[SourceRow]) -> Against:
    """Match a file's rows to the entries that this agency sent by file before, row by row.

    Entries typed in pages are no file's, and a newer file never touches them.
    """
    before = list(
        Entry.rows.filter(
            case=case, agency__in=as_one([agency.pk]), document__isnull=False, withdrawn_on=None
        )
        .select_related("agency")
        .order_by("document__number", "source_row", "number")
    )
    after = [
        Entry(case=case, number=index + 1, agency=agency, source_row=row.source_row, **row.as_entry())
        for index, row in enumerate(rows)
    ]
    old, new = ([row_of(entry) for entry in several] for several in (before, after))
    comparison = compared(old, new, _held_of_alike(before))
    without = _columns_gone(before, rows[0].columns if rows else {})
    if not without:
        return Against(before, after, comparison)
    held = tuple(_with_columns(one, before, after, without) for one in comparison.kept)
    return Against(before, after, replace(comparison, kept=held), tuple(without))


def _columns_gone(entries: Sequence[Entry], columns: Mapping[str, str]) -> dict[str, str]:
    """Of the headings of the files that entries came with, those that held words and for which the newer file has no column."""
    keys = {entry.document_id for entry in entries}
    before: dict[str, str] = {}
    for one in Reading.rows.filter(document__in=keys).values_list("columns", flat=True):
        before |= one
    held = {heading for entry in entries for heading, text in entry.other.items() if text}
    return {
        heading: means
        for heading, means in before.items()
        if heading not in columns
        and (
            heading in held
            or (means in STAYS and means not in columns.values() and any(getattr(e, means) for e in entries))
        )
    }


def _with_columns(one: Kept, before: list[Entry], after: list[Entry], without: Mapping[str, str]) -> Kept:
    """A row found again, with what stood under the headings that the newer file does not have, unless it stands under another."""
    entry, row = before[one.before], after[one.after]
    there = {text for text in row.other.values() if text}
    for heading, means in without.items():
        text = entry.other.get(heading, "")
        if text and heading not in row.other and text not in there:
            row.other = {**row.other, heading: text}
        if means in STAYS and not getattr(row, means):
            setattr(row, means, getattr(entry, means))
    return replace(one, changed=changes(row_of(entry), row_of(row)))


def _held_of_alike(entries: Sequence[Entry]) -> list[int]:
    """Of entries that say the very same, those on which something rests, by their index."""
    often = Counter((entry.event, entry.earliest, entry.latest) for entry in entries)
    alike = [index for index, one in enumerate(entries) if often[one.event, one.earliest, one.latest] > 1]
    held = resting([entries[index] for index in alike])
    return [index for index in alike if entries[index].pk in held]


def undone(case: Case, entries: Sequence[Entry], rows: Sequence[Entry]) -> set[int]:
    """Which of these entries were corrected here since, so that a file has the words from before: by their number in the store.

    Args:
        rows: what the file has in the place of each.
    """
    found: set[int] = set()
    by_thing = {f"{Entry.KIND}:{entry.key}": (entry, row) for entry, row in zip(entries, rows, strict=True)}
    fields = {label: name for name, label in Entry.CORRECTABLE.items()}
    said = Correction.rows.filter(case=case, thing__in=by_thing).exclude(because__startswith=NEWER_FILE)
    for one in said:
        entry, row = by_thing[one.thing]
        name = fields.get(one.label)
        if name and getattr(entry, name) == one.now and getattr(row, name) == one.was:
            found.add(entry.pk)
    return found


def resting(entries: Sequence[Entry]) -> dict[int, str]:
    """Why an entry cannot simply go: something rests on it, or somebody said something of it. By its number in the store."""
    keys = [entry.pk for entry in entries]
    held: dict[int, str] = {}
    for table, word in (
        (Comment, "Somebody commented on it."),
        (Significance, "It is marked as significant."),
        (Tag, "It is tagged with a theme."),
        (AgencyQuestion, "A question was asked about it."),
    ):
        rows = table.rows.filter(entry__in=keys, withdrawn_on=None)
        held |= dict.fromkeys(rows.values_list("entry", flat=True), word)
    for side in ("first", "second"):
        rows = Pairing.rows.filter(**{f"{side}__in": keys}, withdrawn_on=None)
        held |= dict.fromkeys(rows.values_list(side, flat=True), "It was judged with another account.")
    rests = IN_USE.get(Entry.KIND, lambda _: None)
    for entry in entries:
        if why := rests(entry):
            held[entry.pk] = why if isinstance(why, str) else why.because
    return held


def told(against: Against, *, own: bool = False) -> dict[str, list[dict[str, Any]]]:
    """What a newer file changes, in words: rows added, removed, changed. Each with the key by which it can be left out.

    Args:
        own: the reader is the agency itself, which is not told what the panel made of its entries.
    """
    found = against.comparison
    held = resting([against.before[index] for index in found.removed])
    outside = set(against.outside())
    changed = [one for one in found.changed if not against.retyped(one)]
    before, after = (
        [against.before[one.before] for one in changed],
        [against.after[one.after] for one in changed],
    )
    back = undone(before[0].case, before, after) if before else set()
    return {
        "changed": [
            {
                "key": f"changed:{entry.key}",
                "apart": f"apart:{entry.key}",
                "entry": entry.key,
                "cells": [CELLS[what] for what in one.changed],
                "sure": one.sure,
                "undone": entry.pk in back,
                "was": _words(entry),
                "now": _words(row),
            }
            for one, entry, row in zip(changed, before, after, strict=True)
        ],
        "added": [
            {"key": f"added:{against.after[index].source_row}", "now": _words(against.after[index])}
            for index in found.added
        ],
        "removed": [
            {
                "key": f"removed:{against.before[index].key}",
                "entry": against.before[index].key,
                "was": _words(against.before[index]),
                "held": _why_held(held.get(against.before[index].pk, ""), own=own),
                "outside": index in outside,
            }
            for index in found.removed
        ],
    }


def _why_held(why: str, *, own: bool) -> str:
    return "The review has used it." if why and own else why


def _words(entry: Entry) -> dict[str, str]:
    other = "; ".join(f"{name}: {text}" for name, text in entry.other.items())
    return {
        "date": " ".join(part for part in (entry.date_text, entry.time_text) if part),
        "event": entry.event,
        "source": entry.source,
        "further": "; ".join(p for p in (entry.professional, entry.child_seen, entry.comment, other) if p),
    }


@dataclass(frozen=True, slots=True)
class Known:
    """What people said of an agency's files before: what its headings mean, and what its dates leave open."""

    columns: Mapping[str, str]
    answers: Mapping[str, str]


def remembered(agency: Agency) -> Known:
    """What is remembered of an agency's files: the newest word on each heading and on each question."""
    rows = Reading.rows.filter(document__agency__in=as_one([agency.pk])).order_by("document__made_on", "pk")
    columns: dict[str, str] = {}
    answers: dict[str, str] = {}
    for chosen, said in rows.values_list("chosen", "answers"):
        columns |= chosen
        answers |= said
    return Known(columns, answers)


def born_of(case: Case) -> date | None:
    """The day of birth of the eldest child of a case, where it is known: nothing of theirs is before it."""
    people = Child.rows.filter(case=case, withdrawn_on=None).values("person")
    rows = RegisterPerson.rows.filter(pk__in=people, date_of_birth__isnull=False)
    found: date | None = rows.order_by("date_of_birth").values_list("date_of_birth", flat=True).first()
    return found
