"""A framework as a page tells it: every line with its source, what changed before it, and a worked example.

Nothing here is typed for the page. What is compared is computed from the two files, and an example's answer
comes from the engine.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from casereview.law.clocks import EVENT_WORDS, Clock, count, from_the_incident
from casereview.law.comparison import Difference, condition_words, differences
from casereview.law.frameworks import every_framework, load
from casereview.law.model import ClockRule, Criterion, Fact, Framework, RoleRule, Sourced
from casereview.law.predicates import Atom, Predicate, as_group, facts_in
from casereview.law.screening import CUSTODY_WORDS, Answer, screen
from casereview.law.vignettes import Vignette, vignettes, worked_example
from casereview.law.words import amount_words, said

NATIONS: Mapping[str, str] = {
    "england": "England",
    "wales": "Wales",
    "scotland": "Scotland",
    "northern-ireland": "Northern Ireland",
}
SECTIONS: Mapping[str, str] = {
    "decides": "Who decides",
    "criteria": "When there is a review",
    "form": "The form of the review",
    "duties": "What must be done whatever is decided",
    "residual_power": "A power in every case",
    "clocks": "Clocks",
    "told": "Who is told",
    "roles": "Who may hold which role",
    "publication": "Publication",
    "vocabulary": "What it calls things",
}
"""What each section of a comparison is called, in the order in which they are read."""
ANSWER_WORDS: Mapping[str, str] = {"yes": "Yes", "suspected": "Suspected", "no": "No", "unknown": "Not known"}
VOCABULARY: Mapping[str, str] = {
    "agency_report": "What one agency writes of its own part",
    "author": "Whoever writes the report",
    "board": "The board",
    "chair": "Whoever decides",
    "lead": "Whoever leads the review",
    "lesson": "What is learnt",
    "notification": "How the board comes to know",
    "plan": "The plan of actions",
    "report": "The report",
    "review": "The review",
    "summary": "The short report",
}


class CriterionPut(NamedTuple):
    """A criterion, and exactly what has to be so for it."""

    line: Criterion
    exactly: str


class Question(NamedTuple):
    """A question that the framework asks, and the criteria that rest on it."""

    fact: Fact
    asked_by: tuple[str, ...]


class ClockPut(NamedTuple):
    """A clock in words: how long it is, and when it runs at all."""

    line: ClockRule
    span: str
    only_if: str


class RolePut(NamedTuple):
    """What is asked of whoever holds a role, under the framework's own name for it."""

    called: str
    line: RoleRule
    of: str


class Example(NamedTuple):
    """A made-up case, its facts as questions and answers, and what the engine answers."""

    case: Vignette
    facts: tuple[tuple[str, str], ...]
    answer: Answer


class Piece(NamedTuple):
    """A stretch of words that both texts have, or only the one or the other (``same``, ``before``, ``after``)."""

    kind: str
    words: str


class Changed(NamedTuple):
    """One difference with the words that differ picked out."""

    line: Difference
    what: str
    pieces: tuple[Piece, ...]


class Page(NamedTuple):
    """Everything that the page of a framework shows.

    Attributes:
        lines, unchecked: how many lines carry a source, and how many of those sources were not read.
        before, after: the frameworks before and after it, where there are any.
        changes: what is not as it was before, section by section.
        examples: the worked example first.
        clocks_example: the clocks of a made-up case, counted.
    """

    framework: Framework
    nation: str
    in_force: str
    people: str
    lines: int
    unchecked: int
    before: Framework | None
    after: tuple[Framework, ...]
    criteria: tuple[CriterionPut, ...]
    questions: tuple[Question, ...]
    clocks: tuple[ClockPut, ...]
    roles: tuple[RolePut, ...]
    vocabulary: tuple[tuple[str, str], ...]
    changes: tuple[tuple[str, tuple[Changed, ...]], ...]
    examples: tuple[Example, ...]
    example_days: tuple[tuple[str, date], ...]
    clocks_example: tuple[Clock, ...]


