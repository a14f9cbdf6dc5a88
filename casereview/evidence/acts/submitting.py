"""Agencies submit frozen, hashed versions; the lead accepts or sends back, then shares with all at once."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.db.models import Q
from pydantic import Field

from casereview.access.policy import Actor
from casereview.access.roles import Phase, Role, phases
from casereview.acts.payload import Line, Markdown, OnBehalf, OptionalLine, OptionalWords, Payload, Ref, Words
from casereview.acts.registry import Done, Notice, Refusal, act
from casereview.acts.tables import find, new
from casereview.cases.actors import accounts_holding
from casereview.cases.acts.corrections import IN_USE
from casereview.cases.acts.information import own_part, part_of
from casereview.cases.models import Case
from casereview.evidence.acts.asking import people_of, running
from casereview.evidence.models import AgencyReport, Asked, ChronologyVersion, Document, Entry, Paragraph
from casereview.evidence.rules import chronology_content, digest, frozen_text, paragraphs, report_content
from casereview.files.store import upload
from casereview.people.models import Agency
from casereview.people.references import agency_of, as_one

WRITES = frozenset({Role.AGENCY_LEAD, Role.REPORT_WRITER, Role.MANAGER})
SUBMITTING = phases(Phase.GATHERING, Phase.REPORTING)
OF_FILE = "chronology"
"""The kind of document that a chronology file is: it goes to the lead with its entries, never before them."""


def not_its_own(by: Actor, case: Case, agency: Agency, on_behalf_of: str, thing: str) -> Refusal | None:
    """What is an agency's own is entered by its people, or on its behalf by those who run the review.

    Raises:
        AccessDenied: they act for another agency.
    """
    if own_part(by, case, agency) or on_behalf_of.strip():
        return None
    return Refusal(
        f"This is an agency's own {thing}.", "Say on whose behalf you enter it.", field="on_behalf_of"
    )


class SubmitChronology(OnBehalf):
    """An agency's chronology, as it stands."""

    agency: Annotated[str, Ref("agency")] = Field(title="Whose chronology?")
    nothing_held: bool = Field(
        False,
        title="If there is no entry: has the agency searched, and holds nothing?",
        description="*Searched, nothing held* is an answer.",
    )


@act(by=WRITES, when=SUBMITTING)
def submit_chronology(case: Case, said: SubmitChronology, *, by: Actor, on: date) -> Done | Refusal:
    """Submit a chronology.

    It is frozen, with a digest. The lead and the manager see it from now on; other agencies when the lead
    shares. Documents that the agency has added go with it.
    """
    agency = agency_of(case, said.agency)
    if refusal := not_its_own(by, case, agency, said.on_behalf_of, "submission"):
        return refusal
    same = as_one([agency.pk])
    rows = Entry.rows.filter(case=case, agency__in=same, withdrawn_on=None).order_by("number")
    entries = list(rows.values())
    if not entries and not said.nothing_held:
        return Refusal(
            "There is no entry in this chronology.",
            "Add or import entries first; or say that the agency searched and holds nothing.",
            field="nothing_held",
            clears="import-chronology",
        )
    content = frozen_text(chronology_content(agency.key, entries))
    earlier = ChronologyVersion.rows.filter(case=case, agency__in=same, withdrawn_on=None).order_by("number")
    last = earlier.last()
    if last is not None and last.digest == digest(content) and last.state in ("submitted", "accepted"):
        return Refusal(
            f"Nothing has changed since {last.key} was submitted.", "There is nothing to do.", field="agency"
        )
    part_of(case, agency, on)
    row = new(
        ChronologyVersion,
        case,
        made_on=on,
        agency=agency,
        entries=len(entries),
        content=content,
        digest=digest(content),
        on_behalf_of=said.on_behalf_of,
    )
    rows.filter(submission=None).update(submission=row)
    rows.filter(submitted_on=None).update(submitted_on=on)
    _documents_of(case, same).update(submitted_on=on)
    earlier.filter(state="submitted").exclude(pk=row.pk).update(state="replaced")
    return Done("An agency submitted its chronology.", made=row, notices=(_to_those_who_run(case, by),))


def _documents_of(case: Case, agencies: frozenset[int]) -> Any:
    """The documents that an agency has added and nobody else sees yet."""
    return Document.rows.filter(case=case, agency__in=agencies, submitted_on=None, withdrawn_on=None)


def _to_those_who_run(case: Case, by: Actor) -> Notice:
    return Notice(tuple(number for number in running(case, by.today) if number != by.id), "submitted")


