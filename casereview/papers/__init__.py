"""One list of blocks becomes HTML, DOCX and PDF: one content, three small writers. No Django here."""

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
)
from casereview.papers.docx import to_docx
from casereview.papers.html import to_html, to_page
from casereview.papers.markdown import from_markdown, markdown_to_html
from casereview.papers.pdf import to_pdf

__all__ = [
    "WHAT_A_REVIEW_IS",
    "Block",
    "Bullets",
    "Heading",
    "KeyValues",
    "Note",
    "Paper",
    "Paragraph",
    "Table",
    "from_markdown",
    "markdown_to_html",
    "to_docx",
    "to_html",
    "to_page",
    "to_pdf",
]
