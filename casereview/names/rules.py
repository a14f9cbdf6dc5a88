"""Finding the names of a register in a text, as whole words. Pure.

Both sides are folded before they are compared (case, curly apostrophes, soft hyphens, accents kept), so that a name at the end of
a line or with an apostrophe is found; a name inside another word is not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

SOFT = str.maketrans(
    {
        "\u00ad": "",
        "\u200b": "",
        "\u2060": "",
        "\u2019": "'",
        "\u2018": "'",
        "\u2010": "-",
        "\u2011": "-",
        "\u00a0": " ",
    }
)


@dataclass(frozen=True, slots=True)
class RegisterName:
    """One name to look for, and whose it is: their key in the register and the name they carry outside."""

    key: str
    name: str
    public_name: str
    kind: str = "name"


@dataclass(frozen=True, slots=True)
class Found:
    """A name that stands in a text: whose, what it should be outside, and a few words around it."""

    key: str
    public_name: str
    kind: str
    context: str


def fold(text: str) -> str:
    """A text as it is compared: one spelling of apostrophes and hyphens, no soft hyphens, no case."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(SOFT).casefold().split())


def names_of(key: str, name: str, other_names: Iterable[str], public_name: str) -> list[RegisterName]:
    """Every name by which somebody of the register could be found: the whole, other names, forename and surname alone.

    >>> [n.name for n in names_of("P1", "Ada Vexley", ["Addie"], "Child A")]
    ['Ada Vexley', 'Vexley, Ada', 'Addie', 'Ada', 'Vexley']
    """
    parts = [part for part in name.split() if len(part) > 1]
    found = [name] if name.strip() else []
    if len(parts) > 1:
        found.append(f"{parts[-1]}, {' '.join(parts[:-1])}")
    found += [other for other in other_names if other.strip()]
    found += [part for part in (*parts[:1], *parts[-1:]) if len(parts) > 1 and len(part) > 2]
    return [RegisterName(key, text, public_name) for text in dict.fromkeys(found)]


def find(text: str, names: Iterable[RegisterName]) -> Iterator[Found]:
    """Every name of the register that stands in a text as a whole word, possessives included.

    A forename or surname alone that is also an ordinary word (Grace, Will, May) counts only with a capital letter inside a
    sentence: "in May" would otherwise never be printable; the whole name always counts.
    """
    folded = fold(text)
    for one in names:
        wanted = fold(one.name)
        if not wanted or wanted not in folded:  # hardly any name is there at all, and that is seen at once
            continue
        pattern = re.compile(rf"(?<![\w]){re.escape(wanted)}(?:'s|s'|')?(?![\w])")
        for match in pattern.finditer(folded):
            if " " not in wanted and wanted in ORDINARY and not _capital_inside(text, wanted):
                continue
            start = max(0, match.start() - 40)
            yield Found(one.key, one.public_name, one.kind, folded[start : match.end() + 40])
            break


ORDINARY = frozenset(
    [
        "april",
        "august",
        "autumn",
        "bill",
        "bob",
        "chance",
        "court",
        "dale",
        "daisy",
        "dawn",
        "faith",
        "fern",
        "frank",
        "gene",
        "grace",
        "grant",
        "hazel",
        "heath",
        "heather",
        "holly",
        "hope",
        "iris",
        "ivy",
        "jack",
        "joy",
        "june",
        "lily",
        "mark",
        "may",
        "mercy",
        "miles",
        "olive",
        "pat",
        "penny",
        "price",
        "rich",
        "rob",
        "robin",
        "rose",
        "ruby",
        "sandy",
        "summer",
        "sue",
        "violet",
        "wade",
        "ward",
        "will",
        "young",
        "brown",
        "green",
        "black",
        "white",
        "grey",
        "hill",
        "field",
        "wood",
        "stone",
        "king",
        "pope",
        "day",
        "knight",
        "rain",
        "ray",
    ]
)


def stands_as_name(text: str, start: int, end: int) -> bool:
    """Whether a word that is also a name stands here as a name: with a capital, inside a sentence, and no month.

    >>> stands_as_name("and then Grace said", 9, 14), stands_as_name("seen in May with", 8, 11)
    (True, False)
    """
    word = text[start:end]
    before = " ".join(text[max(0, start - 12) : start].split()) + " "
    return (
        word[:1].isupper()
        and re.search(r"[a-z,;] $", before) is not None
        and re.search(r"(?:^|\W)(?:in|of|since|by|until) $", before, re.IGNORECASE) is None
        and re.match(r"\w|\s\d", text[end : end + 2]) is None
    )


def _capital_inside(text: str, word: str) -> bool:
    capital = re.compile(rf"(?<!\w){re.escape(word.capitalize())}(?!\w)")
    return any(stands_as_name(text, *match.span()) for match in capital.finditer(text))
