"""``casereview acts``: every act and ask, who may, when, and what it takes."""

from __future__ import annotations

import argparse
import json
import os
from typing import Any

EXAMPLE = "Example: casereview acts --format json | head"


def main(argv: list[str]) -> int:
    """Print the registries. Needs no store."""
    parser = argparse.ArgumentParser(prog="casereview acts", description=__doc__, epilog=EXAMPLE)
    parser.add_argument("--format", choices=("text", "json"), default="text")
    args = parser.parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casereview.config.settings")
    import django

    django.setup()
    found = registries()
    if args.format == "json":
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return 0
    for kind in ("acts", "asks"):
        print(kind.capitalize())
        for one in found[kind]:
            name = one.get("act") or one.get("ask")
            print(f"  {name:<28} {one['title']}")
            print(f"  {'':<28} by {', '.join(one['roles'])}; {one['on']}: {', '.join(one['phases'])}")
        print()
    return 0


def registries() -> dict[str, list[dict[str, Any]]]:
    """Every act with the JSON Schema of its payload, and every ask."""
    from casereview.access.roles import PHASES
    from casereview.acts.payload import schema
    from casereview.acts.registry import ACTS, ASKS

    order = [str(phase) for phase in PHASES]

    def phases(when: frozenset[str]) -> list[str]:
        return sorted(when, key=lambda phase: order.index(phase) if phase in order else -1)

    acts = [
        {
            "act": act.name,
            "title": act.title,
            "capability": act.capability,
            "on": act.on,
            "roles": sorted(act.by),
            "phases": phases(act.when),
            "payload": schema(act.payload),
        }
        for act in sorted(ACTS.values(), key=lambda act: (act.capability, act.name))
    ]
    asks = [
        {
            "ask": ask.name,
            "title": ask.title,
            "capability": ask.capability,
            "on": ask.on,
            "roles": sorted(ask.by),
            "phases": ["any"] if set(ask.when) >= set(order) else phases(ask.when),
        }
        for ask in sorted(ASKS.values(), key=lambda ask: (ask.capability, ask.name))
    ]
    return {"acts": acts, "asks": asks}
