"""What was read of a file as plain lists, for the way between two processes. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, time
from typing import TYPE_CHECKING, Any

from casereview.evidence.chronology.collecting import uncollected
from casereview.evidence.chronology.reading.exchange import Question, Reading, Wish
from casereview.evidence.chronology.reading.held import every_row
from casereview.evidence.chronology.rows import Guess, Place, Problem, Row

if TYPE_CHECKING:
    from casereview.evidence.chronology.reading.many import ManyRows
    from casereview.evidence.chronology.writing.room import Room


def wish_out(wish: Wish) -> dict[str, Any]:
    """A wish in a form that JSON can hold."""
    return {
        **asdict(wish),
        "born": wish.born and wish.born.isoformat(),
        "today": wish.today and wish.today.isoformat(),
    }


def wish_in(said: dict[str, Any]) -> Wish:
    """The wish that was sent."""
    days = {name: date.fromisoformat(said[name]) if said[name] else None for name in ("born", "today")}
    return Wish(**{**said, **days})


def reading_out(read: Reading) -> dict[str, Any]:
    """A file as it was read; the columns of a table's rows once for all of them."""
    columns: list[dict[str, int]] = []
    known: dict[int, int] = {}
    rows = []
    for row in read.rows:
        number = known.get(id(row.place.columns))
        if number is None:
            number = known[id(row.place.columns)] = len(columns)
            columns.append(row.place.columns)
        rows.append(
            (
                row.agency,
                row.source_file,
                row.source_row,
                row.date_text,
                row.earliest and row.earliest.toordinal(),
                row.latest and row.latest.toordinal(),
                row.certainty,
                row.guess and (_ordinal(row.guess.earliest), _ordinal(row.guess.latest), row.guess.from_row),
                row.time and row.time.isoformat(),
                row.sequence,
                row.source,
                row.event,
                row.people,
                row.other,
                (row.place.part, row.place.line, number),
            )
        )
    return {
        "file": read.file,
        "agency": read.agency,
        "rows": rows,
        "placed": columns,
        "columns": read.columns,
        "problems": [(one.file, one.row, one.column, one.text, one.why) for one in read.problems],
        "refused": read.refused,
        "samples": read.samples,
        "questions": [one.as_json() for one in read.questions],
        "digest": read.digest,
        "encoding": read.encoding,
        "delimiter": read.delimiter,
        "outside": read.outside,
    }


def reading_in(said: dict[str, Any]) -> Reading:
    """The file that was read."""
    rows = _rows_in(said)
    return Reading(
        file=said["file"],
        agency=said["agency"],
        rows=every_row(said, rows) if "blocks" in said else rows,
        columns=said["columns"],
        problems=[Problem(*one) for one in said["problems"]],
        refused=said["refused"],
        samples=said["samples"],
        questions=[
            Question(
                one["id"],
                one["ask"],
                tuple(one["rows"]),
                tuple(one["texts"]),
                tuple((choice[0], choice[1]) for choice in one["choices"]),
            )
            for one in said["questions"]
        ],
        digest=said["digest"],
        encoding=said["encoding"],
        delimiter=said["delimiter"],
        outside=said["outside"],
    )


def _rows_in(said: dict[str, Any]) -> list[Row]:
    day, placed = _day, said["placed"]
    with uncollected():
        return [
            Row(
                agency,
                file,
                number,
                date_text,
                day(first),
                day(last),
                certainty,
                guess and Guess(day(guess[0]), day(guess[1]), guess[2]),
                at and time.fromisoformat(at),
                sequence,
                source,
                event,
                tuple(people),
                other,
                Place(place[0], place[1], placed[place[2]]),
            )
            for agency, file, number, date_text, first, last, certainty, guess, at, sequence, source, event, people, other, place in said[
                "rows"
            ]
        ]


ARRAYS = ("places", "numbers", "agencies")
"""What of a file of very many rows travels as bare numbers."""


def many_out(many: ManyRows) -> Iterator[bytes]:
    """A file of very many rows, part by part: what is known of it, its numbers, its lines, and an empty one at the end."""
    from casereview.evidence.chronology.writing.room import lines_of

    said = {
        "read": reading_out(many.read),
        "rows": many.rows,
        "names": many.names,
        "others": many.others,
        "ragged": many.ragged,
        "spans": many.spans,
    }
    yield json.dumps(said, separators=(",", ":")).encode("ascii")
    for name in ARRAYS:
        yield getattr(many, name).tobytes()
    for packed in many.lines:
        yield lines_of(packed)
    yield b""


def many_in(parts: Iterator[bytes], room: Room) -> ManyRows:
    """The file that was sent.

    Args:
        room: where its lines wait.
    """
    from casereview.evidence.chronology.reading.many import ManyRows

    said = json.loads(next(parts))
    many = ManyRows(
        reading_in(said["read"]),
        said["rows"],
        names=said["names"],
        others=said["others"],
        ragged=said["ragged"],
        spans=said["spans"],
    )
    for name in ARRAYS:
        getattr(many, name).frombytes(next(parts))
    if {len(many.places), len(many.numbers)} != {many.rows} or len(many.agencies) not in (0, many.rows):
        raise ValueError("Some rows were not sent.")
    many.lines = [room.lay(packed) for packed in iter(lambda: next(parts), b"")]
    return many


def _ordinal(day: date | None) -> int | None:
    return day.toordinal() if day else None


def _day(number: int | None) -> date | None:
    return date.fromordinal(number) if number else None
