"""Letters made from the record: acknowledgement, decision, appointment. No name of the family stands in any of them."""

from __future__ import annotations

from typing import Any

from casereview.access.roles import ROLE_TITLES, Role
from casereview.acts.registry import AccessDenied
from casereview.acts.tables import number_of
from casereview.cases.models import Appointment, Case, Decision, InformationRequest, Signature
from casereview.cases.papers import paper
from casereview.cases.screening_note import screening_note  # registers itself
from casereview.law.frameworks import load
from casereview.papers.blocks import Block, Bullets, Heading, KeyValues, Note, Paper, Paragraph, Table, day

__all__ = [
    "acknowledgement",
    "appointment_letter",
    "decision_letter",
    "information_request",
    "screening_note",
]

BOARD = (Role.MANAGER, Role.CHAIR)
RESULTS = {"met": "Met", "not-met": "Not met", "not-known": "Not known"}
OUTCOMES = {
    "must": "A review must be held",
    "may": "A review may be held and must be considered",
    "need-not": "A review need not be held",
    "cannot-say": "The criteria cannot say yet",
}


def _letter(case: Case, title: str, blocks: list[Block], made_on: Any) -> Paper:
    return Paper(
        title=title,
        board=case.board.name,
        reference=case.code,
        made_on=made_on,
        blocks=tuple(blocks),
        brand=case.board.brand,
    )


@paper("acknowledgement", title="Acknowledgement of a notification", by=BOARD)
def acknowledgement(seen: Any, *, of: Case, key: str = "") -> Paper:
    """What whoever notified is told at once."""
    framework = load(of.framework)
    blocks: list[Block] = [
        Paragraph(
            f"Thank you for your notification of {day(of.notified_on)}. The case is called {of.code}. Please use this code, and no name, whenever you write."
        ),
        Heading("What happens next"),
        Bullets(
            (
                "Your agency secures its records today, so that nothing is added to or taken from them.",
                "Tell us at once if another child may not be safe.",
                f"The facts are tested against the criteria for a {framework.title.lower()}, and a decision is made in writing.",
            ),
            numbered=True,
        ),
        Heading("Who decides"),
        Paragraph(f"{framework.decides.by} ({framework.decides.cite})"),
    ]
    return _letter(of, "We have your notification", blocks, of.notified_on)


@paper(
    "information-request",
    title="Request to agencies for information",
    by=BOARD,
    when=lambda case: InformationRequest.rows.filter(case=case).exists(),
)
def information_request(seen: Any, *, of: Case, key: str = "") -> Paper:
    """What each agency was asked for the screening, by when, and what came back."""
    words = {
        "no-reply": "No reply yet",
        "received": "Received",
        "searched-nothing-held": "Searched, nothing held",
        "refused": "Refused",
    }
    rows = (
        InformationRequest.rows.filter(case=of, withdrawn_on=None).select_related("agency").order_by("number")
    )
    table = Table(
        "What was asked",
        ("Agency", "What we ask", "By", "Answer"),
        tuple((r.agency.name, r.what, day(r.due_on), words[r.answer]) for r in rows),
    )
    blocks: list[Block] = [
        Paragraph(
            "Please search your records and tell us what you hold. If you hold nothing, say that you searched and where. Secure the records today."
        ),
        table,
        Paragraph(
            "Nothing that you send is shown to another agency before the lead shares all of it with all at once."
        ),
    ]
    return _letter(of, "Request for information", blocks, rows[0].made_on if rows else of.notified_on)


@paper(
    "decision-letter",
    title="Decision letter",
    by=(*BOARD, Role.LEAD, Role.AUTHOR),
    when=lambda case: Decision.rows.filter(case=case, withdrawn_on=None).exists(),
)
def decision_letter(seen: Any, *, of: Case, key: str = "") -> Paper:
    """The decision with its reasons, each criterion, and what agencies do now."""
    row = Decision.rows.filter(case=of, withdrawn_on=None).latest("number")
    framework = load(of.framework)
    said = {
        "review": f"There will be a {framework.title.lower()}.",
        "other": f"There will be another kind of review: {row.kind_of_review}.",
        "no-review": "There will be no review.",
    }[row.outcome]
    blocks: list[Block] = [
        Note(f"{said} Decided on {day(row.made_on)}.", "Decision"),
        Heading("Reasons"),
        Paragraph(row.reasons),
    ]
    if row.departs_because:
        blocks += [Heading("Why the decision departs from the screening"), Paragraph(row.departs_because)]
    if row.late_because:
        blocks += [Heading("Why the decision was late"), Paragraph(row.late_because)]
    if row.instead:
        blocks += [Heading("What happens instead"), Paragraph(row.instead)]
    blocks += _criteria(row.screening)
    if row.outcome != "no-review":
        blocks += [
            Heading("What agencies do now"),
            Bullets(
                (
                    "Keep the records secured.",
                    "Name a safeguarding lead, and somebody to write who had no part in the case.",
                    "Support your staff.",
                )
            ),
        ]
    if of.target_on:
        blocks.append(KeyValues((("To be complete by", day(of.target_on)),)))
    blocks += [
        Heading("Who else is told"),
        Bullets(tuple(f"{t.who}: {t.what}" for t in framework.told) or ("Nobody is named.",)),
    ]
    signed = Signature.rows.filter(decision=row).select_related("person").order_by("pk")
    blocks += [Heading("Signed"), Bullets(tuple(f"{s.person.name}, {day(s.on)}" for s in signed))]
    blocks.append(
        Paragraph(
            "If you disagree, write to the board manager with your reasons. The chair answers in writing."
        )
    )
    return _letter(of, "Decision on a serious incident", blocks, row.made_on)


def _criteria(screening: dict[str, Any]) -> list[Block]:
    blocks: list[Block] = [
        Heading("What the criteria said"),
        Paragraph(OUTCOMES.get(screening.get("outcome", ""), "")),
    ]
    for number, child in enumerate(screening.get("children", []), 1):
        rows = tuple((b["text"], RESULTS[b["result"]], b["cite"]) for b in child.get("because", []))
        blocks.append(Table(f"Child or adult {number}", ("Criterion", "Result", "Source"), rows))
    return blocks


@paper(
    "appointment-letter",
    title="Appointment letters",
    by=BOARD,
    when=lambda case: Appointment.rows.filter(case=case).exists(),
)
def appointment_letter(seen: Any, *, of: Case, key: str = "") -> Paper:
    """The letter to somebody appointed; of all who are confirmed, where none is named."""
    rows = (
        Appointment.rows.filter(case=of, withdrawn_on=None, until=None)
        .select_related("person", "agency")
        .order_by("number")
    )
    if key:
        rows = rows.filter(number=number_of(Appointment, key) or 0)
    if not rows:
        raise AccessDenied("There is nothing here.")
    blocks: list[Block] = []
    for row in rows:
        part = f", for {row.agency.name}" if row.agency else ""
        blocks += [
            Heading(f"{row.person.name}: {ROLE_TITLES[row.role]}{part}"),
            Paragraph(
                f"You are asked to be {ROLE_TITLES[row.role]} in the review {of.code}{part}. Please accept or decline, and declare your interests."
            ),
            KeyValues(
                (
                    ("Accepted", day(row.accepted_on)),
                    ("Interests declared", day(row.declared_on)),
                    ("Confirmed by the board", day(row.confirmed_on)),
                )
            ),
        ]
    return _letter(of, "Appointment", blocks, rows[0].made_on)
