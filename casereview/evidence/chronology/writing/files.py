"""The chronology as a file, by the ending of its name; whole or not at all."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from casereview.evidence.chronology.rows import Row
from casereview.evidence.chronology.writing.columns import further
from casereview.evidence.chronology.writing.cover import Cover
from casereview.evidence.chronology.writing.plain import write_csv, write_json

ENDINGS = ("xlsx", "docx", "csv", "json", "pdf")


class CannotWrite(ValueError):
    """The file cannot be made. One sentence for whoever asked for it."""


def made(rows: Sequence[Row], ending: str, cover: Cover | None = None) -> bytes:
    """The chronology as the bytes of a file.

    Args:
        rows: in the order in which they are to stand (``merging.in_order``).
        ending: xlsx, docx, csv, json or pdf.

    Raises:
        CannotWrite: another ending.
    """
    cover = cover or Cover()
    # Each writer brings a library that the others do not need.
    if ending == "xlsx":
        from casereview.evidence.chronology.writing.sheet import to_xlsx

        return to_xlsx(rows, cover)
    if ending == "docx":
        from casereview.evidence.chronology.writing.document import to_docx

        return to_docx(rows, cover)
    if ending == "pdf":
        from casereview.evidence.chronology.writing.print import to_pdf

        return to_pdf(rows, cover)
    stream = io.StringIO(newline="")
    if ending == "csv":
        write_csv(rows, stream, further(rows))
    elif ending == "json":
        write_json(rows, stream)
    else:
        raise CannotWrite(
            f"A chronology can be written as {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}, not as '{ending}'."
        )
    return stream.getvalue().encode("utf-8", "surrogatepass")


def write(rows: Sequence[Row], path: Path, cover: Cover | None = None) -> None:
    """Write the chronology to a file. What was there before stays until the new one is whole.

    Raises:
        CannotWrite: the ending is not one that can be written, or the folder cannot be written to.
    """
    data = made(rows, path.suffix.lower().lstrip("."), cover)
    with whole(path) as stream:
        stream.write(data)


@contextmanager
def whole(path: Path) -> Iterator[IO[bytes]]:
    """A file to write to, which takes the place of what was there when it is whole, and never before.

    Raises:
        CannotWrite: the folder cannot be written to.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=path.suffix)
        try:
            with os.fdopen(handle, "wb") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as why:
        raise CannotWrite(f"{path}: the file cannot be written ({why.strerror}).") from None
