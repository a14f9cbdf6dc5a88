"""Documents with their kind, date, origin and protective marking."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from casereview.access.policy import Actor
from casereview.access.roles import OPEN, Role
from casereview.acts.payload import Day, Labels, Line, OnBehalf, OptionalLine, Payload, Ref
from casereview.acts.registry import Done, Refusal, act
from casereview.acts.tables import find, new
from casereview.cases.acts.information import part_of
from casereview.cases.models import Case
from casereview.evidence.acts.submitting import not_its_own
from casereview.evidence.models import Document
from casereview.evidence.wall import own_agencies
from casereview.files.store import upload
from casereview.people.models import Agency
from casereview.people.references import agency_of

KINDS = (
    ("letter", "Letter"),
    ("minutes", "Minutes"),
    ("policy", "Policy or procedure"),
    ("judgment", "Judgment or court paper"),
    ("medical", "Medical report"),
    ("other", "Something else"),
)
WRITES = frozenset({Role.MANAGER, Role.LEAD, Role.AUTHOR, Role.AGENCY_LEAD, Role.REPORT_WRITER})


class AddDocument(OnBehalf):
    """A file with what must be known of it."""

    file: Annotated[str, Ref("upload")] = Field(title="The file")
    title: Line = Field(title="What is it?", description="No names.", max_length=200)
    what: Annotated[Literal["letter", "minutes", "policy", "judgment", "medical", "other"], Labels(KINDS)] = (
        Field(title="Of what kind?")
    )
    dated_on: Day | None = Field(None, title="Its date")
    origin: OptionalLine = Field("", title="Where is it from?")
    marking: OptionalLine = Field(
        "", title="Protective marking", description="For example OFFICIAL-SENSITIVE.", max_length=60
    )
    agency: Annotated[str, Ref("agency")] | None = Field(
        None, title="Of which agency's part?", description="None, if it belongs to the review itself."
    )


@act(by=WRITES, when=OPEN)
def add_document(case: Case, said: AddDocument, *, by: Actor, on: date) -> Done | Refusal:
    """Add a document.

    What an agency adds is its own until it submits its report or chronology. Nobody else sees it before.
    """
    agency = agency_of(case, said.agency) if said.agency else None
    if refusal := _not_theirs(case, by, agency, said.on_behalf_of):
        return refusal
    sent = upload(by.id, said.file)
    if sent is None:
        return Refusal("The file is not there any more.", "Send it again.", field="file")
    if said.dated_on and said.dated_on > on:
        return Refusal("Its date is in the future.", "Check the day.", field="dated_on")
    if agency is not None:
        part_of(case, agency, on)
    own = agency is not None and agency.pk in own_agencies(by, case)
    row = new(
        Document,
        case,
        made_on=on,
        **said.model_dump(include={"title", "what", "dated_on", "origin", "marking", "on_behalf_of"}),
        agency=agency,
        digest=sent.digest,
        file_name=sent.file_name,
        size=sent.size,
        submitted_on=None if own else on,
    )
    return Done("A document was added.", made=row)


def _not_theirs(case: Case, by: Actor, agency: Agency | None, on_behalf_of: str) -> Refusal | None:
    """An agency's people add to their own part, the author to the review itself, manager and lead to both."""
    enters = any(by.holds(role, case.place) for role in (Role.MANAGER, Role.LEAD))
    own = own_agencies(by, case)
    author = by.holds(Role.AUTHOR, case.place)
    if agency is None:
        if enters or author:
            return None
        return Refusal(
            "A document of yours belongs to your agency's part.", "Say which agency.", field="agency"
        )
    if author and not enters and agency.pk not in own:
        return Refusal(
            "What belongs to an agency's part is added by the agency, the lead or the manager.",
            "Leave the agency out.",
            field="agency",
        )
    return not_its_own(by, case, agency, on_behalf_of, "document")


class ShareDocument(Payload):
    """Which document is shared."""

    document: Annotated[str, Ref("document")] = Field(title="Which document?")


@act(by={Role.LEAD, Role.MANAGER}, when=OPEN)
def share_document(case: Case, said: ShareDocument, *, by: Actor, on: date) -> Done | Refusal:
    """Share a document with the agencies and the Review Team.

    With all of them at once.
    """
    row = find(Document, case, said.document)
    if row.shared_on:
        return Refusal("It is shared already.", "There is nothing to do.", field="document")
    if row.what in ("chronology", "agency-report"):
        return Refusal(
            "An agency's submission is shared with all others at once.",
            "Share the submissions.",
            field="document",
            clears="share-submissions",
        )
    row.shared_on, row.version = on, row.version + 1
    row.save()
    return Done("A document was shared.", made=row)
