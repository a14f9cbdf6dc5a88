"""The analysis is opened when the agencies' submissions are in, or the lead says why it does not wait."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from casereview.access.policy import Actor
from casereview.access.roles import Phase, Role
from casereview.acts.payload import OptionalWords, Payload
from casereview.acts.registry import Done, Refusal, act
from casereview.acts.tables import new
from casereview.cases.models import Case
from casereview.evidence.models import AgencyReport, Asked, ChronologyVersion
from casereview.learning.models import Analysis
from casereview.learning.rules import listed


class OpenAnalysis(Payload):
    """Whether to wait for what is missing."""

    without_because: OptionalWords = Field(
        "",
        title="If an agency has not submitted, why do you not wait?",
        description="It is said in the report.",
    )


@act(by={Role.LEAD}, when={Phase.GATHERING}, leads_to={Phase.ANALYSING})
def open_analysis(case: Case, said: OpenAnalysis, *, by: Actor, on: date) -> Done | Refusal:
    """Open the analysis.

    Every agency that was asked has submitted its chronology and report, or you say why you do not wait.
    """
    missing = not_submitted(case)
    if missing and not said.without_because.strip():
        names = listed(asked.agency.name for asked in missing)
        return Refusal(
            f"Not yet submitted: {names}.",
            "Wait, or say why you do not.",
            field="without_because",
            clears="chase-agency",
        )
    new(
        Analysis,
        case,
        made_on=on,
        without=[a.agency.key for a in missing],
        because=said.without_because if missing else "",
    )
    words = (
        "Every agency that was asked has submitted." if not missing else "The lead said why it does not wait."
    )
    return Done(f"The analysis was opened. {words}", phase=Phase.ANALYSING)


def not_submitted(case: Case) -> list[Asked]:
    """The agencies that were asked and of which something is not in. What was sent back is not in."""
    rows = Asked.rows.filter(case=case, withdrawn_on=None).select_related("agency").order_by("agency__name")
    reports, chronologies = _submitted(AgencyReport, case), _submitted(ChronologyVersion, case)
    return [
        row
        for row in rows
        if (row.report and row.agency_id not in reports)
        or (row.chronology and row.agency_id not in chronologies)
    ]


def _submitted(table: type[AgencyReport] | type[ChronologyVersion], case: Case) -> set[int]:
    """The agencies whose newest version of a kind stands: neither withdrawn nor sent back."""
    newest = {
        row.agency_id: row.state for row in table.rows.filter(case=case, withdrawn_on=None).order_by("number")
    }
    return {agency for agency, state in newest.items() if state != "sent-back"}
