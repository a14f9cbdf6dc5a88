"""Letters and papers of a review's commissioning: the decision, what the national body is told, the terms of reference."""

from __future__ import annotations

from typing import Any

from casereview.access.roles import Role
from casereview.acts.registry import AccessDenied
from casereview.acts.tables import number_of
from casereview.cases.called import title_of
from casereview.cases.clocks import TARGETS, clocks_of, goes_to_the_panel
from casereview.cases.first_days import agency_lines
from casereview.cases.letters import (
    ANSWERS,
    BOARD,
    criteria_blocks,
    from_the_manager,
    letter,
    outcome_words,
    review_of,
)
from casereview.cases.models import (
    Appointment,
    Case,
    Decision,
    InformationRequest,
    Notification,
    Signature,
    Telling,
)
from casereview.cases.papers import paper
from casereview.law.frameworks import load
from casereview.papers.blocks import (
    WHAT_A_REVIEW_IS,
    Block,
    Bullets,
    Heading,
    KeyValues,
    Note,
    Paper,
    Paragraph,
    Table,
    day,
)
from casereview.people.models import Agency
from casereview.reviews.models import Hold, Meeting, Proceedings, Step, Terms
from casereview.reviews.rules import GIVES, HOLD_WORDS, PROCEEDINGS_WORDS, words


def _decisions(case: Case) -> Any:
    return Decision.rows.filter(case=case, withdrawn_on=None).order_by("number")


@paper(
    "decision-letter",
    title="Decision letter",
    by=(*BOARD, Role.LEAD, Role.AUTHOR),
    when=lambda case: _decisions(case).exists(),
)
def decision_letter(seen: Any, *, of: Case, key: str = "") -> Paper:
    """The decision first; then why, what was considered, who and when, what agencies do now, how to disagree."""
    row = _decision(of, key)
    framework = load(of.framework)
    blocks: list[Block] = [
        Paragraph(f"To: {_addressees(of)}"),
        Note(f"{_said(of, row)} {_when(of, row)}", "Decision"),
        Heading("Why"),
        Paragraph(row.reasons),
    ]
    if row.departs_because:
        blocks += [
            Heading("Why the decision departs from the screening", 3),
            Paragraph(row.departs_because),
        ]
    if row.late_because:
        blocks += [Heading("Why the decision was late", 3), Paragraph(row.late_because)]
    blocks += [Heading("What the criteria say"), *criteria_blocks(framework, row.screening)]
    blocks += [Heading("What was considered"), *_considered(of, row)]
    if row.instead:
        blocks += [Heading("What happens instead"), Paragraph(row.instead)]
    if row.outcome != "no-review":
        blocks += [Heading("Who and when"), KeyValues(_who_and_when(of))]
    blocks += _beside(of)
    blocks += [
        Heading("What each agency does now"),
        Bullets(
            (
                "Keep the records secured, and tell the board manager on which day they were.",
                "Name somebody to speak to, and to write somebody who had no part in the case and no line management of it.",
                "Tell and support the staff who knew the child.",
            )
            if row.outcome != "no-review"
            else (
                "Do what this letter says happens instead.",
                "Tell and support the staff who knew the child.",
                "Tell the board manager at once of anything new.",
            ),
            numbered=True,
        ),
        Heading("Who else is told"),
        Bullets(_told(of) or ("This framework names nobody.",)),
        Heading("What a review is, and is not"),
        Paragraph(WHAT_A_REVIEW_IS),
        Heading("Questions, or if you disagree"),
        Paragraph(
            "Ring the board manager, or write with your reasons to whoever signed. New information can reopen this decision; "
            "this letter then stays on the record."
        ),
        Heading("Signed"),
        *_signed(row),
    ]
    return letter(of, "Decision on a serious incident", blocks, row.complete_on or row.made_on)


def _decision(case: Case, key: str) -> Decision:
    rows = _decisions(case)
    found: Decision | None = rows.filter(number=number_of(Decision, key) or 0).first() if key else rows.last()
    if found is None:
        raise AccessDenied("There is nothing here.")
    return found


def _said(case: Case, row: Decision) -> str:
    review = review_of(load(case.framework))
    return {
        "review": f"There will be a {review}.",
        "other": f"There will be another kind of review: {row.kind_of_review}.",
        "no-review": f"There will be no {review}.",
    }[row.outcome]


def _when(case: Case, row: Decision) -> str:
    if row.complete_on is None:
        have = Signature.rows.filter(decision=row).count()
        return f"This is a draft: {have} of {row.signatures_needed} signatures are there."
    clocks = {c.clock: c for c in clocks_of(case) if c.due}
    clock = clocks.get("decision") or clocks.get("rapid-review")
    due = f" It was due by {day(clock.due)}." if clock and clock.due else ""
    return f"Decided on {day(row.complete_on)}; the board was notified on {day(case.notified_on)}.{due}"


def _addressees(case: Case) -> str:
    names = [one["agency"] for one in agency_lines(case)]
    return "; ".join(names) if names else "the board's members"


