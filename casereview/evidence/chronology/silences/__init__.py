"""Silences: where an agency that should have known has nothing. Each is a question to the agency, never a verdict. Pure.

The kinds, each with its module:

* ``gap``: an agency has nothing at all for a long time (``gaps``).
* ``no-reply``: a referral or request, and no reply to it in either account (``told``).
* ``not-received``: one agency says that it told another, whose account has nothing of it (``told``).
* ``named``: another agency's event names this one, which has nothing about that time (``told``).
* ``visit-due``: no visit by the time that the agency itself said (``due``).
* ``expected``: a contact was to be on a day or in so many weeks, and nothing is recorded of it (``due``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from casereview.evidence.chronology.rows import Row
from casereview.evidence.chronology.silences.due import contacts_expected, visits_due
from casereview.evidence.chronology.silences.gaps import GAP_DAYS, gaps
from casereview.evidence.chronology.silences.silence import Silence
from casereview.evidence.chronology.silences.told import nothing_after_told

__all__ = ["GAP_DAYS", "KINDS", "Silence", "by_age", "gaps", "silences"]

KINDS: dict[str, str] = {
    "gap": "Nothing at all for a long time",
    "no-reply": "No reply to a referral or request",
    "not-received": "What was shared does not arrive",
    "named": "Named by another agency, and silent",
    "visit-due": "No visit by the time that was set",
    "expected": "A contact that was to be, and is not recorded",
}
"""Each kind of silence, and its heading for a reader."""


def silences(rows: Sequence[Row], more_than: int = GAP_DAYS) -> list[Silence]:
    """Every silence that can be found, the oldest first; those of one kind, agency and time are one.

    Args:
        more_than: in days; from when on nothing at all is a gap.
    """
    found = [
        *gaps(rows, more_than),
        *nothing_after_told(rows),
        *visits_due(rows),
        *contacts_expected(rows),
    ]
    return by_age(_once(found))


def by_age(found: Sequence[Silence]) -> list[Silence]:
    """Silences in the order of their first days."""
    return sorted(found, key=lambda silence: (silence.first, silence.agency, silence.kind))


def _once(found: Sequence[Silence]) -> list[Silence]:
    """Two that could not be told apart by kind, agency and days become one, with the rows and the questions of both."""
    by_key: dict[tuple[str, str, date, date | None], Silence] = {}
    for one in found:
        key = (one.kind, one.agency, one.first, one.last)
        held = by_key.get(key)
        if held is None:
            by_key[key] = one
            continue
        rows = (*held.rows, *(row for row in one.rows if not any(row is other for other in held.rows)))
        question = held.question if one.question in held.question else f"{held.question} {one.question}"
        by_key[key] = replace(held, rows=rows, question=question)
    return list(by_key.values())
