"""The name check: every name of the register, looked for in everything that would leave. If it cannot run, nothing leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casereview.cases.called import called
from casereview.cases.models import Case
from casereview.names.models import RegisterPerson
from casereview.names.reading import CannotReadInFull, text_of
from casereview.names.rules import RegisterName, find, names_of
from casereview.publishing.made import checked_against, written

WORDED = {"overview-report": "report", "executive-summary": "summary"}
"""The papers for which a framework has a word of its own."""
FILES = {
    "index.html": "the public page",
    "learning-brief": "the learning brief",
    "board-response": "the board's response",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the check found: nothing, if it is clean; why it could not run, if it could not.

    Attributes:
        digest: of the texts and the register that were looked at.
        found: whose name, what they are called outside, and where; never the name itself.
        failed: why the check could not run; then nothing is known, and nothing leaves.
        files: what was looked through, so that these very bytes and no others can leave.
    """

    digest: str
    found: tuple[dict[str, str], ...] = ()
    failed: str = ""
    files: Mapping[str, bytes] | None = None

    @property
    def clean(self) -> bool:
        """Whether the papers may leave as far as names go."""
        return not self.found and not self.failed


def names_in(case: Case) -> list[RegisterName]:
    """Every name of the case's register to be looked for."""
    rows = RegisterPerson.rows.filter(case=case, withdrawn_on=None).order_by("number")
    return [name for row in rows for name in names_of(row.key, row.name, row.other_names, row.public_name)]


def check(case: Case, today: date) -> Outcome:
    """Make everything that would leave, and look through all of it, in each of its forms."""
    digest, names = checked_against(case), names_in(case)
    try:
        files = written(case, today)
        found = [*slips(case, names), *look_through(files, names)]
    except CannotReadInFull as why:
        return Outcome(digest, failed=str(why))
    except Exception:  # whatever it was: what could not be made or read was not checked, so nothing leaves
        return Outcome(digest, failed="A paper could not be made.")
    return Outcome(digest, tuple(found), files=files)


def look_through(files: Mapping[str, bytes], names: Sequence[RegisterName]) -> list[dict[str, str]]:
    """Whose names stand in which files, once for each person and file.

    Raises:
        CannotReadInFull: a file could not be read to its end.
    """
    found: dict[tuple[str, str], dict[str, str]] = {}
    for file, data in sorted(files.items()):
        text = text_of(data, file.rsplit(".", 1)[-1])
        for one in find(text, names):
            found.setdefault((one.key, file), _place(one.key, one.public_name, file))
    return [found[key] for key in sorted(found)]


def slips(case: Case, names: Sequence[RegisterName]) -> list[dict[str, str]]:
    """Public names that give somebody away: the name used outside holds a real name of the register."""
    rows = RegisterPerson.rows.filter(case=case, withdrawn_on=None).order_by("number")
    return [
        _place(row.key, "", "register") for row in rows if any(True for _ in find(row.public_name, names))
    ]


def _place(key: str, outside: str, file: str) -> dict[str, str]:
    return {"person": key, "outside": outside, "where": file}


def said_where(file: str, case: Case) -> str:
    """A file as people call it in this case: "the overview report (DOCX)"."""
    if file == "register":
        return "the register: the name used outside"
    stem, _, ending = file.partition(".")
    if word := WORDED.get(stem):
        return f"the {called(case, word)} ({ending.upper()})"
    return FILES.get(file) or f"{FILES.get(stem, stem)} ({ending.upper()})"
