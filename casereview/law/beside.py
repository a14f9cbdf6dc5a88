"""The same facts under two frameworks, in words: for a board that asks what another framework would have said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casereview.law.comparison import side_by_side
from casereview.law.model import Framework
from casereview.law.panel import Said, for_the_engine, headline, reason


def beside(first: Framework, second: Framework, said: Mapping[str, Said]) -> dict[str, Any]:
    """The two outcomes, criterion by criterion, and what makes them hard to compare.

    Args:
        said: the answers to the questions of the first framework.

    Raises:
        BadFacts: an answer does not exist, or somebody is said to be a child and an adult.
    """
    found = side_by_side(first, second, for_the_engine(said))
    asked = {fact.id: fact for fact in first.facts}
    return {
        "first": {"id": first.id, "title": first.title, "headline": headline(first, found.first.outcome)},
        "second": {
            "id": second.id,
            "title": second.title,
            "headline": headline(second, found.second.outcome),
        },
        "same": found.first.outcome == found.second.outcome,
        "rows": [
            {
                "label": (row.first or row.second).label,  # type: ignore[union-attr]  # a row has one of the two
                "first": reason(first, row.first, said) if row.first else None,
                "second": reason(second, row.second, said) if row.second else None,
            }
            for row in found.rows
        ],
        "asks_more": [fact.question for fact in second.facts if fact.id not in asked],
        "worded_otherwise": [
            {"first": asked[fact.id].question, "second": fact.question, "help": fact.help}
            for fact in second.facts
            if fact.id in asked
            and (fact.question, fact.help) != (asked[fact.id].question, asked[fact.id].help)
        ],
    }
