"""Visits due by the agency's own stated frequency, and contacts that were to be and are not recorded. Pure.

What an agency set itself is found in its words (*weekly visits agreed*, *return in 3 weeks*). It may have been changed by somebody who
did not write it down: that is what the question is for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from casereview.evidence.chronology.analysis.contacts import MET, RECORD, contact_in
from casereview.evidence.chronology.dates import read_date
from casereview.evidence.chronology.rows import Row
from casereview.evidence.chronology.silences.silence import Silence, in_words, span_of
from casereview.evidence.chronology.wording import WEEKDAYS

NUMBERS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
}
MANY = rf"(?P<many>\d{{1,2}}|{'|'.join(NUMBERS)}|a|few)"
UNIT = r"(?P<unit>working day|day|week|fortnight|month)s?"
TIMES = r"(?:once|twice|three times|four times|two times)"
EVERY = (
    rf"(?P<word>(?:twice|thrice|bi|two|three|six|2|3|6)[- ]weekly|daily|weekly|fortnightly|monthly|quarterly|alternate days|every other (?:day|week|month)"
    rf"|{TIMES} (?:a|each|per|every) (?:day|week|fortnight|month)|(?:each|per) (?:day|week|fortnight|month))|every (?:{MANY} )?{UNIT}"
)
VISITS = (
    r"(?:visit(?:s|ed|ing)?|home visits?|(?:to|will|must|should) be (?:seen|visited|weighed)|contacts?|sessions?|weigh(?:ed|ing|s)?|dressings?|appointments?"
    r"|(?:home|care|welfare|support) (?:calls?|checks?))"
)
FREQUENCY = re.compile(
    rf"\b{VISITS}\b(?P<between>[^.;\n]{{0,40}}?)\b(?:{EVERY})\b"
    r"|\b(?P<first>(?:twice[- ])?weekly|daily|fortnightly|monthly|quarterly)(?: \w+){0,2} (?:visits?|visiting|contacts?|weighing|dressings?)\b"
    r"|\bvisit(?:s|ed)? (?P<after>daily|weekly|fortnightly|monthly)\b",
    re.IGNORECASE,
)
ENDS = re.compile(
    r"\b(?:case closed|closed to|closed the case|discharged from|no longer (?:visit|open)|visits? (?:stopped|ended|to stop|to end)|transferred out)\b",
    re.IGNORECASE,
)
PAST = re.compile(r"\b(?:had been|has been|was|were|used to|until|missed|no|not|instead of)\b", re.IGNORECASE)
EXPECTED = re.compile(
    r"\b(?P<what>return|review(?:ed)?|see again|seen again|be seen|recall(?:ed)?|follow[- ]up|revisit|visit again|visit|appointment|come back|recheck|re-check|weigh again)\b"
    rf"(?P<between>[^.;\n]{{0,40}}?)\bin {MANY} {UNIT}\b(?! ago)",
    re.IGNORECASE,
)
A_DAY = (
    r"(?:(?:for|on|by) (?:the )?)?(?P<day>(?:\w{3,9}day,? )?\d{1,2}(?:st|nd|rd|th)?[ ./-](?:\d{1,2}|[A-Za-z]{3,9})[ ./-]\d{2,4})"
    r"|(?:for|on|by|next|this|coming) (?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b(?! \d)|(?:for )?(?P<near>tomorrow|next week)\b"
)
BOOKED = r"booked|rebooked|re-booked|arranged|rearranged|scheduled|set|made|given|offered|planned|fixed|agreed|due|to be held|to take place"
ON_A_DAY = re.compile(
    r"\b(?:(?P<what>appointment|visit|review|meeting|conference|clinic|assessment|inspection|strategy discussion|core group|scan|call)\b"
    rf"(?P<between>[^.;\n\d]{{0,40}}?)(?:\b(?P<booked>{BOOKED}|date)\b(?P<more>[^.;\n\d]{{0,20}}?)(?:\d{{1,2}}(?:[.:]\d\d)? ?(?:am|pm|hrs)?\b)?)?"
    r"|(?:to|will) (?P<act>visit|inspect|attend|call|see|meet|return|come back|assess|review|be seen|be visited|be reviewed|be assessed|be weighed)\b"
    rf"(?P<whom>[^.;\n\d]{{0,40}}?))\s*\b(?:{A_DAY})",
    re.IGNORECASE,
)
NOUNS = {"return": "return", "come back": "return", "recall": "recall", "appointment": "appointment"} | {
    word: noun
    for noun, words in {
        "review": ("review", "reviewed", "be reviewed"),
        "visit": ("visit", "revisit", "visit again", "be visited"),
        "inspection": ("inspect", "inspection"),
        "assessment": ("assess", "assessment", "be assessed"),
        "meeting": ("meet", "meeting"),
    }.items()
    for word in words
}
"""What a word that a record uses for a coming contact is called in a question; others stand as they are, or as a contact."""
IF = re.compile(r"[^.;\n]{0,30}\b(?:if|unless)\b", re.IGNORECASE)
"""What is to be only if something else happens is not expected."""
THINGS = frozenset(("conference", "clinic", "strategy discussion", "core group", "scan", "call", "follow-up"))
DAYS = {"day": 1, "working day": 1.4, "week": 7, "fortnight": 14, "month": 30.5}
WORDED = {
    "day": 1,
    "daily": 1,
    "alternate days": 2,
    "week": 7,
    "weekly": 7,
    "fortnight": 14,
    "fortnightly": 14,
    "month": 31,
    "monthly": 31,
    "quarterly": 92,
}
TIMES_IN = {"once": 1, "twice": 2, "thrice": 3, "two times": 2, "three times": 3, "four times": 4}
WEEKS = {"bi": 2, "two": 2, "2": 2, "three": 3, "3": 3, "six": 6, "6": 6}
FEW = 3
LONGEST = 31
"""A row known only to a longer span than this, in days, sets no day."""


@dataclass(slots=True)
class _Own:
    """One agency's rows that have a day, in order, with what kind of contact each tells of."""

    agency: str
    rows: list[tuple[date, date, Row]]

    @property
    def last(self) -> date:
        return max(last for _, last, _ in self.rows)


