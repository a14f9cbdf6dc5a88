"""What the forms of a review begin from: nobody types again what the record has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casereview.access.policy import Actor
from casereview.acts.tables import number_of
from casereview.cases.models import Case
from casereview.reviews.meetings import attendance_of
from casereview.reviews.models import Meeting, Terms
from casereview.reviews.rules import AGENDAS
from casereview.reviews.seen import meetings_seen
from casereview.web.forms import prefill


def _named(case: Case, actor: Actor, given: Mapping[str, str]) -> Meeting | None:
    found: Meeting | None = (
        meetings_seen(actor, case).filter(number=number_of(Meeting, given.get("meeting", "")) or 0).first()
    )
    return found


@prefill("arrange-meeting")
def _agenda(case: Case, actor: Actor, given: Mapping[str, str]) -> Mapping[str, Any]:
    """The agenda that a meeting of this kind usually has."""
    kind = given.get("what", "")
    return {"agenda": list(AGENDAS[kind])} if kind in AGENDAS else {}


@prefill("record-attendance")
def _invited(case: Case, actor: Actor, given: Mapping[str, str]) -> Mapping[str, Any]:
    """Everybody who was invited, as having come; whoever did not is changed."""
    row = _named(case, actor, given)
    if row is None:
        return {}
    people = [
        {
            "person": one.person.key if one.person else None,
            "as_role": one.as_role,
            "agency": one.agency.key if one.agency else None,
            "came": one.came if one.came != "invited" else "came",
            "left_for": one.left_for,
        }
        for one in attendance_of(row)
    ]
    return {"meeting": row.key, **({"people": people} if people else {})}


@prefill("minute-meeting")
def _minutes(case: Case, actor: Actor, given: Mapping[str, str]) -> Mapping[str, Any]:
    """The minutes as they stand, and which version that was."""
    row = _named(case, actor, given)
    if row is None:
        return {}
    return {
        "meeting": row.key,
        "minutes": row.minutes,
        "decisions": list(row.decisions),
        "views": list(row.views),
        "seen": row.version,
    }


COPIED = (
    "purpose",
    "period_from",
    "period_to",
    "period_because",
    "questions",
    "agencies",
    "family",
    "practitioners",
    "method",
    "experts",
    "confidentiality",
    "sign_off",
    "lead_and_author_apart",
)


@prefill("draft-terms")
def _latest_terms(case: Case, actor: Actor, given: Mapping[str, str]) -> Mapping[str, Any]:
    """A new version begins from the latest, and remembers which that was."""
    latest = Terms.rows.filter(case=case, withdrawn_on=None).order_by("number").last()
    if latest is None:
        return {}
    return {**{name: getattr(latest, name) for name in COPIED}, "seen": latest.number}
