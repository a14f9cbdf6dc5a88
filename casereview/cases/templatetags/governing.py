"""The framework that is proposed for a case, for the page on which another is chosen."""

from __future__ import annotations

from typing import Any

from django import template

from casereview.cases.models import Case
from casereview.cases.screening_room import framework_line

register = template.Library()


@register.inclusion_tag("cases/proposed_framework.html")
def proposed_framework(case: Case) -> dict[str, Any]:
    """Which framework governs now, which is proposed and why, and which others may be the right one."""
    return {"framework": framework_line(case)}
