"""Papers of a meeting, from its record: the invitation, the agenda, the minutes. No name of the family stands in any of them."""

from __future__ import annotations

from typing import Any

from casereview.access.policy import Actor
from casereview.acts.registry import AccessDenied
from casereview.cases.models import Case
from casereview.cases.papers import paper
from casereview.papers.blocks import Block, Bullets, Heading, KeyValues, Note, Paper, Paragraph, Table, day
from casereview.reviews.meetings import (
    attendance_of,
    called,
    heard_at,
    meeting_of,
    name_of,
    papers_of,
    tasks_of,
)
from casereview.reviews.models import Meeting, Task
from casereview.reviews.rules import AGENDAS, CAME_WORDS, CONFIDENTIAL, MEETING_WORDS
from casereview.reviews.seen import RUNS, SEES_MEETINGS, meetings_seen


def _there_are(case: Case) -> bool:
    return bool(Meeting.rows.filter(case=case, withdrawn_on=None).exists())


def _which(by: Actor, case: Case, key: str, *, minuted: bool = False) -> Meeting:
    """The meeting that is asked for; where none is, the next one, or the last that was minuted."""
    if key:
        return meeting_of(by, case, key)
    rows = meetings_seen(by, case).select_related("chaired_by")
    if minuted:
        found = rows.exclude(minutes="").order_by("-held_on", "-number").first()
    else:
        found = rows.filter(held_on__gte=by.today).order_by("held_on", "number").first()
        found = found or rows.order_by("-held_on", "-number").first()
    if found is None:
        raise AccessDenied("There is nothing here.")
    return found


def _paper(row: Meeting, title: str, blocks: list[Block]) -> Paper:
    case = row.case
    return Paper(
        title=title,
        board=case.board.name,
        reference=case.code,
        made_on=row.made_on,
        blocks=tuple(blocks),
        brand=case.board.brand,
    )


def when_and_where(row: Meeting) -> KeyValues:
    """The facts on top of every paper of a meeting."""
    pairs = [("Meeting", f"{row.key}, {MEETING_WORDS[row.what]}"), ("Day", day(row.held_on))]
    if row.starts:
        pairs.append(("Time", row.starts.strftime("%H:%M")))
    if row.place:
        pairs.append(("Place", row.place))
    if row.chaired_by:
        leads = "Facilitated by" if row.what == "learning-event" else "Chaired by"
        pairs.append((leads, row.chaired_by.name))
    return KeyValues(tuple(pairs))


def agenda_blocks(row: Meeting, by: Actor) -> list[Block]:
    """The agenda with what it needs beside it: the papers, and the tasks of the last meeting of this kind that are open."""
    items = tuple(row.agenda) or AGENDAS[row.what]
    blocks: list[Block] = [Note(CONFIDENTIAL), Heading("Agenda"), Bullets(items, numbered=True)]
    if papers := papers_of(row, by):
        blocks += [Heading("Papers"), Bullets(tuple(f"{p['key']}: {p['label']}" for p in papers))]
    open_ = Task.rows.filter(
        case=row.case_id,
        meeting__what=row.what,
        meeting__held_on__lt=row.held_on,
        done_on=None,
        withdrawn_on=None,
    )
    rows = tuple(
        (t.key, t.text, t.owner.name, day(t.due_on) if t.due_on else "no day was set")
        for t in open_.select_related("owner").order_by("due_on", "number")
    )
    if rows:
        blocks.append(Table("Tasks still open from earlier meetings", ("No.", "Task", "Who", "By"), rows))
    return blocks


def minutes_blocks(row: Meeting) -> list[Block]:
    """The minutes: who was there, what was said, the log of decisions and the log of tasks."""
    people = tuple(
        (
            name_of(one, row),
            one.agency.name if one.agency else "",
            CAME_WORDS[one.came],
            f"Left for: {one.left_for}" if one.left_for else "",
        )
        for one in attendance_of(row)
    )
    blocks: list[Block] = [Note(CONFIDENTIAL)]
    if people:
        blocks.append(Table("Who was there", ("Who", "Agency", "Came", "Left the room"), people))
    blocks += [Heading("Minutes"), *(Paragraph(part) for part in row.minutes.split("\n\n") if part.strip())]
    if row.views:
        views = tuple((v.get("member", ""), v.get("view", "")) for v in row.views)
        blocks.append(Table("Members' views, as they were said", ("Member", "View"), views))
    if row.decisions:
        decisions = tuple((str(n), text) for n, text in enumerate(row.decisions, 1))
        blocks.append(Table("Decisions", ("No.", "Decision"), decisions))
    tasks = tuple(
        (
            t.key,
            t.text,
            t.owner.name,
            day(t.due_on) if t.due_on else "no day was set",
            day(t.done_on) if t.done_on else "open",
        )
        for t in tasks_of(row)
    )
    if tasks:
        blocks.append(Table("Tasks", ("No.", "Task", "Who", "By", "Done"), tasks))
    if heard := tuple(f"{h.text} It changes: {h.changes}" if h.changes else h.text for h in heard_at(row)):
        blocks += [Heading("What was heard"), Paragraph("Nobody is named or quoted."), Bullets(heard)]
    return blocks


@paper("invitation", title="Invitation to a meeting", by=RUNS, when=_there_are)
def invitation(seen: Any, *, of: Case, by: Actor, key: str = "") -> Paper:
    """The letter to those invited: what it is, what becomes of what they say, and the support they have."""
    row = _which(by, of, key)
    event = row.what == "learning-event"
    purpose = (
        "We would like to hear how it looked from where you stood: what made sense at the time, what helped and what got in "
        "the way. You are not on trial. What you say is written down without your name and without your words being "
        "traced to you. Nothing of it is used for discipline."
        if event
        else "Please read the papers before you come, and tell us if you or your agency have an interest to declare."
    )
    blocks: list[Block] = [
        Paragraph(f"You are invited to a meeting in the review {of.code}."),
        when_and_where(row),
        Paragraph(purpose),
        Paragraph("Please answer by telephone or mail with the code alone, and put no name into a mail."),
    ]
    invited = [(name_of(a, row), a.agency.name if a.agency else "", a.support) for a in attendance_of(row)]
    if any(support for _, _, support in invited):
        rows = tuple((who, agency, support or "Ask us") for who, agency, support in invited)
        blocks.append(Table("Support before, on the day and after", ("Who", "Agency", "Support"), rows))
    items = tuple(row.agenda) or AGENDAS[row.what]
    blocks += [Heading("What we shall do"), Bullets(items, numbered=True)]
    return _paper(row, f"Invitation: {called(row)}", blocks)


@paper("agenda", title="Agenda of the next meeting", by=SEES_MEETINGS, when=_there_are)
def agenda(seen: Any, *, of: Case, by: Actor, key: str = "") -> Paper:
    """The agenda of a meeting, with its papers and what is still open from the last."""
    row = _which(by, of, key)
    return _paper(row, f"Agenda: {called(row)}", [when_and_where(row), *agenda_blocks(row, by)])


@paper(
    "minutes",
    title="Minutes of the last meeting",
    by=SEES_MEETINGS,
    when=lambda case: Meeting.rows.filter(case=case, withdrawn_on=None).exclude(minutes="").exists(),
)
def minutes(seen: Any, *, of: Case, by: Actor, key: str = "") -> Paper:
    """The minutes of a meeting, with decisions and tasks."""
    row = _which(by, of, key, minuted=True)
    if not row.minutes:
        raise AccessDenied("There is nothing here.")
    return _paper(row, f"Minutes: {called(row)}", [when_and_where(row), *minutes_blocks(row)])
