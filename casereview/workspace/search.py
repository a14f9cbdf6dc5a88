"""Search: every kind of text that somebody may see, found by its words; never more than the rooms would show them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q

from casereview.access.policy import Actor, reach
from casereview.access.roles import ALL_ROLES, Role
from casereview.actions.models import Action
from casereview.cases.models import Case
from casereview.evidence.switch import Switch, switch_for
from casereview.evidence.wall import entries_seen
from casereview.learning.models import Finding, Lesson, Recommendation
from casereview.workspace.reaching import cases_within, room, within

EACH = 25
"""How many of each kind are shown; one more is looked for, so that the page can say that there are more."""
TEAM = (Role.MANAGER, Role.CHAIR, Role.LEAD, Role.AUTHOR, Role.TEAM_MEMBER)
FOLLOWS = (*TEAM, Role.LEARNING_GROUP)


def found(actor: Actor, words: str) -> tuple[list[dict[str, Any]], list[str]]:
    """What matches all of the words, a short extract each: codes, findings, lessons, recommendations, actions, entries.

    With them the kinds of which more matched than are shown.
    """
    terms = [word for word in words.replace("\x00", " ").split() if word][:8]
    if not terms:
        return [], []
    switches = Switches(actor)
    kinds = {
        "reviews": _codes(actor, terms),
        "findings": _rows(switches, TEAM, Finding, terms, "Finding", "learning"),
        "lessons": _rows(switches, FOLLOWS, Lesson, terms, "Lesson", "learning"),
        "recommendations": _rows(switches, FOLLOWS, Recommendation, terms, "Recommendation", "learning"),
        "actions": _rows(switches, FOLLOWS, Action, terms, "Action", "actions"),
        "chronology entries": _entries(switches, terms),
    }
    shown = [one for several in kinds.values() for one in several[:EACH]]
    return shown, [kind for kind, several in kinds.items() if len(several) > EACH]


class Switches:
    """The names switch of each case in which something was found, set to code names: a search shows no real names.

    A word is looked for as it was typed, so that a real name finds its entries; what is shown carries the name given outside.
    """

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self._of: dict[int, Switch] = {}

    def said(self, case: Case, agency: int | None = None) -> Callable[[str], str]:
        """How words of this case are shown; those of the reader's own agency as they were typed."""
        if case.pk not in self._of:
            self._of[case.pk] = switch_for(self.actor, case)
        return self._of[case.pk].said(agency)


def _all(column: str, terms: list[str]) -> Q:
    wanted = Q()
    for term in terms:
        wanted &= Q(**{f"{column}__icontains": term})
    return wanted


def _codes(actor: Actor, terms: list[str]) -> list[dict[str, Any]]:
    seen = reach(actor, ALL_ROLES - {Role.NOTIFIER, Role.APPOINTEE, Role.LEARNING_GROUP, Role.ACTION_OWNER})
    parts = {case for case, _ in seen.parts}
    rows = (Case.rows.filter(cases_within(seen)) | Case.rows.filter(pk__in=parts)).filter(
        _all("code", terms)
    )[: EACH + 1]
    return [
        {"kind": "Review", "code": c.code, "key": c.code, "text": f"{c.phase}", "href": room("case", c.code)}
        for c in rows
    ]


def _rows(
    switches: Switches, roles: Any, table: Any, terms: list[str], kind: str, where: str
) -> list[dict[str, Any]]:
    seen = reach(switches.actor, roles)
    rows = (
        table.rows.filter(within(seen), _all("text", terms), withdrawn_on=None)
        .select_related("case")
        .order_by("-pk")[: EACH + 1]
    )
    return [
        {
            "kind": kind,
            "code": r.case.code,
            "key": r.key,
            "text": extract(switches.said(r.case)(r.text), terms),
            "href": f"{room(where, r.case.code)}#{r.key}",
        }
        for r in rows
    ]


def _entries(switches: Switches, terms: list[str]) -> list[dict[str, Any]]:
    rows = (
        entries_seen(switches.actor)
        .filter(_all("event", terms))
        .select_related("case", "agency")
        .order_by("-pk")[: EACH + 1]
    )
    return [
        {
            "kind": f"Chronology, {r.agency.name}",
            "code": r.case.code,
            "key": r.key,
            "text": extract(switches.said(r.case, r.agency_id)(r.event), terms),
            "href": room("chronology", r.case.code),
        }
        for r in rows
    ]


def extract(text: str, terms: list[str], width: int = 160) -> str:
    """The words around the first match.

    >>> extract("The health visitor saw bruising and told nobody.", ["bruising"], 20)
    '…sitor saw bruising a…'
    """
    at = max(0, text.lower().find(terms[0].lower()) - width // 2)
    cut = text[at : at + width]
    return ("…" if at else "") + cut + ("…" if at + width < len(text) else "")
