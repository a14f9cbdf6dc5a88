"""The board paper "where are we?", from the record."""

from __future__ import annotations

from datetime import date
from typing import Any

from casereview.access.policy import Reach
from casereview.access.roles import Phase, Role
from casereview.actions.queries import counts_of
from casereview.cases.appointed import state_of
from casereview.cases.called import role_called, title_of
from casereview.cases.clocks import about, clocks_of, met_on, next_step
from casereview.cases.letters import letter, review_of
from casereview.cases.models import Appointment, Case
from casereview.cases.papers import paper
from casereview.evidence.acts.asking import still_owed
from casereview.evidence.models import Asked
from casereview.law.frameworks import load
from casereview.learning.models import Finding, Lesson, Recommendation
from casereview.papers.blocks import Block, Bullets, Heading, KeyValues, Note, Paper, Paragraph, Table, day
from casereview.reviews.guards import holds_biting
from casereview.reviews.models import FamilyMember, Meeting, Step, TargetMove, Terms
from casereview.reviews.rules import CAUSES, FAMILY_STATES, HOLD_WORDS, MEETING_WORDS, words
from casereview.workspace.queries import happened


@paper("where-are-we", title="Where are we? (board paper)", by=(Role.MANAGER, Role.CHAIR, Role.LEAD))
def where_are_we(seen: Reach, *, of: Case, key: str = "") -> Paper:
    """Where a review stands, on two pages: what the board is asked, clocks, returns, family, delays, holds, what is next."""
    last = happened(of, limit=10)
    made = date.fromisoformat(max((h["on"] for h in last if h["on"]), default=of.notified_on.isoformat()))
    blocks: list[Block] = [
        Note(f"{next_step(of)}.", f"Phase: {of.phase}. Next"),
        KeyValues(_standing(of)),
        *_asked_of_the_board(of),
        *_clocks(of),
        *_delays(of),
        *_returns(of),
        *_family(of),
        *_learning(of),
        *_coming(of, made),
        Heading("What happened last"),
        Bullets(tuple(f"{day(h['on'])}: {h['sentence']}" for h in last if h["on"])),
    ]
    return letter(of, "Where are we?", blocks, made)


def _standing(case: Case) -> tuple[tuple[str, str], ...]:
    first, target = case.first_target_on, case.target_on
    moved = f" (first {day(first)})" if first and target and first != target else ""
    return (
        ("Review", f"{case.code}, {review_of(load(case.framework))}"),
        ("Notified", day(case.notified_on)),
        ("Decided", day(case.decided_on) if case.decided_on else "Not yet"),
        ("Target", f"{day(target)}{moved}" if target else "Not set"),
        *((title_of(case, role), _holder(case, role)) for role in ("lead", "author")),
    )


def _live(case: Case) -> Any:
    return (
        Appointment.rows.filter(case=case, until=None, declined_on=None, withdrawn_on=None)
        .select_related("person", "agency")
        .order_by("number")
    )


def _holder(case: Case, role: str) -> str:
    row = _live(case).filter(role=role).last()
    if row is None:
        return "Not appointed"
    state = state_of(row)
    return row.person.name + ("" if state == "confirmed" else f" ({state})")


def _asked_of_the_board(case: Case) -> list[Block]:
    """What waits for the board itself."""
    asked = [
        f"Confirm {row.person.name} as {role_called(case, row.role)}."
        for row in _live(case)
        if state_of(row) == "waits to be confirmed"
    ]
    terms = Terms.rows.filter(case=case, withdrawn_on=None).order_by("number").last()
    if terms is not None and terms.agreed_on is None:
        asked.append(f"Agree version {terms.number} of the terms of reference.")
    open_ = (
        Recommendation.rows.filter(case=case, withdrawn_on=None).count() if case.phase == "responding" else 0
    )
    if open_:
        asked.append(
            f"Answer the {open_} recommendations: accepted, in part or not accepted, each with reasons."
        )
    title = Heading("What the board is asked")
    return [title, Bullets(tuple(asked)) if asked else Paragraph("Nothing: this paper is for information.")]


