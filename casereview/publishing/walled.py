"""What of a case is an agency's own, and so is left out of an export: the wall between agencies holds there too.

Whoever takes out the whole case sees of an agency what it has submitted, and nothing of it before. What it wrote and never
submitted, the words before its own corrections, and what it said in acts about its own papers stay with the agency for good.
The lines of the trail stay, as they were hashed: who did what, when.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from casereview.acts.tables import KINDS, CaseRow
from casereview.audit.models import Said
from casereview.cases.acts.corrections import OWN_SIDE
from casereview.cases.models import Case, Correction
from casereview.evidence.models import Document, Entry

OWN_ACTS = {"add-entry": Entry.KIND, "add-document": Document.KIND, "import-chronology": Document.KIND}
"""The acts with which an agency writes papers of its own, and the kind of thing that each makes."""
Change = tuple[str, str, str]
"""A correction by its thing, its new words and its reason, as the act that made it said them."""


@dataclass(frozen=True, slots=True)
class Walled:
    """What stands on an agency's side of the wall in one case.

    Attributes:
        rows: the rows themselves, by the table and the number in the store.
        things: how acts name these rows, and the rows of which the words before are an agency's own.
        unsubmitted: how acts name the rows themselves alone.
        changes: the agencies' own corrections of papers that they had not submitted.
    """

    rows: frozenset[tuple[type, int]]
    things: frozenset[str]
    unsubmitted: frozenset[str]
    changes: frozenset[Change]

    def row(self, row: Any) -> bool:
        """Whether a row is an agency's own, or hangs on one that is, or keeps words that were."""
        if isinstance(row, Correction) and row.agency_id is not None:
            return True
        return (type(row), row.pk) in self.rows

    def said(self, act: str, one: Said) -> bool:
        """Whether what was said in an act is an agency's own: about a paper of its own, before it submitted it."""
        payload = json.loads(one.payload)
        thing = str(payload.get("thing", ""))
        if act == "correct":
            change = (thing, str(payload.get("now", "")), str(payload.get("because", "")))
            return thing in self.unsubmitted or change in self.changes
        if act in OWN_ACTS and payload.get("agency"):
            return not payload.get("on_behalf_of") or f"{OWN_ACTS[act]}:{one.made}" in self.things
        return thing in self.unsubmitted


def walled(case: Case) -> Walled:
    """What of this case is an agency's own now."""
    held: list[CaseRow] = []
    for kind, alone in OWN_SIDE.items():
        held += [row for row in KINDS[kind].rows.filter(case=case) if alone(row) is not None]
    own = Correction.rows.filter(case=case, agency__isnull=False)
    changes = frozenset(own.values_list("thing", "now", "because"))
    unsubmitted = frozenset(f"{row.KIND}:{row.key}" for row in held)
    return Walled(
        rows=frozenset((type(row), row.pk) for row in held),
        things=unsubmitted | {thing for thing, _, _ in changes},
        unsubmitted=unsubmitted,
        changes=changes,
    )
