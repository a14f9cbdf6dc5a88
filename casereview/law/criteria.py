"""The three-valued rule: from facts to must, may, need not or cannot say, and what it turns on.

Each condition is compiled once into closures over one number: the state of the facts, in which every
condition on one fact has a bit for *so* and a bit for *not so* (neither: not known). No code is generated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import combinations, product
from typing import Any, NamedTuple

from casereview.law.model import Framework, Outcome
from casereview.law.predicates import (
    CUSTODY,
    CUSTODY_ANSWERS,
    Atom,
    Predicate,
    as_group,
    atoms,
    truth_of_atom,
)
from casereview.law.strict_yaml import nearest, shown
from casereview.law.truth import Truth

Test = Callable[[int], Truth]
Answers = Mapping[str, str]

MUST: Outcome = "must"
MAY: Outcome = "may"
NEED_NOT: Outcome = "need-not"
CANNOT_SAY: Outcome = "cannot-say"

_YES, _NO, _UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
_TRIED = ("yes", "no")
_CUSTODY_TRIED = tuple(answer for answer in CUSTODY_ANSWERS if answer != "unknown")

FOLLOWS = {"adult": frozenset({"child", "aged_16_or_over"}), "child": frozenset({"adult"})}
"""What a *yes* to a fact settles, where it was left out. ``infer`` says how."""


class BadFacts(ValueError):
    """Facts that cannot be screened: an id or an answer that does not exist, or two that cannot both be so.

    Attributes:
        fact: the fact it is about.
    """

    def __init__(self, fact: str, what: str) -> None:
        super().__init__(what)
        self.fact = fact


class Settling(NamedTuple):
    """Facts that together would settle the outcome, with the answers that would.

    Attributes:
        facts: the ids, in the framework's order.
        answers: each way of answering all of them that settles it, and what it settles it as.
        share: how many of the ways of answering them settle it, between 0 and 1.
    """

    facts: tuple[str, ...]
    answers: tuple[tuple[Answers, Outcome], ...]
    share: float


def infer(facts: Answers) -> Answers:
    """What follows from who the person is, where it was left out: two lines, and nothing else.

    An adult is not a child and is 16 or over; a child is not an adult. Nothing follows from a *no*: an unborn
    child is neither.

    Raises:
        BadFacts: they say that the person was both.
    """
    adult = facts.get("adult") == "yes"
    if facts.get("child") == "yes":
        if adult:
            raise BadFacts("adult", "'child' and 'adult' are both 'yes'; one person cannot be both.")
        return facts if _given(facts, "adult") else {**facts, "adult": "no"}
    if adult:
        found = dict(facts)
        if not _given(facts, "child"):
            found["child"] = "no"
        if not _given(facts, "aged_16_or_over"):
            found["aged_16_or_over"] = "yes"
        return found
    return facts


def _given(facts: Answers, fact: str) -> bool:
    return facts.get(fact, "unknown") != "unknown"


class Compiled:
    """A framework's criteria, ready to be asked many times. Make it with ``compiled``."""

    def __init__(self, framework: Framework, known: Mapping[str, tuple[str, ...]]) -> None:
        conditions = [criterion.when for criterion in framework.criteria]
        each = list(dict.fromkeys(atom for when in conditions for atom in atoms(when)))
        self.known = known
        self._framework = framework
        self._diagram: Any = None
        self.reads = {atom.fact for atom in each}
        self.facts = tuple(fact.id for fact in framework.facts if fact.id in self.reads)
        self._bit = {atom: 1 << (2 * place) for place, atom in enumerate(each)}
        self._start = sum(self._bits(atom, "unknown") for atom in each)
        self._change = {
            fact: {
                answer: sum(
                    self._bits(atom, answer) - self._bits(atom, "unknown")
                    for atom in each
                    if atom.fact == fact
                )
                for answer in answers
            }
            for fact, answers in known.items()
        }
        self.tests = [self._test(when) for when in conditions]
        self._mandatory = self._sorted(framework, "mandatory")
        self._discretionary = self._sorted(framework, "discretionary")
        shared = [self._fatal(when) for when in conditions]
        self._hopeless = shared[0]
        for bits in shared[1:]:
            self._hopeless &= bits
        self._needs_a_clear_answer = {atom.fact for atom in each if atom.how in ("is", "not")}
        self._infers = bool(self.reads & {"adult", "aged_16_or_over"})

    # The number. A condition's lower bit: it is so. Its higher bit: it is not so.

    def _bits(self, atom: Atom, answer: str) -> int:
        bit = self._bit[atom]
        return {_YES: bit, _NO: bit << 1, _UNKNOWN: 0}[truth_of_atom(atom, answer)]

    def state(self, facts: Answers) -> int:
        """The number that stands for these facts.

        Raises:
            BadFacts: an id or an answer does not exist, or child and adult are both yes.
        """
        if "adult" in facts or (self._infers and "child" in facts):
            facts = infer(facts)
        state, change = self._start, self._change
        try:
            for fact in facts:
                state += change[fact][facts[fact]]
        except KeyError:
            raise self._wrong(facts) from None
        return state

    def _wrong(self, facts: Answers) -> BadFacts:
        for fact, answer in facts.items():
            if fact not in self.known:
                return BadFacts(fact, f"there is no fact '{shown(fact)}'{nearest(fact, list(self.known))}.")
            if answer not in self.known[fact]:
                allowed = self.known[fact]
                # Short words are like each other by chance: 'none' must not be read as 'no'.
                near = (
                    nearest(str(answer), list(allowed), likeness=0.75) or f"; it takes {', '.join(allowed)}"
                )
                return BadFacts(fact, f"'{shown(answer)}' is not an answer to '{fact}'{near}.")
        return BadFacts("", "these facts cannot be read.")

    # Conditions as closures.

    def _test(self, when: Predicate) -> Test:
        if isinstance(when, Atom):
            return _all_bits(self._bit[when], self._bit[when] << 1)
        group = as_group(when)
        plain = [part for part in group.parts if isinstance(part, Atom)]
        yes = sum({self._bit[atom] for atom in plain})
        inner = tuple(self._test(part) for part in group.parts if not isinstance(part, Atom))
        return (_every if group.join == "all" else _some)(yes, yes << 1, inner)

    def _fatal(self, when: Predicate) -> int:
        """The bits that each alone make a condition not so."""
        if isinstance(when, Atom):
            return self._bit[when] << 1
        group = as_group(when)
        parts = [self._fatal(part) for part in group.parts]
        found = parts[0]
        for bits in parts[1:]:
            found = found | bits if group.join == "all" else found & bits
        return found

    def _sorted(
        self, framework: Framework, kind: str
    ) -> tuple[tuple[tuple[int, int], ...], tuple[Test, ...]]:
        """A kind's criteria: plain lists of conditions as two numbers each, the others as closures."""
        flat, other = [], []
        for criterion, test in zip(framework.criteria, self.tests, strict=True):
            if criterion.kind != kind:
                continue
            parts = (
                [criterion.when] if isinstance(criterion.when, Atom) else list(as_group(criterion.when).parts)
            )
            is_list = isinstance(criterion.when, Atom) or as_group(criterion.when).join == "all"
            if is_list and all(isinstance(part, Atom) for part in parts):
                yes = sum({self._bit[part] for part in parts if isinstance(part, Atom)})
                flat.append((yes, yes << 1))
            else:
                other.append(test)
        return tuple(flat), tuple(other)

    # The rule.

    def outcome(self, state: int) -> Outcome:
        """Must, may, need not or cannot say, for the number that stands for the facts.

        A mandatory criterion met: must. Else one not known: cannot say, even where a discretionary one is
        met. Else the same of the discretionary ones: may, cannot say. Else need not.
        """
        if state & self._hopeless:
            return NEED_NOT
        for (flat, other), met in ((self._mandatory, MUST), (self._discretionary, MAY)):
            is_open = False
            for yes, no in flat:
                if not state & no:
                    if state & yes == yes:
                        return met
                    is_open = True
            for test in other:
                if (truth := test(state)) is _YES:
                    return met
                if truth is _UNKNOWN:
                    is_open = True
            if is_open:
                return CANNOT_SAY
        return NEED_NOT

    def outcome_of(self, facts: Answers) -> Outcome:
        """The outcome alone, without its reasons."""
        return self.outcome(self.state(facts))

    def outcome_soon(self, facts: Answers) -> Outcome:
        """The outcome alone, looking at no more facts than it rests on.

        Raises:
            BadFacts: an answer that was looked at does not exist, or child and adult are both yes.
        """
        if self._infers or "adult" in facts:
            facts = infer(facts)
        answer = facts.get
        fact, ways = self._diagram or self._drawn()
        try:
            while fact is not None:
                fact, ways = ways[answer(fact)]
        except KeyError:
            raise self._wrong(facts) from None
        return ways

    def _drawn(self) -> Any:
        # Only who screens many cases needs it, and it takes a moment.
        from casereview.law.diagram import diagram

        self._diagram = diagram(self._framework, self.known)
        return self._diagram

    # What it turns on.

    def open_facts(self, facts: Answers) -> tuple[str, ...]:
        """The facts still open: not known, or only suspected where the law asks whether it is so.

        Args:
            facts: with what follows from them (``infer``).
        """
        return tuple(
            fact
            for fact in self.facts
            if (answer := facts.get(fact, "unknown")) == "unknown"
            or (answer == "suspected" and fact in self._needs_a_clear_answer)
        )

    def settling(self, facts: Answers) -> tuple[Settling, ...]:
        """The smallest sets of open facts that could settle a *cannot say*, most decisive first.

        A set is decisive if some way of answering all of it, and nothing else, makes the outcome something
        other than *cannot say*. These are all decisive sets of the smallest size, the largest share of
        deciding answers first, ties in the framework's order of facts.
        """
        facts = infer(facts)
        if self.outcome_of(facts) != CANNOT_SAY:
            return ()
        candidates = self.open_facts(facts)
        for size in range(1, len(candidates) + 1):
            found = [
                each for chosen in combinations(candidates, size) if (each := self._settles(facts, chosen))
            ]
            if found:
                return tuple(sorted(found, key=lambda each: -each.share))
        return ()

    def turns_on(self, facts: Answers) -> tuple[str, ...]:
        """The facts in those sets, most decisive first, each once."""
        return tuple(dict.fromkeys(fact for each in self.settling(facts) for fact in each.facts))

    def met(self, state: int) -> list[int]:
        """The positions, in the framework's order, of the criteria that are met."""
        return [place for place, test in enumerate(self.tests) if test(state) is _YES]

    def _settles(self, facts: Answers, chosen: tuple[str, ...]) -> Settling | None:
        ways = 0
        deciding: list[tuple[Answers, Outcome]] = []
        for answers, outcome in self._tried(facts, chosen):
            ways += 1
            if outcome != CANNOT_SAY:
                deciding.append((answers, outcome))
        return Settling(chosen, tuple(deciding), len(deciding) / ways) if deciding else None

    def _tried(self, facts: Answers, chosen: tuple[str, ...]) -> Iterator[tuple[Answers, Outcome]]:
        for said in product(*(_CUSTODY_TRIED if fact == CUSTODY else _TRIED for fact in chosen)):
            answers = dict(zip(chosen, said, strict=True))
            tried = {**facts, **answers}
            if not tried.get("child") == tried.get("adult") == "yes":
                yield answers, self.outcome_of(tried)

    def would_become(self, facts: Answers, fact: str) -> dict[str, Outcome]:
        """What the outcome would be for each answer to one fact, all else staying as it is.

        An answer that cannot be given beside the others (both a child and an adult) is left out.
        """
        others = {other: answer for other, answer in facts.items() if other != fact}
        found: dict[str, Outcome] = {}
        for answer in self.known[fact]:
            if answer == "unknown" or (answer == "yes" and _both(fact, others)):
                continue
            found[answer] = self.outcome_of({**others, fact: answer})
        return found


