"""The process that reads files of strangers: little memory, little time, no file it can write, no network where that can be had.

It takes one wish after another from its standard input and answers each on its standard output. Whatever a file does to it, the
process that asked lives on.
"""

from __future__ import annotations

import gc
import json
import struct
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from casereview.evidence.chronology.reading.exchange import Reading, Wish, shown_name
from casereview.evidence.chronology.reading.file import read_file, read_pasted_text
from casereview.evidence.chronology.reading.frames import many_out, reading_out, wish_in, wish_out
from casereview.evidence.chronology.reading.held import Held
from casereview.evidence.chronology.reading.meanings import Meanings
from casereview.evidence.chronology.reading.text_file import gathered_of

if TYPE_CHECKING:
    from casereview.evidence.chronology.reading.many import ManyRows

MOST_MEMORY = 1 << 30
"""Bytes of address space."""
SECONDS_A_FILE = 30
"""Of processor time."""
TOO_MUCH = "Reading this file takes more memory than a chronology should. Split it, or save it again as .xlsx or .csv."
STRANGE = "This file could not be read: something in it is not as it should be. Save it again and send that."
LENGTH = struct.Struct(">Q")
MOST_MEANINGS = 1 << 17
"""Texts of dates that a reader remembers from one file of very many rows to the next."""


def limit() -> None:
    """Give up what reading a file does not need. Where the platform has no such limits, the time of the one who asks remains."""
    limit_memory()
    _limit("RLIMIT_FSIZE", 0)
    _limit("RLIMIT_CORE", 0)
    _no_network()


def limit_memory() -> None:
    """Give up memory that no chronology takes."""
    _limit("RLIMIT_AS", MOST_MEMORY)


def _limit(what: str, most: int) -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(getattr(resource, what), (most, most))


def _no_network() -> None:
    """A network of its own with nothing in it, where the kernel lets an ordinary user have one."""
    if not sys.platform.startswith("linux"):
        return
    import ctypes

    new_user, new_network = 0x10000000, 0x40000000
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).unshare(new_user | new_network)


def more_time() -> None:
    """Let the next file take its seconds, counted from what is spent already."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + SECONDS_A_FILE + 1
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def take(stream: BinaryIO) -> bytes | None:
    """One frame: its length, then its bytes. None at the end."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    size = LENGTH.unpack(head)[0]
    return stream.read(size)


def give(stream: BinaryIO, data: bytes) -> None:
    """Send one frame."""
    stream.write(LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def answer(said: dict[str, Any], data: bytes | None) -> dict[str, Any]:
    """Read one file, or say why not, in the form that is sent; nothing that is in it stops this process by an error."""
    wish = wish_in(said["wish"])
    name = said["name"]
    try:
        if data is None:
            data = Path(said["path"]).read_bytes()
        if said.get("pasted"):
            return reading_out(read_pasted_text(data.decode("utf-8", "replace"), wish))
        return _read(name, data, wish)
    except MemoryError:
        why = TOO_MUCH
    except OSError as problem:
        why = f"This file could not be opened ({problem.strerror or 'unreadable'})."
    except Exception:
        # A parser met something that no rule of ours foresaw: the file is refused, with its sentence.
        why = STRANGE
    return reading_out(Reading(shown_name(name), wish.agency or "Agency", refused=why))


def _read(name: str, data: bytes, wish: Wish) -> dict[str, Any]:
    if wish.answers:
        # What a person answered is done with the row it is about: each is made.
        return reading_out(read_file(name, data, wish))
    held: list[Held] = []

    def kept(_: Reading, meanings: Meanings) -> Held:
        held.append(Held(meanings))
        return held[0]

    found = gathered_of(name, data, wish, kept)
    if isinstance(found, Reading):
        return reading_out(found)
    reading = found[0]
    reading.rows = held[0].apart
    return {**reading_out(reading), **held[0].out()}


def answer_many(said: dict[str, Any], data: bytes | None, meanings: Meanings | None = None) -> ManyRows:
    """The same for a file of very many rows, as lines of the form that was asked for.

    Args:
        meanings: what dates mean in the files read before.
    """
    # Few readers are asked this, and it loads a library.
    from casereview.evidence.chronology.reading.many import ManyRows, read_many

    wish, name = wish_in(said["wish"]), said["name"]
    try:
        data = Path(said["path"]).read_bytes() if data is None else data
        return read_many(name, data, wish, said["form"], meanings)
    except MemoryError:
        why = TOO_MUCH
    except OSError as problem:
        why = f"This file could not be opened ({problem.strerror or 'unreadable'})."
    except Exception:
        why = STRANGE
    return ManyRows(Reading(shown_name(name), wish.agency or "Agency", refused=why))


OURS = b"Date,Time,Source,What happened\n3 March 2014,09:30,Ours,It is plain.\nearly May 2014,,Ours,So is this.\n07/08/2014,2pm,Ours,And this.\n"
"""A chronology that says nothing. To read it makes everything that is made at the first row of any."""


def _warm() -> None:
    """Read a file of our own, so that what is loaded and put together at the first file is there for every reader."""
    import ctypes  # noqa: F401 - for the limits

    wish = Wish(answers={"": ""})
    for one in (Wish(), wish):
        answer({"name": "ours.csv", "path": None, "wish": wish_out(one)}, OURS)


def _warm_for_many() -> None:
    """Load what readers of very many rows need. The library of columns reserves memory by what the limit leaves it."""
    import ctypes  # noqa: F401 - for the limits

    limit_memory()
    import casereview.evidence.chronology.reading.many  # noqa: F401


def main() -> None:
    """Read until nobody asks any more; told to be the nursery, first begin readers, and read as one of them."""
    if sys.argv[1:]:
        from casereview.evidence.chronology.reading.nursery import keep

        if sys.argv[1] == "nursery of many":
            _warm_for_many()
        else:
            _warm()
        gc.freeze()
        keep()
    # Almost all that is made here is used until a file is read, and the limit of memory holds: to look for what could go would only take time.
    gc.freeze()
    gc.set_threshold(200_000, 50, 100)
    limit()
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    meanings = Meanings()
    while (frame := take(asked)) is not None:
        said = json.loads(frame)
        data = take(asked) if said["path"] is None else None
        more_time()
        if said.get("form"):
            if len(meanings.texts) > MOST_MEANINGS:
                meanings = Meanings()
            for part in many_out(answer_many(said, data, meanings)):
                give(answers, part)
            continue
        give(answers, json.dumps(answer(said, data), separators=(",", ":")).encode("ascii"))


if __name__ == "__main__":
    main()
