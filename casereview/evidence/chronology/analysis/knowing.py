"""Who knew what when: facts down, agencies across, in each cell the first date on which the agency's own record speaks of it. Pure.

That a record speaks of a fact is not that anybody understood it. A cell that is empty says only that the record has nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from casereview.evidence.chronology.analysis.phrases import Phrases, in_days, phrases_in
from casereview.evidence.chronology.merging import agencies_of
from casereview.evidence.chronology.rows import Row


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that an agency may have known.

    Attributes:
        name: in a few words for a reader.
        phrases: how records speak of it; words are compared by their stems.
    """

    name: str
    phrases: tuple[str, ...]


OF_ADULTS = tuple(Fact(name, phrases) for name, phrases in phrases_in("facts_adults.txt").items())
FACTS: tuple[Fact, ...] = (
    *(Fact(name, phrases) for name, phrases in phrases_in("facts.txt").items()),
    *OF_ADULTS,
)
"""The facts that reviews ask about most, those of adults last. A reader adds the case's own with ``fact_of``."""


def fact_of(text: str) -> Fact:
    """A fact as a reader types it: phrases parted by commas, of which the first is its name.

    >>> fact_of("hair tongs, straighteners")
    Fact(name='Hair tongs', phrases=('hair tongs', 'straighteners'))

    Raises:
        ValueError: no word was typed.
    """
    parts = (" ".join(part.split()) for part in text.split(","))
    phrases = tuple(part for part in parts if any(character.isalnum() for character in part))
    if not phrases:
        raise ValueError("Type at least one word by which a record would speak of it.")
    return Fact(phrases[0][:1].upper() + phrases[0][1:], phrases)


@dataclass(frozen=True, slots=True)
class KnownBy:
    """What one agency's record says of one fact.

    Attributes:
        first: the first day on which the record may speak of it; None where no entry that does has a day.
        by: the day by which it certainly had: later than ``first`` where the first entry is known only to a span.
        rows: the entries that speak of it, the first one first; those without a day last.
        denied: the entries that say it was not so (*no bruises*): the question was asked, and this was the answer.
    """

    first: date | None
    by: date | None
    rows: tuple[Row, ...]
    denied: tuple[Row, ...] = ()


@dataclass(slots=True)
class WhoKnewWhat:
    """The matrix.

    Attributes:
        facts: those that at least one agency's record speaks of or denies, in the order given.
        agencies: in the order asked for, then as they appear.
        cells: by fact's name and agency; one of which the record says nothing is not among the keys.
        unspoken: the names of facts of which no record says anything.
    """

    facts: tuple[Fact, ...] = ()
    agencies: tuple[str, ...] = ()
    cells: dict[tuple[str, str], KnownBy] = field(default_factory=dict)
    unspoken: tuple[str, ...] = ()

    def first_to_know(self, fact: str) -> list[tuple[str, KnownBy]]:
        """The agencies whose records speak of a fact, the earliest first; those without a day last."""
        knew = [
            (agency, cell)
            for agency in self.agencies
            if (cell := self.cells.get((fact, agency))) and cell.rows
        ]
        return sorted(knew, key=lambda one: (one[1].first is None, one[1].first or date.max))


def who_knew_what(
    rows: Iterable[Row], facts: Sequence[Fact] = FACTS, agencies: Sequence[str] = ()
) -> WhoKnewWhat:
    """For each fact and agency, when its record first speaks of it, with the entries.

    Args:
        facts: what to look for; a name twice counts once.
        agencies: the order of agencies; those it leaves out follow as they appear.
    """
    every = in_days(rows)
    facts = tuple({fact.name: fact for fact in facts}.values())
    phrases = _phrases(facts)
    said: dict[tuple[str, str], list[Row]] = {}
    denied: dict[tuple[str, str], list[Row]] = {}
    for row in every:
        for name, meant in _facts_in(row.event, phrases):
            (said if meant else denied).setdefault((name, row.agency), []).append(row)
    cells = {key: _known(said.get(key, []), denied.get(key, [])) for key in dict.fromkeys((*said, *denied))}
    spoken = {name for name, _ in cells}
    return WhoKnewWhat(
        facts=tuple(fact for fact in facts if fact.name in spoken),
        agencies=tuple(agencies_of(every, agencies)),
        cells=cells,
        unspoken=_unspoken(facts, spoken),
    )


def _unspoken(facts: Sequence[Fact], spoken: set[str]) -> tuple[str, ...]:
    """The facts of which no record says anything; in a review about a child, what is asked about adults is not missed."""
    of_adults = {fact.name for fact in OF_ADULTS}
    aside = set() if spoken & of_adults else of_adults
    return tuple(fact.name for fact in facts if fact.name not in spoken | aside)


@lru_cache(maxsize=8)
def _phrases(facts: tuple[Fact, ...]) -> Phrases:
    return Phrases({fact.name: fact.phrases for fact in facts})


@lru_cache(maxsize=1 << 15)
def _facts_in(text: str, phrases: Phrases) -> tuple[tuple[str, bool], ...]:
    """The facts of which a text speaks, each with whether it says so at least once without denying it."""
    meant: dict[str, bool] = {}
    for one in phrases.find(text):
        meant[one.of] = meant.get(one.of, False) or not one.denied
    return tuple(meant.items())


def _known(rows: list[Row], denied: list[Row]) -> KnownBy:
    days = [(row.earliest or row.latest, row.latest or row.earliest) for row in rows]
    firsts = [first for first, _ in days if first]
    lasts = [last for _, last in days if last]
    return KnownBy(
        first=min(firsts, default=None),
        by=min(lasts, default=None),
        rows=tuple(rows),
        denied=tuple(denied),
    )
