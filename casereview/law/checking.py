"""Whether a framework file is one: what a newcomer's file is held to, in sentences that name the line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from itertools import product
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from casereview.law.criteria import FOLLOWS
from casereview.law.following import follows
from casereview.law.model import ROLE_IDS, Framework
from casereview.law.predicates import (
    ANSWERS,
    CUSTODY,
    CUSTODY_ANSWERS,
    CUSTODY_KINDS,
    Predicate,
    atoms,
    facts_in,
    truth_of,
)
from casereview.law.reading import Misread, build, shared_facts, shared_notes, with_shared_facts
from casereview.law.strict_yaml import BadInput, Document, Place, nearest
from casereview.law.truth import Truth
from casereview.law.working_days import NATIONS

VOCABULARY = (
    "review",
    "board",
    "lead",
    "author",
    "report",
    "plan",
    "chair",
    "notification",
    "lesson",
    "agency_report",
)
"""The words that pages and documents need from every framework."""
WORDS = (*VOCABULARY, "summary")
"""All the words that have a meaning there; a framework without a summary has no word for one."""
ROLES = ("lead", "author")
"""The roles whose independence every framework has to settle."""
MOST_FACTS = 14
"""In one criterion: more could not be gone through in full."""

_SHAPE: TypeAdapter[Framework] = TypeAdapter(Framework)


def checked_framework(document: Document) -> Framework:
    """The framework that a file sets out, refused with the first thing that is wrong with it.

    Raises:
        BadInput: it is not a framework; the text names the line.
    """
    found = problems(document)
    if found:
        raise BadInput(found[0])
    framework: Framework = build(Framework, with_shared_facts(document))
    return framework


def problems(document: Document) -> list[str]:
    """Everything that is wrong with a framework file, each in one sentence; empty if nothing is.

    First its shape: keys, words, days. Only then its sense: every criterion can be met and can fail, every
    fact it reads is asked, every question is read by something, days are in order.
    """
    try:
        raw = with_shared_facts(document)
        _SHAPE.validate_python(raw)
        framework: Framework = build(Framework, raw)
    except BadInput as problem:
        return [str(problem)]
    except ValidationError as wrong:
        # A key misspelt is also a key missing: the misspelling first.
        errors = sorted(wrong.errors(), key=lambda error: "unexpected" not in error["type"])
        return list(dict.fromkeys(_sentence(document, error) for error in _once(errors)))
    except Misread as problem:
        return [str(document.bad(problem.place, f"{_where(problem.place)}: {problem}"))]
    return [str(document.bad(place, what)) for place, what in _sense(framework, document)]


def schema() -> dict[str, Any]:
    """The JSON Schema of a framework file, for editors. A shared fact or note may just be named."""
    found: dict[str, Any] = _with_conditions(_SHAPE.json_schema())
    facts = sorted(shared_facts())
    wording = {"type": "string", "description": "one of the shared file's other wordings"}
    own = {key: what for key, what in found["$defs"]["Fact"]["properties"].items() if key != "id"}
    named = {
        "type": "object",
        "properties": {"id": {"enum": facts}, "wording": wording, **own},
        "required": ["id"],
        "additionalProperties": False,
    }
    found["properties"]["facts"]["items"] = {"anyOf": [{"enum": facts}, named, {"$ref": "#/$defs/Fact"}]}
    found["properties"]["notes"]["items"] = {
        "anyOf": [{"enum": sorted(shared_notes())}, {"$ref": "#/$defs/Note"}]
    }
    found["$defs"]["Condition"] = _condition_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **found,
        "title": "A framework of Casereview",
    }


def _with_conditions(schema: Any) -> Any:
    """A schema with each placeholder for a condition made a reference to the one definition."""
    if schema == {"title": "Condition"}:
        return {"$ref": "#/$defs/Condition"}
    if isinstance(schema, dict):
        return {key: _with_conditions(inside) for key, inside in schema.items()}
    return [_with_conditions(inside) for inside in schema] if isinstance(schema, list) else schema


def _condition_schema() -> dict[str, Any]:
    fact = {"type": "string"}
    some = {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/Condition"}}
    kinds = {"enum": list(CUSTODY_KINDS)}
    inside = {"not": fact, "suspected": fact, "unless_no": fact, "custody": kinds, "all": some, "any": some}
    one_key = [
        {"type": "object", "properties": {key: what}, "required": [key], "additionalProperties": False}
        for key, what in inside.items()
    ]
    return {"title": "Condition", "anyOf": [fact, *one_key]}


# From pydantic's errors to sentences.


def _once(errors: list[Any]) -> list[Any]:
    """The errors without the key missing that stands there misspelt: one slip, one sentence."""
    misspelt = {
        (error["loc"][:-1], meant)
        for error in errors
        if "unexpected" in error["type"]
        for meant in _keys(error["loc"])
        if f"'{meant}'" in nearest(str(error["loc"][-1]), _keys(error["loc"]))
    }
    return [
        error
        for error in errors
        if "missing" not in error["type"] or (error["loc"][:-1], error["loc"][-1]) not in misspelt
    ]


def _sentence(document: Document, error: Mapping[str, Any]) -> str:
    place: Place = tuple(error["loc"])
    kind, context = error["type"], error.get("ctx", {})
    key, around = (str(place[-1]), place[:-1]) if place and isinstance(place[-1], str) else ("this", place)
    if kind in ("missing", "missing_argument", "missing_keyword_only_argument"):
        return _said(document, around, f"'{key}' is missing.")
    if kind in ("unexpected_keyword_argument", "extra_forbidden"):
        return _said(document, place, f"'{key}' has no meaning here{nearest(key, _keys(place))}.", around)
    named = "this" if around == place else f"'{key}'"
    if kind == "literal_error":
        what = f"{named} takes {_plain(context['expected'])}{_near(error, context)}."
        return _said(document, place, what, around)
    if kind == "value_error":
        return _said(document, place, f"'{key}': {context['error']}", around)
    wanted = {
        "bool_parsing": "true or false",
        "bool_type": "true or false",
        "int_parsing": "a whole number",
        "int_type": "a whole number",
        "string_type": "words",
        "tuple_type": "a list",
        "list_type": "a list",
        "dict_type": "a mapping",
        "mapping_type": "a mapping",
        "dataclass_type": "a mapping",
    }.get(kind, "a day, written as 2014-02-10" if kind.startswith("date") else "something else")
    return _said(document, place, f"{named} takes {wanted}.", around)


def _said(document: Document, place: Place, what: str, around: Place | None = None) -> str:
    where = _where(place if around is None else around)
    return str(document.bad(place, f"{where}: {what}" if where else what))


def _where(place: Place) -> str:
    """``criteria 1`` for the first criterion, ``roles author`` for a key."""
    return " ".join(str(part + 1) if isinstance(part, int) else part for part in place)


def _plain(expected: str) -> str:
    return expected.replace("'", "")


def _near(error: Mapping[str, Any], context: Mapping[str, Any]) -> str:
    allowed = [word.strip("' ") for word in context["expected"].replace(" or ", ",").split(",")]
    return nearest(str(error["input"]), allowed)


def _keys(place: Place) -> list[str]:
    """The keys that have a meaning where a wrong one stands."""
    kind: Any = Framework
    for part in place[:-1]:
        if is_dataclass(kind):
            kind = get_type_hints(kind).get(str(part), str)
        elif get_origin(kind) in (tuple, Mapping):
            kind = get_args(kind)[-1 if get_origin(kind) is Mapping else 0]
        if get_origin(kind) in (Union, UnionType):
            kind = get_args(kind)[0]
    return [each.name for each in fields(kind)] if is_dataclass(kind) else []


# Sense.

Found = Iterator[tuple[Place, str]]


def _sense(framework: Framework, document: Document) -> Found:
    yield from _names(framework, document)
    yield from _blanks(document)
    yield from _days(framework)
    yield from _questions(framework)
    if not framework.criteria:
        yield ("criteria",), "a framework needs at least one criterion."
    for place, when in _conditions(framework):
        yield from _can_be_met_and_can_fail(place, _id_at(framework, place), when)
    for number, clock in enumerate(framework.clocks):
        if clock.amount == 0:
            yield (
                ("clocks", number, "amount"),
                f"clocks {number + 1}: 'amount' is 0, so it would end as it starts.",
            )
    yield from _roles(framework)
    yield from follows(framework, document)


def _roles(framework: Framework) -> Found:
    """Who decides, and the roles whose independence is settled: only roles that there are."""
    if framework.decides.signatures < 1:
        yield ("decides", "signatures"), "decides: 'signatures' is at least 1."
    if not framework.decides.roles:
        yield ("decides", "roles"), "decides: 'roles' names at least one role, for example chair."
    named: list[tuple[Place, str]] = [(("roles", role), role) for role in framework.roles]
    named += [(("decides", "roles", place), role) for place, role in enumerate(framework.decides.roles)]
    for role, rule in framework.roles.items():
        named += [(("roles", role, "not_roles", place), other) for place, other in enumerate(rule.not_roles)]
    meant: set[str] = set()
    for place, role in named:
        if role not in ROLE_IDS:
            near = nearest(role, list(ROLE_IDS))
            meant.update(known for known in ROLES if place[0] == "roles" and f"'{known}'" in near)
            yield place, f"{place[0]}: there is no role '{role}'{near or f'; there are {_listed(ROLE_IDS)}'}."
    for role in ROLES:
        if role not in framework.roles and role not in meant:
            yield ("roles",), f"roles: '{role}' is missing."


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)


def _names(framework: Framework, document: Document) -> Found:
    stem = Path(document.name).stem
    if document.name != "-" and stem != framework.id:
        yield (
            ("id",),
            f"the file is called '{stem}' and its id is '{framework.id}'; they have to be the same.",
        )
    if framework.counts_nowhere():
        yield (
            ("nation",),
            f"'{framework.nation}' has no bank holidays of its own here; "
            f"'calendar' has to name a nation that has ({', '.join(NATIONS)}).",
        )
    for section in ("facts", "criteria", "clocks", "duties", "form", "publication"):
        ids = Counter(each.id for each in getattr(framework, section))
        for number, each in enumerate(getattr(framework, section)):
            if ids[each.id] > 1:
                yield (section, number), f"{section} {number + 1}: there are two called '{each.id}'."
    yield from _vocabulary(framework)


def _vocabulary(framework: Framework) -> Found:
    meant: set[str] = set()
    for word in framework.vocabulary:
        if word not in WORDS:
            near = nearest(word, list(WORDS))
            meant.update(known for known in VOCABULARY if f"'{known}'" in near)
            yield (
                ("vocabulary", word),
                f"vocabulary: no page or document uses '{word}'{near or f'; there are {_listed(WORDS)}'}.",
            )
    for word in VOCABULARY:
        if word not in framework.vocabulary and word not in meant:
            yield ("vocabulary",), f"vocabulary: '{word}' is missing."


def _blanks(document: Document) -> Found:
    """A key with nothing behind it: a citation left for later is no citation."""
    for place in document.lines:
        found: Any = document.data
        for part in place:
            found = found[part]
        if found == "" and place:
            yield place, f"{_where(place[:-1])}: '{place[-1]}' is blank.".removeprefix(": ")


def _days(framework: Framework) -> Found:
    begins, ends = framework.in_force_from, framework.in_force_to
    if framework.status == "in-force" and begins is None:
        yield (
            (),
            "'in_force_from' is missing; a framework that is not in force yet says 'status: prospective'.",
        )
    if framework.status == "prospective" and begins is not None:
        yield ("in_force_from",), "a prospective framework has no 'in_force_from'."
    if begins and ends and ends < begins:
        yield ("in_force_to",), "'in_force_to' is before 'in_force_from'."
    early = framework.changeover
    if early and begins and early.notified_from >= begins:
        yield ("changeover", "notified_from"), "changeover: 'notified_from' has to be before 'in_force_from'."


def _questions(framework: Framework) -> Found:
    asked = [fact.id for fact in framework.facts]
    read: set[str] = set()
    for place, when in _conditions(framework):
        for atom in atoms(when):
            read.add(atom.fact)
            if atom.fact not in asked:
                yield (
                    place,
                    f"{_where(place[:2])}: it refers to the fact '{atom.fact}', which is not under 'facts'"
                    f"{nearest(atom.fact, asked)}.",
                )
            if atom.fact == CUSTODY and atom.how != "custody":
                yield place, f"{_where(place[:2])}: custody is asked about as {{custody: kind}}."
    for number, fact in enumerate(framework.facts):
        if fact.id != CUSTODY and not {"yes", "no", "unknown"} <= set(fact.values) <= set(ANSWERS):
            yield (
                ("facts", number, "values"),
                f"facts {number + 1}: '{fact.id}' has to take yes, no and unknown, and may take suspected.",
            )
        if fact.id not in read and not read & FOLLOWS.get(fact.id, frozenset()):
            yield (
                ("facts", number),
                f"facts {number + 1}: nothing reads '{fact.id}', so nobody needs to be asked.",
            )


def _id_at(framework: Framework, place: Place) -> str:
    name: str = getattr(framework, str(place[0]))[place[1]].id
    return name


def _conditions(framework: Framework) -> Iterator[tuple[Place, Predicate]]:
    sections: Mapping[str, Iterable[Any]] = {
        "criteria": framework.criteria,
        "duties": framework.duties,
        "form": framework.form,
        "clocks": framework.clocks,
    }
    for section, lines in sections.items():
        for number, line in enumerate(lines):
            if line.when is not None:
                yield (section, number, "when"), line.when


def _can_be_met_and_can_fail(place: Place, name: str, when: Predicate) -> Found:
    """Go through every way of answering its facts with a clear yes or no.

    A clear answer meets whatever *suspected* or *not known* meets, so these are enough.
    """
    where = _where(place[:2])
    facts = facts_in(when)
    if len(facts) > MOST_FACTS:
        yield place, f"{where}: '{name}' reads more than {MOST_FACTS} facts; make two criteria of it."
        return
    found = set()
    for answers in product(*(CUSTODY_ANSWERS[:-1] if fact == CUSTODY else ("yes", "no") for fact in facts)):
        said = dict(zip(facts, answers, strict=True))
        if _can_be(said):
            found.add(truth_of(when, said))
    if Truth.YES not in found:
        yield place, f"{where}: '{name}' can never be met."
    if Truth.NO not in found:
        yield place, f"{where}: '{name}' can never fail."


def _can_be(said: Mapping[str, str]) -> bool:
    """Whether one person can be all of it: no child is an adult, and no adult is under 16."""
    if said.get("adult") != "yes":
        return True
    return said.get("child") != "yes" and said.get("aged_16_or_over") != "no"
