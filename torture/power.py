"""DU-1: the power is cut at random steps of a recorded run. What was said to be done is there, and the store opens whole.

A writer is recorded once with strace: each change to the store's files and each ``ACK`` it prints, in order. A cut keeps
what was flushed; of what was not, every block of 512 bytes is kept or lost by a coin.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

from torture.found import Found
from torture.served import store_in, told

ACTS = 20
CUTS = 12
BLOCK = 512
CALLS = "write,pwrite64,fsync,fdatasync,ftruncate,unlink,unlinkat"
LINE = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)")
ON_FILE = re.compile(r"^(\d+)<((?:\\x[0-9a-f]{2})*|[^>]*)>")


class Step(NamedTuple):
    """One thing that happened: what, to which file, where, with which bytes."""

    what: str
    name: str = ""
    at: int = 0
    data: bytes = b""


class File:
    """A file as the disk has it for certain, and the changes since that a power cut may lose."""

    def __init__(self, flushed: bytes) -> None:
        self.flushed = bytearray(flushed)
        self.since: list[tuple[int, bytes | None]] = []

    def flush(self) -> None:
        """All of it is on the disk now."""
        self.flushed = self.after(None)
        self.since = []

    def after(self, dice: Random | None) -> bytearray:
        """What is left; without dice all of it is."""
        left = bytearray(self.flushed)
        for at, data in self.since:
            if data is None:  # cut to a length
                if dice is None or dice.random() < 0.5:
                    del left[at:]
                continue
            for first in range(0, len(data), BLOCK):
                if dice is None or dice.random() < 0.5:
                    piece, place = data[first : first + BLOCK], at + first
                    left.extend(b"\0" * (place - len(left)))
                    left[place : place + len(piece)] = piece
        return left


def run() -> list[Found]:
    """Record once, cut many times."""
    if shutil.which("strace") is None:
        return [Found("power cuts need strace (Debian: apt install strace)", None)]
    with TemporaryDirectory() as folder:
        work = Path(folder)
        store_in(str(work / "store"))
        shutil.copytree(work / "store", work / "before")
        log = work / "log"
        command = [sys.executable, "-m", "torture.writer", str(work / "store"), str(ACTS)]
        strace = ["strace", "-f", "-y", "-xx", "-s", "200000", "-e", f"trace={CALLS}", "-o", str(log)]
        made = subprocess.run(
            [*strace, *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
        )
        if made.returncode != 0:
            return [Found("this machine does not let strace trace its own children", None)]
        steps = list(_steps(log.read_text("ascii", "replace"), work / "store"))
        return _cut(work, steps)


def _cut(work: Path, steps: list[Step]) -> list[Found]:
    acks = [step.name for step in steps if step.what == "ack"]
    flushes = sum(step.what == "flush" for step in steps)
    first = next((number for number, step in enumerate(steps) if step.what == "ack"), len(steps))
    dice = Random(11)  # noqa: S311 - the same cuts every time
    lost, broken = [], []
    for cut in sorted(dice.sample(range(first, len(steps)), min(CUTS, len(steps) - first))):
        place = work / "after"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(work / "before", place)
        said = _left_after(steps[:cut], work / "before", place, dice)
        try:
            there = set(told(str(place)))
        except Exception as why:  # whatever the store says when it does not open is the answer
            broken.append(f"after step {cut}: {why}")
            continue
        lost += [name for name in said if name not in there]
    return [
        Found(
            f"{CUTS} power cuts in {len(steps)} steps ({flushes} flushes, {len(acks)} acts said to be done): none lost"
            + (f"; lost {lost[:3]}" if lost else ""),
            len(acks) == ACTS and flushes >= ACTS and not lost,
        ),
        Found(
            f"the store opens whole after each, and its trail holds{'; ' + broken[0] if broken else ''}",
            not broken,
        ),
    ]


def _left_after(steps: list[Step], before: Path, place: Path, dice: Random) -> list[str]:
    """Write what the disk would hold; the acts that had been said to be done."""
    files: dict[str, File] = {}
    said: list[str] = []
    for step in steps:
        if step.what == "ack":
            said.append(step.name)
            continue
        old = before / step.name
        file = files.setdefault(step.name, File(old.read_bytes() if old.exists() else b""))
        if step.what == "flush":
            file.flush()
        elif step.what == "gone":
            files[step.name] = File(b"")
        elif step.what == "short":
            file.since.append((step.at, None))
        else:
            file.since.append((step.at, step.data))
    for name, file in files.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(file.after(dice))
    return said


def _steps(log: str, store: Path) -> Iterator[Step]:
    """The recorded calls as steps. Each file is written at the place that the call names."""
    inside = f"{store}/"
    for line in log.splitlines():
        found = LINE.match(line)
        if found is None or int(found[3]) < 0:
            continue
        call, rest = found[1], found[2]
        on = ON_FILE.match(rest)
        path = _text(on[2]) if on else ""
        if call == "write" and on and on[1] == "1":
            text = _bytes(rest[rest.index('"') :]).decode()
            yield from (Step("ack", one[4:]) for one in text.splitlines() if one.startswith("ACK "))
        elif call in ("unlink", "unlinkat"):
            gone = _bytes(rest[rest.index('"') :]).decode()
            if gone.startswith(inside):
                yield Step("gone", gone.removeprefix(inside))
        elif path.startswith(inside) and not path.endswith("-shm"):
            yield from _on_a_file(call, rest, path.removeprefix(inside))


def _on_a_file(call: str, rest: str, name: str) -> Iterator[Step]:
    if call in ("fsync", "fdatasync"):
        yield Step("flush", name)
    elif call == "ftruncate":
        yield Step("short", name, int(rest.rsplit(", ", 1)[1]))
    elif call == "pwrite64":
        yield Step("bytes", name, int(rest.rsplit(", ", 1)[1]), _bytes(rest[rest.index('"') :]))
    else:
        raise AssertionError(f"{call} on {name} is not understood, so nothing can be said of power cuts.")


def _bytes(quoted: str) -> bytes:
    """The first quoted text of a call; strace was asked to write all of it as hexadecimal."""
    return bytes.fromhex(quoted[1 : quoted.index('"', 1)].replace("\\x", ""))


def _text(path: str) -> str:
    return bytes.fromhex(path.replace("\\x", "")).decode() if path.startswith("\\x") else path
