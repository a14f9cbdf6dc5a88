"""What templates need beyond Django: words, fields as the design system draws them, parts of a page."""

from __future__ import annotations

import re
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, MultiWidget, RadioSelect
from django.utils import timezone
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe

from casereview.web.templatetags import parts, words
from casereview.web.widgets import DateBoxes

register = template.Library()
register.filter("day", words.day)
register.filter("days_left", words.days_left)
register.filter("in_words", words.in_words)
register.filter("times", words.times)
register.filter("lower_first", words.lower_first)
register.filter("leading", words.leading)
register.filter("paragraphs", words.paragraphs)
register.inclusion_tag("web/parts/table.html", name="cr_table")(parts.table)
register.inclusion_tag("web/parts/squares.html", name="cr_squares")(parts.squares)
register.inclusion_tag("web/parts/squares_key.html", name="cr_squares_key")(parts.squares_key)


@register.filter
def light(text: str) -> SafeString:
    """Words between asterisks set in italics; everything else escaped."""
    return mark_safe(re.sub(r"\*([^*]+)\*", r"<em>\1</em>", escape(text)))  # noqa: S308 - escaped first


# -- fields ---------------------------------------------------------------------------------------------


@register.filter
def kind(field: BoundField) -> str:
    """How a question is laid out: ``one`` control, ``several`` under one legend, a ``day``, or a ``tick``."""
    widget = field.field.widget
    if isinstance(widget, DateBoxes):
        return "day"
    if isinstance(widget, (RadioSelect, CheckboxSelectMultiple, MultiWidget)):
        return "several"
    return "tick" if isinstance(widget, CheckboxInput) else "one"


@register.filter
def described_by(field: BoundField) -> str:
    """The ids of a question's hint and error, for whoever hears the page."""
    ids = ["helptext"] if field.help_text or kind(field) == "day" else []
    ids += ["markdown"] if "data-markdown" in field.field.widget.attrs else []
    ids += ["error"] if field.errors else []
    return " ".join(f"{field.auto_id}_{one}" for one in ids)


@register.filter
def control(field: BoundField) -> SafeString:
    """A question's control, tied to its hint and its error. Groups are tied by their fieldset."""
    told = described_by(field) if kind(field) in ("one", "tick") else ""
    return SafeString(field.as_widget(attrs={"aria-describedby": told} if told else {}))


@register.filter
def widget_attr(field: BoundField, name: str) -> str:
    """One attribute that a field's widget was given, such as ``data-shown-when``."""
    return str(field.field.widget.attrs.get(name, ""))


@register.filter
def is_wrong(widget: dict[str, Any]) -> bool:
    """Whether a control is drawn as one whose answer needs another look."""
    return widget["attrs"].get("aria-invalid") == "true"


@register.filter
def first_id(field: BoundField) -> str:
    """The id of a question's first control, for the link in the error summary."""
    widget = field.field.widget
    if isinstance(widget, MultiWidget):
        return f"{field.auto_id}_0"
    if isinstance(widget, (RadioSelect, CheckboxSelectMultiple)):
        return f"{field.auto_id}_0" if list(widget.choices) else str(field.auto_id)
    return str(field.auto_id)


@register.filter
def asked(field: BoundField) -> str:
    """A question as an error names it: its label, and which row it is of where it is asked several times."""
    row = re.search(r"-(\d+)-", field.name)
    label = str(field.label)
    return words.leading(f"{label} (number {int(row.group(1)) + 1})" if row else label)


@register.filter
def first_line(label: Any) -> str:
    """The label of an answer. Its further lines are its hint."""
    return str(label).partition("\n")[0]


@register.filter
def further_lines(label: Any) -> str:
    """The hint of an answer: what stands in its label after the first line."""
    return str(label).partition("\n")[2].strip()


# -- parts of a page ------------------------------------------------------------------------------------


@register.simple_tag
def cr_tag(said: str, kind: str = "") -> SafeString:
    """A word in a box of its colour: ``{% cr_tag "overdue" %}``, ``{% cr_tag "Waits for us" "wait" %}``."""
    state = parts.state_of(said, kind)
    return format_html('<strong class="govuk-tag cr-tag--{}">{}</strong>', state["kind"], state["words"])


