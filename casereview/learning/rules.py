"""What makes findings, lessons and recommendations complete. Pure."""

from __future__ import annotations

from collections.abc import Iterable

FEW = 10
"""About so many recommendations a board can follow up. Above it the product says so, and refuses nothing."""

WITHIN, ACROSS = "within", "across"


def too_many(count: int) -> str:
    """What to tell whoever recommends when there are more than a board can follow up; nothing while few.

    It never refuses: the author may have reasons. Source: guidance on reviews asks for few recommendations.

    >>> too_many(10)
    ''
    >>> too_many(12)
    'There are now 12 recommendations. A few that are done change more than many that are not.'
    """
    if count <= FEW:
        return ""
    return f"There are now {count} recommendations. A few that are done change more than many that are not."


def agencies_fit(reach: str, agencies: int) -> str:
    """Why a lesson's agencies do not fit its reach, or nothing where they do.

    A lesson *within* is one agency's own; a lesson *across* is about how at least two worked together.

    >>> agencies_fit("within", 1), agencies_fit("across", 3)
    ('', '')
    >>> agencies_fit("across", 1)
    'A lesson across agencies is about two or more.'
    """
    if reach == WITHIN and agencies != 1:
        return "A lesson within an agency is about one agency."
    if reach == ACROSS and agencies < 2:
        return "A lesson across agencies is about two or more."
    return ""


def listed(keys: Iterable[str]) -> str:
    """Keys as a sentence names them.

    >>> listed(["F1"]), listed(["F1", "F3", "F7"])
    ('F1', 'F1, F3 and F7')
    """
    names = list(keys)
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def rest_on_it(word: str, keys: list[str]) -> str | None:
    """The sentence why a thing cannot be withdrawn: what rests on it. None where nothing does.

    >>> rest_on_it("finding", ["F1"]), rest_on_it("finding", ["F1", "F2"])
    ('Finding F1 rests on it.', 'Findings F1 and F2 rest on it.')
    >>> rest_on_it("finding", []) is None
    True
    """
    if not keys:
        return None
    if len(keys) == 1:
        return f"{word.capitalize()} {keys[0]} rests on it."
    return f"{word.capitalize()}s {listed(keys)} rest on it."


def gaps(findings: int, lessons: int) -> list[str]:
    """What is still missing in the learning, in sentences for the top of the page.

    Args:
        findings: how many findings have no lesson.
        lessons: how many lessons have no recommendation. That may be right: not each lesson needs one.

    >>> gaps(2, 0)
    ['2 findings have no lesson yet.']
    >>> gaps(0, 1)
    ['1 lesson has no recommendation. That may be right: not each needs one.']
    """
    found = []
    if findings:
        found.append(f"{findings} finding{' has' if findings == 1 else 's have'} no lesson yet.")
    if lessons:
        found.append(
            f"{lessons} lesson{' has' if lessons == 1 else 's have'} no recommendation. "
            "That may be right: not each needs one."
        )
    return found


def counted(number: int, word: str) -> str:
    """A number and its word: "1 lesson", "4 lessons", "no lesson".

    >>> counted(0, "lesson"), counted(1, "lesson"), counted(4, "lesson")
    ('no lesson', '1 lesson', '4 lessons')
    """
    if number == 0:
        return f"no {word}"
    return f"{number} {word}{'' if number == 1 else 's'}"
