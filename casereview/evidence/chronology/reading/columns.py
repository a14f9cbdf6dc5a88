"""What the columns of a chronology mean, by their headings in the words of many agencies, and by what stands in them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from casereview.evidence.chronology.dates import read_date

MEANS: tuple[tuple[str, str], ...] = (
    ("date", "Date"),
    ("time", "Time"),
    ("source", "Source"),
    ("event", "What happened"),
    ("sequence", "The agency's own number"),
    ("agency", "Agency"),
    ("professional", "Professional"),
    ("child_seen", "Was the child seen"),
    ("comment", "Comment"),
    ("other", "Something else: kept under its own heading"),
)
"""What a column of a chronology can hold."""

HEADINGS: dict[str, tuple[str, ...]] = {
    "date": (
        "date of event|date of the event|event date|date of contact|contact date|date of incident|incident date|date of entry in record"
        "|date of visit|date of occurrence|date of activity|date of significant event|start date|date from|date started|from date"
        "|date occurred|date/time occurred|occurred|date/time of incident|date and time of incident|date of offence|incident date|attendance date"
        "|consultation date|appointment date|date of appointment|date of consultation|date of attendance|call date|diary date|activity date|visit date"
        "|dyddiad|dyddiad y digwyddiad",
        "date|dates|date and time|date time|date/time|date & time|date (and time)|day and date|day/date|day & date|date and day",
        "when|when did it happen|when it happened|d o e|doe|dated|period|date or period|day|date range|event start|start",
        "date recorded|date of record|date of entry|entry date|record date|date entered|recorded date",
    ),
    "time": (
        "time|time of event|event time|start time|time of contact|time from|time (24 hour)|time (24hr)|clock|hour|time of day|at"
        "|arrival time|time of arrival|time of call|call time|time occurred|amser",
    ),
    "source": (
        "source of information|source of info|information source|source of evidence|source document|source record|source",
        "who/source|source/who|agency/source|source/agency|source and author|record source|source file|evidence source|source of entry",
        "record|records|recorded in|where recorded|record type|system|file|document|evidence|reference document|recording system|case record"
        "|file ref|file reference|evidence/file ref|evidence/file reference|record ref|record no|occurrence no|incident no|crime/incident no|log no"
        "|crime no|crime ref|cad no|cad ref|ffynhonnell|ffynhonnell y wybodaeth",
        "recorded by|department|service|team|ward|unit|from|from whom|informant|clinic|register|location of record|held by",
        "clinician|author|entered by|entry by|professional|practitioner|worker|who",
    ),
    "event": (
        "significant event|significant events|event|events|what happened|event details|details of event|description of event|event description"
        "|event/contact|contact/event|record of event|details of incident|significant event/contact|details of significant event|key event",
        "details|detail|description|narrative|entry|contact|contact details|details of contact|nature of contact|incident|incident details"
        "|account|episode|event or contact|contact or event|details of entry|full details|case note|case notes",
        "summary|information|content|contents|note|notes|text|facts|activity|involvement|what was recorded|record of contact|summary of event"
        "|summary of contact|chronology|intervention|occurrence|information received|key information|detail of contact|event/detail|event/details"
        "|circumstances|synopsis|clinical notes|clinical entry|progress note|progress notes|diary entry|case diary entry|case diary|contact notes"
        "|significant information|observation|concern|concern raised|nature of concern|findings|crew notes|tenancy notes|visit notes|nursing notes"
        "|presenting complaint|history|history/examination|support provided|what was known|what|digwyddiad|manylion|manylion y digwyddiad",
    ),
    "sequence": (
        "sequence|sequence no|sequence number|seq|seq no|event ref|event reference|event no|event number|entry no|entry number|entry ref",
        "ref|ref no|reference|reference no|reference number|no|number|#|item|item no|row|row no|line|id|serial no|s/n",
    ),
    "agency": ("agency|organisation|organization|agency name|name of agency|reporting agency|asiantaeth",),
    "professional": (
        "professional|professionals|professional involved|professionals involved|professional seen|name of professional|worker|staff|staff member"
        "|practitioner|officer|seen by|by whom|lead professional|who was involved|people involved|worker involved|name and role|clinician|who"
        "|officers|who by|oic|oic/officers|professional/designation|professional/role|case manager|worker name|name of worker|staff initials|staff name"
        "|staff|entry by|gweithiwr proffesiynol",
    ),
    "child_seen": (
        "child seen|was the child seen|child seen alone|seen alone|child/adult seen|child / adult seen|child seen y/n|child seen (y/n)|seen"
        "|child seen/spoken to|was child seen|child or adult seen|child seen or spoken to|child present",
    ),
    "comment": (
        "comment|comments|analysis|comments and analysis|comment and analysis|comment/analysis|comments/analysis|comment, analysis|author's comment"
        "|author's comments|reviewer's comment|imr author comment|observations|reflection|reflections|reviewer comments|author comment|professional judgement"
        "|imr author's comment|imr author's comments|imr author's analysis|author's analysis|author analysis|reviewer's analysis|sylwadau",
    ),
}
"""For each meaning, headings in ranks: an earlier rank is believed before a later one."""

_RANKED: dict[str, list[tuple[str, int]]] = {}
for _meaning, _ranks in HEADINGS.items():
    for _rank, _names in enumerate(_ranks):
        for _name in _names.split("|"):
            _RANKED.setdefault(_name, []).append((_meaning, _rank))

_DATE_IN = re.compile(r"\bdates?\b")
_NOT_THE_DATE = re.compile(
    r"\b(?:birth|dob|end|ended|to|due|review|updated|received|completed|closed|death|printed|sent|reported)\b"
)
_EVENT_IN = re.compile(r"\b(?:events?|what happened|incident|contact|narrative|description|details)\b")
_SOURCE_IN = re.compile(r"\bsources?\b")
_TIME_IN = re.compile(r"^(?:start |event )?time\b")
_KIND_IN = re.compile(r"\b(?:type|kind|method|mode|category|code|status|location|reason|no|number|ref)\b")
"""What names a kind of event rather than the event."""
_SPACE = re.compile(r"\s+")
KEYWORDS = (("date", _DATE_IN), ("source", _SOURCE_IN), ("event", _EVENT_IN), ("time", _TIME_IN))
LATE_RANK = 8
LONG_TEXT = 25
"""Characters: an event is told in more than this; a kind of contact (*home visit*) in fewer."""


def plain_heading(text: str) -> str:
    """A heading without its dress.

    >>> plain_heading(" Who /  Source: "), plain_heading("D.O.E."), plain_heading("Author’s Comment*")
    ('who/source', 'd o e', "author's comment")
    """
    words = text.casefold().replace("’", "'").replace("&", " and ").replace(".", " ").replace("*", " ")
    words = _SPACE.sub(" ", words).strip(" :-–?!")
    return words.replace(" / ", "/").replace("/ ", "/").replace(" /", "/").replace(" and ", " and ")


def candidates(heading: str) -> list[tuple[str, int]]:
    """What a heading can mean, each with its rank: 0 is believed first."""
    words = plain_heading(heading)
    if not words or len(words) > 80:
        return []
    found = _RANKED.get(words) or _RANKED.get(re.sub(r"\s*\([^)]*\)$", "", words)) or []
    if found:
        return found
    if _NOT_THE_DATE.search(words) and _DATE_IN.search(words):
        return []
    return [(meaning, LATE_RANK) for meaning, form in KEYWORDS if form.search(words)][:1]


@dataclass(slots=True)
class Columns:
    """What was made of one row of headings.

    Attributes:
        means: column number from 0 → meaning, of those that have one.
        heads: the headings as typed, one for each column.
        by_content: the columns were found by what stands in them, not by their headings.
    """

    means: dict[int, str]
    heads: list[str]
    by_content: bool = False

    @property
    def readable(self) -> bool:
        """Whether there is a date and an event."""
        found = set(self.means.values())
        return "date" in found and "event" in found

    def column(self, meaning: str) -> int:
        """The number of the column with this meaning, or -1."""
        return next((index for index, said in self.means.items() if said == meaning), -1)


def by_headings(
    heads: Sequence[str], sample: Sequence[Sequence[str]] = (), chosen: Mapping[str, str] | None = None
) -> Columns:
    """The columns as their headings say; what a person chose for a heading goes before all else.

    Args:
        sample: some rows that follow, to choose between two headings that could both be meant.
        chosen: heading as shown → meaning; a second *Event* is shown as *Event (2)*, one without a name by its number.
    """
    chosen = chosen or {}
    means: dict[int, str] = {}
    open_to: list[tuple[int, int, str, int]] = []
    for index, (head, name) in enumerate(zip(heads, unlike([head.strip() for head in heads]), strict=True)):
        if said := chosen.get(name):
            if said != "other" and said not in means.values():
                means[index] = said
            continue
        open_to += [(rank, index, meaning, 0) for meaning, rank in candidates(head)]
    lengths = _lengths(sample, len(heads))
    for rank, index, meaning, _ in sorted(
        open_to, key=lambda one: (one[2] == "professional", one[0], one[1])
    ):
        if index in means or meaning in means.values():
            continue
        if meaning == "event":
            index = _longest(index, [other for _, other, said, _ in open_to if said == "event"], lengths)
            if rank == LATE_RANK and _KIND_IN.search(plain_heading(heads[index])):
                index = _longest(index, range(len(heads)), lengths)
            if index in means:
                continue
        if (
            meaning == "source"
            and rank >= 4
            and any(
                said == "source" and other_rank < rank and other not in means
                for other_rank, other, said, _ in open_to
            )
        ):
            continue
        means[index] = meaning
    return Columns(means, [head.strip() for head in heads])


def unlike(heads: Sequence[str]) -> list[str]:
    """Headings with a number where two are alike, and the column's number where there is none."""
    seen: dict[str, int] = {}
    names = []
    for index, head in enumerate(heads):
        name = head or f"Column {index + 1}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def _longest(index: int, others: Iterable[int], lengths: Sequence[float]) -> int:
    """Where what is called *Contact* holds two words and what is called *Details* holds the story, the story is the event."""
    if not lengths or lengths[index] >= LONG_TEXT:
        return index
    best = max(others, key=lambda other: lengths[other])
    return best if lengths[best] >= 3 * max(1.0, lengths[index]) else index


