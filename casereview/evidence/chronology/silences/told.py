"""What one agency says it told another, asked of it, or saw it at; and the other's account has nothing of it. Pure.

An account has something of it where a row about that time speaks of the first agency, or speaks of the same thing in words that it
does not use every day. That a record is silent is not that nothing was done: each is a question.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from math import log
from pathlib import Path

from rapidfuzz import fuzz

from casereview.evidence.chronology.analysis.phrases import Phrases, phrases_in, tokens_of
from casereview.evidence.chronology.rows import Row
from casereview.evidence.chronology.silences.silence import Silence, in_words, span_of
from casereview.evidence.chronology.wording import (
    Wording,
    in_any_name,
    kinds_of,
    wording,
    words_for,
    works_for,
)

HERE = Path(__file__).parent
TOLD, ASKED = "told", "asked"
ARRIVES_IN = 14
"""Days in which news is in the other's record: a letter takes a week to be read and filed."""
REPLY_IN = 28
"""Days in which a referral or request is answered, before it is asked about."""
CALLED = "called:"
"""Before a word of an agency's own name, where the name does not say what kind of agency it is."""
BEFORE = 2
"""Days by which the other's record may be earlier: a call noted the day after it was made."""
OFTEN, ALWAYS = 3, 80
"""So often something is said in words so much alike (of a hundred) before it is asked about once for all."""
LONGEST = 31
"""A row known only to a longer span than this, in days, tells nothing of what came after."""
LINKS = {"request": "to", "sent": "to", "with": "with"}
"""What must stand between news that is sent, or a thing that is discussed, and the agency."""
AFTER_VERB = 6
"""Words between the telling and whom was told (*faxed a referral with photographs to social care*)."""
ONE_ASKS, AFTER_ASKING = frozenset(("asked", "asks", "ask", "requested", "requests")), 2
"""Words after which the agency must follow at once: anybody may ask for anything."""
ASKING = re.compile(
    r"\b(?:and (?:asked|requested)|asking (?:for|whether|if|them|that|when|about)|requesting)\b",
    re.IGNORECASE,
)
TOLD_US = re.compile(
    r"\s+(?:us|me|him|her|them|mother|mum|father|dad|parents|staff|the (?:nurse|worker|teacher|officer|family)|[A-Z][A-Za-z'’-]+)\b"
)
"""After *told*: whom the agency told, so that it was not told itself."""
WAITS = re.compile(
    r"\b(?:passed (?:on )?to|forwarded to|to go to|put before|will go to|to be (?:considered|discussed|screened|allocated|read|decided|looked at)"
    r"|awaiting|awaits|pending|no (?:reply|answer|response)|still waiting|chased|in the in-?tray|for the next (?:panel|meeting))\b",
    re.IGNORECASE,
)
"""A row that says that a request came and waits, or that it is still waited for, answers nothing."""
THERE_AFTER = re.compile(
    r"^\S+(?: \S+){0,2}? (?:also |was |were )?(?:present|attended|in attendance|came too|was there|was at the|visiting|called while)\b",
    re.IGNORECASE,
)
THERE_BEFORE = re.compile(
    r"\b(?:joint \w+(?: \w+)? with|seen with|met with|together with|attended by|present:)[^:]*$",
    re.IGNORECASE,
)
"""How a record says that another agency was at what happened: it should then have an entry of that day, not of that fortnight."""
ALIKE = log(100)
"""Two signs that each stand in one of ten of an account's rows show that it speaks of the same thing; so does one in a hundred."""


@dataclass(slots=True)
class _Account:
    """One agency's rows that have a day, in the order of their first days."""

    agency: str
    kinds: frozenset[str]
    rows: list[tuple[date, date, Row, Wording]] = field(default_factory=list)
    often: Counter[str] = field(default_factory=Counter)
    firsts: list[date] = field(default_factory=list)
    longest: int = 0

    def near(self, since: date, until: date) -> Iterator[tuple[date, date, Row, Wording]]:
        """The rows of which some day lies in a time."""
        begin = bisect_left(self.firsts, since - timedelta(self.longest))
        for one in self.rows[begin:]:
            if one[0] > until:
                return
            if one[1] >= since:
                yield one

    def covers(self, since: date, until: date) -> bool:
        """Whether the account goes on before and after: before its first entry and after its last, silence says nothing."""
        return bool(self.rows) and self.firsts[0] <= since and self.firsts[-1] > until

    def alike(self, own: Wording, theirs: Wording) -> bool:
        """Whether a row of this account and one of another's share so much that few of its rows hold that they speak of one thing."""
        shared = (own.words & theirs.words) | (own.names & theirs.names)
        return sum(log(len(self.rows) / self.often[sign]) for sign in shared if self.often[sign]) >= ALIKE


