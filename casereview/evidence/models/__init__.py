"""The tables of evidence: what was gathered from agencies, and what the panel makes of it."""

from casereview.evidence.models.gathered import (
    OF_AGENCIES,
    AgencyReport,
    Asked,
    ChronologyVersion,
    Document,
    Entry,
    Key,
    Paragraph,
)
from casereview.evidence.models.panel import (
    PANEL,
    AgencyQuestion,
    Comment,
    Dismissed,
    Pairing,
    Reading,
    Significance,
    Tag,
)

__all__ = [
    "OF_AGENCIES",
    "PANEL",
    "AgencyQuestion",
    "AgencyReport",
    "Asked",
    "ChronologyVersion",
    "Comment",
    "Dismissed",
    "Document",
    "Entry",
    "Key",
    "Pairing",
    "Paragraph",
    "Reading",
    "Significance",
    "Tag",
]
