"""Where the lines of very many rows wait until they are written: in memory as long as they are few, then in a file that has no name.

The system deletes that file as soon as this process ends, however it ends, so that no copy of a record stays behind.
"""

from __future__ import annotations

import tempfile
import threading
from dataclasses import dataclass
from typing import IO

MOST_HELD = 1 << 28
"""Bytes that wait in memory."""


class Room:
    """Takes packed lines from several readers at once.

    Args:
        most: bytes that are held in memory.
    """

    def __init__(self, most: int | None = None) -> None:
        self._left = MOST_HELD if most is None else most
        self._file: IO[bytes] | None = None
        self._size = 0
        self._lock = threading.Lock()

    def lay(self, data: bytes) -> bytes | Laid:
        """Have lines wait: themselves, or where they lie."""
        with self._lock:
            if len(data) <= self._left:
                self._left -= len(data)
                return data
            self._left = 0
            if self._file is None:
                self._file = tempfile.TemporaryFile()  # noqa: SIM115 (it lives as long as the lines)
            self._file.seek(self._size)
            self._file.write(data)
            self._size += len(data)
            return Laid(self, self._size - len(data), len(data))

    def take(self, at: int, size: int) -> bytes:
        """Lines that lie in the file."""
        with self._lock:
            if self._file is None:
                raise ValueError("Nothing lies here.")
            self._file.seek(at)
            return self._file.read(size)


@dataclass(frozen=True, slots=True)
class Laid:
    """Where packed lines lie in the file of a room."""

    room: Room
    at: int
    size: int


def lines_of(packed: bytes | Laid) -> bytes:
    """Packed lines, from wherever they wait."""
    return packed.room.take(packed.at, packed.size) if isinstance(packed, Laid) else packed
