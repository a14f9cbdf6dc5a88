"""``python -m torture [NAME …]``: try to break a store of its own, and say what held.

Exit status: 0 all holds, 1 something does not, 2 there is no such trial.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from time import perf_counter

from torture.found import Found

ALL = {
    "kills": "torture.kills",
    "power": "torture.power",
    "timing": "torture.timing",
    "load": "torture.load",
    "fuzz": "torture.fuzz",
    "readers": "torture.readers",
}
"""Every trial: the name to ask for, and the module whose ``run()`` gives what it found."""
WORDS = {True: "holds", False: "FAILS", None: "left out"}


def main(argv: list[str]) -> int:
    """Run the trials that were asked for, or all; the summary comes last."""
    parser = argparse.ArgumentParser(prog="python -m torture", description=__doc__.split("\n")[0])
    parser.add_argument("name", nargs="*", help=f"one of: {', '.join(ALL)}; left out: all")
    args = parser.parse_args(argv)
    if unknown := [name for name in args.name if name not in ALL]:
        print(f"torture: there is no '{unknown[0]}'. There are {', '.join(ALL)}.", file=sys.stderr)
        return 2
    found: list[Found] = []
    for name in args.name or ALL:
        print(f"{name} …", flush=True)
        start = perf_counter()
        answers: list[Found] = import_module(ALL[name]).run()
        for one in answers:
            print(f"  {WORDS[one.holds]:<9}{one.said}", flush=True)
        print(f"  ({perf_counter() - start:.0f} seconds)", flush=True)
        found += answers
    bad = [one for one in found if one.holds is False]
    out = [one for one in found if one.holds is None]
    print(f"\n{len(found) - len(bad) - len(out)} hold, {len(bad)} do not, {len(out)} left out.")
    for one in (*bad, *out):
        print(f"  {WORDS[one.holds]}: {one.said}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
