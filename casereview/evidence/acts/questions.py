"""Questions sent back to an agency, with an answer by a day. No agency reads what another was asked."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from casereview.access.policy import Actor
from casereview.access.roles import LEARNING, Role
from casereview.acts.payload import Day, Hidden, OnBehalf, Payload, Ref, Text, Words
from casereview.acts.registry import Done, Notice, Refusal, act
from casereview.acts.tables import find, new
from casereview.cases.acts.corrections import IN_USE
from casereview.cases.acts.information import part_of
from casereview.cases.models import Case
from casereview.evidence.acts.asking import people_of, running
from casereview.evidence.acts.panel import JUDGES
from casereview.evidence.acts.submitting import not_its_own
from casereview.evidence.models import AgencyQuestion, Entry
from casereview.people.references import agency_of, as_one


class QuestionAgency(Payload):
    """What an agency is asked, about which entry, by when."""

    agency: Annotated[str, Ref("agency")] = Field(title="Which agency do you ask?")
    entry: Annotated[str, Ref("entry"), Hidden()] | None = Field(None, title="About which entry?")
    silence: Annotated[Text, Hidden()] = Field("", title="About which silence?", max_length=80)
    text: Words = Field(
        title="What do you ask?",
        description="Only this agency reads it. Do not say what another agency recorded.",
    )
    due_on: Day = Field(title="By which day do you need the answer?")


@act(by=JUDGES, when=LEARNING)
def question_agency(case: Case, said: QuestionAgency, *, by: Actor, on: date) -> Done | Refusal:
    """Send a question to an agency.

    About one of its entries, or about a time of which it says nothing. Its people answer here.
    """
    if said.due_on < on:
        return Refusal("The day is already past.", "Give a day that is still to come.", field="due_on")
    agency = agency_of(case, said.agency)
    same = as_one([agency.pk])
    entry = find(Entry, case, said.entry) if said.entry else None
    if entry is not None and entry.agency_id not in same:
        return Refusal(
            "This entry is another agency's.",
            "An agency is asked about its own entries alone: leave the entry out, or ask its agency.",
            field="agency",
        )
    part_of(case, agency, on)
    row = new(
        AgencyQuestion,
        case,
        made_on=on,
        agency=agency,
        entry=entry,
        text=said.text,
        due_on=said.due_on,
        silence=said.silence,
    )
    to = people_of(case, [agency.pk])
    return Done(
        "An agency was sent a question about its chronology.",
        made=row,
        notices=(
            Notice(to, "question", about=row.key),
            Notice(to, "question-due", due=said.due_on, about=row.key),
        ),
    )


class AnswerQuestion(OnBehalf):
    """What the agency answers."""

    question: Annotated[str, Ref("agency-question")] = Field(title="Which question?")
    answer: Words = Field(title="What do you answer?")


@act(by={Role.AGENCY_LEAD, Role.REPORT_WRITER, Role.MANAGER, Role.LEAD}, when=LEARNING)
def answer_question(case: Case, said: AnswerQuestion, *, by: Actor, on: date) -> Done | Refusal:
    """Answer a question about a chronology.

    The lead, the author and the board's manager read it; other agencies do not. If an entry is wrong, correct
    the entry as well.
    """
    row = find(AgencyQuestion, case, said.question)
    if refusal := not_its_own(by, case, row.agency, said.on_behalf_of, "answer"):
        return refusal
    if row.answered_on:
        return Refusal(
            "This question was answered already.", "Ask the lead for a further one.", field="question"
        )
    row.answer, row.answered_on, row.on_behalf_of = said.answer, on, said.on_behalf_of
    row.version += 1
    row.save()
    to = tuple(number for number in running(case, by.today) if number != by.id)
    return Done("An agency answered a question.", made=row, notices=(Notice(to, "answered", about=row.key),))


IN_USE[AgencyQuestion.KIND] = lambda row: "The agency has answered it." if row.answered_on else None
