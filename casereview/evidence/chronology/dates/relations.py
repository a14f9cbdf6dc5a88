"""Words that say when only by another row or by an age: *same day*, *two weeks later*, *aged 3*. Pure."""

from __future__ import annotations

import re
from datetime import time

from casereview.evidence.chronology.dates import times
from casereview.evidence.chronology.dates.words import WEEKDAY

_NUMBER = r"(?:\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a few|few|several|some|a couple of)"
_UNIT = r"(?:minute|hour|day|week|fortnight|month|year)"
_AGE = r"(?:days?|weeks?|wks?|months?|mths?|years?|yrs?)"
_PERSON = r"(?:he|she|they|child|the child|baby)"
_RELATIVE = re.compile(
    r"as above|ditto|do\.?|\"+|''|,,|same|same date|(?:the )?same (?:date|time)"
    rf"|(?:the )?(?:later (?:the )?)?(?:same|next|following|previous|last) {_UNIT}"
    r"|(?:the )?(?:same|next|following|previous) (?:morning|afternoon|evening|night)|last night"
    rf"|(?:last|next|the following|following|that|this|the same|same|the next|the previous|previous) {WEEKDAY}"
    rf"|(?:about |approx\.? |approximately )?{_NUMBER}\s?{_UNIT}s?'? (?:later|after|afterwards|earlier|before|on|ago|previously)"
    r"|(?:the )?day (?:after|before)|later (?:that|the same|the) \w+|(?:that|this) (?:day|morning|afternoon|evening|night|week|month)"
    r"|(?:shortly|soon|immediately|some time|sometime) (?:after|afterwards|before|later)|later|later on|afterwards|soon"
    r"|yesterday|today|tomorrow|at birth|birth|since birth|from birth"
    rf"|(?:about |approx\.? |c\.? ?)?(?:when |at |at age |at the age of )?(?:aged?|[a-z]+ )?\s?\d+\s?(?:/\d+)?\s?{_AGE}?\s?(?:old|of age)"
    r"|(?:when |at )?(?:aged?|the age of)(?: of)?:?\s?(?:about |approx\.? |approximately |around |c\.? ?)?\d+.*"
    rf"|when {_PERSON} (?:was|were|is|are) (?:about )?(?:aged? )?(?:\d+|{_NUMBER})(?:\s?{_AGE})?(?: old| of age)?"
    rf"|(?:when |at )\d+\s?(?:/52|/12|{_AGE})(?: old)?"
)


def is_relation(words: str) -> bool:
    """Whether words in their plain form say when only by another row or by an age."""
    return _RELATIVE.fullmatch(words) is not None


def relation(words: str) -> tuple[str, time | None] | None:
    """Words of relation in their plain form, without the time that stands with them, and that time; None for anything else.

    >>> relation("same day, 14:30"), relation("next day"), relation("3 april 2012")
    (('same day', datetime.time(14, 30)), ('next day', None), None)
    """
    if is_relation(words):
        return words, None
    leading = times.without_leading_time(words)
    for rest, at in [*times.without_time(words), *([leading] if leading else [])]:
        if _RELATIVE.fullmatch(rest):
            return rest, at
    without_weekday = re.sub(rf"[\s,-]*\(?\b{WEEKDAY}\)?$", "", words)
    if without_weekday != words and _RELATIVE.fullmatch(without_weekday):
        return without_weekday, None
    return None
