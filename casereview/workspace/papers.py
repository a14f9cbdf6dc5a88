"""The board paper "where are we?", from the record."""

from __future__ import annotations

from typing import Any

from casereview.access.roles import Role
from casereview.actions.queries import counts_of
from casereview.cases.clocks import clocks_of, met_on, next_step
from casereview.cases.models import Case
from casereview.cases.papers import paper
from casereview.law.frameworks import load
from casereview.papers.blocks import Block, Bullets, Heading, KeyValues, Paper, Paragraph, Table, day
from casereview.reviews.guards import holds_biting
from casereview.reviews.models import TargetMove
from casereview.workspace.queries import happened


@paper("where-are-we", title="Where are we? (board paper)", by=(Role.MANAGER, Role.CHAIR, Role.LEAD))
def where_are_we(seen: Any, *, of: Case, key: str = "") -> Paper:
    """Where a review stands, on two pages: clocks, delays, holds, what happened last, what comes next."""
    framework, counts = load(of.framework), counts_of(of)
    clocks = tuple(
        (c.text, day(c.due), day(met_on(c, of)) if met_on(c, of) else "open") for c in clocks_of(of) if c.due
    )
    blocks: list[Block] = [
        KeyValues(
            (
                ("Review", f"{of.code}, {framework.title}"),
                ("Phase", of.phase),
                ("Next", next_step(of)),
                ("Target", day(of.target_on)),
            )
        ),
        Table("Clocks", ("Clock", "Due", "Done"), clocks) if clocks else Paragraph("No clock is running."),
    ]
    moves = TargetMove.rows.filter(case=of).order_by("number")
    if moves:
        blocks += [
            Heading("Delays"),
            Bullets(
                tuple(f"{day(m.was)} to {day(m.now)}, agreed by {m.agreed_by}: {m.because}" for m in moves)
            ),
        ]
    held = [h for kind in ("interviews", "sharing-family", "publication") for h in holds_biting(of, kind)]
    if held:
        blocks += [
            Heading("Holds"),
            Bullets(tuple(f"{h.holds.replace('-', ' ')} since {day(h.made_on)}: {h.because}" for h in held)),
        ]
    if counts["total"]:
        blocks += [
            Heading("Actions"),
            Paragraph(
                f"{counts['in_place']} of {counts['total']} are in place; {counts['overdue']} are overdue."
            ),
        ]
    last = happened(of, limit=10)
    blocks += [
        Heading("What happened last"),
        Bullets(tuple(f"{day(h['on'])}: {h['sentence']}" for h in last if h["on"])),
    ]
    made = max((h["on"] for h in last if h["on"]), default=of.notified_on.isoformat())
    from datetime import date

    return Paper(
        title="Where are we?",
        board=of.board.name,
        reference=of.code,
        made_on=date.fromisoformat(made),
        blocks=tuple(blocks),
        brand=of.board.brand,
    )
