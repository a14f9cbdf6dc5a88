"""What a kind of thing that waits is: its rows, the roles for whom it waits, and one line for each row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from casereview.access.policy import Actor, Reach


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do: what, where, by when, and one line why.

    ``thing`` is what it is about inside its case, such as ``A3``: with the code it names the thing for good, whatever its date.
    """

    code: str
    title: str
    href: str
    due: date | None
    why: str
    thing: str = ""

    def as_row(self, today: date) -> dict[str, Any]:
        """As a page's queue shows it."""
        late = (today - self.due).days if self.due and self.due < today else 0
        return {
            "code": self.code,
            "title": self.title,
            "href": self.href,
            "due": self.due.isoformat() if self.due else None,
            "late_days": late,
            "why": self.why,
            "thing": self.thing,
        }


Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing that waits.

    Attributes:
        name: how the address of its whole list calls it.
        title: what its list is called: "Decisions to take".
        roles: for whom it waits; none is the person's own.
        rows: the rows that wait, the most urgent first, of which a page takes as many as it shows.
        item: one line for a row.
        nearest: the same rows as a home page looks for them, where to look through all of them would take long.
        in_calendar: what a calendar calls its date, with the thing's key in it or without; never a title that people wrote.
        ahead: the rows for a calendar, where it holds more than what is due soon or late.
        together: lines for the rows of a home page, where several rows make one line.
    """

    name: str
    title: str
    roles: tuple[str, ...]
    rows: Callable[[Actor, Reach], Any]
    item: Callable[[Any], Item]
    in_calendar: str = ""
    nearest: Callable[[Actor, Reach], Any] | None = None
    ahead: Callable[[Actor, Reach], Any] | None = None
    together: Callable[[Iterable[Any]], list[Item]] | None = None

    def items(self, rows: Sequence[Any], most: int) -> list[Item]:
        """A home page's lines for these rows: at most so many."""
        return self.together(rows)[:most] if self.together else [self.item(row) for row in rows[:most]]


def chased(times: int) -> str:
    """How often somebody was reminded, in words.

    >>> chased(0), chased(1), chased(3)
    ('Not chased yet.', 'Chased once.', 'Chased 3 times.')
    """
    if times == 0:
        return "Not chased yet."
    return "Chased once." if times == 1 else f"Chased {times} times."
