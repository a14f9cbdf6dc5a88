"""All the text of a paper that we made, read back from its bytes. What cannot be read in full does not leave."""

from __future__ import annotations

import html
import io
import re
import zipfile
from typing import Any

from lxml import etree

WRITTEN = re.compile('(?:descr|title|author|Target)="([^"]*)"')
"""Attributes of a DOCX that hold what somebody wrote, by how their names end."""


class CannotReadInFull(ValueError):
    """The document could not be read to the end, so nothing can be said of the names in it."""


def text_of(data: bytes, ending: str) -> str:
    """Every text in a document: what is seen, and attributes, properties, headers and footers.

    Args:
        ending: html, docx or pdf.

    Raises:
        CannotReadInFull: it cannot be read, or has no text.
    """
    readers = {"html": _html, "docx": _docx, "pdf": _pdf}
    try:
        found = readers[ending](data)
    except (KeyError, ValueError, OSError, etree.LxmlError, zipfile.BadZipFile, RuntimeError):
        raise CannotReadInFull("The document could not be read in full.") from None
    if not found.strip():
        raise CannotReadInFull("No text was found in the document.")
    return found


def _html(data: bytes) -> str:
    text = data.decode("utf-8")
    attributes = " ".join(html.unescape(a) for a in re.findall(r"""="([^"]*)\"""", text))
    return html.unescape(re.sub(r"<[^>]+>", " ", text)) + " " + attributes


def _docx(data: bytes) -> str:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    found: list[str] = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                found.append(_all_of(etree.fromstring(archive.read(name), parser)))
    return "".join(found)


def _all_of(root: Any) -> str:
    """Everything that a part of a DOCX says: its texts, each paragraph from the start of a line; then attributes and remarks."""
    for paragraph in root.iter("{*}p"):
        paragraph.text = f"\n{paragraph.text or ''}"
    text = etree.tostring(root, method="text", encoding="unicode")
    remarks = [remark.text or "" for remark in root.iter(etree.Comment, etree.ProcessingInstruction)]
    attributes = map(html.unescape, WRITTEN.findall(etree.tostring(root, encoding="unicode")))
    return " ".join([text, *attributes, *remarks, ""])


def _pdf(data: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    pages = []
    for page in document:
        pages.append(page.get_textpage().get_text_range())
    return "\n".join([*pages, *map(str, document.get_metadata_dict().values())])
