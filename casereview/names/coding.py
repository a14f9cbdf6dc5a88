"""Code names in place of real ones: the names of a register, as whole words, in the texts that a page or a file shows. Pure.

What was typed is never changed in the store. A name is replaced where it stands as a whole word, with its possessive; the
longest name counts first. What only might be a name (initials, a spelling one letter away) is left and flagged for a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from casereview.names.rules import ORDINARY, RegisterName, fold

WORD = re.compile(r"[^\W_](?:[\w\u00ad]|['’\u2010\u2011-](?=[^\W_]))*", re.UNICODE)
POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
BEFORE_A_MONTH = {"in", "of", "since", "by", "until", "during", "early", "late", "mid", "and", "to", "from"}
NEAR = 5
"""A word of at least so many letters is flagged where one letter makes it a name of the register."""


@dataclass(frozen=True, slots=True)
class Maybe:
    """A word that may be somebody's name, left as it was: what stands there, whose it may be, and why it was flagged."""

    found: str
    public_name: str
    why: str


@dataclass(frozen=True, slots=True)
class Coded:
    """A text with code names, and what in it a person should look at."""

    text: str
    maybe: tuple[Maybe, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """The names of one register, ready to be found. Made once, used for any number of texts.

    Attributes:
        first: for the first word of each name, the names that begin so, the longest first: their words, and what is
            written instead.
        initials: initials to public name.
        near: for each word that is one letter away from a name's only word, whose it may be.
    """

    first: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]] = field(default_factory=dict)
    initials: Mapping[str, str] = field(default_factory=dict)
    near: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.first)


def book(names: Iterable[RegisterName], initials: Iterable[tuple[str, str]] = ()) -> Book:
    """The book of a register.

    Args:
        names: every name by which somebody can be found (``rules.names_of``).
        initials: initials and the public name of each person, where there are any.
    """
    whose: dict[tuple[str, ...], list[str]] = {}
    for one in names:
        words = tuple(_bare(match[0]) for match in WORD.finditer(one.name))
        if words and one.public_name not in whose.setdefault(words, []):
            whose[words].append(one.public_name)
    first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words, people in whose.items():
        first.setdefault(words[0], []).append((words, instead(people)))
    single = {words[0]: instead(people) for words, people in whose.items() if len(words) == 1}
    short: dict[str, list[str]] = {}
    for letters, public in initials:
        if len(letters) > 1 and public not in short.setdefault(letters.upper(), []):
            short[letters.upper()].append(public)
    return Book(
        {word: tuple(sorted(found, key=lambda f: -len(f[0]))) for word, found in first.items()},
        {letters: instead(people) for letters, people in short.items()},
        {key: public for word, public in single.items() if len(word) >= NEAR for key in _without_one(word)},
    )


def instead(people: list[str]) -> str:
    """What is written in place of a name that one person has, or several.

    >>> instead(["Child A"]), instead(["Mother", "Child A"]), instead(["Mother", "Father", "Child A", "MGM"])
    ('Child A', '[Mother or Child A]', '[one of the family]')
    """
    if len(people) == 1:
        return people[0]
    return f"[{' or '.join(people)}]" if len(people) < 4 else "[one of the family]"


def coded(text: str, names: Book) -> Coded:
    """A text with the code names of a register.

    >>> from casereview.names.rules import names_of
    >>> b = book(names_of("P1", "Ada Vexley", [], "Child A"), [("AV", "Child A")])
    >>> coded("Ada’s mother rang; ADA VEXLEY seen.", b).text
    "Child A's mother rang; Child A seen."
    >>> [(m.found, m.why) for m in coded("AV and Vexly were seen.", b).maybe]
    [('AV', 'initials'), ('Vexly', 'spelling')]
    """
    if not names or not text:
        return Coded(text)
    found = [(match.start(), match.end(), match[0]) for match in WORD.finditer(text)]
    parts: list[str] = []
    maybe: list[Maybe] = []
    done = at = 0
    while at < len(found):
        start, _, word = found[at]
        long, name, last = _name_at(text, found, at, names)
        if long:
            parts += [text[done:start], name, last]
            done = found[at + long - 1][1]
            at += long
            continue
        if flag := _may_be(word, names):
            maybe.append(flag)
        at += 1
    return Coded("".join([*parts, text[done:]]), tuple(maybe))


def _name_at(text: str, found: list[tuple[int, int, str]], at: int, names: Book) -> tuple[int, str, str]:
    """How many words of a name begin here, what to write instead, and its possessive."""
    start, _, word = found[at]
    own = _bare(word)
    for key in dict.fromkeys((own, _bare(POSSESSIVE.sub("", word)))):
        for words, name in names.first.get(key, ()):
            here = found[at : at + len(words)]
            if len(here) < len(words) or not _close(text, here):
                continue
            said = [_bare(w) for _, _, w in here]
            last = POSSESSIVE.search(here[-1][2])
            if said == list(words):
                tail = ""
            elif last and [*said[:-1], _bare(here[-1][2][: last.start()])] == list(words):
                tail = "'s"
            else:
                continue
            if len(words) == 1 and words[0] in ORDINARY and not _as_a_name(text, start, word):
                continue
            return len(words), name, tail
    return 0, "", ""


def _close(text: str, here: list[tuple[int, int, str]]) -> bool:
    """Whether the words of a name stand beside one another: blanks, a comma or a full stop between, and no more."""
    return all(
        len(between := text[one[1] : other[0]]) <= 3 and not between.strip(" ,.\n\t\u00a0")
        for one, other in pairwise(here)
    )


def _as_a_name(text: str, start: int, word: str) -> bool:
    """Whether an ordinary word (May, Grace, Will) stands here as a name: with a capital, inside a sentence, not as a month."""
    if not word[:1].isupper():
        return False
    before = text[:start].rstrip()
    if not before or before[-1] in ".!?:\n" or text[:start].endswith("\n"):
        return word.isupper() is False and text[start + len(word) :].lstrip()[:1].islower() and word != "May"
    earlier = WORD.findall(before)
    if earlier and (earlier[-1].lower() in BEFORE_A_MONTH or earlier[-1].isdecimal()):
        return False
    return not text[start + len(word) :].lstrip()[:1].isdecimal()


def _may_be(word: str, names: Book) -> Maybe | None:
    bare = word.replace(".", "")
    if bare.isupper() and bare in names.initials:
        return Maybe(word, names.initials[bare], "initials")
    folded = _bare(POSSESSIVE.sub("", word))
    if len(folded) < NEAR - 1 or not word[:1].isupper() or folded in ORDINARY:
        return None
    for key in _without_one(folded):
        if key in names.near and not _further(key, folded):
            return Maybe(word, names.near[key], "spelling")
    return None


def _without_one(word: str) -> list[str]:
    """The word, and the word with each of its letters left out: two words one letter apart share one of these."""
    return [word, *(word[:i] + word[i + 1 :] for i in range(len(word)))]


def _further(key: str, word: str) -> bool:
    return abs(len(key) - len(word)) > 1


def _bare(word: str) -> str:
    return fold(word)
