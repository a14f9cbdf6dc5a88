"""Which framework a framework follows: one that there is, and never in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from casereview.law.frameworks import every_id, load
from casereview.law.model import Framework
from casereview.law.strict_yaml import BadInput, Document, Place, nearest, read, shown


def follows(framework: Framework, document: Document) -> Iterator[tuple[Place, str]]:
    """What is wrong with the framework that a file says is before it, with the place in the file.

    It is one that is shipped, or one whose file lies beside this one's.
    """
    before = framework.follows
    if before is None:
        return
    beside = _beside(document)
    there = sorted({*every_id(), *beside} - {framework.id})
    if before == framework.id:
        yield ("follows",), "'follows' names this framework itself; it names the one before it."
    elif before not in there:
        yield ("follows",), f"'follows': there is no framework '{shown(before)}'{nearest(before, there)}."
    elif circle := _back_to(framework.id, before, beside):
        yield ("follows",), f"'follows' goes in a circle: {' follows '.join((framework.id, *circle))}."


def _beside(document: Document) -> dict[str, Path]:
    """The framework files in the folder of this one, by the id that their name gives them."""
    if document.name == "-":
        return {}
    return {file.stem: file for file in Path(document.name).parent.glob("*.yaml")}


def _back_to(framework_id: str, before: str, beside: Mapping[str, Path]) -> list[str]:
    """The frameworks from one back to this one, each following the next; empty where they do not lead to it."""
    passed: list[str] = []
    here: str | None = before
    while here and here not in passed:
        passed.append(here)
        if here == framework_id:
            return passed
        here = _before(here, beside)
    return []


def _before(framework_id: str, beside: Mapping[str, Path]) -> str | None:
    """The framework that another one follows, as its own file says; a file that cannot be read says nothing."""
    if framework_id in every_id():
        return load(framework_id).follows
    try:
        data = read(beside[framework_id]).data if framework_id in beside else None
    except BadInput:
        return None
    said = data.get("follows") if isinstance(data, Mapping) else None
    return said if isinstance(said, str) else None
