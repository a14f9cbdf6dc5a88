"""An integrated chronology that this product wrote, opened again: its rows as they were, not read anew. One way for every kind of file."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, islice

from casereview.evidence.chronology.reading.cells import Line, Original, Part, text_of
from casereview.evidence.chronology.reading.delimited import Records
from casereview.evidence.chronology.rows import Row
from casereview.evidence.chronology.writing.columns import is_ours

BEFORE = 12
"""Lines of a title and a key that may stand above our headings."""
CHANGED = (
    "This file was written by Casereview and changed since, so that its columns no longer hold what they held."
    " It was read as a chronology like any other."
)


def rows_as_written(original: Original) -> list[Row] | None:
    """The rows of a file that we wrote, as they were; None where it is not ours, or was changed so that it cannot be believed.

    What is looked at stays in the file for whoever reads it next.
    """
    parts = original.parts = list(original.parts)
    for part in parts:
        if (found := _headed(part)) is None:
            continue
        head, lines, guarded = found
        kept = list(lines)
        part.lines = [head, *kept]
        table = [[text_of(cell) for cell in line.cells] for line in kept]
        # Few files are ours; what reads them back is not loaded for the others.
        from casereview.evidence.chronology.writing.opened import rows_of_table

        try:
            return list(
                rows_of_table(_texts(head), [row for row in table if any(row)], formulas_guarded=guarded)
            )
        except (ValueError, KeyError, IndexError):
            original.said.append(CHANGED)
            return None
    return None


def _headed(part: Part) -> tuple[Line, Iterable[Line], bool] | None:
    """Our headings in a part, the lines below them, and whether formulas are guarded there; the part keeps all its lines."""
    if isinstance(part.lines, Records):
        head = part.lines.first()
        if head is None or not is_ours(head):
            return None
        lines = iter(part.lines)
        return next(lines), lines, True
    lines = iter(part.lines)
    first = list(islice(lines, BEFORE))
    part.lines = chain(first, lines)
    for place, line in enumerate(first):
        if is_ours(_texts(line)):
            return line, chain(first[place + 1 :], lines), False
    return None


def _texts(line: Line) -> list[str]:
    return [text_of(cell) for cell in line.cells]
