"""The report: drafted in sections, checked for accuracy by the agencies, signed off by lead and board."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from casereview.access.policy import Actor
from casereview.access.roles import Phase, Role, phases
from casereview.acts.payload import (
    Day,
    Labels,
    Line,
    Markdown,
    OnBehalf,
    OptionalWords,
    Payload,
    Ref,
    Seen,
    Words,
)
from casereview.acts.registry import Done, Notice, Refusal, act
from casereview.acts.tables import find, new
from casereview.cases.actors import accounts_holding
from casereview.cases.acts.information import own_part
from casereview.cases.models import Appointment, Case
from casereview.evidence.acts.asking import people_of
from casereview.evidence.models import Asked
from casereview.people.references import agency_of, self_at
from casereview.reporting.drawn import frozen_sections, prefilled
from casereview.reporting.models import Comment, ReportVersion, Section, SectionVersion, SignOff
from casereview.reporting.rules import PAPERS, digest_of, numbered
from casereview.reporting.titles import titles_in

DRAFTING = phases(Phase.REPORTING, Phase.RESPONDING)
WRITES = frozenset({Role.AUTHOR})


class StartReport(Payload):
    """Nothing needs to be said."""

    note: OptionalWords = Field("", title="A word on the plan of the report")


@act(by={Role.AUTHOR, Role.LEAD}, when={Phase.ANALYSING}, leads_to={Phase.REPORTING})
def start_report(case: Case, said: StartReport, *, by: Actor, on: date) -> Done:
    """Start the report.

    The sections of the report, of its summary and of the learning brief are made, and filled from the record where the
    record has it.
    """
    for paper, (_, sections) in PAPERS.items():
        for position, (heading, draws) in enumerate(sections, 1):
            if Section.rows.filter(case=case, paper=paper, heading=heading).exists():
                continue
            text = prefilled(case, draws)
            row = new(
                Section,
                case,
                made_on=on,
                paper=paper,
                position=position,
                heading=heading,
                draws=draws,
                text=text,
            )
            SectionVersion.rows.create(
                section=row, version=1, heading=heading, text=text, person=self_at(case, by), on=on
            )
    return Done("The report was started.", phase=Phase.REPORTING)


class AddSection(Payload):
    """A section of the author's own."""

    paper: Annotated[
        Literal["overview", "summary", "brief"],
        Labels(tuple((key, title) for key, (title, _) in PAPERS.items()), here=titles_in),
    ] = Field("overview", title="In which paper?")
    heading: Line = Field(title="Heading", max_length=200)
    text: Markdown = Field("", title="Text")


@act(by=WRITES, when=DRAFTING)
def add_section(case: Case, said: AddSection, *, by: Actor, on: date) -> Done:
    """Add a section to the report."""
    last = Section.rows.filter(case=case, paper=said.paper).order_by("position").last()
    row = new(Section, case, made_on=on, position=(last.position if last else 0) + 1, **said.model_dump())
    SectionVersion.rows.create(
        section=row, version=1, heading=row.heading, text=row.text, person=self_at(case, by), on=on
    )
    return Done("A section was added to the report.", made=row)


class SaveSection(Payload):
    """A section as the author wants it."""

    section: Annotated[str, Ref("section")] = Field(title="Which section?")
    heading: Line = Field(title="Heading", max_length=200)
    text: Markdown = Field("", title="Text", description="Leave a blank line between paragraphs. No names.")
    seen: Seen


@act(by=WRITES, when=DRAFTING)
def save_section(case: Case, said: SaveSection, *, by: Actor, on: date) -> Done | Refusal:
    """Save a section.

    Every version is kept. If somebody has saved the section since you opened it, you see both texts and nothing is lost.
    """
    row = find(Section, case, said.section)
    if row.version != said.seen:
        return Refusal(
            "Somebody has saved this section since you opened it.",
            "Put the two texts together, then save again.",
            field="text",
            theirs=row.text,
        )
    row.heading, row.text, row.version = said.heading, said.text, row.version + 1
    row.save()
    SectionVersion.rows.create(
        section=row, version=row.version, heading=row.heading, text=row.text, person=self_at(case, by), on=on
    )
    return Done(f"A section was saved as version {row.version}.", made=row)


class Freeze(Payload):
    """What a version is frozen for."""

    note: OptionalWords = Field("", title="A word on this version")


