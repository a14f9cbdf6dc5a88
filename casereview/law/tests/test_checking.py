"""A newcomer's file is refused in one sentence that names the line, the key and the nearest word."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from casereview.law.checking import checked_framework, problems, schema
from casereview.law.frameworks import FOLDER, UnknownFramework, load_file, load_folder
from casereview.law.strict_yaml import BadInput, read, read_text

WHOLE = (FOLDER / "england-scr-2013.yaml").read_text(encoding="utf-8")
PLACE = re.compile(r"england-scr-2013\.yaml, line (\d+): (.*)")
DOCS = Path(__file__).parents[3] / "docs"


def wrong(before: str, after: str) -> list[str]:
    """What is wrong with the framework of 2013 after one change, without the file's name and the line."""
    assert before in WHOLE
    found = problems(read_text(WHOLE.replace(before, after, 1), "england-scr-2013.yaml"))
    return [PLACE.fullmatch(sentence)[2] for sentence in found]


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        (
            "    cite: SI 2006/90",
            "    sight: SI 2006/90",
            [
                "criteria 1: 'sight' has no meaning here.",
                "criteria 1: 'cite' is missing.",
            ],
        ),
        (
            "    cite: SI 2006/90",
            "    citte: SI 2006/90",
            ["criteria 1: 'citte' has no meaning here; the nearest is 'cite'."],
        ),
        (
            "force: regulation",
            "force: regulations",
            ["criteria 1: 'force' takes statute, regulation or guidance; the nearest is 'regulation'."],
        ),
        (
            "unit: months",
            "unit: moons",
            ["clocks 1: 'unit' takes months, weeks, days or working-days; the nearest is 'months'."],
        ),
        (
            "people: [child]",
            "people: [chld]",
            ["people 1: this takes child or adult; the nearest is 'child'."],
        ),
        (
            "roles: [chair]",
            "roles: [chiar]",
            ["decides: there is no role 'chiar'; the nearest is 'chair'."],
        ),
        (
            "  lead: lead reviewer\n",
            "  laed: lead reviewer\n",
            ["vocabulary: no page or document uses 'laed'; the nearest is 'lead'."],
        ),
        (
            "when: {all: [child, in_area, {suspected: abuse_or_neglect}, died]}",
            "when: {all: [died, {any: [{all: [child, {not: child}]}, {all: [{suspected: in_area}, {not: in_area}]}]}]}",
            ["criteria 1: 'scr13-death' can never be met."],
        ),
        (
            "when: {all: [child, in_area, {suspected: abuse_or_neglect}, died]}",
            "when: {all: [died, {custody: police}, {custody: remand}]}",
            ["criteria 1: 'scr13-death' can never be met."],
        ),
        (
            "when: {all: [child, in_area, {suspected: abuse_or_neglect}, died]}",
            "when: {all: [died, {not: concern_working_together}, {unless_no: concern_working_together}]}",
            ["criteria 1: 'scr13-death' can never be met."],
        ),
        (
            "kind: mandatory",
            "kind: mandatry",
            ["criteria 1: 'kind' takes mandatory or discretionary; the nearest is 'mandatory'."],
        ),
        ("checked: true", "checked: maybe", ["decides: 'checked' takes true or false."]),
        ("checked: true", "checked: on", ["decides checked: it takes true or false."]),
        ("amount: 6", "amount: six", ["clocks 2: 'amount' takes a whole number."]),
        ("amount: 6", "amount: 6.0", ["clocks 2 amount: it takes a whole number."]),
        ("amount: 6", "amount: 0", ["clocks 2: 'amount' is 0, so it would end as it starts."]),
        (
            "in_force_from: 2013-04-15",
            "in_force_from: 15 April 2013",
            ["'in_force_from' takes a day, written as 2014-02-10."],
        ),
        (
            "in_force_from: 2013-04-15",
            "in_force_from: 20130415",
            ["'in_force_from' takes a day, written as 2014-02-10."],
        ),
        (
            "in_force_to: 2015-03-25",
            "in_force_to: 2012-03-25",
            ["'in_force_to' is before 'in_force_from'."],
        ),
        (
            "custody: police",
            "custody: polis",
            [
                "criteria 4: 'when': 'custody' takes one of police, remand, sentenced, "
                "young_offender_institution, secure_training_centre, secure_childrens_home."
            ],
        ),
        (
            "starts: notified",
            "starts: notifed",
            [
                "clocks 1: 'starts' takes incident, aware, notified, decided, published, meeting or "
                "requisition; the nearest is 'notified'."
            ],
        ),
        (
            "{suspected: abuse_or_neglect}, died]}",
            "{suspected: abuse_or_neglect}, dyed]}",
            ["criteria 1: it refers to the fact 'dyed', which is not under 'facts'; the nearest is 'died'."],
        ),
        (
            "{suspected: abuse_or_neglect}, died]}",
            "{suspected: abuse_or_neglect}, {not: abuse_or_neglect}]}",
            ["criteria 1: 'scr13-death' can never be met."],
        ),
        (
            "when: {all: [child, in_area, {suspected: abuse_or_neglect}, died]}",
            "when: {any: [died, {not: died}]}",
            ["criteria 1: 'scr13-death' can never fail."],
        ),
        (
            "when: {all: [child, in_area, {suspected: abuse_or_neglect}, died]}",
            "when: {all: [child, custody]}",
            [
                "criteria 1: custody is asked about as {custody: kind}.",
                "criteria 1: 'scr13-death' can never be met.",
            ],
        ),
        (
            "  - abuse_or_neglect\n",
            "  - abuse_or_neglet\n",
            [
                "there is no shared fact 'abuse_or_neglet'; the nearest is 'abuse_or_neglect'; name one "
                "that is there, or define this one here with its question and help."
            ],
        ),
        (
            "wording: presumed",
            "wording: presumd",
            ["'concern_working_together' has no wording 'presumd'; the nearest is 'presumed'."],
        ),
        ("  - must-and-should\n", "  - must\n", ["there is no shared note 'must'."]),
        (
            "  - custody\n",
            "  - custody\n  - looked_after\n",
            ["facts 8: nothing reads 'looked_after', so nobody needs to be asked."],
        ),
        (
            "  - died\n",
            "  - died\n  - died\n",
            ["facts 4: there are two called 'died'.", "facts 5: there are two called 'died'."],
        ),
        (
            "id: scr13-harm-concern",
            "id: scr13-death",
            [
                "criteria 1: there are two called 'scr13-death'.",
                "criteria 2: there are two called 'scr13-death'.",
            ],
        ),
        ("  lead: lead reviewer\n", "", ["vocabulary: 'lead' is missing."]),
        (
            "  lead:\n    of_board",
            "  leader:\n    of_board",
            ["roles: there is no role 'leader'; the nearest is 'lead'."],
        ),
        (
            "  cite: WT2013 ch4\n",
            "  cite:\n",
            ["decides: 'cite' is blank."],
        ),
        (
            "nation: england",
            "nation: marrowdale",
            [
                "'marrowdale' has no bank holidays of its own here; 'calendar' has to name a nation that "
                "has (england, wales, scotland, northern-ireland)."
            ],
        ),
        (
            "id: england-scr-2013",
            "id: england-scr-2o13",
            [
                "the file is called 'england-scr-2013' and its id is 'england-scr-2o13'; they have to be "
                "the same."
            ],
        ),
        (
            "roles: [chair]",
            "roles: []",
            ["decides: 'roles' names at least one role, for example chair."],
        ),
        (
            "notified_from: 2013-03-15",
            "notified_from: 2013-04-15",
            ["changeover: 'notified_from' has to be before 'in_force_from'."],
        ),
        ("criteria:\n", "criteria:\n  - bare\n", ["criteria 1: this takes a mapping."]),
    ],
)
def test_what_is_wrong_is_named_with_its_line(before, after, why):
    assert wrong(before, after) == why


