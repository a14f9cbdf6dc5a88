"""A paragraph of a report as it reads: Markdown as safe HTML."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from casereview.papers.markdown import markdown_to_html

register = template.Library()


@register.filter
def markdown(text: str) -> SafeString:
    """What an author typed, with its emphasis, lists and tables; cleaned, so that no HTML of theirs is let through."""
    return SafeString(markdown_to_html(text).replace("<p>", '<p class="govuk-body">'))
