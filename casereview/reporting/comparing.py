"""Two versions of a whole report beside each other: what came in, what was taken out, paragraph by paragraph. Pure."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import Any

from casereview.evidence.rules import under_headings
from casereview.papers.difference import difference
from casereview.reporting.rules import PAPERS

LIKE = 0.4
"""From how like two paragraphs count as one that was written again, and not as one taken out and another put in."""
TITLES = {key: title for key, (title, _) in PAPERS.items()}
Frozen = Sequence[Mapping[str, Any]]


def compared(before: Frozen, after: Frozen, titles: Mapping[str, str] = TITLES) -> list[dict[str, Any]]:
    """Each paper with its sections, in the order of the later version; those taken out stand at its end.

    Args:
        before: the sections of the earlier version, as ``frozen_sections`` gives them.
        after: those of the later one.
        titles: what the papers are called, in the case that they are of.

    Returns:
        For each paper its title, how many of its sections differ, and its sections: ``what`` is "same", "changed",
        "added" or "taken-out", ``parts`` what differs in it.
    """
    papers = []
    for key in PAPERS:
        sections = _sections(_of(before, key), _of(after, key))
        changed = sum(1 for one in sections if one["what"] != "same")
        papers.append({"key": key, "title": titles[key], "changed": changed, "sections": sections})
    return papers


def _of(sections: Frozen, paper: str) -> dict[str, Mapping[str, Any]]:
    return {str(one["key"]): one for one in sections if one["paper"] == paper}


def _sections(
    before: dict[str, Mapping[str, Any]], after: dict[str, Mapping[str, Any]]
) -> list[dict[str, Any]]:
    found = []
    for key in [*after, *(key for key in before if key not in after)]:
        old, new = before.get(key), after.get(key)
        parts = changes(_blocks(old), _blocks(new))
        renamed = old["heading"] if old and new and old["heading"] != new["heading"] else ""
        found.append(
            {
                "key": key,
                "heading": (new or old or {})["heading"],
                "was_called": renamed,
                "what": "added" if old is None else "taken-out" if new is None else _how(parts, renamed),
                "parts": parts,
            }
        )
    return found


def _how(parts: list[dict[str, Any]], renamed: str) -> str:
    return "changed" if renamed or any(one["what"] != "same" for one in parts) else "same"


def _blocks(section: Mapping[str, Any] | None) -> list[str]:
    """A section as a reader meets it: headings, paragraphs, then what is drawn from the record."""
    if section is None:
        return []
    blocks = []
    for heading, text in under_headings(section["text"]):
        blocks += [heading, text] if heading else [text]
    for one in section["drawn"]:
        to = f" To {one['to']}." if one.get("to") else ""
        why = f"\n{one['why']}" if one.get("why") else ""
        blocks.append(f"{one['key']}. {one['text']}{to}{why}")
    return blocks


def changes(before: Sequence[str], after: Sequence[str]) -> list[dict[str, Any]]:
    """What changed between two lists of paragraphs. Those that stayed are counted, not repeated.

    >>> changes(["A dog.", "A cat sat."], ["A dog.", "A cat slept.", "Rain."])[0]
    {'what': 'same', 'count': 1}
    >>> [one["what"] for one in changes(["A dog.", "A cat sat."], ["A dog.", "A cat slept.", "Rain."])]
    ['same', 'changed', 'in']
    """
    found: list[dict[str, Any]] = []
    for what, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            found.append({"what": "same", "count": b - a})
        else:
            found += _rewritten(list(before[a:b]), list(after[c:d]))
    return found


def _rewritten(old: list[str], new: list[str]) -> list[dict[str, Any]]:
    """Paragraphs of which something is still the same stand as one; the others as taken out or put in."""
    found: list[dict[str, Any]] = []
    for text in new:
        like = next((one for one in old if _likeness(one, text) >= LIKE), None)
        if like is None:
            found.append({"what": "in", "words": [("in", text)]})
            continue
        gone = old.index(like)
        found += [{"what": "out", "words": [("out", one)]} for one in old[:gone]]
        old = old[gone + 1 :]
        found.append({"what": "changed", "words": difference(like, text)})
    return found + [{"what": "out", "words": [("out", one)]} for one in old]


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()
