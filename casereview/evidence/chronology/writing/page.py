"""A row in the nine columns of a landscape page, for DOCX and PDF, and read back from them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from casereview.evidence.chronology.rows import Guess, Row
from casereview.evidence.chronology.writing.columns import OWN, at_clock, certainty, clock

MARK = "▪ "
"""Before each further column's heading; doubled where a line of a text begins so."""
PEOPLE, SEQUENCE = "People named", "Sequence"
DAY = r"\d{1,2} [A-Z][a-z]+ \d{4}"
UNDERSTOOD = re.compile(r"(?P<days>.+?) \((?P<sure>\w+)\)(?:\nGuess, from row (?P<row>\d+): (?P<guess>.+))?")
ENDS = re.compile(
    rf"(?:(?P<day>{DAY})|(?P<first>{DAY}) to (?P<last>{DAY})|from (?P<from>{DAY})|up to (?P<to>{DAY})|No day)"
)


def page_cells(row: Row, number: int) -> list[str]:
    """One row under the headings of a text document."""
    return [
        str(number),
        row.agency,
        row.date_text,
        understood_as(row),
        clock(row.time),
        row.source,
        row.event,
        _further(row),
        f"{row.source_file}\nrow {row.source_row}",
    ]


def understood_as(row: Row) -> str:
    """What was understood of a date, how sure, and the guess beside it, in words.

    >>> understood_as(Row("School", "s.csv", 1, earliest=date(2012, 3, 12), latest=date(2012, 3, 12), certainty="exact"))
    '12 March 2012 (exact)'
    """
    said = f"{_days(row.earliest, row.latest)} ({row.certainty})"
    if row.guess:
        said += f"\nGuess, from row {row.guess.from_row}: {_days(row.guess.earliest, row.guess.latest)}"
    return said


def row_of_page(cells: Sequence[str]) -> Row:
    """The row that stands in these cells.

    Raises:
        ValueError: a cell cannot be what we wrote; somebody has changed it.
    """
    _, agency, date_text, understood, at, source, event, more, where = cells[:9]
    read = UNDERSTOOD.fullmatch(understood.strip())
    file, _, number = where.rpartition("\nrow ")
    if read is None or not number.strip().isdigit():
        raise ValueError("'Understood as' or 'File and row' is not as it was written.")
    first, last = _ends(read["days"])
    other = _read_further(more)
    people = other.pop(PEOPLE, "")
    return Row(
        agency=agency,
        source_file=file,
        source_row=int(number),
        date_text=date_text,
        earliest=first,
        latest=last,
        certainty=certainty(read["sure"]),
        guess=Guess(*_ends(read["guess"]), int(read["row"])) if read["row"] else None,
        time=at_clock(at.strip()),
        sequence=other.pop(SEQUENCE, ""),
        source=source,
        event=event,
        people=tuple(one for one in people.split(", ") if one),
        other={name.removeprefix(OWN): text for name, text in other.items()},
    )


def _days(first: date | None, last: date | None) -> str:
    if first and last:
        return _day(first) if first == last else f"{_day(first)} to {_day(last)}"
    if first:
        return f"from {_day(first)}"
    return f"up to {_day(last)}" if last else "No day"


def _day(day: date) -> str:
    return f"{day.day} {day:%B} {day.year:04d}"


def _ends(text: str) -> tuple[date | None, date | None]:
    found = ENDS.fullmatch(text)
    if found is None:
        raise ValueError("'Understood as' is not as it was written.")
    if found["day"]:
        day = _read_day(found["day"])
        return day, day
    if found["first"]:
        return _read_day(found["first"]), _read_day(found["last"])
    first, last = found["from"], found["to"]
    return _read_day(first) if first else None, _read_day(last) if last else None


def _read_day(text: str) -> date:
    return datetime.strptime(text, "%d %B %Y").date()


def _further(row: Row) -> str:
    parts: list[tuple[str, str]] = [
        *([(PEOPLE, ", ".join(row.people))] if row.people else ()),
        *([(SEQUENCE, row.sequence)] if row.sequence else ()),
        *((_outward(name), text) for name, text in row.other.items() if text),
    ]
    return "\n".join(f"{MARK}{_heading(name)}: {_doubled(text)}" for name, text in parts)


def _outward(name: str) -> str:
    return f"{OWN}{name}" if name in (PEOPLE, SEQUENCE) or name.startswith(OWN) else name


def _heading(name: str) -> str:
    return " ".join(name.replace(":", "::").split("\n"))


def _doubled(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(f"{MARK}{line}" if line.startswith(MARK) else line for line in text.split("\n"))


def _read_further(text: str) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    name = ""
    for line in _lines(text):
        if line.startswith(MARK) and not line.startswith(MARK * 2):
            head = re.match(r"((?:[^:]|::)*): ?", line[len(MARK) :])
            if head is None:
                raise ValueError("'Further columns' is not as it was written.")
            name = head[1].replace("::", ":")
            found[name] = [line[len(MARK) + head.end() :]]
        else:
            found[name].append(line.removeprefix(MARK) if line.startswith(MARK * 2) else line)
    return {heading: "\n".join(lines) for heading, lines in found.items()}


def _lines(text: str) -> Iterable[str]:
    return text.split("\n") if text.strip() else ()