@register.simple_tag
def cr_state(said: str, kind: str = "") -> SafeString:
    """The same word in a line of text, bold, in its colour."""
    state = parts.state_of(said, kind)
    return format_html('<span class="cr-{}">{}</span>', state["kind"], state["words"])


@register.simple_tag
def cr_empty(sentence: str) -> SafeString:
    """What stands in place of a list without rows: one sentence that says why, or what to do."""
    return format_html('<p class="cr-empty">{}</p>', sentence)


@register.simple_block_tag
def cr_inset(content: str) -> SafeString:
    """``{% cr_inset %}…{% endcr_inset %}``: words set in from the margin."""
    return format_html('<div class="govuk-inset-text">{}</div>', content)


@register.simple_block_tag
def cr_details(content: str, summary: str, small: bool = False, open: bool = False) -> SafeString:
    """``{% cr_details "How is this counted?" %}…{% endcr_details %}``: what most people need not read."""
    return format_html(
        '<details class="govuk-details{}"{}><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">{}</span></summary>'
        '<div class="govuk-details__text">{}</div></details>',
        " cr-small" if small else "",
        mark_safe(" open") if open else "",
        summary,
        conditional_escape(content),
    )


@register.inclusion_tag("web/parts/summary.html")
def cr_summary(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Questions and answers. Each row: ``label``, ``value``, and maybe ``note``, ``href``, ``link``."""
    return {"rows": rows, "links": any(row.get("href") for row in rows or ())}


@register.inclusion_tag("web/parts/timeline.html")
def cr_timeline(rows: list[dict[str, Any]], level: int = 3, empty: str = "") -> dict[str, Any]:
    """What has happened, in the order given. Rows: ``title``, ``on``, ``by``, ``text``, ``href``."""
    return {"rows": rows, "level": level, "empty": empty}


@register.inclusion_tag("web/parts/queue.html")
def cr_queue(rows: list[dict[str, Any]], empty: str = "") -> dict[str, Any]:
    """Things that wait. Each row: ``what``, ``href``, ``when``, ``why`` (one line), ``late`` where it is."""
    return {"rows": rows, "empty": empty}


@register.inclusion_tag("web/parts/clock.html", takes_context=True)
def cr_clock(
    context: template.Context,
    start: Any,
    due: Any,
    met_on: Any = None,
    about: bool = False,
    note: str = "",
) -> dict[str, Any]:
    """A clock as a bar and words: ``{% cr_clock c.from c.due met_on=c.met_on about=c.about %}``."""
    today = words.a_day(context.get("today")) or timezone.localdate()
    return parts.clock(start, due, today, met_on, about, note)


@register.inclusion_tag("web/parts/pages.html", takes_context=True)
def cr_pages(
    context: template.Context, number: Any, of: Any, name: str = "page", label: str = "this list"
) -> dict[str, Any]:
    """Links to the other pages of a list, keeping what was chosen (the context's ``filters``).

    Where a page shows several lists, each has its own ``name`` in the address and its own ``label``.
    """
    return parts.pages(int(number), int(of), context.get("filters") or {}, name, label)


@register.inclusion_tag("web/parts/tabs.html")
def cr_tabs(rows: list[dict[str, Any]], label: str) -> dict[str, Any]:
    """Views of one thing, as links. Each row: ``text``, ``href``, ``current``."""
    return {"rows": rows, "label": label}


@register.filter
def plainly(word: str) -> str:
    """An id as words: "review-team" becomes "review team".

    >>> plainly("review-team")
    'review team'
    """
    return str(word).replace("-", " ").replace("_", " ")


@register.filter
def named(rows: list[dict[str, Any]], names: list[str]) -> list[dict[str, Any]]:
    """Those of some rows that have these names, in the order of the names.

    >>> named([{"name": "report"}, {"name": "actions"}], ["actions", "family"])
    [{'name': 'actions'}]
    """
    by_name = {row["name"]: row for row in rows}
    return [by_name[name] for name in names if name in by_name]
