"""What the report's forms begin from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casereview.access.policy import Actor
from casereview.access.roles import Role
from casereview.acts.tables import number_of
from casereview.cases.models import Case
from casereview.reporting.models import Section
from casereview.web.forms import prefill


@prefill("save-section")
def _section(case: Case, actor: Actor, given: Mapping[str, str]) -> Mapping[str, Any]:
    """The section as it stands, and which version that was."""
    if not actor.holds(Role.AUTHOR, case.place):
        return {}
    row = Section.rows.filter(case=case, number=number_of(Section, given.get("section", "")) or 0).first()
    return {"section": row.key, "heading": row.heading, "text": row.text, "seen": row.version} if row else {}
