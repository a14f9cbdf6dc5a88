"""``casereview frameworks`` at the terminal: list, show, compare, check."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from casereview.cli.frameworks import main
from casereview.law.checking import schema
from casereview.law.frameworks import FOLDER, every_framework


@pytest.fixture
def run(capsysbinary):
    """``run("show", "england-scr-2013")``: status, what was printed, what was complained of."""

    def run(*options: str) -> tuple[int, str, str]:
        status = main(list(options))
        printed = capsysbinary.readouterr()
        return status, printed.out.decode(), printed.err.decode()

    return run


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["shwo"], "casereview frameworks: argument what: invalid choice: 'shwo'"),
        (["show"], "casereview frameworks show: it takes one framework."),
        (
            ["diff", "england-scr-2013"],
            "casereview frameworks diff: it takes two frameworks, the older first.",
        ),
        (["list", "x"], "casereview frameworks list: it takes nothing more."),
        (["check"], "casereview frameworks check: name a framework file."),
        (["show", "wales-cpr-2014"], "There is no framework 'wales-cpr-2014'; the nearest is 'wales-cpr-201"),
        (["check", "nowhere.yaml"], "nowhere.yaml: this file cannot be read (No such file or directory)."),
    ],
)
def test_what_cannot_be_asked_is_one_sentence(run, options, why):
    status, out, err = run(*options)

    assert (status, out) == (2, "")
    assert err.startswith(why)
    assert err.count("\n") == 1


def test_the_list_for_a_program(run):
    _, out, _ = run("--format", "json")

    listed = json.loads(out)["frameworks"]
    assert [each["id"] for each in listed] == [each.id for each in every_framework()]
    assert next(each for each in listed if each["id"] == "england-scr-2013") == {
        "id": "england-scr-2013",
        "title": "Serious case review (Working Together 2013)",
        "nation": "england",
        "in_force_from": "2013-04-15",
        "in_force_to": "2015-03-25",
        "source": "SI 2006/90 reg 5; Working Together to Safeguard Children (March 2013), chapter 4",
        "status": "in-force",
        "people": ["child"],
    }
    assert next(each for each in listed if each["id"] == "england-dardr-2024")["in_force_from"] is None


def test_the_list_for_a_person(run):
    _, out, _ = run()

    assert len(out.splitlines()) == len(every_framework())
    assert "england-cspr-2023    2023-12-15               Local child safeguarding practice review" in out


@pytest.mark.parametrize("framework", every_framework(), ids=lambda each: each.id)
def test_each_can_be_shown_to_a_person_and_to_a_program(run, framework):
    status, out, _ = run("show", framework.id)
    assert status == 0
    assert out.startswith(framework.title)
    assert all(criterion.text in out for criterion in framework.criteria)

    status, out, _ = run("show", framework.id, "--format", "json")
    assert (status, json.loads(out)["id"]) == (0, framework.id)


def test_two_are_compared(run):
    _, out, _ = run("diff", "england-scr-2013", "england-scr-2015", "--format", "json")
    found = json.loads(out)
    assert (found["before"], found["after"]) == ("england-scr-2013", "england-scr-2015")
    assert {"section", "what", "change", "before", "after", "cite"} == set(found["differences"][0])

    _, out, _ = run("diff", "england-scr-2013", "england-scr-2015")
    assert "\ncriteria: deprived-of-liberty added\n  + Mandatory. A child aged 16 or 17 died while" in out

    _, out, _ = run("diff", "england-scr-2013", "england-scr-2013")
    assert out.endswith("say the same.\n")


def test_a_file_is_checked_and_each_thing_wrong_named(run, tmp_path):
    whole = (FOLDER / "england-sar-2015.yaml").read_text()
    good, bad = tmp_path / "england-sar-2015.yaml", tmp_path / "bad.yaml"
    good.write_text(whole)
    bad.write_text(whole.replace("id: england-sar-2015", "id: bad").replace("  lead: lead reviewer\n", ""))

    assert run("check", str(good)) == (0, f"{good}: this is a framework.\n", "")
    assert json.loads(run("check", str(good), "--format", "json")[1]) == {
        "files": [{"file": str(good), "ok": True}]
    }
    line = whole[: whole.index("vocabulary:")].count("\n") + 1
    assert run("check", str(good), str(bad)) == (
        2,
        "",
        f"{bad}, line {line}: vocabulary: 'lead' is missing.\n",
    )


def test_a_bomb_is_refused_by_every_way_in(run, tmp_path):
    bomb = Path(tmp_path / "bomb.yaml")
    bomb.write_text("a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n")

    for options in (["check", str(bomb)], ["show", str(bomb)], ["diff", str(bomb), "england-scr-2013"]):
        status, out, err = run(*options)
        assert (status, out, err.count("\n")) == (2, "", 1)


def test_the_schema_is_printed(run):
    assert json.loads(run("schema")[1]) == schema()
