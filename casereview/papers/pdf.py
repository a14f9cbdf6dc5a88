"""A paper as tagged PDF (PDF/UA-1) by Typst: data goes in, never markup, so no text can be taken for an instruction."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pypdfium2
import typst

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
from casereview.papers.glyphs import in_print
from casereview.papers.widths import shares

HERE = Path(__file__).parent


SIZES = (10.5, 9.5, 8.8)
"""Sizes of type in points, largest first. What is meant for one page takes the first at which it fits."""


def to_pdf(paper: Paper) -> bytes:
    """The paper as a tagged PDF. The same paper gives the same bytes.

    Raises:
        RuntimeError: Typst refused it, so nothing leaves.
    """
    said = {
        "title": printable(paper.title),
        "board": printable(paper.board),
        "reference": paper.reference,
        "day": day(paper.made_on),
        "year": paper.made_on.year,
        "month": paper.made_on.month,
        "date": paper.made_on.day,
        "marking": printable(paper.marking),
        "brand": paper.brand,
        "landscape": paper.landscape,
        "words": WHAT_A_REVIEW_IS,
        "blocks": [_block(block) for block in paper.blocks],
    }
    made = _laid_out(said, SIZES[0])
    for size in SIZES[1:]:
        if not paper.one_page or pages_of(made) == 1:
            break
        made = _laid_out(said, size)
    return made


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF has."""
    return len(pypdfium2.PdfDocument(pdf))


def _laid_out(said: dict[str, Any], size: float) -> bytes:
    made = typst.compile(
        str(HERE / "report.typ"),
        pdf_standards=["ua-1"],
        font_paths=[str(HERE / "fonts")],
        ignore_system_fonts=True,
        sys_inputs={"paper": in_print(json.dumps({**said, "size": size}, ensure_ascii=False))},
    )
    if not isinstance(made, bytes):
        raise RuntimeError("The PDF could not be made.")
    return made


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {
                "kind": "heading",
                "text": printable(block.text),
                "level": block.level,
                "new_page": block.new_page,
            }
        case Paragraph():
            return {
                "kind": "paragraph",
                "text": printable(block.text),
                "number": block.number,
                "strong": block.strong,
            }
        case Bullets():
            return {
                "kind": "bullets",
                "items": [printable(i) for i in block.items],
                "numbered": block.numbered,
            }
        case Table():
            rows = [[printable(cell) for cell in row] for row in block.rows]
            return {
                "kind": "table",
                "caption": printable(block.caption),
                "columns": list(block.columns),
                "shares": shares(block.columns, block.rows),
                "rows": rows,
            }
        case KeyValues():
            return {"kind": "pairs", "pairs": [[printable(k), printable(v)] for k, v in block.pairs]}
        case Note():
            return {"kind": "note", "text": printable(block.text), "title": printable(block.title)}
