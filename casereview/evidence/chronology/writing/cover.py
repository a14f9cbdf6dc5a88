"""What a chronology that leaves says of itself, and the colours of its agencies. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casereview.evidence.chronology.rows import Row

TINTS = (
    ("pale blue", "DCE9F7"),
    ("pale yellow", "FFF3C4"),
    ("pale green", "DDF0DC"),
    ("pale pink", "FBE0E6"),
    ("pale violet", "E8E1F5"),
    ("pale orange", "FDE5CC"),
    ("pale turquoise", "D3F0EE"),
    ("pale grey", "E6E8EA"),
    ("pale lime", "ECF4C8"),
    ("pale rose", "F6D8D0"),
    ("pale sand", "F0E8D8"),
    ("pale steel", "D5DFE8"),
)
"""Behind black words each gives a contrast of more than 14 to 1; after twelve agencies they begin again."""


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on the first page and in the footers.

    Attributes:
        code: the case's code; never a name. Empty where a command merges files of no case.
        version: which version of the chronology this is, in words or a number.
        made_on: the day it was made; it also dates the file, so that the same chronology is the same bytes.
        names: which names it holds, as *real names* or *public names*; empty where the texts are as typed.
    """

    title: str = "Integrated chronology"
    code: str = ""
    version: str = ""
    board: str = ""
    made_on: date | None = None
    names: str = ""
    marking: str = "OFFICIAL-SENSITIVE"

    @property
    def footer(self) -> str:
        """Code, title, version and which names, as they stand under every page: a loose page must say it too."""
        version = f"version {self.version}" if self.version else ""
        return " · ".join(part for part in (self.code, self.title, version, self.names, self.marking) if part)

    @property
    def line(self) -> str:
        """Board, code, version, day and names, as they stand under the title."""
        version = f"version {self.version}" if self.version else ""
        day = f"{self.made_on.day} {self.made_on:%B %Y}" if self.made_on else ""
        return " · ".join(part for part in (self.board, self.code, version, day, self.names) if part)


def tints(rows: Iterable[Row]) -> dict[str, tuple[str, str]]:
    """For each agency, in the order in which it appears, the name and the six figures of its colour."""
    agencies = dict.fromkeys(row.agency for row in rows)
    return {agency: TINTS[number % len(TINTS)] for number, agency in enumerate(agencies)}
