"""The conditions a framework may state, as a tree: the only things that may stand under ``when``.

``when`` is a bare fact, ``{not: fact}``, ``{suspected: fact}``, ``{unless_no: fact}``, ``{custody: kind}``,
``{all: […]}`` or ``{any: […]}``. How each is true, false or not known, for each answer to a fact, is the
table ``_TABLE``; everything else about criteria follows from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from casereview.law.truth import Truth, all_of, any_of

CUSTODY = "custody"
CUSTODY_KINDS = (
    "police",
    "remand",
    "sentenced",
    "young_offender_institution",
    "secure_training_centre",
    "secure_childrens_home",
)
ANSWERS = ("yes", "suspected", "no", "unknown")
CUSTODY_ANSWERS = ("none", *CUSTODY_KINDS, "unknown")

How = Literal["is", "not", "suspected", "unless_no", "custody"]
Facts = Mapping[str, str]


class Predicate:
    """A condition: an ``Atom`` or a ``Group``, and nothing else."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        # Imported here because a screening at the command line never needs pydantic.
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(read_predicate)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        # A condition holds conditions; ``checking.schema`` writes the definition that this stands for.
        return {"title": "Condition"}


@dataclass(frozen=True)
class Atom(Predicate):
    """One fact, and how the law asks about it.

    Attributes:
        how: ``is`` (the law says it is so), ``not``, ``suspected`` (known or suspected is enough),
            ``unless_no`` (a presumption that only a clear no rebuts), ``custody`` (of this kind).
        kind: the kind of custody, for ``custody`` alone.
    """

    fact: str
    how: How = "is"
    kind: str | None = None


@dataclass(frozen=True)
class Group(Predicate):
    """Conditions joined by *and* (``all``) or *or* (``any``)."""

    join: Literal["all", "any"]
    parts: tuple[Predicate, ...]


_YES, _NO, _UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
_TABLE: Mapping[How, Mapping[str, Truth]] = {
    "is": {"yes": _YES, "suspected": _UNKNOWN, "no": _NO},
    "not": {"yes": _NO, "suspected": _UNKNOWN, "no": _YES},
    "suspected": {"yes": _YES, "suspected": _YES, "no": _NO},
    "unless_no": {"yes": _YES, "suspected": _YES, "no": _NO, "unknown": _YES},
}


def truth_of_atom(atom: Atom, answer: str) -> Truth:
    """Whether one condition on one fact holds, given the answer to that fact.

    >>> truth_of_atom(Atom("concern", "unless_no"), "unknown")
    <Truth.YES: 'yes'>
    """
    if atom.how == "custody":
        if answer == "unknown":
            return Truth.UNKNOWN
        return Truth.YES if answer == atom.kind else Truth.NO
    return _TABLE[atom.how].get(answer, Truth.UNKNOWN)


def truth_of(predicate: Predicate, facts: Facts) -> Truth:
    """Whether a condition holds on these facts; a fact left out is unknown.

    The plain reading of the tree. ``criteria.py`` compiles the same for speed; a test holds them equal.
    """
    if isinstance(predicate, Atom):
        return truth_of_atom(predicate, facts.get(predicate.fact, "unknown"))
    join = all_of if as_group(predicate).join == "all" else any_of
    return join(truth_of(part, facts) for part in as_group(predicate).parts)


def as_group(predicate: Predicate) -> Group:
    """A condition that is not about one fact is a group; there is no third kind."""
    if not isinstance(predicate, Group):
        raise TypeError(f"{type(predicate).__name__} is not a condition.")
    return predicate


def atoms(predicate: Predicate) -> Iterator[Atom]:
    """Every condition on a fact in a tree, in the order written."""
    if isinstance(predicate, Atom):
        yield predicate
    else:
        for part in as_group(predicate).parts:
            yield from atoms(part)


def facts_in(predicate: Predicate) -> tuple[str, ...]:
    """The facts a condition asks about, each once, in the order written."""
    return tuple(dict.fromkeys(atom.fact for atom in atoms(predicate)))


def read_predicate(written: Any) -> Predicate:
    """Build a tree from what a framework file says under ``when``.

    Raises:
        ValueError: something else stands there; the text says what may.
    """
    if isinstance(written, str) and written:
        return Atom(written)
    if isinstance(written, Mapping) and len(written) == 1:
        [(key, inside)] = written.items()
        if key in ("all", "any"):
            return _group(key, inside)
        if key in ("not", "suspected", "unless_no") and isinstance(inside, str) and inside:
            return Atom(inside, key)
        if key == CUSTODY and inside in CUSTODY_KINDS:
            return Atom(CUSTODY, "custody", inside)
        if key == CUSTODY:
            raise ValueError(f"'custody' takes one of {', '.join(CUSTODY_KINDS)}.")
    raise ValueError(
        "a condition is a fact, or one of {not: fact}, {suspected: fact}, {unless_no: fact}, "
        "{custody: kind}, {all: [conditions]}, {any: [conditions]}."
    )


def _group(join: Literal["all", "any"], inside: Any) -> Group:
    if not isinstance(inside, list) or not inside:
        raise ValueError(f"'{join}' takes a list of conditions.")
    return Group(join, tuple(read_predicate(part) for part in inside))


def written(predicate: Predicate) -> Any:
    """A tree as a framework file writes it: the opposite of ``read_predicate``."""
    if not isinstance(predicate, Atom):
        group = as_group(predicate)
        return {group.join: [written(part) for part in group.parts]}
    if predicate.how == "is":
        return predicate.fact
    return {predicate.how: predicate.kind if predicate.how == "custody" else predicate.fact}
