"""What the criteria answer, as a chair reads it: the word, the reasons with where each is known from, what would change it.

Plain values, ready for a page, a paper or JSON. The engine decides; this only puts its answer into sentences.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from casereview.law.criteria import FOLLOWS
from casereview.law.model import Framework, Outcome
from casereview.law.page import answer_words
from casereview.law.reading import shared_facts
from casereview.law.screening import Answer, Because, screen, sentence
from casereview.law.words import said as day_words

NOT_SAID: Mapping[str, str] = {
    "not-known": "asked, and not known",
    "not-asked": "not asked yet",
    "refused": "they refused to say",
}
"""Three ways of not knowing. To the engine each is unknown; to a person they are three things."""
WORDS: Mapping[Outcome, str] = {
    "must": "Must",
    "may": "May",
    "need-not": "Need not",
    "cannot-say": "Cannot say yet",
}
MOST_WAYS = 6
"""So many ways of settling an answer are shown; the rest are counted."""
_ORDER = {"met": 0, "not-known": 1, "not-met": 2}


class Said(NamedTuple):
    """One answer to one question, with where it is from.

    Attributes:
        value: an answer that the question takes, or one of the three ways of not knowing.
        source: a record, a letter, a telephone call.
        by: the post or agency that said it.
        on: the day on which it was said.
    """

    value: str
    source: str = ""
    by: str = ""
    on: date | None = None

    @property
    def known(self) -> bool:
        """Whether it is an answer, and not a way of not knowing."""
        return bool(self.value) and self.value not in NOT_SAID and self.value != "unknown"

    @property
    def from_where(self) -> str:
        """The source as it stands in brackets behind a fact."""
        if not self.known:
            way = NOT_SAID.get(self.value, NOT_SAID["not-asked"])
            return f"{way}: {self.by}" if self.by and self.value == "refused" else way
        parts = [self.source or self.by, day_words(self.on).partition(" ")[2] if self.on else ""]
        return ", ".join(filter(None, parts)).rstrip(".")


def for_the_engine(said: Mapping[str, Said], framework: Framework | None = None) -> dict[str, str]:
    """Answers as the engine reads them; those to questions that a framework does not ask are left out.

    Who the person is was perhaps recorded under another framework: it stays where something follows from it
    that this one asks.
    """
    asked = {fact.id for fact in framework.facts} if framework else set(said)
    asked |= {fact for fact, settles in FOLLOWS.items() if settles & asked}
    return {fact: one.value if one.known else "unknown" for fact, one in said.items() if fact in asked}


def headline(framework: Framework, outcome: Outcome) -> str:
    """The outcome in a sentence, in the framework's own name for a review.

    Where meeting the criteria obliges nobody to hold a review, *may* says that it must be considered.
    """
    review = framework.vocabulary.get("review", "review")
    return {
        "must": f"A {review} must be held",
        "may": f"A {review} may be held" if binds(framework) else f"A {review} must be considered",
        "need-not": f"A {review} need not be held",
        "cannot-say": "The criteria cannot say yet",
    }[outcome]


def binds(framework: Framework) -> bool:
    """Whether meeting a criterion of this framework can oblige anybody to hold a review."""
    return any(each.kind == "mandatory" for each in framework.criteria)


def panel(
    framework: Framework, said: Mapping[str, Said], events: Mapping[str, date] | None = None
) -> dict[str, Any]:
    """What the criteria answer on these facts, and why, for one child or adult.

    Args:
        said: the answer that stands for each question; one left out was not asked yet.
        events: the days that the framework's notes go by.

    Raises:
        BadFacts: an answer does not exist, or somebody is said to be a child and an adult.
    """
    return told(framework, screen(framework, for_the_engine(said, framework), events), said)


def told(framework: Framework, answer: Answer, said: Mapping[str, Said]) -> dict[str, Any]:
    """An answer of the engine's in words, with where each fact it rests on is known from."""
    return {
        "outcome": answer.outcome,
        "word": WORDS[answer.outcome]
        if binds(framework) or answer.outcome != "may"
        else "Must be considered",
        "headline": headline(framework, answer.outcome),
        "known": any(one.known for one in said.values()),
        "criteria": reasons(framework, answer, said),
        "turns_on": list(_turns_on(framework, answer)),
        "changes": list(_changes(framework, answer, said)),
        "open": [
            {"fact": fact, "question": framework.fact(fact).question}
            for fact in answer.would_become
            if answer.facts.get(fact, "unknown") == "unknown"
        ],
        "form": _form(framework, answer),
        "duties": [duty.as_json() for duty in answer.duties],
        "residual_power": _line(answer.residual_power) if answer.residual_power else None,
        "notes": [_line(note) for note in answer.notes],
    }


