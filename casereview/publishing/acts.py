"""The gate, the name check, publishing or withholding, closing; and the whole case out as a folder."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from casereview.access.policy import Actor
from casereview.access.roles import ANY_PHASE, Phase, Role, phases
from casereview.actions.acts.planning import every_accepted_has_an_action
from casereview.acts.payload import Day, Labels, OptionalWords, Payload, Words
from casereview.acts.registry import AccessDenied, Done, Notice, Refusal, act
from casereview.acts.tables import new
from casereview.cases.actors import accounts_holding
from casereview.cases.acts.corrections import IN_USE, SETTLES
from casereview.cases.models import Case
from casereview.cases.reminders import clock_reminders, forget_clocks
from casereview.files.store import put
from casereview.people.references import self_at
from casereview.publishing import guards
from casereview.publishing.checks import check
from casereview.publishing.export import whole_case
from casereview.publishing.gate import LINES, LIST, Line
from casereview.publishing.made import bundle, text_of_report
from casereview.publishing.models import Export, GateLine, NameCheck, Publication

GATE = phases(Phase.REPORTING, Phase.MONITORING)
"""The gate is open from the draft on, and afterwards for a report that was withheld and may be published after all."""
Gate_ = Annotated[
    Literal["jigsaw", "legal", "harm", "proceedings", "practitioners", "press", "accessible", "brief"],
    Labels(tuple((line.id, f"{line.words}\n{line.hint}") for line in LIST)),
]


class SignLine(Payload):
    """One line of the gate list."""

    line: Gate_ = Field(title="Which line do you sign?")
    note: OptionalWords = Field(
        "",
        title="A note",
        description="For the jigsaw line: what was searched, and your judgement. Entered for somebody else: whose word it is, "
        "by their post, and of which day.",
    )


@act(by={Role.GATE_SIGNER, Role.MANAGER, Role.CHAIR, Role.LEAD}, when=GATE)
def sign_gate_line(case: Case, said: SignLine, *, by: Actor, on: date) -> Done | Refusal:
    """Sign a line of the publication gate.

    Your name and the day stand beside it. A line that judges the text lapses when the report changes.
    """
    line, person = LINES[said.line], self_at(case, by)
    if person is None:
        raise AccessDenied("There is nothing here.")
    if refusal := _not_theirs(case, line, said.note, by):
        return refusal
    if line.id == "jigsaw" and not said.note.strip():
        return Refusal(
            "The jigsaw line needs what was searched and your judgement.", "Write them.", field="note"
        )
    if line.id in guards.lines_signed(case):
        return Refusal("This line is signed already.", "Choose another.", field="line")
    digest = text_of_report(case) if line.of_text else ""
    row = new(GateLine, case, made_on=on, line=line.id, person=person, note=said.note, digest=digest)
    return Done("A line of the publication gate was signed.", made=row)


def _not_theirs(case: Case, line: Line, note: str, by: Actor) -> Refusal | None:
    """A line is signed by those whose judgement it is; the manager may enter what they have written to the board."""
    if any(by.holds(role, case.place) for role in line.signers):
        return None
    if not by.holds(Role.MANAGER, case.place):
        return Refusal(
            "This line is not for you to sign.",
            "A signer of the publication gate signs it, or the manager enters their word.",
            field="line",
        )
    if note.strip():
        return None
    return Refusal(
        "This line is an adviser's.",
        "Say whose word you enter, by their post, and of which day.",
        field="note",
    )


class CheckNames(Payload):
    """Nothing needs to be said."""

    note: OptionalWords = Field("", title="A note")


@act(by={Role.MANAGER, Role.LEAD}, when=GATE)
def check_names(case: Case, said: CheckNames, *, by: Actor, on: date) -> Done | Refusal:
    """Run the name check.

    Everything that would leave is made: the report, its summary and brief and the board's response as HTML, DOCX and PDF, and
    the public page. Each name and other name of the register is looked for in all of it, as whole words.
    """
    outcome = check(case, on)
    if outcome.failed:
        return Refusal(f"The name check could not run. {outcome.failed}", "Nothing leaves until it can.")
    row = new(
        NameCheck, case, made_on=on, digest=outcome.digest, found=list(outcome.found), is_clean=outcome.clean
    )
    places = len(outcome.found)
    words = "found no name" if outcome.clean else f"found names in {places} place{'' if places == 1 else 's'}"
    return Done(f"The name check {words}.", made=row)


class Publish(Payload):
    """A word with the publication."""

    note: OptionalWords = Field("", title="A note for the record")


@act(
    by={Role.CHAIR},
    when=phases(Phase.RESPONDING, Phase.MONITORING),
    leads_to={Phase.PUBLISHED},
    guards=tuple(guard for guard, _ in guards.PUBLISH),
)
def publish(case: Case, said: Publish, *, by: Actor, on: date) -> Done | Refusal:
    """Publish the review.

    The report, its summary and brief, the board's response and the public page are made from the signed version, looked
    through once more for names, and kept for as long as the framework says. A report that was withheld can be published
    later, when its reasons are gone.
    """
    until = guards.keep_until(case, on)
    case.published_on, case.withheld_on, case.keep_until = on, None, until
    outcome = check(case, on)
    if outcome.failed or outcome.files is None:
        return Refusal(f"The name check could not run. {outcome.failed}", "Nothing leaves until it can.")
    if not outcome.clean:
        return Refusal(
            "The name check found a name.", "Take it out, then run the check again.", clears="check-names"
        )
    Case.rows.filter(pk=case.pk).update(published_on=on, withheld_on=None, keep_until=until)
    digest = put(bundle(outcome.files))
    row = new(Publication, case, made_on=on, keep_until=until, bundle=digest, reasons=said.note)
    to = accounts_holding({Role.MANAGER, Role.LEAD, Role.AUTHOR}, board=case.board_id, case=case.pk, today=on)
    phase = Phase.PUBLISHED if case.phase == Phase.RESPONDING else None
    return Done(
        "The review was published.",
        phase=phase,
        made=row,
        notices=(Notice(to, "published"), *clock_reminders(case, on)),
    )


class Withhold(Payload):
    """Why the report is not published."""

    ground: Annotated[
        Literal["", "harm", "court", "anonymity"],
        Labels(
            (
                ("harm", "A real risk of serious harm to a living child or adult that editing cannot cure"),
                ("court", "A court's order, or criminal proceedings that are live"),
                ("anonymity", "Nobody could stay unknown, and the learning goes out in another way"),
                ("", "Another reason, set out below"),
            )
        ),
    ] = Field("", title="What is the ground?")
    reasons: Words = Field(
        title="Why is it not published?",
        description="Embarrassment, an agency that disagrees, the press or a plan that is not finished are no reasons by themselves.",
    )
    told: Words = Field(title="Who was told, and when?", description="Offices, not names.")
    look_again_on: Day | None = Field(None, title="When does the board look at it again?")


@act(
    by={Role.CHAIR},
    when={Phase.RESPONDING},
    leads_to={Phase.PUBLISHED},
    guards=(guards.every_recommendation_answered,),
)
def withhold(case: Case, said: Withhold, *, by: Actor, on: date) -> Done | Refusal:
    """Withhold the report.

    With reasons, and who was told. The actions go on as though it were published, and the report can be published later.
    """
    if said.look_again_on and said.look_again_on <= on:
        return Refusal(
            "This day is past already.", "Give a day that is still to come.", field="look_again_on"
        )
    Case.rows.filter(pk=case.pk).update(withheld_on=on)
    row = new(Publication, case, made_on=on, withheld=True, **said.model_dump())
    return Done(
        "The report is not published, with reasons. Its actions go on.",
        phase=Phase.PUBLISHED,
        made=row,
        notices=clock_reminders(case, on),
    )


class Close(Payload):
    """The board's word on closing."""

    agreement: Words = Field(
        title="The board's agreement",
        description="When and where it is minuted, and what was learnt of the review itself.",
    )


