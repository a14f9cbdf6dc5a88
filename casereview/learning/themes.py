"""The themes by which a lesson is found again, and by which a board sees that a lesson repeats."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from casereview.law.strict_yaml import read

MOST = 3
"""A lesson takes one to three themes: with more, none of them says anything."""


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme: its code, which never changes its meaning, its words, and the group it stands in."""

    code: str
    text: str
    group: str
    group_title: str


@cache
def every_theme() -> tuple[Theme, ...]:
    """All themes in order, from the file beside this one.

    >>> every_theme()[0].code, len(every_theme())
    ('A1', 40)
    """
    groups = read(Path(__file__).with_name("themes.yaml")).data
    return tuple(
        Theme(code, text, group["group"], group["title"])
        for group in groups
        for code, text in group["themes"].items()
    )


def themes() -> dict[str, str]:
    """Every theme: its code and its words, in order.

    >>> themes()["D1"]
    'Information was not shared'
    """
    return {theme.code: theme.text for theme in every_theme()}