def _freeze(case: Case, what_for: str, on: date, due: date | None = None) -> ReportVersion:
    sections = frozen_sections(case)
    return new(
        ReportVersion,
        case,
        made_on=on,
        what_for=what_for,
        sections=sections,
        digest=digest_of(sections),
        comments_due_on=due,
    )


@act(by=WRITES | {Role.LEAD}, when=DRAFTING)
def freeze_report(case: Case, said: Freeze, *, by: Actor, on: date) -> Done:
    """Freeze the report for sign-off.

    As it stands, with the findings, lessons and recommendations drawn in, under a digest. Lead and board sign this version.
    """
    row = _freeze(case, "sign-off", on)
    to = accounts_holding({Role.LEAD, Role.CHAIR}, board=case.board_id, case=case.pk, today=on)
    return Done(
        f"Version {row.number} of the report was frozen for sign-off.",
        made=row,
        notices=(Notice(to, "sign-off"),),
    )


class Accuracy(Payload):
    """The accuracy round."""

    comments_due_on: Day = Field(title="By which day do the agencies comment?")


@act(by=WRITES | {Role.LEAD}, when={Phase.REPORTING})
def start_accuracy_round(case: Case, said: Accuracy, *, by: Actor, on: date) -> Done | Refusal:
    """Send the draft to the agencies for accuracy.

    Each agency comments by paragraph on what is not right; the author answers each.
    """
    if said.comments_due_on < on:
        return Refusal(
            "The day is already past.", "Give a day that is still to come.", field="comments_due_on"
        )
    row = _freeze(case, "accuracy", on, said.comments_due_on)
    asked = list(Asked.rows.filter(case=case, withdrawn_on=None).values_list("agency", flat=True))
    return Done(
        "The draft went to the agencies for accuracy.",
        made=row,
        notices=(Notice(people_of(case, asked), "accuracy"),),
    )


def draft_out(case: Case) -> ReportVersion | None:
    """The draft that the agencies have for accuracy: the last that went out, as it was on that day."""
    found: ReportVersion | None = (
        ReportVersion.rows.filter(case=case, what_for="accuracy", withdrawn_on=None).order_by("number").last()
    )
    return found


def said_in(draft: ReportVersion, section: str, paragraph: int) -> str:
    """What a paragraph of a frozen draft says; nothing where the draft has no such paragraph.

    Args:
        section: the section's key, as SC4.
        paragraph: counted from 1, as on the page.
    """
    found = next((one for one in draft.sections if one["key"] == section), None)
    said = numbered(found["text"], found["drawn"]) if found else []
    return said[paragraph - 1] if paragraph <= len(said) else ""


class CommentOn(OnBehalf):
    """A comment on one paragraph."""

    agency: Annotated[str, Ref("agency")] = Field(title="For which agency?")
    section: Annotated[str, Ref("section")] = Field(title="Which section?")
    paragraph: int = Field(title="Which paragraph?", ge=1, le=999)
    text: Words = Field(title="What is not right, and how do you know?")


@act(by={Role.AGENCY_LEAD, Role.REPORT_WRITER, Role.MANAGER}, when={Phase.REPORTING})
def comment_on_accuracy(case: Case, said: CommentOn, *, by: Actor, on: date) -> Done | Refusal:
    """Comment on the accuracy of a paragraph."""
    agency = agency_of(case, said.agency)
    if not own_part(by, case, agency) and not said.on_behalf_of.strip():
        return Refusal(
            "This is an agency's own comment.", "Say on whose behalf you enter it.", field="on_behalf_of"
        )
    draft = draft_out(case)
    if draft is None:
        return Refusal(
            "No draft has gone out for accuracy yet.", "The author sends it first.", field="section"
        )
    if not said_in(draft, said.section, said.paragraph):
        return Refusal(
            "The draft that went out has no such paragraph.",
            "Give the number that stands beside the paragraph.",
            field="paragraph",
        )
    row = new(
        Comment,
        case,
        made_on=on,
        report=draft,
        agency=agency,
        section=said.section,
        paragraph=said.paragraph,
        text=said.text,
        on_behalf_of=said.on_behalf_of,
    )
    to = accounts_holding({Role.AUTHOR}, board=case.board_id, case=case.pk, today=on)
    return Done(
        "An agency commented on the accuracy of a paragraph.", made=row, notices=(Notice(to, "accuracy"),)
    )


class AnswerComment(Payload):
    """The author's answer."""

    comment: Annotated[str, Ref("comment")] = Field(title="Which comment?")
    answer: Annotated[
        Literal["changed", "not-changed"],
        Labels((("changed", "The text was changed"), ("not-changed", "The text stays"))),
    ] = Field(title="What did you do?")
    text: Words = Field(title="Your answer", description="The agency sees it.")


