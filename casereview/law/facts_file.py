"""Files of facts: one case in YAML, or many in CSV, read strictly and one row at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple, TextIO

from casereview.law.clocks import EVENTS, uncounted
from casereview.law.criteria import BadFacts, compiled, infer
from casereview.law.model import Framework
from casereview.law.reading import day
from casereview.law.screening import Answer, answers, screen
from casereview.law.strict_yaml import BadInput, Document, nearest, read, shown

SECTIONS = ("facts", "events")
LONGEST_LINE = 10_000
"""Characters. Every fact answered at its longest is under a thousand."""


class CaseFile(NamedTuple):
    """One case as a file gave it.

    Attributes:
        facts: answers as words.
        events: the day of each event that has happened.
    """

    document: Document
    facts: Mapping[str, str]
    events: Mapping[str, date]


def read_case(path: Path | str, framework: Framework) -> CaseFile:
    """Read ``facts`` and ``events`` from a YAML file; each may be left out, and so may any key in it.

    Raises:
        BadInput: a key, an answer or a day that does not exist; the text names the line and the key.
    """
    document = read(path)
    if not isinstance(document.data, dict):
        raise document.bad((), "this file has to be a mapping with 'facts' and 'events'.")
    for key in document.data:
        if key not in SECTIONS:
            near = nearest(key, list(SECTIONS)) or "; it has 'facts' and 'events'"
            raise document.bad((key,), f"'{shown(key)}' has no meaning in a file of facts{near}.")
    facts = _words(document, "facts")
    check_facts(facts, framework, document)
    return CaseFile(document, answers(facts), _events(document))


def _words(document: Document, section: str) -> dict[str, str]:
    """A section of the file as words by key; a section left blank is empty."""
    found = document.data.get(section, {})
    if isinstance(found, str) and answers({section: found})[section] == "unknown":
        return {}
    if not isinstance(found, dict):
        raise document.bad((section,), f"'{section}' has to be a mapping, one line for each.")
    for key, value in found.items():
        if not isinstance(value, str):
            raise document.bad((section, key), f"'{shown(key)}' takes one word.")
    return found


def counted(case: CaseFile, framework: Framework) -> Answer:
    """What the criteria answer for the case, its clocks counted.

    Raises:
        BadInput: the clocks cannot be counted from a day that the file gives; the text names the line and the event.
    """
    if found := uncounted(framework, case.events):
        event, why = found
        raise case.document.bad(("events", event), f"'{event}': {why}")
    return screen(framework, case.facts, case.events)


def check_facts(facts: Mapping[str, str], framework: Framework, document: Document) -> None:
    """Refuse an id or an answer that does not exist, with the line it stands on.

    Raises:
        BadInput: there is one.
    """
    rules = compiled(framework)
    said = answers(facts)
    for fact, answer in said.items():
        try:
            rules.state({fact: answer})
        except BadFacts as problem:
            raise document.bad(("facts", fact), str(problem)) from None
    try:
        infer(said)
    except BadFacts as problem:
        raise document.bad(("facts", problem.fact), str(problem)) from None


def _events(document: Document) -> dict[str, date]:
    found: dict[str, date] = {}
    for event, word in _words(document, "events").items():
        if event not in EVENTS:
            near = nearest(event, list(EVENTS)) or f"; there are {', '.join(EVENTS)}"
            raise document.bad(("events", event), f"there is no event '{shown(event)}'{near}.")
        if answers({event: word})[event] == "unknown":
            continue
        try:
            found[event] = day(word)
        except ValueError as problem:
            raise document.bad(("events", event), f"'{event}': {problem}") from None
    return found


def rows(stream: TextIO, name: str, framework: Framework) -> Iterator[tuple[int, str, dict[str, str]]]:
    """Each row of a CSV of many cases: its number, from 1, its id and its facts. One row is held at a time.

    Raises:
        BadInput: the header or a row cannot be read; the text names the row.
    """
    import csv  # one case needs no tables

    table = csv.reader(_lines(stream, name), strict=True)
    number = 0
    try:
        header = [cell.strip() for cell in next(table, [])]
        _check_header(header, name, framework)
        place = header.index("id")
        for number, cells in enumerate(table, start=1):
            if not cells:
                continue
            if len(cells) != len(header):
                raise BadInput(
                    f"{name}, row {number}: it has {len(cells)} cells and the header has {len(header)}."
                )
            facts = {
                column: cell.strip() for column, cell in zip(header, cells, strict=True) if column != "id"
            }
            yield number, cells[place], facts
    except csv.Error as problem:
        raise BadInput(f"{name}, row {number + 1}: it cannot be read as CSV ({problem}).") from None
    except UnicodeDecodeError:
        raise BadInput(f"{name}, row {number + 1} or soon after: this is not UTF-8 text.") from None


def _lines(stream: TextIO, name: str) -> Iterator[str]:
    """The lines of a file, none of them longer than a row of facts can be."""
    while line := stream.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise BadInput(f"{name}: it has a line of more than {LONGEST_LINE} characters, which no row has.")
        if "\0" in line:
            raise BadInput(f"{name}: this is not text; it has characters in it that no text has.")
        yield line


def _check_header(header: list[str], name: str, framework: Framework) -> None:
    if not any(header):
        raise BadInput(f"{name}: this file is empty.")
    if "id" not in header:
        raise BadInput(f"{name}, header: there is no column 'id'{_instead_of_id(header)}.")
    known = list(compiled(framework).known)
    for column in header:
        if header.count(column) > 1:
            raise BadInput(f"{name}, header: the column '{shown(column)}' is given twice.")
        if column != "id" and column not in known:
            raise BadInput(f"{name}, header: there is no fact '{shown(column)}'{nearest(column, known)}.")


def _instead_of_id(header: list[str]) -> str:
    """What stands there in its place, as far as it can be told."""
    if len(header) == 1 and any(mark in header[0] for mark in ";\t"):
        return "; the cells have to be separated by commas"
    return nearest("id", header) or "; the first line has to name the columns"
