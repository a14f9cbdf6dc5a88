"""What can be asked of evidence, all of it through the wall."""

from casereview.evidence.queries.analyses import analysis
from casereview.evidence.queries.chronology import chronology, chronology_file, entry_line
from casereview.evidence.queries.families import family_tree
from casereview.evidence.queries.gathered import document_file, evidence, submission
from casereview.evidence.queries.importing import import_held
from casereview.evidence.queries.judging import accounts, silences
from casereview.evidence.queries.reading import agency_questions

__all__ = [
    "accounts",
    "agency_questions",
    "analysis",
    "chronology",
    "chronology_file",
    "document_file",
    "entry_line",
    "evidence",
    "family_tree",
    "import_held",
    "silences",
    "submission",
]
