"""The store of files by digest: written so that what was acknowledged is still there after a power cut."""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings

from casereview.acts.registry import Refusal, Refused
from casereview.files.gate import Rejected, check, safe_display_name
from casereview.files.models import Upload


class NotWhatWasStored(RuntimeError):
    """The file's bytes are not those that were stored. It is not handed out."""


def put(data: bytes) -> str:
    """Keep bytes under their SHA-256 and return it. Temporary name, fsync, rename, fsync of the folder; then the row."""
    digest = hashlib.sha256(data).hexdigest()
    path = _path(digest)
    if path.exists():
        return digest
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)
    _sync_folder(path.parent.parent)
    return digest


def get(digest: str) -> bytes:
    """The bytes under a digest.

    Raises:
        NotWhatWasStored: they are missing or were changed.
    """
    path = _path(digest)
    if not path.exists():
        raise NotWhatWasStored(
            "This file is missing from the store. Tell whoever looks after the installation."
        )
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != digest:
        raise NotWhatWasStored("This file is not what was stored. Tell whoever looks after the installation.")
    return data


def keep_upload(account: int, name: str, data: bytes) -> str:
    """Let a file through the gate, keep it, and return the key by which its sender's act names it.

    Raises:
        Refused: with the gate's sentence for a clerk.
    """
    answer = check(data, name, limit=settings.CASEREVIEW_UPLOAD_LIMIT)
    if isinstance(answer, Rejected):
        raise Refused(Refusal(answer.why, "Nothing was stored.", field="file"))
    return Upload.rows.create(
        key=secrets.token_hex(16),
        account=account,
        digest=put(data),
        file_name=safe_display_name(name)[:255],
        media=answer.media,
        size=len(data),
    ).key


def too_large() -> Refusal:
    """The refusal of a file beyond the limit, which is said before anything of it is read."""
    most = settings.CASEREVIEW_UPLOAD_LIMIT // (1024 * 1024)
    return Refusal(
        f"This file is larger than {most} MB. Split it, or send a smaller copy.",
        "Nothing was stored.",
        field="file",
    )


def keep_sent(account: int, sent: Any) -> str:
    """Keep a file that came with a request. One beyond the limit is refused by its size: it is never read into memory.

    Args:
        sent: an uploaded file, with its ``name`` and ``size``.

    Raises:
        Refused: as ``keep_upload``.
    """
    if sent.size > settings.CASEREVIEW_UPLOAD_LIMIT:
        raise Refused(too_large())
    return keep_upload(account, sent.name or "file", sent.read())


def upload(account: int, key: str) -> Upload | None:
    """The waiting upload with this key, if this person sent it."""
    found: Upload | None = Upload.rows.filter(account=account, key=key).first()
    return found


def _path(digest: str) -> Path:
    return Path(settings.CASEREVIEW_FILES) / digest[:2] / digest


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
