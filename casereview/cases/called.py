"""What things are called in a case: by the board's own titles, else in the words of the framework that governs it."""

from __future__ import annotations

from casereview.access.roles import ROLE_TITLES, titled, with_article
from casereview.cases.models import Case
from casereview.law.frameworks import load

WORDED = ("lead", "author", "chair")
"""The roles for which every framework has a word of its own."""
PARTS = {"lead": "leads", "author": "writes"}


def called(case: Case, word: str) -> str:
    """What this case calls its review, report, plan or lead, as it stands in a sentence ("learning review report").

    Args:
        word: a key of a framework's vocabulary.
    """
    own = case.board.titles.get(word)
    return str(own) if own else load(case.framework).vocabulary.get(word, word.replace("_", " "))


def heading(case: Case, word: str) -> str:
    """The same as it begins a line: "Learning review report"."""
    words = called(case, word)
    return words[:1].upper() + words[1:]


def role_called(case: Case, role: str) -> str:
    """A role in this case inside a sentence: "lead reviewer", "agency lead".

    Where the law has one word for who leads and who writes, which of the two is meant stands behind it.
    """
    if role not in WORDED:
        return titled(role)
    words = called(case, role)
    if role in PARTS and called(case, "lead") == called(case, "author"):
        return f"{words} ({PARTS[role]})"
    return words


def title_of(case: Case, role: str) -> str:
    """A role in this case as a label: "Lead reviewer", "Agency lead"."""
    if role not in WORDED:
        return ROLE_TITLES[role]
    words = role_called(case, role)
    return words[:1].upper() + words[1:]


def an_in(case: Case, role: str, deputy: bool = False) -> str:
    """Somebody in a role in this case, as a sentence begins: "A lead reviewer"."""
    return with_article(f"{'deputy ' if deputy else ''}{role_called(case, role)}")