def _considered(case: Case, row: Decision) -> list[Block]:
    """What lay before whoever decided: the notification, what agencies answered, the screening meeting's views."""
    said = [f"The notification of {day(case.notified_on)}."]
    asked = InformationRequest.rows.filter(case=case, withdrawn_on=None, made_on__lte=row.made_on)
    said += [
        f"{one.agency.name}, asked on {day(one.made_on)}: {ANSWERS[one.answer].lower()}"
        + (f" on {day(one.answered_on)}." if one.answered_on else ".")
        for one in asked.select_related("agency").order_by("number")
    ]
    blocks: list[Block] = [Bullets(tuple(said))]
    meetings = Meeting.rows.filter(
        case=case, what="screening", held_on__lte=row.made_on, withdrawn_on=None, minuted_on__isnull=False
    ).order_by("held_on")
    for meeting in meetings:
        blocks.append(Paragraph(f"The screening meeting of {day(meeting.held_on)}, and its members' views:"))
        blocks.append(Bullets(tuple(map(_view, meeting.views)) or ("No view is minuted.",)))
    return blocks


def _view(view: Any) -> str:
    if isinstance(view, dict):
        return ": ".join(str(part) for part in (view.get("member"), view.get("view")) if part)
    return str(view)


def _who_and_when(case: Case) -> tuple[tuple[str, str], ...]:
    terms = Terms.rows.filter(case=case, withdrawn_on=None).order_by("number").last()
    period = "To be set in the terms of reference"
    if terms is not None and terms.period_from and terms.period_to:
        period = f"{day(terms.period_from)} to {day(terms.period_to)}"
    return (
        ("Period looked at", period),
        (title_of(case, "lead"), _holder(case, "lead")),
        (title_of(case, "author"), _holder(case, "author")),
        ("To be complete by", day(case.target_on) if case.target_on else "To be set"),
    )


def _holder(case: Case, role: str) -> str:
    row = (
        Appointment.rows.filter(case=case, role=role, until=None, declined_on=None, withdrawn_on=None)
        .select_related("person")
        .order_by("number")
        .last()
    )
    if row is None:
        return "To be appointed"
    return row.person.name + ("" if row.confirmed_on else ", subject to a declaration of interests")


def _beside(case: Case) -> list[Block]:
    rows = Proceedings.rows.filter(case=case, withdrawn_on=None, ended_on=None).order_by("number")
    lines = []
    for row in rows:
        holds = Hold.rows.filter(proceedings=row, lifted_on=None, withdrawn_on=None).order_by("number")
        held = ", ".join(HOLD_WORDS[hold.holds] for hold in holds)
        what = PROCEEDINGS_WORDS[row.what]
        lines.append(
            f"{what[0].upper()}{what[1:]}: "
            + (f"it holds {held}. Everything else goes on." if held else "it holds nothing.")
        )
    return [Heading("Beside the review"), Bullets(tuple(lines))] if lines else []


def _told(case: Case) -> tuple[str, ...]:
    sent = {
        row.to.casefold(): row.sent_on
        for row in Telling.rows.filter(case=case, withdrawn_on=None).order_by("number")
    }
    return tuple(
        f"{one.who}: {one.what} ({one.cite})"
        + (f". Sent {day(sent[one.who.casefold()])}" if one.who.casefold() in sent else "")
        for one in load(case.framework).told
    )


def _signed(row: Decision) -> list[Block]:
    signatures = list(Signature.rows.filter(decision=row).select_related("person__agency").order_by("pk"))
    lines = [
        s.person.name + (f", {s.person.agency.name}" if s.person.agency else "") + f", {day(s.on)}"
        for s in signatures
    ]
    lines += ["______________________________"] * (row.signatures_needed - len(signatures))
    return [Bullets(tuple(lines))]


@paper(
    "national-letter",
    title="Letter to the national body",
    by=BOARD,
    when=lambda case: bool(load(case.framework).told) and _decisions(case).exists(),
)
def national_letter(seen: Any, *, of: Case, key: str = "") -> Paper:
    """What the national bodies of the framework are told of the decision. The day on which it is sent is recorded apart."""
    row = _decision(of, key)
    framework = load(of.framework)
    note = Notification.rows.filter(case=of).select_related("agency").order_by("number").first()
    blocks: list[Block] = [
        Paragraph("To: " + "; ".join(one.who for one in framework.told)),
        Note(f"{_said(of, row)} {_when(of, row)}", "Decision"),
        KeyValues(
            (
                ("Board", of.board.name),
                ("Our reference", of.code),
                ("Source of the notification", (note.agency.name if note and note.agency else "The board")),
                ("Day of the incident", day(of.incident_on)),
                ("The authority became aware", day(of.aware_on)),
                ("The board was notified", day(of.notified_on)),
                *(
                    [("The national Panel was notified", day(of.panel_notified_on))]
                    if goes_to_the_panel(of.framework)
                    else []
                ),
                ("Target", day(of.target_on) if of.target_on else "None"),
            )
        ),
        Heading("Reasons"),
        Paragraph(row.reasons),
        *([Paragraph(f"Departure from the screening: {row.departs_because}")] if row.departs_because else []),
        *([Paragraph(f"Delay: {row.late_because}")] if row.late_because else []),
        *([Paragraph(f"What happens instead: {row.instead}")] if row.instead else []),
        Heading("What the criteria say"),
        *criteria_blocks(framework, row.screening),
        *_beside(of),
        Heading("Under which duty this is sent"),
        Bullets(tuple(f"{one.who}: {one.what} ({one.cite})" for one in framework.told)),
        from_the_manager(of, row.made_on),
    ]
    return letter(of, "Notice of a decision", blocks, row.complete_on or row.made_on)


