"""Finding phrases in an entry by the stems of their words, and whether the entry says that it was not so. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from casereview.evidence.chronology.rows import Row
from casereview.evidence.chronology.wording import stem

HERE = Path(__file__).parent
TOKEN = re.compile(r"[A-Za-z0-9][\w&/'’-]*|[.;:!?,\n]")
ENDS = frozenset(".;:!?\n")
"""Marks at which a thought ends: what is denied before them says nothing of what comes after."""
DENIES = frozenset(
    (
        "no",
        "not",
        "never",
        "nil",
        "none",
        "without",
        "denied",
        "denies",
        "denying",
        "deny",
        "didn't",
        "wasn't",
        "neither",
        "nor",
        "isn't",
        "hasn't",
    )
)
REACH = 4
"""Words: a denial reaches so far (*no sign of any bruise*)."""


@dataclass(frozen=True, slots=True)
class Said:
    """A phrase where it stands in a text.

    Attributes:
        of: what the phrase means, as the list of phrases calls it.
        start, end: its first and last character in the text.
        denied: the words before it say that it was not so.
    """

    of: str
    start: int
    end: int
    denied: bool


class Phrases:
    """Phrases by what they mean. Words are compared by their stems, so that *visited* meets *visit*.

    >>> found = Phrases({"burn": ("burn", "scald to")}).find("No burns seen. Scalds to the palm.")
    >>> [(one.of, one.denied) for one in found]
    [('burn', True), ('burn', False)]
    """

    def __init__(self, means: Mapping[str, Iterable[str]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for of, phrases in means.items():
            for phrase in phrases:
                first, *rest = (stem(word.replace("’", "'")) for word in phrase.replace("_", " ").split())
                self._by_first.setdefault(first, []).append((tuple(rest), of))
        for several in self._by_first.values():
            several.sort(key=lambda one: -len(one[0]))

    def find(self, text: str) -> list[Said]:
        """Every phrase in a text, in its order; of several that begin at one word, the longest of each meaning."""
        tokens = tokens_of(text)
        found = []
        for number, (word, start, _, _) in enumerate(tokens):
            seen: set[str] = set()
            for rest, of in self._by_first.get(word, ()):
                last = number + len(rest)
                if of in seen or last >= len(tokens):
                    continue
                if all(tokens[number + 1 + i][0] == part for i, part in enumerate(rest)):
                    seen.add(of)
                    found.append(Said(of, start, tokens[last][2], _denied(tokens, number)))
        return found


@lru_cache(maxsize=1 << 15)
def tokens_of(text: str) -> tuple[tuple[str, int, int, str], ...]:
    """The stems of a text's words and its marks, each with where it begins and ends, and the word in small letters."""
    found = ((m, m[0].replace("’", "'").lower()) for m in TOKEN.finditer(text))
    return tuple((stem(word), m.start(), m.end(), word) for m, word in found)


def _denied(tokens: tuple[tuple[str, int, int, str], ...], number: int) -> bool:
    for _, _, _, word in reversed(tokens[max(0, number - REACH) : number]):
        if word in ENDS or word == "but":
            return False
        if word in DENIES:
            return True
    return False


def phrases_in(name: str | Path) -> dict[str, tuple[str, ...]]:
    """A list of phrases: a line is a meaning, a colon, phrases parted by commas; a meaning may have several lines.

    Args:
        name: of a file in this folder, or a whole path.
    """
    found: dict[str, list[str]] = {}
    for line in _lines(name):
        of, _, phrases = line.partition(":")
        found.setdefault(of.strip(), []).extend(p.strip() for p in phrases.split(",") if p.strip())
    return {of: tuple(phrases) for of, phrases in found.items()}


def _lines(name: str | Path) -> Iterator[str]:
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


@lru_cache(maxsize=16)
def listed(name: str) -> Phrases:
    """The phrases of a file in this folder, ready to be found."""
    return Phrases(phrases_in(name))


def in_days(rows: Iterable[Row]) -> list[Row]:
    """Rows in the order of their first day, as they were given on the same day; those without any day last."""
    given = list(rows)
    dated = [row for row in given if row.earliest or row.latest]
    dated.sort(key=lambda row: (row.earliest or row.latest, row.latest or row.earliest))
    return dated + [row for row in given if not (row.earliest or row.latest)]
