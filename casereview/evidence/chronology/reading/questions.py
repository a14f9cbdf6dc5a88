"""Questions about dates, each asked once for all rows of its pattern. Nothing is changed until a person answers. Pure.

A weekday that disagrees, a day in the future or before birth, a year that jumps in a run of rows, day and month perhaps exchanged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any

from casereview.evidence.chronology.reading.tabling import Read
from casereview.evidence.chronology.rows import Problem

AS_TYPED = "as-typed"
NEAR = timedelta(days=92)
"""Two rows further apart than this in a run do not vouch for each other."""
FAR = timedelta(days=150)
RUN = 3
"""Rows on each side that are looked at to tell what fits."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question about a file's dates.

    Attributes:
        id: the same for the same pattern in the same agency's next file, so that an answer is remembered.
        ask: the question in a sentence.
        rows: numbers of the rows it is about.
        texts: what stands there, as typed.
        choices: each answer's id and sentence; the first changes nothing.
    """

    id: str
    ask: str
    rows: tuple[int, ...]
    texts: tuple[str, ...]
    choices: tuple[tuple[str, str], ...]

    def as_json(self) -> dict[str, Any]:
        """In the form that travels between processes."""
        return {
            "id": self.id,
            "ask": self.ask,
            "rows": list(self.rows),
            "texts": list(self.texts),
            "choices": [list(choice) for choice in self.choices],
        }


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the case that a date can be held against.

    Attributes:
        today: days after it have not come yet.
        born: the child's date of birth.
    """

    today: date
    born: date | None = None


ASK = {
    "weekday": (
        "The day of the week does not go with the date in {rows}. Which is right?",
        "right",
        "The date is right",
    ),
    "month-first": (
        "In {rows} the month can only stand before the day. Is the date what it then says?",
        "right",
        "Yes: it was typed with the month first",
    ),
    "swapped": (
        "In {rows} the date fits the rows around it if day and month change places. Were they exchanged?",
        "swap",
        "Yes: exchange day and month",
    ),
    "year": (
        "In {rows} the year jumps, while the rows before and after run on. Is the year mistyped?",
        "year-of-neighbours",
        "Yes: take the year of the rows around it",
    ),
    "future": (
        "The date in {rows} has not come yet. Is it mistyped?",
        "doubt",
        "It cannot be right: mark it uncertain",
    ),
    "before-birth": (
        "The date in {rows} is before the child was born. Is it meant?",
        "doubt",
        "It cannot be right: mark it uncertain",
    ),
    "midnight": (
        "In {rows} the time is 00:00. Is that midnight, or is the time not known?",
        "no-time",
        "The time is not known",
    ),
    "spelling": (
        "In {rows} a letter stands for a figure. Was the date read rightly?",
        "right",
        "Yes: it was read as meant",
    ),
    "reversed": (
        "In {rows} the second date is before the first. Is the span right when they are exchanged?",
        "right",
        "Yes: the two dates are right",
    ),
}
AS_IT_STANDS = {
    "weekday": "Not known: leave it uncertain",
    "month-first": "Not known: leave it uncertain",
    "spelling": "Not known: leave it uncertain",
    "reversed": "Not known: leave it uncertain",
}


def ask_about(reads: Sequence[Read], known: Known) -> list[Question]:
    """Every question that the dates of a file raise, each once for all the rows of its pattern."""
    found: dict[str, list[Read]] = defaultdict(list)
    for kind, read in _doubts(reads, known):
        found[kind].append(read)
    return [_question(kind, rows) for kind, rows in found.items()]


def _question(kind: str, reads: Sequence[Read]) -> Question:
    ask, answer, sentence = ASK[kind]
    numbers = tuple(read.row.source_row for read in reads)
    return Question(
        kind,
        ask.format(rows=said_rows(numbers)),
        numbers,
        tuple(read.row.date_text for read in reads),
        ((AS_TYPED, AS_IT_STANDS.get(kind, "No: it is right as typed")), (answer, sentence)),
    )


def said_rows(numbers: Sequence[int]) -> str:
    """Rows in words.

    >>> said_rows((4,)), said_rows((4, 7)), said_rows(tuple(range(1, 9)))
    ('row 4', 'rows 4 and 7', 'rows 1, 2, 3, 4, 5 and 3 more')
    """
    if len(numbers) == 1:
        return f"row {numbers[0]}"
    if len(numbers) > 6:
        return f"rows {', '.join(map(str, numbers[:5]))} and {len(numbers) - 5} more"
    return f"rows {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"


