"""A person's dates as a calendar file: the code and the kind of date, nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from icalendar import Calendar, Event


def as_calendar(answer: Mapping[str, Any]) -> bytes:
    """The file. The same date keeps its UID, so that a moved deadline moves."""
    calendar = Calendar()
    calendar.add("prodid", "-//Casereview//EN")
    calendar.add("version", "2.0")
    rows = [(one["code"], one["what"], one["on"], "") for one in answer["dates"]]
    rows += [
        (one["code"], one["kind"].replace("-", " ").capitalize(), one["on"], one["key"])
        for one in answer["meetings"]
    ]
    for code, what, on, key in dict.fromkeys(rows):
        event = Event()
        event.add("summary", f"{code}: {what}")
        event.add("dtstart", date.fromisoformat(on))
        event.add("uid", sha256(f"{code} {what} {key or on}".encode()).hexdigest()[:32] + "@casereview")
        event.add("dtstamp", datetime.now(UTC))
        calendar.add_component(event)
    return bytes(calendar.to_ical())
