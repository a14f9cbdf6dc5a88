"""The integrated chronology written to a file, and the report of what was read, matched and silent. No database."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from casereview.evidence.chronology.reading.exchange import Reading
from casereview.evidence.chronology.rows import Problem
from casereview.law.strict_yaml import BadInput

if TYPE_CHECKING:
    from casereview.names.replacing import Names

MOST_TYPED = 60
"""So many letters of a cell are shown beside what is to be looked at in it."""
MOST_MATCHED = 60_000
"""Rows; above that nobody would read the pairs, and they are not looked for."""


def integrate(
    read: list[Reading], output: Path, names: Names | None, *, public: bool, silence: int
) -> dict[str, Any]:
    """Merge what was read, match, write it; the report of it.

    Raises:
        BadInput: it cannot be written.
    """
    from casereview.evidence.chronology.matching import duplicates, pairs
    from casereview.evidence.chronology.merging import in_order
    from casereview.evidence.chronology.silences import by_age, gaps, silences
    from casereview.evidence.chronology.writing.cover import Cover
    from casereview.evidence.chronology.writing.files import CannotWrite, write

    agencies = list(dict.fromkeys(one.agency for one in read))
    rows = in_order((row for one in read for row in one.rows), agencies)
    problems = [problem for one in read for problem in one.problems]
    answer: dict[str, Any] = {"rows_read": len(rows), "rows_written": len(rows)}
    if names is not None:
        from casereview.evidence.chronology.people import recognise, with_public_names

        recognise(rows, names)
    few = len(rows) <= MOST_MATCHED
    if not few:
        problems.append(too_many())
    found = {
        "duplicates": [one.as_json(scored=False) for one in duplicates(rows)] if few else [],
        "pairs": [one.as_json() for one in pairs(rows)] if few else [],
        "silences": [
            one.as_json() for one in (silences(rows, silence) if few else by_age(gaps(rows, silence)))
        ],
    }
    if names is not None and public:
        rows, doubts = with_public_names(rows, names)
        problems += doubts
    if len(rows) != answer["rows_read"]:
        raise BadInput("casereview chronology: a row was lost on the way. Nothing was written.")
    try:
        write(rows, output, Cover(names="public names" if public else ""))
    except CannotWrite as why:
        raise BadInput(str(why)) from None
    answer["files"] = [file_report(one) for one in read]
    answer["problems"] = [problem_report(one) for one in problems]
    return {**answer, **found, "questions": [q.as_json() for one in read for q in one.questions]}


def too_many() -> Problem:
    """That there are more rows than anybody would read the pairs of."""
    why = (
        f"There are more than {MOST_MATCHED:,} rows, so accounts of one event, entries typed twice and silences other than gaps"
        " were not looked for. Merge a shorter period."
    )
    return Problem("", None, "", "", why)


def file_report(read: Reading, rows: int | None = None) -> dict[str, Any]:
    """A file in the report.

    Args:
        rows: how many it has, where they are not held.
    """
    return {
        "file": read.file,
        "agency": read.agency,
        "rows": len(read.rows) if rows is None else rows,
        "columns": read.columns,
        "refused": read.refused,
        "sha256": read.digest,
    }


def problem_report(one: Problem) -> dict[str, Any]:
    """A problem in the report."""
    return {"file": one.file, "row": one.row, "column": one.column, "text": one.text, "why": one.why}


def checked(read: Reading) -> list[str]:
    """What an agency can look at in its own file, as lines of text."""
    from casereview.evidence.chronology.reading.columns import MEANS

    said = {value: words[:1].lower() + words[1:] for value, words in MEANS}
    lines = [f"{read.file}: {rows_said(len(read.rows))}."]
    if read.columns:
        lines += ["", "Columns:"]
        lines += [f"  {heading}: {said.get(meaning, meaning)}" for heading, meaning in read.columns.items()]
    lines += ["", "To look at:"] if read.problems else ["", "Nothing to look at. It can be sent."]
    for one in read.problems:
        where = ", ".join(part for part in (f"row {one.row}" if one.row else "the file", one.column) if part)
        text = " ".join(one.text.split())
        typed = f" “{text if len(text) <= MOST_TYPED else f'{text[:MOST_TYPED]}…'}”" if text else ""
        lines.append(f"  {where}{typed}: {one.why}")
    if read.problems:
        lines += ["", "Put right what is wrong and check again. What is right as it stands can be sent."]
    return lines


def rows_said(count: int) -> str:
    """How many rows, in words.

    >>> rows_said(1), rows_said(2000)
    ('1 row', '2000 rows')
    """
    return f"{count} row{'' if count == 1 else 's'}"