def _by_agency(rows: Iterable[Row]) -> list[_Own]:
    found: dict[str, list[tuple[date, date, Row]]] = defaultdict(list)
    for row in rows:
        if row.earliest or row.latest:
            first, last = sorted(span_of(row))
            found[row.agency].append((first, last, row))
    return [
        _Own(agency, sorted(own, key=lambda one: (one[0], one[1], one[2].source_row)))
        for agency, own in found.items()
    ]


# Visits by a stated frequency


def visits_due(rows: Iterable[Row]) -> list[Silence]:
    """Each time longer than the agency's own stated frequency without a contact that came about.

    From the entry that states it until the next that states another, that ends it, or the agency's last entry. A quarter of the time,
    at least two days, is let pass before it is asked about; a visit that was tried is shown and is not one that took place.
    """
    found: list[Silence] = []
    for own in _by_agency(rows):
        stated = [
            (place, days) for place, (_, _, row) in enumerate(own.rows) if (days := frequency_in(row.event))
        ]
        for number, (place, days) in enumerate(stated):
            until = stated[number + 1][0] if number + 1 < len(stated) else len(own.rows)
            found += _overdue(own, place, until, days)
    return found


def _overdue(own: _Own, place: int, until: int, days: int) -> list[Silence]:
    first, last, setting = own.rows[place]
    if (last - first).days > LONGEST:
        return []
    grace = max(2, days // 4)
    found: list[Silence] = []
    tried: list[Row] = []
    since, end = last, own.last
    for begin, close, row in own.rows[place + 1 : until]:
        if ENDS.search(row.event):
            end = begin
            break
        kind = contact_in(row.event)
        if kind == MET:
            if (begin - since).days > days + grace:
                found.append(_visit_silence(own.agency, setting, last, days, since, begin, [*tried, row]))
            since, tried = max(since, close), []
        elif kind != RECORD:
            tried.append(row)
    else:
        if until < len(own.rows):
            end = own.rows[until][0]
    if (end - since).days > days + grace:
        found.append(_visit_silence(own.agency, setting, last, days, since, None, tried))
    return found


def _visit_silence(
    agency: str, setting: Row, said: date, days: int, since: date, until: date | None, rows: Sequence[Row]
) -> Silence:
    due = since + timedelta(days)
    came = f"the next that is recorded is of {in_words(until)}" if until else "none is recorded after it"
    question = (
        f"{agency} said on {in_words(said)} that there would be a visit or contact every {_every(days)}. One was due by"
        f" {in_words(due)}, and {came}. Did a visit take place, or was the plan changed?"
    )
    return Silence("visit-due", agency, since, until, (setting, *rows), question)


def _every(days: int) -> str:
    return {1: "day", 7: "week", 14: "two weeks", 31: "month", 42: "six weeks", 92: "three months"}.get(
        days, f"{days} days"
    )


@lru_cache(maxsize=1 << 14)
def frequency_in(text: str) -> int | None:
    """How often, in days, a text says that visits are to be; None where it does not say.

    >>> [frequency_in(t) for t in ("Weekly visits agreed.", "Visit every 10 working days.", "Had been visited weekly.")]
    [7, 14, None]
    >>> [frequency_in(t) for t in ("Dressings twice weekly.", "To be seen once a fortnight.", "Visits every other day.")]
    [4, 14, 2]
    """
    for said in FREQUENCY.finditer(text):
        before = text[max(0, said.start() - 20) : said.start()].rpartition(".")[2]
        if PAST.search(before) or PAST.search(said["between"] or ""):
            continue
        if word := (said["first"] or said["after"] or said["word"] or "").lower():
            return worded(word)
        return days_in(said["many"] or "one", said["unit"])
    return None


def worded(word: str) -> int:
    """The days from one visit to the next, of a word for how often.

    >>> [worded(word) for word in ("weekly", "twice weekly", "three times a week", "six-weekly", "every other day")]
    [7, 4, 3, 42, 2]
    """
    if word in WORDED:
        return WORDED[word]
    if word.startswith("every other "):
        return 2 * WORDED[word.rpartition(" ")[2]]
    how_often, _, period = word.replace("-", " ").rpartition(" ")
    times = how_often.removesuffix(" a").removesuffix(" each").removesuffix(" per").removesuffix(" every")
    if times in WEEKS:
        return 7 * WEEKS[times]
    return -(-WORDED[period] // TIMES_IN.get(times, 1))


def days_in(many: str, unit: str) -> int:
    """So many weeks as days.

    >>> days_in("three", "week"), days_in("10", "working day"), days_in("a", "month")
    (21, 14, 30)
    """
    low = many.lower()
    number = NUMBERS.get(low) or (1 if low == "a" else FEW if low == "few" else int(low))
    return int(number * DAYS[unit.lower()])


# Contacts that were to be


def contacts_expected(rows: Iterable[Row]) -> list[Silence]:
    """Each contact that an entry says is to be (*review in 6 weeks*, *appointment booked for 12 May 2012*), of which the same agency records nothing.

    Looked for about the day: half the time that was to pass, at least a week, on either side. That nobody came is a record, not a silence.
    """
    found = []
    for own in _by_agency(rows):
        for first, last, row in own.rows:
            if (last - first).days > LONGEST:
                continue
            for what, due, about in expected_in(row.event, last):
                until = due + timedelta(about)
                if until < own.last and not _recorded(own, row, max(last, due - timedelta(about)), until):
                    question = (
                        f"{own.agency} wrote on {in_words(last)} of {with_article(what)} about {in_words(due)}. Nothing of it is recorded by"
                        f" {in_words(until)}. Did it take place?"
                    )
                    found.append(Silence("expected", own.agency, last, until, (row,), question))
    return found


def _recorded(own: _Own, setting: Row, since: date, until: date) -> bool:
    """Whether any row about that time tells of a contact, made or tried, or of a meeting."""
    return any(
        row is not setting and begin <= until and close >= since and _of_contact(row.event)
        for begin, close, row in own.rows
    )


@lru_cache(maxsize=1 << 14)
def _of_contact(text: str) -> bool:
    return contact_in(text) != RECORD or bool(MEETING.search(text))


MEETING = re.compile(
    r"\b(?:meeting|conference|review|core group|strategy|assessment|clinic|appointment)\b", re.IGNORECASE
)


def expected_in(text: str, said: date) -> list[tuple[str, date, int]]:
    """What a text says is to be: what, about which day, and how many days either side are near enough.

    Args:
        said: the day of the entry.

    >>> expected_in("Advised to return in 3 weeks.", date(2012, 3, 1))
    [('return', datetime.date(2012, 3, 22), 10)]
    """
    found = []
    for one in EXPECTED.finditer(text):
        if not PAST.search(one["between"]) and not _denied(text, one.start()):
            days = days_in(one["many"], one["unit"])
            found.append((_noun(one["what"]), said + timedelta(days), max(7, days // 2)))
    for one in ON_A_DAY.finditer(text):
        day = _day_named(one, said)
        if day and day > said and not _denied(text, one.start()) and not IF.match(text, one.end()):
            found.append((_noun(one["what"] or one["act"]), day, 7))
    return found


def _day_named(one: re.Match[str], said: date) -> date | None:
    """The day that a booking names, reckoned from the day on which it was written where it is only *Friday* or *tomorrow*."""
    if weekday := (one["weekday"] or "").lower():
        if not (one["booked"] or one["act"] or "next" in one[0].lower()):
            return None  # a visit on Friday may be last Friday's
        return said + timedelta((WEEKDAYS.index(weekday) - said.weekday()) % 7 or 7)
    if near := (one["near"] or "").lower():
        return said + timedelta(1 if near == "tomorrow" else 7)
    day = read_date(one["day"])
    return day.earliest if day.earliest == day.latest else None


def _noun(typed: str) -> str:
    low = " ".join(typed.lower().replace("follow up", "follow-up").split())
    return NOUNS.get(low, low if low in THINGS else "contact")


def with_article(noun: str) -> str:
    """A noun with its article.

    >>> with_article("appointment"), with_article("visit")
    ('an appointment', 'a visit')
    """
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _denied(text: str, start: int) -> bool:
    before = re.split(r"[.;\n]", text[max(0, start - 15) : start])[-1]
    return bool(re.search(r"\b(?:no|not|never|without)\b", before, re.IGNORECASE))