@act(
    by={Role.CHAIR},
    when={Phase.PUBLISHED, Phase.MONITORING},
    leads_to={Phase.CLOSED},
    guards=(guards.plan_adopted, every_accepted_has_an_action, guards.every_action_done),
)
def close(case: Case, said: Close, *, by: Actor, on: date) -> Done:
    """Close the review.

    Only when every action is verified in place, or dropped by the board with reasons. A review whose findings led to no
    recommendation closes by the board's word once it is published or withheld.
    """
    Case.rows.filter(pk=case.pk).update(closed_on=on)
    forget_clocks(case)
    return Done("The review was closed.", phase=Phase.CLOSED)


class ExportCase(Payload):
    """Why the whole case goes out."""

    because: Words = Field(
        title="Why?", description="For example a court's order, or a move to another system."
    )


@act(by={Role.MANAGER, Role.CHAIR}, when=ANY_PHASE)
def export_case(case: Case, said: ExportCase, *, by: Actor, on: date) -> Done:
    """Take the whole case out as a folder.

    An index page, every table as CSV and JSON, the trail, and every file. It holds real names: look after it. What an agency
    has not submitted is its own, and is not in it.
    """
    row = new(Export, case, made_on=on, digest=put(whole_case(case)), because=said.because)
    return Done("The whole case was taken out, with the reason.", made=row)


def _out_of_date(row: GateLine) -> str | None:
    """What was signed before publication is not taken back after it: then the publication is withdrawn first."""
    return "The review is published. Withdraw the publication first." if row.case.published_on else None


def _what_stands(row: Publication) -> None:
    """The publication or withholding that stands after one was withdrawn: what the case says of itself follows it."""
    last = Publication.rows.filter(case=row.case_id, withdrawn_on=None).order_by("number").last()
    out = last if last is not None and not last.withheld else None
    held = last if last is not None and last.withheld else None
    Case.rows.filter(pk=row.case_id).update(
        published_on=out.made_on if out else None,
        keep_until=out.keep_until if out else None,
        withheld_on=held.made_on if held else None,
    )


IN_USE["gate-line"] = IN_USE["name-check"] = _out_of_date
SETTLES["publication"] = _what_stands
