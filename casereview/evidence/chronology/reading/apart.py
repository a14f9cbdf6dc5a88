"""Files of strangers are read apart, in a limited process: a file that breaks its reader takes nothing else with it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

from casereview.evidence.chronology.reading.exchange import Reading, Wish, agency_in, shown_name

if TYPE_CHECKING:
    from casereview.evidence.chronology.reading.many import ManyRows
    from casereview.evidence.chronology.reading.nursery import Nursed
    from casereview.evidence.chronology.writing.room import Room

T = TypeVar("T")
SECONDS = 60.0
"""That one file may take, by the clock."""
BROKEN = (
    "This file could not be read: its reader ran out of time or memory. It may be damaged or far larger than a chronology."
    " Save it again, or split it, and send that."
)


@dataclass(frozen=True, slots=True)
class Sent:
    """A file to read: where it is, or its bytes."""

    name: str
    path: Path | None = None
    data: bytes | None = None
    wish: Wish = field(default_factory=Wish)
    pasted: bool = False


def read_apart(
    name: str, data: bytes, wish: Wish | None = None, *, pasted: bool = False, seconds: float = SECONDS
) -> Reading:
    """Read one file whose bytes are at hand. Whatever is in it, the answer is a ``Reading``, perhaps refused."""
    sent = Sent(name, None, data, wish or Wish(), pasted)
    reader = _Reader(seconds, _begin_ready)
    try:
        return reader.read(sent) or _refused(sent, BROKEN)
    finally:
        reader.close()


def read_files(
    files: Sequence[Sent], *, seconds: float = SECONDS, done: Callable[[int], None] | None = None
) -> list[Reading]:
    """Read files, each alone: one that breaks its reader is refused and the others are read.

    Args:
        seconds: that each may take.
        done: told how many are done, after each.
    """
    found = _by_readers(files, _Reader.read, seconds, done)
    return [read or _refused(sent, BROKEN) for read, sent in zip(found, files, strict=True)]


def read_files_of_many(
    files: Sequence[Sent], form: str, *, seconds: float = SECONDS, done: Callable[[int], None] | None = None
) -> list[ManyRows]:
    """The same for files of very many rows, each row as a line of a form that is ready to be written.

    Args:
        form: ``csv`` or ``json``.
    """
    from casereview.evidence.chronology.writing.room import Room

    room = Room()
    found = _by_readers(
        files, lambda reader, sent: reader.read_many(sent, form, room), seconds, done, _begin_of_many
    )
    # Loaded while the readers read.
    from casereview.evidence.chronology.reading.many import ManyRows

    return [read or ManyRows(_refused(sent, BROKEN)) for read, sent in zip(found, files, strict=True)]


def _by_readers(
    files: Sequence[Sent],
    read: Callable[[_Reader, Sent], T | None],
    seconds: float,
    done: Callable[[int], None] | None,
    begin: Callable[[], subprocess.Popen[bytes] | Nursed] | None = None,
) -> list[T | None]:
    """Each file by the next reader that is free, as many at once as there are processors."""
    found: list[T | None] = [None] * len(files)
    waiting = iter(range(len(files)))
    lock = threading.Lock()
    finished = 0

    def work() -> None:
        nonlocal finished
        reader = _Reader(seconds, begin)
        try:
            while True:
                with lock:
                    number = next(waiting, None)
                if number is None:
                    return
                found[number] = read(reader, files[number])
                with lock:
                    finished += 1
                    if done:
                        done(finished)
        finally:
            reader.close()

    workers = [threading.Thread(target=work, daemon=True) for _ in range(min(len(files), _processors()) - 1)]
    for worker in workers:
        worker.start()
    work()
    for worker in workers:
        worker.join()
    return found


def _processors() -> int:
    affinity = getattr(os, "sched_getaffinity", None)
    return max(1, min(4, len(affinity(0)) if affinity else os.cpu_count() or 1))


def _refused(sent: Sent, why: str) -> Reading:
    return Reading(shown_name(sent.name), sent.wish.agency or agency_in(sent.name), refused=why)


class _Reader:
    """One limited process; a new one when it has died."""

    def __init__(
        self, seconds: float, begin: Callable[[], subprocess.Popen[bytes] | Nursed] | None = None
    ) -> None:
        self.seconds, self.begin = seconds, begin or _begin
        self.process: subprocess.Popen[bytes] | Nursed | None = None

    def read(self, sent: Sent) -> Reading | None:
        """Have one file read; None where that broke the reader."""
        return self._had(sent, "", _reading)

    def read_many(self, sent: Sent, form: str, room: Room) -> ManyRows | None:
        """The same for a file of very many rows."""
        return self._had(sent, form, lambda parts: _many(parts, room))

    def _had(self, sent: Sent, form: str, made: Callable[[Iterator[bytes]], T]) -> T | None:
        process = self.process = self.process or self.begin()
        # While the reader makes itself ready, what packs a wish is loaded here.
        from casereview.evidence.chronology.reading.frames import wish_out

        said = {
            "name": sent.name,
            "path": str(sent.path) if sent.path else None,
            "wish": wish_out(sent.wish),
            "pasted": sent.pasted,
            "form": form,
        }
        timer = threading.Timer(self.seconds, process.kill)
        timer.daemon = True
        timer.start()
        try:
            return made(_asked(process, said, None if sent.path else sent.data or b""))
        except Exception:
            # A file may have got the better of its reader: whatever that one answers, or does not, whoever asked lives on.
            self.close()
            return None
        finally:
            timer.cancel()

    def close(self) -> None:
        """End the process."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None


