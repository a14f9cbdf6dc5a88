"""The action plan as a paper of a review, and the agenda of the Learning and Improvement Group over all reviews."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from casereview.access.roles import Role
from casereview.actions.lines import rows_of, whole
from casereview.actions.models import Response
from casereview.actions.queries import responses_of
from casereview.actions.standing import answers
from casereview.cases.called import heading
from casereview.cases.models import Case
from casereview.cases.papers import paper
from casereview.papers.blocks import Block, Bullets, Heading, Note, Paper, Paragraph, Table, day

IN_PLACE_MEANS = (
    "In place means that the Learning and Improvement Group, who did not do the work, has seen proof that it is used. "
    "Nobody types a state: it follows from dates, proof and what the group and the board have said."
)
COLUMNS = (
    "No.",
    "Serves",
    "Action and what should be different",
    "Owner",
    "Due",
    "What will show it",
    "State",
)


def _any(case: Case) -> bool:
    return bool(rows_of(case).exists() or Response.rows.filter(case=case, withdrawn_on=None).exists())


@paper(
    "action-plan",
    title="Action plan",
    by=(Role.MANAGER, Role.CHAIR, Role.LEAD, Role.AUTHOR, Role.LEARNING_GROUP, Role.BOARD_MEMBER),
    when=_any,
    word="plan",
)
def action_plan_paper(seen: Any, *, of: Case, key: str = "") -> Paper:
    """The board's answers and the plan, with the state of each action on the day on which the paper is made."""
    today = timezone.localdate()
    found = whole(list(rows_of(of)), today)
    in_place = sum(1 for a in found if a["state"] == "in-place")
    overdue = sum(1 for a in found if a["state"] == "overdue")
    late = f" {overdue} {'is' if overdue == 1 else 'are'} overdue." if overdue else ""
    blocks: list[Block] = [
        Note(
            f"{in_place} of {len(found)} actions {'is' if len(found) == 1 else 'are'} in place.{late} {IN_PLACE_MEANS}",
            f"On {day(today)}",
        )
    ]
    for one in responses_of(of):
        mine = [a for a in found if a["recommendation"] == one["key"]]
        blocks += [Heading(f"{one['key']}, to {one['to']}"), Paragraph(one["text"]), *_answer(one)]
        blocks.append(
            _table(f"Actions for {one['key']}", mine) if mine else Paragraph("No action serves it.")
        )
    if rest := [a for a in found if not a["recommendation"]]:
        blocks += [
            Heading("Actions that were taken at once, or that serve a lesson"),
            _table("Actions", rest),
        ]
    if any(a["moves"] for a in found):
        blocks += [Heading("Dates that were moved"), Bullets(tuple(_moves(found)))]
    return Paper(
        title=heading(of, "plan"),
        board=of.board.name,
        reference=of.code,
        made_on=today,
        blocks=tuple(blocks),
        brand=of.board.brand,
        landscape=True,
    )


def _answer(one: dict[str, Any]) -> list[Block]:
    if not one["answer"]:
        return [Paragraph("No answer yet.", strong=True)]
    said: list[Block] = [
        Paragraph(f"{one['answer_words']}, {day(one['answered_on_by_board'])}.", strong=True),
        Paragraph(one["reasons"]),
    ]
    for before in one["before"]:
        said.append(Paragraph(f"Before: {before['answer_words'].lower()}, {day(before['on'])}."))
    return said


def _table(caption: str, found: list[dict[str, Any]]) -> Table:
    return Table(caption, COLUMNS, tuple(_row(a) for a in found))


def _row(a: dict[str, Any]) -> tuple[str, ...]:
    steps = [f"{m['text']} ({'reached' if m['done_on'] else day(m['due_on'])})" for m in a["milestones"]]
    action = [
        a["text"],
        *([f"Should be different: {a['outcome_sought']}"] if a["outcome_sought"] else []),
        *steps,
    ]
    owner = [a["owner"], a["agency"], *([f"Accountable: {a['accountable']}"] if a["accountable"] else [])]
    due = [
        day(a["due_on"]),
        *([f"first {day(a['first_due_on'])}"] if a["due_on"] != a["first_due_on"] else []),
    ]
    sent = [f"{p['text']} ({p['strength']})" for p in a["proof"]]
    return (
        a["key"],
        a["recommendation"] or a["lesson"] or "Immediate",
        "\n".join(action),
        "\n".join(owner),
        "\n".join(due),
        "\n".join([a["will_show"], *(f"Sent: {one}" for one in sent)]),
        _state(a),
    )


