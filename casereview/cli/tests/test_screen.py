"""``casereview screen`` at the terminal: the answer, or one sentence that says what is wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from casereview.law.frameworks import load
from casereview.law.screening import screen

FACTS = """\
facts:                      # every key optional
  child: yes
  abuse_or_neglect: "suspected"
  died: true
  concern_working_together: unknown
  custody: none
  in_area: Yes
events:
  incident: 2014-01-31
  notified: 2014-02-10
  decided: 2014-03-03
"""


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "facts.yaml: this file is empty."),
        ("- a\n", "facts.yaml, line 1: this file has to be a mapping with 'facts' and 'events'."),
        ("facts: yes\n", "facts.yaml, line 1: 'facts' has to be a mapping, one line for each."),
        (
            "fact:\n  died: yes\n",
            "facts.yaml, line 1: 'fact' has no meaning in a file of facts; the nearest is 'facts'.",
        ),
        (
            "facts:\n  child: yes\n  dide: yes\n",
            "facts.yaml, line 3: there is no fact 'dide'; the nearest is 'died'.",
        ),
        (
            "facts:\n  died: suspectd\n",
            "facts.yaml, line 2: 'suspectd' is not an answer to 'died'; the nearest is 'suspected'.",
        ),
        (
            "facts:\n  custody: prison\n",
            "facts.yaml, line 2: 'prison' is not an answer to 'custody'; it takes none, police, remand, "
            "sentenced, young_offender_institution, secure_training_centre, secure_childrens_home, unknown.",
        ),
        ("facts:\n  died: [yes]\n", "facts.yaml, line 2: 'died' takes one word."),
        (
            "facts:\n  child: yes\n  adult: yes\n",
            "facts.yaml, line 3: 'child' and 'adult' are both 'yes'; one person cannot be both.",
        ),
        ("facts:\n  died: yes\n  died: no\n", "facts.yaml, line 3: 'died' is given twice."),
        (
            "events:\n  notifed: 2014-02-10\n",
            "facts.yaml, line 2: there is no event 'notifed'; the nearest is 'notified'.",
        ),
        (
            "events:\n  notified: 10 February 2014\n",
            "facts.yaml, line 2: 'notified': '10 February 2014' is not a date; write it as 2014-02-10.",
        ),
        (
            "events:\n  notified: 2014-02-30\n",
            "facts.yaml, line 2: 'notified': there is no day 2014-02-30.",
        ),
        (
            "events:\n  notified: 2014-2-10\n",
            "facts.yaml, line 2: 'notified': '2014-2-10' is not a date; write it as 2014-02-10.",
        ),
        (
            "events:\n  notified: 2014-02-10\n  published: 9999-12-31\n",
            "facts.yaml, line 3: 'published': 12 months from 9999-12-31 is not a day of any calendar.",
        ),
        ("facts:\n  DIDE: yes\n", "facts.yaml, line 2: there is no fact 'DIDE'; the nearest is 'died'."),
        (
            "events:\n  notified: 2017-02-10\n",
            "facts.yaml, line 2: 'notified': england-scr-2013 was not in force on 2017-02-10; it is in "
            "force from 2013-04-15 to 2015-03-25.",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence_and_nothing_else(run, text, why):
    assert run(text, "--framework", "england-scr-2013", "--format", "json") == (2, "", why + "\n")


BOMB = b"a: &a [x, x]\nb: &b [*a, *a]\nfacts: [*b, *b]\n"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (BOMB, "line 1: '&' and '*' on a list or mapping are not read here; write it out."),
        (b"facts:\n  child: \xff\xfe\n", "line 2: this is not UTF-8 text."),
        (b"facts:\n  child: \x00\n", "line 2: this is not well-formed YAML."),
        (b"facts: {child: yes\n", "line 2: this is not well-formed YAML."),
        (b"facts: " + b"{a: " * 5_000, "line 1: this is nested too deeply."),
        (b"facts: {}\n---\nfacts: {}\n", "line 2: a second document begins here; give one at a time."),
        (b"facts: !!python/name:os.system x\n", "line 1: the tag 'tag:yaml.org,2002:python/name:os"),
        (b'facts:\n  "ch\\e[31m\\nld": yes\n', "line 2: there is no fact 'ch?[31m?ld'"),
        (b"facts:\n  child: " + b"y" * 5_000, f"line 2: '{'y' * 60}…' is not an answer to 'child';"),
        (b"# nothing here\n", "this file is empty."),
    ],
)
def test_a_hostile_file_is_one_short_sentence_too(run, content, why):
    Path("facts.yaml").write_bytes(content)

    status, out, err = run(None, "facts.yaml", "--framework", "england-scr-2013")

    assert (status, out) == (2, "")
    assert why in err and err.startswith("facts.yaml")
    assert err.count("\n") == 1 and len(err) < 250 and err[:-1].isprintable()


def test_a_file_of_a_hundred_megabytes_is_refused_unread(run):
    with Path("facts.yaml").open("wb") as stream:
        stream.truncate(100_000_000)

    assert run(None, "facts.yaml", "--framework", "england-scr-2013")[2] == (
        "facts.yaml: this file is larger than 1 MB, which no file of this kind needs to be.\n"
    )


def test_a_folder_or_a_file_one_may_not_read_is_one_sentence(run, monkeypatch):
    Path("facts.yaml").mkdir()
    assert run(None, "facts.yaml", "--framework", "england-scr-2013") == (
        2, "", "facts.yaml: this file cannot be read (Is a directory).\n"
    )  # fmt: skip

    def locked(*_args: object, **_kinds: object) -> None:
        raise PermissionError(13, "Permission denied", "facts.yaml")

    monkeypatch.setattr("casereview.law.strict_yaml.Path.open", locked)
    assert run(None, "facts.yaml", "--framework", "england-scr-2013") == (
        2, "", "facts.yaml: this file cannot be read (Permission denied).\n"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (
            ["--framework", "england-scr-2014"],
            "There is no framework 'england-scr-2014'; the nearest is 'england-scr-2015' "
            "('casereview frameworks' lists them).",
        ),
        ([], "casereview screen: --framework is missing; 'casereview frameworks' lists them."),
        (["--framework"], "casereview screen: argument --framework: expected one argument;"),
        (["--framework", "england-scr-2013", "--format", "xml"], "casereview screen: argument --format:"),
        (
            ["--framework", "england-scr-2013", "--on", "2014-01-01"],
            "casereview screen: --on and --nation belong",
        ),
        (
            ["--framework", "england-scr-2013", "--output", "x"],
            "casereview screen: --output belongs to --batch.",
        ),
        (
            ["--framework", "england-scr-2013", "--all"],
            "casereview screen: give --framework or --all, not both.",
        ),
        (
            ["--all", "--nation", "englnd"],
            "casereview screen: there is no nation 'englnd'; the nearest is 'england'.",
        ),
        (["--all", "--on", "yesterday"], "casereview screen: --on: 'yesterday' is not a date;"),
    ],
)
def test_an_option_that_cannot_be_is_one_sentence(run, options, why):
    status, out, err = run(FACTS, *options)

    assert (status, out) == (2, "")
    assert err.startswith(why)
    assert err.count("\n") == 1


def test_without_a_file_there_is_nothing_to_screen(run):
    status, _, err = run(None, "--framework", "england-scr-2013")

    assert (status, err) == (
        2,
        "casereview screen: name a file of facts; 'casereview screen --help' shows an example.\n",
    )
    assert run(None, "--framework", "england-scr-2013", "nowhere.yaml")[0] == 2


def test_the_answer_is_the_engine_s(run):
    status, out, err = run(FACTS, "--framework", "england-scr-2013", "--format", "json")

    facts = {
        "child": "yes",
        "abuse_or_neglect": "suspected",
        "died": "yes",
        "in_area": "yes",
        "custody": "none",
    }
    events = {"incident": date(2014, 1, 31), "notified": date(2014, 2, 10), "decided": date(2014, 3, 3)}
    expected = screen(load("england-scr-2013"), facts, events).as_json()
    assert (status, json.loads(out), err) == (0, expected, "")
    assert expected["outcome"] == "must"
    assert expected["clocks"][0]["due"] == "2014-03-10"


def test_under_every_framework_too_a_day_that_cannot_be_counted_is_named_with_its_line(run):
    status, _, err = run("events:\n  aware: 9999-12-31\n", "--all", "--on", "2016-01-01")

    assert status == 2
    assert err.startswith("facts.yaml, line 2: 'aware': Working days can be counted from 2006 to 2035 only")
    assert err.count("\n") == 1


def test_a_section_left_blank_is_a_section_left_out(run):
    for blank in ("", " ~", " null", " {}"):
        status, _, complained = run(f"facts:{blank}\nevents:{blank}\n", "--framework", "england-scr-2013")
        assert (status, complained) == (0, "")


def test_every_key_is_optional(run):
    for text in ("facts:\n", "events:\n", "facts: {}\nevents: {}\n", "facts:\n  died:\n"):
        status, out, _ = run(text, "--framework", "england-scr-2013", "--format", "json")
        assert (status, json.loads(out)["outcome"]) == (0, "cannot-say")


def test_cannot_say_is_an_answer_and_no_failure(run):
    status, out, _ = run("facts:\n  died: yes\n", "--framework", "england-scr-2013")

    assert status == 0
    assert "Cannot say yet: it turns on facts that are not known.\n\nIt turns on:\n" in out
    assert "Was the child born, and under 18, on the day of the death or harm? (child)\n" in out
    assert "    child no: need-not\n" in out


def test_a_person_reads_the_outcome_the_reasons_and_what_holds_in_every_case(run):
    _, out, _ = run(FACTS, "--framework", "england-scr-2013")

    assert out.startswith(
        "Serious case review (Working Together 2013)\n\nMust: a review has to be held.\n\n"
        "Met:\n  Regulation 5(2)"
    )
    assert "; not yet checked against the source]" in out
    assert "\nClocks:\n  Monday 10 March 2014: Decide whether to hold a review. [WT2013 ch4]\n" in out


def test_where_nothing_obliges_the_duties_are_printed(run):
    facts = FACTS.replace("2014-02-10", "2020-02-10").replace("2014-03-03", "2020-03-03")

    _, out, _ = run(facts, "--framework", "england-cspr-2018")

    assert "May: a review may be held; whoever decides is free.\n" in out
    assert "\nWhatever is decided about a review:\n  The authority notifies the Child Safeguarding" in out


def test_a_framework_of_one_s_own_is_named_by_its_file(run, tmp_path):
    own = Path(load.__module__.replace(".", "/"))
    text = (Path(sys.modules[load.__module__].__file__).parent / "england-sar-2015.yaml").read_text()
    (tmp_path / "my-sar.yaml").write_text(text.replace("id: england-sar-2015", "id: my-sar"))

    status, out, _ = run("facts:\n  adult: no\n", "--framework", "my-sar.yaml", "--format", "json")

    assert own and (status, json.loads(out)["outcome"]) == (0, "need-not")


def test_the_same_facts_under_every_framework_in_force(run):
    status, out, _ = run(FACTS, "--all", "--format", "json")

    answers = {each["framework"]: each["outcome"] for each in json.loads(out)["answers"]}
    assert status == 0
    assert answers == {
        "england-dhr-2011": "cannot-say",
        "england-scr-2013": "must",
        "ni-cmr-2013": "cannot-say",
        "scotland-scr-2007": "cannot-say",
        "wales-cpr-2013": "must",
    }


def test_every_framework_in_force_on_another_day_in_one_nation(run):
    _, out, _ = run(FACTS, "--all", "--on", "2020-01-01", "--nation", "england")

    assert [line.split()[0] for line in out.splitlines()[1:]] == [
        "england-sar-2015",
        "england-dhr-2016",
        "england-cspr-2018",
    ]
    assert (
        run(FACTS, "--all", "--on", "1999-01-01")[1]
        == "No framework was in force on Friday 1 January 1999.\n"
    )


def test_the_law_loads_neither_django_nor_a_validator():
    code = (
        "import sys; from casereview.cli.screen import main; main(sys.argv[1:]); "
        "print([name for name in ('django', 'pydantic', 'holidays', 'tempfile') if name in sys.modules])"
    )
    facts = Path(__file__).parent / "facts_for_start_up.yaml"

    found = subprocess.run(  # noqa: S603 (our own words)
        [sys.executable, "-c", code, str(facts), "--framework", "england-scr-2013"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert found.stdout.splitlines()[-1] == "[]"


def test_standard_input_may_be_the_file():
    found = subprocess.run(
        [
            sys.executable,
            "-m",
            "casereview",
            "screen",
            "-",
            "--framework",
            "england-scr-2013",
            "--format",
            "json",
        ],
        input="facts:\n  child: no\n",
        capture_output=True,
        text=True,
        check=False,
    )

    assert (found.returncode, json.loads(found.stdout)["outcome"], found.stderr) == (0, "need-not", "")
