"""What proceedings hold, and what later packages ask of a review before they act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from casereview.acts.registry import Refusal
from casereview.cases.models import Case
from casereview.reviews.models import FamilyContact, FamilyMember, FamilyQuestion, Hold
from casereview.reviews.rules import HOLD_WORDS, PROCEEDINGS_WORDS


def holds_biting(case: Case, holds: str) -> list[Hold]:
    """The holds of a kind that are on today, whatever day an act is said to have been done on.

    Only a recorded lifting ends one: not the end of the proceedings, not the day until which it was expected.
    """
    found = Hold.rows.filter(case=case, holds=holds, lifted_on=None, withdrawn_on=None)
    return list(found.select_related("proceedings").order_by("number"))


def held(case: Case, holds: str, field: str | None = None) -> Refusal | None:
    """The refusal of what a hold holds, or None where nothing is held."""
    found = holds_biting(case, holds)
    if not found:
        return None
    what = PROCEEDINGS_WORDS[found[0].proceedings.what]
    return Refusal(
        f"There is a hold on {HOLD_WORDS[holds]} because of the {what}.",
        "Whoever asked for the hold says that it is over, and the lifting is recorded.",
        field=field,
        clears="lift-hold",
    )


def no_hold(holds: str) -> Callable[[Case, date], Refusal | None]:
    """A guard: nothing of this kind while a hold on it is on.

    Args:
        holds: ``interviews``, ``sharing-family`` or ``publication``.
    """
    if holds not in HOLD_WORDS:
        raise ValueError(f"There is no hold on '{holds}'. There are: {', '.join(HOLD_WORDS)}.")

    def guard(case: Case, on: date) -> Refusal | None:
        return held(case, holds)

    guard.__name__ = f"no_hold_on_{holds.replace('-', '_')}"
    return guard


def family_questions_open(case: Case) -> int:
    """How many of the family's questions have no answer yet."""
    return int(FamilyQuestion.rows.filter(case=case, answered_on=None, withdrawn_on=None).count())


def family_told(case: Case) -> bool:
    """Whether the family knows of the publication: all who take part were told, nobody is still to be asked.

    Who declined, was not reached or could not safely be asked is on record as such, with the reason. A case
    in which nobody of the family is recorded has told nobody.
    """
    members = FamilyMember.rows.filter(case=case, withdrawn_on=None)
    states = dict(members.values_list("pk", "state"))
    told = FamilyContact.rows.filter(
        case=case, what="told-of-publication", withdrawn_on=None, member__in=states
    ).values_list("member", flat=True)
    waiting = {pk for pk, state in states.items() if state in ("taking-part", "not-yet-asked")}
    asked = all(state != "not-yet-asked" for state in states.values())
    return bool(states) and asked and waiting <= set(told)
