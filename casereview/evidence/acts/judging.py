"""Two accounts of one event, silences, and facts to look for: a person says what the product only proposes."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from casereview.access.policy import Actor
from casereview.access.roles import LEARNING, Role
from casereview.acts.payload import Hidden, Line, OptionalWords, Payload, Ref, Text, Words
from casereview.acts.registry import Done, Refusal, act
from casereview.acts.tables import find, new
from casereview.cases.models import Case
from casereview.evidence.acts.panel import JUDGES, AnEntry
from casereview.evidence.chronology.analysis import fact_of
from casereview.evidence.models import Dismissed, Entry, Pairing, SoughtFact
from casereview.people.references import agency_of


class JudgePair(Payload):
    """Whether two entries tell of one event."""

    first: AnEntry = Field(title="One account")
    second: AnEntry = Field(title="The other account")
    same: bool = Field(title="Are they two accounts of one event?")
    why: Annotated[Text, Hidden()] = Field("", title="Why it was proposed", max_length=1000)
    question: OptionalWords = Field(
        "",
        title="If the accounts differ: what should the author settle?",
        description="Nothing is merged. Both entries stay as their agencies wrote them.",
    )


@act(by=JUDGES, when=LEARNING)
def judge_pair(case: Case, said: JudgePair, *, by: Actor, on: date) -> Done | Refusal:
    """Say whether two entries are one event.

    Your answer is remembered, also when an agency sends a newer file.
    """
    rows = sorted((find(Entry, case, key) for key in (said.first, said.second)), key=lambda row: row.pk)
    if rows[0].pk == rows[1].pk:
        return Refusal("This is one entry twice.", "Choose two entries.", field="second")
    before = Pairing.rows.filter(first=rows[0], second=rows[1], withdrawn_on=None).first()
    if before is not None:
        return Refusal(
            f"This pair was judged already, as {before.key}.",
            "Withdraw that first, if you now see it otherwise.",
            field="same",
            clears="withdraw",
        )
    row = new(
        Pairing,
        case,
        made_on=on,
        first=rows[0],
        second=rows[1],
        same=said.same,
        why=said.why,
        question=said.question,
    )
    words = "two accounts of one event" if said.same else "two events"
    return Done(f"Two entries were found to be {words}.", made=row)


class SettleDifference(Payload):
    """What the author makes of two accounts that differ."""

    pairing: Annotated[str, Ref("pairing")] = Field(title="Which pair?")
    answer: Words = Field(title="What do you make of the difference?")


@act(by={Role.AUTHOR, Role.LEAD}, when=LEARNING)
def settle_difference(case: Case, said: SettleDifference, *, by: Actor, on: date) -> Done | Refusal:
    """Say what you make of two accounts that differ.

    Both accounts stay. What you write stands beside them.
    """
    row = find(Pairing, case, said.pairing)
    if not row.same:
        return Refusal(
            "These were found to be two events.", "There is no difference to settle.", field="pairing"
        )
    if row.answered_on:
        return Refusal(
            "This was answered already.",
            "Correct the answer with a reason.",
            field="answer",
            clears="correct",
        )
    row.answer, row.answered_on, row.version = said.answer, on, row.version + 1
    row.save()
    return Done("A difference between two accounts was answered.", made=row)


class DismissSilence(Payload):
    """Why a silence needs no question."""

    silence: Annotated[Line, Hidden()] = Field(title="Which silence?", max_length=80)
    agency: Annotated[str, Ref("agency"), Hidden()] = Field(title="Whose silence?")
    because: Words = Field(title="Why does it need no question?")


@act(by=JUDGES, when=LEARNING)
def dismiss_silence(case: Case, said: DismissSilence, *, by: Actor, on: date) -> Done | Refusal:
    """Say why a silence needs no question.

    A silence is a question, not a verdict. Your reason is kept, and the silence is not shown as open again.
    """
    if Dismissed.rows.filter(case=case, silence=said.silence, withdrawn_on=None).exists():
        return Refusal("This silence was looked at already.", "There is nothing to do.", field="because")
    agency = agency_of(case, said.agency)
    row = new(Dismissed, case, made_on=on, silence=said.silence, agency=agency, because=said.because)
    return Done("A silence was looked at and needs no question.", made=row)


class LookForFact(Payload):
    """A fact that every agency's record is looked through for."""

    words: Line = Field(
        title="By which words would a record speak of it?",
        description="Words or phrases with commas between, as agencies write them: hair tongs, straighteners, burn. The first is its name in the table.",
        max_length=300,
    )


@act(by=JUDGES, when=LEARNING)
def look_for_fact(case: Case, said: LookForFact, *, by: Actor, on: date) -> Done | Refusal:
    """Look for a fact of your own.

    It stands in the table of who knew what, and when, with the day on which each agency's record first speaks of it.
    """
    try:
        name = fact_of(said.words).name
    except ValueError as why:
        return Refusal(str(why), "Type words as agencies write them.", field="words")
    there = SoughtFact.rows.filter(case=case, withdrawn_on=None).values_list("words", flat=True)
    if name.casefold() in {fact_of(words).name.casefold() for words in there}:
        return Refusal(
            "A fact of this name is looked for already.",
            "Correct its words, or withdraw it.",
            field="words",
            clears="withdraw",
        )
    row = new(SoughtFact, case, made_on=on, words=said.words)
    return Done("A fact to look for in the chronology was added.", made=row)
