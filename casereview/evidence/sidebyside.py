"""Two accounts side by side: what each says of the day, the time, who was there, the child, and where they differ. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from casereview.names.rules import fold

ASPECTS: tuple[tuple[str, Callable[[Mapping[str, Any]], str]], ...] = (
    ("When", lambda e: f"{e['when']} (typed “{e['date_text']}”)" if e["date_text"] else str(e["when"])),
    ("Time", lambda e: str(e["at"] or e["time"])),
    ("Who was there", lambda e: str(e["professional"])),
    ("The child", lambda e: str(e["child_seen"])),
    ("What was recorded", lambda e: str(e["event"])),
    ("Source", lambda e: str(e["source"])),
)
COMPARED: dict[str, Callable[[Mapping[str, Any]], Any]] = {
    "When": lambda e: (e["earliest"], e["latest"]),
    "Time": lambda e: e["at"] or fold(e["time"]),
    "Who was there": lambda e: fold(e["professional"]),
    "The child": lambda e: fold(e["child_seen"]),
}
"""What can differ between two accounts of one event. Words and sources always do."""


def side_by_side(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What two accounts say, aspect by aspect. An aspect of which neither says anything is left out.

    Where only one says something, that is not a difference: the other did not record it, and the page says so.
    """
    lines = []
    for name, words in ASPECTS:
        first, second = words(one), words(other)
        if not (first or second):
            continue
        of = COMPARED.get(name)
        differs = of is not None and bool(first and second) and of(one) != of(other)
        lines.append({"name": name, "one": first, "other": second, "differs": differs})
    return lines


def differences(lines: list[dict[str, Any]]) -> list[str]:
    """In what the two accounts differ, as words of a sentence.

    >>> differences([{"name": "When", "differs": True}, {"name": "Time", "differs": False}])
    ['when']
    """
    return [line["name"].lower() for line in lines if line["differs"]]