@pytest.mark.parametrize(
    ("before", "after", "stands_on"),
    [
        ("kind: mandatory", "kind: mandatry", "    kind: mandatry"),
        ("    cite: SI 2006/90", "    sight: SI 2006/90", "    sight: SI 2006/90"),
        ("  - must-and-should\n", "  - must\n", "  - must"),
        ("  - died\n", "  - dyed\n", "  - dyed"),
        ("  cite: WT2013 ch4\n", "  cite:\n", "  cite:"),
        ("amount: 6", "amount: 6.0", "    amount: 6.0"),
        ("roles: [chair]", "roles: [chiar]", "  roles: [chiar]"),
        ("  lead: lead reviewer\n", "  laed: lead reviewer\n", "  laed: lead reviewer"),
    ],
)
def test_the_line_is_the_one_it_stands_on(before, after, stands_on):
    changed = WHOLE.replace(before, after, 1)

    first = problems(read_text(changed, "england-scr-2013.yaml"))[0]

    line = changed.splitlines()[int(PLACE.fullmatch(first)[1]) - 1]
    assert line.startswith(stands_on)


def test_one_in_force_needs_its_day_and_one_that_is_not_has_none():
    assert wrong("in_force_from: 2013-04-15\n", "") == [
        "'in_force_from' is missing; a framework that is not in force yet says 'status: prospective'."
    ]
    assert wrong("nation: england\n", "nation: england\nstatus: prospective\n") == [
        "a prospective framework has no 'in_force_from'."
    ]


def test_what_is_no_mapping_is_no_framework():
    assert problems(read_text("- a\n- b\n", "x.yaml")) == [
        "x.yaml, line 1: a framework is a mapping: id, title, nation, criteria and so on."
    ]


def test_a_criterion_that_needs_a_child_and_an_adult_can_never_be_met():
    found = wrong(
        "when: {all: [child, in_area, {suspected: abuse_or_neglect}, died]}", "when: {all: [child, adult]}"
    )

    assert found == [
        "criteria 1: it refers to the fact 'adult', which is not under 'facts'.",
        "criteria 1: 'scr13-death' can never be met.",
    ]


