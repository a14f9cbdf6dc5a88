"""Things to choose from: asked of the store, however many there are, and found by their words or their day."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any, Protocol

from django.db.models import Q

LABEL = 100
"""The most characters of a label: enough to know a thing by."""
BEFORE = 200
"""So many characters of a text are read for its label: names are replaced before it is cut, so that none is cut in two."""
AT_ONCE = 2000
PIECE = re.compile(r"[^\W_]+")
MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
MONTH = re.compile(rf"\b({MONTHS})[a-z]*")
TERM = re.compile(rf"\d{{1,2}} (?:{MONTHS})[a-z]*(?: \d{{4}})?(?!\w)|\S+")
KEYS = re.compile(r"[\s,;]+")

Read = Callable[[str], str]
"""How the words of a thing are read into its label: in the names that its reader may see, and cut."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that a question can be answered with: its key, and how a page calls it."""

    key: str
    label: str


class Said(Protocol):
    """How somebody reads a text: as it was typed, or in code names."""

    def text(self, text: str) -> str:
        """The text as they read it."""

    @property
    def brings(self) -> Collection[str]:
        """What may stand in it that was not typed: the names given outside."""


class AsTyped:
    """A text is read as it was typed."""

    brings: Collection[str] = ()

    def text(self, text: str) -> str:
        """The text itself."""
        return text


AS_TYPED = AsTyped()


def _nothing(row: Any) -> str:
    return ""


def _numbered(keys: Collection[str]) -> Q:
    return Q(number__in=[int(digits[0]) for key in keys if (digits := re.search(r"\d{1,9}$", key))])


@dataclass(frozen=True, slots=True)
class Listed:
    """The things of one kind that somebody may choose from.

    Attributes:
        rows: those that they may see, in order. Asked only for what a page shows.
        called: how a page calls one, its words read by what is given.
        said: gives in which names its reader reads them, the same each time; asked for once there is something to read.
        also: by what else it is found that its label does not say, such as its day as pages write it.
        needs: the columns of which a label is made, where a table has many more; empty for the whole row.
        key: what a payload calls one; ``keyed`` finds rows that may have one of these keys.
    """

    rows: Any
    called: Callable[[Any, Read], str]
    said: Callable[[], Said] = lambda: AS_TYPED
    also: Callable[[Any], str] = _nothing
    needs: tuple[str, ...] = ()
    key: Callable[[Any], str] = str
    keyed: Callable[[Collection[str]], Q] = _numbered

    def __iter__(self) -> Iterator[Choice]:
        return iter(self.first(None))

    def only(self, **narrower: Any) -> Listed:
        """Those of them for which this holds too."""
        return replace(self, rows=self.rows.filter(**narrower))

    def count(self) -> int:
        """How many there are."""
        return int(self.rows.count())

    def label(self, row: Any) -> str:
        """How a page calls a thing."""
        return self.called(row, lambda text: self.said().text(text[:BEFORE])[:LABEL])

    def choice(self, row: Any) -> Choice:
        """A thing as one may choose it."""
        return Choice(self.key(row), self.label(row))

    def first(self, most: int | None) -> list[Choice]:
        """The first so many, or all."""
        return [self.choice(row) for row in self.rows[:most]]

    def of(self, keys: Collection[str]) -> list[Choice]:
        """Those with these keys."""
        found = [self.choice(row) for row in self.rows.filter(self.keyed(keys))] if keys else []
        return [choice for choice in found if choice.key in keys]

    def named(self, words: str) -> list[Choice]:
        """The things themselves, where the words are nothing but keys: "E12, E340"."""
        keys = {key.upper() for key in KEYS.split(words) if key}
        if not all(re.fullmatch(r"[A-Z]{1,3}\d{1,9}(\.\d{1,9})?", key) for key in keys):
            return []
        found = self.of(keys)
        return found if len(found) == len(keys) else []

    def find(self, words: str, most: int) -> tuple[list[Choice], int]:
        """The first so many that these words find, and how many there are of them; keys find the things themselves."""
        if named := self.named(words):
            return named[:most], len(named)
        found, count = [], 0
        for row, label in self.having(words):
            count += 1
            if count <= most:
                found.append(Choice(self.key(row), label))
        return found, count

    def having(self, words: str, beside: Callable[[Any], str] = _nothing) -> Iterator[tuple[Any, str]]:
        """The things in which all of these words stand, each with how a page calls it: in its label, or beside it.

        Nobody finds a thing by a name that they do not read. What cannot have the words whichever names it is read in is passed
        over quickly, so that few of very many are read in code names.

        Args:
            beside: what else stands with a thing on the page that asks.
        """
        wanted = [(word, stands(word)) for word in terms_of(words)]
        brought = "\n".join(self.said().brings).casefold()
        pieces = {piece for term, _ in wanted for piece in _pieces(term)} - {
            "s"
        }  # the s of a possessive is added
        pieces = {piece for piece in pieces if piece not in brought}
        for row in self._read().iterator(chunk_size=AT_ONCE):
            around = f"{beside(row)} {self.also(row)}"
            typed = f"{self.called(row, _whole)} {around}".casefold()
            if not all(piece in typed for piece in pieces):
                continue
            label = self.label(row)
            shown = f"{label} {around}".casefold()
            if all(there(shown) for _, there in wanted):
                yield row, label

    def _read(self) -> Any:
        """The rows with nothing but what a label is made of."""
        if not self.needs:
            return self.rows
        beside = {name.partition("__")[0] for name in self.needs if "__" in name}
        return self.rows.select_related(None).select_related(*beside).only(*self.needs)


def terms_of(words: str) -> list[str]:
    """What is looked for: each word, and a day as one.

    >>> terms_of("Bruise 8 March 2013"), terms_of("march 2013")
    (['bruise', '8 march 2013'], ['march', '2013'])
    """
    return TERM.findall(" ".join(words.casefold().split()))


def stands(term: str) -> Callable[[str], bool]:
    """Whether a term stands in a text: as part of a longer one too, but a number never as part of a longer number.

    >>> stands("bruis")("a bruise"), stands("2 mar 2013")("on 2 march 2013"), stands("2 march")("12 march"), stands("e12")("e120")
    (True, True, False, False)
    """
    before = r"(?<!\d)" if term[:1].isdigit() else ""
    after = r"(?!\d)" if term[-1:].isdigit() else ""
    if not before and not after:
        return lambda text: term in text
    said = MONTH.sub(r"\1[a-z]*", term) if " " in term else re.escape(term)
    found = re.compile(before + said + after)
    return lambda text: found.search(text) is not None


def _pieces(term: str) -> list[str]:
    """What stands in every text in which a term stands, however it is put: a month may be written short."""
    return PIECE.findall(MONTH.sub(r"\1", term) if " " in term else term)


def _whole(text: str) -> str:
    """A label's words as they were typed, as long as any reading of them."""
    return text[:BEFORE]


def page_asked(page: str, count: int, size: int) -> tuple[int, int]:
    """Which page of a list is shown, and how many there are. A number that is none is the first page's.

    >>> page_asked("2", 120, 50), page_asked("9", 120, 50), page_asked("soon", 0, 50)
    ((2, 3), (3, 3), (1, 1))
    """
    pages = max(1, -(-count // size))
    return (min(max(1, int(page)), pages) if page.isdecimal() and len(page) < 9 else 1), pages
