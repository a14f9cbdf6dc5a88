"""Where two accounts of one event differ, as questions for the author: the day, the time, who was there, what was said. Pure.

Two accounts that fit each other differ in nothing: a row known to the month fits each day of it, and what one leaves out the other
does not contradict. Which account is right is never said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Literal

from casereview.evidence.chronology.analysis.phrases import Phrases
from casereview.evidence.chronology.analysis.voice import sighting
from casereview.evidence.chronology.rows import Row
from casereview.evidence.chronology.silences.silence import in_words
from casereview.evidence.chronology.wording import CLOCK, wording
from casereview.names.rules import fold

Aspect = Literal["date", "time", "who was there", "the child", "what was said"]
NEAR = 15
"""Minutes that two clocks may differ without a question."""
SIDE = re.compile(
    r"\b(left|right)\b(?=[- ](?:\w+ )?(?:arm|hand|palm|leg|foot|ear|eye|cheek|side|wrist|ankle|knee|shoulder|thigh|temple)\b)",
    re.IGNORECASE,
)
NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
}
WHO = r"(?P<who>mother|mum|father|dad|partner|boyfriend|stepfather|grandmother|grandfather|gran|grandad|MGM|PGM|child|baby|children|(?:Mr|Mrs|Miss|Ms|Dr) [A-Z][\w'’-]+)"
THERE = re.compile(
    rf"\b{WHO}(?: was| were)?(?: also)? (?:present|there|at home|in attendance|attended|took part|came to the)\b",
    re.IGNORECASE,
)
LISTED = re.compile(r"\b(?:(?:present|in attendance|attendees):|attended by\b)([^.;\n]+)", re.IGNORECASE)
ANY = re.compile(rf"\b{WHO}\b", re.IGNORECASE)
NOT_THERE = re.compile(
    rf"\b{WHO}(?: was| were)? (?:not (?:present|there|at home|in attendance)|absent|out\b|away\b|(?:had )?left (?:before|already|on foot)|had (?:left|gone)|did not (?:attend|come)|not in\b)"
    rf"|\b(?:no sign of|without) (?:the )?{WHO.replace('?P<who>', '?P<whom>')}\b",
    re.IGNORECASE,
)
SAME = {
    "mum": "mother",
    "dad": "father",
    "boyfriend": "partner",
    "gran": "grandmother",
    "mgm": "grandmother",
    "pgm": "grandmother",
    "grandad": "grandfather",
}
AMOUNT = re.compile(
    rf"(?<![\d.:/-])(\d+(?:\.\d+)?|\b(?:{'|'.join(NUMBERS)})\b)\s?(kg|g|grams?|mg|ml|cm|mm|tablets?|pills?|children|adults|men|officers|years?|months?|weeks?"
    r"|days?|hours?|minutes?|pounds|stitches|bruises|marks|scars)\b(?! (?:ago|later|old))",
    re.IGNORECASE,
)
EITHER_OR: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "the injury": {
        "a bruise": ("bruise", "bruising"),
        "a burn or scald": ("burn", "scald"),
        "a fracture": ("fracture", "broken arm", "broken leg", "broken wrist"),
        "a cut": ("cut", "laceration", "cut lip"),
        "a bite": ("bite mark", "bitten"),
    },
    "where on the body": {
        "the face": ("cheek", "face", "forehead", "eye", "lip", "ear", "jaw"),
        "the hand": ("hand", "palm", "finger", "wrist"),
        "the arm": ("arm", "forearm", "elbow"),
        "the leg": ("leg", "thigh", "knee", "shin", "foot", "ankle"),
        "the back": ("back", "buttock", "buttocks"),
    },
    "whether it was agreed to": {
        "that it was agreed to": ("agreed to", "consented", "gave consent", "accepted"),
        "that it was refused": ("refused", "declined", "would not agree", "did not consent"),
    },
    "whether they went to hospital": {
        "that they went to hospital": (
            "taken to hospital",
            "conveyed to",
            "conveyed",
            "taken to A&E",
            "admitted",
        ),
        "that they did not": (
            "not conveyed",
            "refused hospital",
            "declined hospital",
            "would not go to hospital",
        ),
    },
    "the enquiry": {
        "one agency alone": ("single agency", "social care alone", "police alone"),
        "a joint enquiry": ("joint", "jointly", "joint enquiry", "joint agency", "joint visit"),
    },
    "what was decided": {
        "no further action": ("no further action", "NFA", "information only", "case closed", "to close"),
        "an assessment": ("core assessment", "initial assessment", "single assessment"),
        "a strategy discussion or enquiry": ("section 47", "s47", "strategy discussion", "strategy meeting"),
        "a conference": ("initial child protection conference", "ICPC"),
    },
    "how it came about": {
        "that it was an accident": ("accident", "accidental", "accidentally", "fell", "fallen", "tripped"),
        "that it was not an accident": (
            "non-accidental",
            "NAI",
            "inflicted",
            "deliberate",
            "deliberately",
            "hit",
            "punched",
            "slapped",
        ),
    },
}
"""Matters in which accounts contradict each other where each says one thing, and how records say it."""
TOLD: Mapping[str, Phrases] = {about: Phrases(ways) for about, ways in EITHER_OR.items()}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which two accounts differ.

    Attributes:
        aspect: which sort of thing.
        question: a sentence or two for the author, with both agencies' names.
        one, other: what each account has, in the order of the rows.
        rows: the two rows.
    """

    aspect: Aspect
    question: str
    one: str
    other: str
    rows: tuple[Row, Row]