@pytest.mark.parametrize("section", ["duties", "clocks", "form"])
def test_a_duty_a_clock_or_a_form_that_can_never_be_is_refused_like_a_criterion(section):
    line = {
        "duties": "duties:\n  - {id: never, ",
        "form": "form:\n  - {id: never, ",
        "clocks": "clocks:\n  - {id: never, starts: aware, amount: 1, unit: days, may_extend: Nobody., extendable: false, ",
    }[section]
    line += (
        "when: {all: [died, {not: died}]}, text: Never., cite: Nowhere, force: guidance, checked: false}\n"
    )
    whole = WHOLE.replace(f"{section}:\n", line) if f"\n{section}:\n" in WHOLE else WHOLE + line

    assert [
        PLACE.fullmatch(sentence)[2] for sentence in problems(read_text(whole, "england-scr-2013.yaml"))
    ] == [f"{section} 1: 'never' can never be met."]


def test_an_adult_under_sixteen_is_nobody_so_a_criterion_about_one_can_never_be_met():
    whole = (FOLDER / "wales-susr-2024.yaml").read_text(encoding="utf-8")
    whole = whole.replace(
        "when: {all: [child, in_area, {suspected: abuse_or_neglect}, died]}",
        "when: {all: [adult, {not: aged_16_or_over}]}",
        1,
    )

    assert problems(read_text(whole, "wales-susr-2024.yaml"))[-1].endswith(
        "criteria 1: 'susr-child-death' can never be met."
    )


def test_a_question_that_could_not_be_answered_yes_is_refused():
    own = (
        "  - {id: at_sea, question: At sea?, help: A vessel., is_so: it was at sea, is_not: it was not at sea, "
        "values: [red, blue]}\n"
    )
    found = wrong(
        "  - died\n",
        f"  - died\n{own}",
    )

    assert found[0] == "facts 5: 'at_sea' has to take yes, no and unknown, and may take suspected."


def test_a_file_of_one_s_own_is_checked_before_it_is_used(tmp_path):
    own = tmp_path / "england-scr-2013.yaml"
    own.write_text(WHOLE.replace("kind: mandatory", "kind: perhaps", 1), encoding="utf-8")

    with pytest.raises(BadInput, match="'kind' takes mandatory or discretionary"):
        load_file(own)
    with pytest.raises(BadInput, match="'kind' takes mandatory or discretionary"):
        load_folder(tmp_path)


def test_a_folder_of_one_s_own_is_read_in_order():
    assert [each.id for each in load_folder(FOLDER)][:3] == [
        "england-scr-2006",
        "england-scr-2010",
        "england-dhr-2011",
    ]
    assert not issubclass(BadInput, UnknownFramework)


def test_a_checked_framework_is_the_framework():
    assert checked_framework(read(FOLDER / "england-sar-2015.yaml")).criteria[0].id == "sar-condition-1"


def test_the_published_schema_is_that_of_the_model():
    published = json.loads((DOCS / "framework.schema.json").read_text(encoding="utf-8"))

    assert published == schema()


def test_the_schema_knows_every_condition_and_every_shared_fact():
    found = schema()

    assert found["$defs"]["Criterion"]["properties"]["when"] == {"$ref": "#/$defs/Condition"}
    assert {"enum", "$ref"} <= {
        key for each in found["properties"]["facts"]["items"]["anyOf"] for key in each
    }


@pytest.mark.parametrize(
    ("after", "why"),
    [
        ("england-scr-2009", "there is no framework 'england-scr-2009'; the nearest is 'england-scr-2010'."),
        ("england-scr-2013", "names this framework itself; it names the one before it."),
        (
            "england-cspr-2018",
            "goes in a circle: england-scr-2013 follows england-cspr-2018 follows england-scr-2015 follows england-scr-2013.",
        ),
    ],
)
def test_a_framework_follows_one_that_there_is_and_never_in_a_circle(after, why):
    (found,) = wrong("follows: england-scr-2010", f"follows: {after}")

    assert why in found and found.startswith("'follows'")


def test_a_file_may_follow_one_that_lies_beside_it(tmp_path):
    def write(name: str, follows: str) -> Path:
        text = WHOLE.replace("id: england-scr-2013", f"id: {name}").replace(
            "follows: england-scr-2010", f"follows: {follows}"
        )
        file = tmp_path / f"{name}.yaml"
        file.write_text(text, encoding="utf-8")
        return file

    write("made-up-one", "england-scr-2010")
    assert problems(read(write("made-up-two", "made-up-one"))) == []

    write("made-up-one", "made-up-two")
    (found,) = problems(read(tmp_path / "made-up-two.yaml"))
    assert "in a circle: made-up-two follows made-up-one follows made-up-two." in found


def test_a_file_beside_it_that_cannot_be_read_is_not_this_one_s_fault(tmp_path):
    (tmp_path / "made-up-one.yaml").write_text("[", encoding="utf-8")
    file = tmp_path / "made-up-two.yaml"
    text = WHOLE.replace("id: england-scr-2013", "id: made-up-two")
    file.write_text(text.replace("follows: england-scr-2010", "follows: made-up-one"), encoding="utf-8")

    assert problems(read(file)) == []
