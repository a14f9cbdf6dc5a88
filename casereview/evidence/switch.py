"""Real names or code names: one switch for every view, picture and file of the chronology."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from casereview.access.policy import Actor
from casereview.cases.models import Case
from casereview.evidence.chronology.dates.words import MONTHS
from casereview.evidence.wall import own_agencies
from casereview.names.queries import REAL, may_see_names, names_in
from casereview.names.replacing import Doubt, Names

SPOKEN = ("event", "source", "professional", "child_seen", "comment", "time", "source_file")
"""What of an entry is words, in which somebody may be named: also how the agency called its file."""
MONTH = re.compile(rf"\b(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b", re.IGNORECASE)
"""A month in a date is never taken for somebody who is called so."""


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
    names: Names = field(default_factory=lambda: Names(()))

    def line(self, line: dict[str, Any], agency: int) -> dict[str, Any]:
        """One entry's plain values with real names or code names. ``maybe`` is what could not be told for sure."""
        if self.real or agency in self.own:
            return line | {"maybe": []}
        doubts: list[Doubt] = []
        shown = dict(line)
        for name in SPOKEN:
            if name in shown:
                shown[name] = self._outside(shown[name], doubts)
        if "date_text" in shown:
            shown["date_text"] = self._dated(shown["date_text"], doubts)
        other: dict[str, Any] = {}
        for heading, text in shown.get("other", {}).items():
            named = self._outside(heading, [])  # what may be a name in it would be flagged at every entry
            while named in other:
                named = f"{named} (again)"
            other[named] = self._outside(text, doubts)
        return shown | {"other": other, "maybe": [self._maybe(doubt) for doubt in doubts]}

    def _outside(self, text: str, doubts: list[Doubt]) -> str:
        if not text:
            return text
        made = self.names.outside(text)
        doubts += made.doubts
        return made.text

    def _dated(self, text: str, doubts: list[Doubt]) -> str:
        """A date as it was typed: *Ada's birthday* names somebody, *early June* does not."""
        between = [self._outside(part, doubts) for part in MONTH.split(text)]
        months = [*MONTH.findall(text), ""]
        return "".join(part + month for part, month in zip(between, months, strict=True))

    def _maybe(self, doubt: Doubt) -> dict[str, str]:
        people = [self.names.people[key].public_name for key in doubt.keys]
        return {"found": doubt.found, "public_name": " or ".join(dict.fromkeys(people)), "why": doubt.kind}

    def said(self, agency: int | None) -> Callable[[str], str]:
        """How the words of an agency are shown: as they were typed to its own people, else as the switch stands."""
        return str if agency in self.own else self.text

    def text(self, text: str) -> str:
        """A text that is nobody's own, such as a comment of the panel."""
        return text if self.real else self.names.text(text)

    @property
    def brings(self) -> tuple[str, ...]:
        """What may stand in a text that was not typed: the names given outside."""
        return () if self.real else self.names.brings


def switch_for(by: Actor, case: Case, names: str = "") -> Switch:
    """The switch as this reader set it. Whoever may not see the register reads code names, whatever is asked."""
    may = may_see_names(by, case)
    found = Switch(real=may and names == REAL, may=may, own=own_agencies(by, case))
    return found if found.real else replace(found, names=names_in(case))
