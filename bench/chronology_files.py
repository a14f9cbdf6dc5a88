"""Chronology files: twelve of two thousand rows read and merged, against pandas; a million rows, against polars; matching.

Each side runs in a process of its own from its start to its end, as somebody runs it, by turns; what they answer is compared first.
Pandas reads, concatenates and sorts by the text of the date and parses none; we read every date and sort by the day. Polars is told the
forms in which the days are typed, and sorts and writes the same rows in the same order.
"""

from __future__ import annotations

import csv
import os
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bench.chronology_made import FORMS, csv_files, workbooks
from bench.measure import Line, at_most, seconds

ROOT = Path(__file__).resolve().parent.parent
FEW, MANY = 2000, 83_334
"""Rows of one file, of twelve."""
OURS = """
import sys
from pathlib import Path
from casereview.evidence.chronology.merging import in_order
from casereview.evidence.chronology.reading.apart import Sent, read_files
read = read_files([Sent(Path(p).name, Path(p)) for p in sys.argv[1:]])
rows = in_order(row for one in read for row in one.rows)
assert all(one.earliest for one in rows)
print(len(rows), sum(len(row.event) for row in rows))
"""
PANDAS = """
import sys
import pandas
read = pandas.read_csv if sys.argv[1].endswith(".csv") else pandas.read_excel
how = {} if sys.argv[1].endswith(".csv") else {"engine": "openpyxl"}
rows = pandas.concat([read(p, dtype=str, **how) for p in sys.argv[1:]]).sort_values("Date", kind="stable")
print(len(rows), int(rows["Event"].str.len().sum()))
"""
POLARS = """
import sys
import polars as pl
forms, out, *paths = sys.argv[1:]
read = [
    pl.read_csv(p, infer_schema=False).with_columns(pl.lit(n).alias("agency"), pl.int_range(pl.len()).alias("row"))
    for n, p in enumerate(paths)
]
day = pl.coalesce([pl.col("Date").str.to_date(form, strict=False) for form in forms.split("|")])
rows = pl.concat(read).with_columns(day.alias("day")).sort(["day", "Time", "agency", "row"])
rows.write_csv(out)
"""
ROUNDS = 5
MEMORY, TIME = 1.5, 2.0


def run() -> list[Line]:
    """Make the files, compare the answers, time by turns."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        return [*_against_pandas(folder), *_against_polars(folder), *_matching(folder)]


def _against_pandas(folder: Path) -> Iterator[Line]:
    for what, make in (("workbooks", workbooks), ("CSV files", csv_files)):
        inside = folder / what.split()[0]
        inside.mkdir()
        paths = [str(path) for path in make(inside, FEW)]
        ours, peer = (lambda p=paths: _python(OURS, *p)), (lambda p=paths: _python(PANDAS, *p))
        if ours() != peer():
            raise AssertionError(f"{what}: pandas has other rows.")
        found = [(seconds(ours), seconds(peer)) for _ in range(ROUNDS)]
        yield at_most(
            f"12 {what} of {FEW:,} rows read, dates parsed and merged, against pandas without dates (seconds)",
            min(one for one, _ in found),
            min(other for _, other in found),
            1,
        )


def _against_polars(folder: Path) -> Iterator[Line]:
    inside = folder / "many"
    inside.mkdir()
    paths = [str(path) for path in csv_files(inside, MANY)]
    alone = _as_it_is_installed(folder)
    ours, theirs = str(folder / "ours.csv"), str(folder / "theirs.csv")
    merge = [sys.executable, "-m", "casereview", "chronology", "merge", *paths, "--output", ours]
    peer = [sys.executable, "-c", POLARS, "|".join(FORMS), theirs, *paths]
    found = [(_weighed(merge, alone), _weighed(peer, _environment())) for _ in range(ROUNDS)]
    if _column(ours, "What happened") != _column(theirs, "Event"):
        raise AssertionError("Polars has the rows in another order.")
    yield at_most(
        f"{12 * MANY:,} CSV rows merged by command, against polars reading, sorting and writing them (seconds)",
        min(one[0] for one, _ in found),
        min(other[0] for _, other in found),
        TIME,
    )
    yield at_most(
        "the same at its largest, readers included (megabytes)",
        max(one[1] for one, _ in found),
        max(other[1] for _, other in found),
        MEMORY,
    )


def _matching(folder: Path) -> Iterator[Line]:
    """Matching, against reading the same files twice; and twice the rows against half of them."""
    from casereview.evidence.chronology.matching import pairs
    from casereview.evidence.chronology.reading.file import read_file
    from casereview.evidence.chronology.rows import Row
    from casereview.evidence.chronology.wording import _spoken as for_texts

    paths = sorted((folder / "workbooks").iterdir())

    def read() -> list[Row]:
        return [row for path in paths for row in read_file(path.name, path.read_bytes()).rows]

    def match(those: list[Row]) -> int:
        for_texts.cache_clear()  # a case is matched once, and its texts are new then
        return len(pairs(those))

    rows = read()
    half = [row for row in rows if row.source_row <= FEW // 2]
    proposed = match(rows)
    if not proposed:
        raise AssertionError("No pair is proposed.")
    found = [
        (seconds(lambda: match(rows)), seconds(lambda: match(half)), seconds(read)) for _ in range(ROUNDS)
    ]
    whole, part, once = (min(several) for several in zip(*found, strict=True))
    yield at_most(
        f"12 x {FEW:,} rows matched, {proposed:,} proposals, against reading their workbooks twice (seconds)",
        whole,
        2 * once,
        1,
    )
    yield at_most("the same, against half of the rows (seconds)", whole, part, 2.6)


def _python(code: str, *given: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, *given], check=True, capture_output=True, text=True, env=_environment()
    )
    return done.stdout


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def _as_it_is_installed(folder: Path) -> dict[str, str]:
    """The environment without numpy, which only the peers bring, and which our library of columns would load where it is."""
    numpy = folder / "without" / "numpy"
    numpy.mkdir(parents=True)
    (numpy / "__init__.py").write_text("raise ImportError\n", encoding="utf-8")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(numpy.parent), str(ROOT)])}


def _weighed(command: Sequence[str], environment: dict[str, str]) -> tuple[float, float]:
    """Seconds, and the most megabytes that a command and its readers held at once, looked at a hundred times a second."""
    began = perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment)
    most = 0.0
    while True:
        most = max(most, _held(process.pid))
        try:
            process.wait(0.01)
            break
        except subprocess.TimeoutExpired:
            continue
    if process.returncode:
        raise AssertionError(f"{command[:4]} ends with {process.returncode}.")
    return perf_counter() - began, max(most, 1.0)


def _held(pid: int) -> float:
    """Megabytes that a process and its children hold now; of pages that they share, each its part."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        held = sum(
            int(line.split()[1])
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            if line.startswith("Pss:")
        )
    except (OSError, ValueError):
        return (
            resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            if not Path("/proc").exists()
            else 0.0
        )
    return held / 1024 + sum(_held(int(child)) for child in children)


def _column(path: str, heading: str) -> list[str]:
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        return [row[heading] for row in csv.DictReader(file)]


if __name__ == "__main__":
    for line in run():
        print(line)
