"""Reading YAML that somebody outside may have written: every scalar stays the word that was typed.

To an ordinary YAML reader ``yes`` is a boolean, ``on:`` is the key *True*, and the second of two equal keys
wins in silence. Here words stay words, a key given twice is refused, nothing is ever built from a tag,
and no file can make the reader work long: not by its size, its depth or by aliases of aliases.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

LARGEST = 1_000_000
"""Bytes. The longest framework is under a twentieth of this."""
DEEPEST = 40
"""Levels of nesting. A framework's deepest condition needs nine."""

LONGEST_SHOWN = 60
"""Characters of a wrong word that a sentence repeats."""

Place = tuple[str | int, ...]
"""The way to a thing in a document: keys, and positions counted from 0."""

_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class BadInput(ValueError):
    """Something given cannot be read. Its text is one sentence for a person: file, place, what is wrong."""


def shown(word: object) -> str:
    """A word that somebody gave, as a sentence may repeat it: cut short, on one line, harmless to a terminal.

    >>> shown("ye\\ns" + "s" * 100)
    'ye?sssssssssssssssssssssssssssssssssssssssssssssssssssssssss…'
    """
    text = str(word)
    return printable(text[:LONGEST_SHOWN]) + ("…" if len(text) > LONGEST_SHOWN else "")


def printable(text: str) -> str:
    """A text on one line, with nothing in it that would steer a terminal."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)


class Document(NamedTuple):
    """A file as it was written.

    Attributes:
        name: what the reader calls the file.
        data: mappings, lists and words; nothing else.
        lines: the line, from 1, on which each thing begins.
    """

    name: str
    data: Any
    lines: dict[Place, int]

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest thing around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def bad(self, place: Place, what: str) -> BadInput:
        """A sentence about one place in this file, ready to raise."""
        return BadInput(f"{self.name}, line {self.line(place)}: {what}")


def nearest(word: str, known: list[str], likeness: float = 0.6) -> str:
    """``; the nearest is 'died'``, to end a sentence with, or nothing where no word is near.

    >>> nearest("dide", ["child", "died"])
    "; the nearest is 'died'"
    """
    from difflib import get_close_matches  # only a mistake needs it

    as_written = {each.casefold(): each for each in reversed(known)}
    found = get_close_matches(word.casefold(), as_written, n=1, cutoff=likeness)
    return f"; the nearest is '{as_written[found[0]]}'" if found else ""


def read(path: Path | str) -> Document:
    """Read one YAML file strictly; ``-`` is standard input.

    Raises:
        BadInput: the file is not there, too large, not UTF-8, not YAML, empty, or uses what is not read here.
    """
    name = str(path)
    try:
        if name == "-":
            found = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with Path(path).open("rb") as stream:
                found = stream.read(LARGEST + 1)
    except OSError as problem:
        raise BadInput(f"{name}: this file cannot be read ({problem.strerror or 'unreadable'}).") from None
    if len(found) > LARGEST:
        raise BadInput(f"{name}: this file is larger than 1 MB, which no file of this kind needs to be.")
    try:
        text = found.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = found[: problem.start].count(b"\n") + 1
        raise BadInput(f"{name}, line {line}: this is not UTF-8 text.") from None
    return read_text(text, name)


def read_text(text: str, name: str) -> Document:
    """Read YAML from a text; ``name`` is what its errors call it.

    >>> read_text("died: yes", "facts.yaml").data
    {'died': 'yes'}
    """
    lines: dict[Place, int] = {}
    try:
        data = _Builder(name, lines).document(yaml.parse(text, Loader=_LOADER))
    except yaml.YAMLError as problem:
        raise BadInput(f"{name}{_stopped_at(problem, text)}: this is not well-formed YAML.") from None
    except RecursionError:
        raise BadInput(f"{name}: this file is nested too deeply.") from None
    return Document(name, data, lines)


def _stopped_at(problem: yaml.YAMLError, text: str) -> str:
    """``, line 3``: where the parser stopped, as far as it says."""
    if mark := getattr(problem, "problem_mark", None):
        return f", line {mark.line + 1}"
    if (place := getattr(problem, "position", None)) is not None:  # a letter that YAML does not allow
        before = text.encode()[:place].decode(errors="ignore")
        return f", line {before.count(chr(10)) + 1}"
    return ""


def _until(end: type[Any], events: Iterator[Any]) -> Iterator[Any]:
    """The events of what is open now, without the one that closes it."""
    while not isinstance(event := next(events), end):
        yield event


def _line(event: Any) -> int:
    line: int = event.start_mark.line
    return line + 1


class _Builder:
    """Builds mappings, lists and words from the parser's events, refusing whatever is not one of them."""

    def __init__(self, name: str, lines: dict[Place, int]) -> None:
        self.name = name
        self.lines = lines
        self.words: dict[str, str] = {}

    def document(self, events: Iterator[Any]) -> Any:
        next(events)
        started = next(events)
        if isinstance(started, yaml.StreamEndEvent):
            raise BadInput(f"{self.name}: this file is empty.")
        data = self._thing(next(events), events, ())
        next(events)
        if isinstance(more := next(events), yaml.DocumentStartEvent):
            raise self._bad(more, "a second document begins here; give one at a time.")
        if data == "":
            raise BadInput(f"{self.name}: this file is empty.")
        return data

    def _thing(self, event: Any, events: Iterator[Any], place: Place) -> Any:
        self.lines.setdefault(place, _line(event))
        if len(place) > DEEPEST:
            raise self._bad(event, "this is nested too deeply.")
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        if event.tag is not None and event.tag not in ("!", "tag:yaml.org,2002:str"):
            raise self._bad(event, f"the tag '{shown(event.tag)}' is not read here; write plain words.")
        if isinstance(event, yaml.ScalarEvent):
            if event.anchor is not None:
                self.words[event.anchor] = event.value
            return event.value
        if event.anchor is not None:
            raise self._bad(event, "'&' and '*' on a list or mapping are not read here; write it out.")
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(events, place)
        return self._sequence(events, place)

    def _alias(self, event: Any) -> str:
        # Word for word is harmless, and what some programs write for a date used twice.
        try:
            return self.words[event.anchor]
        except KeyError:
            raise self._bad(event, f"'*{shown(event.anchor)}' stands for nothing here.") from None

    def _mapping(self, events: Iterator[Any], place: Place) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for event in _until(yaml.MappingEndEvent, events):
            if not isinstance(event, yaml.ScalarEvent):
                raise self._bad(event, "a key here is not a word.")
            key = event.value
            if key in found:
                raise self._bad(event, f"'{shown(key)}' is given twice.")
            self.lines[(*place, key)] = _line(event)
            found[key] = self._thing(next(events), events, (*place, key))
        return found

    def _sequence(self, events: Iterator[Any], place: Place) -> list[Any]:
        found: list[Any] = []
        for event in _until(yaml.SequenceEndEvent, events):
            found.append(self._thing(event, events, (*place, len(found))))
        return found

    def _bad(self, event: Any, what: str) -> BadInput:
        return BadInput(f"{self.name}, line {_line(event)}: {what}")
