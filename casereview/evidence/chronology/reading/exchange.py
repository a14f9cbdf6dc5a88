"""What is asked of a reader, and what it answers. Whoever asks in another process needs no more than this. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath
from typing import Any

from casereview.evidence.chronology.rows import ReadFile


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
class Wish:
    """What the caller knows or wants of a file.

    Attributes:
        agency: whose it is; empty to take it from the file's name.
        meanings: heading as typed → what it means, where a person put it right or it was remembered.
        answers: question's id → answer's id.
        encoding, delimiter: of a CSV file, where a person set them.
        born, today: what dates are held against.
        limit: the most bytes.
    """

    agency: str = ""
    meanings: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    encoding: str = ""
    delimiter: str = ""
    born: date | None = None
    today: date | None = None
    limit: int = 50 * 1024 * 1024


@dataclass(slots=True)
class Reading(ReadFile):
    """A file as it was read, with what a page shows of it.

    Attributes:
        samples: each heading's first three texts.
        questions: about its dates, answered or not.
        digest: SHA-256 of the file, in hexadecimal.
        encoding, delimiter: how a CSV file was read.
        outside: text of a document that stands in no table.
    """

    samples: dict[str, list[str]] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    digest: str = ""
    encoding: str = ""
    delimiter: str = ""
    outside: list[str] = field(default_factory=list)


def agency_in(name: str) -> str:
    """An agency's name from that of its file.

    >>> agency_in("health-visiting_final.docx"), agency_in("../Police.CSV")
    ('health-visiting_final', 'Police')
    """
    return shown_name(PurePath(name.replace("\\", "/")).stem) or "Agency"


def shown_name(name: str) -> str:
    """A file's name as it may be shown: signs that move or hide others are spelled out."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(
        f"[U+{ord(c):04X}]" if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") else c
        for c in last
    )[:255]
