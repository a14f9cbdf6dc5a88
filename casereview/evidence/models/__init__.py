"""The tables of evidence: what was gathered from agencies, what the panel makes of it, and the family as it is drawn."""

from casereview.evidence.models.family import Described, Parentage, Partnership, Residence
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
    SoughtFact,
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
    "Described",
    "Dismissed",
    "Document",
    "Entry",
    "Key",
    "Pairing",
    "Paragraph",
    "Parentage",
    "Partnership",
    "Reading",
    "Residence",
    "Significance",
    "SoughtFact",
    "Tag",
]