def _reading(parts: Iterator[bytes]) -> Reading:
    from casereview.evidence.chronology.reading.frames import reading_in

    return reading_in(json.loads(next(parts)))


def _many(parts: Iterator[bytes], room: Room) -> ManyRows:
    from casereview.evidence.chronology.reading.frames import many_in

    return many_in(parts, room)


def _how() -> tuple[list[str], dict[str, str]]:
    """The command that is a reader, and the environment that it has: nothing of ours but where the product is."""
    root = str(Path(__file__).parents[4])
    environment = {
        name: value
        for name, value in os.environ.items()
        if name in ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TMPDIR")
    }
    environment["PYTHONPATH"] = os.pathsep.join([root, *filter(None, sys.path)])
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    # What the interpreter would look for by itself (-S) is in the path that it is given. In the folder where somebody stands (-P)
    # there may be files of strangers, whatever their names.
    return [sys.executable, "-S", "-P", "-m", "casereview.evidence.chronology.reading.child"], environment


def _begin() -> subprocess.Popen[bytes]:
    command, environment = _how()
    return subprocess.Popen(  # noqa: S603 - the product itself
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        close_fds=True,
    )


def _begin_ready(kind: str = "nursery") -> subprocess.Popen[bytes] | Nursed:
    """A reader that has everything loaded, for a process that reads a file now and then; where there are none, another.

    Args:
        kind: "nursery", or "nursery of many" for a reader of very many rows.
    """
    try:
        from casereview.evidence.chronology.reading.nursery import begin

        command, environment = _how()
        return begin([*command, kind], environment)
    except (OSError, AttributeError, ImportError):  # a system on which no process begins as a copy of another
        return _begin()


def _begin_of_many() -> subprocess.Popen[bytes] | Nursed:
    return _begin_ready("nursery of many")


def _asked(
    process: subprocess.Popen[bytes] | Nursed, said: dict[str, Any], data: bytes | None
) -> Iterator[bytes]:
    """Ask a reader, and give the parts of its answer as they are wanted."""
    from casereview.evidence.chronology.reading.child import LENGTH, give

    asked, answers = process.stdin, process.stdout
    if asked is None or answers is None:
        raise OSError
    give(_binary(asked), json.dumps(said).encode("ascii"))
    if data is not None:
        give(_binary(asked), data)
    while True:
        head = answers.read(LENGTH.size)
        if len(head) < LENGTH.size:
            raise OSError
        size = LENGTH.unpack(head)[0]
        answer = answers.read(size)
        if len(answer) < size:
            raise OSError
        yield answer


def _binary(stream: IO[bytes]) -> Any:
    return stream