def differences(
    one: Row, other: Row, *, called: Callable[[str], str] = str, children: Sequence[str] = ()
) -> list[Difference]:
    """In what two accounts of one event differ, each as a question.

    Args:
        called: what a person of the register is called to this reader, by the id that stands in ``Row.people``. Left out,
            people are not compared, so that no question can show an id.
        children: what entries call the children of the case (see ``the_childs_voice``).
    """
    said = _Pair(one, other)
    return [
        *_of_day(said),
        *_of_people(said, called),
        *_of_presence(said),
        *_of_child(said, tuple(children)),
        *_of_words(said),
    ]


def differences_of(
    rows: Sequence[Row], *, called: Callable[[str], str] = str, children: Sequence[str] = ()
) -> list[Difference]:
    """The same for all accounts of a match, each two of them."""
    return [
        found
        for one, other in combinations(rows, 2)
        for found in differences(one, other, called=called, children=children)
    ]


@dataclass(frozen=True, slots=True)
class _Pair:
    one: Row
    other: Row

    @property
    def names(self) -> tuple[str, str]:
        """The agencies; two rows of one agency are told apart by their order."""
        if self.one.agency == self.other.agency:
            return f"{self.one.agency}, first entry", f"{self.other.agency}, second entry"
        return self.one.agency, self.other.agency

    def differ(self, aspect: Aspect, one: str, other: str, ask: str, has: str = "has") -> Difference:
        first, second = self.names
        question = f"{first} {has} {one}; {second} {has} {other}. {ask}"
        return Difference(aspect, question, one, other, (self.one, self.other))


# When


def _of_day(said: _Pair) -> Iterator[Difference]:
    one, other = said.one, said.other
    if _apart(one, other):
        if recorded := _recorded_later(said):
            yield recorded
            return
        yield said.differ("date", _when(one), _when(other), "Which is right?")
        return
    minutes = [_minute(row) for row in (one, other)]
    first, second = minutes
    if first is None or second is None or not (_one_day(one) and _one_day(other)):
        return
    if abs(first - second) > NEAR:
        yield said.differ(
            "time", _clock(first), _clock(second), "Which is right, or were there two contacts?"
        )


def _recorded_later(said: _Pair) -> Difference | None:
    """Where the words of one account name the day of the other, the two may agree, and its date be that of writing it down."""
    first, second = said.names
    for mine, theirs, agency in ((said.one, said.other, first), (said.other, said.one, second)):
        if any(
            start <= day <= end
            for day in (theirs.earliest, theirs.latest)
            if day
            for start, end in wording(mine).days
        ):
            question = (
                f"{first} has {_when(said.one)}; {second} has {_when(said.other)}, and the words of {agency} name the other's day."
                f" Is the date that {agency} gives the day on which it was written down?"
            )
            return Difference("date", question, _when(said.one), _when(said.other), (said.one, said.other))
    return None


def _apart(one: Row, other: Row) -> bool:
    """Whether no day fits both; an open end fits everything on its side."""
    if not (one.earliest or one.latest) or not (other.earliest or other.latest):
        return False
    first = max(one.earliest or date.min, other.earliest or date.min)
    last = min(one.latest or date.max, other.latest or date.max)
    return first > last


def _one_day(row: Row) -> bool:
    return row.earliest is not None and row.earliest == row.latest


def _when(row: Row) -> str:
    """A row's day and time in words.

    >>> _when(Row("A", "a", 1, earliest=date(2012, 3, 14), latest=date(2012, 3, 14)))
    '14 March 2012'
    """
    minute = _minute(row)
    if row.earliest is None or row.latest is None:
        day, word = (row.earliest, "on or after") if row.earliest else (row.latest, "on or before")
        return f"{word} {in_words(day)}" if day else "no date"
    if row.earliest != row.latest:
        return f"{in_words(row.earliest)} to {in_words(row.latest)}"
    return in_words(row.earliest) + (f" at {_clock(minute)}" if minute is not None else "")


def _minute(row: Row) -> int | None:
    """A row's time as a minute of the day: its own, or the only one that its words name."""
    if row.time is not None:
        return row.time.hour * 60 + row.time.minute
    told = {int(hour) * 60 + int(minute) for hour, minute in CLOCK.findall(row.event)}
    return told.pop() if len(told) == 1 else None


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


