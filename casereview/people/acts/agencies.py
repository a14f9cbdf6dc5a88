"""The board's partners: added, renamed, merged."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.utils.text import slugify
from pydantic import Field

from casereview.access.policy import Actor
from casereview.access.roles import Role
from casereview.acts.payload import Line, Payload, Ref, Words
from casereview.acts.registry import Done, Refusal, act
from casereview.people.models import Agency, Board
from casereview.people.references import agency_of

RUNS = frozenset({Role.MANAGER, Role.CHAIR})


class AddAgency(Payload):
    """A partner of the board."""

    name: Line = Field(title="What is the agency called?", max_length=200)


@act(by=RUNS)
def add_agency(board: Board, said: AddAgency, *, by: Actor, on: date) -> Done | Refusal:
    """Add an agency.

    A partner of the board: police, a health trust, a school.
    """
    key = slugify(said.name)[:60]
    if not key or Agency.rows.filter(board=board, key=key).exists():
        return Refusal(
            "There is an agency with this name already.",
            "Use that one, or write the name in full.",
            field="name",
        )
    Agency.rows.create(board=board, key=key, name=said.name)
    return Done("An agency was added.", made=key)


class MergeAgency(Payload):
    """Which agency goes on in which."""

    agency: Annotated[str, Ref("agency")] = Field(title="Which agency ends?")
    into: Annotated[str, Ref("agency")] = Field(title="In which does it go on?")


@act(by=RUNS)
def merge_agency(board: Board, said: MergeAgency, *, by: Actor, on: date) -> Done | Refusal:
    """Record that an agency has merged into another.

    Its cases, reports and actions stay as they are; what comes next goes to its successor.
    """
    ends, into = agency_of(board, said.agency), agency_of(board, said.into)
    if ends.pk == into.pk:
        return Refusal("An agency cannot merge into itself.", "Choose another.", field="into")
    ends.merged_into = into
    ends.save()
    Agency.rows.filter(merged_into=ends).update(merged_into=into)
    return Done("An agency merged into another; its cases stay.")


class RenameAgency(Payload):
    """What an agency is called now."""

    agency: Annotated[str, Ref("agency")] = Field(title="Which agency?")
    name: Line = Field(title="What is it called now?", max_length=200)
    because: Words = Field(title="Why?", description="A slip of the pen, or a new name from which day.")


@act(by=RUNS)
def rename_agency(board: Board, said: RenameAgency, *, by: Actor, on: date) -> Done | Refusal:
    """Rename an agency.

    A slip of the pen is mended, or it has a new name. Its cases stay with it.
    """
    agency = agency_of(board, said.agency)
    if Agency.rows.filter(board=board, name__iexact=said.name.strip()).exclude(pk=agency.pk).exists():
        return Refusal("Another agency has this name.", "Write the name in full.", field="name")
    agency.name = said.name.strip()
    agency.save()
    return Done("An agency was renamed, with the reason.", made=agency.key)