@dataclass(frozen=True, slots=True)
class _Said:
    """That one agency told or asked another, or names it.

    Attributes:
        how: ``told``, ``asked`` or ``named``.
    """

    how: str
    row: Row
    words: Wording
    first: date
    last: date


def nothing_after_told(rows: Iterable[Row]) -> list[Silence]:
    """Referrals without a reply, news that does not arrive, events that name an agency which has nothing about that time."""
    accounts = _accounts(rows)
    found: list[Silence] = []
    for account in accounts:
        for other in accounts:
            if other is not account and other.kinds and not other.kinds & account.kinds:
                found += _routine(_between(account, other))
    return found


def _routine(found: list[Silence]) -> list[Silence]:
    """What an agency says in the same words again and again that it told another is asked about once, with all its rows."""
    groups: list[list[Silence]] = []
    alone = []
    for one in found:
        if one.kind != "not-received":
            alone.append(one)
            continue
        words = _bare(one.rows[0].event)
        like = next(
            (g for g in groups if fuzz.token_set_ratio(_bare(g[0].rows[0].event), words) >= ALWAYS), None
        )
        if like is None:
            groups.append([one])
        else:
            like.append(one)
    for group in groups:
        alone += [_together(group)] if len(group) >= OFTEN else group
    return alone


def _bare(text: str) -> str:
    """A text without its figures and names."""
    return " ".join(re.findall(r"(?<!\w)[a-z][a-z'’-]+", text))


def _together(group: Sequence[Silence]) -> Silence:
    rows = tuple(row for one in group for row in one.rows)
    first, last = min(one.first for one in group), max(one.first for one in group)
    teller, other = rows[0].agency, group[0].agency
    question = (
        f"{teller} says in {len(rows)} entries, from {in_words(first)} to {in_words(last)}, that it told {other}. {other} has nothing of"
        f" any of them in the {ARRIVES_IN} days after. Did they arrive, and what became of them?"
    )
    return Silence("not-received", other, first, max(one.last or one.first for one in group), rows, question)


def _accounts(rows: Iterable[Row]) -> list[_Account]:
    accounts: dict[str, _Account] = {}
    dated = [row for row in rows if row.earliest or row.latest]
    called = _called({row.agency for row in dated})
    for row in dated:
        account = accounts.setdefault(
            row.agency, _Account(row.agency, kinds_of(row.agency) or called.get(row.agency, frozenset()))
        )
        first, last = sorted(span_of(row))
        said = wording(row)
        if named := _named_in(row.event, called):
            said = replace(said, speaks_of=said.speaks_of | named)
        account.rows.append((first, last, row, said))
        account.often.update((*said.words, *said.names))
        if (last - first).days <= LONGEST:
            account.longest = max(account.longest, (last - first).days)
    _workers_speak(accounts)
    for account in accounts.values():
        account.rows.sort(key=lambda one: (one[0], one[1]))
        account.firsts = [one[0] for one in account.rows]
    return list(accounts.values())


def _workers_speak(accounts: dict[str, _Account]) -> None:
    """A row that names somebody who works for another agency speaks of that agency: *Dr Tolpuddle rang*."""
    workers = works_for(
        (account.agency, one[3].names) for account in accounts.values() for one in account.rows
    )
    for account in accounts.values():
        for place, (first, last, row, said) in enumerate(account.rows):
            theirs = {workers[name] for name in said.names & workers.keys()} - {account.agency}
            if theirs:
                kinds = said.speaks_of.union(*(accounts[agency].kinds for agency in theirs))
                account.rows[place] = (first, last, row, replace(said, speaks_of=kinds))


