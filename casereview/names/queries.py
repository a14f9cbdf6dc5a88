"""The register as the name switch needs it. No ask: a fragment of a page that was looked at."""

from __future__ import annotations

from typing import Any

from casereview.access.policy import Actor, Allowed, allow
from casereview.acts.registry import ASKS
from casereview.names.models import RegisterPerson
from casereview.names.replacing import Names, Person

REAL = "real"
"""What a page's ``names`` says when real names are asked for; anything else is code names."""


def may_see_names(actor: Actor, case: Any) -> bool:
    """Whether somebody may see the register of a case, and so real names: the register's own rule."""
    return isinstance(allow(actor, ASKS["register"].by, case.place), Allowed)


def names_in(case: Any) -> Names:
    """The names of a case's register, each with the name that its person carries outside."""
    rows = RegisterPerson.rows.filter(case=case, withdrawn_on=None).order_by("number")
    return Names(Person(row.key, row.name, row.public_name, tuple(row.other_names)) for row in rows)
