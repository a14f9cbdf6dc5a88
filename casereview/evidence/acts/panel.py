"""The panel reads the chronology: comments for named roles, marks of significance, tags by theme."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from casereview.access.policy import Actor
from casereview.access.roles import LEARNING, Role
from casereview.acts.payload import Hidden, Labels, OptionalWords, Payload, Ref, Words
from casereview.acts.registry import Done, Refusal, act
from casereview.acts.tables import find, new
from casereview.cases.called import WORDED, title_of
from casereview.cases.models import Case
from casereview.evidence.models import Comment, Entry, Significance, Tag
from casereview.people.models import Person

READS = frozenset({Role.MANAGER, Role.LEAD, Role.AUTHOR, Role.TEAM_MEMBER})
JUDGES = frozenset({Role.MANAGER, Role.LEAD, Role.AUTHOR})
Reader = Annotated[
    Literal["manager", "chair", "lead", "author", "team-member"],
    Labels(
        (
            ("lead", "Independent Safeguarding Lead"),
            ("author", "Overview Report Author"),
            ("team-member", "Review Team members"),
            ("manager", "Board manager"),
            ("chair", "Chair"),
        ),
        here=lambda case: {role: title_of(case, role) for role in WORDED},
    ),
]
AnEntry = Annotated[str, Ref("entry"), Hidden()]


class CommentOn(Payload):
    """What is said of an entry, and to whom."""

    entry: AnEntry = Field(title="Which entry?")
    text: Words = Field(title="Your comment")
    seen_by: tuple[Reader, ...] = Field(
        min_length=1,
        title="Who may read it?",
        description="Nobody else sees that it is there. Agencies never read the panel's comments: to ask one, send a question.",
    )


@act(by=READS, when=LEARNING)
def comment_on_entry(case: Case, said: CommentOn, *, by: Actor, on: date) -> Done:
    """Comment on an entry.

    The entry stays as its agency wrote it. Your own role always reads what you wrote.
    """
    own = [role for role in READS if by.holds(role, case.place)]
    first = next(role for role in (Role.LEAD, Role.AUTHOR, Role.MANAGER, Role.TEAM_MEMBER) if role in own)
    row = new(
        Comment,
        case,
        made_on=on,
        entry=find(Entry, case, said.entry),
        text=said.text,
        by_role=first,
        writer=Person.rows.filter(pk__in=by.people, board=case.board).first(),
        seen_by=sorted({*said.seen_by, str(first)}),
    )
    return Done("Somebody of the panel commented on an entry.", made=row)


class MarkEntry(Payload):
    """How much an entry matters."""

    entry: AnEntry = Field(title="Which entry?")
    how: Annotated[
        Literal["significant", "turning-point"],
        Labels(
            (
                ("significant", "Significant"),
                ("turning-point", "A turning point: something could have gone another way here"),
            )
        ),
    ] = Field(title="What is it?")
    because: OptionalWords = Field("", title="Why?")


@act(by=JUDGES, when=LEARNING)
def mark_entry(case: Case, said: MarkEntry, *, by: Actor, on: date) -> Done | Refusal:
    """Mark an entry as significant.

    The panel sees the mark in the chronology and in its picture; agencies do not.
    """
    entry = find(Entry, case, said.entry)
    before = Significance.rows.filter(entry=entry, withdrawn_on=None).first()
    if before is not None:
        return Refusal(
            f"This entry is marked already, as {before.key}.",
            "Correct or withdraw that mark.",
            field="how",
            clears="withdraw",
        )
    row = new(Significance, case, made_on=on, entry=entry, how=said.how, because=said.because)
    return Done("An entry was marked as significant.", made=row)


class TagEntry(Payload):
    """The themes that an entry shows."""

    entry: AnEntry = Field(title="Which entry?")
    themes: tuple[Annotated[str, Ref("theme")], ...] = Field(
        min_length=1, max_length=6, title="Which themes does it show?"
    )


@act(by=JUDGES, when=LEARNING)
def tag_entry(case: Case, said: TagEntry, *, by: Actor, on: date) -> Done | Refusal:
    """Tag an entry with themes.

    The same themes by which lessons are found, so that what a lesson rests on can be gathered early.
    """
    entry = find(Entry, case, said.entry)
    there = set(Tag.rows.filter(entry=entry, withdrawn_on=None).values_list("theme", flat=True))
    fresh = [theme for theme in dict.fromkeys(said.themes) if theme not in there]
    if not fresh:
        return Refusal("The entry has these themes already.", "There is nothing to do.", field="themes")
    for theme in fresh:
        new(Tag, case, made_on=on, entry=entry, theme=theme)
    words = "a theme" if len(fresh) == 1 else f"{len(fresh)} themes"
    return Done(f"An entry was tagged with {words}.", made=entry)
