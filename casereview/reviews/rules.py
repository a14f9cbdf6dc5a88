"""The plan of steps, computed backwards from the target date, and the words of a review's rooms. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

STEPS: tuple[tuple[str, int], ...] = (
    ("Appoint the lead and the author", 88),
    ("Agree the terms of reference", 84),
    ("Ask the agencies for chronologies and reports", 80),
    ("Meet the family for the first time", 74),
    ("Chronologies and reports are in", 58),
    ("First meeting of the Review Team on the merged chronology", 52),
    ("Learning event with practitioners", 42),
    ("Findings and lessons agreed by the Review Team", 32),
    ("Draft report to the agencies for accuracy", 24),
    ("The family reads the draft", 16),
    ("Sign-off by the lead", 12),
    ("Sign-off by the board, with its response", 6),
    ("Report complete", 0),
)
"""Each step with the share of the time, in hundredths, that is left after it, as boards plan it."""


def plan(
    start: date, target: date, works: Callable[[date], bool] = lambda day: True
) -> list[tuple[str, date]]:
    """The steps with their days, counted backwards from the target over the time there is.

    Args:
        start: the day of the decision. target: the day on which the review is to be complete; never before
        the start. works: whether a day is a working day. A step that would fall on another day is due on
        the working day before,
            if that is not before the start. The last step is due on the target itself, whatever day that is.

    Raises:
        ValueError: the target is before the start.

    >>> plan(date(2014, 1, 1), date(2014, 4, 11))[-1]
    ('Report complete', datetime.date(2014, 4, 11))
    """
    days = (target - start).days
    if days < 0:
        raise ValueError("The target is before the start.")
    found = []
    for title, left in STEPS:
        day = target - timedelta(days=days * left // 100)
        found.append((title, day if left == 0 else _works_on(day, start, works)))
    return found


def _works_on(day: date, first: date, works: Callable[[date], bool]) -> date:
    """The last working day up to a day, or the day itself where there is none since the first."""
    earlier = day
    while earlier > first and not works(earlier):
        earlier -= timedelta(days=1)
    return earlier if works(earlier) else day


def moved_along(due: date, was: date, now: date) -> date:
    """Where a step stands after the target has moved: as far before the target as it was.

    >>> moved_along(date(2014, 8, 1), date(2014, 9, 3), date(2014, 10, 3))
    datetime.date(2014, 8, 31)
    """
    return due + (now - was)


GIVES: tuple[tuple[str, str], ...] = (
    ("report-and-chronology", "A report and a chronology"),
    ("chronology", "A chronology"),
    ("information", "Information when asked"),
    ("none", "Nothing"),
)
"""What an agency can be asked to give to a review."""

HOLD_WORDS: dict[str, str] = {
    "interviews": "interviews with named witnesses",
    "sharing-family": "sharing with the family",
    "publication": "publication",
}
"""What proceedings can hold, as a sentence says it."""

PROCEEDINGS_WORDS: dict[str, str] = {
    "police-investigation": "police investigation",
    "criminal-trial": "criminal trial",
    "inquest": "inquest",
    "family-proceedings": "family proceedings",
    "other": "proceedings",
}

CAUSES: tuple[tuple[str, str], ...] = (
    ("police", "Police investigation"),
    ("criminal-trial", "Criminal trial"),
    ("inquest", "Inquest"),
    ("family-proceedings", "Family proceedings"),
    ("complexity", "Scale or complexity of the case"),
    ("agency-late", "An agency was late"),
    ("people", "People left or fell ill"),
    ("family", "Time for the family"),
    ("other", "Something else"),
)
"""Causes of delay. The first four are not the review's own to cure."""

FAMILY_STATES: tuple[tuple[str, str], ...] = (
    ("not-yet-asked", "Not yet asked"),
    ("taking-part", "Taking part"),
    ("declined", "Declined"),
    ("not-reached", "Not reached"),
    ("not-safe", "Not safe to ask"),
)
"""Where it stands with somebody of the family. Four of the five are ways of not taking part, each its own."""

FAMILY_CONTACTS: tuple[tuple[str, str], ...] = (
    ("invited", "Invited to take part"),
    ("met", "Met or spoken to"),
    ("update", "Told how the review goes on"),
    ("shown-draft", "Read the draft"),
    ("told-of-publication", "Told of the publication and its day"),
    ("told-of-change", "Told what has changed"),
)
SHARES_WITH_FAMILY = frozenset({"shown-draft", "told-of-change"})
"""Contacts that hand something of the review's content to the family: what a hold on sharing holds."""

MEETING_WORDS: dict[str, str] = {
    "screening": "Screening meeting",
    "review-team": "Review Team",
    "learning-event": "Learning event with practitioners",
    "learning-group": "Learning and Improvement Group",
    "board": "Board",
}
CAME_WORDS: dict[str, str] = {
    "invited": "Not recorded",
    "came": "Came",
    "apologies": "Apologies",
    "absent": "Did not come",
}
CONFIDENTIAL = (
    "Confidential. What is said here is for this review. It is shared outside only as the lead and the board agree, and "
    "nobody is named."
)
"""Said at the top of every agenda and of all minutes."""
PAPER_KINDS = ("agency-report", "document")
"""Kinds of thing that a meeting can have among its papers."""
LED = frozenset({"review-team", "learning-event"})
"""Meetings that the lead chairs or facilitates."""

AGENDAS: dict[str, tuple[str, ...]] = {
    "screening": (
        "Welcome, apologies, who decides",
        "Confidentiality",
        "Declarations of interest",
        "What happened, and what is known and not known",
        "The criteria, one by one",
        "Safety of other children",
        "Each member's view",
        "What is recommended, and why",
    ),
    "review-team": (
        "Welcome, apologies, whether enough are here",
        "Confidentiality",
        "Declarations of interest",
        "Last minutes and tasks",
        "Proceedings beside the review",
        "The family",
        "Reports and chronologies: in, late, how good",
        "Analysis and the draft",
        "The learning event",
        "Learning to pass on now",
        "Timetable, risks, delay",
        "What may be said outside",
        "Next dates",
    ),
    "learning-event": (
        "Why we are here, and what becomes of what we say",
        "Ground rules: nobody is on trial",
        "Who the child was",
        "The time line, walked by phases",
        "What it looked like from where you stood; what made sense then; what helped, what got in the way",
        "Usual, or only here?",
        "What is different now",
        "Themes: right, wrong, missing",
        "Support and next steps",
    ),
    "learning-group": (
        "Apologies, declarations of interest, who leaves for which item",
        "Actions with evidence to verify",
        "Actions overdue",
        "Requests to change a date",
        "Checks of effect that are due",
        "Lessons that come back",
    ),
    "board": (
        "Apologies, declarations of interest",
        "Where the review stands",
        "Proceedings and holds",
        "What the board is asked to agree",
    ),
}
"""The agenda that a meeting of each kind usually has: offered, and changed as people like."""


def words(value: str, of: tuple[tuple[str, str], ...]) -> str:
    """The label of a value.

    >>> words("declined", FAMILY_STATES)
    'Declined'
    """
    return dict(of).get(value, value.replace("-", " "))
