"""What somebody may do, see and read here, for a template to ask before it draws a link: no page leads where its reader may not go."""

from __future__ import annotations

from typing import Any

from casereview.access.policy import Actor, Allowed, allow
from casereview.acts.perform import may
from casereview.acts.registry import ACTS, ASKS


class MayDo:
    """``{% if may_do.respond %}``, ``{% if one.clears in may_do %}``: whether an act of a case is this person's at all.

    Whether anything stands in its way is not asked: the act's own page says that.
    """

    def __init__(self, actor: Actor, subject: Any) -> None:
        self.actor, self.subject = actor, subject

    def __contains__(self, name: object) -> bool:
        return (
            str(name) in ACTS
            and ACTS[str(name)].on == "case"
            and may(self.actor, str(name), self.subject.place)
        )

    def __getitem__(self, name: str) -> bool:
        return name.replace("_", "-") in self


class MaySee(MayDo):
    """``{% if may_see.history %}``: whether an ask of a case is open to this person."""

    def __contains__(self, name: object) -> bool:
        ask = ASKS.get(str(name))
        return ask is not None and isinstance(allow(self.actor, ask.by, self.subject.place), Allowed)
