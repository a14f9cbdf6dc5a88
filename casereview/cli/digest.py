"""One digest of a whole store: every row of every table and every file. What a backup and a restore both print."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import serializers

LEFT_OUT = {
    "sessions.session",
    "usersessions.usersession",
    "contenttypes.contenttype",
    "auth.permission",
    "auth.group",
}
"""Not content: they are made anew, and a copy of them would sign people in."""


def tables() -> list[Any]:
    """Every table that is content, in an order in which rows can be put back."""
    models = [m for m in apps.get_models(include_auto_created=True) if m._meta.label_lower not in LEFT_OUT]
    through = [m for m in models if m._meta.auto_created]
    return [m for m in models if not m._meta.auto_created] + through


def rows() -> Iterator[str]:
    """Every row of every table as one JSON line, in the order of its key."""
    for table in tables():
        for row in table._base_manager.order_by("pk").iterator(chunk_size=500):
            yield serializers.serialize("json", [row], ensure_ascii=False)[1:-1]


def files() -> Iterator[tuple[str, Path]]:
    """Every file of the store: its digest and where it is."""
    folder = Path(settings.CASEREVIEW_FILES)
    for path in sorted(folder.glob("??/*")):
        if not path.name.startswith("."):
            yield path.name, path


def digest() -> str:
    """The digest of every row and every file."""
    whole = hashlib.sha256()
    for line in rows():
        whole.update(line.encode() + b"\n")
    for name, path in files():
        whole.update(f"{name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()
