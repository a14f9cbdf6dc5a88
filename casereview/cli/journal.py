"""A journal: a board and a list of dated acts, read whole before the first is done, then done through the same door as pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from casereview.acts.perform import perform
from casereview.acts.registry import ACTS, AccessDenied, Refused
from casereview.cases.actors import actor_of_person
from casereview.cases.models import Case
from casereview.files.store import keep_upload
from casereview.law.strict_yaml import BadInput, read
from casereview.people.block import board_from_block, read_block
from casereview.people.models import Board, Person
from casereview.web.errors import sentences

NAME = re.compile(r"\$[A-Za-z0-9_-]+\Z")
KEYS = {"on", "by", "act", "as", "to", "with", "expect", "approximate"}


@dataclass(frozen=True, slots=True)
class Line:
    """One dated act of a journal."""

    index: int
    on: date
    by: str
    act: str
    said: Mapping[str, Any]
    to: str
    made: str
    refused: bool
    approximate: bool


@dataclass
class Outcome:
    """What a replay did."""

    acts_done: int = 0
    refused: list[dict[str, Any]] = field(default_factory=list)
    cases: list[str] = field(default_factory=list)
    stopped: str | None = None


class Journal:
    """A journal file, read and checked whole.

    Raises:
        BadInput: it cannot be read; one sentence with the file, the act's index and the field.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        document = read(path)
        data = document.data
        if not isinstance(data, Mapping) or not isinstance(data.get("acts"), list) or "board" not in data:
            raise BadInput(f"{path.name}: a journal has 'board' and a list 'acts'.")
        self.block: Mapping[str, Any] = data["board"]
        try:
            read_block(self.block)
        except BadInput as bad:
            raise BadInput(f"{path.name}: {bad}") from None
        self.lines = [self._line(index, one) for index, one in enumerate(data["acts"], 1)]
        self._check_names()
        for line in self.lines:
            self._check_payload(line)

    def _bad(self, index: int, words: str) -> BadInput:
        return BadInput(f"{self.path.name}: act {index}: {words}")

    def _line(self, index: int, one: Any) -> Line:
        if not isinstance(one, Mapping):
            raise self._bad(index, "an act is written as {on: …, by: …, act: …, with: …}.")
        if unknown := set(one) - KEYS:
            raise self._bad(
                index, f"'{sorted(unknown)[0]}' is not known. Known are {', '.join(sorted(KEYS))}."
            )
        for name in ("on", "by", "act"):
            if not one.get(name):
                raise self._bad(index, f"'{name}' is missing.")
        if one["act"] not in ACTS:
            raise self._bad(index, f"act: there is no act '{one['act']}'. 'casereview acts' lists them.")
        try:
            day = date.fromisoformat(str(one["on"]))
        except ValueError:
            raise self._bad(index, "on: give the day as 2014-03-27.") from None
        if one.get("expect", "refused") != "refused":
            raise self._bad(index, "expect: only 'refused' can be expected.")
        said = one.get("with") or {}
        if not isinstance(said, Mapping):
            raise self._bad(index, "with: what is said is written as {field: value}.")
        return Line(
            index=index,
            on=day,
            by=str(one["by"]),
            act=str(one["act"]),
            said=said,
            to=str(one.get("to") or ""),
            made=str(one.get("as") or ""),
            refused="expect" in one,
            approximate=str(one.get("approximate", "false")) == "true",
        )

    def _check_names(self) -> None:
        people = {str(p.get("key")) for p in self.block.get("people") or [] if isinstance(p, Mapping)}
        named: set[str] = set()
        for line in self.lines:
            if (
                line.by not in people
                and not Person.rows.filter(board__name=self.block.get("name"), key=line.by).exists()
            ):
                raise self._bad(line.index, f"by: there is nobody '{line.by}' at the board.")
            for name in [*_names_in(line.said), *([line.to] if line.to.startswith("$") else [])]:
                if name[1:] not in named:
                    raise self._bad(line.index, f"'{name}' is used before an act makes it.")
            if line.made:
                named.add(line.made)

    def _check_payload(self, line: Line) -> None:
        model = ACTS[line.act].payload
        try:
            model.model_validate(self._files_checked(line.index, line.said))
        except ValidationError as wrong:
            raise self._unreadable(line, wrong) from None

    def _unreadable(self, line: Line, wrong: ValidationError) -> BadInput:
        """A mistake of the journal, never a refusal: what was expected to be refused must reach a guard."""
        place, words = next(iter(sentences(wrong)))
        return self._bad(line.index, f"{'.'.join(map(str, place)) or 'with'}: {words}")

    def _files_checked(self, index: int, value: Any) -> Any:
        if isinstance(value, Mapping):
            if set(value) == {"file"}:
                path = self.path.parent / str(value["file"])
                if not path.resolve().is_relative_to(self.path.parent.resolve()) or not path.is_file():
                    raise self._bad(index, "a file is not there, or not beside the journal.")
                return "file"
            return {name: self._files_checked(index, item) for name, item in value.items()}
        if isinstance(value, list):
            return [self._files_checked(index, item) for item in value]
        return value

    def replay(self, stop: bool = True) -> Outcome:
        """Do the acts one by one, each judged on its own day. Stops at the first that goes otherwise than expected."""
        board = board_from_block(self.block)
        done = Outcome()
        things: dict[str, str] = {}
        cases: dict[str, Case] = {}
        people = {person.key: person for person in Person.rows.filter(board=board)}
        for line in self.lines:
            actor = actor_of_person(people[line.by], line.on)
            try:
                said = self._filled(line.said, things, actor.id)
                subject = self._subject(line, board, things, cases)
                result = perform(actor, line.act, said, to=subject, on=line.on, approximate=line.approximate)
            except ValidationError as wrong:
                raise self._unreadable(line, wrong) from None
            except (AccessDenied, Refused) as no:
                why = str(no) if isinstance(no, Refused) else "This act is not theirs to do here."
                done.refused.append(
                    {"index": line.index, "act": line.act, "why": why, "expected": line.refused}
                )
                if not line.refused:
                    done.stopped = f"act {line.index} ({line.act}) was refused: {why}"
                    return done
                continue
            if line.refused:
                done.stopped = (
                    f"act {line.index} ({line.act}) was done, though it was expected to be refused."
                )
                return done
            done.acts_done += 1
            self._keep(line, result.made, things, cases, done)
            if line.act in ("give-post", "add-person", "add-agency", "end-post"):
                people = {person.key: person for person in Person.rows.filter(board=board)}
        return done

    def _subject(self, line: Line, board: Board, things: Mapping[str, str], cases: Mapping[str, Case]) -> Any:
        if ACTS[line.act].on == "board":
            return board
        if line.to:
            return cases[things[line.to[1:]]] if line.to.startswith("$") else cases[line.to]
        if len(cases) != 1:
            raise self._bad(line.index, "to: the journal has more than one case, so say to which.")
        return next(iter(cases.values()))

    def _keep(
        self, line: Line, made: Any, things: dict[str, str], cases: dict[str, Case], done: Outcome
    ) -> None:
        if isinstance(made, Case):
            cases[made.code] = made
            done.cases.append(made.code)
        if line.made:
            things[line.made] = (
                made
                if isinstance(made, str)
                else str(getattr(made, "key", None) or getattr(made, "code", ""))
            )

    def _filled(self, value: Any, things: Mapping[str, str], account: int) -> Any:
        if isinstance(value, str):
            return things[value[1:]] if NAME.match(value) and value[1:] in things else value
        if isinstance(value, Mapping):
            if set(value) == {"file"}:
                path = self.path.parent / str(value["file"])
                return keep_upload(account, path.name, path.read_bytes())
            return {name: self._filled(item, things, account) for name, item in value.items()}
        if isinstance(value, list):
            return [self._filled(item, things, account) for item in value]
        return value


def _names_in(value: Any) -> Iterator[str]:
    if isinstance(value, str) and NAME.match(value):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _names_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from _names_in(item)
