"""A paper as HTML: a fragment for pages, or a page of its own that needs nothing beside it but a style sheet."""

from __future__ import annotations

from html import escape

from casereview.papers.blocks import (
    WHAT_A_REVIEW_IS,
    Block,
    Bullets,
    Heading,
    KeyValues,
    Note,
    Paper,
    Paragraph,
    Table,
    day,
    printable,
)


def _e(text: str) -> str:
    return escape(printable(text)).replace("\n", "<br>")


def _block(block: Block) -> str:
    match block:
        case Heading():
            size = {2: "m", 3: "s"}.get(block.level, "s")
            return f'<h{block.level} class="govuk-heading-{size}">{_e(block.text)}</h{block.level}>'
        case Paragraph():
            words = f"<strong>{_e(block.text)}</strong>" if block.strong else _e(block.text)
            if block.number:
                return f'<div class="cr-para"><span class="cr-para__n">{_e(block.number)}</span><p class="govuk-body">{words}</p></div>'
            return f'<p class="govuk-body">{words}</p>'
        case Bullets():
            tag, kind = ("ol", "number") if block.numbered else ("ul", "bullet")
            items = "".join(f"<li>{_e(item)}</li>" for item in block.items)
            return f'<{tag} class="govuk-list govuk-list--{kind}">{items}</{tag}>'
        case Table():
            head = "".join(f'<th scope="col" class="govuk-table__header">{_e(c)}</th>' for c in block.columns)
            rows = "".join(
                '<tr class="govuk-table__row">'
                + "".join(
                    f'<td class="govuk-table__cell" data-h="{_e(h)}">{_e(c)}</td>'
                    for h, c in zip(block.columns, row, strict=True)
                )
                + "</tr>"
                for row in block.rows
            )
            return (
                f'<table class="govuk-table cr-table cr-cards"><caption class="govuk-table__caption govuk-table__caption--s">{_e(block.caption)}'
                f'</caption><thead class="govuk-table__head"><tr class="govuk-table__row">{head}</tr></thead>'
                f'<tbody class="govuk-table__body">{rows}</tbody></table>'
            )
        case KeyValues():
            pairs = "".join(
                f'<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{_e(k)}</dt>'
                f'<dd class="govuk-summary-list__value">{_e(v)}</dd></div>'
                for k, v in block.pairs
            )
            return f'<dl class="govuk-summary-list">{pairs}</dl>'
        case Note():
            title = f"<strong>{_e(block.title)}</strong><br>" if block.title else ""
            return f'<div class="govuk-inset-text">{title}{_e(block.text)}</div>'


def to_html(paper: Paper) -> str:
    """The paper as a fragment: its blocks, its title and the standing words."""
    blocks = "\n".join(_block(block) for block in paper.blocks)
    about = f"{_e(paper.board)} · {_e(paper.reference)} · {day(paper.made_on)}"
    marking = (
        f'<p class="govuk-body cr-small"><strong>{_e(paper.marking)}</strong></p>' if paper.marking else ""
    )
    return (
        f'{marking}<h1 class="govuk-heading-l">{_e(paper.title)}</h1><p class="govuk-body cr-small cr-soft">{about}</p>\n'
        f'{blocks}\n<p class="govuk-body cr-small cr-soft">{_e(WHAT_A_REVIEW_IS)}</p>'
    )


def to_page(
    paper: Paper,
    styles: tuple[str, ...] = (
        "/static/vendor/govuk-frontend.css",
        "/static/vendor/moj-frontend.css",
        "/static/casereview/casereview.css",
    ),
    back: str = "",
) -> str:
    """The paper as a page of its own, without a script.

    Args:
        styles: addresses of the style sheets; for a static bundle, files beside it.
        back: the address of the page that led here, for a link that is not printed.
    """
    way_back = (
        f'<nav class="govuk-!-display-none-print" aria-label="Back"><a class="govuk-back-link" href="{escape(back)}">Back</a></nav>'
        if back
        else ""
    )
    links = "".join(f'<link rel="stylesheet" href="{escape(href)}">' for href in styles)
    return (
        '<!doctype html>\n<html lang="en-GB" class="govuk-template"><head><meta charset="utf-8">'
        f"<title>{_e(paper.title)} – {_e(paper.reference)}</title>"
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{links}</head>'
        '<body class="govuk-template__body"><div class="govuk-width-container">'
        f'{way_back}<main class="govuk-main-wrapper" id="main">'
        f"{to_html(paper)}</main></div></body></html>\n"
    )
