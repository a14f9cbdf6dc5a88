"""A paragraph of a report as it reads: Markdown as safe HTML."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString

from casereview.papers.markdown import markdown_to_html

register = template.Library()


@register.filter
def markdown(text: str) -> SafeString:
    """What an author typed, with its emphasis, lists and tables; cleaned, so that no HTML of theirs is let through."""
    return SafeString(markdown_to_html(text).replace("<p>", '<p class="govuk-body">'))


@register.filter
def frozen_for(what: str) -> str:
    """What a version was frozen for, in words."""
    return {"accuracy": "sent to the agencies for accuracy", "sign-off": "frozen for sign-off"}.get(
        what, what
    )


@register.filter
def unchanged(sections: list[dict[str, Any]]) -> list[str]:
    """The headings of those sections that stayed as they were."""
    return [one["heading"] for one in sections if one["what"] == "same"]
