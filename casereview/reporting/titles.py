"""What the three papers of a report are called in a case."""

from __future__ import annotations

from casereview.cases.called import heading
from casereview.cases.models import Case
from casereview.reporting.rules import PAPERS


def titles_in(case: Case) -> dict[str, str]:
    """Each paper's title: the report's and its summary's in the words of the framework that governs ("Learning review report")."""
    titles = {key: title for key, (title, _) in PAPERS.items()}
    return titles | {"overview": heading(case, "report"), "summary": heading(case, "summary")}
