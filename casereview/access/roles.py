"""The ids of roles and phases, as every act, page and journal spells them."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a person is to a board or to a case. Titles come from the framework's vocabulary."""

    NOTIFIER = "notifier"
    MANAGER = "manager"
    CHAIR = "chair"
    BOARD_MEMBER = "board-member"
    LEAD = "lead"
    AUTHOR = "author"
    TEAM_MEMBER = "team-member"
    AGENCY_LEAD = "agency-lead"
    REPORT_WRITER = "report-writer"
    PRACTITIONER = "practitioner"
    ACTION_OWNER = "action-owner"
    LEARNING_GROUP = "learning-group"
    GATE_SIGNER = "gate-signer"
    APPOINTEE = "appointee"
    """Somebody asked to take an appointment, until it is confirmed: may accept, decline and declare, and sees no more."""


ROLE_TITLES: dict[
    str, str
] = {  # outside a case; in one, ``cases.called`` says it in the words of its framework
    "notifier": "Notifier",
    "manager": "Board manager",
    "chair": "Chair",
    "board-member": "Board member",
    "lead": "Independent Safeguarding Lead",
    "author": "Overview Report Author",
    "team-member": "Review Team member",
    "agency-lead": "Agency lead",
    "report-writer": "Agency report writer",
    "practitioner": "Practitioner",
    "action-owner": "Action owner",
    "learning-group": "Learning and Improvement Group member",
    "gate-signer": "Gate signer",
    "appointee": "Person asked to take this appointment",
}


def titled(role: str) -> str:
    """A role inside a sentence: a title keeps its capitals, a plain word does not.

    >>> titled("lead"), titled("agency-lead")
    ('Independent Safeguarding Lead', 'agency lead')
    """
    title = ROLE_TITLES[role]
    return title if any(word[0].isupper() for word in title.split()[1:]) else title.lower()


def an(role: str, deputy: bool = False) -> str:
    """Somebody in a role, as a sentence begins.

    >>> an("lead"), an("chair", deputy=True)
    ('An Independent Safeguarding Lead', 'A deputy chair')
    """
    return with_article(f"{'deputy ' if deputy else ''}{titled(role)}")


def with_article(called: str) -> str:
    """Words for somebody with *a* or *an* before them, as a sentence begins."""
    return f"{'An' if called[0] in 'aeioAEIO' else 'A'} {called}"


ALL_ROLES = frozenset(Role)
BOARD_POSTS = frozenset({Role.MANAGER, Role.CHAIR, Role.LEARNING_GROUP, Role.NOTIFIER})
"""Posts whose holder reaches the board itself. Everybody else reaches a case by appointment."""
WHOLE_CASE = frozenset(
    {Role.MANAGER, Role.CHAIR, Role.LEAD, Role.AUTHOR}
)  # design: reach everything of a case once it has been submitted
PARTS_OF_AGENCIES = frozenset({Role.AGENCY_LEAD, Role.REPORT_WRITER})
"""Roles that are held for one agency's part of a case."""


class Phase(StrEnum):
    """How far a review has come. Not all that may happen."""

    NOTIFIED = "notified"
    SCREENING = "screening"
    DECIDED = "decided"
    COMMISSIONED = "commissioned"
    GATHERING = "gathering"
    ANALYSING = "analysing"
    REPORTING = "reporting"
    RESPONDING = "responding"
    PUBLISHED = "published"
    MONITORING = "monitoring"
    CLOSED = "closed"


PHASES: tuple[Phase, ...] = tuple(Phase)
BOARD_PHASE = "board"
"""The one phase of a board, so that acts on boards pass through the same door."""


def phases(first: Phase, last: Phase) -> frozenset[Phase]:
    """Every phase from one to another, both included.

    >>> sorted(phases(Phase.NOTIFIED, Phase.DECIDED))
    [<Phase.DECIDED: 'decided'>, <Phase.NOTIFIED: 'notified'>, <Phase.SCREENING: 'screening'>]
    """
    return frozenset(PHASES[PHASES.index(first) : PHASES.index(last) + 1])


ANY_PHASE = frozenset(PHASES)
OPEN = phases(Phase.NOTIFIED, Phase.MONITORING)
"""Every phase in which a case is not closed."""
LEARNING = phases(Phase.DECIDED, Phase.RESPONDING)
"""Learning does not wait for the report: entries, meetings, events, family, findings and lessons are open here."""
FOLLOWING = phases(Phase.RESPONDING, Phase.MONITORING)
"""Actions are reported, verified and dropped here, so that a hold on publication never stops improvement."""
