"""A case's facts tested against a framework's criteria, with reasons that a chair can read and sign."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, Literal, NamedTuple

from casereview.law.clocks import Clock, count
from casereview.law.criteria import CANNOT_SAY, BadFacts, Compiled, Settling, compiled, infer
from casereview.law.model import Criterion, Fact, Force, Framework, Kind, Line, Note, Outcome
from casereview.law.predicates import (
    CUSTODY,
    Atom,
    Predicate,
    as_group,
    atoms,
    facts_in,
    truth_of,
    truth_of_atom,
)
from casereview.law.truth import Truth

__all__ = ["Answer", "Arising", "BadFacts", "Because", "Outcome", "answers", "outcome_only", "screen"]

Result = Literal["met", "not-met", "not-known"]
Facts = Mapping[str, str]

_RESULTS: Mapping[Truth, Result] = {Truth.YES: "met", Truth.NO: "not-met", Truth.UNKNOWN: "not-known"}
_BOOLEANS = {
    **dict.fromkeys(("yes", "Yes", "YES", "true", "True", "TRUE"), "yes"),
    **dict.fromkeys(("no", "No", "NO", "false", "False", "FALSE"), "no"),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), "unknown"),
}
CUSTODY_WORDS = {
    "none": "not in custody",
    "police": "in police custody",
    "remand": "on remand",
    "sentenced": "in custody after sentence",
    "young_offender_institution": "in a young offender institution",
    "secure_training_centre": "in a secure training centre",
    "secure_childrens_home": "in a secure children's home",
}


class Because(NamedTuple):
    """One criterion, whether it is met, and the facts that make it so.

    Attributes:
        facts: the facts the result rests on, with the answers given.
        sentence: the same as a reason in English.
        presumed: it is met only because nothing rebuts a presumption; a clear *no* later would undo it.
    """

    criterion: str
    label: str
    kind: Kind
    result: Result
    text: str
    cite: str
    force: Force
    checked: bool
    facts: Mapping[str, str]
    sentence: str
    presumed: bool

    def as_json(self) -> dict[str, Any]:
        """The reason as ``casereview screen`` prints it."""
        return {
            "criterion": self.criterion,
            "kind": self.kind,
            "result": self.result,
            "cite": self.cite,
            "text": self.text,
            "force": self.force,
            "checked": self.checked,
            "facts": dict(self.facts),
            "sentence": self.sentence,
            "presumed": self.presumed,
        }


class Arising(NamedTuple):
    """A duty that arises on these facts, or may arise.

    Attributes:
        result: ``met`` where it arises, ``not-known`` where that turns on facts not known.
    """

    duty: str
    result: Result
    text: str
    cite: str
    force: Force
    checked: bool

    def as_json(self) -> dict[str, Any]:
        """The duty as ``casereview screen`` prints it."""
        return {
            "duty": self.duty,
            "result": self.result,
            "text": self.text,
            "cite": self.cite,
            "force": self.force,
            "checked": self.checked,
        }


@dataclass(frozen=True, eq=False, repr=False)
class Answer:
    """What the law says of these facts, and why.

    Attributes:
        framework: the id.
        outcome: ``must``, ``may``, ``need-not`` or ``cannot-say``.
        because: every criterion, in the framework's order.
        settling: the smallest sets of open facts that could settle a *cannot say*, most decisive first.
        turns_on: the facts in those sets, most decisive first. Empty unless it cannot say.
        duties: what must be done whatever is decided.
        residual_power: a power that guidance leaves in every case, changing no outcome.
        notes: what else has to be said under a case notified on this day.
        form: the form the review takes, once it is certain and the facts are known.
        facts: what was said, with what follows from it.
    """

    framework: str
    outcome: Outcome
    because: tuple[Because, ...]
    settling: tuple[Settling, ...]
    turns_on: tuple[str, ...]
    duties: tuple[Arising, ...]
    residual_power: Line | None
    notes: tuple[Note, ...]
    form: str | None
    clocks: tuple[Clock, ...]
    applies: Mapping[str, Result]
    facts: Facts
    _said: Facts
    _rules: Compiled

    @cached_property
    def would_become(self) -> Mapping[str, Mapping[str, Outcome]]:
        """For each fact the criteria ask about: what the outcome would be with each answer to it alone."""
        return {fact: self._rules.would_become(self._said, fact) for fact in self._rules.facts}

    @property
    def changes(self) -> Mapping[str, Mapping[str, Outcome]]:
        """The answers that would make the outcome another one: "what would change this"."""
        found = {
            fact: {answer: outcome for answer, outcome in answers.items() if outcome != self.outcome}
            for fact, answers in self.would_become.items()
        }
        return {fact: answers for fact, answers in found.items() if answers}

    def as_json(self) -> dict[str, Any]:
        """The answer as ``casereview screen`` prints it."""
        power = self.residual_power
        return {
            "framework": self.framework,
            "outcome": self.outcome,
            "because": [reason.as_json() for reason in self.because],
            "turns_on": list(self.turns_on),
            "settling": [
                {
                    "facts": list(each.facts),
                    "ways": [{"answers": dict(said), "outcome": outcome} for said, outcome in each.answers],
                }
                for each in self.settling
            ],
            "would_become": {
                fact: dict(self.would_become[fact]) for fact in self.would_become if self._matters(fact)
            },
            "duties": [duty.as_json() for duty in self.duties],
            "residual_power": power
            and {"text": power.text, "cite": power.cite, "force": power.force, "checked": power.checked},
            "notes": [{"text": note.text, "cite": note.cite, "checked": note.checked} for note in self.notes],
            "form": self.form,
            "clocks": [{**clock.as_json(), "applies": self.applies[clock.clock]} for clock in self.clocks],
        }

    def _matters(self, fact: str) -> bool:
        return fact in self.turns_on or fact in self.changes


def answers(facts: Mapping[str, str | bool]) -> dict[str, str]:
    """Facts as words: ``True`` and ``true`` are *yes*, a blank is *unknown*. Nothing else is guessed."""
    return {fact: _BOOLEANS.get(word := str(answer), word) for fact, answer in facts.items()}


def outcome_only(framework: Framework, facts: Facts) -> Outcome:
    """Must, may, need not or cannot say, without reasons: the quick way, for many cases.

    Args:
        facts: answers as words; one left out is unknown. They are taken to have been checked: a fact that the
            outcome does not rest on is not looked at. ``screen`` looks at all.

    Raises:
        BadFacts: an answer that was looked at does not exist, or child and adult are both yes.
    """
    return compiled(framework).outcome_soon(facts)


def screen(framework: Framework, facts: Facts, events: Mapping[str, date] | None = None) -> Answer:
    """Test what is known against a framework's criteria.

    Args:
        facts: answers by fact id (``yes``, ``suspected``, ``no``, ``unknown``; a kind of custody); one left
            out is unknown.
        events: the day of each event that has happened, for the clocks.

    Raises:
        BadFacts: an id or an answer does not exist, or child and adult are both yes.
        BadClock, BeyondTheTable: the events cannot be counted from.
    """
    rules = compiled(framework)
    said = answers(facts)
    known = infer(said)
    outcome = rules.outcome(rules.state(said))
    settling = rules.settling(said) if outcome == CANNOT_SAY else ()
    return Answer(
        framework=framework.id,
        outcome=outcome,
        because=tuple(_reasons(framework, known)),
        settling=settling,
        turns_on=tuple(dict.fromkeys(fact for each in settling for fact in each.facts)),
        duties=tuple(_duties(framework, known)),
        residual_power=framework.residual_power,
        notes=tuple(_notes(framework, events or {})),
        form=_form(framework, known, outcome),
        clocks=count(framework, events or {}),
        applies={rule.id: _result(rule.when, known) for rule in framework.clocks},
        facts=known,
        _said=said,
        _rules=rules,
    )


def _result(when: Predicate | None, facts: Facts) -> Result:
    return "met" if when is None else _RESULTS[truth_of(when, facts)]


def _duties(framework: Framework, facts: Facts) -> Iterator[Arising]:
    for duty in framework.duties:
        result = _result(duty.when, facts)
        if result != "not-met":
            yield Arising(duty.id, result, duty.text, duty.cite, duty.force, duty.checked)


def _notes(framework: Framework, events: Mapping[str, date]) -> Iterator[Note]:
    notified = events.get("notified")
    for note in framework.notes:
        if note.notified_from and notified and notified >= note.notified_from:
            yield note


def _form(framework: Framework, facts: Facts, outcome: Outcome) -> str | None:
    """A form is chosen once it is certain that there will be a review."""
    if outcome != "must":
        return None
    return next((form.id for form in framework.form if truth_of(form.when, facts) is Truth.YES), None)


class _Asked(NamedTuple):
    """A criterion, the facts it asks about, and the reasons given so far: cases repeat, and so do reasons."""

    criterion: Criterion
    facts: tuple[str, ...]
    reasons: dict[tuple[str, ...], Because]


_MOST_REASONS = 1_000
"""For each criterion; so that memory does not grow with the number of cases."""


@lru_cache(maxsize=64)
def _asked(framework: Framework) -> tuple[_Asked, ...]:
    return tuple(_Asked(each, facts_in(each.when), {}) for each in framework.criteria)


def _reasons(framework: Framework, facts: Facts) -> Iterator[Because]:
    for asked in _asked(framework):
        said = tuple([facts.get(fact, "unknown") for fact in asked.facts])
        reason = asked.reasons.get(said)
        if reason is None:
            reason = _reason(framework, asked.criterion, dict(zip(asked.facts, said, strict=True)))
            if len(asked.reasons) < _MOST_REASONS:
                asked.reasons[said] = reason
        yield reason


def _reason(framework: Framework, criterion: Criterion, facts: Facts) -> Because:
    result = _RESULTS[truth_of(criterion.when, facts)]
    rests_on = tuple(dict.fromkeys(_grounds(criterion.when, facts)))
    relied = {atom.fact: facts[atom.fact] for atom in rests_on}
    return Because(
        criterion=criterion.id,
        label=criterion.label,
        kind=criterion.kind,
        result=result,
        text=criterion.text,
        cite=criterion.cite,
        force=criterion.force,
        checked=criterion.checked,
        facts=relied,
        sentence=sentence(framework, criterion.label, result, relied),
        presumed=result == "met" and _would_be_undone(criterion.when, facts),
    )


def _would_be_undone(when: Predicate, facts: Facts) -> bool:
    """Whether a condition that holds would not, were each open presumption rebutted by a clear no."""
    presumed = {atom.fact for atom in atoms(when) if atom.how == "unless_no"}
    rebutted = {fact: "no" for fact in presumed if facts.get(fact, "unknown") == "unknown"}
    return bool(rebutted) and truth_of(when, {**facts, **rebutted}) is not Truth.YES


def _grounds(when: Predicate, facts: Facts) -> Iterator[Atom]:
    """The conditions that alone make a result what it is: for *not met* those that fail, and so on."""
    truth = truth_of(when, facts)
    if isinstance(when, Atom):
        yield when
        return
    for part in as_group(when).parts:
        if truth_of(part, facts) is truth:
            yield from _grounds(part, facts)


def sentence(
    framework: Framework,
    label: str,
    result: Result,
    relied: Mapping[str, str],
    sources: Mapping[str, str] | None = None,
) -> str:
    """A reason as a chair would say it.

    Args:
        relied: the facts it rests on, with the answers given.
        sources: by fact, where it is known from ("hospital, 12 March"); put in brackets behind it.
    """
    verb = {"met": "is met", "not-met": "is not met", "not-known": "cannot be said yet"}[result]
    parts = []
    for fact, answer in relied.items():
        source = (sources or {}).get(fact)
        parts.append(fact_words(framework.fact(fact), answer, result) + (f" ({source})" if source else ""))
    return f"{label[0].upper()}{label[1:]} {verb}: {_joined(parts)}."


def fact_words(fact: Fact, answer: str, result: Result | None = None) -> str:
    """A fact and its answer as part of a sentence.

    Args:
        result: of the criterion it stands in; a presumption unrebutted is worded as one.
    """
    if fact.id == CUSTODY:
        if answer == "unknown":
            return "it is not known whether the child was in custody"
        return f"the child was {CUSTODY_WORDS.get(answer, answer)}"
    if answer == "yes":
        return fact.is_so
    if answer == "no":
        return fact.is_not
    if answer == "suspected":
        return f"it is suspected that {fact.is_so}"
    if result == "met":
        return f"it is not clear that {fact.is_not.removeprefix('it is clear that ')}"
    return f"it is not known whether {fact.is_so}"


def _joined(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def holds(atom: Atom, facts: Facts) -> Result:
    """Whether one condition holds: for a page that shows a criterion piece by piece."""
    return _RESULTS[truth_of_atom(atom, facts.get(atom.fact, "unknown"))]
