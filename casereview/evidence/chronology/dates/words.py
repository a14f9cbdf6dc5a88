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

NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
MONTH = rf"(?P<month>{NAMES})\b\.?"
ANY_MONTH = MONTH.replace("?P<month>", "?:")
"""The same with no name for what is found, to stand more than once in a pattern."""
WEEKDAY = "(" + "|".join(sorted(WEEKDAYS, key=len, reverse=True)) + r")\b\.?"

_ODD = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−\ufe58\ufe63\uff0d", "-"),
        **dict.fromkeys("’‘ʼ`´", "'"),
        **dict.fromkeys("“”″", '"'),
        **dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad", ""),
        **dict.fromkeys("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", ""),
        "⁄": "/",
        "／": "/",
        "？": "?",
        "\\": "/",
    }
)
_MISSPELT = re.compile(r"\b(" + "|".join(MISSPELT) + r")\b")
_RUN_TOGETHER = re.compile(r"(?<![a-z\d])((?:\d{1,2}(?:st|nd|rd|th)?)?)([a-z]{3,9})(?=\d)")
_LETTER_BEFORE_FIGURE = re.compile(r"[a-z]{3}\d|[ey]-|mid-")
_PART_OF = re.compile(r"\b(early|mid|late)-(?!early|mid|late|to\b)(?=[a-z\d])")
_TWICE = re.compile(r"(?<=\d)([/.\-])\1(?=\d)")
_SHORT_FORM = re.compile(
    r"^\d{1,2}(?:st|nd|rd|th)?[.:]$|(?:\b(?:[ap]\.?m|hrs|approx|[a-z]{3}|sept)|(?<=\d)[ap]\.?m|\bn\.d|\.)\.$"
)


def plain(text: str) -> tuple[str, bool]:
    """A text in lower case with plain spaces, hyphens and quotation marks, and whether it was mistyped.

    Mistyped are the names of months in a list of usual slips, and a full stop or comma after the end.

    >>> plain(" 8  MARCH   2009 "), plain("3 – 5 Apirl 2012."), plain("03APR2012")
    (('8 march 2009', False), ('3 - 5 april 2012', True), ('03 apr 2012', False))
    """
    words = " ".join(text.translate(_ODD).split()).lower()
    mistyped = False
    ending = words.rstrip(" .,;:")
    if ending != words and ending and not words.endswith("/.."):
        mistyped = not _SHORT_FORM.search(words)
        words = ending
    corrected = _MISSPELT.sub(lambda found: MISSPELT[found[1]], words)
    if "//" in words or ".." in words or "--" in words:
        corrected = _TWICE.sub(r"\1", corrected)
    mistyped = mistyped or corrected != words
    if _LETTER_BEFORE_FIGURE.search(corrected):
        corrected = _PART_OF.sub(r"\1 ", _RUN_TOGETHER.sub(_apart, corrected))
    return corrected, mistyped


def _apart(found: re.Match[str]) -> str:
    before, name = found.groups()
    return f"{before} {name} ".lstrip() if name in MONTHS or name in WEEKDAYS else found[0]
