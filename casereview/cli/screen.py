"""``casereview screen``: what the law says of these facts, and why. Needs no database."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from casereview.cli import law_terminal as terminal
from casereview.law import facts_file
from casereview.law.governing import not_in_force
from casereview.law.model import Framework
from casereview.law.screening import Answer
from casereview.law.strict_yaml import BadInput
from casereview.law.words import said, source_words

EXAMPLE = """\
examples:
  casereview screen facts.yaml --framework england-scr-2013
  casereview screen facts.yaml --all --on 2014-02-10
  casereview screen --batch many.csv --framework england-scr-2013 --output answers.csv

facts.yaml:
  facts:
    child: yes                # yes | suspected | no | unknown
    in_area: yes
    abuse_or_neglect: suspected
    died: yes
  events:
    notified: 2014-02-10
"""

OUTCOMES = {
    "must": "Must: a review has to be held.",
    "may": "May: a review may be held; whoever decides is free.",
    "need-not": "Need not: no criterion is met on these facts.",
    "cannot-say": "Cannot say yet: it turns on facts that are not known.",
}
"""The outcome in one sentence. It is the law's answer on these facts, never the decision."""


def main(argv: list[str]) -> int:
    """Run ``casereview screen`` and return its exit status."""
    return terminal.run(_main, argv)


def _main(argv: list[str]) -> int:
    said_to = _parser().parse_args(argv)
    if said_to.batch:
        if said_to.file or said_to.all:
            raise BadInput("casereview screen: --batch takes the facts from its own file, for one framework.")
        return _batch(said_to.batch, said_to.framework, said_to.output, said_to.format)
    if said_to.output:
        raise BadInput("casereview screen: --output belongs to --batch.")
    if not said_to.file:
        raise BadInput(
            "casereview screen: name a file of facts; 'casereview screen --help' shows an example."
        )
    if said_to.all:
        return _all(said_to.file, said_to.framework, said_to.on, said_to.nation, said_to.format)
    if said_to.on or said_to.nation:
        raise BadInput("casereview screen: --on and --nation belong to --all.")
    return _one(said_to.file, said_to.framework, said_to.format)


def _parser() -> terminal.Parser:
    parser = terminal.Parser(
        prog="casereview screen",
        description="Test facts against a framework's criteria: must, may, need not, or cannot say yet.",
        epilog=EXAMPLE,
        formatter_class=terminal.RawDescription,
    )
    parser.add_argument("file", nargs="?", metavar="FACTS.yaml", help="the facts; - reads standard input")
    parser.add_argument(
        "--framework", metavar="ID", help="the framework's id, or a framework file of your own (.yaml)"
    )
    parser.add_argument("--all", action="store_true", help="the same facts under every framework in force")
    parser.add_argument(
        "--on", metavar="DATE", help="with --all: in force on this day (else notified, else today)"
    )
    parser.add_argument("--nation", metavar="NATION", help="with --all: of this nation only")
    parser.add_argument(
        "--batch", metavar="FACTS.csv", help="many cases: a column 'id' and one for each fact"
    )
    parser.add_argument("--output", metavar="OUT.csv", help="with --batch: where the answers go")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="text unless told otherwise"
    )
    return parser


def _one(file: str, framework_name: str | None, form: str) -> int:
    framework = _needed(framework_name)
    case = facts_file.read_case(file, framework)
    if why := not_in_force(framework, case.events):
        raise case.document.bad(("events", "notified"), f"'notified': {why}.")
    answer = facts_file.counted(case, framework)
    if form == "json":
        terminal.print_json(answer.as_json())
    else:
        terminal.print_text(in_text(framework, answer))
    return terminal.DONE


def _needed(framework_name: str | None) -> Framework:
    if not framework_name:
        raise BadInput("casereview screen: --framework is missing; 'casereview frameworks' lists them.")
    return terminal.framework_named(framework_name)


def in_text(framework: Framework, answer: Answer) -> list[str]:
    """The answer as a person reads it at a terminal."""
    return [
        framework.title,
        "",
        OUTCOMES[answer.outcome],
        *_turns_on(framework, answer),
        *_reasons(answer),
        *_beside_the_outcome(answer),
        *_clocks(answer),
    ]