class SubmitReport(OnBehalf):
    """An agency's report, typed or uploaded."""

    agency: Annotated[str, Ref("agency")] = Field(title="Whose report?")
    text: Markdown = Field(
        "",
        title="The report",
        description="Leave a blank line between paragraphs: each gets a number, for findings to rest on.",
    )
    file: Annotated[str, Ref("upload")] | None = Field(None, title="Or send it as a file")
    signed_by: Line = Field(
        title="Who signed it off in the agency?",
        description="A post, senior to the writer and not the writer.",
        max_length=200,
    )


@act(by=WRITES, when=SUBMITTING)
def submit_report(case: Case, said: SubmitReport, *, by: Actor, on: date) -> Done | Refusal:
    """Submit an agency's report.

    What the agency says of its own part. It is frozen, with a digest; a later version stands beside it.
    Documents that the agency has added go with it.
    """
    agency = agency_of(case, said.agency)
    if refusal := not_its_own(by, case, agency, said.on_behalf_of, "submission"):
        return refusal
    if not said.text.strip() and not said.file:
        return Refusal("There is no report here.", "Type it, or send a file.", field="text")
    sent = upload(by.id, said.file) if said.file else None
    if said.file and sent is None:
        return Refusal("The file is not there any more.", "Send it again.", field="file")
    same = as_one([agency.pk])
    frozen = digest(frozen_text(report_content(said.text, sent.digest if sent else None, said.signed_by)))
    earlier = AgencyReport.rows.filter(case=case, agency__in=same, withdrawn_on=None).order_by("number")
    last = earlier.last()
    if last is not None and last.digest == frozen and last.state in ("submitted", "accepted"):
        return Refusal(f"This is word for word {last.key}.", "There is nothing to do.", field="text")
    part_of(case, agency, on)
    document = None
    if sent is not None:
        document = new(
            Document,
            case,
            made_on=on,
            title="Agency report",
            what="agency-report",
            agency=agency,
            origin=agency.name,
            on_behalf_of=said.on_behalf_of,
            digest=sent.digest,
            file_name=sent.file_name,
            size=sent.size,
            submitted_on=on,
        )
    row = new(
        AgencyReport,
        case,
        made_on=on,
        agency=agency,
        text=said.text,
        document=document,
        signed_by=said.signed_by,
        on_behalf_of=said.on_behalf_of,
        digest=frozen,
    )
    Paragraph.rows.bulk_create(
        Paragraph(report=row, number=number, text=text)
        for number, text in enumerate(paragraphs(said.text), 1)
    )
    _documents_of(case, same).exclude(what=OF_FILE).update(submitted_on=on)
    earlier.filter(state="submitted").exclude(pk=row.pk).update(state="replaced")
    return Done("An agency submitted its report.", made=row, notices=(_to_those_who_run(case, by),))


class Submission(Payload):
    """Which submission."""

    submission: Annotated[str, Ref("submission")] = Field(title="Which submission?")


def submission_of(case: Case, name: str) -> Any:
    """The submitted version that "agency-report:AR1" or "chronology:CH2" names."""
    kind, _, key = name.partition(":")
    return find(AgencyReport if kind == AgencyReport.KIND else ChronologyVersion, case, key)


ANSWERED = {
    "accepted": Refusal("This was accepted already.", "There is nothing to do.", field="submission"),
    "sent-back": Refusal("This was sent back.", "Wait for the next version.", field="submission"),
    "replaced": Refusal("The agency has sent a later version.", "Answer that one.", field="submission"),
}
"""Why a version is not to be answered any more."""


class AcceptSubmission(Submission):
    """That it is accepted."""

    note: OptionalWords = Field("", title="A word to the agency")


@act(by={Role.LEAD}, when=SUBMITTING)
def accept_submission(case: Case, said: AcceptSubmission, *, by: Actor, on: date) -> Done | Refusal:
    """Accept a submission.

    An earlier version that you accepted, and have not shared, stands back behind it.
    """
    row = submission_of(case, said.submission)
    if refusal := ANSWERED.get(row.state):
        return refusal
    older = type(row).rows.filter(
        case=case, agency__in=as_one([row.agency_id]), state="accepted", shared_on=None
    )
    older.update(state="replaced")
    row.state, row.accepted_on, row.comments, row.version = "accepted", on, said.note, row.version + 1
    row.save()
    return Done(
        "The lead accepted an agency's submission.",
        made=row,
        notices=(Notice(people_of(case, [row.agency_id]), "accepted", about=row.key),),
    )


