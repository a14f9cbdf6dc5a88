"""The door through which everything that shows a case passes."""

from __future__ import annotations

from typing import Any

from django.db import DatabaseError

from casereview.access.policy import Actor, Denied, allow, reach
from casereview.acts.registry import ASKS, AccessDenied, CannotRecord
from casereview.acts.tables import SUBJECTS
from casereview.audit import trail


def find_subject(kind: str, code: str) -> Any:
    """The case or board with this code, or None. Says nothing of whether anybody may see it."""
    if "\x00" in code:  # no code has it, and PostgreSQL would not even look
        return None
    table = SUBJECTS[kind]
    rows = table.rows.filter(code=code)
    return next(iter(rows.select_related(*table.WITH) if table.WITH else rows), None)


def ask(actor: Actor, name: str, *, of: Any = None, **filters: str) -> Any:
    """Look at one thing: checked, then recorded and committed, then answered.

    Args:
        actor: who looks.
        name: the ask, as ``casereview acts`` lists it.
        of: the case or board, or its code; left out for what is the asker's own.
        filters: the ask's own filters, as texts. One that it does not know is ignored by nobody: it raises.

    Raises:
        AccessDenied: they may not see it, or it is not there: the two look the same.
        CannotRecord: the look could not be written down, so there is no answer.
        TypeError: a filter that this ask does not have.
    """
    query = ASKS[name]
    if unknown := set(filters) - set(query.filters):
        raise TypeError(f"'{name}' has no filter '{sorted(unknown)[0]}'.")
    subject = find_subject(query.on, of) if isinstance(of, str) else of
    if query.on == "person":
        _look(actor, name, str(actor), filters)
        return query.run(actor, of=actor, **filters)
    if subject is None or isinstance(allow(actor, query.by, subject.place), Denied):
        _look(
            actor, name, subject.reference if subject is not None else f"{query.on}:0", {}, outcome="refused"
        )
        raise AccessDenied("There is nothing here.")
    if subject.phase not in query.when and subject.phase != "board":
        _look(actor, name, subject.reference, {}, outcome="refused")
        raise AccessDenied("There is nothing here.")
    _look(actor, name, subject.reference, filters)
    asker = {"by": actor} if query.wants_actor else {}
    return query.run(reach(actor, query.by), of=subject, **asker, **filters)


def _look(actor: Actor, name: str, subject: str, filters: Any, outcome: str = "") -> None:
    payload = {"ask": name, **({"filters": filters} if filters else {})}
    try:
        trail.record_alone(str(actor), "look", subject, payload, outcome=outcome)
    except DatabaseError as why:
        raise CannotRecord("This page could not be shown, because the look could not be recorded.") from why