def _turns_on(framework: Framework, answer: Answer) -> list[str]:
    if not answer.turns_on:
        return []
    lines = ["", "It turns on:"]
    lines += [f"  {framework.fact(fact).question} ({fact})" for fact in answer.turns_on]
    for settling in answer.settling:
        for answers, outcome in settling.answers:
            told = ", ".join(f"{fact} {word}" for fact, word in answers.items())
            lines.append(f"    {told}: {outcome}")
    return lines


def _reasons(answer: Answer) -> list[str]:
    lines = []
    for result, heading in (("met", "Met"), ("not-known", "Not known"), ("not-met", "Not met")):
        found = [reason for reason in answer.because if reason.result == result]
        lines += ["", f"{heading}:"] if found else []
        for reason in found:
            lines += [f"  {reason.sentence}", f"    [{source_words(reason.cite, reason.checked)}]"]
    return lines


def _beside_the_outcome(answer: Answer) -> list[str]:
    """What holds whatever is decided: duties, a power that guidance leaves in every case, the form."""
    lines = ["", "Whatever is decided about a review:"] if answer.duties else []
    for duty in answer.duties:
        perhaps = "" if duty.result == "met" else "If it arises, which turns on facts not known: "
        lines += [f"  {perhaps}{duty.text}", f"    [{source_words(duty.cite, duty.checked)}]"]
    if power := answer.residual_power:
        lines += ["", f"{power.text} [{source_words(power.cite, power.checked)}]"]
    if answer.form:
        lines += ["", f"Form of the review: {answer.form}."]
    return lines + [f"{note.text} [{source_words(note.cite, note.checked)}]" for note in answer.notes]


def _clocks(answer: Answer) -> list[str]:
    started = sorted(
        (clock.due, clock.text, source_words(clock.cite or "", clock.checked))
        for clock in answer.clocks
        if clock.due and answer.applies[clock.clock] != "not-met"
    )
    lines = [f"  {said(due)}: {text} [{source}]" for due, text, source in started]
    return ["", "Clocks:", *lines] if lines else []


def _all(file: str, framework_name: str | None, on: str | None, nation: str | None, form: str) -> int:
    from casereview.law.frameworks import every_framework
    from casereview.law.reading import day
    from casereview.law.strict_yaml import nearest

    if framework_name:
        raise BadInput("casereview screen: give --framework or --all, not both.")
    nations = list(dict.fromkeys(each.nation for each in every_framework()))
    if nation and nation not in nations:
        near = nearest(nation, nations) or f"; there are {', '.join(nations)}"
        raise BadInput(f"casereview screen: there is no nation '{nation}'{near}.")
    case = facts_file.read_case(file, every_framework()[0])
    try:
        when = day(on) if on else case.events.get("notified", date.today())
    except ValueError as problem:
        raise BadInput(f"casereview screen: --on: {problem}") from None
    live = [each for each in every_framework() if each.in_force_on(when) and nation in (None, each.nation)]
    found = [(each, facts_file.counted(case, each)) for each in live]
    if form == "json":
        terminal.print_json({"on": when.isoformat(), "answers": [answer.as_json() for _, answer in found]})
        return terminal.DONE
    lines = [f"In force on {said(when)}:" if found else f"No framework was in force on {said(when)}."]
    for framework, answer in found:
        turns = f" (turns on {', '.join(answer.turns_on)})" if answer.turns_on else ""
        lines.append(f"  {framework.id:<20} {answer.outcome}{turns}")
    terminal.print_text(lines)
    return terminal.DONE


def _batch(file: str, framework_name: str | None, output: str | None, form: str) -> int:
    # Only a batch needs temporary files and tables.
    from casereview.law.batch import answer_rows

    if not output:
        raise BadInput("casereview screen: --output is missing; it names the file for the answers.")
    try:
        counted = answer_rows(Path(file), Path(output), _needed(framework_name), _show_progress)
    finally:
        _show_progress(0)
    if form == "json":
        terminal.print_json({"rows": sum(counted.values()), "output": output, "outcomes": dict(counted)})
    else:
        told = "".join(f", {outcome} {number}" for outcome, number in sorted(counted.items()))
        terminal.print_text([f"{sum(counted.values())} rows written to {output}{told}."])
    return terminal.DONE


def _show_progress(number: int) -> None:
    """How far it has come, on a terminal; silence in a script. Nought wipes it away."""
    if not sys.stderr.isatty():
        return
    if number == 0:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
    elif number % 1000 == 0:
        print(f"\r{number} rows", end="", file=sys.stderr, flush=True)
