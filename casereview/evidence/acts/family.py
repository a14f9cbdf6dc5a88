"""The family and the household as they are drawn: who is whose child, whose partner, and who lived where."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from casereview.access.policy import Actor
from casereview.access.roles import LEARNING
from casereview.acts.payload import Labels, Line, OptionalLine, Payload, Ref
from casereview.acts.registry import Done, Refusal, act
from casereview.acts.tables import find, new
from casereview.cases.acts.corrections import MUST_HOLD
from casereview.cases.models import Case
from casereview.evidence.acts.panel import JUDGES
from casereview.evidence.families import STILL, read_days, upward
from casereview.evidence.models import Described, Parentage, Partnership, Residence
from casereview.evidence.models.family import DIED, SEXES, SURE, TOGETHER
from casereview.names.models import RegisterPerson
from casereview.names.queries import names_in

Somebody = Annotated[str, Ref("register-person")]
Sure = Annotated[
    Literal["sure", "in-doubt"],
    Labels((("sure", "Sure"), ("in-doubt", "In doubt, or accounts differ"))),
]
OptionalDay = Annotated[OptionalLine, Field(max_length=100)]
Source = Annotated[OptionalLine, Field(max_length=300)]
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.IGNORECASE)
STREET = re.compile(
    r"\b\d+\w?\s+\w+|\b(?:street|road|avenue|lane|close|crescent|terrace|drive)\b", re.IGNORECASE
)
AS_TYPED = "As your records have it: 20/3/13, August 2013, about 2012. Leave it blank if it is not known."


class DescribePerson(Payload):
    """How somebody is drawn."""

    person: Somebody = Field(title="Who?", description="By the name that they are given outside.")
    sex: Annotated[
        Literal["not-known", "female", "male", "other"],
        Labels(
            (
                ("female", "Female"),
                ("male", "Male"),
                ("other", "Neither of these"),
                ("not-known", "Not known"),
            )
        ),
    ] = Field(title="Sex")
    died: Annotated[
        Literal["not-known", "no", "yes"],
        Labels((("no", "No"), ("yes", "Yes"), ("not-known", "Not known"))),
    ] = Field(title="Have they died?")
    died_text: OptionalDay = Field("", title="If so, when?", description=AS_TYPED)


@act(by=JUDGES, when=LEARNING)
def describe_person(case: Case, said: DescribePerson, *, by: Actor, on: date) -> Done | Refusal:
    """Say how somebody is drawn in the genogram.

    Their sex, and whether they have died. The names stay in the register; the picture carries the names given outside.
    """
    person = find(RegisterPerson, case, said.person)
    if before := Described.rows.filter(person=person, withdrawn_on=None).first():
        return Refusal(
            f"This person is described already, as {before.key}.",
            "Correct that with a reason.",
            field="person",
            clears="correct",
        )
    if said.died_text.strip() and said.died != "yes":
        return Refusal(
            "A day of death is given for somebody of whom it is not said that they died.",
            "Say that they died, or leave the day out.",
            field="died",
        )
    if refusal := _readable(said.died_text, "died_text", on):
        return refusal
    row = new(
        Described,
        case,
        made_on=on,
        person=person,
        sex=said.sex,
        died=said.died,
        died_text=said.died_text.strip(),
    )
    return Done("It was said how somebody is drawn in the genogram.", made=row)


class RecordParent(Payload):
    """Whose child somebody is."""

    child: Somebody = Field(title="Whose parent do you record?")
    parent: Somebody = Field(title="Who is the parent?")
    sure: Sure = Field("sure", title="How sure is that?")
    source: Source = Field("", title="What says so?", description="Which record or entry.")


@act(by=JUDGES, when=LEARNING)
def record_parent(case: Case, said: RecordParent, *, by: Actor, on: date) -> Done | Refusal:
    """Record whose child somebody is.

    One parent at a time. A parent who is in doubt is drawn with a dashed line.
    """
    parent, child = (find(RegisterPerson, case, key) for key in (said.parent, said.child))
    if parent.pk == child.pk:
        return Refusal("Nobody is their own parent.", "Choose two people.", field="parent")
    known = list(Parentage.rows.filter(case=case, withdrawn_on=None).values_list("parent", "child"))
    if (parent.pk, child.pk) in known:
        return Refusal(
            "This is recorded already.",
            "Correct it with a reason, or withdraw it.",
            field="parent",
            clears="correct",
        )
    if child.pk in upward(parent.pk, known):
        return Refusal(
            "Then somebody would be their own ancestor.",
            "Perhaps parent and child are the wrong way round.",
            field="parent",
        )
    row = new(
        Parentage, case, made_on=on, parent=parent, child=child, sure=said.sure, source=said.source.strip()
    )
    return Done("It was recorded whose child somebody is.", made=row)


class RecordPartners(Payload):
    """Who was whose partner, and when."""

    one: Somebody = Field(title="Who?")
    other: Somebody = Field(title="Whose partner?")
    from_text: OptionalDay = Field("", title="From", description=AS_TYPED)
    to_text: OptionalDay = Field("", title="To", description=AS_TYPED)
    state: Annotated[
        Literal["not-known", "together", "ended"],
        Labels(
            (
                ("together", "They were together at the time of the incident"),
                ("ended", "It had ended"),
                ("not-known", "Not known"),
            )
        ),
    ] = Field(title="Had it ended?")
    sure: Sure = Field("sure", title="How sure is that?")
    source: Source = Field("", title="What says so?", description="Which record or entry.")


@act(by=JUDGES, when=LEARNING)
def record_partners(case: Case, said: RecordPartners, *, by: Actor, on: date) -> Done | Refusal:
    """Record that two people were partners.

    With the days as your records have them. One that had ended is drawn with two strokes through its line.
    """
    one, other = (find(RegisterPerson, case, key) for key in (said.one, said.other))
    if one.pk == other.pk:
        return Refusal("Nobody is their own partner.", "Choose two people.", field="other")
    if said.to_text.strip() and said.state == "together":
        return Refusal(
            "A last day is given for a partnership that had not ended.",
            "Say that it had ended, or leave the day out.",
            field="state",
        )
    if refusal := _span(said.from_text, said.to_text, on):
        return refusal
    row = new(
        Partnership,
        case,
        made_on=on,
        one=one,
        other=other,
        from_text=said.from_text.strip(),
        to_text=said.to_text.strip(),
        state=said.state,
        sure=said.sure,
        source=said.source.strip(),
    )
    return Done("It was recorded that two people were partners.", made=row)


class RecordHome(Payload):
    """Who lived where, and when."""

    person: Somebody = Field(title="Who?")
    place: Line = Field(
        title="Where did they live?",
        max_length=40,
        description="A code for the home, such as Home A or Hostel 1. Never an address.",
    )
    from_text: OptionalDay = Field("", title="From", description=AS_TYPED)
    to_text: OptionalDay = Field(
        "",
        title="To",
        description=f"As your records have it, or “{STILL}”. Leave it blank if it is not known.",
    )
    sure: Sure = Field("sure", title="How sure is that?")
    source: Source = Field("", title="What says so?", description="Which record or entry.")


@act(by=JUDGES, when=LEARNING)
def record_home(case: Case, said: RecordHome, *, by: Actor, on: date) -> Done | Refusal:
    """Record where somebody lived.

    Each home has a code; the strip shows who lived together, and when. A day that is not known stays unknown.
    """
    person = find(RegisterPerson, case, said.person)
    if refusal := _no_address(case, said.place, "place"):
        return refusal
    if refusal := _span(said.from_text, said.to_text, on):
        return refusal
    row = new(
        Residence,
        case,
        made_on=on,
        person=person,
        place=said.place.strip(),
        from_text=said.from_text.strip(),
        to_text=said.to_text.strip(),
        sure=said.sure,
        source=said.source.strip(),
    )
    return Done("It was recorded where somebody lived.", made=row)


def _no_address(case: Case, place: str, field: str) -> Refusal | None:
    if POSTCODE.search(place) or STREET.search(place):
        return Refusal("This reads like an address.", "Give the home a code, such as Home A.", field=field)
    if names_in(case).outside(place).text != place:
        return Refusal(
            "A name of the register stands in this.", "Give the home a code, such as Home A.", field=field
        )
    return None


def _readable(text: str, field: str, on: date) -> Refusal | None:
    """A day that is typed must be one that can be read; a blank one is not known."""
    if not text.strip() or text.strip().casefold() == STILL:
        return None
    first, last = read_days(text)
    if first is None and last is None:
        return Refusal(
            "No day could be read in this.",
            "Write it as 20/3/13, August 2013 or about 2012, or leave it blank if it is not known.",
            field=field,
        )
    if first is not None and first > on:
        return Refusal("This day is still to come.", "Check the year.", field=field)
    return None


def _span(first: str, last: str, on: date) -> Refusal | None:
    for text, field in ((first, "from_text"), (last, "to_text")):
        if refusal := _readable(text, field, on):
            return refusal
    begin, end = read_days(first)[0], read_days(last)[1]
    if begin is not None and end is not None and end < begin:
        return Refusal("It would end before it began.", "Check the two days.", field="to_text")
    return None


CLOSED: dict[str, tuple[str, ...]] = {"sex": SEXES, "died": DIED, "sure": SURE, "state": TOGETHER}


def _holds(row: Any, field: str, value: Any) -> Refusal | None:
    """What must hold of a part of the family once it is corrected."""
    if field in CLOSED and value not in CLOSED[field]:
        return Refusal("This is not one of the answers.", f"Write {' or '.join(CLOSED[field])}.", field="now")
    if field == "place":
        return _no_address(row.case, value, "now")
    if field.endswith("_text"):
        if refusal := _readable(value, "now", date.max):
            return refusal
        spans = {
            "from_text": (value, getattr(row, "to_text", "")),
            "to_text": (getattr(row, "from_text", ""), value),
        }
        if field in spans and (refusal := _span(*spans[field], date.max)):
            return Refusal(refusal.because, refusal.cleared_by, field="now")
    return None


for kind in (Described, Parentage, Partnership, Residence):
    MUST_HOLD[kind.KIND] = _holds
