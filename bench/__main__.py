"""``python -m bench [NAME …]``: run the benchmarks, print each ratio beside its goal, and write ``bench.json``.

Exit status: 0 every goal holds, 1 one does not, 2 there is no such benchmark or a peer is missing.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from bench.alone import run_alone
from bench.measure import Line

ALL = {
    "screening": "bench.law_criteria",
    "clocks": "bench.law_clocks",
    "start": "bench.law_start",
    "dates": "bench.chronology_dates",
    "files": "bench.chronology_files",
    "pages": "bench.pages",
    "acts": "bench.acts",
    "memory": "bench.memory",
}
"""Every benchmark: the name to ask for, and the module whose ``run()`` gives its lines."""


def show(line: Line) -> str:
    """A line as people read it.

    >>> show(Line("screening (seconds)", 0.001, 0.02, 20.0, "at least 10 times as fast", True))
    '  holds    20.00   at least 10 times as fast   screening (seconds): ours 0.001, peer 0.02'
    """
    mark = "holds" if line.holds else "MISSES"
    return f"  {mark:<7}{line.ratio:>7.2f}   {line.goal:<26}  {line.name}: ours {line.ours:.4g}, peer {line.peer:.4g}"


def main(argv: list[str]) -> int:
    """Run the benchmarks that were asked for, or all."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.split("\n")[0])
    parser.add_argument("name", nargs="*", help=f"one of: {', '.join(ALL)}; left out: all")
    parser.add_argument("--output", type=Path, default=Path("bench.json"))
    args = parser.parse_args(argv)
    if unknown := [name for name in args.name if name not in ALL]:
        print(f"bench: there is no '{unknown[0]}'. There are {', '.join(ALL)}.", file=sys.stderr)
        return 2
    found: list[Line] = []
    for name in args.name or ALL:
        print(f"{name} …", flush=True)
        try:
            lines = run_alone(ALL[name])
        except ModuleNotFoundError as missing:
            print(
                f"bench: {missing.name} is not installed. 'make bench' installs the peers.", file=sys.stderr
            )
            return 2
        for line in lines:
            print(show(line), flush=True)
        found += lines
        args.output.write_text(json.dumps([line.as_json() for line in found], indent=1) + "\n", "utf-8")
    missed = sum(not line.holds for line in found)
    print(f"{len(found) - missed} of {len(found)} goals hold. Written to {args.output}.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