def page(framework: Framework) -> Page:
    """The page of one framework, made from its file."""
    before = load(framework.follows) if framework.follows else None
    unchecked, lines = unread(framework)
    days, clocks = _counted(framework)
    return Page(
        framework=framework,
        nation=nation_words(framework.nation),
        in_force=in_force_words(framework),
        people=" and ".join({"child": "children", "adult": "adults"}[each] for each in framework.people),
        lines=lines,
        unchecked=unchecked,
        before=before,
        after=tuple(each for each in every_framework() if each.follows == framework.id),
        criteria=tuple(
            CriterionPut(each, condition_words(framework, each.when)) for each in framework.criteria
        ),
        questions=tuple(
            Question(fact, tuple(each.label for each in framework.criteria if fact.id in facts_in(each.when)))
            for fact in framework.facts
        ),
        clocks=tuple(_clock(framework, rule) for rule in framework.clocks),
        roles=tuple(_roles(framework)),
        vocabulary=tuple(
            (VOCABULARY.get(word, word.replace("_", " ").capitalize()), called)
            for word, called in framework.vocabulary.items()
        ),
        changes=changes(before, framework) if before else (),
        examples=_examples(framework),
        example_days=tuple((EVENT_WORDS[event], day) for event, day in days.items()),
        clocks_example=clocks,
    )


def nations() -> dict[str, str]:
    """Every nation that has law here, by id, with its name: a file that is added may bring one more.

    >>> list(nations())
    ['england', 'wales', 'scotland', 'northern-ireland']
    """
    known = dict.fromkeys((*NATIONS, *(each.nation for each in every_framework())))
    return {nation: nation_words(nation) for nation in known}


def nation_words(nation: str) -> str:
    """A nation's name.

    >>> nation_words("northern-ireland")
    'Northern Ireland'
    """
    return NATIONS.get(nation, nation.replace("-", " ").title())


def in_force_words(framework: Framework) -> str:
    """From when to when a framework was in force, as people say it."""
    if framework.in_force_from is None:
        return "Not in force on any day yet"
    begins = _day(framework.in_force_from)
    return f"{begins} to {_day(framework.in_force_to)}" if framework.in_force_to else f"From {begins}"


def _day(day: date) -> str:
    return said(day).partition(" ")[2]


def sourced(framework: Framework) -> Iterator[Sourced]:
    """Every line of a framework that says where it comes from."""
    yield framework.decides
    yield from framework.criteria
    yield from framework.form
    yield from framework.duties
    yield from framework.clocks
    yield from framework.told
    yield from framework.roles.values()
    yield from framework.publication
    yield from framework.notes
    yield from filter(None, (framework.residual_power, framework.changeover, framework.gives_way))


def unread(framework: Framework) -> tuple[int, int]:
    """How many lines have a source that was not read, and how many lines there are."""
    lines = list(sourced(framework))
    return sum(not line.checked for line in lines), len(lines)


def _clock(framework: Framework, rule: ClockRule) -> ClockPut:
    before_or_after = "before" if rule.amount < 0 else "after"
    span = f"{amount_words(rule.amount, rule.unit)} {before_or_after} the day on which {EVENT_WORDS[rule.starts]}"
    return ClockPut(rule, span, condition_words(framework, rule.when) if rule.when else "")


def _roles(framework: Framework) -> Iterator[RolePut]:
    for role, rule in framework.roles.items():
        parts = [
            words
            for holds, words in (
                (rule.of_board, "the board"),
                (rule.of_agencies, "every agency involved in the case"),
            )
            if holds
        ]
        of = f"Independent of {' and of '.join(parts)}" if parts else ""
        yield RolePut(framework.vocabulary.get(role, role), rule, of)


def answer_words(fact_id: str, answer: str) -> str:
    """An answer as a page says it.

    >>> answer_words("custody", "remand"), answer_words("died", "unknown")
    ('On remand', 'Not known')
    """
    if answer in CUSTODY_WORDS and fact_id == "custody":
        words = CUSTODY_WORDS[answer]
        return words[0].upper() + words[1:]
    return ANSWER_WORDS.get(answer, answer)


def _examples(framework: Framework) -> tuple[Example, ...]:
    own = [each for each in vignettes() if each.framework == framework.id] or [_made_up(framework)]
    first = worked_example(framework)
    ordered = sorted(own, key=lambda each: each is not first)
    asked = {fact.id: fact.question for fact in framework.facts}
    return tuple(
        Example(
            each,
            tuple(
                (asked[fact], answer_words(fact, answer))
                for fact, answer in each.facts.items()
                if fact in asked
            ),
            screen(framework, each.facts),
        )
        for each in ordered
    )


