"""What the pages of the learning need: themes by their groups."""

from __future__ import annotations

from typing import Any

from django import template

from casereview.learning.themes import every_theme

register = template.Library()


@register.filter
def by_group(boxes: Any) -> list[dict[str, Any]]:
    """The boxes of the themes' question, a group a heading."""
    groups: dict[str, dict[str, Any]] = {}
    titles = {theme.code: (theme.group, theme.group_title) for theme in every_theme()}
    for box in boxes:
        code, title = titles[str(box.data["value"])]
        groups.setdefault(code, {"title": f"{code}. {title}", "boxes": []})["boxes"].append(box)
    return list(groups.values())


@register.filter
def chosen(boxes: Any) -> int:
    """How many boxes are ticked, so that a list with something in it stands open."""
    return sum(1 for box in boxes if box.data["selected"])