def _state(a: dict[str, Any]) -> str:
    if a["state"] == "overdue":
        return f"Overdue by {a['late_days']} day{'' if a['late_days'] == 1 else 's'}"
    if a["state"] == "in-place":
        return f"In place since {day(a['verified_on'])}"
    if a["state"] == "dropped":
        return f"Dropped by the board on {day(a['dropped_on'])}: {a['dropped_because']}"
    return str(a["state_words"])


def _moves(found: list[dict[str, Any]]) -> list[str]:
    return [
        f"{a['key']}: from {day(m['was'])} to {day(m['now'])}. Asked by {m['asked_by']}, agreed by {m['agreed_by']}. {m['because']}"
        for a in found
        for m in a["moves"]
    ]


BEYOND = (
    "There are more than one agenda holds. They come onto it as these are dealt with; each review's own plan has "
    "all of its actions."
)


def agenda_paper(answer: dict[str, Any], brand: str) -> Paper:
    """The group's agenda, made from what the board's agenda page shows: what needs talk first.

    Args:
        answer: what ``actions-of-board`` answered, with every row of every section.
        brand: the board's colour.
    """
    today = date.fromisoformat(answer["today"])
    blocks: list[Block] = [Note(IN_PLACE_MEANS, "Learning and Improvement Group")]
    for number, section in enumerate(answer["sections"], 1):
        many = "more than " if section["beyond"] else ""
        blocks.append(Heading(f"{number}. {section['title']}: {many}{section['count']}"))
        blocks.append(_items(section) if section["rows"] else Paragraph("None."))
        if section["beyond"]:
            blocks.append(Paragraph(BEYOND))
    return Paper(
        title="Agenda of the Learning and Improvement Group",
        board=answer["board"]["name"],
        reference=answer["board"]["code"],
        made_on=today,
        blocks=tuple(blocks),
        brand=brand,
        landscape=True,
    )


def _items(section: dict[str, Any]) -> Block:
    if section["name"] == "quiet":
        return Bullets(
            tuple(f"{a['code']} {a['key']}, {a['agency']}: by {day(a['due_on'])}" for a in section["rows"])
        )
    if section["name"] == "dates":
        columns: tuple[str, ...] = ("Action", "Was", "Now", "Asked by", "Agreed by", "Why")
        rows = tuple(
            (_named(a), day(a["was"]), day(a["now"]), a["asked_by"], a["agreed_by"], a["because"])
            for a in section["rows"]
        )
        return Table(section["title"], columns, rows)
    columns = ("Action", "Owner", "Due", "What will show it", "State")
    return Table(
        section["title"],
        columns,
        tuple(
            (
                _named(a),
                f"{a['owner']}, {a['agency']}"
                + (f"\nAccountable: {a['accountable']}" if a["accountable"] else ""),
                day(a["due_on"]),
                a["will_show"],
                _state(a),
            )
            for a in section["rows"]
        ),
    )


def _named(a: dict[str, Any]) -> str:
    return f"{a['code']} {a['key']}: {a['text']}"


@paper(
    "board-response",
    title="The board's response",
    by=(
        Role.MANAGER,
        Role.CHAIR,
        Role.LEAD,
        Role.AUTHOR,
        Role.LEARNING_GROUP,
        Role.BOARD_MEMBER,
        Role.GATE_SIGNER,
    ),
    when=lambda case: Response.rows.filter(case=case, withdrawn_on=None).exists(),
)
def board_response_paper(seen: Any, *, of: Case, key: str = "") -> Paper:
    """The board's answer to each recommendation, with its reasons: published beside the report."""
    return response_paper(of)


def response_paper(case: Case) -> Paper:
    """The board's answer to each recommendation, with its reasons."""
    found = responses_of(case)
    blocks: list[Block] = [
        Paragraph(
            "The review's advice is not legally binding. The board answers each recommendation: accepted, accepted in part or "
            "not accepted, with its reasons, and decides what is done so that it is less likely to happen again."
        )
    ]
    for one in found:
        blocks += [Heading(f"{one['key']}, to {one['to']}"), Paragraph(one["text"]), *_answer(one)]
    if not found:
        blocks.append(Paragraph("The review made no recommendation. Its findings are what was learnt."))
    return Paper(
        title="The board's response",
        board=case.board.name,
        reference=case.code,
        made_on=max(
            (r.made_on for r in answers(case).values()), default=case.completed_on or case.notified_on
        ),
        blocks=tuple(blocks),
        brand=case.board.brand,
        marking="" if case.published_on else "OFFICIAL-SENSITIVE: DRAFT",
    )