def _line(line: Any) -> dict[str, Any]:
    return {"text": line.text, "cite": line.cite, "force": line.force, "checked": line.checked}


def _form(framework: Framework, answer: Answer) -> dict[str, Any] | None:
    chosen = next((form for form in framework.form if form.id == answer.form), None)
    return {"name": chosen.id.replace("-", " "), **_line(chosen)} if chosen else None


def reasons(framework: Framework, answer: Answer, said: Mapping[str, Said]) -> list[dict[str, Any]]:
    """Each criterion with its sentence, those that are met first, then those still open.

    ``decisive`` are those that the answer rests on: what is met, or what is open on a fact that it turns on.
    """
    asked = [reason(framework, each, said) for each in answer.because]
    for one in asked:
        one["decisive"] = _decisive(one, answer)
    return sorted(asked, key=lambda each: (not each["decisive"], _ORDER[each["result"]]))


def _decisive(one: Mapping[str, Any], answer: Answer) -> bool:
    if answer.outcome == "must":
        return bool(one["result"] == "met" and one["kind"] == "mandatory")
    if answer.outcome == "may":
        return bool(one["result"] == "met")
    return one["result"] == "not-known" and bool(set(one["facts"]) & set(answer.turns_on))


def reason(framework: Framework, because: Because, said: Mapping[str, Said]) -> dict[str, Any]:
    """One criterion with its sentence, each fact followed by where it is known from."""
    nothing = Said("not-asked")
    sources = {}
    for fact, value in because.facts.items():
        one = said.get(fact, nothing)
        # What only follows from another answer (an adult is no child) has no source of its own.
        sources[fact] = one.from_where if one.known or value == "unknown" else ""
    facts = list(because.facts)
    for fact, following in pairwise(facts):
        if sources[fact] == sources[following]:
            sources[fact] = ""  # said once, behind the last of the facts that it is the source of
    return {
        **because.as_json(),
        "label": because.label,
        "sentence": sentence(framework, because.label, because.result, because.facts, sources),
    }


def _grouped(fact: str, ways: Iterable[tuple[str, Outcome]]) -> dict[Outcome, list[str]]:
    found: dict[Outcome, list[str]] = {}
    for value, outcome in ways:
        found.setdefault(outcome, []).append(answer_words(fact, value))
    return found


def _or(words: list[str]) -> str:
    """Several answers as a sentence has them: "Yes or suspected"."""
    lower = [words[0], *(word[0].lower() + word[1:] for word in words[1:])]
    return lower[0] if len(lower) == 1 else f"{', '.join(lower[:-1])} or {lower[-1]}"


def _ways(framework: Framework, fact: str, found: Mapping[str, Outcome]) -> list[dict[str, str]]:
    return [
        {"answer": _or(words), "outcome": outcome, "becomes": headline(framework, outcome)}
        for outcome, words in _grouped(fact, found.items()).items()
    ]


def _turns_on(framework: Framework, answer: Answer) -> Iterator[dict[str, Any]]:
    """What an answer that cannot be said yet turns on, and what each way of answering would make of it."""
    for each in answer.settling:
        questions = [{"fact": fact, "question": framework.fact(fact).question} for fact in each.facts]
        if len(each.facts) == 1:
            [fact] = each.facts
            yield {
                "questions": questions,
                "ways": _ways(framework, fact, answer.would_become[fact]),
                "more": 0,
            }
            continue
        ways = [
            {
                "answer": "; ".join(
                    f"{framework.fact(fact).question} {answer_words(fact, value)}"
                    for fact, value in answers.items()
                ),
                "outcome": outcome,
                "becomes": headline(framework, outcome),
            }
            for answers, outcome in each.answers
        ]
        yield {
            "questions": questions,
            "ways": ways[:MOST_WAYS],
            "more": max(0, len(ways) - MOST_WAYS),
        }


