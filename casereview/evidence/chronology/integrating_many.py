"""An integrated chronology of very many rows, as CSV or JSON: written by the order of its rows, none of which is held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

from casereview.evidence.chronology.integrating import (
    MOST_MATCHED,
    file_report,
    problem_report,
    too_many,
)
from casereview.evidence.chronology.reading.many import ManyRows
from casereview.evidence.chronology.rows import Row
from casereview.evidence.chronology.silences import by_age
from casereview.evidence.chronology.silences.gaps import gap_of, gaps_between
from casereview.evidence.chronology.silences.silence import Silence
from casereview.evidence.chronology.writing.files import CannotWrite, whole
from casereview.evidence.chronology.writing.spilled import LOST, Spilled, names_of
from casereview.law.strict_yaml import BadInput

Spans = dict[tuple[int, int], tuple[int, int, int]]
"""For each first and last day: where the first row that has them stands, its number and its file that has them."""


def are_few(files: Sequence[ManyRows]) -> bool:
    """Whether the rows can be compared with each other after all."""
    return sum(one.rows for one in files) <= MOST_MATCHED


def integrate_many(files: Sequence[ManyRows], output: Path, *, silence: int) -> dict[str, Any]:
    """Write the rows of all files in one order; the report of it, as ``integrate`` gives it.

    Raises:
        BadInput: it cannot be written.
    """
    total = sum(one.rows for one in files)
    try:
        # Libraries put the lines in order and the system writes them; meanwhile silences are looked for.
        with ThreadPoolExecutor(1) as aside, whole(output) as stream:
            report = aside.submit(silences_of, files, silence)
            if Spilled(files).write(output.suffix.lower().lstrip("."), stream) != total:
                raise CannotWrite(LOST)
    except CannotWrite as why:
        raise BadInput(str(why)) from None
    problems = [*(problem for one in files for problem in one.read.problems), too_many()]
    return {
        "rows_read": total,
        "rows_written": total,
        "files": [file_report(one.read, one.rows) for one in files],
        "problems": [problem_report(one) for one in problems],
        "duplicates": [],
        "pairs": [],
        "silences": [one.as_json() for one in report.result()],
        "questions": [question.as_json() for one in files for question in one.read.questions],
    }


def silences_of(files: Sequence[ManyRows], more_than: int) -> list[Silence]:
    """The gaps in each agency's rows, the oldest first."""
    spans: dict[str, Spans] = defaultdict(dict)
    for number, one in enumerate(files):
        for agency, first, last, place, row in one.spans:
            own, found = spans[one.names[agency]], (place, row, number)
            own[first, last] = min(found, own.get((first, last), found))
    found_gaps = [
        gap for name in names_of(files) if name in spans for gap in _gaps(files, name, spans[name], more_than)
    ]
    return by_age(found_gaps)


def _gaps(files: Sequence[ManyRows], agency: str, spans: Spans, more_than: int) -> Iterator[Silence]:
    days = {
        (date.fromordinal(first), date.fromordinal(last)): where for (first, last), where in spans.items()
    }
    for before, after in gaps_between(days, more_than):
        rows = tuple(_row(files, agency, days[span], span) for span in (before, after))
        yield gap_of(agency, before, after, (rows[0], rows[1]))


def _row(files: Sequence[ManyRows], agency: str, where: tuple[int, int, int], span: tuple[date, date]) -> Row:
    _, row, file = where
    return Row(agency, files[file].read.file, row + 1, earliest=span[0], latest=span[1])
