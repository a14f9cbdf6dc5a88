"""Lists over many cases: which a reach takes somebody to, and the addresses of a case's rooms and acts."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse

from casereview.access.policy import Reach


def within(seen: Reach, case: str = "case") -> Q:
    """The rows of the cases that a reach takes somebody to, agencies' parts left out."""
    return _reached(seen, f"{case}__board", f"{case}__in")


def cases_within(seen: Reach) -> Q:
    """The cases that a reach takes somebody to, as a condition on cases themselves."""
    return _reached(seen, "board", "pk__in")


def _reached(seen: Reach, board: str, case: str) -> Q:
    """Only what is in the reach is asked for: an empty part of a condition is a slower question, not another answer.

    The same holds for one board among none others: asked for by itself, its rows come in the order of an index.
    """
    one = next(iter(seen.boards)) if len(seen.boards) == 1 else None
    whole = Q(**{board: one}) if one is not None else Q(**{f"{board}__in": seen.boards})
    if seen.aside:
        whole &= ~Q(**{case: seen.aside})
    if not seen.cases:
        return whole
    return whole | Q(**{case: seen.cases}) if seen.boards else Q(**{case: seen.cases})


def room(name: str, code: str) -> str:
    """The address of a room of a case."""
    return reverse(name, kwargs={"code": code})


def doing(act: str, code: str, **given: str) -> str:
    """The address of an act's page, with what is known already."""
    query = "&".join(f"{k}={v}" for k, v in given.items())
    return reverse("act", kwargs={"code": code, "act": act}) + (f"?{query}" if query else "")