@paper(
    "terms-of-reference",
    title="Terms of reference",
    by=(*BOARD, Role.LEAD, Role.AUTHOR, Role.TEAM_MEMBER),
    when=lambda case: Terms.rows.filter(case=case, withdrawn_on=None).exists(),
)
def terms_of_reference(seen: Any, *, of: Case, key: str = "") -> Paper:
    """The terms as agreed, or the latest draft; an earlier version by its key."""
    rows = Terms.rows.filter(case=of, withdrawn_on=None).order_by("number")
    row = rows.filter(number=number_of(Terms, key) or 0).first() if key else _standing(rows)
    if row is None:
        raise AccessDenied("There is nothing here.")
    framework, decision = load(of.framework), _decisions(of).last()
    agreed = (
        f"Version {row.number}, agreed by the board on {day(row.agreed_on)}. {row.agreement}"
        if row.agreed_on
        else f"Version {row.number}: a draft that the board has not agreed."
    )
    why = outcome_words(framework, decision.screening.get("outcome", "")) if decision else ""
    period = f"{day(row.period_from)} to {day(row.period_to)}."
    blocks: list[Block] = [
        Note(agreed, "Standing"),
        *_section("Why this review is held", f"{why} {decision.reasons if decision else ''}".strip()),
        *_section("Purpose, and what it is not", f"{row.purpose}\n\n{WHAT_A_REVIEW_IS}"),
        *_section("The period, and a reason for each end", f"{period} {row.period_because}".strip()),
        Heading("Questions"),
        Bullets(tuple(row.questions), numbered=True),
        Heading("Agencies"),
        Table(
            "What each agency gives",
            ("Agency", "Gives"),
            tuple((_agency(of, one["agency"]), words(one["gives"], GIVES)) for one in row.agencies)
            or (("None is named yet", "–"),),
        ),
        *_section("Method, and why it is proportionate", row.method),
        Heading("Who leads, writes and advises"),
        KeyValues(
            (
                (title_of(of, "lead"), _holder(of, "lead")),
                (title_of(of, "author"), _holder(of, "author")),
                (
                    "Lead and author",
                    "Two people" if row.lead_and_author_apart else "They may be one person",
                ),
                ("Review Team", _team(of)),
            )
        ),
        *_section("The family", row.family),
        *_section("Practitioners", row.practitioners),
        *(_beside(of) or _section("Beside the review", "No proceedings are known.")),
        *_section("Experts", row.experts or "None."),
        *_timetable(of),
        *_section("Confidentiality, naming, records, and what may be said outside", row.confidentiality),
        *_section("Who signs off, and how a disagreement is settled", row.sign_off),
        Heading("Versions"),
        Bullets(tuple(_version(one) for one in rows)),
    ]
    return letter(of, "Terms of reference", blocks, row.agreed_on or row.made_on)


def _standing(rows: Any) -> Any:
    return rows.filter(agreed_on__isnull=False).last() or rows.last()


def _section(title: str, text: str) -> list[Block]:
    return [Heading(title), Paragraph(text.strip() or "Not set yet.")]


def _agency(case: Case, key: str) -> str:
    found = Agency.rows.filter(board=case.board_id, key=key).values_list("name", flat=True).first()
    return str(found or key)


def _team(case: Case) -> str:
    rows = Appointment.rows.filter(
        case=case, role="team-member", confirmed_on__isnull=False, until=None, withdrawn_on=None
    ).select_related("person__agency")
    names = [r.person.agency.name if r.person.agency else r.person.name for r in rows.order_by("number")]
    return "; ".join(names) or "To be appointed"


def _timetable(case: Case) -> list[Block]:
    steps = Step.rows.filter(case=case, withdrawn_on=None).order_by("due_on", "number")
    rows = tuple((step.title, day(step.due_on)) for step in steps)
    due = next((c for c in clocks_of(case) if c.clock in TARGETS and c.due), None)
    rule = f" {due.text} ({due.cite})" if due else ""
    target = (
        f"To be complete by {day(case.target_on)}.{rule}" if case.target_on else "No target date is set yet."
    )
    return [
        Heading("Timetable"),
        Paragraph(target),
        *([Table("Steps, counted back from the target", ("Step", "Due"), rows)] if rows else []),
    ]


def _version(row: Terms) -> str:
    agreed = f", agreed {day(row.agreed_on)}" if row.agreed_on else ", not agreed"
    why = f": {row.changed_because}" if row.changed_because else ""
    return f"Version {row.number}, drafted {day(row.made_on)}{agreed}{why}"
