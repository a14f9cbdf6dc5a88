"""The gate of files: what may come in, what may not, and a sentence for each that says what to do."""

from __future__ import annotations

import io
import re
import time
import zipfile

import pytest

from casereview.files import gate
from casereview.files.gate import Accepted, Rejected, check

TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>'
WORDS = "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>{}</w:document>"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR"


def docx(body: str = "", **parts: bytes | str) -> bytes:
    """A Word file as small as can be, with more parts where a test wants them."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("word/document.xml", WORDS.format(body))
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def encrypted() -> bytes:
    """A Word file whose parts say of themselves that they are encrypted."""
    data = bytearray(docx())
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        at = data.find(mark)
        while at >= 0:
            data[at + (6 if mark.endswith(b"\x04") else 8)] |= 1
            at = data.find(mark, at + 1)
    return bytes(data)


NOISE = "".join(f"n{number * 7919 % 99991}" for number in range(400_000))
"""More than two million letters that hardly pack: no ratio gives them away."""


def locked_spreadsheet() -> bytes:
    """An OpenDocument spreadsheet with a password, as an office program saves it: the parts are noise."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        entry = "<m:file-entry><m:encryption-data/></m:file-entry>"
        archive.writestr("META-INF/manifest.xml", f"<m:manifest xmlns:m='urn:m'>{entry}</m:manifest>")
        archive.writestr("content.xml", bytes(range(256)) * 4)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "ending"),
    [
        ("report.docx", docx("<w:p/>"), ".docx"),
        ("CHRONOLOGY.CSV", b"Date,Event\n3.5.13,Seen\n", ".csv"),
        ("chronology.csv.", b"Date,Event\n3.5.13,Seen\n", ".csv"),
        (".csv", b"Date,Event\n3.5.13,Seen\n", ".csv"),
        ("utf16.csv", "Date,Event\n".encode("utf-16"), ".csv"),
        ("letter.pdf", b"%PDF-1.7\n1 0 obj\n%%EOF\n", ".pdf"),
        ("plan.png", PNG + (800).to_bytes(4) + (600).to_bytes(4), ".png"),
        ("photo.JPEG", b"\xff\xd8\xff\xe0 a photograph", ".jpg"),
        ("note.txt", b"She was not seen.", ".txt"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 20 else "",
)
def test_what_agencies_send_comes_in(name, data, ending):
    answer = check(data, name)

    assert isinstance(answer, Accepted) and answer.ending == ending


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("macro.docm", docx(), r"cannot be read safely\. Save it as \.docx"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "cannot be read safely"),
        ("page.svg", b"<svg onload='x'/>", "not taken. Send a .docx"),
        ("program.exe", b"MZ", "not taken. Send a .docx"),
        ("no-ending", b"text", "not taken. Send a .docx"),
        ("empty.csv", b"", "empty. Check it"),
        ("blank.docx", b" \r\n\x00", "empty. Check it"),
        (
            "old.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more",
            "protected by a password or in an old format",
        ),
        ("cut.docx", docx("<w:p/>")[:-40], "damaged or is not what its name says"),
        ("table.xlsx", docx(), "not what its name says"),
        ("table.xlsx", b"Date,Event\n", "damaged or is not what its name says"),
        ("locked.docx", encrypted(), "encrypted. Save it without a password"),
        ("macro.docx", docx(**{"word/vbaProject.bin": b"code"}), "has macros. Save it as"),
        (
            "renamed.docx",
            docx(
                **{
                    "x.xml": "<Override ContentType='application/vnd.ms-word.document.macroEnabled.main+xml'/>"
                }
            ),
            "has macros. Save it as",
        ),
        ("slip.docx", docx(**{"../../evil.txt": b"x"}), "points outside it"),
        ("bomb.docx", docx(**{"word/media/a.bin": b"\0" * 30_000_000}), "unpacks to far more"),
        ("many.docx", docx(**{f"p{n}": b"" for n in range(2_100)}), "too many parts"),
        ("deep.docx", docx("<a>" * 2_100 + "</a>" * 2_100), "nested too deep"),
        (
            "dtd.docx",
            docx(**{"x.xml": "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>"}),
            "defines names of its own",
        ),
        ("broken.docx", docx("<w:p>"), "A part of this file is damaged"),
        ("attribute.docx", docx(f"<w:p x='{NOISE}'/>"), "longer than a whole report"),
        ("comment.docx", docx(f"<!--{NOISE}-->"), "longer than a whole report"),
        ("instruction.docx", docx(f"<?x {NOISE}?>"), "longer than a whole report"),
        ("name.docx", docx(f"<{NOISE}/>"), "longer than a whole report"),
        ("tags.docx", docx("".join(f"<w:x{n}/>" for n in range(5_100))), "built too oddly"),
        ("locked.ods", locked_spreadsheet(), "protected by a password"),
        ("cut.pdf", b"%PDF-1.7\n", "not a whole PDF"),
        ("locked.pdf", b"%PDF-1.7\n/Encrypt 5 0 R\n%%EOF", "protected by a password"),
        ("picture.png", b"GIF89a", "not a PNG"),
        ("huge.png", PNG + (99_999).to_bytes(4) + (9).to_bytes(4), "too large in pixels"),
        ("photo.jpg", b"\x89PNG", "not a JPEG"),
        ("table.csv", docx(), "not a text file"),
        ("nul.csv", b"Date\x00,Event", "not a text file"),
        ("page.txt", b"<html><script>alert(1)</script>", "a web page"),
        ("long.txt", b"x" * 1_100_000, "larger than 1 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 20 else "",
)
def test_what_may_harm_or_cannot_be_read_is_refused_with_what_to_do(name, data, words):
    answer = check(data, name, limit=1024 * 1024)

    assert isinstance(answer, Rejected)
    assert re.search(words, answer.why), answer.why


def test_elements_without_end_are_refused_as_soon_as_they_are_too_many(monkeypatch):
    monkeypatch.setattr(gate, "MOST_ELEMENTS", 1000)

    assert isinstance(check(docx("<w:r/>" * 900), "a.docx"), Accepted)
    assert "unpacks to far more" in check(docx("<w:r/>" * 1100), "a.docx").why


def test_markup_that_never_ends_is_refused_before_it_costs_time():
    data = docx(f"<!--{NOISE * 20}-->")
    began = time.process_time()

    answer = check(data, "comment.docx")

    assert isinstance(answer, Rejected)
    assert time.process_time() - began < 2
