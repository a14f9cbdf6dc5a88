"""Letters of a case's beginning, made from the record. No name of the family stands in any of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from casereview.access.roles import Role
from casereview.acts.registry import AccessDenied
from casereview.acts.tables import number_of
from casereview.cases.appointed import state_of
from casereview.cases.called import title_of
from casereview.cases.clocks import decision_due
from casereview.cases.models import Appointment, Case, InformationRequest, Notification
from casereview.cases.papers import paper
from casereview.cases.screening_note import screening_note  # registers itself
from casereview.law.frameworks import load
from casereview.law.model import Framework
from casereview.papers.blocks import Block, Bullets, Heading, KeyValues, Note, Paper, Paragraph, Table, day
from casereview.people.models import Post

__all__ = [
    "acknowledgement",
    "appointment_letter",
    "information_request",
    "screening_note",
]

BOARD = (Role.MANAGER, Role.CHAIR)
RESULTS = {"met": "Met", "not-met": "Not met", "not-known": "Not known"}
ANSWERS = {
    "no-reply": "No reply yet",
    "received": "Received",
    "searched-nothing-held": "Searched, nothing held",
    "refused": "Refused",
}


def letter(case: Case, title: str, blocks: Sequence[Block], made_on: date) -> Paper:
    """A paper with the board's head and the case's code, dated on the day of what it tells."""
    return Paper(
        title=title,
        board=case.board.name,
        reference=case.code,
        made_on=made_on,
        blocks=tuple(blocks),
        brand=case.board.brand,
    )


def review_of(framework: Framework) -> str:
    """What the framework calls its review: "serious case review"."""
    return framework.vocabulary.get("review", "review")


def outcome_words(framework: Framework, outcome: str) -> str:
    """What the criteria say, as a sentence; *may* reads "must be considered" where the law says so."""
    considered = not any(one.kind == "mandatory" for one in framework.criteria)
    return {
        "must": f"On these facts a {review_of(framework)} must be held.",
        "may": f"On these facts a {review_of(framework)} "
        + ("must be considered." if considered else "may be held."),
        "need-not": f"On these facts a {review_of(framework)} need not be held.",
        "cannot-say": "On the facts that are known the criteria cannot say yet.",
    }.get(outcome, "")


def criteria_blocks(framework: Framework, screening: dict[str, Any]) -> list[Block]:
    """Each criterion with its answer, the facts relied on and its source, child by child."""
    blocks: list[Block] = [Paragraph(outcome_words(framework, screening.get("outcome", "")))]
    children = screening.get("children", [])
    for number, child in enumerate(children, 1):
        rows = tuple(
            (one["text"], RESULTS[one["result"]], one.get("sentence") or "", one["cite"])
            for one in child.get("because", [])
        )
        caption = "The criteria, one by one" + (f": child or adult {number}" if len(children) > 1 else "")
        blocks.append(Table(caption, ("Criterion", "Answer", "Facts relied on", "Source"), rows))
    return blocks


def from_the_manager(case: Case, on: date) -> Paragraph:
    """Who signs a letter for the board: whoever held the manager's post on that day."""
    held = Post.rows.filter(board=case.board_id, role=Role.MANAGER, since__lte=on).select_related("person")
    names = [post.person.name for post in held.order_by("pk") if post.until is None or post.until >= on]
    who = f"{names[0]}, board manager" if names else "The board manager"
    return Paragraph(f"{who}\nfor {case.board.name}")


@paper("acknowledgement", title="Acknowledgement of a notification", by=BOARD)
def acknowledgement(seen: Any, *, of: Case, key: str = "") -> Paper:
    """What whoever notified is told at once: the code, what they do now, who decides and by when."""
    framework = load(of.framework)
    note = Notification.rows.filter(case=of).select_related("agency").order_by("number").first()
    sender = (note and (note.on_behalf_of or (note.agency.name if note.agency else ""))) or "The notifier"
    due = decision_due(of)
    decides = [Paragraph(f"{framework.decides.by} ({framework.decides.cite}).")]
    if due:
        decides.append(Paragraph(f"The decision is due on {day(due)}. You will be told which it is."))
    blocks: list[Block] = [
        Paragraph(f"To: {sender}"),
        Note(
            f"The board was notified on {day(of.notified_on)}. The case is called {of.code}. Please use this code, "
            "and no name, whenever you write or telephone.",
            "We have your notification",
        ),
        Heading("What we ask of you today"),
        Bullets(
            (
                "Tell us at once if any other child may not be safe.",
                "Secure your agency's records, paper and electronic, so that nothing is added or taken away, and tell us on which day.",
                "Name somebody we can speak to, and a deputy.",
                "See that staff who knew the child are told and supported.",
            ),
            numbered=True,
        ),
        Heading("What happens next"),
        Paragraph(
            f"What is known is tested against the criteria for a {review_of(framework)}. Other agencies are asked what they "
            "hold. A decision is then made in writing, with reasons."
        ),
        Heading("Who decides, and by when"),
        *decides,
        from_the_manager(of, of.notified_on),
    ]
    return letter(of, "Acknowledgement", blocks, of.notified_on)


