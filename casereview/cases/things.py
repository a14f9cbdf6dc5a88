"""The things of a case that somebody may correct or withdraw, as a page offers them."""

from __future__ import annotations

from collections.abc import Iterator

from casereview.access.policy import Actor, Reach, reach
from casereview.acts.references import REFERABLE
from casereview.acts.tables import KINDS, CaseRow
from casereview.cases.acts.corrections import CORRECTORS, thing_of
from casereview.cases.models import Case
from casereview.papers.blocks import day

MOST = 2000
"""The longest list of one kind of thing."""
Answers = list[tuple[str, str]]


def things_of(case: Case, actor: Actor, *, correctable: bool = False) -> Answers:
    """Everything in a case that this person keeps: how acts name it, and how a page calls it.

    Args:
        correctable: leave out the kinds of which no part can be corrected.
    """
    found: Answers = []
    for kind, table in sorted(KINDS.items()):
        if kind == "correction" or (correctable and not table.CORRECTABLE):
            continue
        within = reach(actor, table.KEEPERS & CORRECTORS)
        if case.place in within:
            names = _names(case, actor, kind)
            found += [
                (f"{kind}:{row.key}", _called(row, names))
                for row in _kept(case, table, within)
                if names is None or row.key in names
            ]
    return found


def the_thing(case: Case, actor: Actor, name: str) -> tuple[CaseRow, str] | None:
    """The thing that "finding:F3" names, and how a page calls it; None where there is none.

    Raises:
        AccessDenied: it is not theirs to correct.
    """
    kind, _, key = name.partition(":")
    if kind not in KINDS:
        return None
    try:
        row = thing_of(case, f"{kind}:{key}", actor)
    except KINDS[kind].DoesNotExist:
        return None
    return row, _called(row, _names(case, actor, kind) or {})


def _kept(case: Case, table: type[CaseRow], within: Reach) -> Iterator[CaseRow]:
    """The rows of one kind that somebody keeps; an agency's people their own agency's alone."""
    rows = table.rows.filter(case=case, withdrawn_on=None).order_by("number")
    if within.whole(case.place):
        return iter(rows[:MOST])
    own = within.agencies_in(case.pk)
    return (row for row in rows[:MOST] if getattr(row, "agency_id", None) in own)


def _names(case: Case, actor: Actor, kind: str) -> dict[str, str] | None:
    """How this person's lists call the things of a kind that they may see; None for a kind that no list shows."""
    if kind not in REFERABLE:
        return None
    return {choice.key: choice.label for choice in REFERABLE[kind].choices(case, actor)}


def _called(row: CaseRow, names: dict[str, str] | None) -> str:
    words = row.KIND.replace("-", " ").capitalize()
    return f"{words} {(names or {}).get(row.key) or f'{row.key}, of {day(row.made_on)}'}"
