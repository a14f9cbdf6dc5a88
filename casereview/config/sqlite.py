"""Which SQLite is used, and how it is told to keep what it acknowledged.

Trials behind the choice: WAL with synchronous=FULL keeps every acknowledged row through power cuts, where the library has the
WAL-reset fix; elsewhere DELETE with EXTRA does. DELETE with FULL loses the last commit, and NORMAL loses more.
"""

from __future__ import annotations

import importlib
import sqlite3
import sys


def use_newest() -> None:
    """Put the wheel's SQLite in place of the system's where it is newer. Called before Django loads."""
    try:
        newest = importlib.import_module("pysqlite3")
        dbapi2 = importlib.import_module("pysqlite3.dbapi2")
    except ImportError:
        return
    if newest.sqlite_version_info > sqlite3.sqlite_version_info:
        sys.modules["sqlite3"], sys.modules["sqlite3.dbapi2"] = newest, dbapi2


def version() -> tuple[int, ...]:
    """The version of the SQLite in use, as numbers."""
    return tuple(sys.modules["sqlite3"].sqlite_version_info)


def wal_is_safe(number: tuple[int, ...]) -> bool:
    """Whether this SQLite has the fix of the WAL-reset bug.

    The bug is in 3.7.0 to 3.51.2; the fix went back into 3.44.6 and 3.50.7 of their lines. 3.52.0 was withdrawn.

    >>> wal_is_safe((3, 40, 1)), wal_is_safe((3, 44, 6)), wal_is_safe((3, 50, 6)), wal_is_safe((3, 52, 0)), wal_is_safe((3, 53, 4))
    (False, True, False, False, True)
    """
    if number[:2] == (3, 44):
        return number >= (3, 44, 6)
    if number[:2] == (3, 50):
        return number >= (3, 50, 7)
    return number >= (3, 51, 3) and number[:3] != (3, 52, 0)


def journal(number: tuple[int, ...]) -> tuple[str, str]:
    """The journal mode and the synchronous setting that keep what was acknowledged, for this SQLite."""
    return ("WAL", "FULL") if wal_is_safe(number) else ("DELETE", "EXTRA")


def pragmas(number: tuple[int, ...]) -> str:
    """What every connection is told first."""
    mode, synchronous = journal(number)
    return (
        f"PRAGMA journal_mode={mode}; PRAGMA synchronous={synchronous}; PRAGMA foreign_keys=ON; "
        "PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF; PRAGMA mmap_size=0; PRAGMA journal_size_limit=67108864;"
    )


LOOK_AT_EVERY_TABLE = "PRAGMA optimize=0x10002"
"""Counts what is in the tables where that has changed much, so that the planner takes the index that finds little. It is
bounded by itself, and does nothing to what is stored. Without it a store of many reviews is read as if it had a few."""
