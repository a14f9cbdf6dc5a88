"""The rule of screening written a second time, slowly and from the files alone, to hold the engine against.

It shares no code with the engine: it reads the framework files with an ordinary reader and works on its plain
lists and words, with the letters T, F and U.
"""

from __future__ import annotations

from functools import cache
from itertools import combinations, product
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent.parent / "frameworks"
KINDS = ["none", "police", "remand", "sentenced", "young_offender_institution"]
KINDS += ["secure_training_centre", "secure_childrens_home"]


Law = str | tuple[dict, ...]
"""A framework by its id, or criteria of one's own as a framework file would write them."""


@cache
def _written(framework: str) -> list[dict]:
    text = (FOLDER / f"{framework}.yaml").read_text()
    return yaml.load(text, Loader=yaml.BaseLoader)["criteria"]  # noqa: S506 (builds words only)


def criteria(law: Law) -> list[dict]:
    return _written(law) if isinstance(law, str) else list(law)


def truth(when, facts) -> str:
    if isinstance(when, str):
        return {"yes": "T", "no": "F"}.get(facts.get(when, "unknown"), "U")
    [(key, inside)] = when.items()
    if key == "all":
        parts = [truth(part, facts) for part in inside]
        return "F" if "F" in parts else "U" if "U" in parts else "T"
    if key == "any":
        parts = [truth(part, facts) for part in inside]
        return "T" if "T" in parts else "U" if "U" in parts else "F"
    answer = facts.get("custody" if key == "custody" else inside, "unknown")
    if key == "custody":
        return "U" if answer == "unknown" else "T" if answer == inside else "F"
    return {
        "not": {"yes": "F", "suspected": "U", "no": "T", "unknown": "U"},
        "suspected": {"yes": "T", "suspected": "T", "no": "F", "unknown": "U"},
        "unless_no": {"yes": "T", "suspected": "T", "no": "F", "unknown": "T"},
    }[key][answer]


def with_what_follows(facts: dict) -> dict:
    facts = {fact: answer for fact, answer in facts.items() if answer != "unknown"}
    if facts.get("adult") == "yes":
        facts.setdefault("child", "no")
        facts.setdefault("aged_16_or_over", "yes")
    if facts.get("child") == "yes":
        facts.setdefault("adult", "no")
    return facts


def results(framework: Law, facts: dict) -> dict[str, str]:
    facts = with_what_follows(facts)
    return {each["id"]: truth(each["when"], facts) for each in criteria(framework)}


def outcome(framework: Law, facts: dict) -> str:
    facts = with_what_follows(facts)
    for kind, strongest in (("mandatory", "must"), ("discretionary", "may")):
        found = [truth(each["when"], facts) for each in criteria(framework) if each["kind"] == kind]
        if "T" in found:
            return strongest
        if "U" in found:
            return "cannot-say"
    return "need-not"


def facts_read(when) -> set[str]:
    if isinstance(when, str):
        return {when}
    [(key, inside)] = when.items()
    if key == "custody":
        return {"custody"}
    return set().union(*map(facts_read, inside)) if isinstance(inside, list) else {inside}


def read_plainly(when) -> set[str]:
    if isinstance(when, str):
        return {when}
    [(key, inside)] = when.items()
    if key == "not":
        return {inside}
    return set().union(*map(read_plainly, inside)) if isinstance(inside, list) else set()


def _read(framework: Law) -> tuple[frozenset[str], frozenset[str]]:
    whole = [each["when"] for each in criteria(framework)]
    return frozenset().union(*map(facts_read, whole)), frozenset().union(*map(read_plainly, whole))


def read_by(framework: Law) -> list[str]:
    """Every fact that a criterion of the framework reads."""
    return sorted(_read(framework)[0])


def turns_on(framework: Law, facts: dict) -> set[str]:
    """By trying every way of answering every set of open facts, smallest sets first."""
    facts = with_what_follows(facts)
    if outcome(framework, facts) != "cannot-say":
        return set()
    whole, plainly = _read(framework)
    still_open = {fact for fact in whole if fact not in facts}
    still_open |= {fact for fact in plainly if facts.get(fact) == "suspected"}
    for size in range(1, len(still_open) + 1):
        decisive = set()
        for chosen in combinations(sorted(still_open), size):
            for answers in product(*(KINDS if fact == "custody" else ["yes", "no"] for fact in chosen)):
                tried = {**facts, **dict(zip(chosen, answers, strict=True))}
                if tried.get("child") == tried.get("adult") == "yes":
                    continue
                if outcome(framework, tried) != "cannot-say":
                    decisive |= set(chosen)
                    break
        if decisive:
            return decisive
    return set()
