"""Many cases at once: a row of facts in, a row of answers out, in the same order and in constant memory."""

from __future__ import annotations

import csv
import os
import tempfile
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from casereview.law.criteria import CANNOT_SAY, BadFacts, compiled
from casereview.law.facts_file import rows
from casereview.law.model import Framework
from casereview.law.screening import answers
from casereview.law.strict_yaml import BadInput

Row = tuple[tuple[str, str], ...]
COLUMNS = ("id", "outcome", "turns_on", "met")


def answer_rows(
    source: Path, target: Path, framework: Framework, progress: Callable[[int], None] = lambda number: None
) -> Counter[str]:
    """Answer every row of a CSV into another: all rows, or none and a sentence that names the row.

    Args:
        progress: called with the number of rows answered so far.

    Returns:
        How many rows had each outcome.

    Raises:
        BadInput: the header or a row cannot be read, or a file cannot be read or written.
    """
    try:
        if target.exists() and target.samefile(source):
            raise BadInput(f"{target}: the answers would be written over the facts; name another file.")
        with source.open(encoding="utf-8-sig", newline="") as stream:
            handle, name = tempfile.mkstemp(dir=target.parent, prefix=".casereview-", suffix=".csv")
            unfinished = Path(name)
            try:
                with os.fdopen(handle, "w", encoding="utf-8", newline="") as written:
                    table = csv.writer(written, lineterminator="\n")
                    table.writerow(COLUMNS)
                    counted: Counter[str] = Counter()
                    answer = answerer(framework)
                    for number, row_id, facts in rows(stream, str(source), framework):
                        try:
                            found = answer(tuple(facts.items()))
                        except BadFacts as problem:
                            raise BadInput(f"{source}, row {number}: {problem}") from None
                        table.writerow((row_id, *found))
                        counted[found[0]] += 1
                        progress(number)
                unfinished.chmod(0o666 & ~_umask())
                unfinished.replace(target)
            finally:
                unfinished.unlink(missing_ok=True)
    except OSError as problem:
        # A temporary name would mean nothing to anybody.
        name = str(target) if "/.casereview-" in str(problem.filename) else str(problem.filename or source)
        raise BadInput(f"{name}: this file cannot be read or written ({problem.strerror}).") from None
    return counted


def answerer(framework: Framework) -> Callable[[Row], tuple[str, str, str]]:
    """A function from a row's facts to its outcome, what it turns on and the criteria met (joined by ``;``).

    Rows repeat, so the latest answers are kept; how many is bounded.
    """
    rules = compiled(framework)
    ids = [criterion.id for criterion in framework.criteria]

    @lru_cache(maxsize=10_000)
    def answer(row: Row) -> tuple[str, str, str]:
        facts = answers(dict(row))
        state = rules.state(facts)
        outcome = rules.outcome(state)
        turns_on = rules.turns_on(facts) if outcome == CANNOT_SAY else ()
        return outcome, ";".join(turns_on), ";".join(ids[place] for place in rules.met(state))

    return answer


def _umask() -> int:
    now = os.umask(0o077)
    os.umask(now)
    return now
