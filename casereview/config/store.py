"""Where a store is: its database, its files and its audit key, from a folder, a URL or the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from casereview.config.sqlite import pragmas, version


class BadStore(ValueError):
    """The store's address cannot be read. Says what to write instead."""


@dataclass(frozen=True, slots=True)
class Store:
    """One store: the database as Django wants it, the folder of files, the audit key's file."""

    database: dict[str, Any]
    files: Path
    audit_key: Path
    folder: Path

    @property
    def there(self) -> bool:
        """Whether there is something to open: the file of an embedded store; of a server only opening it tells."""
        return "sqlite3" not in self.database["ENGINE"] or Path(self.database["NAME"]).exists()


def store(environ: Mapping[str, str]) -> Store:
    """The store that the environment names.

    ``CASEREVIEW_DATA`` is a folder that holds all three; ``CASEREVIEW_DATABASE`` a URL (``sqlite:///path`` or
    ``postgres://user@host/name``); ``CASEREVIEW_FILES`` and ``CASEREVIEW_AUDIT_KEY`` are beside a SQLite store unless given.

    Raises:
        BadStore: the URL is of no kind we know.
    """
    url = environ.get("CASEREVIEW_DATABASE", "")
    folder = Path(environ.get("CASEREVIEW_DATA") or "data").absolute()
    if not url:
        database = sqlite_settings(folder / "casereview.sqlite3")
    else:
        database = settings_of(url)
        if "sqlite3" in database["ENGINE"]:
            folder = Path(database["NAME"]).absolute().parent
    return Store(
        database=database,
        files=Path(environ.get("CASEREVIEW_FILES") or folder / "files").absolute(),
        audit_key=Path(environ.get("CASEREVIEW_AUDIT_KEY") or folder / "audit.key").absolute(),
        folder=folder,
    )


def settings_of(url: str) -> dict[str, Any]:
    """Django's database settings for a URL.

    Raises:
        BadStore: the URL is of no kind we know.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        path = unquote(parts.path)
        return sqlite_settings(
            Path(path[1:] if path.startswith("//") else path.lstrip("/") if parts.netloc else path)
        )
    if parts.scheme in ("postgres", "postgresql"):
        options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": options.pop("host", None) or unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_HEALTH_CHECKS": True,
            "CONN_MAX_AGE": 60,
            "OPTIONS": options,
        }
    if not parts.scheme or len(parts.scheme) == 1:  # a bare path, also one with a drive letter
        return sqlite_settings(Path(url))
    raise BadStore("The database's address must begin with sqlite:/// or postgres://, or be a file's path.")


def sqlite_settings(path: Path) -> dict[str, Any]:
    """Django's settings for a SQLite file that keeps what it acknowledged."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": 60,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas(version())},
    }


def secret_key(
    folder: Path, environ: Mapping[str, str], name: str = "CASEREVIEW_SECRET_KEY", *, make: bool = True
) -> str:
    """The key that signs sessions: from the environment, or made at first start in a file only its owner can read.

    Args:
        make: left out where there is no store yet, so that a command which finds none leaves no key behind.
    """
    if given := environ.get(name):
        return given
    path = folder / "secret.key"
    if path.exists():
        return path.read_text(encoding="ascii").strip()
    if not make or not folder.exists():
        return ""
    import secrets

    made = secrets.token_urlsafe(48)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError:
        return path.read_text(encoding="ascii").strip() if path.exists() else ""
    with os.fdopen(handle, "w") as file:
        file.write(made)
    return made
