"""Questions about dates, each asked once for all rows of its pattern. Nothing is changed until a person answers. Pure.

A weekday that disagrees, a day in the future or before birth, a year that jumps in a run of rows, day and month perhaps exchanged.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from itertools import compress, islice
from operator import gt
from typing import Any

from casereview.evidence.chronology.dates import ReadDate
from casereview.evidence.chronology.reading.exchange import Question
from casereview.evidence.chronology.reading.making import Read
from casereview.evidence.chronology.rows import Problem

Doubt = tuple[str, Read]
"""A kind of question, and a row about which it is asked."""
AS_TYPED = "as-typed"
NEAR = timedelta(days=92)
"""Two rows further apart than this in a run do not vouch for each other."""
FAR = timedelta(days=150)
OUT = timedelta(days=21)
"""A day less far outside its neighbours than this is no surprise."""
MONTHS = 12
_FIGURES = re.compile(r"\d{1,2}\s?[/.\- ]\s?\d{1,2}\s?[/.\- ]\s?\d{2}")
RUN = 3
"""Rows on each side that are looked at to tell what fits."""


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
    "month-first-too": (
        "Where only one can be meant, dates of this file have the month before the day. In {rows} either can. Is it the month first there too?",
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
        "The date in {rows} is before the child was born. Is it mistyped?",
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
    "midnight": "It was midnight",
}


def ask_about(reads: Sequence[Read], known: Known) -> list[Question]:
    """Every question that the dates of a file raise, each once for all the rows of its pattern."""
    return asked(_doubts(reads, known))


def asked(doubts: Iterable[Doubt]) -> list[Question]:
    """The doubts about single rows as questions, each once for all the rows of its pattern."""
    found: dict[str, list[Read]] = defaultdict(list)
    for kind, read in doubts:
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
    out = {
        id(days[index]): kind
        for index in perhaps_out([_ordinal(read) for read in days])
        if (kind := misfit(days, index))
    }
    midnights = sum(read.row.time == time(0) for read in reads)
    american = any(read.date.problem == "month-first" for read in reads) and month_first_throughout(
        Counter((read.row.date_text, read.date) for read in reads)
    )
    for read in reads:
        for kind in doubts_of_one(read, known):
            yield kind, read
        if out and (kind := out.get(id(read), "")):
            yield kind, read
        if american and out.get(id(read)) != "swapped" and either_way(read.row.date_text, read.date):
            yield "month-first-too", read
        if midnights and read.row.time == time(0):
            yield "midnight", read


def month_first_throughout(dates: Mapping[tuple[str, ReadDate], int]) -> bool:
    """Whether dates of a file come from a program of the United States: several have the month first, and hardly one the day.

    Args:
        dates: each text with what it was read as, and how often it stands in the file.
    """
    first = sum(many for (_, read), many in dates.items() if read.problem == "month-first")
    if first < RUN:
        return False
    day_first = sum(
        many
        for (text, read), many in dates.items()
        if read.earliest and read.earliest.day > MONTHS and not read.problem and _FIGURES.match(text.strip())
    )
    return first >= 4 * day_first


def either_way(text: str, read: ReadDate) -> bool:
    """Whether a date in figures would be another day with the month first."""
    return bool(
        not read.problem
        and read.unit == "day"
        and read.earliest
        and exchanged(read.earliest)
        and _FIGURES.match(text.strip())
    )


def doubts_of_one(read: Read, known: Known) -> Iterator[str]:
    """What is doubtful of a row's date whatever stands around it."""
    if read.date.problem in ("weekday", "month-first", "reversed") or (
        read.date.problem == "spelling" and read.row.certainty == "uncertain"
    ):
        yield read.date.problem
    day = read.row.earliest
    if day and day > known.today:
        yield "future"
    elif known.born and read.row.latest and read.row.latest < known.born:
        yield "before-birth"


def _one_day(read: Read) -> bool:
    return read.date.unit == "day" and read.row.earliest is not None and read.row.earliest == read.row.latest


def _ordinal(read: Read) -> int:
    return read.row.earliest.toordinal() if read.row.earliest else 0


def perhaps_out(days: Sequence[int]) -> list[int]:
    """The places of days, as ordinals, that may not fit their run: those near which a later day comes before an earlier, and both ends.

    Where seven days in a row come one after another, the one in the middle fits: at least three on one side are as far away as it is.

    >>> perhaps_out([1, 2, 3, 4, 5, 6, 7, 8, 9]), perhaps_out([1, 2, 3, 4, 400, 6, 7, 8, 9, 10, 11, 12])
    ([], [4])
    """
    total = len(days)
    found = {*range(min(RUN, total)), *range(max(0, total - RUN), total)}
    for index in compress(range(total), map(gt, days, islice(days, 1, None))):
        around = days[max(0, index - 2 * RUN + 1) : index + 2 * RUN + 1]
        if max(around) - min(around) > OUT.days:
            found.update(range(max(0, index - RUN + 1), min(total, index + RUN + 1)))
    return sorted(place for place in found if _far_out(days, place))


def _far_out(days: Sequence[int], place: int) -> bool:
    """Whether a day is as far from those around it as ``misfit`` asks before all else."""
    near = days[max(0, place - RUN) : place + RUN + 1]
    if max(near) - min(near) <= OUT.days:
        return False
    around = sorted((*days[max(0, place - RUN) : place], *days[place + 1 : place + 1 + RUN]))
    if len(around) < 4:
        return False
    day = days[place]
    if abs(day - around[len(around) // 2]) > FAR.days:
        return True
    if not 0 < place < len(days) - 1:
        return False
    before, after = days[place - 1], days[place + 1]
    return not before <= day <= after and min(abs(day - before), abs(day - after)) > OUT.days


def misfit(days: Sequence[Read], index: int) -> str:
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
    if f"{day:%y}" not in days[index].row.date_text:
        return ""  # its year is a heading's, and nobody typed it here
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
    return "swapped" if before <= swapped <= after and away > OUT else ""


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
