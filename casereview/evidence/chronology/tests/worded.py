"""Word documents for tests, written as their XML is, so that whatever Word can do can be put into them."""

from __future__ import annotations

import io
import zipfile

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
LINKS = (
    f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Target="word/document.xml" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)


def words(text: str) -> str:
    """A run."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    """A paragraph; a bare text becomes a run."""
    said = "".join(run if run.startswith("<") else words(run) for run in runs)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{said}</w:p>"


def cell(*paragraphs: str, across: int = 1, merged: str = "") -> str:
    """A cell; ``merged`` is ``restart`` or ``continue``."""
    properties = f'<w:gridSpan w:val="{across}"/>' + (f'<w:vMerge w:val="{merged}"/>' if merged else "")
    said = "".join(one if one.startswith("<") else paragraph(one) for one in paragraphs or ("",))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{said}</w:tc>"


def line(*cells: str) -> str:
    """A row of a table; a bare text becomes a cell."""
    return f"<w:tr>{''.join(one if one.startswith('<') else cell(one) for one in cells)}</w:tr>"


def table(*lines: str) -> str:
    """A table."""
    return f"<w:tbl><w:tblPr/>{''.join(lines)}</w:tbl>"


def document(*body: str, strict: bool = False, **parts: str) -> bytes:
    """A document; ``parts`` are the insides of ``footnotes``, ``comments`` or ``numbering``."""
    said = "".join(one if one.startswith("<") else paragraph(one) for one in body)
    members = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": LINKS,
        "word/document.xml": f"<w:document {NAMES}><w:body>{said}</w:body></w:document>",
        **{f"word/{name}.xml": f"<w:{name} {NAMES}>{inside}</w:{name}>" for name, inside in parts.items()},
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in members.items():
            if strict:
                text = text.replace(WORD, "http://purl.oclc.org/ooxml/wordprocessingml/main")
            archive.writestr(name, text)
    return stream.getvalue()
