"""The letter by which an agency is asked for its chronology and report."""

from __future__ import annotations

from typing import Any

from casereview.access.policy import Reach
from casereview.access.roles import Role
from casereview.acts.registry import AccessDenied
from casereview.acts.tables import number_of
from casereview.cases.called import role_called
from casereview.cases.letters import from_the_manager, letter, review_of
from casereview.cases.models import Case
from casereview.cases.papers import paper
from casereview.evidence.models import Asked
from casereview.law.frameworks import load
from casereview.papers.blocks import Block, Bullets, Heading, Note, Paper, Paragraph, Table, day
from casereview.people.references import as_one
from casereview.reviews.models import Terms

CHRONOLOGY = (
    (
        "Date, time, end",
        "As the record has it. A date that is not exact is written as it is: about, early May, not known.",
    ),
    ("Source of information", "The record or the person it is from."),
    ("Professional", "Role and code, not a name."),
    ("Was the child seen?", "Yes, no, alone, heard and not seen."),
    ("What happened", "Significant events, and periods without contact."),
    ("Comment", "Your own analysis. No other agency sees it before all are shared."),
)
"""The columns of a chronology, and what goes into each."""
REPORT = (
    "who writes it: somebody with no part in the case and no line management of it",
    "how it was done: records read, people spoken to, who declined, what was missing",
    "what the work was like: caseloads, vacancies, supervision, systems",
    "for each question: what happened, what should have, why, and whether it was usual",
    "the child's voice; identity and culture; good practice",
    "what your agency has learnt, and done already; few recommendations of its own",
    "the signature of somebody senior to the writer",
)


def _seen(case: Case, seen: Reach) -> Any:
    """Whoever reaches the whole review has every letter; an agency's lead their own."""
    rows = Asked.rows.filter(case=case, withdrawn_on=None).select_related("agency").order_by("number")
    return rows if seen.whole(case.place) else rows.filter(agency__in=as_one(seen.agencies_in(case.pk)))


@paper(
    "agency-request",
    title="Request to agencies for chronology and report",
    by=(Role.MANAGER, Role.CHAIR, Role.LEAD, Role.AUTHOR, Role.AGENCY_LEAD, Role.REPORT_WRITER),
    when=lambda case: Asked.rows.filter(case=case, withdrawn_on=None).exists(),
)
def agency_request(seen: Reach, *, of: Case, key: str = "") -> Paper:
    """The letter to one agency; where none is named, to the agency's own people theirs, to others all in one file."""
    rows = _seen(of, seen)
    rows = list(rows.filter(number=number_of(Asked, key) or 0) if key else rows)
    if not rows:
        raise AccessDenied("There is nothing here.")
    blocks: list[Block] = []
    for row in rows:
        if len(rows) > 1:
            blocks.append(Heading(row.agency.name, new_page=bool(blocks)))
        blocks += _letter(of, row, 3 if len(rows) > 1 else 2)
    return letter(of, "Request for a chronology and a report", blocks, max(row.made_on for row in rows))


def _letter(case: Case, row: Asked, level: int) -> list[Block]:
    review, terms, lead = review_of(load(case.framework)), _terms(case), role_called(case, "lead")
    things = [word for word, asked in (("chronology", row.chronology), ("report", row.report)) if asked]
    blocks: list[Block] = [
        Paragraph(f"To: the safeguarding lead, {row.agency.name}"),
        Note(
            f"Please send your agency's {' and '.join(things)} for the {review} {case.code} by {day(row.due_on)}.",
            "What we ask",
        ),
    ]
    if row.chased_on:
        blocks.append(Paragraph(f"This is a reminder: we wrote last on {day(row.chased_on[-1])}."))
    if terms is not None:
        period = f"{day(terms.period_from)} to {day(terms.period_to)}"
        blocks += [
            Heading("The period and the questions", level),
            Paragraph(f"{period}. {terms.period_because}"),
        ]
        blocks.append(Bullets(tuple(terms.questions), numbered=True))
    if row.guidance:
        blocks += [Heading("Guidance", level), Paragraph(row.guidance)]
    if row.chronology:
        blocks.append(Table("The chronology, column by column", ("Column", "What goes in"), CHRONOLOGY))
    if row.report:
        blocks += [
            Heading("The report says", level),
            Bullets(tuple(f"{one[0].upper()}{one[1:]}." for one in REPORT)),
        ]
    blocks += [
        Heading("How it is handled", level),
        Bullets(
            (
                "What you submit is frozen with a digest, so that nobody can change it afterwards; you may submit a later version.",
                f"The {lead} accepts it or sends it back with comments.",
                f"No other agency sees it before the {lead} shares all of them with all at once.",
                "If you searched and hold nothing, say so: it is an answer.",
            )
        ),
        from_the_manager(case, row.made_on),
    ]
    return blocks


def _terms(case: Case) -> Terms | None:
    found: Terms | None = (
        Terms.rows.filter(case=case, agreed_on__isnull=False, withdrawn_on=None).order_by("number").last()
    )
    return found
