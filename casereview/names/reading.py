"""All the text of a paper that we made, read back from its bytes. What cannot be read in full does not leave."""

from __future__ import annotations

import html
import io
import re
import zipfile

from lxml import etree


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
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            root = etree.fromstring(archive.read(name), parser)
            for element in root.iter():
                if isinstance(element.tag, str) and element.tag.endswith("}p"):
                    found.append("\n")
                found.append((element.text or "") + (element.tail or ""))
                found += [
                    " " + value
                    for key, value in element.attrib.items()
                    if key.endswith(("descr", "title", "author", "Target"))
                ]
    return "".join(found)


def _pdf(data: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    pages = []
    for page in document:
        pages.append(page.get_textpage().get_text_range())
    return "\n".join([*pages, *map(str, document.get_metadata_dict().values())])
