"""A file that is too large is refused by its size, before any of it is read."""

from __future__ import annotations

import pytest

from casereview.acts.registry import Refused
from casereview.files.models import Upload
from casereview.files.store import keep_sent

pytestmark = pytest.mark.django_db


class Sent:
    """A file of 200 MB, as a request brings it; reading it is a failure."""

    name, size = "chronology.docx", 200 * 1024 * 1024

    def read(self):
        raise AssertionError("it was read into memory")


def test_two_hundred_megabytes_are_refused_with_what_to_do_and_never_read():
    with pytest.raises(Refused, match=r"larger than 50 MB\. Split it") as no:
        keep_sent(1, Sent())

    assert no.value.refusal.field == "file"
    assert not Upload.rows.exists()


def test_what_was_typed_beside_a_file_that_is_too_large_is_still_there(a_case, someone, signed_in, settings):
    from django.core.files.uploadedfile import SimpleUploadedFile

    settings.CASEREVIEW_UPLOAD_LIMIT = 1024 * 1024
    case = a_case("decided")
    browser = signed_in(someone("manager", board=case.board))
    file = SimpleUploadedFile("letter.txt", b"a" * (1024 * 1024 + 1))

    page = browser.post(
        f"/cases/{case.code}/do/add-document/",
        {"title": "A letter from the coroner", "what": "letter", "origin": "Coroner's office", "file": file},
    )

    assert page.status_code in (400, 409)
    assert "larger than 1 MB" in page.content.decode()
    assert 'value="A letter from the coroner"' in page.content.decode()
    again = browser.get(f"/cases/{case.code}/do/add-document/")
    assert 'value="A letter from the coroner"' in again.content.decode(), "kept as a draft"
