"""Markdown that authors type: to blocks for papers, to safe HTML for a preview. No HTML of theirs is ever let through."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import nh3
from markdown_it import MarkdownIt

from casereview.papers.blocks import Block, Bullets, Heading, Paragraph, Table


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def markdown_to_html(text: str) -> str:
    """A preview: what was typed as HTML, cleaned again."""
    return nh3.clean(_reader().render(text), url_schemes={"https", "mailto"})


def from_markdown(text: str, *, number: str = "") -> list[Block]:
    """What was typed as blocks.

    Args:
        number: a prefix such as ``3.``; paragraphs are then numbered 3.1, 3.2 … as on the page of the report, where a
            list or a table counts as one and bears no number.
    """
    tokens = _reader().parse(text)
    return list(_blocks(tokens, number))


def _blocks(tokens: list[Any], prefix: str) -> Iterator[Block]:
    count, index = 0, 0
    while index < len(tokens):
        token = tokens[index]
        if token.type == "heading_open":
            yield Heading(_plain(tokens[index + 1]), level=3)
            index += 3
        elif token.type == "paragraph_open":
            count += 1
            yield Paragraph(_plain(tokens[index + 1]), number=f"{prefix}{count}" if prefix else "")
            index += 3
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            end = _closing(tokens, index)
            items = [_plain(t) for t in tokens[index:end] if t.type == "inline"]
            count += 1
            yield Bullets(tuple(items), numbered=token.type.startswith("ordered"))
            index = end + 1
        elif token.type == "table_open":
            end = _closing(tokens, index)
            count += 1
            yield _table(tokens[index:end])
            index = end + 1
        elif token.type in ("fence", "code_block"):
            count += 1
            yield Paragraph(token.content.rstrip("\n"))
            index += 1
        else:
            index += 1


def _closing(tokens: list[Any], start: int) -> int:
    wanted, level = tokens[start].type.replace("_open", "_close"), tokens[start].level
    return next(i for i in range(start, len(tokens)) if tokens[i].type == wanted and tokens[i].level == level)


def _table(tokens: list[Any]) -> Table:
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_plain(token))
    return Table("Table", tuple(rows[0]), tuple(tuple(row) for row in rows[1:]))


def _plain(token: Any) -> str:
    """The words of a line: emphasis is dropped, a link keeps its address in brackets."""
    words, link = [], ""
    for child in token.children or []:
        if child.type in ("text", "code_inline"):
            words.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            words.append("\n" if child.type == "hardbreak" else " ")
        elif child.type == "link_open":
            link = str(child.attrGet("href") or "")
        elif child.type == "link_close" and link.startswith(("https:", "mailto:")):
            words.append(f" ({link})")
    return "".join(words)
