"""The child's voice: in which entries the child was seen, seen alone, spoken to. What a record leaves out is *not said*. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from casereview.evidence.chronology.analysis.phrases import in_days
from casereview.evidence.chronology.merging import agencies_of
from casereview.evidence.chronology.reading.columns import candidates
from casereview.evidence.chronology.rows import Row

Answer = Literal["yes", "no", "not said"]
NOT_SAID: Answer = "not said"
CHILD = r"child(?:ren)?|baby|infant|toddler|boys?|girls?|sibling \d|son|daughter|pupil|young person"
NO = re.compile(r"^(?:n|no|not seen|not|nil|none|x|0|false)\b", re.IGNORECASE)
YES = re.compile(r"^(?:y|yes|seen|alone|1|true|✓|present|observed|spoken)\b|^✓", re.IGNORECASE)
UNSEEN = re.compile(r"\bnot seen\b|\bunseen\b|\bheard,? (?:but )?not seen\b|\basleep\b", re.IGNORECASE)
NOT_ALONE = re.compile(
    r"\bnot (?:seen |spoken to )?alone\b|\bnot seen on (?:his|her|their) own\b", re.IGNORECASE
)
ALONE = re.compile(
    r"\balone\b|\bon (?:his|her|their) own\b|\b1[:-]1\b|\bone[ -]to[ -]one\b|\bwithout (?:mother|father|parents?)\b",
    re.IGNORECASE,
)
NOT_SPOKEN = re.compile(r"\bnot spoken (?:to|with)\b|\bdid not speak\b|\bwould not speak\b", re.IGNORECASE)
SPOKEN = re.compile(r"\bspoken (?:to|with)\b|\bheard\b(?! not)|\bspoke (?:to|with)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one entry says of the child.

    Attributes:
        row: the entry.
        seen, alone, spoken: *yes*, *no*, or *not said*.
        told_by: ``column`` where the agency filled in its own column, ``words`` where the event's words say it.
    """

    row: Row
    seen: Answer
    alone: Answer
    spoken: Answer
    told_by: Literal["column", "words"]


@dataclass(frozen=True, slots=True)
class VoiceOfAgency:
    """One agency's entries: every entry is in exactly one of ``seen``, ``not_seen``, ``not_said``."""

    agency: str
    seen: tuple[Row, ...]
    not_seen: tuple[Row, ...]
    not_said: tuple[Row, ...]
    alone: tuple[Row, ...]
    spoken: tuple[Row, ...]


@dataclass(slots=True)
class ChildsVoice:
    """All agencies.

    Attributes:
        sightings: the entries that say anything of the child having been seen or heard, in the order of their days.
        agencies: each agency's entries, in the order asked for.
    """

    sightings: tuple[Sighting, ...] = ()
    agencies: tuple[VoiceOfAgency, ...] = ()


def the_childs_voice(
    rows: Iterable[Row], names: Sequence[str] = (), agencies: Sequence[str] = ()
) -> ChildsVoice:
    """In which entries the child was seen, seen alone, spoken to.

    The agency's own column (*Child seen?*) is believed before the words of the event. Where it is empty, the words are read:
    *home visit; Child M seen*. To be seen is not to be heard; alone and spoken to are answered apart.

    Args:
        names: what the entries call the children of the case, besides *the child*, *baby*, *children*, *boy*, *girl*.
        agencies: the order of agencies; those it leaves out follow as they appear.
    """
    every = in_days(rows)
    names = tuple(sorted({name.strip() for name in names if name.strip()}, key=lambda n: (-len(n), n)))
    said = [(row, sighting(row, names)) for row in every]
    return ChildsVoice(
        sightings=tuple(one for _, one in said if one is not None),
        agencies=tuple(
            _of_agency(agency, [(row, one) for row, one in said if row.agency == agency])
            for agency in agencies_of(every, agencies)
        ),
    )


def _of_agency(agency: str, said: list[tuple[Row, Sighting | None]]) -> VoiceOfAgency:
    def those(what: str, answer: Answer) -> tuple[Row, ...]:
        return tuple(row for row, one in said if (getattr(one, what) if one else NOT_SAID) == answer)

    return VoiceOfAgency(
        agency=agency,
        seen=those("seen", "yes"),
        not_seen=those("seen", "no"),
        not_said=those("seen", NOT_SAID),
        alone=those("alone", "yes"),
        spoken=those("spoken", "yes"),
    )


def sighting(row: Row, names: tuple[str, ...]) -> Sighting | None:
    """What one entry says of the child; None where it says nothing of it."""
    if cell := _column(row):
        return Sighting(row, *in_column(cell), "column")
    answers = in_words(row.event, names)
    if answers == (NOT_SAID,) * 3:
        return None
    return Sighting(row, *answers, "words")


def _column(row: Row) -> str:
    """What stands in the agency's own column about it, under whatever heading."""
    for heading, text in row.other.items():
        if text.strip() and (heading == "child_seen" or _asks(heading)):
            return text.strip()
    return ""


@lru_cache(maxsize=512)
def _asks(heading: str) -> bool:
    return any(meaning == "child_seen" for meaning, _ in candidates(heading))


