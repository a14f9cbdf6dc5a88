"""The shape of the three papers, and the readable difference between two texts. Pure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from casereview.audit.rules import canonical
from casereview.evidence.rules import paragraphs

OVERVIEW: tuple[tuple[str, str], ...] = (
    ("Why this review was held", "legal-basis"),
    ("How the review was done", "process"),
    ("The child and the family", ""),
    ("What happened", ""),
    ("Analysis by question", ""),
    ("Good practice", ""),
    ("Findings", "findings"),
    ("What has changed since", ""),
    ("Lessons", "lessons"),
    ("Recommendations", "recommendations"),
)
SUMMARY: tuple[tuple[str, str], ...] = (
    ("Circumstances", ""),
    ("How the review was done", "process"),
    ("What was found", "findings"),
    ("Priorities for learning and change", "recommendations"),
)
BRIEF: tuple[tuple[str, str], ...] = (
    ("Background", ""),
    ("What happened", ""),
    ("Why it matters", ""),
    ("What we learnt", "lessons"),
    ("Good practice", ""),
    ("What to do differently", "recommendations"),
    ("Questions for your team", ""),
)
PAPERS: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "overview": ("Overview report", OVERVIEW),
    "summary": ("Executive summary", SUMMARY),
    "brief": ("Learning brief", BRIEF),
}
"""Each paper with its title and sections: a heading, and what of the record is drawn into it."""


def digest_of(sections: list[dict[str, Any]]) -> str:
    """The digest of a frozen report."""
    return sha256(b"casereview-report-1\n" + canonical(sections)).hexdigest()


def numbered(text: str, drawn: Sequence[Mapping[str, Any]]) -> list[str]:
    """The paragraphs of a section as agencies comment on them: what was written, then what is drawn from the record.

    >>> numbered("She called twice.\\n\\nNobody answered.", [{"key": "F1", "text": "Calls were read one by one."}])
    ['She called twice.', 'Nobody answered.', 'F1. Calls were read one by one.']
    """
    return [*paragraphs(text), *(f"{one['key']}. {one['text']}" for one in drawn)]


def difference(before: str, after: str) -> list[tuple[str, str]]:
    """What changed between two texts, sentence by sentence and word by word: ("same" | "out" | "in", text).

    >>> difference("The child was seen.", "The child was not seen.")
    [('same', 'The child was '), ('in', 'not '), ('same', 'seen.')]
    """
    old, new = re.findall(r"\S+\s*|\s+", before), re.findall(r"\S+\s*|\s+", after)
    found: list[tuple[str, str]] = []
    for what, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(("same", "".join(old[a:b])))
            continue
        if b > a:
            found.append(("out", "".join(old[a:b])))
        if d > c:
            found.append(("in", "".join(new[c:d])))
    return found