def _called(agencies: set[str]) -> dict[str, frozenset[str]]:
    """Of agencies of no known kind, the words that are in no other agency's name: by these the others speak of it."""
    words = {
        agency: {
            word
            for word in re.findall(r"\w{4,}", agency)
            if word[0].isupper() and word.lower() not in in_any_name()
        }
        for agency in agencies
    }
    often = Counter(word for each in words.values() for word in each)
    return {
        agency: frozenset(f"{CALLED}{word}" for word in each if often[word] == 1)
        for agency, each in words.items()
        if not kinds_of(agency)
    }


def _named_in(text: str, called: dict[str, frozenset[str]]) -> frozenset[str]:
    return frozenset(word for each in called.values() for word in each if word.removeprefix(CALLED) in text)


def _between(account: _Account, other: _Account) -> list[Silence]:
    """What one account says of its dealings with another agency, and that agency's account has nothing of."""
    found = []
    kinds = tuple(sorted(other.kinds))
    for first, last, row, words in account.rows:
        if not words.speaks_of & other.kinds or (last - first).days > LONGEST:
            continue
        said = _Said(how_said(row.event, kinds), row, words, first, last)
        if (
            (said.how == ASKED and (silence := _no_reply(said, account, other)))
            or (said.how in (TOLD, ASKED) and (silence := _not_received(said, account, other)))
            or (said.how == "named" and (silence := _silent_when_named(said, account, other)))
        ):
            found.append(silence)
    return found


def _no_reply(said: _Said, account: _Account, other: _Account) -> Silence | None:
    """From the referral to the first row of either account that speaks of the other after it; None where it came in time."""
    until = said.last + timedelta(REPLY_IN)
    if not other.covers(said.first, until) or not account.firsts or account.firsts[-1] <= until:
        return None
    replies = [
        reply
        for own, kinds in ((account, other.kinds), (other, account.kinds))
        if (reply := _first_reply(said, own, kinds))
    ]
    replies.sort(key=lambda one: one[0])
    first = replies[0][0] if replies else None
    if first is not None and first <= until:
        return None
    came = (
        f"The first that either account has is of {in_words(first)}" if first else "Neither account has one"
    )
    question = (
        f"{account.agency} turned to {other.agency} on {in_words(said.first)}. {came}."
        " Was there a reply, and where is it recorded?"
    )
    rows = (said.row, replies[0][1]) if replies else (said.row,)
    return Silence("no-reply", other.agency, said.first, first, rows, question)


def _first_reply(said: _Said, own: _Account, kinds: frozenset[str]) -> tuple[date, Row] | None:
    """The first row of an account, from the day on, that speaks of an agency of these kinds."""
    return next(
        (
            (max(first, said.first), row)
            for first, last, row, words in own.near(said.first, own.firsts[-1])
            if row is not said.row and words.speaks_of & kinds and not WAITS.search(row.event)
        ),
        None,
    )


def _not_received(said: _Said, account: _Account, other: _Account) -> Silence | None:
    since, until = said.first - timedelta(BEFORE), said.last + timedelta(ARRIVES_IN)
    if not other.covers(since, until):
        return None
    if any(_of_it(said, one, account, other) for one in other.near(since, until)):
        return None
    question = (
        f"{account.agency} says that it told {other.agency} on {in_words(said.first)}. {other.agency} has nothing of it in the"
        f" {ARRIVES_IN} days after. Did it arrive, and what became of it?"
    )
    return Silence("not-received", other.agency, said.first, until, (said.row,), question)


def _of_it(said: _Said, one: tuple[date, date, Row, Wording], account: _Account, other: _Account) -> bool:
    """Whether a row of the other account speaks of the agency, or of what it said."""
    return bool(one[3].speaks_of & account.kinds) or other.alike(one[3], said.words)


