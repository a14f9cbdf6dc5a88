"""The shape of the three papers. Pure."""

from __future__ import annotations

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