def _clocks(case: Case) -> list[Block]:
    rows = tuple(
        (
            clock.text,
            f"{'about ' if about(clock, case) else ''}{day(clock.due)}",
            day(met_on(clock, case)) if met_on(clock, case) else "open",
            "local" if clock.local else clock.cite or "",
        )
        for clock in clocks_of(case)
        if clock.due
    )
    return (
        [Table("Clocks", ("Clock", "Due", "Done", "Source"), rows)]
        if rows
        else [Paragraph("No clock is running.")]
    )


def _delays(case: Case) -> list[Block]:
    blocks: list[Block] = []
    moves = TargetMove.rows.filter(case=case, withdrawn_on=None).order_by("number")
    if moves:
        rows = tuple((day(m.was), day(m.now), words(m.cause, CAUSES), m.because, m.agreed_by) for m in moves)
        blocks.append(Table("Delay register", ("From", "To", "Cause", "Reasons", "Agreed by"), rows))
    held = [h for kind in HOLD_WORDS for h in holds_biting(case, kind)]
    if held:
        blocks += [
            Heading("Holds"),
            Bullets(
                tuple(
                    f"{HOLD_WORDS[h.holds][0].upper()}{HOLD_WORDS[h.holds][1:]}, since {day(h.made_on)}: {h.because}"
                    for h in held
                )
            ),
        ]
    return blocks


def _returns(case: Case) -> list[Block]:
    rows = list(
        Asked.rows.filter(case=case, withdrawn_on=None).select_related("agency").order_by("due_on", "number")
    )
    if not rows:
        return []
    owed = {row.pk: still_owed(row) for row in rows}
    waiting = [
        f"{row.agency.name}: {' and '.join(owed[row.pk])}, due {day(row.due_on)}, chased {len(row.chased_on)} times."
        for row in rows
        if owed[row.pk]
    ]
    return [
        Heading("Agencies' chronologies and reports"),
        Paragraph(f"{len(rows) - len(waiting)} of {len(rows)} agencies have sent what they were asked for."),
        *([Bullets(tuple(waiting))] if waiting else []),
    ]


def _family(case: Case) -> list[Block]:
    rows = FamilyMember.rows.filter(case=case, withdrawn_on=None).order_by("number")
    lines = tuple(f"{row.relation}: {words(row.state, FAMILY_STATES).lower()}." for row in rows)
    return [
        Heading("Family"),
        Bullets(lines) if lines else Paragraph("Nobody of the family is recorded yet."),
    ]


def _learning(case: Case) -> list[Block]:
    live = {"case": case, "withdrawn_on": None}
    found = [(table.rows.filter(**live).count(), one, many) for table, one, many in COUNTED]
    said = [f"{count} {one if count == 1 else many}" for count, one, many in found if count]
    actions = counts_of(case)
    if actions["total"]:
        said.append(
            f"{actions['in_place']} of {actions['total']} actions in place, {actions['overdue']} overdue"
        )
    return [Heading("Learning and actions"), Paragraph(("; ".join(said) or "None is recorded yet") + ".")]


COUNTED: tuple[tuple[Any, str, str], ...] = (
    (Finding, "finding", "findings"),
    (Lesson, "lesson", "lessons"),
    (Recommendation, "recommendation", "recommendations"),
)


def _coming(case: Case, today: date) -> list[Block]:
    if case.phase == Phase.CLOSED:
        return []  # a step that was never ticked is not late once the review is over
    steps = Step.rows.filter(case=case, done_on=None, withdrawn_on=None).order_by("due_on", "number")[:6]
    meetings = Meeting.rows.filter(case=case, held_on__gte=today, withdrawn_on=None).order_by("held_on")[:4]
    lines = [(s.due_on, s.title) for s in steps] + [(m.held_on, MEETING_WORDS[m.what]) for m in meetings]
    if not lines:
        return []
    rows = tuple((day(on), what, "late" if on < today else "") for on, what in sorted(lines))
    return [Table("What comes next", ("Due", "Step or meeting", ""), rows)]
