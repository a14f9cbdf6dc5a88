"""``docs/adding-a-framework.md``, followed: a made-up nation gets a framework, and a case runs through it."""

from __future__ import annotations

import re
import shlex
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from casereview.law.clocks import count
from casereview.law.comparison import side_by_side
from casereview.law.frameworks import every_framework, load, load_file, load_folder
from casereview.law.governing import governing
from casereview.law.page import page
from casereview.law.screening import screen

PAGE = (Path(__file__).parents[3] / "docs" / "adding-a-framework.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"^`([\w.-]+\.yaml)`:\n\n```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL))
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with the files that the page has its reader write."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_page_has_two_files_and_five_commands():
    assert (list(FILES), len(COMMANDS)) == (["saltholm-lr-2020.yaml", "facts.yaml"], 5)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_on_the_page_works(command, folder, capsysbinary):
    _, name, *options = shlex.split(command)

    status = import_module(f"casereview.cli.{name}").main(options)

    printed = capsysbinary.readouterr()
    assert (status, printed.err) == (0, b"")
    assert printed.out


def test_a_case_runs_through_the_new_framework(folder):
    law = load_file(folder / "saltholm-lr-2020.yaml")
    facts = {"child": "yes", "at_sea": "yes", "died": "yes"}

    answer = screen(law, facts, {"notified": date(2021, 12, 24)})

    assert (answer.outcome, answer.turns_on) == ("must", ())
    assert [(reason.criterion, reason.result, reason.presumed) for reason in answer.because] == [
        ("slr20-death", "met", True),
        ("slr20-other", "met", False),
    ]
    assert screen(law, {**facts, "concern_working_together": "no"}).outcome == "may"
    assert screen(law, {"child": "yes", "died": "yes"}).turns_on == ("in_area", "at_sea")
    assert answer.clocks[0].due == date(2022, 1, 13)


def test_its_clock_counts_by_the_calendar_it_borrows(folder):
    law = load_file(folder / "saltholm-lr-2020.yaml")

    [decision] = count(law, {"notified": date(2021, 12, 24)})

    left_out = [
        sentence for sentence in decision.working if "weekend" not in sentence and "Left out" in sentence
    ]
    assert left_out == [
        "Left out: Monday 27 December 2021 (Christmas Day (substitute day)).",
        "Left out: Tuesday 28 December 2021 (Boxing Day (substitute day)).",
        "Left out: Monday 3 January 2022 (New Year's Day (substitute day)).",
        "Left out: Tuesday 4 January 2022 (2 January (substitute day)).",
    ]


def test_its_nation_is_offered_it_and_nobody_else_is(folder):
    (folder / "facts.yaml").unlink()
    known = (*every_framework(), *load_folder(folder))

    assert governing("saltholm", date(2021, 12, 24), frameworks=known).framework_id == "saltholm-lr-2020"
    assert governing("scotland", date(2021, 12, 24), frameworks=known).framework_id == "scotland-lr-2021"


def test_it_stands_beside_a_shipped_one(folder):
    facts = {"child": "yes", "in_area": "yes", "died": "yes"}

    both = side_by_side(load("scotland-lr-2021"), load_file(folder / "saltholm-lr-2020.yaml"), facts)

    assert (both.first.outcome, both.second.outcome) == ("cannot-say", "must")


def test_it_has_a_page_that_a_person_can_read(folder):
    made = page(load_file(folder / "saltholm-lr-2020.yaml"))

    assert (made.nation, made.in_force) == ("Saltholm", "From 1 January 2020")
    assert made.examples[0].answer.outcome == "must"
    assert [each.span for each in made.clocks] == [
        "10 working days after the day on which the body that decides was told"
    ]
