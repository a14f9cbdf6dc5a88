"""The audit key: 32 bytes in a file outside the database, made once."""

from __future__ import annotations

import os
import secrets
from functools import lru_cache
from pathlib import Path

from django.conf import settings


class NoKey(RuntimeError):
    """The audit key is missing or cannot be used."""


@lru_cache(maxsize=8)
def _read(path: str) -> bytes:
    key = Path(path).read_bytes()
    if len(key) != 32:
        raise NoKey("The audit key must be 32 bytes. Put back the key file that belongs to this store.")
    return key


def audit_key() -> bytes:
    """The key that seals each row, made at first use in a file that only its owner can read.

    Raises:
        NoKey: the file is there but is not a key.
    """
    path = Path(settings.CASEREVIEW_AUDIT_KEY)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process made it first
            return _read(str(path))
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(32))
            file.flush()
            os.fsync(file.fileno())
    return _read(str(path))
