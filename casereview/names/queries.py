"""The register as the name switch needs it. No ask: a fragment of a page that was looked at."""

from __future__ import annotations

from typing import Any

from casereview.access.policy import Actor, Allowed, allow
from casereview.acts.registry import ASKS
from casereview.names.coding import Book, book
from casereview.names.models import RegisterPerson
from casereview.names.rules import names_of

REAL = "real"
"""What a page's ``names`` says when real names are asked for; anything else is code names."""


def may_see_names(actor: Actor, case: Any) -> bool:
    """Whether somebody may see the register of a case, and so real names: the register's own rule."""
    return isinstance(allow(actor, ASKS["register"].by, case.place), Allowed)


def book_of(case: Any) -> Book:
    """The names of a case's register with the name that each carries outside."""
    rows = list(RegisterPerson.rows.filter(case=case, withdrawn_on=None).order_by("number"))
    names = [name for row in rows for name in names_of(row.key, row.name, row.other_names, row.public_name)]
    return book(names, [(row.initials, row.public_name) for row in rows if row.initials])
