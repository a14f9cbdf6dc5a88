"""What can happen to evidence: asked for, written or sent, submitted, shared with all at once, read by the panel."""

from casereview.evidence.acts import (
    asking,
    chronologies,
    family,
    importing,
    judging,
    panel,
    papers,
    questions,
    submitting,
)

__all__ = [
    "asking",
    "chronologies",
    "family",
    "importing",
    "judging",
    "panel",
    "papers",
    "questions",
    "submitting",
]
