"""The readable difference between two texts. Pure."""

from __future__ import annotations

import difflib
import re


def difference(before: str, after: str) -> list[tuple[str, str]]:
    """What changed between two texts, sentence by sentence and word by word: ("same" | "out" | "in", text).

    >>> difference("The child was seen.", "The child was not seen.")
    [('same', 'The child was '), ('in', 'not '), ('same', 'seen.')]
    """
    old, new = re.findall(r"\S+\s*|\s+", before), re.findall(r"\S+\s*|\s+", after)
    found: list[tuple[str, str]] = []
    for what, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(("same", "".join(old[a:b])))
            continue
        if b > a:
            found.append(("out", "".join(old[a:b])))
        if d > c:
            found.append(("in", "".join(new[c:d])))
    return found
