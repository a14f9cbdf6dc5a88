"""Chronologies for the benchmarks, made up by rule: days in order with a few out of it, typed in five ways, in the words of each agency."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

FORMS = ("%d/%m/%Y", "%d.%m.%y", "%d-%b-%Y", "%d %B %Y", "%a %d/%m/%Y")
"""How days are typed; each can be read in one way only, so that a peer told these forms finds the same days."""
HEADS = ("Ref", "Date", "Time", "Source", "Event", "Worker")
AGENCIES = (
    "police", "social-care", "health-visiting", "hospital", "surgery", "school", "nursery", "housing", "probation",
    "midwifery", "mental-health", "ambulance",
)  # fmt: skip
WHO = (
    "Mother",
    "Father",
    "Child M",
    "MGM",
    "Mr Pottlesby",
    "Miss Quillfeather",
    "Tansy",
    "the neighbour",
    "Aunt Merryn",
)
STAFF = (
    "Oddlington",
    "Marlowby",
    "Penhallow",
    "Harkaway",
    "Feld",
    "Hollis",
    "Winnow",
    "Dunnock",
    "Grimsdyke",
    "Tuttlewick",
)
DONE = (
    "Home visit by {staff}; {who} seen, home {state}.", "Telephone call to {who}, no answer. {staff} to try again.",
    "{who} did not attend the {place}. Letter {number} sent.", "{staff} discussed {who} with {other}.",
    "Referral {number} about {who} sent to {other} by {staff}.", "{who} said that {thing} since {day}.",
    "Seen at the {place}: {thing}. Advice given by {staff}.", "Supervision: {staff} to review in {number} weeks.",
    "{other} rang about {who}: {thing}. Logged under {number}.", "Meeting {number} at the {place}, {who} present.",
)  # fmt: skip
STATES = ("tidy", "cold", "crowded", "clean", "dark", "in disorder")
PLACES = ("clinic", "surgery", "office", "school", "ward", "family centre", "court", "station")
OTHERS = (
    "social care",
    "the police",
    "the health visitor",
    "the school",
    "the GP",
    "the hospital",
    "housing",
    "probation",
)
THINGS = (
    "cough and fever", "bruise to the arm", "weight down", "argument in the night", "new partner at home", "no food in the house",
    "late for school", "tired and hungry", "burn to the hand", "rent not paid", "sleeps badly", "fell from the stairs",
)  # fmt: skip
BEGIN, DAYS = date(2008, 1, 1), 3650
OUT_OF_ORDER = 0.01
"""So large a part of the rows was entered later than it should have been."""


def rows(number: int, many: int) -> Iterator[list[str]]:
    """The rows of one agency's chronology.

    Args:
        number: which; the same one gives the same rows.
    """
    rnd = random.Random(number)  # noqa: S311 - not for a secret
    days = sorted(rnd.randrange(DAYS) for _ in range(many))
    for row, in_order in enumerate(days, 1):
        late = rnd.randrange(30) if rnd.random() < OUT_OF_ORDER else 0
        day = BEGIN + timedelta(min(DAYS - 1, in_order + late))
        at = f"{rnd.randrange(7, 23):02}:{rnd.randrange(1, 60):02}" if rnd.random() < 0.4 else ""
        yield [
            str(row),
            day.strftime(FORMS[row // 7 % len(FORMS)]),
            at,
            f"Record {rnd.randrange(99)}",
            event(rnd, row),
            f"{rnd.choice(STAFF)}",
        ]


def event(rnd: random.Random, row: int) -> str:
    """What happened, in a sentence or two."""
    said = [
        rnd.choice(DONE).format(
            staff=rnd.choice(STAFF),
            who=rnd.choice(WHO),
            state=rnd.choice(STATES),
            place=rnd.choice(PLACES),
            other=rnd.choice(OTHERS),
            thing=rnd.choice(THINGS),
            day=rnd.choice(("Monday", "Friday", "last week", "the summer")),
            number=rnd.randrange(2, 60),
        )
        for _ in range(1 + (row % 3 == 0))
    ]
    return " ".join(said)


def csv_files(folder: Path, many: int, files: int = len(AGENCIES)) -> list[Path]:
    """So many CSV files of so many rows each."""
    made = []
    for number, agency in enumerate(AGENCIES[:files]):
        path = folder / f"{number + 1:02}-{agency}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADS)
            writer.writerows(rows(number, many))
        made.append(path)
    return made


def workbooks(folder: Path, many: int, files: int = len(AGENCIES)) -> list[Path]:
    """The same as Excel workbooks."""
    from openpyxl import Workbook

    made = []
    for number, agency in enumerate(AGENCIES[:files]):
        path = folder / f"{number + 1:02}-{agency}.xlsx"
        book = Workbook(write_only=True)
        sheet = book.create_sheet("Chronology")
        for cells in (HEADS, *rows(number, many)):
            sheet.append(list(cells))
        book.save(path)
        made.append(path)
    return made
