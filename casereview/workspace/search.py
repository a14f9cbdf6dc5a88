"""Search: every kind of text that somebody may see, found by its words; never more than the rooms would show them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from casereview.access.policy import Actor, reach
from casereview.access.roles import ALL_ROLES, Role
from casereview.actions.models import Action
from casereview.cases.models import Case
from casereview.evidence.models import Entry
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

    A word is looked for as it was typed, so that a real name finds its entries for those who see the register; what is shown
    carries the name given outside. Nobody else finds anything by a name that they do not read.
    """

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self._of: dict[int, Switch] = {}

    def first(self, rows: Any, column: str, terms: list[str]) -> list[tuple[Any, str]]:
        """The first rows in which somebody finds these words, one more than is shown, each with the words as they read them."""
        found: list[tuple[Any, str]] = []
        start, many = 0, EACH + 1
        while len(found) <= EACH:
            part = rows.select_related("case")[start : start + many]
            read = [(row, self._shown(row, getattr(row, column), terms)) for row in part]
            found += [(row, shown) for row, shown in read if shown is not None]
            if len(read) < many:
                break
            start, many = start + many, many * 4  # few readers need more than the first of them
        return found[: EACH + 1]

    def _shown(self, row: Any, text: str, terms: list[str]) -> str | None:
        """A text as it is shown, those of the reader's own agency as they were typed; None if they would not find it there."""
        if row.case_id not in self._of:
            self._of[row.case_id] = switch_for(self.actor, row.case)
        switch = self._of[row.case_id]
        shown = switch.said(row.agency_id if isinstance(row, Entry) else None)(text)
        if switch.may or all(term.casefold() in shown.casefold() for term in terms):
            return shown
        return None


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
    rows = table.rows.filter(within(seen), _all("text", terms), withdrawn_on=None).order_by("-pk")
    return [
        {
            "kind": kind,
            "code": r.case.code,
            "key": r.key,
            "text": extract(shown, terms),
            "href": f"{room(where, r.case.code)}#{r.key}",
        }
        for r, shown in switches.first(rows, "text", terms)
    ]


def _entries(switches: Switches, terms: list[str]) -> list[dict[str, Any]]:
    rows = entries_seen(switches.actor).filter(_all("event", terms)).select_related("agency").order_by("-pk")
    return [
        {
            "kind": f"Chronology, {r.agency.name}",
            "code": r.case.code,
            "key": r.key,
            "text": extract(shown, terms),
            "href": room("chronology", r.case.code),
        }
        for r, shown in switches.first(rows, "event", terms)
    ]


def extract(text: str, terms: list[str], width: int = 160) -> str:
    """The words around the first match.

    >>> extract("The health visitor saw bruising and told nobody.", ["bruising"], 20)
    '…sitor saw bruising a…'
    """
    at = max(0, text.lower().find(terms[0].lower()) - width // 2)
    cut = text[at : at + width]
    return ("…" if at else "") + cut + ("…" if at + width < len(text) else "")
