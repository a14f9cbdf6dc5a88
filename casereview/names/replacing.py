"""Names of the register recognised in texts, and public names written in their place: whole words, possessives too. Pure.

Only what stands in the register is replaced. What might be a name and is not certain to be one (initials, a spelling that is
nearly a name, a name that is also a word) is left as it stands and reported, so that a person decides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz, process

from casereview.names.rules import ORDINARY, fold, names_of, stands_as_name

Kind = Literal["initials", "spelling", "word", "shared"]
TOKEN = re.compile(r"[^\W_]+(?:\u00ad[^\W_]+)*")
BETWEEN = re.compile(r"[\s.,'’‘\-‐‑()]{1,3}")
TITLE = re.compile(
    r"(?<!\w)(?:mr|mrs|miss|ms|mx|master|dr|doctor|prof|professor|sir|lady|pc|dc|ps|ds|di|wpc|sgt|sergeant|constable|detective|"
    r"inspector|nurse|sister|matron|hv|sw|tm|gp|rev|father)\.?\s+$",
    re.IGNORECASE,
)
SHARED = "[family name]"
"""Written for a name that several people of the register have: it names the family, and nobody can say who is meant."""
NEAR = 86
"""How like a name a word must be, of 100, to be shown as perhaps misspelt."""
SHORTEST = 5
"""Shorter words are like too many names."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the register: their key, their names, and the name they are given outside."""

    key: str
    name: str
    public_name: str
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something left in a text that may name somebody, or a replacement that a person should look at."""

    kind: Kind
    found: str
    keys: tuple[str, ...]

    @property
    def why(self) -> str:
        """What a person should look at."""
        return {
            "initials": "May be somebody's initials. It was left as it stands.",
            "spelling": "May be a name of the register in another spelling. It was left as it stands.",
            "word": "Is a name of the register and a word. It was left as it stands.",
            "shared": f"Several people of the register have this name. '{SHARED}' was written.",
        }[self.kind]


@dataclass(frozen=True, slots=True)
class Outside:
    """A text as it may be seen outside, and what a person should look at in it."""

    text: str
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    keys: tuple[str, ...]


class Names:
    """Every name of a register, ready to be found in many texts.

    >>> names = Names([Person("P1", "Ada Vexley", "Child A"), Person("P2", "Tom Vexley", "Father", ("Mr Vexley",))])
    >>> names.outside("Mr Vexley's van: Ada, not A.V., was inside.").text
    "Father's van: Child A, not A.V., was inside."
    >>> names.recognised("Child A and Tom")
    ('P1', 'P2')
    """

    def __init__(self, people: Iterable[Person]) -> None:
        self.people = {one.key: one for one in people}
        self._known: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = defaultdict(list)
        self._public: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        self._initials: dict[str, tuple[str, ...]] = {}
        whose: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for one in self.people.values():
            for tokens in _variants(one):
                whose[tokens].append(one.key)
        for tokens, keys in whose.items():
            self._known[tokens[0]].append((tokens, tuple(dict.fromkeys(keys))))
        for several in self._known.values():
            several.sort(key=lambda known: -len(known[0]))
        self._gather()

    def _gather(self) -> None:
        for one in self.people.values():
            said = tuple(match[0] for match in TOKEN.finditer(one.public_name))
            if said:
                self._public[said[0]].append((said, one.key))
            parts = [part for part in re.split(r"[\s\-]+", one.name) if part]
            if len(parts) > 1:
                initials = "".join(part[0] for part in parts).upper()
                self._initials[initials] = (*self._initials.get(initials, ()), one.key)
        for several in self._public.values():
            several.sort(key=lambda known: -len(known[0]))
        self._single = [first for first in self._known if len(first) >= SHORTEST]
        self._near = lru_cache(maxsize=1 << 16)(self._nearest)

    def recognised(self, text: str) -> tuple[str, ...]:
        """The keys of everybody whom a text names for certain, by a real or a public name, in order of appearance."""
        found = [(hit.start, hit.keys[0]) for hit in self._hits(text) if len(hit.keys) == 1]
        found += self._public_hits(text)
        return tuple(dict.fromkeys(key for _, key in sorted(found)))

    def outside(self, text: str) -> Outside:
        """The text with public names in place of real ones, everything else exactly as it was."""
        doubts: list[Doubt] = []
        made = self._made(text, doubts)
        return Outside(made, tuple(dict.fromkeys(doubts)))

    def text(self, text: str) -> str:
        """The same text alone, where nobody is asked about what may be a name."""
        return self._made(text, None)

    @property
    def brings(self) -> tuple[str, ...]:
        """What is written in place of real names."""
        return (SHARED, *(one.public_name for one in self.people.values()))

    def _made(self, text: str, doubts: list[Doubt] | None) -> str:
        made: list[str] = []
        at = 0
        for hit in self._hits(text):
            if doubts is not None:
                doubts += self._doubts(text, at, hit.start)
            public = SHARED if len(hit.keys) > 1 else self.people[hit.keys[0]].public_name
            if doubts is not None and len(hit.keys) > 1:
                doubts.append(Doubt("shared", text[hit.start : hit.end], hit.keys))
            before = text[at : _with_title(text, at, hit.start, public)]
            if text[hit.end : hit.end + 1] == ")" and fold(before).endswith(f"{fold(public)} ("):
                made.append(before.rstrip()[:-1].rstrip())
                at = hit.end + 1
                continue
            possessive = _possessive(text, hit.end, public)
            made += [before, public, possessive]
            at = hit.end + bool(possessive)
        if doubts is not None:
            doubts += self._doubts(text, at, len(text))
        made.append(text[at:])
        return "".join(made)

    def _hits(self, text: str) -> Iterator[_Hit]:
        tokens = list(TOKEN.finditer(text))
        folded = [_folded(token[0]) for token in tokens]
        number = 0
        while number < len(tokens):
            for wanted, keys in self._known.get(folded[number], ()):
                last = number + len(wanted) - 1
                if tuple(folded[number : last + 1]) != wanted or not _joined(text, tokens, number, last):
                    continue
                start, end = tokens[number].start(), tokens[last].end()
                if len(wanted) == 1 and wanted[0] in ORDINARY and not stands_as_name(text, start, end):
                    continue
                yield _Hit(start, end, keys)
                number = last
                break
            number += 1

    def _public_hits(self, text: str) -> Iterator[tuple[int, str]]:
        tokens = list(TOKEN.finditer(text))
        at = -1
        for number, token in enumerate(tokens):
            if token.start() < at:
                continue
            for wanted, key in self._public.get(token[0], ()):
                last = number + len(wanted) - 1
                if tuple(one[0] for one in tokens[number : last + 1]) == wanted:
                    at = tokens[last].end()
                    yield token.start(), key
                    break

    def _doubts(self, text: str, start: int, end: int) -> Iterator[Doubt]:
        """What in a stretch without a name may be one: initials, misspellings, names that are words."""
        for match in re.finditer(r"(?<!\w)(?:[A-Z]\.? ?){1,3}[A-Z]\b\.?", text[start:end]):
            keys = self._initials.get(re.sub(r"[. ]", "", match[0]))
            if keys:
                yield Doubt("initials", match[0], keys)
        for match in TOKEN.finditer(text, start, end):
            word = _folded(match[0])
            if word in ORDINARY and match[0][0].isupper() and word in self._known:
                keys = next((k for wanted, k in self._known[word] if len(wanted) == 1), ())
                if keys:
                    yield Doubt("word", match[0], keys)
            elif len(word) >= SHORTEST and match[0][0].isupper() and (keys := self._near(word)):
                yield Doubt("spelling", match[0], keys)

    def _nearest(self, word: str) -> tuple[str, ...]:
        if word in self._known:
            return ()
        near = process.extractOne(word, self._single, scorer=fuzz.ratio, score_cutoff=NEAR)
        if near is None:
            return ()
        return tuple(dict.fromkeys(key for _, keys in self._known[near[0]] for key in keys))


def _variants(person: Person) -> Iterator[tuple[str, ...]]:
    for one in names_of(person.key, person.name, person.other_names, person.public_name):
        tokens = tuple(_folded(match[0]) for match in TOKEN.finditer(one.name))
        if tokens:
            yield tokens
    parts = [_folded(match[0]) for match in TOKEN.finditer(person.name)]
    if len(parts) > 1 and len(parts[-1]) > 2 and parts[-1] not in ORDINARY:
        yield (f"{parts[-1]}s",)


@lru_cache(maxsize=1 << 16)
def _folded(token: str) -> str:
    return fold(token)


def _joined(text: str, tokens: list[re.Match[str]], first: int, last: int) -> bool:
    return all(
        BETWEEN.fullmatch(text, tokens[n].end(), tokens[n + 1].start()) is not None
        for n in range(first, last)
    )


def _with_title(text: str, at: int, start: int, public: str) -> int:
    """Where the replaced words begin: a title, or the role that the public name says again, goes with the name."""
    before = text[at:start]
    role = re.sub(r"\s*\d+$", "", public)
    again = re.search(rf"(?<!\w){re.escape(role)}\s+$", before, re.IGNORECASE) if role else None
    if again:
        return at + again.start()
    title = TITLE.search(before)
    return at + title.start() if title else start


def _possessive(text: str, end: int, public: str) -> str:
    """*Hollis'* needs an s that *GP 2'* has not."""
    mark = text[end : end + 1]
    bare = mark in {"'", "’"} and not text[end + 1 : end + 2].isalpha() and text[end - 1 : end] in "sS"
    return f"{mark}s" if bare and mark and not public.endswith("s") else ""
