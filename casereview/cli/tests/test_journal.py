"""A journal with a mistake: exit 2, one sentence with the file, the act and the field; and nothing is made."""

from __future__ import annotations

import pytest

from casereview.cases.models import Case
from casereview.cli.journal import Journal
from casereview.law.strict_yaml import BadInput
from casereview.people.models import Board

pytestmark = pytest.mark.django_db

BOARD = "board: {name: Marrowdale Safeguarding Children Board, nation: england, agencies: [Police], people: [{key: m, roles: [manager]}]}\n"
TOLD = "  - {on: 2014-02-10, by: m, act: notify, as: case, with: {what_happened: A, children: [{initials: AB}]}}\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("board: [1]\nacts: []\n", "board: a board is written as"),
        ("board: {name: X, nation: narnia}\nacts: []\n", "board.nation: There is no law for .narnia."),
        ("board: {name: X, nation: england, clock: 1}\nacts: []\n", "board.clock: This is not a question"),
        (
            "board: {name: X, nation: england, people: [{key: m, interests: [{until: soon}]}]}\nacts: []\n",
            "board.people.0.interests.0.until: Give the day",
        ),
        (
            "board: {name: X, nation: england, people: [{key: m, agency: police}]}\nacts: []\n",
            "board.people.0: 'police' is not among the agencies",
        ),
        (BOARD + "acts:\n" + TOLD.replace("notify", "notfy"), "act 1: act: there is no act 'notfy'"),
        (
            BOARD + "acts:\n" + TOLD.replace("2014-02-10", "10/2/2014"),
            "act 1: on: give the day as 2014-03-27",
        ),
        (
            BOARD + "acts:\n" + TOLD + "  - {on: 2014-02-11, by: zed, act: keep-apart, with: {because: A}}\n",
            "act 2: by: there is nobody 'zed'",
        ),
        (
            BOARD
            + "acts:\n"
            + TOLD
            + "  - {on: 2014-02-11, by: m, act: secure-records, with: {agency: police, x: 1}}\n",
            "act 2: x: This is not a question of this form",
        ),
        (
            BOARD
            + "acts:\n"
            + TOLD
            + "  - {on: 2014-02-11, by: m, act: keep-apart, to: $cas, with: {because: A}}\n",
            r"act 2: '\$cas' is used before an act makes it",
        ),
        (
            BOARD + "acts:\n" + TOLD.replace("what_happened: A", "what_happened: A, incident_on: 2014-02-31"),
            "act 1: incident_on: Give a day that exists",
        ),
    ],
)
def test_a_mistake_is_named_with_file_index_and_field_and_nothing_is_made(tmp_path, text, words):
    path = tmp_path / "mistaken.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(BadInput, match=words) as bad:
        Journal(path)

    assert str(bad.value).startswith("mistaken.yaml: ")
    assert not Board.rows.exists() and not Case.rows.exists()


def test_a_board_keeps_what_its_block_says_of_it(tmp_path):
    path = tmp_path / "board.yaml"
    settings = "employed_within_years: 3, local_clocks: [{name: Tell the family, starts: decided, amount: 5, unit: working-days}], "
    path.write_text(BOARD.replace("agencies:", f"{settings}agencies:") + "acts:\n" + TOLD, encoding="utf-8")

    Journal(path).replay()

    board = Board.rows.get()
    assert board.employed_within_years == 3
    from casereview.cases.clocks import clocks_of

    local = [clock for clock in clocks_of(Case.rows.get()) if clock.local]
    assert [(clock.text, clock.cite) for clock in local] == [("Tell the family (this board's own)", None)]


def test_a_mistake_in_an_act_is_not_taken_for_the_refusal_that_was_expected(tmp_path):
    """What cannot be read as an answer never reached a guard: the journal is wrong, and says where."""
    (tmp_path / "note.txt").write_text("A note.", encoding="utf-8")
    told = TOLD.replace("initials: AB", "initials: {file: note.txt}").replace(
        "act: notify, as: case", "act: notify, expect: refused"
    )
    path = tmp_path / "mistaken.yaml"
    path.write_text(f"{BOARD}acts:\n{TOLD}{told}", encoding="utf-8")

    with pytest.raises(BadInput, match=r"mistaken\.yaml: act 2: children\.0\.initials: "):
        Journal(path).replay()
