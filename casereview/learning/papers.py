"""Early lessons as a paper: what is plain now goes out now, because learning does not wait for the report."""

from __future__ import annotations

from typing import Any

from casereview.access.roles import Role
from casereview.cases.letters import letter
from casereview.cases.models import Case
from casereview.cases.papers import paper
from casereview.learning.models import Lesson
from casereview.papers.blocks import Block, Bullets, Heading, Note, Paper, Paragraph, day

NOT_THE_REPORT = (
    "The review goes on. These lessons go out before its report, because what is plain now can be used now. "
    "The report may say more, or say it otherwise."
)


def _sent(case: Case) -> Any:
    return Lesson.rows.filter(case=case, withdrawn_on=None, sent_early_on__isnull=False).order_by(
        "sent_early_on", "number"
    )


@paper(
    "early-lessons",
    title="Early lessons",
    by=(Role.MANAGER, Role.CHAIR, Role.LEAD, Role.AUTHOR, Role.TEAM_MEMBER, Role.BOARD_MEMBER),
    when=lambda case: _sent(case).exists(),
)
def early_lessons(seen: Any, *, of: Case, key: str = "") -> Paper:
    """The lessons that went out early, each with whom it was sent to and when."""
    rows = list(_sent(of).prefetch_related("agencies"))
    blocks: list[Block] = [Note(NOT_THE_REPORT, "Early lessons")]
    for row in rows:
        about = ", ".join(sorted(agency.name for agency in row.agencies.all()))
        blocks += [
            Heading(row.key),
            Paragraph(row.text, strong=True),
            Bullets(
                (
                    f"Sent {day(row.sent_early_on)} to {row.sent_early_to}",
                    *((f"About the work of {about}",) if about else ()),
                )
            ),
        ]
    return letter(of, "Early lessons", blocks, rows[-1].sent_early_on)
