"""What is tried of a text that cannot be read otherwise: a letter taken for a figure, a month's name put right, words left aside. Pure.

Loaded when the first such text is met.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from string import ascii_lowercase

from casereview.evidence.chronology.dates.words import ANY_MONTH, MONTH, MONTHS, WEEKDAY

_LETTERS = re.compile(
    r"(?<![a-z\d])([\dol]{1,2})(\s?[/.\- ]\s?[\dol]{1,2}\s?[/.\- ]\s?[\dol]{2,4})(?![a-z\d])"
)
_LETTER_DAY = re.compile(rf"(?<![a-z\d])([\dol]{{1,2}})((?:st|nd|rd|th)?[\s\-./,]+{MONTH})")
_WORD = re.compile(r"[a-z]{5,}")
_DAY_AND_WORDS = re.compile(
    rf"(?P<day>(?:{WEEKDAY}[\s,]*)?(?:\d{{1,2}}(?P<sep>[/.-])\d{{1,2}}(?P=sep)(?:\d{{4}}|\d{{2}})"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[\s.-]?(?:of )?{ANY_MONTH}[\s,.-]*(?:\d{{4}}|'?\d{{2}})|\d{{4}}-\d{{2}}-\d{{2}})"
    r"(?:[\s,@-]+(?:at )?\d{1,2}[:.]\d{2}(?:\s?(?:hrs|am|pm))?)?)"
    r"(?:[\s,;:.-]+(?P<words>[a-z(\[&+\"'].*)|[\s,;:-]*(?P<dash>-))"
)
_WRITTEN_LATER = re.compile(
    r"(?:and |but )?(?:recorded|entered|written|typed|logged|received|uploaded|signed|dictated|filed|sent|scanned)\b.*"
)
_A_DATE_IN = re.compile(rf"\d[/.-]\d|\b(?:19|20)\d\d\b|\d (?:of )?{ANY_MONTH}|\b{ANY_MONTH} \d")
_SWAPPED_ONLY = 5
"""Letters: a shorter name of a month is near too many other words (*Jane*, *Avril*, *Marc*) to be guessed at by more than this."""


def letters_for_figures(words: str) -> str | None:
    """The words with a letter O or l that stands for a figure put right, or None where there is no such letter.

    >>> letters_for_figures("o3/04/12"), letters_for_figures("w/c l2 april 2012"), letters_for_figures("4 may 2012")
    ('03/04/12', 'w/c 12 april 2012', None)
    """
    figures = re.sub(r"(?<![a-z])i(?=\d)|(?<=\d)i(?![a-z])", "l", words)
    for form in (_LETTERS, _LETTER_DAY):
        if found := form.search(figures):
            day, rest = _as_figures(found[1]), found[2]
            rest = _as_figures(rest) if form is _LETTERS else rest
            put_right = figures[: found.start()] + day + rest + figures[found.end() :]
            return put_right if put_right != words else None
    return None


def _as_figures(letters: str) -> str:
    return letters.replace("o", "0").replace("l", "1")


def month_as_meant(words: str) -> str | None:
    """The words with the name of a month put right that is one slip away from them, or None where there is no such word.

    >>> month_as_meant("3 ocotber 2012"), month_as_meant("3 marhc 2012"), month_as_meant("3 avril 2012"), month_as_meant("spring 2012")
    ('3 october 2012', '3 march 2012', None, None)
    """
    if not any(map(str.isdigit, words)):
        return None
    put_right = _WORD.sub(lambda found: _one_slip_away().get(found[0], found[0]), words)
    return put_right if put_right != words else None


@lru_cache(maxsize=1)
def _one_slip_away() -> dict[str, str]:
    names = [name for name in MONTHS if len(name) >= _SWAPPED_ONLY]
    return {
        slip: name
        for name in names
        for slip in (_swapped(name) if len(name) == _SWAPPED_ONLY else {*_swapped(name), *_changed(name)})
        if slip not in MONTHS
    }


def _swapped(name: str) -> Iterator[str]:
    for at in range(len(name) - 1):
        yield name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def _changed(name: str) -> Iterator[str]:
    """A letter left out, put in or typed for another; the first stays, for a word that begins otherwise is another word."""
    for at in range(1, len(name)):
        yield name[:at] + name[at + 1 :]
        for letter in ascii_lowercase:
            yield name[:at] + letter + name[at + 1 :]
            yield name[:at] + letter + name[at:]
    for letter in ascii_lowercase:
        yield name + letter


def day_before_words(words: str) -> tuple[str, bool] | None:
    """A full day with other words after it, and whether they leave a doubt about it; None for anything else.

    The words may say more of the day. Of *3/4/12 recorded 5/4/12* the second is a different thing, as it is in brackets.

    >>> day_before_words("3/4/12 home visit"), day_before_words("3/4/12 recorded 5/4/12"), day_before_words("3/4/12 or 2013")
    (('3/4/12', True), ('3/4/12', False), None)
    """
    found = _DAY_AND_WORDS.fullmatch(words)
    if found is None:
        return None
    after = found["words"] or ""
    if _WRITTEN_LATER.fullmatch(after):
        return found["day"], False
    return None if _A_DATE_IN.search(after) else (found["day"], True)