def _made_up(framework: Framework) -> Vignette:
    """A case that meets the framework's first criterion and of which nothing else is known, where nobody wrote one."""
    criterion = framework.criteria[0]
    facts = dict(_meeting(criterion.when))
    answer = screen(framework, facts)
    return Vignette(
        id="",
        framework=framework.id,
        story=f"A case of which only this is known, to show: {criterion.label}.",
        facts=facts,
        outcome=answer.outcome,
        turns_on=frozenset(answer.turns_on),
        met=frozenset(each.criterion for each in answer.because if each.result == "met"),
        why="",
        cite=criterion.cite,
    )


def _meeting(when: Predicate) -> Iterator[tuple[str, str]]:
    """Answers that make a condition so: all its parts, or the first where one is enough."""
    if isinstance(when, Atom):
        if when.how == "custody":
            yield when.fact, when.kind or "none"
        else:
            yield when.fact, "no" if when.how == "not" else "yes"
        return
    group = as_group(when)
    for part in group.parts if group.join == "all" else group.parts[:1]:
        yield from _meeting(part)


def _counted(framework: Framework) -> tuple[dict[str, date], tuple[Clock, ...]]:
    """A made-up case's days, some weeks after the framework came into force, and its clocks counted from them."""
    if framework.in_force_from is None or framework.counts_nowhere() or not framework.clocks:
        return {}, ()
    began = framework.in_force_from + timedelta(weeks=5)
    days = {"incident": began, "aware": began + timedelta(1), "notified": began + timedelta(4)}
    days |= {"decided": began + timedelta(26), "published": began + timedelta(200)}
    days |= {"meeting": began + timedelta(60), "requisition": began + timedelta(40)}
    used = {rule.starts for rule in framework.clocks}
    days = {event: day for event, day in days.items() if event in used or event == "incident"}
    return days, count(framework, days)


def changes(before: Framework, after: Framework) -> tuple[tuple[str, tuple[Changed, ...]], ...]:
    """What is not the same in two frameworks, section by section, the words that differ picked out."""
    found = [_changed(each) for each in differences(before, after)]
    return tuple(
        (SECTIONS[section], tuple(group)) for section, group in groupby(found, key=lambda c: c.line.section)
    )


def _changed(line: Difference) -> Changed:
    what = VOCABULARY.get(line.what, line.what.replace("-", " ").replace("_", " "))
    before, after = line.before, line.after
    if line.section == "clocks":
        before, after = _with_days(before), _with_days(after)
    return Changed(line, what[:1].upper() + what[1:], pieces(before, after))


def _with_days(words: str) -> str:
    """A clock's words with each event as the day that people know it by."""
    for event, day in EVENT_WORDS.items():
        words = words.replace(f"'{event}'", f"the day on which {day}")
    return words


def pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Two texts as one, word by word: what both say, what only the first says, what only the second says.

    >>> [(p.kind, p.words) for p in pieces("within five days", "within ten days")]
    [('same', 'within '), ('before', 'five '), ('after', 'ten '), ('same', 'days')]
    """
    old, new = re.findall(r"\S+\s*", before), re.findall(r"\S+\s*", after)
    found: list[Piece] = []
    for kind, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Piece("same", "".join(new[k:m])))
            continue
        found += [
            Piece(which, "".join(words))
            for which, words in (("before", old[i:j]), ("after", new[k:m]))
            if words
        ]
    return tuple(found)


class MonthExample(NamedTuple):
    """One clock counted from where the law starts it, and from the death, as a public page had it."""

    clock: Clock
    from_the_death: date


def counted_both_ways(framework: Framework, events: Mapping[str, date]) -> tuple[MonthExample, ...]:
    """The decision and the completion as the law counts them, and as they would fall counted from the death."""
    other = from_the_incident(framework, events)
    return tuple(
        MonthExample(clock, other[clock.clock])
        for clock in count(framework, events)
        if clock.clock in ("decision", "complete")
    )


def by_nation(frameworks: Iterable[Framework]) -> tuple[tuple[str, tuple[Framework, ...]], ...]:
    """Frameworks nation by nation, the oldest first; the four nations in their usual order, any other after them."""
    order = {nation: place for place, nation in enumerate(NATIONS)}
    ordered = sorted(frameworks, key=lambda each: order.get(each.nation, len(order)))
    return tuple(
        (nation_words(nation), tuple(group))
        for nation, group in groupby(ordered, key=lambda each: each.nation)
    )
