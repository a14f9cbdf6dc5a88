"""What the forms of a case begin from. Which thing they are about is chosen before: see ``choosing``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import DateField
from django.forms import Field

from casereview.access.policy import Actor
from casereview.cases.models import Case
from casereview.cases.things import the_thing
from casereview.web.forms import narrow, prefill
from casereview.web.widgets import DayField

Answers = Mapping[str, Sequence[tuple[str, str]] | Field]


@prefill("correct")
def _what_stands(case: Case, actor: Actor, given: Mapping[str, str]) -> Mapping[str, Any]:
    """A correction begins from the words as they stand, and remembers which version that was.

    Only for whoever may correct it: the act's own check is asked, so the form shows nothing that the act would not change.
    """
    found = the_thing(case, actor, given.get("thing", ""))
    if found is None:
        return {}
    row, _ = found
    parts = list(row.CORRECTABLE)
    field = given.get("field") or (parts[0] if len(parts) == 1 else "")
    now = getattr(row, field) if field in parts else ""
    return {
        "field": field if field in parts else "",
        "seen": row.version,
        "now": "\n".join(now) if isinstance(now, list) else "" if now is None else str(now),
    }


@narrow("correct")
def _which_part(case: Case, actor: Actor, given: Mapping[str, str]) -> Answers:
    """First which part of the thing, then its words, or its day in three boxes."""
    found = the_thing(case, actor, given.get("thing", ""))
    if found is None:
        return {"thing": []}
    row, called = found
    parts = [
        (name, label) for name, label in row.CORRECTABLE.items() if given.get("field") in (name, "", None)
    ]
    answers: dict[str, Sequence[tuple[str, str]] | Field] = {
        "thing": [(given["thing"], called)],
        "field": parts or list(row.CORRECTABLE.items()),
    }
    if len(parts) == 1 and isinstance(column := row._meta.get_field(parts[0][0]), DateField):
        hint = "Leave all three blank if it is not known." if column.null else ""
        answers["now"] = DayField(label="Which day should it be?", help_text=hint, required=False)
    return answers


def _which_thing(case: Case, actor: Actor, given: Mapping[str, str]) -> Answers:
    """The thing for which the page was opened."""
    found = the_thing(case, actor, given.get("thing", ""))
    return {"thing": [(given["thing"], found[1])] if found else []}


for _act in ("withdraw", "wrong-case", "move-out"):
    narrow(_act)(_which_thing)
