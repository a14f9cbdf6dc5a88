"""``casereview clocks`` at the terminal."""

from __future__ import annotations

import json

import pytest

from casereview.cli.clocks import main


@pytest.fixture
def run(capsysbinary):
    """``run("england-scr-2013", "--event", "…")``: status, what was printed, what was complained of."""

    def run(framework: str, *options: str) -> tuple[int, str, str]:
        status = main(["--framework", framework, *options])
        printed = capsysbinary.readouterr()
        return status, printed.out.decode(), printed.err.decode()

    return run


def due(run, framework, *options):
    status, out, err = run(framework, *options, "--format", "json")
    assert (status, err) == (0, "")
    return {clock["clock"]: clock["due"] for clock in json.loads(out)["clocks"]}


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (
            ["--event", "notifed=2014-02-10"],
            "--event notifed: there is no event 'notifed'; the nearest is 'notified'.",
        ),
        (
            ["--event", "notified"],
            "--event notified: write it as NAME=DATE, for example notified=2014-02-10.",
        ),
        (
            ["--event", "notified=10/02/2014"],
            "--event notified: '10/02/2014' is not a date; write it as 2014-02-10.",
        ),
        (["--event", "notified=2014-02-29"], "--event notified: there is no day 2014-02-29."),
        (
            ["--event", "notified=2014-02-10", "--event", "notified=2014-02-11"],
            "--event notified: it is given twice.",
        ),
        (
            ["--event", "notified=2019-02-10"],
            "--event notified: england-scr-2013 was not in force on 2019-02-10; it is in force from "
            "2013-04-15 to 2015-03-25.",
        ),
        (
            ["--extend", "complet=2014-12-01"],
            "'england-scr-2013' has no clock 'complet'; the nearest is 'complete'.",
        ),
        (
            ["--event", "published=2014-12-01", "--extend", "before-publication=2014-12-01"],
            "'before-publication' cannot be extended: nobody may extend it.",
        ),
        (
            ["--extend", "complete=2014-12-01"],
            "--extend complete: it has not started, because --event decided is not given.",
        ),
        (
            ["--event", "decided=2014-03-03", "--extend", "complete=2014-08-01"],
            "--extend complete: it is due on 2014-09-03 and can only be extended to a later day.",
        ),
        (
            ["--local", "x=notified:3"],
            "--local x=notified:3: write it as NAME=EVENT:AMOUNT:UNIT, "
            "for example panel=notified:10:working-days.",
        ),
        (
            ["--local", "x=notified:three:days"],
            "--local x: 'three' is not a whole number of up to five figures.",
        ),
        (
            ["--local", "x=notified:3:workdays"],
            "--local x: there is no unit 'workdays'; the nearest is 'working-days'.",
        ),
        (
            ["--local", "x=told:3:days"],
            "--local x: there is no event 'told'; there are incident, aware, notified, decided, published, "
            "meeting, requisition.",
        ),
        (
            ["--local", "complete=notified:3:days"],
            "There are two clocks called 'complete'; give the local one another name.",
        ),
        (
            ["--local", "x=incident:3:working-days", "--event", "incident=1999-01-01"],
            "--event incident: Working days can be counted from 2006 to 2035 only, because the bank holidays of "
            "other years are not known here; this count would reach 1999.",
        ),
        (
            ["--event", "published=9999-12-31"],
            "--event published: 12 months from 9999-12-31 is not a day of any calendar.",
        ),
        (
            ["--day-off", "2014-05-05"],
            "--day-off 2014-05-05: write it as NAME=DATE, for example fair=2014-02-10.",
        ),
        (
            ["--extend", "complete"],
            "--extend complete: write it as NAME=DATE, for example complete=2014-02-10.",
        ),
    ],
)
def test_what_cannot_be_counted_is_one_sentence(run, options, why):
    assert run("england-scr-2013", *options, "--format", "json") == (2, "", why + "\n")


def test_without_a_framework_there_is_nothing_to_count(capsys):
    assert main(["--event", "notified=2014-02-10"]) == 2
    assert capsys.readouterr().err == (
        "casereview clocks: the following arguments are required: --framework; "
        "'casereview clocks --help' shows an example.\n"
    )


def test_each_clock_is_listed_and_one_not_started_has_no_day(run):
    assert due(run, "england-scr-2013", "--event", "notified=2014-01-31") == {
        "decision": "2014-02-28",
        "complete": None,
        "panel-no-review": None,
        "before-publication": None,
        "on-website": None,
    }


def test_a_board_s_own_clock_is_marked_local(run):
    _, out, _ = run(
        "ni-cmr-2013",
        *["--event", "notified=2018-07-10", "--local", "receipt=notified:5:working-days"],
        *["--format", "json"],
    )

    own = json.loads(out)["clocks"][-1]
    assert {
        key: own[key] for key in ("clock", "starts", "from", "due", "unit", "amount", "local", "cite")
    } == {
        "clock": "receipt",
        "starts": "notified",
        "from": "2018-07-10",
        "due": "2018-07-18",
        "unit": "working-days",
        "amount": 5,
        "local": True,
        "cite": None,
    }


def test_a_local_clock_may_count_back_and_a_council_s_holiday_is_left_out(run):
    found = due(
        run,
        "scotland-lr-2021",
        *["--event", "aware=2022-09-16", "--day-off", "Autumn holiday=2022-09-20"],
        *["--event", "published=2022-10-31", "--local", "proofs=published:-2:weeks"],
    )

    assert found == {
        "looked-after-death": "2022-09-21",
        "looked-after-report": None,
        "proofs": "2022-10-17",
    }


def test_an_extension_shows_where_it_came_from(run):
    _, out, _ = run(
        "england-scr-2013",
        *["--event", "decided=2014-03-03", "--extend", "complete=2014-12-01", "--format", "json"],
    )

    complete = json.loads(out)["clocks"][1]
    assert (complete["due"], complete["extended_from"]) == ("2014-12-01", "2014-09-03")


def test_a_person_reads_the_working_and_who_may_extend_it(run):
    _, out, _ = run("england-scr-2013", "--event", "notified=2014-02-10")

    assert out.startswith(
        "Serious case review (Working Together 2013)\n\n"
        "decision: Monday 10 March 2014\n"
        "  Decide whether to hold a review. 1 month after 'notified'. [WT2013 ch4]\n"
        "  It runs from Monday 10 February 2014, the day on which the body that decides was told. "
        "That day is day 0.\n"
        "  1 month after it is Monday 10 March 2014.\n"
        "  Who may extend it: The chair, with reasons.\n"
    )