def _changes(framework: Framework, answer: Answer, said: Mapping[str, Said]) -> Iterator[dict[str, Any]]:
    """The answers that would by themselves make the outcome another: of what is known, and of what is open."""
    for fact, ways in answer.changes.items():
        now = answer.facts.get(fact, "unknown")
        one = said.get(fact)
        yield {
            "fact": fact,
            "question": framework.fact(fact).question,
            "now": answer_words(fact, now)
            if now != "unknown"
            else NOT_SAID.get(one.value if one else "", NOT_SAID["not-asked"]).capitalize(),
            "open": now == "unknown",
            "ways": _ways(framework, fact, ways),
        }


class Stood(NamedTuple):
    """One answer and how long it stood.

    Attributes:
        recorded: the day on which it was recorded.
        withdrawn: the day on which it was withdrawn, or None.
        order: its place among all answers, so that the later of two on one day stands.
    """

    fact: str
    said: Said
    recorded: date
    withdrawn: date | None
    order: int


def standing(stood: Iterable[Stood], on: date) -> dict[str, Said]:
    """The answers that stood at the end of a day: of each question the latest that was not withdrawn by then.

    The latest is the one that was recorded last, also where it was entered for an earlier day.
    """
    found: dict[str, Said] = {}
    for one in sorted(stood, key=lambda each: each.order):
        if one.recorded <= on and (one.withdrawn is None or one.withdrawn > on):
            found[one.fact] = one.said
    return found


def history(framework: Framework, stood: Iterable[Stood]) -> list[dict[str, Any]]:
    """Day by day: what was said or withdrawn, what it was before, and what the answer was at the end of that day.

    It is the answer under the framework that governs the case now. The newest day first.

    Raises:
        BadFacts: an answer does not exist.
    """
    every = [one for one in stood if one.fact in {fact.id for fact in framework.facts}]
    days = sorted({one.recorded for one in every} | {one.withdrawn for one in every if one.withdrawn})
    found: list[dict[str, Any]] = []
    before: Mapping[str, Said] = {}
    for day in days:
        now = standing(every, day)
        outcome = screen(framework, for_the_engine(now, framework)).outcome
        found.append(
            {
                "on": day.isoformat(),
                "outcome": outcome,
                "headline": headline(framework, outcome),
                "said": [_step(framework, one, before) for one in every if one.recorded == day],
                "withdrawn": [
                    {"question": framework.fact(one.fact).question, "was": value_words(one.fact, one.said)}
                    for one in every
                    if one.withdrawn == day
                ],
            }
        )
        before = now
    for earlier, later in pairwise(found):
        later["changed"] = earlier["outcome"] != later["outcome"]
    return found[::-1]


def asked_elsewhere(framework: Framework, stood: Iterable[Stood]) -> list[dict[str, Any]]:
    """Answers to questions that only another framework asks: kept, and no part of the answer here."""
    asked, shared = {fact.id for fact in framework.facts}, shared_facts()
    return [
        {
            "question": str(shared[one.fact]["question"])
            if one.fact in shared
            else one.fact.replace("_", " "),
            "answer": value_words(one.fact, one.said),
            "source": one.said.source,
            "on": one.recorded.isoformat(),
        }
        for one in stood
        if one.fact not in asked and one.withdrawn is None
    ]


def _step(framework: Framework, one: Stood, before: Mapping[str, Said]) -> dict[str, Any]:
    was = before.get(one.fact)
    return {
        "question": framework.fact(one.fact).question,
        "answer": value_words(one.fact, one.said),
        "was": value_words(one.fact, was) if was and was.value != one.said.value else "",
        "source": one.said.source,
        "by": one.said.by,
        "said_on": one.said.on.isoformat() if one.said.on else None,
    }


def value_words(fact: str, said: Said | None) -> str:
    """An answer as a page says it, the three ways of not knowing apart.

    >>> value_words("died", Said("yes")), value_words("died", Said("refused")), value_words("died", None)
    ('Yes', 'They refused to say', 'Not asked yet')
    """
    value = said.value if said and said.value else "not-asked"
    words = NOT_SAID.get(value) or answer_words(fact, value)
    return words[0].upper() + words[1:]
