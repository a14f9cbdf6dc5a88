"""``casereview clocks``: a framework's deadlines, counted from the days on which things happened."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from casereview.cli import law_terminal as terminal
from casereview.law.clocks import EVENTS, UNITS, Clock, LocalClock, count, uncounted
from casereview.law.governing import not_in_force
from casereview.law.reading import day
from casereview.law.strict_yaml import BadInput, nearest, shown
from casereview.law.words import said, source_words, span_words

EXAMPLE = """\
examples:
  casereview clocks --framework england-scr-2013 --event notified=2014-02-10 --event decided=2014-03-03
  casereview clocks --framework england-cspr-2023 --event notified=2024-12-13 --local x=notified:9:days
  casereview clocks --framework england-scr-2013 --event decided=2014-03-03 --extend complete=2014-12-01
"""


def main(argv: list[str]) -> int:
    """Run ``casereview clocks`` and return its exit status."""
    return terminal.run(_main, argv)


def _main(argv: list[str]) -> int:
    given = _parser().parse_args(argv)
    framework = terminal.framework_named(given.framework)
    events = _days("--event", given.event)
    for event in events:
        if event not in EVENTS:
            near = nearest(event, list(EVENTS)) or f"; there are {', '.join(EVENTS)}"
            raise BadInput(f"--event {shown(event)}: there is no event '{shown(event)}'{near}.")
    if why := not_in_force(framework, events):
        raise BadInput(f"--event notified: {why}.")
    extended = _days("--extend", given.extend)
    local = [_local(word) for word in given.local]
    days_off = {on: name for name, on in _days("--day-off", given.day_off).items()}
    if found := uncounted(framework, events, local):
        raise BadInput(f"--event {found[0]}: {found[1]}")
    clocks = count(framework, events, extended=extended, local=local, also_left_out=days_off)
    for clock in clocks:
        if clock.clock in extended and clock.extended_from is None:
            raise BadInput(f"--extend {clock.clock}: {_not_extended(clock)}.")
    if given.format == "json":
        terminal.print_json({"framework": framework.id, "clocks": [clock.as_json() for clock in clocks]})
    else:
        terminal.print_text([framework.title, *(line for clock in clocks for line in _in_text(clock))])
    return terminal.DONE


def _parser() -> terminal.Parser:
    parser = terminal.Parser(
        prog="casereview clocks",
        description="Count a framework's deadlines, with the working: each day left out, and why.",
        epilog=EXAMPLE,
        formatter_class=terminal.RawDescription,
    )
    parser.add_argument(
        "--framework", metavar="ID", required=True, help="the framework's id, or a file of your own (.yaml)"
    )
    parser.add_argument(
        "--event",
        metavar="NAME=DATE",
        action="append",
        default=[],
        help=f"a day on which something happened: {', '.join(EVENTS)}",
    )
    parser.add_argument(
        "--extend",
        metavar="CLOCK=DATE",
        action="append",
        default=[],
        help="the later day that whoever may extend it agreed to",
    )
    parser.add_argument(
        "--local",
        metavar="NAME=EVENT:AMOUNT:UNIT",
        action="append",
        default=[],
        help=f"a board's own clock; units: {', '.join(UNITS)}",
    )
    parser.add_argument(
        "--day-off",
        metavar="NAME=DATE",
        action="append",
        default=[],
        help="a local holiday, left out of working days",
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="text unless told otherwise"
    )
    return parser


_FOR_EXAMPLE = {"--event": "notified", "--extend": "complete", "--day-off": "fair"}


def _days(option: str, words: Iterable[str]) -> dict[str, date]:
    """``NAME=DATE``, several times, as a day for each name."""
    found: dict[str, date] = {}
    for word in words:
        name, equals, written = word.partition("=")
        if not (name and equals):
            raise BadInput(
                f"{option} {word}: write it as NAME=DATE, for example {_FOR_EXAMPLE[option]}=2014-02-10."
            )
        if name in found:
            raise BadInput(f"{option} {name}: it is given twice.")
        try:
            found[name] = day(written)
        except ValueError as problem:
            raise BadInput(f"{option} {name}: {problem}") from None
    return found


def _local(word: str) -> LocalClock:
    name, equals, rest = word.partition("=")
    parts = rest.split(":")
    if not (name and equals and len(parts) == 3):
        raise BadInput(
            f"--local {word}: write it as NAME=EVENT:AMOUNT:UNIT, for example panel=notified:10:working-days."
        )
    starts = next((event for event in EVENTS if event == parts[0]), None)
    if starts is None:
        near = nearest(parts[0], list(EVENTS)) or f"; there are {', '.join(EVENTS)}"
        raise BadInput(f"--local {name}: there is no event '{shown(parts[0])}'{near}.")
    if not re.fullmatch(r"[+-]?[0-9]{1,5}", parts[1]):
        raise BadInput(f"--local {name}: '{shown(parts[1])}' is not a whole number of up to five figures.")
    unit = next((unit for unit in UNITS if unit == parts[2]), None)
    if unit is None:
        near = nearest(parts[2], list(UNITS)) or f"; there are {', '.join(UNITS)}"
        raise BadInput(f"--local {name}: there is no unit '{shown(parts[2])}'{near}.")
    return LocalClock(name, starts, int(parts[1]), unit)


def _not_extended(clock: Clock) -> str:
    if clock.due is None:
        return f"it has not started, because --event {clock.starts} is not given"
    return f"it is due on {clock.due.isoformat()} and can only be extended to a later day"


def _in_text(clock: Clock) -> list[str]:
    due = said(clock.due) if clock.due else "not started"
    whose = "this board's own" if clock.local else source_words(clock.cite or "", clock.checked)
    return [
        "",
        f"{clock.clock}: {due}",
        f"  {clock.text} {span_words(clock.amount, clock.unit, clock.starts)}. [{whose}]",
        *(f"  {sentence}" for sentence in clock.working),
        f"  Who may extend it: {clock.may_extend}",
    ]
