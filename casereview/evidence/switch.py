"""Real names or code names: one switch for every view, picture and file of the chronology."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from casereview.access.policy import Actor
from casereview.cases.models import Case
from casereview.evidence.wall import own_agencies
from casereview.names.coding import Book, Maybe, coded
from casereview.names.queries import REAL, book_of, may_see_names

SPOKEN = ("event", "source", "professional", "child_seen", "comment", "time")
"""What of an entry is words, in which somebody may be named."""


@dataclass(frozen=True, slots=True)
class Switch:
    """How entries are shown to one reader.

    Attributes:
        real: whether real names are shown: only to those who may see the register, and only if they ask.
        may: whether this reader may ask for real names at all.
        own: agencies whose entries the reader wrote: those are shown as they were typed.
    """

    real: bool
    may: bool
    own: frozenset[int] = frozenset()
    names: Book = field(default_factory=Book)

    def line(self, line: dict[str, Any], agency: int) -> dict[str, Any]:
        """One entry's plain values with real names or code names. ``maybe`` is what could not be told for sure."""
        if self.real or agency in self.own:
            return line | {"maybe": []}
        maybe: list[Maybe] = []
        shown = dict(line)
        for name in SPOKEN:
            if name in shown:
                said = coded(shown[name], self.names)
                shown[name] = said.text
                maybe += said.maybe
        other = {}
        for heading, text in shown.get("other", {}).items():
            said = coded(text, self.names)
            other[heading] = said.text
            maybe += said.maybe
        return shown | {
            "other": other,
            "maybe": [{"found": m.found, "public_name": m.public_name, "why": m.why} for m in maybe],
        }

    def text(self, text: str) -> str:
        """A text that is nobody's own, such as a comment of the panel."""
        return text if self.real else coded(text, self.names).text


def switch_for(by: Actor, case: Case, names: str = "") -> Switch:
    """The switch as this reader set it. Whoever may not see the register reads code names, whatever is asked."""
    may = may_see_names(by, case)
    found = Switch(real=may and names == REAL, may=may, own=own_agencies(by, case))
    return found if found.real else replace(found, names=book_of(case))
