"""CSV and JSON: written a row at a time, however many there are. Pure."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from typing import IO

from casereview.evidence.chronology.rows import Row
from casereview.evidence.chronology.writing.columns import cells, guarded, headings


def write_csv(rows: Iterable[Row], stream: IO[str], others: Sequence[str]) -> None:
    """Every row, with the byte order mark that spreadsheets need to read accents; no cell can be taken for a formula.

    Args:
        stream: opened as UTF-8 with ``newline=""``.
        others: the agencies' further headings (``further``), so that rows may come one at a time.
    """
    stream.write("\ufeff")
    writer = csv.writer(stream)
    writer.writerow([guarded(heading) for heading in headings(others)])
    for number, row in enumerate(rows, 1):
        writer.writerow(
            [guarded(cell) if isinstance(cell, str) else cell for cell in cells(row, number, others)]
        )


def write_json(rows: Iterable[Row], stream: IO[str]) -> None:
    """A list of rows, one on each line, as other programs read them."""
    encode = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
    before = "[\n"
    for row in rows:
        stream.write(before)
        stream.write(encode(row.as_json()))
        before = ",\n"
    stream.write("[]\n" if before == "[\n" else "\n]\n")
