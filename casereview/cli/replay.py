"""``casereview replay``: replay a case from a journal of dated acts, through the same guards as every page."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

EXAMPLE = (
    "Example: casereview replay journals/invented/walkthrough.yaml --database sqlite:////tmp/try.sqlite3"
)


def main(argv: list[str]) -> int:
    """Replay a journal into a store that ``replay`` or ``demo`` made."""
    parser = argparse.ArgumentParser(prog="casereview replay", description=__doc__, epilog=EXAMPLE)
    parser.add_argument("journal", type=Path)
    parser.add_argument("--database", help="sqlite:///path or postgres://user@host/name")
    parser.add_argument("--data", help="a folder that holds the store")
    parser.add_argument("--files", help="the folder of files, if it is not beside the database")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    args = parser.parse_args(argv)
    from casereview.cli.store import BadStoreOption, open_store

    try:
        open_store(args, make="replay")
    except BadStoreOption as bad:
        print(f"casereview replay: {bad}", file=sys.stderr)
        return 2
    from casereview.cli.journal import Journal
    from casereview.law.strict_yaml import BadInput

    try:
        outcome = Journal(args.journal).replay()
    except (BadInput, OSError) as bad:
        print(f"casereview replay: {bad}", file=sys.stderr)
        return 2
    answer = answer_of(outcome)
    if args.format == "json":
        print(json.dumps(answer, ensure_ascii=False, indent=1))
    else:
        print(f"{answer['review'] or 'No case'}: {answer['phase'] or ''}, {answer['acts_done']} acts done.")
        for one in answer["refused"]:
            print(
                f"  act {one['index']} ({one['act']}) refused{' as expected' if one['expected'] else ''}: {one['why']}"
            )
    if outcome.stopped:
        print(f"casereview replay: {args.journal.name}: {outcome.stopped}", file=sys.stderr)
        return 1
    return 0


def answer_of(outcome: Any) -> dict[str, Any]:
    """What a replay answers, in the form that other programs read."""
    from casereview.actions.queries import counts_of
    from casereview.audit.export import head
    from casereview.cases.clocks import clocks_of
    from casereview.cases.models import Case

    rows, digest = head()
    cases = [Case.rows.select_related("board").get(code=code) for code in outcome.cases]
    told = [
        {
            "review": case.code,
            "phase": case.phase,
            "clocks": [clock.as_json() for clock in clocks_of(case)],
            "actions": counts_of(case),
        }
        for case in cases
    ]
    first = (
        told[0]
        if told
        else {
            "review": None,
            "phase": None,
            "clocks": [],
            "actions": {"total": 0, "in_place": 0, "overdue": 0},
        }
    )
    return {
        **first,
        "acts_done": outcome.acts_done,
        "refused": outcome.refused,
        "audit": {"rows": rows, "head": digest},
        **({"cases": told} if len(told) > 1 else {}),
    }
