"""Chronology files with bytes changed, some thousand of every kind: each is read in whole rows or refused in a sentence."""

from __future__ import annotations

from pathlib import Path
from random import Random
from time import perf_counter

from casereview.evidence.chronology.reading.file import read_file
from torture.found import Found

FOLDER = Path(__file__).resolve().parent.parent / "casereview/evidence/chronology/tests/quillfeather"
KINDS = ("*.docx", "*.xlsx", "*.ods", "*.csv")
EACH = 250
"""Changed copies of each file."""
SLOWEST = 20.0
"""Seconds that one may take."""


def run() -> list[Found]:
    """Change each file again and again, and read what came of it."""
    return [_of(path) for kind in KINDS for path in sorted(FOLDER.glob(kind))]


def _of(path: Path) -> Found:
    rnd, whole = Random(path.name), path.read_bytes()  # noqa: S311 - not for a secret
    refused, bad, slowest = 0, "", 0.0
    for number in range(EACH):
        data = changed(whole, rnd)
        began = perf_counter()
        try:
            read = read_file(path.name, data)
        except Exception as broken:
            bad = bad or f"; copy {number} breaks its reader ({type(broken).__name__})"
            continue
        slowest = max(slowest, perf_counter() - began)
        refused += read.refused is not None
        rows = [one.source_row for one in read.rows]
        if rows != list(range(1, len(rows) + 1)) or (read.refused and not read.refused.endswith(".")):
            bad = bad or f"; copy {number} is neither whole rows nor a sentence"
    said = f"{EACH} changed copies of {path.name}: {refused} refused, the slowest {slowest:.1f} seconds{bad}"
    return Found(said, not bad and slowest < SLOWEST)


def changed(whole: bytes, rnd: Random) -> bytes:
    """A file with some bytes turned, cut out, doubled, or its end missing."""
    data = bytearray(whole)
    for _ in range(rnd.randrange(1, 6)):
        at = rnd.randrange(max(1, len(data)))
        kind = rnd.randrange(4)
        if kind == 0 and data:
            data[at % len(data)] ^= 1 << rnd.randrange(8)
        elif kind == 1:
            del data[at : at + rnd.randrange(1, 500)]
        elif kind == 2:
            data[at:at] = data[at : at + rnd.randrange(1, 500)]
        elif rnd.random() < 0.3:
            del data[at:]
    return bytes(data)