@act(by=WRITES, when={Phase.REPORTING})
def answer_comment(case: Case, said: AnswerComment, *, by: Actor, on: date) -> Done:
    """Answer an agency's comment."""
    row = find(Comment, case, said.comment)
    row.answer, row.answer_text, row.answered_on, row.version = said.answer, said.text, on, row.version + 1
    row.save()
    return Done("The author answered a comment on accuracy.", made=row)


def comments_answered(case: Case, on: date) -> Refusal | None:
    """No sign-off while a comment has no answer."""
    waiting = Comment.rows.filter(case=case, answered_on=None, withdrawn_on=None).count()
    if not waiting:
        return None
    words = "One comment has" if waiting == 1 else f"{waiting} comments have"
    return Refusal(f"{words} no answer yet.", "The author answers each.", clears="answer-comment")


def frozen(case: Case, on: date) -> Refusal | None:
    """What is signed is a frozen version, and the report has not changed since."""
    if current_version(case) is None:
        return Refusal(
            "The report is not frozen, or has changed since.",
            "Freeze it for sign-off.",
            clears="freeze-report",
        )
    return None


def current_version(case: Case) -> ReportVersion | None:
    """The version frozen for sign-off, if the report still reads the same."""
    latest: ReportVersion | None = (
        ReportVersion.rows.filter(case=case, what_for="sign-off", withdrawn_on=None).order_by("number").last()
    )
    if latest is None or latest.digest != digest_of(frozen_sections(case)):
        return None
    return latest


def signed(case: Case, as_what: str) -> bool:
    """Whether the frozen version has this signature."""
    version = current_version(case)
    return version is not None and as_what in signatures(version)


def signatures(version: ReportVersion) -> set[str]:
    """Whose signatures a frozen version has: "lead", "board"."""
    rows = SignOff.rows.filter(case=version.case_id, report=version, withdrawn_on=None)
    return set(rows.values_list("as_what", flat=True))


def _not_the_author(case: Case, by: Actor) -> Refusal | None:
    """Nobody signs off their own report, whatever else they are appointed as: every person of the account counts."""
    wrote = Appointment.rows.filter(
        case=case, role="author", person__in=by.people, confirmed_on__isnull=False, withdrawn_on=None
    )
    if wrote.exists():
        return Refusal("The author does not sign off their own report.", "Somebody else must sign.")
    return None


class SignOffSaid(Payload):
    """A word with the signature."""

    note: OptionalWords = Field("", title="A word with your signature")


def _sign(case: Case, said: SignOffSaid, by: Actor, on: date, as_what: str) -> SignOff | Refusal:
    person = self_at(case, by)
    if person is None:
        return Refusal("You are not known at this board.", "Somebody of the board must sign.")
    if refusal := _not_the_author(case, by):
        return refusal
    version = current_version(case)
    if version is None:
        return Refusal("The report is not frozen.", "Freeze it for sign-off.", clears="freeze-report")
    return new(SignOff, case, made_on=on, report=version, as_what=as_what, person=person, note=said.note)


@act(by={Role.LEAD}, when={Phase.REPORTING}, guards=(comments_answered, frozen))
def sign_off_as_lead(case: Case, said: SignOffSaid, *, by: Actor, on: date) -> Done | Refusal:
    """Sign off the report as its lead."""
    row = _sign(case, said, by, on, "lead")
    return row if isinstance(row, Refusal) else Done("The lead signed off the report.", made=row)


def lead_signed(case: Case, on: date) -> Refusal | None:
    """The board signs after the lead."""
    return (
        None
        if signed(case, "lead")
        else Refusal(
            "The lead has not signed this version.", "The lead signs first.", clears="sign-off-as-lead"
        )
    )


@act(
    by={Role.CHAIR, Role.BOARD_MEMBER},
    when={Phase.REPORTING},
    leads_to={Phase.RESPONDING},
    guards=(comments_answered, frozen, lead_signed),
)
def sign_off_as_board(case: Case, said: SignOffSaid, *, by: Actor, on: date) -> Done | Refusal:
    """Accept the report for the board."""
    row = _sign(case, said, by, on, "board")
    if isinstance(row, Refusal):
        return row
    Case.rows.filter(pk=case.pk).update(completed_on=on)
    return Done("The board accepted the report.", phase=Phase.RESPONDING, made=row)
