"""A person's dates as a calendar file: the code and the kind of date, nothing else.

Each thing keeps its UID for good, so that a date which moves replaces itself in the calendar. Its SEQUENCE and LAST-MODIFIED
are those of the last act in its review: they never go back, and the file is the same bytes until something was done.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Max
from icalendar import Calendar, Event

from casereview.audit.models import Row
from casereview.cases.models import Case

NEVER = datetime(2000, 1, 1, tzinfo=UTC)
AGAIN = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class LastAct:
    """The last act in a review: its number in the trail, and when it was recorded."""

    seq: int = 0
    at: datetime = NEVER


def last_acts(codes: Iterable[str]) -> dict[str, LastAct]:
    """The last act in each of these reviews; looks and refusals change nothing. Two queries for any number."""
    numbers = dict(Case.rows.filter(code__in=set(codes)).values_list("code", "pk"))
    rows = (
        Row.rows.filter(subject__in=[f"case:{pk}" for pk in numbers.values()], on__gt="", outcome="")
        .values_list("subject")
        .annotate(seq=Max("seq"), at=Max("at"))
    )
    found = {subject: LastAct(seq, datetime.fromisoformat(at)) for subject, seq, at in rows}
    return {code: found.get(f"case:{pk}", LastAct()) for code, pk in numbers.items()}


def as_calendar(answer: Mapping[str, Any]) -> bytes:
    """The file."""
    calendar = Calendar()
    calendar.add("prodid", "-//Casereview//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Casereview")
    calendar.add("refresh-interval", AGAIN, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT4H")
    done = last_acts(one["code"] for one in (*answer["dates"], *answer["meetings"]))
    for one in answer["dates"]:
        last = done.get(one["code"], LastAct())
        calendar.add_component(
            _event(one["code"], one["thing"], one["what"], date.fromisoformat(one["on"]), last)
        )
    for one in answer["meetings"]:
        what = one["kind"].replace("-", " ").capitalize()
        last = done.get(one["code"], LastAct())
        calendar.add_component(_event(one["code"], one["key"], what, _starts(one["on"], one["at"]), last))
    return bytes(calendar.to_ical())


def _starts(on: str, at: str) -> date:
    """The day of a meeting, or its beginning where that is known, in universal time: calendars know no other zone by themselves."""
    day = date.fromisoformat(on)
    if not at:
        return day
    here = ZoneInfo(settings.TIME_ZONE)
    return datetime.combine(day, time.fromisoformat(at), here).astimezone(UTC)


def _event(code: str, thing: str, what: str, starts: date, last: LastAct) -> Event:
    event = Event()
    event.add("uid", sha256(f"{code} {thing}".encode()).hexdigest()[:32] + "@casereview")
    event.add("dtstamp", last.at)
    event.add("last-modified", last.at)
    event.add("sequence", last.seq)
    event.add("summary", f"{code}: {what}")
    event.add("dtstart", starts)
    event.add("class", "PRIVATE")
    if not isinstance(starts, datetime):
        event.add("transp", "TRANSPARENT")
    return event
