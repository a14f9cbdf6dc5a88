"""The registry of papers: what can be made from a case's record, by whom it may be seen, and how it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from inspect import signature
from typing import Any

from casereview.cases.called import heading

Maker = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class PaperMaker:
    """One paper: its name in addresses, its title, whose it is, and the function that makes it."""

    name: str
    title: str
    by: frozenset[str]
    make: Maker
    wants_actor: bool
    when: Callable[[Any], bool]
    word: str = ""

    def title_in(self, case: Any) -> str:
        """Its title in a case: in the words of the framework that governs it, where it has a word for it."""
        return heading(case, self.word) if self.word else self.title


PAPERS: dict[str, PaperMaker] = {}


def paper(
    name: str,
    *,
    title: str,
    by: Iterable[str],
    when: Callable[[Any], bool] = lambda case: True,
    word: str = "",
) -> Callable[[Maker], Maker]:
    """Register a paper. The function is called as ``make(seen, of=case, key="")`` and gives a ``papers.Paper``.

    One that has a parameter ``by`` is given the asker too, where what the paper may hold depends on more than reach.

    Args:
        key: the thing that the paper is about, such as ``M3`` for the agenda of a meeting; most papers have none.
        word: the framework's word for it ("report", "plan"), which is its title in a case.
        when: whether the case has what the paper needs, so that pages offer only papers that can be made.
    """

    def register(make: Maker) -> Maker:
        if name in PAPERS:
            raise ValueError(f"There are two papers called '{name}'.")
        PAPERS[name] = PaperMaker(
            name,
            title,
            frozenset(str(role) for role in by),
            make,
            "by" in signature(make).parameters,
            when,
            word,
        )
        return make

    return register
