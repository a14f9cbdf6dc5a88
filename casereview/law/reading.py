"""From a framework file to a ``Framework``: shared facts in their places, words made into dates and numbers.

This trusts the shape of what it reads. ``checking.py`` is what refuses a file from outside; every framework
that is shipped goes through it in the tests.
"""

from __future__ import annotations

import re
import types
from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from casereview.law.model import Framework
from casereview.law.predicates import ANSWERS, CUSTODY, CUSTODY_ANSWERS, Predicate, read_predicate
from casereview.law.strict_yaml import BadInput, Document, Place, nearest, read, shown

_BOOLEANS = {"true": True, "yes": True, "false": False, "no": False}
_NUMBER = re.compile(r"-?\d{1,5}", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)

SHARED_FACTS = Path(__file__).parent / "reference" / "facts.yaml"
SHARED_NOTES = Path(__file__).parent / "reference" / "notes.yaml"


@cache
def shared_facts() -> Mapping[str, Mapping[str, Any]]:
    """Every fact that more than one framework may ask for, by id, as the shared file words it."""
    return {written["id"]: written for written in read(SHARED_FACTS).data["facts"]}


@cache
def shared_notes() -> Mapping[str, Mapping[str, Any]]:
    """Every note that more than one framework needs, by id."""
    return {written["id"]: written for written in read(SHARED_NOTES).data["notes"]}


@cache
def answers_known() -> Mapping[str, tuple[str, ...]]:
    """Every shared fact with the answers it takes: what may stand in any file of facts."""
    return {fact: CUSTODY_ANSWERS if fact == CUSTODY else ANSWERS for fact in shared_facts()}


def with_shared_facts(document: Document) -> dict[str, Any]:
    """What a framework file says, with each fact it only names written out from the shared file.

    A fact may be a name (``died``), a name with one of the shared file's other wordings
    (``{id: seriously_harmed, wording: wales}``), a name with its own question or help, or a fact of its own.

    Raises:
        BadInput: it names a fact or a wording that is not there.
    """
    raw = document.data
    if not isinstance(raw, dict):
        raise document.bad((), "a framework is a mapping: id, title, nation, criteria and so on.")
    found = dict(raw)
    if isinstance(facts := raw.get("facts"), list):
        found["facts"] = [_written_out(document, place, said) for place, said in enumerate(facts)]
    if isinstance(notes := raw.get("notes"), list):
        found["notes"] = [_shared_note(document, place, said) for place, said in enumerate(notes)]
    return found


def _shared_note(document: Document, place: int, said: Any) -> Any:
    if not isinstance(said, str):
        return said
    if said not in shared_notes():
        near = nearest(said, list(shared_notes()))
        raise document.bad(("notes", place), f"there is no shared note '{shown(said)}'{near}.")
    return shared_notes()[said]


def _written_out(document: Document, place: int, said: Any) -> Any:
    own = {"id": said} if isinstance(said, str) else said
    if not isinstance(own, dict) or not isinstance(own.get("id"), str):
        return said
    shared = shared_facts().get(own["id"])
    if shared is None:
        if isinstance(said, str):
            raise document.bad(
                ("facts", place),
                f"there is no shared fact '{shown(said)}'{nearest(said, list(shared_facts()))}; "
                "name one that is there, or define this one here with its question and help.",
            )
        return own
    found = {key: value for key, value in shared.items() if key != "wordings"}
    if own["id"] == CUSTODY:
        found["values"] = list(CUSTODY_ANSWERS)
    if wording := own.get("wording"):
        wordings = shared.get("wordings", {})
        if wording not in wordings:
            raise document.bad(
                ("facts", place, "wording"),
                f"'{own['id']}' has no wording '{shown(wording)}'{nearest(str(wording), list(wordings))}.",
            )
        found.update(wordings[wording])
    found.update({key: value for key, value in own.items() if key != "wording"})
    return found


class Misread(ValueError):
    """A word that is not what its place takes.

    Attributes:
        place: where it stands in the file.
    """

    def __init__(self, place: Place, what: str) -> None:
        super().__init__(what)
        self.place = place


@cache
def _parts(kind: type[Any]) -> Mapping[str, Any]:
    return get_type_hints(kind)


def build(kind: Any, raw: Any, place: Place = ()) -> Any:
    """Make a dataclass of the model, with all that is in it, from mappings, lists and words.

    Raises:
        Misread: a word is no date, number, condition or true or false where one has to stand.
    """
    if isinstance(kind, type):
        if is_dataclass(kind):
            parts = _parts(kind)
            return kind(**{name: build(parts[name], value, (*place, name)) for name, value in raw.items()})
        return _word(kind, raw, place)
    inside = get_args(kind)
    origin = get_origin(kind)
    if origin is tuple:
        return tuple(build(inside[0], part, (*place, number)) for number, part in enumerate(raw))
    if origin is Mapping:
        return {key: build(inside[1], value, (*place, key)) for key, value in raw.items()}
    if origin in (Union, types.UnionType):
        return build(inside[0], raw, place)
    return raw


def _word(kind: type[Any], raw: Any, place: Place) -> Any:
    if issubclass(kind, Predicate):
        try:
            return read_predicate(raw)
        except ValueError as problem:
            raise Misread(place, str(problem)) from None
    if kind is bool:
        if raw not in _BOOLEANS:
            raise Misread(place, "it takes true or false.")
        return _BOOLEANS[raw]
    if kind is int:
        if not _NUMBER.fullmatch(raw):
            raise Misread(place, "it takes a whole number.")
        return int(raw)
    if kind is date:
        try:
            return day(raw)
        except ValueError as problem:
            raise Misread(place, str(problem)) from None
    return raw


def day(word: str) -> date:
    """A day written ``2014-02-10``.

    Raises:
        ValueError: it is written otherwise, or there is no such day.
    """
    if not _DAY.fullmatch(word):
        raise ValueError(f"'{shown(word)}' is not a date; write it as 2014-02-10.")
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise ValueError(f"there is no day {word}.") from None


def framework_from(document: Document) -> Framework:
    """The framework that a file sets out.

    Raises:
        BadInput: it cannot be one. ``casereview frameworks check`` says more.
    """
    try:
        found: Framework = build(Framework, with_shared_facts(document))
    except BadInput:
        raise
    except (KeyError, TypeError, ValueError, AttributeError):
        raise BadInput(
            f"{document.name}: this is not a framework in full; "
            f"'casereview frameworks check {document.name}' names the line."
        ) from None
    return found