def _both(fact: str, others: Answers) -> bool:
    return {"child": others.get("adult"), "adult": others.get("child")}.get(fact) == "yes"


def _all_bits(yes: int, no: int) -> Test:
    def test(state: int) -> Truth:
        if state & no:
            return _NO
        return _YES if state & yes == yes else _UNKNOWN

    return test


def _every(yes: int, no: int, inner: tuple[Test, ...]) -> Test:
    if not inner:
        return _all_bits(yes, no)

    def test(state: int) -> Truth:
        if state & no:
            return _NO
        answer = _YES if state & yes == yes else _UNKNOWN
        for part in inner:
            if (truth := part(state)) is _NO:
                return _NO
            if truth is _UNKNOWN:
                answer = _UNKNOWN
        return answer

    return test


def _some(yes: int, no: int, inner: tuple[Test, ...]) -> Test:
    def test(state: int) -> Truth:
        if state & yes:
            return _YES
        answer = _NO if state & no == no else _UNKNOWN
        for part in inner:
            if (truth := part(state)) is _YES:
                return _YES
            if truth is _UNKNOWN:
                answer = _UNKNOWN
        return answer

    return test


@lru_cache(maxsize=64)
def compiled(framework: Framework) -> Compiled:
    """A framework's criteria, compiled once."""
    from casereview.law.reading import answers_known

    known = dict(answers_known())
    known.update({fact.id: fact.values for fact in framework.facts})
    return Compiled(framework, known)
