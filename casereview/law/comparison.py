"""Frameworks side by side: what changed from one to the next, and the same facts under two of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from casereview.law.model import Criterion, Framework
from casereview.law.predicates import Atom, Predicate, as_group, written
from casereview.law.screening import CUSTODY_WORDS, Answer, Because, screen
from casereview.law.strict_yaml import read
from casereview.law.words import span_words

_PUBLIC_PAGE = Path(__file__).parent / "reference" / "public_page_2014.yaml"

Change = Literal["added", "removed", "changed"]


class Difference(NamedTuple):
    """One thing that is not the same in two frameworks.

    Attributes:
        section: where it stands: ``criteria``, ``clocks``, ``decides`` …
        what: which line, by the part of its id that both share.
        before, after: how each puts it; blank on the side that has nothing.
        cite: the source of the line that is there now, or of the one that has gone.
    """

    section: str
    what: str
    change: Change
    before: str
    after: str
    cite: str

    def as_json(self) -> dict[str, str]:
        """The difference as ``casereview frameworks diff`` prints it."""
        return self._asdict()


class Side(NamedTuple):
    """One criterion of two frameworks, screened on the same facts; None on the side that does not have it."""

    what: str
    first: Because | None
    second: Because | None


class SideBySide(NamedTuple):
    """The same facts under two frameworks.

    Attributes:
        rows: the first one's criteria in their order, then those that only the second has.
    """

    first: Answer
    second: Answer
    rows: tuple[Side, ...]


def differences(before: Framework, after: Framework) -> tuple[Difference, ...]:
    """What changed from one framework to another, section by section."""
    found: list[Difference] = []
    for section, lines in _SECTIONS.items():
        old, new = lines(before), lines(after)
        for what in dict.fromkeys((*old, *new)):
            found += _difference(section, what, old.get(what), new.get(what))
    return tuple(found)


def _difference(section: str, what: str, old: _Put | None, new: _Put | None) -> Iterable[Difference]:
    if old and new:
        if old.words != new.words:
            yield Difference(section, what, "changed", old.words, new.words, new.cite)
    elif new:
        yield Difference(section, what, "added", "", new.words, new.cite)
    elif old:
        yield Difference(section, what, "removed", old.words, "", old.cite)


class _Put(NamedTuple):
    """How a framework puts one thing, in the words that are compared and shown."""

    words: str
    cite: str


def _criteria(framework: Framework) -> dict[str, _Put]:
    return {
        shared_name(each): _Put(
            f"{each.kind.capitalize()}. {each.text} When {condition_words(framework, each.when)}.", each.cite
        )
        for each in framework.criteria
    }


def _clocks(framework: Framework) -> dict[str, _Put]:
    return {
        each.id: _Put(
            f"{each.text} {span_words(each.amount, each.unit, each.starts)}. {each.may_extend}",
            each.cite,
        )
        for each in framework.clocks
    }


def _duties(framework: Framework) -> dict[str, _Put]:
    return {each.id: _Put(each.text, each.cite) for each in framework.duties}


def _forms(framework: Framework) -> dict[str, _Put]:
    return {each.id: _Put(condition_words(framework, each.when), each.cite) for each in framework.form}


def _told(framework: Framework) -> dict[str, _Put]:
    return {each.who: _Put(each.what, each.cite) for each in framework.told}


def _roles(framework: Framework) -> dict[str, _Put]:
    return {role: _Put(rule.text, rule.cite) for role, rule in framework.roles.items()}


def _publication(framework: Framework) -> dict[str, _Put]:
    return {
        each.id: _Put(_within(each.text, each.decided_from, each.decided_to), each.cite)
        for each in framework.publication
    }


def _within(text: str, begins: date | None, ends: date | None) -> str:
    begin = f" Decided from {begins.isoformat()}." if begins else ""
    end = f" Decided up to {ends.isoformat()}." if ends else ""
    return f"{text}{begin}{end}"


def _vocabulary(framework: Framework) -> dict[str, _Put]:
    return {word: _Put(said, framework.source) for word, said in framework.vocabulary.items()}


def _decides(framework: Framework) -> dict[str, _Put]:
    each = framework.decides
    signatures = "" if each.signatures == 1 else f", with {each.signatures} signatures"
    return {"decision": _Put(f"{each.by}{signatures}", each.cite)}


def _residual_power(framework: Framework) -> dict[str, _Put]:
    power = framework.residual_power
    return {"power": _Put(power.text, power.cite)} if power else {}


_SECTIONS: Mapping[str, Callable[[Framework], dict[str, _Put]]] = {
    "decides": _decides,
    "criteria": _criteria,
    "form": _forms,
    "duties": _duties,
    "residual_power": _residual_power,
    "clocks": _clocks,
    "told": _told,
    "roles": _roles,
    "publication": _publication,
    "vocabulary": _vocabulary,
}


def shared_name(criterion: Criterion) -> str:
    """The part of a criterion's id that it shares with the same criterion of another edition.

    ``scr13-death`` and ``scr15-death`` are both ``death``.
    """
    return criterion.id.partition("-")[2]


def condition_words(framework: Framework, when: Predicate) -> str:
    """A condition in plain words, for a reader who wants to see exactly what is asked.

    Every part reads as what has to be so: "abuse or neglect of the child known or suspected" stays one part.
    """
    if isinstance(when, Atom):
        return _atom_words(framework, when)
    group = as_group(when)
    join = " and " if group.join == "all" else " or "
    parts = [
        condition_words(framework, part)
        if isinstance(part, Atom)
        else f"({condition_words(framework, part)})"
        for part in group.parts
    ]
    return join.join(parts)


def _atom_words(framework: Framework, atom: Atom) -> str:
    if atom.how == "custody" and atom.kind:
        return f"the child was {CUSTODY_WORDS[atom.kind]}"
    fact = framework.fact(atom.fact)
    if atom.how == "not":
        return fact.is_not
    if atom.how == "suspected":
        return f"it is known or suspected that {fact.is_so}"
    if atom.how == "unless_no":
        return f"unless {fact.is_not}"
    return fact.is_so


def side_by_side(first: Framework, second: Framework, facts: Mapping[str, str]) -> SideBySide:
    """The same facts under two frameworks, criterion by criterion.

    Raises:
        BadFacts: a fact or an answer does not exist.
    """
    one, two = screen(first, facts), screen(second, facts)
    left = {shared_name(each): reason for each, reason in zip(first.criteria, one.because, strict=True)}
    right = {shared_name(each): reason for each, reason in zip(second.criteria, two.because, strict=True)}
    rows = tuple(Side(what, left.get(what), right.get(what)) for what in dict.fromkeys((*left, *right)))
    return SideBySide(one, two, rows)


class Claim(NamedTuple):
    """Something a public page said about the law, and what the law says.

    Attributes:
        verdict: ``right``, ``partly``, ``wrong``, or ``local`` where it speaks of local names and habits.
    """

    id: str
    says: str
    verdict: Literal["right", "partly", "wrong", "local"]
    law: str
    cite: str
    checked: bool


class PublicPage(NamedTuple):
    """A page that told the public about reviews, set against the framework then in force."""

    title: str
    published: date
    framework: str
    claims: tuple[Claim, ...]


@cache
def public_page() -> PublicPage:
    """The questions and answers of January 2014, line by line against the law of the day."""
    raw = read(_PUBLIC_PAGE).data
    claims = tuple(Claim(**{**each, "checked": each["checked"] == "true"}) for each in raw["claims"])
    return PublicPage(raw["page"], date.fromisoformat(raw["published"]), raw["framework"], claims)


def as_written(framework: Framework) -> dict[str, Any]:
    """A framework as plain mappings and lists: what ``casereview frameworks show`` prints as JSON."""
    plain = _plain(framework)
    if not isinstance(plain, dict):
        raise TypeError("A framework is written as a mapping.")
    return plain


def _plain(thing: Any) -> Any:
    if isinstance(thing, Predicate):
        return written(thing)
    if isinstance(thing, date):
        return thing.isoformat()
    if isinstance(thing, Mapping):
        return {key: _plain(inside) for key, inside in thing.items()}
    if isinstance(thing, (tuple, list)):
        return [_plain(inside) for inside in thing]
    return (
        {key: _plain(inside) for key, inside in vars(thing).items()} if hasattr(thing, "__dict__") else thing
    )