class SendBack(Submission):
    """Why it goes back."""

    comments: Words = Field(title="What is missing or unclear?")


@act(by={Role.LEAD}, when=SUBMITTING)
def send_back(case: Case, said: SendBack, *, by: Actor, on: date) -> Done | Refusal:
    """Send a submission back with comments.

    The agency mends it and submits again. What was sent back stays on record as it was.
    """
    row = submission_of(case, said.submission)
    if row.shared_on:
        return Refusal(
            "This was shared with all agencies already.",
            "Ask the agency for a new version beside it.",
            field="submission",
        )
    if row.state != "accepted" and (refusal := ANSWERED.get(row.state)):
        return refusal
    row.state, row.comments, row.accepted_on, row.version = "sent-back", said.comments, None, row.version + 1
    row.save()
    return Done(
        "The lead sent a submission back with comments.",
        made=row,
        notices=(Notice(people_of(case, [row.agency_id]), "sent-back", about=row.key),),
    )


class Share(Payload):
    """Whether to wait for those that are missing."""

    without_because: OptionalLine = Field("", title="If an agency's submission is missing, why not wait?")


@act(by={Role.LEAD}, when=SUBMITTING)
def share_submissions(case: Case, said: Share, *, by: Actor, on: date) -> Done | Refusal:
    """Share with all agencies at once.

    From this moment every agency and the Review Team see what every other has submitted and the lead has
    accepted: all of it, in one act, to nobody first.
    """
    accepted = {"case": case, "state": "accepted", "shared_on": None, "withdrawn_on": None}
    reports = list(AgencyReport.rows.filter(**accepted))
    chronologies = list(ChronologyVersion.rows.filter(**accepted))
    if not reports and not chronologies:
        return Refusal(
            "Nothing is accepted that is not shared already.",
            "Accept submissions first.",
            clears="accept-submission",
        )
    missing = missing_agencies(case)
    if missing and not said.without_because.strip():
        return Refusal(
            f"Still missing or not accepted: {', '.join(missing)}.",
            "Wait for them, or say why not.",
            field="without_because",
        )
    _open_to_all(case, reports, chronologies, on)
    asked = Asked.rows.filter(case=case, withdrawn_on=None).values_list("agency", flat=True)
    told = {*people_of(case, asked), *_team(case, by)}
    return Done(
        "The lead shared the agencies' reports and chronologies with all at once.",
        notices=(Notice(tuple(sorted(told)), "shared"),),
    )


def _open_to_all(case: Case, reports: list[Any], chronologies: list[Any], on: date) -> None:
    """Share these versions, the entries that are in them, and their files."""
    AgencyReport.rows.filter(pk__in=[row.pk for row in reports]).update(shared_on=on)
    ChronologyVersion.rows.filter(pk__in=[row.pk for row in chronologies]).update(shared_on=on)
    inside = Q(pk__in=[])
    for version in chronologies:
        same = as_one([version.agency_id])
        inside |= Q(agency__in=same, submission__number__lte=version.number)
    entries = Entry.rows.filter(inside, case=case, withdrawn_on=None)
    files = [row.document_id for row in reports] + list(entries.values_list("document", flat=True).distinct())
    entries.filter(shared_on=None).update(shared_on=on)
    Document.rows.filter(pk__in=[number for number in files if number], shared_on=None).update(shared_on=on)


def _team(case: Case, by: Actor) -> tuple[int, ...]:
    roles = {Role.TEAM_MEMBER, Role.AUTHOR}
    return accounts_holding(roles, board=case.board_id, case=case.pk, today=by.today)


def missing_agencies(case: Case) -> list[str]:
    """The names of agencies that were asked and of which something is still missing or not accepted."""
    live: dict[str, Any] = {"case": case, "state": "accepted", "withdrawn_on": None}
    reported = as_one(AgencyReport.rows.filter(**live).values_list("agency", flat=True))
    told = as_one(ChronologyVersion.rows.filter(**live).values_list("agency", flat=True))
    rows = Asked.rows.filter(case=case, withdrawn_on=None).select_related("agency").order_by("agency__name")
    return [
        row.agency.name
        for row in rows
        if (row.report and row.agency_id not in reported) or (row.chronology and row.agency_id not in told)
    ]


def _frozen(row: Any) -> str | None:
    if row.shared_on:
        return "It was shared with all agencies."
    inside = type(row) is ChronologyVersion and Entry.rows.filter(submission=row, withdrawn_on=None).exists()
    return "Entries of the chronology were frozen with it." if inside else None


IN_USE[ChronologyVersion.KIND] = _frozen