@lru_cache(maxsize=1 << 12)
def in_column(cell: str) -> tuple[Answer, Answer, Answer]:
    """What a cell of the agency's own column says: seen, alone, spoken to.

    >>> in_column("Y, alone"), in_column("heard, not seen"), in_column("N")
    (('yes', 'yes', 'not said'), ('no', 'not said', 'yes'), ('no', 'not said', 'not said'))
    """
    alone: Answer = "no" if NOT_ALONE.search(cell) else "yes" if ALONE.search(cell) else NOT_SAID
    spoken: Answer = "no" if NOT_SPOKEN.search(cell) else "yes" if SPOKEN.search(cell) else NOT_SAID
    seen: Answer = NOT_SAID
    if (NO.search(cell) and not NOT_ALONE.match(cell)) or UNSEEN.search(cell):
        seen = "no"
    elif YES.search(cell) or alone == "yes" or re.search(r"\bseen\b", cell, re.IGNORECASE):
        seen = "yes"
    return seen, alone if seen != "no" else NOT_SAID, spoken


@lru_cache(maxsize=1 << 15)
def in_words(text: str, names: tuple[str, ...]) -> tuple[Answer, Answer, Answer]:
    """What the words of an event say of the child: seen, alone, spoken to.

    >>> in_words("Home visit; the child was seen alone and said she was hungry.", ())
    ('yes', 'yes', 'yes')
    >>> in_words("Home visit. Child asleep upstairs, not seen.", ()), in_words("Mother seen.", ())
    (('no', 'not said', 'not said'), ('not said', 'not said', 'not said'))
    """
    seen: Answer = NOT_SAID
    alone: Answer = NOT_SAID
    spoken: Answer = NOT_SAID
    forms = _forms(names)
    for sentence in re.split(r"(?<=[.!?;])\s+|\n", text):
        if not forms.child.search(sentence):
            continue
        if forms.unseen.search(sentence):
            seen = "no" if seen == NOT_SAID else seen
        elif forms.seen.search(sentence):
            seen = "yes"
        if seen == "yes" and NOT_ALONE.search(sentence):
            alone = "no"
        elif seen == "yes" and forms.alone.search(sentence):
            alone = "yes"
        if forms.not_spoken.search(sentence):
            spoken = "no" if spoken == NOT_SAID else spoken
        elif forms.spoken.search(sentence):
            spoken = "yes"
    return seen, alone, spoken


@dataclass(frozen=True, slots=True)
class _Forms:
    """What to look for in a sentence, for the names of these children."""

    child: re.Pattern[str]
    seen: re.Pattern[str]
    unseen: re.Pattern[str]
    alone: re.Pattern[str]
    spoken: re.Pattern[str]
    not_spoken: re.Pattern[str]


@lru_cache(maxsize=32)
def _forms(names: tuple[str, ...]) -> _Forms:
    child = "|".join([*(re.escape(name) for name in names), CHILD])
    whom = rf"(?:the |both |all |each )?(?:younger |older |elder )?(?:{child})"
    near = r"(?:\W+(?!(?:mother|father|parent|mum|dad)\b)\w+){0,4}?\W+"

    def form(text: str) -> re.Pattern[str]:
        return re.compile(text, re.IGNORECASE)

    return _Forms(
        child=form(rf"\b(?:{child})\b"),
        seen=form(
            rf"\b{whom}\b{near}(?:seen|present|observed|examined|weighed|noted)\b|\b{whom}\b (?:seen|present|observed|examined|weighed)\b"
            rf"|\b(?:saw|seen|observed|examined|weighed|noted|met|found)\s+{whom}\b|\bbrought (?:the )?(?:{child})\b|\b{whom}\b (?:was )?brought\b"
        ),
        unseen=form(
            rf"\b{whom}\b{near}?(?:not|never|n't) (?:been )?(?:seen|present|observed|brought|at home)\b|\b{whom}\b[^.;]*\bnot seen\b"
            rf"|\b(?:not|n't|unable to|did not) (?:see|seen|observe)\s+{whom}\b|\b{whom}\b (?:was |were )?(?:out|unseen|not brought)\b"
        ),
        alone=form(r"\b(?:seen|spoken to|spoke|saw|interviewed|met)\b[^.;]*(?:" + ALONE.pattern + ")"),
        spoken=form(
            rf"\b{whom}\b(?: also| then)? (?:said|says|told|disclosed|disclosing|described|spoke|reported|explained|asked|talked|drew)\b"
            rf"|\b{whom}\b (?:was |were )?(?:seen (?:alone )?and )?(?:spoken (?:to|with)|heard|interviewed)\b"
            rf"|\b(?:spoke|spoken|talked|speaking) (?:to|with)\s+{whom}\b|\basked\s+{whom}\b"
            rf"|\b{whom}\b[^.;]*\band (?:said|told|spoke|described)\b"
        ),
        not_spoken=form(
            rf"\b{whom}\b[^.;]*\bnot (?:been )?(?:spoken (?:to|with)|asked|heard)\b|\bnot (?:speak|spoken) (?:to|with)\s+{whom}\b"
        ),
    )
