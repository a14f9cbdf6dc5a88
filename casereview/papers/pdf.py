"""A paper as tagged PDF (PDF/UA-1) by Typst: data goes in, never markup, so no text can be taken for an instruction."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

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

HERE = Path(__file__).parent


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
    made = typst.compile(
        str(HERE / "report.typ"),
        pdf_standards=["ua-1"],
        font_paths=[str(HERE / "fonts")],
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(said, ensure_ascii=False)},
    )
    if not isinstance(made, bytes):
        raise RuntimeError("The PDF could not be made.")
    return made


NARROWEST, WIDEST = 10, 60
"""How much the least and the most of a cell's text counts in the width of its column, in letters."""


def shares(columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> list[int]:
    """How the width of a table is shared out: by the root of the longest text in each column, since a long text wraps.

    >>> shares(("Criterion", "Result"), (("A child died and abuse or neglect is known.", "Met"),))
    [66, 32]
    """
    longest = (max(len(heading), *(len(row[i]) for row in rows), 0) for i, heading in enumerate(columns))
    return [round(10 * min(WIDEST, max(NARROWEST, length)) ** 0.5) for length in longest]


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "text": printable(block.text), "level": block.level}
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