def _doubts(reads: Sequence[Read], known: Known) -> Iterator[tuple[str, Read]]:
    days = [read for read in reads if _one_day(read)]
    at = {id(read): index for index, read in enumerate(days)}
    midnights = sum(read.row.time == time(0) for read in reads)
    for read in reads:
        if read.date.problem in ("weekday", "month-first", "reversed") or (
            read.date.problem == "spelling" and read.row.certainty == "uncertain"
        ):
            yield read.date.problem, read
        day = read.row.earliest
        if day and day > known.today:
            yield "future", read
        elif known.born and read.row.latest and read.row.latest < known.born:
            yield "before-birth", read
        if id(read) in at and (kind := _misfit(days, at[id(read)])):
            yield kind, read
        if midnights and read.row.time == time(0):
            yield "midnight", read


def _one_day(read: Read) -> bool:
    return read.date.unit == "day" and read.row.earliest is not None and read.row.earliest == read.row.latest


def _misfit(days: Sequence[Read], index: int) -> str:
    """Whether a day does not fit the run it stands in, and what would make it fit: another year, or day and month exchanged."""
    around = [
        read.row.earliest
        for read in (*days[max(0, index - RUN) : index], *days[index + 1 : index + 1 + RUN])
        if read.row.earliest
    ]
    day = days[index].row.earliest
    if day is None or len(around) < 4:
        return ""
    middle = sorted(around)[len(around) // 2]
    near = [other for other in around if abs(other - middle) <= NEAR]
    if len(near) < len(around) - 1 or abs(day - middle) <= FAR:
        return _slightly_out(days, index, near, day) if len(near) >= len(around) - 1 else ""
    if (swapped := exchanged(day)) and abs(swapped - middle) <= NEAR and _in_figures(days[index]):
        return "swapped"
    moved = in_year_near(day, middle)
    return "year" if moved != day and abs(moved - middle) <= NEAR else ""


def _slightly_out(days: Sequence[Read], index: int, near: Sequence[date], day: date) -> str:
    """A day a month or more outside its neighbours that falls between them when day and month change places."""
    if not _in_figures(days[index]) or not 0 < index < len(days) - 1:
        return ""
    before, after = days[index - 1].row.earliest, days[index + 1].row.earliest
    swapped = exchanged(day)
    if not (before and after and swapped) or before > after or before <= day <= after:
        return ""
    away = min(abs(day - before), abs(day - after))
    return "swapped" if before <= swapped <= after and away > timedelta(days=21) else ""


def _in_figures(read: Read) -> bool:
    return not any(letter.isalpha() for letter in read.row.date_text.split("@")[0].split(" ")[0])


def exchanged(day: date) -> date | None:
    """The day with day and month in each other's place, where that is another day."""
    if day.day > 12 or day.day == day.month:
        return None
    return day.replace(month=day.day, day=day.month)


def in_year_near(day: date, middle: date) -> date:
    """The same day and month in the year that brings it nearest."""
    found = [day]
    for year in (middle.year - 1, middle.year, middle.year + 1):
        try:
            found.append(day.replace(year=year))
        except ValueError:
            continue
    return min(found, key=lambda other: abs(other - middle))


def problems_of(file: str, questions: Sequence[Question], answered: Mapping[str, str]) -> list[Problem]:
    """A problem for each row of each question that nobody has answered."""
    return [
        Problem(file, row, "date", text, question.ask)
        for question in questions
        if question.id not in answered
        for row, text in zip(question.rows, question.texts, strict=True)
    ]


def apply(reads: Sequence[Read], questions: Sequence[Question], answers: Mapping[str, str]) -> None:
    """Do with the rows of each question what a person answered; what was typed stays as it was typed."""
    by_number = {read.row.source_row: read for read in reads}
    days = [read for read in reads if _one_day(read)]
    at = {id(read): index for index, read in enumerate(days)}
    for question in questions:
        answer = answers.get(question.id)
        if answer is None or answer == AS_TYPED:
            continue
        changes = [
            (by_number[number], _changed(by_number[number], answer, days, at)) for number in question.rows
        ]
        for read, change in changes:
            change_row(read, change)


def _changed(read: Read, answer: str, days: Sequence[Read], at: Mapping[int, int]) -> Mapping[str, Any]:
    day = read.row.earliest
    if answer == "right":
        return {
            "certainty": "exact"
            if read.date.unit == "day" or read.date.problem == "reversed"
            else "approximate"
        }
    if answer == "doubt":
        return {"certainty": "uncertain"}
    if answer == "no-time":
        return {"time": None}
    if day is None:
        return {}
    if answer == "swap":
        moved = exchanged(day) or day
    else:
        index = at[id(read)]
        around = [
            other.row.earliest
            for other in (*days[max(0, index - RUN) : index], *days[index + 1 : index + 1 + RUN])
            if other.row.earliest
        ]
        moved = in_year_near(day, sorted(around)[len(around) // 2])
    return {"earliest": moved, "latest": moved}


def change_row(read: Read, change: Mapping[str, Any]) -> None:
    """Set what a person answered."""
    for name, value in change.items():
        setattr(read.row, name, value)
    if "earliest" in change:
        read.date = replace(read.date, earliest=change["earliest"], latest=change["latest"])
