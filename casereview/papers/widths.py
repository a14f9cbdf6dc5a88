"""How the width of a table is shared out among its columns, on every kind of paper alike."""

from __future__ import annotations

NARROWEST, WIDEST = 10, 60
"""How much the least and the most of a cell's text counts in the width of its column, in letters."""


def shares(columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> list[int]:
    """How the width of a table is shared out: by the root of the longest text in each column, since a long text wraps.

    >>> shares(("Criterion", "Result"), (("A child died and abuse or neglect is known.", "Met"),))
    [66, 32]
    """
    longest = (max(len(heading), *(len(row[i]) for row in rows), 0) for i, heading in enumerate(columns))
    return [round(10 * min(WIDEST, max(NARROWEST, length)) ** 0.5) for length in longest]
