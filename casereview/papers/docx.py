"""A paper as DOCX: real heading styles, header rows that repeat, a footer with code and page, and no trace of who made it."""

from __future__ import annotations

import io
from datetime import datetime, time
from functools import cache
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

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
from casereview.papers.widths import shares


def to_docx(paper: Paper) -> bytes:
    """The paper as a DOCX file."""
    document = docx.Document(io.BytesIO(_template()))
    _set_up(document, paper)
    _add(document, paper.title, "Heading 1")
    document.add_paragraph(f"{printable(paper.board)} · {paper.reference} · {day(paper.made_on)}")
    for block in paper.blocks:
        _block(document, block)
    document.add_paragraph(WHAT_A_REVIEW_IS).runs[0].italic = True
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


USED = ("Normal Table", "Table Grid")
"""The styles of tables that a paper has."""
UNUSED = ("/stylesWithEffects", "/thumbnail")
"""Parts that the library begins with and no paper wants: every style once more for a Word of 2010, and a picture of another text."""


@cache
def _template() -> bytes:
    """What every paper begins from: the library's own, without a hundred styles of tables. Nobody's words are in it."""
    document = docx.Document()
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in USED:
            style.delete()
    for ties in (document.part.rels, document.part.package.rels):
        for key in [key for key, tie in ties.items() if tie.reltype.endswith(UNUSED)]:
            del ties[key]
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _set_up(document: Any, paper: Paper) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    if paper.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.8)
    if paper.marking:  # in the head of every page: a page that is copied by itself still says what it is
        section.header.paragraphs[0].add_run(printable(paper.marking)).bold = True
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(9 if paper.one_page else 11)
    if paper.one_page:
        style.paragraph_format.space_after = Pt(3)
    style.element.rPr.append(_element("w:lang", {"w:val": "en-GB"}))
    _small_styles(document, style)
    for level in (1, 2, 3):
        heading = document.styles[f"Heading {level}"]
        heading.font.name, heading.font.color.rgb = (
            "Arial",
            RGBColor.from_string(paper.brand.lstrip("#").upper()),
        )
        heading.font.size = Pt({1: 20, 2: 14, 3: 12}[level])
    footer = section.footer.paragraphs[0]
    footer.add_run(f"{paper.reference} · {printable(paper.title)} · page ")
    _page_number(footer)
    core = document.core_properties
    core.title, core.author, core.last_modified_by, core.comments = printable(paper.title), "", "", ""
    core.language, core.revision = "en-GB", 1
    core.created = core.modified = datetime.combine(paper.made_on, time(12))


def _small_styles(document: Any, normal: Any) -> None:
    """What stands in a table's cells, and the gap behind a table: small enough that a note of two pages is two pages."""
    for name, size in (("Cell", min(Pt(9.5), normal.font.size)), ("Gap", Pt(4))):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.font.size = normal, size
        style.paragraph_format.space_after = Pt(0)


def _element(name: str, attributes: dict[str, str] | None = None) -> Any:
    element = OxmlElement(name)
    for key, value in (attributes or {}).items():
        element.set(qn(key), value)
    return element


def _page_number(paragraph: Any) -> None:
    run = paragraph.add_run()
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        if kind:
            run._r.append(_element("w:fldChar", {"w:fldCharType": kind}))
        else:
            instruction = _element("w:instrText", {"xml:space": "preserve"})
            instruction.text = text
            run._r.append(instruction)


def _add(document: Any, text: str, style: str) -> None:
    """A paragraph in a style of the template. Its id is set as it stands: to look it up takes longer than to write the text."""
    document.add_paragraph(printable(text))._p.style = style.replace(" ", "")


def _block(document: Any, block: Block) -> None:
    match block:
        case Heading():
            _add(document, block.text, f"Heading {block.level}")
            if block.new_page:
                document.paragraphs[-1].paragraph_format.page_break_before = True
        case Paragraph():
            paragraph = document.add_paragraph()
            if block.number:
                paragraph.add_run(f"{block.number}\t")
                paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = (
                    Cm(1.2),
                    Cm(-1.2),
                )
            paragraph.add_run(printable(block.text)).bold = block.strong or None
        case Bullets():
            for item in block.items:
                _add(document, item, "List Number" if block.numbered else "List Bullet")
        case Table():
            caption = document.add_paragraph(printable(block.caption))
            caption.runs[0].bold, caption.paragraph_format.keep_with_next = True, True
            _table(document, (block.columns, *block.rows), shares(block.columns, block.rows), header=True)
        case KeyValues():
            _table(document, block.pairs, [32, 68], header=False)
        case Note():
            table = document.add_table(rows=1, cols=1)
            table.style = "Table Grid"
            cell = table.rows[0].cells[0].paragraphs[0]
            if block.title:
                cell.add_run(printable(block.title) + "\n").bold = True
            cell.add_run(printable(block.text))
            _add(document, "", "Gap")


def _table(document: Any, rows: Any, columns: list[int], *, header: bool) -> None:
    """A table. ``columns`` says how its width is shared out."""
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    table.style, table.autofit = "Table Grid", False
    section = document.sections[0]
    whole = section.page_width - section.left_margin - section.right_margin
    widths = [whole * share // sum(columns) for share in columns]
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = width
    for made, row in zip(table._tbl.tr_lst, rows, strict=True):
        made.get_or_add_trPr().append(_element("w:cantSplit"))
        for cell, text, width in zip(made.tc_lst, row, widths, strict=True):
            cell.width = width
            lines = cell.p_lst[0]
            lines.style = "Cell"
            run = OxmlElement("w:r")
            if header and made is table._tbl.tr_lst[0]:
                properties = OxmlElement("w:rPr")
                properties.append(OxmlElement("w:b"))
                run.append(properties)
            for index, line in enumerate(printable(text).split("\n")):
                if index:
                    run.append(OxmlElement("w:br"))
                words = _element("w:t", {"xml:space": "preserve"})
                words.text = line
                run.append(words)
            lines.append(run)
    for made in table._tbl.tr_lst:  # a row is never cut by the end of a page
        made.get_or_add_trPr().append(_element("w:cantSplit", {"w:val": "true"}))
    if header:
        properties = table._tbl.tr_lst[0].get_or_add_trPr()
        properties.append(_element("w:tblHeader", {"w:val": "true"}))
    _add(document, "", "Gap")
