"""What a row speaks of, whatever words it was typed in: meanings, names, other agencies, days and times. Pure.

Two agencies rarely use one word for one thing: a palm that was scalded is a burn to the hand. The words that mean the same stand
in ``lexicon.txt``, those by which agencies speak of each other in ``agencies.txt``; both can be read and added to by anybody.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain
from pathlib import Path

from casereview.evidence.chronology.rows import Row

HERE = Path(__file__).parent
WORD = re.compile(r"[A-Za-z0-9][\w&/'’.-]*\w|\w")
_WORDS_BETWEEN = re.compile(f"({WORD.pattern})")
"""Splits a text into what stands before each word, and the word, by turns."""
CLOCK = re.compile(r"(?=\d)(?<![\d.])([01]?\d|2[0-3])[:.]([0-5]\d)(?!\d)(?:\s?hrs)?")
LONGEST_PHRASE = 4
MOST_TEXTS = 1 << 15
"""So many texts are weighed once and remembered: twelve agencies' rows, which are compared, and then asked for silences."""
SMALL = "small words"
SILENT = re.compile("[^aeiou][aeiouy][^aeiouwxy]")
"""What is left of *noted* or *moving*: a word that ends in a silent e, for *hitting* doubles its letter."""
WORKS, OWN = 3, 0.7
"""A name that stands in so many rows of an agency at least, and in the others' so seldom, is that of somebody who works there."""
TITLES = frozenset(("Miss", "Mr", "Mrs", "Ms", "Mx"))
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SAID_DAY = re.compile(
    r"\b(?=[mtwfslypdeo\d])(?:(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)|(?P<night>last night|yesterday|previous (?:day|night|evening)|"
    r"day before)|(?P<today>this (?:morning|afternoon|evening)|earlier today|today)|(?P<weekend>week-?end)|"
    r"(?:of|on|dated|from)(?: the)? (?P<ordinal>\d{1,2})(?:st|nd|rd|th)\b(?! \w*(?:birthday|centile))|"
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[ ./-](?P<month>\d{1,2}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:[ ./-](?P<year>\d{4}|\d{2}))?\b)",
)
"""A day that small letters name; by its first letter most words are passed over at once."""

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Wording:
    """What one row speaks of.

    Attributes:
        words: meanings, and other words by their stems.
        names: people of the register, or words written with a capital inside a sentence.
        speaks_of: the kinds of agency that it speaks of.
        days: days that its words name, reckoned from the row's own day.
        times: minutes of the day, its own time first.
    """

    words: frozenset[str]
    names: frozenset[str]
    speaks_of: frozenset[str]
    days: tuple[Span, ...]
    times: tuple[int, ...]


def wording(row: Row) -> Wording:
    """What a row speaks of, by its event and its source."""
    words, names, agencies = _spoken(f"{row.event}\n{row.source}")
    times = [int(h) * 60 + int(m) for h, m in CLOCK.findall(row.event)]
    if row.time:
        times.insert(0, row.time.hour * 60 + row.time.minute)
    people = frozenset(f"id:{person}" for person in row.people)
    return Wording(words, people or names, agencies, tuple(_days(row)), tuple(times))


@dataclass(frozen=True, slots=True)
class _Token:
    """A word as it was typed, and all that is known of it alone.

    Attributes:
        means: the meanings that it has alone, or the stem of a word that stands in no list.
        name: True where it is somebody's name if it stands inside a sentence.
        phrases, agency_phrases: what it means where these stems, or these words, follow.
    alone: True where nothing but its own meanings comes of it, whatever stands around it.
    """

    low: str
    stem: str
    means: tuple[str, ...]
    name: bool
    agencies: tuple[str, ...]
    phrases: tuple[tuple[list[str], tuple[str, ...]], ...]
    agency_phrases: tuple[tuple[list[str], tuple[str, ...]], ...]
    alone: bool


@lru_cache(maxsize=1 << 16)
def _token(typed: str) -> _Token:
    word = typed.replace("’", "'").rstrip(".")
    low, stemmed = word.lower(), stem(word)
    known = _lexicon().get(stemmed, ()) if word not in TITLES else ()
    exact, loose = _spoken_of()
    name = not known and word not in TITLES and word[0].isupper() and len(word) > 2 and not word.isupper()
    plain = len(word) > 3 if word.isdigit() else len(word) > 2 and not {low, stemmed} & _small_words()
    own = (stemmed,) if plain and word not in TITLES else ()
    agencies = (*exact.get(word, ()), *loose.get(low, ()))
    phrases = _phrases_by_first("lexicon").get(stemmed, ())
    agency_phrases = _phrases_by_first("agencies").get(low, ())
    means = known or own
    alone = not (name or agencies or phrases or agency_phrases)
    return _Token(low, stemmed, means, name, agencies, phrases, agency_phrases, alone)


@lru_cache(maxsize=64)
def _tokens(text: str) -> tuple[list[re.Match[str]], list[_Token]]:
    """The words of a text as they stand in it, and what is known of each."""
    typed = list(WORD.finditer(text))
    return typed, [_token(match[0]) for match in typed]


