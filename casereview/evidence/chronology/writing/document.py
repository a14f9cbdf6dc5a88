"""DOCX: landscape, the header row on every page, agency colours with a key, code and version in the footer."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from xml.sax.saxutils import escape

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from casereview.evidence.chronology.rows import Row
from casereview.evidence.chronology.writing.columns import OF_PAGE
from casereview.evidence.chronology.writing.cover import Cover, tints
from casereview.evidence.chronology.writing.page import page_cells
from casereview.papers.blocks import WHAT_A_REVIEW_IS, printable

ONE_PAGE = 1500
"""A row of so few letters in each cell is kept on one page; a longer one may go on on the next."""
TWIPS = 567
"""To the centimetre."""
WIDTHS_CM = (1.1, 2.9, 2.5, 3.0, 1.3, 2.2, 8.1, 3.6, 2.3)
"""Of the nine columns: together a landscape page of A4 without its margins."""
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def to_docx(rows: Sequence[Row], cover: Cover) -> bytes:
    """The chronology as a text document."""
    document = docx.Document()
    _page(document, cover)
    document.add_heading(printable(cover.title), level=1)
    if cover.line:
        document.add_paragraph(printable(cover.line))
    colours = tints(rows)
    _key(document, colours)
    body = document.element.body
    body.insert(len(body) - 1, parse_xml("".join(_table(rows, colours)).encode("utf-8")))
    document.add_paragraph(WHAT_A_REVIEW_IS).runs[0].italic = True
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document: docx.document.Document, cover: Cover) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.3)
    section.top_margin, section.bottom_margin, section.footer_distance = Cm(1.4), Cm(1.7), Cm(0.8)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(10)
    normal.paragraph_format.space_after = Pt(4)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    normal.element.rPr.append(language)
    heading = document.styles["Heading 1"]
    heading.font.name, heading.font.size = "Arial", Pt(20)
    heading.font.color.rgb = RGBColor(0x10, 0x56, 0x5C)
    fonts = heading.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)  # or it counts before the name
    footer = section.footer.paragraphs[0]
    footer.add_run(f"{printable(cover.footer)} · page ")
    _field(footer, "PAGE")
    footer.add_run(" of ")
    _field(footer, "NUMPAGES")
    core = document.core_properties
    core.title, core.author, core.last_modified_by, core.comments = printable(cover.title), "", "", ""
    core.language, core.revision = "en-GB", 1
    if cover.made_on:
        core.created = core.modified = datetime.combine(cover.made_on, time(12))


def _field(paragraph: docx.text.paragraph.Paragraph, what: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), what)
    paragraph._p.append(field)


def _key(document: docx.document.Document, colours: dict[str, tuple[str, str]]) -> None:
    """Which colour is whose: a line of words, each on its colour, so that no table stands before the chronology."""
    if not colours:
        return
    line = document.add_paragraph()
    line.add_run("Agencies: ").bold = True
    for agency, (_, rgb) in colours.items():
        run = line.add_run("\u00a0".join(("", *printable(agency).split(), "")))
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", rgb)):
            shade.set(qn(f"w:{name}"), value)
        run._r.get_or_add_rPr().append(shade)
        line.add_run("  ")


def _table(rows: Sequence[Row], colours: dict[str, tuple[str, str]]) -> Iterator[str]:
    """The table as XML, written straight: twenty thousand rows would take minutes cell by cell."""
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="B9C9CA"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    yield (
        f'<w:tbl xmlns:w="{W}"><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr><w:tblGrid>'
    )
    widths = [round(width * TWIPS) for width in WIDTHS_CM]
    yield "".join(f'<w:gridCol w:w="{width}"/>' for width in widths) + "</w:tblGrid>"
    yield _row(OF_PAGE, widths, {number: "DFEAEA" for number in range(len(OF_PAGE))}, header=True)
    for number, row in enumerate(rows, 1):
        yield _row(page_cells(row, number), widths, {1: colours[row.agency][1]})
    yield "</w:tbl>"


def _row(texts: Sequence[str], widths: Sequence[int], shades: dict[int, str], *, header: bool = False) -> str:
    whole = "<w:cantSplit/>" if max(map(len, texts)) <= ONE_PAGE else ""
    made = ["<w:tr>", f"<w:trPr>{whole}{'<w:tblHeader/>' if header else ''}</w:trPr>"]
    size = f'<w:rPr>{"<w:b/>" if header else ""}<w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr>'
    for number, (text, width) in enumerate(zip(texts, widths, strict=True)):
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{shades[number]}"/>' if number in shades else ""
        lines = printable(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
        words = "<w:br/>".join(_words(line) for line in lines)
        made.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
            f'<w:p><w:pPr><w:spacing w:after="0"/></w:pPr><w:r>{size}{words}</w:r></w:p></w:tc>'
        )
    return "".join([*made, "</w:tr>"])


def _words(line: str) -> str:
    return "<w:tab/>".join(
        f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else "" for part in line.split("\t")
    )
