"""What whoever decides has before them on the page of the decision."""

from __future__ import annotations

from typing import Any

from django import template

from casereview.cases.clocks import decision_due, decision_late
from casereview.cases.rules import Decided, departs
from casereview.cases.screened import screening_of
from casereview.cases.screening_room import case_headline, framework_line
from casereview.law.frameworks import load
from casereview.web.forms import ActForm

register = template.Library()
DECISIONS: tuple[Decided, ...] = ("review", "no-review", "other")


@register.simple_tag
def before_deciding(form: ActForm) -> dict[str, Any]:
    """The outcome of the screening in a sentence, who decides by when, and which decisions have to say more."""
    case = form.subject
    outcome = screening_of(case).outcome
    return {
        "headline": case_headline(case, outcome),
        "open": outcome == "cannot-say",
        "departs": " ".join(decided for decided in DECISIONS if departs(outcome, decided)),
        "due": decision_due(case),
        "late": decision_late(case, form.actor.today) is not None,
        "framework": framework_line(case),
        "signatures": load(case.framework).decides.signatures,
    }
