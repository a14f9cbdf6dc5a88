"""The legal frameworks, one file each in this folder, and the way to get them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from casereview.law.model import Framework
from casereview.law.reading import framework_from
from casereview.law.strict_yaml import nearest, read, shown

FOLDER = Path(__file__).parent


class UnknownFramework(ValueError):
    """No framework has this id. Its text is one sentence, with the nearest id."""


@cache
def load(framework_id: str) -> Framework:
    """A framework that is shipped, by its id.

    Raises:
        UnknownFramework: there is none; the text names the nearest.

    >>> load("england-scr-2013").nation
    'england'
    """
    ids = every_id()
    if framework_id not in ids:
        raise UnknownFramework(
            f"There is no framework '{shown(framework_id)}'{nearest(framework_id, list(ids))} "
            "('casereview frameworks' lists them)."
        )
    return framework_from(read(FOLDER / f"{framework_id}.yaml"))


@cache
def every_id() -> tuple[str, ...]:
    """The id of every framework that is shipped: the names of the files in this folder."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.yaml")))


@cache
def every_framework() -> tuple[Framework, ...]:
    """Every framework that is shipped, by nation, then by the day it came into force."""
    return in_order(load(framework_id) for framework_id in every_id())


def in_order(frameworks: Iterable[Framework]) -> tuple[Framework, ...]:
    """Frameworks by nation, then by the day they came into force, prospective ones last."""
    return tuple(sorted(frameworks, key=lambda each: (each.nation, each.in_force_from or date.max, each.id)))


def load_file(path: Path | str) -> Framework:
    """A framework from a file of your own, checked in full first.

    Raises:
        BadInput: it is not a framework; the text names the line.
    """
    from casereview.law.checking import checked_framework

    return checked_framework(read(path))


def load_folder(folder: Path | str) -> tuple[Framework, ...]:
    """Every framework of a folder of your own, each checked in full.

    Raises:
        BadInput: one of them is not a framework; the text names the file and the line.
    """
    return in_order(load_file(file) for file in sorted(Path(folder).glob("*.yaml")))
