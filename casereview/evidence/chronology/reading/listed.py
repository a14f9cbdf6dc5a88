"""JSON: a list of rows, as this product writes it, or a list of objects with the headings as keys."""

from __future__ import annotations

import json
from typing import Any

from casereview.evidence.chronology.reading.cells import CannotRead, Line, Original, Part
from casereview.evidence.chronology.rows import Row
from casereview.evidence.chronology.writing.opened import row_of_json

OURS = frozenset(
    {"agency", "source_file", "source_row", "date_text", "earliest", "latest", "certainty", "event"}
)
DAMAGED = "This JSON file cannot be read. Send it again, or send the chronology as .docx, .xlsx or .csv."
NO_LIST = "This JSON file is not a list of rows."


def read_json(data: bytes) -> Original | list[Row]:
    """Rows as this product wrote them, whole; or, of any other list of objects, their keys as headings.

    Raises:
        CannotRead: it is no list of objects.
    """
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise CannotRead(DAMAGED) from None
    if isinstance(found, dict):
        found = next((value for value in found.values() if isinstance(value, list)), None)
    if not isinstance(found, list) or not found or not all(isinstance(one, dict) for one in found):
        raise CannotRead(NO_LIST)
    if all(set(one) >= OURS for one in found):
        return [_ours(one) for one in found]
    heads = list(dict.fromkeys(key for one in found for key in one))
    lines = [Line(1, list(heads))]
    lines += [Line(number, [_text(one.get(head)) for head in heads]) for number, one in enumerate(found, 2)]
    return Original(parts=[Part("", lines)])


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _ours(one: dict[str, Any]) -> Row:
    try:
        return row_of_json(one)
    except (TypeError, ValueError, KeyError, AttributeError):
        raise CannotRead(DAMAGED) from None
