"""Rules of evidence on plain values: numbered paragraphs, what is frozen, how sure a date is. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from casereview.audit.rules import canonical

FROZEN_OF_ENTRY = (
    "date_text",
    "time_text",
    "source",
    "event",
    "professional",
    "child_seen",
    "comment",
    "other",
)
"""What of each chronology entry is frozen: what the agency wrote, and nothing that the product made of it."""


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a report, in order: a finding can rest on each. Headings are not paragraphs.

    >>> paragraphs("# Contact\\n\\nThe visitor called twice.\\n\\nNobody answered.\\n")
    ['The visitor called twice.', 'Nobody answered.']
    """
    return [text for _, text in under_headings(text)]


def under_headings(text: str) -> list[tuple[str, str]]:
    """The paragraphs of a report, each with the heading that stands directly above it, if one does.

    >>> under_headings("# Contact\\n\\nThe visitor called twice.\\n\\nNobody answered.\\n")
    [('Contact', 'The visitor called twice.'), ('', 'Nobody answered.')]
    """
    found: list[tuple[str, str]] = []
    above = ""
    for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")):
        heading = re.match(r"#{1,6} +(.*)", part.strip())
        if heading:
            above = heading[1].strip()
        elif part.strip():
            found.append((above, part.strip()))
            above = ""
    return found


def frozen_text(value: Any) -> str:
    """What was submitted, spelt in the one canonical way: the same content is always the same text."""
    return canonical(value).decode("utf-8")


def digest(text: str) -> str:
    """The SHA-256 of a frozen text, in hexadecimal: anybody can count it again with a tool of their own.

    >>> digest("{}")[:16]
    '44136fa355b3678a'
    """
    return sha256(text.encode("utf-8")).hexdigest()


def report_content(text: str, file_digest: str | None, signed_by: str) -> dict[str, Any]:
    """What of an agency's report is frozen: its words, its file and who signed it off."""
    return {"text": text, "file": file_digest, "signed_by": signed_by}


def chronology_content(agency: str, entries: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What of a chronology is frozen: the agency's key, and each entry as it was written, in order."""
    return {
        "agency": agency,
        "entries": [{name: entry[name] for name in FROZEN_OF_ENTRY} for entry in entries],
    }


def sure_words(certainty: str, typed: str) -> str:
    """How sure a date is, in the words that stand under it.

    >>> sure_words("exact", "12/3/11"), sure_words("unknown", ""), sure_words("unknown", "after the row")
    ('Day known', 'No date was given', 'No day could be read')
    """
    if certainty == "unknown":
        return "No day could be read" if typed.strip() else "No date was given"
    return {"exact": "Day known", "approximate": "About", "uncertain": "In doubt"}.get(certainty, "In doubt")


def when_words(earliest: date | None, latest: date | None) -> str:
    """The day or span that was understood, as people say it.

    >>> when_words(date(2013, 6, 17), date(2013, 6, 23)), when_words(date(2013, 7, 1), date(2013, 7, 31))
    ('17 to 23 June 2013', 'July 2013')
    >>> when_words(date(2012, 1, 1), date(2012, 12, 31)), when_words(None, date(2012, 3, 4))
    ('2012', 'Before 5 March 2012')
    """
    if earliest is None or latest is None:
        if earliest is None and latest is None:
            return "No day known"
        return (
            f"From {_day(earliest)}"
            if earliest
            else f"Before {_day((latest or date.max) + timedelta(days=1))}"
        )
    if earliest == latest:
        return _day(earliest)
    ends = (latest + timedelta(days=1)).day == 1
    if earliest.day == 1 and ends and (earliest.year, earliest.month) == (latest.year, latest.month):
        return f"{earliest:%B %Y}"
    if (earliest.month, earliest.day, latest.month, latest.day) == (
        1,
        1,
        12,
        31,
    ) and earliest.year == latest.year:
        return str(earliest.year)
    if (earliest.year, earliest.month) == (latest.year, latest.month):
        return f"{earliest.day} to {_day(latest)}"
    if earliest.year == latest.year:
        return f"{earliest.day} {earliest:%B} to {_day(latest)}"
    return f"{_day(earliest)} to {_day(latest)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
