"""Published reviews, screened: the criteria answer what their boards reached, or the journal explains the difference."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from casereview.cases.rules import departs
from casereview.cli.journal import Journal, Line
from casereview.law.frameworks import load
from casereview.law.governing import governing
from casereview.law.panel import NOT_SAID
from casereview.law.screening import Answer, screen

ROOT = Path(__file__).resolve().parent.parent
PUBLISHED = sorted((ROOT / "journals" / "published").glob("*.yaml"))


class Screening(NamedTuple):
    """What a journal says up to its decision: the framework with its reason, each child's facts, and what was decided."""

    framework: str
    because: str
    facts: dict[str, dict[str, str]]
    sources: list[str]
    decided: str
    explained: str
    notified_on: date
    decided_on: date


def screening_in(lines: Iterable[Line], nation: str) -> Screening:
    """Read a journal's acts as far as its first decision."""
    facts: dict[str, dict[str, str]] = {}
    sources: list[str] = []
    framework, because, notified = "", "", date.min
    for line in lines:
        if line.act == "notify":
            notified, proposed = line.on, governing(nation, line.on)
            framework, because = proposed.framework_id, proposed.reason
        elif line.act == "choose-framework":
            framework, because = line.said["framework"], line.said["because"]
        elif line.act == "record-facts":
            for answer in line.said["answers"]:
                value = answer["value"]
                about = facts.setdefault(line.said.get("child", ""), {})
                about[answer["fact"]] = "unknown" if value in NOT_SAID else value
                sources.append(answer.get("source", ""))
        elif line.act == "decide":
            explained = line.said.get("departs_because", "")
            decided = line.said["outcome"]
            return Screening(framework, because, facts, sources, decided, explained, notified, line.on)
    raise AssertionError("this journal decides nothing")


def answered(found: Screening) -> list[Answer]:
    return [screen(load(found.framework), facts) for facts in found.facts.values()]


def unexplained(found: Screening) -> list[str]:
    """The outcomes from which the board's decision departs without a reason."""
    outcomes = [answer.outcome for answer in answered(found)]
    strongest = min(outcomes, key=["must", "cannot-say", "may", "need-not"].index)
    return [strongest] if departs(strongest, found.decided) and not found.explained.strip() else []


def test_there_are_published_reviews_to_screen():
    assert len(PUBLISHED) >= 12


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
def test_a_published_review_is_screened_with_the_outcome_that_its_board_reached(path):
    journal = Journal(path)
    found = screening_in(journal.lines, journal.block["nation"])

    assert unexplained(found) == []
    answers = answered(found)
    assert any(answer.outcome == "must" for answer in answers) or found.explained, (
        f"{[answer.outcome for answer in answers]}, and a review was held: the journal says nothing of why"
    )
    for answer in answers:
        assert all(reason.sentence and reason.cite for reason in answer.because)


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
def test_a_published_review_says_why_its_framework_is_the_one_and_where_its_facts_are_from(path):
    journal = Journal(path)
    found = screening_in(journal.lines, journal.block["nation"])

    framework = load(found.framework)
    assert found.because.strip() and all(found.sources)
    assert framework.nation == journal.block["nation"]
    assert framework.in_force_on(found.notified_on) or framework.in_force_on(found.decided_on), (
        f"{framework.id} was in force neither when the board was told nor when it decided"
    )


def test_a_decision_that_departs_without_a_reason_would_be_found():
    facts = {"child": "yes", "in_area": "yes", "abuse_or_neglect": "no", "died": "yes", "custody": "none"}
    facts |= {"detained_mental_health": "no", "suspected_suicide": "no", "seriously_harmed": "no"}
    made_up = Screening(
        "england-scr-2013",
        "In force.",
        {"": facts},
        ["A letter"],
        "review",
        "",
        date(2014, 2, 3),
        date(2014, 3, 3),
    )

    assert unexplained(made_up) == ["need-not"]
    assert unexplained(made_up._replace(explained="The chair saw much to learn.")) == []
