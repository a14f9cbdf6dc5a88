"""The words of dates, and a typed text put into one plain form before it is read. Pure."""

from __future__ import annotations

import re

MONTHS: dict[str, int] = {}
for _number, _name in enumerate(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ],
    1,
):
    MONTHS[_name] = MONTHS[_name[:3]] = _number
MONTHS["sept"] = 9

MISSPELT: dict[str, str] = {
    "febuary": "february",
    "feburary": "february",
    "janurary": "january",
    "setpember": "september",
    "septmeber": "september",
    "novemeber": "november",
    "decmeber": "december",
    "augest": "august",
    "apirl": "april",
}
"""Spellings that are read as meant, and reported."""

WEEKDAYS: dict[str, int] = {}
for _number, _name in enumerate(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
):
    WEEKDAYS[_name] = WEEKDAYS[_name[:3]] = _number
WEEKDAYS |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}

MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
WEEKDAY = "(" + "|".join(sorted(WEEKDAYS, key=len, reverse=True)) + r")\b\.?"

_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_ODD = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−\ufe58\ufe63\uff0d", "-"),
        **dict.fromkeys("’‘ʼ`´", "'"),
        **dict.fromkeys("“”″", '"'),
        **dict.fromkeys("\u200b\u200c\u200d\ufeff\u00ad", ""),
        "⁄": "/",
        "／": "/",
        "？": "?",
    }
)
_MISSPELT = re.compile(r"\b(" + "|".join(MISSPELT) + r")\b")
_SHORT_FORM = re.compile(r"(?:\b(?:[ap]\.?m|hrs|approx|[a-z]{3}|sept)|\bn\.d|\.)\.$")


def plain(text: str) -> tuple[str, bool]:
    """A text in lower case with plain spaces, hyphens and quotation marks, and whether it was mistyped.

    Mistyped are the names of months in a list of usual slips, and a full stop or comma after the end.

    >>> plain(" 8  MARCH   2009 "), plain("3 – 5 Apirl 2012.")
    (('8 march 2009', False), ('3 - 5 april 2012', True))
    """
    words = _SPACES.sub(" ", text.translate(_ODD)).strip().lower()
    mistyped = False
    ending = words.rstrip(" .,;:")
    if ending != words and ending:
        mistyped = not (_SHORT_FORM.search(words) or words.endswith(".."))
        words = words if words.endswith("..") else ending
    corrected = _MISSPELT.sub(lambda found: MISSPELT[found[1]], words)
    return corrected, mistyped or corrected != words