def as_chosen(found: Columns, chosen: Mapping[str, str]) -> Columns:
    """Columns that were found by what stands in them, put right by what a person chose for one by its number."""
    means = dict(found.means)
    for index, name in enumerate(unlike(found.heads)):
        if said := chosen.get(name):
            means = {other: meaning for other, meaning in means.items() if other != index and meaning != said}
            if said != "other":
                means[index] = said
    return Columns(means, found.heads, by_content=True)


def with_headings(found: Columns, heads: Sequence[str], chosen: Mapping[str, str] | None = None) -> Columns:
    """Columns that were found by what stands in them, and the others by what their headings say."""
    texts = [head.strip() for head in heads]
    said = by_headings(["" if index in found.means else head for index, head in enumerate(texts)], (), chosen)
    rest = {index: meaning for index, meaning in said.means.items() if meaning not in ("date", "event")}
    return Columns({**rest, **found.means}, texts, by_content=True)


def _lengths(sample: Sequence[Sequence[str]], width: int) -> list[float]:
    """Characters in each column's cells, on average over those that are not empty."""
    found = []
    for index in range(width):
        texts = [row[index] for row in sample if index < len(row) and row[index].strip()]
        found.append(sum(map(len, texts)) / len(texts) if texts else 0.0)
    return found


def by_content(rows: Sequence[Sequence[str]]) -> Columns | None:
    """A table whose headings say nothing: one column of dates and one of long texts; None where that is not plain."""
    width = max(map(len, rows), default=0)
    filled = [[row[i] for row in rows if i < len(row) and row[i].strip()] for i in range(width)]
    dates = [i for i in range(width) if len(filled[i]) >= 2 and _share_of_dates(filled[i]) >= 0.6]
    texts = [
        (sum(map(len, filled[i])) / len(filled[i]), i)
        for i in range(width)
        if i not in dates and len(filled[i]) >= max(2, len(rows) // 2)
    ]
    if not dates or not texts or max(texts)[0] < LONG_TEXT:
        return None
    return Columns({dates[0]: "date", max(texts)[1]: "event"}, ["" for _ in range(width)], by_content=True)


def _share_of_dates(texts: Sequence[str]) -> float:
    return sum(read_date(text).known for text in texts[:100]) / len(texts[:100])
