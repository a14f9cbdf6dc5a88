"""The forms of words that stand round a date, which the reader takes off one after another. Pure."""

from __future__ import annotations

import re

from casereview.evidence.chronology.dates.words import MONTH, WEEKDAY

UNKNOWN = re.compile(
    r"[?\-./x*\s]*|n\s?[/.]?\s?[ak]\.?|nd|n\.d\.?|not (?:known|recorded|given|stated|dated|clear)|unknown|undated|(?:no|date) (?:date|given|unknown|illegible|not .*)"
    r"|illegible|tbc|tba|t\.b\.c\.?|ongoing|on-going|various|throughout|none|blank"
)
WEEKDAY_FIRST = re.compile(rf"(?:on )?(?:the )?[(\[]?{WEEKDAY}[)\]]?[\s,-]*(?P<rest>.+)")
WEEKDAY_LAST = re.compile(rf"(?P<rest>.+?)[\s,-]*\(?\b{WEEKDAY}\)?")
TWO_WEEKDAYS = re.compile(rf"{WEEKDAY}\s?(?:/|-|&|and|or|to)\s?{WEEKDAY}[\s,]*(?P<rest>.+)")
BRACKET = re.compile(r"(?P<rest>.+?)[\s,;]*[(\[](?P<inside>[^()\[\]]*)[)\]]")
ALL_IN_BRACKETS = re.compile(r"\((?P<round>[^()]+)\)|\[(?P<square>[^\[\]]+)\]|\"(?P<quoted>[^\"]+)\"")
DOUBT_FIRST = re.compile(
    r"(?:[(\[]\s?(?:\?+|tbc)\s?[)\]]|\?+|(?:possibly|probably|poss\b\.?|prob\b\.?|perhaps|maybe|likely|presumably"
    r"|(?:thought|believed|assumed|understood|said|reported) to be))\s*(?P<rest>.+)"
)
DOUBT_LAST = re.compile(
    r"(?P<rest>.+?)[\s,-]*(?:[(\[]\s?(?:\?+|tbc|possibly|probably)\s?[)\]]|\?+|\btbc|,? possibly|,? probably)"
)
CENTURY = re.compile(r".*(?<!\d)(?:19|20)\?\?")
ABOUT_FIRST = re.compile(
    r"(?:on or (?:about|around)|circa\b\.?|ca\b\.?|c\.|c(?=[\s\d])|approx(?:imately)?\b\.?|abt\b\.?|about|around|~)[\s:-]*(?P<rest>.+)"
)
ABOUT_LAST = re.compile(r"(?P<rest>.+?)[\s,]*[(\[]?\b(?:approx(?:imately)?\.?|circa|or thereabouts)[)\]]?")
NIGHT = re.compile(
    r"(?:on )?(?:the )?(?:night(?: of)?(?: the)?|overnight(?: on| of)?(?: the)?)\s+(?P<rest>.+)"
)
TWO_NIGHTS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s?/\s?(\d{1,2})(?:st|nd|rd|th)?")
NIGHT_LAST = re.compile(r"(?P<rest>.+?)[\s,]*\(?overnight\)?")
WEEK = re.compile(
    r"(?:the )?(?:(?P<from>w(?:ee)?k?\s?[/.]?\s?(?:c|b|beg|comm?|commencing|beginning|starting)(?![a-z])\.?)"
    r"|(?P<to>w(?:ee)?k?\s?[/.]?\s?(?:e|ending)(?![a-z])\.?)|(?P<of>w(?:ee)?k of))[\s:,-]*(?P<rest>.+)"
)
WEEKEND = re.compile(r"(?:on |over )?(?:the )?weekend(?: of)?(?: the)?[\s,:-]+(?P<rest>.+)")
AFTER_AND_BEFORE = re.compile(r"after (?P<first>.+?),? (?:and|but) before (?P<last>.+)")
OPEN = re.compile(
    r"(?:(?:shortly|just|soon|sometime|some time) )?(?P<side>before|prior to|after|following"
    r"|by|on or before|(?:no|not) later than|until|till|up to|up until)\s+(?P<rest>.+)"
)
_TO_NOW = r"(?:,?\s?onwards?|\s?(?:-|to|until)\s?(?:the )?(?:present(?: day)?|date|now|ongoing|current)|,?\s?(?:\(ongoing\)|and ongoing))"
SINCE = re.compile(
    rf"(?:ever |ongoing |ongoing from |on-going )?(?:since|(?:with effect )?from|wef|w\.e\.f\.|on or after|not before)\s+(?P<rest>.+?){_TO_NOW}?"
)
ONWARDS = re.compile(rf"(?P<rest>.+?){_TO_NOW}")
_NO_DAY = r"(?:(?:the )?(?:exact |precise |actual )?(?:dates?|day|dates?/times?) (?:is )?(?:not known|unknown|not recorded|not given|not clear|unclear|n/k|nk))"
LEADING = re.compile(
    r"(?:(?:late |later |early |earlier )?on(?! or )(?: the)?|in|at(?= the )|towards|during|throughout|dates?(?=:)|dated|the"
    r"|(?:the )?year(?= \d{4}$)|(?:the )?(?:whole of|all of|most of|month of)"
    rf"|(?:on )?(?:various|several)(?: dates| days| times| occasions)?(?: in| during)?|{_NO_DAY}(?: in)?)[:,;\s-]\s*(?P<rest>.+)"
)
DAY_NOT_KNOWN = re.compile(rf"(?P<rest>.+?)\s?[,;:-]\s?{_NO_DAY}")
ANOTHER_DATE = re.compile(r"(?:or|and|to|-|&)\s")
PERHAPS_ANOTHER = re.compile(r"(?:\?|possibly|probably|perhaps|maybe)\s*(?=.*\d)")
TWO_OF_A_MONTH = re.compile(
    rf"{MONTH}\s?(?P<days>\d{{1,2}}(?:st|nd|rd|th)?(?:\s?(?:-|to|and|or|&|/)\s?\d{{1,2}}(?:st|nd|rd|th)?)),?\s?(?P<year>\d{{4}}|'\d{{2}})"
)


def last(form: re.Pattern[str], words: str) -> re.Match[str] | None:
    """What is found by a form of words that stand behind a date: a text that ends in a figure has none of them."""
    return None if words[-1].isdigit() else form.fullmatch(words)