def _asked(case: Case) -> Any:
    return (
        InformationRequest.rows.filter(case=case, withdrawn_on=None)
        .select_related("agency")
        .order_by("number")
    )


@paper(
    "information-request",
    title="Request to agencies for information",
    by=BOARD,
    when=lambda case: _asked(case).exists(),
)
def information_request(seen: Any, *, of: Case, key: str = "") -> Paper:
    """The letter to one agency that is asked; where none is named, what each was asked and what came back."""
    if not key:
        return _all_requests(of)
    row = _asked(of).filter(number=number_of(InformationRequest, key) or 0).first()
    if row is None:
        raise AccessDenied("There is nothing here.")
    chased = [Paragraph("This is a reminder. " + _times(len(row.chased_on)))] if row.chased_on else []
    blocks: list[Block] = [
        Paragraph(f"To: the safeguarding lead, {row.agency.name}"),
        *chased,
        Note(f"Please answer by {day(row.due_on)}.", "What we ask"),
        Paragraph(row.what),
        Heading("What to send"),
        Bullets(
            (
                "Whether the child and family are known to you, and which systems you searched.",
                "The family as you hold it; a brief history; the contacts that matter, with dates.",
                "Ethnicity, culture, language and disability; what the child's life was like.",
                "What went well; what you have learnt and done already; how staff are supported.",
                "The day on which your records were secured, and any limit on sharing them.",
            )
        ),
        Heading("If you hold nothing, or cannot share"),
        Paragraph(
            "Say that you searched and where: that nothing is held is an answer, and no reply is not. If you refuse, say "
            "what prevents you, so that the board can weigh it."
        ),
        Heading("Who will see it"),
        Paragraph(
            "Those who screen and decide. Nothing that you send is shown to another agency before the lead of a review shares "
            "all of it with all at once."
        ),
        from_the_manager(of, row.made_on),
    ]
    return letter(of, "Request for information", blocks, row.made_on)


def _times(count: int) -> str:
    return "We have reminded you once." if count == 1 else f"We have reminded you {count} times."


def _all_requests(case: Case) -> Paper:
    rows = list(_asked(case))
    waiting = [row for row in rows if row.answered_on is None]
    table = Table(
        "What was asked, and what came back",
        ("Agency", "Asked", "By", "Chased", "Answer"),
        tuple(
            (
                row.agency.name,
                day(row.made_on),
                day(row.due_on),
                str(len(row.chased_on) or "–"),
                ANSWERS[row.answer] + (f", {day(row.answered_on)}" if row.answered_on else ""),
            )
            for row in rows
        ),
    )
    said = f"{len(rows) - len(waiting)} of {len(rows)} agencies have answered."
    return letter(case, "Information asked of agencies", [Note(said), table], rows[-1].made_on)


DUTIES: dict[str, tuple[str, ...]] = {
    "lead": (
        "manage the process of the review and keep it to its terms and timetable",
        "chair the meetings of the Review Team",
        "facilitate the professionals' learning events",
        "see that the family is asked, heard and told",
        "accept or send back what agencies submit, and share it with all at once",
    ),
    "author": (
        "work closely with the lead from the first day",
        "draw findings, lessons and recommendations from the evidence",
        "write the report, its summary and the learning brief, and answer agencies' comments on accuracy",
    ),
    "team-member": (
        "read, challenge and advise for your agency, without direct responsibility for the case",
        "carry what is learnt back to your agency",
    ),
    "agency-lead": (
        "see that your agency's records are secured and its chronology and report are sent in time",
        "see that whoever writes had no part in the case and no line management of it",
    ),
    "report-writer": ("write your agency's chronology and report from its own records and staff",),
    "action-owner": ("do what the action says, report on it, and send what shows that it is done",),
    "gate-signer": ("look at what is to be published and sign the lines that are yours",),
    "practitioner": ("say how it was from where you stood; nobody is on trial",),
}


