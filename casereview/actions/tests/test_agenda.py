"""The group's agenda holds so many actions of a kind; of what is beyond it says that it is there, and never that there are fewer."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from casereview.actions.models import Action
from casereview.actions.papers import BEYOND, agenda_paper
from casereview.actions.queries import MOST
from casereview.acts.ask import ask
from casereview.papers.blocks import Heading, Paragraph

pytestmark = pytest.mark.django_db


def many(it, count: int, **days: date) -> None:
    """So many more actions like the first."""
    first = it.action()
    last = Action.rows.filter(case=it.case).count()
    values = {f.attname: getattr(first, f.attname) for f in Action._meta.concrete_fields if f.name != "id"}
    Action.rows.bulk_create(Action(**{**values, "number": last + n, **days}) for n in range(1, count + 1))


def sections(it) -> dict[str, tuple[int, bool]]:
    answer = ask(it.group, "actions-of-board", of=it.case.board)
    return {one["name"]: (one["count"], one["beyond"]) for one in answer["sections"]}


def test_proof_and_overdue_actions_beyond_the_agenda_are_said_to_be_there(planned, signed_in):
    it = planned()
    late, today = it.group.today - timedelta(days=9), it.group.today
    many(it, MOST, done_said_on=today, due_on=today)
    many(it, MOST, due_on=late)
    assert sections(it)["verify"] == sections(it)["overdue"] == (MOST, False)

    many(it, 1, done_said_on=today, due_on=today)
    many(it, 1, due_on=late)
    assert sections(it)["verify"] == sections(it)["overdue"] == (MOST, True)

    page = signed_in(it.group).get(f"/boards/{it.case.board.code}/actions/").content.decode()
    assert "More than 100 actions have proof to check, more than 100 are overdue" in page
    assert page.count("There are more than one agenda holds.") == 2
    answer = ask(it.group, "actions-of-board", of=it.case.board, page="all")
    blocks = agenda_paper(answer, "1d70b8").blocks
    assert Heading("1. Proof to verify: more than 100") in blocks and blocks.count(Paragraph(BEYOND)) == 2
