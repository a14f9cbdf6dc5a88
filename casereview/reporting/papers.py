"""The three papers of a report, from the record."""

from __future__ import annotations

from typing import Any

from casereview.access.roles import Role
from casereview.cases.models import Case
from casereview.cases.papers import paper
from casereview.law.frameworks import load
from casereview.papers.blocks import Block, Bullets, Heading, KeyValues, Paper, Paragraph, day
from casereview.papers.markdown import from_markdown
from casereview.reporting.drawn import frozen_sections
from casereview.reporting.models import Section
from casereview.reporting.titles import titles_in

READS = (Role.MANAGER, Role.CHAIR, Role.LEAD, Role.AUTHOR, Role.BOARD_MEMBER, Role.GATE_SIGNER)
"""Whoever signs a line of the publication gate reads what they sign for."""


def _started(case: Case) -> bool:
    return bool(Section.rows.filter(case=case).exists())


def of_kind(case: Case, kind: str, sections: list[dict[str, Any]] | None = None) -> Paper:
    """One of the three papers.

    Args:
        sections: those of a frozen version; the report as it stands, if left out.
    """
    title = titles_in(case)[kind]
    blocks: list[Block] = []
    if kind == "overview":
        framework = load(case.framework)
        blocks.append(
            KeyValues(
                (
                    ("Kind of review", framework.title),
                    ("Notified", day(case.notified_on)),
                    ("Decided", day(case.decided_on)),
                    ("Completed", day(case.completed_on) if case.completed_on else "draft"),
                )
            )
        )
    own = [s for s in (sections if sections is not None else frozen_sections(case)) if s["paper"] == kind]
    for number, section in enumerate(own, 1):
        empty = not section["text"].strip() and not section["drawn"]
        if kind == "overview":
            blocks.append(Heading(f"{number}. {section['heading']}"))
            blocks += from_markdown(section["text"], number=f"{number}.")
            blocks += [Paragraph("Nothing is written here.")] if empty else _drawn(section["drawn"])
        elif not empty:  # the short papers have no numbers, so that a section without words can be left out
            blocks.append(Heading(section["heading"]))
            blocks += from_markdown(section["text"], number="")
            blocks += _in_brief(section["drawn"]) if kind == "brief" else _drawn(section["drawn"])
    return Paper(
        title=title,
        board=case.board.name,
        reference=case.code,
        made_on=case.completed_on or case.decided_on or case.notified_on,
        blocks=tuple(blocks),
        kind=kind,
        one_page=kind == "brief",
        brand=case.board.brand,
        marking="" if case.published_on else "OFFICIAL-SENSITIVE: DRAFT",
    )


def _drawn(things: list[dict[str, Any]]) -> list[Block]:
    blocks: list[Block] = []
    for thing in things:
        blocks.append(Paragraph(f"{thing['key']}. {thing['text']}", strong=True))
        if thing.get("why"):
            blocks.append(Paragraph(thing["why"]))
        if thing.get("to"):
            blocks.append(Bullets((f"Addressed to: {thing['to']}",)))
    return blocks


MOST_IN_BRIEF = 7
"""So many lessons, and so many recommendations, go on the one page that a team reads in seven minutes."""


def _in_brief(things: list[dict[str, Any]]) -> list[Block]:
    shown = things[:MOST_IN_BRIEF]
    lines = tuple(f"{one['text']} ({one['to']})" if one.get("to") else str(one["text"]) for one in shown)
    blocks: list[Block] = [Bullets(lines)] if lines else []
    if len(things) > len(shown):
        blocks.append(Paragraph(f"These are {len(shown)} of {len(things)}. All are in the report."))
    return blocks


@paper("overview-report", title="Overview report", by=READS, when=_started, word="report")
def overview(seen: Any, *, of: Case, key: str = "") -> Paper:
    """The overview report."""
    return of_kind(of, "overview")


@paper("executive-summary", title="Executive summary", by=READS, when=_started, word="summary")
def summary(seen: Any, *, of: Case, key: str = "") -> Paper:
    """The executive summary."""
    return of_kind(of, "summary")


@paper("learning-brief", title="Learning brief", by=READS, when=_started)
def brief(seen: Any, *, of: Case, key: str = "") -> Paper:
    """The one-page learning brief."""
    return of_kind(of, "brief")
