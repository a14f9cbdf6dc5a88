"""PDF, tagged (PDF/UA-1), by Typst: rows go in as data, never as markup, so no text can be taken for an instruction."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import typst

from casereview.evidence.chronology.rows import Row
from casereview.evidence.chronology.writing.columns import OF_PAGE
from casereview.evidence.chronology.writing.cover import Cover, tints
from casereview.evidence.chronology.writing.page import page_cells
from casereview.papers import pdf as papers
from casereview.papers.blocks import WHAT_A_REVIEW_IS, printable
from casereview.papers.glyphs import in_print

HERE = Path(__file__).parent


def to_pdf(rows: Sequence[Row], cover: Cover) -> bytes:
    """The chronology as a tagged PDF, landscape, its header row on every page.

    Raises:
        RuntimeError: Typst refused it, so nothing leaves.
    """
    colours = tints(rows)
    numbers = {agency: number for number, agency in enumerate(colours)}
    day = cover.made_on
    said = {
        "title": printable(cover.title),
        "line": printable(cover.line),
        "footer": printable(cover.footer),
        "date": day and {"year": day.year, "month": day.month, "day": day.day},
        "agencies": [[printable(agency), rgb] for agency, (_, rgb) in colours.items()],
        "columns": OF_PAGE,
        "rows": [
            [numbers[row.agency], [printable(text) for text in page_cells(row, number)]]
            for number, row in enumerate(rows, 1)
        ],
        "words": WHAT_A_REVIEW_IS,
    }
    made = typst.compile(
        str(HERE / "chronology.typ"),
        pdf_standards=["ua-1"],
        font_paths=[str(papers.HERE / "fonts")],
        ignore_system_fonts=True,
        sys_inputs={"chronology": in_print(json.dumps(said, ensure_ascii=False))},
    )
    if not isinstance(made, bytes):
        raise RuntimeError("The PDF could not be made.")
    return made
