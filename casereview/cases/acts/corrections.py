"""Every act has its correction. Nothing is deleted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal

from django.db import models
from pydantic import Field

from casereview.access.policy import Actor, reach
from casereview.access.roles import ANY_PHASE, OPEN, Role
from casereview.acts.payload import Day, Labels, Line, Long, Payload, Ref, Seen, Text, Words
from casereview.acts.references import REFERABLE
from casereview.acts.registry import AccessDenied, Done, Notice, Refusal, act
from casereview.acts.tables import KINDS, CaseRow, find, new
from casereview.cases.models import Case, Correction, Referral
from casereview.cases.reminders import clock_reminders
from casereview.papers.blocks import day

IN_USE: dict[str, Callable[[Any], str | Refusal | None]] = {}
"""For each kind of thing, what says that something rests on it, so that it cannot be withdrawn: a sentence, or None.

A whole refusal, where what rests on it cannot be withdrawn first and something else clears the way."""
SETTLES: dict[str, Callable[[Any], None]] = {}
"""For each kind of thing, what works out anew what follows from it, once it was withdrawn or corrected."""

MUST_HOLD: dict[str, Callable[[Any, str, Any], Refusal | None]] = {}
"""For each kind of thing, what must hold of a part once it is corrected: called with the thing, the part and its new value."""

OWN_SIDE: dict[str, Callable[[Any], int | None]] = {}
"""For each kind of thing that has a wall: the number of the agency that alone can read it now, or None."""

READ_BY: dict[str, Callable[[Actor, Case, set[str]], set[str]]] = {}
"""For each kind of thing that some of the panel may read and others may not: which of these, by their keys, somebody may."""

CORRECTORS = frozenset(
    {
        Role.MANAGER,
        Role.CHAIR,
        Role.LEAD,
        Role.AUTHOR,
        Role.AGENCY_LEAD,
        Role.REPORT_WRITER,
        Role.LEARNING_GROUP,
        Role.ACTION_OWNER,
        Role.GATE_SIGNER,
    }
)
COMMON = ("case", "number", "version", "made_on", "withdrawn_on", "withdrawn_because")


def thing_of(case: Case, name: str, by: Actor) -> CaseRow:
    """The thing that "finding:F3" names, if this person keeps things of its kind here.

    Raises:
        AccessDenied: it is not theirs to correct; an agency's people keep their own agency's things alone.
    """
    kind, _, key = name.partition(":")
    row = find(KINDS[kind], case, key)
    keepers = KINDS[kind].KEEPERS & CORRECTORS
    if case.place not in (within := reach(by, keepers)):
        raise AccessDenied("There is nothing here.")
    if not within.whole(case.place) and getattr(row, "agency_id", None) not in within.agencies_in(case.pk):
        raise AccessDenied("There is nothing here.")
    if row.withdrawn_on is None and kind in REFERABLE and REFERABLE[kind].unknown(case, by, {key}):
        raise AccessDenied("There is nothing here.")  # it stands on the other side of the wall
    return row


class Withdraw(Payload):
    """What is withdrawn, and why."""

    thing: Annotated[str, Ref("thing")] = Field(
        title="What do you withdraw?", description="Its kind and key, for example finding:F3."
    )
    because: Words = Field(title="Why?")


@act(by=CORRECTORS, when=ANY_PHASE)
def withdraw(case: Case, said: Withdraw, *, by: Actor, on: date) -> Done | Refusal:
    """Withdraw something.

    It stays on record with your reason, and no longer counts. Something on which other things rest cannot be withdrawn.
    """
    row = thing_of(case, said.thing, by)
    if refusal := _rests(row):
        return refusal
    _take_out(row, on, said.because)
    return Done(
        f"{row.KIND.replace('-', ' ').capitalize()} {row.key} was withdrawn, with its reason.",
        made=row,
        notices=_reminders(row, case, on),
    )


MOVES_CLOCKS = {"notification", "telling", "clock-extension"}
"""Kinds of which a correction can start, move or end a clock."""


def _reminders(row: CaseRow, case: Case, on: date) -> tuple[Notice, ...]:
    return clock_reminders(case, on) if row.KIND in MOVES_CLOCKS else ()


def _rests(row: CaseRow) -> Refusal | None:
    if row.withdrawn_on is not None:
        return Refusal("This was withdrawn already.", "There is nothing to do.", field="thing")
    why = IN_USE.get(row.KIND, lambda _: None)(row)
    if isinstance(why, Refusal):
        return why
    if why:
        return Refusal(
            why, "Withdraw that first, or correct this with a reason.", field="thing", clears="correct"
        )
    return None


def _take_out(row: CaseRow, on: date, because: str) -> None:
    type(row).rows.filter(pk=row.pk).update(
        withdrawn_on=on, withdrawn_because=because, version=row.version + 1
    )
    _settled(row)


def _settled(row: CaseRow) -> None:
    """What follows from a thing is worked out anew, so that a verification withdrawn takes its action out of place."""
    if settle := SETTLES.get(row.KIND):
        settle(type(row).rows.get(pk=row.pk))


class Correct(Payload):
    """What is corrected to what, and why."""

    thing: Annotated[str, Ref("thing")] = Field(
        title="What do you correct?", description="Its kind and key, for example finding:F3."
    )
    field: Line = Field(title="Which part of it?")
    now: Annotated[Text, Long()] = Field("", title="What should it say?", max_length=60_000)
    because: Words = Field(title="Why?")
    seen: Seen


@act(by=CORRECTORS, when=OPEN)
def correct(case: Case, said: Correct, *, by: Actor, on: date) -> Done | Refusal:
    """Correct something, with the reason.

    The words before stay on record beside the new ones.
    """
    row = thing_of(case, said.thing, by)
    if said.field not in row.CORRECTABLE:
        choices = ", ".join(f"{name} ({label})" for name, label in row.CORRECTABLE.items()) or "nothing"
        return Refusal("This part cannot be corrected.", f"What can be: {choices}.", field="field")
    if row.withdrawn_on is not None:
        return Refusal("This was withdrawn.", "Record it anew.", field="thing")
    before = getattr(row, said.field)
    if said.seen != row.version:
        return Refusal(
            "Somebody has changed this since you saw it.",
            "Read both texts, then correct it again.",
            field="now",
            theirs=_in_words(before),
        )
    value = _read(row, said.field, said.now)
    if isinstance(value, Refusal):
        return value
    if (holds := MUST_HOLD.get(row.KIND)) and (refusal := holds(row, said.field, value)):
        return refusal
    new(
        Correction,
        case,
        made_on=on,
        thing=said.thing,
        label=row.CORRECTABLE[said.field],
        was="" if before is None else str(before),
        now=said.now,
        because=said.because,
        agency_id=OWN_SIDE.get(row.KIND, lambda _: None)(row),
    )
    type(row).rows.filter(pk=row.pk).update(**{said.field: value, "version": row.version + 1})
    _settled(row)
    return Done(
        f"{row.KIND.replace('-', ' ').capitalize()} {row.key} was corrected, with the reason.",
        made=row,
        notices=_reminders(row, case, on),
    )


def _in_words(value: Any) -> str:
    """What stands now, as somebody reads it who has to bring two texts together."""
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return day(value) if value is None or isinstance(value, date) else str(value)


def _read(row: CaseRow, field: str, now: str) -> Any:
    column = row._meta.get_field(field)
    if isinstance(column, models.DateField):
        if not now.strip():
            return (
                None if column.null else Refusal("This day cannot be left out.", "Give a day.", field="now")
            )
        try:
            return date.fromisoformat(now.strip())
        except ValueError:
            return Refusal(
                "There is no such day.",
                "Give one that exists, such as 27 3 2014 (from a program, 2014-03-27).",
                field="now",
            )
    if isinstance(column, models.JSONField):
        return [line.strip() for line in now.split("\n") if line.strip()]
    if not now.strip():
        return Refusal("The new words are blank.", "Write them, or withdraw the thing.", field="now")
    if (limit := getattr(column, "max_length", None)) and len(now) > limit:
        return Refusal(f"This is longer than {limit} characters.", "Shorten it.", field="now")
    return now


class WrongCase(Withdraw):
    """Something that belongs to another case."""

    belongs_to: Line = Field(title="Code of the case to which it belongs")


@act(by={Role.MANAGER}, when=OPEN)
def wrong_case(case: Case, said: WrongCase, *, by: Actor, on: date) -> Done | Refusal:
    """Move something that was put into the wrong case.

    It is withdrawn here, with your reason, and put into the case to which it belongs.
    """
    row = thing_of(case, said.thing, by)
    other = (
        Case.rows.filter(board=case.board_id, code=said.belongs_to.strip().upper())
        .exclude(pk=case.pk)
        .first()
    )
    if other is None or not by.holds(Role.MANAGER, other.place):
        return Refusal("There is no such other case at this board.", "Check the code.", field="belongs_to")
    if refusal := _rests(row):
        return refusal
    if tied := _tied(row):
        return Refusal(
            f"This hangs on a {tied} of this case.",
            "Withdraw it here and enter it in the other case.",
            field="thing",
        )
    fields = {
        f.name: getattr(row, f.name)
        for f in row._meta.concrete_fields
        if not f.primary_key and f.name not in COMMON
    }
    moved = new(type(row), other.locked(), made_on=on, **fields)
    _take_out(row, on, said.because)
    return Done(
        f"{row.KIND.replace('-', ' ').capitalize()} {row.key} was moved to the case where it belongs.",
        made=moved,
    )


def _tied(row: CaseRow) -> str | None:
    for column in row._meta.concrete_fields:
        table = column.related_model
        if (
            isinstance(table, type)
            and issubclass(table, CaseRow)
            and getattr(row, column.attname) is not None
        ):
            return table.KIND.replace("-", " ")
    return None


class MoveOut(Payload):
    """A complaint or a disciplinary matter that was typed into a review."""

    thing: Annotated[str, Ref("thing")] = Field(
        title="What is moved out?", description="Its kind and key, for example entry:E12."
    )
    matter: Annotated[
        Literal["complaint", "disciplinary"],
        Labels((("complaint", "A complaint or grievance"), ("disciplinary", "A disciplinary matter"))),
    ] = Field(title="What is it?")
    referred_to: Line = Field(title="Where was it referred?", description="An office, not a name.")
    referred_on: Day = Field(title="On which day?")


@act(by={Role.MANAGER, Role.LEAD}, when=OPEN)
def move_out(case: Case, said: MoveOut, *, by: Actor, on: date) -> Done | Refusal:
    """Move a complaint or disciplinary matter out of the review.

    A review is not a disciplinary process or a grievance hearing. The matter is taken out of the review's evidence, and it is
    recorded where it was referred.
    """
    row = thing_of(case, said.thing, by)
    if refusal := _rests(row):
        return refusal
    if said.referred_on > on:
        return Refusal("The referral is in the future.", "Refer it first.", field="referred_on")
    new(Referral, case, made_on=on, **said.model_dump())
    _take_out(row, on, f"A {said.matter} matter, moved out of the review")
    return Done("A matter that is not the review's was moved out of it.", made=row)