@paper(
    "appointment-letter",
    title="Appointments, and the board's agreement",
    by=BOARD,
    when=lambda case: Appointment.rows.filter(case=case).exists(),
)
def appointment_letter(seen: Any, *, of: Case, key: str = "") -> Paper:
    """The letter to somebody appointed; where none is named, everybody appointed and how far each has come."""
    rows = (
        Appointment.rows.filter(case=of, withdrawn_on=None)
        .select_related("person", "agency")
        .order_by("number")
    )
    if not key:
        return _all_appointments(of, list(rows))
    row = rows.filter(number=number_of(Appointment, key) or 0).first()
    if row is None:
        raise AccessDenied("There is nothing here.")
    framework = load(of.framework)
    title = title_of(of, row.role)
    theirs = framework.vocabulary.get(row.role, "")
    also = f" (in the law's words: {theirs})" if theirs and theirs.lower() != title.lower() else ""
    part = f" for {row.agency.name}" if row.agency else ""
    rule = framework.roles.get(row.role)
    independence: list[Block] = []
    if rule is not None or row.role in ("lead", "author"):
        law = [f"{rule.text} ({rule.cite})"] if rule else []
        years = of.board.employed_within_years
        local = f"By the board's own rule, not the law, nobody who worked for an agency involved within {years} years."
        independence = [
            Heading("Independence"),
            Bullets(tuple([*law, *([local] if years and row.role in ("lead", "author") else [])])),
        ]
    target = [Paragraph(f"The review is to be complete by {day(of.target_on)}.")] if of.target_on else []
    blocks: list[Block] = [
        Paragraph(f"To: {row.person.name}"),
        Note(f"You are asked to be {title}{part}{also} in the review {of.code}.", "Appointment"),
        Heading("What you are asked to do"),
        Bullets(
            tuple(f"{duty[0].upper()}{duty[1:]}." for duty in DUTIES.get(row.role, ("act for the board",)))
        ),
        *target,
        *independence,
        Heading("What we need from you"),
        Bullets(
            (
                "Accept or decline.",
                "Declare your interests: work, management, friendship or kin with anybody in the case. Write None if there is none.",
                "You see the case once the board has confirmed you, and until your appointment ends.",
            ),
            numbered=True,
        ),
        KeyValues(_how_far(row)),
        Heading("Confidentiality"),
        Paragraph(
            f"What you read is among the most sensitive there is. Use the code {of.code}, never a name, in any mail or file "
            "name, and keep no copy outside the review."
        ),
        from_the_manager(of, row.made_on),
    ]
    return letter(of, "Appointment", blocks, row.made_on)


def _how_far(row: Appointment) -> tuple[tuple[str, str], ...]:
    return (
        ("Asked", day(row.made_on)),
        ("Accepted", day(row.accepted_on) if row.accepted_on else "Not yet"),
        ("Interests declared", day(row.declared_on) if row.declared_on else "Not yet"),
        ("Confirmed by the board", day(row.confirmed_on) if row.confirmed_on else "Not yet"),
        ("The board's agreement", row.agreement or "Not yet"),
    )


def _all_appointments(case: Case, rows: list[Appointment]) -> Paper:
    table = Table(
        "Who is appointed as what",
        ("Who", "As what", "How far", "The board's agreement"),
        tuple(
            (
                row.person.name,
                title_of(case, row.role) + (f", {row.agency.name}" if row.agency else ""),
                state_of(row).capitalize() + (f" {day(row.confirmed_on)}" if row.confirmed_on else ""),
                row.agreement or "–",
            )
            for row in rows
        ),
    )
    confirmed = sum(1 for row in rows if state_of(row) == "confirmed")
    blocks: list[Block] = [Note(f"{confirmed} of {len(rows)} appointments stand confirmed."), table]
    latest = max(filter(None, (d for row in rows for d in (row.made_on, row.confirmed_on))))
    return letter(case, "Appointments", blocks, latest)
