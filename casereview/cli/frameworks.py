"""``casereview frameworks``: list the legal frameworks, show one, compare two, check a file of your own."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from casereview.cli import law_terminal as terminal
from casereview.law.comparison import as_written, condition_words, differences
from casereview.law.frameworks import every_framework
from casereview.law.model import Framework, Sourced
from casereview.law.strict_yaml import BadInput, printable, read
from casereview.law.words import said, source_words, span_words

EXAMPLE = """\
examples:
  casereview frameworks
  casereview frameworks show england-scr-2013
  casereview frameworks diff england-scr-2013 england-scr-2015
  casereview frameworks check my-framework.yaml
  casereview frameworks schema > framework.schema.json
"""


def main(argv: list[str]) -> int:
    """Run ``casereview frameworks`` and return its exit status."""
    return terminal.run(_main, argv)


def _main(argv: list[str]) -> int:
    given = _parser().parse_args(argv)
    as_json = given.format == "json"
    wanted = {"list": 0, "show": 1, "diff": 2, "schema": 0}.get(given.what)
    if wanted is not None and len(given.names) != wanted:
        takes = {0: "nothing more", 1: "one framework", 2: "two frameworks, the older first"}[wanted]
        raise BadInput(f"casereview frameworks {given.what}: it takes {takes}.")
    if given.what == "show":
        return _show(terminal.framework_named(given.names[0]), as_json)
    if given.what == "diff":
        return _diff(
            terminal.framework_named(given.names[0]), terminal.framework_named(given.names[1]), as_json
        )
    if given.what == "check":
        return _check(given.names, as_json)
    if given.what == "schema":
        return _schema()
    return _list(as_json)


def _parser() -> terminal.Parser:
    parser = terminal.Parser(
        prog="casereview frameworks",
        description="The legal frameworks. A framework is named by its id, or by a file of your own (.yaml).",
        epilog=EXAMPLE,
        formatter_class=terminal.RawDescription,
    )
    parser.add_argument(
        "what",
        nargs="?",
        choices=("list", "show", "diff", "check", "schema"),
        default="list",
        help="list unless told otherwise",
    )
    parser.add_argument(
        "names", nargs="*", metavar="ID or FILE.yaml", help="which framework, or which files to check"
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="text unless told otherwise"
    )
    return parser


def _list(as_json: bool) -> int:
    if as_json:
        terminal.print_json({"frameworks": [_heading(each) for each in every_framework()]})
        return terminal.DONE
    lines = []
    for each in every_framework():
        begins = each.in_force_from.isoformat() if each.in_force_from else "not in force"
        ends = each.in_force_to.isoformat() if each.in_force_to else ""
        lines.append(f"{each.id:<20} {begins:<12} {ends:<10}  {each.title}")
    terminal.print_text(lines)
    return terminal.DONE


def _heading(framework: Framework) -> dict[str, object]:
    return {
        "id": framework.id,
        "title": framework.title,
        "nation": framework.nation,
        "in_force_from": framework.in_force_from.isoformat() if framework.in_force_from else None,
        "in_force_to": framework.in_force_to.isoformat() if framework.in_force_to else None,
        "source": framework.source,
        "status": framework.status,
        "people": list(framework.people),
    }


def _show(framework: Framework, as_json: bool) -> int:
    if as_json:
        terminal.print_json(as_written(framework))
    else:
        terminal.print_text(in_text(framework))
    return terminal.DONE


def in_text(framework: Framework) -> list[str]:
    """A framework as a person reads it at a terminal, every line with its source."""
    begins = said(framework.in_force_from) if framework.in_force_from else "not in force yet"
    ends = f" to {said(framework.in_force_to)}" if framework.in_force_to else ""
    lines = [framework.title, f"In force: {begins}{ends}", f"Source: {framework.source}"]
    for words, line in _lines(framework):
        lines += ["", words, f"  [{source_words(line.cite, line.checked)}; {line.force}]"]
    lines += ["", "What it calls things:"]
    lines += [f"  {word.replace('_', ' ')}: {called}" for word, called in framework.vocabulary.items()]
    lines += ["", "What it asks:"]
    return lines + [f"  {fact.id}: {fact.question} {fact.help}" for fact in framework.facts]


def _lines(framework: Framework) -> Iterator[tuple[str, Sourced]]:
    """Each line of law in words, with the line it comes from."""
    yield f"Who decides: {framework.decides.by}.", framework.decides
    for criterion in framework.criteria:
        when = condition_words(framework, criterion.when)
        yield f"{criterion.id} ({criterion.kind}): {criterion.text} When {when}.", criterion
    if framework.residual_power:
        yield f"In every case: {framework.residual_power.text}", framework.residual_power
    for form in framework.form:
        yield f"Form {form.id}: {form.text}", form
    for duty in framework.duties:
        yield f"Duty {duty.id}: {duty.text}", duty
    for clock in framework.clocks:
        span = span_words(clock.amount, clock.unit, clock.starts)
        yield f"Clock {clock.id}: {clock.text} {span}. {clock.may_extend}", clock
    for told in framework.told:
        yield f"Told: {told.who}. {told.what}.", told
    for role, rule in framework.roles.items():
        yield f"{framework.vocabulary.get(role, role).capitalize()}: {rule.text}", rule
    for published in framework.publication:
        yield f"Publication: {published.text}", published
    for note in framework.notes:
        yield f"Note: {note.text}", note


def _diff(before: Framework, after: Framework, as_json: bool) -> int:
    found = differences(before, after)
    if as_json:
        terminal.print_json(
            {"before": before.id, "after": after.id, "differences": [each.as_json() for each in found]}
        )
        return terminal.DONE
    lines = [f"From {before.title} to {after.title}:"]
    for each in found:
        lines += ["", f"{each.section}: {each.what} {each.change}"]
        lines += [f"  - {each.before}"] if each.before else []
        lines += [f"  + {each.after}"] if each.after else []
        lines.append(f"    [{each.cite}]")
    terminal.print_text(lines if found else [f"{before.title} and {after.title} say the same."])
    return terminal.DONE


def _check(files: list[str], as_json: bool) -> int:
    # Only checking needs pydantic.
    from casereview.law.checking import problems

    if not files:
        raise BadInput("casereview frameworks check: name a framework file.")
    found = [problem for file in files for problem in problems(read(file))]
    if found:
        print("\n".join(map(printable, found)), file=sys.stderr)
        return terminal.BAD_INPUT
    if as_json:
        terminal.print_json({"files": [{"file": file, "ok": True} for file in files]})
    else:
        terminal.print_text([f"{file}: this is a framework." for file in files])
    return terminal.DONE


def _schema() -> int:
    from casereview.law.checking import schema

    terminal.print_json(schema())
    return terminal.DONE
