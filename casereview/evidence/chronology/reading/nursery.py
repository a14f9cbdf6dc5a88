"""A process that has everything loaded which a reader needs, and has read nothing: each reader begins as a copy of it.

To load a reader takes several times as long as to read a chronology with it, and whoever imports a file waits for both.
This process never sees a file. Every file still has a reader of its own, limited as before, that ends with it.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import signal
import socket
import struct
import subprocess
import sys
import threading
from contextlib import suppress
from typing import IO

IDLE = 300.0
"""Seconds without a wish after which it ends; the next wish begins another."""
ORDER = struct.Struct(">cQ")
"""What is asked: to begin (``b``) or to end (``e``) the reader with a number."""
DONE = b"."
AT_ONCE = 1 << 20
"""Bytes that may lie in the pipe from a reader: what is asked for, at the most."""


class Nursed:
    """A reader that was begun here: used as a process that was started in the usual way."""

    def __init__(self, nursery: Nursery, number: int, stdin: IO[bytes], stdout: IO[bytes]) -> None:
        self.nursery, self.number = nursery, number
        self.stdin, self.stdout = stdin, stdout

    def kill(self) -> None:
        """End it, if it has not ended. It is the nursery that does, so that no stranger with its number is met."""
        self.nursery.end(self.number)

    def communicate(self) -> None:
        """Let go of what was said to it and what it answered."""
        for stream in (self.stdin, self.stdout):
            with suppress(OSError):
                stream.close()


class Nursery:
    """The one of this process, started when it is first wanted.

    Args:
        command, environment: how a reader's process is started; it is told to be the nursery instead.
    """

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603 - the product itself
                command,
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=environment,
            )
        self.line, self.owner, self.lock, self.begun = ours, os.getpid(), threading.Lock(), 0

    def begin(self) -> Nursed:
        """A new reader.

        Raises:
            OSError: the nursery has ended.
        """
        asked, say = os.pipe()
        hear, answers = os.pipe()
        with suppress(AttributeError, OSError):  # where a pipe's size can be had
            fcntl.fcntl(hear, fcntl.F_SETPIPE_SZ, AT_ONCE)
        try:
            with self.lock:
                self.begun += 1
                number = self.begun
                socket.send_fds(self.line, [ORDER.pack(b"b", number)], [asked, answers])
                if self.line.recv(1) != DONE:
                    raise OSError
        except OSError:
            os.close(say)
            os.close(hear)
            raise
        finally:
            os.close(asked)
            os.close(answers)
        return Nursed(self, number, os.fdopen(say, "wb"), os.fdopen(hear, "rb"))

    def end(self, number: int) -> None:
        """End a reader; nothing happens if it has ended, or if the nursery has."""
        with suppress(OSError), self.lock:
            self.line.sendall(ORDER.pack(b"e", number))
            self.line.recv(1)

    def close(self) -> None:
        """End it, and every reader that it still has."""
        atexit.unregister(self.close)
        self.line.close()
        if self.owner == os.getpid():
            self.process.wait()


_ours: dict[tuple[str, ...], Nursery] = {}
_asking = threading.Lock()


def begin(command: list[str], environment: dict[str, str]) -> Nursed:
    """A reader from this process's nursery of a kind, which is begun where there is none any more.

    Args:
        command: how the nursery is started, which is its kind.

    Raises:
        OSError: there can be none.
    """
    with _asking:
        there = _ours.get(tuple(command))
        if there is not None and there.owner == os.getpid():
            with suppress(OSError):
                return there.begin()
            there.close()
        made = _ours[tuple(command)] = Nursery(command, environment)
        atexit.register(made.close)
        return made.begin()


def keep() -> None:
    """Begin and end readers until nobody asks any more. Comes back in each reader, with the streams in place."""
    line = socket.socket(fileno=os.dup(0))
    readers: dict[int, int] = {}
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal's is meant for whoever asked
    while True:
        line.settimeout(None if readers else IDLE)
        try:
            said, streams, _, _ = socket.recv_fds(line, ORDER.size, 2)
        except OSError:
            said, streams = b"", []
        if len(said) < ORDER.size:
            for pid in readers.values():
                _end(pid)
            sys.exit(0)
        what, number = ORDER.unpack(said)
        if what == b"e":
            if pid := readers.pop(number, 0):
                _end(pid)
        else:
            pid = os.fork()
            if not pid:
                _take_place(line, streams)
                return
            readers[number] = pid
            for one in streams:
                os.close(one)
        line.sendall(DONE)


def _take_place(line: socket.socket, streams: list[int]) -> None:
    """What is asked and answered becomes the reader's standard input and output; the nursery's own line is let go."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    os.close(line.detach())
    asked, answers = streams
    os.dup2(asked, 0)
    os.dup2(answers, 1)
    os.close(asked)
    os.close(answers)


def _end(pid: int) -> None:
    with suppress(OSError):
        os.kill(pid, signal.SIGKILL)
    with suppress(OSError):
        os.waitpid(pid, 0)
