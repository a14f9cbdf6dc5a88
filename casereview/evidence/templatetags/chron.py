"""What the pages of the chronology need: links that keep what was chosen and change one thing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django import template

register = template.Library()


@register.simple_tag
def turned(filters: Mapping[str, str], **changed: Any) -> str:
    """The query of a link: what was chosen, with some of it changed. A blank leaves that choice out.

    >>> turned({"agency": "police", "page": "3"}, zoom="year", page="")
    '?agency=police&zoom=year'
    """
    chosen = {**filters, **changed}
    return "?" + urlencode({name: value for name, value in chosen.items() if value})


@register.filter
def get(values: Mapping[str, Any], name: str) -> Any:
    """One value of a mapping by its name, or nothing."""
    return values.get(name, "")
