"""The gate list: what a person signs before a review is published, line by line. Pure.

What the machine can see for itself (an answer missing, a name left, a notice period) is a guard and not a line: nobody is
asked to sign what can be looked up.
"""

from __future__ import annotations

from dataclasses import dataclass

from casereview.access.roles import Role


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the gate list.

    Attributes:
        id: its name in journals and payloads.
        words: what is signed, as a statement.
        hint: what to think of before signing.
        signers: who signs it as their own judgement. The manager may also enter it for somebody, and then says for whom.
        waits: whether publication waits for it.
        withholding: whether it also applies where the report is not published.
        of_text: whether it is a judgement of this very text, so that it lapses when the report changes.
    """

    id: str
    words: str
    hint: str
    signers: frozenset[Role]
    waits: bool = True
    withholding: bool = False
    of_text: bool = False


BOARD = frozenset({Role.MANAGER, Role.CHAIR, Role.LEAD})
ADVISERS = frozenset({Role.GATE_SIGNER})

LIST: tuple[Line, ...] = (
    Line(
        "jigsaw",
        "Nobody can be put together from this text and everything else that is public",
        "Press, court lists, social media, earlier reviews, the local school and street. Say what was searched, and judge.",
        ADVISERS | BOARD,
        of_text=True,
    ),
    Line(
        "legal",
        "Legal advice was had",
        "Contempt and reporting restrictions, leave of the family court, defamation, copyright.",
        ADVISERS,
        withholding=True,
        of_text=True,
    ),
    Line(
        "harm",
        "Every living child and adult was thought of",
        "Harm that it could do; brothers' and sisters' schools; not on a birthday or an anniversary.",
        ADVISERS | BOARD,
        withholding=True,
        of_text=True,
    ),
    Line(
        "proceedings",
        "Police, prosecutors and coroner have nothing against it",
        "Or their hold was lifted, in writing.",
        BOARD,
    ),
    Line(
        "practitioners",
        "Practitioners were told and have support",
        "And each agency knows what it says to its own staff.",
        BOARD,
        withholding=True,
    ),
    Line(
        "press",
        "A statement is ready and somebody speaks",
        "Who speaks, who watches the telephone on the day and the days after.",
        ADVISERS | BOARD,
        withholding=True,
    ),
    Line(
        "accessible",
        "Page and documents can be read by everybody, and hold nothing hidden",
        "Headings, reading order, no comments, no tracked changes, no author's name.",
        frozenset({Role.MANAGER}),
        of_text=True,
    ),
    Line(
        "brief",
        "The learning brief is ready to go to the teams",
        "With whom it goes to, and the national repository of reviews.",
        BOARD,
        waits=False,
    ),
)
LINES = {line.id: line for line in LIST}
NEEDED = tuple(line.id for line in LIST if line.waits and line.id != "jigsaw")
"""The lines that publication waits for, beside the jigsaw line, which has a guard of its own."""