# Who


def _of_people(said: _Pair, called: Callable[[str], str]) -> Iterator[Difference]:
    professionals = [row.other.get("professional", "").strip() for row in (said.one, said.other)]
    if all(professionals) and fold(professionals[0]) != fold(professionals[1]):
        yield said.differ("who was there", professionals[0], professionals[1], "Were both there?", "names")
    if called is str or not (said.one.people and said.other.people):
        return
    only = [
        [called(person) for person in mine.people if person not in theirs.people]
        for mine, theirs in ((said.one, said.other), (said.other, said.one))
    ]
    if any(only):
        one, other = (_and(names) if names else "nobody besides" for names in only)
        first, second = said.names
        told = [
            f"{agency} alone names {_and(names)}"
            for agency, names in zip((first, second), only, strict=True)
            if names
        ]
        yield Difference(
            "who was there", f"{'; '.join(told)}. Who was there?", one, other, (said.one, said.other)
        )


def _of_presence(said: _Pair) -> Iterator[Difference]:
    """Somebody who by one account was there, and by the other was not."""
    there, away = ([_those(row.event, how) for row in (said.one, said.other)] for how in (THERE, NOT_THERE))
    for names, row in zip(there, (said.one, said.other), strict=True):
        for listed in LISTED.findall(row.event):
            names |= _those(listed, ANY)
    for who in sorted((there[0] - away[0]) & (away[1] - there[1])):
        yield said.differ(
            "who was there", f"that {who} was there", f"that {who} was not", "Which is right?", "says"
        )
    for who in sorted((away[0] - there[0]) & (there[1] - away[1])):
        yield said.differ(
            "who was there", f"that {who} was not there", f"that {who} was", "Which is right?", "says"
        )


def _those(text: str, how: re.Pattern[str]) -> set[str]:
    found = (match.groupdict() for match in how.finditer(text))
    said = (one["who"] or one.get("whom") or "" for one in found)
    return {f"the {SAME.get(who.lower(), who.lower())}" if " " not in who else who for who in said}


def _of_child(said: _Pair, children: tuple[str, ...]) -> Iterator[Difference]:
    seen = [sighting(row, children) for row in (said.one, said.other)]
    if seen[0] is None or seen[1] is None:
        return
    for what, words in (("seen", "seen"), ("alone", "seen alone"), ("spoken", "spoken to")):
        answers = [getattr(one, what) for one in seen]
        if sorted(answers) == ["no", "yes"]:
            told = [f"that the child was {'not ' if answer == 'no' else ''}{words}" for answer in answers]
            yield said.differ("the child", told[0], told[1], "Which is right?", "says")


# What was said


def _of_words(said: _Pair) -> Iterator[Difference]:
    for about, phrases in TOLD.items():
        one, other = (_told(row, phrases) for row in (said.one, said.other))
        if one and other and not one & other:
            yield said.differ(
                "what was said", _and(sorted(one)), _and(sorted(other)), f"Which is right of {about}?", "says"
            )
        for way in sorted(_denied(said.one, phrases) & other):
            yield said.differ("what was said", f"that there was not {way}", way, "Which is right?", "says")
        for way in sorted(_denied(said.other, phrases) & one):
            yield said.differ("what was said", way, f"that there was not {way}", "Which is right?", "says")
    yield from _of_sides(said)
    yield from _of_amounts(said)


def _told(row: Row, phrases: Phrases) -> set[str]:
    return {one.of for one in phrases.find(row.event) if not one.denied}


def _denied(row: Row, phrases: Phrases) -> set[str]:
    return {one.of for one in phrases.find(row.event) if one.denied} - _told(row, phrases)


def _of_sides(said: _Pair) -> Iterator[Difference]:
    one, other = ({match.lower() for match in SIDE.findall(row.event)} for row in (said.one, said.other))
    if one and other and not one & other:
        yield said.differ(
            "what was said",
            f"the {_and(sorted(one))}",
            f"the {_and(sorted(other))}",
            "Which side was it?",
            "says",
        )


def _of_amounts(said: _Pair) -> Iterator[Difference]:
    """Amounts of one unit that the accounts do not share, where each has one alone."""
    found = [_amounts(row) for row in (said.one, said.other)]
    for unit in found[0].keys() & found[1].keys():
        one, other = found[0][unit], found[1][unit]
        if len(one) == len(other) == 1 and one != other:
            yield said.differ(
                "what was said", f"{min(one)} {unit}", f"{min(other)} {unit}", "Which is right?", "says"
            )


def _amounts(row: Row) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for number, unit in AMOUNT.findall(row.event):
        found.setdefault(unit.lower(), set()).add(NUMBERS.get(number.lower(), number))
    return found


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
