"""The screening as it is shown: each child's questions and what the criteria answer; its history; another framework beside it."""

from __future__ import annotations

from typing import Any

from casereview.cases.clock_lines import iso
from casereview.cases.clocks import events_of
from casereview.cases.models import Case, Child, Fact
from casereview.cases.screened import Screened, children_of, said_of, screening_of, standing_now, stood
from casereview.law.beside import beside
from casereview.law.frameworks import every_id, load
from casereview.law.governing import NoFramework, governing
from casereview.law.model import Framework, Outcome
from casereview.law.page import in_force_words
from casereview.law.panel import Said, asked_elsewhere, binds, headline, history, panel, told, value_words


def capital(words: str) -> str:
    """A sentence with its first letter raised."""
    return words[:1].upper() + words[1:]


def framework_line(case: Case) -> dict[str, Any]:
    """The framework that governs a case, why it is the one, and which others could be."""
    framework = load(case.framework)
    return {
        "id": framework.id,
        "title": framework.title,
        "in_force": in_force_words(framework),
        "because": case.framework_because,
        "decides": framework.decides.by,
        "binds": binds(framework),
        **_proposed(case),
    }


def _proposed(case: Case) -> dict[str, Any]:
    """The framework that is proposed for a case with its reason, and the others that may be the right one with theirs."""
    people = [child.adult for child in children_of(case)]
    try:
        found = governing(
            case.board.nation,
            case.notified_on,
            person="adult" if people and all(people) else "child",
            partners_from=case.board.partners_from,
        )
    except NoFramework as none:
        return {"proposed": "", "proposed_because": str(none), "others": []}
    return {
        "proposed": found.framework_id,
        "proposed_title": load(found.framework_id).title,
        "proposed_because": found.reason,
        "others": [
            {
                "id": other,
                "title": load(other).title,
                "because": capital(why.removeprefix(f"{load(other).title}: ")),
            }
            for other, why in found.alternatives
            if other != case.framework
        ],
    }


def case_headline(case: Case, outcome: Outcome) -> str:
    """The outcome of a whole case in a sentence: the strongest of its children's."""
    return headline(load(case.framework), outcome)


def name_of(child: Child) -> str:
    """A child as a page calls them: by initials at most."""
    return f"{'Adult' if child.adult else 'Child'} {child.initials or child.key}"


def screened_children(case: Case) -> tuple[Screened, list[dict[str, Any]]]:
    """Each child's questions with what stands, and what the criteria answer in words."""
    framework, stands, answer = load(case.framework), standing_now(case), screening_of(case)
    results = dict(answer.children)
    return answer, [
        {
            "key": child.key,
            "name": name_of(child),
            "initials": child.initials,
            "adult": child.adult,
            "answer": {
                **results[child.key].as_json(),
                "would_become": {fact: dict(ways) for fact, ways in results[child.key].changes.items()},
            },
            "told": told(framework, results[child.key], said_of(stands.get(child.pk, {}))),
            "questions": questions_of(framework, stands.get(child.pk, {})),
        }
        for child in children_of(case)
    ]


def questions_of(framework: Framework, facts: dict[str, Fact]) -> list[dict[str, Any]]:
    """The framework's questions, each with the answer that stands, its source and who said it when."""
    return [_question(fact, facts.get(fact.id)) for fact in framework.facts]


def _question(fact: Any, given: Fact | None) -> dict[str, Any]:
    said = Said(given.value, given.source, given.said_by, given.said_on) if given else None
    return {
        "id": fact.id,
        "question": fact.question,
        "help": fact.help,
        "cite": fact.cite,
        "values": [value for value in fact.values if value != "unknown"],
        "key": given.key if given else "",
        "value": given.value if given else "",
        "answer": value_words(fact.id, said),
        "known": bool(said and said.known),
        "source": given.source if given else "",
        "said_by": given.said_by if given else "",
        "said_on": iso(given.said_on) if given else None,
        "recorded_on": iso(given.made_on) if given else None,
    }


def on_paper(case: Case, said: dict[str, Said]) -> dict[str, Any]:
    """What the criteria would answer on facts that are typed and not recorded: nothing of the record is in it.

    Raises:
        BadFacts: an answer does not exist, or somebody is said to be a child and an adult.
    """
    return panel(load(case.framework), said, events_of(case))


def history_of(case: Case) -> dict[str, Any]:
    """Day by day and child by child: who said what, and what the answer was then."""
    framework, every = load(case.framework), stood(case)
    return {
        "framework": framework_line(case),
        "children": [
            {
                "key": child.key,
                "name": name_of(child),
                "days": history(framework, every.get(child.pk, [])),
                "asked_elsewhere": asked_elsewhere(framework, every.get(child.pk, [])),
            }
            for child in children_of(case)
        ],
    }


def beside_another(case: Case, other: str) -> dict[str, Any]:
    """Each child's facts under another framework as well, and the strongest of the two rows of outcomes."""
    found: dict[str, Any] = {"framework": framework_line(case), "other": other, "children": []}
    if other not in every_id():
        return found | {"other": ""}
    first, second, stands = load(case.framework), load(other), standing_now(case)
    for child in children_of(case):
        rows = beside(first, second, said_of(stands.get(child.pk, {})))
        found["children"].append({"key": child.key, "name": name_of(child), **rows})
    return found
