"""Write ``docs/permissions.md``, which people read, from ``docs/permissions.csv``, which a person keeps.

Usage: python tools/permissions.py           writes docs/permissions.md
       python tools/permissions.py --check   says whether it is current, and changes nothing

The table itself is never written here: what somebody may do is decided by hand, in the CSV, and a test holds the
code against it. This only says the same in sentences.
"""

from __future__ import annotations

import csv
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

DOCS = Path(__file__).resolve().parent.parent / "docs"
TABLE, PAGE = DOCS / "permissions.csv", DOCS / "permissions.md"
CAPABILITIES = {
    "people": "People, posts and boards",
    "cases": "Notification, screening, decision and appointments",
    "names": "Who is who",
    "reviews": "Terms, timetable, proceedings, meetings and family",
    "evidence": "Documents, agency reports and chronologies",
    "learning": "Findings, lessons and recommendations",
    "reporting": "The report",
    "actions": "Responses, the Action Plan and its verification",
    "publishing": "Publication and closing",
    "workspace": "Home, search, calendar and history",
}
TOP = """# Who may do what, and when

Made from [permissions.csv](permissions.csv) by `python tools/permissions.py`; change the CSV, then run it.
A test refuses any difference between the code and the CSV, and another one between the CSV and this page.

- **When** is the phase that a review has reached: {phases}.
  *At any time* is every phase. *On the board* is no case's: it concerns the board itself.
- Whoever is in the column **Who** may do it only where they hold that role: a post reaches its board's cases, save those
  from which its holder stands aside; everybody else reaches only the case, or the agency's part of a case, that they are
  appointed to. To everybody else the page is not there.
- A role and a phase are not all. An act may still be refused by what stands in its way (a decision without reasons, a
  hold on publication, an action not yet verified); the page then says what would clear it.
- Whoever looks after the installation has no line here: that gives no way into any case."""


def approved() -> dict[str, dict[str, frozenset[str]]]:
    """By act or ask, then by role: the phases that a person approved."""
    cells: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    with TABLE.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            cells[row["act"]][row["role"]].add(row["phase"])
    return {act: {role: frozenset(of) for role, of in roles.items()} for act, roles in cells.items()}


def in_words(phases: Iterable[str], order: list[str]) -> str:
    """Phases as ranges.

    >>> in_words(["decided", "notified", "closed"], ["notified", "decided", "published", "closed"])
    'notified to decided; closed'
    >>> in_words(["any"], ["notified", "closed"])
    'at any time'
    """
    held = set(phases)
    if held == {"board"}:
        return "on the board"
    if held == {"any"} or held >= set(order):
        return "at any time"
    runs: list[list[str]] = []
    for phase, before in zip(order, ["", *order], strict=False):
        if phase not in held:
            continue
        if runs and runs[-1][-1] == before:
            runs[-1].append(phase)
        else:
            runs.append([phase])
    return "; ".join(run[0] if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs)


def lines_of(title: str, name: str, roles: Mapping[str, frozenset[str]], order: list[str]) -> list[str]:
    """One line of the table for each different *when*: who shares it, by their titles."""
    from casereview.access.roles import ROLE_TITLES

    titles = list(ROLE_TITLES)
    together: dict[str, list[str]] = defaultdict(list)
    for role in sorted(roles, key=titles.index):
        together[in_words(roles[role], order)].append(ROLE_TITLES[role])
    if set(roles) >= set(titles):
        together = {when: ["Everybody with a role"] for when in together}
    return [
        f"| {f'{title} (`{name}`)' if at == 0 else ''} | {', '.join(who)} | {when} |"
        for at, (when, who) in enumerate(together.items())
    ]


def page() -> str:
    """The whole page. What the code does not have has no title and no room here; the registry's test refuses it."""
    from casereview.access.roles import PHASES
    from casereview.acts.registry import ACTS, ASKS

    order = [str(phase) for phase in PHASES]
    cells = approved()
    known: dict[str, Any] = {**ACTS, **ASKS}
    written = [TOP.format(phases=", ".join(order))]
    rooms = [*CAPABILITIES, *sorted({of.capability for of in known.values()} - set(CAPABILITIES))]
    for room in rooms:
        for heading, registry in (("can be done", ACTS), ("can be seen", ASKS)):
            names = sorted(
                (n for n in cells if n in registry and registry[n].capability == room),
                key=lambda n: known[n].title,
            )
            if not names:
                continue
            written.append(
                f"\n## {CAPABILITIES.get(room, room.capitalize())}: what {heading}\n\n| What | Who | When |\n| --- | --- | --- |"
            )
            for name in names:
                written.extend(lines_of(known[name].title, name, cells[name], order))
    return "\n".join(written) + "\n"


def main(argv: list[str]) -> int:
    """Write the page, or with ``--check`` say whether it is current. Gives 0 when it is, 1 when not."""
    sys.path.insert(0, str(DOCS.parent))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casereview.config.settings")
    import django

    django.setup()
    now = page()
    if "--check" in argv:
        if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == now:
            return 0
        print(
            "docs/permissions.md does not say what docs/permissions.csv says: run python tools/permissions.py"
        )
        return 1
    PAGE.write_text(now, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