@lru_cache(maxsize=2)
def _phrases_by_first(of: str) -> dict[str, tuple[tuple[list[str], tuple[str, ...]], ...]]:
    known = _lexicon() if of == "lexicon" else _spoken_of()[1]
    found: dict[str, list[tuple[list[str], tuple[str, ...]]]] = {}
    for phrase, means in known.items():
        first, *rest = phrase.split("_")
        if rest:
            found.setdefault(first, []).append((rest, means))
    return {first: tuple(several) for first, several in found.items()}


@lru_cache(maxsize=MOST_TEXTS)
def _spoken(text: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """What a text means, whom it names, of which kinds of agency it speaks."""
    parts = _WORDS_BETWEEN.split(text)
    tokens = list(map(_token, parts[1::2]))
    words = set(chain.from_iterable([token.means for token in tokens if token.alone]))
    names: set[str] = set()
    agencies: set[str] = set()
    for number, token in enumerate(tokens):
        if token.alone:
            continue
        if token.name and _inside_a_sentence(parts[2 * number], first=not number):
            names.add(token.stem)
        elif token.means:
            words.update(token.means)
        if token.agencies:
            agencies.update(token.agencies)
        for rest, means in token.phrases:
            if [one.stem for one in tokens[number + 1 : number + 1 + len(rest)]] == rest:
                words.update(means)
        for rest, means in token.agency_phrases:
            if [one.low for one in tokens[number + 1 : number + 1 + len(rest)]] == rest:
                agencies.update(means)
    return frozenset(words), frozenset(names), frozenset(agencies)


def spoken_as(row: Row, sign: str) -> str:
    """The words of a row that gave one of its signs, as they were typed; empty where none did.

    Args:
        sign: one of ``Wording.words`` or ``Wording.names``.
    """
    return _typed_for(f"{row.event}\n{row.source}").get(sign, "")


@lru_cache(maxsize=64)
def _typed_for(text: str) -> dict[str, str]:
    """Each sign that a text gives, and the words that gave it: a phrase before a word, and of either the first."""
    typed, tokens = _tokens(text)
    found: dict[str, str] = {}
    for number, token in enumerate(tokens):
        for rest, means in token.phrases:
            last = number + len(rest)
            if [one.stem for one in tokens[number + 1 : last + 1]] == rest:
                words = " ".join(text[typed[number].start() : typed[last].end()].split())
                for sign in means:
                    found.setdefault(sign, words)
    for match, token in zip(typed, tokens, strict=True):
        for sign in token.means:
            if sign not in found:
                found[sign] = match[0].rstrip(".")
        if token.name and token.stem not in found:
            found[token.stem] = match[0].rstrip(".")
    return found


def words_for(text: str) -> Iterator[tuple[str, int]]:
    """Each word by which a text speaks of an agency: the kind of agency, and where in the text the word begins.

    >>> list(words_for("Rang the GP and social care."))
    [('gp', 9), ('social-care', 16)]
    """
    typed, tokens = _tokens(text)
    for number, token in enumerate(tokens):
        for kind in token.agencies:
            yield kind, typed[number].start()
        for rest, kinds in token.agency_phrases:
            if [one.low for one in tokens[number + 1 : number + 1 + len(rest)]] == rest:
                for kind in kinds:
                    yield kind, typed[number].start()


def _inside_a_sentence(before: str, *, first: bool) -> bool:
    """Whether a word goes on with a sentence, by what stands before it; after a gap a new one begins."""
    mark = before[-3:].rstrip()
    return mark[-1] not in ".!?:" if mark else not first and len(before) < 3


def _phrases(words: list[str]) -> Iterator[str]:
    for size in range(2, LONGEST_PHRASE + 1):
        for first in range(len(words) - size + 1):
            yield "_".join(words[first : first + size])


@lru_cache(maxsize=1 << 15)
def stem(word: str) -> str:
    """A word without its endings, so that *visited* meets *visit*. Rough, and the same for both accounts.

    >>> [stem(word) for word in ("Visited", "visits", "dressings", "bruised", "tablets", "families")]
    ['visit', 'visit', 'dress', 'bruis', 'tablet', 'family']
    >>> [stem(word) for word in ("noted", "moving", "hitting", "fixed", "cried")]
    ['note', 'move', 'hit', 'fix', 'cry']
    """
    word = word.lower().removesuffix("'s")
    if len(word) <= 3 or word.isdigit():
        return word
    if word.endswith("ies") or (word.endswith("ied") and len(word) > 4):
        word = word[:-3] + "y"
    elif word.endswith("sses"):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        base = word.removesuffix(ending)
        if base != word and len(base) >= 3 and re.search("[aeiouy]", base):
            word = base[:-1] if base[-1] == base[-2] and base[-1] not in "lsz" else base
            word = f"{word}e" if word == base and SILENT.fullmatch(base) else word
            break
    return word.removesuffix("e") if len(word) > 4 else word


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for line in _lines("lexicon.txt"):
        meaning, _, words = line.partition(":")
        if meaning == SMALL:
            continue
        for word in words.split():
            stems = "_".join(stem(part) for part in word.split("_"))
            found.setdefault(stems, []).append(f"={meaning.strip()}")
    return {word: tuple(dict.fromkeys(meanings)) for word, meanings in found.items()}


@lru_cache(maxsize=1)
def _small_words() -> frozenset[str]:
    for line in _lines("lexicon.txt"):
        if line.startswith(f"{SMALL}:"):
            return frozenset(line.partition(":")[2].split())
    return frozenset()


def _lines(name: str) -> Iterator[str]:
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


@lru_cache(maxsize=1)
def _spoken_of() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    exact: dict[str, list[str]] = {}
    loose: dict[str, list[str]] = {}
    for line in _lines("agencies.txt"):
        kind, _, rest = line.partition(":")
        for word in rest.partition("|")[2].split():
            into = exact if word.isupper() else loose
            into.setdefault(word, []).append(kind.strip())
    return {w: tuple(k) for w, k in exact.items()}, {w: tuple(k) for w, k in loose.items()}


@lru_cache(maxsize=256)
def kinds_of(agency: str) -> frozenset[str]:
    """What kind of agency this is, by its name.

    >>> sorted(kinds_of("Wexmoor Council: children's social care")), sorted(kinds_of("Larkspur Surgery"))
    (['social-care'], ['gp'])
    """
    words = [word.lower() for word in re.findall(r"[\w'-]+", agency.replace("’", "'").replace("_", " "))]
    said = {*words, *_phrases(words)}
    found = set()
    for line in _lines("agencies.txt"):
        kind, _, rest = line.partition(":")
        if said & {word.lower() for word in rest.partition("|")[0].split()}:
            found.add(kind.strip())
    return frozenset(found)


def works_for(told: Iterable[tuple[str, frozenset[str]]]) -> dict[str, str]:
    """Names of people who work for an agency: they stand in its rows, and seldom in the others'.

    Args:
        told: of each row its agency, and the names in it.

    >>> works_for([("GP", frozenset({"tolpuddl", "wilf"}))] * 3 + [("School", frozenset({"wilf"}))] * 3)
    {'tolpuddl': 'GP'}
    """
    often: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for agency, names in told:
        for name in names:
            often[name][agency] += 1
    found = {}
    for name, by_agency in often.items():
        (agency, most), *_ = by_agency.most_common(1)
        if most >= WORKS and most >= OWN * by_agency.total():
            found[name] = agency
    return found


@lru_cache(maxsize=1)
def in_any_name() -> frozenset[str]:
    """Words that stand in many agencies' names and in any record."""
    return frozenset(word for line in _lines("any_name.txt") for word in line.split())


def own_names(agencies: Sequence[str]) -> dict[str, int]:
    """The words by which one alone of these agencies is called, by their stems, and its place in the list.

    >>> own_names(["Wexmoor Police", "Wexmoor Council", "Larkspur Surgery"])
    {'larkspur': 2}
    """
    known = {*chain.from_iterable(_spoken_of())} | _lexicon().keys() | in_any_name()
    words = [
        {
            stem(word)
            for word in re.findall(r"\w{4,}", agency)
            if word[0].isupper() and not {word.lower(), stem(word)} & known
        }
        for agency in agencies
    ]
    often = Counter(chain.from_iterable(words))
    return {word: place for place, each in enumerate(words) for word in sorted(each) if often[word] == 1}


def _days(row: Row) -> Iterator[Span]:
    """The days that the row's words name, where its own day is known to the week."""
    start, end = row.earliest or row.latest, row.latest or row.earliest
    if start is None or end is None or (end - start).days > 7:
        return
    for said in SAID_DAY.finditer(row.event.lower()):
        span = _day_said(said, end)
        if span is not None:
            yield span


def _day_said(said: re.Match[str], day: date) -> Span | None:
    if name := said["weekday"]:
        back = (day.weekday() - WEEKDAYS.index(name)) % 7
        return (day - timedelta(back),) * 2
    if said["night"]:
        return (day - timedelta(1),) * 2
    if said["today"]:
        return (day, day)
    if said["weekend"]:
        sunday = day - timedelta((day.weekday() + 1) % 7 or 7)
        return (sunday - timedelta(1), sunday)
    if said["ordinal"]:
        return _numbered(int(said["ordinal"]), day)
    return _full_day(said, day)


def _numbered(number: int, day: date) -> Span | None:
    """*The 6th*: the last day of that number up to the row's own."""
    for back in range(31):
        found = day - timedelta(back)
        if found.day == number:
            return (found, found)
    return None


def _full_day(said: re.Match[str], day: date) -> Span | None:
    month = said["month"]
    number = int(month) if month.isdigit() else MONTHS.index(month[:3]) + 1
    year = int(said["year"]) if said["year"] else day.year
    try:
        found = date(year + 2000 if year < 100 else year, number, int(said["day"]))
    except ValueError:
        return None
    return (found, found)
