"""What somebody can do at a board: the acts that are theirs, for the board's page."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.urls import reverse

from casereview.access.policy import Actor
from casereview.acts.ask import find_subject
from casereview.acts.perform import may
from casereview.acts.registry import ACTS


def board_offers(actor: Actor, code: str, names: Collection[str]) -> dict[str, Any]:
    """The acts among these that this person may do at this board."""
    subject = find_subject("board", code)
    open_ = [
        {
            "name": name,
            "title": ACTS[name].title,
            "href": reverse("board-act", kwargs={"code": code, "act": name}),
        }
        for name in names
        if name in ACTS and subject is not None and may(actor, name, subject.place)
    ]
    return {"open": open_, "shut": []}