def _silent_when_named(said: _Said, account: _Account, other: _Account) -> Silence | None:
    since, until = said.first - timedelta(BEFORE), said.last + timedelta(ARRIVES_IN)
    there = was_there(said.row.event, tuple(sorted(other.kinds)))
    if not other.covers(since, until) or (not there and any(True for _ in other.near(since, until))):
        return None
    if there:
        if any(_of_it(said, one, account, other) for one in other.near(since, until)):
            return None
        since, until = said.first - timedelta(BEFORE), said.last + timedelta(BEFORE)
        if any(True for _ in other.near(since, until)):
            return None
    before = other.rows[bisect_left(other.firsts, since) - 1]
    after = other.rows[bisect_left(other.firsts, until + timedelta(1))]
    question = (
        f"{said.row.agency} names {other.agency} in what happened on {in_words(said.first)}. {other.agency} has nothing from"
        f" {in_words(before[1])} to {in_words(after[0])}. Was it there, and what did it know?"
    )
    return Silence("named", other.agency, before[1], after[0], (said.row, before[2], after[2]), question)


@lru_cache(maxsize=1)
def _phrases() -> Phrases:
    return Phrases(phrases_in(HERE / "told.txt"))


@lru_cache(maxsize=1 << 14)
def how_said(text: str, kinds: tuple[str, ...]) -> str:
    """Whether a text says that an agency of these kinds was ``told`` or ``asked``, only ``named``, or itself told (empty).

    >>> [how_said(t, ("gp",)) for t in ("Letter 3 to GP.", "GP told.", "Referred to GP.", "Letter from GP.", "Seen with GP.")]
    ['told', 'told', 'asked', '', 'named']
    >>> how_said("GP told HV that he swallowed tablets.", ("gp",)), how_said("GP informed us.", ("gp",))
    ('', '')
    """
    places = _places(text, kinds)
    if not places:
        return ""
    said = _phrases().find(text)
    numbers = {start: number for number, (_, start, _, _) in enumerate(tokens_of(text))}
    how = {
        "incoming" if one.of == "before" and TOLD_US.match(text, one.end) else one.of
        for one in said
        if not one.denied and _tells(one.of, one.start, one.end, places, numbers, text)
    }
    if "incoming" in how:
        return ""
    asked = how & {ASKED, "request"} or (TOLD in how and ASKING.search(text))
    return ASKED if asked else TOLD if how else "named"


def was_there(text: str, kinds: tuple[str, ...]) -> bool:
    """Whether a text says that an agency of these kinds was at what happened, not only that it is spoken of.

    >>> [was_there(t, ("gp",)) for t in ("GP present.", "Joint visit with GP.", "GP practice changed.", "Nobody there; GP shut.")]
    [True, True, False, False]
    """
    for place in _places(text, kinds):
        before = re.split(r"[.;\n]", text[:place])[-1]
        after = re.split(r"[.;\n]", text[place:])[0]
        if THERE_AFTER.search(after) or THERE_BEFORE.search(before):
            return True
    return False


def _tells(of: str, start: int, end: int, places: Sequence[int], numbers: dict[int, int], text: str) -> bool:
    """Whether a phrase stands as near to a word for the agency, and on that side of it, as telling it would."""
    for place in places:
        between = text[end:place] if place >= end else text[place:start]
        if any(mark in between for mark in ".;\n") and not between.strip().startswith(("to", "with")):
            continue
        words = len(between.split())
        if words > AFTER_ASKING and text[start:end].lower() in ONE_ASKS:
            continue  # the mother asks for pills and says something of a nurse
        if of == "before":
            if place < start and words <= 3:
                return True
        elif of == "incoming":
            if (place - end >= -1 and words <= 4) or (
                place < start and words <= 4 and text[start:end].lower() == "filed"
            ):
                return True
        elif place >= end and words <= AFTER_VERB and "from" not in between.split() and _linked(of, between):
            return True
    return False


def _linked(of: str, between: str) -> bool:
    return of in (TOLD, ASKED) or LINKS[of] in between.split()


def _places(text: str, kinds: tuple[str, ...]) -> list[int]:
    """Where the words for an agency of these kinds stand."""
    called = (one.removeprefix(CALLED) for one in kinds if one.startswith(CALLED))
    by_name = [match.start() for name in called for match in re.finditer(rf"\b{name}\b", text)]
    return sorted([*by_name, *(start for kind, start in words_for(text) if kind in kinds)])
